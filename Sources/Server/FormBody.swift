import Base
import HTTPTypes
import Hummingbird
import Interface
import NIOCore

/// Reads what a form sent.
enum FormBody {
  /// The most bytes of a form without files.
  static let limit = 256 * 1024
  /// The most fields.
  static let fieldLimit = 2000

  /// - Throws: 413 when it is too long, 415 when it is no form, 400 when it is not UTF-8.
  static func read(_ request: Request) async throws -> FormData {
    let type = request.headers[.contentType]?.split(separator: ";").first.map { String($0).lowercased() } ?? ""
    guard type == "application/x-www-form-urlencoded" else { throw HTTPError(.unsupportedMediaType) }
    let body = try await request.body.collect(upTo: limit)
    return try parse(body.readableBytesView)
  }

  /// `a=1&b=2&b=3` with plus signs for spaces; a name may come more than once.
  static func parse(_ bytes: some Collection<UInt8>) throws -> FormData {
    var values: [String: [String]] = [:]
    var count = 0
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      count += 1
      guard count <= fieldLimit else { throw HTTPError(.contentTooLarge) }
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decode(parts[0]), let value = parts.count == 2 ? decode(parts[1]) : "" else {
        throw HTTPError(.badRequest)
      }
      values[name, default: []].append(value)
    }
    return FormData(values)
  }

  /// Nil for a broken percent code and for bytes that are no UTF-8.
  private static func decode(_ bytes: some Sequence<UInt8>) -> String? {
    var out: [UInt8] = []
    var digits: [UInt8] = []
    var inCode = false
    for byte in bytes {
      if inCode {
        guard let digit = hex(byte) else { return nil }
        digits.append(digit)
        if digits.count == 2 {
          out.append(digits[0] << 4 | digits[1])
          digits.removeAll(keepingCapacity: true)
          inCode = false
        }
      } else if byte == UInt8(ascii: "%") {
        inCode = true
      } else {
        out.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    guard !inCode else { return nil }
    return String(validating: out, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
