import Base
import Instruments

/// enableWhen as a condition.
struct ConditionReader {
  let findings: FHIRFindings
  /// An item that stands before the condition, by the linkId it has in the questionnaire.
  let lookup: (String) -> InstrumentDefinition.Item?

  /// What entries mean for a definition's items; nil when they cannot be read.
  static func meaning(_ entries: [JSONTree], _ behavior: String, _ definition: InstrumentDefinition) -> ItemCondition? {
    let findings = FHIRFindings()
    let reader = ConditionReader(findings: findings) { definition.item($0) }
    let nodes = entries.map { FHIRNode($0) }
    let condition = reader.read(nodes, behavior: behavior)
    return findings.refusals.isEmpty ? condition : nil
  }

  /// Reads the entries; nil after something has been refused, and for no entries.
  func read(_ entries: [FHIRNode], behavior: String) -> ItemCondition? {
    let parts = entries.compactMap(entry)
    guard parts.count == entries.count, let first = parts.first else { return nil }
    if parts.count == 1 { return first }
    if behavior == "all" { return .all(parts) }
    // Several options of one item are one comparison.
    if case .oneOf(let item, _) = first {
      var codes: [String] = []
      for case .oneOf(let other, let more) in parts where other == item { codes += more }
      if codes.count == parts.count, Set(codes).count == codes.count { return .oneOf(item: item, codes) }
    }
    return .any(parts)
  }

  private func entry(_ node: FHIRNode) -> ItemCondition? {
    let answers = node.keys.filter { $0.hasPrefix("answer") }
    findings.keys(node, read: Set(["question", "operator"] + answers))
    _ = findings.extensions(node, [])
    guard let question = node["question"]?.string else {
      findings.refuse(node.path, .missing("question"))
      return nil
    }
    guard let item = lookup(question) else {
      findings.refuse("\(node.path).question", .unknownLinkId(question))
      return nil
    }
    guard let operation = node["operator"]?.string, answers.count == 1, let answer = node[answers[0]] else {
      findings.refuse(node.path, .missing("operator, answer[x]"))
      return nil
    }
    if operation == "exists" {
      guard answers[0] == "answerBoolean", let exists = answer.bool else {
        findings.refuse(answer.path, .wrongKind(expected: "true, false"))
        return nil
      }
      return exists ? .answered(item: item.id) : .not(.answered(item: item.id))
    }
    let how = ItemCondition.Comparison(fhir: operation)
    guard how != nil || operation == "!=" else {
      findings.refuse("\(node.path).operator", .conditionOperator)
      return nil
    }
    let equal: ItemCondition?
    switch item.kind {
    case .choice, .choices:
      guard how == nil || how == .equals else { return refused(item, node) }
      equal = code(item, answer, key: answers[0]).map { .oneOf(item: item.id, [$0]) }
    case .scale where answers[0] == "answerCoding":
      guard how == nil || how == .equals else { return refused(item, node) }
      equal = answer["code"]?.string.flatMap(Double.init).map { .compare(item: item.id, .equals, $0) } ?? refused(item, node)
    case .number, .scale:
      guard let value = number(item, answer, key: answers[0]) else { return nil }
      equal = .compare(item: item.id, how ?? .equals, value)
    case .text, .date, .info: return refused(item, node)
    }
    return operation == "!=" ? equal.map(ItemCondition.not) : equal
  }

  private func refused(_ item: InstrumentDefinition.Item, _ node: FHIRNode) -> ItemCondition? {
    findings.refuse(node.path, .condition(item: item.id, kind: item.kind.name.rawValue))
    return nil
  }

  private func code(_ item: InstrumentDefinition.Item, _ answer: FHIRNode, key: String) -> String? {
    let text: String?
    switch key {
    case "answerCoding":
      findings.keys(answer, read: ["code"], listed: ["system", "display", "version", "userSelected"])
      text = answer["code"]?.string
    case "answerString": text = answer.string
    case "answerBoolean": text = answer.bool.map { $0 ? "true" : "false" }
    case "answerInteger": text = answer.int.map(String.init)
    default: text = nil
    }
    guard let text else {
      findings.refuse(answer.path, .condition(item: item.id, kind: item.kind.name.rawValue))
      return nil
    }
    if let option = item.option(coded: text, isText: key == "answerString") { return option.code }
    findings.refuse(answer.path, .unknownOption(text))
    return nil
  }

  private func number(_ item: InstrumentDefinition.Item, _ answer: FHIRNode, key: String) -> Double? {
    if key == "answerQuantity" {
      findings.keys(answer, read: ["value", "unit", "code"], listed: ["system"])
      guard let value = answer["value"]?.double else {
        findings.refuse(answer.path, .missing("value"))
        return nil
      }
      if item.takesUnit(answer) { return value }
      findings.refuse(answer.path, .units)
      return nil
    }
    if key == "answerInteger" || key == "answerDecimal", let value = answer.double { return value }
    findings.refuse(answer.path, .condition(item: item.id, kind: item.kind.name.rawValue))
    return nil
  }
}

extension InstrumentDefinition.Item {
  /// The option of a code; a text may be an option's label too.
  func option(coded text: String, isText: Bool) -> InstrumentDefinition.Option? {
    if let found = options.first(where: { $0.code == text }) { return found }
    return isText ? options.first { $0.label.da == text || $0.label.en == text } : nil
  }

  /// Whether a FHIR quantity is in the item's unit; one that names none is.
  func takesUnit(_ quantity: FHIRNode) -> Bool {
    let named = [quantity["unit"]?.string, quantity["code"]?.string].compactMap(\.self)
    guard case .number(let range) = kind else { return named.isEmpty }
    return named.isEmpty || named.contains { $0 == range.unit?.da || $0 == range.unit?.en }
  }
}
