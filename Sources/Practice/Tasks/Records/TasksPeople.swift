import Base
import GRDB
import PracticeRules
import Records

// What tasks ask about people, each in one statement.
extension Tasks {
  /// The active members of a team on a day, and whether they lead it.
  package static func members(_ db: Database, of team: String, on day: CivilDate) throws -> [(user: String, leads: Bool)] {
    let sql = """
      SELECT user, MAX(leads) FROM people_member WHERE team = ? AND fromDay <= ? AND (untilDay IS NULL OR untilDay >= ?)
      GROUP BY user ORDER BY user
      """
    let today = RecordValue.integer(Int64(day.dayNumber))
    return try RawQuery(db, sql, [.text(team), today, today]).map { ($0.text(0), $0.integer(1) != 0) }
  }

  /// The teams of a user on a day.
  package static func teams(_ db: Database, of user: String, on day: CivilDate) throws -> [String] {
    let sql = """
      SELECT DISTINCT g.what FROM people_user u JOIN people_grant g ON g.stream = u.stream WHERE u.id = ? AND g.kind = 'team'
      AND g.fromDay <= ? AND (g.untilDay IS NULL OR g.untilDay >= ?) ORDER BY g.what
      """
    let today = RecordValue.integer(Int64(day.dayNumber))
    return try RawQuery(db, sql, [.text(user), today, today]).map { $0.text(0) }
  }

  /// Who stands in for a user on a day.
  package static func substitutes(_ db: Database, of user: String, on day: CivilDate) throws -> [String] {
    let sql = """
      SELECT DISTINCT a.substitute FROM people_user u JOIN people_absence a ON a.stream = u.stream WHERE u.id = ?
      AND a.substitute IS NOT NULL AND a.fromDay <= ? AND (a.untilDay IS NULL OR a.untilDay >= ?) ORDER BY a.substitute
      """
    let today = RecordValue.integer(Int64(day.dayNumber))
    return try RawQuery(db, sql, [.text(user), today, today]).map { $0.text(0) }.filter { !$0.isEmpty }
  }

  /// The active users of an organisation who have one of these roles on a day, by name.
  package static func holders(
    _ db: Database, of roles: Set<String>, organisation: String, on day: CivilDate
  ) throws -> [(id: String, name: String)] {
    guard !roles.isEmpty else { return [] }
    let marks = roles.map { _ in "?" }.joined(separator: ", ")
    let sql = """
      SELECT u.id, u.name FROM people_user u WHERE u.organisation = ? AND u.lastDay IS NULL AND EXISTS (
      SELECT 1 FROM people_grant g WHERE g.stream = u.stream AND g.kind = 'role' AND g.what IN (\(marks)) AND g.fromDay <= ?
      AND (g.untilDay IS NULL OR g.untilDay >= ?)) ORDER BY u.ordering, u.id
      """
    let today = RecordValue.integer(Int64(day.dayNumber))
    let arguments = [RecordValue.text(organisation)] + roles.sorted().map { .text($0) } + [today, today]
    return try RawQuery(db, sql, arguments).map { ($0.text(0), $0.text(1)) }
  }

  /// Where somebody who works here gets mail.
  package static func email(_ db: Database, of user: String) throws -> String? {
    let sql = "SELECT email FROM people_user WHERE id = ? AND lastDay IS NULL"
    return try RawQuery(db, sql, [.text(user)]).map { $0.text(0) }.first { !$0.isEmpty }
  }
}
