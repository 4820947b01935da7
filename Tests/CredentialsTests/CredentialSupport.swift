import Base

@testable import Credentials

/// A random source that says the same every time (splitmix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Instant {
  static func seconds(_ seconds: Int) -> Instant { Instant(milliseconds: Int64(seconds) * 1_000) }
  func plus(_ seconds: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds) * 1_000) }
}

let noon = Instant(milliseconds: 1_795_000_000_000)
