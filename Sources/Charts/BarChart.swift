import Base
import Markup

/// Horizontal bars, one a row or grouped, with the figure written at the end of each bar.
public struct BarChart: Chart {
  /// A row: one amount for each series.
  public struct Row: Sendable {
    /// What the row is.
    public var label: String
    /// One amount for each series, in the same order.
    public var amounts: [Amount]

    /// A row.
    public init(label: String, amounts: [Amount]) {
      self.label = label
      self.amounts = amounts
    }
  }

  /// The most series a group can hold.
  public static let mostSeries = Filling.most

  /// What it says of itself.
  public let caption: ChartCaption
  private let series: [String]
  private let rows: [Row]
  private let range: ClosedRange<Double>
  private let axisTitle: String

  /// Bars.
  ///
  /// - Parameters:
  ///   - series: names of 1...6 series; one series has no key, its name belongs to the axis' title.
  ///   - range: the axis; bars begin at zero, or at the lower end where zero is not in it.
  ///   - axisTitle: what is measured, with unit and base.
  public init(caption: ChartCaption, series: [String], rows: [Row], range: ClosedRange<Double>, axisTitle: String) {
    precondition((1...BarChart.mostSeries).contains(series.count), "a bar chart has one to six series")
    precondition(rows.allSatisfy { $0.amounts.count == series.count }, "every row has one amount for each series")
    self.caption = caption
    self.series = series
    self.rows = rows
    self.range = range
    self.axisTitle = axisTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let layout = RowLayout(canvas, labels: rows.map(\.label))
    let scale = self.scale(layout, width: width)
    let thick = series.count == 1 ? 20.0 : series.count == 2 ? 17.0 : 15.0
    let content = thick * Double(series.count) + 2 * Double(series.count - 1)
    let top = series.count > 1 ? canvas.fillingKey(series, from: layout.isNarrow ? 0 : layout.plotLeft) : 4
    let bottom = top + rows.indices.reduce(4) { $0 + layout.height($1, content: content) }
    let ticks = Ticks.round(range, count: layout.isNarrow ? 4 : 6)
    let stretches = layout.stretches(top: top, bottom: bottom, content: content)
    let below = canvas.valueAxis(scale, ticks: ticks, along: stretches, bottom: bottom, title: axisTitle)
    var y = top + 6
    for (index, row) in rows.enumerated() {
      var barY = layout.draw(index, at: y, content: content, on: &canvas)
      for (number, amount) in row.amounts.enumerated() {
        draw(amount, series: number, y: barY, thick: thick, scale: scale, on: &canvas)
        barY += thick + 2
      }
      y += layout.height(index, content: content)
    }
    for part in stretches { canvas.line(scale(origin), part.lowerBound, scale(origin), part.upperBound, .axis, width: 1.5) }
    return canvas.svg(height: bottom + below)
  }

  private var origin: Double { range.contains(0) ? 0 : range.lowerBound }

  /// Room is kept for the text at the end of the longest bar on either side.
  private func scale(_ layout: RowLayout, width: Double) -> Scale {
    var (left, right) = (layout.plotLeft, width - 16)
    let plain = Scale(domain: range, from: left, to: width - 60)
    for amount in rows.flatMap(\.amounts) {
      let room = TextMeasure.width(amount.text, size: labelSize) + 8
      if let value = amount.value, value < origin {
        left = max(left, layout.plotLeft + max(0, room - (plain(value) - layout.plotLeft)))
      } else {
        let end = amount.value ?? origin
        let share = (end - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-12)
        right = min(right, share > 0.02 ? left + (width - room - left) / min(share, 1) : right)
      }
    }
    return Scale(domain: range, from: left, to: max(left + 40, right))
  }

  private func draw(_ amount: Amount, series: Int, y: Double, thick: Double, scale: Scale, on canvas: inout Canvas) {
    let base = y + thick / 2 + 4.5
    guard let value = amount.value else {
      canvas.text(amount.text, x: scale(origin) + 6, y: base, paint: .muted, size: smallSize)
      return
    }
    let (a, b) = (scale(min(value, origin)), scale(max(value, origin)))
    if b - a >= 0.5 { canvas.filled(a, y, b - a, thick, series: series) }
    if value < origin {
      canvas.text(amount.text, x: a - 5, y: base, anchor: .end)
    } else {
      canvas.text(amount.text, x: b + 6, y: base)
    }
  }
}
