import Base
import Instruments

/// Reads one response; used once.
final class ResponseReader {
  let definition: InstrumentDefinition
  let findings = FHIRFindings()
  private(set) var answers: Answers = [:]
  private var paths: [String: String] = [:]
  private let kinds: [String: InstrumentDefinition.Item]
  private let repeating: Set<String>
  private let scores: Set<String>

  init(definition: InstrumentDefinition) {
    self.definition = definition
    kinds = Dictionary(definition.items.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    repeating = Set(definition.groups.filter { $0.repeats != nil }.map(\.id))
    scores = Set(FHIRLayout(definition).scores.values).union(definition.scales.map(\.id))
  }

  func read(_ root: FHIRNode) -> FHIRResponse.Status {
    guard case .object = root.tree, root["resourceType"]?.string == "QuestionnaireResponse" else {
      findings.refuse("$.resourceType", .notResource(expected: "QuestionnaireResponse"))
      return .completed
    }
    findings.keys(
      root, read: ["resourceType", "questionnaire", "status", "item", "implicitRules"],
      listed: [
        "id", "meta", "language", "contained", "identifier", "basedOn", "partOf", "subject", "encounter", "authored", "author",
        "source",
      ], shown: ["text"])
    if let rules = root["implicitRules"] { findings.refuse(rules.path, .implicitRules) }
    _ = findings.extensions(root, [])
    if let name = root["questionnaire"]?.string { questionnaire(name) }
    guard let text = root["status"]?.string, let status = FHIRResponse.Status(rawValue: text) else {
      findings.refuse("$.status", .wrongKind(expected: FHIRResponse.Status.allCases.map(\.rawValue).joined(separator: ", ")))
      return .completed
    }
    walk(root.list("item"), round: 1)
    guard findings.refusals.isEmpty else { return status }
    for refusal in definition.refusals(answers) {
      findings.refuse(paths[refusal.item] ?? "$.item", .answer(refusal))
    }
    return status
  }

  /// A response names its questionnaire; ours must be this one, one from elsewhere is the caller's choice.
  private func questionnaire(_ name: String) {
    guard name.hasPrefix("https://brobygger.dk/fhir/Questionnaire/") else { return }
    let parts = name.split(separator: "|", maxSplits: 1).map(String.init)
    if parts[0] != definition.fhirURL || (parts.count == 2 && parts[1] != String(definition.version)) {
      findings.refuse("$.questionnaire", .otherQuestionnaire(name))
    }
  }

  private func walk(_ nodes: [FHIRNode], round outer: Int) {
    var counts: [String: Int] = [:]
    for node in nodes {
      guard let linkId = node["linkId"]?.string else {
        findings.refuse(node.path, .missing("linkId"))
        continue
      }
      findings.keys(node, read: ["linkId", "answer", "item"], listed: ["definition"], shown: ["text"])
      let found = findings.extensions(node, [FHIRNames.absent], own: [.noneChosen])
      counts[linkId, default: 0] += 1
      if let item = kinds[linkId], node["answer"] != nil || !found.entries.isEmpty || node["item"] == nil {
        self.item(node, item, found, round: outer)
      } else if node["answer"] == nil {
        walk(node.list("item"), round: outer > 1 ? outer : counts[linkId] ?? 1)
      } else if scores.contains(linkId) {
        // A score is computed here, never taken over.
        findings.note(.notKept, node.path, "score \(linkId)")
      } else {
        findings.refuse("\(node.path).linkId", .unknownLinkId(linkId))
      }
    }
  }

  private func item(_ node: FHIRNode, _ item: InstrumentDefinition.Item, _ found: FHIRExtensions, round: Int) {
    let isRepeating = item.group.map(repeating.contains) ?? false
    let key = InstrumentDefinition.AnswerKey(item: item.id, round: round).text
    if round > 1, !isRepeating { findings.refuse(node.path, .answer(.tooManyRounds(item: item.id, max: 1))) }
    guard paths[key] == nil else {
      findings.refuse("\(node.path).linkId", .doubleLinkId(item.id))
      return
    }
    paths[key] = node.path
    let nodes = node.list("answer")
    for answer in nodes { walk(answer.list("item"), round: round) }
    walk(node.list("item"), round: round)
    if let reason = found.first(FHIRNames.absent) {
      if !nodes.isEmpty { findings.refuse(reason.path, .severalAnswers) }
      if let why = missing(reason) { answers[key] = .missing(why) }
      return
    }
    if found.value(.noneChosen)?.bool == true {
      answers[key] = .choices([])
      return
    }
    guard !nodes.isEmpty else { return }
    if case .choices = item.kind {
      let codes = nodes.map { code($0, item, round) }
      if codes.filter({ $0 == FHIRNames.openAnswer }).count > 1 { findings.refuse(node.path, .severalAnswers) }
      let given = codes.compactMap(\.self)
      if given.count == nodes.count { answers[key] = .choices(given) }
      return
    }
    if nodes.count > 1 { findings.refuse(nodes[1].path, .severalAnswers) }
    if let value = value(nodes[0], item, round) { answers[key] = value }
  }

  private func missing(_ node: FHIRNode) -> Answer.Missing? {
    let code = node.value?.node.string
    if let found = FHIRResponse.reasons.first(where: { $0.1 == code })?.0 { return found }
    findings.refuse(node.path, .absentReason)
    return nil
  }

  private func value(_ node: FHIRNode, _ item: InstrumentDefinition.Item, _ round: Int) -> Answer? {
    if case .choice = item.kind { return code(node, item, round).map(Answer.choice) }
    guard let (key, value) = parts(node) else { return nil }
    switch (item.kind, key) {
    case (.number, "valueInteger"), (.number, "valueDecimal"), (.scale, "valueInteger"), (.scale, "valueDecimal"):
      if let number = value.double { return .number(number) }
    case (.number, "valueQuantity"):
      findings.keys(value, read: ["value", "unit", "code"], listed: ["system"])
      if !item.takesUnit(value) { findings.refuse(value.path, .units) }
      if let number = value["value"]?.double { return .number(number) }
    case (.scale, "valueCoding"):
      findings.keys(value, read: ["code"], listed: ["system", "version", "userSelected"], shown: ["display"])
      if let text = value["code"]?.string, let number = Int(text) { return .number(Double(number)) }
    case (.text, "valueString"):
      if case .string(let text) = value.tree { return .text(text) }
    case (.date, "valueDate"):
      if let text = value.string, let day = CivilDate(text) { return .date(day) }
    case (_, "_value"):
      return missing(value).map(Answer.missing)
    default: break
    }
    findings.refuse(value.path, .answer(.wrongKind(item: item.id, expected: item.kind.name)))
    return nil
  }

  /// The value of an answer with the name of its key; `_value` for a reason that there is none.
  private func parts(_ node: FHIRNode) -> (String, FHIRNode)? {
    let keys = node.keys.filter { $0.hasPrefix("value") || $0.hasPrefix("_value") }
    findings.keys(node, read: Set(["item"] + keys))
    let around = findings.extensions(node, [FHIRNames.absent])
    if let reason = around.first(FHIRNames.absent) { return ("_value", reason) }
    guard let key = keys.first, keys.count == 1, let value = node[key] else {
      findings.refuse(node.path, .missing("value[x]"))
      return nil
    }
    guard key.hasPrefix("_") else { return (key, value) }
    let inner = findings.extensions(value, [FHIRNames.absent])
    guard let reason = inner.first(FHIRNames.absent) else {
      findings.refuse(node.path, .missing("value[x]"))
      return nil
    }
    return ("_value", reason)
  }

  /// The code of one answer to a choice; the words of an open answer go to the text item beside it.
  private func code(_ node: FHIRNode, _ item: InstrumentDefinition.Item, _ round: Int) -> String? {
    guard let (key, value) = parts(node) else { return nil }
    let text: String?
    switch key {
    case "valueCoding":
      findings.keys(value, read: ["code"], listed: ["system", "version", "userSelected"], shown: ["display"])
      text = value["code"]?.string
    case "valueBoolean": text = value.bool.map { $0 ? "true" : "false" }
    case "valueInteger": text = value.int.map(String.init)
    case "valueString": text = value.string
    default: text = nil
    }
    let open = definition.openText(of: item.id).map { InstrumentDefinition.AnswerKey(item: $0.id, round: round).text }
    if key == "_value", let open, let why = missing(value) {
      answers[open] = .missing(why)
      paths[open] = node.path
      return FHIRNames.openAnswer
    }
    if key == "valueString", let open, case .string(let words) = value.tree {
      answers[open] = .text(words)
      paths[open] = node.path
      return FHIRNames.openAnswer
    }
    guard let text else {
      findings.refuse(value.path, .answer(.wrongKind(item: item.id, expected: item.kind.name)))
      return nil
    }
    if let option = item.option(coded: text, isText: key == "valueString") { return option.code }
    findings.refuse(value.path, .unknownOption(text))
    return nil
  }
}
