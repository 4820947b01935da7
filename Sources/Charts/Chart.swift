import Base
import Markup

/// What every chart must say of itself, also to a reader who does not see it.
public struct ChartCaption: Sendable {
  /// Unique on the page; letters, digits and hyphens, beginning with a letter.
  public var id: String
  /// What the chart shows.
  public var title: String
  /// What there is to see in it, in one sentence; read aloud in place of the picture.
  public var description: String
  /// The language of the few words a chart writes itself.
  public var language: Language

  /// A caption.
  public init(id: String, title: String, description: String, language: Language) {
    precondition(ChartCaption.isId(id), "a chart's id is letters, digits and hyphens, beginning with a letter")
    self.id = id
    self.title = title
    self.description = description
    self.language = language
  }

  private static func isId(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first | 32) else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) || $0 == 45 }
  }
}

/// A figure to be drawn, or the word that stands where there is none.
public enum Amount: Sendable, Hashable {
  /// A finite value, and the text that is written beside it.
  case known(Double, text: String)
  /// Nothing is drawn; the word says why: `<5`, `skjult`, `ikke besvaret`.
  case gap(String)

  /// The value, if it can be drawn.
  public var value: Double? {
    if case .known(let value, _) = self, value.isFinite { return value }
    return nil
  }

  /// What is written.
  public var text: String {
    switch self {
    case .known(_, let text), .gap(let text): return text
    }
  }
}

/// A chart made on the server as SVG, without script.
///
/// It is laid out twice, wide and narrow, and the style sheet shows the one that fits: text keeps its size on a phone instead of
/// shrinking with the picture.
public protocol Chart: Sendable {
  /// What it says of itself.
  var caption: ChartCaption { get }
  /// The picture drawn in a given number of units (of about one pixel) across.
  ///
  /// - Parameter idPrefix: put before the ids inside, so that one page can hold several layouts.
  func svg(width: Double, idPrefix: String) -> HTML
}

extension Chart {
  /// Units across in the wide layout.
  public static var wideWidth: Double { 680 }
  /// Units across in the narrow layout, for a screen of 360 pixels.
  public static var narrowWidth: Double { 328 }

  /// The picture in the wide layout.
  public var svg: HTML { svg(width: Self.wideWidth, idPrefix: caption.id) }

  /// Both layouts in a box; the class `b-chart` of the style sheet chooses between them.
  public var html: HTML {
    """
    <div class="b-chart" id="\(caption.id)">\
    <div class="b-chart__wide">\(svg(width: Self.wideWidth, idPrefix: "\(caption.id)-w"))</div>\
    <div class="b-chart__narrow">\(svg(width: Self.narrowWidth, idPrefix: "\(caption.id)-n"))</div></div>
    """
  }
}
