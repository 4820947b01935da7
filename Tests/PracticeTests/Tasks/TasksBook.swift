import Base
import CatalogFiles
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Synchronization

/// A clock that a test sets.
final class SetClock: Sendable {
  private let now: Mutex<Instant>

  init(_ day: String, _ hour: Int = 9) { now = Mutex(SetClock.instant(day, hour)) }

  func set(_ day: String, _ hour: Int = 9) { now.withLock { $0 = SetClock.instant(day, hour) } }

  func add(minutes: Int) { now.withLock { $0.milliseconds += Int64(minutes) * 60_000 } }

  var read: @Sendable () -> Instant { { self.now.withLock { $0 } } }

  /// The hour of a winter day on Danish clocks.
  private static func instant(_ day: String, _ hour: Int) -> Instant {
    Instant(milliseconds: Instant(startOf: CivilDate(day) ?? .epoch).milliseconds + Int64(hour - 1) * 3_600_000)
  }
}

/// Two made-up organisations with a team, people and citizens, all in memory, for tests of tasks.
final class TasksBook {
  let clock: SetClock
  let place: Workplace
  private let folder: URL

  static let organisation = "0190a0f0-0000-7000-8000-0000000000aa"
  static let other = "0190a0f0-0000-7000-8000-0000000000bb"
  static let team = "0190a0f0-0000-7000-8000-0000000000c1"
  static let (åse, bo, leader) = (
    "0190a0f0-0000-7000-8000-000000000001", "0190a0f0-0000-7000-8000-000000000002", "0190a0f0-0000-7000-8000-000000000003"
  )

  init(clock: SetClock = SetClock("2026-11-20")) throws {
    self.clock = clock
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tasks-\(UUID().uuidString)")
    let journal = try Journal.inMemory(clock: clock.read)
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    place = try .forTrial(journal: journal, records: records, catalog: try ImportBench.catalog.get(), now: clock.read)
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  func caller(
    _ user: String = TasksBook.åse, roles: Set<String> = ["outreach-worker"], teams: Set<String> = [TasksBook.team],
    organisation: String = TasksBook.organisation
  ) -> Access.Caller { Access.Caller(user: user, organisation: organisation, roles: roles, teams: teams) }

  /// A new request each time: a form is sent once.
  func visit(_ caller: Access.Caller? = nil) -> Access.Visit {
    Access.Visit(
      caller: caller ?? self.caller(), policy: place.policy, page: "test", today: place.today, act: place.newAct())
  }

  /// A citizen with who is named on the file.
  func citizen(
    organisation: String = TasksBook.organisation, assigned: [Citizens.Assignee] = [.user(TasksBook.åse)],
    until: CivilDate? = nil, protection: Citizens.Protection? = nil, protectedUntil: CivilDate? = nil
  ) async throws -> StreamID {
    let stream = place.newStream()
    let from = try place.today.adding(days: -30).orThrow()
    try await append(Citizens.SubjectRegistered(kind: .citizen, organisation: organisation), stream)
    for assignee in assigned {
      try await append(Citizens.CitizenAssigned(assignee: assignee, function: .contact, from: from, until: until), stream)
    }
    if let protection {
      try await append(Citizens.ProtectionSet(protection: protection, basis: .register, until: protectedUntil), stream)
    }
    return stream
  }

  func append(_ payload: some FactPayload, _ stream: StreamID, corrects: EntryID? = nil) async throws {
    let fact = FactDraft(
      id: EntryID(UUID()), stream: stream, type: type(of: payload).type, schema: payload.writtenSchema,
      occurredAt: place.moment(), recordedBy: "test", corrects: corrects, payload: try payload.encoded())
    _ = try await place.journal.append(Act(id: place.newAct(), facts: [fact]))
    try place.records.catchUp()
  }

  /// A task, and its id.
  func task(
    _ citizen: StreamID? = nil, owner: Tasks.Owner = .user(TasksBook.åse), title: String? = "Made up", days: Int = 1,
    by visit: Access.Visit? = nil
  ) async throws -> String {
    let deadline = Tasks.Deadline(try place.today.adding(days: days).orThrow())
    let draft = Tasks.Draft(reason: .callBack, title: title, deadline: deadline, owner: owner)
    let visit = visit ?? self.visit(caller(owner.kind == "user" ? owner.id : TasksBook.åse))
    guard case .taken(let id) = try await Tasks.open(place, visit, draft, citizen: citizen) else { throw TasksBookError() }
    return id
  }

  /// Facts of a type, in order.
  func facts<Payload: FactPayload>(_ type: Payload.Type) throws -> [Payload] {
    try place.journal.read(from: 1, limit: 100_000).compactMap { entry in
      guard case .fact(let fact) = entry, fact.draft.type == Payload.type else { return nil }
      return try Payload(decoding: fact.draft.payload, schema: fact.draft.schema)
    }
  }
}

struct TasksBookError: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw TasksBookError() }
    return self
  }
}
