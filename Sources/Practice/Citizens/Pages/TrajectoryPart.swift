import Base
import Charts
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One scale of one citizen: a heading that says what changed, the picture, and the same numbers as a table.
enum TrajectoryPart {
  static func html(_ trajectory: Measures.Trajectory, number: Int, language: Language) -> HTML {
    let say = { (da: String, en: String) in language == .da ? da : en }
    let title = "\(trajectory.instrument.title[language]): \(trajectory.scale.title[language])"
    let sentence = trajectory.change?[language] ?? say("Der er ét svar.", "There is one answer.")
    let chart = TrajectoryChart(
      caption: ChartCaption(id: "way-\(number)", title: title, description: sentence, language: language),
      points: trajectory.points.map { point($0, language) }, range: range(trajectory),
      references: references(trajectory.scale, language),
      valueTitle: trajectory.scale.title[language])
    let rows = trajectory.points.map { point -> [HTML] in
      let value = point.value.map { NumberText.format($0, language: language) } ?? point.gap?[language] ?? ""
      return ["\(WhenText.format(point.date, language: language))", "\(point.wave ?? "")", "\(value)"]
    }
    let table = DataTable(
      id: "way-\(number)-table", caption: title,
      columns: [.init(say("Dag", "Day")), .init(say("Måletidspunkt", "Wave")), .init(say("Score", "Score"), isNumeric: true)],
      rows: rows, empty: "")
    return """
      <section class="b-way" aria-labelledby="way-\(number)-h"><h3 id="way-\(number)-h">\(title)</h3><p>\(sentence)</p>\(chart.html)
      <details><summary>\(say("Vis tallene", "Show the numbers"))</summary>\(table.html)</details></section>

      """
  }

  private static func point(_ point: Measures.Trajectory.Point, _ language: Language) -> TrajectoryChart.Point {
    let amount: Amount
    if let value = point.value {
      amount = .known(value, text: NumberText.format(value, language: language))
    } else {
      amount = .gap(point.gap?[language] ?? "")
    }
    return TrajectoryChart.Point(date: point.date, amount: amount, isProxy: point.isProxy)
  }

  /// The scale's own range, widened where a score lies outside it (a composite may).
  private static func range(_ trajectory: Measures.Trajectory) -> ClosedRange<Double> {
    let values = trajectory.points.compactMap(\.value)
    let low = min(trajectory.scale.range.min ?? values.min() ?? 0, values.min() ?? 0)
    let high = max(trajectory.scale.range.max ?? values.max() ?? 1, values.max() ?? 1)
    return low...max(high, low + 1e-9)
  }

  private static func references(_ scale: InstrumentDefinition.Scale, _ language: Language) -> [TrajectoryChart.Reference] {
    var all = scale.bands.map { TrajectoryChart.Reference(.band($0.from...$0.to), label: $0.label[language]) }
    if let cut = scale.cutOff { all.append(TrajectoryChart.Reference(.line(cut.value), label: cut.label[language])) }
    return all
  }
}
