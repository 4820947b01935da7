import Base
import Foundation

/// Addresses of mail, as far as this program must know them.
package enum MailAddress {
  /// Whether an address can be put into a message without becoming anything else: one `@`, no white space, no control characters,
  /// no brackets, at most 254 bytes.
  package static func isSound(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count <= 254, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>\"\\,;()[]".utf8.contains($0) }) else {
      return false
    }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.hasPrefix("-")
  }
}

/// How mails leave: a JSON file named with `--mail`.
///
/// ```json
/// {"server": "smtp://mail.example.dk:587", "from": "brobygger@example.dk", "link": "https://brobygger.example.dk",
///  "user": "brobygger", "passwordFile": "/etc/brobygger/mail.password"}
/// ```
/// The password may stand in the environment instead, as `BROBYGGER_MAIL_PASSWORD`; never in the file itself.
package struct MailSettings: Sendable, Hashable {
  /// `smtp://host:port` (then STARTTLS) or `smtps://host:port` (TLS from the first byte).
  package var server: String
  package var from: String
  /// The address of the installation, for the link.
  package var link: String
  package var user: String?
  package var password: String?
  /// A file of certificates to trust instead of the system's.
  package var authorities: String?

  /// The variable with the password.
  package static let variable = "BROBYGGER_MAIL_PASSWORD"

  package init(
    server: String, from: String, link: String, user: String? = nil, password: String? = nil, authorities: String? = nil
  ) {
    self.server = server
    self.from = from
    self.link = link
    self.user = user
    self.password = password
    self.authorities = authorities
  }

  /// Reads a file of settings.
  ///
  /// - Throws: `ProblemList` with all that is wrong and where.
  package static func read(_ file: URL, environment: [String: String]) throws -> MailSettings {
    let problems = ProblemCollector()
    let name = file.lastPathComponent
    guard let bytes = try? Data(contentsOf: file) else {
      problems.report(file: name, path: "$", "the file cannot be read; is the path right?")
      try problems.throwIfAny()
      throw ProblemList(problems.problems)
    }
    let tree: JSONTree
    do throws(JSONSyntaxError) {
      tree = try JSONTree.parse(Array(bytes))
    } catch {
      problems.report(file: name, path: "$", "\(error)")
      throw ProblemList(problems.problems)
    }
    let settings = JSONReader.read(tree, file: name, problems: problems) { read($0, environment) }
    try problems.throwIfAny()
    guard let settings else { throw ProblemList(problems.problems) }
    return settings
  }

  private static func read(_ reader: JSONReader, _ environment: [String: String]) -> MailSettings {
    var settings = MailSettings(
      server: reader.string("server"), from: reader.string("from"), link: reader.string("link"),
      user: reader.optionalString("user"), authorities: reader.optionalString("authorities"))
    if let reason = serverProblem(settings.server) { reader.report("server", reason) }
    if !MailAddress.isSound(settings.from) { reader.report("from", "an address such as brobygger@example.dk is expected") }
    let isLink = ["https://", "http://"].contains { settings.link.hasPrefix($0) }
    if !isLink || settings.link.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) {
      reader.report("link", "the address of the installation is expected, such as https://brobygger.example.dk")
    }
    let passwordFile = reader.optionalString("passwordFile")
    settings.password = environment[variable]
    if let passwordFile, settings.password == nil {
      settings.password = (try? String(contentsOfFile: passwordFile, encoding: .utf8))?.split(separator: "\n").first.map(
        String.init)
      if settings.password == nil { reader.report("passwordFile", "the file cannot be read or is empty") }
    }
    if settings.user != nil, settings.password == nil {
      reader.report("user", "a password is missing: name a passwordFile, or set \(variable)")
    }
    return settings
  }

  private static func serverProblem(_ text: String) -> String? {
    let expected = "smtp://host:port or smtps://host:port is expected"
    guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.path.isEmpty || parts.path == "/"
    else { return expected }
    return nil
  }

  /// Without TLS mails leave to this machine only.
  package var mayGoPlain: Bool {
    let host = URLComponents(string: server)?.host ?? ""
    return ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
  }
}

extension Outbox.Mail {
  /// The message as it is sent (RFC 5322). It names nobody but the sender and the recipient.
  package func message(_ settings: MailSettings) -> String {
    let host = settings.from.split(separator: "@").last.map(String.init) ?? "localhost"
    let text = """
      Der er noget til dig i Brobygger. Log ind og se det her:
      \(settings.link)/

      Mailen siger ikke mere, for oplysninger om borgere sendes ikke i mails.

      There is something for you in Brobygger. Sign in and see it there.

      """
    var lines = [
      "From: <\(settings.from)>", "To: <\(to)>", "Subject: Der er noget til dig i Brobygger", "Date: \(Self.date(created))",
      "Message-ID: <\(id)@\(host)>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "",
    ]
    var rest = Data(text.replacing("\n", with: "\r\n").utf8).base64EncodedString()[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// `Sat, 21 Nov 2026 08:00:00 +0000`
  static func date(_ instant: Instant) -> String {
    let day = instant.utcDate ?? .epoch
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = names[((day.dayNumber % 7) + 7) % 7]
    let seconds = Int((instant.milliseconds - Instant(startOf: day).milliseconds) / 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(weekday), \(day.day) \(months[day.month - 1]) \(day.year) \(clock) +0000"
  }
}
