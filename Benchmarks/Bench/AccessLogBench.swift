import AccessLog
import Base
import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// The log of reading at the size of five years of 200 staff: filling, a citizen's page, and writing while 32 ask at once.
enum AccessLogBench {
  /// How much is filled and measured.
  struct Size: Sendable {
    var entries = 13_000_000
    var months = 60
    var citizens = 20_000
    var users = 200
    /// Entries written by callers at once.
    var recorded = 20_000
    var callers = 32
    var verifies = true

    /// Five years of 200 staff.
    static let full = Size()
    /// A hundredth of it, for seeing that it runs.
    static let quick = Size(entries: 130_000, months: 60, citizens: 2_000, recorded: 4_000)
  }

  static func run(_ size: Size = .full) async throws {
    print("\nAccess log: \(size.entries) entries in \(size.months) months, \(size.citizens) citizens, synchronous FULL")
    try await withFolder { folder in
      try fill(folder, size)
      try pages(folder, size)
      try await recordOnTop(folder, size)
      if size.verifies { try verify(folder) }
    }
    try await withFolder { folder in try await beside(folder, size) }
  }

  private static let key = AccessLogKey(bytes: Array(repeating: 7, count: 32)) ?? .random()
  private static let first = AccessMonth(year: 2021, month: 12)
  private static let batch = 20_000

  private static func open(_ folder: URL) throws -> AccessLog {
    try AccessLog.open(folder: folder, key: key) { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
  }

  private static func citizen(_ number: Int) -> UUID {
    let tail: [UInt8] = [0, 0, 0, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: number &* 2_654_435_761 >> (24 - 8 * $0)) }
    return Identifier<Never>.version7(at: Instant(milliseconds: Int64(number)), tail: tail).uuid
  }

  /// Three of four show one citizen, one of twenty a list of twenty, the rest nobody; one of forty is a search.
  private static func entry(_ n: Int, _ size: Size, _ citizens: [UUID]) -> AccessEntry {
    let mixed = UInt64(n) &* 0x9E37_79B9_7F4A_7C15
    let pick = Int(mixed >> 33)
    let kind = n % 20
    let shown = kind < 15 ? 1 : kind == 15 ? 20 : 0
    return AccessEntry(
      user: "medarbejder-\(pick % size.users)", organisation: "organisation-\(pick % size.users / 40)", roles: ["outreach"],
      purpose: "treatment", classes: shown > 0 ? ["health", "social"] : [],
      page: AccessPage("/citizens/{id}/\(["", "notes", "plan", "forms", "contacts"][n % 5])", shown > 1 ? .list : .page),
      outcome: n % 200 == 19 ? .refused("no-relation") : .shown, search: n % 40 == 19 ? ["navn \(pick % 5000)"] : [],
      device: "phone", position: Int64(n),
      streams: (0..<shown).map { citizens[(pick + $0 * 7919) % citizens.count] })
  }

  private static func fill(_ folder: URL, _ size: Size) throws {
    let log = try open(folder)
    let citizens = (0..<size.citizens).map(citizen)
    let start = ContinuousClock.now
    for month in 0..<size.months {
      let (from, to) = (size.entries * month / size.months, size.entries * (month + 1) / size.months)
      guard let begins = first?.adding(month).begins else { continue }
      for begin in stride(from: from, to: to, by: batch) {
        let entries = (begin..<min(begin + batch, to)).map { entry($0, size, citizens) }
        let at = Instant(milliseconds: begins.milliseconds + Int64(begin - from))
        _ = try log.fill(entries, at: at)
      }
    }
    let wall = elapsed(since: start)
    try log.close()
    let bytes = try self.bytes(folder)
    row("filled, \(batch) a transaction", "\(text(wall)) s, \(text(Double(size.entries) / wall))/s")
    row("size", "\(text(Double(bytes) / 1e6)) MB, \(text(Double(bytes) / Double(size.entries))) bytes an entry")
  }

