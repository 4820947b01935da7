/// Cohen's d of two independent groups: difference of the means over the pooled standard deviation (n - 1).
///
/// Cohen (1988), Statistical Power Analysis, 2nd ed., formula 2.5.1. Positive when the first group is higher.
///
/// - Throws: ``Undefined/tooFew(needed:got:)``, ``Undefined/notFinite``, ``Undefined/noVariation``.
public func cohenD(_ first: [Double], _ second: [Double]) throws(Undefined) -> Double {
  try cohenD(Moments(first), Moments(second))
}

/// Cohen's d of two accumulated or tallied groups.
public func cohenD(_ first: Moments, _ second: Moments) throws(Undefined) -> Double {
  let test = try pooledT(first, second)
  let sizes = 1 / Double(first.count) + 1 / Double(second.count)
  return test.t * sizes.squareRoot()
}

/// Cohen's dz of pairs: mean difference (first minus second) over the standard deviation of the differences.
///
/// - Throws: as ``pairedT(_:_:confidence:)``.
public func cohenDz(_ first: [Double], _ second: [Double]) throws(Undefined) -> Double {
  try pairedT(first, second).dz
}

/// Change measured in standard deviations of the first measurement: mean difference (first minus second) over the sd of `first`.
///
/// - Throws: as ``pairedT(_:_:confidence:)``; ``Undefined/noVariation`` when the first measurement is constant.
public func cohenDByFirst(_ first: [Double], _ second: [Double]) throws(Undefined) -> Double {
  try checkSameLength(first.count, second.count)
  var differences = Moments()
  for (a, b) in zip(first, second) { differences.add(a - b) }
  return try differences.mean() / (try Moments(first).positiveSD())
}

/// Hedges' g: Cohen's d of two groups with the exact correction for small samples.
///
/// g = d · Γ(m/2) / (√(m/2) Γ((m-1)/2)) with m = n₁ + n₂ - 2; Hedges (1981), J. Educ. Stat. 6, 107-128.
///
/// - Throws: as ``cohenD(_:_:)-([Double],_)``; at least 4 values in all.
public func hedgesG(_ first: Moments, _ second: Moments) throws(Undefined) -> Double {
  let degrees = Double(first.count + second.count - 2)
  guard degrees > 1 else { throw .tooFew(needed: 4, got: first.count + second.count) }
  let d = try cohenD(first, second)
  let upper = try Gamma.logarithm(degrees / 2)
  let lower = try Gamma.logarithm((degrees - 1) / 2)
  return d * exponential(upper - lower) / (degrees / 2).squareRoot()
}
