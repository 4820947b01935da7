import Base
import CatalogFiles
import Foundation
import Interface
import Journal
import Markup
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Testing

/// A made-up municipality of its own for each test, with an administrator, a leader and a worker in a team.
private final class PeopleSite {
  let folder: URL
  let place: Workplace
  let organisation: String
  let admin: String
  let leader: String
  let worker: String
  let team: String

  init() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("people-pages-\(UUID().uuidString)")
    let catalog = try CatalogLoader.load(
      folders: [Sample.root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
    let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_790_000_000_000) }
    let journal = try Journal.inMemory(clock: clock)
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    let place = try Workplace.forTrial(journal: journal, records: records, catalog: catalog, now: clock)
    let visit = { (organisation: String) in
      Access.Visit(
        caller: Access.Caller(user: "cli:test", organisation: organisation, roles: ["administrator", "system-administrator"]),
        policy: place.policy,
        page: "test", today: place.today, act: place.newAct())
    }
    let organisation = try await People.registerOrganisation(
      place, visit(""), People.OrganisationForm(name: "Eksempelby Kommune (opdigtet)", kind: "municipality"))
    func user(_ login: String, _ role: String) async throws -> String {
      let id = try await People.registerUser(
        place, visit(organisation), People.UserForm(name: "\(login) (opdigtet)", login: login, phone: "20 12 34 56"))
      try await People.grant(place, visit(organisation), user: id, People.GrantForm(.role, what: role))
      return id
    }
    self.folder = folder
    self.place = place
    self.organisation = organisation
    admin = try await user("anna.admin", "administrator")
    try await People.grant(place, visit(organisation), user: admin, .init(.role, what: "system-administrator"))
    leader = try await user("lea.leder", "leader")
    worker = try await user("bo.holm", "outreach-worker")
    team = try await People.openTeam(place, visit(organisation), People.TeamForm(name: "Gadeteamet (opdigtet)"))
    for (member, leads) in [(leader, true), (worker, false)] {
      try await People.grant(
        place, visit(organisation), user: member, People.GrantForm(.team, what: team, leads: leads))
    }
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The answer of a page to one of the users.
  func ask(
    _ method: Route.Method, _ path: String, as user: String, form: [String: String]? = nil, act: String? = nil,
    language: Language = .da
  ) async throws -> PageResponse? {
    let caller = try #require(try People.caller(place, user: user))
    let visitor = Access.Visitor(caller: caller, name: "x", organisation: "y", formToken: "token")
    let door = Doorway(place: place) { _ in .signedIn(visitor) }
    let address = path.split(separator: "?", maxSplits: 1).map(String.init)
    for route in PeoplePages.routes(door) where route.method == method {
      guard let parameters = Self.match(route.pattern, address[0]) else { continue }
      var request = PageRequest(path: address[0], parameters: parameters, query: Self.query(address), language: language)
      if let form {
        var values = form.mapValues { [$0] }
        values["token"] = values["token"] ?? ["token"]
        values["act"] = [act ?? place.newAct().description]
        values["page"] = [address[0]]
        request.form = FormData(values)
      }
      return try await route.answer(request)
    }
    Issue.record("no route for \(path)")
    return nil
  }

  private static func query(_ address: [String]) -> [String: String] {
    guard address.count == 2 else { return [:] }
    let pairs = address[1].split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { first, _ in first })
  }

  /// Literal parts win over parameters, as in the server.
  private static func match(_ pattern: String, _ path: String) -> [String: String]? {
    let (wanted, found) = (pattern.split(separator: "/"), path.split(separator: "/"))
    guard wanted.count == found.count, !(path.hasSuffix("/new") && !pattern.hasSuffix("/new")) else { return nil }
    var parameters: [String: String] = [:]
    for (part, text) in zip(wanted, found) {
      if part.hasPrefix(":") { parameters[String(part.dropFirst())] = String(text) } else if part != text { return nil }
    }
    return parameters
  }
}

