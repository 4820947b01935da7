import Base

/// Hours and kroner of an activity, exact, with quarters that were not reported filled by the study's rule.
struct CostFigures {
  var hours: Fraction?
  var kr = Fraction(0)
}

/// Reads hours and costs, and fills missing quarters.
struct CostReader {
  let work: Workspace
  let table: TableDefinition
  let rules: EconomicRules
  let inputs: EconomicInputs

  /// One site's activity of one staff group: what was reported, by quarter.
  private struct Group {
    var hours: [Int32: Fraction] = [:]
    var kr: [Int32: Fraction] = [:]
  }

  private struct Key: Hashable {
    let site: Int32
    let activity: Int32
    let staff: Int32
  }

  /// Hours and kroner over the rows that a filter and a line's activities, staff and cost type let through.
  func figures(_ line: Line, filter: Filter?) throws(EvaluationRefusal) -> CostFigures {
    var total = CostFigures()
    if work.data.tables["hours"] != nil, let found = try sum("hours", line, filter) { total = found }
    if line.staff.isEmpty, work.data.tables["costs"] != nil, let found = try sum("costs", line, filter) {
      total.kr = Self.add(total.kr, found.kr)
    }
    return total
  }

  /// Kroner of a cost type, all activities.
  func kr(costType: String) throws(EvaluationRefusal) -> Fraction {
    var line = Line(key: costType, label: Words(da: costType, en: costType))
    line.costType = costType
    return try figures(line, filter: nil).kr
  }

  private func filter(_ line: Line, _ extra: Filter?) -> Filter? {
    var parts: [Filter] = []
    if !line.activities.isEmpty { parts.append(.oneOf(ItemReference("activity"), line.activities.map { .text($0) })) }
    if !line.staff.isEmpty { parts.append(.oneOf(ItemReference("staffGroup"), line.staff.map { .text($0) })) }
    if let type = line.costType { parts.append(.equals(ItemReference("costType"), .text(type))) }
    if let own = line.filter { parts.append(own) }
    if let extra { parts.append(extra) }
    return parts.isEmpty ? nil : .all(parts)
  }

  private func sum(_ name: String, _ line: Line, _ extra: Filter?) throws(EvaluationRefusal) -> CostFigures? {
    let mask = try work.mask(filter(line, extra), of: name)
    if mask.isEmpty { return nil }
    let isHours = name == "hours"
    let quarter = try work.codes(ItemReference("quarter"), of: name)
    let site = try work.codes(ItemReference("site"), of: name)
    let activity = try work.codes(ItemReference("activity"), of: name)
    let staff = isHours ? try work.codes(ItemReference("staffGroup"), of: name) : nil
    let amount = try work.numbers(ItemReference(isHours ? "hours" : "kr"), of: name)
    let rate = isHours ? try? work.numbers(ItemReference("rate"), of: name) : nil
    var groups: [Key: Group] = [:]
    var refusal: EvaluationRefusal?
    mask.forEach { row in
      guard let value = Fraction(amount.value(row)) else { return }
      let key = Key(site: site.values[row], activity: activity.values[row], staff: staff?.values[row] ?? -1)
      let q = quarter.values[row]
      var kr = value
      if isHours {
        let code = staff.flatMap { $0.values[row] < 0 ? nil : $0.labels[Int($0.values[row])] } ?? "?"
        guard let price = rate.flatMap({ Fraction($0.value(row)) }) ?? inputs.rates[code],
          let product = value.multiplied(by: price)
        else {
          refusal = .noInput(table: table.id, key: "rates.\(code)")
          return
        }
        kr = product
        groups[key, default: Group()].hours[q] = Self.add(groups[key]?.hours[q] ?? Fraction(0), value)
      }
      groups[key, default: Group()].kr[q] = Self.add(groups[key]?.kr[q] ?? Fraction(0), kr)
    }
    if let refusal { throw refusal }
    var total = CostFigures(hours: isHours ? Fraction(0) : nil)
    for (key, group) in groups {
      if let hours = total.hours { total.hours = Self.add(hours, try filled(group.hours, quarter, site, key)) }
      total.kr = Self.add(total.kr, try filled(group.kr, quarter, site, key))
    }
    return total
  }

  /// The sum over the study's quarters; a quarter without a report counts as the rule says.
  private func filled(
    _ reported: [Int32: Fraction], _ quarter: CodeColumn, _ site: CodeColumn, _ key: Key
  ) throws(EvaluationRefusal) -> Fraction {
    var sum = Fraction(0)
    var names = Set<String>()
    for (q, value) in reported where q >= 0 && rules.quarters.contains(quarter.labels[Int(q)]) {
      sum = Self.add(sum, value)
      names.insert(quarter.labels[Int(q)])
    }
    guard names.count < rules.quarters.count, !names.isEmpty else { return sum }
    switch rules.missingQuarter {
    case .asReported: return sum
    case .meanOfOthers:
      let share = Fraction(Int128(rules.quarters.count), over: Int128(names.count)) ?? Fraction(1)
      return sum.multiplied(by: share) ?? sum
    case .refuse:
      let missing = rules.quarters.first { !names.contains($0) } ?? "?"
      throw .missingQuarter(site: key.site < 0 ? "?" : site.labels[Int(key.site)], quarter: missing)
    }
  }

