import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Tasks {
  /// One thing that happened with a task.
  package struct Event: Hashable, Sendable {
    /// Its place in the journal, where its note stands.
    package var entry: Int64
    package var kind: EventKind
    /// Reason, outcome or kind of reminder.
    package var code: String?
    package var owner: Owner?
    package var deadline: Deadline?
    package var isNoted: Bool
    package var by: String
    package var occurredAt: OccurredAt
  }

  /// What happened with a task, oldest first; at most the first 200 things. One statement.
  package static func history(_ db: Database, _ task: String) throws -> [Event] {
    let sql = """
      SELECT entry, kind, code, ownerKind, owner, deadlineDay, minute, noted, by, occurred FROM tasks_event
      WHERE task = ? ORDER BY orderKey, entry LIMIT 200
      """
    return try RawQuery(db, sql, [.text(task)]).map { query in
      guard let kind = EventKind(rawValue: query.text(1)), let occurredAt = OccurredAt(query.text(9)) else {
        throw ProjectionFault("a row of tasks_event cannot be read")
      }
      let day = query.integer(orNull: 5).flatMap { CivilDate(dayNumber: $0) }
      return Event(
        entry: query.integer(0), kind: kind, code: query.text(orNull: 2),
        owner: query.text(orNull: 3).flatMap { Owner(kind: $0, id: query.text(4)) },
        deadline: day.map { Deadline($0, minute: query.integer(orNull: 6)) }, isNoted: query.integer(7) != 0, by: query.text(8),
        occurredAt: occurredAt)
    }
  }

  /// Counts of a team's tasks; never of one person's.
  package struct TeamCount: Hashable, Sendable {
    package var team: String
    package var open: Int
    package var overdue: Int
    /// Nobody has taken them yet.
    package var unclaimed: Int
  }

  /// How the tasks of teams stand, of those tasks that the door opens. One statement.
  package static func counts(
    _ db: Database, _ door: Access.Condition, _ circle: Circle, teams: Set<String>, today: CivilDate
  ) throws -> [TeamCount] {
    guard !teams.isEmpty else { return [] }
    let (seen, arguments) = visible(door, circle)
    let marks = teams.map { _ in "?" }.joined(separator: ", ")
    let sql = """
      SELECT t.owner, COUNT(*), SUM(t.deadlineDay < ?), SUM(t.acknowledgedBy = '') FROM tasks_task t
      WHERE t.condition = 'open' AND t.owner IN (\(marks)) AND \(seen) GROUP BY t.owner ORDER BY t.owner
      """
    let values = [RecordValue.integer(Int64(today.dayNumber))] + teams.sorted().map { .text($0) } + arguments
    return try RawQuery(db, sql, values).map { query in
      TeamCount(
        team: query.text(0), open: Int(query.integer(1)), overdue: Int(query.integer(2)), unclaimed: Int(query.integer(3)))
    }
  }

  /// An open task as the ticker sees it: ids and days, no text.
  package struct DueRow: Hashable, Sendable {
    package var task: String
    package var stream: StreamID
    package var isAboutCitizen: Bool
    package var organisation: String
    package var owner: Owner
    package var deadline: Deadline
    package var openedDay: CivilDate
    package var told: [ReminderKind: CivilDate]
  }

  /// Open tasks of which something must be told at a moment and has not been. One statement; the latest first.
  package static func due(_ db: Database, at moment: LocalMoment, limit: Int) throws -> [DueRow] {
    let sql = """
      SELECT t.task, r.id, t.about, t.organisation, t.ownerKind, t.owner, t.deadlineDay, t.minute, t.openedDay, t.toldDayBefore,
      t.toldOverdue, t.toldLeader FROM tasks_task t JOIN records_stream r ON r.no = t.stream
      WHERE t.condition = 'open' AND t.deadlineDay <= ?1 + 1 AND (
      (t.deadlineDay < ?1 AND t.toldOverdue IS NOT t.deadlineDay)
      OR (t.deadlineDay = ?1 AND t.minute >= 0 AND t.minute < ?2 AND t.toldOverdue IS NOT t.deadlineDay)
      OR (t.deadlineDay <= ?1 - \(Clock.daysToLeader) AND t.toldLeader IS NOT t.deadlineDay)
      OR (t.deadlineDay >= ?1 AND t.openedDay < ?1 AND t.toldDayBefore IS NOT t.deadlineDay))
      ORDER BY t.deadlineDay, t.task LIMIT ?3
      """
    let values: [RecordValue] = [
      .integer(Int64(moment.day.dayNumber)), .integer(Int64(moment.minute)), .integer(Int64(limit)),
    ]
    return try RawQuery(db, sql, values).map { query in
      guard let stream = query.stream(1), let owner = Owner(kind: query.text(4), id: query.text(5)),
        let day = CivilDate(dayNumber: Int(query.integer(6)))
      else { throw ProjectionFault("a row of tasks_task cannot be read") }
      let minute = Int(query.integer(7))
      var told: [ReminderKind: CivilDate] = [:]
      for (kind, column) in [(ReminderKind.dayBefore, Int32(9)), (.overdue, 10), (.leader, 11)] {
        told[kind] = query.integer(orNull: column).flatMap { CivilDate(dayNumber: $0) }
      }
      return DueRow(
        task: query.text(0), stream: stream, isAboutCitizen: query.text(2) == "citizen", organisation: query.text(3),
        owner: owner, deadline: Deadline(day, minute: minute < 0 ? nil : minute),
        openedDay: query.integer(orNull: 8).flatMap { CivilDate(dayNumber: $0) } ?? day, told: told)
    }
  }
}
