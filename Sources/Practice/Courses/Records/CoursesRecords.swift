import Base
import GRDB
import Journal
import PracticeRules
import Records

/// Steps of courses.
package struct CoursesProjection: Projection {
  package let feature = "courses"
  package let version = 1
  package let types = [KnownType(Courses.CourseStep.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "courses_step",
        columns: [
          .integer("sortKey"), .integer("day"), .integer("relativeDay"), .text("step"), .text("reason"), .text("programme"),
          .text("site"),
        ],
        indexes: [["stream", "sortKey"]])
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Courses.CourseStep.self)
    rows.add(
      to: 0,
      [
        .integer(fact.fact.draft.occurredAt.sortKey), .integer(orNull: fact.day), .integer(orNull: payload.relativeDay),
        .text(payload.step), .text(orNull: payload.reason), .text(orNull: payload.programme), .text(orNull: payload.site),
      ])
  }
}

extension Courses {
  static let timeline = TimelineContribution(feature: "courses", types: [KnownType(CourseStep.self)]) { fact in
    let payload = try fact.payload(CourseStep.self)
    return TimelineItem(.step, code: payload.step, detail: payload.reason, relativeDay: payload.relativeDay)
  }

  /// Steps as columns, one value a row.
  package struct StepColumns: Sendable {
    /// Row of the person in the scope; -1 for none.
    package var person: [Int32] = []
    /// Days since 1970-01-01, or from the study's day zero where it has no dates.
    package var day: [Int?] = []
    package var step: [String] = []
    package var reason: [String?] = []
    package var site: [String?] = []

    package var count: Int { person.count }
  }

  /// The steps of a study's subjects, in the order they were recorded.
  package static func steps(_ db: Database, _ scope: Citizens.StudyScope) throws -> StepColumns {
    var columns = StepColumns()
    try RawQuery(db, "SELECT stream, day, relativeDay, step, reason, site FROM courses_step ORDER BY id").each { row in
      let stream = row.integer(0)
      guard let person = scope.rows[stream] else { return }
      columns.person.append(person)
      columns.day.append(row.integer(orNull: 1) ?? row.integer(orNull: 2))
      columns.step.append(row.text(3))
      columns.reason.append(row.text(orNull: 4))
      columns.site.append(row.text(orNull: 5) ?? scope.siteOf[stream])
    }
    return columns
  }

  /// A step of one citizen's course.
  package struct Step: Hashable, Sendable {
    package var entry: Int64
    /// Days since 1970-01-01.
    package var day: Int?
    package var relativeDay: Int?
    package var step: String
    package var reason: String?
  }

  /// One citizen's course, oldest first.
  package static func course(_ db: Database, of stream: StreamID) throws -> [Step] {
    let sql = """
      SELECT entry, day, relativeDay, step, reason FROM courses_step
      WHERE stream = (SELECT no FROM records_stream WHERE id = ?) ORDER BY sortKey, relativeDay, entry
      """
    return try RawQuery(db, sql, [.blob(stream.bytes)]).map { row in
      Step(
        entry: row.integer(0), day: row.integer(orNull: 1), relativeDay: row.integer(orNull: 2), step: row.text(3),
        reason: row.text(orNull: 4))
    }
  }
}
