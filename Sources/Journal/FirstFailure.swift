import Synchronization

/// Keeps the failure of the earliest part among parts that run at the same time.
final class FirstFailure: Sendable {
  private let found = Mutex<(part: Int, error: any Error)?>(nil)

  func note(_ error: any Error, _ part: Int) {
    found.withLock { known in
      if known.map({ part < $0.part }) ?? true { known = (part, error) }
    }
  }

  func check() throws {
    if let error = found.withLock({ $0?.error }) { throw error }
  }
}
