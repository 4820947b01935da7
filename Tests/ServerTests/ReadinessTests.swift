import Base
import Foundation
import Hummingbird
import Interface
import PracticeOperations
import PracticePages
import PracticeRecords
import Records
import Testing

@testable import Server

@Suite struct ReadinessTests {
  /// The sample's journal with tables that nobody has built yet.
  private func unprepared() async throws -> Workplace {
    let sample = try await Sample.place.value
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("readiness-\(UUID().uuidString)")
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(sample.journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    return try Workplace.forTrial(journal: sample.journal, records: records, catalog: sample.catalog, now: sample.now)
  }

  private func ask(_ uri: String, _ place: Workplace) async throws -> Answer {
    let server = WebServer(
      routes: Pages.routes(Doorway(place: place) { _ in .signedIn(Sample.visitor) }), assets: [],
      notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
    return try await Sample.ask(uri, server: server)
  }

  @Test func everyPageWhoseTablesAreBeingBuiltSaysHowFarItIs() async throws {
    let place = try await unprepared()
    let all = NumberText.format(Int(try place.journal.head), language: .da)
    let waiting = PagesTests.withTables(try PagesTests.addresses(try await Sample.place.value))
    #expect(waiting.count >= 6)
    for address in waiting {
      let answer = try await ask(address, place)
      #expect(answer.status == .serviceUnavailable, "\(address)")
      #expect(answer.body.contains("Gøres klar: 0 af \(all) poster"), "\(address)")
      #expect(answer.body.components(separatedBy: "<h1").count == 2, "\(address)")
    }
    for address in ["/programmes", "/measures", "/studies", "/health", "/accessibility"] {
      #expect(try await ask(address, place).status == .ok, "\(address)")
    }
    try place.records.prepare()
    for address in waiting { #expect(try await ask(address, place).status == .ok, "\(address)") }
    try place.records.close()
  }

  @Test func aFailureTellsNothingOfItself() async throws {
    struct Trouble: Error, CustomStringConvertible { let description = "SELECT secret FROM signin_account" }
    let route = Route(.get, "/broken", name: "a page that fails") { _ in throw Trouble() }
    let server = WebServer(routes: [route], assets: [], notFound: { Frame.notFound($0) }, failed: { Frame.failed($0) })
    let answer = try await Sample.ask("/broken", server: server)
    #expect(answer.status == .internalServerError)
    #expect(!answer.body.contains("SELECT") && !answer.body.contains("Trouble"))
    #expect(answer.headers[.contentSecurityPolicy] != nil)
  }

  @Test func theAddressInTheOtherLanguageKeepsTheQuery() {
    let request = PageRequest(path: "/citizens", query: ["study": "a b&c", "lang": "da", "after": "1~æ"])
    #expect(request.address(in: .en) == "/citizens?after=1~%C3%A6&lang=en&study=a%20b%26c")
    #expect(PageRequest(path: "/").address(in: .da) == "/?lang=da")
  }
}
