import Base
import Foundation
import HTTPTypes
import Hummingbird
import PracticeOperations
import PracticePages
import PracticeRules
import Testing

@testable import Server

@Suite struct PagesTests {
  /// Every address of the product: a route without an example here fails the test below.
  static func addresses(_ place: Workplace) throws -> [String: String] {
    let person = try #require(
      try Citizens.people(place, Sample.visit(place), study: "urs-2016", after: nil, limit: 1).people.first)
    return [
      "/": "/", "/overview": "/overview", "/accessibility": "/accessibility", "/citizens": "/citizens?study=urs-2016",
      "/citizens/:citizen": "/citizens/\(person.id)", "/programmes": "/programmes", "/programmes/:programme": "/programmes/urs",
      "/measures": "/measures", "/measures/:instrument": "/measures/urs-motivation", "/studies": "/studies",
      "/studies/:study": "/studies/urs-2016", "/studies/:study/report.html": "/studies/urs-2016/report.html",
      "/studies/:study/figures.csv": "/studies/urs-2016/figures.csv",
      "/studies/:study/figures.json": "/studies/urs-2016/figures.json", "/health": "/health",
    ]
  }

  /// Those that read tables, not the catalog alone.
  static func withTables(_ addresses: [String: String]) -> [String] {
    addresses.values.filter { address in
      address == "/" || address.hasPrefix("/citizens") || address.hasPrefix("/studies/")
    }.sorted()
  }

  private func get(_ uri: String, method: HTTPRequest.Method = .get) async throws -> Answer {
    try await Sample.ask(uri, method: method)
  }

  @Test func everyRouteAnswersInBothLanguages() async throws {
    let place = try await Sample.place.value
    let addresses = try Self.addresses(place)
    // Those about users and citizens have tests of their own, in organisations of their own.
    let elsewhere = Set(PeoplePages.routes(Sample.door(place)).map(\.pattern)).union(CitizensPagesTests.patterns)
      .union(TasksPagesTests.patterns).union(AdministrationPagesTests.patterns).union(MeasuresPagesTests.patterns)
    for route in Pages.routes(Sample.door(place)) where !elsewhere.contains(route.pattern) {
      let address = try #require(addresses[route.pattern], "no example for \(route.pattern)")
      for language in ["da", "en"] {
        let uri = address + (address.contains("?") ? "&" : "?") + "lang=\(language)"
        let response = try await get(uri)
        #expect(response.status == .ok, "\(uri)")
        guard response.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
        let body = response.body
        #expect(body.contains("<html lang=\"\(language)\""), "\(uri)")
        #expect(body.components(separatedBy: "<h1").count == 2, "one h1 on \(uri)")
        #expect(!body.contains("<script"), "works without script: \(uri)")
        #expect(body.contains("name=\"viewport\""), "\(uri)")
      }
    }
  }

  @Test func everyAnswerCarriesTheSecurityHeaders() async throws {
    for uri in ["/", "/studies/urs-2016", "/nowhere"] {
      let response = try await get(uri)
      let policy = try #require(response.headers[.contentSecurityPolicy])
      #expect(policy.contains("default-src 'none'") && !policy.contains("script-src"))
      #expect(policy.contains("base-uri 'none'") && policy.contains("frame-ancestors 'none'"))
      #expect(response.headers[.xContentTypeOptions] == "nosniff")
      #expect(response.headers[.cacheControl] == "no-store", "\(uri)")
      #expect(response.headers[.contentType] == "text/html; charset=utf-8", "\(uri)")
      for (name, value) in [
        ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
      ] {
        let field = try #require(HTTPField.Name(name))
        #expect(response.headers[field] == value, "\(name) on \(uri)")
      }
    }
  }

  /// Also what is refused before a page is asked: a form that cannot be read, a method, a host, an address.
  @Test func whatIsRefusedUnreadCarriesTheSecurityHeadersToo() async throws {
    let browser = try TestBrowser(try SignInSite())
    let proto = try #require(HTTPField.Name("X-Forwarded-Proto"))
    browser.address = try WebServer.Address(host: "127.0.0.1", port: 0, proxies: ["127.0.0.1"], names: ["site.example"])
    browser.authority = "site.example"
    browser.headers[proto] = "https"
    func carriesAll(_ answer: Answer, _ status: HTTPResponse.Status) throws {
      #expect(answer.status == status)
      #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(status)")
      #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(status)")
      #expect(answer.headers[.strictTransportSecurity] == "max-age=63072000", "\(status)")
      #expect(answer.headers[.cacheControl] == "no-store", "\(status)")
      for (name, value) in [("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY")] {
        let field = try #require(HTTPField.Name(name))
        #expect(answer.headers[field] == value, "\(name), \(status)")
      }
    }
    try carriesAll(try await browser.send(.post, "/login", "login=%zz"), .badRequest)
    try carriesAll(try await browser.send(.post, "/login", String(repeating: "a", count: 300_000)), .contentTooLarge)
    let many = Array(repeating: "a=1", count: 2500).joined(separator: "&")
    try carriesAll(try await browser.send(.post, "/login", many), .contentTooLarge)
    try carriesAll(try await browser.send(.post, "/login", "a=1", type: "multipart/form-data; boundary=x"), .unsupportedMediaType)
    try carriesAll(try await browser.send(.put, "/login", ""), .methodNotAllowed)
    try carriesAll(try await browser.get("/logout"), .methodNotAllowed)
    try carriesAll(try await browser.get("/login?next=/" + String(repeating: "a", count: 9000)), .uriTooLong)
    try carriesAll(try await browser.get("/test/note"), .seeOther)
    browser.authority = "evil.example"
    try carriesAll(try await browser.get("/login"), .misdirectedRequest)
    browser.authority = "site.example"
    browser.headers[proto] = "http"
    try carriesAll(try await browser.get("/login"), .forbidden)
  }

  @Test func filesSayWhatTheyAre() async throws {
    for (uri, type) in [
      ("/studies/urs-2016/figures.csv", "text/csv; charset=utf-8"), ("/studies/urs-2016/figures.json", "application/json"),
      ("/studies/urs-2016/report.html", "text/html; charset=utf-8"),
    ] {
      let file = try await get(uri)
      #expect(file.headers[.contentType] == type && file.headers[.xContentTypeOptions] == "nosniff", "\(uri)")
      #expect(file.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"urs-2016.") == true, "\(uri)")
    }
    let chosen = try await get("/accessibility?lang=en").headers[.setCookie] ?? ""
    #expect(chosen.hasPrefix("lang=en") && chosen.contains("SameSite=Strict") && chosen.contains("HttpOnly"))
  }

  @Test func whatIsNotThereIsSaidPlainly() async throws {
    for uri in [
      "/nowhere", "/citizens/123", "/citizens/00000000-0000-7000-8000-000000000000", "/studies/none", "/programmes/none",
    ] {
      let response = try await get(uri)
      #expect(response.status == .notFound, "\(uri)")
      #expect(response.body.contains("Siden findes ikke"), "\(uri)")
    }
  }

  @Test func onlyReadingIsAllowed() async throws {
    let post = try await get("/citizens", method: .post)
    #expect(post.status == .methodNotAllowed)
    #expect(post.headers[.allow] == "GET, HEAD")
    let head = try await get("/citizens", method: .head)
    #expect(head.status == .ok)
    #expect(head.body.isEmpty)
    for method in [HTTPRequest.Method.trace, .put, .delete, .options, .patch] {
      #expect(try await get("/citizens", method: method).status == .methodNotAllowed, "\(method)")
    }
  }

  @Test func strangeInputIsShownAsText() async throws {
    let response = try await get("/citizens?study=%3Cscript%3Ealert(1)%3C/script%3E&after=%00~x&page=-3")
    #expect(response.status == .ok)
    #expect(!response.body.contains("<script>"))
    #expect(try await get("/citizens?lang=xx").status == .ok)
  }

  @Test func aCitizenListIsPagedByKey() async throws {
    let place = try await Sample.place.value
    var seen: [String] = []
    var after: String?
    repeat {
      let page = try Citizens.people(place, Sample.visit(place), study: "urs-2016", after: after, limit: 50)
      seen += page.people.map(\.source)
      after = page.next
    } while after != nil
    #expect(seen.count == 164)
    #expect(Set(seen).count == 164)
    #expect(seen == seen.sorted())
  }

  @Test func aTimelineAsOfAPositionShowsOnlyWhatWasThere() async throws {
    let place = try await Sample.place.value
    let person = try #require(
      try Citizens.people(place, Sample.visit(place), study: "urs-2016", after: nil, limit: 1).people.first)
    let now = try #require(try CitizenTimeline.read(place, person: person.id, before: nil, asOf: nil, limit: 500))
    let latest = try #require(now.lines.map(\.position).max())
    let before = try #require(try CitizenTimeline.read(place, person: person.id, before: nil, asOf: latest - 1, limit: 500))
    #expect(before.lines.count == now.lines.filter { $0.position < latest }.count)
    #expect(!before.lines.isEmpty)
  }
}

