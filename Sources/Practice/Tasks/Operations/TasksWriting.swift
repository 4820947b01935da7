import Base
import Crypto
import Foundation
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// What became of a form about a task.
  package enum Answer: Hashable, Sendable {
    /// It is written; the id of the task.
    case taken(String)
    case refused([Refusal])
    /// There is no such task or citizen for this visitor.
    case notFound
  }

  /// Opens a task: about a citizen in the citizen's stream, else in the team's or the organisation's.
  package static func open(
    _ place: Workplace, _ visit: Access.Visit, _ draft: Draft, citizen: StreamID?
  ) async throws -> Answer {
    if let citizen {
      guard let admission = try place.admit(visit, citizen), admission.reads.contains(.ordinary) else { return .notFound }
      visit.show([citizen], .ordinary)
      guard admission.writes.contains(.ordinary) else { return .refused([.readOnly]) }
    }
    var draft = draft
    if let owner = draft.owner, try !mayOwn(place, visit, owner) { draft.owner = nil }
    switch open(draft, isAboutCitizen: citizen != nil, organisation: visit.caller.organisation, today: visit.today) {
    case .failure(let refusals): return .refused(refusals.all)
    case .success(let payload):
      guard let stream = citizen ?? home(payload.owner, visit.caller) else { return .refused([.ownerMissing]) }
      let fact = try place.fact(visit, 0, payload, about: stream)
      try await place.write(visit, "task.open", [fact])
      return .taken(fact.id.description)
    }
  }

  /// Does something with a task that is there. Two who finish the same task: one has done it, the other is told who.
  package static func change(
    _ place: Workplace, _ visit: Access.Visit, task id: String, _ command: Command
  ) async throws -> Answer {
    for generation in 0..<generations {
      guard let (row, rights) = try find(place, visit, id: id) else { return .notFound }
      if row.isAboutCitizen { visit.show([row.stream], .ordinary) }
      let decision: Decision
      do {
        decision = try decide(try allowed(place, visit, command, rights), row.state, today: visit.today)
      } catch let refusals as Refusals {
        return .refused(refusals.all)
      }
      do {
        try await place.write(visit, name(decision), [try fact(place, visit, decision, row, generation)])
        return .taken(row.task)
      } catch AppendRefusal.sameIdOtherContent(let what) where what.hasPrefix("entry") {
        // Another was quicker: the id of what changes a thing follows from what it changes, so the journal takes only one. If the
        // task still stands as it was seen, the quicker one has been withdrawn since, and the next id is free.
        try place.records.catchUp()
      }
    }
    return .refused([.changed])
  }

  /// So often the same change may have been withdrawn before.
  private static let generations = 16

  /// The command as far as the visitor may give it.
  private static func allowed(
    _ place: Workplace, _ visit: Access.Visit, _ command: Command, _ rights: (change: Bool, handOver: Bool)
  ) throws -> Command {
    guard case .handOver(let owner, let note, let seen) = command else {
      if rights.change { return command }
      throw Refusals([.readOnly])
    }
    guard rights.handOver else { throw Refusals([.readOnly]) }
    let isThere = try owner.map { try mayOwn(place, visit, $0) } ?? false
    return .handOver(to: isThere ? owner : nil, note: note, seen: seen)
  }

  private static func fact(
    _ place: Workplace, _ visit: Access.Visit, _ decision: Decision, _ row: Row, _ generation: Int
  ) throws -> FactDraft {
    var fact: FactDraft
    let (based, what): (String, String)
    switch decision {
    case .acknowledged(let payload): return try place.fact(visit, 0, payload, about: row.stream)
    case .handedOver(let payload):
      (based, what) = (row.state.ownerEntry, "owner")
      fact = try place.fact(visit, 0, payload, about: row.stream, basedOn: EntryID(based))
    case .deadlineMoved(let payload):
      (based, what) = (row.state.deadlineEntry, "deadline")
      fact = try place.fact(visit, 0, payload, about: row.stream, basedOn: EntryID(based))
    case .done(let payload):
      (based, what) = (row.task, "end")
      fact = try place.fact(visit, 0, payload, about: row.stream)
    case .withdrawn(let payload):
      (based, what) = (row.task, "end")
      fact = try place.fact(visit, 0, payload, about: row.stream)
    }
    fact.id = successor(of: based, generation == 0 ? what : "\(what) \(generation)") ?? fact.id
    return fact
  }

  /// The id of the one entry that may follow another in a thing that is changed, one after the other.
  ///
  /// Because it follows from the entry before, two changes that saw the same state have the same id, and the journal takes one.
  package static func successor(of entry: String, _ what: String) -> EntryID? {
    guard let base = EntryID(entry) else { return nil }
    let digest = Array(SHA256.hash(data: Data("task \(what) after ".utf8) + base.bytes))
    let milliseconds = base.bytes.prefix(6).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return EntryID.version7(at: Instant(milliseconds: milliseconds), tail: digest)
  }

  private static func name(_ decision: Decision) -> String {
    switch decision {
    case .acknowledged: "task.acknowledge"
    case .handedOver: "task.handOver"
    case .deadlineMoved: "task.moveDeadline"
    case .done: "task.finish"
    case .withdrawn: "task.withdraw"
    }
  }

  /// A task is given within the own organisation only, to people and teams that are there.
  private static func mayOwn(_ place: Workplace, _ visit: Access.Visit, _ owner: Owner) throws -> Bool {
    try directory.choices(place, visit.caller).contains { $0.owner == owner }
  }

  /// The stream of a task about nobody.
  private static func home(_ owner: Owner, _ caller: Access.Caller) -> StreamID? {
    if case .team(let id) = owner, let stream = StreamID(id) { return stream }
    return StreamID(caller.organisation)
  }
}
