import Base
import GRDB
import Journal
import PracticeRecords
import PracticeRules

// What the pages about users read. Only the own organisation, ever.
extension People {
  /// Users of the own organisation, by name.
  package static func users(
    _ place: Workplace, _ visit: Access.Visit, _ filter: ListFilter, after: String?, limit: Int
  ) throws -> ListPage {
    try visit.require(.manageUsers)
    if !filter.words.isEmpty { visit.search([filter.words]) }
    return try place.records.read {
      try People.list($0, organisation: visit.caller.organisation, filter, after: after, limit: limit, on: visit.today)
    }
  }

  /// The teams of the own organisation, with how many members each has today.
  package static func teamsWithCounts(
    _ place: Workplace, _ visit: Access.Visit, closed: Bool = false
  ) throws -> [(team: Team, members: Int)] {
    try visit.require(.manageUsers)
    return try place.records.read { db in
      let teams = try People.teams(db, organisation: visit.caller.organisation, on: visit.today, closed: closed)
      let members = Dictionary(grouping: try People.members(db, teams: teams.map(\.id), on: visit.today), by: \.team)
      return teams.map { ($0, members[$0.id]?.count ?? 0) }
    }
  }

  /// Everything about one user of the own organisation, with the names of the teams and colleagues that it mentions.
  package struct UserView: Sendable {
    package var user: User
    package var names: [String: PersonLine]
    /// The open teams of the organisation.
    package var teams: [Team]
    /// How many citizens he is assigned to, from today on: for who must move them.
    package var citizens: Int
    /// His colleagues who have not left, for the choice of a substitute.
    package var colleagues: [ListedUser]
  }

  package static func userView(_ place: Workplace, _ visit: Access.Visit, user id: String) throws -> UserView {
    try visit.require(.manageUsers)
    let (_, user) = try ownUser(place, visit, id)
    return try place.records.read { db in
      let mentioned = user.grants.map(\.what) + user.absences.compactMap(\.substitute)
      let lines = try People.caseload(db, kind: .user, assignee: user.id, organisation: user.organisation, on: visit.today)
      return UserView(
        user: user, names: try People.names(db, mentioned),
        teams: try People.teams(db, organisation: user.organisation, on: visit.today),
        citizens: Set(lines.map(\.stream)).count, colleagues: try People.colleagues(db, visit, but: user.id))
    }
  }

  /// Everything about one team of the own organisation.
  package struct TeamView: Sendable {
    package var team: Team
    package var members: [Member]
    package var citizens: Int
    package var teams: [Team]
    package var colleagues: [ListedUser]
  }

  package static func teamView(_ place: Workplace, _ visit: Access.Visit, team id: String) throws -> TeamView {
    try visit.require(.manageUsers)
    let (_, team) = try ownTeam(place, visit, id)
    return try place.records.read { db in
      let lines = try People.caseload(db, kind: .team, assignee: team.id, organisation: team.organisation, on: visit.today)
      return TeamView(
        team: team, members: try People.members(db, teams: [team.id], on: visit.today), citizens: Set(lines.map(\.stream)).count,
        teams: try People.teams(db, organisation: team.organisation, on: visit.today),
        colleagues: try People.colleagues(db, visit, but: ""))
    }
  }

  /// At most a thousand: an organisation with more picks from the search of its own.
  static func colleagues(
    _ db: Database, _ visit: Access.Visit, but id: String
  ) throws -> [ListedUser] {
    try People.list(db, organisation: visit.caller.organisation, ListFilter(), after: nil, limit: 1000, on: visit.today).users
      .filter { $0.id != id }
  }

  /// All organisations, for who keeps the system.
  package static func allOrganisations(_ place: Workplace, _ visit: Access.Visit) throws -> [Organisation] {
    try visit.require(.manageSystem)
    return try place.records.read { try People.organisations($0) }
  }

  /// One thing that was done, with the names of who did it and whom it was about.
  package struct LogEntry: Sendable {
    package var line: LogLine
    /// The name of who did it; the command line and imports have their own word.
    package var by: String
    package var about: String
    /// The name of the role, team, programme or colleague it mentions.
    package var what: Words?
  }

