import Base
import Markup

/// One citizen's values of one instrument over dates, on the instrument's full range.
public struct TrajectoryChart: Chart {
  /// One form.
  public struct Point: Sendable {
    /// The day it is about.
    public var date: CivilDate
    /// The score, or why there is none.
    public var amount: Amount
    /// Whether another person answered for the citizen.
    public var isProxy: Bool

    /// A form.
    public init(date: CivilDate, amount: Amount, isProxy: Bool = false) {
      self.date = date
      self.amount = amount
      self.isProxy = isProxy
    }
  }

  /// A labelled reference behind the values.
  public struct Reference: Sendable {
    /// How it is drawn.
    public enum Form: Sendable {
      /// A stretch of the range, shaded: the instrument's bands of severity.
      case band(ClosedRange<Double>)
      /// A stretch edged with dashes: the change within the measure's error.
      case change(ClosedRange<Double>)
      /// A line: a norm or a cut-off.
      case line(Double)
    }
    /// How it is drawn.
    public var form: Form
    /// What it is; always written.
    public var label: String

    /// A reference.
    public init(_ form: Form, label: String) {
      self.form = form
      self.label = label
    }
  }

  /// What it says of itself.
  public let caption: ChartCaption
  private let points: [Point]
  private let references: [Reference]
  private let range: ClosedRange<Double>
  private let valueTitle: String

  /// A trajectory; the points are put in order of date.
  ///
  /// - Parameters:
  ///   - range: the instrument's full range, so that a small change looks small.
  ///   - valueTitle: the scale's name, and which way is better.
  public init(
    caption: ChartCaption, points: [Point], range: ClosedRange<Double>, references: [Reference] = [], valueTitle: String
  ) {
    self.caption = caption
    self.points = points.sorted { $0.date < $1.date }
    self.references = references
    self.range = range
    self.valueTitle = valueTitle
  }

  /// The picture.
  public func svg(width: Double, idPrefix: String) -> HTML {
    var canvas = Canvas(caption: caption, width: width, idPrefix: idPrefix)
    let language = caption.language
    let names = references.map { TextMeasure.wrap($0.label, width: width * (canvas.isNarrow ? 0.27 : 0.22), size: smallSize) }
    let room = references.isEmpty ? 18 : (names.joined().map { TextMeasure.width($0, size: smallSize) }.max() ?? 0) + 16
    let plot = Plot(&canvas, range: range, right: room, valueTitle: valueTitle, height: canvas.isNarrow ? 220 : 250) {
      NumberText.format($0.text, language: language)
    }
    drawReferences(plot, names, on: &canvas)
    let x = Scale(domain: days, from: plot.left + 16, to: plot.right - 16)
    let below = drawDates(plot, x, on: &canvas)
    plot.frame(&canvas)
    let places = points.map { point in
      point.amount.value.map { (x: x(Double(point.date.dayNumber)), y: plot.y($0)) }
    }
    for run in Broken.runs(places) where run.count > 1 {
      canvas.path(Broken.path(run), stroke: .series(0), width: 2.2)
    }
    drawPoints(plot, x, places, on: &canvas)
    let key = drawKey(y: plot.bottom + below, on: &canvas)
    return canvas.svg(height: plot.bottom + below + key)
  }

  private var days: ClosedRange<Double> {
    let low = Double(points.first?.date.dayNumber ?? 0)
    let high = Double(points.last?.date.dayNumber ?? 0)
    return low < high ? low...high : (low - 30)...(low + 30)
  }

  private func drawReferences(_ plot: Plot, _ names: [[String]], on canvas: inout Canvas) {
    var labels: [(lines: [String], y: Double, paint: Paint)] = []
    var bands = 0
    for (index, reference) in references.enumerated() {
      switch reference.form {
      case .band(let range):
        let (top, bottom) = (plot.y(range.upperBound), plot.y(range.lowerBound))
        canvas.rect(plot.left, top, plot.right - plot.left, bottom - top, fill: .band(bands))
        canvas.line(plot.left, top, plot.right, top, .grid)
        bands += 1
        labels.append((names[index], (top + bottom) / 2, .muted))
      case .change(let range):
        let (top, bottom) = (plot.y(range.upperBound), plot.y(range.lowerBound))
        canvas.rect(plot.left, top, plot.right - plot.left, bottom - top, fill: .series(1), opacity: "0.10")
        for y in [top, bottom] { canvas.line(plot.left, y, plot.right, y, .series(1), width: 1, dash: "2 3") }
        labels.append((names[index], (top + bottom) / 2, .series(1)))
      case .line(let value):
        canvas.line(plot.left, plot.y(value), plot.right, plot.y(value), .ink, width: 1.4, dash: "8 4")
        labels.append((names[index], plot.y(value), .ink))
      }
    }
    plot.endLabels(labels, from: labels.map { _ in plot.right - 4 }, on: &canvas)
  }

