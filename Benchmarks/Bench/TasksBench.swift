import Base
import Foundation
import GRDB
import Interface
import Journal
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Synchronization

/// The day's page with 20,000 citizens and 50,000 tasks, and a tick of the ticker on the same.
enum TasksBench {
  private static let citizens = 20_000
  private static let tasks = 50_000
  private static let users = 200
  private static let teams = 20
  private static let organisation = id(1, 0)
  private static let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_795_000_000_000) }

  static func run() async throws {
    print("\nTasks: 20,000 citizens, 50,000 tasks, 200 users in 20 teams")
    try await withFolder { folder in
      let journal = try Journal.open(folder: folder, master: .random(), clock: clock)
      try await fill(journal)
      let records = try RecordsEngine(
        folder: folder.appendingPathComponent("Records"), source: JournalSource(journal),
        projections: PracticeFeatures.projections, alsoKnown: PracticeFeatures.alsoKnown)
      try records.prepare()
      let place = try Workplace.forTrial(journal: journal, records: records, catalog: try benchCatalog(), now: clock)
      try await today(place)
      try await tick(place)
      try records.close()
      try journal.close()
    }
  }

  private static func today(_ place: Workplace) async throws {
    var times: [Double] = []
    let count = Counter()
    try place.records.read { db in db.trace { _ in count.add() } }
    for n in 0..<210 {
      let user = n % users
      let caller = Access.Caller(
        user: id(2, user), organisation: organisation, roles: ["outreach-worker"], teams: [id(3, user % teams)])
      let visitor = Access.Visitor(caller: caller, name: "Bench", organisation: "Bench", formToken: "token")
      let door = Doorway(place: place) { _ in .signedIn(visitor) }
      guard let route = Pages.routes(door).first(where: { $0.method == .get && $0.pattern == "/" }) else { return }
      let start = ContinuousClock.now
      let response = try await route.answer(PageRequest(path: "/"))
      let time = elapsed(since: start)
      guard response?.status == 200 else { throw BenchError.sqlite }
      // The first ten fill the caches.
      if n >= 10 { times.append(time) }
    }
    try place.records.read { db in db.trace(nil) }
    times.sort()
    row("the day's page, with its entry in the access log, median", "\(text(times[100] * 1000, 1)) ms")
    row("p95", "\(text(times[190] * 1000, 1)) ms", "wanted <= 40")
    row("statements to Records for one page", text(Double(count.value) / 210, 1))
  }

  private static func tick(_ place: Workplace) async throws {
    let directory = Tasks.Directory(
      names: { _, _ in [:] }, members: { _, _ in [] }, leaders: { _, _ in [] }, teams: { _, _ in [] },
      holders: { _, _, _ in [] }, email: { _, _ in nil }, choices: { _, _ in [] })
    let ticker = Ticker(place: place, contributions: PracticeDue.contributions, directory: directory, outbox: nil, batch: 500)
    var start = ContinuousClock.now
    let report = await ticker.tick()
    row("the first tick: \(report.did) things, each an act", "\(text(elapsed(since: start), 1)) s")
    start = .now
    _ = await ticker.tick()
    row("a tick when nothing is due", "\(text(elapsed(since: start) * 1000, 1)) ms")
  }

  // MARK: - Made-up data

  private static func fill(_ journal: Journal) async throws {
    guard let today = clock().utcDate else { return }
    var acts: [Act] = []
    for n in 0..<citizens {
      let stream = StreamID.version7(at: Instant(milliseconds: Int64(n) + 1), tail: Array("bench citizen".utf8))
      let team = id(3, n % teams)
      var facts = [
        try fact(stream, Citizens.SubjectRegistered(kind: .citizen, organisation: organisation)),
        try fact(stream, Citizens.CitizenAssigned(assignee: .team(team), function: .contact, from: today)),
        try fact(stream, Citizens.CitizenAssigned(assignee: .user(id(2, n % users)), function: .primaryContact, from: today)),
      ]
      for m in 0..<(n % 2 == 0 ? 3 : 2) {
        let owner: Tasks.Owner = (n + m) % 10 == 0 ? .team(team) : .user(id(2, n % users))
        let opened = try fact(
          stream,
          Tasks.TaskOpened(
            reason: .callBack, title: "Made up \(n)",
            deadline: Tasks.Deadline(today.adding(days: (n * 7 + m) % 120 - 10) ?? today),
            owner: owner, isAboutCitizen: true, organisation: organisation))
        facts.append(opened)
        // Three of four are done.
        if (n + m) % 4 != 0 { facts.append(try fact(stream, Tasks.TaskDone(task: opened.id.description, outcome: .done))) }
      }
      acts.append(Act(id: ActID(UUID()), facts: facts))
      if acts.count == 500 {
        _ = try await journal.append(acts)
        acts = []
      }
    }
    _ = try await journal.append(acts)
  }

  private static func fact<Payload: FactPayload>(_ stream: StreamID, _ payload: Payload) throws -> FactDraft {
    FactDraft(
      id: EntryID(UUID()), stream: stream, type: Payload.type, schema: payload.writtenSchema,
      occurredAt: .minute(clock(), offsetMinutes: 60), recordedBy: "bench", payload: try payload.encoded())
  }

  private static func id(_ kind: Int, _ number: Int) -> String {
    StreamID.version7(at: Instant(milliseconds: Int64(number) + 1), tail: [UInt8](repeating: UInt8(kind), count: 10)).description
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)

    func add() { count.withLock { $0 += 1 } }

    var value: Int { count.withLock { $0 } }
  }
}
