/// A share of a whole with its interval.
public struct Proportion: Sendable, Hashable {
  /// How many have the property.
  public let count: Int
  /// Of how many.
  public let n: Int
  /// count / n, 0...1.
  public let share: Double
  /// The interval of confidence, within 0...1.
  public let interval: ClosedRange<Double>
}

/// A proportion with Wilson's score interval (without continuity correction).
///
/// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), Wilson (1927), J. Am. Stat. Assoc. 22, 209-212. It stays within 0...1 and does
/// not shrink to a point at 0 or n.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for n = 0, ``Undefined/outOfRange(_:)`` for count or confidence.
public func proportion(_ count: Int, of n: Int, confidence: Double = 0.95) throws(Undefined) -> Proportion {
  guard n != 0 else { throw .tooFew(needed: 1, got: 0) }
  guard n > 0, count >= 0, count <= n else { throw .outOfRange(.count) }
  try checkConfidence(confidence)
  let z = try Normal.quantile(.upper, (1 - confidence) / 2)
  let lower = wilsonLower(Double(count), Double(n), z)
  // The upper limit is the lower limit of the opposite, so that it is exactly 1 when all have the property.
  let upper = 1 - wilsonLower(Double(n - count), Double(n), z)
  return Proportion(count: count, n: n, share: Double(count) / Double(n), interval: lower...max(lower, upper))
}

/// Wilson's lower limit by the root that does not cancel: product of the roots over the larger one.
private func wilsonLower(_ x: Double, _ n: Double, _ z: Double) -> Double {
  if x == 0 { return 0 }
  let p = x / n
  let square = z * z / n
  let larger = p + square / 2 + (square * (p * (1 - p) + square / 4)).squareRoot()
  return p * p / larger
}
