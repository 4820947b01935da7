import Base
import Synchronization
import Testing

@testable import Credentials

/// A provider in memory: answers by address, and notes what it was asked.
final class FakeProvider: HTTPFetching {
  struct State {
    var discovery = FakeProvider.document()
    var keys: [UInt8] = []
    var token = FetchAnswer(status: 200, body: [])
    var asked: [FetchRequest] = []
    var trouble: FetchTrouble?
  }

  let state = Mutex(State())

  static func document(_ changes: [String: String?] = [:]) -> String {
    let home = "https://login.example.org"
    var members: [String: String?] = [
      "issuer": "\"\(home)\"", "authorization_endpoint": "\"\(home)/auth?tenant=1\"", "token_endpoint": "\"\(home)/token\"",
      "jwks_uri": "\"\(home)/keys\"", "end_session_endpoint": "\"\(home)/end\"", "response_types_supported": "[\"code\"]",
      "id_token_signing_alg_values_supported": "[\"ES256\"]", "code_challenge_methods_supported": "[\"plain\",\"S256\"]",
    ]
    for (key, value) in changes { members[key] = .some(value) }
    return "{\(members.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }.joined(separator: ","))}"
  }

  func fetch(_ request: FetchRequest) async throws(FetchTrouble) -> FetchAnswer {
    let result: Result<FetchAnswer, FetchTrouble> = state.withLock { state in
      state.asked.append(request)
      if let trouble = state.trouble { return .failure(trouble) }
      switch request.url {
      case "https://login.example.org/.well-known/openid-configuration":
        return .success(FetchAnswer(status: 200, body: Array(state.discovery.utf8)))
      case "https://login.example.org/keys": return .success(FetchAnswer(status: 200, body: state.keys))
      case "https://login.example.org/token": return .success(state.token)
      default: return .success(FetchAnswer(status: 404, body: []))
      }
    }
    return try result.get()
  }

  func count(_ end: String) -> Int { state.withLock { $0.asked.count { $0.url.hasSuffix(end) } } }

  /// Lets the token endpoint give out a token.
  func give(_ maker: TokenMaker, claims: String) throws {
    let token = try maker.token("ES256", claims: claims)
    state.withLock {
      $0.token = FetchAnswer(status: 200, body: Array("{\"id_token\":\"\(token)\",\"token_type\":\"Bearer\"}".utf8))
    }
  }
}

@Suite struct OpenIDClientTests {
  let provider = FakeProvider()
  let maker = TokenMaker.ec("k1")
  let client: OpenIDClient
  let attempt: OpenIDAttempt
  let settings = OpenIDSettings(
    issuer: "https://login.example.org", client: "brobygger", redirect: "https://bro.example.org/sign-in/back",
    claims: ClaimsMapping(
      organisation: .always("sonderby"), rules: [.init(when: .init("groups", ["outreach"]), roles: ["worker"])]),
    signedOut: "https://bro.example.org/")

  init() throws {
    client = OpenIDClient(settings: settings, secret: SecretBytes(Array("tops&cret".utf8)), fetching: provider)
    var random = Seeded(11)
    attempt = OpenIDAttempt.begin(at: noon, using: &random)
    let keys = TokenMaker.set([try maker.entry()])
    provider.state.withLock { $0.keys = keys }
  }

  var nonce: String { Base64URL.encode(attempt.nonce.bytes) }

  func callback(_ changes: [String: String?] = [:]) -> OpenIDCallback {
    var fields: [String: String?] = ["state": Base64URL.encode(attempt.state.bytes), "code": "the-code"]
    for (key, value) in changes { fields[key] = .some(value) }
    return OpenIDCallback(query: fields.compactMap { key, value in value.map { (name: key, value: $0) } })
  }

  func refusal(_ callback: OpenIDCallback, at now: Instant = noon) async -> OpenIDRefusal? {
    do {
      _ = try await client.finish(callback, attempt: attempt, now: now)
      return nil
    } catch {
      #expect(!error.words.da.isEmpty)
      return error
    }
  }

