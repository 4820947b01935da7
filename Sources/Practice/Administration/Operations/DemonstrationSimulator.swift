import Base
import Journal
import PracticeRecords
import PracticeRules
import Synchronization

/// Fills a demonstration: a made-up municipality with a region and two civil-society organisations, their staff, and citizens with
/// history. It does everything through the operations that the pages use, with a seed and a clock of its own, so that two
/// demonstrations hold the same.
package struct DemonstrationSimulator: Sendable {
  /// Somebody who can sign in.
  package struct LogIn: Sendable, Hashable {
    package var user: String
    package var login: String
    package var name: String
    package var roles: [String]
    package var organisation: String
  }

  /// How many citizens the municipality has.
  package static let citizens = 48
  /// The day the demonstration begins: history is made from here on.
  private static let days = 90

  private let place: Workplace
  private let clock: SimulatedClock
  /// The day on which the demonstration is looked at first.
  private let shown: CivilDate

  /// - Parameter place: the workplace that is filled; its journal is written to, its own clock and random numbers are not used.
  package init(_ place: Workplace, seed: UInt64 = 2016) {
    let today = place.now().milliseconds / 86_400_000 * 86_400_000
    let clock = SimulatedClock(
      seed: seed, start: Instant(milliseconds: today - Int64(Self.days) * 86_400_000 + 8 * 3_600_000))
    self.clock = clock
    shown = place.today
    self.place = place.with(now: { clock.now }, random: { clock.random() })
  }

  /// Whether a demonstration is there already.
  package static func isLoaded(_ place: Workplace) throws -> Bool {
    try People.account(place, login: DemonstrationPeople.people[0].login) != nil
  }

  /// Fills the workplace, and says who can sign in.
  package func run(progress: (Int, Int) -> Void = { _, _ in }) async throws -> [LogIn] {
    var staff = Staff()
    for home in DemonstrationPeople.Home.allCases { try await open(home, &staff) }
    let total = Self.citizens + 8
    var made: [String] = []
    for number in 0..<Self.citizens {
      if let id = try await citizen(number, staff, home: .municipality) { made.append(id) }
      progress(number + 1, total)
    }
    for number in 0..<8 {
      _ = try await citizen(100 + number, staff, home: number < 4 ? .shelter : .region)
      progress(Self.citizens + number + 1, total)
    }
    try await giveOwnRecord(staff, made)
    return try logIns()
  }

  /// Who can sign in, once it has been filled.
  package func logIns() throws -> [LogIn] {
    try DemonstrationPeople.people.compactMap { person in
      try People.account(place, login: person.login).map {
        LogIn(user: $0, login: person.login, name: person.name, roles: person.roles, organisation: person.home.name)
      }
    }
  }
}

/// The made-up organisations and people, by what they are called in the demonstration.
private struct Staff {
  var organisations: [DemonstrationPeople.Home: String] = [:]
  var teams: [DemonstrationPeople.Home: [String]] = [:]
  var users: [String: String] = [:]
}

// MARK: - Organisations and people

extension DemonstrationSimulator {
  private func visit(_ user: String, _ organisation: String, _ roles: Set<String>) -> Access.Visit {
    clock.pass(minutes: 7)
    let caller =
      (try? People.caller(place, user: user)).flatMap { $0 }
      ?? Access.Caller(user: user, organisation: organisation, roles: roles)
    return Access.Visit(
      caller: caller, policy: place.policy, page: "brobygger demo", today: place.today, act: place.newAct())
  }

  private func keeper(_ organisation: String) -> Access.Visit {
    visit("cli:demo", organisation, ["administrator", "system-administrator"])
  }

  private func open(_ home: DemonstrationPeople.Home, _ staff: inout Staff) async throws {
    let organisation = try await People.registerOrganisation(place, keeper(""), .init(name: home.name, kind: home.kind))
    staff.organisations[home] = organisation
    for team in home.teams {
      let known = team.programmes.filter { place.catalog.programmes[$0] != nil }
      let id = try await People.openTeam(place, keeper(organisation), .init(name: team.name, programmes: known))
      staff.teams[home, default: []].append(id)
    }
    for person in DemonstrationPeople.people where person.home == home {
      let user = try await People.registerUser(
        place, keeper(organisation), .init(name: person.name, login: person.login, title: person.title))
      staff.users[person.login] = user
      for role in person.roles {
        try await People.grant(place, keeper(organisation), user: user, .init(.role, what: role))
      }
      if let team = person.team, let id = staff.teams[home]?[team] {
        try await People.grant(place, keeper(organisation), user: user, .init(.team, what: id, leads: person.leads))
      }
    }
  }

