import Base
import Instruments

/// One fact of a file with its columns looked up.
struct FactPlan: Sendable {
  typealias Mapping = Studies.ImportMapping
  typealias Problem = Studies.RowProblem

  let index: Int
  let kind: Mapping.FactKind
  let fact: Mapping.Fact
  let study: String
  private let subjectKind: Citizens.SubjectKind
  private let texts: [TextPlan?]
  private let required: [Bool]
  private let numbers: [NumberPlan?]
  private let when: WhenPlan
  private let condition: (column: Int, values: Set<String>)?
  private let form: FormPlan?
  private let decimalComma: Bool

  init(
    _ fact: Mapping.Fact, index: Int, file: Mapping.File, mapping: Mapping, _ places: [String: Int],
    _ instruments: [String: Studies.ImportInstrument]
  ) {
    self.index = index
    self.fact = fact
    kind = fact.kind
    study = mapping.study
    switch file.subject {
    case .column(let kind, _), .fixed(let kind, _): subjectKind = kind
    }
    decimalComma = file.decimalComma
    let members = Mapping.members(of: fact.kind)
    texts = members.texts.map { name in fact.texts[name].map { TextPlan($0, places) } }
    required = members.texts.map { members.required.contains($0) }
    numbers = members.numbers.map { name in
      fact.numbers[name].map { NumberPlan(column: places[$0] ?? 0, name: $0, decimalComma: file.decimalComma) }
    }
    when = WhenPlan(fact.when, mapping.dayZero?.day, places)
    condition = fact.condition.map { (places[$0.column] ?? 0, Set($0.values)) }
    form = fact.instrument.flatMap { instruments[$0] }.map { FormPlan($0, fact.items, places, decimalComma: file.decimalComma) }
  }

  /// The fact a row becomes; nil when the row has none, or something is wrong with it.
  func fact(of row: some Studies.SourceRow, subject: String, _ problems: inout [Problem]) -> Studies.ImportedFact? {
    if let condition {
      if row.isBlank(condition.column) { return nil }
      if !condition.values.isEmpty, !condition.values.contains(row.text(condition.column)) { return nil }
    }
    let before = problems.count
    guard let moment = when.read(row, &problems) else { return nil }
    var values: [String?] = []
    values.reserveCapacity(texts.count)
    for (place, plan) in texts.enumerated() {
      let value = plan?.read(row, &problems)
      if value == nil, required[place], problems.count == before {
        problems.append(Problem(column: plan?.column, reason: ImportReasons.blank))
      }
      values.append(value)
    }
    guard problems.count == before else { return nil }
    guard let payload = payload(row, values, moment.relative, subject, &problems), problems.count == before else { return nil }
    return Studies.ImportedFact(
      index: index, occurredAt: moment.at, payload: payload, dataClass: fact.dataClass, retention: fact.retention,
      catalog: form.map { [$0.instrument.reference] } ?? [])
  }

  private func payload(
    _ row: some Studies.SourceRow, _ v: [String?], _ relative: Int?, _ subject: String, _ problems: inout [Problem]
  ) -> (any FactPayload)? {
    switch kind {
    case .registration:
      return Citizens.SubjectRegistered(kind: subjectKind, source: subject, study: study, site: v[0], label: v[1])
    case .form: return formPayload(row, v, relative, &problems)
    case .contact:
      guard let kind = v[0].flatMap(Outreach.ContactKind.init(rawValue:)) else { return wrongKind(0, &problems) }
      return Outreach.ContactRecorded(
        kind: kind, place: v[1], channel: v[2], outcome: v[3], worker: v[4], visit: v[5], reason: v[6], site: v[7], source: v[8],
        relativeDay: relative)
    case .step:
      return Courses.CourseStep(step: v[0] ?? "", reason: v[1], programme: v[2], site: v[3], relativeDay: relative)
    case .event:
      guard let kind = v[0].flatMap(Treatment.EventKind.init(rawValue:)) else { return wrongKind(0, &problems) }
      let amount = numbers[0]?.read(row, &problems)
      let order = numbers[1]?.whole(row, &problems)
      return Treatment.TreatmentEvent(
        kind: kind, what: v[1], amount: amount, unit: v[2], result: v[3], order: order, relativeDay: relative)
    case .hours:
      quarter(v[0], &problems)
      return Economics.HoursReported(
        quarter: v[0] ?? "", site: v[1] ?? "", costType: v[2] ?? "", activity: v[3] ?? "", staffGroup: v[4] ?? "",
        hours: decimal(v[5], 5, &problems), rate: decimal(v[6], 6, &problems))
    case .cost:
      quarter(v[0], &problems)
      return Economics.CostReported(
        quarter: v[0] ?? "", site: v[1] ?? "", costType: v[2] ?? "", activity: v[3] ?? "", item: v[4] ?? "",
        kr: decimal(v[5], 5, &problems))
    }
  }

