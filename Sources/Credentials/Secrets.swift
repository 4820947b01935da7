import CSodium

/// Bytes nobody may see: no description, mirror or text interpolation gives them away, and equality takes constant time.
package struct SecretBytes: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The bytes themselves, for storing sealed or for computing.
  package let bytes: [UInt8]

  /// Wraps bytes.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// New random bytes.
  ///
  /// - Parameter random: `SystemRandomNumberGenerator` in operation; a fixed one in tests.
  package static func random(count: Int, using random: inout some RandomNumberGenerator) -> SecretBytes {
    var bytes = [UInt8]()
    bytes.reserveCapacity(count)
    for _ in 0..<count { bytes.append(UInt8(truncatingIfNeeded: random.next() as UInt64)) }
    return SecretBytes(bytes)
  }

  package static func == (a: SecretBytes, b: SecretBytes) -> Bool { ConstantTime.equal(a.bytes, b.bytes) }

  package var description: String { "(secret)" }
  package var debugDescription: String { "(secret)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Comparisons whose time tells nothing about where two values differ.
package enum ConstantTime {
  /// True when both hold the same bytes. Only a difference in length shows in the time it takes.
  package static func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    guard a.count == b.count else { return false }
    if a.isEmpty { return true }
    return sodium_memcmp(a, b, a.count) == 0
  }

  /// True when both texts are the same bytes in UTF-8.
  package static func equal(_ a: String, _ b: String) -> Bool { equal(Array(a.utf8), Array(b.utf8)) }
}
