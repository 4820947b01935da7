import Base
import Foundation
import GRDB
import GRDBSQLite
import Journal
import Synchronization

/// Durable acts a second, beside a raw SQLite writer of the very same finished rows.
enum JournalBench {
  static let acts = 40_000
  static let single = 4_000

  static func run() async throws {
    print("\nJournal: durable acts, one fact each, synchronous FULL")
    var rounds: [Round] = []
    for _ in 0..<3 { rounds.append(try await withFolder { try await round(in: $0) }) }
    func middle(_ value: (Round) -> Double) -> Double { rounds.map(value).sorted()[rounds.count / 2] }
    print("(the median of three rounds; in each, ours and the raw writer one after the other)")
    row("64 writers at once", "\(text(middle(\.many)))/s, p99 \(text(middle(\.p99) * 1000, 1)) ms")
    row("raw SQLite writer, same rows, 64 a transaction", "\(text(middle(\.rawMany)))/s")
    row("ratio to the raw writer", text(middle { $0.many / $0.rawMany }, 2), "wanted >= 0.5")
    row("one writer", "\(text(middle(\.one)))/s")
    row("raw SQLite writer, one a transaction", "\(text(middle(\.rawOne)))/s")
    let gain = middle { ($0.many / $0.one) / ($0.rawMany / $0.rawOne) }
    row("gain of 64 over 1, beside the raw writer's own", text(gain, 2), "wanted >= 0.6")
  }

  /// Acts a second, and the slowest hundredth of 64 writers' acts in seconds.
  private struct Round {
    var many: Double
    var p99: Double
    var one: Double
    var rawMany: Double
    var rawOne: Double
  }

  private static func round(in folder: URL) async throws -> Round {
    let many = try await journal(folder.appendingPathComponent("many"), writers: 64, acts: acts)
    let rows = try finishedRows(folder.appendingPathComponent("many"))
    let rawMany = try raw(folder.appendingPathComponent("raw64.sqlite"), rows: rows, group: 64)
    let one = try await journal(folder.appendingPathComponent("one"), writers: 1, acts: single)
    let rawOne = try raw(folder.appendingPathComponent("raw1.sqlite"), rows: Array(rows.prefix(single)), group: 1)
    return Round(many: many.rate, p99: many.p99, one: one.rate, rawMany: rawMany, rawOne: rawOne)
  }

  static func draft(_ n: Int, streams: Int) -> FactDraft {
    var random = SystemRandomNumberGenerator()
    let number = n % streams
    let stream = StreamID.version7(
      at: Instant(milliseconds: Int64(number)), tail: Array(repeating: UInt8(number % 251), count: 10))
    let payload = #"{"kind":"contact","place":"værested","channel":"opsøgende","outcome":"truffet","worker":"A1","minutes":25}"#
    return FactDraft(
      id: .version7(at: Instant(milliseconds: Int64(n)), using: &random), stream: stream, type: "contact.recorded",
      occurredAt: CivilDate(dayNumber: 16_000 + n % 700).map(OccurredAt.day) ?? .unknown, recordedBy: "bench",
      payload: Array(payload.utf8))
  }

