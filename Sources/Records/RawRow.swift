import Base
import Foundation
import GRDB
import GRDBSQLite
import Journal

/// A cached statement that is bound and stepped directly: a rebuild binds tens of millions of values.
struct RawRow {
  private let statement: OpaquePointer
  private let connection: OpaquePointer?

  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql).sqliteStatement
    connection = db.sqliteConnection
  }

  func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(statement, index, value) }

  func bind(_ value: RecordValue, at index: Int32) {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let number): sqlite3_bind_int64(statement, index, number)
    case .real(let number): sqlite3_bind_double(statement, index, number)
    case .text(var text):
      _ = text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress ?? Self.nothing, Int32($0.count), Self.copied)
        }
      }
    case .blob(let bytes): bind(bytes, at: index)
    }
  }

  func bind(_ bytes: [UInt8], at index: Int32) {
    _ = bytes.withUnsafeBytes { sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), Self.copied) }
  }

  /// Runs a statement without rows, and makes it ready for the next.
  func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// The whole numbers of the first row; nil when there is no row.
  func integers(_ count: Int32) throws -> [Int64]? {
    let code = sqlite3_step(statement)
    defer { sqlite3_reset(statement) }
    if code == SQLITE_DONE { return nil }
    guard code == SQLITE_ROW else { throw failure(code) }
    return (0..<count).map { sqlite3_column_int64(statement, $0) }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }

  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  nonisolated(unsafe) private static let nothing: UnsafePointer<CChar> = UnsafePointer(strdup(""))
}
