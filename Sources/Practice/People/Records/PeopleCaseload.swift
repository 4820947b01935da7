import Base
import GRDB
import Journal
import PracticeRules
import Records

extension People {
  /// One citizen's assignment to somebody, as it is moved.
  package struct CaseloadLine: Hashable, Sendable {
    package var stream: StreamID
    /// The id of the entry that assigned.
    package var assignment: String
    package var function: Citizens.CareFunction
    package var from: CivilDate
    package var until: CivilDate?
    package var protection: Access.Protection
  }

  /// Everybody whom a user or team of an organisation is assigned to today or later, in the order of the streams. One statement.
  package static func caseload(
    _ db: Database, kind: Access.Assignment.Kind, assignee: String, organisation: String, on day: CivilDate
  ) throws -> [CaseloadLine] {
    let sql = """
      SELECT a.id, x.assignment, x.function, x.fromDay, x.untilDay, a.protection FROM citizens_assigned x
      JOIN citizens_access a ON a.stream = x.stream
      WHERE x.kind = ? AND x.assignee = ? AND a.organisation = ? AND (x.untilDay IS NULL OR x.untilDay >= ?)
      ORDER BY x.stream, x.assignment
      """
    let arguments: [RecordValue] = [
      .text(kind.rawValue), .text(assignee), .text(organisation), .integer(Int64(day.dayNumber)),
    ]
    return try RawQuery(db, sql, arguments).map { row -> CaseloadLine? in
      guard let stream = row.stream(0), let from = self.day(row, 3) else { return nil }
      return CaseloadLine(
        stream: stream, assignment: row.text(1), function: Citizens.CareFunction(rawValue: row.text(2)) ?? .contact,
        from: from, until: self.day(row, 4), protection: Access.Protection(rawValue: Int(row.integer(5))) ?? .restricted)
    }.compactMap { $0 }
  }

  /// How many citizens each of some users or teams has today, of those that a condition opens. One statement.
  package static func counts(
    _ db: Database, _ condition: Access.Condition, kind: Access.Assignment.Kind, assignees: [String], on day: CivilDate
  ) throws -> [String: Int] {
    var list = PayloadWriter()
    list.array(assignees.sorted())
    let today = RecordValue.integer(Int64(day.dayNumber))
    let sql = """
      SELECT x.assignee, COUNT(DISTINCT x.stream) FROM citizens_assigned x JOIN citizens_access a ON a.stream = x.stream
      WHERE x.kind = ? AND x.assignee IN (SELECT value FROM json_each(?)) AND x.fromDay <= ?
      AND (x.untilDay IS NULL OR x.untilDay >= ?) AND \(condition.sql) GROUP BY x.assignee
      """
    var counts: [String: Int] = [:]
    let first: [RecordValue] = [.text(kind.rawValue), .text(String(decoding: list.bytes, as: UTF8.self)), today, today]
    try RawQuery(db, sql, first + condition.arguments).each { counts[$0.text(0)] = Int($0.integer(1)) }
    return counts
  }
}
