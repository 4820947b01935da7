import Base

extension DefinitionCheck {
  mutating func scale(_ index: Int) {
    let scale = definition.scales[index]
    let path = ".scales[\(index)]"
    let before = faults.count
    references(scale, path)
    missingRule(scale, path)
    if let low = scale.range.min, let high = scale.range.max, low >= high { report("\(path).range", "min must be below max") }
    switch scale.rule {
    case .combine(_, let terms): combine(index, terms, path)
    case .classify(let classes, let otherwise): classify(index, classes, otherwise, path)
    case .sum, .mean, .count, .max, .min, .linear: break
    }
    if faults.count == before { range(scale, path) }
    bands(scale, path)
    shown(scale, path)
    if let cut = scale.cutOff, !scale.range.contains(cut.value) { report("\(path).cutOff.value", "outside the scale's range") }
    if let change = scale.change {
      if change.reliability <= 0 || change.reliability >= 1 { report("\(path).change.reliability", "above 0 and below 1") }
      if change.sd <= 0 { report("\(path).change.sd", "above 0") }
    }
  }

  private mutating func references(_ scale: InstrumentDefinition.Scale, _ path: String) {
    var key = "items"
    if case .linear(_, let terms) = scale.rule {
      key = "terms"
      for (place, term) in terms.enumerated() where term.divisor == 0 {
        report("\(path).terms[\(place)].divisor", "must not be 0")
      }
    }
    if scale.items.isEmpty, !scale.isDerived { report("\(path).\(key)", "a scale needs at least one item") }
    var seen = Set<String>()
    for (place, id) in scale.items.enumerated() where !id.isEmpty {
      let place = key == "terms" ? "\(path).terms[\(place)].item" : "\(path).items[\(place)]"
      if !seen.insert(id).inserted { report(place, "\"\(id)\" stands twice in the scale") }
      guard let item = definition.item(id) else {
        if let key = InstrumentDefinition.AnswerKey(id), key.round > 1, definition.item(key.item) != nil {
          report(place, "a scale looks at the first round only; write \"\(key.item)\"")
          continue
        }
        report(place, "there is no item \"\(id)\"\(near(id, definition.items.map(\.id)))")
        continue
      }
      if scale.rule.name == .classify {
        if case .info = item.kind, !unreadable.contains(id) { report(place, "\"\(id)\" asks nothing, so it has no answer") }
      } else if !item.isNumeric, !unreadable.contains(id) {
        report(place, "\"\(id)\" is of kind \(item.kind.name.rawValue) and gives no number (do all its options have a weight?)")
      }
    }
    for (place, id) in scale.reversed.enumerated() {
      if !scale.items.contains(id) {
        report("\(path).reversed[\(place)]", "\"\(id)\" is not among the scale's items\(near(id, scale.items))")
      } else if definition.item(id)?.bounds == nil, !unreadable.contains(id) {
        report("\(path).reversed[\(place)]", "\"\(id)\" has no lowest and highest number, so it cannot be reversed")
      }
    }
    guard !scale.reversed.isEmpty else { return }
    switch scale.rule {
    case .linear, .combine: report("\(path).reversed", "the rule has weights; a negative weight reverses")
    case .classify: report("\(path).reversed", "classes look at the answers themselves; nothing is reversed")
    case .sum, .mean, .count, .max, .min: break
    }
  }

  private mutating func missingRule(_ scale: InstrumentDefinition.Scale, _ path: String) {
    if scale.isDerived, scale.missing != .refuse {
      report("\(path).missing", "combine and classify look at scales and conditions; leave the key out, or use refuse")
      return
    }
    let minimum: Int
    switch scale.missing {
    case .refuse: return
    case .prorate(let least):
      minimum = least
      switch scale.rule {
      case .sum, .mean: break
      default: report("\(path).missing", "prorate belongs to sum and mean only; use refuse, substitute or itemwise")
      }
    case .substitute(_, let least): minimum = least
    case .itemwise(let least):
      minimum = least
      if case .sum = scale.rule {
        report("\(path).missing", "a sum of what is there is silently low; use refuse, prorate or substitute")
      }
      if case .linear = scale.rule { report("\(path).missing", "a linear rule needs every term; use refuse or substitute") }
    }
    if minimum < 1 || minimum > max(1, scale.items.count) {
      report("\(path).missing.minimum", "from 1 to the number of items, \(scale.items.count)")
    }
    if scale.missingSource == nil {
      report("\(path).missing", "the key \"source\" is missing; say where the rule is from, or \"unverified\"")
    }
  }

  /// The lowest and highest value the rule can give, to be compared with what the file says.
  private func reach(_ scale: InstrumentDefinition.Scale) -> (low: Double?, high: Double?)? {
    let bounds = scale.items.map { definition.item($0)?.bounds }
    switch scale.rule {
    case .count: return (0, Double(scale.items.count))
    case .linear, .combine, .classify: return nil
    case .sum, .mean, .max, .min:
      guard !bounds.contains(where: { $0 == nil }) else { return nil }
      let lows = bounds.compactMap { $0?.lowerBound }
      let highs = bounds.compactMap { $0?.upperBound }
      if case .max = scale.rule { return (lows.max(), highs.max()) }
      if case .min = scale.rule { return (lows.min(), highs.min()) }
      let divisor = if case .mean = scale.rule { Double(max(1, lows.count)) } else { 1.0 }
      return (lows.reduce(0, +) / divisor, highs.reduce(0, +) / divisor)
    }
  }

  private mutating func range(_ scale: InstrumentDefinition.Scale, _ path: String) {
    guard let reach = reach(scale), let low = reach.low, let high = reach.high else { return }
    let (declaredLow, declaredHigh) = (scale.range.min ?? low, scale.range.max ?? high)
    if abs(declaredLow - low) > 1e-9 || abs(declaredHigh - high) > 1e-9 {
      let declared = "\(plain(declaredLow)) to \(plain(declaredHigh))"
      report("\(path).range", "says \(declared), but the items give \(plain(low)) to \(plain(high))")
    }
  }
}
