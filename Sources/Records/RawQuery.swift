import Base
import Foundation
import GRDB
import GRDBSQLite
import Journal

/// A query whose values are read straight from SQLite: for reading columns of millions of rows.
package struct RawQuery {
  private let statement: OpaquePointer
  private let connection: OpaquePointer?

  /// - Parameter arguments: bound in order.
  package init(_ db: Database, _ sql: String, _ arguments: [RecordValue] = []) throws {
    statement = try db.cachedStatement(sql: sql).sqliteStatement
    connection = db.sqliteConnection
    sqlite3_reset(statement)
    let row = try RawRow(db, sql)
    for (index, value) in arguments.enumerated() { row.bind(value, at: Int32(index) + 1) }
  }

  /// Calls `row` for each row, and leaves the statement ready for another query.
  package func each(_ row: (RawQuery) throws -> Void) throws {
    defer { sqlite3_reset(statement) }
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
      }
      try row(self)
    }
  }

  /// The rows, each made into a value.
  package func map<Value>(_ make: (RawQuery) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    try each { values.append(try make($0)) }
    return values
  }

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  package func integer(orNull column: Int32) -> Int? { isNull(column) ? nil : Int(sqlite3_column_int64(statement, column)) }

  package func real(orNull column: Int32) -> Double? { isNull(column) ? nil : sqlite3_column_double(statement, column) }

  /// NaN for null.
  package func real(_ column: Int32) -> Double { isNull(column) ? .nan : sqlite3_column_double(statement, column) }

  package func text(_ column: Int32) -> String { sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "" }

  package func text(orNull column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// True when the text is this one; cheaper than reading it.
  package func text(_ column: Int32, equals other: [UInt8]) -> Bool {
    guard let bytes = sqlite3_column_text(statement, column) else { return false }
    let count = Int(sqlite3_column_bytes(statement, column))
    return count == other.count && other.withUnsafeBytes { memcmp(bytes, $0.baseAddress ?? UnsafeRawPointer(bytes), count) == 0 }
  }

  /// An id; nil when there are not sixteen bytes.
  package func id<Subject>(_ column: Int32) -> Identifier<Subject>? {
    guard let base = sqlite3_column_blob(statement, column) else { return nil }
    return Identifier(bytes: UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(statement, column))))
  }

  /// The id of a stream; nil when there are not sixteen bytes.
  package func stream(_ column: Int32) -> StreamID? { id(column) }
}
