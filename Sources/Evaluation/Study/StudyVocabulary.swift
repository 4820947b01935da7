import Base

/// What a study may name: the tables of the data set, their columns, and the codes of columns that hold options.
public struct StudyVocabulary: Sendable {
  /// Codes by table and column; nil where the column holds numbers.
  public var tables: [String: [String: [String]?]]

  /// A vocabulary.
  public init(tables: [String: [String: [String]?]] = [:]) { self.tables = tables }

  /// The vocabulary of a data set that exists.
  public init(_ data: Dataset) {
    tables = data.tables.mapValues { table in
      table.columns.mapValues { column in
        if case .categories(_, let labels) = column { return labels }
        return nil
      }
    }
  }
}

/// Looks through a study that was read, for what does not fit together.
struct StudyCheck {
  let study: StudyDefinition
  let vocabulary: StudyVocabulary?
  let file: String
  let problems: ProblemCollector

  func run() {
    let waveKeys = study.waves.map(\.key)
    once(waveKeys, "$.waves", "wave")
    once(study.tables.map(\.id), "$.sections", "table")
    if let filter = study.population { check(filter, table: "persons", path: "$.population.where") }
    for (i, d) in (study.economics?.denominators ?? []).enumerated() {
      let path = "$.economics.denominators[\(i)]"
      if tableExists(d.of, path: "\(path).of"), let filter = d.filter { check(filter, table: d.of, path: "\(path).where") }
    }
    for (s, section) in study.sections.enumerated() {
      for (t, table) in section.tables.enumerated() { check(table, path: "$.sections[\(s)].tables[\(t)]") }
    }
  }

  private func report(_ path: String, _ message: String) { problems.report(file: file, path: path, message) }

  private func once(_ keys: [String], _ path: String, _ what: String) {
    var seen = Set<String>()
    for key in keys where !seen.insert(key).inserted { report(path, "the \(what) \"\(key)\" stands twice") }
  }

  private func check(_ table: TableDefinition, path: String) {
    once(table.rows.map(\.key), "\(path).rows", "row")
    once(table.columns.map(\.key), "\(path).columns", "column")
    let need = LayoutNeeds(table.layout)
    if need.data, !tableExists(table.of, path: "\(path).of") { return }
    if need.rows, table.rows.isEmpty { report(path, "the layout \(table.layout.rawValue) needs rows") }
    if need.columns, table.columns.isEmpty { report(path, "the layout \(table.layout.rawValue) needs columns") }
    if need.pair {
      if table.before == nil { report(path, "the key \"before\" is missing; it must name a wave") }
      if table.after == nil, table.rows.contains(where: { $0.wave == nil }) {
        report(path, "the key \"after\" is missing; it must name a wave, here or in every row")
      }
    }
    if need.economics, study.economics == nil {
      report(path, "the layout \(table.layout.rawValue) needs the key \"economics\" of the study")
    }
    for wave in [table.before, table.after] + table.rows.map(\.wave) {
      if let wave, !study.waves.contains(where: { $0.key == wave }) { report(path, "the study has no wave \"\(wave)\"") }
    }
    checkRoles(table, need, path: path)
    checkDenominator(table, path: path)
    if need.data { checkItems(table, path: path) }
  }

  private func checkRoles(_ table: TableDefinition, _ need: LayoutNeeds, path: String) {
    for (name, lines, allowed) in [("columns", table.columns, need.columnRoles), ("rows", table.rows, need.rowRoles)] {
      for (i, line) in lines.enumerated() {
        if line.role == nil, name == "rows", need.rowRolesMayLack { continue }
        guard !allowed.isEmpty else {
          if line.role != nil { report("\(path).\(name)[\(i)].role", "the layout \(table.layout.rawValue) has no roles here") }
          continue
        }
        guard let role = line.role, allowed.contains(role) else {
          let words = allowed.map(\.rawValue).joined(separator: ", ")
          report("\(path).\(name)[\(i)].role", "the layout \(table.layout.rawValue) needs one of \(words)")
          continue
        }
      }
    }
    let keys = Set(table.rows.map(\.key))
    for (i, row) in table.rows.enumerated() {
      for key in row.adds where !keys.contains(key) {
        report("\(path).rows[\(i)].adds", "the table has no row \"\(key)\"")
      }
    }
  }

  private func checkDenominator(_ table: TableDefinition, path: String) {
    let known = study.economics?.denominators.map(\.key) ?? []
    let named = [table.options.denominator] + (table.layout == .denominators ? table.rows.map(\.reference) : [])
    for key in named {
      if let key, !known.contains(key) { report(path, "the study's economics has no denominator \"\(key)\"") }
    }
  }

