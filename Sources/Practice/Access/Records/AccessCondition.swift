import Base
import Journal
import PracticeRules
import Records

extension Access {
  /// The second reader of a policy: a condition that narrows a query before it runs.
  ///
  /// It speaks of the alias of a row of `citizens_access(stream, id, organisation, protection)`, and looks up
  /// `citizens_assigned(stream, kind, assignee, fromDay, untilDay)`.
  package struct Condition: Hashable, Sendable {
    /// One expression in parentheses.
    package var sql: String
    package var arguments: [RecordValue]

    /// The condition under which a caller may do something with a citizen's data.
    ///
    /// - Parameter alias: the alias under which the query has `citizens_access`.
    package init(_ policy: Policy, _ caller: Caller, _ action: Action, _ dataClass: DataClass, alias: String, today: CivilDate) {
      var parts: [String] = []
      arguments = []
      for rule in policy.rules(of: caller, action, dataClass) {
        var ways: [String] = []
        var values: [RecordValue] = []
        for relation in rule.relations.sorted(by: { $0.rawValue < $1.rawValue }) {
          guard let way = Self.way(relation, caller, alias, today) else { continue }
          ways.append(way.sql)
          values += way.arguments
        }
        guard !ways.isEmpty else { continue }
        parts.append("(\(alias).protection <= ? AND (\(ways.joined(separator: " OR "))))")
        arguments += [.integer(Int64(rule.protection.rawValue))] + values
      }
      sql = parts.isEmpty ? "(0)" : "(\(parts.joined(separator: " OR ")))"
    }

    private static func way(
      _ relation: Relation, _ caller: Caller, _ alias: String, _ today: CivilDate
    ) -> (sql: String, arguments: [RecordValue])? {
      let same = "\(alias).organisation = ?"
      let organisation = RecordValue.text(caller.organisation)
      switch relation {
      case .none: return (same, [organisation])
      case .otherOrganisation: return ("\(alias).organisation <> ?", [organisation])
      case .imported: return ("\(alias).organisation IS NULL", [])
      case .own:
        guard !caller.ownStreams.isEmpty else { return nil }
        return ("\(alias).id IN (\(marks(caller.ownStreams.count)))", ids(caller.ownStreams))
      case .assigned: return named(.user, caller.standsInFor.union([caller.user]), same, organisation, alias, today)
      case .team: return named(.team, caller.teams, same, organisation, alias, today)
      case .programme: return named(.programme, caller.programmes, same, organisation, alias, today)
      }
    }

    private static func named(
      _ kind: Assignment.Kind, _ names: Set<String>, _ same: String, _ organisation: RecordValue, _ alias: String,
      _ today: CivilDate
    ) -> (sql: String, arguments: [RecordValue])? {
      guard !names.isEmpty else { return nil }
      let day = RecordValue.integer(Int64(today.dayNumber))
      let sql = """
        (\(same) AND EXISTS (SELECT 1 FROM citizens_assigned x WHERE x.stream = \(alias).stream AND x.kind = '\(kind.rawValue)' \
        AND x.assignee IN (\(marks(names.count))) AND x.fromDay <= ? AND (x.untilDay IS NULL OR x.untilDay >= ?)))
        """
      return (sql, [organisation] + names.sorted().map { .text($0) } + [day, day])
    }

    private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ", ") }

    private static func ids(_ names: Set<String>) -> [RecordValue] {
      names.sorted().map { name in StreamID(name).map { .blob($0.bytes) } ?? .null }
    }
  }
}