  private static func bytes(_ folder: URL) throws -> Int {
    let log = folder.appendingPathComponent(AccessLog.folderName)
    return try FileManager.default.contentsOfDirectory(at: log, includingPropertiesForKeys: [.fileSizeKey])
      .reduce(0) { try $0 + ($1.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }
  }

  private static func pages(_ folder: URL, _ size: Size) throws {
    let (opening, log) = try seconds { try open(folder) }
    row("opening", "\(text(opening * 1000)) ms")
    let stranger = citizen(size.citizens + 1)
    let (cold, _) = try seconds { try log.shown(to: [citizen(0)]) }
    row("a citizen's page, first after opening", "\(text(cold * 1000, 1)) ms", "wanted <= 100 ms")
    var times: [Double] = []
    var shown = 0
    for index in 0..<500 {
      let streams = [citizen(index * 37 % size.citizens)]
      let (time, page) = try seconds { try log.shown(to: streams) }
      times.append(time)
      shown += page.entries.count
    }
    report("a citizen's page, 50 entries, newest", times, "wanted <= 100 ms")
    times = try (0..<100).map { _ in try seconds { try log.shown(to: [stranger]) }.0 }
    report("the same for one whom nobody looked at: all \(size.months) files are asked", times, "wanted <= 100 ms")
    var (entries, deep): (Int, [Double]) = (0, [])
    var next: Int64?
    repeat {
      let before = next
      let (time, page) = try seconds { try log.shown(to: [citizen(1)], before: before) }
      deep.append(time)
      entries += page.entries.count
      next = page.next
    } while next != nil
    report("each page back to the first of one citizen's \(entries) entries", deep, "wanted <= 100 ms")
    let month = first?.adding(size.months / 2)
    let (sampling, _) = try seconds { try month.map { try log.sample(month: $0, count: 20, seed: 7) } }
    row("a leader's sample of 20 from a month", "\(text(sampling * 1000)) ms")
    try log.close()
  }

  private static func report(_ what: String, _ times: [Double], _ wanted: String = "") {
    let sorted = times.sorted()
    let (median, p99) = (sorted[sorted.count / 2], sorted[min(sorted.count - 1, sorted.count * 99 / 100)])
    row(what, "median \(text(median * 1000, 2)), p99 \(text(p99 * 1000, 2)) ms", wanted)
  }

  private static func recordOnTop(_ folder: URL, _ size: Size) async throws {
    let log = try open(folder)
    let (rate, times) = try await record(log, size, callers: size.callers, from: size.entries)
    report("record() on top of it, \(size.callers) callers, \(text(rate))/s", times)
    try log.close()
  }

  private static func verify(_ folder: URL) throws {
    let log = try open(folder)
    let (wall, report) = try seconds { try log.verify() }
    row("verify: \(report.entries) entries\(report.isSound ? "" : ", NOT SOUND")", "\(text(wall)) s")
    try log.close()
  }

  private static func record(
    _ log: AccessLog, _ size: Size, callers: Int, from first: Int
  ) async throws -> (rate: Double, times: [Double]) {
    let citizens = (0..<size.citizens).map(citizen)
    let entries = (0..<size.recorded).map { entry(first + $0, size, citizens) }
    let (next, all) = (Shared<Int>(0), Shared<[Double]>([]))
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<callers {
        group.addTask {
          var mine: [Double] = []
          while true {
            let index = next.change { value in
              defer { value += 1 }
              return value
            }
            guard index < entries.count else { break }
            let began = ContinuousClock.now
            _ = try await log.record(entries[index])
            mine.append(elapsed(since: began))
          }
          let measured = mine
          all.change { $0 += measured }
        }
      }
      try await group.waitForAll()
    }
    return (Double(entries.count) / elapsed(since: start), all.change { $0 })
  }

  /// What the callers share.
  private final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result { value.withLock { body(&$0) } }
  }
}

// MARK: - Beside a raw writer

extension AccessLogBench {
  /// The rows that a log has written, read back.
  private struct Rows {
    var entries: [Row]
    /// The subjects of each entry.
    var links: [Int64: [Int64]]
  }

