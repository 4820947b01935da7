/// The t-test of two independent groups, Welch's or with pooled variance.
public struct IndependentT: Sendable, Hashable {
  /// The size of the first group.
  public let firstCount: Int
  /// The size of the second group.
  public let secondCount: Int
  /// Mean of the first minus mean of the second.
  public let difference: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// difference / standardError.
  public let t: Double
  /// Degrees of freedom; not whole for Welch's test.
  public let degreesOfFreedom: Double
  /// The two-sided p-value, 0...1.
  public let p: Double
  /// The interval of confidence of the difference.
  public let interval: ClosedRange<Double>
}

/// Welch's t-test, which does not assume equal variances (as R's `t.test(first, second)`).
///
/// Degrees of freedom by Welch and Satterthwaite.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 in a group, ``Undefined/notFinite``, ``Undefined/noVariation`` when both groups
///   are constant to rounding.
public func welchT(_ first: [Double], _ second: [Double], confidence: Double = 0.95) throws(Undefined) -> IndependentT {
  try welchT(Moments(first), Moments(second), confidence: confidence)
}

/// Welch's t-test of two accumulated or tallied groups.
public func welchT(_ first: Moments, _ second: Moments, confidence: Double = 0.95) throws(Undefined) -> IndependentT {
  let (a, b) = (try first.variance() / Double(first.count), try second.variance() / Double(second.count))
  let error = (a + b).squareRoot()
  guard error > 0 else { throw .noVariation }
  // Shares of the whole keep tiny variances from underflowing when squared.
  let (u, v) = (a / (a + b), b / (a + b))
  let degrees = 1 / (u * u / Double(first.count - 1) + v * v / Double(second.count - 1))
  return try independentT(first, second, error, degrees, confidence)
}

/// Student's t-test with pooled variance (as R's `t.test(first, second, var.equal = TRUE)`).
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for an empty group or fewer than 3 in all, ``Undefined/notFinite``,
///   ``Undefined/noVariation`` when both groups are constant to rounding.
public func pooledT(_ first: [Double], _ second: [Double], confidence: Double = 0.95) throws(Undefined) -> IndependentT {
  try pooledT(Moments(first), Moments(second), confidence: confidence)
}

/// Student's t-test of two accumulated or tallied groups.
public func pooledT(_ first: Moments, _ second: Moments, confidence: Double = 0.95) throws(Undefined) -> IndependentT {
  let squares = (try first.sumOfSquares()) + (try second.sumOfSquares())
  let degrees = first.count + second.count - 2
  guard degrees > 0 else { throw .tooFew(needed: 3, got: degrees + 2) }
  let variance = squares / Double(degrees)
  let error = (variance * (1 / Double(first.count) + 1 / Double(second.count))).squareRoot()
  return try independentT(first, second, error, Double(degrees), confidence)
}

private func independentT(
  _ first: Moments, _ second: Moments, _ error: Double, _ degrees: Double, _ confidence: Double
) throws(Undefined) -> IndependentT {
  try checkConfidence(confidence)
  let (a, b) = (try first.mean(), try second.mean())
  guard error > 10 * Double.ulpOfOne * max(a.magnitude, b.magnitude), error > 0 else { throw .noVariation }
  // The means are set against each other from one origin, so that a common offset does not cost digits.
  let difference =
    (first.origin - second.origin)
    + (first.shifted / Double(first.count) - second.shifted / Double(second.count))
  let t = difference / error
  let reach = try StudentT.quantile(.upper, (1 - confidence) / 2, degreesOfFreedom: degrees) * error
  return IndependentT(
    firstCount: first.count, secondCount: second.count, difference: difference, standardError: error, t: t,
    degreesOfFreedom: degrees,
    p: try StudentT.twoSided(t, degreesOfFreedom: degrees),
    interval: (difference - reach)...(difference + reach))
}
