import Base

/// Tables over all waves: who was measured, and at what level.
struct CourseBuilder {
  let work: Workspace
  let table: TableDefinition

  private func rows(_ wave: String, _ item: ItemReference?) throws(EvaluationRefusal) -> [Int32] {
    var rows = try work.rows(at: wave, of: table.of, filter: table.filter?.resolved(item: item))
    if let item {
      let answered = try work.answered(item, of: table.of)
      for p in rows.indices where rows[p] >= 0 && !answered[Int(rows[p])] { rows[p] = -1 }
    }
    return rows
  }

  private static func count(_ rows: [Int32]) -> Int { rows.count { $0 >= 0 } }

  // MARK: attrition

  func attrition() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    guard let firstWave = table.before ?? table.rows.first?.wave else { return draft }
    let first = try rows(firstWave, table.item)
    let expected = CourseBuilder.count(first)
    for (r, row) in table.rows.enumerated() {
      guard let wave = row.wave else { continue }
      let here = try rows(wave, row.item ?? table.item)
      let answered = CourseBuilder.count(here)
      let paired = here.indices.count { here[$0] >= 0 && first[$0] >= 0 }
      for column in table.columns {
        guard let role = column.role else { continue }
        var cell = DraftCell(row: row, column: column, table: table, kind: role == .share ? .percent : .count)
        cell.n = expected
        let atoms: [Int]
        switch role {
        case .expected:
          cell.exact = Fraction(expected)
          atoms = [0]
        case .answered:
          cell.exact = Fraction(answered)
          cell.count = answered
          atoms = [1 + 2 * r, 2 + 2 * r]
        case .paired:
          cell.exact = Fraction(paired)
          cell.count = paired
          atoms = [1 + 2 * r]
        default:
          cell.exact = Fraction(100 * Int128(answered), over: Int128(expected))
          cell.count = answered
          atoms = [1 + 2 * r, 2 + 2 * r]
        }
        cell.quantities = [Quantity(persons: cell.count ?? expected, atoms: atoms)]
        draft.cells.append(cell)
      }
    }
    return draft
  }

  // MARK: level by wave

  /// Rows of the same item belong together: the first of them is the start.
  func course() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    var atom = 0
    var items: [ItemReference] = []
    for row in table.rows { if let item = row.item ?? table.item, !items.contains(item) { items.append(item) } }
    for item in items {
      let lines = table.rows.filter { ($0.item ?? table.item) == item && $0.wave != nil }
      var rowsByWave: [[Int32]] = []
      for line in lines { rowsByWave.append(try rows(line.wave ?? "", item)) }
      let series = Series(column: try work.numbers(item, of: table.of), rows: rowsByWave)
      for (w, line) in lines.enumerated() {
        for column in table.columns {
          guard let role = column.role else { continue }
          var cell = DraftCell(row: line, column: column, table: table, kind: CourseBuilder.kind(role))
          fill(&cell, role, series, wave: w)
          cell.quantities = [Quantity(persons: cell.n ?? 0, atoms: [atom + CourseBuilder.group(role, wave: w, of: lines.count)])]
          draft.cells.append(cell)
        }
      }
      draft.curves.append(contentsOf: curves(draft, lines))
      atom += lines.count + 2
    }
    return draft
  }

  private static func group(_ role: Line.Role, wave: Int, of count: Int) -> Int {
    switch role {
    case .completeN, .completeMean: count
    case .carriedN, .carriedMean: count + 1
    default: wave
    }
  }

  private static func kind(_ role: Line.Role) -> StudyResult.Kind? {
    switch role {
    case .n, .completeN, .carriedN: .count
    case .mean, .completeMean, .carriedMean: .mean
    case .sd: .statistic
    case .index: .percent
    default: nil
    }
  }

  private func fill(_ cell: inout DraftCell, _ role: Line.Role, _ series: Series, wave: Int) {
    let sum: ExactSum
    switch role {
    case .completeN, .completeMean: sum = series.complete[wave]
    case .carriedN, .carriedMean: sum = series.carried[wave]
    default: sum = series.available[wave]
    }
    cell.n = sum.n
    switch role {
    case .n, .completeN, .carriedN: cell.exact = Fraction(sum.n)
    case .mean, .completeMean, .carriedMean:
      cell.exact = sum.mean
      cell.sum = sum.n > 0 ? sum.fraction : nil
    case .sd:
      if let sd = Numbers.standardDeviation(series.values(wave)) { cell.set(sd) } else { cell.refused = Phrases.noVariation }
    case .index:
      if let here = sum.mean, let first = series.available.first?.mean, first != Fraction(0) {
        cell.exact = here.divided(by: first)?.multiplied(by: Fraction(100))
      } else {
        cell.refused = Phrases.noData
      }
    default: break
    }
  }

  /// One line for each column of means.
  private func curves(_ draft: DraftTable, _ lines: [Line]) -> [StudyResult.Curve] {
    guard table.figure == .lines else { return [] }
    return table.columns.compactMap { column in
      guard let role = column.role, [.mean, .completeMean, .carriedMean, .index].contains(role) else { return nil }
      var points: [(x: Double, y: Double)] = []
      for (w, line) in lines.enumerated() {
        if let y = draft.cell(line.key, column.key)?.rounded { points.append((line.at ?? Double(w), y.double)) }
      }
      return StudyResult.Curve(label: column.label, points: points)
    }
  }
}

/// The values of persons over waves.
private struct Series {
  let column: NumberColumn
  let rows: [[Int32]]
  private(set) var available: [ExactSum] = []
  private(set) var complete: [ExactSum] = []
  private(set) var carried: [ExactSum] = []

  init(column: NumberColumn, rows: [[Int32]]) {
    self.column = column
    self.rows = rows
    available = rows.map { wave in
      var sum = ExactSum()
      for row in wave where row >= 0 { sum.add(column.value(Int(row))) }
      return sum
    }
    complete = rows.map { _ in ExactSum() }
    carried = complete
    for p in (rows.first ?? []).indices where rows[0][p] >= 0 {
      let isComplete = rows.allSatisfy { $0[p] >= 0 }
      var last = 0.0
      for w in rows.indices {
        if rows[w][p] >= 0 { last = column.value(Int(rows[w][p])) }
        carried[w].add(last)
        if isComplete { complete[w].add(last) }
      }
    }
  }

  func values(_ wave: Int) -> [Double] { rows[wave].compactMap { $0 >= 0 ? column.value(Int($0)) : nil } }
}
