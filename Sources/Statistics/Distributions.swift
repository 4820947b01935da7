import CDistributions

/// Turns a status of the numerical library into a value or a refusal.
func answer(
  _ argument: Undefined.Argument, _ compute: (UnsafeMutablePointer<Double>) -> Int32
) throws(Undefined) -> Double {
  var value = 0.0
  switch Int(compute(&value)) {
  case DIST_OK: return value
  case DIST_DOMAIN: throw .outOfRange(argument)
  case DIST_OVERFLOW: throw .notFinite
  default: throw .notComputable
  }
}

/// Which end of a distribution a probability is of.
public enum Tail: Sendable, Hashable {
  /// P(X ≤ x).
  case lower
  /// P(X > x), computed for itself and not as one minus the other, so that small values keep their precision.
  case upper

  var flag: Int32 { self == .upper ? 1 : 0 }
}

/// The standard normal distribution (Boost.Math).
///
/// Probabilities down to the smallest normal double (2.2e-308) have a relative error below 1e-12; below that they
/// run into 0, and ``logProbability(_:_:)`` goes on.
public enum Normal {
  /// The probability of a tail beyond `z`.
  ///
  /// - Throws: ``Undefined/outOfRange(_:)`` for NaN.
  public static func probability(_ tail: Tail, _ z: Double) throws(Undefined) -> Double {
    try answer(.value) { dist_normal(z, tail.flag, $0) }
  }

  /// The natural logarithm of a tail's probability, for finite `z` of any size.
  public static func logProbability(_ tail: Tail, _ z: Double) throws(Undefined) -> Double {
    try answer(.value) { dist_normal_log(z, tail.flag, $0) }
  }

  /// The z whose tail has probability `p`, 0 < p < 1.
  public static func quantile(_ tail: Tail, _ p: Double) throws(Undefined) -> Double {
    try answer(.probability) { dist_normal_quantile(p, tail.flag, $0) }
  }

  /// The probability of a value at least as far from 0 as `z`, in either direction; at most 1.
  public static func twoSided(_ z: Double) throws(Undefined) -> Double {
    min(1, 2 * (try probability(.upper, z.magnitude)))
  }
}

/// Student's t distribution (Boost.Math); the degrees of freedom are above 0 and need not be whole.
public enum StudentT {
  /// The probability of a tail beyond `t`.
  public static func probability(_ tail: Tail, _ t: Double, degreesOfFreedom: Double) throws(Undefined) -> Double {
    guard degreesOfFreedom > 0 else { throw .outOfRange(.degreesOfFreedom) }
    return try answer(.value) { dist_t(t, degreesOfFreedom, tail.flag, $0) }
  }

  /// The t whose tail has probability `p`, 0 < p < 1.
  public static func quantile(_ tail: Tail, _ p: Double, degreesOfFreedom: Double) throws(Undefined) -> Double {
    guard degreesOfFreedom > 0 else { throw .outOfRange(.degreesOfFreedom) }
    return try answer(.probability) { dist_t_quantile(p, degreesOfFreedom, tail.flag, $0) }
  }

  /// The probability of a value at least as far from 0 as `t`, in either direction; at most 1.
  public static func twoSided(_ t: Double, degreesOfFreedom: Double) throws(Undefined) -> Double {
    min(1, 2 * (try probability(.upper, t.magnitude, degreesOfFreedom: degreesOfFreedom)))
  }
}

/// The chi-squared distribution (Boost.Math); degrees of freedom above 0.
public enum ChiSquared {
  /// The probability of a tail beyond `x` ≥ 0.
  public static func probability(_ tail: Tail, _ x: Double, degreesOfFreedom: Double) throws(Undefined) -> Double {
    guard degreesOfFreedom > 0 else { throw .outOfRange(.degreesOfFreedom) }
    return try answer(.value) { dist_chi_squared(x, degreesOfFreedom, tail.flag, $0) }
  }

  /// The x whose tail has probability `p`, 0 < p < 1.
  public static func quantile(_ tail: Tail, _ p: Double, degreesOfFreedom: Double) throws(Undefined) -> Double {
    guard degreesOfFreedom > 0 else { throw .outOfRange(.degreesOfFreedom) }
    return try answer(.probability) { dist_chi_squared_quantile(p, degreesOfFreedom, tail.flag, $0) }
  }
}

/// Fisher's F distribution (Boost.Math); degrees of freedom above 0.
public enum FisherF {
  /// The probability of a tail beyond `x` ≥ 0.
  public static func probability(
    _ tail: Tail, _ x: Double, numerator: Double, denominator: Double
  ) throws(Undefined) -> Double {
    guard numerator > 0, denominator > 0 else { throw .outOfRange(.degreesOfFreedom) }
    return try answer(.value) { dist_f(x, numerator, denominator, tail.flag, $0) }
  }
}

