import Base
import Charts

extension FigureMaker {
  /// Curves of a table over waves. A curve is named as its column (then the rows are the waves) or as its row; curves of another
  /// unit than the first, such as an index beside means, are left to the table.
  func curveLines() -> (any Chart)? {
    let kinds = table.curves.map { curveKind($0) }
    guard let kind = kinds.compactMap({ $0 }).first ?? self.kind else { return nil }
    let drawn = zip(table.curves, kinds).filter { $0.1 == nil || $0.1 == kind }.map(\.0)
    let places = Set(drawn.flatMap { $0.points.map(\.x) }.filter(\.isFinite)).sorted()
    guard (1...6).contains(drawn.count), places.count > 1 else { return nil }
    let waves = waveHeads(places.count)
    let names = waves?.map { $0.label[language] } ?? places.map { NumberText.format(Decimals.shortest($0), language: language) }
    let series = drawn.map { curve -> LineChart.Series in
      let found = Dictionary(curve.points.map { ($0.x, $0.y) }, uniquingKeysWith: { a, _ in a })
      let amounts = places.enumerated().map { index, place -> Amount in
        guard let y = found[place], y.isFinite else { return .gap("–") }
        let words = waves.flatMap { cell(of: curve, at: $0[index]) }.map { text.cell($0) }
        return .known(y, text: words ?? text.figure(Decimals.short(y), kind: kind))
      }
      return LineChart.Series(label: curve.label[language], amounts: amounts)
    }
    return LineChart(
      caption: caption(FigureSentence(language: language).lines(series)),
      waves: zip(names, places).map { LineChart.Wave(label: $0, position: $1) }, series: series,
      range: range(series.flatMap(\.amounts), kind: kind), valueTitle: axisTitle(kind))
  }

  private func curveKind(_ curve: StudyResult.Curve) -> StudyResult.Kind? {
    if let column = table.columns.first(where: { $0.label == curve.label }) { return kind(of: column) }
    guard let row = table.rows.first(where: { $0.label == curve.label }) else { return nil }
    return table.columns.compactMap { source.cell(row, $0)?.kind }.first
  }

  /// The heads the curves run along, when there is one for each place.
  private func waveHeads(_ count: Int) -> [StudyResult.Head]? {
    let names = Set(table.curves.map(\.label))
    let areColumns = table.columns.contains { names.contains($0.label) }
    let heads = areColumns ? table.rows : table.columns
    return heads.count == count ? heads : nil
  }

  private func cell(of curve: StudyResult.Curve, at wave: StudyResult.Head) -> StudyResult.Cell? {
    if let column = table.columns.first(where: { $0.label == curve.label }) { return source.cell(wave, column) }
    return table.rows.first { $0.label == curve.label }.flatMap { source.cell($0, wave) }
  }
}