  private static func beside(_ folder: URL, _ size: Size) async throws {
    let log = try open(folder)
    // Words and streams are known before the clock starts: they are new once a month.
    let citizens = (0..<size.citizens).map(citizen)
    _ = try log.fill((0..<size.citizens).map { entry($0 * 20, size, [citizens[$0]]) }, at: Instant(milliseconds: 0))
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let known = log.head.number + Int64(size.citizens)
    _ = try log.fill((0..<size.citizens).map { entry($0 * 20, size, [citizens[$0]]) }, at: now)
    let (rate, times) = try await record(log, size, callers: size.callers, from: 0)
    let name = "\(AccessMonth(now)).sqlite"
    try log.close()
    let rows = try finished(folder.appendingPathComponent(AccessLog.folderName).appendingPathComponent(name), after: known)
    let raw = try raw(folder.appendingPathComponent("raw.sqlite"), rows, group: size.callers)
    report("record() in a fresh month, \(size.callers) callers, \(text(rate))/s", times)
    row("raw SQLite writer, same rows and indexes, \(size.callers) a transaction", "\(text(raw))/s")
    row("ratio to the raw writer", text(rate / raw, 2), "wanted >= 0.5")
  }

  private static func finished(_ file: URL, after known: Int64) throws -> Rows {
    let queue = try DatabaseQueue(path: file.path)
    return try queue.read { db in
      var links: [Int64: [Int64]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT number, subject FROM link WHERE number > ?", arguments: [known]) {
        links[row["number"], default: []].append(row["subject"])
      }
      let entries = try Row.fetchAll(db, sql: "SELECT * FROM entry WHERE number > ? ORDER BY number", arguments: [known])
      return Rows(entries: entries, links: links)
    }
  }

  private static let schema = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE entry (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, user INTEGER NOT NULL, organisation INTEGER NOT NULL,
      roles INTEGER NOT NULL, purpose INTEGER NOT NULL, classes INTEGER NOT NULL, page INTEGER NOT NULL, kind INTEGER NOT NULL,
      outcome INTEGER NOT NULL, reason INTEGER, act INTEGER, device INTEGER NOT NULL, position INTEGER NOT NULL,
      breakGlass TEXT, searched BLOB NOT NULL, subjects BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE INDEX entryByUser ON entry (user, number); CREATE INDEX entryRefused ON entry (number) WHERE outcome <> 0;
    CREATE TABLE link (
      subject INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (subject, number)) STRICT, WITHOUT ROWID;
    """

  private static func raw(_ file: URL, _ rows: Rows, group: Int) throws -> Double {
    var db: OpaquePointer?
    guard sqlite3_open(file.path, &db) == SQLITE_OK else { throw BenchError.sqlite }
    defer { sqlite3_close(db) }
    try execute(db, schema)
    let places = Array(repeating: "?", count: 18).joined(separator: ",")
    let (insert, link) = (
      try prepare(db, "INSERT INTO entry VALUES (\(places))"), try prepare(db, "INSERT INTO link VALUES (?,?)")
    )
    defer {
      sqlite3_finalize(insert)
      sqlite3_finalize(link)
    }
    let plain = rows.entries.map { row in
      (
        numbers: (0..<14).map { row[$0] as Int64? }, blobs: (15..<18).map { Array(row[$0] as Data) },
        links: rows.links[row[0]] ?? []
      )
    }
    let (wall, _) = try seconds {
      for begin in stride(from: 0, to: plain.count, by: group) {
        try execute(db, "BEGIN IMMEDIATE")
        for row in plain[begin..<min(begin + group, plain.count)] {
          for (index, number) in row.numbers.enumerated() {
            if let number {
              sqlite3_bind_int64(insert, Int32(index + 1), number)
            } else {
              sqlite3_bind_null(insert, Int32(index + 1))
            }
          }
          sqlite3_bind_null(insert, 15)
          for (index, blob) in row.blobs.enumerated() { bind(blob, insert, Int32(index + 16)) }
          try step(insert)
          for subject in row.links {
            sqlite3_bind_int64(link, 1, subject)
            sqlite3_bind_int64(link, 2, row.numbers[0] ?? 0)
            try step(link)
          }
        }
        try execute(db, "COMMIT")
      }
    }
    return Double(plain.count) / wall
  }
}
