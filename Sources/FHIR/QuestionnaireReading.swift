public import Base
public import Instruments

extension FHIRQuestionnaire {
  /// What whoever reads a questionnaire decides, because the questionnaire does not say it.
  public struct Choices: Sendable, Hashable {
    /// The id of the definition; nil makes one of the questionnaire's address.
    public var id: String?
    /// The version; nil takes the questionnaire's when it is a whole number, else 1.
    public var version: Int?
    /// The most rounds of a group that repeats without a limit; nil refuses such groups.
    public var maxRounds: Int?
    /// Whether characters that ids may not have become hyphens; responses of the original then no longer fit.
    public var renames: Bool

    /// Choices; without any the questionnaire stands as it is.
    public init(id: String? = nil, version: Int? = nil, maxRounds: Int? = nil, renames: Bool = false) {
      self.id = id
      self.version = version
      self.maxRounds = maxRounds
      self.renames = renames
    }
  }

  /// A questionnaire that was read.
  public struct Reading: Sendable {
    /// The definition. One from elsewhere has no examples yet, which the catalog asks for.
    public var definition: InstrumentDefinition
    /// What does not stand in it as it stood in the questionnaire.
    public var notes: [FHIRNote]
  }

  /// Reads a questionnaire.
  ///
  /// - Throws: everything that cannot be represented, with its path.
  public static func read(_ bytes: [UInt8], choices: Choices = Choices()) throws(FHIRRefusals) -> Reading {
    do {
      return try read(try JSONTree.parse(bytes), choices: choices)
    } catch let error as JSONSyntaxError {
      throw FHIRRefusals([
        FHIRRefusal(path: "line \(error.line), column \(error.column)", reason: .notJSON(error.message))
      ])
    } catch let error as FHIRRefusals {
      throw error
    } catch {
      throw FHIRRefusals([FHIRRefusal(path: "$", reason: .notJSON("\(error)"))])
    }
  }

  /// Reads a questionnaire from its JSON.
  ///
  /// - Throws: everything that cannot be represented, with its path.
  public static func read(_ tree: JSONTree, choices: Choices = Choices()) throws(FHIRRefusals) -> Reading {
    let reader = QuestionnaireReader(root: FHIRNode(tree), choices: choices)
    let definition = reader.definition()
    guard let definition, reader.findings.refusals.isEmpty else { throw FHIRRefusals(reader.findings.refusals) }
    return Reading(definition: definition, notes: reader.findings.notes)
  }
}

/// Reads one questionnaire; used once.
final class QuestionnaireReader {
  let root: FHIRNode
  let choices: FHIRQuestionnaire.Choices
  let findings = FHIRFindings()
  let language: String
  var items: [InstrumentDefinition.Item] = []
  var itemPaths: [String] = []
  var groups: [InstrumentDefinition.Group] = []
  var groupPaths: [String] = []
  /// linkIds seen, with the ids they became.
  var linkIds: [String: String] = [:]
  var ids = Set<String>()
  var sums: [(node: FHIRNode, id: String, title: Words, reading: CalculatedSum.Reading)] = []
  var ownScales = Set<String>()
  /// Where extensions of ours stand beside the same for others.
  var ownConditions: [(node: FHIRNode, condition: ItemCondition)] = []
  var ownScores: [(node: FHIRNode, scale: String, expression: String?)] = []

  init(root: FHIRNode, choices: FHIRQuestionnaire.Choices) {
    self.root = root
    self.choices = choices
    language = root["language"]?.string ?? "en"
  }

