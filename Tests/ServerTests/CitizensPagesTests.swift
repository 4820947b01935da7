import Base
import CatalogFiles
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Journal
import NIOCore
import NIOEmbedded
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Testing

@testable import Server

/// The pages of citizens over the router, as a worker of an organisation meets them. All people are made up.
@Suite struct CitizensPagesTests {
  /// The pages that this suite asks for, in place of the walk over all routes.
  static let patterns: Set<String> = Set([
    "/citizens/new", "/citizens/search", "/citizens/:citizen/links/:link", "/citizens/:citizen/entries/:position/move",
  ]).union(parts.map { "/citizens/:citizen/\($0)" })
  private static let parts = ["details", "cpr", "alerts", "protection", "team", "duplicates", "link", "unlink", "looked"]

  @Test func everyPageAnswersInBothLanguages() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov", "birth": "3.2.1980"])
    let other = try await site.register(["level": "aliasOnly", "alias": "Bjørnen"])
    let stream = try #require(StreamID(id))
    let contact = Outreach.ContactRecorded(kind: .contact, place: "Gaden")
    let fact = FactDraft(
      id: EntryID(UUID()), stream: stream, type: Outreach.ContactRecorded.type, occurredAt: .day(site.place.today),
      recordedBy: site.visitor.caller.user, payload: try contact.encoded())
    _ = try await site.place.journal.append(Act(id: ActID(UUID()), facts: [fact]))
    let position = try site.place.journal.head
    try site.place.records.catchUp()
    let visit = site.visit()
    let link = visit.act.description
    _ = try await Citizens.link(site.place, visit, id: id, with: other, reason: .aliasKnown, confidence: .certain)
    _ = try await Citizens.unlink(site.place, site.visit(), id: id, link: link, reason: .mistake)
    let addresses =
      ["/citizens", "/citizens/\(id)", "/citizens/new", "/citizens/search"]
      + Self.parts.map { "/citizens/\(id)/\($0)" } + [
        "/citizens/\(id)/links/\(link)", "/citizens/\(id)/entries/\(position)/move",
      ]
    for address in addresses {
      for language in ["da", "en"] {
        let answer = try await site.get("\(address)?lang=\(language)")
        #expect(answer.status == .ok, "\(address)")
        #expect(answer.body.contains("<html lang=\"\(language)\""), "\(address)")
        #expect(answer.body.components(separatedBy: "<h1").count == 2, "one h1 on \(address)")
        #expect(!answer.body.contains("<script"), "\(address)")
        let ids = answer.body.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        #expect(
          Set(ids).count == ids.count, "an id stands twice on \(address): \(ids.filter { id in ids.count { $0 == id } > 1 })")
        if address.contains(id) { #expect(answer.body.contains("class=\"b-identity\""), "\(address)") }
      }
    }
  }

  @Test func aCitizenIsRegisteredByAFormAndTheHintComesFirst() async throws {
    let site = try await CitizensSite()
    let form = ["level": "identified", "given": "Kristian", "family": "Sørensen", "birth": "3.2.1980", "contact": "1"]
    let first = try await site.post("/citizens/new", form)
    #expect(first.status == .seeOther)
    let address = try #require(first.headers[.location])
    #expect(try await site.get(address).body.contains("Kristian Sørensen"))

    var again = form
    again["given"] = "Christian"
    let hint = try await site.post("/citizens/new", again)
    #expect(hint.status == .unprocessableContent)
    #expect(hint.body.contains("Er det en af disse?") && hint.body.contains("value=\"Christian\""), "nothing typed is lost")
    let look = try await site.post("/citizens/new", again.merging(["look": "1"]) { $1 })
    #expect(look.status == .ok && look.body.contains("Er det en af disse?"))
    #expect(try await site.post("/citizens/new", again.merging(["another": "1"]) { $1 }).status == .seeOther)
  }

  @Test func aRefusedFormShowsWhatWasTypedAsText() async throws {
    let site = try await CitizensSite()
    let script = "<script>alert(1)</script>"
    let answer = try await site.post(
      "/citizens/new", ["level": "identified", "given": script, "family": "e\u{0301}🐻", "birth": "31.2.1980", "phone": script])
    #expect(answer.status == .unprocessableContent)
    #expect(!answer.body.contains("<script>") && answer.body.contains("&lt;script&gt;") && answer.body.contains("e\u{0301}🐻"))
    for field in ["birth", "phone"] {
      #expect(answer.body.contains("href=\"#f-\(field)\"") && answer.body.contains("id=\"e-\(field)\""))
    }
  }

  @Test func searchWordsStandInTheFormAndInNoAddress() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov"])
    let sent = try await site.post("/citizens/search", ["q": "aase sk"])
    let address = try #require(sent.headers[.location])
    #expect(sent.status == .seeOther && !address.contains("aase"))
    let stranger = try await CitizensSite(in: site.place)
    #expect(!(try await stranger.get(address).body.contains("aase sk")), "kept for whoever searched")
    let answer = try await site.get(address)
    #expect(answer.status == .ok && answer.headers[.cacheControl] == "no-store")
    #expect(answer.body.contains("/citizens/\(id)") && answer.body.contains("1 borger passer"))
    #expect(
      !answer.body.matches(of: /(href|action)="[^"]*"/).contains { $0.0.lowercased().contains("skov") || $0.0.contains("aase") })
    #expect(try await site.post("/citizens/search", ["q": ""]).status == .unprocessableContent)
  }

  @Test func alertsStandOnEveryPage() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse"])
    #expect(try await site.post("/citizens/\(id)/alerts", ["alert": "allergy", "note": "Penicillin"]).status == .seeOther)
    for part in Self.parts {
      #expect(try await site.get("/citizens/\(id)/\(part)").body.contains("Allergi: Penicillin"), "\(part)")
    }
  }

  @Test func aStalePageSentTwiceIsWrittenOnceAndAnotherContentIsRefused() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse"])
    let act = site.place.newAct().description
    let form = ["level": "identified", "given": "Åse", "family": "Skov", "act": act]
    #expect(try await site.post("/citizens/\(id)/details", form).status == .seeOther)
    let head = try site.place.journal.head
    #expect(try await site.post("/citizens/\(id)/details", form).status == .seeOther)
    #expect(try site.place.journal.head == head)
    let other = try await site.post("/citizens/\(id)/details", form.merging(["family": "Bakke"]) { $1 })
    #expect(other.status == .conflict)
    #expect(try site.place.journal.head == head)
  }

  @Test func nothingIsShownThatTheLogCannotHold() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse", "family": "Skov"])
    #expect(try await site.get("/citizens/\(id)").body.contains("Skov"))
    try site.place.accessLog.close()
    let answer = try await site.get("/citizens/\(id)")
    #expect(answer.status == .internalServerError && !answer.body.contains("Skov"))
  }

  @Test func anotherOrganisationsCitizenIsAnsweredAsNotFound() async throws {
    let site = try await CitizensSite()
    let id = try await site.register(["level": "identified", "given": "Åse"])
    let stranger = try await CitizensSite(in: site.place)
    let nowhere = "00000000-0000-7000-8000-000000000000"
    for part in [""] + Self.parts.map({ "/\($0)" }) {
      let theirs = try await stranger.get("/citizens/\(id)\(part)")
      let none = try await stranger.get("/citizens/\(nowhere)\(part)")
      #expect(theirs.status == .notFound && none.status == .notFound)
      #expect(theirs.body.replacing(id, with: "") == none.body.replacing(nowhere, with: ""), "the same answer for \(part)")
    }
    for (part, form) in [
      ("details", ["given": "X"]), ("alerts", ["alert": "allergy"]), ("protection", ["protection": "none", "basis": "ended"]),
      ("team", ["who": "user:x"]), ("cpr", ["cpr": "6101011236"]), ("link", ["other": nowhere]), ("unlink", ["link": nowhere]),
    ] {
      #expect(try await stranger.post("/citizens/\(id)/\(part)", form).status == .notFound, "\(part)")
    }
    #expect(try await site.get("/citizens/\(id)").body.contains("Åse"))
  }
}

