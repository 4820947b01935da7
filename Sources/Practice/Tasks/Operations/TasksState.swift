import GRDB
import PracticeRules
import State

extension Tasks {
  /// What the ticker has done, and mails that wait. Keys are keyed digests: nothing here names a citizen.
  package static let stateTables = [
    StateTable(
      "tasks 1",
      """
      CREATE TABLE ticker_run (
        key BLOB PRIMARY KEY, feature TEXT NOT NULL, act BLOB NOT NULL, state TEXT NOT NULL, code TEXT, at INTEGER NOT NULL)
        STRICT, WITHOUT ROWID;
      CREATE INDEX ticker_run_by_state ON ticker_run (state) WHERE state <> 'done';
      CREATE TABLE ticker_tick (
        one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, did INTEGER NOT NULL, mail INTEGER NOT NULL, trouble TEXT)
        STRICT;
      CREATE TABLE outbox_mail (
        key BLOB PRIMARY KEY, thing BLOB NOT NULL, recipient TEXT NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL,
        next INTEGER NOT NULL, attempts INTEGER NOT NULL, code TEXT, sent INTEGER) STRICT, WITHOUT ROWID;
      CREATE INDEX outbox_mail_by_state ON outbox_mail (state, next);
      CREATE INDEX outbox_mail_by_recipient ON outbox_mail (recipient, state);
      CREATE INDEX outbox_mail_by_thing ON outbox_mail (thing);
      """)
  ]
}

extension Tasks {
  /// What the ticker has done and mails that were sent are kept for so long, in milliseconds. What was done stays in the journal,
  /// where the ticker looks before it does anything again.
  package static let tickerLasting: Int64 = 90 * 86_400_000

  /// What the ticker did and sent long ago.
  package static let forgetting = Forgetting(feature: "ticker") { place in
    let oldest = place.now().milliseconds - tickerLasting
    try place.state.write { db in
      try db.execute(sql: "DELETE FROM ticker_run WHERE state <> 'planned' AND at < ?", arguments: [oldest])
      try db.execute(sql: "DELETE FROM outbox_mail WHERE state <> 'held' AND created < ?", arguments: [oldest])
    }
  }
}
