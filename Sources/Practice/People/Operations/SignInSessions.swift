import Base
import Credentials
import Crypto
import Foundation
import GRDB
import PracticeRules

extension SignIn {
  /// What a session begins with.
  struct Opening {
    var user: String
    /// Whether a second factor was shown, here or at another system.
    var isStrong: Bool
    var caller: Access.Caller
    var source: Source
    /// The cookie of the session that ends with this one.
    var replacing: String?
    /// The other system that was signed in with, and the roles that it gives for as long as the session lasts.
    var provider: String?
    var roles: [String] = []
    var idToken: Data?

    init(user: String, isStrong: Bool, caller: Access.Caller, source: Source, replacing: String?) {
      self.user = user
      self.isStrong = isStrong
      self.caller = caller
      self.source = source
      self.replacing = replacing
    }
  }

  /// Why a session ended. Stored as text.
  enum Ending: String {
    case signedOut, elsewhere, credentials, rotated, left

    /// Whether what is sent with it afterwards is kept for its user: not when it may have been in somebody else's hands.
    var keepsDrafts: Bool { self == .signedOut || self == .rotated }
  }

  /// A session as it is stored.
  struct Session {
    var hash: TokenHash
    var family: Data
    var user: String
    var times: SessionTimes
    var why: Ending?
    var rotatedFrom: Data?
    var rotatedAt: Instant?
    var isStrong: Bool
    var rights: Data
    var roles: [String]
    var provider: String?
  }
}