  func definition() -> InstrumentDefinition? {
    guard case .object = root.tree else {
      findings.refuse("$", .notResource(expected: "Questionnaire"))
      return nil
    }
    guard root["resourceType"]?.string == "Questionnaire" else {
      findings.refuse("$.resourceType", .notResource(expected: "Questionnaire"))
      return nil
    }
    if let rules = root["implicitRules"] { findings.refuse(rules.path, .implicitRules) }
    findings.keys(
      root,
      read: [
        "resourceType", "language", "url", "version", "title", "status", "description", "copyright", "item", "implicitRules",
        "contained", "name", "id",
      ],
      listed: [
        "meta", "identifier", "derivedFrom", "experimental", "subjectType", "date", "publisher", "contact", "useContext",
        "jurisdiction", "purpose", "approvalDate", "lastReviewDate", "effectivePeriod", "code",
      ], shown: ["text"])
    if let status = root["status"]?.string, status != "active" { findings.note(.notKept, "$.status", "status \(status)") }
    for key in ["id", "name"] where root[key] != nil && root["title"] != nil { findings.note(.notKept, "$.\(key)", key) }
    contained()
    let own = findings.extensions(root, [], own: Set(Own.allCases))
    ownScales = Set(own.texts(.scale).compactMap { (try? JSONTree.parse(text: $0))?["id"].flatMap(Self.text) })
    walk(root.list("item"), Place())
    guard findings.refusals.isEmpty else { return nil }
    return assembled(own)
  }

  /// What is contained: value sets that questions refer to are read, the rest is listed.
  private func contained() {
    func references(_ node: FHIRNode) -> [String] {
      node.list("item").flatMap { [$0["answerValueSet"]?.string].compactMap(\.self) + references($0) }
    }
    let used = Set(references(root))
    for node in root.list("contained") {
      if used.contains("#\(node["id"]?.string ?? "")") {
        containedSet(node)
      } else {
        findings.note(.notKept, node.path, node["resourceType"]?.string ?? "contained")
      }
    }
  }

  private func containedSet(_ node: FHIRNode) {
    findings.keys(
      node, read: ["resourceType", "id", "compose", "expansion"],
      listed: [
        "meta", "url", "identifier", "version", "name", "title", "status", "experimental", "date", "publisher", "contact",
        "description", "useContext", "jurisdiction", "immutable", "purpose", "copyright", "language",
      ], shown: ["text"])
    _ = findings.extensions(node, [])
    if let expansion = node["expansion"] {
      findings.keys(expansion, read: ["contains"], listed: ["identifier", "timestamp", "total", "offset", "parameter"])
    }
    guard let compose = node["compose"] else { return }
    findings.keys(compose, read: ["include", "exclude"], listed: ["lockedDate", "inactive"])
    for include in compose.list("include") {
      findings.keys(include, read: ["concept", "filter", "valueSet"], listed: ["system", "version"])
    }
  }

  static func text(_ tree: JSONTree) -> String? {
    guard case .string(let text) = tree else { return nil }
    return text
  }

  /// The text of a key in both languages: the translation where there is one, else the text as it stands.
  func words(_ node: FHIRNode, _ key: String) -> Words? {
    guard let text = node[key]?.string else { return nil }
    var translations: [String: String] = [:]
    for entry in FHIRNode(node["_\(key)"]?.tree ?? .null).list("extension") where entry["url"]?.string == FHIRNames.translation {
      var (code, content): (String?, String?) = (nil, nil)
      for part in entry.list("extension") {
        findings.keys(part, read: ["url", "valueCode", "valueString", "valueMarkdown"])
        switch part["url"]?.string {
        case "lang": code = part.value?.node.string
        case "content": content = part.value?.node.string
        default: findings.refuse(part.path, .unknownExtension(part["url"]?.string ?? ""))
        }
      }
      if let code, let content { translations[String(code.prefix(2))] = content }
    }
    let base = String(language.prefix(2))
    return Words(
      da: base == "da" ? text : translations["da"] ?? text, en: base == "en" ? text : translations["en"] ?? text)
  }

  /// An id made of a linkId; nil after a refusal.
  func id(of node: FHIRNode) -> String? {
    guard let linkId = node["linkId"]?.string else {
      findings.refuse(node.path, .missing("linkId"))
      return nil
    }
    guard linkIds[linkId] == nil else {
      findings.refuse("\(node.path).linkId", .doubleLinkId(linkId))
      return nil
    }
    guard let id = code(linkId, "\(node.path).linkId"), ids.insert(id).inserted else {
      if isCode(linkId) || choices.renames { findings.refuse("\(node.path).linkId", .doubleLinkId(linkId)) }
      return nil
    }
    linkIds[linkId] = id
    return id
  }

