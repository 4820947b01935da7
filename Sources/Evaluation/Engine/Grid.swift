import Base

/// Cells that are a measure over the rows which table, row and column name.
struct GridBuilder {
  let work: Workspace
  let table: TableDefinition

  func build() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    let base = try work.mask(table.filter?.resolved(item: table.item), of: table.of)
    let persons = try work.personColumn(table.of)
    draft.isOfPersons = table.of == "persons" || (persons?.contains { $0 >= 0 } ?? false)
    let repeated = draft.isOfPersons ? GridBuilder.repeats(persons) : nil
    for row in table.rows {
      for column in table.columns {
        let item = row.item ?? column.item ?? table.item
        guard let measure = column.measure ?? row.measure ?? table.measure else { continue }
        var mask = base
        if let filter = row.filter { mask = mask & (try work.mask(filter.resolved(item: item), of: table.of)) }
        if let filter = column.filter { mask = mask & (try work.mask(filter.resolved(item: item), of: table.of)) }
        var cell = DraftCell(row: row, column: column, table: table, kind: GridBuilder.kind(of: measure))
        try fill(&cell, measure, item: item, mask: mask, persons: persons, repeated: repeated)
        draft.cells.append(cell)
      }
    }
    if draft.isOfPersons { protect(&draft, persons: repeated) }
    return draft
  }

  static func kind(of measure: Measure) -> StudyResult.Kind? {
    switch measure {
    case .count, .persons, .answers: .count
    case .share: .percent
    case .mean, .quantile: .mean
    case .standardDeviation: .statistic
    case .sum: nil
    case .score: .score
    }
  }

  private func need(_ item: ItemReference?) throws(EvaluationRefusal) -> ItemReference {
    guard let item else { throw .noColumn(table: table.of, column: "?") }
    return item
  }

  private func fill(
    _ cell: inout DraftCell, _ measure: Measure, item: ItemReference?, mask: Bits, persons: [Int32]?, repeated: [Int32]?
  ) throws(EvaluationRefusal) {
    switch measure {
    case .count:
      cell.exact = Fraction(mask.total)
      cell.n = mask.total
      cell.masks = [mask]
    case .persons:
      let n = GridBuilder.persons(in: mask, persons)
      cell.exact = Fraction(n)
      cell.n = n
      cell.masks = [mask]
    case .answers(let own):
      let answered = mask & (try work.answered(try need(own ?? item), of: table.of))
      cell.exact = Fraction(answered.total)
      cell.n = answered.total
      cell.masks = [answered]
    case .share(let part, let base):
      try share(&cell, part.resolved(item: item), base?.resolved(item: item), mask)
    case .mean(let own), .sum(let own), .standardDeviation(let own), .quantile(let own, _), .score(let own):
      try number(&cell, measure, try need(own ?? item), mask)
    }
  }

  private func share(_ cell: inout DraftCell, _ part: Filter, _ base: Filter?, _ mask: Bits) throws(EvaluationRefusal) {
    var whole = mask
    if let base {
      whole = whole & (try work.mask(base, of: table.of))
    } else {
      for item in part.items { whole = whole & (try work.answered(item, of: table.of)) }
    }
    let hits = whole & (try work.mask(part, of: table.of))
    let (n, count) = (whole.total, hits.total)
    cell.n = n
    cell.count = count
    cell.missing = mask.total - n
    cell.exact = Fraction(100 * Int128(count), over: Int128(n))
    cell.masks = [whole, hits]
  }

  private func number(
    _ cell: inout DraftCell, _ measure: Measure, _ item: ItemReference, _ mask: Bits
  ) throws(EvaluationRefusal) {
    let answered = mask & (try work.answered(item, of: table.of))
    let column = try work.numbers(item, of: table.of)
    let sum = column.sum(of: answered)
    cell.n = sum.n
    cell.missing = mask.total - sum.n
    cell.masks = [answered]
    switch measure {
    case .mean:
      cell.sum = sum.fraction
      cell.exact = sum.mean
    case .sum:
      cell.sum = sum.fraction
      cell.exact = sum.fraction
    case .score:
      if sum.n == 1 { cell.exact = sum.fraction } else { cell.refused = sum.n == 0 ? Phrases.noData : Phrases.notOne }
    case .standardDeviation:
      var values: [Double] = []
      answered.forEach { values.append(column.value($0)) }
      if let sd = Numbers.standardDeviation(values) { cell.set(sd) } else { cell.refused = Phrases.noVariation }
    case .quantile(_, let p):
      var values: [Double] = []
      answered.forEach { values.append(column.value($0)) }
      if let q = Numbers.quantile(values, p) { cell.set(q) }
    default: break
    }
  }

  // MARK: disclosure

  /// The persons of the rows where one person may have several; nil where each row is a person.
  static func repeats(_ persons: [Int32]?) -> [Int32]? {
    guard let persons else { return nil }
    var seen = Set<Int32>()
    for p in persons where p >= 0 && !seen.insert(p).inserted { return persons }
    return nil
  }

  /// How many different persons; rows of nobody count as one each.
  static func persons(in mask: Bits, _ persons: [Int32]?) -> Int {
    guard let persons else { return mask.total }
    var seen = Set<Int32>()
    var nobody = 0
    mask.forEach { row in
      if persons[row] < 0 { nobody += 1 } else { seen.insert(persons[row]) }
    }
    return seen.count + nobody
  }

  /// Says what each cell gives away; the split into smallest groups is worked out only when a group is small.
  private func protect(_ draft: inout DraftTable, persons: [Int32]?) {
    let threshold = table.threshold ?? work.study.disclosure.threshold
    guard threshold > 0 else { return }
    var all: [Bits] = []
    var index: [Bits: Int] = [:]
    func number(_ mask: Bits) -> Int {
      if let known = index[mask] { return known }
      index[mask] = all.count
      all.append(mask)
      return all.count - 1
    }
    // owner: the cell, or nil for a group that follows by subtraction.
    var owners: [(cell: Int?, mask: Int, shown: Bool)] = []
    for (c, cell) in draft.cells.enumerated() {
      for mask in cell.masks { owners.append((c, number(mask), true)) }
      if cell.masks.count == 2 { owners.append((c, number(cell.masks[0].subtracting(cell.masks[1])), false)) }
    }
    for mask in impliedMasks(draft) { owners.append((nil, number(mask), false)) }
    let sizes = all.map { GridBuilder.persons(in: $0, persons) }
    guard sizes.contains(where: { $0 > 0 && $0 < threshold }) else {
      for c in draft.cells.indices { draft.cells[c].masks = [] }
      return
    }
    let atoms = GridBuilder.atoms(of: all)
    for owner in owners {
      let quantity = Quantity(persons: sizes[owner.mask], atoms: atoms[owner.mask], isShown: owner.shown)
      if let c = owner.cell { draft.cells[c].quantities.append(quantity) } else { draft.implied.append(quantity) }
    }
    for c in draft.cells.indices { draft.cells[c].masks = [] }
  }

  /// What is left of a column when another that lies within it is taken away, row by row; the same for rows within rows.
  private func impliedMasks(_ draft: DraftTable) -> [Bits] {
    var result: [Bits] = []
    func compare(_ a: DraftCell, _ b: DraftCell) {
      guard a.masks.count == b.masks.count, let small = a.masks.first, let large = b.masks.first, small != large,
        small.isSubset(of: large)
      else { return }
      for (inner, outer) in zip(a.masks, b.masks) { result.append(outer.subtracting(inner)) }
    }
    for row in table.rows {
      let line = draft.cells.filter { $0.row == row.key }
      for a in line { for b in line where a.column != b.column { compare(a, b) } }
    }
    return result
  }

  /// For every mask the smallest groups it consists of.
  static func atoms(of masks: [Bits]) -> [[Int]] {
    guard let count = masks.first?.count else { return [] }
    var group = [Int32](repeating: 0, count: count)
    var groups = 1
    for mask in masks {
      var split = [Int32](repeating: -1, count: groups)
      var next = groups
      var inside = [Int](repeating: 0, count: groups)
      var size = [Int](repeating: 0, count: groups)
      for row in 0..<count {
        size[Int(group[row])] += 1
        if mask[row] { inside[Int(group[row])] += 1 }
      }
      for g in 0..<groups where inside[g] > 0 && inside[g] < size[g] {
        split[g] = Int32(next)
        next += 1
      }
      mask.forEach { row in
        let g = Int(group[row])
        if g < groups, split[g] >= 0 { group[row] = split[g] }
      }
      groups = next
    }
    var first = [Int](repeating: -1, count: groups)
    for row in 0..<count where first[Int(group[row])] < 0 { first[Int(group[row])] = row }
    return masks.map { mask in (0..<groups).filter { first[$0] >= 0 && mask[first[$0]] } }
  }
}

/// Describing numbers that have no place of their own elsewhere.
enum Numbers {
  /// Standard deviation with n - 1; nil for fewer than two values.
  static func standardDeviation(_ values: [Double]) -> Double? {
    guard values.count > 1 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Quantile, definition 7 of Hyndman and Fan (1996); nil without values.
  static func quantile(_ values: [Double], _ p: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let h = Double(sorted.count - 1) * p
    let low = Int(h.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (h - Double(low)) * (sorted[high] - sorted[low])
  }
}
