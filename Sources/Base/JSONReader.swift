/// Gathers everything that is wrong, so that a person can mend all of it at once.
public final class ProblemCollector {
  /// The problems so far.
  public private(set) var problems: [Problem] = []

  /// An empty list.
  public init() {}

  /// True while nothing is wrong.
  public var isEmpty: Bool { problems.isEmpty }

  /// Adds one.
  public func report(file: String, path: String, _ message: String) {
    problems.append(Problem(file: file, path: path, message: message))
  }

  /// Throws all of them when there is one.
  public func throwIfAny() throws(ProblemList) {
    if !problems.isEmpty { throw ProblemList(problems) }
  }
}

/// Reads one JSON object by key and reports all that is wrong with it: missing keys, wrong types, unknown keys, double keys.
///
/// A required value that is missing or wrong is reported and read as an empty stand-in, so that reading goes on and finds the rest;
/// whoever reads throws the result away when the collector is not empty. Example:
/// ```swift
/// let study = JSONReader.read(tree, file: "studies/x.json", problems: problems) { r in
///   Study(id: r.string("id"), title: r.words("title"), waves: r.array("waves") { w in w.string("id") })
/// }
/// ```
/// Inside `read`, `object`, `array` and `map` the unknown keys are reported when the closure returns.
public final class JSONReader {
  /// The file, as it is named in problems.
  public let file: String
  /// The path of this object, such as `$.items[3]`.
  public let path: String
  /// Where problems go.
  public let problems: ProblemCollector
  private let members: [JSONTree.Member]
  private var asked: [String] = []

  /// A reader of an object's members. Prefer ``read(_:file:path:problems:_:)``, which reports unknown keys by itself.
  public init(members: [JSONTree.Member], file: String, path: String, problems: ProblemCollector) {
    self.members = members
    self.file = file
    self.path = path
    self.problems = problems
    var seen = Set<String>()
    for member in members where !seen.insert(member.key).inserted {
      problems.report(file: file, path: "\(path).\(member.key)", "the key stands twice; keep one of them")
    }
  }

  /// Reads an object with a closure and reports the keys it did not ask for; nil when the value is no object.
  public static func read<T>(
    _ tree: JSONTree, file: String, path: String = "$", problems: ProblemCollector, _ body: (JSONReader) -> T
  ) -> T? {
    guard case .object(let members) = tree else {
      problems.report(file: file, path: path, "an object in { } is expected here, not \(tree.kindName)")
      return nil
    }
    let reader = JSONReader(members: members, file: file, path: path, problems: problems)
    let result = body(reader)
    reader.done()
    return result
  }

  /// The keys of the object, in order.
  public var keys: [String] { members.map(\.key) }

  /// True when the key stands there (also with null).
  public func has(_ key: String) -> Bool { members.contains { $0.key == key } }

  /// Reports a problem at a key of this object, or at the object itself.
  public func report(_ key: String? = nil, _ message: String) {
    problems.report(file: file, path: key.map { "\(path).\($0)" } ?? path, message)
  }

  /// The value as it stands; nil when the key is missing or null. Counts as asked for.
  public func tree(_ key: String) -> JSONTree? {
    if !asked.contains(key) { asked.append(key) }
    guard let value = members.first(where: { $0.key == key })?.value, value != .null else { return nil }
    return value
  }

  /// Reports keys nobody asked for, with the key that was perhaps meant. `read`, `object`, `array` and `map` call it.
  public func done() {
    for member in members where !asked.contains(member.key) {
      let near = JSONReader.nearest(member.key, among: asked)
      let hint = near.map { "; did you mean \"\($0)\"?" } ?? "; remove it"
      report(member.key, "unknown key\(hint)")
    }
  }

  func required(_ key: String, _ what: String) -> JSONTree? {
    if let value = tree(key) { return value }
    report(nil, "the key \"\(key)\" is missing; it must be \(what)")
    return nil
  }

  func wrong(_ key: String, _ found: JSONTree, _ what: String) {
    report(key, "\(what) is expected here, not \(found.kindName)")
  }

  /// The candidate that is nearest by edit distance, when it is near enough to have been meant.
  public static func nearest(_ word: String, among candidates: some Sequence<String>) -> String? {
    let best = candidates.map { ($0, distance(Array(word.lowercased()), Array($0.lowercased()))) }.min { $0.1 < $1.1 }
    guard let (candidate, edits) = best, edits <= max(2, word.count / 3), edits < word.count else { return nil }
    return candidate
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var previous = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let substitution = previous + (a[i] == b[j] ? 0 : 1)
        previous = row[j + 1]
        row[j + 1] = min(substitution, row[j + 1] + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
