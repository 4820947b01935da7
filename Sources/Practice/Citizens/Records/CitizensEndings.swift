import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// A protection or an assignment that has a last day, and who is on the file to look at it.
  package struct Ending: Hashable, Sendable {
    package var stream: StreamID
    package var organisation: String
    /// Days since 1970-01-01.
    package var untilDay: Int
    /// The id of the assignment that ends; nil for a protection.
    package var assignment: String?
    package var assigneeKind: Access.Assignment.Kind
    package var assignee: String
  }

  /// What ends between two days, both included. The first in the order of functions is asked to look at a protection: the primary
  /// contact where there is one. One statement.
  package static func endings(_ db: Database, from: Int, until: Int) throws -> [Ending] {
    let sql = """
      SELECT r.id, s.organisation, e.untilDay, NULL, x.kind, x.assignee FROM citizens_protection e
      JOIN citizens_subject s ON s.stream = e.stream JOIN records_stream r ON r.no = e.stream
      JOIN citizens_assignment x ON x.stream = e.stream AND x.assignment = (
      SELECT y.assignment FROM citizens_assignment y WHERE y.stream = e.stream AND y.assignee IS NOT NULL AND y.fromDay <= ?1
      AND (y.untilDay IS NULL OR y.untilDay >= ?1) AND y.kind IN ('user', 'team')
      ORDER BY y.function <> 'primaryContact', y.kind <> 'user', y.function, y.assignment LIMIT 1)
      WHERE e.level > 0 AND e.untilDay BETWEEN ?1 AND ?2 AND s.organisation IS NOT NULL
      UNION ALL
      SELECT r.id, s.organisation, e.untilDay, e.assignment, e.kind, e.assignee FROM citizens_assignment e
      JOIN citizens_subject s ON s.stream = e.stream JOIN records_stream r ON r.no = e.stream
      WHERE e.untilDay BETWEEN ?1 AND ?2 AND e.ended IS NULL AND e.assignee IS NOT NULL AND s.organisation IS NOT NULL
      AND e.kind IN ('user', 'team')
      """
    return try RawQuery(db, sql, [.integer(Int64(from)), .integer(Int64(until))]).map { query in
      guard let stream = query.stream(0), let kind = Access.Assignment.Kind(rawValue: query.text(4)) else {
        throw ProjectionFault("a row of an ending cannot be read")
      }
      return Ending(
        stream: stream, organisation: query.text(1), untilDay: Int(query.integer(2)), assignment: query.text(orNull: 3),
        assigneeKind: kind, assignee: query.text(5))
    }
  }
}

extension Citizens {
  /// The organisations that have written about citizens, as texts of their streams' ids. One statement.
  package static func organisations(_ db: Database) throws -> [String] {
    try RawQuery(db, "SELECT DISTINCT organisation FROM citizens_subject WHERE organisation IS NOT NULL ORDER BY 1")
      .map { $0.text(0) }
  }
}
