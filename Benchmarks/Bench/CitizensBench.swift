import AccessLog
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
import State
import Synchronization

/// The pages of citizens at the size of a municipality, through the routes, with the access log written before each answer.
///
/// `BROBYGGER_CITIZENS` and `BROBYGGER_ENTRIES` (of each citizen) make it smaller. All people are made up.
enum CitizensBench {
  static let citizens = number("BROBYGGER_CITIZENS", 20_000)
  static let entries = number("BROBYGGER_ENTRIES", 100)
  static let users = 50
  static let clicks = 20

  private static func number(_ name: String, _ fallback: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? fallback
  }

  static func run() async throws {
    print("\nCitizens: \(citizens) citizens with \(entries) entries each")
    try await withFolder { folder in
      let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_790_000_000_000) }
      let journal = try Journal.open(folder: folder, master: .random(), clock: clock)
      let people = Town(count: citizens)
      let start = ContinuousClock.now
      try await people.fill(journal)
      row("written into the journal", "\(text(Double(try journal.head) / elapsed(since: start))) entries/s")
      let records = try RecordsEngine(
        folder: folder.appendingPathComponent("Records"), source: JournalSource(journal),
        projections: PracticeFeatures.projections,
        alsoKnown: PracticeFeatures.alsoKnown)
      let (preparing, _) = try seconds { try records.prepare() }
      row("tables prepared", "\(text(preparing, 1)) s")
      let site = try Site(folder, journal, records, people, clock)
      try await site.measure()
      try records.close()
      try journal.close()
    }
  }
}

extension CitizensBench {
  /// Made-up people of one organisation, each with one of its staff.
  struct Town: Sendable {
    let streams: [StreamID]
    let organisation: StreamID
    let staff: [StreamID]

    private static let given = [
      "Åse", "Bodil", "Carsten", "Dorthe", "Erik", "Frida", "Gerda", "Henrik", "Ida", "Jens", "Kirsten", "Lars", "Mette", "Niels",
      "Ole", "Pia", "Rasmus", "Søren", "Tina", "Ulla", "Vibeke", "William", "Yasmin", "Æmilie", "Mohammed", "Fatima", "Agnieszka",
    ]
    private static let family = [
      "Aagaard", "Bang", "Christensen", "Dahl", "Eskildsen", "Friis", "Gade", "Hansen", "Iversen", "Jensen", "Kjær", "Lund",
      "Møller",
      "Nielsen", "Olsen", "Petersen", "Quist", "Rasmussen", "Sørensen", "Thomsen", "Uhre", "Vestergaard", "Winther", "Østergaard",
    ]

    init(count: Int) {
      func ids(_ count: Int, _ name: String) -> [StreamID] {
        (0..<count).map { StreamID.version7(at: Instant(milliseconds: Int64($0)), tail: Array("\(name)\(1_000_000 + $0)".utf8)) }
      }
      streams = ids(count, "citizen")
      organisation = ids(1, "municipality")[0]
      staff = ids(CitizensBench.users * 8, "worker")
    }

    func details(_ n: Int) -> Citizens.Details {
      let name = Citizens.PersonName(
        given: Self.given[n % Self.given.count] + (n % 3 == 0 ? " " + Self.given[n / 7 % Self.given.count] : ""),
        family: Self.family[n / 27 % Self.family.count] + (n % 5 == 0 ? "-" + Self.family[n / 31 % Self.family.count] : ""))
      let birth = CivilDate(dayNumber: -7_000 + n * 7919 % 20_000).map(Citizens.BirthDate.day)
      return Citizens.Details(
        name: name, birth: birth, sex: n % 2 == 0 ? .female : .male, phone: Citizens.Phone(number: "+45\(20_000_000 + n)"))
    }

