import Base

extension InstrumentDefinition.Scale {
  /// True when it is made from scales or conditions instead of from the numbers of its items.
  var isDerived: Bool {
    switch rule {
    case .combine, .classify: true
    case .sum, .mean, .count, .max, .min, .linear: false
    }
  }

  /// The scales it looks at, in order, with repeats.
  var scales: [String] {
    switch rule {
    case .combine(_, let terms): terms.map(\.scale)
    case .classify(let classes, _): classes.flatMap(\.when.scales)
    case .sum, .mean, .count, .max, .min, .linear: []
    }
  }
}

extension DefinitionCheck {
  /// A rule over scales looks at earlier scales only, and its range is one those can give.
  mutating func combine(_ index: Int, _ terms: [InstrumentDefinition.ScaleTerm], _ path: String) {
    let before = faults.count
    if terms.isEmpty { report("\(path).terms", "a scale needs at least one term") }
    var seen = Set<String>()
    for (place, term) in terms.enumerated() {
      let place = "\(path).terms[\(place)]"
      if term.divisor == 0 { report("\(place).divisor", "must not be 0") }
      if term.weight == 0 { report("\(place).weight", "must not be 0; leave the term out") }
      if !seen.insert(term.scale).inserted { report("\(place).scale", "\"\(term.scale)\" stands twice in the scale") }
      _ = earlierScale(term.scale, "\(place).scale", before: index)
    }
    guard before == faults.count, let reach = reach(index, terms) else { return }
    let declared = definition.scales[index].range
    let slack = 0.001 * (reach.upperBound - reach.lowerBound)
    if let low = declared.min, let high = declared.max, low < reach.lowerBound - slack || high > reach.upperBound + slack {
      report(
        "\(path).range",
        "says \(plain(low)) to \(plain(high)), but the scales give \(plain(reach.lowerBound)) to \(plain(reach.upperBound)) at most"
      )
    }
  }

  /// The lowest and highest value there can be, from the ranges of the scales; nil when one is open.
  private func reach(_ index: Int, _ terms: [InstrumentDefinition.ScaleTerm]) -> ClosedRange<Double>? {
    guard case .combine(let constant, _) = definition.scales[index].rule else { return nil }
    var (low, high) = (constant, constant)
    for term in terms {
      guard let range = definition.scale(term.scale)?.range, let least = range.min, let most = range.max else { return nil }
      let ends = [least, most].map { $0 * term.weight / term.divisor }
      low += min(ends[0], ends[1])
      high += max(ends[0], ends[1])
    }
    return low <= high ? low...high : nil
  }

  /// Classes: values inside the range, conditions on what there is, and none that an earlier one always takes.
  mutating func classify(
    _ index: Int, _ classes: [InstrumentDefinition.Class], _ otherwise: Double, _ path: String
  ) {
    let scale = definition.scales[index]
    if classes.isEmpty { report("\(path).classes", "at least one class is needed") }
    if scale.items.isEmpty, classes.contains(where: { !$0.when.items.isEmpty }) {
      report(
        "\(path).items", "name the items that must have answers before \"otherwise\" is given; without them an empty form gets it"
      )
    }
    func inside(_ value: Double) -> Bool {
      scale.range.contains(value) && (scale.bands.isEmpty || scale.bands.contains { $0.from <= value && value <= $0.to })
    }
    let outside = "outside the scale's range, or in none of its bands"
    for (place, entry) in classes.enumerated() {
      let at = "\(path).classes[\(place)]"
      if !inside(entry.value) { report("\(at).value", "\(plain(entry.value)) is \(outside)") }
      condition(entry.when, "\(at).when", before: definition.items.count, scales: index)
      if let taken = classes[..<place].firstIndex(where: { entry.when.implies($0.when) }) {
        let same = classes[taken].when == entry.when ? "has the same condition" : "holds whenever this one does"
        report("\(at).when", "can never be reached: class \(taken) stands before it and \(same)")
      }
    }
    if !inside(otherwise) { report("\(path).otherwise", "\(plain(otherwise)) is \(outside)") }
    let looked = Set(scale.items + classes.flatMap(\.when.items))
    for item in definition.items where looked.contains(item.id) && item.options.count > InstrumentDefinition.Item.mostOptions {
      report(path, "\"\(item.id)\" has more than \(InstrumentDefinition.Item.mostOptions) options; classes cannot look at it")
    }
  }

  /// A scale that stands before a place; reports and gives nil when there is none.
  mutating func earlierScale(_ id: String, _ path: String, before limit: Int) -> InstrumentDefinition.Scale? {
    guard !id.isEmpty else { return nil }
    guard let place = definition.scales.firstIndex(where: { $0.id == id }) else {
      report(path, "there is no scale \"\(id)\"\(near(id, definition.scales.map(\.id)))")
      return nil
    }
    if place < limit { return definition.scales[place] }
    let current = definition.scales[limit].id
    let circle = place > limit && reaches(id, current) ? " and looks at \"\(current)\" again: they go in a circle" : ""
    report(
      path, "\"\(id)\" \(place == limit ? "is the scale itself" : "comes later")\(circle); a scale may name earlier scales only")
    return nil
  }

  /// Whether a scale looks at another, itself or through the scales it names.
  private func reaches(_ from: String, _ target: String) -> Bool {
    var seen = Set<String>()
    var open = [from]
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let scale = definition.scale(next) else { continue }
      if scale.scales.contains(target) { return true }
      open += scale.scales
    }
    return false
  }

  /// How a scale is shown: digits, and lines that are neither band nor cut-off.
  mutating func shown(_ scale: InstrumentDefinition.Scale, _ path: String) {
    if scale.format == .digits {
      if !isWhole(scale) { report("\(path).format", "digits want whole numbers, and this rule can give others") }
      if scale.missing != .refuse { report("\(path).missing", "digits want every answer; use refuse") }
      if scale.range.min.map({ $0 < 0 }) ?? true || scale.range.max.map({ $0 > 1e15 }) ?? true {
        report("\(path).range", "digits want a lowest value of at least 0 and a highest value")
      }
      if scale.change != nil { report("\(path).change", "two values written as digits have no difference") }
    }
    for (place, line) in scale.normLines.enumerated() where !scale.range.contains(line.value) {
      report("\(path).normLines[\(place)].value", "outside the scale's range")
    }
  }
}
