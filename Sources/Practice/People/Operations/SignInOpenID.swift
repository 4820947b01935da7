import Base
import Credentials
import Foundation
import GRDB

extension SignIn {
  /// Another system that one can sign in with.
  package struct Provider: Sendable {
    /// Names it in addresses: letters, digits and hyphens.
    package var id: String
    /// What its button says.
    package var title: Words
    let client: OpenIDClient
    let issuer: String
    /// Whether somebody who comes for the first time may be known by his log-in name there.
    let knowsByLogin: Bool

    init(id: String, settings: OpenIDSettings, secret: SecretBytes?, fetching: any HTTPFetching) {
      self.id = id
      title = settings.title
      client = OpenIDClient(settings: settings, secret: secret, fetching: fetching)
      issuer = settings.issuer
      knowsByLogin = settings.claims.loginClaim != nil
    }
  }

  /// Where a browser is sent to sign in elsewhere.
  package enum Departure: Sendable, Hashable {
    /// The address, and the value of the cookie `signing-in`.
    case leave(address: String, cookie: String)
    case refused(Words)
  }
}

extension SignIn.Desk {
  /// Begins signing in at another system; nil when there is none of that name.
  package func depart(for id: String, next: String) async throws -> SignIn.Departure? {
    guard let provider = providers.first(where: { $0.id == id }) else { return nil }
    var random = WorkplaceRandom(next: place.random)
    let now = place.now()
    let attempt = OpenIDAttempt.begin(at: now, using: &random)
    let address: String
    do throws(OpenIDRefusal) {
      address = try await provider.client.signInURL(for: attempt, now: now)
    } catch { return .refused(error.words) }
    let token = newToken()
    let sealed = try seal(attempt.stored, for: "attempt \(id)")
    let isFull = try place.state.write { db in
      try db.execute(sql: "DELETE FROM signin_step WHERE at < ?", arguments: [now.milliseconds - SignIn.Lasting.step])
      guard try Int.fetchOne(db, sql: "SELECT count(*) FROM signin_step") ?? 0 < SignIn.Lasting.mostSteps else { return true }
      try db.execute(
        sql: "INSERT INTO signin_step (hash, at, user, next, provider, roles, sealed) VALUES (?, ?, NULL, ?, ?, '', ?)",
        arguments: [token.hash(for: .signingIn).data, now.milliseconds, next, id, sealed])
      return false
    }
    if isFull { return .refused(PasswordTrouble.busy.words) }
    return .leave(address: address, cookie: token.text)
  }

  /// Finishes signing in at another system with what it sent the browser back with. An attempt is used once.
  ///
  /// - Parameter doubled: names that the query holds more than once. The provider sends none twice: somebody else has added to it.
  package func arrive(
    from id: String, query: [String: String], doubled: Set<String> = [], cookie: String?, source: SignIn.Source,
    replacing: String?
  ) async throws -> SignIn.Step? {
    guard let provider = providers.first(where: { $0.id == id }) else { return nil }
    guard place.records.isBuilt("people") else { return .busy }
    guard let token = cookie.flatMap({ SecretToken(text: $0) }), let under = try takeAttempt(token, provider: id),
      let bytes = opened(under.sealed, for: "attempt \(id)"), let attempt = OpenIDAttempt(stored: bytes)
    else { return .again }
    guard doubled.isEmpty else {
      try place.state.write { try note($0, .provider, .wrong, user: nil, source: source.group) }
      return .again
    }
    let callback = OpenIDCallback(query: query.map { (name: $0.key, value: $0.value) })
    let identity: MappedClaims
    let idToken: SecretBytes
    do throws(OpenIDRefusal) {
      (identity, idToken) = try await provider.client.finish(callback, attempt: attempt, now: place.now())
    } catch {
      try place.state.write { try note($0, .provider, .wrong, user: nil, source: source.group) }
      return .told(error.words)
    }
    guard let user = try user(of: identity, at: provider), let person = try people.person(place, user),
      let caller = try people.caller(place, user), fits(identity, person)
    else {
      try place.state.write { try note($0, .provider, .wrong, user: nil, source: source.group) }
      return .told(SignIn.notKnownHere)
    }
    return try place.state.write { db in
      try db.execute(
        sql: "INSERT OR IGNORE INTO signin_subject (issuer, subject, user, at) VALUES (?, ?, ?, ?)",
        arguments: [identity.issuer, identity.subject, user, place.now().milliseconds])
      try note(db, .provider, .taken, user: user, source: source.group)
      if !identity.secondFactor, try account(db, user)?.secret != nil {
        return .code(cookie: try begin(db, user: user, next: under.next, provider: id, roles: identity.roles))
      }
      var opening = SignIn.Opening(
        user: user, isStrong: identity.secondFactor, caller: caller, source: source, replacing: replacing)
      opening.provider = id
      opening.roles = identity.roles
      opening.idToken = try seal(idToken.bytes, for: "id token")
      return .open(cookie: try open(db, opening), next: under.next)
    }
  }

  private func takeAttempt(_ token: SecretToken, provider: String) throws -> UnderWay? {
    try place.state.write { db in
      guard let step = try step(token, db), step.provider == provider, step.sealed != nil else { return nil }
      try db.execute(sql: "DELETE FROM signin_step WHERE hash = ?", arguments: [token.hash(for: .signingIn).data])
      return step
    }
  }

  /// Whose identity it is: by issuer and subject; the first time, where the installation allows it, by the log-in name there.
  private func user(of identity: MappedClaims, at provider: SignIn.Provider) throws -> String? {
    let known = try place.state.read { db in
      try String.fetchOne(
        db, sql: "SELECT user FROM signin_subject WHERE issuer = ? AND subject = ?",
        arguments: [identity.issuer, identity.subject])
    }
    if let known { return known }
    guard provider.knowsByLogin, let login = identity.login, let user = try people.find(place, login) else { return nil }
    let isTaken = try place.state.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT count(*) > 0 FROM signin_subject WHERE issuer = ? AND user = ?", arguments: [identity.issuer, user])
    }
    return isTaken == true ? nil : user
  }

  /// The organisation that the claims name is the user's own: by its id, or by its name.
  private func fits(_ identity: MappedClaims, _ person: SignIn.Person) -> Bool {
    [person.organisation, person.organisationName].contains(identity.organisation)
  }
}

extension SignIn {
  static let notKnownHere = Words(
    da: "Din arbejdskonto er godkendt, men du er ikke oprettet i Brobygger hos din organisation. Bed din leder om det.",
    en: "Your work account is accepted, but you are not registered in Brobygger at your organisation. Ask your manager.")
}
