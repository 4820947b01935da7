import Crypto

/// What a token is good for. A token of one use is none of another, even if stored hashes were mixed up.
package enum TokenUse: String, Sendable, Hashable, CaseIterable {
  /// A signed-in session's cookie.
  case session
  /// The cookie between the two steps of signing in, before there is a session.
  case signingIn
  /// The link in an invitation.
  case invite
  /// The link for a new password.
  case passwordReset
  /// A form that a person answers on an own phone.
  case ownPhone
}

/// Thirty-two random bytes that one party shows and the other knows the hash of only.
package struct SecretToken: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  let secret: SecretBytes

  /// A new one.
  package static func random(using random: inout some RandomNumberGenerator) -> SecretToken {
    SecretToken(secret: SecretBytes.random(count: 32, using: &random))
  }

  private init(secret: SecretBytes) { self.secret = secret }

  /// Reads the text form; nil for anything but 43 letters that hold 32 bytes.
  package init?(text: String) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
    secret = SecretBytes(bytes)
  }

  /// The text form for a cookie or a link: base64url, 43 letters.
  package var text: String { Base64URL.encode(secret.bytes) }

  /// What is stored: SHA-256 over the use and the token. No salt and no slow hash are needed for 256 random bits.
  package func hash(for use: TokenUse) -> TokenHash {
    TokenHash(SHA256.hash(data: Array("brobygger 1 \(use.rawValue)\0".utf8) + secret.bytes))
  }

  package var description: String { "(token)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The stored form of a token. Look it up by its bytes: an index search on a hash tells a guesser nothing about the token.
package struct TokenHash: Sendable, Hashable, CustomStringConvertible {
  /// Thirty-two bytes.
  package let bytes: [UInt8]

  /// Reads stored bytes; nil when there are not 32.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(_ digest: SHA256.Digest) { bytes = Array(digest) }

  package var description: String { "(token hash)" }
}
