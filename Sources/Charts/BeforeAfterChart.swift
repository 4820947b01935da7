import Base
import Markup

/// Before and after, one row each, joined by a line: a ring before, a filled diamond after.
public struct BeforeAfterChart: Chart {
  /// A row.
  public struct Row: Sendable {
    /// What the row is.
    public var label: String
    /// The first measurement.
    public var before: Amount
    /// The second measurement.
    public var after: Amount
    /// The change as it is written at the right, such as `+0,5 **`; empty where there is none.
    public var change: String

    /// A row.
    public init(label: String, before: Amount, after: Amount, change: String = "") {
      self.label = label
      self.before = before
      self.after = after
      self.change = change
    }
  }

  /// What it says of itself.
  public let caption: ChartCaption
  private let beforeName: String
  private let afterName: String
  private let changeName: String
  private let rows: [Row]
  private let range: ClosedRange<Double>
  private let axisTitle: String

  /// Rows of before and after on an axis with the measure's full range.
  public init(
    caption: ChartCaption, beforeName: String, afterName: String, changeName: String = "", rows: [Row],
    range: ClosedRange<Double>, axisTitle: String
  ) {
    self.caption = caption
    self.beforeName = beforeName
    self.afterName = afterName
    self.changeName = changeName
    self.rows = rows
    self.range = range
    self.axisTitle = axisTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let layout = RowLayout(canvas, labels: rows.map(\.label))
    let side = (rows.flatMap { [$0.before, $0.after] }.map { TextMeasure.width($0.text, size: labelSize) }.max() ?? 0) + 14
    let changes = rows.map { TextMeasure.width($0.change, size: labelSize) } + [TextMeasure.width(changeName, size: smallSize)]
    let column = rows.allSatisfy(\.change.isEmpty) ? 0 : (changes.max() ?? 0) + 10
    let scale = Scale(domain: range, from: layout.plotLeft + side, to: width - column - side)
    let content = 20.0
    var top = canvas.key([beforeName, afterName], from: layout.isNarrow ? 0 : layout.plotLeft) { canvas, index, x, y in
      BeforeAfterChart.mark(index, x: x + 8, y: y + 6, on: &canvas)
    }
    if column > 0, !changeName.isEmpty {
      top += layout.isNarrow ? 4 : 0
      canvas.text(changeName, x: width, y: layout.isNarrow ? top : 13, anchor: .end, paint: .muted, size: smallSize)
      top += layout.isNarrow ? 6 : 0
    }
    let bottom = top + rows.indices.reduce(4) { $0 + layout.height($1, content: content) }
    let ticks = Ticks.round(range, count: layout.isNarrow ? 4 : 6)
    let stretches = layout.stretches(top: top, bottom: bottom, content: content)
    let below = canvas.valueAxis(scale, ticks: ticks, along: stretches, bottom: bottom, title: axisTitle)
    var y = top + 6
    for (index, row) in rows.enumerated() {
      let middle = layout.draw(index, at: y, content: content, on: &canvas) + content / 2
      draw(row, y: middle, scale: scale, on: &canvas)
      canvas.text(row.change, x: width, y: middle + 4.5, anchor: .end)
      y += layout.height(index, content: content)
    }
    return canvas.svg(height: bottom + below)
  }

  private func draw(_ row: Row, y: Double, scale: Scale, on canvas: inout Canvas) {
    canvas.line(scale.from, y, scale.to, y, .grid, dash: "1 3")
    let places = [row.before, row.after].map { $0.value.map { scale($0) } }
    if let a = places[0], let b = places[1], abs(a - b) > 1 { canvas.line(a, y, b, y, .series(0), width: 2.5) }
    for index in [1, 0] {
      if let x = places[index] { BeforeAfterChart.mark(index, x: x, y: y, on: &canvas, around: places[0] == places[1]) }
    }
    let words = [row.before, row.after].map(\.text)
    let firstIsLeft = (places[0] ?? scale.from) <= (places[1] ?? scale.to)
    let (left, right) = firstIsLeft ? (0, 1) : (1, 0)
    let leftX = places[left] ?? (places[right].map { max(scale.from, $0 - 20) } ?? scale.from)
    let rightX = places[right] ?? (places[left].map { min(scale.to, $0 + 20) } ?? scale.to)
    canvas.text(
      words[left], x: leftX - 11, y: y + 4.5, anchor: .end, paint: places[left] == nil ? .muted : .ink)
    canvas.text(words[right], x: rightX + 11, y: y + 4.5, paint: places[right] == nil ? .muted : .ink)
  }

  /// Where both lie on the same place the ring is drawn around the diamond.
  private static func mark(_ index: Int, x: Double, y: Double, on canvas: inout Canvas, around: Bool = false) {
    if index == 0 {
      if around {
        canvas.path("M\(px(x - 8)) \(px(y))a8 8 0 1 0 16 0a8 8 0 1 0 -16 0", stroke: .series(0), width: 2)
      } else {
        canvas.marker(.ring, x: x, y: y, paint: .series(0), size: 5)
      }
    } else {
      canvas.marker(.diamond, x: x, y: y, paint: .series(0), size: 5)
    }
  }
}
