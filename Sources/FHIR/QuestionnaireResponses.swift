public import Base
public import Instruments

/// FHIR R4 questionnaire responses and answers, both ways. A missing answer stands with its reason as data-absent-reason.
public enum FHIRResponse {
  /// How far the form has come. The raw value is FHIR's word.
  public enum Status: String, CaseIterable, Sendable {
    /// Not finished.
    case inProgress = "in-progress"
    /// Finished.
    case completed
    /// Changed after it was finished.
    case amended
  }

  /// A response that was read.
  public struct Reading: Sendable {
    /// The answers.
    public var answers: Answers
    /// How far the form has come.
    public var status: Status
    /// What does not stand in the answers.
    public var notes: [FHIRNote]
  }

  /// The answers as a response to the questionnaire that ``FHIRQuestionnaire/write(_:)`` makes of the definition.
  ///
  /// - Throws: the answers that the definition does not take.
  public static func write(
    _ answers: Answers, _ definition: InstrumentDefinition, status: Status = .completed
  ) throws(FHIRRefusals) -> JSONTree {
    let refused = definition.refusals(answers)
    guard refused.isEmpty else { throw FHIRRefusals(refused.map { FHIRRefusal(path: $0.item, reason: .answer($0)) }) }
    var o = FHIRMembers()
    o.text("resourceType", "QuestionnaireResponse")
    o.text("questionnaire", "\(definition.fhirURL)|\(definition.version)")
    o.text("status", status.rawValue)
    o.list("item", ResponseWriter(definition: definition, answers: answers).items)
    return o.tree
  }

  /// Reads a response.
  ///
  /// - Throws: everything that the definition does not take, with its path.
  public static func read(_ tree: JSONTree, _ definition: InstrumentDefinition) throws(FHIRRefusals) -> Reading {
    let reader = ResponseReader(definition: definition)
    let status = reader.read(FHIRNode(tree))
    guard reader.findings.refusals.isEmpty else { throw FHIRRefusals(reader.findings.refusals) }
    return Reading(answers: reader.answers, status: status, notes: reader.findings.notes)
  }

  /// FHIR's word for a reason, and back.
  static let reasons: [(Answer.Missing, String)] = [
    (.declined, "asked-declined"), (.notRelevant, "not-applicable"), (.notAsked, "not-asked"), (.cannotNow, "temp-unknown"),
  ]
}

struct ResponseWriter {
  let definition: InstrumentDefinition
  let answers: Answers

  var items: [JSONTree] {
    FHIRLayout(definition).segments.flatMap { segment -> [JSONTree] in
      guard let group = segment.group else { return segment.items.compactMap { item($0, round: 1) } }
      let rounds = definition.rounds(of: group.id, in: answers)
      var written = (1...rounds).map { round in segment.items.compactMap { item($0, round: round) } }
      // An empty round keeps its place only where a later one has answers.
      while written.last?.isEmpty == true { written.removeLast() }
      return written.map { items in
        var o = FHIRMembers()
        o.text("linkId", segment.linkId)
        o.list("item", items)
        return o.tree
      }
    }
  }

  private func answer(_ id: String, _ round: Int) -> Answer? {
    answers[InstrumentDefinition.AnswerKey(item: id, round: round).text]
  }

  private func item(_ item: InstrumentDefinition.Item, round: Int) -> JSONTree? {
    guard let given = answer(item.id, round) else { return nil }
    if let owner = openOwner(of: item), let above = answer(owner, round), above.isOpen { return nil }
    var o = FHIRMembers()
    o.text("linkId", item.id)
    switch given {
    case .missing(let why): o.list("extension", [absent(why)])
    case .choices([]): o.list("extension", [.ext(.noneChosen, flag: true)])
    default: break
    }
    o.list("answer", values(item, given, round))
    return o.tree
  }

  /// The choice whose open answer the item carries.
  private func openOwner(of item: InstrumentDefinition.Item) -> String? {
    guard let place = definition.items.firstIndex(where: { $0.id == item.id }), place > 0,
      item.carriesOpen(of: definition.items[place - 1])
    else { return nil }
    return definition.items[place - 1].id
  }

  private func values(_ item: InstrumentDefinition.Item, _ given: Answer, _ round: Int) -> [JSONTree] {
    func one(_ key: String, _ value: JSONTree) -> JSONTree { .object([.init(key, value)]) }
    switch given {
    case .missing: return []
    case .choice(let code): return [coded(item, code, round)]
    case .choices(let codes): return codes.map { coded(item, $0, round) }
    case .number(let value):
      if item.isNamedLine, case .number(let code) = JSONTree.decimal(value) { return [coded(item, code, round)] }
      return [one(item.isInteger ? "valueInteger" : "valueDecimal", .decimal(value))]
    case .text(let text): return [one("valueString", .string(text))]
    case .date(let day): return [one("valueDate", .string(day.description))]
    }
  }

  private func coded(_ item: InstrumentDefinition.Item, _ code: String, _ round: Int) -> JSONTree {
    if item.isBoolean { return .object([.init("valueBoolean", .bool(code == "true"))]) }
    if code == FHIRNames.openAnswer, let text = definition.openText(of: item.id) {
      switch answer(text.id, round) {
      case .text(let words)?: return .object([.init("valueString", .string(words))])
      case .missing(let why)?:
        return .object([.init("_valueString", .object([.init("extension", .array([absent(why)]))]))])
      default: break
      }
    }
    var label = item.options.first { $0.code == code }?.label.da
    if case .scale(let line) = item.kind { label = line.points.first { String($0.value) == code }?.label.da }
    var coding = FHIRMembers()
    coding.text("code", code)
    coding.text("display", label)
    return .object([.init("valueCoding", coding.tree)])
  }

  private func absent(_ why: Answer.Missing) -> JSONTree {
    let code = FHIRResponse.reasons.first { $0.0 == why }?.1 ?? "unknown"
    return .ext(FHIRNames.absent, "valueCode", .string(code))
  }
}

extension Answer {
  fileprivate var isOpen: Bool {
    switch self {
    case .choice(let code): code == FHIRNames.openAnswer
    case .choices(let codes): codes.contains(FHIRNames.openAnswer)
    default: false
    }
  }
}
