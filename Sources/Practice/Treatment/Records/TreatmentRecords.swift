import Base
import GRDB
import Journal
import PracticeRules
import Records

/// What happens in treatment from day to day.
package struct TreatmentProjection: Projection {
  package let feature = "treatment"
  package let version = 1
  package let types = [KnownType(Treatment.TreatmentEvent.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "treatment_event",
        columns: [
          .integer("sortKey"), .integer("day"), .integer("relativeDay"), .text("kind"), .text("what"), .real("amount"),
          .text("unit"), .text("result"), .integer("ordinal"),
        ],
        indexes: [["stream", "kind"]])
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Treatment.TreatmentEvent.self)
    rows.add(
      to: 0,
      [
        .integer(fact.fact.draft.occurredAt.sortKey), .integer(orNull: fact.day), .integer(orNull: payload.relativeDay),
        .text(payload.kind.rawValue), .text(orNull: payload.what), .real(orNull: payload.amount), .text(orNull: payload.unit),
        .text(orNull: payload.result), .integer(orNull: payload.order),
      ])
  }
}

extension Treatment {
  static let timeline = TimelineContribution(feature: "treatment", types: [KnownType(TreatmentEvent.self)]) { fact in
    let payload = try fact.payload(TreatmentEvent.self)
    let kind: TimelineKind
    switch payload.kind {
    case .dose: kind = .dose
    case .use: kind = .use
    case .screen: kind = .screen
    case .withdrawal: kind = .withdrawal
    case .detox: kind = .detox
    case .randomised: kind = .randomised
    }
    return TimelineItem(
      kind, code: payload.what, detail: payload.result ?? payload.unit, number: payload.amount, relativeDay: payload.relativeDay)
  }

  /// Events as columns, one value a row.
  package struct EventColumns: Sendable {
    /// Row of the person in the scope; -1 for none.
    package var person: [Int32] = []
    /// Days since 1970-01-01, or from the study's day zero where it has no dates.
    package var day: [Int?] = []
    package var kind: [String] = []
    package var what: [String?] = []
    /// NaN where there is none.
    package var amount: [Double] = []
    package var result: [String?] = []

    package var count: Int { person.count }
  }

  /// The events of a study's subjects, in the order they were recorded.
  package static func events(_ db: Database, _ scope: Citizens.StudyScope) throws -> EventColumns {
    var columns = EventColumns()
    let sql = "SELECT stream, day, relativeDay, kind, what, amount, result FROM treatment_event ORDER BY id"
    try RawQuery(db, sql).each { row in
      guard let person = scope.rows[row.integer(0)] else { return }
      columns.person.append(person)
      columns.day.append(row.integer(orNull: 1) ?? row.integer(orNull: 2))
      columns.kind.append(row.text(3))
      columns.what.append(row.text(orNull: 4))
      columns.amount.append(row.real(5))
      columns.result.append(row.text(orNull: 6))
    }
    return columns
  }

  /// How many events of each kind a citizen has.
  package static func counts(_ db: Database, of stream: StreamID) throws -> [EventKind: Int] {
    var counts: [EventKind: Int] = [:]
    let sql = """
      SELECT kind, COUNT(*) FROM treatment_event WHERE stream = (SELECT no FROM records_stream WHERE id = ?) GROUP BY kind
      """
    try RawQuery(db, sql, [.blob(stream.bytes)]).each { row in
      if let kind = EventKind(rawValue: row.text(0)) { counts[kind] = Int(row.integer(1)) }
    }
    return counts
  }
}
