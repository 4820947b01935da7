import Base
import Foundation
import GRDB
import GRDBSQLite

/// The journal in one SQLite file, or in memory.
package final class SQLiteStore: JournalStore {
  let database: any DatabaseWriter
  package let journalID: String
  private let readOnly: Bool

  /// Opens or makes the file.
  ///
  /// - Throws: `JournalError`: `newer` for a file of a newer program, `damaged` when it is no such file.
  package init(file: URL?, durability: Durability = .full, readOnly: Bool = false) throws {
    self.readOnly = readOnly
    do {
      var configuration = Configuration()
      configuration.label = "journal"
      configuration.readonly = readOnly
      configuration.busyMode = .timeout(5)
      configuration.maximumReaderCount = 8
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA cache_size = -16000")
        // Claims that are given up leave no bytes behind.
        try db.execute(sql: "PRAGMA secure_delete = ON")
      }
      if let file {
        let pool = try DatabasePool(path: file.path, configuration: configuration)
        if !readOnly { try durability.set(on: pool) }
        database = pool
      } else {
        database = try DatabaseQueue(configuration: configuration)
      }
      let found = try database.read { db in try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }
      guard found <= SQLiteSchema.version else {
        throw JournalError(.newer, "The journal's file has schema \(found); this program knows \(SQLiteSchema.version).")
      }
      if !readOnly { try database.write(SQLiteSchema.migrate) }
      journalID =
        try database.read { db in try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'journal'") } ?? ""
    } catch {
      throw JournalError(storage: error)
    }
  }

  /// The log is moved into the file first: the pool closes its readers last, and they cannot.
  package func close() throws {
    if !readOnly, database is DatabasePool {
      _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    try mapped { try database.close() }
  }

  private func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw JournalError(storage: error) }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try mapped { try database.read(body) }
  }
}

extension SQLiteStore {
  package func write<Value>(_ body: (any JournalTransaction) throws -> Value) throws -> Value {
    try mapped { try database.write { db in try body(SQLiteTransaction(db: db)) } }
  }

  package func last() throws -> (position: Int64, recordedAt: Instant)? {
    try reading { try SQLiteTransaction(db: $0).last() }
  }

  package func entries(from position: Int64, limit: Int) throws -> [SealedEntry] {
    try reading { db in
      let statement = try RawStatement(
        db, "SELECT \(SQLiteTransaction.columns) FROM entry WHERE position >= ?1 ORDER BY position LIMIT ?2")
      statement.bind(position, at: 1)
      statement.bind(Int64(limit), at: 2)
      return try statement.all(SQLiteTransaction.entry)
    }
  }

  package func entries(
    of stream: StreamID, fromVersion: Int64, upTo position: Int64, limit: Int
  ) throws -> [SealedEntry] {
    try reading { db in
      let statement = try RawStatement(
        db,
        """
        SELECT \(SQLiteTransaction.columns) FROM entry
        WHERE stream = ?1 AND version >= ?2 AND position <= ?3 ORDER BY version LIMIT ?4
        """)
      statement.bind(stream, at: 1)
      statement.bind(fromVersion, at: 2)
      statement.bind(position, at: 3)
      statement.bind(Int64(limit), at: 4)
      return try statement.all(SQLiteTransaction.entry)
    }
  }

  package func entry(_ id: EntryID) throws -> SealedEntry? {
    try reading { db in
      let statement = try RawStatement(db, "SELECT \(SQLiteTransaction.columns) FROM entry WHERE id = ?1")
      statement.bind(id, at: 1)
      return try statement.first(SQLiteTransaction.entry)
    }
  }

  package func entries(at positions: [Int64]) throws -> [SealedEntry] {
    try reading { db in
      let statement = try RawStatement(
        db,
        "SELECT \(SQLiteTransaction.columns) FROM entry WHERE position IN (SELECT value FROM json_each(?1)) ORDER BY position")
      statement.bind("[" + positions.map(String.init).joined(separator: ",") + "]", at: 1)
      return try statement.all(SQLiteTransaction.entry)
    }
  }

  package func version(of stream: StreamID) throws -> Int64 {
    try reading { try SQLiteTransaction(db: $0).head(of: stream)?.version ?? 0 }
  }

  package func receipt(of act: ActID) throws -> StoredReceipt? {
    try reading { try SQLiteTransaction(db: $0).receipt(of: act) }
  }

  package func holder(scope: String, value: [UInt8]) throws -> StreamID? {
    try reading { try SQLiteTransaction(db: $0).holder(scope: scope, value: value) }
  }

  package func seals(from number: Int64, limit: Int) throws -> [Seal] {
    try reading { db in
      let statement = try RawStatement(
        db, "SELECT \(SQLiteTransaction.sealColumns) FROM seal WHERE number >= ?1 ORDER BY number LIMIT ?2")
      statement.bind(number, at: 1)
      statement.bind(Int64(limit), at: 2)
      return try statement.all(SQLiteTransaction.seal)
    }
  }

  package func lastSeal() throws -> Seal? {
    try reading { db in
      let statement = try RawStatement(
        db, "SELECT \(SQLiteTransaction.sealColumns) FROM seal ORDER BY number DESC LIMIT 1")
      return try statement.first(SQLiteTransaction.seal)
    }
  }

  package func referenced(_ attachments: [AttachmentID]) throws -> Set<AttachmentID> {
    try reading { db in
      let statement = try RawStatement(db, "SELECT 1 FROM attachment WHERE id = ?1 LIMIT 1")
      var found: Set<AttachmentID> = []
      for attachment in attachments {
        statement.bind(attachment.digest, at: 1)
        if try statement.first({ _ in true }) != nil { found.insert(attachment) }
      }
      return found
    }
  }

  package func attachments(of stream: StreamID) throws -> [AttachmentReference] {
    try reading { db in
      let statement = try RawStatement(db, "SELECT id, position FROM attachment WHERE stream = ?1 ORDER BY position, id")
      statement.bind(stream, at: 1)
      return try statement.all { row in
        AttachmentReference(attachment: AttachmentID(try row.digest(0)), position: row.integer(1), stream: stream)
      }
    }
  }
}

extension JournalError {
  /// Sorts what the database says into what a person can do something about.
  init(storage error: any Error) {
    if let known = error as? JournalError {
      self = known
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.storage, "The journal's storage failed.", cause: "\(error)")
      return
    }
    // Only the code and SQLite's own message: never the statement's arguments.
    let cause = "\(error.extendedResultCode): \(error.message ?? "")"
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(.diskFull, "No room left. Nothing of the act was written. Make room and send it again.", cause: cause)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(.damaged, "The journal's file is damaged. Restore a backup; run verify to see where.", cause: cause)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.folder, "The journal's file cannot be opened or written. Check the folder and its owner.", cause: cause)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.inUse, "The journal's file is held by another process.", cause: cause)
    default:
      self.init(.storage, "The journal's storage failed.", cause: cause)
    }
  }
}
