import Base
import Markup

/// Each row's parts of a whole of 100 per cent.
public struct StackedChart: Chart {
  /// A row: one share for each part.
  public struct Row: Sendable {
    /// What the row is.
    public var label: String
    /// One share (0...100) for each part, in the same order.
    public var shares: [Amount]

    /// A row.
    public init(label: String, shares: [Amount]) {
      self.label = label
      self.shares = shares
    }
  }

  /// What it says of itself.
  public let caption: ChartCaption
  private let parts: [String]
  private let rows: [Row]
  private let axisTitle: String

  /// Stacked rows of 1...6 parts.
  ///
  /// Rounded shares may add to 99 or 101; the row is then drawn to its sum. A row with one share that is not shown is not drawn at
  /// all, since the free rest would tell it; with several, the known parts are drawn and the rest carries their word.
  public init(caption: ChartCaption, parts: [String], rows: [Row], axisTitle: String) {
    precondition((1...Filling.most).contains(parts.count), "a stacked chart has one to six parts")
    precondition(rows.allSatisfy { $0.shares.count == parts.count }, "every row has one share for each part")
    self.caption = caption
    self.parts = parts
    self.rows = rows
    self.axisTitle = axisTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let layout = RowLayout(canvas, labels: rows.map(\.label))
    let scale = Scale(domain: 0...100, from: layout.plotLeft, to: width - 16)
    let thick = 24.0
    let top = canvas.fillingKey(parts, from: layout.isNarrow ? 0 : layout.plotLeft)
    let bottom = top + rows.indices.reduce(4) { $0 + layout.height($1, content: thick) }
    let ticks = [0, 25, 50, 75, 100].map { Tick(value: Double($0), text: String($0)) }
    let stretches = layout.stretches(top: top, bottom: bottom, content: thick)
    let below = canvas.valueAxis(scale, ticks: ticks, along: stretches, bottom: bottom, title: axisTitle)
    var y = top + 6
    for (index, row) in rows.enumerated() {
      let barY = layout.draw(index, at: y, content: thick, on: &canvas)
      draw(row, y: barY, thick: thick, scale: scale, on: &canvas)
      y += layout.height(index, content: thick)
    }
    for part in stretches { canvas.line(scale(0), part.lowerBound, scale(0), part.upperBound, .axis, width: 1.5) }
    return canvas.svg(height: bottom + below)
  }

  private func draw(_ row: Row, y: Double, thick: Double, scale: Scale, on canvas: inout Canvas) {
    let gaps = row.shares.filter { $0.value == nil }
    if gaps.count == 1 || gaps.count == row.shares.count {
      let words = gaps.first?.text ?? ""
      canvas.rect(scale(0), y, scale(100) - scale(0), thick, fill: .band(0), stroke: .axis)
      canvas.text(words, x: scale(0) + 8, y: y + thick / 2 + 4.5, paint: .muted, size: smallSize)
      return
    }
    let sum = row.shares.compactMap(\.value).reduce(0) { $0 + max(0, $1) }
    let whole = gaps.isEmpty ? max(sum, 1e-9) : max(sum, 100)
    var x = scale(0)
    for (index, share) in row.shares.enumerated() {
      guard let value = share.value, value > 0 else { continue }
      let wide = (scale(100) - scale(0)) * value / whole
      canvas.filled(x, y, wide, thick, series: index)
      label(share.text, part: index, x: x, wide: wide, y: y, thick: thick, on: &canvas)
      x += wide
    }
    guard !gaps.isEmpty, scale(100) - x > 1 else { return }
    canvas.rect(x, y, scale(100) - x, thick, fill: .band(0), stroke: .axis)
    let words = gaps[0].text
    if TextMeasure.width(words, size: smallSize) + 8 < scale(100) - x {
      canvas.text(words, x: x + 5, y: y + thick / 2 + 4.5, paint: .muted, size: smallSize)
    }
  }

  /// A share is written where its part has room; the table beside the picture has them all.
  private func label(_ words: String, part: Int, x: Double, wide: Double, y: Double, thick: Double, on canvas: inout Canvas) {
    let room = TextMeasure.width(words, size: labelSize)
    guard room + 6 < wide else { return }
    let middle = x + wide / 2
    if Filling.isPatterned(part) { canvas.rect(middle - room / 2 - 3, y + 3, room + 6, thick - 6, fill: .paper) }
    canvas.text(words, x: middle, y: y + thick / 2 + 4.5, anchor: .middle, paint: Filling.isDark(part) ? .paper : .ink)
  }
}
