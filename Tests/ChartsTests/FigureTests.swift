import Base
import Markup
import Testing

@testable import Evaluation

/// Tables as the engine lays them out, with columns of several kinds: only what has one unit is drawn together.
@Suite struct FigureTests {
  private func table(
    rows: [String], columns: [(String, StudyResult.Kind)], texts: [[String]], figure: StudyResult.Figure,
    curves: [StudyResult.Curve] = [], range: ClosedRange<Double>? = nil
  ) -> StudyResult.Table {
    var cells: [StudyResult.Cell] = []
    for (row, list) in zip(rows, texts) {
      for (column, text) in zip(columns, list) { cells.append(Sample.cell(row, column.0, column.1, text)) }
    }
    return .init(
      id: "t", title: Sample.words("t"), finding: nil, unit: Sample.words("personer"), notes: [],
      rows: rows.map { Sample.head($0) },
      columns: columns.map { Sample.head($0.0) }, cells: cells, figure: figure, curves: curves, range: range)
  }

  private func figure(_ table: StudyResult.Table) -> ReportFigure {
    ReportFigure(ReportTable(table), id: "t", text: ReportText(language: .da, threshold: 5))
  }

  private func words(_ figure: ReportFigure) -> [String] {
    guard let wide = figure.picture.flatMap({ stretches(of: $0.text, from: "<svg", to: "</svg>").first }) else { return [] }
    return MarkupReader(wide).lines.map(\.text)
  }

  @Test func beforeAndAfterAreFoundAmongOtherColumns() {
    let figure = figure(
      table(
        rows: ["6 måneder", "12 måneder"],
        columns: [
          ("n", .count), ("Start", .mean), ("Opfølgning", .mean), ("Forskel", .diff), ("Nedre", .diff), ("Øvre", .diff),
          ("dz", .statistic),
          ("p", .p),
        ],
        texts: [
          ["246", "32.31", "25.11", "-7.20", "-8.10", "-6.30", "0.60", "0.0001"],
          ["209", "32.3", "24.9", "-7.4", "-8.4", "-6.4", "0.6", "0.0001"],
        ], figure: .beforeAfter, range: 0...60))
    let words = words(figure)
    #expect(words.contains("32,31") && words.contains("25,11") && words.contains("\u{2212}7,20") && words.contains("Opfølgning"))
    #expect(!words.contains("246") && !words.contains("\u{2212}8,10") && !words.contains("0,60"))
    #expect(figure.sentence.hasPrefix("Fra start til opfølgning: 0 højere, 2 lavere, 0 uændret"))
  }

  @Test func partsAreDrawnWithoutTheNumberOfPersons() {
    let figure = figure(
      table(
        rows: ["6 måneder"], columns: [("n", .count), ("Bedre", .percent), ("Uændret", .percent), ("Værre", .percent)],
        texts: [["246", "60", "30", "10"]], figure: .stacked))
    let words = words(figure)
    #expect(words.contains("Bedre") && words.contains("60\u{00A0}%") && !words.contains("n") && !words.contains("246"))
  }

  @Test func barsTakeTheCommonestKind() {
    let figure = figure(
      table(
        rows: ["0", "6"], columns: [("Ventet", .count), ("Besvaret", .count), ("Andel", .percent)],
        texts: [["453", "453", "100"], ["453", "246", "54"]], figure: .bars))
    let words = words(figure)
    #expect(words.contains("Ventet") && words.contains("246") && !words.contains("Andel") && !words.contains("54\u{00A0}%"))
  }

  @Test func wholesAreNotDrawn() {
    let figure = figure(
      table(
        rows: ["Kvinder", "Mænd", "I alt, køn"], columns: [("Aarhus", .percent)], texts: [["17"], ["83"], ["100"]], figure: .bars)
    )
    #expect(words(figure).contains("Mænd") && !words(figure).contains("I alt, køn"))
  }

  @Test func anIndexIsNotDrawnAmongMeans() {
    let waves = ["Start", "6 måneder", "12 måneder"]
    let points = { (list: [Double]) in zip([0.0, 6, 12], list).map { (x: $0, y: $1) } }
    let figure = figure(
      table(
        rows: waves, columns: [("n", .count), ("Middel", .mean), ("Indeks", .percent)],
        texts: [["453", "0.500", "100"], ["246", "0.123", "25"], ["209", "0.100", "20"]], figure: .lines,
        curves: [
          .init(label: Sample.words("Middel"), points: points([0.5, 0.123, 0.1])),
          .init(label: Sample.words("Indeks"), points: points([100, 25, 20])),
        ], range: 0...1))
    let words = words(figure)
    #expect(words.contains("12 måneder") && words.contains { $0.contains("Middel 0,100") })
    #expect(!words.contains { $0.contains("Indeks") } && !words.contains("100"))
    #expect(figure.sentence == "Middel går fra 0,500 til 0,100.")
  }

  @Test func aCurveEndsWhereItsPersonsEnd() {
    let figure = figure(
      table(
        rows: ["A", "B"], columns: [("n", .count)], texts: [["20"], ["30"]], figure: .steps,
        curves: [
          .init(label: Sample.words("A"), points: [(x: 0, y: 100), (x: 100, y: 50)]),
          .init(label: Sample.words("B"), points: [(x: 0, y: 100), (x: 400, y: 20)]),
        ], range: 0...100))
    let svg = stretches(of: figure.picture?.text ?? "", from: "<svg", to: "</svg>").first ?? ""
    let ends = MarkupReader(svg).elements.compactMap { element -> String? in
      guard element.name == "path", element.attributes["stroke-width"] == "2.2" else { return nil }
      return element.attributes["d"]?.split(separator: "H").last.map(String.init)
    }
    #expect(ends.count == 2 && ends[0] != ends[1])
    #expect(figure.sentence.contains("A er nede på 50\u{00A0}% ved tid 100"))
  }

  @Test func sharedWordsOfColumns() {
    #expect(BeforeAfterNames.shared(["Fysisk før", "Fysisk efter"]) == "Fysisk")
    #expect(BeforeAfterNames.shared(["Før", "Efter"]) == "")
    #expect(BeforeAfterNames.without("Fysisk", "Fysisk før") == "Før")
  }

  @Test func aTableWithoutAnyVisibleFigureIsNotDrawn() {
    var table = table(rows: ["a"], columns: [("x", .count)], texts: [["3"]], figure: .bars)
    table.cells = [Sample.hidden("a", "x", .count)]
    let figure = figure(table)
    #expect(figure.picture == nil && figure.refusal != nil)
  }

  @Test(arguments: [
    (2.345, 2, "2.35"), (-0.004, 2, "0.00"), (-1.5, 0, "-2"), (0.05, 1, "0.1"), (1234, 0, "1234"), (0.00012, 3, "0.000"),
  ]) func decimals(value: Double, places: Int, text: String) {
    #expect(Decimals.text(value, decimals: places) == text)
  }
}
