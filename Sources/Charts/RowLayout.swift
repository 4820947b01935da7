import Base

/// Where the rows of a chart stand: labels at the left of the bars, or above them when the picture is narrow.
struct RowLayout {
  let labels: [[String]]
  let labelWidth: Double
  let plotLeft: Double
  let isNarrow: Bool

  init(_ canvas: Canvas, labels: [String]) {
    isNarrow = canvas.isNarrow
    let widest = labels.map { TextMeasure.width($0, size: labelSize) }.max() ?? 0
    labelWidth = isNarrow ? canvas.width : min(widest, 220)
    plotLeft = isNarrow ? 2 : labelWidth + 14
    let room = labelWidth
    self.labels = labels.map { TextMeasure.wrap($0, width: max(room, 40), size: labelSize) }
  }

  /// Where upright lines are drawn: from top to bottom, or beside the bars only where labels stand above them.
  func stretches(top: Double, bottom: Double, content: Double) -> [ClosedRange<Double>] {
    guard isNarrow else { return [top...bottom] }
    var y = top + 6
    return labels.indices.map { row in
      let begin = y + Double(labels[row].count) * lineHeight + 1
      y += height(row, content: content)
      return begin...(begin + content + 4)
    }
  }

  /// How high a row is whose bars need `content`.
  func height(_ row: Int, content: Double) -> Double {
    let lines = Double(labels[row].count) * lineHeight
    return isNarrow ? lines + 3 + content + 12 : max(lines, content) + 12
  }

  /// Draws a row's label and says where its content begins.
  func draw(_ row: Int, at y: Double, content: Double, on canvas: inout Canvas) -> Double {
    let lines = Double(labels[row].count) * lineHeight
    if isNarrow {
      canvas.text(labels[row], x: 0, y: y + 12)
      return y + lines + 3
    }
    let inner = max(lines, content)
    canvas.text(labels[row], x: labelWidth, y: y + (inner - lines) / 2 + 12.5, anchor: .end)
    return y + (inner - content) / 2
  }
}

extension Canvas {
  /// A key of the fillings, over as many lines as it needs; says how high it was.
  mutating func fillingKey(_ names: [String], from left: Double) -> Double {
    key(names, from: left) { canvas, index, x, y in canvas.filled(x, y, 16, 12, series: index) }
  }

  /// A key with any sign of 16 × 12 units before each name.
  mutating func key(
    _ names: [String], from left: Double, sign: (inout Canvas, Int, Double, Double) -> Void
  ) -> Double {
    var (x, y) = (left, 2.0)
    for (index, name) in names.enumerated() {
      let lines = TextMeasure.wrap(name, width: width - left - 24, size: labelSize)
      let room = 22 + (lines.map { TextMeasure.width($0, size: labelSize) }.max() ?? 0)
      if x > left, x + room > width { (x, y) = (left, y + lineHeight + 5) }
      sign(&self, index, x, y)
      text(lines, x: x + 22, y: y + 11)
      y += Double(lines.count - 1) * lineHeight
      x += room + 18
    }
    return names.isEmpty ? 0 : y + lineHeight + 10
  }

  /// Upright grid lines with their numbers below, and the axis' title; says how high the part below the plot is.
  mutating func valueAxis(
    _ scale: Scale, ticks: [Tick], along stretches: [ClosedRange<Double>], bottom: Double, title: String
  ) -> Double {
    for tick in ticks {
      for part in stretches { line(scale(tick.value), part.lowerBound, scale(tick.value), part.upperBound, .grid) }
    }
    var lastRight = -1e9
    for tick in ticks {
      let label = NumberText.format(tick.text, language: caption.language)
      let half = TextMeasure.width(label, size: smallSize) / 2
      let place = min(max(scale(tick.value), half), width - half)
      guard place - half > lastRight else { continue }
      lastRight = place + half + 6
      text(label, x: place, y: bottom + 15, anchor: .middle, paint: .muted, size: smallSize)
    }
    return 22 + axisTitle(title, from: min(scale.from, scale.to), y: bottom + 33)
  }

  /// The title under an axis; says how high it is.
  mutating func axisTitle(_ title: String, from left: Double, y: Double) -> Double {
    guard !title.isEmpty else { return 0 }
    let lines = TextMeasure.wrap(title, width: width - left, size: smallSize)
    text(lines, x: left, y: y, paint: .muted, size: smallSize)
    return Double(lines.count) * lineHeight + 2
  }
}
