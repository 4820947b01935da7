/// One value of a row.
package enum RecordValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package static func text(orNull text: String?) -> RecordValue { text.map(RecordValue.text) ?? .null }
  package static func integer(orNull number: Int?) -> RecordValue { number.map { .integer(Int64($0)) } ?? .null }
  package static func real(orNull number: Double?) -> RecordValue { number.map(RecordValue.real) ?? .null }
}

/// A column of a table.
package struct RecordColumn: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case integer = "INTEGER"
    case real = "REAL"
    case text = "TEXT"
    case blob = "BLOB"
  }

  package var name: String
  package var kind: Kind

  package static func integer(_ name: String) -> RecordColumn { RecordColumn(name: name, kind: .integer) }
  package static func real(_ name: String) -> RecordColumn { RecordColumn(name: name, kind: .real) }
  package static func text(_ name: String) -> RecordColumn { RecordColumn(name: name, kind: .text) }
  package static func blob(_ name: String) -> RecordColumn { RecordColumn(name: name, kind: .blob) }
}

/// A table that a projection fills. The engine adds what ties a row to the journal.
package struct RecordTable: Hashable, Sendable {
  package enum Kind: Sendable {
    /// Rows that belong to one entry. The engine adds `id` (primary key: entry × 4096 + row number), `entry` (its position), `stream`.
    case entries
    /// At most one row a stream: its state so far. The engine adds `stream` (primary key), and `sortKey` and `entry` of the last fact.
    case subjects
    /// At most one row for a stream and a key, which is the table's first column, a text: one task, one link, one name of a citizen.
    /// A later fact's values replace the earlier ones, and where it gives null the earlier value stays. The engine adds `stream`,
    /// and `sortKey` and `entry` of the last fact.
    case items
  }

  package var name: String
  package var kind: Kind
  package var columns: [RecordColumn]
  /// The indexes, each a list of columns; made after a rebuild has filled the table.
  package var indexes: [[String]]

  package init(_ name: String, _ kind: Kind = .entries, columns: [RecordColumn], indexes: [[String]] = []) {
    self.name = name
    self.kind = kind
    self.columns = columns
    self.indexes = indexes
  }

  /// How many rows one entry may give in one table.
  package static let rowsPerEntry: Int64 = 4096
}

/// A view over a feature's tables; others may join the views of `Published.swift`.
package struct RecordView: Hashable, Sendable {
  package var name: String
  /// The query behind it.
  package var sql: String

  package init(_ name: String, _ sql: String) {
    self.name = name
    self.sql = sql
  }
}

extension RecordTable {
  /// The columns as the table has them, the engine's first.
  var allColumns: [String] {
    (kind == .entries ? ["id", "entry", "stream"] : ["stream", "sortKey", "entry"]) + columns.map(\.name)
  }

  func createSQL(suffix: String) -> String {
    let own = columns.map { "\($0.name) \($0.kind.rawValue)" }
    let key: [String]
    var end: [String] = []
    switch kind {
    case .entries: key = ["id INTEGER PRIMARY KEY", "entry INTEGER NOT NULL", "stream INTEGER NOT NULL"]
    case .subjects: key = ["stream INTEGER PRIMARY KEY", "sortKey INTEGER NOT NULL", "entry INTEGER NOT NULL"]
    case .items:
      key = ["stream INTEGER NOT NULL", "sortKey INTEGER NOT NULL", "entry INTEGER NOT NULL"]
      end = ["PRIMARY KEY (stream, \(columns[0].name))"]
    }
    return "CREATE TABLE \(name)\(suffix) (\((key + own + end).joined(separator: ", ")))"
  }

  func insertSQL(suffix: String) -> String {
    let marks = allColumns.map { _ in "?" }.joined(separator: ", ")
    let insert = "INSERT INTO \(name)\(suffix) (\(allColumns.joined(separator: ", "))) VALUES (\(marks))"
    switch kind {
    case .entries: return insert
    case .subjects:
      let set = allColumns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
      return "\(insert) ON CONFLICT (stream) DO UPDATE SET \(set)"
    case .items:
      let kept = columns.dropFirst().map { "\($0.name) = COALESCE(excluded.\($0.name), \($0.name))" }
      let set = (["sortKey = excluded.sortKey", "entry = excluded.entry"] + kept).joined(separator: ", ")
      return "\(insert) ON CONFLICT (stream, \(columns[0].name)) DO UPDATE SET \(set)"
    }
  }

  func indexSQL(suffix: String, generation: Int) -> [String] {
    indexes.map { columns in
      let name = "\(self.name)_by_\(columns.joined(separator: "_"))_g\(generation)"
      return "CREATE INDEX IF NOT EXISTS \(name) ON \(self.name)\(suffix) (\(columns.joined(separator: ", ")))"
    }
  }
}
