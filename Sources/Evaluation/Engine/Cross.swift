import Base
import Statistics

/// Crossings of two items, counted in one pass over the rows.
struct CrossBuilder {
  let work: Workspace
  let table: TableDefinition

  /// Which line each row of the data belongs to, -1 for none.
  private struct Classes {
    var heads: [Line]
    var of: [Int32]
  }

  private func classes(_ lines: [Line], _ item: ItemReference?) throws(EvaluationRefusal) -> Classes {
    let count = try work.table(table.of).count
    guard let item else { return Classes(heads: [Line.total], of: [Int32](repeating: 0, count: count)) }
    if lines.isEmpty {
      let codes = try work.codes(item, of: table.of)
      return Classes(heads: codes.labels.map { Line(key: $0, label: Words(da: $0, en: $0)) }, of: codes.values)
    }
    if let of = try bands(lines, item) { return Classes(heads: lines, of: of) }
    var of = [Int32](repeating: -1, count: count)
    for (i, line) in lines.enumerated() {
      guard let filter = line.filter else { continue }
      try work.mask(filter.resolved(item: item), of: table.of).forEach { if of[$0] < 0 { of[$0] = Int32(i) } }
    }
    return Classes(heads: lines, of: of)
  }

  /// The bands of whole numbers that lie close together, looked up value by value; nil for other lines.
  private func bands(_ lines: [Line], _ item: ItemReference) throws(EvaluationRefusal) -> [Int32]? {
    var limits: [Bounds] = []
    for line in lines {
      guard case .range(let own, let bounds)? = line.filter, own == nil || own == item else { return nil }
      limits.append(bounds)
    }
    guard case .small(let small) = try work.numbers(item, of: table.of) else { return nil }
    let band = (0..<small.span).map { v in Int32(limits.firstIndex { $0.contains(Double(v + small.low)) } ?? -1) }
    let low = small.low
    return small.codes.map { $0 == SmallColumn.missing ? -1 : band[Int($0) - low] }
  }

  func build() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    let rows = try classes(table.rows, table.options.rowItem)
    let columns = try classes(table.columns, table.options.columnItem)
    draft.rows = rows.heads.map { StudyResult.Head(key: $0.key, label: $0.label) }
    draft.columns = columns.heads.map { StudyResult.Head(key: $0.key, label: $0.label) }
    let base = try work.mask(table.filter?.resolved(item: table.item), of: table.of)
    if let measure = table.measure, let item = CrossBuilder.item(of: measure) ?? table.item, measure != .count {
      try means(&draft, measure, item, rows, columns, base)
    } else {
      counts(&draft, rows, columns, base)
    }
    return draft
  }

  private static func item(of measure: Measure) -> ItemReference? {
    switch measure {
    case .mean(let item), .standardDeviation(let item), .sum(let item), .quantile(let item, _): item
    default: nil
    }
  }

  /// The number of the cell of each row of the data; -1 outside.
  private func groups(_ rows: Classes, _ columns: Classes, _ base: Bits) -> [Int32] {
    let key = Workspace.GroupKey(
      table: table.of, filter: table.filter, items: [table.options.rowItem, table.options.columnItem],
      rows: table.rows.map(\.filter), columns: table.columns.map(\.filter))
    if let known = work.groupings[key] { return known }
    let width = Int32(columns.heads.count)
    let all = base.total == base.count
    let group = [Int32](unsafeUninitializedCapacity: base.count) { out, count in
      rows.of.withUnsafeBufferPointer { r in
        columns.of.withUnsafeBufferPointer { c in
          for i in 0..<base.count { out[i] = r[i] >= 0 && c[i] >= 0 && (all || base[i]) ? r[i] &* width &+ c[i] : -1 }
        }
      }
      count = base.count
    }
    // Kept for the next measure, unless it was made of the measure itself.
    if table.measure != nil, table.measure != .count { work.groupings[key] = group }
    return group
  }

  // MARK: counts and shares

  private func counts(_ draft: inout DraftTable, _ rows: Classes, _ columns: Classes, _ base: Bits) {
    let (height, width) = (rows.heads.count, columns.heads.count)
    var counts = [Int](repeating: 0, count: height * width)
    for g in groups(rows, columns, base) where g >= 0 { counts[Int(g)] += 1 }
    let rowSums = (0..<height).map { r in (0..<width).reduce(0) { $0 + counts[r * width + $1] } }
    let columnSums = (0..<width).map { c in (0..<height).reduce(0) { $0 + counts[$1 * width + c] } }
    func atoms(_ rs: some Sequence<Int>, _ cs: some Sequence<Int> & Copyable) -> [Int] {
      rs.flatMap { r in cs.map { r * width + $0 } }
    }
    for r in 0..<height {
      for c in 0..<width {
        let count = counts[r * width + c]
        var cell = DraftCell(
          row: rows.heads[r], column: columns.heads[c], table: table, kind: table.options.percent == nil ? .count : .percent)
        cell.quantities = [Quantity(persons: count, atoms: [r * width + c])]
        let whole: (n: Int, atoms: [Int])? =
          switch table.options.percent {
          case .row: (rowSums[r], atoms(CollectionOfOne(r), 0..<width))
          case .column: (columnSums[c], atoms(0..<height, CollectionOfOne(c)))
          case nil: nil
          }
        cell.count = whole == nil ? nil : count
        cell.n = whole?.n ?? count
        if let whole {
          cell.exact = Fraction(100 * Int128(count), over: Int128(whole.n))
          cell.quantities.append(Quantity(persons: whole.n, atoms: whole.atoms))
          let rest = whole.atoms.filter { $0 != r * width + c }
          cell.quantities.append(Quantity(persons: whole.n - count, atoms: rest, isShown: false))
        } else {
          cell.exact = Fraction(count)
        }
        draft.cells.append(cell)
      }
    }
    if table.options.totals { addTotals(&draft, rowSums, columnSums, width) }
    addTest(&draft, counts, height, width)
  }

  private func addTotals(_ draft: inout DraftTable, _ rowSums: [Int], _ columnSums: [Int], _ width: Int) {
    func total(_ row: String, _ column: String, _ n: Int, _ atoms: [Int]) -> DraftCell {
      var cell = DraftCell(row: row, column: column, kind: .count, decimals: 0)
      cell.n = n
      cell.exact = Fraction(n)
      cell.isTotal = true
      cell.quantities = [Quantity(persons: n, atoms: atoms)]
      return cell
    }
    for (r, n) in rowSums.enumerated() {
      draft.cells.append(total(draft.rows[r].key, Line.total.key, n, (0..<width).map { r * width + $0 }))
    }
    for (c, n) in columnSums.enumerated() {
      draft.cells.append(total(Line.total.key, draft.columns[c].key, n, rowSums.indices.map { $0 * width + c }))
    }
    draft.cells.append(
      total(Line.total.key, Line.total.key, rowSums.reduce(0, +), Array(0..<rowSums.count * width)))
    draft.rows.append(StudyResult.Head(key: Line.total.key, label: Line.total.label))
    draft.columns.append(StudyResult.Head(key: Line.total.key, label: Line.total.label))
  }

  private func addTest(_ draft: inout DraftTable, _ counts: [Int], _ height: Int, _ width: Int) {
    guard table.test == .chiSquared else { return }
    // Lines without anybody say nothing of independence.
    let usedRows = (0..<height).filter { r in (0..<width).contains { counts[r * width + $0] > 0 } }
    let usedColumns = (0..<width).filter { c in (0..<height).contains { counts[$0 * width + c] > 0 } }
    let observed = usedRows.map { r in usedColumns.map { counts[r * width + $0] } }
    do throws(Undefined) {
      let test = try chiSquaredIndependence(observed)
      draft.testNotes.append(Notes.chiSquared(test.statistic, test.degreesOfFreedom, test.p))
    } catch { draft.testNotes.append(error.words) }
  }

  // MARK: means

  private func means(
    _ draft: inout DraftTable, _ measure: Measure, _ item: ItemReference, _ rows: Classes, _ columns: Classes, _ base: Bits
  ) throws(EvaluationRefusal) {
    let (height, width) = (rows.heads.count, columns.heads.count)
    let split = Grouped(try work.numbers(item, of: table.of), groups(rows, columns, base), groups: height * width)
    for r in 0..<height {
      for c in 0..<width {
        let g = r * width + c
        var cell = DraftCell(row: rows.heads[r], column: columns.heads[c], table: table, kind: .mean)
        let sum = split.sum(g)
        cell.n = sum.n
        cell.quantities = [Quantity(persons: sum.n, atoms: [g])]
        switch measure {
        case .standardDeviation:
          if let sd = try? split.moments(g).sd() { cell.set(sd) } else { cell.refused = Phrases.noVariation }
        case .quantile(_, let p):
          if let tally = split.tally(g), tally.total > 0, let q = try? quantile(tally, p) { cell.set(q) }
        case .sum:
          cell.exact = sum.fraction
        default:
          cell.exact = sum.mean
          cell.sum = sum.n > 0 ? sum.fraction : nil
          cell.interval = split.interval(g)
        }
        draft.cells.append(cell)
      }
    }
  }
}

