import PracticeRules
import State

/// What the features keep that is no history, in one list.
package enum PracticeState {
  /// Every table of the file of state, in the order they came to be. Never reordered.
  package static let tables: [StateTable] =
    Access.stateTables + SignIn.stateTables + Tasks.stateTables
    + Measures.stateTables
}
