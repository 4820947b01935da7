import Base
import Charts

extension FigureMaker {
  /// A row for each row of the table and each pair of columns: before, after, and the change where there is one.
  func beforeAfter() -> (any Chart)? {
    let groups = columnGroups
    guard let first = groups.first, let kind = kind(of: first[0]) else { return nil }
    var rows: [BeforeAfterChart.Row] = []
    var names: (before: String, after: String, change: String)?
    for group in groups {
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

  /// Two neighbouring columns of one measured kind, and the column of differences after them if there is one. Columns between, such
  /// as numbers of persons, limits or p values, are left to the table.
  private var columnGroups: [[StudyResult.Head]] {
    let kinds = table.columns.map { kind(of: $0) }
    var groups: [[StudyResult.Head]] = []
    var index = 0
    while index + 1 < kinds.count {
      guard let kind = kinds[index], kinds[index + 1] == kind, [.mean, .score, .percent, .kr, .hours].contains(kind) else {
        index += 1
        continue
      }
      let isChanged = index + 2 < kinds.count && kinds[index + 2] == .diff
      groups.append(Array(table.columns[index..<(index + (isChanged ? 3 : 2))]))
      index += isChanged ? 3 : 2
    }
    return groups
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
