import Base
import GRDB
import Journal
import Records

/// What kind of thing a line of a timeline is; closed, each with its own words and picture on the page.
package enum TimelineKind: String, Sendable, CaseIterable {
  case registered, contact, attempt, visit, form, step, dose, use, screen, withdrawal, detox, randomised
  case details, cpr, protection, alert, alertEnded, link, unlink, assignment, assignmentEnded, moved
}

/// One line of a timeline: codes and numbers, never free text.
package struct TimelineItem: Hashable, Sendable {
  package var kind: TimelineKind
  /// What it is about: the instrument, the place, the step, the drug.
  package var code: String?
  /// A second code: the wave, the outcome, the reason, the result.
  package var detail: String?
  /// The one number worth showing: the first score, the amount.
  package var number: Double?
  /// The day counted from the study's own day zero, where the source gives no date.
  package var relativeDay: Int?

  package init(
    _ kind: TimelineKind, code: String? = nil, detail: String? = nil, number: Double? = nil, relativeDay: Int? = nil
  ) {
    self.kind = kind
    self.code = code
    self.detail = detail
    self.number = number
    self.relativeDay = relativeDay
  }
}

/// What a feature brings to the timeline.
package struct TimelineContribution: Sendable {
  package var feature: String
  package var types: [KnownType]
  package var item: @Sendable (OpenedFact) throws -> TimelineItem?

  package init(feature: String, types: [KnownType], item: @escaping @Sendable (OpenedFact) throws -> TimelineItem?) {
    self.feature = feature
    self.types = types
    self.item = item
  }
}

