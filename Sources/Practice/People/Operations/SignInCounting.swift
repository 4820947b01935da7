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
    var at: Instant
    var lastOfAccount: Int64?
    var lastOfSource: Int64?
  }
}

extension SignIn.Desk {
  /// Counts an attempt, and tells whether it is tried at all. While an account waits, further attempts do not lengthen the wait.
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
    let row = try Row.fetchOne(
      db, sql: "SELECT failures, lastFailure FROM signin_account WHERE user = ?", arguments: [user])
    let (count, last) = counted(row, policy.account, now)
    reservation.lastOfAccount = last?.milliseconds
    if Lockout.waitUntil(failures: count, lastFailure: last, now: now, policy: policy.account) != nil {
      reservation.gate = .accountWaits
      return reservation
    }
    try db.execute(
      sql: "UPDATE signin_account SET failures = ?, lastFailure = ? WHERE user = ?",
      arguments: [count + 1, now.milliseconds, user])
    return reservation
  }

  /// The attempt was right: it does not count. With both factors shown, the earlier ones do not either.
  func release(_ db: Database, _ reservation: SignIn.Reservation, isComplete: Bool) throws {
    let at = reservation.at.milliseconds
    try db.execute(
      sql: """
        UPDATE signin_source SET failures = max(failures - 1, 0),
          lastFailure = CASE WHEN lastFailure = ?1 THEN coalesce(?2, lastFailure) ELSE lastFailure END WHERE source = ?3
        """, arguments: [at, reservation.lastOfSource, reservation.source])
    guard let user = reservation.user else { return }
    if isComplete {
      try db.execute(sql: "UPDATE signin_account SET failures = 0, lastFailure = NULL WHERE user = ?", arguments: [user])
    } else {
      try db.execute(
        sql: """
          UPDATE signin_account SET failures = max(failures - 1, 0),
            lastFailure = CASE WHEN lastFailure = ?1 THEN ?2 ELSE lastFailure END WHERE user = ?3
          """, arguments: [at, reservation.lastOfAccount, user])
    }
  }

  func makeAccount(_ db: Database, _ user: String) throws {
    try db.execute(sql: "INSERT OR IGNORE INTO signin_account (user) VALUES (?)", arguments: [user])
  }

  private func counted(_ row: Row?, _ policy: LockoutPolicy, _ now: Instant) -> (Int, Instant?) {
    guard let row, let last = (row["lastFailure"] as Int64?).map({ Instant(milliseconds: $0) }) else { return (0, nil) }
    return (Lockout.counted(failures: row["failures"], lastFailure: last, now: now, policy: policy), last)
  }
}
