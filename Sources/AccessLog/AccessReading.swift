import Base
import Foundation
import GRDB

/// One month in figures.
package struct AccessCount: Sendable, Hashable {
  package var month: AccessMonth
  /// The number of its first entry.
  package var first: Int64
  package var entries: Int64
  package var refused: Int64
  package var notFound: Int64
  /// What its file takes, in bytes; 0 in memory.
  package var bytes: Int64
}

extension AccessLog {
  /// The most entries of one answer.
  package static let listLimit = 500

  /// Who looked at a citizen: the entries that showed one of the citizen's streams, newest first, over all months.
  ///
  /// Other citizens of the same lists are not named.
  /// - Parameter before: entries before this number; nil from the end.
  package func shown(to citizen: [UUID], before: Int64? = nil, limit: Int = 50) throws -> AccessList {
    let streams = Set(citizen)
    return try list(before, limit, only: streams) { db, _, before, wanted in
      let subject = try LogStatement(db, "SELECT id FROM subject WHERE stream = ?1")
      let link = try LogStatement(
        db, "SELECT number FROM link WHERE subject = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3")
      var numbers: Set<Int64> = []
      for stream in streams {
        subject.bind(stream, at: 1)
        guard let id = try subject.first({ $0.integer(0) }) else { continue }
        link.bind(id, at: 1)
        link.bind(before, at: 2)
        link.bind(Int64(wanted), at: 3)
        numbers.formUnion(try link.all { $0.integer(0) })
      }
      return numbers.sorted(by: >)
    }
  }

  /// What a user did, newest first.
  ///
  /// - Parameters:
  ///   - since: entries from this moment; nil from the beginning.
  ///   - until: entries before this moment; nil to the end.
  package func by(
    user: String, since: Instant? = nil, until: Instant? = nil, before: Int64? = nil, limit: Int = 50
  ) throws -> AccessList {
    try list(before, limit, since: since, until: until) { db, file, before, wanted in
      guard let id = try file.id(of: user, db) else { return [] }
      let entry = try LogStatement(
        db,
        """
        SELECT number FROM entry WHERE user = ?1 AND number < ?2 AND at >= ?4 AND at < ?5 ORDER BY number DESC LIMIT ?3
        """)
      entry.bind(id, at: 1)
      entry.bind(before, at: 2)
      entry.bind(Int64(wanted), at: 3)
      entry.bind(since?.milliseconds ?? .min, at: 4)
      entry.bind(until?.milliseconds ?? .max, at: 5)
      return try entry.all { $0.integer(0) }
    }
  }

  /// What was refused, newest first.
  ///
  /// - Parameter notFound: also what was told as not found: somebody trying ids looks like that.
  package func refusals(
    since: Instant? = nil, notFound: Bool = false, before: Int64? = nil, limit: Int = 50
  ) throws -> AccessList {
    try list(before, limit, since: since) { db, _, before, wanted in
      let entry = try LogStatement(
        db,
        """
        SELECT number FROM entry INDEXED BY entryRefused
        WHERE outcome <> 0 AND outcome <= ?4 AND number < ?1 AND at >= ?2 ORDER BY number DESC LIMIT ?3
        """)
      entry.bind(before, at: 1)
      entry.bind(since?.milliseconds ?? .min, at: 2)
      entry.bind(Int64(wanted), at: 3)
      entry.bind(notFound ? 2 : 1, at: 4)
      return try entry.all { $0.integer(0) }
    }
  }

  /// Who searched for a word, newest first.
  package func searched(for word: String, before: Int64? = nil, limit: Int = 50) throws -> AccessList {
    let digest = key.digest(ofWord: word.trimmingCharacters(in: .whitespacesAndNewlines))
    return try list(before, limit) { db, _, before, wanted in
      let search = try LogStatement(
        db, "SELECT number FROM search WHERE word = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3")
      search.bind(digest, at: 1)
      search.bind(before, at: 2)
      search.bind(Int64(wanted), at: 3)
      return try search.all { $0.integer(0) }
    }
  }

