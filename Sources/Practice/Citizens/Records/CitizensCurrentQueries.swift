import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// What is known of a person now.
  package struct Current: Hashable, Sendable {
    package var stream: StreamID
    /// The number of the person: the same for linked streams.
    package var person: Int64
    package var level: Level?
    package var details: Details
    /// The id of the last fact about details.
    package var detailFact: EntryID?
    package var cprHash: String?
    package var cprKind: CPRKind?
    /// The fact whose sealed payload holds the number.
    package var cprFact: EntryID?
    package var protection: Access.Protection
    /// Whether the caller may also read addresses and telephones of this person.
    package var readsAddress: Bool
    /// Whether the caller, or a team of his, is named on the file today.
    package var isAssigned: Bool
    package var isOfTeam: Bool
    /// For imported, de-identified people: the id in the source, and the study.
    package var source: String
    package var study: String
    package var site: String?
  }

  /// What a query needs to know of who asks, beside the condition.
  package struct Asker: Hashable, Sendable {
    package var identity: Access.Condition
    package var address: Access.Condition
    /// The user, and the absent colleagues he stands in for.
    package var users: [String]
    package var teams: [String]
    package var today: Int64

    package init(identity: Access.Condition, address: Access.Condition, users: Set<String>, teams: Set<String>, today: CivilDate)
    {
      self.identity = identity
      self.address = address
      self.users = users.sorted()
      self.teams = teams.sorted()
      self.today = Int64(today.dayNumber)
    }

    var userMarks: String { users.map { _ in "?" }.joined(separator: ", ") }
    var teamMarks: String { teams.isEmpty ? "NULL" : teams.map { _ in "?" }.joined(separator: ", ") }
    var userValues: [RecordValue] { users.map { .text($0) } }
    var teamValues: [RecordValue] { teams.map { .text($0) } }
  }

  /// SQL with the values of its marks.
  struct Part {
    var sql: String
    var values: [RecordValue]

    init(_ sql: String, _ values: [RecordValue] = []) {
      self.sql = sql
      self.values = values
    }
  }

  /// The rows of some streams that the asker may know of and that a further condition holds for. One statement.
  ///
  /// - Parameters:
  ///   - streams: a query of one column, `stream`. It is read first: left to itself SQLite begins with everybody in the organisation.
  ///   - rest: SQL over `a` (`citizens_access`), `c` (`citizens_current`, may be null) and `s` (`citizens_subject`), with what follows it.
  static func current(_ db: Database, _ asker: Asker, among streams: Part, rest: Part) throws -> [Current] {
    let day = RecordValue.integer(asker.today)
    let named = "x.stream = a.stream AND x.fromDay <= ? AND (x.untilDay IS NULL OR x.untilDay >= ?)"
    let sql = """
      SELECT a.id, p.person, c.level, c.given, c.family, c.alias, c.birth, c.sex, c.phone, c.address, c.language, c.contact,
      c.detailFact, c.cpr, c.cprKind, c.cprFact, a.protection, \(asker.address.sql),
      EXISTS (SELECT 1 FROM citizens_assigned x WHERE \(named) AND x.kind = 'user' AND x.assignee IN (\(asker.userMarks))),
      EXISTS (SELECT 1 FROM citizens_assigned x WHERE \(named) AND x.kind = 'team' AND x.assignee IN (\(asker.teamMarks))),
      s.source, s.study, s.site
      FROM (\(streams.sql)) f CROSS JOIN citizens_access a ON a.stream = f.stream CROSS JOIN citizens_subject s ON s.stream = a.stream
      CROSS JOIN citizens_person p ON p.stream = a.stream
      LEFT JOIN citizens_current c ON c.stream = a.stream AND c.part = 'person'
      WHERE \(asker.identity.sql) \(rest.sql)
      """
    let head = asker.address.arguments + [day, day] + asker.userValues + [day, day] + asker.teamValues
    return try RawQuery(db, sql, head + streams.values + asker.identity.arguments + rest.values).map(row)
  }

  /// Some streams' people; those that the asker may not know of are missing. One statement.
  package static func current(_ db: Database, _ asker: Asker, of streams: [StreamID]) throws -> [Current] {
    guard !streams.isEmpty else { return [] }
    let sql = "SELECT no AS stream FROM records_stream WHERE id IN (\(marks(streams.count)))"
    return try current(db, asker, among: Part(sql, padded(streams)), rest: Part(""))
  }

  /// Everybody on whose file the user or one of his teams is named today, at most `limit`. One statement.
  package static func caseload(_ db: Database, _ asker: Asker, limit: Int) throws -> [Current] {
    let day = RecordValue.integer(asker.today)
    let sql = """
      SELECT DISTINCT y.stream FROM citizens_assignment y WHERE y.fromDay <= ? AND (y.untilDay IS NULL OR y.untilDay >= ?)
      AND ((y.kind = 'user' AND y.assignee IN (\(asker.userMarks))) OR (y.kind = 'team' AND y.assignee IN (\(asker.teamMarks))))
      """
    return try current(
      db, asker, among: Part(sql, [day, day] + asker.userValues + asker.teamValues),
      rest: Part("ORDER BY c.family, c.given, c.alias LIMIT ?", [.integer(Int64(limit))]))
  }

  /// As many marks as the next of a few sizes, so that few different statements are prepared.
  static func marks(_ count: Int) -> String { Array(repeating: "?", count: padding(count)).joined(separator: ", ") }

  static func padded(_ streams: [StreamID]) -> [RecordValue] {
    let values = streams.map { RecordValue.blob($0.bytes) }
    return values + Array(repeating: .null, count: padding(streams.count) - streams.count)
  }

  private static func padding(_ count: Int) -> Int { [1, 8, 64, 512, 4096].first { $0 >= count } ?? count }

  private static func row(_ row: RawQuery) throws -> Current {
    guard let stream = row.stream(0), let protection = Access.Protection(rawValue: Int(row.integer(16))) else {
      throw ProjectionFault("a row of citizens_current cannot be read")
    }
    func text(_ column: Int32) -> String? { row.text(orNull: column).flatMap { $0.isEmpty ? nil : $0 } }
    var details = Details(
      name: PersonName(given: text(3), family: text(4), alias: text(5)), birth: text(6).flatMap { BirthDate($0) },
      sex: text(7).flatMap { Sex(rawValue: $0) }, phone: text(8).map { Phone(number: $0) })
    for (column, field) in [(9, DetailField.address), (10, .language), (11, .contact)] {
      guard let stored = text(Int32(column)) else { continue }
      let change = try DetailsChanged(decoding: Array(stored.utf8), schema: DetailsChanged.schema)
      details.take(field, from: change.set)
    }
    return Current(
      stream: stream, person: row.integer(1), level: text(2).flatMap { Level(rawValue: $0) }, details: details,
      detailFact: text(12).flatMap { EntryID($0) }, cprHash: text(13), cprKind: text(14).flatMap { CPRKind(rawValue: $0) },
      cprFact: text(15).flatMap { EntryID($0) }, protection: protection, readsAddress: row.integer(17) != 0,
      isAssigned: row.integer(18) != 0, isOfTeam: row.integer(19) != 0, source: row.text(20), study: row.text(21),
      site: row.text(orNull: 22))
  }
}
