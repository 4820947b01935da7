import Base
import GRDB
import Journal
import PracticeRules
import Records

/// Contacts, attempts and visits.
package struct OutreachProjection: Projection {
  package let feature = "outreach"
  package let version = 1
  package let types = [KnownType(Outreach.ContactRecorded.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "outreach_contact",
        columns: [
          .integer("sortKey"), .integer("day"), .integer("relativeDay"), .text("kind"), .text("place"), .text("channel"),
          .text("outcome"), .text("worker"), .text("visit"), .text("reason"), .text("site"), .text("source"),
        ],
        indexes: [["stream", "sortKey"]])
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Outreach.ContactRecorded.self)
    rows.add(
      to: 0,
      [
        .integer(fact.fact.draft.occurredAt.sortKey), .integer(orNull: fact.day), .integer(orNull: payload.relativeDay),
        .text(payload.kind.rawValue), .text(orNull: payload.place), .text(orNull: payload.channel),
        .text(orNull: payload.outcome),
        .text(orNull: payload.worker), .text(orNull: payload.visit), .text(orNull: payload.reason), .text(orNull: payload.site),
        .text(orNull: payload.source),
      ])
  }
}

extension Outreach {
  static let timeline = TimelineContribution(feature: "outreach", types: [KnownType(ContactRecorded.self)]) { fact in
    let payload = try fact.payload(ContactRecorded.self)
    let kind: TimelineKind
    switch payload.kind {
    case .contact: kind = .contact
    case .attempt: kind = .attempt
    case .visit: kind = .visit
    }
    return TimelineItem(
      kind, code: payload.visit ?? payload.place ?? payload.channel, detail: payload.reason ?? payload.outcome,
      relativeDay: payload.relativeDay)
  }

  /// Contacts as columns, one value a row.
  package struct ContactColumns: Sendable {
    /// Row of the person in the scope; -1 for none.
    package var person: [Int32] = []
    /// Days since 1970-01-01, or from the study's day zero where it has no dates.
    package var day: [Int?] = []
    /// Milliseconds since 1970 of the earliest moment it can have been; `Int64.min` when not known.
    package var moment: [Int64] = []
    package var site: [String?] = []
    package var kind: [String] = []
    package var place: [String?] = []
    package var channel: [String?] = []
    package var outcome: [String?] = []
    package var worker: [String?] = []
    package var visit: [String?] = []
    package var reason: [String?] = []

    package var count: Int { person.count }
  }

  /// The contacts of a study's subjects, in the order they were recorded.
  package static func contacts(_ db: Database, _ scope: Citizens.StudyScope) throws -> ContactColumns {
    var columns = ContactColumns()
    let sql = """
      SELECT stream, day, relativeDay, sortKey, site, kind, place, channel, outcome, worker, visit, reason
      FROM outreach_contact ORDER BY id
      """
    try RawQuery(db, sql).each { row in
      let stream = row.integer(0)
      guard let person = scope.rows[stream] else { return }
      columns.person.append(person)
      columns.day.append(row.integer(orNull: 1) ?? row.integer(orNull: 2))
      columns.moment.append(row.integer(3))
      columns.site.append(row.text(orNull: 4) ?? scope.siteOf[stream])
      columns.kind.append(row.text(5))
      columns.place.append(row.text(orNull: 6))
      columns.channel.append(row.text(orNull: 7))
      columns.outcome.append(row.text(orNull: 8))
      columns.worker.append(row.text(orNull: 9))
      columns.visit.append(row.text(orNull: 10))
      columns.reason.append(row.text(orNull: 11))
    }
    return columns
  }

  /// How often a citizen was met, tried and visited, and when first and last.
  package struct Summary: Hashable, Sendable {
    package var counts: [ContactKind: Int] = [:]
    /// Days since 1970-01-01.
    package var firstDay: Int?
    package var lastDay: Int?

    package init(counts: [ContactKind: Int] = [:], firstDay: Int? = nil, lastDay: Int? = nil) {
      self.counts = counts
      self.firstDay = firstDay
      self.lastDay = lastDay
    }
  }

  package static func summary(_ db: Database, of stream: StreamID) throws -> Summary {
    var summary = Summary()
    let sql = """
      SELECT kind, COUNT(*), MIN(day), MAX(day) FROM outreach_contact
      WHERE stream = (SELECT no FROM records_stream WHERE id = ?) GROUP BY kind
      """
    try RawQuery(db, sql, [.blob(stream.bytes)]).each { row in
      guard let kind = ContactKind(rawValue: row.text(0)) else { return }
      summary.counts[kind] = Int(row.integer(1))
      summary.firstDay = [summary.firstDay, row.integer(orNull: 2)].compactMap { $0 }.min()
      summary.lastDay = [summary.lastDay, row.integer(orNull: 3)].compactMap { $0 }.max()
    }
    return summary
  }
}
