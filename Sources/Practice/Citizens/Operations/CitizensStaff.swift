import Base
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records

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

    /// The users and teams of the visitor's organisation who work there today, by name. One statement.
    package static func all(_ place: Workplace, _ visit: Access.Visit) throws -> [Staff] {
      let sql = """
        SELECT id, kind, name, phone FROM people_named WHERE organisation = ? AND isActive AND kind IN ('user', 'team')
        ORDER BY kind, name, id
        """
      return try place.records.read { db in
        try RawQuery(db, sql, [.text(visit.caller.organisation)]).map { row in
          Staff(
            id: row.text(0), isTeam: row.text(1) == "team", name: row.text(2),
            phone: row.text(orNull: 3).flatMap { $0.isEmpty ? nil : $0 })
        }
      }
    }

    /// What users and teams are called, by id. One statement.
    package static func named(_ place: Workplace, _ ids: Set<String>) throws -> [String: Staff] {
      guard !ids.isEmpty else { return [:] }
      return try place.records.read { try People.names($0, ids) }.mapValues {
        Staff(id: $0.id, isTeam: $0.kind == .team, name: $0.name, phone: $0.phone)
      }
    }
  }
}
