import Crypto

/// A stored recovery code: HMAC-SHA-256 under the installation's key, bound to its owner.
package struct RecoveryCodeHash: Sendable, Hashable, CustomStringConvertible {
  /// Thirty-two bytes, to be stored.
  package let bytes: [UInt8]

  /// Reads stored bytes; nil when there are not 32.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(_ mac: HMAC<SHA256>.MAC) { bytes = Array(mac) }

  package var description: String { "(recovery code)" }
}

/// What checking a recovery code gave.
package enum RecoveryVerdict: Sendable, Hashable {
  /// It holds. Store what is left: a code holds once.
  case accepted(remaining: [RecoveryCodeHash])
  /// None of the codes that are left.
  case wrong
}

/// Codes to sign in with when the authenticator is lost: ten, shown once, each good for one time.
///
/// A code has 50 random bits in ten letters and figures without 0, 1, 8, 9 (read as O, I, B, g), written `abcde-fghij`.
package enum RecoveryCodes {
  /// How many are given out at a time.
  package static let count = 10

  /// New codes: what to show once, and what to store in their place.
  ///
  /// - Parameters:
  ///   - owner: The id of the user; a hash holds for that user only.
  ///   - key: The installation's key for codes; without it stored hashes cannot be guessed through.
  package static func issue(
    owner: String, key: SymmetricKey, count: Int = count, using random: inout some RandomNumberGenerator
  ) -> (shown: [String], stored: [RecoveryCodeHash]) {
    var shown: [String] = []
    for _ in 0..<count {
      let bytes = SecretBytes.random(count: 7, using: &random).bytes
      let text = Base32.encode(bytes).lowercased().prefix(10)
      shown.append("\(text.prefix(5))-\(text.dropFirst(5))")
    }
    return (shown, shown.map { hash(letters(of: $0), owner: owner, key: key) })
  }

  /// Checks what a person typed, in any case and with any spaces and hyphens. All stored codes are compared.
  package static func redeem(
    _ typed: String, owner: String, stored: [RecoveryCodeHash], key: SymmetricKey
  ) -> RecoveryVerdict {
    let entered = hash(letters(of: String(typed.prefix(100))), owner: owner, key: key)
    var remaining: [RecoveryCodeHash] = []
    for code in stored where !ConstantTime.equal(code.bytes, entered.bytes) { remaining.append(code) }
    return remaining.count < stored.count ? .accepted(remaining: remaining) : .wrong
  }

  private static func letters(of text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  private static func hash(_ letters: String, owner: String, key: SymmetricKey) -> RecoveryCodeHash {
    RecoveryCodeHash(KeyedHash.code("recovery code", [owner, letters], key: key))
  }
}

/// HMAC-SHA-256 over a label and parts, each with its length before it, so that no two lists of parts give the same bytes.
enum KeyedHash {
  static func code(_ label: String, _ parts: [String], key: SymmetricKey) -> HMAC<SHA256>.MAC {
    var message = [UInt8]()
    for part in ["brobygger 1", label] + parts {
      let bytes = Array(part.utf8)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count).bigEndian) { message.append(contentsOf: $0) }
      message.append(contentsOf: bytes)
    }
    return HMAC<SHA256>.authenticationCode(for: message, using: key)
  }
}
