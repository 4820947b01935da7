import Base
import Journal
import PracticeRecords
import PracticeRules

extension People {
  /// Grants a role, a place in a team, a mandate or a right to refer in. Each is a fact of its own.
  ///
  /// - Throws: `Refusal`, `Access.Refusal`, and what `Workplace.write` throws.
  package static func grant(_ place: Workplace, _ visit: Access.Visit, user id: String, _ form: GrantForm) async throws {
    try visit.require(.manageUsers)
    let (stream, user) = try ownUser(place, visit, id)
    guard user.isActive else { throw refused(visit) }
    let grant = try form.decide(for: user, today: visit.today, grantable(place, visit, user.organisation))
    let fact: FactDraft
    switch grant.kind {
    case .role:
      fact = try staff(place, visit, RoleGranted(role: grant.what, from: grant.from, until: grant.until), stream)
    case .team:
      fact = try staff(
        place, visit, TeamJoined(team: grant.what, leads: grant.leads, from: grant.from, until: grant.until), stream)
    case .mandate:
      fact = try staff(
        place, visit,
        MandateGranted(
          text: grant.text ?? "", programme: grant.what.isEmpty ? nil : grant.what, table: grant.table, from: grant.from,
          until: grant.until), stream)
    case .visitation:
      fact = try staff(
        place, visit, VisitationGranted(programme: grant.what, from: grant.from, until: grant.until), stream)
    }
    try await place.write(visit, "user.grant.\(grant.kind.rawValue)", [fact])
  }

  /// Takes a grant back: at once, or after a last day.
  ///
  /// - Parameter until: the last day as it was typed; empty for at once.
  package static func endGrant(
    _ place: Workplace, _ visit: Access.Visit, user id: String, grant: String, until: String?
  ) async throws {
    try visit.require(.manageUsers)
    let (stream, user) = try ownUser(place, visit, id)
    let (held, last): (Grant, CivilDate)
    do { (held, last) = try ending(grant, of: user, until: until, today: visit.today) } catch Refusal.notFound {
      throw refused(visit)
    }
    try await place.write(visit, "user.end.\(held.kind.rawValue)", [try end(place, visit, 0, held, last, stream)])
  }

  /// The fact that ends a grant.
  static func end(
    _ place: Workplace, _ visit: Access.Visit, _ number: Int, _ grant: Grant, _ until: CivilDate, _ stream: StreamID
  ) throws -> FactDraft {
    switch grant.kind {
    case .role: try staff(place, visit, RoleEnded(grant: grant.id, until: until), stream, number)
    case .team: try staff(place, visit, TeamLeft(grant: grant.id, until: until), stream, number)
    case .mandate: try staff(place, visit, MandateEnded(grant: grant.id, until: until), stream, number)
    case .visitation: try staff(place, visit, VisitationEnded(grant: grant.id, until: until), stream, number)
    }
  }

  static func staff(
    _ place: Workplace, _ visit: Access.Visit, _ payload: some FactPayload, _ stream: StreamID, _ number: Int = 0
  ) throws -> FactDraft { try place.fact(visit, number, payload, about: stream, retention: retention) }

  private static func grantable(_ place: Workplace, _ visit: Access.Visit, _ organisation: String) throws -> Grantable {
    let teams = try place.records.read { try People.teams($0, organisation: organisation, on: visit.today) }
    return Grantable(
      roles: place.policy.roles, teams: Set(teams.map(\.id)), programmes: programmeIDs(place),
      mayManageSystem: visit.may(.manageSystem))
  }

  /// Says which streams are a citizen's own, so that his log-in shows him his record. An empty list takes them away.
  ///
  /// For who may hand a citizen his whole record; each stream must be open to him, and nobody gives himself one.
  package static func giveOwnRecord(
    _ place: Workplace, _ visit: Access.Visit, user id: String, streams: [String]
  ) async throws {
    try visit.require(.exportRecord)
    let (stream, user) = try ownUser(place, visit, id)
    let roles = user.held(.role, on: visit.today).compactMap { place.policy.roles[$0.what] }
    guard user.isActive, id != visit.caller.user, !roles.isEmpty, roles.allSatisfy({ $0.purpose == .own }),
      streams.count <= Limit.ownStreams
    else { throw refused(visit) }
    for text in streams {
      guard let citizen = StreamID(text), let admission = try place.admit(visit, citizen), admission.reads.contains(.identity)
      else { throw refused(visit) }
      visit.show([citizen], .identity)
    }
    let own = UserOwnRecordGiven(streams: Set(streams.compactMap { StreamID($0)?.description }).sorted())
    try await place.write(visit, "user.ownRecord", [try staff(place, visit, own, stream)])
  }

