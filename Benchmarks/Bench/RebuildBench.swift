import Base
import Foundation
import GRDB
import GRDBSQLite
import Journal
import PracticeRecords
import PracticeRules
import Records

/// Building every table anew from the journal, beside the same finished rows through bare prepared statements.
enum RebuildBench {
  static let persons = 2_000
  static let perPerson = 100

  static func run() async throws {
    print("\nRecords: rebuilding all tables from the journal")
    try await withFolder { folder in
      let journal = try Journal.open(folder: folder, master: .random()) { Instant(milliseconds: 1_700_000_000_000) }
      try await fill(journal)
      let engine = try RecordsEngine(
        folder: folder.appendingPathComponent("Records"), source: JournalSource(journal),
        projections: PracticeFeatures.projections, alsoKnown: PracticeFeatures.alsoKnown)
      try engine.prepare()
      let entries = try journal.head
      let (wall, _) = try seconds { try engine.rebuild() }
      let file = try databaseFile(folder.appendingPathComponent("Records"))
      let (tables, rows, raw) = try rawCopy(of: file, into: folder.appendingPathComponent("raw.sqlite"))
      let rate = Double(entries) / wall
      row("\(entries) entries into \(tables) tables, \(rows) rows", "\(text(rate)) entries/s", "wanted >= 40000, >= 4 tables")
      row("the same rows by prepared statements", "\(text(Double(entries) / raw)) entries/s")
      row("ratio to that", text(raw / wall, 2), "wanted >= 0.5")
      row("peak memory", "\(text(peakMegabytes())) MB")
      try engine.close()
      try journal.close()
    }
  }

  static func fill(_ journal: Journal, persons: Int = persons) async throws {
    var random = SystemRandomNumberGenerator()
    for start in stride(from: 0, to: persons, by: 100) {
      var acts: [Act] = []
      for person in start..<start + 100 {
        let stream = StreamID.version7(at: Instant(milliseconds: Int64(person)), tail: Array("person\(1_000_000 + person)".utf8))
        for n in 0..<perPerson {
          acts.append(
            Act(id: .version7(at: Instant(milliseconds: 1), using: &random), facts: [try fact(n, person, stream, &random)]))
        }
      }
      _ = try await journal.append(acts)
    }
  }

  /// A registration, then contacts with every tenth entry a form of six answers.
  static func fact(_ n: Int, _ person: Int, _ stream: StreamID, _ random: inout SystemRandomNumberGenerator) throws -> FactDraft {
    let day = CivilDate(dayNumber: 16_000 + n * 3).map(OccurredAt.day) ?? .unknown
    let id = EntryID.version7(at: Instant(milliseconds: Int64(n)), using: &random)
    if n == 0 {
      let payload = Citizens.SubjectRegistered(kind: .citizen, source: "P\(person)", study: "bench", site: "Aarhus")
      return FactDraft(
        id: id, stream: stream, type: Citizens.SubjectRegistered.type, occurredAt: day, recordedBy: "bench",
        payload: try payload.encoded())
    }
    if n % 10 == 0 {
      var answers: [String: Measures.Answer] = [:]
      for item in 1...6 { answers["m\(item)"] = .number(Double((n + item) % 5 + 1)) }
      let payload = Measures.FormAnswered(
        instrument: "urs-motivation", version: "1", hash: "bench", wave: "før", respondent: "self", mode: "paper",
        answers: answers,
        scores: ["total": .value(Double(n % 30))])
      return FactDraft(
        id: id, stream: stream, type: Measures.FormAnswered.type, occurredAt: day, recordedBy: "bench",
        payload: try payload.encoded())
    }
    let payload = Outreach.ContactRecorded(kind: .contact, place: "værested", channel: "opsøgende", outcome: "truffet")
    return FactDraft(
      id: id, stream: stream, type: Outreach.ContactRecorded.type, occurredAt: day, recordedBy: "bench",
      payload: try payload.encoded())
  }

  static func databaseFile(_ folder: URL) throws -> URL {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    guard let file = files.first(where: { $0.pathExtension == "sqlite" }) else { throw BenchError.sqlite }
    return file
  }

  /// Writes every row of every table again into tables and indexes of the same shape; returns tables, rows and seconds.
  private static func rawCopy(of source: URL, into target: URL) throws -> (Int, Int, Double) {
    let queue = try DatabaseQueue(path: source.path)
    let tables = try queue.read { db in
      try Row.fetchAll(
        db,
        sql:
          "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
      ).map { (name: $0["name"] as String, sql: $0["sql"] as String) }
    }
    let indexes = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    }
    let content = try queue.read { db in
      try tables.map { table in try Row.fetchAll(db, sql: "SELECT * FROM \"\(table.name)\"").map { $0.databaseValues } }
    }
    var db: OpaquePointer?
    guard sqlite3_open(target.path, &db) == SQLITE_OK else { throw BenchError.sqlite }
    defer { sqlite3_close(db) }
    try execute(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
    let (wall, _) = try seconds {
      try execute(db, "BEGIN")
      for (table, rows) in zip(tables, content) {
        try execute(db, table.sql)
        guard let width = rows.first?.count else { continue }
        let marks = Array(repeating: "?", count: width).joined(separator: ",")
        let insert = try prepare(db, "INSERT INTO \"\(table.name)\" VALUES (\(marks))")
        defer { sqlite3_finalize(insert) }
        for row in rows {
          for (i, value) in row.enumerated() { bind(value, insert, Int32(i + 1)) }
          try step(insert)
        }
      }
      for index in indexes { try execute(db, index) }
      try execute(db, "COMMIT")
    }
    return (content.filter { !$0.isEmpty }.count, content.reduce(0) { $0 + $1.count }, wall)
  }

  private static func bind(_ value: DatabaseValue, _ statement: OpaquePointer?, _ index: Int32) {
    switch value.storage {
    case .null: sqlite3_bind_null(statement, index)
    case .int64(let number): sqlite3_bind_int64(statement, index, number)
    case .double(let number): sqlite3_bind_double(statement, index, number)
    case .string(let text):
      sqlite3_bind_text(statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    case .blob(let data): bindBytes(Array(data), statement, index)
    }
  }

  private static func bindBytes(_ bytes: [UInt8], _ statement: OpaquePointer?, _ index: Int32) {
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    bytes.withUnsafeBytes { _ = sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient) }
  }
}
