import Base
import Crypto
import Foundation
import GRDB
import Journal
import PracticeRules
import Records

/// Asks the features what is due, and does each thing exactly once: over restarts, and wherever the program is killed.
///
/// A plan is written into the state before the act, and settled after it. The act's id follows from the thing's key, so that the
/// journal itself takes each thing once. A plan without its act is dropped when the ticker starts again, and decided anew.
package actor Ticker {
  /// Between what the program can be killed.
  package enum Step: String, Sendable { case planned, written, settled, sent }

  /// What a tick did.
  package struct Report: Hashable, Sendable {
    package var did = 0
    package var sent = 0
    /// The features that could not be asked, with a code.
    package var troubles: [String] = []
  }

  private struct Plan: Sendable {
    var key: [UInt8]
    var act: Act
    var recipients: [String]
  }

  private let place: Workplace
  private let contributions: [DueContribution]
  private let directory: Tasks.Directory
  private let outbox: Outbox?
  private let forgetting: [Forgetting]
  private let batch: Int
  private let onStep: @Sendable (Step) -> Void
  private var forgottenAt: Instant?

  /// Old things are thrown away so often, in milliseconds.
  private static let forgetsEvery: Int64 = 3_600_000

  /// - Parameters:
  ///   - outbox: nil where no mail is configured: then nothing is queued.
  ///   - forgetting: what is thrown away when it has become old.
  ///   - batch: how many things are written with one commit.
  ///   - onStep: called after each step; for tests that kill the program there.
  package init(
    place: Workplace, contributions: [DueContribution], directory: Tasks.Directory, outbox: Outbox?,
    forgetting: [Forgetting] = [], batch: Int = 100, onStep: @escaping @Sendable (Step) -> Void = { _ in }
  ) {
    self.place = place
    self.contributions = contributions
    self.directory = directory
    self.outbox = outbox
    self.forgetting = forgetting
    self.batch = max(1, batch)
    self.onStep = onStep
  }

  /// Ticks until the task is cancelled. What fails is kept for the health page, and tried again with the next tick.
  package func run(every interval: Duration) async {
    while !Task.isCancelled {
      _ = await tick()
      try? await Task.sleep(for: interval)
    }
  }

  /// Does everything that is due until now, and sends what waits.
  @discardableResult
  package func tick() async -> Report {
    var report = Report()
    let now = place.now()
    let moment = DueMoment(now: now, local: Tasks.LocalMoment(now, offsetMinutes: now.offsetMinutes(in: Access.zone)))
    do {
      try place.records.catchUp()
      try settleOld()
      for contribution in contributions {
        do { report.did += try await run(contribution, moment) } catch {
          report.troubles.append("\(contribution.feature): \(Self.code(error))")
        }
      }
    } catch {
      report.troubles.append("ticker: \(Self.code(error))")
    }
    if let outbox { await send(outbox, &report) }
    forget(now, &report)
    do { try note(report, at: now) } catch { report.troubles.append("state: \(Self.code(error))") }
    return report
  }

  /// Once an hour; a clock that was put back does not stop it.
  private func forget(_ now: Instant, _ report: inout Report) {
    if let last = forgottenAt, (0..<Self.forgetsEvery).contains(now.milliseconds - last.milliseconds) { return }
    forgottenAt = now
    for old in forgetting {
      do { try old.forget(place) } catch { report.troubles.append("\(old.feature): \(Self.code(error))") }
    }
  }

  private func send(_ outbox: Outbox, _ report: inout Report) async {
    do {
      report.sent = try await outbox.sendDue(place, directory)
      if report.sent > 0 { onStep(.sent) }
    } catch {
      report.troubles.append("outbox: \(Self.code(error))")
    }
  }

  /// Asks until nothing new comes.
  private func run(_ contribution: DueContribution, _ moment: DueMoment) async throws -> Int {
    var did = 0
    while !Task.isCancelled {
      let things = try contribution.due(place, directory, moment)
      let plans = try plans(things)
      for start in stride(from: 0, to: plans.count, by: batch) {
        try await carryOut(Array(plans[start..<min(start + batch, plans.count)]), contribution.feature, moment.now)
      }
      did += plans.count
      if plans.isEmpty || things.count < moment.limit { return did }
    }
    return did
  }

  /// What of these has not been done. What was done so long ago that the state has forgotten it stands in the journal.
  private func plans(_ things: [DueThing]) throws -> [Plan] {
    guard !things.isEmpty else { return [] }
    var keyed: [(key: [UInt8], thing: DueThing)] = []
    var seen: Set<[UInt8]> = []
    for thing in things {
      let key = digest("due", thing.key)
      if seen.insert(key).inserted { keyed.append((key, thing)) }
    }
    let known = try place.state.read { db in
      let statement = try db.makeStatement(sql: "SELECT 1 FROM ticker_run WHERE key = ?")
      return try Set(keyed.map(\.key).filter { try Int.fetchOne(statement, arguments: [Data($0)]) != nil })
    }
    return try keyed.compactMap { item -> Plan? in
      guard !known.contains(item.key), try !place.isWritten(act(item.key)) else { return nil }
      return try plan(item.key, item.thing)
    }
  }

  private func plan(_ key: [UInt8], _ thing: DueThing) throws -> Plan {
    let id = act(key)
    let draft: FactDraft
    switch thing.deed {
    case .open(let payload): draft = try fact(id, payload, thing.stream)
    case .remind(let payload): draft = try fact(id, payload, thing.stream)
    }
    var recipients: Set<String> = []
    if outbox != nil { for owner in thing.tell { recipients.formUnion(try directory.recipients(place, owner)) } }
    return Plan(key: key, act: Act(id: id, facts: [draft]), recipients: recipients.sorted())
  }

  private func fact<Payload: FactPayload>(_ act: ActID, _ payload: Payload, _ stream: StreamID) throws -> FactDraft {
    FactDraft(
      id: act.entry(0), stream: stream, type: Payload.type, schema: payload.writtenSchema, occurredAt: place.moment(),
      recordedBy: Tasks.ticker, payload: try payload.encoded())
  }

  /// Plan, write, settle: a plan is in the state before its act, and its mails leave only after it.
  private func carryOut(_ plans: [Plan], _ feature: String, _ now: Instant) async throws {
    try place.state.write { db in
      for plan in plans {
        try db.execute(
          sql: "INSERT INTO ticker_run (key, feature, act, state, at) VALUES (?, ?, ?, 'planned', ?)",
          arguments: [Data(plan.key), feature, Data(plan.act.id.bytes), now.milliseconds])
        for recipient in plan.recipients {
          try Outbox.hold(db, key: digest("mail \(recipient)", plan.key), thing: plan.key, recipient: recipient, at: now)
        }
      }
    }
    onStep(.planned)
    let results = try await place.journal.append(plans.map(\.act))
    onStep(.written)
    try place.records.catchUp()
    try place.state.write { db in
      for (plan, result) in zip(plans, results) { try Self.settle(db, plan.key, Self.refusal(result), at: now) }
    }
    onStep(.settled)
  }

  /// What a killed program left behind: done if the journal has its act, else dropped and decided anew.
  private func settleOld() throws {
    let open = try place.state.read { db in
      try Row.fetchAll(db, sql: "SELECT key, act FROM ticker_run WHERE state = 'planned'").map { row in
        (key: Array(row["key"] as Data), act: ActID(bytes: row["act"] as Data))
      }
    }
    guard !open.isEmpty else { return }
    let now = place.now()
    let written = try open.map { try $0.act.map { try place.isWritten($0) } ?? false }
    try place.state.write { db in
      for (plan, isWritten) in zip(open, written) {
        if isWritten { try Self.settle(db, plan.key, nil, at: now) } else { try Self.drop(db, plan.key) }
      }
    }
  }

  private static func settle(_ db: Database, _ key: [UInt8], _ refusal: String?, at now: Instant) throws {
    try db.execute(
      sql: "UPDATE ticker_run SET state = ?, code = ?, at = ? WHERE key = ?",
      arguments: [refusal == nil ? "done" : "refused", refusal, now.milliseconds, Data(key)])
    if refusal == nil { try Outbox.release(db, thing: key) } else { try Outbox.drop(db, thing: key) }
  }

  private static func drop(_ db: Database, _ key: [UInt8]) throws {
    try db.execute(sql: "DELETE FROM ticker_run WHERE key = ?", arguments: [Data(key)])
    try Outbox.drop(db, thing: key)
  }

  /// Why the journal did not take an act; nil when it has it. The same id with other content is the same thing, written before.
  private static func refusal(_ result: Result<Receipt, AppendRefusal>) -> String? {
    switch result {
    case .success, .failure(.sameIdOtherContent): nil
    case .failure(.erased): "erased"
    case .failure(.conflict): "conflict"
    case .failure(.taken): "taken"
    case .failure(.empty): "empty"
    }
  }

  private func note(_ report: Report, at now: Instant) throws {
    try place.state.write { db in
      try db.execute(
        sql: """
          INSERT INTO ticker_tick (one, at, did, mail, trouble) VALUES (1, ?, ?, ?, ?)
          ON CONFLICT (one) DO UPDATE SET at = excluded.at, did = excluded.did, mail = excluded.mail, trouble = excluded.trouble
          """,
        arguments: [
          now.milliseconds, report.did, outbox == nil ? 0 : 1,
          report.troubles.isEmpty ? nil : report.troubles.joined(separator: "; "),
        ])
    }
  }
}