/// The binomial distribution (Boost.Math): how many of `n` independent trials succeed, each with the same chance.
public enum Binomial {
  /// The probability of at most (`lower`) or more than (`upper`) `k` successes, 0 ≤ k ≤ n.
  public static func probability(_ tail: Tail, _ k: Int, of n: Int, chance: Double) throws(Undefined) -> Double {
    guard k >= 0, k <= n else { throw .outOfRange(.count) }
    guard chance >= 0, chance <= 1 else { throw .outOfRange(.probability) }
    return try answer(.value) { dist_binomial(Double(k), Double(n), chance, tail.flag, $0) }
  }

  /// The probability of exactly `k` successes.
  public static func density(_ k: Int, of n: Int, chance: Double) throws(Undefined) -> Double {
    guard k >= 0, k <= n else { throw .outOfRange(.count) }
    guard chance >= 0, chance <= 1 else { throw .outOfRange(.probability) }
    return try answer(.value) { dist_binomial_density(Double(k), Double(n), chance, $0) }
  }

  /// The two-sided exact p-value for `k` of `n` at a chance of one half: twice the smaller tail, at most 1.
  ///
  /// `n` = 0 gives 1: nothing speaks against one half.
  public static func twoSidedEven(_ k: Int, of n: Int) throws(Undefined) -> Double {
    guard k >= 0, k <= n else { throw .outOfRange(.count) }
    if n == 0 { return 1 }
    return min(1, 2 * (try probability(.lower, min(k, n - k), of: n, chance: 0.5)))
  }
}

/// The hypergeometric distribution (Boost.Math): how many of `drawn` are marked, when `marked` of `total` are.
public enum Hypergeometric {
  /// The probability of at most (`lower`) or more than (`upper`) `k` marked ones among those drawn.
  public static func probability(
    _ tail: Tail, _ k: Int, marked: Int, drawn: Int, total: Int
  ) throws(Undefined) -> Double {
    let (k, marked, drawn, total) = try checked(k, marked, drawn, total)
    return try answer(.value) { dist_hypergeometric(k, marked, drawn, total, tail.flag, $0) }
  }

  /// The probability of exactly `k`.
  public static func density(_ k: Int, marked: Int, drawn: Int, total: Int) throws(Undefined) -> Double {
    let (k, marked, drawn, total) = try checked(k, marked, drawn, total)
    return try answer(.value) { dist_hypergeometric_density(k, marked, drawn, total, $0) }
  }

  private static func checked(
    _ k: Int, _ marked: Int, _ drawn: Int, _ total: Int
  ) throws(Undefined) -> (UInt32, UInt32, UInt32, UInt32) {
    guard marked >= 0, drawn >= 0, marked <= total, drawn <= total, total <= Int(Int32.max),
      k >= max(0, drawn + marked - total), k <= min(drawn, marked)
    else { throw .outOfRange(.count) }
    return (UInt32(k), UInt32(marked), UInt32(drawn), UInt32(total))
  }
}

/// The beta distribution (Boost.Math); shapes above 0.
public enum Beta {
  /// The probability of a tail beyond `x` in 0...1.
  public static func probability(_ tail: Tail, _ x: Double, _ a: Double, _ b: Double) throws(Undefined) -> Double {
    guard a > 0, b > 0 else { throw .outOfRange(.shape) }
    return try answer(.value) { dist_beta(x, a, b, tail.flag, $0) }
  }

  /// The x whose tail has probability `p`, 0 < p < 1.
  public static func quantile(_ tail: Tail, _ p: Double, _ a: Double, _ b: Double) throws(Undefined) -> Double {
    guard a > 0, b > 0 else { throw .outOfRange(.shape) }
    return try answer(.probability) { dist_beta_quantile(p, a, b, tail.flag, $0) }
  }
}

/// The gamma distribution with scale 1 (Boost.Math), and the gamma function itself.
public enum Gamma {
  /// The probability of a tail beyond `x` ≥ 0; shape above 0.
  public static func probability(_ tail: Tail, _ x: Double, shape: Double) throws(Undefined) -> Double {
    guard shape > 0 else { throw .outOfRange(.shape) }
    return try answer(.value) { dist_gamma(x, shape, tail.flag, $0) }
  }

  /// The natural logarithm of the gamma function at `x` > 0.
  public static func logarithm(_ x: Double) throws(Undefined) -> Double {
    try answer(.value) { dist_log_gamma(x, $0) }
  }
}
