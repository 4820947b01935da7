import Base
import Foundation
import Glibc
import HTTPTypes
import Interface
import PracticeOperations
import PracticePages
import Testing

@testable import Server

@Suite struct SignInServerTests {
  // MARK: - Where it may listen

  @Test func plainHTTPStaysOnThisMachine() throws {
    let files = WebServer.Address.Certificate(chain: "c.pem", key: "k.pem")
    #expect(throws: ServerRefusal.notLoopback("0.0.0.0")) {
      try WebServer.Address(host: "0.0.0.0", port: 1, proxies: ["10.0.0.1"], names: ["site.example"])
    }
    #expect(throws: ServerRefusal.noName) { try WebServer.Address(host: "0.0.0.0", port: 1, certificate: files) }
    #expect(throws: ServerRefusal.noName) { try WebServer.Address(host: "127.0.0.1", port: 1, proxies: ["127.0.0.1"]) }
    #expect(throws: ServerRefusal.noSuchProxy("proxy.example")) {
      try WebServer.Address(host: "127.0.0.1", port: 1, proxies: ["proxy.example"], names: ["site.example"])
    }
    #expect(throws: ServerRefusal.noSuchPort(70_000)) { try WebServer.Address(host: "127.0.0.1", port: 70_000) }
    let open = try WebServer.Address(host: "0.0.0.0", port: 1, certificate: files, names: ["Site.example"])
    #expect(open.isSecure && open.hosts == ["site.example"])
    #expect(try !WebServer.Address(host: "127.0.0.1", port: 1).isSecure)
  }

  // MARK: - Behind a proxy

  private func behindProxy() throws -> TestBrowser {
    let browser = try TestBrowser(try SignInSite())
    browser.address = try WebServer.Address(host: "127.0.0.1", port: 0, proxies: ["127.0.0.1"], names: ["site.example"])
    browser.authority = "site.example"
    return browser
  }

  @Test func aProxyIsBelievedAndNobodyElse() async throws {
    let browser = try behindProxy()
    let (proto, from) = (try #require(HTTPField.Name("X-Forwarded-Proto")), try #require(HTTPField.Name("X-Forwarded-For")))
    #expect(try await browser.get("/login").status == .forbidden, "not over TLS")
    browser.headers[proto] = "http"
    #expect(try await browser.get("/login").status == .forbidden)
    browser.headers[proto] = "https"
    #expect(try await browser.get("/login").status == .ok)
    #expect(browser.last.headers[.strictTransportSecurity] != nil)
    #expect(browser.last.headers[.setCookie]?.hasPrefix("__Host-signing-in=") == true)
    #expect(browser.last.headers[.setCookie]?.contains("Secure") == true)
    // The address that the proxy saw counts; what the asker wrote before it does not.
    browser.headers[from] = "203.0.113.9, 198.51.100.4"
    try await browser.post("/login", ["login": "anna", "password": "wrong"])
    #expect(try SignIn.events(browser.site.place).first?.source == "198.51.100.4")
    // Another name, and another peer than the named proxy.
    browser.authority = "127.0.0.1"
    #expect(try await browser.get("/login").status == .misdirectedRequest)
    browser.authority = "site.example"
    browser.address = try WebServer.Address(host: "127.0.0.1", port: 0, proxies: ["10.0.0.1"], names: ["site.example"])
    #expect(try await browser.get("/login").status == .forbidden)
  }

  @Test func withoutAProxyForwardedHeadersSayNothing() async throws {
    let browser = try TestBrowser(try SignInSite())
    browser.headers[try #require(HTTPField.Name("X-Forwarded-For"))] = "198.51.100.4"
    browser.headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
    try await browser.get("/login")
    try await browser.post("/login", ["login": "anna", "password": "wrong"])
    #expect(try SignIn.events(browser.site.place).first?.source == "127.0.0.1")
    #expect(browser.last.headers[.strictTransportSecurity] == nil)
    #expect(browser.cookies["signing-in"] != nil)
  }

  @Test func aCookieThatAPlainConnectionSetIsNotReadOverTLS() async throws {
    let browser = try behindProxy()
    browser.headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
    try await browser.get("/login")
    let good = browser.cookies["__Host-signing-in"]
    browser.cookies = ["signing-in": good ?? ""]
    #expect(try await browser.post("/login", ["login": "anna", "password": "x"]).status == .forbidden)
  }

  @Test func theLanguageIsKeptUnderANameThatNobodyElseCanSet() async throws {
    let browser = try behindProxy()
    browser.headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
    let chosen = try await browser.get("/login?lang=en").headers[values: .setCookie]
    let cookie = try #require(chosen.first { $0.hasPrefix("__Host-lang=en") })
    for part in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(part), "\(part)") }
    #expect(!cookie.contains("Domain") && !chosen.contains { $0.hasPrefix("lang=") })
    #expect(try await browser.get("/login").body.contains("<html lang=\"en\""))
    browser.cookies = ["lang": "en"]
    #expect(try await browser.get("/login").body.contains("<html lang=\"da\""), "what a plain connection set is not read")
  }

  @Test func theCookieOfASessionIsForThisServerAlone() async throws {
    let browser = try behindProxy()
    _ = try await browser.site.furnish()
    browser.headers[try #require(HTTPField.Name("X-Forwarded-Proto"))] = "https"
    let answer = try await browser.signIn("bent")
    let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("__Host-session=") })
    for part in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] { #expect(cookie.contains(part), "\(part)") }
    #expect(!cookie.contains("Domain") && !cookie.contains("Max-Age"))
  }

  // MARK: - Limits

  @Test func aFormIsDecodedOnce() throws {
    let form = try FormBody.parse(Array("a=%2541+b%26c&a=2&%C3%A6=1".utf8))
    #expect(form.exact("a") == "%41 b&c" && form.all("a") == ["%41 b&c", "2"] && form.exact("æ") == "1")
    for broken in ["a=%4", "a=%zz", "a=%FF", "a=%C3"] {
      #expect(throws: (any Error).self, "\(broken)") { try FormBody.parse(Array(broken.utf8)) }
    }
  }

  @Test func tooMuchIsRefused() async throws {
    let browser = try TestBrowser(try SignInSite())
    try await browser.get("/login")
    let token = browser.hidden["token"] ?? ""
    let huge = "token=\(token)&login=" + String(repeating: "a", count: 300_000)
    #expect(try await browser.send(.post, "/login", huge).status == .contentTooLarge)
    let many = Array(repeating: "a=1", count: 2500).joined(separator: "&")
    #expect(try await browser.send(.post, "/login", many).status == .contentTooLarge)
    #expect(try await browser.get("/login?next=/" + String(repeating: "a", count: 9000)).status == .uriTooLong)
    for path in [
      "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/invite/..%2f..%2fx", "/login/%00", "/invite/%E2%80%AE", "/.git/HEAD",
      "/assets/", "/Journal.sqlite",
    ] {
      let status = try await browser.get(path).status
      #expect(status == .notFound, "\(path): \(status)")
    }
  }

  @Test func bodiesHeadersAndSlowAskersHaveLimitsOnTheWire() async throws {
    var limits = WebServer.Limits()
    limits.headSeconds = 5
    limits.bodySeconds = 5
    try await Live.serve(try SignInSite(), try WebServer.Address(host: "127.0.0.1", port: 0), limits) {
      (port: Int) async throws in
      let site = "http://127.0.0.1:\(port)"
      #expect(try await Live.curl([site + "/login"]) == "200")
      let body = String(repeating: "a", count: 300_000)
      #expect(try await Live.curl(["--data-binary", "login=" + body.prefix(100_000), site + "/login"]) == "403")
      #expect(try await Live.curl(["--data-binary", "@-", site + "/login"], input: body) == "413")
      #expect(try await Live.curl(["-F", "a=b", site + "/login"]) == "415", "a form with files is not read")
      let header = "X-Long: " + String(repeating: "a", count: 40_000)
      #expect(try await ["431", "400", "000"].contains(Live.curl(["-H", header, site + "/login"])))
      #expect(try await Live.curl([site + "/login"]) == "200")
      // A head that trickles, and a body that never comes, are given up.
      #expect(try await Live.closes(port, "GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "))
      let head = "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      #expect(try await Live.closes(port, head + "Content-Length: 1000\r\n\r\nlogin="))
    }
  }

  // MARK: - TLS

  @Test func aCertificateOpensTheSiteOverTLS() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (chain, key) = (folder.appendingPathComponent("cert.pem").path, folder.appendingPathComponent("key.pem").path)
    let made = try await Live.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", chain, "-days", "2", "-subj", "/CN=site.example",
        "-addext", "subjectAltName=DNS:site.example",
      ])
    try #require(made.status == 0)
    let address = try WebServer.Address(
      host: "127.0.0.1", port: 0, certificate: .init(chain: chain, key: key), names: ["site.example"])
    // Of TLS 1.2 the six suites with ECDHE and GCM or ChaCha20 and no other; those of 1.3 (0x13..) cannot be chosen.
    let settings = try WebServer.settings(.init(chain: chain, key: key))
    #expect(settings.minimumTLSVersion == .tlsv12 && settings.maximumTLSVersion == nil)
    let suites = Set(settings.cipherSuiteValues.map(\.rawValue).filter { $0 >> 8 != 0x13 })
    #expect(suites == [0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9])
    try await Live.serve(try SignInSite(), address) { (port: Int) async throws in
      let base = ["--cacert", chain, "--resolve", "site.example:\(port):127.0.0.1"]
      let site = "https://site.example:\(port)"
      #expect(try await Live.curl(base + ["--tlsv1.2", site + "/login"]) == "200")
      #expect(try await Live.curl(base + ["--tlsv1.3", site + "/login"]) == "200")
      #expect(try await Live.curl(base + ["--tls-max", "1.1", site + "/login"]) == "000", "older TLS is not spoken")
      let old = base + ["--tls-max", "1.2", "--ciphers"]
      #expect(try await Live.curl(old + ["ECDHE-RSA-AES128-GCM-SHA256", site + "/login"]) == "200")
      for suite in ["AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA", "AES256-SHA"] {
        #expect(try await Live.curl(old + [suite, site + "/login"]) == "000", "\(suite)")
      }
      #expect(try await Live.curl(["--resolve", "site.example:\(port):127.0.0.1", site + "/login"]) == "000", "not trusted")
      #expect(try await Live.curl(["http://127.0.0.1:\(port)/login"]) != "200", "plain HTTP is not answered")
      let head = try await Live.run("/usr/bin/curl", ["-sS", "-i"] + base + [site + "/login"]).output.lowercased()
      #expect(head.contains("strict-transport-security: max-age="))
      #expect(head.contains("set-cookie: __host-signing-in="))
      #expect(head.contains("secure") && head.contains("httponly"))
    }
    let broken = try WebServer.Address(
      host: "127.0.0.1", port: 0, certificate: .init(chain: key, key: chain), names: ["site.example"])
    #expect(throws: ServerRefusal.self) { try SignInSite().server.application(at: broken, logger: Sample.logger) }
  }
}

