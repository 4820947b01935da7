import Foundation

/// An id that says what it is the id of: an id of a stream cannot be handed in where an act is asked for.
public struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible {
  /// The 128 bits.
  public let uuid: UUID

  /// Wraps an id.
  public init(_ uuid: UUID) { self.uuid = uuid }

  /// Reads the usual text form with hyphens; nil for anything else.
  public init?(_ text: String) {
    guard let uuid = UUID(uuidString: text) else { return nil }
    self.uuid = uuid
  }

  /// Sixteen bytes, as stored; nil when there are not sixteen.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var raw: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: bytes) }
    uuid = UUID(uuid: raw)
  }

  /// The sixteen bytes, as stored.
  public var bytes: [UInt8] { withUnsafeBytes(of: uuid.uuid) { Array($0) } }

  /// Lower-case text form with hyphens.
  public var description: String { uuid.uuidString.lowercased() }
}

extension Identifier {
  /// A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits.
  public static func version7(at instant: Instant, using random: inout some RandomNumberGenerator) -> Self {
    let (a, b) = (random.next() as UInt64, random.next() as UInt64)
    var tail = [UInt8]()
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: a >> UInt64(shift))) }
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: b >> UInt64(shift))) }
    return version7(at: instant, tail: tail)
  }

  /// A UUID version 7 whose random bits are the first ten bytes of a digest: the same source row always gives the same id.
  ///
  /// - Parameter tail: at least ten bytes; a moment before 1970 counts as 1970.
  public static func version7(at instant: Instant, tail: some Collection<UInt8>) -> Self {
    precondition(tail.count >= 10, "ten bytes are needed")
    let ms = UInt64(max(0, instant.milliseconds))
    var bytes = [UInt8]()
    bytes.reserveCapacity(16)
    for shift in stride(from: 40, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: ms >> UInt64(shift))) }
    bytes.append(contentsOf: tail.prefix(10))
    bytes[6] = 0x70 | (bytes[6] & 0x0F)
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    var raw: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &raw) { $0.copyBytes(from: bytes) }
    return Self(UUID(uuid: raw))
  }
}
