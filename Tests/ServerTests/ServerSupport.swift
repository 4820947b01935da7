import Base
import CatalogFiles
import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Journal
import Logging
import NIOCore
import NIOEmbedded
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records

@testable import Server

/// A workplace with the constructed URS data, imported once for all tests of this target.
enum Sample {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let place: Task<Workplace, any Error> = Task {
    let catalog = try CatalogLoader.load(folders: [root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
    let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_790_000_000_000) }
    let journal = try Journal.inMemory(clock: clock)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("server-tests-\(UUID().uuidString)")
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    let place = try Workplace.forTrial(journal: journal, records: records, catalog: catalog, now: clock)
    guard let plan = try StudyCatalog.importPlan("urs-2016", catalog) else { throw SampleError.noMapping }
    let report = try await ImportStudy.run(plan: plan, folder: root.appendingPathComponent("Examples/urs-2016"), journal: journal)
    guard report.isWritten else { throw SampleError.notWritten }
    try records.prepare()
    return place
  }

  static let visitor = Access.Visitor(
    caller: Access.Caller(user: "test", organisation: "", roles: ["evaluator", "system-administrator"]), name: "Test",
    organisation: "",
    formToken: "token")

  static func door(_ place: Workplace) -> Doorway { Doorway(place: place) { _ in .signedIn(visitor) } }

  static func visit(_ place: Workplace) -> Access.Visit {
    Access.Visit(caller: visitor.caller, policy: place.policy, page: "test", today: place.today, act: place.newAct())
  }

  static func server() async throws -> WebServer {
    let place = try await place.value
    return WebServer(
      routes: Pages.routes(door(place)),
      assets: [.init(path: Stylesheet.path, type: "text/css; charset=utf-8", text: Stylesheet.css)],
      notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
  }

  static var logger: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
  }
}

/// What a page answered.
struct Answer: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: String
}

extension Sample {
  /// Asks the server's router, with all its middleware, without a socket.
  static func ask(
    _ uri: String, method: HTTPRequest.Method = .get, authority: String = "127.0.0.1", server given: WebServer? = nil
  ) async throws -> Answer {
    let server = if let given { given } else { try await server() }
    let responder = server.router(at: try WebServer.Address(host: "127.0.0.1", port: 0)).buildResponder()
    let head = HTTPRequest(method: method, scheme: "http", authority: authority, path: uri)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    let context = SiteContext(
      source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
    let response = try await responder.respond(to: request, context: context)
    let collected = BodyCollector()
    try await response.body.write(collected)
    return Answer(status: response.status, headers: response.headers, body: String(buffer: collected.buffer))
  }
}

/// Gathers what a response writes. One response, one task.
final class BodyCollector: ResponseBodyWriter, @unchecked Sendable {
  private(set) var buffer = ByteBuffer()

  func write(_ buffer: ByteBuffer) async throws { self.buffer.writeImmutableBuffer(buffer) }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

enum SampleError: Error { case noMapping, notWritten }