extension Line {
  /// The line that sums up.
  static let total: Line = {
    var line = Line(key: "total", label: Words(da: "I alt", en: "Total"))
    line.isTotal = true
    return line
  }()
}

/// The values of an item, split into groups; counted by value where the values are whole and close together.
struct Grouped {
  private var low = 0
  private var span = 0
  private var counts: [Int] = []
  private var values: [[Double]] = []

  init(_ column: NumberColumn, _ group: [Int32], groups: Int) {
    switch column {
    case .small(let small):
      low = small.low
      span = small.span
      counts = [Int](repeating: 0, count: groups * span)
      let (low, span) = (low, span)
      counts.withUnsafeMutableBufferPointer { out in
        small.codes.withUnsafeBufferPointer { codes in
          group.withUnsafeBufferPointer { g in
            for i in 0..<codes.count where g[i] >= 0 {
              let v = codes[i]
              if v == SmallColumn.missing { continue }
              out[Int(g[i]) &* span &+ Int(v) &- low] &+= 1
            }
          }
        }
      }
    case .wide(let all):
      values = [[Double]](repeating: [], count: groups)
      for i in all.indices where group[i] >= 0 && !all[i].isNaN { values[Int(group[i])].append(all[i]) }
    }
  }

  func tally(_ g: Int) -> Tally? {
    values.isEmpty
      ? try? Tally(counts: Array(counts[g * span..<(g + 1) * span]), from: Double(low)) : try? Tally(values[g])
  }

  func sum(_ g: Int) -> ExactSum {
    var sum = ExactSum()
    if values.isEmpty {
      for v in 0..<span where counts[g * span + v] > 0 { sum.add(low + v, times: counts[g * span + v]) }
    } else {
      for v in values[g] { sum.add(v) }
    }
    return sum
  }

  func moments(_ g: Int) -> Moments { values.isEmpty ? tally(g).map { Moments($0) } ?? Moments() : Moments(values[g]) }

  /// The 95 % interval of the mean, by the normal distribution from 30 values on; nil below.
  func interval(_ g: Int) -> ClosedRange<Double>? {
    let moments = moments(g)
    guard moments.count >= 30, let mean = try? moments.mean(), let error = try? moments.standardError() else { return nil }
    return (mean - 1.959964 * error)...(mean + 1.959964 * error)
  }
}
