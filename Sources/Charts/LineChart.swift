import Base
import Markup

/// Lines over waves. A wave without a figure leaves the line open, and the word for it stands under the wave.
public struct LineChart: Chart {
  /// A wave of measurement.
  public struct Wave: Sendable {
    /// Its name.
    public var label: String
    /// Where it lies; equal steps for waves in order, months for waves in time.
    public var position: Double

    /// A wave.
    public init(label: String, position: Double) {
      self.label = label
      self.position = position
    }
  }

  /// A line.
  public struct Series: Sendable {
    /// Its name, written at its end.
    public var label: String
    /// One amount for each wave.
    public var amounts: [Amount]

    /// A line.
    public init(label: String, amounts: [Amount]) {
      self.label = label
      self.amounts = amounts
    }
  }

  /// What it says of itself.
  public let caption: ChartCaption
  private let waves: [Wave]
  private let series: [Series]
  private let range: ClosedRange<Double>
  private let valueTitle: String
  private let waveTitle: String

  /// Lines of 1...6 series over waves with ascending positions; the value axis is the measure's full range.
  public init(
    caption: ChartCaption, waves: [Wave], series: [Series], range: ClosedRange<Double>, valueTitle: String, waveTitle: String = ""
  ) {
    precondition((1...6).contains(series.count), "a line chart has one to six lines")
    precondition(series.allSatisfy { $0.amounts.count == waves.count }, "every line has one amount for each wave")
    self.caption = caption
    self.waves = waves
    self.series = series
    self.range = range
    self.valueTitle = valueTitle
    self.waveTitle = waveTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let language = caption.language
    let names = series.map { TextMeasure.wrap(endText($0), width: width * (canvas.isNarrow ? 0.3 : 0.26), size: smallSize) }
    let room = (names.joined().map { TextMeasure.width($0, size: smallSize) }.max() ?? 0) + 14
    let plot = Plot(&canvas, range: range, right: room, valueTitle: valueTitle, height: canvas.isNarrow ? 220 : 250) {
      NumberText.format($0.text, language: language)
    }
    let x = Scale(domain: domain, from: plot.left + 14, to: plot.right - 14)
    let below = drawWaves(plot, x, on: &canvas)
    plot.frame(&canvas)
    var ends: [(lines: [String], y: Double, paint: Paint)] = []
    var endX: [Double] = []
    for (index, line) in series.enumerated() {
      let points = zip(waves, line.amounts).map { wave, amount in amount.value.map { (x: x(wave.position), y: plot.y($0)) } }
      for run in Broken.runs(points) where run.count > 1 {
        canvas.path(Broken.path(run), stroke: .series(index), width: 2.2, dash: Dash.series(index))
      }
      for point in points.compactMap({ $0 }) {
        canvas.marker(.series(index), x: point.x, y: point.y, paint: .series(index))
      }
      if let last = points.compactMap({ $0 }).last {
        ends.append((names[index], last.y, .series(index)))
        endX.append(last.x)
      }
    }
    plot.endLabels(ends, from: endX, on: &canvas)
    return canvas.svg(height: plot.bottom + below)
  }

  private var domain: ClosedRange<Double> {
    let places = waves.map(\.position)
    guard let low = places.min(), let high = places.max(), low < high else {
      return (places.first ?? 0)...((places.first ?? 0) + 1)
    }
    return low...high
  }

  private func endText(_ line: Series) -> String {
    let last = line.amounts.last { $0.value != nil }
    return last.map { "\(line.label) \($0.text)" } ?? line.label
  }

  private func drawWaves(_ plot: Plot, _ x: Scale, on canvas: inout Canvas) -> Double {
    var deepest = 0
    var lastRight = -1e9
    let step = waves.count > 1 ? (x.to - x.from) / Double(waves.count - 1) : x.to - x.from
    for (index, wave) in waves.enumerated() {
      let place = x(wave.position)
      let gaps = Set(series.map { $0.amounts[index] }.filter { $0.value == nil }.map(\.text)).sorted()
      let lines = TextMeasure.wrap(wave.label, width: max(34, step - 6), size: smallSize)
      let half = ((lines + gaps).map { TextMeasure.width($0, size: smallSize) }.max() ?? 0) / 2
      canvas.line(place, plot.bottom, place, plot.bottom + 4, .axis)
      guard place - half > lastRight else { continue }
      lastRight = place + half + 4
      canvas.text(lines, x: place, y: plot.bottom + 18, anchor: .middle, paint: .muted, size: smallSize)
      let after = plot.bottom + 18 + Double(lines.count) * lineHeight
      if !gaps.isEmpty { canvas.text(gaps, x: place, y: after, anchor: .middle, paint: .ink, size: smallSize) }
      deepest = max(deepest, lines.count + gaps.count)
    }
    let height = Double(deepest) * lineHeight + 10
    return height + canvas.axisTitle(waveTitle, from: plot.left, y: plot.bottom + height + 10) + (waveTitle.isEmpty ? 0 : 6)
  }
}
