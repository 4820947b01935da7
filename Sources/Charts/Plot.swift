import Base

/// The frame of a chart with an upright value axis: its numbers, grid and room for the names of lines at the right.
struct Plot {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let y: Scale
  let width: Double

  /// - Parameters:
  ///   - right: room kept at the right for the names of lines.
  ///   - valueTitle: what is measured; stands above the axis.
  init(
    _ canvas: inout Canvas, range: ClosedRange<Double>, right room: Double, valueTitle: String, height: Double,
    tick format: (Tick) -> String
  ) {
    let ticks = Ticks.round(range, count: 6)
    let labels = ticks.map(format)
    let widest = labels.map { TextMeasure.width($0, size: smallSize) }.max() ?? 0
    width = canvas.width
    left = widest + 10
    right = canvas.width - room
    let lines = valueTitle.isEmpty ? [] : TextMeasure.wrap(valueTitle, width: canvas.width, size: smallSize)
    top = Double(lines.count) * lineHeight + 10
    bottom = top + height
    y = Scale(domain: range, from: bottom, to: top)
    if !lines.isEmpty { canvas.text(lines, x: 0, y: 12, paint: .muted, size: smallSize) }
    for (tick, label) in zip(ticks, labels) {
      canvas.line(left, y(tick.value), right, y(tick.value), .grid)
      canvas.text(label, x: left - 7, y: y(tick.value) + 4, anchor: .end, paint: .muted, size: smallSize)
    }
  }

  /// The lower and the left edge, drawn over grid and bands.
  func frame(_ canvas: inout Canvas) {
    canvas.line(left, bottom, right, bottom, .axis, width: 1.2)
    canvas.line(left, top, left, bottom, .axis, width: 1.2)
  }

  /// Names at the right end of lines, moved apart, each with a thin line to its own end.
  func endLabels(_ labels: [(lines: [String], y: Double, paint: Paint)], from x: [Double], on canvas: inout Canvas) {
    let heights = labels.map { Double($0.lines.count) * 14.5 }
    let places = LabelSpread.spread(labels.map(\.y), heights: heights, within: (top - 4)...(bottom + 6), gap: 4)
    for (index, label) in labels.enumerated() {
      let place = places[index]
      if right + 9 - x[index] > 12 || abs(place - label.y) > 3 {
        canvas.path(
          "M\(px(x[index] + 6)) \(px(label.y))L\(px(right + 2)) \(px(label.y))L\(px(right + 8)) \(px(place))",
          stroke: .axis, width: 0.8, dash: "1 2")
      }
      canvas.text(
        label.lines, x: right + 11, y: place - heights[index] / 2 + 11, paint: label.paint, size: smallSize, leading: 14.5)
    }
  }
}

/// Drawing a line that stops at gaps.
enum Broken {
  /// The unbroken stretches of a row of places.
  static func runs(_ points: [(x: Double, y: Double)?]) -> [[(x: Double, y: Double)]] {
    var runs: [[(x: Double, y: Double)]] = []
    var run: [(x: Double, y: Double)] = []
    for point in points {
      if let point {
        run.append(point)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  /// Straight lines from place to place.
  static func path(_ run: [(x: Double, y: Double)]) -> String {
    run.enumerated().map { "\($0.offset == 0 ? "M" : "L")\(px($0.element.x)) \(px($0.element.y))" }.joined()
  }
}
