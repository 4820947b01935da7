public import Base

extension InstrumentDefinition.Scale {
  /// The scale as it stands in a file.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("id", .string(id))
    o.set("title", title.tree)
    o.set("rule", .string(rule.name.rawValue))
    writeRule(&o)
    o.list("reversed", reversed.map(JSONTree.string))
    if !isDerived || missingSource != nil { o.set("missing", missing.tree(source: missingSource)) }
    var ends = JSONMembers()
    ends.set("min", range.min.map(JSONTree.double))
    ends.set("max", range.max.map(JSONTree.double))
    o.set("range", ends.tree)
    o.set("direction", .string(direction.rawValue))
    o.list(
      "bands",
      bands.map {
        .object([
          .init("code", .string($0.code)), .init("from", .double($0.from)), .init("to", .double($0.to)),
          .init("label", $0.label.tree),
        ])
      })
    o.set("bandsSource", bandsSource.map(JSONTree.string))
    o.set("cutOff", cutOff?.tree)
    o.set(
      "change",
      change.map {
        .object([
          .init("reliability", .double($0.reliability)), .init("sd", .double($0.sd)), .init("source", .string($0.source)),
        ])
      })
    o.list(
      "normLines",
      normLines.map {
        .object([.init("value", .double($0.value)), .init("label", $0.label.tree), .init("source", .string($0.source))])
      })
    o.word("format", format, usual: .number)
    o.set("hidden", hidden ? .bool(true) : nil)
    return o.tree
  }

  private func writeRule(_ o: inout JSONMembers) {
    func factors(_ t: inout JSONMembers, _ weight: Double, _ divisor: Double) {
      t.set("weight", weight == 1 ? nil : .double(weight))
      t.set("divisor", divisor == 1 ? nil : .double(divisor))
    }
    switch rule {
    case .sum, .mean, .max, .min: o.set("items", .array(items.map(JSONTree.string)))
    case .count(let least):
      o.set("items", .array(items.map(JSONTree.string)))
      o.set("atLeast", .double(least))
    case .linear(let constant, let terms):
      o.set("constant", constant == 0 ? nil : .double(constant))
      o.set(
        "terms",
        .array(
          terms.map { term in
            var t = JSONMembers()
            t.set("item", .string(term.item))
            t.word("transform", term.transform, usual: .identity)
            factors(&t, term.weight, term.divisor)
            return t.tree
          }))
    case .combine(let constant, let terms):
      o.set("constant", constant == 0 ? nil : .double(constant))
      o.set(
        "terms",
        .array(
          terms.map { term in
            var t = JSONMembers()
            t.set("scale", .string(term.scale))
            factors(&t, term.weight, term.divisor)
            return t.tree
          }))
    case .classify(let classes, let otherwise):
      o.list("items", items.map(JSONTree.string))
      o.set("classes", .array(classes.map { .object([.init("value", .double($0.value)), .init("when", $0.when.tree)]) }))
      o.set("otherwise", .double(otherwise))
    }
  }
}

extension InstrumentDefinition.MissingRule {
  fileprivate func tree(source: String?) -> JSONTree {
    var o = JSONMembers()
    switch self {
    case .refuse: o.set("rule", .string("refuse"))
    case .prorate(let minimum):
      o.set("rule", .string("prorate"))
      o.set("minimum", .number(String(minimum)))
    case .substitute(let value, let minimum):
      o.set("rule", .string("substitute"))
      o.set("value", .double(value))
      o.set("minimum", .number(String(minimum)))
    case .itemwise(let minimum):
      o.set("rule", .string("itemwise"))
      o.set("minimum", .number(String(minimum)))
    }
    o.set("source", source.map(JSONTree.string))
    return o.tree
  }
}

extension InstrumentDefinition.CutOff {
  fileprivate var tree: JSONTree {
    var o = JSONMembers()
    o.set("value", .double(value))
    o.set("side", .string(side.rawValue))
    o.set("label", label.tree)
    o.set("source", .string(source))
    o.set("verified", verified ? .bool(true) : nil)
    return o.tree
  }
}
