import Base
import Credentials
import Foundation
import GRDB

extension SignIn {
  /// One attempt, counted as wrong until it is known to be right: fifty guesses at once are counted before the first is answered.
  struct Reservation: Sendable {
    enum Gate: Sendable { case open, accountWaits, sourceWaits }

    var gate: Gate
    var user: String?
    var source: String
    /// Whether the user has signed in from this source before: then it has a count of its own.
    var isKnown = false
    var at: Instant
    var lastOfAccount: Int64?
    var lastOfSource: Int64?
  }
}

extension SignIn.Desk {
  /// Counts an attempt, and tells whether it is tried at all. While an account waits, further attempts do not lengthen the wait.
  ///
  /// A source that a user has signed in from with everything that is asked for has a count of its own for that account: it does not
  /// wait for the guesses of strangers, who share the account's count.
  func reserve(_ db: Database, user: String?, source: String) throws -> SignIn.Reservation {
    let now = place.now()
    var reservation = SignIn.Reservation(gate: .open, user: user, source: source, at: now)
    let from = try Row.fetchOne(
      db, sql: "SELECT failures, lastFailure FROM signin_source WHERE source = ?", arguments: [source])
    let (sourceCount, sourceLast) = counted(from, policy.source, now)
    reservation.lastOfSource = sourceLast?.milliseconds
    if Lockout.waitUntil(failures: sourceCount, lastFailure: sourceLast, now: now, policy: policy.source) != nil {
      reservation.gate = .sourceWaits
      return reservation
    }
    try db.execute(
      sql: "INSERT OR REPLACE INTO signin_source (source, failures, lastFailure) VALUES (?, ?, ?)",
      arguments: [source, sourceCount + 1, now.milliseconds])
    guard let user else { return reservation }
    try makeAccount(db, user)
    let own = try Row.fetchOne(
      db, sql: "SELECT failures, lastFailure FROM signin_known WHERE user = ? AND source = ?", arguments: [user, source])
    reservation.isKnown = own != nil
    let shared = try Row.fetchOne(
      db, sql: "SELECT failures, lastFailure FROM signin_account WHERE user = ?", arguments: [user])
    let row = own ?? shared
    let (count, last) = counted(row, policy.account, now)
    reservation.lastOfAccount = last?.milliseconds
    if Lockout.waitUntil(failures: count, lastFailure: last, now: now, policy: policy.account) != nil {
      reservation.gate = .accountWaits
      return reservation
    }
    if reservation.isKnown {
      try db.execute(
        sql: "UPDATE signin_known SET failures = ?, lastFailure = ? WHERE user = ? AND source = ?",
        arguments: [count + 1, now.milliseconds, user, source])
    } else {
      try db.execute(
        sql: "UPDATE signin_account SET failures = ?, lastFailure = ? WHERE user = ?",
        arguments: [count + 1, now.milliseconds, user])
    }
    return reservation
  }

  /// The attempt was right: it does not count. With both factors shown, the earlier ones of the same count do not either; those of
  /// strangers go on counting when it was a known source that was right.
  func release(_ db: Database, _ reservation: SignIn.Reservation, isComplete: Bool) throws {
    let at = reservation.at.milliseconds
    try db.execute(
      sql: """
        UPDATE signin_source SET failures = max(failures - 1, 0),
          lastFailure = CASE WHEN lastFailure = ?1 THEN coalesce(?2, lastFailure) ELSE lastFailure END WHERE source = ?3
        """, arguments: [at, reservation.lastOfSource, reservation.source])
    guard let user = reservation.user else { return }
    let count = reservation.isKnown ? "signin_known" : "signin_account"
    let only = reservation.isKnown ? "user = ?1 AND source = ?2" : "user = ?1 AND ?2 IS NOT NULL"
    if isComplete {
      try db.execute(
        sql: "UPDATE \(count) SET failures = 0, lastFailure = NULL WHERE \(only)", arguments: [user, reservation.source])
    } else {
      try db.execute(
        sql: """
          UPDATE \(count) SET failures = max(failures - 1, 0),
            lastFailure = CASE WHEN lastFailure = ?3 THEN ?4 ELSE lastFailure END WHERE \(only)
          """, arguments: [user, reservation.source, at, reservation.lastOfAccount])
    }
  }

  /// Remembers that a user has signed in from a source with everything that is asked for.
  func know(_ db: Database, user: String, source: String) throws {
    try db.execute(
      sql: """
        INSERT INTO signin_known (user, source, at, failures) VALUES (?, ?, ?, 0)
        ON CONFLICT (user, source) DO UPDATE SET at = excluded.at
        """, arguments: [user, source, place.now().milliseconds])
  }

  func makeAccount(_ db: Database, _ user: String) throws {
    try db.execute(sql: "INSERT OR IGNORE INTO signin_account (user) VALUES (?)", arguments: [user])
  }

  private func counted(_ row: Row?, _ policy: LockoutPolicy, _ now: Instant) -> (Int, Instant?) {
    guard let row, let last = (row["lastFailure"] as Int64?).map({ Instant(milliseconds: $0) }) else { return (0, nil) }
    return (Lockout.counted(failures: row["failures"], lastFailure: last, now: now, policy: policy), last)
  }
}
