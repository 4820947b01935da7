import Base
import Foundation
import PracticeRules
import Testing

@testable import PracticeOperations

/// Mails to a real server, started by the test. All addresses are made up.
@Suite(.serialized) struct OutboxTests {
  @Test func aRealServerTakesOneMailWithoutAnyWordAboutACitizen() async throws {
    let server = try MailServer()
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    let citizen = try await book.citizen()
    _ = try await book.task(citizen, title: "Bjørnen i Ålborgvej", days: 1)
    book.clock.set("2026-11-18")
    let mailer = try CurlMailer(server.settings(), seconds: 20)
    let ticker = Ticker(
      place: book.place, contributions: [Tasks.due], directory: TickerTests.directory, outbox: mailer.outbox)
    #expect(await ticker.tick() == Ticker.Report(did: 1, sent: 1))
    let mail = try server.next()
    #expect(mail.to == ["u01@example.dk"] && mail.from == "brobygger@example.dk")
    let body = try #require(mail.body)
    #expect(body.contains("Der er noget til dig i Brobygger") && body.contains("https://brobygger.example.dk/"))
    #expect(body.contains("for oplysninger om borgere sendes ikke i mails"))
    for word in ["Bjørnen", citizen.description, "Ålborgvej", TasksBook.åse] {
      #expect(!mail.text.contains(word) && !body.contains(word))
    }
    #expect(mail.header("Date") == "Wed, 18 Nov 2026 08:00:00 +0000")
    #expect(mail.header("Message-ID")?.hasSuffix("@example.dk>") == true)
  }

  @Test func aResendHasTheSameMessageID() async throws {
    let server = try MailServer()
    let mailer = try CurlMailer(server.settings(), seconds: 20)
    let mail = Outbox.Mail(to: "bo@example.dk", id: "00ff", created: Instant(milliseconds: 0))
    #expect(await mailer.send(mail) == .sent)
    #expect(await mailer.send(mail) == .sent)
    let (first, second) = (try server.next(), try server.next())
    #expect(first == second && first.header("Message-ID") == "<00ff@example.dk>")
  }

  @Test func refusedPostponedAndUnreachableAreToldApart() async throws {
    let server = try MailServer()
    let mailer = try CurlMailer(server.settings(), seconds: 20)
    func send(_ to: String, _ mailer: CurlMailer) async -> Outbox.Result {
      await mailer.send(Outbox.Mail(to: to, id: "01", created: Instant(milliseconds: 0)))
    }
    #expect(await send("refused@example.dk", mailer) == .refused("server 550"))
    #expect(await send("later@example.dk", mailer) == .later("server 451"))
    server.stop()
    #expect(await send("bo@example.dk", mailer) == .down("connect"))
  }

  /// Elsewhere nothing leaves without TLS; here the certificate is checked and the log-in is on the encrypted line.
  @Test func theLineIsEncryptedAndTheServerKnown() async throws {
    let server = try MailServer(isEncrypted: true)
    let mail = Outbox.Mail(to: "bo@example.dk", id: "02", created: Instant(milliseconds: 0))
    var settings = server.settings()
    #expect(await (try CurlMailer(settings, seconds: 20)).send(mail) == .down("encryption"), "an unknown certificate")
    settings.authorities = server.certificate
    (settings.user, settings.password) = ("brobygger", "wrong")
    #expect(await (try CurlMailer(settings, seconds: 20)).send(mail) == .down("log-in"))
    settings.password = "pass \"word\\"
    #expect(await (try CurlMailer(settings, seconds: 20)).send(mail) == .sent)
    #expect(try server.next().isEncrypted)
  }

  @Test func settingsTellAllThatIsWrong() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("mail.json")
    func problems(_ json: String, _ environment: [String: String] = [:]) throws -> Int {
      try Data(json.utf8).write(to: file)
      do {
        _ = try MailSettings.read(file, environment: environment)
        return 0
      } catch let list as ProblemList {
        return list.problems.count
      }
    }
    let good = #"{"server":"smtp://mail.example.dk:587","from":"a@example.dk","link":"https://b.example.dk","user":"u"}"#
    #expect(try problems(good, [MailSettings.variable: "secret"]) == 0)
    #expect(try problems(good) == 1, "a user without a password")
    #expect(try problems(#"{"server":"http://x","from":"a","link":"b","port":25}"#) == 4)
    #expect(try problems("{") == 1)
    #expect(
      try problems(#"{"server":"smtp://u:p@x:25","from":"a@b.dk","link":"https://b.dk"}"#) == 1, "no password in the address")
    let plain = MailSettings(server: "smtp://127.0.0.1:25", from: "a@b.dk", link: "http://b.dk")
    #expect(plain.mayGoPlain && !MailSettings(server: "smtp://127.0.0.1.evil.dk:25", from: "", link: "").mayGoPlain)
    for address in ["", "a", "a@", "@b", "a b@c.dk", "a@b@c", "a\n@b.dk", "<a@b.dk>", "-K@b.dk"] {
      #expect(!MailAddress.isSound(address), "\(address)")
    }
    #expect(MailAddress.isSound("anna.skov+x@kommune.example.dk"))
  }
}

/// A mail as the server took it.
struct TakenMail: Decodable, Equatable {
  var from: String
  var to: [String]
  var tls: Bool
  var text: String

  var isEncrypted: Bool { tls }

  func header(_ name: String) -> String? {
    text.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  var body: String? {
    let parts = text.components(separatedBy: "\r\n\r\n")
    guard parts.count > 1 else { return nil }
    return Data(base64Encoded: parts[1].replacing("\r\n", with: "")).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The server, for as long as the value lives.
final class MailServer {
  private let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private let folder: URL
  private var rest = Data()
  private var port = 0

  init(isEncrypted: Bool = false) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("smtp-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = ImportBench.root.appendingPathComponent("Tests/SMTP/start")
    process.arguments = isEncrypted ? ["tls", folder.path] : []
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    port = try Int(line()).orThrow()
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(at: folder)
  }

  var certificate: String { folder.appendingPathComponent("certificate.pem").path }

  func settings() -> MailSettings {
    MailSettings(
      server: "smtp://localhost:\(port)", from: "brobygger@example.dk", link: "https://brobygger.example.dk")
  }

  func stop() {
    guard process.isRunning else { return }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The next mail that it took.
  func next() throws -> TakenMail { try JSONDecoder().decode(TakenMail.self, from: Data(line().utf8)) }

  private func line() throws -> String {
    while true {
      if let end = rest.firstIndex(of: 10) {
        let line = String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
        rest = Data(rest[rest.index(after: end)...])
        return line
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw TasksBookError() }
      rest += more
    }
  }
}