  private func drawPoints(_ plot: Plot, _ x: Scale, _ places: [(x: Double, y: Double)?], on canvas: inout Canvas) {
    var lastRight = -1e9
    for (index, point) in points.enumerated() {
      guard let place = places[index] else {
        let x = x(Double(point.date.dayNumber))
        canvas.line(x, plot.bottom - 9, x, plot.bottom, .muted, width: 1.5)
        canvas.text("?", x: x, y: plot.bottom - 12, anchor: .middle, paint: .muted, size: smallSize, bold: true)
        continue
      }
      canvas.marker(point.isProxy ? .square : .disc, x: place.x, y: place.y, paint: .series(0), size: 5, hollow: point.isProxy)
      let half = TextMeasure.width(point.amount.text, size: smallSize) / 2
      guard place.x - half > lastRight else { continue }
      lastRight = place.x + half + 3
      let neighbours = [index - 1, index + 1].compactMap { places.indices.contains($0) ? places[$0]?.y : nil }
      let isPeak = neighbours.allSatisfy { $0 >= place.y }
      let above = isPeak || place.y > plot.bottom - 24
      let y = labelY(place.y, above: above, plot)
      canvas.rect(place.x - half - 1, y - 10, half * 2 + 2, 12.5, fill: .paper, opacity: "0.8")
      canvas.text(point.amount.text, x: place.x, y: y, anchor: .middle, size: smallSize, bold: true)
    }
  }

  /// Over or under the point; on the other side where a reference line would cross the text.
  private func labelY(_ y: Double, above: Bool, _ plot: Plot) -> Double {
    let lines = references.compactMap { reference -> Double? in
      if case .line(let value) = reference.form { return plot.y(value) }
      return nil
    }
    func isFree(_ base: Double) -> Bool {
      base - 11 > plot.top - 8 && base < plot.bottom - 2 && lines.allSatisfy { $0 < base - 12 || $0 > base + 2 }
    }
    let wanted = above ? [y - 10, y + 19] : [y + 19, y - 10]
    return wanted.first(where: isFree) ?? wanted[0]
  }

  private func drawDates(_ plot: Plot, _ x: Scale, on canvas: inout Canvas) -> Double {
    let ticks = DateTicks.ticks(days, count: canvas.isNarrow ? 3 : 6, language: caption.language)
    var lastRight = -1e9
    for tick in ticks {
      let place = x(Double(tick.day))
      let half = TextMeasure.width(tick.text, size: smallSize) / 2
      canvas.line(place, plot.bottom, place, plot.bottom + 4, .axis)
      let middle = min(max(place, half), plot.width - half)
      guard middle - half > lastRight else { continue }
      lastRight = middle + half + 6
      canvas.text(tick.text, x: middle, y: plot.bottom + 18, anchor: .middle, paint: .muted, size: smallSize)
    }
    return 30
  }

  /// The signs that need a word: only those that occur.
  private func drawKey(y: Double, on canvas: inout Canvas) -> Double {
    let language = caption.language
    var signs: [(String, Int)] = []
    if points.contains(where: \.isProxy) {
      signs.append((Words(da: "borgeren selv", en: "the citizen")[language], 0))
      signs.append((Words(da: "besvaret af en anden på borgerens vegne", en: "answered by another for the citizen")[language], 1))
    }
    let gaps = Set(points.map(\.amount).filter { $0.value == nil }.map(\.text)).sorted()
    if !gaps.isEmpty { signs.append((gaps.joined(separator: ", "), 2)) }
    var below = y + 4
    for (words, kind) in signs {
      switch kind {
      case 0: canvas.marker(.disc, x: 8, y: below + 7, paint: .series(0), size: 5)
      case 1: canvas.marker(.square, x: 8, y: below + 7, paint: .series(0), size: 5, hollow: true)
      default: canvas.text("?", x: 8, y: below + 11, anchor: .middle, paint: .muted, size: smallSize, bold: true)
      }
      let lines = TextMeasure.wrap(words, width: canvas.width - 24, size: smallSize)
      canvas.text(lines, x: 20, y: below + 11, paint: .muted, size: smallSize)
      below += Double(lines.count) * lineHeight + 2
    }
    return below - y
  }
}

/// Round places on an axis of days: whole months, quarters or years, or days when the stretch is short.
enum DateTicks {
  static func ticks(_ days: ClosedRange<Double>, count: Int, language: Language) -> [(day: Int, text: String)] {
    let (low, high) = (Int(days.lowerBound), Int(days.upperBound))
    guard let first = CivilDate(dayNumber: low), let last = CivilDate(dayNumber: high) else { return [] }
    let months = (last.year - first.year) * 12 + last.month - first.month
    if months < 2 {
      let step = max(1, (high - low) / max(1, count - 1))
      return stride(from: low, through: high, by: step).compactMap { day in
        CivilDate(dayNumber: day).map { (day, DateText.short($0, language: language)) }
      }
    }
    let step = [1, 2, 3, 6, 12, 24, 60, 120].first { months / $0 <= count } ?? 240
    var result: [(day: Int, text: String)] = []
    var index = (first.year * 12 + first.month - 1 + step - 1) / step * step
    while let date = CivilDate(year: index / 12, month: index % 12 + 1, day: 1), date <= last {
      if date >= first {
        result.append((date.dayNumber, step >= 12 ? String(date.year) : DateText.month(date, language: language)))
      }
      index += step
    }
    return result.isEmpty ? [(low, DateText.short(first, language: language))] : result
  }
}