/// The timeline of every stream, made of what the features bring; also what was corrected stays in it, marked.
package struct TimelineProjection: Projection {
  package let feature = "timeline"
  package let version = 2
  package let takesCorrected = true
  private let contributions: [String: TimelineContribution]

  package init(_ contributions: [TimelineContribution]) {
    var byType: [String: TimelineContribution] = [:]
    for contribution in contributions {
      for type in contribution.types { byType[type.type] = contribution }
    }
    self.contributions = byType
  }

  /// Each type once, however many of them a contribution brings.
  package var types: [KnownType] {
    Set(contributions.values.flatMap(\.types)).sorted { ($0.type, $0.schema) < ($1.type, $1.schema) }
  }

  package var tables: [RecordTable] {
    [
      RecordTable(
        "timeline_item",
        columns: [
          .integer("orderKey"), .text("occurred"), .integer("relativeDay"), .text("feature"), .text("kind"), .text("code"),
          .text("detail"), .real("number"), .integer("standing"), .text("class"), .text("author"),
        ],
        indexes: [["stream", "orderKey", "entry"]])
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let draft = fact.fact.draft
    guard let contribution = contributions[draft.type], let item = try contribution.item(fact) else { return }
    rows.add(
      to: 0,
      [
        .integer(Self.orderKey(draft.occurredAt, item.relativeDay)), .text(draft.occurredAt.description),
        .integer(orNull: item.relativeDay), .text(contribution.feature), .text(item.kind.rawValue), .text(orNull: item.code),
        .text(orNull: item.detail), .real(orNull: item.number), .integer(Int64(standing.rawValue)), .text(draft.dataClass),
        .text(draft.recordedBy),
      ])
  }

  /// The time of happening; days of a study without dates are laid out from the epoch, so that they keep their order.
  static func orderKey(_ occurredAt: OccurredAt, _ relativeDay: Int?) -> Int64 {
    if occurredAt == .unknown, let relativeDay { return Int64(relativeDay) * 86_400_000 }
    return occurredAt.sortKey
  }
}

/// Reading timelines.
package enum Timeline {
  /// Where a page ends: the next page begins before it.
  package struct Cursor: Hashable, Sendable {
    package var orderKey: Int64
    package var entry: Int64

    package init(orderKey: Int64, entry: Int64) {
      self.orderKey = orderKey
      self.entry = entry
    }
  }

  package struct Line: Hashable, Sendable {
    /// The entry's position in the journal, by which its sealed text is opened.
    package var entry: Int64
    package var orderKey: Int64
    package var occurredAt: OccurredAt
    package var feature: String
    package var item: TimelineItem
    package var standing: Standing
    /// The class of data it belongs to, as the policy names it.
    package var dataClass: String
    /// Who recorded it: a user's id, `import`.
    package var author: String
    /// Whose book it stands in.
    package var stream: StreamID

    package var cursor: Cursor { Cursor(orderKey: orderKey, entry: entry) }
  }

  package struct Page: Hashable, Sendable {
    /// Newest first.
    package var lines: [Line]
    /// Hand it in for the next, older page; nil when this is the last.
    package var next: Cursor?
  }

  /// Which lines are asked for.
  package struct Filter: Hashable, Sendable {
    /// Only these kinds; nil for all.
    package var kinds: [TimelineKind]?
    /// Only lines of these classes of data, as the policy names them; nil for all: imported, de-identified data has one class.
    package var classes: [String]?
    /// Only entries at these positions.
    package var positions: ClosedRange<Int64>?

    package init(kinds: [TimelineKind]? = nil, classes: [String]? = nil, positions: ClosedRange<Int64>? = nil) {
      self.kinds = kinds
      self.classes = classes
      self.positions = positions
    }
  }

  /// A page of a stream's timeline, newest first. One statement, by key: as fast for the longest timeline as for a short one.
  package static func page(_ db: Database, of stream: StreamID, before: Cursor? = nil, limit: Int = 50) throws -> Page {
    try page(db, of: [stream], before: before, limit: limit)
  }

  /// A page of the timeline of a person's streams together, newest first. One statement, by key in each stream.
  package static func page(
    _ db: Database, of streams: [StreamID], _ filter: Filter = Filter(), before: Cursor? = nil, limit: Int = 50
  ) throws -> Page {
    guard !streams.isEmpty else { return Page(lines: [], next: nil) }
    let from = before ?? Cursor(orderKey: .max, entry: .max)
    var conditions = ["t.stream = (SELECT no FROM records_stream WHERE id = ?)", "(t.orderKey, t.entry) < (?, ?)"]
    var shared: [RecordValue] = [.integer(from.orderKey), .integer(from.entry)]
    for (column, values) in [("kind", filter.kinds?.map(\.rawValue)), ("class", filter.classes)] {
      guard let values else { continue }
      conditions.append("t.\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))")
      shared += values.map { .text($0) }
    }
    if let positions = filter.positions {
      conditions.append("t.entry BETWEEN ? AND ?")
      shared += [.integer(positions.lowerBound), .integer(positions.upperBound)]
    }
    shared.append(.integer(Int64(limit) + 1))
    let arm = """
      SELECT * FROM (SELECT t.entry, t.orderKey, t.occurred, t.feature, t.kind, t.code, t.detail, t.number, t.relativeDay, t.standing,
      t.class, t.author, r.id FROM timeline_item t JOIN records_stream r ON r.no = t.stream WHERE \(conditions.joined(separator: " AND "))
      ORDER BY t.orderKey DESC, t.entry DESC LIMIT ?)
      """
    let arms = streams.map { _ in arm }.joined(separator: " UNION ALL ")
    let sql = streams.count == 1 ? arm : "SELECT * FROM (\(arms)) ORDER BY orderKey DESC, entry DESC LIMIT ?"
    var values = streams.flatMap { [.blob($0.bytes)] + shared }
    if streams.count > 1 { values.append(.integer(Int64(limit) + 1)) }
    var lines = try RawQuery(db, sql, values).map(line)
    let more = lines.count > limit
    if more { lines.removeLast() }
    return Page(lines: lines, next: more ? lines.last?.cursor : nil)
  }

  /// How many lines a stream's timeline has.
  package static func count(_ db: Database, of stream: StreamID) throws -> Int {
    let sql = "SELECT COUNT(*) FROM timeline_item WHERE stream = (SELECT no FROM records_stream WHERE id = ?)"
    return Int(try RawQuery(db, sql, [.blob(stream.bytes)]).map { $0.integer(0) }.first ?? 0)
  }

  private static func line(_ row: RawQuery) throws -> Line {
    guard let occurredAt = OccurredAt(row.text(2)), let kind = TimelineKind(rawValue: row.text(4)),
      let standing = Standing(rawValue: Int(row.integer(9))), let stream = row.stream(12)
    else { throw ProjectionFault("a row of timeline_item cannot be read") }
    let item = TimelineItem(
      kind, code: row.text(orNull: 5), detail: row.text(orNull: 6), number: row.real(orNull: 7),
      relativeDay: row.integer(orNull: 8))
    return Line(
      entry: row.integer(0), orderKey: row.integer(1), occurredAt: occurredAt, feature: row.text(3), item: item,
      standing: standing, dataClass: row.text(10), author: row.text(11), stream: stream)
  }
}
