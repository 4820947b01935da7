import Base
import GRDB
import Journal
import PracticeRules
import Records

/// Controls of the access log that were carried out.
package struct AccessProjection: Projection {
  package let feature = "access"
  package let version = 1
  package let types = [KnownType(Access.SampleChecked.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "access_control",
        columns: [.text("month"), .integer("count"), .text("finding"), .integer("day"), .text("user")],
        indexes: [["stream", "id"]])
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Access.SampleChecked.self)
    rows.add(
      to: 0,
      [
        .text(payload.month), .integer(Int64(payload.count)), .text(payload.finding.rawValue), .integer(orNull: fact.day),
        .text(fact.fact.draft.recordedBy),
      ])
  }
}

extension Access {
  /// A control that was carried out.
  package struct Control: Hashable, Sendable {
    package var month: String
    package var count: Int
    package var finding: SampleFinding
    package var day: CivilDate?
    package var user: String
  }

  /// The latest controls of an organisation, newest first.
  package static func controls(_ db: Database, of organisation: StreamID, limit: Int) throws -> [Control] {
    let sql = """
      SELECT month, count, finding, day, user FROM access_control
      WHERE stream = (SELECT no FROM records_stream WHERE id = ?) ORDER BY id DESC LIMIT ?
      """
    return try RawQuery(db, sql, [.blob(organisation.bytes), .integer(Int64(limit))]).map { row in
      Control(
        month: row.text(0), count: Int(row.integer(1)), finding: SampleFinding(rawValue: row.text(2)) ?? .noRemark,
        day: row.integer(orNull: 3).flatMap { CivilDate(dayNumber: $0) }, user: row.text(4))
    }
  }
}
