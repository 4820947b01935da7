import Foundation
import GRDB

extension RecordsEngine {
  /// The file in the folder.
  static let fileName = "Records.sqlite"
  /// Stands while the file is written without waiting for the disk: after a power cut it cannot be trusted.
  static let markName = "Records.building"

  static func openPool(_ folder: URL) throws -> DatabasePool {
    let file = folder.appendingPathComponent(fileName)
    if FileManager.default.fileExists(atPath: folder.appendingPathComponent(markName).path) { try remove(folder) }
    do {
      return try DatabasePool(path: file.path, configuration: configuration())
    } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
      try remove(folder)
      return try DatabasePool(path: file.path, configuration: configuration())
    }
  }

  /// Throws the Records of a folder away; nothing may have them open.
  package static func remove(_ folder: URL) throws {
    for name in [fileName, "\(fileName)-wal", "\(fileName)-shm", markName] {
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
  }

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      // A view may name a table that is about to be swapped.
      try db.execute(sql: "PRAGMA legacy_alter_table = ON")
      try db.execute(sql: "PRAGMA cache_size = -32000")
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  static func check(_ projections: [any Projection]) throws {
    var names: Set<String> = []
    for projection in projections {
      for name in ["feature \(projection.feature)"] + projection.tables.map(\.name) + projection.views.map(\.name) {
        guard names.insert(name).inserted else { throw RecordsError.twice(name) }
      }
      // A type that is listed twice would be projected twice.
      var types: Set<String> = []
      for type in projection.types {
        guard types.insert(type.type).inserted else { throw RecordsError.twice("\(projection.feature) \(type.type)") }
      }
    }
  }

  static func createEngineTables(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS records_feature (
          feature TEXT PRIMARY KEY, version INTEGER NOT NULL, generation INTEGER NOT NULL, position INTEGER NOT NULL,
          tables TEXT NOT NULL, stoppedAt INTEGER, stoppedWhy TEXT);
        CREATE TABLE IF NOT EXISTS records_stream (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS records_correction (target BLOB PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS records_erased (entry INTEGER PRIMARY KEY, stream INTEGER NOT NULL);
        """)
  }

  /// How a feature stands in the file; in an empty journal its tables are simply made.
  static func open(_ projection: any Projection, _ db: Database, journalIsEmpty: Bool) throws -> FeatureState {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM records_feature WHERE feature = ?", arguments: [projection.feature])
    if let row, row["version"] == projection.version {
      var state = FeatureState(position: row["position"])
      if let position: Int64 = row["stoppedAt"] { state.stopped = .init(position: position, reason: row["stoppedWhy"] ?? "") }
      return state
    }
    guard journalIsEmpty else { return FeatureState() }
    for table in projection.tables {
      try db.execute(sql: "DROP TABLE IF EXISTS \(table.name)__new")
      try db.execute(sql: table.createSQL(suffix: "__new"))
    }
    try swapIn(projection, db, position: 0)
    return FeatureState(position: 0)
  }

  static func generation(_ db: Database, _ feature: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT generation FROM records_feature WHERE feature = ?", arguments: [feature]) ?? 0
  }

  static func setPosition(_ db: Database, _ feature: String, _ position: Int64) throws {
    let statement = try db.cachedStatement(sql: "UPDATE records_feature SET position = ? WHERE feature = ?")
    try statement.execute(arguments: [position, feature])
  }

  /// Puts the tables that were built beside in the place of the old, with their views.
  static func swapIn(_ projection: any Projection, _ db: Database, position: Int64, stop: FeatureState.Stop? = nil) throws {
    let old = try String.fetchOne(
      db, sql: "SELECT tables FROM records_feature WHERE feature = ?", arguments: [projection.feature])
    for item in (old ?? "").split(separator: " ") {
      let parts = item.split(separator: ":")
      guard parts.count == 2 else { continue }
      try db.execute(sql: "DROP \(parts[0]) IF EXISTS \(parts[1])")
    }
    let generation = try generation(db, projection.feature) + 1
    for table in projection.tables {
      try db.execute(sql: "DROP TABLE IF EXISTS \(table.name)")
      try db.execute(sql: "ALTER TABLE \(table.name)__new RENAME TO \(table.name)")
      for sql in table.indexSQL(suffix: "", generation: generation) { try db.execute(sql: sql) }
    }
    for view in projection.views {
      try db.execute(sql: "DROP VIEW IF EXISTS \(view.name)")
      try db.execute(sql: "CREATE VIEW \(view.name) AS \(view.sql)")
    }
    let names = projection.views.map { "VIEW:\($0.name)" } + projection.tables.map { "TABLE:\($0.name)" }
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO records_feature (feature, version, generation, position, tables, stoppedAt, stoppedWhy)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        projection.feature, projection.version, generation, position, names.joined(separator: " "), stop?.position, stop?.reason,
      ])
  }
}
