import Foundation
import GRDB
import GRDBSQLite

/// A cached statement that is bound and stepped without boxing its values.
struct LogStatement {
  private let pointer: OpaquePointer
  private let connection: OpaquePointer?

  init(_ db: Database, _ sql: String) throws {
    pointer = try db.cachedStatement(sql: sql).sqliteStatement
    connection = db.sqliteConnection
  }

  func bind(_ value: Int64?, at index: Int32) {
    if let value { sqlite3_bind_int64(pointer, index, value) } else { sqlite3_bind_null(pointer, index) }
  }

  func bind(_ text: String?, at index: Int32) {
    guard let text else { return bind(Int64?.none, at: index) }
    sqlite3_bind_text(pointer, index, text, -1, Self.copied)
  }

  func bind(_ stream: UUID, at index: Int32) {
    withUnsafeBytes(of: stream.uuid) { bytes in
      _ = sqlite3_bind_blob(pointer, index, bytes.baseAddress, 16, Self.copied)
    }
  }

  /// Without any bytes SQLite stores an empty value, not NULL.
  func bind(_ bytes: [UInt8], at index: Int32) {
    bytes.withUnsafeBytes { buffer -> Void in
      if let base = buffer.baseAddress, !buffer.isEmpty {
        sqlite3_bind_blob(pointer, index, base, Int32(buffer.count), Self.copied)
      } else {
        sqlite3_bind_zeroblob(pointer, index, 0)
      }
    }
  }

  /// True when there is a row.
  func step() throws -> Bool {
    let code = sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }

  /// Runs a statement without rows.
  func run() throws {
    defer { sqlite3_reset(pointer) }
    _ = try step()
  }

  /// Reads the first row, if there is one.
  func first<Value>(_ read: (LogStatement) throws -> Value) throws -> Value? {
    defer { sqlite3_reset(pointer) }
    return try step() ? try read(self) : nil
  }

  /// Reads all rows.
  func all<Value>(_ read: (LogStatement) throws -> Value) throws -> [Value] {
    defer { sqlite3_reset(pointer) }
    var found: [Value] = []
    while try step() { found.append(try read(self)) }
    return found
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  func text(_ column: Int32) -> String? { sqlite3_column_text(pointer, column).map { String(cString: $0) } }

  func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: sqlite3_column_blob(pointer, column), count: Int(sqlite3_column_bytes(pointer, column)))
  }

  func bytes(_ column: Int32) -> [UInt8] { Array(blob(column)) }

  /// Tells SQLite to copy what it is given (SQLITE_TRANSIENT, a macro that does not reach Swift).
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