  /// The citizen's and relatives' log-ins of the own organisation, and whether each has this citizen's record today. By name.
  package static func recordHolders(
    _ place: Workplace, _ visit: Access.Visit, citizen: String
  ) throws -> [(user: ListedUser, has: Bool)] {
    try visit.require(.exportRecord)
    let roles = place.policy.roles.values.filter { $0.purpose == .own }.map(\.id).sorted()
    return try place.records.read { db in
      let users = try roles.flatMap { role in
        try People.list(
          db, organisation: visit.caller.organisation, ListFilter(role: role), after: nil, limit: 500, on: visit.today
        ).users
      }
      return try Set(users).sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { listed in
        (listed, try user(db, listed.id)?.ownStreams.contains(citizen) ?? false)
      }
    }
  }

  /// Opens a citizen's record for a log-in, or closes it, and leaves the log-in's other records as they are.
  package static func setOwnRecord(
    _ place: Workplace, _ visit: Access.Visit, user id: String, citizen: String, isOpen: Bool
  ) async throws {
    let (_, user) = try ownUser(place, visit, id)
    let others = user.ownStreams.filter { $0 != citizen }
    try await giveOwnRecord(place, visit, user: id, streams: isOpen ? others + [citizen] : others)
  }
}

extension People {
  /// Says that somebody is away, and who has his citizens meanwhile. For who manages users, and for the leader of a team he is in.
  package static func setAbsent(_ place: Workplace, _ visit: Access.Visit, user id: String, _ form: AbsenceForm) async throws {
    let (stream, user) = try userOfOwnTeam(place, visit, id)
    guard user.isActive else { throw refused(visit) }
    var colleagues: Set<String> = []
    if let substitute = form.substitute, !substitute.isEmpty,
      let line = try place.records.read({ try names($0, [substitute]) })[substitute], line.kind == .user, line.isActive,
      line.organisation == user.organisation
    {
      colleagues = [substitute]
    }
    let absent = try form.decide(for: user, today: visit.today, colleagues: colleagues)
    try await place.write(visit, "user.absent", [try staff(place, visit, absent, stream)])
  }

  /// Says that somebody is back: his substitute no longer has his citizens, from this moment on.
  package static func setBack(_ place: Workplace, _ visit: Access.Visit, user id: String, absence: String) async throws {
    let (stream, user) = try userOfOwnTeam(place, visit, id)
    let back: UserBack
    do { back = try backing(absence, of: user, today: visit.today) } catch { throw refused(visit) }
    try await place.write(visit, "user.back", [try staff(place, visit, back, stream)])
  }

  /// Whom the caller may call absent, and the colleagues who could stand in.
  package static func absentee(
    _ place: Workplace, _ visit: Access.Visit, user id: String
  ) throws -> (user: User, colleagues: [ListedUser]) {
    let (_, user) = try userOfOwnTeam(place, visit, id)
    guard user.isActive else { throw refused(visit) }
    return (user, try place.records.read { try People.colleagues($0, visit, but: user.id) })
  }

  /// A user whom the caller may call absent: of the own organisation, or of a team that the caller leads.
  private static func userOfOwnTeam(_ place: Workplace, _ visit: Access.Visit, _ id: String) throws -> (StreamID, User) {
    if !visit.may(.manageUsers) { try visit.require(.leadTeam) }
    let found = try ownUser(place, visit, id)
    if visit.may(.manageUsers) { return found }
    let mine = try ledTeams(place, visit)
    guard found.1.held(.team, on: visit.today).contains(where: { mine.contains($0.what) }) else { throw refused(visit) }
    return found
  }

  /// The open teams that the caller leads today.
  static func ledTeams(_ place: Workplace, _ visit: Access.Visit) throws -> Set<String> {
    guard visit.may(.leadTeam) else { return [] }
    let places = try place.records.read { try user($0, visit.caller.user) }?.held(.team, on: visit.today) ?? []
    return Set(places.filter(\.leads).map(\.what)).intersection(visit.caller.teams)
  }
}
