import Base
import CatalogFiles
import Credentials
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Journal
import Markup
import NIOCore
import NIOEmbedded
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Synchronization
import Testing

@testable import Server

/// A clock that goes when it is told to.
final class MovingClock: Sendable {
  private let time = Mutex<Int64>(1_800_000_000_000)

  var now: Instant { Instant(milliseconds: time.withLock { $0 }) }

  func advance(_ seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
}

/// What a test says of the made-up people, and what their form has taken.
final class TestNotes: Sendable {
  let taken = Mutex<[String]>([])
  let roles = Mutex<Set<String>>(["evaluator"])
  let left = Mutex<Set<String>>([])
}

/// A site with its own state, two made-up people, and a page with a form that counts what it has taken.
final class SignInSite: Sendable {
  static let password = "made-up password for tests"
  static let anna = SignIn.Person(
    user: "0190f3a5-0000-7000-8000-0000000000a1", login: "anna", name: "Anna Opdigtet",
    organisation: "0190f3a5-0000-7000-8000-0000000000b1", organisationName: "Eksempelby Kommune (opdigtet)")
  static let bent = SignIn.Person(
    user: "0190f3a5-0000-7000-8000-0000000000a2", login: "bent", name: "Bent Opdigtet",
    organisation: "0190f3a5-0000-7000-8000-0000000000b1", organisationName: "Eksempelby Kommune (opdigtet)")

  let clock = MovingClock()
  let place: Workplace
  let desk: SignIn.Desk
  let server: WebServer
  let notes = TestNotes()

