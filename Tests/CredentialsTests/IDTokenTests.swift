import Base
import Crypto
import Testing

@testable import Credentials

@Suite struct IDTokenTests {
  static let ours = TokenMaker.ec("k1")
  static let now = noon.milliseconds / 1_000

  func refusal(of token: String, keys: [UInt8]? = nil, wanted: IDTokenExpectation = expectation) async throws -> IDTokenRefusal? {
    let set = try OpenIDKeys(keys ?? TokenMaker.set([Self.ours.entry()]))
    do {
      _ = try await IDToken.verify(token, expecting: wanted, keys: set, now: noon)
      return nil
    } catch { return error }
  }

  @Test(arguments: ["RS256", "PS256"]) func rsaTokensAreVerified(_ algorithm: String) async throws {
    let maker = try TokenMaker.rsa("r1")
    let keys = TokenMaker.set([try Self.ours.entry(), try maker.entry()])
    let token = try maker.token(algorithm, claims: claims())
    #expect(try await refusal(of: token, keys: keys) == nil)
    // A key that says which algorithm it is for is used for that one only.
    let other = algorithm == "RS256" ? "PS256" : "RS256"
    let strict = TokenMaker.set([try maker.entry(",\"alg\":\"\(other)\"")])
    #expect(try await refusal(of: token, keys: strict) == .key)
    // One changed bit of the signature.
    #expect(try await refusal(of: String(token.dropLast(8)) + "AAAAAAAA", keys: keys) == .signature)
  }

  @Test func anEllipticTokenIsVerified() async throws {
    let token = try Self.ours.token("ES256", claims: claims())
    let keys = try OpenIDKeys(TokenMaker.set([Self.ours.entry()]))
    let verified = try await IDToken.verify(token, expecting: expectation, keys: keys, now: noon)
    #expect(verified.subject == "user-1" && verified.issuer == "https://login.example.org")
    #expect("\(verified)" == "(claims)")
    // Without a key id every fitting key is tried.
    let unnamed = try Self.ours.token(header: "{\"alg\":\"ES256\"}", claims: claims())
    #expect(try await refusal(of: unnamed, keys: TokenMaker.set([TokenMaker.ec("a").entry(), Self.ours.entry()])) == nil)
  }

  static let wrongClaims: [(String, String?, IDTokenRefusal)] = [
    ("iss", "\"https://login.example.org/\"", .issuer), ("iss", "\"https://evil.example.org\"", .issuer), ("iss", nil, .form),
    ("aud", "\"another\"", .audience), ("aud", "[\"brobygger\",\"another\"]", .audience), ("aud", "[]", .audience),
    ("aud", nil, .form),
    ("azp", "\"another\"", .audience), ("azp", "7", .audience), ("sub", nil, .form), ("sub", "\"\"", .form), ("sub", "42", .form),
    ("exp", "\(now - 60)", .expired), ("exp", "0", .expired), ("exp", nil, .form), ("exp", "\"soon\"", .form),
    ("exp", "1e300", .form),
    ("iat", "\(now + 61)", .early), ("iat", nil, .form), ("nbf", "\(now + 61)", .early), ("nbf", "true", .form),
    ("nonce", "\"another\"", .nonce), ("nonce", nil, .nonce), ("nonce", "null", .nonce),
  ]

  @Test(arguments: wrongClaims) func wrongClaimsAreRefused(_ key: String, _ value: String?, _ expected: IDTokenRefusal)
    async throws
  {
    let token = try Self.ours.token("ES256", claims: claims([key: value]))
    #expect(try await refusal(of: token) == expected)
  }

  static let goodClaims: [(String, String?)] = [
    ("aud", "[\"brobygger\"]"), ("azp", "\"brobygger\""), ("exp", "\(now - 59)"), ("exp", "\(now + 300).5"),
    ("iat", "\(now + 60)"),
    ("nbf", "\(now + 60)"), ("extra", "{\"deep\":[1,2,{}]}"),
  ]

  @Test(arguments: goodClaims) func goodClaimsAreTaken(_ key: String, _ value: String?) async throws {
    let token = try Self.ours.token("ES256", claims: claims([key: value]))
    #expect(try await refusal(of: token) == nil)
  }

  @Test func severalAudiencesNeedUsAsTheParty() async throws {
    let changes = ["aud": "[\"brobygger\",\"another\"]", "azp": "\"brobygger\""]
    #expect(try await refusal(of: try Self.ours.token("ES256", claims: claims(changes))) == nil)
  }

  @Test func unsignedTokensAreRefused() async throws {
    for name in ["none", "None", "NONE", "", "HS256", "HS512", "RS1", "ES256K", "EdDSA", "RS512"] {
      let head = Base64URL.encode("{\"alg\":\"\(name)\",\"kid\":\"k1\"}".utf8)
      let body = Base64URL.encode(claims().utf8)
      #expect(try await refusal(of: "\(head).\(body).") == .algorithm)
      #expect(try await refusal(of: "\(head).\(body).AAAA") == .algorithm)
    }
  }

