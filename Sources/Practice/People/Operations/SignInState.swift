import Base
import Credentials
import Crypto
import Foundation
import GRDB
import State

extension SignIn {
  /// What signing in keeps. Passwords and tokens are hashes, secrets of one-time codes are sealed.
  package static let stateTables = [
    StateTable(
      "sign-in 1",
      """
      CREATE TABLE signin_account (
        user TEXT PRIMARY KEY, password TEXT, changed INTEGER, secret BLOB, secretAt INTEGER, lastStep INTEGER,
        recovery BLOB NOT NULL DEFAULT x'', demonstration INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
        lastFailure INTEGER) STRICT, WITHOUT ROWID;
      CREATE TABLE signin_session (
        hash BLOB PRIMARY KEY, family BLOB NOT NULL, user TEXT NOT NULL, signedIn INTEGER NOT NULL, seen INTEGER NOT NULL,
        ended INTEGER, why TEXT, rotatedFrom BLOB, rotatedAt INTEGER, strong INTEGER NOT NULL, rights BLOB NOT NULL,
        provider TEXT, roles TEXT NOT NULL, idToken BLOB, device TEXT NOT NULL, source TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX signin_session_by_user ON signin_session (user);
      CREATE INDEX signin_session_by_family ON signin_session (family);
      CREATE TABLE signin_link (
        hash BLOB PRIMARY KEY, user TEXT NOT NULL, use TEXT NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL,
        used INTEGER, clearsFactor INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX signin_link_by_user ON signin_link (user);
      CREATE TABLE signin_source (
        source TEXT PRIMARY KEY, failures INTEGER NOT NULL, lastFailure INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE signin_step (
        hash BLOB PRIMARY KEY, at INTEGER NOT NULL, user TEXT, next TEXT NOT NULL, provider TEXT, roles TEXT NOT NULL,
        sealed BLOB) STRICT, WITHOUT ROWID;
      CREATE TABLE signin_subject (
        issuer TEXT NOT NULL, subject TEXT NOT NULL, user TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (issuer, subject)) STRICT, WITHOUT ROWID;
      CREATE TABLE signin_event (
        number INTEGER PRIMARY KEY, at INTEGER NOT NULL, user TEXT NOT NULL, what TEXT NOT NULL, outcome TEXT NOT NULL,
        source TEXT NOT NULL) STRICT;
      CREATE INDEX signin_event_by_user ON signin_event (user, number);
      """),
    StateTable(
      "sign-in 2",
      """
      CREATE TABLE signin_known (
        user TEXT NOT NULL, source TEXT NOT NULL, at INTEGER NOT NULL, failures INTEGER NOT NULL, lastFailure INTEGER,
        PRIMARY KEY (user, source)) STRICT, WITHOUT ROWID;
      CREATE INDEX signin_known_by_at ON signin_known (at);
      """),
  ]

  /// What happens when somebody signs in. Stored as text.
  package enum Deed: String, Sendable, CaseIterable {
    case password, code, recovery, provider, link, linkMade, signOut, sessions, factor, codes, change
  }

  /// What came of it. Stored as text.
  package enum Outcome: String, Sendable, CaseIterable {
    case taken, wrong, waiting, replayed, busy, ended
  }

  /// One line of the log of signing in: who, when, what came of it; never what was typed.
  package struct Event: Sendable, Hashable {
    package var at: Instant
    /// Empty when there is no such user.
    package var user: String
    package var deed: Deed
    package var outcome: Outcome
    package var source: String
  }

  /// How long things are kept, in milliseconds.
  enum Lasting {
    /// An ended session, so that what is sent with it is kept for its user.
    static let ended: Int64 = 86_400_000
    /// A sign-in under way.
    static let step: Int64 = 600_000
    /// So many may be under way at a time: each departure to another system is one, and anybody can ask for it.
    static let mostSteps = 20_000
    /// Used and expired links.
    static let link: Int64 = 30 * 86_400_000
    /// A source that somebody has signed in from.
    static let known: Int64 = 90 * 86_400_000
    /// The log of signing in.
    static let event: Int64 = 2 * 366 * 86_400_000
    /// How long an old token is taken after its successor, for requests on their way.
    static let overlap: Int64 = 10_000
    /// When a successor that never came back is made again.
    static let successor: Int64 = 60_000
  }
}

