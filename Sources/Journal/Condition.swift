import Synchronization

/// Whether the journal takes entries, and if not, why.
package enum JournalCondition: Sendable, Hashable {
  /// Entries are read and written.
  case writable
  /// Entries are read as far as they can be; nothing is written.
  case readOnly(JournalError)
}

/// The condition of one open journal, shared by reader and writer.
final class ConditionBox: Sendable {
  private struct State {
    var condition: JournalCondition
    var anchor: JournalError?
  }

  private let state: Mutex<State>

  init(_ condition: JournalCondition) { state = Mutex(State(condition: condition)) }

  var current: JournalCondition { state.withLock { $0.condition } }
  var anchorTrouble: JournalError? { state.withLock { $0.anchor } }

  func checkWritable() throws {
    guard case .readOnly(let reason) = current else { return }
    throw JournalError(
      .readOnly, "The journal is read-only: \(reason.message)", position: reason.position, cause: reason.code.rawValue)
  }

  /// Damage, and entries of a newer program, make the journal read-only; other trouble passes.
  func note(_ error: JournalError) {
    guard error.code == .damaged || error.code == .newer else { return }
    state.withLock { state in
      if case .writable = state.condition { state.condition = .readOnly(error) }
    }
  }

  func noteAnchor(_ error: (any Error)?) {
    state.withLock { $0.anchor = error.map { JournalError(.anchor, "A seal could not be sent to its anchor.", cause: "\($0)") } }
  }
}
