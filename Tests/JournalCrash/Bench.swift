import Base
import Foundation
import GRDBSQLite
import Journal

/// Durable acts a second beside a bare SQLite writer of the same finished rows, and entries read a second.
struct Bench {
  let folder: URL
  private let acts = 20_000
  private let writers = 64

  func run() async throws {
    let clock: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    var options = JournalOptions()
    options.sealKey = SealKey()
    let journal = try Journal.open(
      folder: folder.appendingPathComponent("journal"), master: .random(), options: options, clock: clock)
    let warm = (0..<500).map { benchAct($0) }
    _ = try await journal.append(warm)
    let one = try await append(journal, writers: 1, count: acts / 10)
    let many = try await append(journal, writers: writers, count: acts)
    let rows = try journal.sealedStore.entries(from: 501, limit: acts)
    let rawOne = try RawWriter(folder: folder.appendingPathComponent("raw1")).write(Array(rows.prefix(acts / 10)), group: 1)
    let rawMany = try RawWriter(folder: folder.appendingPathComponent("raw64")).write(rows, group: writers)
    say("journal, 1 writer     \(Int(one.rate)) acts/s, p99 \(one.p99) ms")
    say("journal, 64 writers   \(Int(many.rate)) acts/s, p99 \(many.p99) ms")
    say("bare SQLite, groups of 1   \(Int(rawOne)) rows/s")
    say("bare SQLite, groups of 64  \(Int(rawMany)) rows/s")
    say("64 writers: journal / bare = \(many.rate / rawMany) (wanted 0.5)")
    say(
      "64 : 1 journal \(many.rate / one.rate), bare \(rawMany / rawOne), ratio \((many.rate / one.rate) / (rawMany / rawOne)) (0.6)"
    )
    try read(journal)
  }

  private func read(_ journal: Journal) throws {
    let start = ContinuousClock.now
    var (position, count): (Int64, Int) = (1, 0)
    while true {
      let entries = try journal.read(from: position, limit: 2000)
      guard let last = entries.last else { break }
      count += entries.count
      position = last.position + 1
    }
    let took = seconds(ContinuousClock.now - start)
    say("read, opened and decoded   \(Int(Double(count) / took)) entries/s")
    let begun = ContinuousClock.now
    let report = try journal.verify()
    say("verified                   \(Int(Double(report.entries) / seconds(ContinuousClock.now - begun))) entries/s")
  }

  private func append(_ journal: Journal, writers: Int, count: Int) async throws -> (rate: Double, p99: Double) {
    let start = ContinuousClock.now
    let times = try await withThrowingTaskGroup(of: [Double].self) { group in
      for writer in 0..<writers {
        group.addTask {
          var times: [Double] = []
          for round in 0..<(count / writers) {
            let next = benchAct(writer * 31 + round)
            let begun = ContinuousClock.now
            _ = try await journal.append(next)
            times.append(seconds(ContinuousClock.now - begun))
          }
          return times
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let sorted = times.sorted()
    return (Double(times.count) / seconds(ContinuousClock.now - start), sorted[sorted.count * 99 / 100] * 1000)
  }
}

@Sendable func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

@Sendable func benchAct(_ number: Int) -> Act {
  let stream = StreamID.version7(
    at: Instant(milliseconds: 1_600_000_000_000 + Int64(number % 500)), tail: [UInt8](repeating: 9, count: 10))
  let text = String(repeating: "answer ", count: 25)
  let fact = FactDraft(
    id: EntryID(UUID()), stream: stream, type: "form.answered", occurredAt: .minute(Instant(milliseconds: 1), offsetMinutes: 60),
    recordedBy: "0190a0f0-0000-7000-8000-000000000001", dataClass: "health", catalog: ["instrument@1#0123456789abcdef"],
    payload: Array("{\"number\":\(number),\"text\":\"\(text)\"}".utf8))
  return Act(id: ActID(UUID()), facts: [fact])
}

/// The same table, indexes, receipts and durability, and nothing else.
private struct RawWriter {
  private let connection: OpaquePointer

  init(folder: URL) throws {
    let store = try { () throws -> SQLiteStore in
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return try SQLiteStore(file: folder.appendingPathComponent("raw.sqlite"))
    }()
    try store.close()
    var opened: OpaquePointer?
    guard sqlite3_open(folder.appendingPathComponent("raw.sqlite").path, &opened) == SQLITE_OK, let opened else {
      throw JournalError(.storage, "the bare file does not open")
    }
    connection = opened
    for sql in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -16000"] {
      sqlite3_exec(connection, sql, nil, nil, nil)
    }
  }

  func write(_ rows: [SealedEntry], group: Int) throws -> Double {
    let entry = try prepare("INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
    let receipt = try prepare("INSERT INTO receipt VALUES (?1, ?2, ?3, ?4)")
    let start = ContinuousClock.now
    for first in stride(from: 0, to: rows.count, by: group) {
      sqlite3_exec(connection, "BEGIN IMMEDIATE", nil, nil, nil)
      for row in rows[first..<min(first + group, rows.count)] {
        bind(row, entry)
        try run(entry)
        blob(receipt, 1, row.act.bytes)
        blob(receipt, 2, row.hash.bytes)
        sqlite3_bind_int64(receipt, 3, row.position)
        sqlite3_bind_int64(receipt, 4, row.position)
        try run(receipt)
      }
      guard sqlite3_exec(connection, "COMMIT", nil, nil, nil) == SQLITE_OK else { throw JournalError(.storage, "no commit") }
    }
    let rate = Double(rows.count) / seconds(ContinuousClock.now - start)
    sqlite3_finalize(entry)
    sqlite3_finalize(receipt)
    sqlite3_close(connection)
    return rate
  }

  private func bind(_ row: SealedEntry, _ statement: OpaquePointer) {
    sqlite3_bind_int64(statement, 1, row.position)
    sqlite3_bind_int64(statement, 2, Int64(row.format))
    blob(statement, 3, row.stream.bytes)
    sqlite3_bind_int64(statement, 4, row.version)
    blob(statement, 5, row.id.bytes)
    blob(statement, 6, row.act.bytes)
    sqlite3_bind_int64(statement, 7, row.recordedAt.milliseconds)
    blob(statement, 8, row.keyID.bytes)
    blob(statement, 9, row.previous.bytes)
    blob(statement, 10, row.hash.bytes)
    blob(statement, 11, row.sealed)
  }

  private func blob(_ statement: OpaquePointer, _ index: Int32, _ bytes: [UInt8]) {
    sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  private func run(_ statement: OpaquePointer) throws {
    guard sqlite3_step(statement) == SQLITE_DONE else {
      throw JournalError(.storage, String(cString: sqlite3_errmsg(connection)))
    }
    sqlite3_reset(statement)
  }

  private func prepare(_ sql: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw JournalError(.storage, String(cString: sqlite3_errmsg(connection)))
    }
    return statement
  }
}