/// A site with one organisation and one worker who is signed in.
struct CitizensSite {
  let place: Workplace
  let visitor: Access.Visitor
  private let server: WebServer

  /// - Parameter place: another site's workplace, for a second organisation in it.
  init(in given: Workplace? = nil) async throws {
    let place = try given ?? Self.workplace()
    let (organisation, user) = (StreamID(UUID()), StreamID(UUID()))
    let facts: [(any FactPayload, StreamID)] = [
      (People.OrganisationRegistered(name: "Eksempelby", kind: .municipality), organisation),
      (People.UserRegistered(organisation: organisation.description, name: "Anna Prøve", login: "anna"), user),
    ]
    for (payload, stream) in facts {
      let draft = FactDraft(
        id: EntryID(UUID()), stream: stream, type: type(of: payload).type, occurredAt: .unknown, recordedBy: "test",
        payload: try payload.encoded())
      _ = try await place.journal.append(Act(id: ActID(UUID()), facts: [draft]))
    }
    try place.records.catchUp()
    let visitor = Access.Visitor(
      caller: Access.Caller(
        user: user.description, organisation: organisation.description, roles: ["outreach-worker", "leader"]),
      name: "Anna Prøve", organisation: "Eksempelby", formToken: "token")
    self.place = place
    self.visitor = visitor
    server = WebServer(
      routes: Pages.routes(Doorway(place: place) { _ in .signedIn(visitor) }),
      assets: [.init(path: Stylesheet.path, type: "text/css; charset=utf-8", text: Stylesheet.css)],
      notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
  }

  private static func workplace() throws -> Workplace {
    let catalog = try CatalogLoader.load(
      folders: [Sample.root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
    let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_790_000_000_000) }
    let journal = try Journal.inMemory(clock: clock)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citizens-site-\(UUID().uuidString)")
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    return try Workplace.forTrial(journal: journal, records: records, catalog: catalog, now: clock)
  }

  func visit() -> Access.Visit {
    Access.Visit(caller: visitor.caller, policy: place.policy, page: "test", today: place.today, act: place.newAct())
  }

  func register(_ values: [String: String]) async throws -> String {
    switch try await Citizens.register(place, visit(), values, .init(isAnother: true)) {
    case .done(let id): return id
    default: throw SampleError.notWritten
    }
  }

  func get(_ uri: String) async throws -> Answer { try await Sample.ask(uri, server: server) }

  func post(_ uri: String, _ form: [String: String]) async throws -> Answer {
    var values = form
    values["token"] = visitor.formToken
    let text = values.map { "\(SitePath.encoded($0.key))=\(SitePath.encoded($0.value))" }.joined(separator: "&")
    let responder = server.router(at: try .init(host: "127.0.0.1", port: 8080)).buildResponder()
    var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1", path: uri)
    head.headerFields[.contentType] = "application/x-www-form-urlencoded"
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: text)))
    let context = SiteContext(
      source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: Sample.logger))
    let response = try await responder.respond(to: request, context: context)
    let collected = BodyCollector()
    try await response.body.write(collected)
    return Answer(status: response.status, headers: response.headers, body: String(buffer: collected.buffer))
  }
}
