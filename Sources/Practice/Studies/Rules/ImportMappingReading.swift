import Base
import Instruments

extension Studies.ImportMapping {
  /// Reads a mapping from a catalog file.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for problems.
  ///   - instruments: the definitions it may name, by `id@version`.
  /// - Throws: everything that is wrong with it, each with its path.
  package static func read(
    _ bytes: [UInt8], file: String, instruments: [String: InstrumentDefinition]
  ) throws(ProblemList) -> Self {
    let problems = ProblemCollector()
    let tree: JSONTree
    do { tree = try JSONTree.parse(bytes) } catch {
      throw ProblemList([Problem(file: file, path: "$", message: "\(error)")])
    }
    let mapping = read(tree, file: file, instruments: instruments, problems: problems)
    try problems.throwIfAny()
    guard let mapping else { throw ProblemList([Problem(file: file, path: "$", message: "an object in { } is expected here")]) }
    return mapping
  }

  /// Reads a mapping and reports what is wrong with it; to be thrown away when anything was reported.
  package static func read(
    _ tree: JSONTree, file: String, instruments: [String: InstrumentDefinition], problems: ProblemCollector
  ) -> Self? {
    JSONReader.read(tree, file: file, problems: problems) { r in
      let subjects = r.array("subjects", fixedSubject)
      let zero = r.optionalObject("dayZero") { z in
        DayZero(day: requiredDay("day", z), invented: z.bool("invented", default: false))
      }
      let context = MappingContext(instruments: instruments, subjects: subjects, dayZero: zero)
      let mapping = Studies.ImportMapping(
        study: r.string("study"), version: r.int("version"), title: r.words("title"), label: r.words("label"),
        source: r.string("source"), idDay: requiredDay("idDay", r), dayZero: zero, subjects: subjects,
        files: r.array("files", required: true) { context.file($0) })
      doubles(mapping.files.map(\.name), "files", r)
      doubles(subjects.map { "\($0.kind.rawValue):\($0.key)" }, "subjects", r)
      return mapping
    }
  }

  private static func fixedSubject(_ r: JSONReader) -> FixedSubject? {
    let kind = r.oneOf("kind", Citizens.SubjectKind.self)
    let key = r.string("key")
    let label = r.optionalString("label")
    return kind.map { FixedSubject(kind: $0, key: key, label: label) }
  }

  private static func doubles(_ names: [String], _ key: String, _ r: JSONReader) {
    var seen = Set<String>()
    for (index, name) in names.enumerated() where !seen.insert(name).inserted {
      r.report("\(key)[\(index)]", "\"\(name)\" stands twice; keep one of them")
    }
  }
}

private func requiredDay(_ key: String, _ r: JSONReader) -> CivilDate {
  if !r.has(key) { r.report(nil, "the key \"\(key)\" is missing; it must be a date") }
  return r.optionalDay(key) ?? CivilDate(dayNumber: 0) ?? .epoch
}

extension CivilDate {
  /// 1970-01-01, the stand-in for a date that could not be read.
  fileprivate static let epoch: CivilDate = {
    guard let day = CivilDate(year: 1970, month: 1, day: 1) else { preconditionFailure("1970-01-01 exists") }
    return day
  }()
}

/// What a file of the mapping may refer to.
private struct MappingContext {
  typealias Mapping = Studies.ImportMapping
  let instruments: [String: InstrumentDefinition]
  let subjects: [Mapping.FixedSubject]
  let dayZero: Mapping.DayZero?

  func file(_ r: JSONReader) -> Mapping.File? {
    let gather = r.optionalObject("gather") { g in
      Mapping.Gather(
        by: g.strings("by", required: true), item: g.string("item"), values: g.strings("values", required: true))
    }
    let file = Mapping.File(
      name: r.string("file"), optional: r.bool("optional", default: false), key: r.strings("key", required: true),
      numbersRepeats: r.bool("numbersRepeats", default: false), subject: subject(r), ignored: r.strings("ignored"),
      decimalComma: r.bool("decimalComma", default: false), gather: gather, facts: r.array("facts", required: true) { fact($0) })
    if file.key.isEmpty { r.report("key", "name at least one column that tells rows apart") }
    if file.facts.isEmpty { r.report("facts", "name at least one fact") }
    if file.name.contains("/") || file.name.hasSuffix(".gz") { r.report("file", "a name that ends in .csv is expected here") }
    for column in file.ignored where file.usedColumns.contains(column) {
      r.report("ignored", "\"\(column)\" is used as well; take it out here or there")
    }
    return file
  }

