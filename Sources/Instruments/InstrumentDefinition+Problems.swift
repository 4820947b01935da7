import Base

extension InstrumentDefinition {
  /// Something that cannot be, at a place below the definition such as `.items[3].showWhen`.
  public struct Fault: Sendable, Hashable {
    /// The place, beginning with a point or empty for the definition as a whole.
    public var path: String
    /// What is wrong and what to do.
    public var message: String
  }

  /// Everything in the definition that cannot be: double ids, references to nothing, conditions on later items or scales, bands that
  /// overlap, ranges that the rule cannot give, classes that are never reached, examples that do not hold. Empty when it may be used.
  ///
  /// - Parameters:
  ///   - unreadable: items that are stand-ins for what could not be read; references to them are not complained of.
  ///   - examples: whether the examples are run; they never are when something else is wrong.
  public func problems(unreadable: Set<String> = [], examples: Bool = true) -> [Fault] {
    var check = DefinitionCheck(definition: self, unreadable: unreadable)
    check.head()
    for index in items.indices { check.item(index) }
    for (index, alert) in alerts.enumerated() {
      check.condition(alert.when, ".alerts[\(index)].when", before: items.count, scales: scales.count)
      check.oneRepeat(alert.when, ".alerts[\(index)].when")
    }
    check.unique(alerts.map(\.id), ".alerts")
    for index in scales.indices { check.scale(index) }
    check.unique(scales.map(\.id), ".scales")
    if check.faults.isEmpty, examples { check.examples() }
    return check.faults
  }
}

struct DefinitionCheck {
  let definition: InstrumentDefinition
  let unreadable: Set<String>
  var faults: [InstrumentDefinition.Fault] = []
  let places: [String: Int]

  init(definition: InstrumentDefinition, unreadable: Set<String>) {
    self.definition = definition
    self.unreadable = unreadable
    places = Dictionary(definition.items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func report(_ path: String, _ message: String) {
    faults.append(InstrumentDefinition.Fault(path: path, message: message))
  }

  mutating func unique(_ ids: [String], _ path: String, key: String = "id") {
    var seen = Set<String>()
    for (index, id) in ids.enumerated() {
      if !seen.insert(id).inserted { report("\(path)[\(index)].\(key)", "\"\(id)\" stands twice; each needs its own") }
      if !id.isEmpty, !DefinitionCheck.isCode(id) {
        report("\(path)[\(index)].\(key)", "\"\(id)\" may hold letters a-z, digits, hyphen, underscore and point only")
      }
    }
  }

  static func isCode(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95: true
      default: false
      }
    }
  }

