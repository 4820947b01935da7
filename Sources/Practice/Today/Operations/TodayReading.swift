import Base
import PracticeRules

/// The day's page: what is there for who visits.
package struct TodayView: Sendable {
  package var tasks: Tasks.Day
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
    let leads = visit.may(.leadTeam)
    let sections = try contributions.filter { $0.needs.map(visit.may) ?? true }.compactMap { try $0.section(place, visit) }
    return TodayView(
      tasks: try Tasks.day(place, visit), told: leads ? try Tasks.toldToLeader(place, visit) : [],
      teams: leads ? try Tasks.teams(place, visit) : [], sections: sections, today: visit.today)
  }
}
