import Base
import GRDB
import Journal
import PracticeRules
import Records

extension People {
  /// What a list of users is narrowed by; empty for all.
  package struct ListFilter: Hashable, Sendable {
    package var words: String
    package var team: String
    package var role: String
    package var includesLeft: Bool

    package init(words: String = "", team: String = "", role: String = "", includesLeft: Bool = false) {
      self.words = words
      self.team = team
      self.role = role
      self.includesLeft = includesLeft
    }
  }

  /// A user as a list shows him.
  package struct ListedUser: Hashable, Sendable {
    package var id: String
    package var name: String
    package var login: String
    package var title: String?
    package var phone: String?
    package var hasLeft: Bool
    /// Ids of the roles he has today.
    package var roles: [String] = []
    /// Ids of the teams he is in today.
    package var teams: [String] = []
  }

  package struct ListPage: Hashable, Sendable {
    package var users: [ListedUser]
    /// Hand it in for the next page; nil when this is the last.
    package var next: String?
  }

  /// Users of an organisation in the order of their names. Two statements, however many there are.
  ///
  /// - Parameter after: what the page before gave as `next`.
  package static func list(
    _ db: Database, organisation: String, _ filter: ListFilter, after: String?, limit: Int, on day: CivilDate
  ) throws -> ListPage {
    let today = RecordValue.integer(Int64(day.dayNumber))
    let held =
      "SELECT 1 FROM people_grant g WHERE g.stream = u.stream AND g.fromDay <= ?4 AND (g.untilDay IS NULL OR g.untilDay >= ?4)"
    let sql = """
      SELECT u.id, u.name, u.login, u.title, u.phone, u.lastDay FROM people_user u
      WHERE u.organisation = ?1 AND (?2 = '' OR instr(u.folded, ?2) > 0 OR instr(u.login, ?2) > 0)
      AND (u.lastDay IS NULL OR ?3) AND (?5 = '' OR EXISTS (\(held) AND g.kind = 'team' AND g.what = ?5))
      AND (?6 = '' OR EXISTS (\(held) AND g.kind = 'role' AND g.what = ?6))
      AND (u.ordering, u.id) > (COALESCE((SELECT o.ordering FROM people_user o WHERE o.id = ?7 AND o.organisation = ?1), ''), ?7)
      ORDER BY u.ordering, u.id LIMIT ?8
      """
    let arguments: [RecordValue] = [
      .text(organisation), .text(folded(filter.words)), .integer(filter.includesLeft ? 1 : 0), today, .text(filter.team),
      .text(filter.role), .text(after ?? ""), .integer(Int64(limit) + 1),
    ]
    var users = try RawQuery(db, sql, arguments).map { row in
      ListedUser(
        id: row.text(0), name: row.text(1), login: row.text(2), title: filled(row.text(orNull: 3)),
        phone: filled(row.text(orNull: 4)), hasLeft: !row.isNull(5))
    }
    let more = users.count > limit
    if more { users.removeLast() }
    try addGrants(db, &users, today)
    return ListPage(users: users, next: more ? users.last?.id : nil)
  }