  private func subject(_ r: JSONReader) -> Mapping.Subject {
    r.object("subject") { s in
      let kind = s.oneOf("kind", Citizens.SubjectKind.self) ?? .citizen
      if let column = s.optionalString("column") { return Mapping.Subject.column(kind, column) }
      let key = s.string("key")
      if !subjects.contains(where: { $0.kind == kind && $0.key == key }) {
        s.report("key", "the mapping's subjects hold no \(kind.rawValue) \"\(key)\"")
      }
      return .fixed(kind, key)
    } ?? .fixed(.programme, "")
  }

  private func fact(_ r: JSONReader) -> Mapping.Fact? {
    guard let kind = r.oneOf("fact", Mapping.FactKind.self) else { return nil }
    let known = Mapping.members(of: kind)
    var texts: [String: Mapping.TextValue] = [:]
    for name in known.texts { texts[name] = r.element(name).flatMap(text) }
    if kind == .form, texts["mode"] == nil { texts["mode"] = .fixed("import") }
    for name in known.required where texts[name] == nil && !r.has(name) {
      r.report(nil, "the key \"\(name)\" is missing; it must be a text or a column")
    }
    fixedCodes(kind, texts, r)
    var numbers: [String: String] = [:]
    for name in known.numbers { numbers[name] = r.optionalString(name) }
    let instrument = kind == .form ? r.string("instrument") : nil
    let items = kind == .form ? r.map("items", required: true) { item($0, $1) }.map(\.value) : []
    if let instrument { check(items, instrument, texts["wave"], r) }
    return Mapping.Fact(
      kind: kind, when: r.object("when", when) ?? .unknown, condition: r.optionalObject("if", condition),
      dataClass: r.optionalString("dataClass") ?? (kind == .hours || kind == .cost ? "ordinary" : "health"),
      retention: r.optionalString("retention") ?? "case", texts: texts, numbers: numbers, instrument: instrument, items: items)
  }

  private func condition(_ r: JSONReader) -> Mapping.Condition {
    Mapping.Condition(column: r.string("column"), values: r.strings("in"))
  }

  /// Kinds are closed lists: what a mapping writes for them must be in the list.
  private func fixedCodes(_ kind: Mapping.FactKind, _ texts: [String: Mapping.TextValue], _ r: JSONReader) {
    let allowed: [String]
    switch kind {
    case .contact: allowed = Outreach.ContactKind.allCases.map(\.rawValue)
    case .event: allowed = Treatment.EventKind.allCases.map(\.rawValue)
    default: return
    }
    let written: [String]
    switch texts["kind"] {
    case .fixed(let code)?: written = [code]
    case .column(_, let codes)?: written = codes.values.sorted()
    case .flags?, nil: written = []
    }
    for code in written where !allowed.contains(code) {
      r.report("kind", "\"\(code)\" is not one of \(allowed.joined(separator: ", "))")
    }
  }

  private func text(_ element: JSONElement) -> Mapping.TextValue? {
    if case .string(let text) = element.tree { return .fixed(text) }
    return element.object { r in
      let flags = r.map("flags") { column, code in code.string.map { Mapping.Flag(column: column, code: $0) } }
      if !flags.isEmpty { return .flags(flags.map(\.value)) }
      return .column(r.string("column"), codes: codes("codes", r))
    }
  }

