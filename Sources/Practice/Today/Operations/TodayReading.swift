import Base
import PracticeRules

/// The day's page: what is there for who visits.
package struct TodayView: Sendable {
  /// One's own tasks and those taken, by urgency; a task that is handed to a team and taken by nobody is in `unclaimed`.
  package var mine: [Tasks.Urgency: [Tasks.Line]]
  /// Tasks of one's teams that nobody has taken.
  package var unclaimed: [Tasks.Line]
  /// Late tasks of which the visitor was told as a leader.
  package var told: [Tasks.Line]
  /// How the teams that the visitor leads stand; never a figure of one person.
  package var teams: [Tasks.TeamLine]
  package var sections: [TodaySection]
  package var today: CivilDate

  /// Reads the day. The number of statements does not grow with what there is.
  package static func read(
    _ place: Workplace, _ visit: Access.Visit, contributions: [TodayContribution] = PracticeToday.contributions
  ) throws -> TodayView {
    let lines = try Tasks.mine(place, visit)
    let isOpenToTeam: (Tasks.Line) -> Bool = { line in
      guard let shown = line.shown, shown.takenBy == nil else { return false }
      if case .user = shown.owner { return false }
      return true
    }
    let isOthers: (Tasks.Line) -> Bool = { line in
      guard let shown = line.shown, shown.takenBy != nil else { return false }
      if case .user = shown.owner { return false }
      return !shown.isMine
    }
    let leads = visit.may(.leadTeam)
    let sections = try contributions.filter { $0.needs.map(visit.may) ?? true }.compactMap { try $0.section(place, visit) }
    return TodayView(
      mine: Dictionary(grouping: lines.filter { !isOpenToTeam($0) && !isOthers($0) }, by: \.urgency),
      unclaimed: lines.filter(isOpenToTeam), told: leads ? try Tasks.toldToLeader(place, visit) : [],
      teams: leads ? try Tasks.teams(place, visit) : [], sections: sections, today: visit.today)
  }
}