  private static func addGrants(_ db: Database, _ users: inout [ListedUser], _ today: RecordValue) throws {
    guard !users.isEmpty else { return }
    var list = PayloadWriter()
    list.array(users.map(\.id))
    let places = Dictionary(users.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sql = """
      SELECT u.id, g.kind, g.what FROM people_user u JOIN people_grant g ON g.stream = u.stream
      WHERE u.id IN (SELECT value FROM json_each(?)) AND g.kind IN ('role', 'team') AND g.fromDay <= ?
      AND (g.untilDay IS NULL OR g.untilDay >= ?) ORDER BY g.what
      """
    try RawQuery(db, sql, [.text(String(decoding: list.bytes, as: UTF8.self)), today, today]).each { row in
      guard let place = places[row.text(0)] else { return }
      if row.text(1) == GrantKind.role.rawValue {
        users[place].roles.append(row.text(2))
      } else {
        users[place].teams.append(row.text(2))
      }
    }
  }

  /// Somebody's place in a team, with what is asked of him there.
  package struct Member: Hashable, Sendable {
    package var team: String
    package var user: String
    package var name: String
    package var title: String?
    package var phone: String?
    package var leads: Bool
    /// The absence he is in today.
    package var absence: String?
    /// The last day away, where it is known.
    package var awayUntil: CivilDate?
    package var substitute: String?

    package var isAway: Bool { absence != nil }
  }

  /// The members of some teams on a day, in the order of their names. One statement, however many there are.
  package static func members(_ db: Database, teams: some Sequence<String>, on day: CivilDate) throws -> [Member] {
    var list = PayloadWriter()
    list.array(Set(teams).sorted())
    let sql = """
      SELECT m.team, u.id, u.name, u.title, u.phone, MAX(m.leads), a.absence, a.untilDay, a.substitute
      FROM people_member m JOIN people_user u ON u.stream = m.stream
      LEFT JOIN people_absence a ON a.stream = u.stream AND a.fromDay <= ?2 AND (a.untilDay IS NULL OR a.untilDay >= ?2)
      WHERE m.team IN (SELECT value FROM json_each(?1)) AND m.fromDay <= ?2 AND (m.untilDay IS NULL OR m.untilDay >= ?2)
      GROUP BY m.team, u.id ORDER BY u.ordering, u.id
      """
    let arguments: [RecordValue] = [.text(String(decoding: list.bytes, as: UTF8.self)), .integer(Int64(day.dayNumber))]
    return try RawQuery(db, sql, arguments).map { row in
      Member(
        team: row.text(0), user: row.text(1), name: row.text(2), title: filled(row.text(orNull: 3)),
        phone: filled(row.text(orNull: 4)), leads: row.integer(5) != 0, absence: row.text(orNull: 6),
        awayUntil: self.day(row, 7), substitute: row.text(orNull: 8))
    }
  }

  /// The mandates that some users hold on a day, by user. One statement.
  package static func mandates(_ db: Database, users: some Sequence<String>, on day: CivilDate) throws -> [String: [Grant]] {
    var list = PayloadWriter()
    list.array(Set(users).sorted())
    let sql = """
      SELECT u.id, g.grantId, g.what, g.text, g.place, g.fromDay, g.untilDay FROM people_user u
      JOIN people_grant g ON g.stream = u.stream AND g.kind = 'mandate'
      WHERE u.id IN (SELECT value FROM json_each(?1)) AND g.fromDay <= ?2 AND (g.untilDay IS NULL OR g.untilDay >= ?2)
      ORDER BY g.fromDay, g.grantId
      """
    var found: [String: [Grant]] = [:]
    let arguments: [RecordValue] = [.text(String(decoding: list.bytes, as: UTF8.self)), .integer(Int64(day.dayNumber))]
    try RawQuery(db, sql, arguments).each { row in
      guard let from = self.day(row, 5) else { return }
      found[row.text(0), default: []].append(
        Grant(
          id: row.text(1), kind: .mandate, what: row.text(2), text: row.text(orNull: 3), table: row.text(orNull: 4),
          from: from, until: self.day(row, 6)))
    }
    return found
  }

  /// One thing that was done about users, teams or organisations.
  package struct LogLine: Hashable, Sendable {
    /// Hand it in as `before` for what is older.
    package var id: Int64
    /// The type of the fact.
    package var type: String
    package var recordedBy: String
    package var at: Instant
    /// The stream it was about.
    package var about: String
    package var what: String?
    package var detail: String?
    package var from: CivilDate?
    package var until: CivilDate?
  }

  /// What was done in an organisation, newest first. One statement.
  package static func log(_ db: Database, organisation: String, before: Int64?, limit: Int) throws -> [LogLine] {
    let sql = """
      SELECT l.id, l.type, l.recordedBy, l.at, COALESCE(u.id, t.id, o.id), COALESCE(l.what, g.what), l.detail, l.fromDay, l.untilDay
      FROM people_log l LEFT JOIN people_user u ON u.stream = l.stream LEFT JOIN people_team t ON t.stream = l.stream
      LEFT JOIN people_organisation o ON o.stream = l.stream
      LEFT JOIN people_grant g ON g.stream = l.stream AND g.grantId = l.detail
      WHERE l.id < ? AND COALESCE(u.organisation, t.organisation, o.id) = ? ORDER BY l.id DESC LIMIT ?
      """
    return try RawQuery(db, sql, [.integer(before ?? .max), .text(organisation), .integer(Int64(limit))]).map { row in
      LogLine(
        id: row.integer(0), type: row.text(1), recordedBy: row.text(2), at: Instant(milliseconds: row.integer(3)),
        about: row.text(4), what: row.text(orNull: 5), detail: row.text(orNull: 6), from: self.day(row, 7),
        until: self.day(row, 8))
    }
  }
}
