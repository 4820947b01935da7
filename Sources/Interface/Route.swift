import Base
import Markup

/// What a page is asked for: everything a handler may know of the request, as values.
public struct PageRequest: Sendable {
  /// The path without query, such as `/citizens`.
  public var path: String
  /// Values of the pattern's `:name` parts, percent-decoded.
  public var parameters: [String: String]
  /// The query's first value of each name, percent-decoded.
  public var query: [String: String]
  /// The language of the screen.
  public var language: Language
  /// What the reader must know before the page is believed; the frame shows it above the heading.
  public var notice: HTML = .empty

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

/// What a page answers.
public struct PageResponse: Sendable {
  /// What the body is.
  public enum Content: Sendable {
    /// A page.
    case html(HTML)
    /// Text of another kind, such as `text/csv; charset=utf-8`, with the file name it is saved under.
    case file(String, type: String, name: String?)
    /// Another page to go to.
    case redirect(String)
  }

  /// HTTP status.
  public var status: Int
  /// The body.
  public var content: Content
  /// True for a page that stands alone with its style inside, such as a report.
  public var selfContained: Bool

  /// A page.
  public static func page(_ html: HTML, status: Int = 200, selfContained: Bool = false) -> PageResponse {
    PageResponse(status: status, content: .html(html), selfContained: selfContained)
  }

  /// A file to save.
  public static func file(_ text: String, type: String, name: String?) -> PageResponse {
    PageResponse(status: 200, content: .file(text, type: type, name: name), selfContained: false)
  }

  /// Another page to go to, after a form.
  public static func redirect(_ path: String) -> PageResponse {
    PageResponse(status: 303, content: .redirect(path), selfContained: false)
  }
}

/// One route of the product, as a value: the server registers it, a test walks all of them.
public struct Route: Sendable {
  /// The pattern, such as `/citizens/:citizen`.
  public var pattern: String
  /// What it shows, in few words: the test of all pages and the menu use it.
  public var name: String
  /// Makes the answer; nil means that there is no such thing, which is answered as "not found".
  public var answer: @Sendable (PageRequest) async throws -> PageResponse?

  /// A page that is read.
  public static func get(
    _ pattern: String, name: String, answer: @escaping @Sendable (PageRequest) async throws -> PageResponse?
  ) -> Route {
    Route(pattern: pattern, name: name, answer: answer)
  }
}
