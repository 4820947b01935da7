/// The sign test: did as many rise as fell?
public struct SignTest: Sendable, Hashable {
  /// Pairs whose first value is the larger.
  public let positive: Int
  /// Pairs whose second value is the larger.
  public let negative: Int
  /// Pairs that are equal; they do not count.
  public let ties: Int
  /// The exact two-sided p-value: binomial with an even chance among the pairs that differ.
  public let p: Double
}

/// The sign test of pairs, first minus second.
///
/// - Throws: ``Undefined/unequalLengths(_:_:)``, ``Undefined/tooFew(needed:got:)`` for none, ``Undefined/notFinite``,
///   ``Undefined/noDifferences`` when all pairs are equal.
public func signTest(_ first: [Double], _ second: [Double]) throws(Undefined) -> SignTest {
  try checkSameLength(first.count, second.count)
  guard !first.isEmpty else { throw .tooFew(needed: 1, got: 0) }
  try checkFinite(first)
  try checkFinite(second)
  var (positive, negative) = (0, 0)
  for (a, b) in zip(first, second) {
    if a > b { positive += 1 } else if a < b { negative += 1 }
  }
  return try signTest(positive: positive, negative: negative, ties: first.count - positive - negative)
}

/// The sign test of counts.
///
/// - Throws: ``Undefined/outOfRange(_:)`` for a negative count, ``Undefined/noDifferences`` when nothing differs.
public func signTest(positive: Int, negative: Int, ties: Int = 0) throws(Undefined) -> SignTest {
  guard positive >= 0, negative >= 0, ties >= 0 else { throw .outOfRange(.count) }
  guard positive + negative > 0 else { throw .noDifferences }
  return SignTest(
    positive: positive, negative: negative, ties: ties,
    p: try Binomial.twoSidedEven(positive, of: positive + negative))
}
