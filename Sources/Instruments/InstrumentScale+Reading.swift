import Base

extension InstrumentDefinition {
  static func scale(_ r: JSONReader) -> Scale {
    let name = r.oneOf("rule", RuleName.self)
    let rule = name.map { readRule(r, $0) } ?? .sum
    let items: [String]
    // A rule over scales, and classes, have nothing to say of missing answers, so the key may be left out there.
    var needsMissing = true
    switch rule {
    case .linear(_, let terms): items = terms.map(\.item)
    case .combine: (items, needsMissing) = ([], false)
    case .classify: (items, needsMissing) = (r.strings("items"), false)
    case .sum, .mean, .count, .max, .min: items = r.strings("items", required: true)
    }
    var source: String?
    func readMissing(_ m: JSONReader) -> MissingRule {
      source = m.optionalString("source")
      return missingRule(m)
    }
    let missing = needsMissing ? r.object("missing", readMissing) : r.optionalObject("missing", readMissing)
    return Scale(
      id: r.string("id"), title: r.words("title"), rule: rule, items: items, reversed: r.strings("reversed"),
      missing: missing ?? .refuse, missingSource: source,
      range: r.object("range") { Range(min: $0.optionalDouble("min"), max: $0.optionalDouble("max")) } ?? Range(),
      direction: r.oneOf("direction", Direction.self) ?? .none,
      bands: r.array("bands") {
        Band(code: $0.string("code"), from: $0.double("from"), to: $0.double("to"), label: $0.words("label"))
      },
      bandsSource: r.optionalString("bandsSource"), cutOff: r.optionalObject("cutOff", cutOff),
      change: r.optionalObject("change") {
        ReliableChange(reliability: $0.double("reliability"), sd: $0.double("sd"), source: $0.string("source"))
      },
      normLines: r.array("normLines") {
        NormLine(value: $0.double("value"), label: $0.words("label"), source: $0.string("source"))
      },
      format: r.oneOf("format", default: .number), hidden: r.bool("hidden", default: false))
  }

  private static func readRule(_ r: JSONReader, _ name: RuleName) -> Rule {
    switch name {
    case .sum: .sum
    case .mean: .mean
    case .max: .max
    case .min: .min
    case .count: .count(atLeast: r.double("atLeast"))
    case .linear:
      .linear(
        constant: r.optionalDouble("constant") ?? 0,
        terms: r.array("terms", required: true) { t in
          Term(
            item: t.string("item"), transform: t.oneOf("transform", default: .identity), weight: t.optionalDouble("weight") ?? 1,
            divisor: t.optionalDouble("divisor") ?? 1)
        })
    case .combine:
      .combine(
        constant: r.optionalDouble("constant") ?? 0,
        terms: r.array("terms", required: true) { t in
          ScaleTerm(
            scale: t.string("scale"), weight: t.optionalDouble("weight") ?? 1, divisor: t.optionalDouble("divisor") ?? 1)
        })
    case .classify:
      .classify(
        classes: r.array("classes", required: true) { c in
          Class(value: c.double("value"), when: readWhen(c))
        },
        otherwise: r.double("otherwise"))
    }
  }

  private static func readWhen(_ r: JSONReader) -> ItemCondition {
    if !r.has("when") { r.report(nil, "the key \"when\" is missing; it must be a condition") }
    return condition(r, "when") ?? .any([])
  }

  private static func missingRule(_ r: JSONReader) -> MissingRule {
    switch r.oneOf("rule", MissingRuleName.self) {
    case .prorate?: .prorate(minimum: r.int("minimum"))
    case .substitute?: .substitute(value: r.double("value"), minimum: r.int("minimum"))
    case .itemwise?: .itemwise(minimum: r.int("minimum"))
    case .refuse?, nil: .refuse
    }
  }

  private static func cutOff(_ r: JSONReader) -> CutOff {
    CutOff(
      value: r.double("value"), side: r.oneOf("side", CutOff.Side.self) ?? .atOrAbove, label: r.words("label"),
      source: r.string("source"), verified: r.bool("verified", default: false))
  }
}
