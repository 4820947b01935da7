import Base
import CatalogFiles
import Credentials
import Foundation
import Interface
import Journal
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records

/// What a log-in costs, and what pages cost while fifty people sign in at once.
enum SignInBench {
  private static let password = "made-up password for measuring"
  private static let person = SignIn.Person(
    user: "0190f3a5-0000-7000-8000-0000000000a1", login: "anna", name: "Anna Opdigtet",
    organisation: "0190f3a5-0000-7000-8000-0000000000b1", organisationName: "Eksempelby (opdigtet)")

  static func run() async throws {
    print("\nSigning in")
    let hasher = PasswordHasher()
    let hash = try await hasher.hash(Password(password))
    var times: [Double] = []
    for _ in 0..<20 {
      let start = ContinuousClock.now
      _ = try await hasher.verify(Password(password), against: hash)
      times.append(elapsed(since: start))
    }
    row("one password checked (Argon2id, 19 MiB, 2 passes), median of 20", "\(text(middle(times) * 1000, 1)) ms", "wanted <= 100")
    try await withFolder { folder in try await pages(in: folder) }
  }

  /// One click every 20 ms on one's own page, on a quiet site and while fifty sign in.
  private static func pages(in folder: URL) async throws {
    let clock: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
    let journal = try Journal.open(folder: folder, master: .random(), clock: clock)
    let records = try RecordsEngine(
      folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    try records.prepare()
    let place = try Workplace.forTrial(journal: journal, records: records, catalog: Catalog(), now: clock)
    var policy = SignIn.Policy()
    policy.requiresSecondFactor = false
    let caller = Access.Caller(user: person.user, organisation: person.organisation, roles: [])
    let directory = SignIn.Directory(
      find: { _, login in login == person.login ? person.user : nil }, person: { _, _ in person }, caller: { _, _ in caller })
    let desk = SignIn.Desk(place: place, policy: policy, people: directory)
    try await desk.setPassword(password, of: person.user)
    guard case .open(let session, _) = try await signIn(desk, 0) else { throw BenchError.sqlite }
    let door = Doorway(place: place) { try SignInPage.standing(desk, $0) }
    guard let page = Pages.routes(door, desk).first(where: { $0.pattern == "/account" && $0.method == .get }) else { return }

    let quiet = try await clicks(page, session, 100)
    row("one's own page on a quiet site, p50 and p95 of 100", "\(figures(quiet))")
    let start = ContinuousClock.now
    let crowd = Task.detached {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 1...50 { group.addTask { _ = try await signIn(desk, number) } }
        try await group.waitForAll()
      }
      return elapsed(since: start)
    }
    let busy = try await clicks(page, session, 50)
    row("the same while 50 sign in at once", "\(figures(busy))", "wanted p95 <= 40 ms")
    row("until the last of the 50 is in", "\(text(try await crowd.value * 1000)) ms")
    try records.close()
    try journal.close()
  }

  private static func signIn(_ desk: SignIn.Desk, _ number: Int) async throws -> SignIn.Step {
    let source = SignIn.Source(address: "192.0.2.\(number)", device: "bench")
    return try await desk.signIn(.init(login: "anna", password: password, next: "/", source: source, replacing: nil))
  }

  private static func clicks(_ page: Route, _ session: String, _ count: Int) async throws -> [Double] {
    var request = PageRequest(path: "/account")
    request.cookies["session"] = session
    var times: [Double] = []
    for _ in 0..<count {
      let start = ContinuousClock.now
      guard try await page.answer(request)?.status == 200 else { throw BenchError.sqlite }
      times.append(elapsed(since: start))
      try await Task.sleep(for: .milliseconds(20))
    }
    return times
  }

  private static func middle(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private static func figures(_ times: [Double]) -> String {
    let sorted = times.sorted()
    return "\(text(middle(times) * 1000, 1)) / \(text(sorted[min(sorted.count - 1, sorted.count * 95 / 100)] * 1000, 1)) ms"
  }
}