    /// The staff first, then the citizens, many acts with one commit.
    func fill(_ journal: Journal) async throws {
      var random = SystemRandomNumberGenerator()
      let home = organisation.description
      var acts = [
        Act(
          id: .version7(at: Instant(milliseconds: 1), using: &random),
          facts: [try fact(People.OrganisationRegistered(name: "Eksempelby", kind: .municipality), organisation, &random)])
      ]
      for (n, worker) in staff.enumerated() {
        let user = People.UserRegistered(organisation: home, name: "Medarbejder \(n)", login: "user\(n)")
        acts.append(Act(id: .version7(at: Instant(milliseconds: 1), using: &random), facts: [try fact(user, worker, &random)]))
      }
      _ = try await journal.append(acts)
      for first in stride(from: 0, to: streams.count, by: 100) {
        var acts: [Act] = []
        for n in first..<min(first + 100, streams.count) {
          acts.append(Act(id: .version7(at: Instant(milliseconds: 1), using: &random), facts: try file(n, home, &random)))
        }
        _ = try await journal.append(acts)
      }
    }

    private func file(_ n: Int, _ home: String, _ random: inout SystemRandomNumberGenerator) throws -> [FactDraft] {
      let stream = streams[n]
      let from = CivilDate(dayNumber: 19_000) ?? .epoch
      var facts = [
        try fact(Citizens.SubjectRegistered(kind: .citizen, organisation: home), stream, &random),
        try fact(Citizens.CitizenRegistered(level: .identified, details: details(n), organisation: home), stream, &random),
        try fact(
          Citizens.CitizenAssigned(assignee: .user(staff[n % staff.count].description), function: .contact, from: from), stream,
          &random
        ),
      ]
      if n % 4 == 0 { facts.append(try fact(Citizens.AlertSet(alert: .allergy, note: "Penicillin"), stream, &random)) }
      for k in facts.count..<max(facts.count, CitizensBench.entries) {
        let contact = Outreach.ContactRecorded(kind: .contact, place: "værested", channel: "opsøgende", outcome: "truffet")
        var drafted = try fact(contact, stream, &random)
        drafted.occurredAt = CivilDate(dayNumber: 19_000 + k * 5).map(OccurredAt.day) ?? .unknown
        facts.append(drafted)
      }
      return facts
    }

    private func fact(
      _ payload: some FactPayload, _ stream: StreamID, _ random: inout SystemRandomNumberGenerator
    ) throws -> FactDraft {
      FactDraft(
        id: .version7(at: Instant(milliseconds: 1), using: &random), stream: stream, type: type(of: payload).type,
        schema: payload.writtenSchema, occurredAt: .day(CivilDate(dayNumber: 18_999) ?? .epoch),
        recordedBy: staff[0].description, payload: try payload.encoded())
    }
  }

  /// The routes, asked by many users.
  struct Site: Sendable {
    let place: Workplace
    let people: Town
    let routes: [String: Route]

    init(
      _ folder: URL, _ journal: Journal, _ records: RecordsEngine, _ people: Town, _ clock: @escaping @Sendable () -> Instant
    ) throws {
      let secrets = WorkplaceSecrets(.random())
      place = Workplace(
        journal: journal, records: records,
        catalog: try benchCatalog(),
        state: try StateStore(file: folder.appendingPathComponent("State.sqlite"), tables: PracticeState.tables),
        accessLog: try AccessLog.open(folder: folder, key: secrets.accessLog, clock: clock), secrets: secrets, now: clock)
      self.people = people
      let home = people.organisation.description
      let staff = people.staff
      let door = Doorway(place: place) { request in
        let user = staff[(Int(request.source) ?? 0) % staff.count].description
        let caller = Access.Caller(user: user, organisation: home, roles: ["outreach-worker"])
        return .signedIn(Access.Visitor(caller: caller, name: "Bench", organisation: home, formToken: "token"))
      }
      routes = Dictionary(
        Pages.routes(door).map { ("\($0.method.rawValue) \($0.pattern)", $0) }, uniquingKeysWith: { first, _ in first })
    }

