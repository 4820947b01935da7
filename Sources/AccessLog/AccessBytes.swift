import Crypto
import Foundation

/// Writes what is hashed: big-endian numbers, texts and bytes with their length before them.
struct AccessBytes {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: Int64) {
    withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ value: [UInt8]) { bytes.append(contentsOf: value) }

  mutating func block(_ value: [UInt8]) {
    Self.put(UInt64(value.count), &bytes)
    bytes.append(contentsOf: value)
  }

  /// Nil and the empty text are the same.
  mutating func text(_ value: String?) {
    var copy = value ?? ""
    copy.withUTF8 { utf8 in
      Self.put(UInt64(utf8.count), &bytes)
      bytes.append(contentsOf: utf8)
    }
  }

  /// A number in as few bytes as it needs: seven bits a byte, the highest bit says that more follow.
  static func put(_ value: UInt64, _ bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}

/// The subjects of one entry: rising local numbers, each as the difference to the one before.
enum SubjectList {
  static func encode(_ sorted: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    var before: Int64 = 0
    for id in sorted {
      AccessBytes.put(UInt64(id - before), &bytes)
      before = id
    }
    return bytes
  }

  /// Nil when the bytes are no such list.
  static func decode(_ bytes: [UInt8]) -> [Int64]? {
    var (found, before, value, shift): ([Int64], Int64, UInt64, UInt64) = ([], 0, 0, 0)
    for byte in bytes {
      guard shift < 56 else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      guard byte < 0x80 else { continue }
      let (next, overflow) = before.addingReportingOverflow(Int64(value))
      guard value > 0, !overflow else { return nil }
      found.append(next)
      (before, value, shift) = (next, 0, 0)
    }
    return shift == 0 ? found : nil
  }
}

extension [UInt8] {
  /// Thirty-two zero bytes: what comes before the first entry.
  static let zeroHash = [UInt8](repeating: 0, count: 32)

  /// Lower-case hexadecimal digits.
  var hexText: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// Reads an even number of hexadecimal digits; nil for anything else.
  init?(hexText text: some StringProtocol) {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}

extension UUID {
  var sixteen: [UInt8] { withUnsafeBytes(of: uuid) { Array($0) } }

  init?(sixteen bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 16, let base = bytes.baseAddress else { return nil }
    self.init(uuid: base.loadUnaligned(as: uuid_t.self))
  }
}
