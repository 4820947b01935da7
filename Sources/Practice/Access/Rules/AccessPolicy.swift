import Base

extension Access {
  /// One thing a role may do.
  package struct Rule: Hashable, Sendable {
    package var actions: Set<Action>
    package var relations: Set<Relation>
    package var classes: Set<DataClass>
    /// The best protected citizens for whom the rule holds.
    package var protection: Protection

    package init(actions: Set<Action>, relations: Set<Relation>, classes: Set<DataClass>, protection: Protection) {
      self.actions = actions
      self.relations = relations
      self.classes = classes
      self.protection = protection
    }
  }

  /// A role of the catalog.
  package struct Role: Hashable, Sendable {
    package var id: String
    package var title: Words
    package var purpose: Purpose
    package var permissions: Set<Permission>
    package var rules: [Rule]

    package init(id: String, title: Words, purpose: Purpose, permissions: Set<Permission>, rules: [Rule]) {
      self.id = id
      self.title = title
      self.purpose = purpose
      self.permissions = permissions
      self.rules = rules
    }
  }

  /// All roles together: what decides every reading and writing.
  package struct Policy: Hashable, Sendable {
    package var roles: [String: Role]

    package init(roles: [Role]) { self.roles = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) }

    /// The rules of a caller that could open something for this action and class.
    package func rules(of caller: Caller, _ action: Action, _ dataClass: DataClass) -> [Rule] {
      caller.roles.sorted().compactMap { roles[$0] }.flatMap(\.rules)
        .filter { $0.actions.contains(action) && $0.classes.contains(dataClass) }
    }

    /// The first reader: whether this caller may do this with this citizen's data today.
    package func allows(
      _ caller: Caller, _ action: Action, _ dataClass: DataClass, on subject: Subject, today: CivilDate
    ) -> Bool {
      let candidates = rules(of: caller, action, dataClass)
      guard !candidates.isEmpty else { return false }
      let relations = Self.relations(of: caller, to: subject, today: today)
      return candidates.contains { $0.protection >= subject.protection && !$0.relations.isDisjoint(with: relations) }
    }

    /// Whether any of the caller's roles carries a permission.
    package func permits(_ caller: Caller, _ permission: Permission) -> Bool {
      caller.roles.contains { roles[$0]?.permissions.contains(permission) ?? false }
    }

    /// Why this caller looks: the purpose of his roles; the first in order when they differ.
    package func purpose(of caller: Caller) -> Purpose {
      let all = Set(caller.roles.compactMap { roles[$0]?.purpose })
      return Purpose.allCases.first { all.contains($0) } ?? .own
    }

    /// How a caller stands to a citizen today. `none` holds for everybody of the same organisation.
    package static func relations(of caller: Caller, to subject: Subject, today: CivilDate) -> Set<Relation> {
      var relations: Set<Relation> = []
      if caller.ownStreams.contains(subject.stream) { relations.insert(.own) }
      guard let organisation = subject.organisation else { return relations.union([.imported]) }
      guard organisation == caller.organisation else { return relations.union([.otherOrganisation]) }
      relations.insert(.none)
      for assignment in subject.assignments where holds(assignment, today) {
        switch assignment.kind {
        case .user:
          if assignment.assignee == caller.user || caller.standsInFor.contains(assignment.assignee) {
            relations.insert(.assigned)
          }
        case .team: if caller.teams.contains(assignment.assignee) { relations.insert(.team) }
        case .programme: if caller.programmes.contains(assignment.assignee) { relations.insert(.programme) }
        }
      }
      return relations
    }

    private static func holds(_ assignment: Assignment, _ today: CivilDate) -> Bool {
      assignment.from <= today && assignment.until.map { $0 >= today } ?? true
    }
  }
}
