import Journal

/// How the Records stand.
package struct RecordsStatus: Hashable, Sendable {
  package struct Feature: Hashable, Sendable {
    package var feature: String
    /// The last entry it has taken.
    package var position: Int64
    package var condition: Condition
  }

  package enum Condition: Hashable, Sendable {
    /// It serves, and has taken every entry up to the position.
    case serving
    /// It is being prepared, done of how many entries; it does not serve until that is over.
    case preparing(done: Int64, of: Int64)
    /// It is built anew while the old serves.
    case rebuilding(done: Int64, of: Int64)
    /// It could not take the entry at a position, and serves what came before.
    case stopped(at: Int64, reason: String)
  }

  package var features: [Feature]
  /// The last entry of the journal.
  package var journal: Int64
  /// A fact that a newer program wrote: everything is for reading only.
  package var newer: NewerFact?
  /// How many entries are erased.
  package var erasedEntries: Int

  /// The condition of a feature; nil for one that does not exist.
  package func condition(of feature: String) -> Condition? { features.first { $0.feature == feature }?.condition }

  /// The position that every feature has reached.
  package var position: Int64 { features.map(\.position).min() ?? 0 }

  /// True when every feature serves and has taken all there is.
  package var isCurrent: Bool { newer == nil && features.allSatisfy { $0.condition == .serving && $0.position >= journal } }
}

/// Why the Records do not do what they are asked.
package enum RecordsError: Error, Hashable, Sendable {
  /// A newer program wrote to the journal.
  case newer(NewerFact)
  /// Two projections have the same feature or table.
  case twice(String)
}
