import Base
package import Foundation
package import GRDB

/// What a feature keeps that is no history: sign-in, sessions, drafts, what the ticker has done.
///
/// The statements of a published table are never changed; what comes later is a table with the next number.
package struct StateTable: Sendable {
  /// The feature and number, such as `people 1`; unique, never renamed.
  package var name: String
  package var sql: String

  package init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}

/// The file of what is no history. Backed up with the journal, never replayed, overwritten freely.
package final class StateStore: Sendable {
  private let database: any DatabaseWriter

  /// Opens or makes `State.sqlite`; nil keeps it in memory.
  ///
  /// - Throws: `StateError`: `newer` when the file holds a table that this program does not know.
  package init(file: URL?, tables: [StateTable]) throws {
    var configuration = Configuration()
    configuration.label = "state"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      try db.execute(sql: "PRAGMA foreign_keys = ON")
    }
    do {
      if let file {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        database = try DatabasePool(path: file.path, configuration: configuration)
        // The pool sets its own level while it opens, so it is set afterwards and read back.
        let level = try database.writeWithoutTransaction { db in
          try db.execute(sql: "PRAGMA synchronous = FULL")
          return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard level == 2 else { throw StateError(.setting, "The file of state did not take synchronous = FULL.") }
      } else {
        database = try DatabaseQueue(configuration: configuration)
      }
      try database.write { try Self.migrate($0, tables) }
    } catch let error as StateError {
      throw error
    } catch {
      throw StateError(storage: error)
    }
  }

  private static func migrate(_ db: Database, _ tables: [StateTable]) throws {
    try db.execute(sql: "CREATE TABLE IF NOT EXISTS state_table (name TEXT PRIMARY KEY) STRICT")
    let there = try Set(String.fetchAll(db, sql: "SELECT name FROM state_table"))
    let known = Set(tables.map(\.name))
    if let newer = there.subtracting(known).sorted().first {
      throw StateError(.newer, "The file of state was written by a newer program (\(newer)). Use that program.")
    }
    for table in tables where !there.contains(table.name) {
      try db.execute(sql: table.sql)
      try db.execute(sql: "INSERT INTO state_table (name) VALUES (?)", arguments: [table.name])
    }
  }

  /// Runs a query on a state of the file that does not change meanwhile.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.read(body) } catch let error as DatabaseError { throw StateError(storage: error) }
  }

  /// Runs a transaction, durable when this returns; nothing of it is there when it throws.
  package func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try database.write(body) } catch let error as DatabaseError { throw StateError(storage: error) }
  }

  /// A consistent copy while others write.
  package func backup(to file: URL) throws {
    do {
      let copy = try DatabaseQueue(path: file.path)
      try database.backup(to: copy)
      try copy.close()
    } catch {
      throw StateError(storage: error)
    }
  }

  package func close() throws {
    if database is DatabasePool { _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    try database.close()
  }
}

/// Why state could not be kept.
package struct StateError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable { case newer, setting, diskFull, damaged, folder, storage }

  package var code: Code
  package var message: String
  /// SQLite's own code and message; never a statement's arguments.
  package var cause: String?

  package init(_ code: Code, _ message: String, cause: String? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }

  init(storage error: any Error) {
    guard let error = error as? DatabaseError else {
      self.init(.storage, "The file of state failed.", cause: "\(type(of: error))")
      return
    }
    let cause = "\(error.extendedResultCode): \(error.message ?? "")"
    switch error.resultCode {
    case .SQLITE_FULL: self.init(.diskFull, "No room left. Nothing was written. Make room and try again.", cause: cause)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      self.init(.damaged, "State.sqlite is damaged. Restore it from a backup.", cause: cause)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.folder, "State.sqlite cannot be opened or written. Check the folder and its owner.", cause: cause)
    default: self.init(.storage, "The file of state failed.", cause: cause)
    }
  }

  package var description: String { cause.map { "\(message) (\($0))" } ?? message }
}
