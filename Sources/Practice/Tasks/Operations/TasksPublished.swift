import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// The tasks about one citizen, for his front page.
  package struct CitizenPart: Hashable, Sendable {
    /// The id of the citizen's stream.
    package var citizen: String
    /// Open ones, most urgent first, then the latest ended.
    package var lines: [Line]
    /// Whether the visitor may open a task here.
    package var mayOpen: Bool
  }

  /// The tasks about a citizen; nil when he is not open to the visitor. Pages show it with `TasksPart`.
  ///
  /// - Parameter admission: from `Workplace.admit`.
  package static func part(
    _ place: Workplace, _ visit: Access.Visit, _ admission: Access.Admission
  ) throws -> CitizenPart? {
    guard admission.reads.contains(.ordinary) else { return nil }
    let rows = try place.records.read { try about($0, admission.stream) }
    return CitizenPart(
      citizen: admission.stream.description, lines: try lines(place, visit, rows.map { .open($0) }),
      mayOpen: visit.may(.tasks) && admission.writes.contains(.ordinary))
  }
}