  private func codes(_ key: String, _ r: JSONReader) -> [String: String] {
    Dictionary(r.map(key) { _, value in value.string }.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private func item(_ id: String, _ element: JSONElement) -> Mapping.Item? {
    if case .string(let column) = element.tree {
      return Mapping.Item(id: id, column: column, codes: [:], missing: [:], blank: nil)
    }
    return element.object { r in
      Mapping.Item(
        id: id, column: r.string("column"), codes: codes("codes", r), missing: codes("missing", r),
        blank: r.optionalString("blank"))
    }
  }

  private func when(_ r: JSONReader) -> Mapping.When {
    if let column = r.optionalString("date") {
      let form = r.optionalString("form") ?? "yyyy-mm-dd"
      if form != "yyyy-mm-dd" && form != "dd-mm-yyyy" { r.report("form", "yyyy-mm-dd or dd-mm-yyyy is expected here") }
      return .date(column: column, dayFirst: form == "dd-mm-yyyy", time: r.optionalString("time"), blank: blank(r))
    }
    if let column = r.optionalString("relativeDay") {
      anchored(r)
      return .relativeDay(column: column, blank: blank(r))
    }
    if let column = r.optionalString("months") {
      anchored(r)
      return .months(column: column, blank: blank(r))
    }
    if let column = r.optionalString("quarter") { return .quarter(column: column) }
    if let day = r.optionalDay("fixed") { return .fixed(day) }
    if r.bool("dayZero", default: false) {
      anchored(r)
      return dayZero.map { .fixed($0.day) } ?? .unknown
    }
    if !r.bool("unknown", default: false) {
      r.report(nil, "one of date, relativeDay, months, quarter, fixed, dayZero, unknown is expected here")
    }
    return .unknown
  }

  private func anchored(_ r: JSONReader) {
    if dayZero == nil { r.report(nil, "the mapping has no \"dayZero\" to count from") }
  }

  private func blank(_ r: JSONReader) -> Mapping.Blank {
    if let other = r.optionalObject("else", when) { return .other(other) }
    switch r.optionalString("blank") {
    case nil, "wrong"?: return .wrong
    case "noFact"?: return .noFact
    case "unknown"?: return .unknown
    default:
      r.report("blank", "one of wrong, noFact, unknown is expected here")
      return .wrong
    }
  }
}

// MARK: Against the instrument

extension MappingContext {
  private func check(_ items: [Mapping.Item], _ key: String, _ wave: Mapping.TextValue?, _ r: JSONReader) {
    guard let definition = instruments[key] else {
      let near = JSONReader.nearest(key, among: instruments.keys.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
      if !key.isEmpty { r.report("instrument", "the catalog holds no instrument \"\(key)\"\(near)") }
      return
    }
    for entry in items {
      guard let item = definition.item(entry.id) else {
        let near = JSONReader.nearest(entry.id, among: definition.items.map(\.id)).map { "; did you mean \"\($0)\"?" } ?? ""
        r.report("items.\(entry.id)", "the instrument has no such item\(near)")
        continue
      }
      if !item.options.isEmpty {
        let known = item.options.map(\.code)
        for code in entry.codes.values.sorted() where !known.contains(code) {
          r.report("items.\(entry.id).codes", "the item has no option \"\(code)\"; it has \(known.joined(separator: ", "))")
        }
      }
      for kind in entry.missing.values.sorted() + (entry.blank.map { [$0] } ?? []) where Answer.Missing(rawValue: kind) == nil {
        let all = Answer.Missing.allCases.map(\.rawValue).joined(separator: ", ")
        r.report("items.\(entry.id)", "\"\(kind)\" is not one of \(all)")
      }
    }
    let waves = Set(definition.items.flatMap { $0.waves + $0.options.flatMap(\.waves) })
    guard !waves.isEmpty, let wave else { return }
    let written: [String]
    switch wave {
    case .fixed(let code): written = [code]
    case .column(_, let codes) where !codes.isEmpty: written = codes.values.sorted()
    case .column, .flags: return
    }
    if waves.isDisjoint(with: written) {
      r.report("wave", "none of the instrument's waves (\(waves.sorted().joined(separator: ", "))) is written")
    }
  }
}
