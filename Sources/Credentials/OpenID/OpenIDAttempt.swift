import Base
import Crypto

/// One attempt to sign in at a provider. Store it under the hash of a cookie that only this browser has
/// (``SecretToken`` for ``TokenUse/signingIn``), and delete it before ``OpenIDClient/finish(_:attempt:now:)`` is called, so that it
/// is used once.
package struct OpenIDAttempt: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  let state: SecretBytes
  let nonce: SecretBytes
  let verifier: SecretBytes
  /// When it began.
  package let began: Instant

  /// A new attempt.
  package static func begin(at now: Instant, using random: inout some RandomNumberGenerator) -> OpenIDAttempt {
    OpenIDAttempt(
      state: SecretBytes.random(count: 32, using: &random), nonce: SecretBytes.random(count: 32, using: &random),
      verifier: SecretBytes.random(count: 32, using: &random), began: now)
  }

  private init(state: SecretBytes, nonce: SecretBytes, verifier: SecretBytes, began: Instant) {
    self.state = state
    self.nonce = nonce
    self.verifier = verifier
    self.began = began
  }

  /// Reads the stored form; nil when it is none.
  package init?(stored: [UInt8]) {
    guard stored.count == 104 else { return nil }
    state = SecretBytes(Array(stored[0..<32]))
    nonce = SecretBytes(Array(stored[32..<64]))
    verifier = SecretBytes(Array(stored[64..<96]))
    let bits = stored[96...].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    began = Instant(milliseconds: Int64(bitPattern: bits))
  }

  /// 104 bytes to store, sealed where they outlive the process.
  package var stored: [UInt8] {
    state.bytes + nonce.bytes + verifier.bytes + withUnsafeBytes(of: began.milliseconds.bigEndian) { Array($0) }
  }

  /// The code challenge (RFC 7636, method S256).
  var challenge: String { Base64URL.encode(SHA256.hash(data: Array(Base64URL.encode(verifier.bytes).utf8))) }

  package var description: String { "(attempt)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What the provider sent the browser back with.
package struct OpenIDCallback: Sendable, CustomStringConvertible, CustomReflectable {
  let state: String?
  let code: String?
  let error: String?
  let issuer: String?

  /// Reads the fields of the query, decoded. A field that stands twice counts as missing.
  package init(query: [(name: String, value: String)]) {
    func one(_ name: String) -> String? {
      let found = query.filter { $0.name == name && $0.value.utf8.count <= 4_096 }
      return found.count == 1 ? found.first?.value : nil
    }
    state = one("state")
    code = one("code")
    error = one("error")
    issuer = one("iss")
  }

  package var description: String { "(callback)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
