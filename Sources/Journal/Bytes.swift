import Base
import Foundation

/// Writes the journal's binary forms: big-endian numbers, LEB128 lengths.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func fixed(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func raw(_ value: [UInt8]) { bytes.append(contentsOf: value) }

  mutating func id<Subject>(_ value: Identifier<Subject>) {
    withUnsafeBytes(of: value.uuid.uuid) { bytes.append(contentsOf: $0) }
  }

  mutating func digest(_ value: Digest32) { value.withBytes { bytes.append(contentsOf: $0) } }

  mutating func text(_ value: String) {
    var copy = value
    copy.withUTF8 { utf8 in
      varint(UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }
}

/// Why bytes could not be read.
enum DecodingFailure: Error {
  /// A form this program does not know yet.
  case newer(String)
  /// Not the form it claims to be.
  case malformed(String)
}

/// Reads what `ByteWriter` wrote, and never past the end. Lives only as long as the bytes it was given.
struct ByteReader {
  private let base: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { base = bytes }

  var atEnd: Bool { offset == base.count }

  mutating func byte() throws(DecodingFailure) -> UInt8 {
    guard offset < base.count else { throw .malformed("ends too early") }
    defer { offset += 1 }
    return base[offset]
  }

  mutating func fixed<Value: FixedWidthInteger>(_: Value.Type) throws(DecodingFailure) -> Value {
    let slice = try take(MemoryLayout<Value>.size)
    return Value(bigEndian: slice.loadUnaligned(as: Value.self))
  }

  mutating func varint() throws(DecodingFailure) -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let next = try byte()
      guard shift < 63 || next <= 1 else { throw .malformed("number too large") }
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func take(_ count: Int) throws(DecodingFailure) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= base.count - offset else { throw .malformed("ends too early") }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: base[offset..<(offset + count)])
  }

  mutating func lengthAndBytes() throws(DecodingFailure) -> UnsafeRawBufferPointer {
    let count = try varint()
    guard count <= UInt64(base.count - offset) else { throw .malformed("ends too early") }
    return try take(Int(count))
  }
}

/// Thirty-two bytes without an allocation: a SHA-256 digest.
package struct Digest32: Hashable, Sendable, CustomStringConvertible {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Thirty-two zero bytes: what comes before the first.
  package static let zero = Digest32((0, 0, 0, 0))

  private init(_ words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Copies thirty-two bytes; nil when there are not thirty-two.
  package init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    words = bytes.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  /// Copies thirty-two bytes; nil when there are not thirty-two.
  package init?(_ bytes: [UInt8]) {
    guard let value = bytes.withUnsafeBytes({ Digest32(bytes: $0) }) else { return nil }
    self = value
  }

  /// Reads 64 hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard let bytes = [UInt8](hex: hex), let value = Digest32(bytes) else { return nil }
    self = value
  }

  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: words, body)
  }

  /// The bytes.
  package var bytes: [UInt8] { withBytes { Array($0) } }

  package static func == (a: Digest32, b: Digest32) -> Bool { a.words == b.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  /// 64 hexadecimal digits.
  package var description: String { bytes.hex }
}

extension [UInt8] {
  /// Reads hexadecimal digits; nil for an odd number of them or another character.
  package init?(hex text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    self = []
    reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
      append(high << 4 | low)
    }
  }

  /// Lower-case hexadecimal digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(count * 2)
    for byte in self {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
  }
}

extension Identifier {
  /// Reads sixteen bytes that are known to be there.
  init(unchecked bytes: UnsafeRawPointer) { self.init(UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))) }
}