  @Test func theWholeWay() async throws {
    // Given
    let url = try await client.signInURL(for: attempt, now: noon)
    #expect(
      url.hasPrefix("https://login.example.org/auth?tenant=1&response_type=code&client_id=brobygger&redirect_uri=https%3A%2F%2F"))
    #expect(url.contains("&code_challenge=\(attempt.challenge)&code_challenge_method=S256") && url.contains("&scope=openid&"))
    #expect(!url.contains(Base64URL.encode(attempt.verifier.bytes)))
    try provider.give(maker, claims: claims(nonce: nonce))
    // When
    let (identity, token) = try await client.finish(callback(), attempt: attempt, now: noon.plus(30))
    // Then
    #expect(identity.subject == "user-1" && identity.roles == ["worker"] && !identity.secondFactor)
    let asked = try #require(provider.state.withLock { $0.asked.first { $0.url.hasSuffix("/token") } })
    #expect(asked.headers["Authorization"] == "Basic YnJvYnlnZ2VyOnRvcHMlMjZjcmV0")
    let form = String(decoding: try #require(asked.form), as: UTF8.self)
    #expect(form.contains("code=the-code&") && form.contains("code_verifier=\(Base64URL.encode(attempt.verifier.bytes))"))
    #expect(provider.count("/keys") == 1 && provider.count("configuration") == 1)
    let out = try #require(await client.signOutURL(idToken: token, now: noon))
    #expect(out.hasPrefix("https://login.example.org/end?client_id=brobygger&id_token_hint=ey"))
    #expect(out.hasSuffix("&post_logout_redirect_uri=https%3A%2F%2Fbro.example.org%2F"))
  }

