import Base
import Foundation
import GRDB
import GRDBSQLite

/// A cached statement that is bound and stepped without boxing its values: the journal's hot path.
struct RawStatement {
  private let pointer: OpaquePointer
  private let connection: OpaquePointer?

  init(_ db: Database, _ sql: String) throws {
    pointer = try db.cachedStatement(sql: sql).sqliteStatement
    connection = db.sqliteConnection
  }

  func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(pointer, index, value) }

  func bind<Subject>(_ id: Identifier<Subject>, at index: Int32) {
    withUnsafeBytes(of: id.uuid.uuid) { bind($0, at: index) }
  }

  func bind(_ digest: Digest32, at index: Int32) { digest.withBytes { bind($0, at: index) } }

  func bind(_ bytes: [UInt8], at index: Int32) { bytes.withUnsafeBytes { bind($0, at: index) } }

  func bind(_ text: String, at index: Int32) {
    sqlite3_bind_text(pointer, index, text, -1, Self.copied)
  }

  /// SQLite copies the bytes; without any it stores an empty value, not NULL.
  private func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
    if let base = bytes.baseAddress, !bytes.isEmpty {
      sqlite3_bind_blob(pointer, index, base, Int32(bytes.count), Self.copied)
    } else {
      sqlite3_bind_zeroblob(pointer, index, 0)
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
    defer { reset() }
    _ = try step()
  }

  /// Reads the first row, if there is one.
  func first<Value>(_ read: (RawStatement) throws -> Value) throws -> Value? {
    defer { reset() }
    return try step() ? try read(self) : nil
  }

  /// Reads all rows.
  func all<Value>(_ read: (RawStatement) throws -> Value) throws -> [Value] {
    defer { reset() }
    var found: [Value] = []
    while try step() { found.append(try read(self)) }
    return found
  }

  private func reset() { sqlite3_reset(pointer) }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  func blob(_ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: sqlite3_column_blob(pointer, column), count: Int(sqlite3_column_bytes(pointer, column)))
  }

  func id<Subject>(_ column: Int32, _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
    let bytes = blob(column)
    guard bytes.count == 16, let base = bytes.baseAddress else { throw Self.odd }
    return Identifier(unchecked: base)
  }

  func digest(_ column: Int32) throws -> Digest32 {
    guard let value = Digest32(bytes: blob(column)) else { throw Self.odd }
    return value
  }

  private static var odd: JournalError { JournalError(.damaged, "A column has another length than it was written with.") }

  /// Tells SQLite to copy what it is given (SQLITE_TRANSIENT, a macro that does not reach Swift).
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
