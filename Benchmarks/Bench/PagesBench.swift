import Base
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records

/// Starting on a large journal, the longest timeline beside a short one, and one person as of a position.
enum PagesBench {
  static let longest = 10_000

  static func run() async throws {
    print("\nPages: 1,000,000 entries, one timeline of them with 10,000")
    try await withFolder { folder in
      let master = MasterKey.random()
      let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_700_000_000_000) }
      let first = try Journal.open(folder: folder, master: master, clock: clock)
      try await RebuildBench.fill(first, persons: 9_900)
      let long = StreamID.version7(at: Instant(milliseconds: 9), tail: Array("the longest one".utf8))
      try await fill(first, stream: long)
      try engine(folder, first).prepare()
      _ = try first.seal()
      try first.close()

      let start = ContinuousClock.now
      let journal = try Journal.open(folder: folder, master: master, clock: clock)
      let records = try engine(folder, journal)
      let place = try Workplace.forTrial(journal: journal, records: records, catalog: try benchCatalog(), now: clock)
      let caller = Access.Caller(user: "bench", organisation: "", roles: ["evaluator"])
      let visit = Access.Visit(caller: caller, policy: place.policy, page: "bench", today: place.today, act: place.newAct())
      let people = try Citizens.people(place, visit, study: "bench", after: nil, limit: 50)
      row(
        "start to first page, \(try journal.head) entries", "\(text(elapsed(since: start) * 1000)) ms",
        "wanted <= 1000 (1,000,000)")

      guard let short = people.people.first(where: { $0.id != long.description }) else { throw BenchError.page("citizens") }
      let shortTime = try median { _ = try CitizenTimeline.read(place, person: short.id, before: nil, asOf: nil, limit: 50) }
      let longTime = try median {
        _ = try CitizenTimeline.read(place, person: long.description, before: nil, asOf: nil, limit: 50)
      }
      row("first page of the timeline, 100 entries", "\(text(shortTime * 1e6)) µs")
      row("first page of the timeline, 10,000 entries", "\(text(longTime * 1e6)) µs")
      row("ratio", text(longTime / shortTime, 2), "wanted <= 1.2")
      let head = try journal.head
      let asOf = try median(3) {
        _ = try CitizenTimeline.read(place, person: long.description, before: nil, asOf: head - 1, limit: 50)
      }
      row("one person as of a position, 10,000 entries", "\(text(asOf * 1000)) ms", "wanted <= 500")
      try records.close()
      try journal.close()
    }
  }

  private static func engine(_ folder: URL, _ journal: Journal) throws -> RecordsEngine {
    try RecordsEngine(
      folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
  }

  private static func fill(_ journal: Journal, stream: StreamID) async throws {
    var random = SystemRandomNumberGenerator()
    var acts: [Act] = []
    for n in 0..<longest {
      let fact = try RebuildBench.fact(n, 999_999, stream, &random)
      acts.append(Act(id: .version7(at: Instant(milliseconds: 2), using: &random), facts: [fact]))
    }
    _ = try await journal.append(acts)
  }

  private static func median(_ times: Int = 101, _ work: () throws -> Void) throws -> Double {
    try work()
    return try (0..<times).map { _ in try seconds(work).0 }.sorted()[times / 2]
  }
}
