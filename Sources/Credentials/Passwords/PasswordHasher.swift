import Base
import Foundation

/// Why a password could not be computed now; nothing about whether it is right.
package enum PasswordTrouble: Error, Sendable, Hashable {
  /// As many as the queue holds are waiting already.
  case busy
  /// The memory for it could not be had.
  case noMemory

  /// What to tell the person.
  package var words: Words {
    Words(
      da: "Der logger for mange på lige nu. Vent et øjeblik, og prøv igen.",
      en: "Too many are signing in just now. Wait a moment and try again.")
  }
}

/// What checking a password gave.
package enum PasswordVerdict: Sendable, Hashable {
  /// Not the password, or there is no such user.
  case wrong
  /// The password. With `needsRehash` the stored hash is cheaper than today's cost: hash the password anew and store that.
  case right(needsRehash: Bool)
}

/// Hashes and checks passwords on threads of its own, so that fifty log-ins at once stop no page.
///
/// Each check holds `cost.memory` bytes, so `workers × cost.memory` bounds the memory. What waits is bounded too: more than
/// `waiting` are refused at once with ``PasswordTrouble/busy``.
package final class PasswordHasher: Sendable {
  /// What new hashes cost.
  package let cost: PasswordCost
  private let pool: WorkerPool
  private let stranger: PasswordHash?

  /// A hasher.
  ///
  /// - Parameters:
  ///   - workers: Threads; nil takes one less than the machine has cores, at least one.
  ///   - waiting: How many may wait; with 20 ms each, 200 are 4 seconds on one thread.
  package init(cost: PasswordCost = .standard, workers: Int? = nil, waiting: Int = 200) {
    let threads = workers ?? max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    self.cost = cost
    pool = WorkerPool(name: "password", workers: threads, waiting: waiting)
    stranger = Argon2id.hash(Password("somebody who is not here"), cost: cost)
  }

  deinit { pool.close() }

  /// Hashes a password that the rules have passed.
  package func hash(_ password: Password) async throws(PasswordTrouble) -> PasswordHash {
    let cost = cost
    let result = await pool.run { Argon2id.hash(password, cost: cost) }
    guard let result else { throw .busy }
    guard let hash = result else { throw .noMemory }
    return hash
  }

  /// Checks a password against what is stored; nil for a user who is not there, which takes the same time and is always wrong.
  package func verify(_ password: Password, against stored: PasswordHash?) async throws(PasswordTrouble) -> PasswordVerdict {
    guard let candidate = stored ?? stranger else { throw .noMemory }
    guard let matches = await pool.run({ Argon2id.verify(password, against: candidate) }) else { throw .busy }
    guard matches, stored != nil, let paid = candidate.cost else { return .wrong }
    return .right(needsRehash: paid.memory < cost.memory || paid.passes < cost.passes)
  }
}
