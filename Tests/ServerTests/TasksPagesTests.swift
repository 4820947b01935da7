import Base
import CatalogFiles
import Foundation
import GRDB
import Interface
import Journal
import Markup
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Synchronization
import Testing

/// Today and the pages of tasks, by their routes. All people are made up.
@Suite struct TasksPagesTests {
  /// The pages that are tried here, and not for those who have no tasks.
  static let patterns: Set<String> = [
    "/tasks", "/tasks/new", "/tasks/:task", "/tasks/:task/take", "/tasks/:task/finish", "/tasks/:task/give", "/tasks/:task/move",
    "/tasks/:task/withdraw",
  ]

  @Test func everyPageIsWholeInBothLanguages() async throws {
    let site = try await TasksSite()
    let citizen = try await site.citizen()
    let id = try await site.open(citizen: citizen)
    for path in ["/", "/tasks", "/tasks/new", "/tasks/\(id)", "/citizens/\(citizen)"] {
      for language in Language.allCases {
        let page = try await site.get(path, language: language)
        #expect(page.status == 200, "\(path)")
        #expect(page.html.contains("<html lang=\"\(language.rawValue)\""), "\(path)")
        #expect(page.html.components(separatedBy: "<h1").count == 2, "one h1 on \(path)")
        #expect(!page.html.contains("<script"), "works without script: \(path)")
        let ids = page.html.components(separatedBy: " id=\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first }
        #expect(Set(ids).count == ids.count, "no id stands twice on \(path)")
      }
    }
    let front = try await site.get("/citizens/\(citizen)")
    #expect(front.html.contains("/tasks/\(id)") && front.html.contains("/tasks/new?citizen=\(citizen)"))
  }

  @Test func fromTodayToDoneInTwoTaps() async throws {
    let site = try await TasksSite()
    let id = try await site.open(title: "Ring til Ålborg <script>")
    let today = try await site.get("/")
    #expect(today.status == 200 && today.html.contains("<a href=\"/tasks/\(id)\">"))
    #expect(today.html.contains("Ring til Ålborg &lt;script&gt;") && !today.html.contains("Ring til Ålborg <script>"))
    #expect(!today.html.contains("b-tag--late"), "nothing is shown as late that is not")
    // Tap one: the task. Tap two: its button. The form says what it needs by itself.
    let task = try await site.get("/tasks/\(id)")
    let form = try #require(task.form("/tasks/\(id)/finish"))
    let done = try await site.post("/tasks/\(id)/finish", form)
    #expect(done.location == "/?done=1")
    let after = try await site.get("/", query: ["done": "1"])
    #expect(after.html.contains("Opgaven er færdig") && !after.html.contains("/tasks/\(id)"))
    let ended = try await site.get("/tasks/\(id)")
    #expect(ended.html.contains("Opgaven er færdig: Gjort") && ended.form("/tasks/\(id)/finish") == nil)
    #expect(try await site.get("/tasks", query: ["show": "done"]).html.contains("/tasks/\(id)"))
  }

  @Test func aRefusedFormKeepsWhatWasTypedAndLinksItsProblems() async throws {
    let site = try await TasksSite()
    let page = try await site.get("/tasks/new")
    var form = try #require(page.form("/tasks/new"))
    form["title"] = String(repeating: "å", count: 121) + "🦷"
    form["reason"] = "other"
    form["deadline"] = "i morgen"
    form["time"] = "kvart i"
    var answer = try await site.post("/tasks/new", form)
    #expect(answer.status == 422 && answer.html.contains("href=\"#f-time\"") && answer.html.contains("🦷"))
    form["time"] = ""
    answer = try await site.post("/tasks/new", form)
    #expect(answer.html.contains("href=\"#f-title\"") && answer.html.contains("href=\"#f-deadline\""))
    #expect(answer.html.contains("<title>Fejl: ") && answer.html.contains("🦷"))
    form["title"] = "Ring"
    form["deadline"] = "1.12.2026"
    form["time"] = "14.30"
    answer = try await site.post("/tasks/new", form)
    let location = try #require(answer.location)
    let task = try await site.get(location)
    #expect(task.html.contains("1. december 2026 kl. 14.30"))
    #expect(try await site.post("/tasks/new", form).location == location, "sent twice, it is one")
    form["title"] = "Something else"
    #expect(try await site.post("/tasks/new", form).status == 409)
  }

  @Test func aStalePageIsToldWhoDidIt() async throws {
    let site = try await TasksSite()
    let id = try await site.open(owner: .team(TasksSite.team))
    let stale = try await site.get("/tasks/\(id)", as: site.bo)
    let taken = try await site.post("/tasks/\(id)/finish", try #require(site.get("/tasks/\(id)").form("/tasks/\(id)/finish")))
    #expect(taken.location != nil)
    var form = try #require(stale.form("/tasks/\(id)/finish"))
    form["note"] = "Bo did it too"
    let answer = try await site.post("/tasks/\(id)/finish", form, as: site.bo)
    #expect(answer.status == 422 && answer.html.contains("Opgaven er allerede færdig"))
    #expect(answer.html.contains("Det gjorde"))
  }

  @Test func aDeadlineMovedMeanwhileIsNotMovedOver() async throws {
    let site = try await TasksSite()
    let id = try await site.open(owner: .team(TasksSite.team))
    let (mine, his) = (try await site.get("/tasks/\(id)"), try await site.get("/tasks/\(id)", as: site.bo))
    var first = try #require(mine.form("/tasks/\(id)/move"))
    (first["deadline"], first["moveReason"]) = ("2026-11-25", "waiting")
    #expect(try await site.post("/tasks/\(id)/move", first).location == "/tasks/\(id)")
    var second = try #require(his.form("/tasks/\(id)/move"))
    (second["deadline"], second["moveReason"], second["moveNote"]) = ("2026-11-26", "notReached", "Typed words")
    let answer = try await site.post("/tasks/\(id)/move", second, as: site.bo)
    #expect(answer.status == 422 && answer.html.contains("Opgaven er ændret") && answer.html.contains("Typed words"))
    #expect(answer.html.contains("<details class=\"b-fold\" open>"))
    #expect(try await site.get("/tasks/\(id)").html.contains("25. november 2026"))
  }

  @Test func aTeamsTaskIsTakenFromTodayWithOneTap() async throws {
    let site = try await TasksSite()
    let id = try await site.open(owner: .team(TasksSite.team))
    let today = try await site.get("/", as: site.bo)
    #expect(today.html.contains("Teamets opgaver, som ingen har taget"))
    let form = try #require(today.form("/tasks/\(id)/take"))
    #expect(try await site.post("/tasks/\(id)/take", form, as: site.bo).location == "/tasks/\(id)")
    let after = try await site.get("/", as: site.bo)
    #expect(after.html.contains("/tasks/\(id)") && !after.html.contains("Teamets opgaver, som ingen har taget"))
    #expect(!(try await site.get("/")).html.contains("/tasks/\(id)"), "what a colleague has taken is not on my day")
  }

  @Test func whatIsNotMineIsNotThere() async throws {
    let site = try await TasksSite()
    let citizen = try await site.citizen()
    let id = try await site.open(citizen: citizen)
    let stranger = site.visitor("0190a0f0-0000-7000-8000-000000000009", organisation: TasksSite.other)
    for path in ["/tasks/\(id)", "/tasks/0190a0f0-0000-7000-8000-00000000ffff", "/tasks/x"] {
      #expect(try await site.get(path, as: stranger).status == 404)
    }
    #expect(try await site.get("/tasks/new", query: ["citizen": citizen.description], as: stranger).status == 404)
    let form = ["token": "token", "form": "finish", "outcome": "done"]
    #expect(try await site.post("/tasks/\(id)/finish", form, as: stranger).status == 404)
    let forged = ["token": "elsewhere", "form": "finish", "outcome": "done"]
    #expect(try await site.post("/tasks/\(id)/finish", forged).status == 403)
    let evaluator = site.visitor("0190a0f0-0000-7000-8000-000000000008", roles: ["evaluator"])
    #expect(try await site.get("/tasks", as: evaluator).status == 404)
    #expect(try await site.get("/", as: evaluator).html.contains("Overblik"))
  }

  @Test func whatIsLateIsSaidInWordsAndALeaderSeesTeamsOnly() async throws {
    let site = try await TasksSite()
    let id = try await site.open(owner: .team(TasksSite.team), days: 0)
    site.now.withLock { $0.milliseconds += 2 * 86_400_000 }
    let page = try await site.get("/tasks/\(id)")
    #expect(page.html.contains("Over fristen"))
    let leader = site.visitor("0190a0f0-0000-7000-8000-000000000007", roles: ["leader"])
    let today = try await site.get("/", as: leader)
    #expect(today.html.contains("Åbne opgaver hos teamene"))
    #expect(try await site.get("/", query: [:], as: leader, language: .en).html.contains("Open tasks of the teams"))
  }

  @Test func whatWasTypedBeforeTheSessionEndedStandsInItsOwnFormOnly() async throws {
    let site = try await TasksSite()
    let id = try await site.open()
    try site.place.keepDraft(
      ["form": ["give"], "giveNote": ["Kept words"], "owner": [""]], user: site.åse.caller.user, path: "/tasks/\(id)")
    let page = try await site.get("/tasks/\(id)")
    #expect(page.html.contains("Kept words") && page.html.contains("<details class=\"b-fold\" open><summary>Giv videre"))
    #expect(page.form("/tasks/\(id)/finish")?["outcome"] == "done")
    #expect(Set(page.acts).count == page.acts.count, "each form is an act of its own")
  }

  @Test func theNumberOfStatementsDoesNotGrow() async throws {
    let site = try await TasksSite()
    _ = try await site.open(citizen: site.citizen())
    let few = try await site.statements { _ = try await site.get("/") }
    for _ in 0..<60 { _ = try await site.open(citizen: site.citizen()) }
    let many = try await site.statements { _ = try await site.get("/") }
    #expect(few == many && few > 0, "\(few) and \(many)")
  }
}

/// The pages of a small made-up service, asked without a server.
final class TasksSite: Sendable {
  static let organisation = "0190a0f0-0000-7000-8000-0000000000aa"
  static let other = "0190a0f0-0000-7000-8000-0000000000bb"
  static let team = "0190a0f0-0000-7000-8000-0000000000c1"

  let place: Workplace
  let now: Mutex<Instant>
  private let folder: URL

  init() async throws {
    let start = Instant(startOf: try #require(CivilDate("2026-11-20")))
    now = Mutex(Instant(milliseconds: start.milliseconds + 9 * 3_600_000))
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("tasks-pages-\(UUID().uuidString)")
    let holder = ClockHolder()
    let clock: @Sendable () -> Instant = { holder.read() }
    let journal = try Journal.inMemory(clock: clock)
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    let catalog = try await Sample.place.value.catalog
    place = try Workplace.forTrial(journal: journal, records: records, catalog: catalog, now: clock)
    holder.source = { [self] in now.withLock { $0 } }
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  func visitor(
    _ user: String, roles: Set<String> = ["outreach-worker"], organisation: String = TasksSite.organisation
  ) -> Access.Visitor {
    let caller = Access.Caller(user: user, organisation: organisation, roles: roles, teams: [Self.team])
    return Access.Visitor(caller: caller, name: user, organisation: organisation, formToken: "token")
  }

  var åse: Access.Visitor { visitor("0190a0f0-0000-7000-8000-000000000001") }
  var bo: Access.Visitor { visitor("0190a0f0-0000-7000-8000-000000000002") }

  func citizen() async throws -> StreamID {
    let stream = place.newStream()
    let facts: [any FactPayload] = [
      Citizens.SubjectRegistered(kind: .citizen, organisation: Self.organisation),
      Citizens.CitizenAssigned(assignee: .user(åse.caller.user), function: .contact, from: place.today),
    ]
    let drafts = try facts.map { fact in
      FactDraft(
        id: EntryID(UUID()), stream: stream, type: type(of: fact).type, schema: fact.writtenSchema, occurredAt: place.moment(),
        recordedBy: "test", payload: try fact.encoded())
    }
    _ = try await place.journal.append(Act(id: place.newAct(), facts: drafts))
    try place.records.catchUp()
    return stream
  }

  func open(
    title: String = "Made up", owner: Tasks.Owner? = nil, days: Int = 1, citizen: StreamID? = nil
  ) async throws -> String {
    let visit = Access.Visit(
      caller: åse.caller, policy: place.policy, page: "test", today: place.today, act: place.newAct())
    let draft = Tasks.Draft(
      reason: .other, title: title, deadline: place.today.adding(days: days).map { Tasks.Deadline($0) },
      owner: owner ?? .user(åse.caller.user))
    guard case .taken(let id) = try await Tasks.open(place, visit, draft, citizen: citizen) else { throw SampleError.notWritten }
    return id
  }

  func get(
    _ path: String, query: [String: String] = [:], as visitor: Access.Visitor? = nil, language: Language = .da
  ) async throws -> SiteAnswer {
    var request = PageRequest(path: path, query: query, language: language)
    return try await ask(.get, &request, visitor)
  }

  func post(_ path: String, _ form: [String: String], as visitor: Access.Visitor? = nil) async throws -> SiteAnswer {
    var request = PageRequest(path: path)
    request.form = FormData(form.mapValues { [$0] })
    return try await ask(.post, &request, visitor)
  }

  private func ask(
    _ method: Route.Method, _ request: inout PageRequest, _ visitor: Access.Visitor?
  ) async throws -> SiteAnswer {
    let who = visitor ?? åse
    let door = Doorway(place: place) { _ in .signedIn(who) }
    for route in Pages.routes(door) where route.method == method {
      guard let parameters = Self.match(route.pattern, request.path) else { continue }
      request.parameters = parameters
      guard let response = try await route.answer(request) else { return SiteAnswer(status: 404, html: "", location: nil) }
      switch response.content {
      case .html(let html): return SiteAnswer(status: response.status, html: html.text, location: nil)
      case .redirect(let location): return SiteAnswer(status: response.status, html: "", location: location)
      default: return SiteAnswer(status: response.status, html: "", location: nil)
      }
    }
    return SiteAnswer(status: 404, html: "", location: nil)
  }

  private static func match(_ pattern: String, _ path: String) -> [String: String]? {
    let (asked, given) = (pattern.split(separator: "/"), path.split(separator: "/"))
    guard asked.count == given.count else { return nil }
    var parameters: [String: String] = [:]
    for (name, value) in zip(asked, given) {
      if name.hasPrefix(":") {
        parameters[String(name.dropFirst())] = String(value)
      } else if name != value {
        return nil
      }
    }
    return parameters
  }

  /// How many statements the tables of Records were asked. One request at a time uses one connection of the pool.
  func statements(_ work: () async throws -> Void) async throws -> Int {
    let count = Counted()
    try place.records.read { db in db.trace { _ in count.add() } }
    try await work()
    try place.records.read { db in db.trace(nil) }
    return count.value
  }
}

private final class Counted: Sendable {
  private let count = Mutex(0)

  func add() { count.withLock { $0 += 1 } }

  var value: Int { count.withLock { $0 } }
}

/// Lets a clock be read before what holds it is whole.
private final class ClockHolder: @unchecked Sendable {
  var source: (() -> Instant)?
  func read() -> Instant { source?() ?? Instant(milliseconds: 0) }
}

struct SiteAnswer: Sendable {
  var status: Int
  var html: String
  var location: String?

  var acts: [String] {
    html.components(separatedBy: "name=\"act\" value=\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first }
  }

  /// What a form would send as it stands; nil when there is none with this action.
  func form(_ action: String) -> [String: String]? {
    let parts = html.components(separatedBy: "<form method=\"post\" action=\"\(action)\"")
    guard parts.count > 1, let body = parts[1].components(separatedBy: "</form>").first else { return nil }
    var values: [String: String] = [:]
    for tag in body.components(separatedBy: "<").dropFirst() {
      guard let name = Self.attribute("name", tag) else { continue }
      let isChoice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"")
      if isChoice, !tag.contains(" checked") { continue }
      if tag.hasPrefix("input") { values[name] = Self.attribute("value", tag) ?? "" }
      if tag.hasPrefix("textarea") { values[name] = tag.components(separatedBy: ">").dropFirst().joined(separator: ">") }
      if tag.hasPrefix("select") {
        let options = body.components(separatedBy: "name=\"\(name)\"").dropFirst().first?.components(separatedBy: "</select>")
          .first
        let chosen = options?.components(separatedBy: "<option").first { $0.contains(" selected") }
        values[name] = chosen.flatMap { Self.attribute("value", $0) } ?? ""
      }
    }
    return values
  }

  private static func attribute(_ name: String, _ tag: String) -> String? {
    let head = tag.components(separatedBy: ">").first ?? ""
    let parts = head.components(separatedBy: " \(name)=\"")
    return parts.count > 1 ? parts[1].components(separatedBy: "\"").first : nil
  }
}