  private static func journal(_ folder: URL, writers: Int, acts: Int) async throws -> (rate: Double, p99: Double) {
    let journal = try Journal.open(folder: folder, master: .random()) {
      Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
    var random = SystemRandomNumberGenerator()
    let drafts = (0..<acts).map { draft($0, streams: 2000) }
    let ready = drafts.map { Act(id: .version7(at: Instant(milliseconds: 0), using: &random), facts: [$0]) }
    // Streams have their keys before the clock starts: keys are made once in a stream's life.
    let warm = (0..<2000).map {
      Act(id: .version7(at: Instant(milliseconds: 0), using: &random), facts: [draft($0, streams: 2000)])
    }
    _ = try await journal.append(warm)
    let shared = Shared()
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<writers {
        group.addTask {
          var mine: [Double] = []
          while true {
            let n = shared.next.add(1, ordering: .relaxed).oldValue
            guard n < ready.count else { break }
            let began = ContinuousClock.now
            _ = try await journal.append(ready[n])
            mine.append(elapsed(since: began))
          }
          let measured = mine
          shared.times.withLock { $0 += measured }
        }
      }
      try await group.waitForAll()
    }
    let wall = elapsed(since: start)
    try journal.close()
    let sorted = shared.times.withLock { $0 }.sorted()
    return (Double(acts) / wall, sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
  }

  /// What the writers share: the next act, and how long each took.
  private final class Shared: Sendable {
    let next = Atomic<Int>(0)
    let times = Mutex<[Double]>([])
  }

  private struct FinishedRow {
    var integers: [Int64]
    var blobs: [[UInt8]]
  }

  /// The rows as the journal has written them, read back.
  private static func finishedRows(_ folder: URL) throws -> [FinishedRow] {
    let queue = try DatabaseQueue(path: folder.appendingPathComponent("Journal.sqlite").path)
    return try queue.read { db in
      try Row.fetchAll(
        db, sql: "SELECT e.*, r.digest FROM entry e JOIN receipt r ON r.act = e.act WHERE e.position > 2000 ORDER BY e.position"
      ).map { row in
        FinishedRow(
          integers: [row["position"], row["format"], row["version"], row["recordedAt"]],
          blobs: ["stream", "id", "act", "keyId", "previous", "hash", "sealed", "digest"].map { Array(row[$0] as Data) })
      }
    }
  }

  /// The same table, indexes and receipts, written with bare prepared statements.
  private static func raw(_ file: URL, rows: [FinishedRow], group: Int) throws -> Double {
    var db: OpaquePointer?
    guard sqlite3_open(file.path, &db) == SQLITE_OK else { throw BenchError.sqlite }
    defer { sqlite3_close(db) }
    let schema = """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE entry (position INTEGER PRIMARY KEY, format INTEGER NOT NULL, stream BLOB NOT NULL, version INTEGER NOT NULL,
        id BLOB NOT NULL, act BLOB NOT NULL, recordedAt INTEGER NOT NULL, keyId BLOB NOT NULL, previous BLOB NOT NULL,
        hash BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
      CREATE UNIQUE INDEX entryByStream ON entry (stream, version); CREATE UNIQUE INDEX entryById ON entry (id);
      CREATE TABLE receipt (act BLOB PRIMARY KEY, digest BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
      """
    guard sqlite3_exec(db, schema, nil, nil, nil) == SQLITE_OK else { throw BenchError.sqlite }
    let insert = try prepare(
      db,
      "INSERT INTO entry (position,format,version,recordedAt,stream,id,act,keyId,previous,hash,sealed) VALUES (?,?,?,?,?,?,?,?,?,?,?)"
    )
    let receipt = try prepare(db, "INSERT INTO receipt (act,digest,first,last) VALUES (?,?,?,?)")
    defer {
      sqlite3_finalize(insert)
      sqlite3_finalize(receipt)
    }
    let (wall, _) = try seconds {
      var index = 0
      while index < rows.count {
        try execute(db, "BEGIN IMMEDIATE")
        for row in rows[index..<min(index + group, rows.count)] {
          for (i, value) in row.integers.enumerated() { sqlite3_bind_int64(insert, Int32(i + 1), value) }
          for (i, value) in row.blobs.prefix(7).enumerated() { bind(value, insert, Int32(i + 5)) }
          try step(insert)
          bind(row.blobs[2], receipt, 1)
          bind(row.blobs[7], receipt, 2)
          sqlite3_bind_int64(receipt, 3, row.integers[0])
          sqlite3_bind_int64(receipt, 4, row.integers[0])
          try step(receipt)
        }
        try execute(db, "COMMIT")
        index += group
      }
    }
    return Double(rows.count) / wall
  }
}

enum BenchError: Error {
  case sqlite
  /// The environment names no catalog.
  case catalog
  /// A page was not answered as it should be.
  case page(String)
}

/// The few calls of SQLite that the raw writers need.
func prepare(_ db: OpaquePointer?, _ sql: String) throws -> OpaquePointer? {
  var statement: OpaquePointer?
  guard sqlite3_prepare_v2(db, sql, -1, &statement, nil) == SQLITE_OK else { throw BenchError.sqlite }
  return statement
}

func execute(_ db: OpaquePointer?, _ sql: String) throws {
  guard sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else { throw BenchError.sqlite }
}

func step(_ statement: OpaquePointer?) throws {
  guard sqlite3_step(statement) == SQLITE_DONE else { throw BenchError.sqlite }
  sqlite3_reset(statement)
}

func bind(_ bytes: [UInt8], _ statement: OpaquePointer?, _ index: Int32) {
  let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  bytes.withUnsafeBytes { _ = sqlite3_bind_blob(statement, index, $0.baseAddress, Int32($0.count), transient) }
}
