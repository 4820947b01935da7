import Foundation
import GRDB
import State
import Testing

@Suite struct StateStoreTests {
  private let tables = [
    StateTable("one 1", "CREATE TABLE one (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT"),
    StateTable("two 1", "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT"),
  ]

  private func withFile(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("state-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("State.sqlite"))
  }

  @Test func whatIsWrittenIsThereAfterOpeningAgain() throws {
    try withFile { file in
      let store = try StateStore(file: file, tables: [tables[0]])
      try store.write { try $0.execute(sql: "INSERT INTO one (word) VALUES ('kept')") }
      #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
      try store.close()
      let again = try StateStore(file: file, tables: tables)
      #expect(try again.read { try String.fetchAll($0, sql: "SELECT word FROM one") } == ["kept"])
      #expect(try again.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM two") } == 0)
      try again.close()
    }
  }

  @Test func aTableOfANewerProgramStopsTheOpening() throws {
    try withFile { file in
      try StateStore(file: file, tables: tables).close()
      #expect { try StateStore(file: file, tables: [tables[0]]) } throws: { ($0 as? StateError)?.code == .newer }
    }
  }

  @Test func nothingOfAFailedWriteIsThere() throws {
    let store = try StateStore(file: nil, tables: tables)
    #expect(throws: StateError.self) {
      try store.write { db in
        try db.execute(sql: "INSERT INTO one (word) VALUES ('half')")
        try db.execute(sql: "INSERT INTO one (id, word) VALUES (1, 'again')")
      }
    }
    #expect(try store.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM one") } == 0)
  }

  @Test func aBackupHoldsWhatWasThere() throws {
    try withFile { file in
      let store = try StateStore(file: file, tables: tables)
      try store.write { try $0.execute(sql: "INSERT INTO one (word) VALUES ('kept')") }
      let copy = file.deletingLastPathComponent().appendingPathComponent("Copy.sqlite")
      try store.backup(to: copy)
      try store.close()
      let restored = try StateStore(file: copy, tables: tables)
      #expect(try restored.read { try String.fetchOne($0, sql: "SELECT word FROM one") } == "kept")
    }
  }
}
