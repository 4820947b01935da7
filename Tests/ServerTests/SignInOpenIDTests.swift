import Base
import Credentials
import Foundation
import PracticeOperations
import PracticePages
import Testing

@testable import Server

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The provider of Tests/OpenID, started once; it ends when this process does.
private struct Elsewhere: Sendable, Decodable {
  let issuer: String
  let client: String
  let secret: String
  let signIn: String
  let password: String

  static let redirect = "http://127.0.0.1:8080/login/openid/office/callback"
  static let shared = Task { try await start() }

  private static func start() async throws -> Elsewhere {
    let script = Sample.root.appendingPathComponent("Tests/OpenID/start")
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [script.path, "--redirect", redirect]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    held.append(input)
    let line: Data = await withCheckedContinuation { continuation in
      Thread {
        var line = Data()
        while true {
          let more = output.fileHandleForReading.availableData
          line.append(more)
          if more.isEmpty || line.contains(UInt8(ascii: "\n")) { break }
        }
        continuation.resume(returning: line)
      }.start()
    }
    return try JSONDecoder().decode(Elsewhere.self, from: line)
  }

  nonisolated(unsafe) private static var held: [Pipe] = []

  /// The configuration file of an installation that uses this provider.
  func file(organisation: String, extra: String = "") throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("openid-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data((secret + "\n").utf8).write(to: folder.appendingPathComponent("office.secret"))
    let text = """
      {"providers": [{"id": "office", "secretFile": "office.secret", "settings": {
        "issuer": "\(issuer)", "client": "\(client)", "redirect": "\(Elsewhere.redirect)",
        "title": {"da": "Log ind med Eksempelby", "en": "Sign in with Eksempelby"},
        "claims": {"organisation": "\(organisation)", "admit": [{"claim": "groups", "values": ["brobygger"]}], \(extra)
          "rules": [{"claim": "groups", "values": ["opsoegende"], "roles": ["outreach-worker"]}], "login": "email"}}}]}
      """
    let file = folder.appendingPathComponent("openid.json")
    try Data(text.utf8).write(to: file)
    return file
  }

  /// What the person's browser does at the provider: the form, and the way back with its query.
  func answer(_ user: String, at address: String) async throws -> String {
    let first = try await ask(address)
    #expect(first.status == 302)
    let body = try JSONEncoder().encode(["username": user, "password": password])
    let cookie = try await ask(signIn, json: body).cookie
    let last = try await ask("\(address)&g_continue", cookie: cookie)
    let back = try #require(last.location)
    #expect(back.hasPrefix(Elsewhere.redirect + "?"))
    return String(back.dropFirst("http://127.0.0.1:8080".count))
  }

