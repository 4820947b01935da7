extension JSONTree {
  /// Reads UTF-8 JSON (RFC 8259), no more than 200 levels deep.
  ///
  /// - Throws: the first place that is not UTF-8 or not JSON. A byte order mark is refused too.
  public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONTree {
    var parser = JSONParser(bytes: bytes)
    return try parser.document()
  }

  /// Reads JSON from a text.
  public static func parse(text: String) throws(JSONSyntaxError) -> JSONTree { try parse(Array(text.utf8)) }
}

private struct JSONParser {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSONTree {
    if let bad = firstInvalidUTF8() {
      throw fault(bad, "this byte is not UTF-8; save the file as UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw fault(0, "the file begins with a byte order mark; save it as UTF-8 without one")
    }
    skipSpace()
    let tree = try value(depth: 0)
    skipSpace()
    if at < bytes.count { throw fault(at, "something stands after the end of the JSON value") }
    return tree
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONTree {
    guard depth <= 200 else { throw fault(at, "more than 200 levels deep") }
    guard at < bytes.count else { throw fault(at, "the file ends where a value is expected") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), 48...57: return .number(try number())
    default:
      if word("true") { return .bool(true) }
      if word("false") { return .bool(false) }
      if word("null") { return .null }
      throw fault(at, "a value is expected here: text in double quotes, number, object, array, true, false or null")
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONTree {
    var members = [JSONTree.Member]()
    at += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw fault(at, "a key in double quotes is expected here (is there a comma too many?)")
      }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault(at, "a colon is expected after the key \"\(key)\"") }
      skipSpace()
      members.append(JSONTree.Member(key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw fault(at, "a comma or } is expected after the value of \"\(key)\"") }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONTree {
    var elements = [JSONTree]()
    at += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      skipSpace()
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      guard take(UInt8(ascii: ",")) else { throw fault(at, "a comma or ] is expected after element \(elements.count)") }
    }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = at
    at += 1
    var out = [UInt8]()
    while at < bytes.count {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0..<0x20: throw fault(at, "a text may not hold a line break or control character; write \\n")
      default:
        out.append(byte)
        at += 1
      }
    }
    throw fault(start, "the text that begins here is never closed")
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONSyntaxError) {
    let start = at
    guard at + 1 < bytes.count else { throw fault(start, "the file ends inside a text") }
    let code = bytes[at + 1]
    at += 2
    switch code {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(code)
    case UInt8(ascii: "b"): out.append(8)
    case UInt8(ascii: "f"): out.append(12)
    case UInt8(ascii: "n"): out.append(10)
    case UInt8(ascii: "r"): out.append(13)
    case UInt8(ascii: "t"): out.append(9)
    case UInt8(ascii: "u"):
      guard var scalar = hex() else { throw fault(start, "\\u must be followed by four hexadecimal digits") }
      if (0xD800..<0xDC00).contains(scalar), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let low = hex(),
        (0xDC00..<0xE000).contains(low)
      {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let valid = Unicode.Scalar(scalar) else { throw fault(start, "half of a surrogate pair is no character") }
      out.append(contentsOf: Array(String(Character(valid)).utf8))
    default: throw fault(start, "\\ must be followed by one of \" \\ / b f n r t u")
    }
  }

  private mutating func hex() -> UInt32? {
    guard at + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
      bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
    else { return nil }
    at += 4
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = at
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0 else { throw fault(start, "a digit is expected after the minus sign") }
    if whole > 1, bytes[at - whole] == UInt8(ascii: "0") { throw fault(start, "a number may not begin with 0 and a digit") }
    if take(UInt8(ascii: ".")) {
      guard digits() > 0 else { throw fault(at, "a digit is expected after the decimal point") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw fault(at, "a digit is expected in the exponent") }
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = at
    while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
    return at - start
  }

  private mutating func word(_ text: String) -> Bool {
    let expected = Array(text.utf8)
    guard bytes[at...].starts(with: expected) else { return false }
    at += expected.count
    return true
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 { at += 1 }
  }

  private func fault(_ offset: Int, _ message: String) -> JSONSyntaxError {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 10 {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return JSONSyntaxError(line: line, column: column, message: message)
  }

  private func firstInvalidUTF8() -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}
