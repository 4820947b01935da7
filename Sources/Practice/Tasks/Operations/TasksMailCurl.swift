import Base
import Dispatch
import Foundation

/// Sends mails through a server with the program curl.
///
/// There is no SMTP library for Swift in the registries that this project uses; curl speaks SMTP, STARTTLS and all log-ins, and is in
/// every Debian. Server, addresses and password go to it on its standard input, never as arguments, which others could read.
package struct CurlMailer: Sendable {
  private let settings: MailSettings
  private let program: URL
  private let seconds: Int
  private static let queue = DispatchQueue(label: "mail")

  /// - Parameter seconds: how long one mail may take.
  /// - Throws: `MissingProgram` when there is no curl.
  package init(_ settings: MailSettings, seconds: Int = 30) throws {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    guard let found = path.map({ "\($0)/curl" }).first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw MissingProgram()
    }
    self.settings = settings
    program = URL(fileURLWithPath: found)
    self.seconds = seconds
  }

  /// The program curl is not installed.
  package struct MissingProgram: Error {}

  package var outbox: Outbox { Outbox { await send($0) } }

  package func send(_ mail: Outbox.Mail) async -> Outbox.Result {
    await withCheckedContinuation { continuation in
      Self.queue.async { continuation.resume(returning: sendNow(mail)) }
    }
  }

  private func sendNow(_ mail: Outbox.Mail) -> Outbox.Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("brobygger-mail-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let message = folder.appendingPathComponent("message")
      try Data(mail.message(settings).utf8).write(to: message)
      return try run(configuration(mail, message))
    } catch {
      return .down("program")
    }
  }

  private func configuration(_ mail: Outbox.Mail, _ message: URL) -> String {
    let host = settings.from.split(separator: "@").last.map(String.init) ?? "localhost"
    let server = settings.server.hasSuffix("/") ? String(settings.server.dropLast()) : settings.server
    var lines = [
      ("url", "\(server)/\(host)"), ("mail-from", settings.from), ("mail-rcpt", mail.to), ("upload-file", message.path),
      ("connect-timeout", "\(min(10, seconds))"), ("max-time", "\(seconds)"), ("write-out", "%{response_code}"),
    ]
    if let user = settings.user, let password = settings.password { lines.append(("user", "\(user):\(password)")) }
    if let authorities = settings.authorities { lines.append(("cacert", authorities)) }
    var text = lines.map { "\($0.0) = \"\(Self.quoted($0.1))\"\n" }.joined()
    text += "silent\nshow-error\n"
    // A server elsewhere gets nothing, and no password, before the line is encrypted.
    text += settings.mayGoPlain ? "ssl\n" : "ssl-reqd\n"
    return text
  }

  private static func quoted(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  private func run(_ configuration: String) throws -> Outbox.Result {
    let process = Process()
    process.executableURL = program
    // The user's own .curlrc is not read.
    process.arguments = ["-q", "-K", "-"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(configuration.utf8))
    try input.fileHandleForWriting.close()
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Self.result(code: process.terminationStatus, answer: Int(answer) ?? 0)
  }

  /// What curl's exit code and the server's last answer mean.
  static func result(code: Int32, answer: Int) -> Outbox.Result {
    switch code {
    case 0: return .sent
    case 5, 6, 7: return .down("connect")
    case 28: return .down("timeout")
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 83, 90, 91: return .down("encryption")
    case 67: return .down("log-in")
    default:
      // 5yz is for ever, 4yz for now (RFC 5321, 4.2.1).
      if (550...559).contains(answer) { return .refused("server \(answer)") }
      return answer >= 400 ? .later("server \(answer)") : .later("curl \(code)")
    }
  }
}
