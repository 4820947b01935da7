import Base
import Foundation
import GRDB

/// The first thing that is wrong in the access log.
package struct AccessFinding: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of wrong it is.
  package enum Kind: String, Sendable {
    /// An entry, or the first row of a month, is not what was hashed.
    case changed
    /// One or more entries, or a whole month, are gone.
    case removed
    /// An entry stands in another place.
    case reordered
    /// Entries agree with each other, but not with what was known of them.
    case rewritten
    /// What finds entries by citizen or by search word does not agree with the entries.
    case index
    /// A link to a stream was cut by somebody else than the log.
    case cut
    /// The ledger is not what was written.
    case ledger
  }

  package var kind: Kind
  package var month: AccessMonth?
  /// The first entry that is wrong or gone.
  package var number: Int64
  /// What was found, in plain words.
  package var message: String

  package var description: String {
    "\(kind.rawValue) at entry \(number)\(month.map { ", month \($0)" } ?? ""): \(message)"
  }
}

/// One walk through a month's file.
struct MonthAudit {
  private let file: MonthFile
  private let key: AccessLogKey
  private var marks: [Int64: [UInt8]] = [:]
  private var links: [UInt64] = []
  private var searches: [[UInt8]] = []
  /// What is known of entries from elsewhere: the ledger, or a head that was kept.
  var known: [Int64: [UInt8]] = [:]
  /// Whether what finds the entries is collected, for `checkIndexes`.
  var collects = false
  private(set) var next: Int64
  private(set) var previous: [UInt8]

  private static let chunk: Int64 = 4096
  private static let numberBits: UInt64 = 36

  init(_ file: MonthFile, key: AccessLogKey, from first: Int64? = nil) throws {
    (self.file, self.key) = (file, key)
    (next, previous) = (file.before.number + 1, file.before.hash)
    guard let first, first > next else { return }
    next = first
    previous =
      try file.database.read { db in
        let statement = try LogStatement(db, "SELECT hash FROM entry WHERE number = ?1")
        statement.bind(first - 1, at: 1)
        return try statement.first { $0.bytes(0) }
      } ?? []
  }

  /// Goes from where it stands to the end, or to an entry.
  ///
  /// - Throws: `AccessFinding`.
  mutating func walk(upTo last: Int64 = .max) throws {
    while next <= last {
      let database = file.database
      let (start, end) = (next, min(last, next + Self.chunk - 1))
      let more = try database.read { db in
        let statement = try LogStatement(
          db, "SELECT \(EntryRow.columns) FROM entry WHERE number >= ?1 ORDER BY number LIMIT ?2")
        statement.bind(start, at: 1)
        statement.bind(end - start + 1, at: 2)
        let rows = try statement.all { try EntryRow($0) }
        let texts = try freshTexts(Set(rows.flatMap(\.words)), db)
        for row in rows where row.number <= last { try step(row, texts, db) }
        return rows.count == Int(end - start + 1)
      }
      if !more { return }
    }
  }

  /// The texts as they lie in the file now, never from memory.
  private func freshTexts(_ wanted: Set<Int64>, _ db: Database) throws -> [Int64: String] {
    let statement = try LogStatement(db, "SELECT text FROM word WHERE id = ?1")
    var found: [Int64: String] = [:]
    for id in wanted {
      statement.bind(id, at: 1)
      found[id] = try statement.first { $0.text(0) } ?? nil
    }
    return found
  }

  private mutating func step(_ row: EntryRow, _ texts: [Int64: String], _ db: Database) throws {
    guard row.number == next else {
      throw finding(.removed, "Entry \(next) is not there; the next one is \(row.number).")
    }
    guard try hash(row, as: next, texts, db) == row.hash else { throw try diagnosis(db) }
    if let mark = known[next], mark != row.hash {
      throw finding(.rewritten, "Entry \(next) is another than the one that was noted.")
    }
    if collects { collect(row) }
    previous = row.hash
    next += 1
  }

  private mutating func hash(_ row: EntryRow, as number: Int64, _ texts: [Int64: String], _ db: Database) throws -> [UInt8]? {
    guard let text = row.text(texts) else { return nil }
    var marks: [UInt8] = []
    for subject in row.subjects {
      guard let mark = try mark(subject, db) else { return nil }
      marks += mark
    }
    return key.hash(after: previous, text.content(number: number, at: row.at, marks: marks))
  }

