/// A piece of HTML or SVG that is safe to send: every text that goes in is escaped, only `HTML` goes in as it is.
///
/// Write it as a string literal with interpolations: `let row: HTML = "<td>\(name)</td>"`. A `String` is escaped for text
/// and for double-quoted attributes; another `HTML`, an array of `HTML` and an optional `HTML` go in unchanged.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Hashable {
  /// The finished markup.
  public private(set) var text: String

  /// A literal in the program is markup.
  public init(stringLiteral value: String) { text = value }

  /// The finished interpolation.
  public init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Text as a value: it is escaped.
  public init(escaping value: String) {
    var interpolation = Interpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
    interpolation.appendInterpolation(value)
    text = interpolation.text
  }

  /// Nothing.
  public static let empty: HTML = ""

  /// One after the other.
  public static func + (a: HTML, b: HTML) -> HTML { "\(a)\(b)" }

  /// Appends.
  public static func += (a: inout HTML, b: HTML) { a.text += b.text }

  /// Gathers the parts, and escapes every text.
  public struct Interpolation: StringInterpolationProtocol {
    var text = ""

    /// Reserves room.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 24)
    }

    /// Markup written in the program.
    public mutating func appendLiteral(_ literal: String) { text += literal }
    /// Finished markup.
    public mutating func appendInterpolation(_ html: HTML) { text += html.text }
    /// Finished markup, if any.
    public mutating func appendInterpolation(_ html: HTML?) { if let html { text += html.text } }
    /// Finished markup, one after the other.
    public mutating func appendInterpolation(_ many: [HTML]) { for html in many { text += html.text } }
    /// A whole number.
    public mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// A text, which is escaped.
    public mutating func appendInterpolation(_ value: String) {
      for byte in value.utf8 where byte == 38 || byte == 60 || byte == 62 || byte == 34 || byte == 39 {
        escape(value)
        return
      }
      text += value
    }

    private mutating func escape(_ value: String) {
      for scalar in value.unicodeScalars {
        switch scalar {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}

extension Sequence<HTML> {
  /// All parts, one after the other, with a separator between.
  public func joined(separator: HTML = "") -> HTML {
    var result = HTML.empty
    var first = true
    for part in self {
      if !first { result += separator }
      result += part
      first = false
    }
    return result
  }
}
