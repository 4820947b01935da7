/// How well the items of a scale hang together, and what that means for one person's score.
public struct Reliability: Sendable, Hashable {
  /// Persons who answered all items.
  public let n: Int
  /// The number of items.
  public let items: Int
  /// Cronbach's alpha, at most 1; below 0 when items run against each other.
  public let alpha: Double
  /// The sample standard deviation of the sum over the items.
  public let sd: Double
  /// The standard error of measurement, sd · √(1 - alpha).
  public let standardError: Double
}

/// Cronbach's alpha of complete answers, one array per item, persons in the same order.
///
/// k/(k-1) · (1 - Σ item variances / variance of the sum); Cronbach (1951), Psychometrika 16, 297-334.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 items or 2 persons, ``Undefined/unequalLengths(_:_:)``,
///   ``Undefined/notFinite``, ``Undefined/noVariation`` when the sum does not vary.
public func cronbachAlpha(items: [[Double]]) throws(Undefined) -> Reliability {
  guard items.count > 1 else { throw .tooFew(needed: 2, got: items.count) }
  let n = items[0].count
  var totals = [Double](repeating: 0, count: n)
  var within = 0.0
  for item in items {
    try checkSameLength(n, item.count)
    within += try Moments(item).variance()
    for person in 0..<n { totals[person] += item[person] }
  }
  let sum = Moments(totals)
  let sd = try sum.positiveSD()
  let k = Double(items.count)
  let alpha = k / (k - 1) * (1 - within / (try sum.variance()))
  return Reliability(n: n, items: items.count, alpha: alpha, sd: sd, standardError: sd * max(0, 1 - alpha).squareRoot())
}

/// Cronbach's alpha with missing answers: only persons who answered every item count.
///
/// - Throws: as ``cronbachAlpha(items:)-([[Double]])``.
public func cronbachAlpha(items: [[Double?]]) throws(Undefined) -> Reliability {
  guard let first = items.first else { throw .tooFew(needed: 2, got: 0) }
  for item in items { try checkSameLength(first.count, item.count) }
  let complete = first.indices.filter { person in items.allSatisfy { $0[person] != nil } }
  let columns: [[Double]] = items.map { item in complete.compactMap { item[$0] } }
  return try cronbachAlpha(items: columns)
}
