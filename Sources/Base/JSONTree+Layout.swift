extension JSONTree {
  /// The value as a person would write it in a file: two spaces a level, and on one line what fits on one.
  ///
  /// - Parameter width: the longest line, where it can be kept.
  public func laidOut(width: Int = 120) -> String { lines(indent: 0, lead: 0, width: width) + "\n" }

  private func lines(indent: Int, lead: Int, width: Int) -> String {
    let flat = spaced
    if indent > 0 || isScalar, indent + lead + flat.count <= width { return flat }
    let inner = String(repeating: " ", count: indent + 2)
    let close = String(repeating: " ", count: indent)
    switch self {
    case .object(let members) where !members.isEmpty:
      let rows = members.map { member in
        let key = JSONTree.string(member.key).spaced
        return "\(inner)\(key): \(member.value.lines(indent: indent + 2, lead: key.count + 2, width: width))"
      }
      return "{\n\(rows.joined(separator: ",\n"))\n\(close)}"
    case .array(let elements) where !elements.isEmpty:
      let rows = elements.map { "\(inner)\($0.lines(indent: indent + 2, lead: 0, width: width))" }
      return "[\n\(rows.joined(separator: ",\n"))\n\(close)]"
    default: return flat
    }
  }

  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    case .string, .number, .bool, .null: true
    }
  }

  /// On one line, with a space after each comma and colon.
  private var spaced: String {
    switch self {
    case .object(let members):
      "{\(members.map { "\(JSONTree.string($0.key).spaced): \($0.value.spaced)" }.joined(separator: ", "))}"
    case .array(let elements): "[\(elements.map(\.spaced).joined(separator: ", "))]"
    case .string, .number, .bool, .null: String(decoding: compact, as: UTF8.self)
    }
  }
}
