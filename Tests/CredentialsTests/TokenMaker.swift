import Base
import Crypto
import CryptoExtras
import Foundation

@testable import Credentials

/// Makes tokens of any kind, right and wrong, and the key sets to them.
struct TokenMaker: Sendable {
  enum Signer: Sendable {
    case ec(P256.Signing.PrivateKey)
    case rsa(_RSA.Signing.PrivateKey)

    func sign(_ text: String, algorithm: String) throws -> [UInt8] {
      let bytes = Array(text.utf8)
      switch self {
      case .ec(let key): return Array(try key.signature(for: bytes).rawRepresentation)
      case .rsa(let key):
        let padding: _RSA.Signing.Padding = algorithm == "PS256" ? .PSS : .insecurePKCS1v1_5
        return Array(try key.signature(for: SHA256.hash(data: bytes), padding: padding).rawRepresentation)
      }
    }
  }

  let id: String
  let signer: Signer

  static func ec(_ id: String) -> TokenMaker { TokenMaker(id: id, signer: .ec(P256.Signing.PrivateKey())) }

  static func rsa(_ id: String) throws -> TokenMaker {
    TokenMaker(id: id, signer: .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048)))
  }

  func token(header: String, claims: String) throws -> String {
    let head = try JSONTree.parse(text: header)
    let text = "\(Base64URL.encode(header.utf8)).\(Base64URL.encode(claims.utf8))"
    return "\(text).\(Base64URL.encode(try signer.sign(text, algorithm: head["alg"]?.text ?? "")))"
  }

  func token(_ algorithm: String, claims: String) throws -> String {
    try token(header: "{\"alg\":\"\(algorithm)\",\"typ\":\"JWT\",\"kid\":\"\(id)\"}", claims: claims)
  }

  /// The public key as an entry of a key set.
  func entry(_ more: String = "") throws -> String {
    switch signer {
    case .ec(let key):
      let point = Array(key.publicKey.x963Representation)
      let (x, y) = (Base64URL.encode(point[1..<33]), Base64URL.encode(point[33..<65]))
      return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"\(id)\",\"x\":\"\(x)\",\"y\":\"\(y)\"\(more)}"
    case .rsa(let key):
      let numbers = try key.publicKey.getKeyPrimitives()
      let (n, e) = (Base64URL.encode(numbers.modulus), Base64URL.encode(numbers.publicExponent))
      return "{\"kty\":\"RSA\",\"kid\":\"\(id)\",\"use\":\"sig\",\"n\":\"\(n)\",\"e\":\"\(e)\"\(more)}"
    }
  }

  static func set(_ entries: [String]) -> [UInt8] { Array("{\"keys\":[\(entries.joined(separator: ","))]}".utf8) }
}

/// The claims of a good token, each of which a test may change or leave out.
func claims(_ changes: [String: String?] = [:], nonce: String = "the-nonce", at now: Instant = noon) -> String {
  let seconds = now.milliseconds / 1_000
  var members: [String: String?] = [
    "iss": "\"https://login.example.org\"", "sub": "\"user-1\"", "aud": "\"brobygger\"", "exp": "\(seconds + 300)",
    "iat": "\(seconds)", "nonce": "\"\(nonce)\"", "groups": "[\"staff\",\"outreach\"]", "name": "\"Karla Opdigtet\"",
  ]
  for (key, value) in changes { members[key] = .some(value) }
  let present = members.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }
  return "{\(present.sorted().joined(separator: ","))}"
}

let expectation = IDTokenExpectation(
  issuer: "https://login.example.org", client: "brobygger", nonce: "the-nonce", algorithms: Set(SignatureAlgorithm.allCases),
  skew: 60)
