import Markup

/// Where a text begins from its place.
enum Anchor: String { case start, middle, end }

/// The font size of labels, in units.
let labelSize = 13.0
/// The distance between lines of a label.
let lineHeight = 16.0
/// The font size of ticks and remarks.
let smallSize = 12.0

/// A coordinate with at most one decimal.
func px(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "0" }
  let tenths = Int((value * 10).rounded())
  let sign = tenths < 0 ? "-" : ""
  let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
  return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
}

/// The sheet a chart is drawn on.
struct Canvas {
  let caption: ChartCaption
  let width: Double
  let idPrefix: String
  private var body: HTML = .empty
  private var patterns: Set<Int> = []

  init(caption: ChartCaption, width: Double, idPrefix: String) {
    self.caption = caption
    self.width = width
    self.idPrefix = idPrefix
  }

  /// Whether labels stand above instead of beside.
  var isNarrow: Bool { width < 500 }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ paint: Paint, width: Double = 1, dash: String = "")
  {
    body += """
      <line x1="\(px(x1))" y1="\(px(y1))" x2="\(px(x2))" y2="\(px(y2))"\(Canvas.stroke(paint, width, dash))/>
      """
  }

  mutating func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: Paint, stroke: Paint = .none, opacity: String? = nil
  ) {
    let see: HTML? = opacity.map { " fill-opacity=\"\($0)\"" }
    body += """
      <rect x="\(px(x))" y="\(px(y))" width="\(px(max(0, width)))" height="\(px(max(0, height)))"\(see)\(Canvas.both(fill, stroke))/>
      """
  }

  /// A bar or part in the filling of a series.
  mutating func filled(_ x: Double, _ y: Double, _ width: Double, _ height: Double, series: Int) {
    if Filling.isPatterned(series) { patterns.insert(series % 6) }
    rect(x, y, width, height, fill: Filling.paint(series, prefix: idPrefix), stroke: .series(0))
  }

  mutating func path(_ d: String, stroke: Paint, width: Double, dash: String = "") {
    body += """
      <path d="\(d)" fill="none"\(Canvas.stroke(stroke, width, dash)) stroke-linejoin="round"/>
      """
  }

  mutating func area(_ d: String, fill: Paint, opacity: String) {
    body += """
      <path d="\(d)" fill-opacity="\(opacity)"\(Canvas.both(fill, .none))/>
      """
  }

  /// Lines of text; `y` is the base line of the first.
  mutating func text(
    _ lines: [String], x: Double, y: Double, anchor: Anchor = .start, paint: Paint = .ink, size: Double = labelSize,
    bold: Bool = false, leading: Double = lineHeight
  ) {
    let place: HTML = anchor == .start ? .empty : " text-anchor=\"\(anchor.rawValue)\""
    let weight: HTML = bold ? " font-weight=\"600\"" : .empty
    let height: HTML = size == labelSize ? .empty : " font-size=\"\(px(size))\""
    var content: HTML = .empty
    if lines.count == 1 {
      content = HTML(escaping: lines[0])
    } else {
      for (index, line) in lines.enumerated() {
        content += "<tspan x=\"\(px(x))\" y=\"\(px(y + Double(index) * leading))\">\(line)</tspan>"
      }
    }
    body += """
      <text x="\(px(x))" y="\(px(y))"\(place)\(weight)\(height)\(Canvas.fill(paint))>\(content)</text>
      """
  }

  mutating func text(
    _ line: String, x: Double, y: Double, anchor: Anchor = .start, paint: Paint = .ink, size: Double = labelSize,
    bold: Bool = false
  ) {
    text([line], x: x, y: y, anchor: anchor, paint: paint, size: size, bold: bold)
  }

  /// A mark of a series; `hollow` marks are filled with paper.
  mutating func marker(_ marker: Marker, x: Double, y: Double, paint: Paint, size r: Double = 4.5, hollow: Bool = false) {
    let colours = hollow || marker == .ring ? Canvas.both(.paper, paint) : Canvas.both(paint, paint)
    let thick: HTML = hollow || marker == .ring ? " stroke-width=\"2\"" : .empty
    switch marker {
    case .disc, .ring: body += "<circle cx=\"\(px(x))\" cy=\"\(px(y))\" r=\"\(px(r))\"\(colours)\(thick)/>"
    case .square: polygon([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], colours + thick)
    case .triangle: polygon([(x, y - r * 1.2), (x + r * 1.15, y + r * 0.9), (x - r * 1.15, y + r * 0.9)], colours + thick)
    case .diamond: polygon([(x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)], colours + thick)
    case .cross:
      line(x - r, y - r, x + r, y + r, paint, width: 2.2)
      line(x - r, y + r, x + r, y - r, paint, width: 2.2)
    }
  }

  private mutating func polygon(_ points: [(Double, Double)], _ attributes: HTML) {
    let list = points.map { "\(px($0.0)),\(px($0.1))" }.joined(separator: " ")
    body += "<polygon points=\"\(list)\"\(attributes)/>"
  }

  /// The finished picture.
  func svg(height: Double) -> HTML {
    """
    <svg xmlns="http://www.w3.org/2000/svg" class="b-chart__svg" viewBox="0 0 \(px(width)) \(px(height))" width="\(px(width))" \
    height="\(px(height))" role="img" aria-labelledby="\(idPrefix)-title" aria-describedby="\(idPrefix)-desc" \
    font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" font-size="\(px(labelSize))">\
    <title id="\(idPrefix)-title">\(caption.title)</title><desc id="\(idPrefix)-desc">\(caption.description)</desc>\
    \(definitions)<g aria-hidden="true">\(body)</g></svg>
    """
  }

  private var definitions: HTML {
    guard !patterns.isEmpty else { return .empty }
    let dark = Paint.series(0)
    let each = patterns.sorted().map { index -> HTML in
      let inside: HTML
      switch index {
      case 2: inside = "<path d=\"M-1 1l2-2M0 6l6-6M5 7l2-2\"\(Canvas.stroke(dark, 1.4, ""))/>"
      case 4: inside = "<circle cx=\"3\" cy=\"3\" r=\"1.3\"\(Canvas.fill(dark))/>"
      default: inside = "<path d=\"M0 3h6M3 0v6\"\(Canvas.stroke(dark, 1, ""))/>"
      }
      return """
        <pattern id="\(idPrefix)-fill\(index)" width="6" height="6" patternUnits="userSpaceOnUse">\
        <rect width="6" height="6"\(Canvas.fill(.paper))/>\(inside)</pattern>
        """
    }
    return "<defs>\(each)</defs>"
  }

  private static func fill(_ paint: Paint) -> HTML {
    guard let name = paint.name else { return " fill=\"\(paint.color)\"" }
    return " fill=\"\(paint.color)\" class=\"b-f-\(name)\""
  }

  private static func stroke(_ paint: Paint, _ width: Double, _ dash: String) -> HTML {
    let dashes: HTML = dash.isEmpty ? .empty : " stroke-dasharray=\"\(dash)\""
    let name: HTML? = paint.name.map { " class=\"b-k-\($0)\"" }
    return " stroke=\"\(paint.color)\" stroke-width=\"\(px(width))\"\(dashes)\(name)"
  }

  private static func both(_ fill: Paint, _ stroke: Paint) -> HTML {
    let names = [fill.name.map { "b-f-\($0)" }, stroke.name.map { "b-k-\($0)" }].compactMap { $0 }
    let classes: HTML = names.isEmpty ? .empty : " class=\"\(names.joined(separator: " "))\""
    let line: HTML = stroke == .none ? .empty : " stroke=\"\(stroke.color)\""
    return " fill=\"\(fill.color)\"\(line)\(classes)"
  }
}
