/// What is said of a column of numbers before anything is tested.
public struct Description: Sendable, Hashable {
  /// How many.
  public let n: Int
  /// The sum.
  public let sum: Double
  /// The arithmetic mean.
  public let mean: Double
  /// The sample standard deviation (n - 1); nil for a single value.
  public let sd: Double?
  /// The standard error of the mean; nil for a single value.
  public let standardError: Double?
  /// The smallest value.
  public let minimum: Double
  /// The lower quartile, by ``definition``.
  public let lowerQuartile: Double
  /// The median, by ``definition``.
  public let median: Double
  /// The upper quartile, by ``definition``.
  public let upperQuartile: Double
  /// The largest value.
  public let maximum: Double
  /// The definition of the quartiles.
  public let definition: QuantileDefinition
}

/// Describes an array of numbers.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for none, ``Undefined/notFinite``.
public func describe(_ values: [Double], quartiles: QuantileDefinition = .excel) throws(Undefined) -> Description {
  guard !values.isEmpty else { throw .tooFew(needed: 1, got: 0) }
  let moments = Moments(values)
  guard moments.isFinite else { throw .notFinite }
  let sorted = values.sorted()
  return try describe(moments, quartiles) { sorted[$0 - 1] }
}

/// Describes a tally.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for none.
public func describe(_ tally: Tally, quartiles: QuantileDefinition = .excel) throws(Undefined) -> Description {
  guard tally.total > 0 else { throw .tooFew(needed: 1, got: 0) }
  return try describe(Moments(tally), quartiles) { tally.ordered($0) }
}

private func describe(
  _ moments: Moments, _ definition: QuantileDefinition, at: (Int) -> Double
) throws(Undefined) -> Description {
  let n = moments.count
  let spread = n > 1
  return Description(
    n: n, sum: try moments.sum(), mean: try moments.mean(),
    sd: spread ? try moments.sd() : nil,
    standardError: spread ? try moments.standardError() : nil,
    minimum: at(1),
    lowerQuartile: quantile(count: n, 0.25, definition, at: at),
    median: quantile(count: n, 0.5, definition, at: at),
    upperQuartile: quantile(count: n, 0.75, definition, at: at),
    maximum: at(n), definition: definition)
}