  /// The log of administration of the own organisation, newest first.
  ///
  /// - Parameter before: what the page before gave as `next`.
  package static func log(
    _ place: Workplace, _ visit: Access.Visit, before: Int64?, limit: Int
  ) throws -> (entries: [LogEntry], next: Int64?) {
    try visit.require(.manageUsers)
    let titles = Dictionary(programmes(place).map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    return try place.records.read { db in
      var lines = try People.log(db, organisation: visit.caller.organisation, before: before, limit: limit + 1)
      let more = lines.count > limit
      if more { lines.removeLast() }
      let names = try People.names(db, lines.flatMap { [$0.recordedBy, $0.about, $0.what ?? ""] })
      let entries = lines.map { line in
        let what = (line.what ?? "").split(separator: " ").map { word($0.description, place, names, titles) }
        return LogEntry(
          line: line, by: names[line.recordedBy]?.name ?? line.recordedBy, about: names[line.about]?.name ?? "",
          what: what.isEmpty
            ? nil : Words(da: what.map(\.da).joined(separator: ", "), en: what.map(\.en).joined(separator: ", ")))
      }
      return (entries, more ? lines.last?.id : nil)
    }
  }

  /// The name of a user or team, the title of a role or programme, or the word for a kind of organisation.
  private static func word(
    _ id: String, _ place: Workplace, _ names: [String: PersonLine], _ programmes: [String: Words]
  ) -> Words {
    if let name = names[id]?.name { return Words(da: name, en: name) }
    return place.policy.roles[id]?.title ?? programmes[id] ?? OrganisationKind(rawValue: id)?.words ?? Words(da: id, en: id)
  }
}

extension People {
  /// A team as its members see it.
  package struct MyTeam: Sendable {
    package var team: Team
    package var members: [Member]
    /// What each may decide at a table: what to ask them.
    package var mandates: [String: [Grant]]
    package var names: [String: PersonLine]
    /// Whether the one who looks leads it.
    package var leads: Bool
    /// Citizens of the team, for who leads it: of those that are open to him.
    package var citizens: Int?
    /// Citizens of each member: all for who leads the team; for others their own alone.
    package var citizensOf: [String: Int]
  }

  /// The teams the caller is in today. Nobody sees a figure about a colleague; who leads the team sees how many citizens each has.
  ///
  /// A fixed number of statements, however many members.
  package static func myTeams(_ place: Workplace, _ visit: Access.Visit) throws -> [MyTeam] {
    let led = try ledTeams(place, visit)
    let condition = visit.condition(.read, .identity, alias: "a")
    return try place.records.read { db in
      let mine = try People.teams(db, organisation: visit.caller.organisation, on: visit.today)
        .filter { visit.caller.teams.contains($0.id) }
      let members = Dictionary(grouping: try People.members(db, teams: mine.map(\.id), on: visit.today), by: \.team)
      let everybody = members.values.joined()
      let mandates = try People.mandates(db, users: everybody.map(\.user), on: visit.today)
      let names = try People.names(db, everybody.compactMap(\.substitute))
      let seen = Set(everybody.filter { led.contains($0.team) }.map(\.user)).union([visit.caller.user])
      let own = try People.counts(db, condition, kind: .user, assignees: seen.sorted(), on: visit.today)
      let ofTeams = try People.counts(db, condition, kind: .team, assignees: led.sorted(), on: visit.today)
      return mine.map { team in
        let shown = (members[team.id] ?? []).map(\.user).filter { led.contains(team.id) || $0 == visit.caller.user }
        return MyTeam(
          team: team, members: members[team.id] ?? [], mandates: mandates, names: names, leads: led.contains(team.id),
          citizens: led.contains(team.id) ? ofTeams[team.id] ?? 0 : nil,
          citizensOf: Dictionary(shown.map { ($0, own[$0] ?? 0) }, uniquingKeysWith: { first, _ in first }))
      }
    }
  }
}
