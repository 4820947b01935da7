public import Base

extension InstrumentDefinition {
  /// A definition read from JSON, with the items whose own description could not be read.
  public struct Reading: Sendable {
    /// What was read; to be used only when the reader found no problem.
    public var definition: InstrumentDefinition
    /// Items that are only stand-ins; the check does not complain about what refers to them.
    public var unreadable: Set<String>
  }

  /// Reads a definition and its check in one: every problem of form and of meaning goes to the reader's collector.
  ///
  /// - Returns: the definition; to be used only when nothing was reported.
  public static func readChecked(_ r: JSONReader) -> InstrumentDefinition {
    let before = r.problems.problems.count
    let reading = read(r)
    // Examples are run on a definition that was read whole only: with stand-ins in it they would fail for no reason of their own.
    let whole = r.problems.problems.count == before
    for problem in reading.definition.problems(unreadable: reading.unreadable, examples: whole) {
      r.problems.report(file: r.file, path: r.path + problem.path, problem.message)
    }
    return reading.definition
  }

  /// Reads a definition; problems of form (keys, types, words of closed lists) go to the reader's collector.
  public static func read(_ r: JSONReader) -> Reading {
    var unreadable = Set<String>()
    let sets = optionSets(r)
    var definition = InstrumentDefinition(
      id: r.string("id"), version: r.int("version"), title: r.words("title"), purpose: r.optionalWords("purpose"),
      wording: r.oneOf("wording", Wording.self) ?? .labels, source: r.string("source"),
      licence: r.object("licence") {
        Licence(kind: $0.oneOf("class", Licence.Kind.self) ?? .definitionOnly, terms: $0.string("terms"))
      }
        ?? Licence(kind: .definitionOnly, terms: ""),
      direction: r.oneOf("direction", default: .none), recallDays: r.optionalInt("recallDays"),
      validDays: r.optionalInt("validDays"), screen: r.bool("screen", default: false),
      gate: r.optionalObject("gate") {
        Gate(certificate: $0.optionalString("certificate"), abstinenceDays: $0.optionalInt("abstinenceDays"))
      },
      respondents: r.elements("respondents", required: true).compactMap { word($0) },
      subject: r.oneOf("subject", default: .citizen),
      groups: r.array("groups", group), items: [])
    definition.items = r.array("items", required: true) { item($0, sets, &unreadable) }
    definition.scales = r.array("scales") { scale($0) }
    definition.alerts = r.array("alerts") { a in
      Alert(id: a.string("id"), when: condition(a, "when") ?? .all([]), message: a.words("message"))
    }
    let kinds = Dictionary(definition.items.map { ($0.id, $0.kind.name) }, uniquingKeysWith: { first, _ in first })
    definition.examples = r.array("examples") { example($0, kinds, unreadable) }
    return Reading(definition: definition, unreadable: unreadable)
  }

  private static func group(_ r: JSONReader) -> Group {
    Group(
      id: r.string("id"), label: r.words("label"), page: r.optionalInt("page") ?? 1,
      repeats: r.optionalObject("repeats") { Repeats(max: $0.int("max")) })
  }