  /// The mark of a subject, when it is the one that belongs to its stream, or its link was cut by the log.
  private mutating func mark(_ subject: Int64, _ db: Database) throws -> [UInt8]? {
    if let known = marks[subject] { return known }
    let statement = try LogStatement(db, "SELECT mark, stream, salt FROM subject WHERE id = ?1")
    statement.bind(subject, at: 1)
    guard
      let (mark, stream, salt) = try statement.first({ ($0.bytes(0), UUID(sixteen: $0.blob(1)), $0.bytes(2)) })
    else { return nil }
    if let stream {
      guard key.mark(of: stream, salt: salt) == mark else { return nil }
    } else if try !isCut(subject, db) {
      throw finding(.cut, "The stream of an entry is gone, and nothing says that it was erased.")
    }
    marks[subject] = mark
    return mark
  }

  private func isCut(_ subject: Int64, _ db: Database) throws -> Bool {
    let statement = try LogStatement(db, "SELECT at, reason, seal FROM cut WHERE subject = ?1")
    statement.bind(subject, at: 1)
    let seal = try statement.first { row in
      row.bytes(2) == key.seal(cut: subject, month: file.month, at: row.integer(0), reason: row.text(1) ?? "")
    }
    return seal ?? false
  }

  /// Tells whether the entry that belongs here stands elsewhere in the month.
  private mutating func diagnosis(_ db: Database) throws -> AccessFinding {
    let statement = try LogStatement(db, "SELECT \(EntryRow.columns) FROM entry WHERE number > ?1 ORDER BY number")
    statement.bind(next, at: 1)
    for row in try statement.all({ try EntryRow($0) }) {
      let texts = try freshTexts(Set(row.words), db)
      if try hash(row, as: next, texts, db) == row.hash {
        return finding(.reordered, "Entry \(next) stands at number \(row.number) now.")
      }
    }
    return finding(.changed, "Entry \(next) is not what was written, or was removed and the later ones moved up.")
  }

  private func finding(_ kind: AccessFinding.Kind, _ message: String) -> AccessFinding {
    AccessFinding(kind: kind, month: file.month, number: next, message: message)
  }
}

// MARK: - What finds the entries

extension MonthAudit {
  private mutating func collect(_ row: EntryRow) {
    let offset = UInt64(row.number - file.before.number)
    for subject in row.subjects { links.append(UInt64(subject) << Self.numberBits | offset) }
    for start in stride(from: 0, to: row.searched.count, by: 16) {
      searches.append(Array(row.searched[start..<min(start + 16, row.searched.count)]) + Self.bytes(row.number))
    }
  }

  private static func bytes(_ number: Int64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  /// Compares the tables by which entries are found with the entries walked.
  ///
  /// - Throws: `AccessFinding` of kind `index`.
  mutating func checkIndexes() throws {
    links.sort()
    let words = Set(searches)
    let (last, file, links) = (next - 1, file, links)
    func number(_ link: UInt64) -> Int64 { file.before.number + Int64(link & (1 << Self.numberBits - 1)) }
    let wrong = try file.database.read { db -> Int64? in
      let statement = try LogStatement(db, "SELECT subject, number FROM link WHERE number <= ?1 ORDER BY subject, number")
      statement.bind(last, at: 1)
      var (index, wrong): (Int, Int64?) = (0, nil)
      _ = try statement.all { row in
        guard wrong == nil else { return }
        let offset = UInt64(bitPattern: row.integer(1) &- file.before.number)
        let found = UInt64(bitPattern: row.integer(0)) << Self.numberBits | offset
        if index < links.count, links[index] == found { return index += 1 }
        // Either this one is too many, or the one that should come before it is missing.
        wrong = index < links.count && links[index] < found ? number(links[index]) : row.integer(1)
      }
      if wrong == nil, index < links.count { wrong = number(links[index]) }
      if let wrong { return wrong }
      let search = try LogStatement(db, "SELECT word, number FROM search WHERE number <= ?1")
      search.bind(last, at: 1)
      let found = Set(try search.all { $0.bytes(0) + Self.bytes($0.integer(1)) })
      return found.symmetricDifference(words).first.map { $0.suffix(8).reduce(0) { $0 << 8 | Int64($1) } }
    }
    guard let wrong else { return }
    throw AccessFinding(
      kind: .index, month: file.month, number: wrong,
      message: "Entry \(wrong) is not found by the citizens or words that it names, or by others.")
  }
}