  private func checkItems(_ table: TableDefinition, path: String) {
    if let filter = table.filter { check(filter.resolved(item: table.item), table: table.of, path: "\(path).where") }
    check(table.item, table: table.of, path: "\(path).item")
    check(table.options.rowItem, table: table.of, path: "\(path).rowItem")
    check(table.options.columnItem, table: table.of, path: "\(path).columnItem")
    check(table.options.time, table: table.of, path: "\(path).time")
    if let event = table.options.event { check(event.resolved(item: table.item), table: table.of, path: "\(path).event") }
    if case .items(let items, _, _) = table.options.reliability {
      for item in items { check(item, table: table.of, path: "\(path).reliability") }
    }
    for (name, lines) in [("rows", table.rows), ("columns", table.columns)] {
      for (i, line) in lines.enumerated() {
        let place = "\(path).\(name)[\(i)]"
        for item in line.items { check(item, table: table.of, path: place) }
        let item = line.item ?? table.item
        if let filter = line.filter { check(filter.resolved(item: item), table: table.of, path: "\(place).where") }
        if let measure = line.measure { check(measure, item: item, table: table.of, path: "\(place).measure") }
      }
    }
    guard table.layout == .grid, table.measure == nil else { return }
    for (i, row) in table.rows.enumerated() where row.measure == nil && table.columns.contains(where: { $0.measure == nil }) {
      report("\(path).rows[\(i)]", "a cell has no measure: name one in the table, the row or every column")
    }
  }

  private func check(_ measure: Measure, item: ItemReference?, table: String, path: String) {
    switch measure {
    case .count, .persons: break
    case .share(let part, let base):
      check(part.resolved(item: item), table: table, path: path)
      if let base { check(base.resolved(item: item), table: table, path: path) }
    case .answers(let own), .mean(let own), .quantile(let own, _), .standardDeviation(let own), .sum(let own), .score(let own):
      check(own ?? item, table: table, path: path)
    }
  }

  private func check(_ filter: Filter, table: String, path: String) {
    switch filter {
    case .all(let parts), .any(let parts):
      for part in parts { check(part, table: table, path: path) }
    case .not(let part): check(part, table: table, path: path)
    case .equals(let item, let code): checkCodes([code], item, table, path)
    case .oneOf(let item, let codes): checkCodes(codes, item, table, path)
    case .range(let item, _), .answered(let item), .paired(let item, _, _): check(item, table: table, path: path)
    }
  }

  private func checkCodes(_ codes: [Code], _ item: ItemReference?, _ table: String, _ path: String) {
    guard let item, let known = check(item, table: table, path: path) else { return }
    for code in codes {
      switch code {
      case .text(let text):
        guard let known else {
          report(path, "\(item) holds numbers; compare it with a number, not with \"\(text)\"")
          continue
        }
        if !known.contains(text) { report(path, "\(item) has no option \"\(text)\"\(hint(text, known))") }
      case .number:
        if known != nil { report(path, "\(item) holds options; compare it with a code in double quotes") }
      }
    }
  }

  /// The codes of the item (nil inside: numbers), or nil when it is unknown or nothing is checked.
  @discardableResult
  private func check(_ item: ItemReference?, table: String, path: String) -> [String]?? {
    guard let item, let vocabulary else { return nil }
    let name = item.table ?? table
    guard let columns = vocabulary.tables[name] else {
      report(path, "there is no table \"\(name)\"\(hint(name, Array(vocabulary.tables.keys)))")
      return nil
    }
    guard let codes = columns[item.column] else {
      report(path, "the table \(name) has no column \"\(item.column)\"\(hint(item.column, Array(columns.keys)))")
      return nil
    }
    return codes
  }

  private func tableExists(_ name: String, path: String) -> Bool {
    if name.isEmpty {
      report(path, "the table of the data set that is read must be named")
      return false
    }
    guard let vocabulary, vocabulary.tables[name] == nil else { return true }
    report(path, "there is no table \"\(name)\"\(hint(name, Array(vocabulary.tables.keys)))")
    return false
  }

  private func hint(_ word: String, _ known: [String]) -> String {
    JSONReader.nearest(word, among: known.sorted()).map { "; did you mean \"\($0)\"?" } ?? ""
  }
}

/// What a layout cannot do without.
struct LayoutNeeds {
  var data = true
  var rows = true
  var columns = true
  var pair = false
  var economics = false
  var columnRoles: [Line.Role] = []
  var rowRoles: [Line.Role] = []
  var rowRolesMayLack = false

  init(_ layout: TableDefinition.Layout) {
    switch layout {
    case .grid: break
    case .cross: (rows, columns) = (false, false)
    case .change:
      pair = true
      columnRoles = [.before, .after, .change, .low, .high, .effect, .n, .p]
    case .direction:
      pair = true
      columnRoles = [.positive, .unchanged, .negative, .n]
    case .classes:
      pair = true
      columnRoles = [.recovered, .positive, .unchanged, .negative, .n]
    case .attrition: columnRoles = [.expected, .answered, .share, .paired]
    case .course: columnRoles = [.n, .mean, .sd, .completeN, .completeMean, .carriedN, .carriedMean, .index]
    case .reliability: columnRoles = [.n, .alpha, .mean, .sd, .reliableChange]
    case .survival: columnRoles = [.n, .events, .median, .without, .with]
    case .comparison: columnRoles = [.first, .second, .difference, .low, .high, .effect, .p]
    case .reference: (data, columns) = (false, true)
    case .cost:
      (data, economics) = (false, true)
      columnRoles = [.hours, .kr, .perUnit]
      rowRoles = columnRoles
      rowRolesMayLack = true
    case .unitCosts: data = false
    case .scenarios, .breakEven:
      (data, economics) = (false, true)
      rowRoles = [
        .direct, .indirect, .programme, .derivedCosts, .derivedGains, .net, .occurrence, .affordable,
      ]
    case .denominators:
      (data, economics) = (false, true)
      columnRoles = [.n, .direct, .indirect, .programme, .net]
    }
  }
}
