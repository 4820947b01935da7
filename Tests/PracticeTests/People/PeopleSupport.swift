import Base
import CatalogFiles
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Synchronization

/// Two made-up organisations with an administrator each, a team and some users; the clock is the test's.
final class PeopleBench {
  static let start: Int64 = 1_800_000_000_000

  private final class Clock: Sendable {
    let milliseconds = Mutex(PeopleBench.start)
  }

  let folder: URL
  let place: Workplace
  private let clock = Clock()
  private(set) var municipality = ""
  private(set) var region = ""

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("people-\(UUID().uuidString)")
    let clock = clock
    let now: @Sendable () -> Instant = { Instant(milliseconds: clock.milliseconds.withLock { $0 }) }
    let journal = try Journal.inMemory(clock: now)
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    place = try .forTrial(journal: journal, records: records, catalog: try ImportBench.catalog.get(), now: now)
    municipality = try await People.registerOrganisation(
      place, system(""), People.OrganisationForm(name: "Eksempelby Kommune (opdigtet)", kind: "municipality"))
    region = try await People.registerOrganisation(
      place, system(""), People.OrganisationForm(name: "Region Eksempel (opdigtet)", kind: "region", cvr: "12 34 56 78"))
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  var today: CivilDate { place.today }

  /// Days later, at the same hour.
  func wait(days: Int) { clock.milliseconds.withLock { $0 += Int64(days) * 86_400_000 } }

  func day(_ days: Int) -> CivilDate { today.adding(days: days) ?? today }

  func visit(_ caller: Access.Caller) -> Access.Visit {
    Access.Visit(caller: caller, policy: place.policy, page: "test", today: place.today, act: place.newAct())
  }

  /// The command line.
  func system(_ organisation: String) -> Access.Visit {
    visit(Access.Caller(user: "cli:test", organisation: organisation, roles: ["administrator", "system-administrator"]))
  }

  var admin: Access.Visit { system(municipality) }

  /// A user with what he may today.
  func visit(as user: String) throws -> Access.Visit {
    guard let caller = try People.caller(place, user: user) else { throw CocoaError(.userCancelled) }
    return visit(caller)
  }

  /// A user with a role from today on.
  func user(_ login: String, role: String? = "outreach-worker", in organisation: String? = nil) async throws -> String {
    let organisation = organisation ?? municipality
    let id = try await People.registerUser(
      place, system(organisation), People.UserForm(name: "\(login) (opdigtet)", login: login, phone: "20 12 34 56"))
    if let role { try await People.grant(place, system(organisation), user: id, People.GrantForm(.role, what: role)) }
    return id
  }

  func team(_ name: String, programmes: [String] = [], in organisation: String? = nil) async throws -> String {
    try await People.openTeam(
      place, system(organisation ?? municipality), People.TeamForm(name: name, programmes: programmes))
  }

  func join(_ user: String, _ team: String, leads: Bool = false) async throws {
    try await People.grant(place, admin, user: user, People.GrantForm(.team, what: team, leads: leads))
  }

  /// Made-up citizens of the municipality, each assigned to somebody from today on.
  func citizens(
    _ count: Int, _ assignee: Citizens.Assignee, protection: Citizens.Protection = .none
  ) async throws -> [StreamID] {
    var streams: [StreamID] = []
    for _ in 0..<count {
      let stream = place.newStream()
      let visit = admin
      var facts = [
        try place.fact(
          visit, 0, Citizens.SubjectRegistered(kind: .citizen, organisation: municipality), about: stream),
        try place.fact(
          visit, 1, Citizens.CitizenAssigned(assignee: assignee, function: .primaryContact, from: today), about: stream),
      ]
      if protection != .none {
        facts.append(
          try place.fact(visit, 2, Citizens.ProtectionSet(protection: protection, basis: .risk), about: stream))
      }
      _ = try await place.journal.append(Act(id: visit.act, facts: facts))
      streams.append(stream)
    }
    try place.records.catchUp()
    return streams
  }

  func caseload(_ kind: Access.Assignment.Kind, _ id: String) throws -> Set<StreamID> {
    let lines = try place.records.read {
      try People.caseload($0, kind: kind, assignee: id, organisation: municipality, on: today)
    }
    return Set(lines.map(\.stream))
  }
}

/// The fields of the problems that a refusal names; nil when it was something else.
func fields(_ work: () async throws -> Void) async -> [String]? {
  do {
    try await work()
    return []
  } catch People.Refusal.problems(let problems) {
    return problems.map(\.field)
  } catch {
    return nil
  }
}

/// Whether something is answered as if it were not there.
func isNotFound(_ work: () async throws -> Void) async -> Bool {
  do {
    try await work()
    return false
  } catch {
    return error as? People.Refusal == .notFound
  }
}