extension PageResponse {
  fileprivate var text: String {
    if case .html(let html) = content { return html.text }
    return ""
  }

  fileprivate var location: String? {
    if case .redirect(let path) = content { return path }
    return nil
  }
}

@Suite struct PeoplePagesTests {
  @Test func everyPageAnswersInBothLanguages() async throws {
    let site = try await PeopleSite()
    let user = try #require(try site.place.records.read { try People.user($0, site.worker) })
    let grant = try #require(user.grants.first)
    let paths =
      [
        "/admin/users", "/admin/users?q=bo&team=\(site.team)&role=leader&left=1", "/admin/users/new",
        "/admin/users/\(site.worker)", "/admin/users/\(site.worker)/edit", "/admin/users/\(site.worker)/end/\(grant.id)",
        "/admin/users/\(site.worker)/absence", "/admin/users/\(site.worker)/leave", "/admin/users/\(site.worker)/move",
        "/admin/teams", "/admin/teams?closed=1", "/admin/teams/new", "/admin/teams/\(site.team)",
        "/admin/teams/\(site.team)/edit",
        "/admin/teams/\(site.team)/move", "/admin/organisations", "/admin/organisations/new",
        "/admin/organisations/\(site.organisation)/edit", "/admin/log", "/team",
      ] + People.GrantKind.allCases.map { "/admin/users/\(site.worker)/grant/\($0.rawValue)" }
    for path in paths {
      for language in Language.allCases {
        let who = path == "/team" ? site.leader : site.admin
        let response = try #require(try await site.ask(.get, path, as: who, language: language), "\(path)")
        #expect(response.status == 200, "\(path)")
        #expect(response.text.components(separatedBy: "<h1").count == 2, "one h1 on \(path)")
        #expect(response.text.contains("<html lang=\"\(language.rawValue)\""))
        let ids = response.text.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count, "ids are unique on \(path)")
        #expect(!response.text.contains("<script"))
      }
    }
    for path in ["/team", "/team/absence/\(site.worker)"] {
      #expect(try await site.ask(.get, path, as: site.leader)?.status == 200, "\(path)")
    }
    #expect(try await site.ask(.get, "/team/absence/\(site.admin)", as: site.leader) == nil, "not in the team")
  }

  @Test func onlyWhoManagesUsersSeesThem() async throws {
    let site = try await PeopleSite()
    for path in ["/admin/users", "/admin/users/\(site.worker)", "/admin/teams", "/admin/organisations", "/admin/log"] {
      for user in [site.worker, site.leader] {
        let answer = try await site.ask(.get, path, as: user)
        #expect(answer == nil, "\(path)")
      }
    }
    #expect(
      try await site.ask(.post, "/admin/users/new", as: site.worker, form: ["name": "x", "login": "xyz"]) == nil)
    #expect(try People.account(site.place, login: "xyz") == nil)
  }

  @Test func aUserIsRegisteredOnceHoweverOftenTheFormIsSent() async throws {
    let site = try await PeopleSite()
    let act = site.place.newAct().description
    let form = ["name": "<script>alert(1)</script> Zoe\u{308} 🐻", "login": "Zoe", "email": "zoe@example.org"]
    let first = try #require(try await site.ask(.post, "/admin/users/new", as: site.admin, form: form, act: act)?.location)
    let again = try await site.ask(.post, "/admin/users/new", as: site.admin, form: form, act: act)?.location
    #expect(first.hasPrefix("/admin/users/") && again == first)
    let id = try #require(try People.account(site.place, login: "zoe"))
    #expect(first == "/admin/users/\(id)?done=1")
    let page = try #require(try await site.ask(.get, first, as: site.admin)).text
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; Zoe\u{308} 🐻") && !page.contains("<script>"))
    #expect(page.contains("Ingen rolle i dag"))
    let other = try await site.ask(
      .post, "/admin/users/new", as: site.admin, form: ["name": "Y", "login": "yyy"], act: act)
    #expect(other?.status == 409, "the same form with other content")
  }

  @Test func aRefusedFormKeepsWhatWasTyped() async throws {
    let site = try await PeopleSite()
    let long = String(repeating: "x", count: 200)
    let form = ["name": long, "login": "BO.holm", "title": "Gadesygeplejerske", "email": "ikke en adresse"]
    let response = try #require(try await site.ask(.post, "/admin/users/new", as: site.admin, form: form))
    #expect(response.status == 422)
    for text in ["href=\"#f-name\"", "href=\"#f-email\"", "Gadesygeplejerske", long, "id=\"e-name\""] {
      #expect(response.text.contains(text), "\(text.prefix(30))")
    }
    let taken = try #require(
      try await site.ask(.post, "/admin/users/new", as: site.admin, form: ["name": "Bo 2", "login": "BO.holm"]))
    #expect(taken.status == 422 && taken.text.contains("Brugernavnet er taget"))
    let forged = try await site.ask(
      .post, "/admin/users/new", as: site.admin, form: ["name": "Bo 2", "login": "bo2", "token": "wrong"])
    #expect(forged?.status == 403)
  }

  @Test func aRoleIsGivenAndTakenBackOnThePage() async throws {
    let site = try await PeopleSite()
    let path = "/admin/users/\(site.worker)"
    let given = try await site.ask(.post, "\(path)/grant/role", as: site.admin, form: ["role-what": "therapist"])
    #expect(given?.location == "\(path)?done=1")
    #expect(try People.caller(site.place, user: site.worker)?.roles == ["outreach-worker", "therapist"])
    let twice = try await site.ask(.post, "\(path)/grant/role", as: site.admin, form: ["role-what": "therapist"])
    #expect(twice?.status == 422)
    let grant = try #require(
      try site.place.records.read { try People.user($0, site.worker) }?.grants.first { $0.what == "therapist" })
    #expect(try await site.ask(.post, "\(path)/end/\(grant.id)", as: site.admin, form: [:])?.location == "\(path)?done=1")
    #expect(try People.caller(site.place, user: site.worker)?.roles == ["outreach-worker"])
    #expect(try await site.ask(.get, "\(path)/grant/crown", as: site.admin) == nil)
    let log = try #require(try await site.ask(.get, "/admin/log", as: site.admin)).text
    #expect(log.contains("Rolle taget tilbage: bo.holm (opdigtet)") && log.contains("Af anna.admin (opdigtet)"))
  }

  @Test func theTeamPageTellsWhoIsAwayAndNotWhy() async throws {
    let site = try await PeopleSite()
    let form = ["reason": "ill", "substitute": site.leader]
    let sent = try await site.ask(.post, "/team/absence/\(site.worker)", as: site.leader, form: form)
    #expect(sent?.location == "/team?done=1")
    let page = try #require(try await site.ask(.get, "/team", as: site.worker)).text
    #expect(page.contains("Afløser: lea.leder (opdigtet)"))
    #expect(!page.contains("Syg") && page.contains("tel:20123456"))
    let led = try #require(try await site.ask(.get, "/team", as: site.leader)).text
    #expect(led.contains("Er tilbage") && led.contains("Meld fravær"))
    #expect(!page.contains("Meld fravær"), "nobody else reports absence")
  }

  @Test func leavingClosesTheAccess() async throws {
    let site = try await PeopleSite()
    let path = "/admin/users/\(site.worker)"
    let left = try await site.ask(.post, "\(path)/leave", as: site.admin, form: ["lastDay": site.place.today.description])
    #expect(left?.location == "\(path)?done=1")
    #expect(try People.caller(site.place, user: site.worker) == nil)
    let page = try #require(try await site.ask(.get, path, as: site.admin)).text
    #expect(page.contains("Adgangen er lukket") && !page.contains("Giv en rolle"))
    for step in ["leave", "edit", "absence", "grant/role"] where step != "edit" {
      let answer = try await site.ask(.get, "\(path)/\(step)", as: site.admin)
      #expect(answer == nil, "\(step)")
    }
  }
}
