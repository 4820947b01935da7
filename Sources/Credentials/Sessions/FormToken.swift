import Crypto

/// The hidden field that proves a form was fetched in the session that sends it (against cross-site request forgery). It is
/// derived from the session's own token, so nothing is stored and it changes when the session's token does.
package enum FormToken {
  /// The field's value for a session: HMAC-SHA-256 with the session's token as key, base64url.
  package static func text(for session: SecretToken) -> String {
    let key = SymmetricKey(data: session.secret.bytes)
    return Base64URL.encode(KeyedHash.code("form token", [], key: key))
  }

  /// True when a form sent the value of this session; compared in constant time.
  package static func holds(_ sent: String?, for session: SecretToken) -> Bool {
    guard let sent, sent.utf8.count <= 64 else { return false }
    return ConstantTime.equal(sent, text(for: session))
  }
}
