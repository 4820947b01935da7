import Base
import Charts
import Markup

/// The picture of a table, and the sentence that says what there is to see in it.
struct ReportFigure {
  /// The picture; nil where there is none to draw.
  let picture: HTML?
  /// One sentence; empty without a picture.
  let sentence: String
  /// Why a picture that was asked for is not there.
  let refusal: String?

  init(_ table: ReportTable, id: String, text: ReportText) {
    let maker = FigureMaker(source: table, id: id, text: text)
    guard table.table.figure != .none else {
      (picture, sentence, refusal) = (nil, "", nil)
      return
    }
    let chart = maker.chart()
    picture = chart?.html
    sentence = chart?.caption.description ?? ""
    let words = Words(
      da: "Tabellen er ikke tegnet: for mange rækker eller for få tal, der kan vises.",
      en: "The table is not drawn: too many rows, or too few figures that can be shown.")
    refusal = chart == nil ? words[text.language] : nil
  }
}

/// Makes charts of a table's cells and curves.
struct FigureMaker {
  let source: ReportTable
  let id: String
  let text: ReportText

  var table: StudyResult.Table { source.table }
  var language: Language { text.language }

  func chart() -> (any Chart)? {
    switch table.figure {
    case .none: return nil
    case .bars: return bars()
    case .stacked: return stacked()
    case .beforeAfter: return beforeAfter()
    case .lines: return lines()
    case .steps: return steps()
    }
  }

  func caption(_ sentence: String) -> ChartCaption {
    let count = table.cells.count(where: \.isHidden)
    let hidden = Words(
      da: count == 1 ? " 1 tal er skjult." : " \(count) tal er skjult.",
      en: count == 1 ? " 1 figure is hidden." : " \(count) figures are hidden.")
    return ChartCaption(
      id: "fig-\(id)", title: table.title[language], description: sentence + (count > 0 ? hidden[language] : ""),
      language: language)
  }

  /// The amount at a place; a place without a cell is a gap with a dash.
  func amount(_ row: StudyResult.Head, _ column: StudyResult.Head) -> Amount {
    guard let cell = source.cell(row, column) else { return .gap("–") }
    guard let value = cell.number, value.isFinite else { return .gap(text.cell(cell)) }
    return .known(value, text: text.cell(cell))
  }

  /// The kind most of the cells are of; other kinds have another unit and are not drawn on the same axis.
  var kind: StudyResult.Kind? { FigureMaker.commonest(table.cells.map(\.kind)) }

  /// The kind most of a column is of.
  func kind(of column: StudyResult.Head) -> StudyResult.Kind? {
    FigureMaker.commonest(table.rows.compactMap { source.cell($0, column)?.kind })
  }

  /// The commonest of some kinds; of equally common ones the first.
  private static func commonest(_ kinds: [StudyResult.Kind]) -> StudyResult.Kind? {
    var counts: [StudyResult.Kind: Int] = [:]
    for kind in kinds { counts[kind, default: 0] += 1 }
    let most = counts.values.max()
    return kinds.first { counts[$0] == most }
  }

  /// The rows and columns that have a cell of that kind.
  func heads(of kind: StudyResult.Kind) -> (rows: [StudyResult.Head], columns: [StudyResult.Head]) {
    let cells = table.cells.filter { $0.kind == kind }
    let rows = Set(cells.map(\.row))
    let columns = Set(cells.map(\.column))
    return (table.rows.filter { rows.contains($0.key) }, table.columns.filter { columns.contains($0.key) })
  }

  /// The axis: the table's own range, widened where a figure lies outside it.
  func range(_ amounts: [Amount], kind: StudyResult.Kind) -> ClosedRange<Double> {
    let values = amounts.compactMap(\.value)
    let natural = table.range ?? (kind == .percent ? 0...100 : NaturalRange.of(values))
    let low = min(natural.lowerBound, values.min() ?? natural.lowerBound)
    let high = max(natural.upperBound, values.max() ?? natural.upperBound)
    return low < high ? low...high : low...(low + 1)
  }

  /// What the axis measures.
  func axisTitle(_ kind: StudyResult.Kind) -> String {
    let unit = table.unit[language]
    let base = CellScope(table.cells, \.n).whole.map { " (n = \(NumberText.format($0, language: language)))" } ?? ""
    let words: Words
    switch kind {
    case .percent: words = Words(da: "Procent af \(unit)", en: "Per cent of \(unit)")
    case .count: words = Words(da: "Antal \(unit)", en: "Number of \(unit)")
    case .mean: words = Words(da: "Gennemsnit", en: "Mean")
    case .diff: words = Words(da: "Forskel", en: "Difference")
    case .score: words = Words(da: "Score", en: "Score")
    case .kr: words = Words(da: "Kroner", en: "Danish kroner")
    case .hours: words = Words(da: "Timer", en: "Hours")
    case .p, .statistic: words = Words(da: "Værdi", en: "Value")
    }
    return words[language] + base
  }

