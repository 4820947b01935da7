import AccessLog
import Base
import Foundation
import Interface
import Journal
import Logging
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Server

/// Our side of `./bench peer`: citizens registered one at a time, and a list of fifty. `Benchmarks/gnuhealth_peer.py` does the same with GNU Health.
///
/// Lines that begin with `peer` are read by the script: what was done, then median, 95th percentile and mean in seconds.
/// All people are made up.
enum PeerBench {
  static let citizens = 500
  /// Of each worker, and so of each list.
  static let listed = 50
  static let lists = 200

  static func run() async throws {
    print("\nOurs: \(citizens) citizens, \(listed) with each worker; the journal and the access log synced at each commit")
    try await withFolder { folder in
      let practice = try await Practice(in: folder)
      report("create", "register one citizen", try await practice.register())
      report("list", "the operation: \(listed) citizens of a worker", try await practice.list())
      report("page", "the page of the same, with its entry in the access log", try await practice.page())
      try practice.close()
    }
  }

  /// Serves the same citizens until it is told to stop: prints the port, and the cookie of one who is signed in.
  static func serve() async throws {
    try await withFolder { folder in
      let practice = try await Practice(in: folder)
      _ = try await practice.register()
      try await practice.serve()
      try practice.close()
    }
  }

  private static func report(_ name: String, _ what: String, _ times: [Double]) {
    let sorted = times.sorted()
    let (middle, high) = (sorted[sorted.count / 2], sorted[sorted.count * 95 / 100])
    row("\(what): p50, p95 of \(times.count)", "\(text(middle * 1000, 2)) ms, \(text(high * 1000, 2)) ms")
    print("peer \(name) \(text(middle, 7)) \(text(high, 7)) \(text(times.reduce(0, +) / Double(times.count), 7))")
    fflush(nil)
  }
}

extension PeerBench {
  /// A workplace on the disk with its staff, and no citizens yet.
  fileprivate struct Practice {
    let journal: Journal
    let records: RecordsEngine
    let town: CitizensBench.Town
    let site: CitizensBench.Site

    init(in folder: URL) async throws {
      let clock: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
      journal = try Journal.open(folder: folder, master: .random(), clock: clock)
      town = CitizensBench.Town(count: 0)
      try await town.fill(journal)
      records = try RecordsEngine(
        folder: folder.appendingPathComponent("Records"), source: JournalSource(journal),
        projections: PracticeFeatures.projections,
        alsoKnown: PracticeFeatures.alsoKnown)
      try records.prepare()
      site = try CitizensBench.Site(folder, journal, records, town, clock)
    }

    func close() throws {
      try records.close()
      try journal.close()
    }

    private func caller(_ worker: Int) -> Access.Caller {
      Access.Caller(
        user: town.staff[worker].description, organisation: town.organisation.description, roles: ["outreach-worker"])
    }

    private func visit(_ worker: Int, _ page: String) -> Access.Visit {
      let place = site.place
      return Access.Visit(caller: caller(worker), policy: place.policy, page: page, today: place.today, act: place.newAct())
    }

    /// What the form of a new citizen sends: name, birthday, sex and a made-up number that fits them.
    private func form(_ n: Int) -> [String: String] {
      let details = town.details(n)
      var values = details.fields
      values["level"] = "identified"
      values["phone"] = nil
      if let day = details.birth?.exactDay {
        let date = String(format: "%02d%02d%02d", day.day, day.month, day.year % 100)
        values["cpr"] = date + String(format: "%d%03d", day.year < 2000 ? 1 : 4, n % 1000)
      }
      return values
    }

    /// The form checked, looked up for duplicates, written into the journal and the tables, and the visit into the access log.
    func register() async throws -> [Double] {
      let place = site.place
      var times: [Double] = []
      for n in 0..<PeerBench.citizens {
        let values = form(n)
        let start = ContinuousClock.now
        let request = visit(n / PeerBench.listed, "/citizens/new")
        guard case .done = try await Citizens.register(place, request, values, .init(isAnother: true)) else {
          throw BenchError.page("/citizens/new")
        }
        try await place.log(request, found: true)
        times.append(elapsed(since: start))
      }
      return times
    }

    func list() async throws -> [Double] {
      try await measured { n in
        let found = try Citizens.caseload(site.place, visit(worker(n), "/citizens"))
        guard found.people.count == PeerBench.listed, found.people.allSatisfy({ $0.birth != nil }) else {
          throw BenchError.page("/citizens")
        }
      }
    }

    func page() async throws -> [Double] {
      guard let route = site.routes["GET /citizens"] else { throw BenchError.page("/citizens") }
      return try await measured { n in
        var request = PageRequest(path: "/citizens")
        request.source = "\(worker(n))"
        guard let response = try await route.answer(request), response.status == 200 else { throw BenchError.page("/citizens") }
      }
    }

    private func worker(_ n: Int) -> Int { n % (PeerBench.citizens / PeerBench.listed) }

    /// The first ten fill the caches.
    private func measured(_ work: (Int) async throws -> Void) async throws -> [Double] {
      var times: [Double] = []
      for n in 0..<PeerBench.lists + 10 {
        let start = ContinuousClock.now
        try await work(n)
        if n >= 10 { times.append(elapsed(since: start)) }
      }
      return times
    }
  }
}

// MARK: - Over HTTP

extension PeerBench.Practice {
  private static let password = "made-up password for measuring"

  /// The whole program as users meet it, over plain HTTP on this machine, with the first worker signed in.
  fileprivate func serve() async throws {
    let worker = caller(0)
    let person = SignIn.Person(
      user: worker.user, login: "user0", name: "Medarbejder 0", organisation: worker.organisation,
      organisationName: "Eksempelby (opdigtet)")
    let directory = SignIn.Directory(
      find: { _, login in login == person.login ? person.user : nil }, person: { _, _ in person }, caller: { _, _ in worker })
    var policy = SignIn.Policy()
    policy.requiresSecondFactor = false
    let desk = SignIn.Desk(place: site.place, policy: policy, people: directory)
    try await desk.setPassword(Self.password, of: person.user)
    let source = SignIn.Source(address: "127.0.0.1", device: "bench")
    let step = try await desk.signIn(
      .init(login: person.login, password: Self.password, next: "/", source: source, replacing: nil))
    guard case .open(let session, _) = step else { throw BenchError.page("/login") }

    let door = Doorway(place: site.place) { try SignInPage.standing(desk, $0) }
    let server = WebServer(
      routes: Pages.routes(door, desk), assets: [], notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
    var logger = Logger(label: "bench")
    logger.logLevel = .warning
    try await server.run(at: try WebServer.Address(host: "127.0.0.1", port: 0), logger: logger) { port in
      print("serving \(port) \(session)")
      fflush(nil)
    }
  }
}
