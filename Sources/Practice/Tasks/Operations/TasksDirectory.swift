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
      leaders: @escaping @Sendable (Workplace, String) throws -> [String],
      teams: @escaping @Sendable (Workplace, String) throws -> [String],
      holders: @escaping @Sendable (Workplace, String, String) throws -> [String],
      email: @escaping @Sendable (Workplace, String) throws -> String?,
      choices: @escaping @Sendable (Workplace, Access.Caller) throws -> [Choice]
    ) {
      self.names = names
      self.members = members
      self.leaders = leaders
      self.teams = teams
      self.holders = holders
      self.email = email
      self.choices = choices
    }

    /// Who gets word of what an owner has.
    package func recipients(_ place: Workplace, _ owner: Owner) throws -> [String] {
      switch owner {
      case .user(let id): [id]
      case .team(let id): try members(place, id)
      case .role(let role, let organisation): try holders(place, role, organisation)
      }
    }
  }
}
