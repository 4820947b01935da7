import Base
import Markup

/// Kaplan-Meier curves: steps, with confidence limits and numbers at risk where they are given.
public struct StepChart: Chart {
  /// One step: from `time` on, `value` holds until the next.
  public struct Step: Sendable {
    /// When.
    public var time: Double
    /// The share from then on, in the unit of the axis.
    public var value: Double
    /// The 95 % confidence limits.
    public var limits: ClosedRange<Double>?

    /// A step.
    public init(time: Double, value: Double, limits: ClosedRange<Double>? = nil) {
      self.time = time
      self.value = value
      self.limits = limits
    }
  }

  /// A curve.
  public struct Curve: Sendable {
    /// Its name, written at its end.
    public var label: String
    /// Its steps, time ascending.
    public var steps: [Step]
    /// When persons were censored; marked by a small upright line.
    public var censored: [Double]
    /// How many were at risk at each of the chart's `riskTimes`; nil where it is not shown.
    public var atRisk: [Int?]

    /// When the curve ends: the last one was followed no longer, or too few are left to be shown.
    public var until: Double?

    /// A curve; with `until` nil it goes on to the end of the picture.
    public init(label: String, steps: [Step], censored: [Double] = [], atRisk: [Int?] = [], until: Double? = nil) {
      self.label = label
      self.steps = steps.filter { $0.time.isFinite && $0.value.isFinite }
      self.censored = censored.filter(\.isFinite)
      self.atRisk = atRisk
      self.until = until
    }
  }

  /// What it says of itself.
  public let caption: ChartCaption
  private let curves: [Curve]
  private let range: ClosedRange<Double>
  private let riskTimes: [Double]
  private let valueTitle: String
  private let timeTitle: String

  /// 1...6 curves.
  ///
  /// - Parameters:
  ///   - range: the value axis; `0...1` is written as per cent.
  ///   - riskTimes: the times at which numbers at risk are written; empty for none.
  public init(
    caption: ChartCaption, curves: [Curve], range: ClosedRange<Double> = 0...1, riskTimes: [Double] = [], valueTitle: String,
    timeTitle: String
  ) {
    precondition((1...6).contains(curves.count), "a step chart has one to six curves")
    self.caption = caption
    self.curves = curves
    self.range = range
    self.riskTimes = riskTimes
    self.valueTitle = valueTitle
    self.timeTitle = timeTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let names = curves.map { TextMeasure.wrap($0.label, width: width * (canvas.isNarrow ? 0.28 : 0.24), size: smallSize) }
    let room = (names.joined().map { TextMeasure.width($0, size: smallSize) }.max() ?? 0) + 14
    let plot = Plot(
      &canvas, range: range, right: room, valueTitle: valueTitle, height: canvas.isNarrow ? 220 : 260, tick: tickText)
    let last = max(curves.flatMap { $0.steps.map(\.time) + $0.censored + [$0.until ?? 0] }.max() ?? 1, riskTimes.max() ?? 0)
    let x = Scale(domain: 0...max(last, 1e-9), from: plot.left, to: plot.right)
    var below = drawTimes(plot, x, last: last, on: &canvas)
    for (index, curve) in curves.enumerated() { drawLimits(curve, index, plot, x, to: curve.until ?? last, on: &canvas) }
    plot.frame(&canvas)
    var ends: [(lines: [String], y: Double, paint: Paint)] = []
    var endX: [Double] = []
    for (index, curve) in curves.enumerated() {
      canvas.path(
        stepPath(curve.steps.map { ($0.time, $0.value) }, plot, x, to: curve.until ?? last), stroke: .series(index), width: 2.2,
        dash: Dash.series(index))
      for time in curve.censored {
        let y = plot.y(value(of: curve, at: time))
        canvas.line(x(time), y - 5, x(time), y + 5, .series(index), width: 1.2)
      }
      ends.append((names[index], plot.y(value(of: curve, at: last)), .series(index)))
      endX.append(x(curve.until ?? last) - 4)
    }
    plot.endLabels(ends, from: endX, on: &canvas)
    below += drawRisk(plot, x, y: plot.bottom + below, on: &canvas)
    return canvas.svg(height: plot.bottom + below)
  }

