import Base
import Foundation

/// Signing in at one OpenID Connect provider: authorisation code with PKCE S256, state and nonce.
///
/// The discovery document and the keys are kept for an hour. A token that is signed with an unknown key, or wrongly, has the keys
/// fetched again, at most every 30 seconds: so a change of keys is followed, and a forger cannot make us ask all the time.
package actor OpenIDClient {
  /// How the provider is used.
  package let settings: OpenIDSettings
  private let secret: SecretBytes?
  private let fetching: any HTTPFetching
  private var discovery: (document: OpenIDDiscovery, at: Instant)?
  private var keys: (set: OpenIDKeys, at: Instant)?

  private static let longest: Int64 = 3_600_000
  private static let shortest: Int64 = 30_000

  /// A client.
  ///
  /// - Parameter secret: The client's secret in UTF-8; nil for a public client.
  package init(settings: OpenIDSettings, secret: SecretBytes?, fetching: any HTTPFetching) {
    self.settings = settings
    self.secret = secret
    self.fetching = fetching
  }

  /// Where to send the browser for an attempt.
  package func signInURL(for attempt: OpenIDAttempt, now: Instant) async throws(OpenIDRefusal) -> String {
    let document = try await document(now)
    var fields = [
      ("response_type", "code"), ("client_id", settings.client), ("redirect_uri", settings.redirect),
      ("scope", settings.scopes.joined(separator: " ")), ("state", Base64URL.encode(attempt.state.bytes)),
      ("nonce", Base64URL.encode(attempt.nonce.bytes)), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
    ]
    if !settings.levels.isEmpty { fields.append(("acr_values", settings.levels.joined(separator: " "))) }
    return WebAddress.adding(fields, to: document.authorization)
  }

  /// Finishes an attempt: checks the answer, exchanges the code, verifies the token and says what its claims mean.
  package func finish(
    _ callback: OpenIDCallback, attempt: OpenIDAttempt, now: Instant
  ) async throws(OpenIDRefusal) -> (identity: MappedClaims, idToken: SecretBytes) {
    guard let state = callback.state, ConstantTime.equal(state, Base64URL.encode(attempt.state.bytes)) else {
      throw .anotherAttempt
    }
    let age = now.milliseconds - attempt.began.milliseconds
    guard age < Int64(settings.attempt) * 1_000 else { throw .tooLate }
    let document = try await document(now)
    if document.namesIssuer || callback.issuer != nil, callback.issuer != settings.issuer { throw .anotherAttempt }
    if let error = callback.error {
      if error == "access_denied" { throw .declined }
      throw .provider(OpenIDProviderError(rawValue: error) ?? .other)
    }
    guard let code = callback.code, !code.isEmpty else { throw .anotherAttempt }
    let token = try await exchange(code, attempt: attempt, document: document)
    let claims = try await verify(token, attempt: attempt, document: document, now: now)
    do { return (try settings.claims.map(claims), SecretBytes(Array(token.utf8))) } catch { throw .claims(error) }
  }

  /// Where to send the browser to sign out at the provider too; nil when the provider has no such place or cannot be asked.
  ///
  /// - Parameter idToken: The token that ``finish(_:attempt:now:)`` gave. Without it some providers ask the person first; with it
  ///   the person's name may stand in the address, so hand it in only where the provider's server keeps no such log.
  package func signOutURL(idToken: SecretBytes?, now: Instant) async -> String? {
    guard let address = try? await document(now).endSession else { return nil }
    var fields = [("client_id", settings.client)]
    if let idToken { fields.append(("id_token_hint", String(decoding: idToken.bytes, as: UTF8.self))) }
    if let back = settings.signedOut { fields.append(("post_logout_redirect_uri", back)) }
    return WebAddress.adding(fields, to: address)
  }

  // MARK: Asking the provider

  private func exchange(
    _ code: String, attempt: OpenIDAttempt, document: OpenIDDiscovery
  ) async throws(OpenIDRefusal) -> String {
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect),
      ("code_verifier", Base64URL.encode(attempt.verifier.bytes)),
    ]
    var basic: String?
    if let secret, document.takesBasic {
      basic = OpenIDClient.basic(settings.client, String(decoding: secret.bytes, as: UTF8.self))
    } else {
      fields.append(("client_id", settings.client))
      if let secret { fields.append(("client_secret", String(decoding: secret.bytes, as: UTF8.self))) }
    }
    var request = FetchRequest(url: document.token, form: PercentText.form(fields))
    request.headers["Authorization"] = basic
    let answer: FetchAnswer
    do { answer = try await fetching.fetch(request) } catch { throw .trouble(OpenIDTrouble(.token, .fetch(error))) }
    return try OpenIDClient.idToken(in: answer)
  }

  /// HTTP Basic with both parts encoded as form fields first (RFC 6749, section 2.3.1).
  private static func basic(_ client: String, _ secret: String) -> String {
    let pair = "\(PercentText.encode(client)):\(PercentText.encode(secret))"
    return "Basic \(Data(pair.utf8).base64EncodedString())"
  }

  private static func idToken(in answer: FetchAnswer) throws(OpenIDRefusal) -> String {
    let tree = try? JSONTree.parse(answer.body)
    guard answer.status == 200 else {
      let word = tree?["error"]?.text
      // The standard's word, and Glewlwyd's own for the same.
      if word == "invalid_grant" || word == "invalid_code" { throw .code }
      if let word, (400..<500).contains(answer.status) { throw .provider(OpenIDProviderError(rawValue: word) ?? .other) }
      throw .trouble(OpenIDTrouble(.token, .status(answer.status)))
    }
    guard let token = tree?["id_token"]?.text else { throw .trouble(OpenIDTrouble(.token, .form)) }
    return token
  }

  private func verify(
    _ token: String, attempt: OpenIDAttempt, document: OpenIDDiscovery, now: Instant
  ) async throws(OpenIDRefusal) -> VerifiedClaims {
    let wanted = IDTokenExpectation(
      issuer: settings.issuer, client: settings.client, nonce: Base64URL.encode(attempt.nonce.bytes),
      algorithms: settings.algorithms, skew: settings.skew)
    let known = try await keySet(document, notOlderThan: OpenIDClient.longest, now: now)
    do {
      return try await IDToken.verify(token, expecting: wanted, keys: known, now: now)
    } catch {
      guard error == .key || error == .signature else { throw .token(error) }
    }
    let fresh = try await keySet(document, notOlderThan: OpenIDClient.shortest, now: now)
    do {
      return try await IDToken.verify(token, expecting: wanted, keys: fresh, now: now)
    } catch { throw .token(error) }
  }

  private func document(_ now: Instant) async throws(OpenIDRefusal) -> OpenIDDiscovery {
    if let discovery, isFresh(discovery.at, longest: OpenIDClient.longest, now: now) { return discovery.document }
    do throws(OpenIDTrouble) {
      let body = try await get(OpenIDDiscovery.address(of: settings.issuer), .discovery)
      let document = try OpenIDDiscovery(body, settings: settings)
      discovery = (document, now)
      return document
    } catch { throw .trouble(error) }
  }

  private func keySet(
    _ document: OpenIDDiscovery, notOlderThan longest: Int64, now: Instant
  ) async throws(OpenIDRefusal) -> OpenIDKeys {
    if let keys, isFresh(keys.at, longest: longest, now: now) { return keys.set }
    do throws(OpenIDTrouble) {
      let set = try OpenIDKeys(try await get(document.keys, .keys))
      keys = (set, now)
      return set
    } catch { throw .trouble(error) }
  }

  private func isFresh(_ moment: Instant, longest: Int64, now: Instant) -> Bool {
    (0..<longest).contains(now.milliseconds - moment.milliseconds)
  }

  private func get(_ address: String, _ part: OpenIDTrouble.Part) async throws(OpenIDTrouble) -> [UInt8] {
    let answer: FetchAnswer
    do { answer = try await fetching.fetch(FetchRequest(url: address)) } catch { throw OpenIDTrouble(part, .fetch(error)) }
    guard answer.status == 200 else { throw OpenIDTrouble(part, .status(answer.status)) }
    return answer.body
  }
}
