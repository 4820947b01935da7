import Base

extension DefinitionCheck {
  /// Bands ascend without overlap or gap: the next begins where the last ends, or one after it where values are whole numbers.
  mutating func bands(_ scale: InstrumentDefinition.Scale, _ path: String) {
    guard !scale.bands.isEmpty else { return }
    unique(scale.bands.map(\.code), "\(path).bands", key: "code")
    if scale.bandsSource == nil {
      report(path, "the key \"bandsSource\" is missing; say where the bands are from, or \"unverified\"")
    }
    let whole = steps(scale)
    for (index, band) in scale.bands.enumerated() {
      let place = "\(path).bands[\(index)]"
      if band.from > band.to { report(place, "from must not be above to") }
      if !scale.range.contains(band.from) || !scale.range.contains(band.to) {
        report(place, "the band reaches outside the scale's range")
      }
      guard index > 0 else {
        if let low = scale.range.min, band.from > low { report(place, "nothing covers \(plain(low)) up to \(plain(band.from))") }
        continue
      }
      let last = scale.bands[index - 1]
      // A weighted sum of whole numbers may be banded either way.
      let expected = whole == .either ? (band.from == last.to ? last.to : last.to + 1) : whole == .ones ? last.to + 1 : last.to
      if band.from < expected {
        report(place, "overlaps the band before it, which ends at \(plain(last.to)); begin at \(plain(expected))")
      } else if band.from > expected {
        report(place, "leaves a gap after the band before it, which ends at \(plain(last.to)); begin at \(plain(expected))")
      }
    }
    if let last = scale.bands.last, let high = scale.range.max, last.to < high {
      report("\(path).bands[\(scale.bands.count - 1)]", "nothing covers what is above \(plain(last.to))")
    }
  }

  private enum Steps { case ones, any, either }

  /// Whether the values of a scale are whole numbers.
  private func steps(_ scale: InstrumentDefinition.Scale) -> Steps {
    switch scale.rule {
    case .count: .ones
    case .mean: .any
    case .sum, .max, .min: scale.items.allSatisfy(isWhole) ? .ones : .any
    case .classify(let classes, let otherwise):
      (classes.map(\.value) + [otherwise]).allSatisfy { $0.rounded() == $0 } ? .ones : .any
    case .linear, .combine: isWhole(scale) ? .either : .any
    }
  }

  private func isWhole(_ id: String) -> Bool {
    guard let item = definition.item(id) else { return true }
    switch item.kind {
    case .number(let range): return range.decimals == 0
    case .choice(let options): return options.allSatisfy { ($0.weight ?? 0).rounded() == ($0.weight ?? 0) }
    default: return true
    }
  }

  /// Whether every value of the scale is a whole number, leaving aside what a missing rule may do.
  func isWhole(_ scale: InstrumentDefinition.Scale) -> Bool {
    func isWhole(_ value: Double) -> Bool { value.rounded() == value }
    switch scale.rule {
    case .linear(let constant, let terms):
      return isWhole(constant)
        && terms.allSatisfy { $0.transform == .identity && isWhole($0.weight / $0.divisor) && self.isWhole($0.item) }
    case .combine(let constant, let terms):
      // Earlier scales only, so that scales that go in a circle are not followed round and round.
      let earlier = definition.scales.prefix { $0.id != scale.id }
      return isWhole(constant)
        && terms.allSatisfy { term in
          guard let below = earlier.first(where: { $0.id == term.scale }), term.divisor != 0 else { return false }
          return isWhole(term.weight / term.divisor) && self.isWhole(below)
        }
    case .sum, .mean, .count, .max, .min, .classify: return steps(scale) == .ones
    }
  }
}
