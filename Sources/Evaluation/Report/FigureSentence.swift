import Base
import Charts

/// One sentence that says what there is to see in a figure. It is made from what is drawn, so a hidden figure is never in it.
struct FigureSentence {
  let language: Language

  private func pick(_ da: String, _ en: String) -> String { language == .da ? da : en }

  func bars(_ rows: [String], _ series: [String], _ amounts: [[Amount]]) -> String {
    let parts = series.indices.compactMap { number -> String? in
      let known = zip(rows, amounts).compactMap { row, all in all[number].value.map { (row, $0, all[number].text) } }
      let plain = known.filter { !FigureSentence.isTotal($0.0) }
      let compared = plain.isEmpty ? known : plain
      guard let high = compared.max(by: { $0.1 < $1.1 }), let low = compared.min(by: { $0.1 < $1.1 }) else { return nil }
      let name = series.count > 1 ? series[number] + ": " : ""
      if compared.count <= 2 { return name + compared.map { "\($0.0) \($0.2)" }.joined(separator: ", ") }
      if high.1 == low.1 { return name + pick("alle \(high.2)", "all \(high.2)") }
      return name
        + pick(
          "højest er \(quoted(high.0)) (\(high.2)), lavest \(quoted(low.0)) (\(low.2))",
          "highest is \(quoted(high.0)) (\(high.2)), lowest \(quoted(low.0)) (\(low.2))")
    }
    return FigureSentence.sentence(parts)
  }

  /// With few rows the largest part of each; with many the rows that have most and least of the first part.
  func stacked(_ rows: [String], _ parts: [String], _ amounts: [[Amount]]) -> String {
    if rows.count > 3, let part = parts.first {
      let known = zip(rows, amounts).compactMap { row, all in all[0].value.map { (row, $0, all[0].text) } }
      guard let high = known.max(by: { $0.1 < $1.1 }), let low = known.min(by: { $0.1 < $1.1 }) else { return "" }
      let (most, least) = (quoted(high.0), quoted(low.0))
      return FigureSentence.sentence([
        pick(
          "\(part): størst andel ved \(most) (\(high.2)), mindst ved \(least) (\(low.2))",
          "\(part): largest share at \(most) (\(high.2)), smallest at \(least) (\(low.2))")
      ])
    }
    let each = zip(rows, amounts).compactMap { row, all -> String? in
      let known = zip(parts, all).compactMap { part, amount in amount.value.map { (part, $0, amount.text) } }
      return known.max(by: { $0.1 < $1.1 }).map { pick("\(row): flest \($0.0) (\($0.2))", "\(row): most \($0.0) (\($0.2))") }
    }
    return FigureSentence.sentence(each)
  }

  private func quoted(_ label: String) -> String { language == .da ? "»\(label)«" : "“\(label)”" }

  func beforeAfter(_ rows: [BeforeAfterChart.Row], before: String, after: String) -> String {
    let pairs = rows.compactMap { row -> (row: BeforeAfterChart.Row, change: Double)? in
      guard let a = row.before.value, let b = row.after.value else { return nil }
      return (row, b - a)
    }
    let up = pairs.count { $0.change > 0 }
    let down = pairs.count { $0.change < 0 }
    let same = pairs.count - up - down
    var parts = [
      pick(
        "Fra \(before.lowercased()) til \(after.lowercased()): \(up) højere, \(down) lavere, \(same) uændret",
        "From \(before.lowercased()) to \(after.lowercased()): \(up) higher, \(down) lower, \(same) unchanged")
    ]
    if pairs.count > 1, let most = pairs.max(by: { abs($0.change) < abs($1.change) }), most.change != 0 {
      let (name, a, b) = (quoted(most.row.label), most.row.before.text, most.row.after.text)
      parts.append(pick("størst ændring har \(name) (\(a) → \(b))", "the largest change has \(name) (\(a) → \(b))"))
    }
    return FigureSentence.sentence(parts)
  }

  func lines(_ series: [LineChart.Series]) -> String {
    FigureSentence.sentence(
      series.compactMap { line in
        let known = line.amounts.filter { $0.value != nil }
        guard let first = known.first, let last = known.last else { return nil }
        if known.count == 1 { return "\(line.label): \(first.text)" }
        return pick(
          "\(line.label) går fra \(first.text) til \(last.text)", "\(line.label) goes from \(first.text) to \(last.text)")
      })
  }

  func steps(_ curves: [(label: String, steps: [StepChart.Step])], isShare: Bool) -> String {
    let parts = curves.compactMap { curve -> String? in
      guard let last = curve.steps.last else { return nil }
      let share = NumberText.format(Decimals.text(last.value * (isShare ? 100 : 1), decimals: 0), language: language)
      let time = NumberText.format(Decimals.shortest(last.time), language: language)
      let percent = NumberText.percent(share, language: language)
      return pick("\(curve.label) er nede på \(percent) ved tid \(time)", "\(curve.label) is down to \(percent) at time \(time)")
    }
    return FigureSentence.sentence(parts)
  }

  private static func sentence(_ parts: [String]) -> String {
    let text = parts.joined(separator: "; ")
    return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// A row that sums the others would always be the highest.
  static func isTotal(_ label: String) -> Bool {
    let low = label.lowercased()
    return ["i alt", "samlet", "total", "all"].contains { low == $0 || low.hasPrefix($0 + " ") || low.hasPrefix($0 + ",") }
  }
}
