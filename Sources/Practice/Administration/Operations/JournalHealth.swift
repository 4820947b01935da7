import Base
import Journal
import Records

/// How the book and the tables computed from it are doing, for those who keep the system.
package struct JournalHealth: Sendable {
  /// One feature's tables.
  package struct Feature: Sendable {
    /// The feature.
    package var name: String
    /// The last entry it has taken.
    package var position: Int64
    /// Nil when it serves; else what is the matter, in words.
    package var trouble: Words?
  }

  /// The last entry of the journal.
  package var entries: Int64
  /// Entries whose key has been destroyed.
  package var erasedEntries: Int
  /// Nil when entries are taken; else why not.
  package var readOnly: String?
  /// Why the last seal was not sent to its anchor, if so.
  package var anchorTrouble: String?
  /// The last position that a signed seal covers; nil when nothing has been sealed.
  package var sealedTo: Int64?
  /// The day of that seal.
  package var sealedOn: CivilDate?
  /// Subjects that have been erased whole.
  package var erasedSubjects: Int
  /// The tables, feature by feature.
  package var features: [Feature]

  /// True when nothing needs a person.
  package var isWell: Bool { readOnly == nil && anchorTrouble == nil && features.allSatisfy { $0.trouble == nil } }

  /// Asks the journal and the records.
  package static func read(_ place: Workplace) throws -> JournalHealth {
    let status = try place.records.status()
    let keeping = try place.journal.keepingHealth(folder: nil)
    return JournalHealth(
      entries: try place.journal.head, erasedEntries: status.erasedEntries, readOnly: readOnly(place, status),
      anchorTrouble: place.journal.anchorTrouble?.description, sealedTo: keeping.lastSeal?.last,
      sealedOn: keeping.lastSeal?.at.utcDate, erasedSubjects: keeping.erasedStreams,
      features: status.features.map { Feature(name: $0.feature, position: $0.position, trouble: words($0.condition)) })
  }

  /// Why nothing can be written; nil when it can.
  static func readOnly(_ place: Workplace, _ status: RecordsStatus) -> String? {
    if case .readOnly(let error) = place.journal.condition { return error.description }
    return status.newer.map { newer in
      "Entry \(newer.position) was written by a newer program (\(newer.type), schema \(newer.schema))."
    }
  }

  private static func words(_ condition: RecordsStatus.Condition) -> Words? {
    switch condition {
    case .serving: nil
    case .preparing(let done, let all):
      Words(da: "Gøres klar: \(done) af \(all)", en: "Being prepared: \(done) of \(all)")
    case .rebuilding(let done, let all):
      Words(da: "Bygges på ny ved siden af: \(done) af \(all)", en: "Being rebuilt beside: \(done) of \(all)")
    case .stopped(let position, let reason):
      Words(da: "Stoppet ved post \(position): \(reason)", en: "Stopped at entry \(position): \(reason)")
    }
  }
}
