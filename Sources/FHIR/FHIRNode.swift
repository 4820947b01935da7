import Base

/// A value in a resource, with its path.
struct FHIRNode {
  let tree: JSONTree
  let path: String

  init(_ tree: JSONTree, _ path: String = "$") {
    self.tree = tree
    self.path = path
  }

  /// The value under a key; nil when it is missing or null.
  subscript(_ key: String) -> FHIRNode? {
    guard let value = tree[key], value != .null else { return nil }
    return FHIRNode(value, "\(path).\(key)")
  }

  /// The elements of an array under a key; none when it is missing or no array.
  func list(_ key: String) -> [FHIRNode] {
    guard let node = self[key], case .array(let values) = node.tree else { return [] }
    return values.enumerated().map { FHIRNode($1, "\(node.path)[\($0)]") }
  }

  var keys: [String] {
    guard case .object(let members) = tree else { return [] }
    return members.map(\.key)
  }

  var string: String? {
    guard case .string(let text) = tree, !text.isEmpty else { return nil }
    return text
  }
  var bool: Bool? {
    guard case .bool(let value) = tree else { return nil }
    return value
  }
  /// A whole number of 32 bits, which is what FHIR's integers have.
  var int: Int? {
    guard case .number(let text) = tree else { return nil }
    return Int32(text).map(Int.init)
  }
  var double: Double? {
    guard case .number(let text) = tree, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The one value of an extension, and the name of its key.
  var value: (key: String, node: FHIRNode)? {
    guard let key = keys.first(where: { $0.hasPrefix("value") }) else { return nil }
    return self[key].map { (key, $0) }
  }
}

/// What is found while a resource is read.
final class FHIRFindings {
  private(set) var refusals: [FHIRRefusal] = []
  private(set) var notes: [FHIRNote] = []

  func refuse(_ path: String, _ reason: FHIRRefusal.Reason) { refusals.append(FHIRRefusal(path: path, reason: reason)) }
  func refuse(_ path: String, _ feature: FHIRRefusal.Feature) { refuse(path, .unsupported(feature)) }
  func note(_ kind: FHIRNote.Kind, _ path: String, _ name: String) {
    notes.append(FHIRNote(kind: kind, path: path, name: name))
  }

  /// Looks at every key of an element: what is neither read nor listed is refused.
  ///
  /// - Parameters:
  ///   - read: the keys the caller reads.
  ///   - listed: the keys a definition has no place for; they are listed.
  ///   - shown: the keys that are for display only; they are listed.
  func keys(_ node: FHIRNode, read: Set<String>, listed: Set<String> = [], shown: Set<String> = []) {
    guard case .object(let members) = node.tree else {
      refuse(node.path, .wrongKind(expected: "{ }"))
      return
    }
    var seen = Set<String>()
    for member in members {
      let path = "\(node.path).\(member.key)"
      if !seen.insert(member.key).inserted { refuse(path, .doubleKey) }
      if let kind = FHIRFindings.expected(member.key), kind != member.value.kindName, member.value != .null {
        refuse(path, .wrongKind(expected: kind))
        continue
      }
      if member.key == "modifierExtension" {
        for entry in node.list(member.key) { refuse(entry.path, .modifierExtension(entry["url"]?.string ?? "")) }
        continue
      }
      if member.key == "extension" || read.contains(member.key) { continue }
      if listed.contains(member.key) {
        note(.notKept, path, member.key)
      } else if shown.contains(member.key) {
        note(.displayOnly, path, member.key)
      } else if member.key.hasPrefix("_"), read.contains(String(member.key.dropFirst())) {
        primitive(FHIRNode(member.value, path))
      } else if member.key == "id", node.path != "$" {
        note(.notKept, path, "id")
      } else {
        refuse(path, .unknownElement(member.key))
      }
    }
  }

  /// The kind of value an element has wherever it stands; nil when it differs. A value of another kind would be passed over.
  private static func expected(_ key: String) -> String? {
    switch key {
    case "required", "repeats", "readOnly", "initialSelected", "valueBoolean", "answerBoolean": "true or false"
    case "item", "answerOption", "enableWhen", "extension", "modifierExtension", "contained", "answer": "an array"
    case "linkId", "enableBehavior", "question", "operator", "language", "url", "version", "title",
      "description", "copyright", "answerValueSet", "valueString", "valueDate":
      "a text"
    case "maxLength", "valueInteger", "valueDecimal", "answerInteger", "answerDecimal": "a number"
    default: nil
    }
  }