extension SignIn.Desk {
  func note(
    _ db: Database, _ deed: SignIn.Deed, _ outcome: SignIn.Outcome, user: String?, source: String
  ) throws {
    try db.execute(
      sql: "INSERT INTO signin_event (at, user, what, outcome, source) VALUES (?, ?, ?, ?, ?)",
      arguments: [place.now().milliseconds, user ?? "", deed.rawValue, outcome.rawValue, source])
  }

  /// One line a minute, however many log-ins a source sends.
  func noteFlood(_ db: Database, source: String) throws {
    let isNoted = try Bool.fetchOne(
      db,
      sql: """
        SELECT count(*) > 0 FROM (SELECT * FROM signin_event ORDER BY number DESC LIMIT 100)
        WHERE source = ? AND outcome = 'waiting' AND at > ?
        """, arguments: [source, place.now().milliseconds - 60_000])
    if isNoted != true { try note(db, .password, .waiting, user: nil, source: source) }
  }

  func seal(_ bytes: [UInt8], for use: String) throws -> Data? {
    try AES.GCM.seal(bytes, using: place.secrets.state, authenticating: Array("sign-in \(use)".utf8)).combined
  }

  func opened(_ sealed: Data?, for use: String) -> [UInt8]? {
    guard let sealed, let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
    let content = try? AES.GCM.open(box, using: place.secrets.state, authenticating: Array("sign-in \(use)".utf8))
    return content.map { Array($0) }
  }

  /// Forgets what is no longer of use. Called when somebody signs in, and by the ticker.
  package func forget() throws {
    try place.state.write { try forget($0) }
  }

  /// The same for the ticker.
  package var forgetting: Forgetting { Forgetting(feature: "sign-in") { [self] _ in try forget() } }

  func forget(_ db: Database) throws {
    let now = place.now().milliseconds
    let longest = Int64(policy.session.absolute) * 1000 + SignIn.Lasting.ended
    try db.execute(sql: "DELETE FROM signin_session WHERE signedIn < ?", arguments: [now - longest])
    try db.execute(sql: "DELETE FROM signin_step WHERE at < ?", arguments: [now - SignIn.Lasting.step])
    try db.execute(sql: "DELETE FROM signin_link WHERE expires < ?", arguments: [now - SignIn.Lasting.link])
    let source = now - Int64(policy.source.forgottenAfter) * 1000
    try db.execute(sql: "DELETE FROM signin_source WHERE lastFailure < ?", arguments: [source])
    try db.execute(sql: "DELETE FROM signin_known WHERE at < ?", arguments: [now - SignIn.Lasting.known])
    try db.execute(sql: "DELETE FROM signin_event WHERE at < ?", arguments: [now - SignIn.Lasting.event])
  }
}

extension SignIn {
  /// The log of signing in, newest first: of one user, or of everybody.
  package static func events(_ place: Workplace, user: String? = nil, limit: Int = 50) throws -> [Event] {
    try place.state.read { db in
      let rows = try Row.fetchAll(
        db,
        sql:
          "SELECT at, user, what, outcome, source FROM signin_event WHERE ?1 IS NULL OR user = ?1 ORDER BY number DESC LIMIT ?2",
        arguments: [user, min(max(limit, 1), 500)])
      return rows.compactMap { row in
        guard let deed = Deed(rawValue: row["what"]), let outcome = Outcome(rawValue: row["outcome"]) else { return nil }
        return Event(
          at: Instant(milliseconds: row["at"]), user: row["user"], deed: deed, outcome: outcome, source: row["source"])
      }
    }
  }
}

extension TokenHash {
  var data: Data { Data(bytes) }
}
