/// A JSON value as it stands in the file: members in their order, double keys kept, numbers as the text they were written with.
public indirect enum JSONTree: Hashable, Sendable {
  /// Members in the order of the file; a key may stand twice, which ``JSONReader`` reports.
  case object([Member])
  /// Elements in order.
  case array([JSONTree])
  /// A text.
  case string(String)
  /// A number as written, such as `1.50` or `1e-3`.
  case number(String)
  /// True or false.
  case bool(Bool)
  /// Null.
  case null

  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONTree

    /// A key with its value.
    public init(_ key: String, _ value: JSONTree) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONTree {
  /// The first value under a key; nil when this is no object or has no such key.
  public subscript(_ key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// What kind of value it is, in a word for a message.
  public var kindName: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a text"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    }
  }

  /// The bytes that a content hash is taken of: UTF-8, keys sorted by their bytes, no white space, numbers as written.
  ///
  /// Two files that differ in layout or order of keys only have the same canonical bytes.
  public var canonical: [UInt8] {
    var out = [UInt8]()
    write(to: &out, sorted: true)
    return out
  }

  /// The same value as compact UTF-8, members in their own order.
  public var compact: [UInt8] {
    var out = [UInt8]()
    write(to: &out, sorted: false)
    return out
  }

  private func write(to out: inout [UInt8], sorted: Bool) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .number(let text): out.append(contentsOf: text.utf8)
    case .string(let text): JSONTree.write(text, to: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.write(to: &out, sorted: sorted)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      let ordered = sorted ? members.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) } : members
      for (index, member) in ordered.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        JSONTree.write(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out, sorted: sorted)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case 0x22: out.append(contentsOf: [0x5C, 0x22])
      case 0x5C: out.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: out.append(contentsOf: [0x5C, 0x72])
      case 0x09: out.append(contentsOf: [0x5C, 0x74])
      case 0..<0x20:
        let hex = Array("0123456789abcdef".utf8)
        out.append(contentsOf: "\\u00".utf8)
        out.append(hex[Int(byte >> 4)])
        out.append(hex[Int(byte & 15)])
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}

/// Where and why a text is not JSON.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int
  /// What is wrong, in one plain sentence.
  public var message: String

  /// Names a place and what is wrong there.
  public init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  /// `line 3, column 14: message`.
  public var description: String { "line \(line), column \(column): \(message)" }
}
