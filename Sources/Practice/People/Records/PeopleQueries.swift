import Base
import GRDB
import Journal
import PracticeRules
import Records

extension People {
  /// A user with everything that was granted; nil when there is none. Four statements.
  package static func user(_ db: Database, _ id: String) throws -> User? {
    let sql = """
      SELECT stream, organisation, name, login, title, phone, email, language, lastDay FROM people_user WHERE id = ?
      """
    let found = try RawQuery(db, sql, [.text(id)]).map { row in
      (
        stream: row.integer(0),
        user: User(
          id: id, organisation: row.text(1), name: row.text(2), login: row.text(3), title: filled(row.text(orNull: 4)),
          phone: filled(row.text(orNull: 5)), email: filled(row.text(orNull: 6)),
          language: Language(rawValue: row.text(7)) ?? .da, lastDay: day(row, 8))
      )
    }.first
    guard let found else { return nil }
    var user = found.user
    user.grants = try grants(db, found.stream)
    user.absences = try absences(db, found.stream)
    user.ownStreams =
      try RawQuery(db, "SELECT streams FROM people_own WHERE stream = ?", [.integer(found.stream)])
      .map { $0.text(0).split(separator: " ").map(String.init) }.first ?? []
    return user
  }

  private static func grants(_ db: Database, _ stream: Int64) throws -> [Grant] {
    let sql = """
      SELECT grantId, kind, what, part, text, place, fromDay, untilDay FROM people_grant
      WHERE stream = ? AND kind IS NOT NULL ORDER BY kind, fromDay DESC, grantId
      """
    return try RawQuery(db, sql, [.integer(stream)]).map { row -> Grant? in
      guard let kind = GrantKind(rawValue: row.text(1)), let from = day(row, 6) else { return nil }
      return Grant(
        id: row.text(0), kind: kind, what: row.text(2), leads: row.text(3) == TeamPart.leader.rawValue,
        text: row.text(orNull: 4), table: row.text(orNull: 5), from: from, until: day(row, 7))
    }.compactMap { $0 }
  }

  private static func absences(_ db: Database, _ stream: Int64) throws -> [Absence] {
    let sql = """
      SELECT absence, fromDay, untilDay, substitute, reason FROM people_absence
      WHERE stream = ? AND reason IS NOT NULL ORDER BY fromDay DESC, absence
      """
    return try RawQuery(db, sql, [.integer(stream)]).map { row -> Absence? in
      guard let from = day(row, 1), let reason = AbsenceReason(rawValue: row.text(4)) else { return nil }
      return Absence(
        id: row.text(0), from: from, until: day(row, 2), substitute: row.text(orNull: 3), reason: reason)
    }.compactMap { $0 }
  }

  /// One team; nil when there is none.
  package static func team(_ db: Database, _ id: String) throws -> Team? {
    try teams(db, "t.id = ?", [.text(id)]).first
  }

  /// The teams of an organisation by name; the closed ones too when asked for.
  package static func teams(_ db: Database, organisation: String, on day: CivilDate, closed: Bool = false) throws -> [Team] {
    try teams(
      db, "t.organisation = ? AND (? OR t.untilDay IS NULL OR t.untilDay >= ?)",
      [.text(organisation), .integer(closed ? 1 : 0), .integer(Int64(day.dayNumber))])
  }

  private static func teams(_ db: Database, _ condition: String, _ arguments: [RecordValue]) throws -> [Team] {
    let sql = """
      SELECT t.id, t.name, t.organisation, t.programmes, t.untilDay FROM people_team t WHERE \(condition) AND t.name IS NOT NULL
      ORDER BY t.name, t.id
      """
    return try RawQuery(db, sql, arguments).map { row in
      Team(
        id: row.text(0), name: row.text(1), organisation: row.text(2),
        programmes: row.text(3).split(separator: " ").map(String.init), until: day(row, 4))
    }
  }

  /// The organisations by name.
  package static func organisations(_ db: Database) throws -> [Organisation] {
    try RawQuery(db, "SELECT id, name, kind, cvr FROM people_organisation ORDER BY name, id").map { row in
      Organisation(
        id: row.text(0), name: row.text(1), kind: OrganisationKind(rawValue: row.text(2)) ?? .municipality,
        cvr: filled(row.text(orNull: 3)))
    }
  }

  static func day(_ row: RawQuery, _ column: Int32) -> CivilDate? {
    row.integer(orNull: column).flatMap { CivilDate(dayNumber: $0) }
  }
}
