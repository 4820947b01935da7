import Base

/// The data set of one run, with everything that was worked out from it kept for the next table. Never shared between runs.
final class Workspace {
  let data: Dataset
  let study: StudyDefinition
  /// How many persons the population has.
  private(set) var persons = 0
  private var population: Bits?
  private var numberColumns: [ColumnKey: NumberColumn] = [:]
  private var codeColumns: [ColumnKey: CodeColumn] = [:]
  private var masks: [MaskKey: Bits] = [:]
  private var answers: [ColumnKey: Bits] = [:]
  private var rowsOfPersons: [MaskKey: [Int32]] = [:]
  private var joins: [ColumnKey: [Int32]] = [:]
  /// Pairs and groupings that several tables of a study share.
  var pairs: [PairKey: Pairs] = [:]
  var groupings: [GroupKey: [Int32]] = [:]

  struct ColumnKey: Hashable {
    let table: String
    let item: ItemReference
  }

  struct MaskKey: Hashable {
    let table: String
    let filter: Filter?
  }

  struct PairKey: Hashable {
    let table: String
    let item: ItemReference
    let filter: Filter?
    let before: String
    let after: String
  }

  struct GroupKey: Hashable {
    let table: String
    let filter: Filter?
    let items: [ItemReference?]
    let rows: [Filter?]
    let columns: [Filter?]
  }

  init(data: Dataset, study: StudyDefinition) throws(EvaluationRefusal) {
    self.data = data
    self.study = study
    let all = data.tables["persons"]?.count ?? 0
    persons = all
    if let filter = study.population {
      let mask = try self.mask(filter, of: "persons")
      population = mask
      persons = mask.total
      masks = [:]
      rowsOfPersons = [:]
      joins = [:]
    }
  }

  func table(_ name: String) throws(EvaluationRefusal) -> Dataset.Table {
    guard let table = data.tables[name] else { throw .noTable(table: name) }
    return table
  }

  // MARK: columns

  /// The column of an item, joined over the person where it stands in another table.
  func column(_ item: ItemReference, of table: String) throws(EvaluationRefusal) -> Dataset.Column {
    let home = item.table ?? table
    guard let column = try self.table(home).columns[item.column] else { throw .noColumn(table: home, column: item.column) }
    if home == table, item.wave == nil { return column }
    return Workspace.gather(column, try join(from: table, to: home, wave: item.wave))
  }

  /// Numbers; options whose codes are numbers count as numbers.
  func numbers(_ item: ItemReference, of table: String) throws(EvaluationRefusal) -> NumberColumn {
    let key = ColumnKey(table: table, item: item)
    if let known = numberColumns[key] { return known }
    let made = NumberColumn(try column(item, of: table))
    numberColumns[key] = made
    return made
  }

  /// Options.
  func codes(_ item: ItemReference, of table: String) throws(EvaluationRefusal) -> CodeColumn {
    let key = ColumnKey(table: table, item: item)
    if let known = codeColumns[key] { return known }
    let made: CodeColumn
    switch try column(item, of: table) {
    case .categories(let values, let labels): made = CodeColumn(values: values, labels: labels)
    case .integers, .numbers:
      guard case .small(let small) = try numbers(item, of: table) else {
        throw .wrongKind(table: item.table ?? table, column: item.column)
      }
      made = CodeColumn(
        values: small.codes.map { $0 == SmallColumn.missing ? -1 : Int32(Int($0) - small.low) },
        labels: (small.low...small.high).map(String.init))
    }
    codeColumns[key] = made
    return made
  }

  /// Forgets a column of numbers that will not be asked for again.
  func forget(_ item: ItemReference, of table: String) { numberColumns[ColumnKey(table: table, item: item)] = nil }

  /// The person of each row; nil where the table is of no persons.
  func personColumn(_ name: String) throws(EvaluationRefusal) -> [Int32]? {
    let table = try table(name)
    guard case .integers(let persons)? = table.columns["person"] else { return nil }
    return persons
  }

  private static func gather(_ column: Dataset.Column, _ rows: [Int32]) -> Dataset.Column {
    switch column {
    case .numbers(let v): .numbers(rows.map { $0 < 0 ? .nan : v[Int($0)] })
    case .integers(let v): .integers(rows.map { $0 < 0 ? .min : v[Int($0)] })
    case .categories(let v, let labels): .categories(rows.map { $0 < 0 ? -1 : v[Int($0)] }, labels: labels)
    }
  }

  private func join(from table: String, to other: String, wave: String?) throws(EvaluationRefusal) -> [Int32] {
    let key = ColumnKey(table: table, item: ItemReference("", table: other, wave: wave))
    if let known = joins[key] { return known }
    let count = try self.table(table).count
    var rows: [Int32]
    if table == "persons" {
      rows = (0..<Int32(count)).map { $0 }
    } else {
      guard let persons = try personColumn(table) else { throw .noColumn(table: table, column: "person") }
      rows = persons
    }
    if other != "persons" {
      let first = try firstRows(of: other, where: wave.map { .equals(ItemReference("wave"), .text($0)) })
      rows = rows.map { $0 < 0 || Int($0) >= first.count ? -1 : first[Int($0)] }
    }
    joins[key] = rows
    return rows
  }

