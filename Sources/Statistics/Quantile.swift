/// The nine definitions of a sample quantile of Hyndman and Fan (1996), with their numbers, as in R's `quantile(type =)`.
public enum QuantileDefinition: Int, CaseIterable, Sendable, Hashable, Codable {
  /// 1: inverse of the empirical distribution.
  case inverse = 1
  /// 2: the same, averaged at steps (the median taught in school; SAS default).
  case inverseAveraged = 2
  /// 3: the nearest even order statistic.
  case nearestEven = 3
  /// 4: linear in the empirical distribution.
  case linear = 4
  /// 5: midpoints of the steps (Hazen).
  case hazen = 5
  /// 6: n + 1 below the line (Weibull; SPSS, Excel's QUARTILE.EXC).
  case weibull = 6
  /// 7: n - 1 below the line (R's default, Excel's QUARTILE.INC, NumPy).
  case excel = 7
  /// 8: nearly unbiased for the median whatever the distribution.
  case medianUnbiased = 8
  /// 9: nearly unbiased for normal data.
  case normalUnbiased = 9
}

/// The quantile of a sample: the value below which a share `p` (0...1) of it lies, by a named definition.
///
/// Source: Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50, 361-365.
/// A position within 4 rounding steps of a whole number counts as whole.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for none, ``Undefined/notFinite``, ``Undefined/outOfRange(_:)`` for p.
public func quantile(
  _ values: [Double], _ p: Double, _ definition: QuantileDefinition = .excel
) throws(Undefined) -> Double {
  guard !values.isEmpty else { throw .tooFew(needed: 1, got: 0) }
  guard p >= 0, p <= 1 else { throw .outOfRange(.probability) }
  try checkFinite(values)
  let sorted = values.sorted()
  return quantile(count: sorted.count, p, definition) { sorted[$0 - 1] }
}

/// The quantile of tallied values; see ``quantile(_:_:_:)-(_,Double,_)``.
public func quantile(_ tally: Tally, _ p: Double, _ definition: QuantileDefinition = .excel) throws(Undefined) -> Double {
  guard tally.total > 0 else { throw .tooFew(needed: 1, got: 0) }
  guard p >= 0, p <= 1 else { throw .outOfRange(.probability) }
  return quantile(count: tally.total, p, definition) { tally.ordered($0) }
}

/// The median: the middle value, or the mean of the two middle ones.
public func median(_ values: [Double]) throws(Undefined) -> Double { try quantile(values, 0.5, .inverseAveraged) }

/// The quantile of n sorted values, of which `at` gives the k-th from 1.
func quantile(count n: Int, _ p: Double, _ definition: QuantileDefinition, at: (Int) -> Double) -> Double {
  let (a, b) = definition.plottingConstants
  let fuzz = 4 * Double.ulpOfOne
  let position: Double =
    switch definition {
    case .inverse, .inverseAveraged: Double(n) * p
    case .nearestEven: Double(n) * p - 0.5
    default: a + p * (Double(n) + 1 - a - b)
    }
  let whole = (position + fuzz * max(1, position.magnitude)).rounded(.down)
  var share = position - whole
  if share.magnitude < fuzz * max(1, position.magnitude) { share = 0 }
  switch definition {
  case .inverse: share = share > 0 ? 1 : 0
  case .inverseAveraged: share = share > 0 ? 1 : 0.5
  case .nearestEven: share = share == 0 && whole.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 1
  default: break
  }
  let low = at(min(n, max(1, Int(whole))))
  let high = at(min(n, max(1, Int(whole) + 1)))
  return low == high ? low : share == 0 ? low : share == 1 ? high : (1 - share) * low + share * high
}

extension QuantileDefinition {
  /// The constants a and b of the plotting position (k - a) / (n + 1 - a - b).
  fileprivate var plottingConstants: (Double, Double) {
    switch self {
    case .inverse, .inverseAveraged, .nearestEven, .linear: (0, 1)
    case .hazen: (0.5, 0.5)
    case .weibull: (0, 0)
    case .excel: (1, 1)
    case .medianUnbiased: (1.0 / 3, 1.0 / 3)
    case .normalUnbiased: (3.0 / 8, 3.0 / 8)
    }
  }
}
