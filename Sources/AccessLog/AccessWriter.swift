import Base
import Foundation
import Synchronization

/// The one writer: gathers entries that arrive while a commit is under way and commits them together.
final class AccessWriter: Sendable {
  typealias Answer = Result<Int64, AccessLogError>

  private struct Waiting {
    var access: PreparedAccess
    var answer: @Sendable (Answer) -> Void
  }

  private struct Queue {
    var waiting: [Waiting] = []
    var draining = false
    var closed = false
  }

  /// Touched on the writer's queue only, except while opening.
  private struct State {
    var head = AccessHead(number: 0, hash: .zeroHash)
    var at = Instant(milliseconds: 0)
    var marked: Int64 = 0
  }

  /// How many callers the last commit answered, and how long it took.
  private struct Pace {
    var callers = 0
    var took = Duration.zero
  }

  /// The most entries that share a commit.
  static let groupLimit = 1024
  /// A line of the ledger says how far the log has come when this many entries have been written since the last.
  static let markEvery: Int64 = 4096
  private let serial = DispatchQueue(label: "access.writer", qos: .userInitiated)
  private let queue = Mutex(Queue())
  private let state = Mutex(State())
  private let committed = Mutex(AccessHead(number: 0, hash: .zeroHash))
  private let pace = Mutex(Pace())
  private let refusal = Mutex<AccessLogError?>(nil)
  let shelf: MonthShelf
  let ledger: AccessLedger
  let key: AccessLogKey
  let options: AccessLogOptions
  let clock: @Sendable () -> Instant

  init(
    shelf: MonthShelf, ledger: AccessLedger, key: AccessLogKey, options: AccessLogOptions,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.shelf = shelf
    self.ledger = ledger
    self.key = key
    self.options = options
    self.clock = clock
  }

  /// Takes over where the log stood when it was opened.
  func begin(after head: AccessHead, at: Instant, marked: Int64) {
    state.withLock { $0 = State(head: head, at: at, marked: marked) }
    committed.withLock { $0 = head }
  }

  /// Why nothing is taken; nil when entries are.
  var trouble: AccessLogError? { refusal.withLock { $0 } }

  /// Damage, and files of a newer program, end the writing; other trouble passes.
  func note(_ error: AccessLogError) {
    guard [.damaged, .newer, .readOnly].contains(error.code) else { return }
    refusal.withLock { known in if known == nil { known = error } }
  }

  /// The last entry that is committed. Does not wait for the commit under way.
  var head: AccessHead { committed.withLock { $0 } }

  func submit(_ access: PreparedAccess, answer: @escaping @Sendable (Answer) -> Void) {
    let (closed, start) = queue.withLock { queue in
      guard !queue.closed else { return (true, false) }
      queue.waiting.append(Waiting(access: access, answer: answer))
      defer { queue.draining = true }
      return (false, !queue.draining)
    }
    if closed { return answer(.failure(AccessLogError(.closed, "The access log is closed."))) }
    if start { serial.async { self.drain() } }
  }

  /// Runs something on the writer's queue, between two groups.
  func alone<Value>(_ body: () throws -> Value) rethrows -> Value { try serial.sync(execute: body) }

  /// Takes no more, and returns when those that wait have been answered. False when it was closed before.
  func close() -> Bool {
    let first = queue.withLock { queue in
      defer { queue.closed = true }
      return !queue.closed
    }
    while queue.withLock({ $0.draining }) { serial.sync {} }
    return first
  }

  /// One group a turn, so that whatever else waits for the queue gets its turn under load too.
  private func drain() {
    gather()
    guard let group = next() else { return }
    let begun = ContinuousClock.now
    let answer = write(group.map(\.access))
    pace.withLock { $0 = Pace(callers: group.count, took: ContinuousClock.now - begun) }
    for (index, waiting) in group.enumerated() { waiting.answer(answer.map { $0 + Int64(index) }) }
    if state.withLock({ $0.head.number - $0.marked >= Self.markEvery }) { mark() }
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
      let group = Array(queue.waiting.prefix(Self.groupLimit))
      queue.waiting.removeFirst(group.count)
      return group
    }
  }
}

// MARK: - One group

extension AccessWriter {
  /// Writes a group whole or not at all; answers the number of its first entry.
  func write(_ group: [PreparedAccess], at given: Instant? = nil) -> Answer {
    do {
      if let refusal = trouble {
        throw AccessLogError(.readOnly, "The access log takes no entries. \(refusal.message)", cause: refusal.code.rawValue)
      }
      return .success(try state.withLock { try write(group, given ?? clock(), &$0) })
    } catch {
      let error = AccessLogError(storage: error)
      note(error)
      return .failure(error)
    }
  }

  private func write(_ group: [PreparedAccess], _ now: Instant, _ state: inout State) throws -> Int64 {
    let newest = shelf.newest
    let at = max(now, state.at, newest?.month.begins ?? now)
    let file = try file(for: AccessMonth(at), newest, &state)
    let (key, before) = (key, state.head)
    let (head, added) = try file.database.write { db in
      var plan = try MonthPlan(db, file, after: before, key: key)
      for access in group { try plan.add(access, at: at) }
      return (plan.head, plan.added)
    }
    file.remember(added)
    (state.head, state.at) = (head, at)
    committed.withLock { $0 = head }
    return before.number + 1
  }

  private func file(for month: AccessMonth, _ newest: MonthFile?, _ state: inout State) throws -> MonthFile {
    if let newest, newest.month == month { return newest }
    let url = shelf.url(month)
    if let url, FileManager.default.fileExists(atPath: url.path) {
      throw AccessLogError(.damaged, "A file stands where the month \(month) is to begin. Move it away and start again.")
    }
    let file: MonthFile
    do {
      file = try MonthFile(month, at: url, log: ledger.log, options: options, newest: true, makes: state.head)
    } catch {
      // A file that was not begun whole is in the way of the next try.
      if let url { try? MonthShelf.remove(url) }
      throw error
    }
    if let folder = shelf.folder { try MonthShelf.sync(folder) }
    shelf.add(file)
    newest?.settle()
    try ledger.add([AccessLedger.Line(kind: .month, at: max(clock(), state.at), month: month, head: state.head)])
    state.marked = state.head.number
    return file
  }

  /// Writes down how far the log has come. Trouble with it is met again at the next; no answer waits for it.
  func mark() {
    state.withLock { state in
      guard state.head.number > state.marked else { return }
      let line = AccessLedger.Line(kind: .mark, at: state.at, head: state.head)
      if (try? ledger.add([line])) != nil { state.marked = state.head.number }
    }
  }
}