/// A server on a free port while something is tried against it.
enum Live {
  static func serve(
    _ site: SignInSite, _ address: WebServer.Address, _ limits: WebServer.Limits = .init(),
    _ body: (Int) async throws -> Void
  ) async throws {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = try site.server.application(at: address, logger: Sample.logger, limits: limits) { port.yield($0) }
    let running = Task { try await application.run() }
    defer { running.cancel() }
    for await number in ports {
      try await body(number)
      break
    }
  }

  /// The status that curl was answered with; 000 for none.
  static func curl(_ arguments: [String], input: String? = nil) async throws -> String {
    let result = try await run(
      "/usr/bin/curl", ["-s", "-o", "/dev/null", "-m", "20", "-H", "Expect:", "-w", "%{http_code}"] + arguments, input: input)
    return result.output
  }

  static func run(
    _ program: String, _ arguments: [String], input: String? = nil
  ) async throws -> (status: Int32, output: String) {
    try await withCheckedThrowingContinuation { continuation in
      Thread {
        let (process, output, given) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = given
        do { try process.run() } catch { return continuation.resume(throwing: error) }
        if let input { try? given.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try? given.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        continuation.resume(returning: (process.terminationStatus, text))
      }.start()
    }
  }

  /// Whether the server closes a connection on which an unfinished request was sent. Waits for as long as it takes.
  static func closes(_ port: Int, _ text: String) async throws -> Bool {
    await withCheckedContinuation { continuation in
      Thread {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { _ = Glibc.close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
          }
        }
        let bytes = Array(text.utf8)
        guard connected == 0, send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
          return continuation.resume(returning: false)
        }
        var byte: UInt8 = 0
        while recv(socket, &byte, 1, 0) > 0 {}
        continuation.resume(returning: true)
      }.start()
    }
  }
}