  /// The extensions of a text or number: translations are read where the text is, the rest is looked at here.
  private func primitive(_ node: FHIRNode) {
    keys(node, read: ["extension"])
    _ = extensions(node, [FHIRNames.translation, FHIRNames.absent])
  }

  /// The extensions of an element that the caller takes; the others are listed when they are for display only, else refused.
  func extensions(_ node: FHIRNode, _ taken: Set<String>, own: Set<Own> = []) -> FHIRExtensions {
    var found: [(String, FHIRNode)] = []
    let ownURLs = Set(own.map(\.url))
    for entry in node.list("extension") {
      guard let url = entry["url"]?.string else {
        refuse(entry.path, .missing("url"))
        continue
      }
      let isTaken = taken.contains(url) || ownURLs.contains(url)
      if isTaken { keys(entry, read: Set(["url"] + entry.keys.filter { $0.hasPrefix("value") || $0.hasPrefix("_value") })) }
      if isTaken {
        if !FHIRNames.repeatable.contains(url), found.contains(where: { $0.0 == url }) { refuse(entry.path, .doubleKey) }
        found.append((url, entry))
      } else if FHIRNames.isOwn(url) {
        refuse(entry.path, .ownExtension(FHIRNames.short(url)))
      } else if FHIRNames.displayOnly.contains(url) {
        note(.displayOnly, entry.path, FHIRNames.short(url))
      } else {
        refuse(entry.path, .unknownExtension(url))
      }
    }
    return FHIRExtensions(entries: found)
  }
}

/// The extensions of one element that are understood there.
struct FHIRExtensions {
  let entries: [(url: String, node: FHIRNode)]

  /// The first of an address.
  func first(_ url: String) -> FHIRNode? { entries.first { $0.url == url }?.node }
  func first(_ own: Own) -> FHIRNode? { first(own.url) }
  func all(_ own: Own) -> [FHIRNode] { entries.filter { $0.url == own.url }.map(\.node) }
  /// The value of the first of an address.
  func value(_ url: String) -> FHIRNode? { first(url)?.value?.node }
  func value(_ own: Own) -> FHIRNode? { value(own.url) }
  func texts(_ own: Own) -> [String] { all(own).compactMap { $0.value?.node.string } }
}

/// Members in the order they are set; what is not there is left out.
struct FHIRMembers {
  private(set) var members: [JSONTree.Member] = []

  mutating func set(_ key: String, _ value: JSONTree?) {
    if let value { members.append(.init(key, value)) }
  }
  mutating func text(_ key: String, _ value: String?) { set(key, value.map(JSONTree.string)) }
  mutating func list(_ key: String, _ values: [JSONTree]) {
    if !values.isEmpty { set(key, .array(values)) }
  }
  /// Danish text with the English as a translation.
  mutating func words(_ key: String, _ words: Words?) {
    guard let words else { return }
    text(key, words.da)
    set("_\(key)", .object([.init("extension", .array([words.translation]))]))
  }
  var tree: JSONTree { .object(members) }
}

extension Words {
  var translation: JSONTree {
    let parts: [JSONTree] = [
      .object([.init("url", .string("lang")), .init("valueCode", .string("en"))]),
      .object([.init("url", .string("content")), .init("valueString", .string(en))]),
    ]
    return .object([.init("url", .string(FHIRNames.translation)), .init("extension", .array(parts))])
  }
}

extension JSONTree {
  /// An extension with a value.
  static func ext(_ url: String, _ key: String, _ value: JSONTree) -> JSONTree {
    .object([.init("url", .string(url)), .init(key, value)])
  }
  static func ext(_ own: Own, code: String) -> JSONTree { ext(own.url, "valueCode", .string(code)) }
  static func ext(_ own: Own, text: String) -> JSONTree { ext(own.url, "valueString", .string(text)) }
  static func ext(_ own: Own, integer: Int) -> JSONTree { ext(own.url, "valueInteger", .number(String(integer))) }
  static func ext(_ own: Own, flag: Bool) -> JSONTree { ext(own.url, "valueBoolean", .bool(flag)) }
  /// The catalog's own JSON in a text.
  static func ext(_ own: Own, json: JSONTree) -> JSONTree { ext(own, text: String(decoding: json.compact, as: UTF8.self)) }

  /// A number without a trailing `.0`.
  static func decimal(_ value: Double) -> JSONTree {
    let text = value.description
    return .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }
}
