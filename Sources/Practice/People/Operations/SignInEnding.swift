import Base
import Credentials
import Foundation
import GRDB

extension SignIn {
  /// One of somebody's sessions, as his own page lists it.
  package struct OwnSession: Sendable, Hashable {
    /// Names the session in a form; opens nothing.
    package var id: String
    package var signedIn: Instant
    package var seen: Instant
    package var device: String
    package var source: String
    /// Whether it is the one that asks.
    package var isThis: Bool
  }
}

extension SignIn.Desk {
  /// Signs out: the session ends, here and for whoever else has its cookie. At a work account's own system one is signed out at the
  /// address that is returned.
  package func signOut(_ cookie: String?) async throws -> String? {
    guard let token = cookie.flatMap({ SecretToken(text: $0) }) else { return nil }
    let hash = token.hash(for: .session)
    let found = try place.state.write { db -> (String?, Data?)? in
      guard let session = try session(db, hash) else { return nil }
      let idToken = try Data.fetchOne(db, sql: "SELECT idToken FROM signin_session WHERE hash = ?", arguments: [hash.data])
      guard try end(db, "family = ?", [session.family], .signedOut) > 0 else { return nil }
      try note(db, .signOut, .taken, user: session.user, source: "")
      return (session.provider, idToken)
    }
    guard let (name, sealed) = found, let name, let provider = providers.first(where: { $0.id == name }) else { return nil }
    let idToken = opened(sealed, for: "id token").map { SecretBytes($0) }
    return await provider.client.signOutURL(idToken: idToken, now: place.now())
  }

  /// The sessions of a user that hold, the latest first.
  package func sessions(of user: String, cookie: String?) throws -> [SignIn.OwnSession] {
    let mine = cookie.flatMap { SecretToken(text: $0) }?.hash(for: .session)
    let now = place.now()
    return try place.state.read { db in
      let family = try mine.flatMap { try session(db, $0)?.family }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT family, min(signedIn) AS signedIn, max(seen) AS seen, device, source FROM signin_session
          WHERE user = ? AND ended IS NULL GROUP BY family ORDER BY seen DESC LIMIT 100
          """, arguments: [user])
      return rows.compactMap { row in
        let times = SessionTimes(
          signedIn: Instant(milliseconds: row["signedIn"]), lastSeen: Instant(milliseconds: row["seen"]))
        guard SessionRule.state(times, policy: policy.session, now: now).holds else { return nil }
        let id: Data = row["family"]
        return SignIn.OwnSession(
          id: Base64URL.encode(id), signedIn: times.signedIn, seen: times.lastSeen, device: row["device"],
          source: row["source"], isThis: id == family)
      }
    }
  }

  /// Ends one of a user's own sessions; false when he has none by that name.
  package func end(session id: String, of user: String) throws -> Bool {
    guard let family = Base64URL.decode(id) else { return false }
    return try place.state.write { db in
      guard try end(db, "family = ? AND user = ?", [Data(family), user], .elsewhere) > 0 else { return false }
      try note(db, .sessions, .ended, user: user, source: "")
      return true
    }
  }
}

extension SignIn {
  /// Ends every session of a user: he has left, is ill, or has lost a telephone. The number that ended.
  ///
  /// - Parameter cookie: A session to spare: the asker's own.
  @discardableResult
  package static func endSessions(_ place: Workplace, user: String, sparing cookie: String? = nil) throws -> Int {
    let spared = cookie.flatMap { SecretToken(text: $0) }?.hash(for: .session).data ?? Data()
    return try place.state.write { db in
      try db.execute(
        sql: """
          UPDATE signin_session SET ended = ?1, why = ?2, idToken = NULL
          WHERE user = ?3 AND ended IS NULL AND family NOT IN (SELECT family FROM signin_session WHERE hash = ?4)
          """, arguments: [place.now().milliseconds, Ending.elsewhere.rawValue, user, spared])
      let ended = db.changesCount
      try db.execute(
        sql: "INSERT INTO signin_event (at, user, what, outcome, source) VALUES (?, ?, ?, ?, '')",
        arguments: [place.now().milliseconds, user, Deed.sessions.rawValue, Outcome.ended.rawValue])
      return ended
    }
  }
}
