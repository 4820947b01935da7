/// Writes one compact JSON object whose bytes depend on nothing but the values, so that a resend is recognised by its hash.
public struct PayloadWriter {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []
  private var first = true

  /// An empty writer.
  public init() { bytes.reserveCapacity(256) }

  /// Writes an object around what `body` writes.
  public mutating func object(_ body: (inout PayloadWriter) throws -> Void) rethrows {
    bytes.append(0x7B)
    first = true
    try body(&self)
    bytes.append(0x7D)
    first = false
  }

  /// Writes an array of texts.
  public mutating func array(_ texts: [String]) {
    bytes.append(0x5B)
    for (i, text) in texts.enumerated() {
      if i > 0 { bytes.append(0x2C) }
      string(text)
    }
    bytes.append(0x5D)
    first = false
  }

  /// Writes the key of a member; its value must follow.
  public mutating func key(_ name: String) {
    if !first { bytes.append(0x2C) }
    first = false
    string(name)
    bytes.append(0x3A)
  }

  /// Writes a text member; nothing for nil.
  public mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  /// Writes a whole-number member; nothing for nil.
  public mutating func member(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a number member in the shortest form that reads back the same; nothing for nil.
  ///
  /// - Throws: `PayloadSyntaxFault` for NaN and infinity, which JSON cannot hold.
  public mutating func member(_ name: String, _ value: Double?) throws {
    guard let value else { return }
    key(name)
    try number(value)
  }

  /// Writes a number in the shortest form that reads back the same.
  ///
  /// - Throws: `PayloadSyntaxFault` for NaN and infinity.
  public mutating func number(_ value: Double) throws {
    guard value.isFinite else {
      throw PayloadSyntaxFault(offset: bytes.count, reason: "a number that is not finite cannot be written")
    }
    if let whole = Int64(exactly: value), abs(value) < 1e15 {
      bytes.append(contentsOf: String(whole).utf8)
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
    first = false
  }

  /// Writes a text.
  public mutating func string(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
      case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
      case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
    first = false
  }
}
