import Base
import Foundation
import GRDB
import PracticeRules
import State

/// Mails to staff that say no more than that there is something for them.
///
/// At least once: when the program stops after the server took a mail and before that is written down, it is sent again, with the
/// same Message-ID, by which mail programs know it. Several things for one person that wait together become one mail.
package struct Outbox: Sendable {
  /// One mail.
  package struct Mail: Hashable, Sendable {
    package var to: String
    /// The part of the Message-ID before the `@`: it follows from the key of what the mail is about.
    package var id: String
    package var created: Instant
  }

  /// What came of sending.
  package enum Result: Hashable, Sendable {
    case sent
    /// To be tried again; with a code, such as `connect` or `server 451`.
    case later(String)
    /// The server cannot be used by anybody now: the other mails wait too.
    case down(String)
    /// Never to be tried again: the server does not know the recipient.
    case refused(String)
  }

  package let send: @Sendable (Mail) async -> Result

  package init(send: @escaping @Sendable (Mail) async -> Result) { self.send = send }

  /// So many recipients get mail in one tick.
  private static let perTick = 50
  /// After so long it is given up, and the health page says so.
  private static let giveUpAfter: Int64 = 3 * 86_400_000

  /// Minutes until the next attempt: 1, 2, 4 … at most six hours.
  package static func wait(after attempts: Int) -> Int { min(360, 1 << min(max(attempts - 1, 0), 9)) }
}

// MARK: - Sending

extension Outbox {
  /// Sends what waits.
  ///
  /// - Returns: how many mails the server took.
  func sendDue(_ place: Workplace, _ directory: Tasks.Directory) async throws -> Int {
    let now = place.now()
    var sent = 0
    for recipient in try Self.waiting(place, now) {
      guard let first = try Self.first(place, recipient, now) else { continue }
      guard let address = try directory.email(place, recipient), MailAddress.isSound(address) else {
        try Self.mark(place, recipient, "refused", code: "no address", at: now)
        continue
      }
      let id = first.key.prefix(16).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      switch await send(Mail(to: address, id: id, created: first.created)) {
      case .sent:
        try Self.mark(place, recipient, "sent", code: nil, at: now)
        sent += 1
      case .refused(let code): try Self.mark(place, recipient, "refused", code: code, at: now)
      case .later(let code): try Self.postpone(place, recipient, code, first, at: now)
      case .down(let code):
        try Self.postpone(place, recipient, code, first, at: now)
        return sent
      }
    }
    return sent
  }

  private static func waiting(_ place: Workplace, _ now: Instant) throws -> [String] {
    try place.state.read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT recipient FROM outbox_mail WHERE state = 'waiting' AND next <= ? GROUP BY recipient
          ORDER BY MIN(created), recipient LIMIT ?
          """,
        arguments: [now.milliseconds, perTick])
    }
  }

  /// The mail that stands for all that wait: the oldest.
  private static func first(
    _ place: Workplace, _ recipient: String, _ now: Instant
  ) throws -> (key: [UInt8], created: Instant, attempts: Int)? {
    try place.state.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT key, created, attempts FROM outbox_mail WHERE recipient = ? AND state = 'waiting' AND next <= ?
          ORDER BY created, key LIMIT 1
          """,
        arguments: [recipient, now.milliseconds]
      ).map { (Array($0["key"] as Data), Instant(milliseconds: $0["created"]), $0["attempts"]) }
    }
  }

  /// One mail says it for all that waited with it.
  private static func mark(_ place: Workplace, _ recipient: String, _ state: String, code: String?, at now: Instant) throws {
    try place.state.write { db in
      try db.execute(
        sql: """
          UPDATE outbox_mail SET state = ?, code = ?, attempts = attempts + 1, sent = ?
          WHERE recipient = ? AND state = 'waiting' AND next <= ?
          """,
        arguments: [state, code, state == "sent" ? now.milliseconds : nil, recipient, now.milliseconds])
    }
  }

  private static func postpone(
    _ place: Workplace, _ recipient: String, _ code: String, _ first: (key: [UInt8], created: Instant, attempts: Int),
    at now: Instant
  ) throws {
    if now.milliseconds - first.created.milliseconds >= giveUpAfter {
      return try mark(place, recipient, "failed", code: code, at: now)
    }
    let next = now.milliseconds + Int64(wait(after: first.attempts + 1)) * 60_000
    try place.state.write { db in
      try db.execute(
        sql: """
          UPDATE outbox_mail SET attempts = attempts + 1, code = ?, next = ?
          WHERE recipient = ? AND state = 'waiting' AND next <= ?
          """,
        arguments: [code, next, recipient, now.milliseconds])
    }
  }
}

// MARK: - Queueing

extension Outbox {
  /// A mail that waits for its act to be in the journal.
  static func hold(_ db: Database, key: [UInt8], thing: [UInt8], recipient: String, at now: Instant) throws {
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO outbox_mail (key, thing, recipient, state, created, next, attempts) VALUES (?, ?, ?, 'held', ?, ?, 0)
        """,
      arguments: [Data(key), Data(thing), recipient, now.milliseconds, now.milliseconds])
  }

  static func release(_ db: Database, thing: [UInt8]) throws {
    try db.execute(sql: "UPDATE outbox_mail SET state = 'waiting' WHERE thing = ? AND state = 'held'", arguments: [Data(thing)])
  }

  static func drop(_ db: Database, thing: [UInt8]) throws {
    try db.execute(sql: "DELETE FROM outbox_mail WHERE thing = ? AND state = 'held'", arguments: [Data(thing)])
  }
}
