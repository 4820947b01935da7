import Base
import JWTKit

/// The signature algorithms that are taken. Nothing symmetric and never `none`: with the provider's public key as an HMAC key
/// anybody could sign.
package enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
  /// RSA PKCS#1 1.5 with SHA-256.
  case rs256 = "RS256"
  /// RSA-PSS with SHA-256.
  case ps256 = "PS256"
  /// ECDSA on P-256 with SHA-256.
  case es256 = "ES256"

  var keyType: String { self == .es256 ? "EC" : "RSA" }
}

/// A provider's public keys for signatures (RFC 7517).
package struct OpenIDKeys: Sendable, Hashable {
  struct Key: Sendable, Hashable {
    let id: String?
    let type: String
    let algorithm: String?
    /// Modulus and exponent, or x and y, in base64url.
    let numbers: [String]
  }

  let keys: [Key]

  /// Reads a key set. Keys that are not for signatures or of other kinds are left out; more than 50 are not taken.
  package init(_ body: [UInt8]) throws(OpenIDTrouble) {
    guard let tree = try? JSONTree.parse(body), case .array(let entries)? = tree["keys"], entries.count <= 50 else {
      throw OpenIDTrouble(.keys, .form)
    }
    keys = entries.compactMap(OpenIDKeys.key)
  }

  private static func key(_ tree: JSONTree) -> Key? {
    guard tree.isPlainObject, let type = tree["kty"]?.text, tree["use"]?.text ?? "sig" == "sig" else { return nil }
    if let operations = tree["key_ops"]?.texts, !operations.contains("verify") { return nil }
    let names: [String]
    switch (type, tree["crv"]?.text) {
    case ("RSA", nil): names = ["n", "e"]
    case ("EC", "P-256"): names = ["x", "y"]
    default: return nil
    }
    let numbers = names.compactMap { tree[$0]?.text }.filter { Base64URL.decode($0) != nil }
    guard numbers.count == 2, isLargeEnough(type, numbers) else { return nil }
    return Key(id: tree["kid"]?.text, type: type, algorithm: tree["alg"]?.text, numbers: numbers)
  }

  /// RSA keys have 2,048 to 8,192 bits.
  private static func isLargeEnough(_ type: String, _ numbers: [String]) -> Bool {
    guard type == "RSA" else { return true }
    let modulus = (Base64URL.decode(numbers[0]) ?? []).drop { $0 == 0 }
    return (256...1_024).contains(modulus.count)
  }

  /// The keys that may have signed with an algorithm: the one of that id when the token names one, else all of the right kind.
  func candidates(for algorithm: SignatureAlgorithm, id: String?) -> [Key] {
    keys.filter { key in
      key.type == algorithm.keyType && (key.algorithm ?? algorithm.rawValue) == algorithm.rawValue && (id == nil || key.id == id)
    }
  }
}

/// Checking a signature with JWTKit.
enum TokenSignature {
  private struct Anything: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// True when the key signed the token with the algorithm.
  static func holds(_ token: String, key: OpenIDKeys.Key, algorithm: SignatureAlgorithm) async -> Bool {
    let id = JWKIdentifier(string: "key")
    let jwk =
      switch algorithm {
      case .rs256: JWK.rsa(.rs256, identifier: id, modulus: key.numbers[0], exponent: key.numbers[1])
      case .ps256: JWK.rsa(.ps256, identifier: id, modulus: key.numbers[0], exponent: key.numbers[1])
      case .es256: JWK.ecdsa(.es256, identifier: id, x: key.numbers[0], y: key.numbers[1], curve: .p256)
      }
    let keys = JWTKeyCollection()
    guard (try? await keys.add(jwk: jwk, isDefault: true)) != nil else { return false }
    return (try? await keys.verify(token, as: Anything.self)) != nil
  }
}
