import Base
import Foundation
import Synchronization

/// The one writer: gathers acts that arrive while a commit is under way and commits them together.
final class GroupWriter: Sendable {
  typealias Answer = Result<[Result<Receipt, AppendRefusal>], JournalError>

  private struct Waiting {
    var acts: [PreparedAct]
    var answer: @Sendable (Answer) -> Void
  }

  private struct Queue {
    var waiting: [Waiting] = []
    var draining = false
    var closed = false
  }

  /// Touched on the writer's queue only, except while opening.
  private struct State {
    var progress = SealProgress()
    var lastSeal: Seal?
    var unpublished: [Seal] = []

    mutating func take(_ seal: Seal) {
      lastSeal = seal
      progress = SealProgress()
      unpublished.append(seal)
    }
  }

  /// How many callers the last commit answered, and how long it took.
  private struct Pace {
    var callers = 0
    var took = Duration.zero
  }

  /// The most acts that share a commit; one call's acts are never divided.
  static let groupLimit = 2048
  private let serial = DispatchQueue(label: "journal.writer", qos: .userInitiated)
  private let queue = Mutex(Queue())
  private let state = Mutex(State())
  private let committed = Atomic<Int64>(0)
  private let pace = Mutex(Pace())
  private let heads = HeadCache()
  let store: any JournalStore
  let keys: KeyRing
  let options: JournalOptions
  let clock: @Sendable () -> Instant
  let condition: ConditionBox

  init(
    store: any JournalStore, keys: KeyRing, options: JournalOptions, condition: ConditionBox,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.store = store
    self.keys = keys
    self.options = options
    self.condition = condition
    self.clock = clock
  }

  /// Takes over where the journal stood when it was opened.
  func begin(at position: Int64, lastSeal: Seal?, progress: SealProgress) {
    committed.store(position, ordering: .releasing)
    state.withLock { state in
      state.lastSeal = lastSeal
      state.progress = progress
    }
  }

  /// The last position that is committed.
  var position: Int64 { committed.load(ordering: .acquiring) }

  func submit(_ acts: [PreparedAct], answer: @escaping @Sendable (Answer) -> Void) {
    let (closed, start) = queue.withLock { queue in
      guard !queue.closed else { return (true, false) }
      queue.waiting.append(Waiting(acts: acts, answer: answer))
      defer { queue.draining = true }
      return (false, !queue.draining)
    }
    if closed { return answer(.failure(JournalError(.closed, "The journal is closed."))) }
    if start { serial.async { self.drain() } }
  }

  /// Runs something on the writer's queue, between two groups.
  func alone<Value>(_ body: () throws -> Value) rethrows -> Value { try serial.sync(execute: body) }

  /// Takes no more acts, and returns when those that wait have been answered.
  func close() {
    queue.withLock { $0.closed = true }
    while queue.withLock({ $0.draining }) { serial.sync {} }
  }

  /// One group a turn, so that whatever else waits for the queue gets its turn under load too.
  private func drain() {
    gather()
    guard let group = next() else { return }
    let begun = ContinuousClock.now
    let answer = write(group.flatMap(\.acts))
    pace.withLock { $0 = Pace(callers: group.count, took: ContinuousClock.now - begun) }
    var rest = (try? answer.get())?[...] ?? []
    for waiting in group {
      switch answer {
      case .failure(let error): waiting.answer(.failure(error))
      case .success:
        waiting.answer(.success(Array(rest.prefix(waiting.acts.count))))
        rest = rest.dropFirst(waiting.acts.count)
      }
    }
    publish()
    serial.async { self.drain() }
  }

  /// Callers that were just answered come back at once. While more of them keep arriving, and for no longer than a commit
  /// takes, waiting for them is cheaper than a commit of their own.
  private func gather() {
    let pace = pace.withLock { $0 }
    guard pace.callers > 1 else { return }
    let end = ContinuousClock.now + min(pace.took, .milliseconds(2))
    var seen = -1
    while true {
      let count = queue.withLock { $0.waiting.count }
      if count >= pace.callers || count == seen || ContinuousClock.now >= end { return }
      seen = count
      usleep(40)
    }
  }

  private func next() -> [Waiting]? {
    queue.withLock { queue in
      guard !queue.waiting.isEmpty else {
        queue.draining = false
        return nil
      }
      var (count, acts) = (0, 0)
      while count < queue.waiting.count, acts < Self.groupLimit {
        acts += queue.waiting[count].acts.count
        count += 1
      }
      let group = Array(queue.waiting.prefix(count))
      queue.waiting.removeFirst(count)
      return group
    }
  }
}

// MARK: - One group

extension GroupWriter {
  private func write(_ acts: [PreparedAct]) -> Answer {
    do {
      try condition.checkWritable()
      let now = clock()
      let pairs = Set(acts.flatMap { $0.facts.map(\.pair) })
      let keys = try keys.forSealing(pairs, at: now)
      return .success(try state.withLock { try write(acts, keys, now, &$0) })
    } catch {
      let error = JournalError(storage: error)
      condition.note(error)
      return .failure(error)
    }
  }

  private func write(
    _ acts: [PreparedAct], _ keys: [KeyRing.Pair: KeyRing.State], _ now: Instant, _ state: inout State
  ) throws -> [Result<Receipt, AppendRefusal>] {
    let known = heads
    let (results, plan, seal) = try store.write { transaction in
      var plan = try GroupPlan(in: transaction, keys: keys, known: known, now: now)
      let results = try acts.map { try plan.decide($0) }
      try plan.write()
      let seal = try sealIfDue(after: plan.entries, state, at: now)
      if let seal { try transaction.add(seal) }
      return (results, plan, seal)
    }
    heads.update(plan.heads)
    if let last = plan.entries.last { committed.store(last.position, ordering: .releasing) }
    if let seal {
      state.take(seal)
    } else if options.sealKey != nil {
      for entry in plan.entries { state.progress.add(entry) }
    }
    return results
  }

  private func sealIfDue(after entries: [SealedEntry], _ state: State, at now: Instant) throws -> Seal? {
    guard let key = options.sealKey, !entries.isEmpty, state.progress.count + entries.count >= options.sealEvery else {
      return nil
    }
    var progress = state.progress
    for entry in entries { progress.add(entry) }
    return try progress.seal(after: state.lastSeal, journal: store.journalID, at: now, key: key)
  }

  /// Seals what has been written since the last seal, now; nil when there is nothing or no key.
  func sealNow() throws -> Seal? {
    let seal = try alone { () throws -> Seal? in
      try condition.checkWritable()
      guard let key = options.sealKey else { return nil }
      let now = clock()
      return try state.withLock { state -> Seal? in
        guard state.progress.count > 0 else { return nil }
        let seal = try state.progress.seal(after: state.lastSeal, journal: store.journalID, at: now, key: key)
        try store.write { try $0.add(seal) }
        state.take(seal)
        return seal
      }
    }
    try alone { try publishWaiting() }
    return seal
  }

  /// Sends seals to the anchor. A failure is kept in the condition and tried again with the next seal.
  private func publish() {
    do { try publishWaiting() } catch { condition.noteAnchor(error) }
  }

  private func publishWaiting() throws {
    guard let anchor = options.anchor else { return state.withLock { $0.unpublished.removeAll() } }
    while let seal = state.withLock({ $0.unpublished.first }) {
      try anchor.publish(AnchorLine(seal, journal: store.journalID).text)
      state.withLock { _ = $0.unpublished.removeFirst() }
      condition.noteAnchor(nil)
    }
  }
}