  static func add(_ a: Fraction, _ b: Fraction) -> Fraction {
    a.adding(b) ?? Fraction(a.double + b.double) ?? a
  }
}

/// Tables of hours, kroner and what follows from them.
struct EconomyBuilder {
  let work: Workspace
  let table: TableDefinition
  let rules: EconomicRules
  let inputs: EconomicInputs

  private var reader: CostReader { CostReader(work: work, table: table, rules: rules, inputs: inputs) }

  private func denominator(_ key: String?) throws(EvaluationRefusal) -> Int {
    guard let group = rules.denominators.first(where: { $0.key == key }) else {
      throw .noInput(table: table.id, key: "denominators.\(key ?? "?")")
    }
    return try work.mask(group.filter, of: group.of).total
  }

  private func divide(_ kr: Fraction, by n: Int) -> Fraction? { kr.divided(by: Fraction(n)) }

  // MARK: cost by activity

  func cost() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    draft.isOfPersons = false
    for row in table.rows where row.adds.isEmpty {
      for column in table.columns {
        guard let role = row.role ?? column.role else { continue }
        let figures = try reader.figures(row, filter: column.filter)
        try append(&draft, row, column, role, figures)
      }
    }
    for row in table.rows where !row.adds.isEmpty {
      for column in table.columns {
        guard let role = row.role ?? column.role else { continue }
        try append(&draft, row, column, role, try total(draft, row, column))
      }
    }
    order(&draft)
    if rules.missingQuarter == .meanOfOthers { draft.notes.append(EconomyBuilder.fillNote) }
    return draft
  }

  private func append(
    _ draft: inout DraftTable, _ row: Line, _ column: Line, _ role: Line.Role, _ figures: CostFigures
  ) throws(EvaluationRefusal) {
    var cell = DraftCell(row: row, column: column, table: table, kind: role == .hours ? .hours : .kr)
    switch role {
    case .hours:
      guard let hours = figures.hours else { return }
      cell.exact = hours
    case .kr: cell.exact = figures.kr
    default:
      let n = try denominator(row.reference ?? table.options.denominator)
      cell.n = n
      cell.exact = divide(figures.kr, by: n)
    }
    draft.cells.append(cell)
  }

  /// The sum of rows, exact, or of rows as they are printed where the study says so.
  private func total(_ draft: DraftTable, _ row: Line, _ column: Line) throws(EvaluationRefusal) -> CostFigures {
    var sum = CostFigures(hours: Fraction(0))
    for key in row.adds {
      guard let line = table.rows.first(where: { $0.key == key }) else { continue }
      var part = try reader.figures(line, filter: column.filter)
      if row.addsRounded.contains(column.key) {
        part.hours = part.hours?.rounded(decimals: column.decimals ?? table.decimals)
        part.kr = part.kr.rounded(decimals: column.decimals ?? table.decimals) ?? part.kr
      }
      sum.kr = CostReader.add(sum.kr, part.kr)
      if let hours = part.hours { sum.hours = CostReader.add(sum.hours ?? Fraction(0), hours) }
    }
    return sum
  }

  private func order(_ draft: inout DraftTable) {
    let place = Dictionary(uniqueKeysWithValues: table.rows.enumerated().map { ($1.key, $0) })
    draft.cells = draft.cells.enumerated().sorted { a, b in
      (place[a.element.row] ?? 0, a.offset) < (place[b.element.row] ?? 0, b.offset)
    }.map(\.element)
  }

  static let fillNote = Words(
    da: "Et kvartal, som et sted ikke har indberettet, tæller som gennemsnittet af stedets øvrige kvartaler, "
      + "for hver aktivitet og personalegruppe.",
    en: "A quarter that a site did not report counts as the mean of the site's other quarters, for each activity and staff group."
  )

  // MARK: unit costs, scenarios

  func unitCosts() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    draft.isOfPersons = false
    for row in table.rows {
      let unit = try unitCost(row.reference ?? row.key)
      for column in table.columns {
        var cell = DraftCell(row: row, column: column, table: table, kind: .kr)
        cell.decimals = unit.decimals
        cell.exact = EconomyBuilder.computed(unit)
        draft.cells.append(cell)
      }
    }
    return draft
  }

  private func unitCost(_ key: String) throws(EvaluationRefusal) -> EconomicInputs.UnitCost {
    guard let unit = inputs.unitCosts.first(where: { $0.key == key }) else {
      throw .noInput(table: table.id, key: "unitCosts.\(key)")
    }
    return unit
  }

  private static func computed(_ unit: EconomicInputs.UnitCost) -> Fraction {
    unit.terms.reduce(Fraction(0)) { sum, term in
      CostReader.add(sum, term.quantity.multiplied(by: term.price) ?? Fraction(0))
    }
  }

  /// The price a scenario uses: the printed one or the rounded product, by the study's rule.
  private func price(_ key: String) throws(EvaluationRefusal) -> Fraction {
    let unit = try unitCost(key)
    if rules.prices == .printed, let printed = unit.printed { return printed }
    let exact = EconomyBuilder.computed(unit)
    return exact.rounded(decimals: unit.decimals) ?? exact
  }

  private struct Balance {
    var direct = Fraction(0)
    var indirect = Fraction(0)
    var costs = Fraction(0)
    var gains = Fraction(0)
    var programme: Fraction { CostReader.add(direct, indirect) }
    var derived: Fraction { gains.subtracting(costs) ?? gains }
    var net: Fraction { derived.subtracting(programme) ?? derived }
  }

  /// Programme cost per citizen in whole kroner, beside a scenario's costs and gains.
  private func balance(_ scenario: String?, denominator key: String?) throws(EvaluationRefusal) -> Balance {
    let n = try denominator(key)
    var balance = Balance()
    let direct = try reader.kr(costType: rules.direct)
    let indirect = try reader.kr(costType: rules.indirect)
    balance.direct = divide(direct, by: n)?.rounded(decimals: 0) ?? Fraction(0)
    balance.indirect = divide(indirect, by: n)?.rounded(decimals: 0) ?? Fraction(0)
    guard let scenario else { return balance }
    guard let found = inputs.scenarios.first(where: { $0.key == scenario }) else {
      throw .noInput(table: table.id, key: "scenarios.\(scenario)")
    }
    for key in found.costs { balance.costs = CostReader.add(balance.costs, try price(key)) }
    for key in found.gains { balance.gains = CostReader.add(balance.gains, try price(key)) }
    return balance
  }

  func scenarios() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    draft.isOfPersons = false
    for row in table.rows {
      for column in table.columns {
        guard let role = row.role else { continue }
        let balance = try balance(column.reference ?? column.key, denominator: table.options.denominator)
        var cell = DraftCell(row: row, column: column, table: table, kind: role == .occurrence ? .percent : .kr)
        switch role {
        case .direct: cell.exact = negative(balance.direct)
        case .indirect: cell.exact = negative(balance.indirect)
        case .programme: cell.exact = negative(balance.programme)
        case .derivedCosts: cell.exact = negative(balance.costs)
        case .derivedGains: cell.exact = balance.gains
        case .net: cell.exact = balance.net
        case .affordable: cell.exact = balance.derived
        default:
          if balance.derived > Fraction(0) {
            cell.exact = balance.programme.multiplied(by: Fraction(100))?.divided(by: balance.derived)
          } else {
            cell.refused = Words(da: "Går aldrig i nul", en: "Never balances")
          }
        }
        draft.cells.append(cell)
      }
    }
    draft.notes.append(
      Words(
        da:
          "Tænkte borgere: hvor ofte hændelserne sker, er ikke undersøgt, og der er ingen sammenligning med forløb uden indsatsen.",
        en:
          "Hypothetical citizens: how often the events occur was not studied, and there is no comparison with courses without the "
          + "programme."))
    return draft
  }

  func denominators() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    draft.isOfPersons = false
    for row in table.rows {
      let n = try denominator(row.reference ?? row.key)
      for column in table.columns {
        guard let role = column.role else { continue }
        let balance = try balance(role == .net ? column.reference ?? column.key : nil, denominator: row.reference ?? row.key)
        var cell = DraftCell(row: row, column: column, table: table, kind: role == .n ? .count : .kr)
        cell.n = n
        switch role {
        case .n: cell.exact = Fraction(n)
        case .direct: cell.exact = balance.direct
        case .indirect: cell.exact = balance.indirect
        case .net: cell.exact = balance.net
        default: cell.exact = balance.programme
        }
        draft.cells.append(cell)
      }
    }
    return draft
  }

  private func negative(_ value: Fraction) -> Fraction { Fraction(0).subtracting(value) ?? value }

  // MARK: reference population

  func reference() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    draft.isOfPersons = false
    for row in table.rows {
      for column in table.columns {
        let (category, area) = (row.reference ?? row.key, column.reference ?? column.key)
        guard let found = inputs.reference.first(where: { $0.category == category && $0.area == area }) else {
          throw .noInput(table: table.id, key: "reference.\(category).\(area)")
        }
        var cell = DraftCell(row: row, column: column, table: table)
        cell.exact = found.percent
        draft.cells.append(cell)
      }
    }
    return draft
  }
}
