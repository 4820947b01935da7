import Base

/// The finding of a table as a heading, made from figures that are shown. It says what is seen, not why, and never judges.
enum Findings {
  static func finding(_ draft: DraftTable, shown: (DraftCell) -> Bool) -> Words? {
    switch draft.definition.layout {
    case .change: change(draft, shown)
    case .direction, .classes: direction(draft, shown)
    case .grid: grid(draft, shown)
    case .attrition: attrition(draft, shown)
    case .cost: cost(draft)
    case .scenarios: scenarios(draft)
    default: nil
    }
  }

  private static func words(_ cell: DraftCell) -> Words? { cell.rounded.map { Figures.words($0, decimals: cell.decimals) } }

  private static func join(_ a: Words, _ text: String, _ b: Words) -> Words {
    Words(da: a.da + text + b.da, en: a.en + text + b.en)
  }

  /// The row whose change is surest, else the first.
  private static func change(_ draft: DraftTable, _ shown: (DraftCell) -> Bool) -> Words? {
    let table = draft.definition
    var best: (words: Words, p: Double)?
    for row in table.rows {
      for column in table.columns where column.role == .change {
        func cell(_ role: Line.Role) -> DraftCell? {
          table.columns.first { $0.role == role && $0.block == column.block }.flatMap { draft.cell(row.key, $0.key) }
        }
        guard let before = cell(.before), let after = cell(.after), let change = draft.cell(row.key, column.key), shown(change),
          shown(before), shown(after), let a = words(before), let b = words(after), let n = before.n,
          let x = before.rounded, let y = after.rounded
        else { continue }
        let several = table.columns.contains { $0.block != column.block }
        let heading = phrase(row, column, x, y, several: several)
        let tail = "(n = \(n))"
        let sentence = Words(da: "\(heading.da): \(a.da) → \(b.da) \(tail)", en: "\(heading.en): \(a.en) → \(b.en) \(tail)")
        let p = change.p ?? 1
        if let old = best, old.p <= p || p >= 0.10 { continue }
        best = (sentence, p)
      }
    }
    return best?.words
  }

  private static func phrase(_ row: Line, _ column: Line, _ before: Fraction, _ after: Fraction, several: Bool) -> Words {
    if let phrases = row.phrases, before != after, !several { return after < before ? phrases.less : phrases.more }
    guard several else { return row.label }
    return Words(
      da: "\(row.label.da) (\(column.label.da.lowercasedFirst))", en: "\(row.label.en) (\(column.label.en.lowercasedFirst))")
  }

  private static func direction(_ draft: DraftTable, _ shown: (DraftCell) -> Bool) -> Words? {
    let table = draft.definition
    guard let positive = table.columns.first(where: { $0.role == .positive }) else { return nil }
    var best: (row: Line, cell: DraftCell)?
    for row in table.rows {
      guard let cell = draft.cell(row.key, positive.key), shown(cell), let value = cell.exact else { continue }
      if let old = best?.cell.exact, old >= value { continue }
      best = (row, cell)
    }
    guard let best, let value = words(best.cell), let n = best.cell.n, let count = best.cell.count else { return nil }
    let column = positive.label
    return Words(
      da: "\(best.row.label.da): \(column.da.lowercasedFirst) hos \(value.da) % (\(count) af \(n))",
      en: "\(best.row.label.en): \(column.en.lowercasedFirst) for \(value.en) % (\(count) of \(n))")
  }

  /// The largest share or mean of the first column, totals left out.
  private static func grid(_ draft: DraftTable, _ shown: (DraftCell) -> Bool) -> Words? {
    let table = draft.definition
    guard let column = table.columns.first else { return nil }
    let cells = table.rows.filter { !$0.isTotal }.compactMap { row -> (row: Line, cell: DraftCell)? in
      guard let cell = draft.cell(row.key, column.key), cell.kind == .percent, shown(cell), cell.exact != nil else { return nil }
      return (row, cell)
    }
    guard let first = cells.first else { return counts(draft, shown) }
    let best = cells.dropFirst().reduce(first) { ($0.cell.exact ?? Fraction(0)) >= ($1.cell.exact ?? Fraction(0)) ? $0 : $1 }
    guard let value = words(best.cell), let n = best.cell.n, let count = best.cell.count else { return nil }
    // Where the first column is a part of the whole, it is named.
    let label = column.filter == nil ? best.row.label : join(best.row.label, ", ", column.label)
    return Words(da: "\(label.da): \(value.da) % (\(count) af \(n))", en: "\(label.en): \(value.en) % (\(count) of \(n))")
  }

  /// The total row of counts, column by column.
  private static func counts(_ draft: DraftTable, _ shown: (DraftCell) -> Bool) -> Words? {
    let table = draft.definition
    guard let row = table.rows.first(where: \.isTotal) else { return nil }
    var parts: [Words] = []
    for column in table.columns {
      guard let cell = draft.cell(row.key, column.key), cell.kind == .count, shown(cell), let value = words(cell) else {
        return nil
      }
      parts.append(join(column.label, " ", value))
    }
    guard !parts.isEmpty else { return nil }
    return Words(da: parts.map(\.da).joined(separator: ", "), en: parts.map(\.en).joined(separator: ", "))
  }

  private static func attrition(_ draft: DraftTable, _ shown: (DraftCell) -> Bool) -> Words? {
    let table = draft.definition
    guard let row = table.rows.last, let column = table.columns.first(where: { $0.role == .answered }),
      let cell = draft.cell(row.key, column.key), shown(cell), let n = cell.n, let count = cell.count
    else { return nil }
    return Words(
      da: "\(count) af \(n) har svaret: \(row.label.da.lowercasedFirst)",
      en: "\(count) of \(n) answered: \(row.label.en.lowercasedFirst)")
  }

  private static func cost(_ draft: DraftTable) -> Words? {
    let table = draft.definition
    guard let row = table.rows.first(where: \.isTotal),
      let column = table.columns.first(where: { (row.role ?? $0.role) == .kr }), let cell = draft.cell(row.key, column.key),
      let value = words(cell)
    else { return nil }
    return Words(da: "\(row.label.da): \(value.da) kr.", en: "\(row.label.en): kr. \(value.en)")
  }

  private static func scenarios(_ draft: DraftTable) -> Words? {
    let table = draft.definition
    guard let row = table.rows.first(where: { $0.role == .net }) else { return nil }
    let cells = table.columns.compactMap { draft.cell(row.key, $0.key) }.filter { $0.rounded != nil }
    guard let low = cells.min(by: { ($0.exact ?? Fraction(0)) < ($1.exact ?? Fraction(0)) }),
      let high = cells.max(by: { ($0.exact ?? Fraction(0)) < ($1.exact ?? Fraction(0)) }), let a = words(low), let b = words(high)
    else { return nil }
    return Words(da: "\(row.label.da) fra \(a.da) til \(b.da) kr.", en: "\(row.label.en) from kr. \(a.en) to \(b.en)")
  }
}

extension String {
  /// The same with a small first letter, to stand inside a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