  /// For each person the first row (by day, then by place) that a filter lets through; -1 where there is none.
  func firstRows(of name: String, where filter: Filter?) throws(EvaluationRefusal) -> [Int32] {
    let key = MaskKey(table: name, filter: filter)
    if let known = rowsOfPersons[key] { return known }
    guard let persons = try personColumn(name) else { throw .noColumn(table: name, column: "person") }
    let mask = try mask(filter, of: name)
    let people = max(data.tables["persons"]?.count ?? 0, Int((persons.max() ?? -1) + 1))
    var days: [Int32]?
    if case .integers(let values)? = try table(name).columns["day"] { days = values }
    var first = [Int32](repeating: -1, count: people)
    first.withUnsafeMutableBufferPointer { out in
      persons.withUnsafeBufferPointer { person in
        mask.forEach { row in
          let p = Int(person[row])
          guard p >= 0 else { return }
          let old = out[p]
          if old < 0 {
            out[p] = Int32(row)
          } else if let days, days[row] != .min, days[row] < days[Int(old)] {
            out[p] = Int32(row)
          }
        }
      }
    }
    rowsOfPersons[key] = first
    return first
  }

  // MARK: masks

  /// The rows that belong to the study at all: persons of the population, days not after the cut-off.
  func base(of name: String) throws(EvaluationRefusal) -> Bits {
    let key = MaskKey(table: name, filter: nil)
    if let known = masks[key] { return known }
    let table = try table(name)
    var mask = Bits(count: table.count, all: true)
    if let population {
      if name == "persons" {
        mask = population
      } else if let persons = try personColumn(name), persons.contains(where: { $0 >= 0 }) {
        mask = Bits(count: table.count) { persons[$0] >= 0 && population[Int(persons[$0])] }
      }
    }
    if let last = study.cutOff, case .integers(let days)? = table.columns["day"] {
      let limit = Int32(clamping: last.dayNumber)
      mask = mask & Bits(count: table.count) { days[$0] == .min || days[$0] <= limit }
    }
    masks[key] = mask
    return mask
  }

  /// The rows that belong to the study and that a filter lets through.
  func mask(_ filter: Filter?, of name: String) throws(EvaluationRefusal) -> Bits {
    guard let filter else { return try base(of: name) }
    let key = MaskKey(table: name, filter: filter)
    if let known = masks[key] { return known }
    let made = try matches(filter, of: name) & base(of: name)
    masks[key] = made
    return made
  }

  private func matches(_ filter: Filter, of name: String) throws(EvaluationRefusal) -> Bits {
    let count = try table(name).count
    switch filter {
    case .equals(let item, let code): return try matches(item, [code], of: name, count: count)
    case .oneOf(let item, let codes): return try matches(item, codes, of: name, count: count)
    case .range(let item, let bounds):
      let column = try numbers(try named(item, of: name), of: name)
      return Bits(count: count) { bounds.contains(column.value($0)) }
    case .answered(let item): return try answered(try named(item, of: name), of: name)
    case .paired(let item, let a, let b):
      let (rowsA, rowsB) = try pairRows(table: name, filter: nil, before: a, after: b)
      let known = try answered(try named(item, of: name), of: name)
      var mask = Bits(count: count)
      for p in rowsA.indices where rowsA[p] >= 0 && rowsB[p] >= 0 {
        let (x, y) = (Int(rowsA[p]), Int(rowsB[p]))
        if known[x] && known[y] {
          mask.insert(x)
          mask.insert(y)
        }
      }
      return mask
    case .all(let parts):
      var mask = Bits(count: count, all: true)
      for part in parts { mask = mask & (try matches(part, of: name)) }
      return mask
    case .any(let parts):
      var mask = Bits(count: count)
      for part in parts { mask = mask | (try matches(part, of: name)) }
      return mask
    case .not(let part): return try matches(part, of: name).inverted
    }
  }

  private func matches(_ item: ItemReference?, _ codes: [Code], of name: String, count: Int) throws(EvaluationRefusal) -> Bits {
    let item = try named(item, of: name)
    if case .categories = try column(item, of: name) {
      let column = try self.codes(item, of: name)
      let wanted = column.labels.map { label in
        codes.contains { code in
          switch code {
          case .text(let text): text == label
          case .number(let number): Double(label) == number
          }
        }
      }
      return Bits(count: count) { column.values[$0] >= 0 && wanted[Int(column.values[$0])] }
    }
    let wanted = codes.compactMap { code -> Double? in
      switch code {
      case .text(let text): Double(text)
      case .number(let number): number
      }
    }
    let column = try numbers(item, of: name)
    return Bits(count: count) { wanted.contains(column.value($0)) }
  }

  private func named(_ item: ItemReference?, of name: String) throws(EvaluationRefusal) -> ItemReference {
    guard let item else { throw .noColumn(table: name, column: "?") }
    return item
  }

  /// Which rows have a value of an item.
  func answered(_ item: ItemReference, of name: String) throws(EvaluationRefusal) -> Bits {
    let key = ColumnKey(table: name, item: item)
    if let known = answers[key] { return known }
    let count = try table(name).count
    let made: Bits
    if case .categories(let values, _) = try column(item, of: name) {
      made = Bits(count: count) { values[$0] >= 0 }
    } else {
      made = try numbers(item, of: name).answered(count: count)
    }
    answers[key] = made
    return made
  }

  /// The rows of each person at two waves.
  func pairRows(
    table: String, filter: Filter?, before: String, after: String
  ) throws(EvaluationRefusal) -> ([Int32], [Int32]) {
    (try rows(at: before, of: table, filter: filter), try rows(at: after, of: table, filter: filter))
  }

  /// The row of each person at a wave.
  func rows(at wave: String, of table: String, filter: Filter?) throws(EvaluationRefusal) -> [Int32] {
    let atWave = Filter.equals(ItemReference("wave"), .text(wave))
    return try firstRows(of: table, where: filter.map { .all([atWave, $0]) } ?? atWave)
  }
}
