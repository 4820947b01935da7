import Foundation
import Synchronization

/// A few threads that do blocking work in turn, with a bounded queue. Swift's own threads are as many as there are cores, and
/// work that blocks them stops everything else.
final class WorkerPool: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var first = 0
    var closed = false
    var waiting: Int { jobs.count - first }

    mutating func take() -> (@Sendable () -> Void)? {
      guard first < jobs.count else { return nil }
      let job = jobs[first]
      first += 1
      if first == jobs.count || first >= 64 {
        jobs.removeFirst(first)
        first = 0
      }
      return job
    }
  }

  private final class Queue: Sendable {
    let state = Mutex(State())
    let ready = DispatchSemaphore(value: 0)
  }

  private let queue = Queue()
  private let workers: Int
  private let mostWaiting: Int

  init(name: String, workers: Int, waiting: Int) {
    self.workers = max(1, workers)
    mostWaiting = max(1, waiting)
    for number in 1...self.workers {
      let thread = Thread { [queue] in WorkerPool.work(queue) }
      thread.name = "\(name)-\(number)"
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  /// Runs a piece of work on one of the threads; nil when too much is waiting already, or after ``close()``.
  func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T? {
    await withCheckedContinuation { (continuation: CheckedContinuation<T?, Never>) in
      let taken = queue.state.withLock { state in
        guard !state.closed, state.waiting < mostWaiting else { return false }
        state.jobs.append { continuation.resume(returning: work()) }
        return true
      }
      if taken { queue.ready.signal() } else { continuation.resume(returning: nil) }
    }
  }

  /// Lets the threads end when what waits is done; nothing more is taken.
  func close() {
    queue.state.withLock { $0.closed = true }
    for _ in 0..<workers { queue.ready.signal() }
  }

  private static func work(_ queue: Queue) {
    while true {
      queue.ready.wait()
      guard let job = queue.state.withLock({ $0.take() }) else { return }
      job()
    }
  }
}
