import Base
import CatalogFiles
import Journal
import PracticeRecords
import PracticeRules

// Registering and changing organisations, teams and users. Every operation asks for its permission itself, whatever the page asked.
extension People {
  static let retention = "staff"

  /// Registers an organisation; its first administrator is then registered on the server.
  ///
  /// - Returns: the id of its stream.
  /// - Throws: `Refusal`, `Access.Refusal`, and what `Workplace.write` throws.
  package static func registerOrganisation(
    _ place: Workplace, _ visit: Access.Visit, _ form: OrganisationForm
  ) async throws -> String {
    try visit.require(.manageSystem)
    let payload = try form.decide()
    let stream = place.newStream()
    let facts = [
      try place.fact(
        visit, 0, Citizens.SubjectRegistered(kind: .organisation, organisation: stream.description), about: stream,
        retention: retention),
      try place.fact(visit, 1, payload, about: stream, retention: retention),
    ]
    try await place.write(visit, "organisation.register", facts, expects: [stream: 0])
    return stream.description
  }

  /// Changes what stands of an organisation. Nothing is written when nothing changes.
  package static func changeOrganisation(
    _ place: Workplace, _ visit: Access.Visit, organisation id: String, _ form: OrganisationForm
  ) async throws {
    try visit.require(.manageSystem)
    guard let stream = StreamID(id), let old = try place.records.read({ try organisations($0) }).first(where: { $0.id == id })
    else { throw refused(visit) }
    let wanted = try form.decide()
    var change = OrganisationChanged()
    if wanted.name != old.name { change.name = wanted.name }
    if wanted.kind != old.kind { change.kind = wanted.kind }
    if wanted.cvr != old.cvr { change.cvr = wanted.cvr ?? "" }
    guard change != OrganisationChanged() else { return }
    try await place.write(
      visit, "organisation.change", [try place.fact(visit, 0, change, about: stream, retention: retention)])
  }

  /// Opens a team in the own organisation.
  ///
  /// - Returns: the id of its stream.
  package static func openTeam(_ place: Workplace, _ visit: Access.Visit, _ form: TeamForm) async throws -> String {
    try visit.require(.manageUsers)
    let organisation = try ownOrganisation(place, visit)
    let (name, programmes) = try form.decide(known: programmeIDs(place))
    let stream = place.newStream()
    let facts = [
      try place.fact(
        visit, 0, Citizens.SubjectRegistered(kind: .team, organisation: organisation), about: stream, retention: retention),
      try place.fact(
        visit, 1, TeamOpened(name: name, organisation: organisation, programmes: programmes), about: stream, retention: retention),
    ]
    try await place.write(visit, "team.open", facts, expects: [stream: 0])
    return stream.description
  }

  /// Changes a team's name and programmes.
  package static func changeTeam(_ place: Workplace, _ visit: Access.Visit, team id: String, _ form: TeamForm) async throws {
    try visit.require(.manageUsers)
    let (stream, team) = try ownTeam(place, visit, id)
    // A programme that has gone from the catalog may stay with the team it stood with.
    let (name, programmes) = try form.decide(known: programmeIDs(place).union(team.programmes))
    var change = TeamChanged()
    if name != team.name { change.name = name }
    if programmes != team.programmes.sorted() { change.programmes = programmes }
    guard change != TeamChanged() else { return }
    try await place.write(visit, "team.change", [try place.fact(visit, 0, change, about: stream, retention: retention)])
  }

  /// Closes a team from tomorrow on. Not while citizens are with it: they would be with nobody.
  package static func closeTeam(_ place: Workplace, _ visit: Access.Visit, team id: String) async throws {
    try visit.require(.manageUsers)
    let (stream, team) = try ownTeam(place, visit, id)
    guard team.isOpen(on: visit.today), team.until == nil else { throw refused(visit) }
    let citizens = try place.records.read {
      try caseload($0, kind: .team, assignee: id, organisation: team.organisation, on: visit.today)
    }
    guard citizens.isEmpty else {
      let count = Set(citizens.map(\.stream)).count
      throw Refusal.problems([
        Problem(
          "close",
          Words(
            da: "\(count) borgere er knyttet til teamet. Flyt dem først.",
            en: "\(count) citizens are with the team. Move them first."))
      ])
    }
    try await place.write(
      visit, "team.close", [try place.fact(visit, 0, TeamClosed(until: visit.today), about: stream, retention: retention)])
  }

