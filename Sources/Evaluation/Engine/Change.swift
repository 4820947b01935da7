import Base
import Statistics

/// Tables of persons measured twice.
struct ChangeBuilder {
  let work: Workspace
  let table: TableDefinition

  /// The pairs of a row's item.
  private func pairs(_ row: Line, block: Int) throws(EvaluationRefusal) -> Pairs? {
    guard let item = row.items.indices.contains(block) ? row.items[block] : table.item, let before = table.before,
      let after = row.wave ?? table.after
    else { return nil }
    var filter = table.filter?.resolved(item: item)
    if let own = row.filter?.resolved(item: item) { filter = filter.map { .all([$0, own]) } ?? own }
    let key = Workspace.PairKey(table: table.of, item: item, filter: filter, before: before, after: after)
    if let known = work.pairs[key] { return known }
    let (a, b) = try work.pairRows(table: table.of, filter: filter, before: before, after: after)
    let made = Pairs(try work.numbers(item, of: table.of), a, b)
    if made.isSmall { work.pairs[key] = made }
    return made
  }

  // MARK: before, after, change

  func change() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    var atom = 0
    for row in table.rows {
      var known: [Int: (pairs: Pairs, figures: ChangeFigures)] = [:]
      for column in table.columns {
        guard let role = column.role else { continue }
        if known[column.block] == nil, let pairs = try pairs(row, block: column.block) {
          known[column.block] = (pairs, ChangeFigures(pairs, test: row.test ?? table.test ?? .pairedT))
        }
        guard let (pairs, figures) = known[column.block] else { continue }
        var cell = DraftCell(row: row, column: column, table: table, kind: ChangeBuilder.kind(role))
        fill(&cell, role, pairs, figures)
        cell.quantities = [Quantity(persons: pairs.n, atoms: [atom + column.block])]
        draft.cells.append(cell)
      }
      atom += 1 + (table.columns.map(\.block).max() ?? 0)
    }
    return draft
  }

  private static func kind(_ role: Line.Role) -> StudyResult.Kind? {
    switch role {
    case .before, .after: .mean
    case .change, .low, .high: .diff
    case .effect: .statistic
    case .n: .count
    case .p: .p
    default: nil
    }
  }

  private func fill(_ cell: inout DraftCell, _ role: Line.Role, _ pairs: Pairs, _ figures: ChangeFigures) {
    cell.n = pairs.n
    switch role {
    case .before, .after:
      let sum = role == .before ? pairs.sumBefore : pairs.sumAfter
      cell.sum = pairs.n > 0 ? sum.fraction : nil
      cell.exact = sum.mean
    case .change:
      cell.exact = difference(pairs, decimals: cell.decimals)
      cell.interval = figures.interval
      cell.p = figures.p
      if table.stars { cell.stars = ChangeFigures.stars(figures.p) ?? (pairs.n > 0 ? 0 : nil) }
    case .low, .high:
      guard let interval = figures.interval else { return cell.refused = figures.refused }
      cell.set(role == .low ? interval.lowerBound : interval.upperBound)
    case .effect:
      guard let effect = figures.effect else { return cell.refused = figures.refused }
      cell.set(effect)
    case .p:
      guard let p = figures.p else { return cell.refused = figures.refused }
      cell.set(p)
      cell.p = p
    case .n: cell.exact = Fraction(pairs.n)
    default: break
    }
  }

  private func difference(_ pairs: Pairs, decimals: Int) -> Fraction? {
    guard let before = pairs.sumBefore.mean, let after = pairs.sumAfter.mean else { return nil }
    switch table.difference {
    case .unrounded: return after.subtracting(before)
    case .ofRoundedMeans:
      guard let a = before.rounded(decimals: decimals), let b = after.rounded(decimals: decimals) else { return nil }
      return b.subtracting(a)
    }
  }

  // MARK: direction of change

  func direction() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    for (r, row) in table.rows.enumerated() {
      guard let pairs = try pairs(row, block: 0) else { continue }
      let up = pairs.count { $1 > $0 }
      let down = pairs.count { $1 < $0 }
      let better = row.better ?? table.options.better
      let shares: [Line.Role: Int] = [
        .positive: better == .higher ? up : down, .negative: better == .higher ? down : up,
        .unchanged: pairs.n - up - down,
      ]
      addShares(&draft, row: row, shares: shares, order: [.positive, .unchanged, .negative], n: pairs.n, atom: r * 3)
    }
    return draft
  }

  /// Shares that together make the whole; each is a smallest group of its own.
  private func addShares(
    _ draft: inout DraftTable, row: Line, shares: [Line.Role: Int], order: [Line.Role], n: Int, atom: Int
  ) {
    let atoms = order.indices.map { atom + $0 }
    for column in table.columns {
      guard let role = column.role else { continue }
      var cell = DraftCell(row: row, column: column, table: table, kind: role == .n ? .count : .percent)
      cell.n = n
      cell.quantities = [Quantity(persons: n, atoms: atoms)]
      if let count = shares[role], let place = order.firstIndex(of: role) {
        if cell.kind == .count {
          cell.exact = Fraction(count)
        } else {
          cell.exact = Fraction(100 * Int128(count), over: Int128(n))
        }
        cell.count = count
        cell.quantities.append(Quantity(persons: count, atoms: [atoms[place]]))
        cell.quantities.append(
          Quantity(persons: n - count, atoms: atoms.filter { $0 != atoms[place] }, isShown: false))
      } else {
        cell.exact = Fraction(n)
        cell.isTotal = true
      }
      draft.cells.append(cell)
    }
  }

  // MARK: reliable change

  func classes() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    let basis = try reliability(draft: &draft)
    for (r, row) in table.rows.enumerated() {
      guard let pairs = try pairs(row, block: 0) else { continue }
      guard let basis else { continue }
      let direction: Direction = (row.better ?? table.options.better) == .higher ? .higherIsBetter : .lowerIsBetter
      func count(_ wanted: Change) -> Int {
        pairs.count { a, b in
          (try? basis.classify(from: a, to: b, cutOff: table.options.cutOff, direction)) == wanted
        }
      }
      let shares: [Line.Role: Int] = [
        .recovered: count(.recovered), .positive: count(.improved), .unchanged: count(.unchanged),
        .negative: count(.deteriorated),
      ]
      addShares(
        &draft, row: row, shares: shares, order: [.recovered, .positive, .unchanged, .negative], n: pairs.n, atom: r * 4)
    }
    return draft
  }

  private func reliability(draft: inout DraftTable) throws(EvaluationRefusal) -> ReliableChange? {
    guard let source = table.options.reliability else { return nil }
    let made: ReliableChange?
    let told: (alpha: Double, sd: Double, from: Words)
    switch source {
    case .given(let alpha, let sd, let from):
      made = try? ReliableChange(sd: sd, reliability: alpha)
      told = (alpha, sd, Words(da: from, en: from))
    case .items(let items, let reversed, let wave):
      let result = try ReliabilityBuilder(work: work, table: table)
        .alpha(items: items, reversed: reversed, wave: wave ?? table.before)
      guard let figures = try? result.get() else { return nil }
      made = try? ReliableChange(sd: figures.sd, reliability: figures.alpha)
      told = (figures.alpha, figures.sd, Words(da: "egne data, n = \(figures.n)", en: "own data, n = \(figures.n)"))
    }
    guard let made, let limit = Fraction(made.threshold)?.rounded(decimals: 2),
      let alpha = Fraction(told.alpha)?.rounded(decimals: 3),
      let sd = Fraction(told.sd)?.rounded(decimals: 2)
    else { return nil }
    let (l, a, s) = (Figures.words(limit, decimals: 2), Figures.words(alpha, decimals: 3), Figures.words(sd, decimals: 2))
    draft.notes.append(
      Words(
        da: "Sikker ændring: mere end \(l.da) point (Jacobson og Truax 1991; reliabilitet \(a.da), SD \(s.da); \(told.from.da)). "
          + "Uændret betyder, at ændringen ikke er større end skemaets usikkerhed; stilstand kan være et godt resultat.",
        en:
          "Reliable change: more than \(l.en) points (Jacobson and Truax 1991; reliability \(a.en), SD \(s.en); \(told.from.en)). "
          + "Unchanged means that the change is not larger than the form's uncertainty; standstill may be a good result."))
    return made
  }
}
