public import Base

extension InstrumentDefinition {
  /// The definition as it stands in a file of the catalog: what ``read(_:)`` reads, gives it back without loss. Options are written with
  /// each item, and keys with their usual value are left out.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("id", .string(id))
    o.set("version", .number(String(version)))
    o.set("title", title.tree)
    o.set("purpose", purpose?.tree)
    o.set("wording", .string(wording.rawValue))
    o.set("source", .string(source))
    o.set(
      "licence", .object([.init("class", .string(licence.kind.rawValue)), .init("terms", .string(licence.terms))]))
    o.word("direction", direction, usual: .none)
    o.set("recallDays", recallDays.map { .number(String($0)) })
    o.set("validDays", validDays.map { .number(String($0)) })
    o.set("screen", screen ? .bool(true) : nil)
    if let gate {
      var g = JSONMembers()
      g.set("certificate", gate.certificate.map(JSONTree.string))
      g.set("abstinenceDays", gate.abstinenceDays.map { .number(String($0)) })
      o.set("gate", g.tree)
    }
    o.set("respondents", .array(respondents.map { .string($0.rawValue) }))
    o.word("subject", subject, usual: .citizen)
    o.list("groups", groups.map(\.tree))
    o.set("items", .array(items.map(\.tree)))
    o.list("scales", scales.map(\.tree))
    o.list("alerts", alerts.map(\.tree))
    o.list("examples", examples.map(\.tree))
    return o.tree
  }

  /// A condition read from the form that ``ItemCondition/tree`` writes; nil after a problem has been reported.
  public static func readCondition(_ r: JSONReader, _ key: String) -> ItemCondition? { condition(r, key) }

  /// A scale read from the form that ``Scale/tree`` writes; problems go to the reader's collector.
  public static func readScale(_ r: JSONReader) -> Scale { scale(r) }
}

extension InstrumentDefinition.Group {
  /// The group as it stands in a file.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("id", .string(id))
    o.set("label", label.tree)
    o.set("page", page == 1 ? nil : .number(String(page)))
    o.set("repeats", repeats.map { .object([.init("max", .number(String($0.max)))]) })
    return o.tree
  }
}

extension InstrumentDefinition.Alert {
  /// The alert as it stands in a file.
  public var tree: JSONTree {
    .object([.init("id", .string(id)), .init("when", when.tree), .init("message", message.tree)])
  }
}

extension InstrumentDefinition.Item {
  /// The item as it stands in a file.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("id", .string(id))
    o.set("kind", .string(kind.name.rawValue))
    o.set("label", label.tree)
    o.set("hint", hint?.tree)
    o.set("group", group.map(JSONTree.string))
    switch kind {
    case .choice(let options), .choices(let options): o.set("options", .array(options.map(\.tree)))
    case .number(let range):
      o.set("min", range.min.map(JSONTree.double))
      o.set("max", range.max.map(JSONTree.double))
      if let decimals = range.decimals {
        o.set("decimals", decimals == 0 ? nil : .number(String(decimals)))
      } else {
        o.set("anyDecimals", .bool(true))
      }
      o.set("unit", range.unit?.tree)
    case .scale(let line):
      o.set("min", .number(String(line.min)))
      o.set("max", .number(String(line.max)))
      o.list("points", line.points.map { .object([.init("value", .number(String($0.value))), .init("label", $0.label.tree)]) })
    case .text(let length): o.set("maxLength", length.map { .number(String($0)) })
    case .date, .info: break
    }
    o.set("required", required ? .bool(true) : nil)
    o.set("showWhen", showWhen?.tree)
    o.list("waves", waves.map(JSONTree.string))
    o.word("direction", direction, usual: .none)
    return o.tree
  }
}

extension InstrumentDefinition.Option {
  /// The option as it stands in a file.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("code", .string(code))
    o.set("label", label.tree)
    o.set("weight", weight.map(JSONTree.double))
    o.list("waves", waves.map(JSONTree.string))
    return o.tree
  }
}

extension InstrumentDefinition.Example {
  /// The example as it stands in a file.
  public var tree: JSONTree {
    var o = JSONMembers()
    o.set("name", .string(name))
    o.set("source", .string(source))
    o.set("wave", wave.map(JSONTree.string))
    o.set("answers", .object(answers.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.tree) }))
    let scores = expected.sorted { $0.key < $1.key }.map { JSONTree.Member($0.key, $0.value.tree) }
    o.set("expected", scores.isEmpty ? nil : .object(scores))
    o.set("tolerance", tolerance == 0 ? nil : .double(tolerance))
    o.set("hidden", hidden.map { .array($0.map(JSONTree.string)) })
    if invalid == [] { o.set("valid", .bool(true)) } else { o.set("invalid", invalid.map { .array($0.map(JSONTree.string)) }) }
    o.set("alerts", alerts.map { .array($0.map(JSONTree.string)) })
    return o.tree
  }
}

extension InstrumentDefinition.Example.Expected {
  fileprivate var tree: JSONTree {
    switch self {
    case .refused(let name): return .object([.init("refused", .string(name))])
    case .value(let value, nil): return .double(value)
    case .value(let value, let band?): return .object([.init("value", .double(value)), .init("band", .string(band))])
    }
  }
}

extension Answer {
  /// The answer as it stands in a file; ``read(_:kind:)`` reads it.
  public var tree: JSONTree {
    switch self {
    case .choice(let code): .string(code)
    case .choices(let codes): .array(codes.map(JSONTree.string))
    case .number(let value): .double(value)
    case .text(let text): .string(text)
    case .date(let day): .string(day.description)
    case .missing(let why): .object([.init("missing", .string(why.rawValue))])
    }
  }
}

extension ItemCondition {
  /// The condition as it stands in a file.
  public var tree: JSONTree {
    func on(_ key: String, _ name: String, _ test: JSONTree.Member) -> JSONTree { .object([.init(key, .string(name)), test]) }
    switch self {
    case .all(let parts): return .object([.init("all", .array(parts.map(\.tree)))])
    case .any(let parts): return .object([.init("any", .array(parts.map(\.tree)))])
    case .not(.answered(let item)): return on("item", item, .init("answered", .bool(false)))
    case .not(let part): return .object([.init("not", part.tree)])
    case .compare(let item, let how, let value): return on("item", item, .init(how.rawValue, .double(value)))
    case .oneOf(let item, let codes):
      if codes.count == 1 { return on("item", item, .init("is", .string(codes[0]))) }
      return on("item", item, .init("oneOf", .array(codes.map(JSONTree.string))))
    case .answered(let item): return on("item", item, .init("answered", .bool(true)))
    case .compareScale(let scale, let how, let value): return on("scale", scale, .init(how.rawValue, .double(value)))
    }
  }
}

/// Members in the order they are set; what is not there is left out.
struct JSONMembers {
  private var members: [JSONTree.Member] = []

  mutating func set(_ key: String, _ value: JSONTree?) {
    if let value { members.append(.init(key, value)) }
  }

  mutating func list(_ key: String, _ values: [JSONTree]) {
    if !values.isEmpty { set(key, .array(values)) }
  }

  mutating func word<T: RawRepresentable & Equatable>(_ key: String, _ value: T, usual: T) where T.RawValue == String {
    if value != usual { set(key, .string(value.rawValue)) }
  }

  var tree: JSONTree { .object(members) }
}

extension JSONTree {
  static func double(_ value: Double) -> JSONTree { .number(plain(value)) }
}

extension Words {
  var tree: JSONTree { .object([.init("da", .string(da)), .init("en", .string(en))]) }
}
