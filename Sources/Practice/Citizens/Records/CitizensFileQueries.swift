import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Citizens {
  /// An alert as it stands on a file.
  package struct AlertLine: Hashable, Sendable {
    /// The id of the fact that set it.
    package var id: String
    package var kind: AlertKind
    package var note: String?
    /// Days since 1970-01-01.
    package var fromDay: Int?
    package var untilDay: Int?
    /// Why it ended; nil while it stands.
    package var ended: AlertEnd?
    package var stream: StreamID
  }

  /// Somebody who is named on a file.
  package struct AssignmentLine: Hashable, Sendable {
    package var id: String
    package var kind: Access.Assignment.Kind
    package var assignee: String
    package var function: CareFunction?
    package var fromDay: Int
    package var untilDay: Int?
    package var about: String?
    package var ended: AssignmentEnd?

    /// As a decision sees it; nil for a function that is not known here.
    package var decided: Assignment? {
      guard let function, let from = CivilDate(dayNumber: fromDay) else { return nil }
      let until = untilDay.flatMap { CivilDate(dayNumber: $0) }
      switch kind {
      case .user: return Assignment(entry: id, assignee: .user(assignee), function: function, from: from, until: until)
      case .team: return Assignment(entry: id, assignee: .team(assignee), function: function, from: from, until: until)
      case .programme: return nil
      }
    }
  }

  /// A link of a stream with another.
  package struct LinkLine: Hashable, Sendable {
    package var id: String
    package var other: StreamID
    package var reason: LinkReason?
    /// The positions between which it was in force.
    package var linkedAt: Int64
    package var endedAt: Int64?
  }

  /// The streams that are one person with this one, over links in force and over all organisations; itself first. One statement.
  package static func streams(_ db: Database, ofPersonOf stream: StreamID) throws -> [StreamID] {
    let sql = """
      WITH RECURSIVE g(no) AS (SELECT no FROM records_stream WHERE id = ? UNION SELECT o.no FROM g
      JOIN citizens_link k ON k.stream = g.no AND k.ended IS NULL JOIN records_stream o ON o.id = k.other)
      SELECT r.id FROM g JOIN records_stream r ON r.no = g.no ORDER BY r.id = ? DESC, r.no
      """
    return try RawQuery(db, sql, [.blob(stream.bytes), .blob(stream.bytes)]).map { $0.stream(0) }.compactMap { $0 }
  }

  /// The alerts of some streams, those in force first. One statement.
  ///
  /// - Parameter inForceOn: only alerts in force on this day; nil for all.
  package static func alerts(_ db: Database, of streams: [StreamID], inForceOn day: CivilDate?) throws -> [AlertLine] {
    guard !streams.isEmpty else { return [] }
    let standing = day == nil ? "" : "AND l.ended IS NULL AND (l.untilDay IS NULL OR l.untilDay >= ?)"
    let sql = """
      SELECT l.alert, l.kind, l.note, l.fromDay, l.untilDay, l.ended, r.id FROM records_stream r JOIN citizens_alert l ON l.stream = r.no
      WHERE r.id IN (\(marks(streams.count))) AND l.kind IS NOT NULL \(standing) ORDER BY l.ended IS NOT NULL, l.entry
      """
    let values = padded(streams) + (day.map { [.integer(Int64($0.dayNumber))] } ?? [])
    return try RawQuery(db, sql, values).map { row in
      guard let stream = row.stream(6) else { return nil }
      return AlertKind(rawValue: row.text(1)).map {
        AlertLine(
          id: row.text(0), kind: $0, note: row.text(orNull: 2), fromDay: row.integer(orNull: 3), untilDay: row.integer(orNull: 4),
          ended: row.text(orNull: 5).flatMap { AlertEnd(rawValue: $0) }, stream: stream)
      }
    }.compactMap { (line: AlertLine?) in line }
  }

  /// Who is named on a file, those of today first. One statement.
  ///
  /// - Parameter on: only who is named on this day or later; nil for all.
  package static func assignments(_ db: Database, of stream: StreamID, on day: CivilDate?) throws -> [AssignmentLine] {
    let standing = day == nil ? "" : "AND (y.untilDay IS NULL OR y.untilDay >= ?)"
    let sql = """
      SELECT y.assignment, y.kind, y.assignee, y.function, y.fromDay, y.untilDay, y.about, y.ended FROM citizens_assignment y
      WHERE y.stream = (SELECT no FROM records_stream WHERE id = ?) AND y.assignee IS NOT NULL \(standing)
      ORDER BY y.function <> 'primaryContact', y.fromDay, y.entry
      """
    let values: [RecordValue] = [.blob(stream.bytes)] + (day.map { [.integer(Int64($0.dayNumber))] } ?? [])
    return try RawQuery(db, sql, values).map { row in
      Access.Assignment.Kind(rawValue: row.text(1)).map {
        AssignmentLine(
          id: row.text(0), kind: $0, assignee: row.text(2), function: CareFunction(rawValue: row.text(3)),
          fromDay: Int(row.integer(4)), untilDay: row.integer(orNull: 5), about: row.text(orNull: 6),
          ended: row.text(orNull: 7).flatMap { AssignmentEnd(rawValue: $0) })
      }
    }.compactMap { (line: AssignmentLine?) in line }
  }

  /// What a decision about linking and moving must know of streams, by stream. One statement.
  package static func linkSides(_ db: Database, of streams: [StreamID]) throws -> [StreamID: LinkSide] {
    let marks = Array(repeating: "?", count: streams.count).joined(separator: ", ")
    let sql = """
      SELECT r.id, s.kind, c.level, s.organisation FROM citizens_subject s JOIN records_stream r ON r.no = s.stream
      LEFT JOIN citizens_current c ON c.stream = s.stream WHERE r.id IN (\(marks))
      """
    var sides: [StreamID: LinkSide] = [:]
    try RawQuery(db, sql, streams.map { .blob($0.bytes) }).each { row in
      guard let stream = row.stream(0), let kind = SubjectKind(rawValue: row.text(1)) else { return }
      sides[stream] = LinkSide(
        stream: stream.description, kind: kind, level: row.text(orNull: 2).flatMap { Level(rawValue: $0) },
        organisation: row.text(orNull: 3))
    }
    return sides
  }

  /// The links of a stream, also those that were undone. One statement.
  package static func links(_ db: Database, of stream: StreamID) throws -> [LinkLine] {
    let sql = """
      SELECT link, other, reason, linkedAt, endedAt FROM citizens_link
      WHERE stream = (SELECT no FROM records_stream WHERE id = ?) AND linkedAt IS NOT NULL ORDER BY entry
      """
    return try RawQuery(db, sql, [.blob(stream.bytes)]).map { row in
      row.stream(1).map {
        LinkLine(
          id: row.text(0), other: $0, reason: LinkReason(rawValue: row.text(2)), linkedAt: row.integer(3),
          endedAt: row.integer(orNull: 4).map { Int64($0) })
      }
    }.compactMap { (line: LinkLine?) in line }
  }

  /// The protection of a stream, whose last day may have passed; nil when none was ever set. One statement.
  package static func protection(_ db: Database, of stream: StreamID) throws -> (
    level: Access.Protection, untilDay: Int?, basis: ProtectionBasis?
  )? {
    let sql = "SELECT level, untilDay, basis FROM citizens_protection WHERE stream = (SELECT no FROM records_stream WHERE id = ?)"
    return try RawQuery(db, sql, [.blob(stream.bytes)]).map { row in
      (
        Access.Protection(rawValue: Int(row.integer(0))) ?? .restricted, row.integer(orNull: 1),
        ProtectionBasis(rawValue: row.text(2))
      )
    }.first
  }

  /// The organisation that a stream belongs to. One statement.
  package static func organisation(_ db: Database, of stream: StreamID) throws -> String? {
    let sql = "SELECT organisation FROM citizens_subject WHERE stream = (SELECT no FROM records_stream WHERE id = ?)"
    return try RawQuery(db, sql, [.blob(stream.bytes)]).map { $0.text(orNull: 0) }.first ?? nil
  }
}
