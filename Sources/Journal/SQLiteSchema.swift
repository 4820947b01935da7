import Foundation
import GRDB

/// The tables of `Journal.sqlite`.
enum SQLiteSchema {
  static let version = 1

  static func migrate(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found < version else { return }
    try db.execute(sql: tables)
    for table in ["entry", "receipt", "seal"] {
      for change in ["UPDATE", "DELETE"] {
        try db.execute(
          sql: """
            CREATE TRIGGER \(table)No\(change) BEFORE \(change) ON \(table)
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
            """)
      }
    }
    try db.execute(
      sql: "INSERT INTO meta (name, value) VALUES ('journal', ?)", arguments: [UUID().uuidString.lowercased()])
    try db.execute(sql: "PRAGMA user_version = \(version)")
  }

  private static let tables = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE entry (
      position INTEGER PRIMARY KEY, format INTEGER NOT NULL, stream BLOB NOT NULL, version INTEGER NOT NULL,
      id BLOB NOT NULL, act BLOB NOT NULL, recordedAt INTEGER NOT NULL, keyId BLOB NOT NULL,
      previous BLOB NOT NULL, hash BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
    CREATE UNIQUE INDEX entryByStream ON entry (stream, version);
    CREATE UNIQUE INDEX entryById ON entry (id);
    CREATE TABLE receipt (
      act BLOB PRIMARY KEY, digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE claim (
      scope TEXT NOT NULL, value BLOB NOT NULL, stream BLOB NOT NULL, position INTEGER NOT NULL,
      PRIMARY KEY (scope, value)) STRICT, WITHOUT ROWID;
    CREATE INDEX claimByStream ON claim (stream);
    CREATE TABLE attachment (
      id BLOB NOT NULL, position INTEGER NOT NULL, stream BLOB NOT NULL, PRIMARY KEY (id, position)) STRICT, WITHOUT ROWID;
    CREATE INDEX attachmentByStream ON attachment (stream);
    CREATE TABLE seal (
      number INTEGER PRIMARY KEY, firstPosition INTEGER NOT NULL, lastPosition INTEGER NOT NULL, sealedAt INTEGER NOT NULL,
      content BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL) STRICT;
    """
}

extension Durability {
  private var level: Int {
    switch self {
    case .full: 2
    case .normal: 1
    }
  }

  /// Sets the level on an open connection and reads it back: a pool sets its own level while opening.
  func set(on database: some DatabaseWriter) throws {
    let found = try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = \(level)")
      return try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard found == level else {
      throw JournalError(.setting, "The database did not take synchronous = \(level) (it says \(found ?? -1)).")
    }
  }
}