  /// Registers a user of the own organisation. He can sign in when he has got his link and a role.
  ///
  /// - Returns: the id of his stream.
  package static func registerUser(_ place: Workplace, _ visit: Access.Visit, _ form: UserForm) async throws -> String {
    try visit.require(.manageUsers)
    let organisation = try ownOrganisation(place, visit)
    let payload = try form.decide(organisation: organisation)
    let stream = place.newStream()
    let facts = [
      try place.fact(
        visit, 0, Citizens.SubjectRegistered(kind: .user, organisation: organisation), about: stream, retention: retention),
      try place.fact(visit, 1, payload, about: stream, retention: retention),
    ]
    try await taken {
      try await place.write(
        visit, "user.register", facts, expects: [stream: 0], claims: [claim(payload.login, stream)])
    }
    return stream.description
  }

  /// Changes what stands of a user. Nothing is written when nothing changes.
  package static func changeUser(_ place: Workplace, _ visit: Access.Visit, user id: String, _ form: UserForm) async throws {
    try visit.require(.manageUsers)
    let (stream, user) = try ownUser(place, visit, id)
    guard let change = try form.decide(changing: user) else { return }
    let facts = [try place.fact(visit, 0, change, about: stream, retention: retention)]
    try await taken {
      try await place.write(
        visit, "user.change", facts, claims: change.login.map { [claim($0, stream)] } ?? [],
        releases: change.login == nil ? [] : [claim(user.login, stream)])
    }
  }

  private static func claim(_ login: String, _ stream: StreamID) -> Claim {
    Claim(scope: LoginName.scope, value: Array(login.utf8), stream: stream)
  }

  /// Somebody else has the log-in name; it may be in another organisation, so no more than that is said.
  private static func taken(_ write: () async throws -> Void) async throws {
    do {
      try await write()
    } catch AppendRefusal.taken {
      throw Refusal.problems([
        Problem("login", Words(da: "Brugernavnet er taget. Vælg et andet.", en: "That user name is taken. Choose another."))
      ])
    }
  }
}

// MARK: - The own organisation only

extension People {
  /// Notes the refusal, and answers as if there were nothing.
  static func refused(_ visit: Access.Visit) -> Refusal {
    visit.refuse(.notOpen)
    return .notFound
  }

  /// The organisation of who asks: it must be registered.
  static func ownOrganisation(_ place: Workplace, _ visit: Access.Visit) throws -> String {
    let id = visit.caller.organisation
    guard let line = try place.records.read({ try names($0, [id]) })[id], line.kind == .organisation else { throw refused(visit) }
    return id
  }

  /// A user of the own organisation; one of another is as good as none.
  static func ownUser(_ place: Workplace, _ visit: Access.Visit, _ id: String) throws -> (StreamID, User) {
    guard let stream = StreamID(id), let user = try place.records.read({ try user($0, stream.description) }),
      user.organisation == visit.caller.organisation
    else { throw refused(visit) }
    return (stream, user)
  }

  /// A team of the own organisation; one of another is as good as none.
  static func ownTeam(_ place: Workplace, _ visit: Access.Visit, _ id: String) throws -> (StreamID, Team) {
    guard let stream = StreamID(id), let team = try place.records.read({ try team($0, stream.description) }),
      team.organisation == visit.caller.organisation
    else { throw refused(visit) }
    return (stream, team)
  }

  /// The ids of the programmes of the catalog.
  static func programmeIDs(_ place: Workplace) -> Set<String> { Set(programmes(place).map(\.id)) }

  /// The programmes of the catalog with their titles, by id.
  package static func programmes(_ place: Workplace) -> [(id: String, title: Words)] {
    place.catalog.programmes.values.map { (id: $0.id, title: $0.title) }.sorted { $0.id < $1.id }
  }
}
