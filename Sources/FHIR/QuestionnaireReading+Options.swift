import Base
import Instruments

extension QuestionnaireReader {
  /// The options of a choice; nil after a refusal.
  func options(_ node: FHIRNode) -> [InstrumentDefinition.Option]? {
    let entries: [InstrumentDefinition.Option?]
    if let set = node["answerValueSet"] {
      guard node["answerOption"] == nil, let found = contained(set) else {
        findings.refuse(set.path, .valueSet)
        return nil
      }
      entries = found.map { coding($0, waves: [], around: nil) }
      findings.note(.adapted, set.path, "answerValueSet → answerOption")
    } else if node.list("answerOption").isEmpty {
      findings.refuse(node.path, .missing("answerOption"))
      return nil
    } else {
      entries = node.list("answerOption").map(option)
    }
    let options = entries.compactMap(\.self)
    guard options.count == entries.count else { return nil }
    var seen = Set<String>()
    for (place, option) in options.enumerated() where !seen.insert(option.code).inserted {
      findings.refuse("\(node.path).answerOption[\(place)]", .doubleOption)
      return nil
    }
    return options
  }

  private func option(_ node: FHIRNode) -> InstrumentDefinition.Option? {
    let keys = node.keys.filter { $0.hasPrefix("value") }
    findings.keys(node, read: Set(["initialSelected"] + keys))
    if let flag = node["initialSelected"], flag.bool != false { findings.refuse(flag.path, .initial) }
    let found = findings.extensions(node, [FHIRNames.ordinalValue, FHIRNames.itemWeight], own: [.wave])
    guard keys.count == 1, let value = node[keys[0]] else {
      findings.refuse(node.path, .missing("value[x]"))
      return nil
    }
    let waves = found.texts(.wave)
    switch keys[0] {
    case "valueCoding": return coding(value, waves: waves, around: found)
    case "valueString":
      guard let label = words(node, "valueString") else { return nil }
      let text = value.string ?? ""
      let code = isCode(text) ? text : slug(text)
      guard !code.isEmpty else {
        findings.refuse(value.path, .notACode(text))
        return nil
      }
      findings.note(.adapted, value.path, "string → code \(code)")
      return .init(code: code, label: label, weight: weight([found]), waves: waves)
    case "valueInteger":
      guard let number = value.int else {
        findings.refuse(value.path, .optionType)
        return nil
      }
      findings.note(.adapted, value.path, "integer → code \(number)")
      let text = String(number)
      return .init(code: text, label: Words(da: text, en: text), weight: weight([found]), waves: waves)
    default:
      findings.refuse(value.path, .optionType)
      return nil
    }
  }

  private func coding(_ node: FHIRNode, waves: [String], around: FHIRExtensions?) -> InstrumentDefinition.Option? {
    findings.keys(node, read: ["code", "display"], listed: ["system", "version"], shown: ["userSelected", "designation"])
    let inner = findings.extensions(node, [FHIRNames.ordinalValue, FHIRNames.itemWeight])
    guard let text = node["code"]?.string else {
      findings.refuse(node.path, .missing("code"))
      return nil
    }
    guard let code = code(text, "\(node.path).code") else { return nil }
    if node["display"] == nil { findings.note(.adapted, node.path, "label from code \(text)") }
    return .init(
      code: code, label: words(node, "display") ?? Words(da: text, en: text),
      weight: weight([inner] + (around.map { [$0] } ?? [])), waves: waves)
  }

  /// What an option counts: ordinalValue and itemWeight say the same, on the option or on its coding.
  private func weight(_ places: [FHIRExtensions]) -> Double? {
    var found: Double?
    for entry in places.flatMap(\.entries) where entry.url == FHIRNames.ordinalValue || entry.url == FHIRNames.itemWeight {
      guard let value = entry.node.value?.node.double else {
        findings.refuse(entry.node.path, .wrongKind(expected: "valueDecimal"))
        continue
      }
      if let found, found != value { findings.refuse(entry.node.path, .twoWeights) }
      found = value
    }
    return found
  }

  /// The concepts of a value set that stands in the questionnaire itself; nil when it stands elsewhere or is made by a rule.
  private func contained(_ set: FHIRNode) -> [FHIRNode]? {
    guard let reference = set.string, reference.hasPrefix("#") else { return nil }
    let id = String(reference.dropFirst())
    guard let found = root.list("contained").first(where: { $0["id"]?.string == id && $0["resourceType"]?.string == "ValueSet" })
    else { return nil }
    if let expansion = found["expansion"] { return expansion.list("contains") }
    guard let compose = found["compose"], compose["exclude"] == nil else { return nil }
    var concepts: [FHIRNode] = []
    for include in compose.list("include") {
      guard include["filter"] == nil, include["valueSet"] == nil, !include.list("concept").isEmpty else { return nil }
      concepts += include.list("concept")
    }
    return concepts.isEmpty ? nil : concepts
  }
}
