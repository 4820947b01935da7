import Base
import Foundation
import GRDB
import Synchronization

/// The last entry of the log: what the next one continues.
package struct AccessHead: Sendable, Hashable {
  /// 0 before the first entry.
  package var number: Int64
  /// Thirty-two bytes, as hexadecimal digits in `text`.
  var hash: [UInt8]

  init(number: Int64, hash: [UInt8]) {
    self.number = number
    self.hash = hash
  }

  /// `<number> <64 hexadecimal digits>`: to be kept where whoever can rewrite the log cannot reach.
  package var text: String { "\(number) \(hash.hexText)" }

  /// Reads `text`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let number = Int64(parts[0]), let hash = [UInt8](hexText: parts[1]), hash.count == 32 else {
      return nil
    }
    self.init(number: number, hash: hash)
  }
}

/// One month's file, open: its connection, and the texts and streams that were met lately.
final class MonthFile: Sendable {
  /// A stream as this month knows it.
  struct Subject: Sendable {
    var id: Int64
    var mark: [UInt8]
  }

  private struct Cache {
    var ids: [String: Int64] = [:]
    var texts: [Int64: String] = [:]
    var subjects: [UUID: Subject] = [:]
  }

  static let subjectLimit = 100_000
  let month: AccessMonth
  let url: URL?
  let database: any DatabaseWriter
  /// The head that this month continues.
  let before: AccessHead
  private let cache = Mutex(Cache())

  /// - Parameter makes: what a new file begins with; nil opens one that is there.
  /// - Throws: `AccessLogError`: `damaged` for a file of another log or month, `newer`.
  init(
    _ month: AccessMonth, at url: URL?, log: String, options: AccessLogOptions, newest: Bool, makes: AccessHead? = nil
  ) throws {
    (self.month, self.url) = (month, url)
    let database = try Self.connect(url, options, newest: newest)
    self.database = database
    if let makes {
      try database.write { db in
        try MonthSchema.make(db)
        let start = try LogStatement(db, "INSERT INTO start (id, log, month, number, previous) VALUES (1, ?1, ?2, ?3, ?4)")
        start.bind(log, at: 1)
        start.bind(month.description, at: 2)
        start.bind(makes.number + 1, at: 3)
        start.bind(makes.hash, at: 4)
        try start.run()
      }
    }
    before = try database.read { db in
      let found = try Int64.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      guard found <= MonthSchema.version else {
        throw AccessLogError(.newer, "The file \(month) has schema \(found); this program knows \(MonthSchema.version).")
      }
      let head = try LogStatement(db, "SELECT number, previous, log, month FROM start").first { row in
        row.text(2) == log && row.text(3) == month.description
          ? AccessHead(number: row.integer(0) - 1, hash: row.bytes(1)) : nil
      }
      guard let head = head ?? nil, head.hash.count == 32 else {
        throw AccessLogError(.damaged, "The file \(month) does not begin as a month of this access log.")
      }
      return head
    }
  }

  /// The newest month is read while it is written; the others need one connection only.
  private static func connect(_ url: URL?, _ options: AccessLogOptions, newest: Bool) throws -> any DatabaseWriter {
    var configuration = Configuration()
    configuration.label = "access log"
    configuration.readonly = options.readOnly
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 4
    let cache = newest ? 8000 : 512
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -\(cache); PRAGMA secure_delete = ON")
    }
    guard let url else { return try DatabaseQueue(configuration: configuration) }
    let database: any DatabaseWriter
    if newest {
      database = try DatabasePool(path: url.path, configuration: configuration)
    } else {
      if !options.readOnly { configuration.journalMode = .wal }
      database = try DatabaseQueue(path: url.path, configuration: configuration)
    }
    if !options.readOnly { try options.durability.set(on: database) }
    return database
  }

  /// The last entry and its moment; the head before this month and the month's beginning when it has none.
  func last() throws -> (head: AccessHead, at: Instant) {
    try database.read { db in
      try LogStatement(db, "SELECT number, hash, at FROM entry ORDER BY number DESC LIMIT 1").first { row in
        (AccessHead(number: row.integer(0), hash: row.bytes(1)), Instant(milliseconds: row.integer(2)))
      }
    } ?? (before, month.begins)
  }

  /// Moves the log into the file first: a pool closes its readers last, and they cannot.
  func close(readOnly: Bool) throws {
    if !readOnly, url != nil { _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    try database.close()
  }
}

// MARK: - What is remembered

extension MonthFile {
  /// What a group added, remembered only when it is committed.
  struct Additions: Sendable {
    var ids: [String: Int64] = [:]
    var subjects: [UUID: Subject] = [:]
  }

  func wordID(_ text: String) -> Int64? { cache.withLock { $0.ids[text] } }
  func subject(_ stream: UUID) -> Subject? { cache.withLock { $0.subjects[stream] } }

  func remember(_ added: Additions) {
    cache.withLock { cache in
      for (text, id) in added.ids {
        cache.ids[text] = id
        cache.texts[id] = text
      }
      if cache.subjects.count + added.subjects.count > Self.subjectLimit { cache.subjects.removeAll() }
      cache.subjects.merge(added.subjects) { _, new in new }
    }
  }

  /// Nothing more is written here: gives back memory.
  func settle() {
    cache.withLock { $0 = Cache() }
    (database as? DatabasePool)?.releaseMemory()
  }

  func forget(_ streams: some Sequence<UUID>) {
    cache.withLock { cache in for stream in streams { cache.subjects[stream] = nil } }
  }
}

// MARK: - Reading

extension MonthFile {
  /// The texts with these numbers, from memory where they are known.
  func texts(_ wanted: Set<Int64>, _ db: Database) throws -> [Int64: String] {
    var found: [Int64: String] = [:]
    cache.withLock { cache in for id in wanted { found[id] = cache.texts[id] } }
    guard found.count < wanted.count else { return found }
    let statement = try LogStatement(db, "SELECT text FROM word WHERE id = ?1")
    for id in wanted where found[id] == nil {
      statement.bind(id, at: 1)
      found[id] = try statement.first { $0.text(0) } ?? nil
    }
    cache.withLock { cache in cache.texts.merge(found) { _, new in new } }
    return found
  }

  /// Reads entries whole.
  ///
  /// - Parameter only: the streams that may be named; nil names all.
  func entries(_ rows: [EntryRow], only: Set<UUID>?, _ db: Database) throws -> [LoggedAccess] {
    let texts = try texts(Set(rows.flatMap(\.words)), db)
    var streams: [Int64: UUID?] = [:]
    let statement = try LogStatement(db, "SELECT stream FROM subject WHERE id = ?1")
    for id in Set(rows.flatMap(\.subjects)) {
      statement.bind(id, at: 1)
      streams[id] = try statement.first { UUID(sixteen: $0.blob(0)) } ?? nil
    }
    return try rows.map { row in
      guard let text = row.text(texts) else {
        throw AccessLogError(.damaged, "A word of an entry is not there.", number: row.number)
      }
      let all = row.subjects.compactMap { streams[$0] ?? nil }
      let named = only.map { only in all.filter(only.contains) } ?? all
      return try row.logged(text, streams: named, erased: row.subjects.count - all.count)
    }
  }

  /// The entries with these numbers, in the order given.
  func rows(_ numbers: [Int64], _ db: Database) throws -> [EntryRow] {
    let statement = try LogStatement(db, "SELECT \(EntryRow.columns) FROM entry WHERE number = ?1")
    return try numbers.compactMap { number in
      statement.bind(number, at: 1)
      return try statement.first { try EntryRow($0) }
    }
  }
}
