import Foundation
import GRDB

/// How hard the disk is asked to keep a commit.
package enum AccessDurability: Sendable {
  /// Every commit is synced: what is acknowledged survives power loss. The only setting for real use.
  case full
  /// Commits are synced now and then: for filling a log that is thrown away.
  case normal

  private var level: Int {
    switch self {
    case .full: 2
    case .normal: 1
    }
  }

  /// Sets the level on an open connection and reads it back: a pool sets its own level while opening.
  func set(on database: any DatabaseWriter) throws {
    let found = try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = \(level)")
      return try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard found == level else {
      throw AccessLogError(.setting, "The database did not take synchronous = \(level) (it says \(found ?? -1)).")
    }
  }
}

/// The tables of one month's file.
///
/// `start` is the first row: where the chain comes from. `word` holds the texts that many entries share. `subject` holds
/// the streams; cutting a link empties its row and adds one to `cut`. `link` and `search` only find what `entry` says.
enum MonthSchema {
  static let version: Int64 = 1

  static func make(_ db: Database) throws {
    try db.execute(sql: tables)
    for table in ["start", "word", "entry", "link", "search", "cut"] {
      for change in ["UPDATE", "DELETE"] { try db.execute(sql: refusal(table, change, when: "")) }
    }
    try db.execute(sql: refusal("subject", "DELETE", when: ""))
    try db.execute(
      sql: refusal(
        "subject", "UPDATE",
        when: "WHEN NOT (NEW.stream IS NULL AND NEW.salt IS NULL AND NEW.id = OLD.id AND NEW.mark = OLD.mark)"))
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  static func refusal(_ table: String, _ change: String, when: String) -> String {
    """
    CREATE TRIGGER \(table)No\(change) BEFORE \(change) ON \(table) \(when)
    BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END
    """
  }

  private static let tables = """
    CREATE TABLE start (
      id INTEGER PRIMARY KEY CHECK (id = 1), log TEXT NOT NULL, month TEXT NOT NULL, number INTEGER NOT NULL,
      previous BLOB NOT NULL) STRICT;
    CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE subject (id INTEGER PRIMARY KEY, stream BLOB UNIQUE, salt BLOB, mark BLOB NOT NULL) STRICT;
    CREATE TABLE entry (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, user INTEGER NOT NULL, organisation INTEGER NOT NULL,
      roles INTEGER NOT NULL, purpose INTEGER NOT NULL, classes INTEGER NOT NULL, page INTEGER NOT NULL, kind INTEGER NOT NULL,
      outcome INTEGER NOT NULL, reason INTEGER, act INTEGER, device INTEGER NOT NULL, position INTEGER NOT NULL,
      breakGlass TEXT, searched BLOB NOT NULL, subjects BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE INDEX entryByUser ON entry (user, number);
    CREATE INDEX entryRefused ON entry (number) WHERE outcome <> 0;
    CREATE TABLE link (
      subject INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (subject, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE search (word BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (word, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE cut (
      subject INTEGER PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, seal BLOB NOT NULL) STRICT;
    CREATE TABLE unswept (id INTEGER PRIMARY KEY CHECK (id = 1)) STRICT;
    """
}
