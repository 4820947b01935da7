/// The paired t-test: do two measurements of the same persons differ in the mean?
public struct PairedT: Sendable, Hashable {
  /// The number of pairs.
  public let n: Int
  /// The mean of the differences, first minus second.
  public let difference: Double
  /// The sample standard deviation of the differences.
  public let sd: Double
  /// sd / √n.
  public let standardError: Double
  /// difference / standardError.
  public let t: Double
  /// n - 1.
  public let degreesOfFreedom: Double
  /// The two-sided p-value, 0...1.
  public let p: Double
  /// The interval of confidence of the mean difference.
  public let interval: ClosedRange<Double>
  /// Cohen's dz: difference / sd.
  public let dz: Double
}

/// The paired t-test of two columns, first minus second (as R's `t.test(first, second, paired = TRUE)`).
///
/// To test a change pass the later measurement first.
///
/// - Throws: ``Undefined/unequalLengths(_:_:)``, ``Undefined/tooFew(needed:got:)`` below 2 pairs, ``Undefined/notFinite``,
///   ``Undefined/noVariation`` when all differences are the same to rounding.
public func pairedT(_ first: [Double], _ second: [Double], confidence: Double = 0.95) throws(Undefined) -> PairedT {
  try checkSameLength(first.count, second.count)
  var differences = Moments()
  for (a, b) in zip(first, second) { differences.add(a - b) }
  return try pairedT(differences: differences, confidence: confidence)
}

/// The paired t-test of differences that were accumulated or tallied: fast for a million pairs.
public func pairedT(differences: Moments, confidence: Double = 0.95) throws(Undefined) -> PairedT {
  try checkConfidence(confidence)
  let n = differences.count
  let sd = try differences.positiveSD()
  let mean = try differences.mean()
  let error = sd / Double(n).squareRoot()
  let degrees = Double(n - 1)
  let t = mean / error
  let reach = try StudentT.quantile(.upper, (1 - confidence) / 2, degreesOfFreedom: degrees) * error
  return PairedT(
    n: n, difference: mean, sd: sd, standardError: error, t: t, degreesOfFreedom: degrees,
    p: try StudentT.twoSided(t, degreesOfFreedom: degrees), interval: (mean - reach)...(mean + reach), dz: mean / sd)
}