  init(
    _ policy: SignIn.Policy = SignInSite.cheap, providers: [SignIn.Provider] = [], realClock: Bool = false,
    unprepared: Journal? = nil, karla: String? = nil
  ) throws {
    let now = SignInSite.time(realClock ? nil : clock)
    let journal = try unprepared ?? Journal.inMemory(clock: now)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signin-tests-\(UUID().uuidString)")
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    if unprepared == nil { try records.prepare() }
    place = try Workplace.forTrial(journal: journal, records: records, catalog: try SignInSite.catalog.get(), now: now)
    let people = SignInSite.people(
      karla: karla, roles: { [notes] in notes.roles.withLock { $0 } }, left: { [notes] in notes.left.withLock { $0 } })
    let desk = SignIn.Desk(place: place, policy: policy, people: people, providers: providers)
    self.desk = desk
    let door = Doorway(place: place) { try SignInPage.standing(desk, $0) }
    let form = [
      door.get("/test/note", name: "a form of the test") { request, _ in
        let form = PageForm(action: "/test/note", request: request)
        return .page(form.html(form.area("text", "Text"), submit: "Save"))
      },
      door.post("/test/note", name: "a form of the test, sent") { [notes] request, _ in
        notes.taken.withLock { $0.append(request.form["text"] ?? "") }
        return .redirect("/test/note")
      },
    ]
    server = WebServer(
      routes: Pages.routes(door, desk) + form, assets: [], notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
  }

  private static func time(_ clock: MovingClock?) -> @Sendable () -> Instant {
    { clock?.now ?? Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
  }

  static let catalog = Result { try OpenCatalog.load(Sample.root) }

  static var cheap: SignIn.Policy {
    var policy = SignIn.Policy()
    policy.cost = .forTests
    return policy
  }

  /// - Parameter karla: Another log-in name for Anna.
  private static func people(
    karla: String?, roles: @escaping @Sendable () -> Set<String>, left: @escaping @Sendable () -> Set<String>
  ) -> SignIn.Directory {
    let all = [anna, bent]
    return SignIn.Directory(
      find: { _, login in
        let name = login == karla ? "anna" : login.lowercased()
        return all.first { $0.login == name && !left().contains($0.user) }?.user
      },
      person: { _, user in all.first { $0.user == user } },
      caller: { _, user in
        guard let person = all.first(where: { $0.user == user }), !left().contains(user) else { return nil }
        return Access.Caller(user: user, organisation: person.organisation, roles: roles())
      })
  }

  /// Gives both a password, and Anna a code app; its secret.
  func furnish() async throws -> SecretBytes {
    for person in [Self.anna, Self.bent] { try await desk.setPassword(Self.password, of: person.user) }
    let factor = try desk.newFactor(of: Self.anna.user)
    let secret = SecretBytes(try #require(Base32.decode(factor.text.filter { $0 != " " })))
    let code = OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: place.now()))
    let answer = try desk.takeFactor(factor.sealed, code: code, of: Self.anna.user, cookie: nil, source: Self.source)
    guard case .done = answer else { throw SampleError.notWritten }
    clock.advance(60)
    return secret
  }

  func code(_ secret: SecretBytes) -> String { OneTimeCode.code(secret: secret, step: OneTimeCode.step(at: place.now())) }

  static let source = SignIn.Source(address: "192.0.2.7", device: "test")
}

enum OpenCatalog {
  static func load(_ root: URL) throws -> Catalog {
    try CatalogLoader.load(folders: [root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
  }
}

/// A browser: keeps cookies, reads the hidden fields of the last page.
final class TestBrowser {
  let site: SignInSite
  var cookies: [String: String] = [:]
  var last = Answer(status: .ok, headers: [:], body: "")
  var address: WebServer.Address { didSet { responder = site.server.router(at: address).buildResponder() } }
  private var responder: RouterResponder<SiteContext>
  var headers: HTTPFields = [:]
  var authority = "127.0.0.1"

  init(_ site: SignInSite) throws {
    self.site = site
    address = try WebServer.Address(host: "127.0.0.1", port: 0)
    responder = site.server.router(at: address).buildResponder()
  }

  @discardableResult
  func get(_ uri: String) async throws -> Answer { try await send(.get, uri, "") }

  /// Sends a form with the hidden fields of the page that is open.
  @discardableResult
  func post(_ uri: String, _ fields: [String: String]) async throws -> Answer {
    var all = hidden
    all.merge(fields) { _, new in new }
    let body = all.map { "\(SitePath.encoded($0.key))=\(SitePath.encoded($0.value))" }.joined(separator: "&")
    return try await send(.post, uri, body)
  }

  /// The hidden fields of the page's last form.
  var hidden: [String: String] {
    let form = last.body.components(separatedBy: "<form ").last ?? ""
    var fields: [String: String] = [:]
    for part in form.components(separatedBy: "<input type=\"hidden\" name=\"").dropFirst() {
      let pieces = part.components(separatedBy: "\"")
      if pieces.count > 2 { fields[pieces[0]] = pieces[2] }
    }
    return fields
  }

  func send(
    _ method: HTTPRequest.Method, _ uri: String, _ body: String, type: String = "application/x-www-form-urlencoded"
  ) async throws -> Answer {
    var fields = headers
    fields[.cookie] = cookies.isEmpty ? nil : cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    if method == .post { fields[.contentType] = type }
    let head = HTTPRequest(method: method, scheme: "http", authority: authority, path: uri, headerFields: fields)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
    let channel = NIOAsyncTestingChannel()
    try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 4711)).get()
    let context = SiteContext(source: ApplicationRequestContextSource(channel: channel, logger: Sample.logger))
    let response = try await responder.respond(to: request, context: context)
    let collected = BodyCollector()
    try await response.body.write(collected)
    last = Answer(status: response.status, headers: response.headers, body: String(buffer: collected.buffer))
    for line in response.headers[values: .setCookie] {
      let pair = line.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
      let value = pair.count == 2 ? String(pair[1]) : ""
      cookies[String(pair[0])] = value.isEmpty ? nil : value
    }
    return last
  }

  @discardableResult
  func signIn(_ login: String, _ password: String = SignInSite.password, code: String? = nil, next: String = "/") async throws
    -> Answer
  {
    try await get("/login?next=\(SitePath.encoded(next))")
    let answer = try await post("/login", ["login": login, "password": password])
    guard let code, answer.headers[.location] == "/login/code" else { return answer }
    try await get("/login/code")
    return try await post("/login/code", ["code": code])
  }
}