    func measure() async throws {
      let front = try await openLoop { n in try await showFront(n) }
      row("front page, \(CitizensBench.users) users, a click a second each: p50, p95", front, "wanted p95 <= 40 ms")
      let searches = try await openLoop { n in try await search(Self.words[n % Self.words.count], n) }
      row("search, the same: p50, p95", searches, "wanted p95 <= 30 ms")
      let hints = try await openLoop { n in try await look(n) }
      row("hints of duplicates, the same: p50, p95", hints)
      let list = try await openLoop { n in try await ask("GET /citizens", PageRequest(path: "/citizens"), n) }
      row("my citizens, the same: p50, p95", list)
      row("statements of a front page; of a search with one and with many hits", try statements())
      row("resident memory at its highest", "\(text(peakMegabytes())) MB")
    }

    private static let words = ["jens", "åse l", "møl", "2000", "kristen", "so", "fatima ki", "Æmilie", "erik nielsen", "va"]

    /// The address that the page sends on to, where it does.
    @discardableResult
    private func ask(_ route: String, _ request: PageRequest, _ n: Int) async throws -> String? {
      var request = request
      request.source = "\(n)"
      guard let response = try await routes[route]?.answer(request) else { throw BenchError.page(route) }
      if case .redirect(let location) = response.content { return location }
      guard response.status == 200 else { throw BenchError.page(route) }
      return nil
    }

    private func showFront(_ n: Int) async throws {
      let index = n * 7919 % people.streams.count
      let id = people.streams[index].description
      try await ask(
        "GET /citizens/:citizen", PageRequest(path: "/citizens/\(id)", parameters: ["citizen": id]), index % people.staff.count)
    }

    /// The form, and the page of what was found that it sends on to.
    private func search(_ words: String, _ n: Int) async throws {
      var request = PageRequest(path: "/citizens/search")
      request.form = FormData(["q": [words], "token": ["token"]])
      let found = try await ask("POST /citizens/search", request, n)?.split(separator: "=").last.map(String.init)
      try await ask("GET /citizens/search", PageRequest(path: "/citizens/search", query: ["found": found ?? ""]), n)
    }

    private func look(_ n: Int) async throws {
      var request = PageRequest(path: "/citizens/new")
      let details = people.details(n * 13)
      request.form = FormData(
        details.fields.merging(["token": "token", "look": "1", "level": "identified"]) { $1 }.mapValues { [$0] })
      try await ask("POST /citizens/new", request, n)
    }

    /// Clicks that come whether or not the one before has been answered: the wait is part of the time.
    private func openLoop(_ click: @escaping @Sendable (Int) async throws -> Void) async throws -> String {
      let start = ContinuousClock.now
      let sorted = try await withThrowingTaskGroup(of: Double.self) { group in
        for n in 0..<CitizensBench.users * CitizensBench.clicks {
          let due = start + .milliseconds(1000 * n / CitizensBench.users)
          try await Task.sleep(until: due, clock: .continuous)
          group.addTask {
            try await click(n)
            return elapsed(since: due)
          }
        }
        return try await group.reduce(into: [Double]()) { $0.append($1) }.sorted()
      }
      return "\(text(sorted[sorted.count / 2] * 1000, 1)) ms, \(text(sorted[sorted.count * 95 / 100] * 1000, 1)) ms"
    }

    private func statements() throws -> String {
      let caller = Access.Caller(
        user: people.staff[0].description, organisation: people.organisation.description, roles: ["outreach-worker"])
      func visit() -> Access.Visit {
        Access.Visit(caller: caller, policy: place.policy, page: "bench", today: place.today, act: place.newAct())
      }
      let front = try count { _ = try Citizens.front(place, visit(), id: people.streams[0].description) }
      let one = try count { _ = try Citizens.search(place, visit(), "20000007") }
      let many = try count { _ = try Citizens.search(place, visit(), "jens") }
      return "\(front); \(one), \(many)"
    }

    private func count(_ body: () throws -> Void) throws -> Int {
      let count = Mutex(0)
      try place.records.read { db in
        db.trace { event in
          if case .statement(let statement) = event, !statement.sql.hasPrefix("BEGIN"), !statement.sql.hasPrefix("COMMIT") {
            count.withLock { $0 += 1 }
          }
        }
      }
      defer { try? place.records.read { $0.trace(options: []) } }
      try body()
      return count.withLock { $0 }
    }
  }
}
