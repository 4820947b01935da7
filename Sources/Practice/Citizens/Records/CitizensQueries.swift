import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// A subject as a list shows it.
  package struct Listed: Hashable, Sendable {
    package var stream: StreamID
    package var kind: SubjectKind
    package var source: String
    package var study: String
    package var site: String?
    package var label: String?
    /// Days since 1970-01-01.
    package var registeredDay: Int?
  }

  /// Where a page of the list ends.
  package struct ListCursor: Hashable, Sendable {
    package var source: String
    package var stream: StreamID

    package init(source: String, stream: StreamID) {
      self.source = source
      self.stream = stream
    }
  }

  package struct ListPage: Hashable, Sendable {
    package var subjects: [Listed]
    package var next: ListCursor?
  }

  private static let columns = "s.id, s.kind, s.source, s.study, s.site, s.label, s.registeredDay"

  /// Subjects of a kind in a study, by source id; one statement, by key.
  package static func list(
    _ db: Database, _ condition: Access.Condition, study: String, kind: SubjectKind = .citizen, after: ListCursor? = nil,
    limit: Int = 50
  ) throws -> ListPage {
    let sql = """
      SELECT \(columns) FROM citizens_person s JOIN citizens_access a ON a.stream = s.stream WHERE \(condition.sql)
      AND s.study = ? AND s.kind = ? AND (s.source, s.stream) > (?, COALESCE((SELECT no FROM records_stream WHERE id = ?), 0))
      ORDER BY s.source, s.stream LIMIT ?
      """
    let query = try RawQuery(
      db, sql,
      condition.arguments + [
        .text(study), .text(kind.rawValue), .text(after?.source ?? ""), .blob(after?.stream.bytes ?? []),
        .integer(Int64(limit) + 1),
      ])
    var subjects = try query.map(listed)
    let more = subjects.count > limit
    if more { subjects.removeLast() }
    return ListPage(subjects: subjects, next: more ? subjects.last.map { ListCursor(source: $0.source, stream: $0.stream) } : nil)
  }

  /// One subject; nil when it is not known.
  package static func subject(_ db: Database, _ stream: StreamID) throws -> Listed? {
    let sql = "SELECT \(columns) FROM citizens_person s WHERE s.stream = (SELECT no FROM records_stream WHERE id = ?)"
    return try RawQuery(db, sql, [.blob(stream.bytes)]).map(listed).first
  }

  /// The subject that a source id of a study became; nil when there is none.
  package static func subject(_ db: Database, study: String, kind: SubjectKind = .citizen, source: String) throws -> Listed? {
    let sql =
      "SELECT \(columns) FROM citizens_person s WHERE s.study = ? AND s.kind = ? AND s.source = ? ORDER BY s.stream LIMIT 1"
    return try RawQuery(db, sql, [.text(study), .text(kind.rawValue), .text(source)]).map(listed).first
  }

  /// How many subjects each study has, by kind: those that the condition opens.
  package static func counts(_ db: Database, _ condition: Access.Condition) throws -> [String: [SubjectKind: Int]] {
    var counts: [String: [SubjectKind: Int]] = [:]
    let sql = """
      SELECT s.study, s.kind, COUNT(*) FROM citizens_subject s JOIN citizens_access a ON a.stream = s.stream
      WHERE \(condition.sql) AND s.study <> '' GROUP BY s.study, s.kind
      """
    try RawQuery(db, sql, condition.arguments).each { row in
      if let kind = SubjectKind(rawValue: row.text(1)) { counts[row.text(0), default: [:]][kind] = Int(row.integer(2)) }
    }
    return counts
  }

  private static func listed(_ row: RawQuery) throws -> Listed {
    guard let stream = row.stream(0), let kind = SubjectKind(rawValue: row.text(1)) else {
      throw ProjectionFault("a row of citizens_subject cannot be read")
    }
    return Listed(
      stream: stream, kind: kind, source: row.text(2), study: row.text(3), site: row.text(orNull: 4), label: row.text(orNull: 5),
      registeredDay: row.integer(orNull: 6))
  }
}
