import Base
import Markup

/// What a form sent: names with their values, in the order of the form.
public struct FormData: Hashable, Sendable {
  /// The values of each name; a group of boxes is named `a[]`.
  public var values: [String: [String]]

  /// Gathers a form.
  public init(_ values: [String: [String]] = [:]) { self.values = values }

  /// The first value without white space around it; nil when the name was not sent or is empty.
  public subscript(_ name: String) -> String? {
    guard let text = values[name]?.first else { return nil }
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// The first value just as it was sent; nil when the name was not sent. For passwords.
  public func exact(_ name: String) -> String? { values[name]?.first }

  /// All values of a group.
  public func all(_ name: String) -> [String] { values[name] ?? values[name + "[]"] ?? [] }

  /// Whether a box was ticked.
  public func isTicked(_ name: String) -> Bool { values[name] != nil }
}

extension String {
  fileprivate var trimmed: String {
    let space: (Character) -> Bool = { $0.isWhitespace }
    guard let first = firstIndex(where: { !space($0) }), let last = lastIndex(where: { !space($0) }) else { return "" }
    return String(self[first...last])
  }
}

/// Who is signed in, as far as a page needs it.
public struct SignedIn: Hashable, Sendable {
  /// The name shown in the frame.
  public var name: String
  /// The organisation's name.
  public var organisation: String
  /// What stands in every form against forgery from elsewhere.
  public var formToken: String
  /// What the user may do, as codes; the menu shows no more.
  public var permissions: Set<String>
  /// Seconds until the session ends, when that is near; nil while it is not.
  public var secondsLeft: Int?

  /// Gathers what a page needs.
  public init(name: String, organisation: String, formToken: String, permissions: Set<String>, secondsLeft: Int? = nil) {
    self.name = name
    self.organisation = organisation
    self.formToken = formToken
    self.permissions = permissions
    self.secondsLeft = secondsLeft
  }
}

/// What a page is asked for: everything but bytes that a handler may know of the request, as values.
public struct PageRequest: Sendable {
  /// The path without query, such as `/citizens`.
  public var path: String
  /// Values of the pattern's `:name` parts, percent-decoded.
  public var parameters: [String: String]
  /// The query's first value of each name, percent-decoded.
  public var query: [String: String]
  /// Names that stand more than once in the query. Where a name twice must not be passed over, the page refuses it.
  public var doubled: Set<String> = []
  /// The language of the screen.
  public var language: Language
  /// What the reader must know before the page is believed; the frame shows it above the heading.
  public var notice: HTML = .empty
  /// What a form sent; empty for a page that is read.
  public var form = FormData()
  /// What the form held when the session ended before it could be sent; the page fills its fields with it.
  public var kept: FormData?
  /// Cookies by name.
  public var cookies: [String: String] = [:]
  /// The address that asks, for slowing down who guesses passwords. Never logged.
  public var source = ""
  /// The kind of browser and system, such as `Firefox, Linux`; empty when it is not known.
  public var device = ""
  /// Whether the request came over TLS, here or at a proxy that is trusted.
  public var isSecure = false
  /// Who is signed in; nil on a page that is open to everybody.
  public var signedIn: SignedIn?
  /// An id for a form on this page: the same form sent twice is one act.
  public var newAct = ""

  /// Gathers a request.
  public init(path: String, parameters: [String: String] = [:], query: [String: String] = [:], language: Language = .da) {
    self.path = path
    self.parameters = parameters
    self.query = query
    self.language = language
  }

  /// One of two texts, by the language of the screen.
  public func say(_ da: String, _ en: String) -> String { language == .da ? da : en }

  /// A whole number from the query, drawn into a range; the fallback when absent or no number.
  public func number(_ name: String, in range: ClosedRange<Int>, default fallback: Int) -> Int {
    guard let text = query[name], let value = Int(text) else { return fallback }
    return min(max(value, range.lowerBound), range.upperBound)
  }
}

/// A cookie to set. Always HttpOnly and, but for a stated reason, SameSite=Strict; Secure over TLS.
public struct PageCookie: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The value; empty takes the cookie away.
  public var value: String
  /// How long it is kept; nil until the browser is closed.
  public var seconds: Int?
  /// SameSite=Lax: it also comes along when a link on another site leads here. For the way back from another system's sign-in.
  public var followsLinks: Bool

  /// A cookie.
  public init(_ name: String, _ value: String, seconds: Int? = nil, followsLinks: Bool = false) {
    self.name = name
    self.value = value
    self.seconds = seconds
    self.followsLinks = followsLinks
  }
}

/// What a page answers.
public struct PageResponse: Sendable {
  /// What the body is.
  public enum Content: Sendable {
    /// A page.
    case html(HTML)
    /// Text of another kind, such as `text/csv; charset=utf-8`, with the file name it is saved under.
    case file(String, type: String, name: String?)
    /// Bytes, such as a PDF, with the file name they are saved under.
    case bytes([UInt8], type: String, name: String?)
    /// Another page to go to.
    case redirect(String)
  }

  /// HTTP status.
  public var status: Int
  /// The body.
  public var content: Content
  /// True for a page that stands alone with its style inside, such as a report.
  public var selfContained: Bool
  /// Cookies to set.
  public var cookies: [PageCookie] = []
  /// Asks the browser to throw away what it keeps of this site: after signing out.
  public var clearsBrowser = false

  /// A page.
  public static func page(_ html: HTML, status: Int = 200, selfContained: Bool = false) -> PageResponse {
    PageResponse(status: status, content: .html(html), selfContained: selfContained)
  }

  /// A file to save.
  public static func file(_ text: String, type: String, name: String?) -> PageResponse {
    PageResponse(status: 200, content: .file(text, type: type, name: name), selfContained: false)
  }

  /// A file of bytes to save, or to show where it has no name.
  public static func bytes(_ bytes: [UInt8], type: String, name: String?) -> PageResponse {
    PageResponse(status: 200, content: .bytes(bytes, type: type, name: name), selfContained: false)
  }

  /// Another page to go to, after a form. Only a path of this site: anything else goes to the front page.
  public static func redirect(_ path: String) -> PageResponse {
    PageResponse(status: 303, content: .redirect(SitePath.safe(path)), selfContained: false)
  }

  /// Another site to go to: an identity provider that the installation trusts.
  public static func leave(to address: String) -> PageResponse {
    PageResponse(status: 303, content: .redirect(address), selfContained: false)
  }
}

/// Addresses that stay on this site.
public enum SitePath {
  /// The path itself when it is one of this site; else `/`.
  public static func safe(_ path: String) -> String {
    guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasPrefix("/\\"), path.utf8.count <= 2000,
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
    else { return "/" }
    return path
  }

  /// For a value in a query: everything but letters, digits and `-._~` as percent codes.
  public static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 45, 46, 95, 126, 48...57, 65...90, 97...122: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}

/// One route of the product, as a value: the server registers it, a test walks all of them.
public struct Route: Sendable {
  /// How it is asked.
  public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
  }

  /// How it is asked.
  public var method: Method
  /// The pattern, such as `/citizens/:citizen`.
  public var pattern: String
  /// What it shows or does, in few words: the test of all pages and the menu use it.
  public var name: String
  /// Makes the answer; nil means that there is no such thing, which is answered as "not found".
  public var answer: @Sendable (PageRequest) async throws -> PageResponse?

  /// A route.
  public init(
    _ method: Method, _ pattern: String, name: String, answer: @escaping @Sendable (PageRequest) async throws -> PageResponse?
  ) {
    self.method = method
    self.pattern = pattern
    self.name = name
    self.answer = answer
  }
}