  /// A random sample of a month's entries that showed a citizen, for the leader's control; newest first.
  ///
  /// The same seed gives the same sample as long as the month has not grown.
  /// - Parameters:
  ///   - organisation: only entries for this organisation; nil for all.
  ///   - users: only entries of these users; nil for all.
  package func sample(
    month: AccessMonth, count: Int, seed: UInt64, organisation: String? = nil, users: Set<String>? = nil
  ) throws -> [LoggedAccess] {
    guard let file = shelf.file(month), count > 0 else { return [] }
    return try AccessLogError.mapped {
      try file.database.read { db in
        let office = try organisation.map { try file.id(of: $0, db) ?? -1 }
        let people = try users.map { try Set($0.compactMap { try file.id(of: $0, db) }) }
        let rows = try LogStatement(db, "SELECT number, user, organisation FROM entry WHERE length(subjects) > 0 ORDER BY number")
        var numbers = try rows.all { row -> Int64? in
          if let office, row.integer(2) != office { return nil }
          if let people, !people.contains(row.integer(1)) { return nil }
          return row.integer(0)
        }.compactMap { $0 }
        var random = SampleGenerator(seed: seed)
        let wanted = min(count, numbers.count, Self.listLimit)
        for index in 0..<wanted {
          numbers.swapAt(index, index + Int(random.next() % UInt64(numbers.count - index)))
        }
        return try file.entries(try file.rows(numbers.prefix(wanted).sorted(by: >), db), only: nil, db)
      }
    }
  }

  /// Each month in figures, oldest first.
  package func counts() throws -> [AccessCount] {
    try AccessLogError.mapped { try shelf.all.map { try $0.count() } }
  }

  private func list(
    _ before: Int64?, _ limit: Int, since: Instant? = nil, until: Instant? = nil, only: Set<UUID>? = nil,
    find: (Database, MonthFile, _ before: Int64, _ wanted: Int) throws -> [Int64]
  ) throws -> AccessList {
    let (before, limit) = (before ?? .max, max(1, min(limit, Self.listLimit)))
    var entries: [LoggedAccess] = []
    return try AccessLogError.mapped {
      for file in shelf.all.reversed() where file.before.number + 1 < before {
        if let until, file.month.begins >= until { continue }
        if let since, file.month.adding(1).begins <= since { break }
        // One more than asked for tells whether there is a next page.
        let wanted = limit + 1 - entries.count
        if wanted <= 0 { break }
        entries += try file.database.read { db in
          let numbers = try find(db, file, before, wanted).prefix(wanted)
          return numbers.isEmpty ? [] : try file.entries(try file.rows(Array(numbers), db), only: only, db)
        }
      }
      guard entries.count > limit else { return AccessList(entries: entries, next: nil) }
      return AccessList(entries: Array(entries.prefix(limit)), next: entries[limit - 1].number)
    }
  }
}

extension MonthFile {
  /// The number of a text in this month; nil when no entry of it has it.
  func id(of text: String, _ db: Database) throws -> Int64? {
    let statement = try LogStatement(db, "SELECT id FROM word WHERE text = ?1")
    statement.bind(text.stored, at: 1)
    return try statement.first { $0.integer(0) }
  }

  func count() throws -> AccessCount {
    let (last, refused, notFound) = try database.read { db in
      let last = try LogStatement(db, "SELECT MAX(number) FROM entry").first { $0.isNull(0) ? nil : $0.integer(0) }
      let sums = try LogStatement(
        db, "SELECT SUM(outcome = 1), SUM(outcome = 2) FROM entry INDEXED BY entryRefused WHERE outcome <> 0"
      ).first { ($0.integer(0), $0.integer(1)) }
      return ((last ?? nil) ?? before.number, sums?.0 ?? 0, sums?.1 ?? 0)
    }
    return AccessCount(
      month: month, first: before.number + 1, entries: last - before.number, refused: refused, notFound: notFound,
      bytes: bytes)
  }

  /// What the file takes, with its log.
  private var bytes: Int64 {
    guard let url else { return 0 }
    return [url.path, url.path + "-wal"].reduce(0) { sum, path in
      var about = stat()
      return stat(path, &about) == 0 ? sum + Int64(about.st_size) : sum
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed in every version of the program.
struct SampleGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