  /// A text as a code; nil after a refusal.
  func code(_ text: String, _ path: String) -> String? {
    if isCode(text) { return text }
    guard choices.renames else {
      findings.refuse(path, .notACode(text))
      return nil
    }
    let id = slug(text)
    findings.note(.adapted, path, "\(text) → \(id)")
    return id.isEmpty ? nil : id
  }

  // MARK: - The whole

  private func assembled(_ own: FHIRExtensions) -> InstrumentDefinition? {
    func word<T: RawRepresentable>(_ name: Own, _ usual: T) -> T where T.RawValue == String {
      guard let node = own.first(name) else { return usual }
      if let text = node.value?.node.string, let value = T(rawValue: text) { return value }
      findings.refuse(node.path, .ownExtension(name.rawValue))
      return usual
    }
    func number(_ name: Own) -> Int? {
      guard let node = own.first(name) else { return nil }
      if let value = node.value?.node.int { return value }
      findings.refuse(node.path, .ownExtension(name.rawValue))
      return nil
    }
    let title = words(root, "title") ?? words(root, "name")
    if title == nil { findings.refuse("$", .missing("title")) }
    let url = root["url"]?.string
    let gate = InstrumentDefinition.Gate(certificate: own.value(.certificate)?.string, abstinenceDays: number(.abstinenceDays))
    let respondents = own.all(.respondent).compactMap { node -> InstrumentDefinition.Respondent? in
      let value = node.value?.node.string.flatMap(InstrumentDefinition.Respondent.init)
      if value == nil { findings.refuse(node.path, .ownExtension(Own.respondent.rawValue)) }
      return value
    }
    var definition = InstrumentDefinition(
      id: identity(url), version: version(), title: title ?? Words(da: "", en: ""), purpose: words(root, "description"),
      wording: word(.wording, .official), source: own.value(.source)?.string ?? source(url),
      licence: InstrumentDefinition.Licence(
        kind: word(.licenceClass, .definitionOnly), terms: root["copyright"]?.string ?? "Unknown: not said in the questionnaire"),
      direction: word(.direction, .none), recallDays: number(.recallDays), validDays: number(.validDays),
      screen: own.value(.screen)?.bool ?? false,
      gate: gate.certificate == nil && gate.abstinenceDays == nil ? nil : gate,
      respondents: own.all(.respondent).isEmpty ? [.selfReport] : respondents, subject: word(.subject, .citizen), groups: groups,
      items: items)
    definition.scales = sums.compactMap(scale)
    guard findings.refusals.isEmpty else { return nil }
    return checked(definition, own)
  }

  private func identity(_ url: String?) -> String {
    if let id = choices.id { return id }
    let candidates = [url?.split(separator: "/").last.map(String.init), root["name"]?.string, root["id"]?.string]
    return slug((candidates.compactMap(\.self).first { !slug($0).isEmpty } ?? "questionnaire").lowercased())
  }

  private func version() -> Int {
    if let version = choices.version { return version }
    guard let text = root["version"]?.string else { return 1 }
    if let number = Int(text), number >= 1 { return number }
    findings.note(.notKept, "$.version", "version \(text)")
    return 1
  }

  private func source(_ url: String?) -> String {
    let key = [url, root["version"]?.string].compactMap(\.self).joined(separator: "|")
    return "FHIR Questionnaire" + (key.isEmpty ? "" : " \(key)")
  }

  /// A sum that a calculated item gives.
  private func scale(_ sum: (node: FHIRNode, id: String, title: Words, reading: CalculatedSum.Reading)) -> InstrumentDefinition
    .Scale?
  {
    var members: [String] = []
    for linkId in sum.reading.linkIds {
      let id = linkIds[linkId] ?? linkId
      let found = zip(items, itemPaths).filter { item, path in
        let level = path.split(separator: ".").count - 1 - (sum.reading.below ? 1 : 0)
        return (sum.reading.below ? item.group : item.id) == id && sum.reading.depth.map { $0 == level } ?? true
      }.map(\.0.id)
      if found.isEmpty { findings.refuse(sum.node.path, .unknownLinkId(linkId)) }
      members += found.filter { !members.contains($0) }
    }
    let chosen = members.compactMap { id in items.first { $0.id == id } }.filter { !sum.reading.below || $0.isNumeric }
    let bounds = chosen.map(\.bounds)
    let known = bounds.compactMap(\.self)
    let range =
      known.count == bounds.count
      ? InstrumentDefinition.Range(
        min: known.reduce(0) { $0 + $1.lowerBound }, max: known.reduce(0) { $0 + $1.upperBound }) : .init()
    return InstrumentDefinition.Scale(
      id: sum.id, title: sum.title, rule: .sum, items: chosen.map(\.id),
      missing: sum.reading.needsAll ? .refuse : .substitute(value: 0, minimum: 1),
      missingSource: sum.reading.needsAll ? nil : "calculatedExpression: an answer that is missing adds nothing", range: range)
  }

