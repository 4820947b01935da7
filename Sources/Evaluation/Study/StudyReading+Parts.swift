import Base

/// The parts of a study file that stand in several places.
enum StudyReading {
  static func words(_ element: JSONElement) -> Words? {
    element.object { r in Words(da: r.string("da"), en: r.string("en")) }
  }

  static func threshold(_ r: JSONReader) -> Int? {
    guard let n = r.optionalInt("threshold") else { return nil }
    if !(0...1000).contains(n) || n == 1 || n == 2 {
      r.report("threshold", "0 hides no cell; otherwise a whole number from 3 to 1000")
    }
    return n
  }

  static func decimals(_ r: JSONReader) -> Int? {
    guard let n = r.optionalInt("decimals") else { return nil }
    if !(-6...6).contains(n) { r.report("decimals", "a whole number from -6 (millions) to 6 is expected") }
    return n
  }

  static func kind(_ r: JSONReader) -> StudyResult.Kind? {
    guard let text = r.optionalString("kind") else { return nil }
    if let kind = StudyResult.Kind(rawValue: text) { return kind }
    r.report("kind", "one of count, percent, mean, diff, score, p, statistic, kr, hours is expected")
    return nil
  }

  static func figure(_ r: JSONReader) -> StudyResult.Figure {
    guard let text = r.optionalString("figure") else { return .none }
    if let figure = StudyResult.Figure(rawValue: text) { return figure }
    r.report("figure", "one of none, bars, stacked, beforeAfter, lines, steps is expected")
    return .none
  }

  static func item(_ element: JSONElement) -> ItemReference? {
    guard let text = element.string else { return nil }
    if let item = ItemReference(parsing: text) { return item }
    element.report("an item is written column, table/column or table@wave/column")
    return nil
  }

  static func item(_ key: String, _ r: JSONReader) -> ItemReference? { r.element(key).flatMap(item) }

  static func filter(_ key: String, _ r: JSONReader) -> Filter? {
    guard let element = r.element(key) else { return nil }
    return filter(element)
  }

  static func filter(_ element: JSONElement) -> Filter? {
    element.object { r in
      var parts: [Filter] = []
      let own = item("item", r)
      if let element = r.element("is"), let code = code(element) { parts.append(.equals(own, code)) }
      if r.has("in") { parts.append(.oneOf(own, r.elements("in").compactMap(code))) }
      let bounds = Bounds(
        from: r.optionalDouble("from"), to: r.optionalDouble("to"), above: r.optionalDouble("above"),
        below: r.optionalDouble("below"))
      if bounds != Bounds() { parts.append(.range(own, bounds)) }
      if let flag = r.tree("answered") {
        if flag == .bool(true) { parts.append(.answered(own)) } else { r.report("answered", "only true is possible here") }
      }
      if r.has("paired") {
        let waves = r.strings("paired")
        if waves.count == 2 {
          parts.append(.paired(own, waves[0], waves[1]))
        } else {
          r.report("paired", "two waves are expected")
        }
      }
      if let wave = r.optionalString("wave") { parts.append(.equals(ItemReference("wave"), .text(wave))) }
      if let site = r.optionalString("site") { parts.append(.equals(ItemReference("site"), .text(site))) }
      if r.has("all") { parts.append(.all(r.elements("all").compactMap(filter))) }
      if r.has("any") { parts.append(.any(r.elements("any").compactMap(filter))) }
      if let element = r.element("not"), let part = filter(element) { parts.append(.not(part)) }
      if parts.isEmpty {
        r.report(nil, "a condition needs one of is, in, from, to, above, below, answered, paired, wave, site, all, any, not")
      }
      return parts.count == 1 ? parts[0] : .all(parts)
    }
  }

  static func code(_ element: JSONElement) -> Code? {
    switch element.tree {
    case .string(let text): return .text(text)
    case .number(let text): return Double(text).map { .number($0) }
    default:
      element.report("an option's code or a number is expected here, not \(element.tree.kindName)")
      return nil
    }
  }

  static func measure(_ key: String, _ r: JSONReader) -> Measure? {
    guard let element = r.element(key) else { return nil }
    if case .string(let word) = element.tree {
      if let simple = simpleMeasures[word] { return simple }
      element.report("one of \(simpleMeasures.keys.sorted().joined(separator: ", ")), or an object, is expected")
      return nil
    }
    return element.object { m -> Measure? in
      if m.has("share") {
        guard let part = filter("share", m) else { return nil }
        return .share(part, base: filter("base", m))
      }
      if let p = m.optionalDouble("quantile") {
        if !(0...1).contains(p) { m.report("quantile", "a number from 0 to 1 is expected") }
        return .quantile(item("of", m), min(max(p, 0), 1))
      }
      for (word, make) in itemMeasures where m.has(word) { return make(item(word, m)) }
      m.report(nil, "a measure needs one of share, quantile, \(itemMeasures.map(\.0).joined(separator: ", "))")
      return nil
    } ?? nil
  }

  private static let simpleMeasures: [String: Measure] = [
    "count": .count, "persons": .persons, "answers": .answers(nil), "mean": .mean(nil), "median": .quantile(nil, 0.5),
    "sd": .standardDeviation(nil), "sum": .sum(nil), "score": .score(nil),
  ]

  private static let itemMeasures: [(String, @Sendable (ItemReference?) -> Measure)] = [
    ("answers", { .answers($0) }), ("mean", { .mean($0) }), ("median", { .quantile($0, 0.5) }),
    ("sd", { .standardDeviation($0) }), ("sum", { .sum($0) }), ("score", { .score($0) }),
  ]

  static func options(_ r: JSONReader) -> TableDefinition.Options {
    var options = TableDefinition.Options()
    options.rowItem = item("rowItem", r)
    options.columnItem = item("columnItem", r)
    options.percent = r.has("percent") ? r.oneOf("percent", TableDefinition.Options.Percent.self) : nil
    options.totals = r.bool("totals", default: false)
    options.better = r.oneOf("better", default: .higher)
    options.cutOff = r.optionalDouble("clinicalCutOff")
    options.time = item("time", r)
    options.event = filter("event", r)
    options.denominator = r.optionalString("denominator")
    options.reliability = r.optionalObject("reliability") { reliability($0) } ?? nil
    return options
  }

  private static func reliability(_ r: JSONReader) -> TableDefinition.Reliability? {
    if r.has("items") {
      return .items(
        r.elements("items").compactMap { item($0) }, reversed: r.elements("reversed").compactMap { item($0) },
        wave: r.optionalString("wave"))
    }
    let (alpha, sd) = (r.double("reliability"), r.double("standardDeviation"))
    if !(alpha >= 0 && alpha < 1) { r.report("reliability", "a number from 0 to less than 1 is expected") }
    if !(sd > 0) { r.report("standardDeviation", "a number greater than 0 is expected") }
    return .given(reliability: alpha, standardDeviation: sd, source: r.string("source"))
  }

  static func economics(_ r: JSONReader) -> EconomicRules {
    EconomicRules(
      quarters: r.strings("quarters", required: true), missingQuarter: r.oneOf("missingQuarter", default: .refuse),
      prices: r.oneOf("prices", default: .computed),
      denominators: r.array("denominators") { d in
        EconomicRules.Denominator(
          key: d.string("key"), label: d.words("label"), of: d.string("of"), filter: filter("where", d))
      },
      direct: r.string("direct"), indirect: r.string("indirect"))
  }
}