// MARK: - Keys

extension Ticker {
  /// A keyed digest: the state names no citizen, not even by a stream's id.
  private func digest(_ use: String, _ key: String) -> [UInt8] { digest(use, Array(key.utf8)) }

  private func digest(_ use: String, _ key: [UInt8]) -> [UInt8] {
    var code = HMAC<SHA256>(key: place.secrets.state)
    code.update(data: Array("ticker \(use.utf8.count):\(use)".utf8))
    code.update(data: key)
    return Array(code.finalize())
  }

  /// The id of the act that does a thing: a UUID of version 8 (RFC 9562) from the digest of its key.
  private func act(_ key: [UInt8]) -> ActID {
    var bytes = Array(digest("act", key).prefix(16))
    bytes[6] = 0x80 | (bytes[6] & 0x0F)
    bytes[8] = 0x80 | (bytes[8] & 0x3F)
    return ActID(bytes: bytes) ?? place.newAct()
  }

  /// A code for the health page: never an error's own text, which may hold arguments.
  private static func code(_ error: any Error) -> String {
    switch error {
    case let error as JournalError: error.code.rawValue
    case let error as DatabaseError: "database \(error.extendedResultCode.rawValue)"
    case let fault as ProjectionFault: fault.reason
    default: "\(type(of: error))"
    }
  }
}
