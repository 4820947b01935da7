import Base
import GRDB
import PracticeRules
import State

/// How ticker and outbox are doing, for those who keep the system.
package struct TickerHealth: Hashable, Sendable {
  /// The last tick; nil when there has been none.
  package var lastTick: Instant?
  /// What could not be done with it, as codes.
  package var trouble: String?
  /// False where no mail is configured: then nothing is queued.
  package var isMailConfigured: Bool
  /// Mails that wait, were sent, were refused by the server, and were given up.
  package var waiting: Int
  package var sent: Int
  package var refused: Int
  package var failed: Int
  /// The last code of a mail that waits or was not taken.
  package var lastCode: String?

  package static func read(_ place: Workplace) throws -> TickerHealth {
    try place.state.read { db in
      let tick = try Row.fetchOne(db, sql: "SELECT at, mail, trouble FROM ticker_tick")
      var counts: [String: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, COUNT(*) AS n FROM outbox_mail GROUP BY state") {
        counts[row["state"]] = row["n"]
      }
      let code = try String.fetchOne(
        db, sql: "SELECT code FROM outbox_mail WHERE code IS NOT NULL AND state <> 'sent' ORDER BY next DESC LIMIT 1")
      return TickerHealth(
        lastTick: tick.map { Instant(milliseconds: $0["at"]) }, trouble: tick?["trouble"],
        isMailConfigured: tick.map { $0["mail"] != 0 } ?? false, waiting: (counts["waiting"] ?? 0) + (counts["held"] ?? 0),
        sent: counts["sent"] ?? 0, refused: counts["refused"] ?? 0, failed: counts["failed"] ?? 0, lastCode: code)
    }
  }
}