  private static func word<T: RawRepresentable & CaseIterable>(_ element: JSONElement) -> T? where T.RawValue == String {
    guard let text = element.string else { return nil }
    if let value = T(rawValue: text) { return value }
    element.report("\"\(text)\" is not one of \(T.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  // MARK: - Items

  private static func optionSets(_ r: JSONReader) -> [String: [Option]] {
    let sets = r.map("optionSets") { _, element in element.elements?.compactMap { $0.object(option) } }
    return Dictionary(sets.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private static func option(_ r: JSONReader) -> Option {
    Option(code: r.string("code"), label: r.words("label"), weight: r.optionalDouble("weight"), waves: r.strings("waves"))
  }

  private static func item(_ r: JSONReader, _ sets: [String: [Option]], _ unreadable: inout Set<String>) -> Item {
    let before = r.problems.problems.count
    let id = r.string("id")
    let kind = r.oneOf("kind", KindName.self).map { readKind(r, $0, sets) }
    let item = Item(
      id: id, kind: kind ?? .info, label: r.words("label"), hint: r.optionalWords("hint"), group: r.optionalString("group"),
      required: r.bool("required", default: false), showWhen: condition(r, "showWhen"), waves: r.strings("waves"),
      direction: r.oneOf("direction", default: .none))
    if r.problems.problems.count > before { unreadable.insert(id) }
    return item
  }

  private static func readKind(_ r: JSONReader, _ name: KindName, _ sets: [String: [Option]]) -> Kind {
    switch name {
    case .choice: .choice(options(r, sets))
    case .choices: .choices(options(r, sets))
    case .number:
      .number(
        NumberRange(
          min: r.optionalDouble("min"), max: r.optionalDouble("max"),
          decimals: r.bool("anyDecimals", default: false) ? nil : (r.optionalInt("decimals") ?? 0),
          unit: r.optionalWords("unit")))
    case .scale:
      .scale(
        ScaleRange(
          min: r.int("min"), max: r.int("max"),
          points: r.array("points") { ScaleRange.Point(value: $0.int("value"), label: $0.words("label")) }))
    case .text: .text(maxLength: r.optionalInt("maxLength"))
    case .date: .date
    case .info: .info
    }
  }

  private static func options(_ r: JSONReader, _ sets: [String: [Option]]) -> [Option] {
    guard let name = r.optionalString("optionSet") else { return r.array("options", required: true, option) }
    if let set = sets[name] { return set }
    let near = JSONReader.nearest(name, among: sets.keys).map { "; did you mean \"\($0)\"?" } ?? ""
    r.report("optionSet", "there is no option set \"\(name)\" in this file\(near)")
    return []
  }

  // MARK: - Conditions

  static func condition(_ r: JSONReader, _ key: String) -> ItemCondition? {
    r.element(key).flatMap { condition($0) }
  }

  private static func condition(_ element: JSONElement) -> ItemCondition? {
    element.object { r -> ItemCondition? in
      for (key, make) in [("all", ItemCondition.all), ("any", ItemCondition.any)] where r.has(key) {
        return make(r.elements(key, required: true).compactMap { condition($0) })
      }
      if let part = r.element("not") { return condition(part).map(ItemCondition.not) }
      return comparison(r)
    } ?? nil
  }

  private static func comparison(_ r: JSONReader) -> ItemCondition? {
    if r.has("scale") {
      let scale = r.string("scale")
      for comparison in ItemCondition.Comparison.allCases where r.has(comparison.rawValue) {
        return .compareScale(scale: scale, comparison, r.double(comparison.rawValue))
      }
      r.report(nil, "a condition on a scale needs one of above, atLeast, below, atMost, equals")
      return nil
    }
    let item = r.string("item")
    for comparison in ItemCondition.Comparison.allCases where r.has(comparison.rawValue) {
      return .compare(item: item, comparison, r.double(comparison.rawValue))
    }
    if r.has("is") { return .oneOf(item: item, [r.string("is")]) }
    if r.has("oneOf") { return .oneOf(item: item, r.strings("oneOf", required: true)) }
    if r.has("answered") {
      return r.bool("answered", default: true) ? .answered(item: item) : .not(.answered(item: item))
    }
    r.report(nil, "a condition needs one of above, atLeast, below, atMost, equals, is, oneOf, answered, all, any, not")
    return nil
  }

  // MARK: - Examples

  private static func example(_ r: JSONReader, _ kinds: [String: KindName], _ unreadable: Set<String>) -> Example {
    let answers = r.map("answers", required: true) { key, element -> Answer? in
      let id = AnswerKey(key)?.item ?? key
      guard let kind = kinds[id] else {
        let near = JSONReader.nearest(id, among: kinds.keys).map { "; did you mean \"\($0)\"?" } ?? ""
        element.report("there is no item \"\(id)\"\(near)")
        return nil
      }
      return unreadable.contains(id) ? nil : Answer.read(element, kind: kind)
    }
    let valid = r.has("valid") && r.bool("valid", default: true)
    return Example(
      name: r.string("name"), source: r.string("source"), wave: r.optionalString("wave"),
      answers: Dictionary(answers.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
      expected: Dictionary(r.map("expected", expected).map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first }),
      tolerance: r.optionalDouble("tolerance") ?? 0, hidden: r.has("hidden") ? r.strings("hidden") : nil,
      invalid: r.has("invalid") ? r.strings("invalid") : (valid ? [] : nil), alerts: r.has("alerts") ? r.strings("alerts") : nil)
  }

  private static func expected(_ scale: String, _ element: JSONElement) -> Example.Expected? {
    guard case .object = element.tree else { return element.double.map { .value($0, band: nil) } }
    return element.object { r in
      if r.has("refused") { return .refused(r.string("refused")) }
      return .value(r.double("value"), band: r.optionalString("band"))
    }
  }
}

extension Answer {
  /// Reads an answer as it stands in a file: a number, a text, an array of codes, or `{"missing": "declined"}`.
  ///
  /// - Returns: nil after a problem has been reported.
  public static func read(_ element: JSONElement, kind: InstrumentDefinition.KindName) -> Answer? {
    if case .object = element.tree {
      return element.object { r in r.oneOf("missing", Missing.self).map(Answer.missing) } ?? nil
    }
    switch kind {
    case .number, .scale: return element.double.map(Answer.number)
    case .choice: return element.string.map(Answer.choice)
    case .choices: return element.elements.map { .choices($0.compactMap(\.string)) }
    case .text: return element.string.map(Answer.text)
    case .date:
      guard let text = element.string else { return nil }
      if let day = CivilDate(text) { return .date(day) }
      element.report("a date that exists is expected here, written yyyy-mm-dd")
      return nil
    case .info:
      element.report("nothing is asked here, so there is no answer")
      return nil
    }
  }
}
