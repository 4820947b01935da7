import Base
import Statistics

/// Cronbach's alpha of scales.
struct ReliabilityBuilder {
  let work: Workspace
  let table: TableDefinition

  /// Alpha of items at a wave; reversed items are turned round (which moves the sum, not its spread).
  func alpha(
    items: [ItemReference], reversed: [ItemReference], wave: String?
  ) throws(EvaluationRefusal) -> Result<Reliability, Undefined> {
    var filter = table.filter
    if let wave {
      let atWave = Filter.equals(ItemReference("wave"), .text(wave))
      filter = filter.map { .all([atWave, $0]) } ?? atWave
    }
    var complete = try work.mask(filter, of: table.of)
    for item in items { complete = complete & (try work.answered(item, of: table.of)) }
    var columns: [[Double]] = []
    for item in items {
      let column = try work.numbers(item, of: table.of)
      let sign: Double = reversed.contains(item) ? -1 : 1
      var values: [Double] = []
      complete.forEach { values.append(sign * column.value($0)) }
      columns.append(values)
    }
    do { return .success(try cronbachAlpha(items: columns)) } catch { return .failure(error) }
  }

  func build() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    for (r, row) in table.rows.enumerated() {
      let result = try alpha(items: row.items, reversed: row.reversed, wave: row.wave ?? table.before)
      for column in table.columns {
        guard let role = column.role else { continue }
        var cell = DraftCell(row: row, column: column, table: table, kind: role == .n ? .count : .statistic)
        switch result {
        case .failure(let why): cell.refused = why.words
        case .success(let figures):
          cell.n = figures.n
          cell.quantities = [Quantity(persons: figures.n, atoms: [r])]
          fill(&cell, role, figures, items: row.items.count)
        }
        draft.cells.append(cell)
      }
    }
    return draft
  }

  private func fill(_ cell: inout DraftCell, _ role: Line.Role, _ figures: Reliability, items: Int) {
    switch role {
    case .n: cell.exact = Fraction(figures.n)
    case .alpha: cell.set(figures.alpha)
    case .sd: cell.set(figures.sd)
    case .reliableChange:
      if let change = try? ReliableChange(sd: figures.sd, reliability: figures.alpha) {
        cell.set(change.threshold)
      } else {
        cell.refused = Phrases.noVariation
      }
    default: break
    }
  }
}