  @Test func theAttemptIsKeptInBytes() throws {
    #expect(OpenIDAttempt(stored: attempt.stored) == attempt)
    #expect(OpenIDAttempt(stored: Array(attempt.stored.dropLast())) == nil)
    // RFC 7636, appendix B: the example's verifier and challenge.
    let verifier = try #require(Base64URL.decode("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
    let example = try #require(
      OpenIDAttempt(stored: [UInt8](repeating: 0, count: 64) + verifier + [UInt8](repeating: 0, count: 8)))
    #expect(example.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    #expect("\(attempt) \(callback())" == "(attempt) (callback)")
  }

  @Test func nothingSecretIsDescribed() {
    var request = FetchRequest(url: "https://login.example.org/token?x=hidden", form: "code=hidden")
    request.headers["Authorization"] = "hidden"
    let answer = FetchAnswer(status: 200, body: Array("hidden".utf8))
    var dumped = "\(request) \(answer) \(String(reflecting: request)) \(String(describing: attempt))"
    dump(request, to: &dumped)
    dump(answer, to: &dumped)
    dump(attempt, to: &dumped)
    dump(callback(), to: &dumped)
    #expect(!dumped.contains("hidden") && !dumped.contains("bytes:") && !dumped.contains("the-code"))
  }

  @Test func anotherBrowsersAnswerIsRefused() async throws {
    try provider.give(maker, claims: claims(nonce: nonce))
    #expect(await refusal(callback(["state": nil])) == .anotherAttempt)
    #expect(await refusal(callback(["state": "another"])) == .anotherAttempt)
    #expect(await refusal(callback(["code": nil])) == .anotherAttempt)
    let state = Base64URL.encode(attempt.state.bytes)
    let double = OpenIDCallback(query: [("state", state), ("code", "a"), ("code", "b")])
    #expect(await refusal(double) == .anotherAttempt)
    #expect(await refusal(callback(), at: noon.plus(600)) == .tooLate)
    #expect(provider.count("/token") == 0)
  }

  @Test func anAnswerOfAnotherIssuerIsRefused() async throws {
    try provider.give(maker, claims: claims(nonce: nonce))
    #expect(await refusal(callback(["iss": "https://evil.example.org"])) == .anotherAttempt)
    #expect(await refusal(callback(["iss": "https://login.example.org"])) == nil)
    // A provider that says it always names itself must do so.
    provider.state.withLock { $0.discovery = FakeProvider.document(["authorization_response_iss_parameter_supported": "true"]) }
    #expect(await refusal(callback(), at: noon.plus(300)) == nil)
    let fresh = OpenIDClient(settings: settings, secret: nil, fetching: provider)
    await #expect(throws: OpenIDRefusal.anotherAttempt) { try await fresh.finish(callback(), attempt: attempt, now: noon) }
  }

  @Test(arguments: [
    ("access_denied", OpenIDRefusal.declined), ("invalid_scope", .provider(.invalidScope)), ("<script>", .provider(.other)),
  ]) func theProvidersErrorsAreTold(_ word: String, _ expected: OpenIDRefusal) async {
    #expect(await refusal(callback(["error": word, "code": nil])) == expected)
  }

  @Test(arguments: [
    (400, "{\"error\":\"invalid_grant\"}", OpenIDRefusal.code),
    (401, "{\"error\":\"invalid_client\"}", .provider(.invalidClient)),
    (400, "{\"error\":\"no such word\"}", .provider(.other)), (500, "<html>", .trouble(OpenIDTrouble(.token, .status(500)))),
    (302, "", .trouble(OpenIDTrouble(.token, .status(302)))), (200, "{}", .trouble(OpenIDTrouble(.token, .form))),
    (200, "nonsense", .trouble(OpenIDTrouble(.token, .form))), (200, "{\"id_token\":\"a.b.c\"}", .token(.form)),
  ]) func theTokenEndpointsErrorsAreTold(_ status: Int, _ body: String, _ expected: OpenIDRefusal) async {
    provider.state.withLock { $0.token = FetchAnswer(status: status, body: Array(body.utf8)) }
    #expect(await refusal(callback()) == expected)
  }

  @Test func anotherAttemptsTokenIsRefused() async throws {
    try provider.give(maker, claims: claims(nonce: "stolen"))
    #expect(await refusal(callback()) == .token(.nonce))
    try provider.give(maker, claims: claims(["groups": "[]"], nonce: nonce))
    #expect(await refusal(callback()) == .claims(.noRole))
  }

  @Test func aChangeOfKeysIsFollowedButNotForEveryForgery() async throws {
    // Given keys that are known
    try provider.give(maker, claims: claims(nonce: nonce))
    #expect(await refusal(callback()) == nil)
    // When the provider has a new key, within half a minute nothing is asked anew
    let next = TokenMaker.ec("k2")
    let rotated = TokenMaker.set([try next.entry()])
    provider.state.withLock { $0.keys = rotated }
    try provider.give(next, claims: claims(nonce: nonce))
    #expect(await refusal(callback(), at: noon.plus(29)) == .token(.key))
    #expect(provider.count("/keys") == 1)
    // Then it is after that
    #expect(await refusal(callback(), at: noon.plus(30)) == nil)
    #expect(provider.count("/keys") == 2)
    // And a hundred forged tokens make two more questions in a minute.
    try provider.give(TokenMaker.ec("k3"), claims: claims(nonce: nonce))
    for number in 0..<100 { #expect(await refusal(callback(), at: noon.plus(30 + number * 60 / 100)) == .token(.key)) }
    #expect(provider.count("/keys") == 3)
    // A key that was taken out is forgotten with it, at the latest after an hour.
    try provider.give(maker, claims: claims(nonce: nonce))
    #expect(await refusal(callback(), at: noon.plus(95)) == .token(.key))
  }

  @Test func theSameKeyIdWithAnotherKeyIsFollowedToo() async throws {
    try provider.give(maker, claims: claims(nonce: nonce))
    #expect(await refusal(callback()) == nil)
    let next = TokenMaker.ec("k1")
    let rotated = TokenMaker.set([try next.entry()])
    provider.state.withLock { $0.keys = rotated }
    try provider.give(next, claims: claims(nonce: nonce))
    #expect(await refusal(callback(), at: noon.plus(31)) == nil)
  }

  @Test func whatCannotBeAskedIsTold() async {
    provider.state.withLock { $0.trouble = .timeout }
    let refused = await refusal(callback())
    #expect(refused == .trouble(OpenIDTrouble(.discovery, .fetch(.timeout))))
    #expect(await client.signOutURL(idToken: nil, now: noon) == nil)
    await #expect(throws: OpenIDRefusal.trouble(OpenIDTrouble(.discovery, .fetch(.timeout)))) {
      try await client.signInURL(for: attempt, now: noon)
    }
  }

  static let badDocuments: [([String: String?], OpenIDTrouble.Cause)] = [
    (["issuer": "\"https://evil.example.org\""], .issuer), (["issuer": nil], .issuer), (["token_endpoint": nil], .form),
    (["token_endpoint": "\"http://login.example.org/token\""], .address), (["jwks_uri": "\"http://127.0.0.1:2/keys\""], .address),
    (["jwks_uri": "\"file:///etc/passwd\""], .address), (["authorization_endpoint": "\"javascript:alert(1)\""], .address),
    (["end_session_endpoint": "\"https://a:b@login.example.org\""], .address),
    (["code_challenge_methods_supported": "[\"plain\"]"], .unsuitable),
    (["response_types_supported": "[\"id_token\"]"], .unsuitable),
    (["id_token_signing_alg_values_supported": "[\"HS256\",\"none\"]"], .unsuitable),
  ]

  @Test(arguments: badDocuments.indices) func badDocumentsAreRefused(_ index: Int) {
    let (changes, cause) = Self.badDocuments[index]
    #expect(throws: OpenIDTrouble(.discovery, cause)) {
      try OpenIDDiscovery(Array(FakeProvider.document(changes).utf8), settings: settings)
    }
  }

  @Test(arguments: [
    ("https://a.example", true), ("http://localhost:1/x", true), ("http://127.0.0.9", true), ("http://[::1]:8/", true),
    ("http://a.example", false),
    ("http://127.0.0.1.evil.example", false), ("http://localhost.evil.example", false), ("https://u@a.example", false),
    ("https://", false),
    ("https://a.example/#x", false), ("ftp://a.example", false), ("//a.example", false), ("https://a.example\\@b", false),
    ("HTTP://127.1", false),
  ]) func addresses(_ text: String, _ allowed: Bool) { #expect(WebAddress.isAllowed(text) == allowed) }
}
