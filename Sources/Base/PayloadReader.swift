/// Why bytes could not be read as the JSON that was expected.
public struct PayloadSyntaxFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// How many bytes in.
  public var offset: Int
  /// What was expected or found there; never the text itself, which may be about a citizen.
  public var reason: String

  /// Names a fault.
  public init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  /// Reason and place.
  public var description: String { "\(reason) (byte \(offset))" }
}

/// Reads JSON (RFC 8259) in one pass without building a tree: the reader's user says what comes next.
///
/// Made for payloads of facts, of which a rebuild reads millions. Depth is bounded by the code that reads and by 64 in `skip`.
public struct PayloadReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  /// What the next value is.
  public enum Kind: Sendable {
    /// `{…}`
    case object
    /// `[…]`
    case array
    /// `"…"`
    case string
    /// A number.
    case number
    /// `true` or `false`
    case boolean
    /// `null`
    case null
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Reads one JSON value that fills the bytes.
  ///
  /// - Throws: `PayloadSyntaxFault` for malformed JSON or what follows the value; whatever `body` throws.
  public static func read<Value>(_ bytes: [UInt8], _ body: (inout PayloadReader) throws -> Value) throws -> Value {
    try bytes.withUnsafeBufferPointer { buffer in
      var reader = PayloadReader(buffer)
      let value = try body(&reader)
      reader.space()
      guard reader.at == buffer.count else { throw reader.fault("text after the end") }
      return value
    }
  }

  /// A fault at the present place.
  public func fault(_ reason: String) -> PayloadSyntaxFault { PayloadSyntaxFault(offset: at, reason: reason) }

  /// The kind of the next value, which stays unread.
  public mutating func kind() throws -> Kind {
    space()
    guard at < bytes.count else { throw fault("text ends too early") }
    switch bytes[at] {
    case 0x7B: return .object
    case 0x5B: return .array
    case 0x22: return .string
    case 0x2D, 0x30...0x39: return .number
    case 0x74, 0x66: return .boolean
    case 0x6E: return .null
    default: throw fault("no JSON value begins here")
    }
  }

  /// Reads an object; `member` gets each key and must read or skip its value. A key that comes twice is a fault of the caller's to find.
  public mutating func object(_ member: (inout PayloadReader, String) throws -> Void) throws {
    try expect(0x7B, "an object is expected")
    space()
    if take(0x7D) { return }
    repeat {
      let key = try string()
      try expect(0x3A, "a colon is expected")
      try member(&self, key)
      space()
    } while take(0x2C)
    try expect(0x7D, "a comma or the end of the object is expected")
  }

  /// Reads an array; `element` must read or skip each element.
  public mutating func array(_ element: (inout PayloadReader) throws -> Void) throws {
    try expect(0x5B, "an array is expected")
    space()
    if take(0x5D) { return }
    repeat {
      try element(&self)
      space()
    } while take(0x2C)
    try expect(0x5D, "a comma or the end of the array is expected")
  }

  /// Reads a text.
  public mutating func string() throws -> String {
    try expect(0x22, "a text is expected")
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == 0x22 {
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
        at += 1
        return text
      }
      if byte == 0x5C { return try escaped(from: start) }
      if byte < 0x20 { throw fault("a control character stands in a text") }
      at += 1
    }
    throw fault("a text does not end")
  }

  /// Reads a number as binary64, correctly rounded; a number that is too large is a fault.
  public mutating func number() throws -> Double {
    space()
    let start = at
    let negative = take(0x2D)
    var digits: UInt64 = 0
    var count = 0
    var scale = 0
    try run {
      digits = digits &* 10 &+ $0; count += 1
    }
    if take(0x2E) {
      try run {
        digits = digits &* 10 &+ $0; count += 1; scale += 1
      }
    }
    if at < bytes.count, bytes[at] | 0x20 == 0x65 { return try slowNumber(from: start) }
    // Up to 15 digits and powers of ten up to 22 are exact in binary64, so one division rounds correctly.
    guard count <= 15, scale <= 15 else { return try slowNumber(from: start) }
    let value = Double(digits) / PayloadReader.powers[scale]
    return negative ? -value : value
  }

  /// Reads a whole number.
  public mutating func integer() throws -> Int {
    let value = try number()
    guard let whole = Int(exactly: value), abs(value) <= 9_007_199_254_740_992 else { throw fault("a whole number is expected") }
    return whole
  }

  /// Reads `true` or `false`.
  public mutating func boolean() throws -> Bool {
    space()
    if word("true") { return true }
    if word("false") { return false }
    throw fault("true or false is expected")
  }

  /// Reads `null` when it is next.
  public mutating func null() -> Bool {
    space()
    return word("null")
  }

  /// Passes over any value, checking that it is one.
  public mutating func skip(depth: Int = 0) throws {
    guard depth < 64 else { throw fault("nested too deeply") }
    switch try kind() {
    case .object: try object { reader, _ in try reader.skip(depth: depth + 1) }
    case .array: try array { reader in try reader.skip(depth: depth + 1) }
    case .string: _ = try string()
    case .number: _ = try number()
    case .boolean: _ = try boolean()
    case .null: if !null() { throw fault("null is expected") }
    }
  }
}

extension PayloadReader {
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private mutating func space() {
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, _ reason: String) throws {
    space()
    guard take(byte) else { throw fault(reason) }
  }

  private mutating func word(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard at + length <= bytes.count else { return false }
    for i in 0..<length where bytes[at + i] != text.utf8Start[i] { return false }
    at += length
    return true
  }

  private mutating func run(_ digit: (UInt64) -> Void) throws {
    let start = at
    while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      digit(UInt64(bytes[at] - 0x30))
      at += 1
    }
    guard at > start else { throw fault("a digit is expected") }
  }

  private mutating func slowNumber(from start: Int) throws -> Double {
    at = start
    while at < bytes.count, "+-.0123456789eE".utf8.contains(bytes[at]) { at += 1 }
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw fault("a number is expected") }
    return value
  }

  private mutating func escaped(from start: Int) throws -> String {
    var out = [UInt8](bytes[start..<at])
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x22: return String(decoding: out, as: UTF8.self)
      case 0x5C: try escape(into: &out)
      case 0..<0x20: throw fault("a control character stands in a text")
      default: out.append(byte)
      }
    }
    throw fault("a text does not end")
  }

  private mutating func escape(into out: inout [UInt8]) throws {
    guard at < bytes.count else { throw fault("a text does not end") }
    let byte = bytes[at]
    at += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: out.append(byte)
    case 0x62: out.append(0x08)
    case 0x66: out.append(0x0C)
    case 0x6E: out.append(0x0A)
    case 0x72: out.append(0x0D)
    case 0x74: out.append(0x09)
    case 0x75:
      var code = try hex4()
      if code & 0xFC00 == 0xD800 {
        guard take(0x5C), take(0x75) else { throw fault("half of a surrogate pair") }
        let low = try hex4()
        guard low & 0xFC00 == 0xDC00 else { throw fault("half of a surrogate pair") }
        code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
      out.append(contentsOf: String(scalar).utf8)
    default: throw fault("unknown escape")
    }
  }

  private mutating func hex4() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard at < bytes.count, let digit = Character(Unicode.Scalar(bytes[at])).hexDigitValue else {
        throw fault("a hexadecimal digit is expected")
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    return value
  }
}