  private func formPayload(
    _ row: some Studies.SourceRow, _ v: [String?], _ relative: Int?, _ problems: inout [Problem]
  ) -> (any FactPayload)? {
    guard let form else { return nil }
    let number = numbers[0]?.whole(row, &problems)
    guard let (answers, scores) = form.read(row, wave: v[0], &problems) else { return nil }
    return Measures.FormAnswered(
      instrument: form.instrument.definition.id, version: String(form.instrument.definition.version), hash: form.instrument.hash,
      wave: v[0], answerNo: number, respondent: v[1] ?? "", mode: v[2] ?? "import", site: v[3], relativeDay: relative,
      answers: answers, scores: scores)
  }

  private func wrongKind(_ place: Int, _ problems: inout [Problem]) -> (any FactPayload)? {
    problems.append(Problem(column: texts[place]?.column, reason: ImportReasons.blank))
    return nil
  }

  private func quarter(_ text: String?, _ problems: inout [Problem]) {
    guard let text, WhenPlan.quarter(text) != nil else {
      problems.append(Problem(column: texts[0]?.column, reason: ImportReasons.quarter))
      return
    }
  }

  /// A decimal number kept as its text, with a point.
  private func decimal(_ text: String?, _ place: Int, _ problems: inout [Problem]) -> String? {
    guard let text else { return nil }
    let pointed = decimalComma ? text.replacing(",", with: ".") : text
    guard Fraction(decimal: pointed) != nil, !(decimalComma && text.contains(".")) else {
      problems.append(Problem(column: texts[place]?.column, reason: ImportReasons.number))
      return nil
    }
    return pointed
  }
}

/// A text with its column looked up.
enum TextPlan: Sendable {
  case fixed(String)
  case column(Int, name: String, codes: [String: String])
  case flags([(place: Int, name: String, code: String)])

  init(_ value: Studies.ImportMapping.TextValue, _ places: [String: Int]) {
    switch value {
    case .fixed(let text): self = .fixed(text)
    case .column(let name, let codes): self = .column(places[name] ?? 0, name: name, codes: codes)
    case .flags(let flags): self = .flags(flags.map { (places[$0.column] ?? 0, $0.column, $0.code) })
    }
  }

  var column: String? {
    if case .column(_, let name, _) = self { return name }
    return nil
  }

  func read(_ row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]) -> String? {
    switch self {
    case .fixed(let text): return text
    case .column(let place, let name, let codes):
      if row.isBlank(place) { return codes[""] }
      let text = row.text(place)
      if codes.isEmpty { return text }
      if let code = codes[text] { return code }
      problems.append(.init(column: name, reason: ImportReasons.code(codes.keys)))
      return nil
    case .flags(let flags):
      var set: [String] = []
      for flag in flags where !row.isBlank(flag.place) {
        if row.text(flag.place) == "1" {
          set.append(flag.code)
        } else {
          problems.append(.init(column: flag.name, reason: ImportReasons.flag))
        }
      }
      return set.isEmpty ? nil : set.joined(separator: " ")
    }
  }
}

/// A number with its column looked up.
struct NumberPlan: Sendable {
  let column: Int
  let name: String
  let decimalComma: Bool

  func read(_ row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]) -> Double? {
    if row.isBlank(column) { return nil }
    if let value = NumberPlan.number(row.text(column), decimalComma: decimalComma) { return value }
    problems.append(.init(column: name, reason: ImportReasons.number))
    return nil
  }

  func whole(_ row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]) -> Int? {
    if row.isBlank(column) { return nil }
    if let value = NumberPlan.whole(row.text(column)) { return value }
    problems.append(.init(column: name, reason: ImportReasons.whole))
    return nil
  }

  /// A decimal number in plain digits; nil for anything else, also `nan`, `inf`, hexadecimal and spaces.
  static func number(_ text: String, decimalComma: Bool) -> Double? {
    var pointed = text
    if decimalComma {
      if text.contains(".") { return nil }
      pointed = text.replacing(",", with: ".")
    }
    let plain = pointed.utf8.allSatisfy { byte in
      (byte >= 48 && byte <= 57) || byte == 45 || byte == 46 || byte == 43 || byte == 69 || byte == 101
    }
    guard plain, let value = Double(pointed), value.isFinite else { return nil }
    return value
  }

  /// A whole number, also written `7.0`.
  static func whole(_ text: String) -> Int? {
    if let value = Int(text) { return value }
    guard let value = number(text, decimalComma: false), value.rounded() == value, abs(value) < 1e12 else { return nil }
    return Int(value)
  }
}
