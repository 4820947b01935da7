extension JSONReader {
  /// A text that must be there; empty after a problem.
  public func string(_ key: String) -> String {
    guard let value = required(key, "a text") else { return "" }
    return text(key, value) ?? ""
  }

  /// A text, or nil when the key is missing.
  public func optionalString(_ key: String) -> String? { tree(key).flatMap { text(key, $0) } }

  /// A whole number that must be there; 0 after a problem.
  public func int(_ key: String) -> Int {
    guard let value = required(key, "a whole number") else { return 0 }
    return whole(key, value) ?? 0
  }

  /// A whole number, or nil when the key is missing.
  public func optionalInt(_ key: String) -> Int? { tree(key).flatMap { whole(key, $0) } }

  /// A number that must be there; 0 after a problem.
  public func double(_ key: String) -> Double {
    guard let value = required(key, "a number") else { return 0 }
    return number(key, value) ?? 0
  }

  /// A number, or nil when the key is missing.
  public func optionalDouble(_ key: String) -> Double? { tree(key).flatMap { number(key, $0) } }

  /// An exact decimal number that must be there; 0 after a problem.
  public func fraction(_ key: String) -> Fraction {
    guard let value = required(key, "a number") else { return Fraction(0) }
    return exact(key, value) ?? Fraction(0)
  }

  /// An exact decimal number, or nil when the key is missing.
  public func optionalFraction(_ key: String) -> Fraction? { tree(key).flatMap { exact(key, $0) } }

  /// True or false, with what holds when the key is missing.
  public func bool(_ key: String, default standard: Bool) -> Bool {
    guard let value = tree(key) else { return standard }
    guard case .bool(let flag) = value else {
      wrong(key, value, "true or false")
      return standard
    }
    return flag
  }

  /// A date `yyyy-mm-dd`, or nil when the key is missing.
  public func optionalDay(_ key: String) -> CivilDate? {
    guard let value = tree(key) else { return nil }
    guard case .string(let text) = value, let day = CivilDate(text) else {
      report(key, "a date that exists is expected here, written yyyy-mm-dd")
      return nil
    }
    return day
  }

  /// A text in both languages, `{"da": …, "en": …}`, that must be there; empty after a problem.
  public func words(_ key: String) -> Words {
    guard required(key, "a text in both languages, {\"da\": …, \"en\": …}") != nil else { return Words(da: "", en: "") }
    return optionalWords(key) ?? Words(da: "", en: "")
  }

  /// A text in both languages, or nil when the key is missing.
  public func optionalWords(_ key: String) -> Words? {
    guard let value = tree(key) else { return nil }
    return JSONReader.read(value, file: file, path: "\(path).\(key)", problems: problems) { r in
      Words(da: r.string("da"), en: r.string("en"))
    }
  }

  /// One word of a closed list that must be there; nil after a problem, which names the words that are possible.
  public func oneOf<T: RawRepresentable & CaseIterable>(_ key: String, _ type: T.Type) -> T? where T.RawValue == String {
    guard let value = required(key, JSONReader.listed(T.allCases.map(\.rawValue))) else { return nil }
    return choice(key, value)
  }

  /// One word of a closed list, with what holds when the key is missing.
  public func oneOf<T: RawRepresentable & CaseIterable>(_ key: String, default standard: T) -> T where T.RawValue == String {
    tree(key).flatMap { choice(key, $0) } ?? standard
  }

  /// An array of texts; missing gives an empty array unless it is required.
  public func strings(_ key: String, required needed: Bool = false) -> [String] {
    elements(key, required: needed).compactMap(\.string)
  }

  /// An array of numbers; missing gives an empty array unless it is required.
  public func doubles(_ key: String, required needed: Bool = false) -> [Double] {
    elements(key, required: needed).compactMap(\.double)
  }

  /// The elements of an array with their paths; missing gives an empty array unless it is required.
  public func elements(_ key: String, required needed: Bool = false) -> [JSONElement] {
    guard let value = needed ? required(key, "an array") : tree(key) else { return [] }
    guard case .array(let elements) = value else {
      wrong(key, value, "an array")
      return []
    }
    return elements.enumerated().map { JSONElement(tree: $1, file: file, path: "\(path).\(key)[\($0)]", problems: problems) }
  }

  /// One value with its path, for closures that read more than one shape; nil when the key is missing.
  public func element(_ key: String) -> JSONElement? {
    tree(key).map { JSONElement(tree: $0, file: file, path: "\(path).\(key)", problems: problems) }
  }

  /// An object that must be there; nil after a problem.
  public func object<T>(_ key: String, _ body: (JSONReader) -> T) -> T? {
    guard let value = required(key, "an object") else { return nil }
    return JSONReader.read(value, file: file, path: "\(path).\(key)", problems: problems, body)
  }

  /// An object, or nil when the key is missing.
  public func optionalObject<T>(_ key: String, _ body: (JSONReader) -> T) -> T? {
    guard let value = tree(key) else { return nil }
    return JSONReader.read(value, file: file, path: "\(path).\(key)", problems: problems, body)
  }

  /// An array of objects; missing gives an empty array unless it is required. A nil from the closure leaves the element out.
  public func array<T>(_ key: String, required needed: Bool = false, _ body: (JSONReader) -> T?) -> [T] {
    elements(key, required: needed).compactMap { element in element.object(body) ?? nil }
  }

  /// An object whose keys are names of the author's choice, each with a value; in the order of the file.
  public func map<T>(_ key: String, required needed: Bool = false, _ body: (String, JSONElement) -> T?) -> [(
    key: String, value: T
  )] {
    guard let value = needed ? required(key, "an object") : tree(key) else { return [] }
    guard case .object(let members) = value else {
      wrong(key, value, "an object")
      return []
    }
    var seen = Set<String>()
    var result: [(key: String, value: T)] = []
    for member in members {
      let element = JSONElement(tree: member.value, file: file, path: "\(path).\(key).\(member.key)", problems: problems)
      if !seen.insert(member.key).inserted { element.report("the key stands twice; keep one of them") }
      if let read = body(member.key, element) { result.append((member.key, read)) }
    }
    return result
  }

  private func text(_ key: String, _ value: JSONTree) -> String? {
    guard case .string(let text) = value else {
      wrong(key, value, "a text")
      return nil
    }
    if text.isEmpty {
      report(key, "the text is empty")
      return nil
    }
    return text
  }

  private func whole(_ key: String, _ value: JSONTree) -> Int? {
    guard case .number(let text) = value, let number = Int(text) else {
      wrong(key, value, "a whole number")
      return nil
    }
    return number
  }

  private func number(_ key: String, _ value: JSONTree) -> Double? {
    guard case .number(let text) = value, let number = Double(text), number.isFinite else {
      wrong(key, value, "a number")
      return nil
    }
    return number
  }

  private func exact(_ key: String, _ value: JSONTree) -> Fraction? {
    guard case .number(let text) = value, let number = Fraction(decimal: text) else {
      wrong(key, value, "a decimal number")
      return nil
    }
    return number
  }

  private func choice<T: RawRepresentable & CaseIterable>(_ key: String, _ value: JSONTree) -> T? where T.RawValue == String {
    let words = T.allCases.map(\.rawValue)
    guard case .string(let text) = value else {
      wrong(key, value, JSONReader.listed(words))
      return nil
    }
    if let found = T(rawValue: text) { return found }
    let near = JSONReader.nearest(text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
    report(key, "\"\(text)\" is not \(JSONReader.listed(words))\(near)")
    return nil
  }

  private static func listed(_ words: [String]) -> String { "one of \(words.joined(separator: ", "))" }
}

/// A value with its place, for what is no member of an object or may have several shapes.
public struct JSONElement {
  /// The value.
  public let tree: JSONTree
  /// The file.
  public let file: String
  /// Its path.
  public let path: String
  /// Where problems go.
  public let problems: ProblemCollector

  /// A value with its place.
  public init(tree: JSONTree, file: String, path: String, problems: ProblemCollector) {
    self.tree = tree
    self.file = file
    self.path = path
    self.problems = problems
  }

  /// Reports a problem here.
  public func report(_ message: String) { problems.report(file: file, path: path, message) }

  /// The text; reports and gives nil when it is none.
  public var string: String? {
    if case .string(let text) = tree { return text }
    report("a text is expected here, not \(tree.kindName)")
    return nil
  }

  /// The number; reports and gives nil when it is none.
  public var double: Double? {
    if case .number(let text) = tree, let value = Double(text), value.isFinite { return value }
    report("a number is expected here, not \(tree.kindName)")
    return nil
  }

  /// The whole number; reports and gives nil when it is none.
  public var int: Int? {
    if case .number(let text) = tree, let value = Int(text) { return value }
    report("a whole number is expected here, not \(tree.kindName)")
    return nil
  }

  /// Reads it as an object; reports and gives nil when it is none.
  public func object<T>(_ body: (JSONReader) -> T) -> T? {
    JSONReader.read(tree, file: file, path: path, problems: problems, body)
  }

  /// The elements with their paths; reports and gives nil when it is no array.
  public var elements: [JSONElement]? {
    guard case .array(let values) = tree else {
      report("an array is expected here, not \(tree.kindName)")
      return nil
    }
    return values.enumerated().map { JSONElement(tree: $1, file: file, path: "\(path)[\($0)]", problems: problems) }
  }
}
