/// Fisher's exact test of a 2 × 2 table.
public struct FisherExact: Sendable, Hashable {
  /// The two-sided p-value: the chance of all tables with the same margins that are no more likely than this one, 0...1.
  public let p: Double
  /// The conditional maximum likelihood estimate of the odds ratio, 0 or more; nil when it is unbounded.
  public let oddsRatio: Double?
  /// The lower limit of the exact interval of the odds ratio, 0 or more.
  public let lower: Double
  /// Its upper limit; nil when it is unbounded.
  public let upper: Double?
}

/// Fisher's exact test of the table [[a, b], [c, d]], as R's `fisher.test`.
///
/// Given its margins, a is hypergeometric with the odds ratio as parameter (Fisher 1935). Tables within a relative 1e-7 of this one's
/// chance count as equally likely. The estimate and the limits are solved to rounding; R's own stop after about four digits.
///
/// - Throws: ``Undefined/outOfRange(_:)`` for a negative count or the confidence, ``Undefined/emptyMargin``,
///   ``Undefined/tooLarge(limit:)`` when more than 5,000,000 tables share the margins.
public func fisherExact(_ a: Int, _ b: Int, _ c: Int, _ d: Int, confidence: Double = 0.95) throws(Undefined) -> FisherExact {
  try checkConfidence(confidence)
  let (rows, columns) = try margins([[a, b], [c, d]])
  for margin in rows + columns where margin == 0 { throw .emptyMargin }
  let family = try TableFamily(marked: columns[0], unmarked: columns[1], drawn: rows[0])
  let tail = (1 - confidence) / 2
  let atTop = a == family.highest
  let atBottom = a == family.lowest
  return FisherExact(
    p: family.twoSided(a),
    oddsRatio: atTop ? nil : atBottom ? 0 : try family.solve { family.mean($0) - Double(a) },
    lower: atBottom ? 0 : try family.solve { family.upperTail(a, $0) - tail },
    upper: atTop ? nil : try family.solve { tail - family.lowerTail(a, $0) })
}

/// All 2 × 2 tables with given margins, by their upper left count, weighted for an odds ratio.
private struct TableFamily {
  let marked: Double
  let unmarked: Double
  let drawn: Double
  let lowest: Int
  let highest: Int

  init(marked: Int, unmarked: Int, drawn: Int) throws(Undefined) {
    self.marked = Double(marked)
    self.unmarked = Double(unmarked)
    self.drawn = Double(drawn)
    lowest = max(0, drawn - unmarked)
    highest = min(drawn, marked)
    let limit = 5_000_000
    guard highest - lowest < limit else { throw .tooLarge(limit: limit) }
  }

  /// The chance of count + 1 over the chance of count, for an odds ratio of 1.
  private func ratio(_ count: Int) -> Double {
    let x = Double(count)
    return (marked - x) / (x + 1) * ((drawn - x) / (unmarked - drawn + x + 1))
  }

  /// The chances of the counts from `first` on times a common factor, leaving out those below `least` of the largest. They are multiplied
  /// outwards from the most likely count, each from its neighbour, so that every one is right to a few roundings per step.
  private func weights(_ oddsRatio: Double, least: Double) -> (first: Int, weights: [Double]) {
    var (low, high) = (lowest, highest)
    while low < high {
      let middle = (low + high) / 2
      if ratio(middle) * oddsRatio >= 1 { low = middle + 1 } else { high = middle }
    }
    // Far above 1, so that small chances stay in the range of a double; the sum cannot run over.
    let peak = 1e250
    var below: [Double] = []
    var weight = peak
    var count = low
    while count > lowest, weight > least * peak {
      count -= 1
      weight /= ratio(count) * oddsRatio
      below.append(weight)
    }
    var weights = Array(below.reversed())
    (weight, count) = (peak, low)
    weights.append(peak)
    while count < highest, weight > least * peak {
      weight *= ratio(count) * oddsRatio
      weights.append(weight)
      count += 1
    }
    return (low - below.count, weights)
  }

  func twoSided(_ count: Int) -> Double {
    let (first, weights) = weights(1, least: 0)
    guard weights.indices.contains(count - first) else { return 0 }
    let border = weights[count - first] * (1 + 1e-7)
    return min(1, weights.filter { $0 <= border }.reduce(0, +) / weights.reduce(0, +))
  }

  // Limits and the estimate lie where the chances are: what is below 1e-40 of the largest moves no digit of them.

  func mean(_ oddsRatio: Double) -> Double {
    let (first, weights) = weights(oddsRatio, least: 1e-40)
    var (sum, all) = (0.0, 0.0)
    for (index, weight) in weights.enumerated() {
      sum += weight * Double(index)
      all += weight
    }
    return Double(first) + sum / all
  }

  func upperTail(_ count: Int, _ oddsRatio: Double) -> Double {
    let (first, weights) = weights(oddsRatio, least: 1e-40)
    return weights.dropFirst(max(0, count - first)).reduce(0, +) / weights.reduce(0, +)
  }

  func lowerTail(_ count: Int, _ oddsRatio: Double) -> Double {
    let (first, weights) = weights(oddsRatio, least: 1e-40)
    return weights.prefix(max(0, count - first + 1)).reduce(0, +) / weights.reduce(0, +)
  }

  /// The odds ratio at which a rising function is 0, found by halving on the logarithm.
  func solve(_ rising: (Double) -> Double) throws(Undefined) -> Double {
    var (low, high) = (-1.0, 1.0)
    while rising(exponential(low)) > 0 {
      (low, high) = (low * 2, low)
      guard low > -700 else { throw .notComputable }
    }
    while rising(exponential(high)) < 0 {
      (low, high) = (high, high * 2)
      guard high < 700 else { throw .notComputable }
    }
    while high - low > 4 * Double.ulpOfOne * max(1, max(low.magnitude, high.magnitude)) {
      let middle = (low + high) / 2
      if rising(exponential(middle)) < 0 { low = middle } else { high = middle }
    }
    return exponential((low + high) / 2)
  }
}
