/// McNemar's test: did as many persons change from no to yes as from yes to no?
public struct McNemar: Sendable, Hashable {
  /// How many changed one way.
  public let forward: Int
  /// How many changed the other way.
  public let backward: Int
  /// Chi-squared with 1 degree of freedom, without correction.
  public let statistic: Double
  /// The asymptotic p-value without correction.
  public let p: Double
  /// Chi-squared with Edwards' continuity correction, as R's `mcnemar.test` by default.
  public let correctedStatistic: Double
  /// The asymptotic p-value with correction.
  public let correctedP: Double
  /// The exact two-sided p-value: binomial among those who changed.
  public let exactP: Double
}

/// McNemar's test from the two counts of those who changed.
///
/// McNemar (1947), Psychometrika 12, 153-157. The exact p-value is the one to use below 25 changes.
///
/// - Throws: ``Undefined/noDifferences`` when nobody changed, ``Undefined/outOfRange(_:)`` for a negative count.
public func mcNemar(forward: Int, backward: Int) throws(Undefined) -> McNemar {
  guard forward >= 0, backward >= 0 else { throw .outOfRange(.count) }
  let n = forward + backward
  guard n > 0 else { throw .noDifferences }
  let distance = Double((forward - backward).magnitude)
  let corrected = distance > 0 ? distance - 1 : 0
  let plain = distance * distance / Double(n)
  let edwards = corrected * corrected / Double(n)
  return McNemar(
    forward: forward, backward: backward, statistic: plain,
    p: try ChiSquared.probability(.upper, plain, degreesOfFreedom: 1), correctedStatistic: edwards,
    correctedP: try ChiSquared.probability(.upper, edwards, degreesOfFreedom: 1),
    exactP: try Binomial.twoSidedEven(forward, of: n))
}

/// McNemar's test of two yes/no columns of the same persons; forward counts those who went from no to yes.
///
/// - Throws: ``Undefined/unequalLengths(_:_:)``, ``Undefined/noDifferences``.
public func mcNemar(before: [Bool], after: [Bool]) throws(Undefined) -> McNemar {
  try checkSameLength(before.count, after.count)
  var (forward, backward) = (0, 0)
  for (first, second) in zip(before, after) where first != second {
    if second { forward += 1 } else { backward += 1 }
  }
  return try mcNemar(forward: forward, backward: backward)
}