  private func ask(
    _ address: String, json: Data? = nil, cookie: String? = nil
  ) async throws -> (status: Int, location: String?, cookie: String?) {
    var request = URLRequest(url: try #require(URL(string: address)))
    if let cookie { request.setValue(cookie, forHTTPHeaderField: "Cookie") }
    if let json {
      request.httpMethod = "POST"
      request.httpBody = json
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    let settings = URLSessionConfiguration.ephemeral
    settings.httpCookieStorage = nil
    settings.httpShouldSetCookies = false
    let session = URLSession(configuration: settings, delegate: Stay(), delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let (_, response) = try await session.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    let set = http.value(forHTTPHeaderField: "Set-Cookie")?.split(separator: ";").first.map(String.init)
    return (http.statusCode, http.value(forHTTPHeaderField: "Location"), set)
  }

  private final class Stay: NSObject, URLSessionTaskDelegate, Sendable {
    func urlSession(
      _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
  }
}

@Suite(.serialized) struct SignInOpenIDTests {
  /// A site whose Anna is the provider's Karla: her log-in name here is her address there.
  private func site(_ provider: Elsewhere, organisation: String? = nil, extra: String = "") async throws -> SignInSite {
    let file = try provider.file(organisation: organisation ?? SignInSite.anna.organisation, extra: extra)
    let providers = try SignIn.ProviderFile.read(file, roles: ["outreach-worker"], environment: [:])
    return try SignInSite(providers: providers, realClock: true, karla: "karla@example.org")
  }

  @Test func aWorkAccountOpensTheSite() async throws {
    let provider = try await Elsewhere.shared.value
    let site = try await site(provider, extra: #""secondFactor": [{"claim": "groups", "values": ["team-nord"]}],"#)
    let browser = try TestBrowser(site)
    #expect(try await browser.get("/login?next=/test/note").body.contains("Log ind med Eksempelby"))
    let leaving = try await browser.get("/login/openid/office/start?next=/test/note")
    let address = try #require(leaving.headers[.location])
    #expect(address.hasPrefix(provider.issuer.prefix(20)))
    #expect(leaving.headers[.setCookie]?.contains("SameSite=Lax") == true)
    let back = try await provider.answer("karla", at: address)
    // Another browser cannot use the answer, and this one only once.
    let thief = try TestBrowser(site)
    #expect(try await thief.get(back).headers[.location]?.hasPrefix("/login?again=1") == true)
    let arrived = try await browser.get(back)
    #expect(arrived.status == .ok)
    #expect(arrived.body.contains("<meta http-equiv=\"refresh\" content=\"0; url=/test/note\">"))
    #expect(arrived.headers[values: .setCookie].contains { $0.hasPrefix("session=") && $0.contains("SameSite=Strict") })
    #expect(try await browser.get("/test/note").status == .ok)
    // The role of the claims holds for the session, beside those of the journal, and nowhere else.
    let page = try await browser.get("/account").body
    #expect(page.contains("Opsøgende medarbejder") && page.contains("Evaluator"))
    #expect(try await TestBrowser(site).get(back).status == .seeOther)
    // Next time it is the subject that is known, not the name.
    let again = try await browser.get("/login/openid/office/start")
    #expect(again.status == .seeOther)
    try await browser.get("/account/password")
    let out = try await browser.post("/logout", [:])
    #expect(browser.cookies["session"] == nil)
    #expect(out.status == .seeOther || out.body.contains("arbejdskonto"))
  }

  /// The provider sends no name twice: who added one has tampered with the way back. The attempt is used up.
  @Test func aNameThatStandsTwiceOnTheWayBackIsRefused() async throws {
    let provider = try await Elsewhere.shared.value
    let browser = try TestBrowser(try await site(provider))
    for doubled in ["code=another", "state=another", "iss=another", "x=1&x=2"] {
      let address = try #require(try await browser.get("/login/openid/office/start").headers[.location])
      let back = try await provider.answer("karla", at: address)
      let answer = try await browser.get(back + "&" + doubled)
      // Some providers do not send `iss`; then it stands once, and is another issuer's.
      #expect(answer.status == .seeOther || answer.status == .unprocessableContent, "\(doubled)")
      #expect(browser.cookies["session"] == nil, "\(doubled)")
      #expect(try await browser.get(back).headers[.location]?.hasPrefix("/login?again=1") == true, "\(doubled)")
      #expect(browser.cookies["session"] == nil, "\(doubled)")
    }
    let address = try #require(try await browser.get("/login/openid/office/start").headers[.location])
    try await browser.get(try await provider.answer("karla", at: address))
    #expect(browser.cookies["session"] != nil, "untouched it opens")
  }

  @Test func whoIsNotLetInIsToldWhy() async throws {
    let provider = try await Elsewhere.shared.value
    let site = try await site(provider)
    let browser = try TestBrowser(site)
    let address = try #require(try await browser.get("/login/openid/office/start").headers[.location])
    let arrived = try await browser.get(try await provider.answer("bent", at: address))
    #expect(arrived.status == .unprocessableContent)
    #expect(arrived.body.contains("Din arbejdskonto har ikke adgang"))
    #expect(browser.cookies["session"] == nil)
    // Somebody of another organisation than the claims say is not known here.
    let other = try await self.site(provider, organisation: "0190f3a5-0000-7000-8000-0000000000b9")
    let stranger = try TestBrowser(other)
    let there = try #require(try await stranger.get("/login/openid/office/start").headers[.location])
    #expect(try await stranger.get(try await provider.answer("karla", at: there)).body.contains("ikke oprettet i Brobygger"))
    #expect(stranger.cookies["session"] == nil)
    #expect(try await stranger.get("/login/openid/none/start").status == .notFound)
  }

  @Test func withoutASecondFactorElsewhereOneIsSetUpHere() async throws {
    let provider = try await Elsewhere.shared.value
    let browser = try TestBrowser(try await site(provider))
    let address = try #require(try await browser.get("/login/openid/office/start").headers[.location])
    try await browser.get(try await provider.answer("karla", at: address))
    #expect(try await browser.get("/test/note").headers[.location] == "/account/first")
  }
}

@Suite struct SignInProviderFileTests {
  @Test func everythingThatIsWrongIsToldAtOnce() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("openid-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("openid.json")
    let text = """
      {"providers": [{"id": "Work!", "secretVariable": "NOT_THERE", "settings": {"issuer": "http://login.example.org", "client": "b",
        "redirect": "https://site.example/elsewhere", "claims": {"organisation": "a",
        "rules": [{"claim": "groups", "values": ["x"], "roles": ["outreach-worke"]}]}}}]}
      """
    try Data(text.utf8).write(to: file)
    do {
      _ = try SignIn.ProviderFile.read(file, roles: ["outreach-worker"], environment: [:])
      Issue.record("it was taken")
    } catch let problems as ProblemList {
      let all = problems.description
      for part in ["only small letters", "NOT_THERE is not set", "must begin with https", "must end in", "did you mean"] {
        #expect(all.contains(part), "\(part): \(all)")
      }
    }
    #expect(throws: ProblemList.self) {
      try SignIn.ProviderFile.read(folder.appendingPathComponent("none.json"), roles: [], environment: [:])
    }
  }
}