  private func bars() -> (any Chart)? {
    guard let kind else { return nil }
    var (rows, columns) = heads(of: kind)
    rows = withoutWholes(rows, columns, kind: kind)
    let isFlipped = rows.count == 1 && columns.count > 1
    var amounts = rows.map { row in columns.map { amount(row, $0) } }
    if isFlipped {
      (rows, columns) = (columns, rows)
      amounts = (amounts.first ?? []).map { [$0] }
    }
    let all = amounts.flatMap { $0 }
    guard (1...BarChart.mostSeries).contains(columns.count), rows.count <= 60, all.contains(where: { $0.value != nil })
    else { return nil }
    let labels = rows.map { $0.label[language] }
    let sentence = FigureSentence(language: language).bars(labels, columns.map { $0.label[language] }, amounts)
    return BarChart(
      caption: caption(sentence), series: columns.map { $0.label[language] },
      rows: zip(labels, amounts).map { BarChart.Row(label: $0, amounts: $1) }, range: range(all, kind: kind),
      axisTitle: axisTitle(kind))
  }

  /// Rows of totals that are 100 per cent throughout say nothing in a picture; the table has them.
  private func withoutWholes(
    _ rows: [StudyResult.Head], _ columns: [StudyResult.Head], kind: StudyResult.Kind
  ) -> [StudyResult.Head] {
    guard kind == .percent else { return rows }
    let rest = rows.filter { row in
      !FigureSentence.isTotal(row.label[language]) || columns.contains { (amount(row, $0).value ?? 100) != 100 }
    }
    return rest.isEmpty ? rows : rest
  }

  private func stacked() -> (any Chart)? {
    let kind = StudyResult.Kind.percent
    let (rows, columns) = heads(of: kind)
    let amounts = rows.map { row in columns.map { amount(row, $0) } }
    let all = amounts.flatMap { $0 }
    guard (1...BarChart.mostSeries).contains(columns.count), rows.count <= 60, all.contains(where: { $0.value != nil }),
      all.allSatisfy({ ($0.value ?? 0) >= 0 })
    else { return nil }
    let labels = rows.map { $0.label[language] }
    let sentence = FigureSentence(language: language).stacked(labels, columns.map { $0.label[language] }, amounts)
    return StackedChart(
      caption: caption(sentence), parts: columns.map { $0.label[language] },
      rows: zip(labels, amounts).map { StackedChart.Row(label: $0, shares: $1) }, axisTitle: axisTitle(kind))
  }

  func lines() -> (any Chart)? {
    if !table.curves.isEmpty { return curveLines() }
    guard let kind else { return nil }
    let (rows, columns) = heads(of: kind)
    let amounts = rows.map { row in columns.map { amount(row, $0) } }
    guard (1...6).contains(rows.count), columns.count > 1, amounts.joined().contains(where: { $0.value != nil }) else {
      return nil
    }
    let series = zip(rows, amounts).map { LineChart.Series(label: $0.label[language], amounts: $1) }
    return LineChart(
      caption: caption(FigureSentence(language: language).lines(series)),
      waves: columns.enumerated().map { LineChart.Wave(label: $0.element.label[language], position: Double($0.offset)) },
      series: series, range: range(Array(amounts.joined()), kind: kind), valueTitle: axisTitle(kind))
  }

  private func steps() -> (any Chart)? {
    let curves = table.curves.map { curve in
      StepChart.Curve(
        label: curve.label[language], steps: curve.points.map { StepChart.Step(time: $0.x, value: $0.y) },
        until: curve.points.last?.x)
    }.filter { !$0.steps.isEmpty }
    guard (1...6).contains(curves.count) else { return nil }
    let highest = curves.flatMap { $0.steps.map(\.value) }.max() ?? 1
    let range = table.range ?? (highest <= 1 ? 0...1 : 0...100)
    let sentence = FigureSentence(language: language).steps(curves.map { ($0.label, $0.steps) }, isShare: range.upperBound <= 1)
    let share = range.upperBound <= 1
    let title = Words(
      da: share ? "Andel uden hændelsen" : "Procent uden hændelsen",
      en: share ? "Share without the event" : "Per cent without the event")
    return StepChart(
      caption: caption(sentence), curves: curves, range: range, valueTitle: title[language],
      timeTitle: Words(da: "Tid siden start", en: "Time since the beginning")[language])
  }
}
