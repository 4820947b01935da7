import Base
import Foundation
import Glibc
import Testing

@testable import Credentials

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The provider of Tests/OpenID, started once for the suite; it ends when this process does, since it waits for our end of a pipe.
struct RealProvider: Sendable, Decodable {
  let issuer: String
  let client: String
  let secret: String
  let redirects: [String]
  let signIn: String
  let users: [String]
  let password: String

  static let shared = Task { try await start() }

  private static func start() async throws -> RealProvider {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "OpenID/start")
    let (process, input, output) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [script.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    held.append(input)
    let line: Data = await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: firstLine(output.fileHandleForReading)) }.start()
    }
    return try JSONDecoder().decode(RealProvider.self, from: line)
  }

  private static func firstLine(_ handle: FileHandle) -> Data {
    var line = Data()
    while true {
      let more = handle.availableData
      line.append(more)
      if more.isEmpty || line.contains(UInt8(ascii: "\n")) { return line }
    }
  }

  nonisolated(unsafe) private static var held: [Pipe] = []

  var settings: OpenIDSettings {
    OpenIDSettings(
      issuer: issuer, client: client, redirect: redirects[0],
      claims: ClaimsMapping(
        organisation: .always("sonderby"), admit: [.init("groups", ["brobygger"])], secondFactor: [.init("amr", ["otp"])],
        rules: [.init(when: .init("groups", ["opsoegende"]), roles: ["outreach-worker"], teams: ["north"])]))
  }

  /// Does what the person's browser does: opens the address, fills in the form, is sent back; gives the query of the way back.
  func signIn(_ user: String, at address: String) async throws -> OpenIDCallback {
    let first = try await Browser.get(address)
    #expect(first.status == 302 && first.location?.contains("/login.html?") == true)
    let cookie = try await Browser.post(signIn, json: ["username": user, "password": password]).cookie
    // The provider's page goes on with this word when the form was right.
    let last = try await Browser.get("\(address)&g_continue", cookie: cookie)
    let back = try #require(last.location.flatMap { URLComponents(string: $0) })
    return OpenIDCallback(query: (back.queryItems ?? []).map { ($0.name, $0.value ?? "") })
  }
}

/// Requests as a browser makes them, with redirects shown instead of followed.
private enum Browser {
  struct Answer {
    let status: Int
    let location: String?
    let cookie: String?
  }

  final class Stay: NSObject, URLSessionTaskDelegate, Sendable {
    func urlSession(
      _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
      newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) { completionHandler(nil) }
  }

  static func get(_ address: String, cookie: String? = nil) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: address)))
    if let cookie { request.setValue(cookie, forHTTPHeaderField: "Cookie") }
    return try await send(request)
  }

  static func post(_ address: String, json: [String: String]) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.httpMethod = "POST"
    request.httpBody = try JSONEncoder().encode(json)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let answer = try await send(request)
    #expect(answer.status == 200)
    return answer
  }

  private static func send(_ request: URLRequest) async throws -> Answer {
    let settings = URLSessionConfiguration.ephemeral
    settings.httpCookieStorage = nil
    settings.httpShouldSetCookies = false
    let session = URLSession(configuration: settings, delegate: Stay(), delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let (_, response) = try await session.data(for: request)
    let http = try #require(response as? HTTPURLResponse)
    let cookie = http.value(forHTTPHeaderField: "Set-Cookie")?.split(separator: ";").first.map(String.init)
    return Answer(status: http.statusCode, location: http.value(forHTTPHeaderField: "Location"), cookie: cookie)
  }
}