  func near(_ id: String, _ among: some Sequence<String>) -> String {
    JSONReader.nearest(id, among: among).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  mutating func head() {
    if !DefinitionCheck.isCode(definition.id) || definition.id.lowercased() != definition.id {
      report(".id", "the id may hold small letters a-z, digits, hyphen, underscore and point only")
    }
    if definition.version < 1 { report(".version", "versions count from 1") }
    if let days = definition.recallDays, days < 1 { report(".recallDays", "at least 1 day, or leave the key out") }
    if let days = definition.validDays, days < 1 { report(".validDays", "at least 1 day, or leave the key out") }
    if let gate = definition.gate {
      if gate.certificate == nil, gate.abstinenceDays == nil {
        report(".gate", "give certificate or abstinenceDays, or leave the key out")
      }
      if let days = gate.abstinenceDays, days < 1 { report(".gate.abstinenceDays", "at least 1 day, or leave the key out") }
      if let name = gate.certificate, !DefinitionCheck.isCode(name) {
        report(".gate.certificate", "\"\(name)\" may hold letters a-z, digits, hyphen, underscore and point only")
      }
    }
    unique(definition.groups.map(\.id), ".groups")
    for (index, group) in definition.groups.enumerated() {
      if group.page < 1 { report(".groups[\(index)].page", "pages count from 1") }
      guard let repeats = group.repeats else { continue }
      if repeats.max < 2 { report(".groups[\(index)].repeats.max", "at least 2, or leave the key out") }
      if !definition.items.contains(where: { $0.group == group.id }) {
        report(".groups[\(index)]", "no item stands in it, so nothing repeats")
      }
    }
    unique(definition.items.map(\.id), ".items")
    if definition.items.isEmpty { report(".items", "a form needs at least one item") }
    if definition.examples.isEmpty {
      report(
        "", "the key \"examples\" is missing or empty; a form needs answers with what a source outside this product says of them")
    }
    let scored = Set(definition.examples.flatMap { $0.expected.keys })
    // A helper is tried through the scales that are made of it.
    let helpers = Set(definition.scales.flatMap(\.scales))
    for (index, scale) in definition.scales.enumerated()
    where !scored.contains(scale.id) && !(scale.hidden && helpers.contains(scale.id)) {
      report(".scales[\(index)]", "no example says what this scale must give")
    }
  }

  mutating func item(_ index: Int) {
    let item = definition.items[index]
    let path = ".items[\(index)]"
    if let group = item.group, !definition.groups.contains(where: { $0.id == group }) {
      report("\(path).group", "there is no group \"\(group)\"\(near(group, definition.groups.map(\.id)))")
    }
    if let condition = item.showWhen { self.condition(condition, "\(path).showWhen", before: index) }
    guard !unreadable.contains(item.id) else { return }
    switch item.kind {
    case .choice(let options), .choices(let options):
      if options.count < 2 { report("\(path).options", "a choice needs at least two options") }
      unique(options.map(\.code), "\(path).options", key: "code")
    case .number(let range):
      if let low = range.min, let high = range.max, low >= high { report(path, "min must be below max") }
      if let decimals = range.decimals, !(0...6).contains(decimals) { report("\(path).decimals", "0 to 6 decimals") }
    case .scale(let line):
      if line.min >= line.max { report(path, "min must be below max") }
      for (place, point) in line.points.enumerated() where point.value < line.min || point.value > line.max {
        report("\(path).points[\(place)].value", "\(point.value) is outside \(line.min) to \(line.max)")
      }
    case .text(let length): if let length, length < 1 { report("\(path).maxLength", "at least 1 character") }
    case .date, .info: break
    }
  }

  /// A condition may look at earlier items only, and only in a way that their kind allows.
  ///
  /// - Parameter scales: how many scales it may look at; nil allows none, which is so for what is asked.
  mutating func condition(_ condition: ItemCondition, _ path: String, before limit: Int, scales: Int? = nil) {
    switch condition {
    case .all(let parts), .any(let parts):
      if parts.isEmpty { report(path, "the list of conditions is empty") }
      for part in parts { self.condition(part, path, before: limit, scales: scales) }
    case .not(let part): self.condition(part, path, before: limit, scales: scales)
    case .compareScale(let id, let comparison, let value):
      guard let scales else {
        report(path, "compares the scale \"\(id)\"; only classes and alerts may look at scales")
        return
      }
      guard let found = earlierScale(id, path, before: scales) else { return }
      let (low, high) = (found.range.min ?? -.infinity, found.range.max ?? .infinity)
      if low <= high, !DefinitionCheck.possible(comparison, value, low...high) {
        report(path, "the scale \"\(id)\" can never be \(comparison.words.en)\(plain(value))")
      }
    case .answered(let item): _ = earlier(item, path, limit)
    case .compare(let item, let comparison, let value):
      guard let found = earlier(item, path, limit) else { return }
      switch found.kind {
      case .number, .scale:
        if let bounds = found.bounds, !DefinitionCheck.possible(comparison, value, bounds) {
          report(path, "\"\(item)\" can never be \(comparison.words.en)\(plain(value))")
        }
      default: report(path, "\"\(item)\" is of kind \(found.kind.name.rawValue) and no number; use is or oneOf")
      }
    case .oneOf(let item, let codes):
      guard let found = earlier(item, path, limit) else { return }
      let options = found.options.map(\.code)
      if options.isEmpty {
        report(path, "\"\(item)\" is of kind \(found.kind.name.rawValue) and has no options; compare it as a number")
        return
      }
      for code in codes where !options.contains(code) {
        report(path, "\"\(item)\" has no option \"\(code)\"\(near(code, options))")
      }
    }
  }

  /// An alert goes off in one of the rounds of one group; with two groups it would be unclear in which.
  mutating func oneRepeat(_ condition: ItemCondition, _ path: String) {
    let groups = Set(condition.items.compactMap { definition.repeatingGroup(of: $0)?.id })
    if groups.count > 1 {
      report(
        path,
        "looks at \(groups.count) groups that repeat (\(groups.sorted().joined(separator: ", "))); make it an alert for each")
    }
  }

  /// Whether the condition of an item looks at another, itself or through the items it names.
  private func reachesItem(_ from: String, _ target: String) -> Bool {
    var seen = Set<String>()
    var open = [from]
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let names = definition.item(next)?.showWhen?.items else { continue }
      if names.contains(target) { return true }
      open += names
    }
    return false
  }

  private mutating func earlier(_ id: String, _ path: String, _ limit: Int) -> InstrumentDefinition.Item? {
    guard let place = places[id] else {
      if let key = InstrumentDefinition.AnswerKey(id), key.round > 1, places[key.item] != nil {
        report(path, "a condition looks at its own round; write \"\(key.item)\"")
      } else if !id.isEmpty {
        report(path, "there is no item \"\(id)\"\(near(id, definition.items.map(\.id)))")
      }
      return nil
    }
    if place >= limit {
      let current = definition.items[limit].id
      let circle = place > limit && reachesItem(id, current) ? " and depends on \"\(current)\" again: they go in a circle" : ""
      report(
        path,
        "\"\(id)\" \(place == limit ? "is the item itself" : "comes later")\(circle); a condition may name earlier items only")
      return nil
    }
    return unreadable.contains(id) ? nil : definition.items[place]
  }

  private static func possible(_ comparison: ItemCondition.Comparison, _ value: Double, _ bounds: ClosedRange<Double>) -> Bool {
    switch comparison {
    case .above: bounds.upperBound > value
    case .atLeast: bounds.upperBound >= value
    case .below: bounds.lowerBound < value
    case .atMost: bounds.lowerBound <= value
    case .equals: bounds.contains(value)
    }
  }
}
