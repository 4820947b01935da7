import Base
import Foundation
import GRDB
import Synchronization

/// The small book beside the months: which months there are, how far the log had come, what was dropped and why.
///
/// Its name sorts before those of the months, so that a copy made file by file never has a ledger newer than a month.
final class AccessLedger: Sendable {
  /// The kinds of lines. The raw value is stored and never changes.
  enum Kind: String, Sendable {
    /// The log was made. `text` is its id.
    case begun
    /// A month was begun after the entry `number`, whose hash is `hash`.
    case month
    /// The log had come to the entry `number`.
    case mark
    /// A month was dropped; its last entry was `number`, and `hash` is where the chain begins now.
    case dropped
    /// `count` links were cut.
    case erased
  }

  struct Line: Sendable, Hashable {
    var kind: Kind
    var at: Instant
    var month: AccessMonth?
    var head: AccessHead
    var count: Int64 = 0
    /// The reason's code, and who asked; the log's id in the first line.
    var text = ""
    var by = ""
  }

  static let fileName = "0-ledger.sqlite"
  let database: DatabaseQueue
  let log: String
  private let key: AccessLogKey

  /// - Parameter makes: whether a ledger that is not there is made.
  init(folder: URL?, key: AccessLogKey, options: AccessLogOptions, makes: Bool, now: Instant) throws {
    self.key = key
    var configuration = Configuration()
    configuration.label = "access ledger"
    configuration.readonly = options.readOnly
    configuration.busyMode = .timeout(5)
    if let folder {
      if !options.readOnly { configuration.journalMode = .wal }
      database = try DatabaseQueue(
        path: folder.appendingPathComponent(Self.fileName).path, configuration: configuration)
    } else {
      database = try DatabaseQueue(configuration: configuration)
    }
    if !options.readOnly { try options.durability.set(on: database) }
    if makes {
      try database.write { db in
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") == 0 else { return }
        try Self.make(db)
        let head = AccessHead(number: 0, hash: .zeroHash)
        let line = Line(kind: .begun, at: now, head: head, text: UUID().uuidString.lowercased())
        try Self.insert(line, after: (0, .zeroHash), key, db)
      }
    }
    let first = try database.read { db in try Self.lines(db, limit: 1, key).first }
    guard let first, first.line.kind == .begun else {
      throw AccessLogError(.damaged, "The ledger of the access log has no first line. Restore a backup.")
    }
    guard first.holds else {
      throw AccessLogError(.keyWrong, "The key is not the one that the access log was begun with, or its ledger was changed.")
    }
    log = first.line.text
  }

  func close() throws { try database.close() }

  func add(_ lines: [Line]) throws {
    try database.write { db in
      for line in lines {
        let last = try LogStatement(db, "SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1")
          .first { ($0.integer(0), $0.bytes(1)) }
        try Self.insert(line, after: last ?? (0, .zeroHash), key, db)
      }
    }
  }

  /// All lines, oldest first.
  ///
  /// - Throws: `AccessFinding` when a line is not what was hashed.
  func lines() throws -> [Line] {
    try database.read { db in
      try Self.lines(db, limit: -1, key).enumerated().map { index, found in
        guard found.holds, found.number == Int64(index + 1) else {
          throw AccessFinding(
            kind: .ledger, number: found.line.head.number, message: "Line \(index + 1) of the ledger is not what was written.")
        }
        return found.line
      }
    }
  }

  private static func make(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE ledger (
          number INTEGER PRIMARY KEY, kind TEXT NOT NULL, at INTEGER NOT NULL, month TEXT, entry INTEGER NOT NULL,
          head BLOB NOT NULL, count INTEGER NOT NULL, text TEXT NOT NULL, by TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
        PRAGMA user_version = 1;
        """)
    for change in ["UPDATE", "DELETE"] { try db.execute(sql: MonthSchema.refusal("ledger", change, when: "")) }
  }

  private static func insert(
    _ line: Line, after last: (number: Int64, hash: [UInt8]), _ key: AccessLogKey, _ db: Database
  ) throws {
    let row = try LogStatement(
      db,
      """
      INSERT INTO ledger (number, kind, at, month, entry, head, count, text, by, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """)
    row.bind(last.number + 1, at: 1)
    row.bind(line.kind.rawValue, at: 2)
    row.bind(line.at.milliseconds, at: 3)
    row.bind(line.month?.description, at: 4)
    row.bind(line.head.number, at: 5)
    row.bind(line.head.hash, at: 6)
    row.bind(line.count, at: 7)
    row.bind(line.text, at: 8)
    row.bind(line.by, at: 9)
    row.bind(key.ledgerHash(after: last.hash, content(line, last.number + 1)), at: 10)
    try row.run()
  }

  private static func content(_ line: Line, _ number: Int64) -> [UInt8] {
    var bytes = AccessBytes()
    bytes.byte(1)
    bytes.number(number)
    bytes.text(line.kind.rawValue)
    bytes.number(line.at.milliseconds)
    bytes.text(line.month?.description)
    bytes.number(line.head.number)
    bytes.block(line.head.hash)
    bytes.number(line.count)
    bytes.text(line.text)
    bytes.text(line.by)
    return bytes.bytes
  }

  private static func lines(
    _ db: Database, limit: Int64, _ key: AccessLogKey
  ) throws -> [(number: Int64, line: Line, holds: Bool)] {
    let statement = try LogStatement(
      db, "SELECT number, kind, at, month, entry, head, count, text, by, hash FROM ledger ORDER BY number LIMIT ?1")
    statement.bind(limit, at: 1)
    var previous = [UInt8].zeroHash
    return try statement.all { row in
      guard let kind = Kind(rawValue: row.text(1) ?? "") else {
        throw AccessLogError(.newer, "The ledger has a line of a kind that this program does not know.")
      }
      let line = Line(
        kind: kind, at: Instant(milliseconds: row.integer(2)), month: row.text(3).flatMap { AccessMonth($0) },
        head: AccessHead(number: row.integer(4), hash: row.bytes(5)), count: row.integer(6), text: row.text(7) ?? "",
        by: row.text(8) ?? "")
      let hash = row.bytes(9)
      defer { previous = hash }
      return (row.integer(0), line, hash == key.ledgerHash(after: previous, content(line, row.integer(0))))
    }
  }
}