  // MARK: - The check

  /// Reads the definition as the catalog would, with what our own extensions carry, and reports every problem at its place.
  private func checked(_ draft: InstrumentDefinition, _ own: FHIRExtensions) -> InstrumentDefinition? {
    guard case .object(var members) = draft.tree else { return nil }
    var paths: [String: [String]] = ["items": itemPaths, "groups": groupPaths, "scales": sums.map(\.node.path)]
    for (key, name) in [("scales", Own.scale), ("alerts", .alert), ("examples", .example)] {
      let nodes = own.all(name)
      guard !nodes.isEmpty else { continue }
      let trees = nodes.compactMap { node -> JSONTree? in
        let tree = node.value?.node.string.flatMap { try? JSONTree.parse(text: $0) }
        if tree == nil { findings.refuse(node.path, .ownExtension(name.rawValue)) }
        return tree
      }
      // Scales of our own stand before sums that were found, which name items only.
      var before: [JSONTree] = []
      if let place = members.firstIndex(where: { $0.key == key }) {
        if case .array(let values) = members[place].value { before = values }
        members.remove(at: place)
      }
      members.append(.init(key, .array(trees + before)))
      paths[key] = nodes.map(\.path) + (paths[key] ?? [])
    }
    if let node = own.first(.groups) {
      guard let tree = node.value?.node.string.flatMap({ try? JSONTree.parse(text: $0) }) else {
        findings.refuse(node.path, .ownExtension("groups"))
        return nil
      }
      members.removeAll { $0.key == "groups" }
      members.append(.init("groups", tree))
      paths["groups"] = []
    }
    let problems = ProblemCollector()
    let read = JSONReader.read(.object(members), file: "", problems: problems) { InstrumentDefinition.read($0).definition }
    for problem in problems.problems { refuse(problem.path, problem.message, paths) }
    guard let definition = read, problems.isEmpty, findings.refusals.isEmpty else { return nil }
    contradictions(definition)
    var trial = definition
    if trial.examples.isEmpty {
      // Whoever brings a form in writes examples before the catalog takes it; what else is wrong is said now.
      let all = definition.scales.map { ($0.id, InstrumentDefinition.Example.Expected.refused("missing")) }
      trial.examples = [
        .init(name: "none", source: "none", answers: [:], expected: Dictionary(all, uniquingKeysWith: { first, _ in first }))
      ]
    }
    for fault in trial.problems(examples: !definition.examples.isEmpty) { refuse("$" + fault.path, fault.message, paths) }
    return definition
  }

  /// Says what is wrong with the definition at the place of the questionnaire it comes from.
  private func refuse(_ path: String, _ message: String, _ paths: [String: [String]]) {
    for (key, places) in paths {
      let start = "$.\(key)["
      guard path.hasPrefix(start), let close = path.firstIndex(of: "]"),
        let place = Int(path[path.index(path.startIndex, offsetBy: start.count)..<close]), place < places.count
      else { continue }
      findings.refuse(places[place], .definition(message))
      return
    }
    findings.refuse(path.hasPrefix("$.items") ? "$.item" : "$", .definition(message))
  }
}

/// True for text that may be an id: letters a-z, digits, hyphen, underscore and point.
func isCode(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95: true
      default: false
      }
    }
}

/// The text with everything else as hyphens.
func slug(_ text: String) -> String {
  var out = ""
  for character in text {
    if isCode(String(character)) {
      out.append(character)
    } else if out.last != "-", !out.isEmpty {
      out.append("-")
    }
  }
  while out.last == "-" { out.removeLast() }
  return out
}
