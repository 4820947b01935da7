import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// The view that others may join: `citizens_person(stream, person, id, kind, source, study, site, label, registeredDay)`.
  /// `stream` and `person` are the engine's numbers, `id` is the id of the stream. A person is a set of linked streams: its number is
  /// the lowest of theirs, over the links in force.
  static let publishedViews = [
    RecordView(
      "citizens_person",
      """
      SELECT s.stream AS stream, CASE WHEN EXISTS (SELECT 1 FROM citizens_link k WHERE k.stream = s.stream AND k.ended IS NULL)
      THEN (WITH RECURSIVE g(no) AS (SELECT s.stream UNION SELECT o.no FROM g
        JOIN citizens_link k ON k.stream = g.no AND k.ended IS NULL JOIN records_stream o ON o.id = k.other) SELECT MIN(no) FROM g)
      ELSE s.stream END AS person, r.id AS id, s.kind AS kind, s.source AS source,
      s.study AS study, s.site AS site, s.label AS label, s.registeredDay AS registeredDay
      FROM citizens_subject s JOIN records_stream r ON r.no = s.stream
      """),
    // What the policy asks: `citizens_access(stream, id, organisation, protection)`, people only.
    RecordView(
      "citizens_access",
      """
      SELECT s.stream AS stream, r.id AS id, s.organisation AS organisation, COALESCE(p.level, 0) AS protection
      FROM citizens_subject s JOIN records_stream r ON r.no = s.stream LEFT JOIN citizens_protection p ON p.stream = s.stream
      WHERE s.kind IN ('citizen', 'alias', 'anonymous', 'child', 'relative')
      """),
    // Who is named on a file: `citizens_assigned(stream, kind, assignee, function, fromDay, untilDay, assignment)`.
    RecordView(
      "citizens_assigned",
      """
      SELECT stream, kind, assignee, function, fromDay, untilDay, assignment FROM citizens_assignment WHERE assignee IS NOT NULL
      """),
    // What a citizen is called: `citizens_name(stream, id, level, given, family, alias, birth)`; narrow it by `citizens_access`.
    RecordView(
      "citizens_name",
      """
      SELECT c.stream AS stream, r.id AS id, c.level AS level, c.given AS given, c.family AS family, c.alias AS alias,
      c.birth AS birth FROM citizens_current c JOIN records_stream r ON r.no = c.stream
      """),
  ]

  /// The persons of a study as columns, and the way from a stream to its person: what every column reader starts from.
  package struct StudyScope: Sendable {
    package var study: String
    /// One value a person.
    package var streams: [StreamID] = []
    package var sources: [String] = []
    package var sites: [String?] = []
    /// Days since 1970-01-01; nil where not known.
    package var registeredDays: [Int?] = []
    /// The engine's number of each stream of the study: the row of its person, -1 for a subject that is no person, such as a programme.
    package var rows: [Int64: Int32] = [:]
    /// The place of work of each subject of the study, by the engine's number.
    package var siteOf: [Int64: String] = [:]

    /// How many persons.
    package var count: Int { streams.count }
  }

  /// The persons of a study, by their source id. Citizens, aliases and anonymous contacts are persons.
  package static func scope(_ db: Database, study: String) throws -> StudyScope {
    var scope = StudyScope(study: study)
    var persons: [Int64: Int32] = [:]
    let sql = """
      SELECT stream, person, id, kind, source, site, registeredDay FROM citizens_person
      WHERE study = ? ORDER BY length(source), source, id
      """
    let kinds: Set<String> = [SubjectKind.citizen.rawValue, SubjectKind.alias.rawValue, SubjectKind.anonymous.rawValue]
    try RawQuery(db, sql, [.text(study)]).each { row in
      let (stream, person) = (row.integer(0), row.integer(1))
      if let site = row.text(orNull: 5) { scope.siteOf[stream] = site }
      guard kinds.contains(row.text(3)), let id = row.stream(2) else { return scope.rows[stream] = -1 }
      if let known = persons[person] { return scope.rows[stream] = known }
      let index = Int32(scope.streams.count)
      persons[person] = index
      scope.rows[stream] = index
      scope.streams.append(id)
      scope.sources.append(row.text(4))
      scope.sites.append(row.text(orNull: 5))
      scope.registeredDays.append(row.integer(orNull: 6))
    }
    return scope
  }
}