  /// The citizen and the relative who can sign in see a record of their own.
  private func giveOwnRecord(_ staff: Staff, _ made: [String]) async throws {
    guard made.count > 1, let leader = staff.users["eva"], let home = staff.organisations[.municipality] else { return }
    for (login, stream) in [("borger", made[0]), ("paaroerende", made[1])] {
      guard let user = staff.users[login] else { continue }
      try await People.giveOwnRecord(place, visit(leader, home, []), user: user, streams: [stream])
    }
  }
}

// MARK: - Citizens

extension DemonstrationSimulator {
  private func citizen(_ number: Int, _ staff: Staff, home: DemonstrationPeople.Home) async throws -> String? {
    guard let organisation = staff.organisations[home] else { return nil }
    let workers = home == .municipality ? ["anna", "boe", "carla"] : home == .shelter ? ["ida"] : ["gitte"]
    guard let worker = staff.users[workers[number % workers.count]] else { return nil }
    clock.pass(minutes: 60 * 20)
    let values = details(number)
    let registered = try await Citizens.register(
      place, visit(worker, organisation, []), values, .init(isAnother: true, asContact: true))
    guard case .done(let id) = registered else { return nil }
    try await live(number, id, worker, organisation, staff, home)
    return id
  }

  private func details(_ number: Int) -> [String: String] {
    let isWoman = clock.below(3) == 0
    let year = 1955 + clock.below(45)
    var values = ["sex": isWoman ? "female" : "male", "language": "da"]
    switch number % 8 {
    case 5:
      values["level"] = "aliasOnly"
      values["alias"] = "\(DemonstrationPeople.aliases[clock.below(DemonstrationPeople.aliases.count)]) \(number + 1)"
    case 6: values["level"] = "anonymous"
    default:
      values["level"] = "identified"
      let given = isWoman ? DemonstrationPeople.women : DemonstrationPeople.men
      values["given"] = given[clock.below(given.count)]
      values["family"] = DemonstrationPeople.families[clock.below(DemonstrationPeople.families.count)]
      values["birth"] = "\(1 + clock.below(28))-\(1 + clock.below(12))-\(year)"
      values["street"] = "\(DemonstrationPeople.streets[clock.below(DemonstrationPeople.streets.count)]) \(1 + clock.below(90))"
      values["postcode"] = "0999"
      values["city"] = "Eksempelby"
    }
    return values
  }

  /// What follows a registration: who else works with the citizen, what must be seen, what is to be done.
  private func live(
    _ number: Int, _ id: String, _ worker: String, _ organisation: String, _ staff: Staff, _ home: DemonstrationPeople.Home
  ) async throws {
    if let team = staff.teams[home]?.first {
      _ = try await Citizens.assign(
        place, visit(worker, organisation, []), id: id,
        ["who": "team:\(team)", "function": "contact", "about": "Ring til teamet, hvis jeg ikke svarer"])
    }
    if number % 5 == 0 {
      let kind = ["allergy", "violenceRisk", "interpreter", "childAtHome"][clock.below(4)]
      _ = try await Citizens.setAlert(place, visit(worker, organisation, []), id: id, ["alert": kind])
    }
    if number % 9 == 4 {
      _ = try await Citizens.setProtection(
        place, visit(worker, organisation, []), id: id, ["protection": "nameAndAddress", "basis": "register"])
    }
    if number % 4 == 1, let stream = StreamID(id) {
      let deadline = Tasks.Deadline(place.today.adding(days: 3 + clock.below(60)) ?? place.today)
      let reason: Tasks.Reason = [.callBack, .followUp, .contactCitizen][clock.below(3)]
      let opened = try await Tasks.open(
        place, visit(worker, organisation, []),
        .init(reason: reason, title: nil, deadline: deadline, owner: .user(worker)), citizen: stream)
      // Most of what has been due is done by then, as it would be.
      if case .taken(let task) = opened, deadline.day < shown, number % 16 != 1 {
        _ = try await Tasks.change(place, visit(worker, organisation, []), task: task, .finish(.done, note: nil))
      }
    }
  }
}

/// A clock that only moves when the simulator moves it, and its random numbers.
private final class SimulatedClock: Sendable {
  private struct State {
    var now: Instant
    var seed: UInt64
  }

  private let state: Mutex<State>

  init(seed: UInt64, start: Instant) { state = Mutex(State(now: start, seed: seed)) }

  var now: Instant { state.withLock { $0.now } }

  func pass(minutes: Int) {
    state.withLock { $0.now = Instant(milliseconds: $0.now.milliseconds + Int64(minutes) * 60_000) }
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  func random() -> UInt64 {
    state.withLock { state in
      state.seed &+= 0x9E37_79B9_7F4A_7C15
      var z = state.seed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  func below(_ limit: Int) -> Int { Int(random() % UInt64(limit)) }
}
