import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// A protection or an assignment that ends within fourteen days becomes a task, so that nothing lapses unseen.
  package static let due = DueContribution(feature: "citizens") { place, _, moment in
    guard moment.local.minute >= Tasks.Clock.morning else { return [] }
    let until = moment.today.dayNumber + Tasks.Clock.daysAhead
    let ending = try place.records.read { try Citizens.endings($0, from: moment.today.dayNumber, until: until) }
    return ending.compactMap { ending in
      guard let day = CivilDate(dayNumber: ending.untilDay) else { return nil }
      let owner: Tasks.Owner = ending.assigneeKind == .team ? .team(ending.assignee) : .user(ending.assignee)
      let opened = Tasks.TaskOpened(
        reason: ending.assignment == nil ? .protectionEnds : .assignmentEnds, deadline: Tasks.Deadline(day), owner: owner,
        source: .feature("citizens"), isAboutCitizen: true, organisation: ending.organisation)
      let what = ending.assignment.map { "assignment/\($0)" } ?? "protection/\(ending.stream)"
      return DueThing(key: "citizens/\(what)/\(day)", stream: ending.stream, deed: .open(opened), tell: [owner])
    }
  }
}
