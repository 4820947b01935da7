import Base
import PracticeRecords
import PracticeRules

extension Tasks {
  /// What tasks ask about people: names, members of teams, leaders, addresses. Each function asks once, for however many ids.
  package struct Directory: Sendable {
    /// Names of users and teams, by id; an id without a name is left out.
    package var names: @Sendable (Workplace, Set<String>) throws -> [String: String]
    /// The active members of a team, by id.
    package var members: @Sendable (Workplace, String) throws -> [String]
    /// Who stands in for a user today, because he is away.
    package var substitutes: @Sendable (Workplace, String) throws -> [String]
    /// The active leaders of a team, by id.
    package var leaders: @Sendable (Workplace, String) throws -> [String]
    /// The teams of a user.
    package var teams: @Sendable (Workplace, String) throws -> [String]
    /// The active users of an organisation who have a role today.
    package var holders: @Sendable (Workplace, String, String) throws -> [String]
    /// Where a user gets mail; nil when he has no address or has left.
    package var email: @Sendable (Workplace, String) throws -> String?
    /// Whom somebody may give a task to: people and teams of his organisation.
    package var choices: @Sendable (Workplace, Access.Caller) throws -> [Choice]

    /// Somebody a task can be given to.
    package struct Choice: Hashable, Sendable {
      package var owner: Owner
      package var name: String

      package init(owner: Owner, name: String) {
        self.owner = owner
        self.name = name
      }
    }

    package init(
      names: @escaping @Sendable (Workplace, Set<String>) throws -> [String: String],
      members: @escaping @Sendable (Workplace, String) throws -> [String],
      substitutes: @escaping @Sendable (Workplace, String) throws -> [String] = { _, _ in [] },
      leaders: @escaping @Sendable (Workplace, String) throws -> [String],
      teams: @escaping @Sendable (Workplace, String) throws -> [String],
      holders: @escaping @Sendable (Workplace, String, String) throws -> [String],
      email: @escaping @Sendable (Workplace, String) throws -> String?,
      choices: @escaping @Sendable (Workplace, Access.Caller) throws -> [Choice]
    ) {
      self.names = names
      self.members = members
      self.substitutes = substitutes
      self.leaders = leaders
      self.teams = teams
      self.holders = holders
      self.email = email
      self.choices = choices
    }

    /// Who gets word of what an owner has.
    package func recipients(_ place: Workplace, _ owner: Owner) throws -> [String] {
      switch owner {
      case .user(let id): try [id] + substitutes(place, id)
      case .team(let id): try members(place, id)
      case .role(let role, let organisation): try holders(place, role, organisation)
      }
    }
  }
}

extension Tasks {
  /// The name under which the ticker records.
  package static let ticker = "ticker"

  /// The users and teams that are registered.
  package static let directory = Directory(
    names: { place, ids in try place.records.read { try People.names($0, ids) }.mapValues(\.name) },
    members: { place, team in try place.records.read { try members($0, of: team, on: place.today) }.map(\.user) },
    substitutes: { place, user in try place.records.read { try substitutes($0, of: user, on: place.today) } },
    leaders: { place, team in
      try place.records.read { try members($0, of: team, on: place.today) }.filter(\.leads).map(\.user)
    },
    teams: { place, user in try place.records.read { try teams($0, of: user, on: place.today) } },
    holders: { place, role, organisation in
      try place.records.read { try holders($0, of: [role], organisation: organisation, on: place.today) }.map(\.id)
    },
    email: { place, user in try place.records.read { try email($0, of: user) } },
    choices: { place, caller in try choices(place, caller) })

  /// Oneself and one's teams first, then the colleagues who work with tasks and the other teams, by name.
  private static func choices(_ place: Workplace, _ caller: Access.Caller) throws -> [Directory.Choice] {
    let roles = Set(place.policy.roles.values.filter { $0.permissions.contains(.tasks) }.map(\.id))
    let (people, teams, own) = try place.records.read { db in
      (
        try holders(db, of: roles, organisation: caller.organisation, on: place.today),
        try People.teams(db, organisation: caller.organisation, on: place.today),
        try People.names(db, caller.teams.union([caller.user]))
      )
    }
    let first =
      [Directory.Choice(owner: .user(caller.user), name: own[caller.user]?.name ?? caller.user)]
      + caller.teams.sorted().map { Directory.Choice(owner: .team($0), name: own[$0]?.name ?? $0) }
    let rest =
      people.map { Directory.Choice(owner: .user($0.id), name: $0.name) }
      + teams.map { Directory.Choice(owner: .team($0.id), name: $0.name) }
    let known = Set(first.map(\.owner))
    return first + rest.filter { !known.contains($0.owner) }
  }
}
