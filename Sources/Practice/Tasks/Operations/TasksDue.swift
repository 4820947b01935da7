import Base
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// Reminders the day before, word when the deadline has passed, and to the leader three days later.
  package static let due = DueContribution(feature: "tasks") { place, directory, moment in
    guard moment.local.minute >= Clock.morning else { return [] }
    let rows = try place.records.read { try due($0, at: moment.local, limit: moment.limit) }
    var teamOf: [Owner: String?] = [:]
    return try rows.flatMap { row in
      try reminders(row.deadline, opened: row.openedDay, told: row.told, at: moment.local).map { kind in
        var team: String?
        if kind == .leader {
          if teamOf[row.owner] == nil { teamOf[row.owner] = .some(try leaderTeam(place, directory, row.owner)) }
          team = teamOf[row.owner] ?? nil
        }
        return try thing(place, directory, row, kind, team: team)
      }
    }
  }

  private static func thing(
    _ place: Workplace, _ directory: Directory, _ row: DueRow, _ kind: ReminderKind, team: String?
  ) throws -> DueThing {
    var tell = [row.owner]
    if kind == .leader { tell = try team.map { try directory.leaders(place, $0).map { .user($0) } } ?? [] }
    return DueThing(
      key: "tasks/\(kind.rawValue)/\(row.task)/\(row.deadline.day)", stream: row.stream,
      deed: .remind(TaskReminded(task: row.task, kind: kind, deadline: row.deadline.day, team: team)), tell: tell)
  }

  /// The team whose leader is told: the owner itself, or the first of the owner's teams that has a leader.
  private static func leaderTeam(_ place: Workplace, _ directory: Directory, _ owner: Owner) throws -> String? {
    switch owner {
    case .team(let id): id
    case .user(let id): try directory.teams(place, id).sorted().first { try !directory.leaders(place, $0).isEmpty }
    case .role: nil
    }
  }
}