@Suite struct AddressTests {
  @Test(arguments: ["0.0.0.0", "192.168.1.4", "example.org", "::"])
  func anotherAddressIsRefused(_ host: String) {
    #expect(throws: ServerRefusal.notLoopback(host)) { try WebServer.Address(host: host, port: 8080) }
  }

  @Test func aStrangersNameForThisMachineIsNotAnswered() async throws {
    #expect(try await Sample.ask("/", authority: "evil.example:8080").status == .misdirectedRequest)
    #expect(try await Sample.ask("/", authority: "localhost:8080").status == .ok)
  }

  @Test func onlyThisMachinesNamesAreAnswered() {
    #expect(FrontDoor.host(of: "127.0.0.1:8080") == "127.0.0.1")
    #expect(FrontDoor.host(of: "[::1]:8080") == "[::1]")
    #expect(FrontDoor.host(of: "evil.example:8080") == "evil.example")
  }
}

@Suite struct ListeningTests {
  @Test func aPortInUseIsSaidPlainly() async throws {
    let server = try await Sample.server()
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let address = try WebServer.Address(host: "127.0.0.1", port: 0)
    let first = Task { try await server.run(at: address, logger: Sample.logger) { port.yield($0) } }
    defer { first.cancel() }
    var found: Int?
    for await number in ports {
      found = number
      break
    }
    let taken = try #require(found)
    let second = try WebServer.Address(host: "127.0.0.1", port: taken)
    await #expect(throws: ServerRefusal.portTaken(taken)) {
      try await server.run(at: second, logger: Sample.logger) { _ in }
    }
  }
}
