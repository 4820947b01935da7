import Base
import Charts

extension FigureMaker {
  /// Columns go two by two or, with a column of differences, three by three: before, after, change.
  func beforeAfter() -> (any Chart)? {
    let size = stride(from: 2, to: table.columns.count, by: 3).contains { isChange(table.columns[$0]) } ? 3 : 2
    guard table.columns.count >= 2, let kind else { return nil }
    var rows: [BeforeAfterChart.Row] = []
    var names: (before: String, after: String, change: String)?
    let groups = stride(from: 0, to: table.columns.count - 1, by: size).map { start in
      Array(table.columns[start..<min(start + size, table.columns.count)])
    }
    for group in groups where group.count >= 2 {
      let shared = groups.count > 1 ? BeforeAfterNames.shared(group.map { $0.label[language] }) : ""
      let short = group.map { BeforeAfterNames.without(shared, $0.label[language]) }
      if names == nil { names = (short[0], short[1], short.count > 2 ? short[2] : "") }
      for row in table.rows {
        guard group.prefix(2).contains(where: { source.cell(row, $0) != nil }) else { continue }
        let label = shared.isEmpty ? row.label[language] : "\(shared): \(row.label[language])"
        rows.append(
          BeforeAfterChart.Row(
            label: label, before: amount(row, group[0]), after: amount(row, group[1]), change: change(row, group)))
      }
    }
    let all = rows.flatMap { [$0.before, $0.after] }
    guard let names, rows.count <= 60, all.contains(where: { $0.value != nil }) else { return nil }
    let sentence = FigureSentence(language: language).beforeAfter(rows, before: names.before, after: names.after)
    return BeforeAfterChart(
      caption: caption(sentence), beforeName: names.before, afterName: names.after, changeName: names.change, rows: rows,
      range: range(all, kind: kind), axisTitle: axisTitle(kind))
  }

  private func isChange(_ column: StudyResult.Head) -> Bool {
    table.rows.contains { source.cell($0, column)?.kind == .diff }
  }

  /// The change with its stars; stars may stand at the change or at the second measurement.
  private func change(_ row: StudyResult.Head, _ group: [StudyResult.Head]) -> String {
    let cells = group.dropFirst().compactMap { source.cell(row, $0) }
    let stars = cells.map { text.stars($0) }.max { $0.count < $1.count } ?? ""
    let figure = group.count > 2 ? source.cell(row, group[2]).map { text.cell($0) } ?? "" : ""
    return [figure, stars].filter { !$0.isEmpty }.joined(separator: "\u{00A0}")
  }
}

/// The names of grouped columns: `Fysisk før`, `Fysisk efter` share `Fysisk`.
enum BeforeAfterNames {
  /// The leading words that all names share.
  static func shared(_ names: [String]) -> String {
    let words = names.map { $0.split(separator: " ") }
    guard let first = words.first else { return "" }
    var count = 0
    while count < first.count - 1, words.allSatisfy({ $0.count > count + 1 && $0[count] == first[count] }) { count += 1 }
    var text = first.prefix(count).joined(separator: " ")
    while let last = text.last, ",:;–-".contains(last) { text.removeLast() }
    return text
  }

  /// A name without the shared words, with a capital.
  static func without(_ shared: String, _ name: String) -> String {
    guard !shared.isEmpty else { return name }
    var rest = name.dropFirst(shared.count)
    while let first = rest.first, " ,:;–-".contains(first) { rest = rest.dropFirst() }
    return rest.prefix(1).uppercased() + rest.dropFirst()
  }
}