  @Test func thePublicKeyIsNoSharedSecret() async throws {
    // Given the attack: the token is signed with HS256 and the bytes of the public key, as PEM, DER and entry of the key set.
    guard case .ec(let key) = Self.ours.signer else { return }
    let guesses = [
      Array(key.publicKey.pemRepresentation.utf8), Array(key.publicKey.derRepresentation), Array(try Self.ours.entry().utf8),
    ]
    for guess in guesses {
      let text = "\(Base64URL.encode("{\"alg\":\"HS256\",\"kid\":\"k1\"}".utf8)).\(Base64URL.encode(claims().utf8))"
      let mac = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: guess))
      // Then the algorithm is refused before any key is looked at.
      #expect(try await refusal(of: "\(text).\(Base64URL.encode(mac))") == .algorithm)
    }
    // And a symmetric key in a key set is none of the keys.
    let symmetric = Array("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"c2VjcmV0\"}]}".utf8)
    #expect(try OpenIDKeys(symmetric).keys.isEmpty)
  }

  @Test func anotherKeyIsNoneOfOurs() async throws {
    let stranger = TokenMaker.ec("k1")
    #expect(try await refusal(of: try stranger.token("ES256", claims: claims())) == .signature)
    #expect(try await refusal(of: try TokenMaker.ec("k2").token("ES256", claims: claims())) == .key)
    // An RSA token does not use an elliptic key, nor the other way round.
    #expect(try await refusal(of: try TokenMaker.rsa("k1").token("RS256", claims: claims())) == .key)
    // A key that the token brings along is not looked at.
    let own = "{\"alg\":\"ES256\",\"kid\":\"k1\",\"jwk\":\(try stranger.entry()),\"jku\":\"https://evil.example.org\"}"
    #expect(try await refusal(of: try stranger.token(header: own, claims: claims())) == .signature)
  }

  @Test func claimsThatWereChangedAreRefused() async throws {
    let parts = try Self.ours.token("ES256", claims: claims()).split(separator: ".")
    let other = Base64URL.encode(claims(["sub": "\"user-2\""]).utf8)
    #expect(try await refusal(of: "\(parts[0]).\(other).\(parts[2])") == .signature)
    #expect(try await refusal(of: "\(parts[0]).\(parts[1]).") == .signature)
    #expect(try await refusal(of: "\(parts[0]).\(parts[1])") == .form)
    #expect(try await refusal(of: "\(parts[0]).\(parts[1]).\(parts[2]).x") == .form)
    #expect(try await refusal(of: "\(parts[0]).\(parts[1]).\(parts[2])=") == .form)
  }

  @Test(arguments: [
    "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"exp\"],\"exp\":1}", "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}",
    "{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"k1\"}", "{\"kid\":\"k1\"}", "[\"ES256\"]", "{\"alg\":7}",
    "{\"alg\":\"ES256\",\"b64\":false}",
  ]) func oddHeadersAreRefused(_ header: String) async throws {
    #expect(try await refusal(of: try Self.ours.token(header: header, claims: claims())) == .form)
  }

  @Test func doubleClaimsAndHugeTokensAreRefused() async throws {
    let double = String(claims().dropLast()) + ",\"sub\":\"user-2\"}"
    #expect(try await refusal(of: try Self.ours.token("ES256", claims: double)) == .form)
    let huge = claims(["x": "\"\(String(repeating: "y", count: 60_000))\""])
    #expect(try await refusal(of: try Self.ours.token("ES256", claims: huge)) == .form)
    for text in ["", ".", "..", "...", "a.b.c", String(repeating: ".", count: 70_000)] {
      #expect(try await refusal(of: text) == .form)
    }
  }

  @Test func onlyAllowedAlgorithmsAreTaken() async throws {
    var wanted = expectation
    wanted.algorithms = [.rs256]
    #expect(try await refusal(of: try Self.ours.token("ES256", claims: claims()), wanted: wanted) == .algorithm)
  }

  @Test func keySetsAreReadCarefully() throws {
    let good = try Self.ours.entry()
    let weak =
      "{\"kty\":\"RSA\",\"kid\":\"weak\",\"n\":\"\(Base64URL.encode([UInt8](repeating: 255, count: 128)))\",\"e\":\"AQAB\"}"
    let others = [
      weak, try Self.ours.entry(",\"use\":\"enc\""), try Self.ours.entry(",\"key_ops\":[\"sign\"]"),
      "{\"kty\":\"EC\",\"crv\":\"P-521\"}",
      "7", "{}", "{\"kty\":\"RSA\",\"n\":\"?\",\"e\":\"AQAB\"}",
    ]
    #expect(try OpenIDKeys(TokenMaker.set([good] + others)).keys.count == 1)
    for text in ["", "[]", "{}", "{\"keys\":7}", "<html>"] {
      #expect(throws: OpenIDTrouble(.keys, .form)) { try OpenIDKeys(Array(text.utf8)) }
    }
    #expect(throws: OpenIDTrouble(.keys, .form)) { try OpenIDKeys(TokenMaker.set([String](repeating: good, count: 51))) }
  }
}
