import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

/// Keeping the journal: what comes back every month.
enum RetentionMonth {}

extension RetentionMonth {
  /// Once a month the administrators of each organisation look through what has been kept long enough, as soon as anything can be.
  static let contribution = DueContribution(feature: "keeping") { place, _, moment in
    guard moment.local.minute >= Tasks.Clock.morning, try hasOldEntries(place, moment.today),
      let role = place.policy.roles.values.filter({ $0.permissions.contains(.manageSystem) }).map(\.id).min()
    else { return [] }
    let month = String(moment.today.description.prefix(7))
    let organisations = try place.records.read { try Citizens.organisations($0) }
    return organisations.compactMap { organisation in
      guard let stream = StreamID(organisation), let deadline = moment.today.adding(days: 14) else { return nil }
      let owner = Tasks.Owner.role(role, organisation: organisation)
      let opened = Tasks.TaskOpened(
        reason: .retention, deadline: Tasks.Deadline(deadline), owner: owner, source: .feature("keeping"), isAboutCitizen: false,
        organisation: organisation)
      return DueThing(key: "keeping/retention/\(organisation)/\(month)", stream: stream, deed: .open(opened), tell: [owner])
    }
  }

  /// Whether the journal is older than the shortest time that anything is kept.
  private static func hasOldEntries(_ place: Workplace, _ today: CivilDate) throws -> Bool {
    guard let months = place.catalog.retention.values.map(\.keepMonths).min(),
      case .fact(let first)? = try place.journal.read(from: 1, limit: 1).first,
      let kept = first.recordedAt.utcDate?.adding(months: months)
    else { return false }
    return kept < today
  }
}
