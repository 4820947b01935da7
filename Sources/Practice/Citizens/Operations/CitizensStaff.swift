import Base
import Journal
import PracticeRecords
import PracticeRules

extension Citizens {
  /// A user or a team as it is named on files.
  package struct Staff: Hashable, Sendable {
    package var id: String
    package var isTeam: Bool
    package var name: String
    /// Where they can be reached; nil where that is not known.
    package var phone: String?
    /// What a form sends.
    package var choice: String { (isTeam ? "team:" : "user:") + id }

    package init(id: String, isTeam: Bool, name: String, phone: String? = nil) {
      self.id = id
      self.isTeam = isTeam
      self.name = name
      self.phone = phone
    }

    /// The users and teams of the visitor's organisation.
    package static func all(_ place: Workplace, _ visit: Access.Visit) throws -> [Staff] {
      [Staff(id: visit.caller.user, isTeam: false, name: visit.caller.user)]
        + visit.caller.teams.sorted().map { Staff(id: $0, isTeam: true, name: $0) }
    }

    /// What users and teams are called, by id.
    package static func named(_ place: Workplace, _ ids: Set<String>) throws -> [String: Staff] {
      Dictionary(ids.map { ($0, Staff(id: $0, isTeam: false, name: $0)) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
