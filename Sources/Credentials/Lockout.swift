import Base

/// How long to wait after wrong log-ins. The wait doubles and has an upper limit; it is never for ever, so nobody can lock a
/// colleague out for good.
package struct LockoutPolicy: Sendable, Hashable {
  /// So many failures cost nothing.
  package var free: Int
  /// The wait after the first failure beyond those, in seconds; doubled by each further one.
  package var firstWait: Int
  /// The longest wait in seconds.
  package var longestWait: Int
  /// Failures are forgotten so many seconds after the last one.
  package var forgottenAfter: Int

  /// A policy.
  package init(free: Int, firstWait: Int, longestWait: Int, forgottenAfter: Int) {
    self.free = free
    self.firstWait = firstWait
    self.longestWait = longestWait
    self.forgottenAfter = forgottenAfter
  }

  /// For one account, wrong passwords and wrong codes together: 4 are free, then 30 s, 1, 2, 4, 8 and at most 15 minutes;
  /// forgotten after 12 hours. Somebody who guesses day and night gets 100 guesses a day.
  package static let account = LockoutPolicy(free: 4, firstWait: 30, longestWait: 900, forgottenAfter: 43_200)
  /// For one source address, all accounts together: 30 are free, since a whole office can share an address, then 10 s doubling to
  /// at most 10 minutes; forgotten after an hour.
  package static let source = LockoutPolicy(free: 30, firstWait: 10, longestWait: 600, forgottenAfter: 3_600)
}

/// The rule of waiting. Nothing is stored here: the caller counts failures by account and by source and clears them on success.
package enum Lockout {
  /// The moment before which no log-in is tried (not even with the right password), or nil when it may be tried now.
  ///
  /// A clock that was put back does not lengthen the wait: a last failure in the future counts as now.
  package static func waitUntil(
    failures: Int, lastFailure: Instant?, now: Instant, policy: LockoutPolicy
  ) -> Instant? {
    guard let lastFailure, failures > policy.free else { return nil }
    let last = min(lastFailure, now)
    let until = Instant(milliseconds: last.milliseconds + Int64(wait(failures: failures, policy: policy)) * 1_000)
    return until > now ? until : nil
  }

  /// How many failures still count: none after the time in which they are forgotten. Add one to it for the next failure.
  package static func counted(failures: Int, lastFailure: Instant?, now: Instant, policy: LockoutPolicy) -> Int {
    guard let lastFailure else { return 0 }
    return now.milliseconds - lastFailure.milliseconds >= Int64(policy.forgottenAfter) * 1_000 ? 0 : max(0, failures)
  }

  /// The wait in seconds after so many failures; 0 while they are free.
  package static func wait(failures: Int, policy: LockoutPolicy) -> Int {
    let beyond = failures - policy.free
    guard beyond > 0 else { return 0 }
    let doublings = min(beyond - 1, 30)
    return min(policy.longestWait, policy.firstWait << doublings)
  }
}
