import Base
import Statistics

/// Two groups beside each other. The columns with the roles first and second say who belongs to which.
struct ComparisonBuilder {
  let work: Workspace
  let table: TableDefinition

  /// A group's share or its values.
  private struct Side {
    var sum = ExactSum()
    var tally: Tally?
    var hits = 0
    var n = 0
  }

  private struct Outcome {
    var difference: Fraction?
    var interval: ClosedRange<Double>?
    var effect: Double?
    var p: Double?
    var refused: Words?
  }

  func build() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    guard let one = table.columns.first(where: { $0.role == .first }),
      let two = table.columns.first(where: { $0.role == .second })
    else { return draft }
    for (r, row) in table.rows.enumerated() {
      let measure = row.measure ?? table.measure ?? .mean(nil)
      let first = try side(row, one, measure)
      let second = try side(row, two, measure)
      let outcome = compare(first, second, measure, row.test ?? table.test)
      for column in table.columns {
        guard let role = column.role else { continue }
        var cell = DraftCell(row: row, column: column, table: table, kind: kind(role, measure))
        fill(&cell, role, first, second, outcome, measure)
        cell.quantities = quantities(role, first, second, isShare: isShare(measure), atom: r * 4)
        draft.cells.append(cell)
      }
    }
    return draft
  }

  private func isShare(_ measure: Measure) -> Bool {
    if case .share = measure { return true }
    return false
  }

  private func kind(_ role: Line.Role, _ measure: Measure) -> StudyResult.Kind? {
    switch role {
    case .first, .second: isShare(measure) ? .percent : .mean
    case .difference, .low, .high: .diff
    case .p: .p
    default: .statistic
    }
  }

  private func side(_ row: Line, _ column: Line, _ measure: Measure) throws(EvaluationRefusal) -> Side {
    let item = row.item ?? table.item
    var mask = try work.mask(table.filter?.resolved(item: item), of: table.of)
    for filter in [row.filter, column.filter] {
      if let filter { mask = mask & (try work.mask(filter.resolved(item: item), of: table.of)) }
    }
    var side = Side()
    switch measure {
    case .share(let part, let base):
      let part = part.resolved(item: item)
      if let base {
        mask = mask & (try work.mask(base.resolved(item: item), of: table.of))
      } else {
        for item in part.items { mask = mask & (try work.answered(item, of: table.of)) }
      }
      side.n = mask.total
      side.hits = (mask & (try work.mask(part, of: table.of))).total
    default:
      var own = item
      if case .mean(let named?) = measure { own = named }
      guard let own else { throw .noColumn(table: table.of, column: "?") }
      let chosen = mask
      let group = [Int32](unsafeUninitializedCapacity: chosen.count) { out, count in
        for i in 0..<chosen.count { out[i] = chosen[i] ? 0 : -1 }
        count = chosen.count
      }
      let values = Grouped(try work.numbers(own, of: table.of), group, groups: 1)
      side.sum = values.sum(0)
      side.tally = values.tally(0)
      side.n = side.sum.n
    }
    return side
  }

  private func compare(_ a: Side, _ b: Side, _ measure: Measure, _ test: TableDefinition.Test?) -> Outcome {
    var outcome = Outcome()
    do throws(Undefined) {
      if isShare(measure) {
        let x = Fraction(100 * Int128(a.hits), over: Int128(a.n))
        outcome.difference = x.flatMap { x in Fraction(100 * Int128(b.hits), over: Int128(b.n))?.subtracting(x) }
        let counts = [[a.hits, a.n - a.hits], [b.hits, b.n - b.hits]]
        outcome.p = test == .fisher ? try fisherExact(counts) : try chiSquaredIndependence(counts).p
      } else {
        outcome.difference = a.sum.mean.flatMap { b.sum.mean?.subtracting($0) }
        guard let one = a.tally, let two = b.tally else {
          outcome.refused = Phrases.noData
          return outcome
        }
        let (first, second) = (Moments(one), Moments(two))
        let welch = try welchT(second, first)
        outcome.interval = welch.interval
        outcome.effect = try? cohenD(second, first)
        outcome.p = test == .mannWhitney ? try mannWhitney(two, one).p : welch.p
      }
    } catch { outcome.refused = error.words }
    return outcome
  }

  private func fill(
    _ cell: inout DraftCell, _ role: Line.Role, _ a: Side, _ b: Side, _ outcome: Outcome, _ measure: Measure
  ) {
    switch role {
    case .first, .second:
      let side = role == .first ? a : b
      cell.n = side.n
      if isShare(measure) {
        cell.count = side.hits
        cell.exact = Fraction(100 * Int128(side.hits), over: Int128(side.n))
      } else {
        cell.exact = side.sum.mean
        cell.sum = side.n > 0 ? side.sum.fraction : nil
      }
    case .difference:
      cell.n = a.n + b.n
      cell.exact = outcome.difference
      cell.interval = outcome.interval
      cell.p = outcome.p
      if table.stars { cell.stars = ChangeFigures.stars(outcome.p) }
    case .low, .high:
      guard let interval = outcome.interval else { return cell.refused = outcome.refused ?? Phrases.noVariation }
      cell.set(role == .low ? interval.lowerBound : interval.upperBound)
    case .effect:
      guard let effect = outcome.effect else { return cell.refused = outcome.refused ?? Phrases.noVariation }
      cell.set(effect)
    case .p:
      guard let p = outcome.p else { return cell.refused = outcome.refused }
      cell.set(p)
      cell.p = p
    default: break
    }
  }

  private func quantities(_ role: Line.Role, _ a: Side, _ b: Side, isShare: Bool, atom: Int) -> [Quantity] {
    func own(_ side: Side, _ first: Int) -> [Quantity] {
      guard isShare else { return [Quantity(persons: side.n, atoms: [first])] }
      return [
        Quantity(persons: side.n, atoms: [first, first + 1]), Quantity(persons: side.hits, atoms: [first]),
        Quantity(persons: side.n - side.hits, atoms: [first + 1], isShown: false),
      ]
    }
    switch role {
    case .first: return own(a, atom)
    case .second: return own(b, atom + 2)
    default: return own(a, atom) + own(b, atom + 2)
    }
  }
}
