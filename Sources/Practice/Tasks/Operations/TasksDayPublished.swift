import Base
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// The tasks of one day: no more is read, and noted as shown, than the page shows.
  package struct Day: Hashable, Sendable {
    /// One's own, those taken, and those of colleagues one stands in for, but not those for later.
    package var mine: [Line]
    /// How many of them are for later.
    package var later: Int
    /// Tasks of one's teams and roles that nobody has taken.
    package var unclaimed: [Line]
    /// How many there are of them, at most as many as a list reads.
    package var unclaimedCount: Int
  }

  /// So many tasks that nobody has taken stand on the day's page; the others are in the list.
  package static let unclaimedOnDay = 20

  /// The day of who visits.
  package static func day(_ place: Workplace, _ visit: Access.Visit) throws -> Day {
    let circle = circle(visit.caller)
    let moment = moment(place)
    let rows = try place.records.read { try mine($0, door(visit), circle) }
    var (own, unclaimed): ([Listed], [Listed]) = ([], [])
    for item in rows {
      guard case .open(let row) = item, row.state.owner.kind != "user" else {
        own.append(item)
        continue
      }
      // What a colleague has taken is on his day.
      if row.acknowledgedBy == nil { unclaimed.append(item) }
      if row.acknowledgedBy.map(circle.users.contains) ?? false { own.append(item) }
    }
    let now = own.filter { Urgency($0.deadline, at: moment) != .later }
    let lines = try lines(place, visit, now + unclaimed.prefix(unclaimedOnDay))
    return Day(
      mine: Array(lines.prefix(now.count)), later: own.count - now.count, unclaimed: Array(lines.dropFirst(now.count)),
      unclaimedCount: unclaimed.count)
  }
}