@Suite(.serialized) struct RealProviderTests {
  /// The provider reads the same clock: a moment kept from the start would be too early on a slow machine.
  var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }

  @Test func signingInAtARealProvider() async throws {
    // Given a person of the provider's, and an attempt
    let provider = try await RealProvider.shared.value
    let client = OpenIDClient(
      settings: provider.settings, secret: SecretBytes(Array(provider.secret.utf8)), fetching: URLSessionFetcher())
    var random = SystemRandomNumberGenerator()
    let attempt = OpenIDAttempt.begin(at: now, using: &random)
    // When the person signs in there
    let callback = try await provider.signIn("karla", at: try await client.signInURL(for: attempt, now: now))
    let (identity, token) = try await client.finish(callback, attempt: attempt, now: now)
    // Then the claims are the person's
    #expect(identity.issuer == provider.issuer && !identity.subject.isEmpty && identity.name == "Karla Opdigtet")
    #expect(identity.roles == ["outreach-worker"] && identity.teams == ["north"] && !identity.secondFactor)
    #expect(
      try #require(await client.signOutURL(idToken: token, now: now)).contains(
        "/end_session?client_id=brobygger&id_token_hint=ey"))
    // And the code holds once, for this attempt only.
    await #expect(throws: OpenIDRefusal.code) { try await client.finish(callback, attempt: attempt, now: now) }
    let other = OpenIDAttempt.begin(at: now, using: &random)
    await #expect(throws: OpenIDRefusal.anotherAttempt) { try await client.finish(callback, attempt: other, now: now) }
  }

  @Test func whoHasNoAccessIsRefused() async throws {
    let provider = try await RealProvider.shared.value
    let client = OpenIDClient(
      settings: provider.settings, secret: SecretBytes(Array(provider.secret.utf8)), fetching: URLSessionFetcher())
    var random = SystemRandomNumberGenerator()
    let attempt = OpenIDAttempt.begin(at: now, using: &random)
    let callback = try await provider.signIn("bent", at: try await client.signInURL(for: attempt, now: now))
    await #expect(throws: OpenIDRefusal.claims(.notAdmitted)) { try await client.finish(callback, attempt: attempt, now: now) }
  }

  @Test func theCodeNeedsTheVerifierAndTheSecret() async throws {
    // Given a code that somebody else got hold of, with the state but without the verifier
    let provider = try await RealProvider.shared.value
    let fetcher = URLSessionFetcher()
    let client = OpenIDClient(settings: provider.settings, secret: SecretBytes(Array(provider.secret.utf8)), fetching: fetcher)
    var random = SystemRandomNumberGenerator()
    let attempt = OpenIDAttempt.begin(at: now, using: &random)
    let callback = try await provider.signIn("karla", at: try await client.signInURL(for: attempt, now: now))
    var bytes = attempt.stored
    bytes[70] ^= 1
    let thief = try #require(OpenIDAttempt(stored: bytes))
    // Then the provider does not take it
    await #expect(throws: OpenIDRefusal.code) { try await client.finish(callback, attempt: thief, now: now) }
    // And it does not take a wrong secret.
    let next = OpenIDAttempt.begin(at: now, using: &random)
    let again = try await provider.signIn("karla", at: try await client.signInURL(for: next, now: now))
    let impostor = OpenIDClient(settings: provider.settings, secret: SecretBytes(Array("guessed".utf8)), fetching: fetcher)
    await #expect(throws: OpenIDRefusal.provider(.unauthorizedClient)) {
      try await impostor.finish(again, attempt: next, now: now)
    }
  }

  @Test func theFetcherKeepsItsLimits() async throws {
    let provider = try await RealProvider.shared.value
    let fetcher = URLSessionFetcher()
    // A redirect is not followed.
    let redirect = try await fetcher.fetch(FetchRequest(url: "\(provider.issuer)/auth?client_id=brobygger&response_type=code"))
    #expect((300..<500).contains(redirect.status) && redirect.status != 200)
    // Too large an answer is not taken.
    let keys = FetchRequest(url: "\(provider.issuer)/jwks")
    #expect(try await fetcher.fetch(keys).status == 200)
    await #expect(throws: FetchTrouble.tooLarge) { try await URLSessionFetcher(mostBytes: 100).fetch(keys) }
    // Nothing but https off this machine.
    await #expect(throws: FetchTrouble.address) { try await fetcher.fetch(FetchRequest(url: "http://192.0.2.1/")) }
    await #expect(throws: FetchTrouble.address) { try await fetcher.fetch(FetchRequest(url: "file:///etc/passwd")) }
    // Plain http behind https is no connection.
    let plain = provider.issuer.replacingOccurrences(of: "http:", with: "https:")
    await #expect(throws: FetchTrouble.unreachable) { try await fetcher.fetch(FetchRequest(url: plain)) }
  }

  @Test func aCertificateThatNobodySignedIsNotTrusted() async throws {
    let server = try SelfSignedServer()
    let request = FetchRequest(url: "https://localhost:\(server.port)/")
    await #expect(throws: FetchTrouble.unreachable) { try await URLSessionFetcher().fetch(request) }
  }

  @Test func aServerThatNeverAnswersIsGivenUp() async throws {
    // Given a port that takes connections and says nothing
    let listener = try SilentServer()
    await #expect(throws: FetchTrouble.timeout) {
      try await URLSessionFetcher(timeout: 1).fetch(FetchRequest(url: "http://127.0.0.1:\(listener.port)/"))
    }
    // And one where nobody listens
    let port = listener.port
    listener.close()
    await #expect(throws: FetchTrouble.unreachable) {
      try await URLSessionFetcher(timeout: 1).fetch(FetchRequest(url: "http://127.0.0.1:\(port)/"))
    }
  }
}

/// A server with TLS and a certificate that no authority signed; it ends when this process lets go of it, at the latest after a minute.
private final class SelfSignedServer {
  struct NoServer: Error {}

  let port: Int
  private let process = Process()
  private let folder = FileManager.default.temporaryDirectory.appending(path: "self-signed-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let output = Pipe()
    let make = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out cert -days 2 -subj /CN=localhost 2>errors"
    let serve = "exec timeout 60 openssl s_server -accept 127.0.0.1:0 -cert cert -key key -www"
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\(make) -addext subjectAltName=DNS:localhost && \(serve)"]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
    var text = ""
    while text.wholeMatch(of: /[\s\S]*ACCEPT 127.0.0.1:[0-9]+\n[\s\S]*/) == nil {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw NoServer() }
      text += String(decoding: more, as: UTF8.self)
    }
    guard let found = text.firstMatch(of: /ACCEPT 127.0.0.1:([0-9]+)/), let number = Int(found.1) else { throw NoServer() }
    port = number
  }

  deinit {
    process.terminate()
    try? FileManager.default.removeItem(at: folder)
  }
}

/// A port on loopback that takes connections and never answers.
private struct SilentServer {
  struct NoPort: Error {}

  let socket: Int32
  let port: UInt16

  init() throws {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(descriptor, plain, length) == 0 && listen(descriptor, 5) == 0 && getsockname(descriptor, plain, &length) == 0
      }
    }
    guard bound else { throw NoPort() }
    socket = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  func close() { _ = Glibc.close(socket) }
}