extension SignIn.Desk {
  /// Who a request comes from, by its cookie `session`. Writes at most once a minute for a session.
  package func standing(session cookie: String?, source: SignIn.Source) throws -> Access.Standing {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }) else { return .nobody }
    let hash = token.hash(for: .session)
    guard let session = try place.state.read({ try self.session($0, hash) }) else { return .nobody }
    let now = place.now()
    guard holds(session, now) else { return ended(session) }
    guard place.records.isBuilt("people") else { return .preparing(user: session.user) }
    guard var caller = try people.caller(place, session.user), let person = try people.person(place, session.user) else {
      _ = try place.state.write { try end($0, "hash = ?", [hash.data], .left) }
      return .nobody
    }
    let rights = SignIn.rights(caller)
    caller.roles.formUnion(session.roles)
    let cookie = try keepUp(session, rights: rights, source: source, now: now)
    var secondsLeft: Int?
    if case .warn(let left) = SessionRule.state(session.times, policy: policy.session, now: now) { secondsLeft = left }
    let visitor = Access.Visitor(
      caller: caller, name: person.name, organisation: person.organisationName, formToken: formToken(session.family),
      secondsLeft: secondsLeft, isComplete: session.isStrong || !policy.requiresSecondFactor, newSession: cookie)
    return .signedIn(visitor)
  }

  private func holds(_ session: SignIn.Session, _ now: Instant) -> Bool {
    if SessionRule.state(session.times, policy: policy.session, now: now).holds { return true }
    guard session.why == .rotated, let at = session.times.revoked else { return false }
    var before = session.times
    before.revoked = nil
    return now.milliseconds - at.milliseconds < SignIn.Lasting.overlap
      && SessionRule.state(before, policy: policy.session, now: now).holds
  }

  private func ended(_ session: SignIn.Session) -> Access.Standing {
    let keeps = session.why?.keepsDrafts ?? true
    return keeps ? .ended(user: session.user) : .nobody
  }

  /// Writes what a request changes: the moment it was seen, the end of the token before this one, a new token for new rights.
  private func keepUp(
    _ session: SignIn.Session, rights: Data, source: SignIn.Source, now: Instant
  ) throws -> String? {
    let isNew = session.rights != rights && session.times.revoked == nil
    let isAsked = session.rotatedAt.map { now.milliseconds - $0.milliseconds < SignIn.Lasting.successor } ?? false
    let touches = SessionRule.shouldTouch(session.times, policy: policy.session, now: now) && session.times.revoked == nil
    guard touches || session.rotatedFrom != nil || (isNew && !isAsked) else { return nil }
    return try place.state.write { db in
      if touches {
        try db.execute(
          sql: "UPDATE signin_session SET seen = max(seen, ?) WHERE hash = ?",
          arguments: [now.milliseconds, session.hash.data])
      }
      if let before = session.rotatedFrom {
        try end(db, "hash = ?", [before], .rotated)
        try db.execute(sql: "UPDATE signin_session SET rotatedFrom = NULL WHERE hash = ?", arguments: [session.hash.data])
      }
      return isNew && !isAsked ? try rotate(db, session, rights: rights, isStrong: session.isStrong) : nil
    }
  }

  /// A new token for a session; the old one ends when the new one comes back.
  private func rotate(_ db: Database, _ session: SignIn.Session, rights: Data, isStrong: Bool) throws -> String {
    let token = newToken()
    let now = place.now().milliseconds
    try db.execute(
      sql: """
        INSERT INTO signin_session (hash, family, user, signedIn, seen, rotatedFrom, strong, rights, provider, roles, idToken,
          device, source)
        SELECT ?1, family, user, signedIn, ?2, hash, ?3, ?4, provider, roles, idToken, device, source
        FROM signin_session WHERE hash = ?5
        """, arguments: [token.hash(for: .session).data, now, isStrong, rights, session.hash.data])
    try db.execute(sql: "UPDATE signin_session SET rotatedAt = ? WHERE hash = ?", arguments: [now, session.hash.data])
    return token.text
  }

  /// After a new password or second factor: a new token now, and the user's other sessions end.
  func renew(_ db: Database, _ cookie: String?, isStrong: Bool) throws -> String? {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }), let session = try session(db, token.hash(for: .session)) else {
      return nil
    }
    let new = try rotate(db, session, rights: session.rights, isStrong: isStrong)
    let kept = SecretToken(text: new)?.hash(for: .session).data ?? Data()
    try end(db, "user = ? AND hash <> ?", [session.user, kept], .credentials)
    try db.execute(sql: "UPDATE signin_session SET rotatedFrom = NULL WHERE hash = ?", arguments: [kept])
    return new
  }

  /// A session of somebody who has just signed in, under a token that nobody has had before.
  func open(_ db: Database, _ opening: SignIn.Opening) throws -> String {
    try forget(db)
    if opening.isStrong || !policy.requiresSecondFactor { try know(db, user: opening.user, source: opening.source.group) }
    if let old = opening.replacing.flatMap({ SecretToken(text: $0) }) {
      try end(db, "hash = ?", [old.hash(for: .session).data], .signedOut)
    }
    let token = newToken()
    var random = WorkplaceRandom(next: place.random)
    let family = Data(SecretBytes.random(count: 16, using: &random).bytes)
    let now = place.now().milliseconds
    try db.execute(
      sql: """
        INSERT INTO signin_session (hash, family, user, signedIn, seen, strong, rights, provider, roles, idToken, device, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        token.hash(for: .session).data, family, opening.user, now, now, opening.isStrong, SignIn.rights(opening.caller),
        opening.provider, opening.roles.joined(separator: ","), opening.idToken, opening.source.device, opening.source.group,
      ])
    return token.text
  }

  /// What stands in the forms of one sign-in: it outlives a new token, so that forms in other windows can still be sent.
  private func formToken(_ family: Data) -> String {
    var code = HMAC<SHA256>(key: place.secrets.state)
    code.update(data: Array("sign-in form token".utf8))
    code.update(data: family)
    return Base64URL.encode(code.finalize())
  }

  func session(_ db: Database, _ hash: TokenHash) throws -> SignIn.Session? {
    let sql = """
      SELECT family, user, signedIn, seen, ended, why, rotatedFrom, rotatedAt, strong, rights, roles, provider
      FROM signin_session WHERE hash = ?
      """
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [hash.data]) else { return nil }
    func instant(_ column: String) -> Instant? { (row[column] as Int64?).map { Instant(milliseconds: $0) } }
    let times = SessionTimes(
      signedIn: Instant(milliseconds: row["signedIn"]), lastSeen: Instant(milliseconds: row["seen"]), revoked: instant("ended"))
    return SignIn.Session(
      hash: hash, family: row["family"], user: row["user"], times: times,
      why: (row["why"] as String?).flatMap { SignIn.Ending(rawValue: $0) }, rotatedFrom: row["rotatedFrom"],
      rotatedAt: instant("rotatedAt"), isStrong: row["strong"], rights: row["rights"],
      roles: (row["roles"] as String).split(separator: ",").map(String.init), provider: row["provider"])
  }

  /// Ends the sessions that a condition names, those that have not ended yet.
  @discardableResult
  func end(_ db: Database, _ condition: String, _ arguments: [any DatabaseValueConvertible], _ why: SignIn.Ending) throws -> Int {
    let all: [any DatabaseValueConvertible] = [place.now().milliseconds, why.rawValue] + arguments
    try db.execute(
      sql: "UPDATE signin_session SET ended = ?, why = ?, idToken = NULL WHERE ended IS NULL AND \(condition)",
      arguments: StatementArguments(all))
    return db.changesCount
  }
}

extension SignIn {
  /// A digest of what somebody may: another one means that rights were given or taken.
  static func rights(_ caller: Access.Caller) -> Data {
    let parts = [[caller.organisation], caller.roles.sorted(), caller.teams.sorted(), caller.programmes.sorted()]
    let text = parts.map { $0.joined(separator: ",") }.joined(separator: ";")
    return Data(SHA256.hash(data: Array(text.utf8)))
  }
}
