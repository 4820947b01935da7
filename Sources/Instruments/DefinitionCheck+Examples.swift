import Base

extension DefinitionCheck {
  /// Runs the examples through the same code that scores real forms.
  mutating func examples() {
    let scoring = Scoring(definition)
    for (index, example) in definition.examples.enumerated() {
      let path = ".examples[\(index)]"
      if example.expected.isEmpty, example.hidden == nil, example.invalid == nil, example.alerts == nil {
        report(path, "the example expects nothing; give expected, valid, invalid, hidden or alerts")
      }
      answers(example, path)
      scores(example, scoring, path)
      if let expected = example.hidden {
        // A wave that hides an item is no condition, so only items with a condition are compared.
        let hidden = definition.everyRound(example.answers, wave: example.wave).filter { asked in
          let item = definition.items[asked.place]
          return !asked.isAsked && item.showWhen != nil && item.isIn(example.wave)
        }.map(\.key)
        compare(expected, hidden, "\(path).hidden", "hidden")
      }
      if let expected = example.alerts {
        compare(expected, definition.alerts(for: example.answers, wave: example.wave).map(\.id), "\(path).alerts", "alerts")
      }
    }
  }

  private mutating func answers(_ example: InstrumentDefinition.Example, _ path: String) {
    let refused = definition.refusals(example.answers, wave: example.wave)
    if let expected = example.invalid {
      if expected.isEmpty {
        for refusal in refused { report("\(path).answers.\(refusal.item)", "must be taken, but is refused: \(refusal.words.en)") }
      } else {
        compare(expected, Array(Set(refused.map(\.item))), "\(path).invalid", "refused")
      }
    } else {
      for refusal in refused { report("\(path).answers.\(refusal.item)", refusal.words.en) }
    }
  }

  private mutating func compare(_ expected: [String], _ found: [String], _ path: String, _ what: String) {
    if Set(expected) == Set(found) { return }
    let list = found.isEmpty ? "none" : found.sorted().joined(separator: ", ")
    report(path, "the example does not hold: \(what) are \(list), expected \(expected.sorted().joined(separator: ", "))")
  }

  private mutating func scores(_ example: InstrumentDefinition.Example, _ scoring: Scoring, _ path: String) {
    let scores = Dictionary(
      uniqueKeysWithValues: scoring.score(example.answers, wave: example.wave).map { ($0.scale, $0.result) })
    for (id, expected) in example.expected.sorted(by: { $0.key < $1.key }) {
      let place = "\(path).expected.\(id)"
      guard let scale = definition.scale(id), let result = scores[id] else {
        report(place, "there is no scale \"\(id)\"\(near(id, definition.scales.map(\.id)))")
        continue
      }
      switch (expected, result) {
      case (.value(let value, let band), .success(let found)):
        if abs(found - value) > example.tolerance {
          report(place, "the example does not hold: the scale gives \(found), expected \(value) (\(example.source))")
        }
        if let band, scale.band(for: found)?.code != band {
          report(
            place, "the example does not hold: \(found) is in band \(scale.band(for: found)?.code ?? "none"), expected \(band)")
        }
      case (.value(let value, _), .failure(let refusal)):
        report(place, "the example does not hold: the scale is refused (\(refusal.name)), expected \(value)")
      case (.refused(let name), .success(let found)):
        report(place, "the example does not hold: the scale gives \(found), expected a refusal (\(name))")
      case (.refused(let name), .failure(let refusal)):
        if refusal.name != name { report(place, "the example does not hold: refused (\(refusal.name)), expected \(name)") }
      }
    }
  }
}
