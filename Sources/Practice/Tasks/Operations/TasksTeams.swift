import Base
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// How one team's tasks stand.
  package struct TeamLine: Hashable, Sendable {
    package var name: String
    package var open: Int
    package var overdue: Int
    package var unclaimed: Int
  }

  /// Counts of the visitor's teams.
  package static func teams(_ place: Workplace, _ visit: Access.Visit) throws -> [TeamLine] {
    let circle = circle(visit.caller)
    let found = try place.records.read {
      try counts($0, door(visit), circle, teams: visit.caller.teams, today: visit.today)
    }
    let names = try directory.names(place, Set(found.map(\.team)))
    return found.map {
      TeamLine(name: names[$0.team] ?? $0.team, open: $0.open, overdue: $0.overdue, unclaimed: $0.unclaimed)
    }
  }

  /// Late tasks of the visitor's teams that a leader was told of.
  package static func toldToLeader(_ place: Workplace, _ visit: Access.Visit) throws -> [Line] {
    let circle = circle(visit.caller)
    let rows = try place.records.read { try told($0, door(visit), circle, teams: visit.caller.teams) }
    return try lines(place, visit, rows)
  }
}