  private func tickText(_ tick: Tick) -> String {
    guard range.upperBound <= 1 else { return NumberText.format(tick.text, language: caption.language) }
    return NumberText.percent(String(Int((tick.value * 100).rounded())), language: caption.language)
  }

  private func value(of curve: Curve, at time: Double) -> Double {
    curve.steps.last { $0.time <= time }?.value ?? curve.steps.first?.value ?? range.upperBound
  }

  private func stepPath(_ steps: [(Double, Double)], _ plot: Plot, _ x: Scale, to last: Double) -> String {
    guard let first = steps.first else { return "M0 0" }
    var d = "M\(px(x(first.0))) \(px(plot.y(first.1)))"
    for step in steps.dropFirst() { d += "H\(px(x(step.0)))V\(px(plot.y(step.1)))" }
    return d + "H\(px(x(last)))"
  }

  private func drawLimits(_ curve: Curve, _ index: Int, _ plot: Plot, _ x: Scale, to end: Double, on canvas: inout Canvas) {
    let limited = curve.steps.compactMap { step in step.limits.map { (step.time, $0) } }
    guard let first = limited.first else { return }
    var d = "M\(px(x(first.0))) \(px(plot.y(first.1.upperBound)))"
    for step in limited.dropFirst() { d += "H\(px(x(step.0)))V\(px(plot.y(step.1.upperBound)))" }
    d += "H\(px(x(end)))"
    for (position, step) in limited.enumerated().reversed() {
      d += "V\(px(plot.y(step.1.lowerBound)))H\(px(x(limited[position].0)))"
    }
    canvas.area(d + "Z", fill: .series(index), opacity: "0.13")
  }

  private func drawTimes(_ plot: Plot, _ x: Scale, last: Double, on canvas: inout Canvas) -> Double {
    let ticks = riskTimes.isEmpty ? Ticks.round(0...max(last, 1e-9), count: canvas.isNarrow ? 4 : 8) : []
    let places = riskTimes.isEmpty ? ticks.map(\.value) : riskTimes
    var lastRight = -1e9
    for (index, place) in places.enumerated() {
      let text = riskTimes.isEmpty ? ticks[index].text : place == place.rounded() ? String(Int(place)) : String(place)
      let label = NumberText.format(text, language: caption.language)
      let half = TextMeasure.width(label, size: smallSize) / 2
      canvas.line(x(place), plot.bottom, x(place), plot.bottom + 4, .axis)
      guard x(place) - half > lastRight else { continue }
      lastRight = x(place) + half + 4
      canvas.text(label, x: x(place), y: plot.bottom + 18, anchor: .middle, paint: .muted, size: smallSize)
    }
    return 26 + canvas.axisTitle(timeTitle, from: plot.left, y: plot.bottom + 36) + 4
  }

  private func drawRisk(_ plot: Plot, _ x: Scale, y: Double, on canvas: inout Canvas) -> Double {
    guard !riskTimes.isEmpty, curves.contains(where: { !$0.atRisk.isEmpty }) else { return 0 }
    let title = Words(da: "Antal i opgørelsen på tidspunktet", en: "Number at risk")
    canvas.text(title[caption.language], x: plot.left, y: y + 14, paint: .muted, size: smallSize, bold: true)
    var line = y + 14
    for (index, curve) in curves.enumerated() {
      line += 19
      canvas.text(curve.label, x: plot.left, y: line, paint: .series(index), size: smallSize)
      line += 15
      var lastRight = -1e9
      for (time, count) in zip(riskTimes, curve.atRisk) {
        let text = count.map { NumberText.format($0, language: caption.language) } ?? "–"
        let half = TextMeasure.width(text, size: smallSize) / 2
        guard x(time) - half > lastRight else { continue }
        lastRight = x(time) + half + 3
        canvas.text(text, x: max(x(time), half), y: line, anchor: .middle, size: smallSize)
      }
    }
    return line - y + 8
  }
}
