/// Pearson's chi-squared test.
public struct ChiSquaredTest: Sendable, Hashable {
  /// The sum of (observed - expected)² / expected.
  public let statistic: Double
  /// Degrees of freedom.
  public let degreesOfFreedom: Int
  /// The p-value, 0...1.
  public let p: Double
  /// What was to be expected, in the table's shape (one row for a test of fit).
  public let expected: [[Double]]
  /// How many expected counts are below 5: with any, prefer Fisher's exact test.
  public let smallExpected: Int
  /// Cramér's V, 0...1, from the uncorrected statistic; nil for a test of fit.
  public let cramersV: Double?
}

/// The chi-squared test of independence of rows and columns.
///
/// - Parameters:
///   - table: rows of counts, at least 2 × 2, all rows equally long.
///   - yates: Yates' continuity correction; it acts on 2 × 2 tables only and never more than the smallest |observed - expected|, as R's
///     `chisq.test(correct = TRUE)`.
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 rows or columns, ``Undefined/unequalLengths(_:_:)``,
///   ``Undefined/outOfRange(_:)`` for a negative count, ``Undefined/emptyMargin``.
public func chiSquaredIndependence(_ table: [[Int]], yates: Bool = false) throws(Undefined) -> ChiSquaredTest {
  let (rows, columns) = try margins(table)
  for margin in rows + columns where margin == 0 { throw .emptyMargin }
  let total = Double(rows.reduce(0, +))
  let expected = rows.map { row in columns.map { Double(row) * Double($0) / total } }
  var plain = 0.0
  var least = Double.infinity
  for (observed, wanted) in zip(table.joined(), expected.joined()) {
    let distance = (Double(observed) - wanted).magnitude
    least = min(least, distance)
    plain += distance * distance / wanted
  }
  var statistic = plain
  if yates, rows.count == 2, columns.count == 2 {
    let correction = min(0.5, least)
    statistic = 0
    for (observed, wanted) in zip(table.joined(), expected.joined()) {
      let distance = (Double(observed) - wanted).magnitude - correction
      statistic += distance * distance / wanted
    }
  }
  let degrees = (rows.count - 1) * (columns.count - 1)
  let strength = (plain / (total * Double(min(rows.count, columns.count) - 1))).squareRoot()
  return ChiSquaredTest(
    statistic: statistic, degreesOfFreedom: degrees,
    p: try ChiSquared.probability(.upper, statistic, degreesOfFreedom: Double(degrees)), expected: expected,
    smallExpected: expected.joined().count { $0 < 5 }, cramersV: min(1, strength))
}

/// The chi-squared test of fit: do counts follow given shares?
///
/// - Parameters:
///   - observed: counts of at least 2 classes.
///   - shares: what is expected, in any unit (1, 1, 2 or 25, 25, 50); nil means all equal.
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 classes or for no observation, ``Undefined/unequalLengths(_:_:)``,
///   ``Undefined/outOfRange(_:)`` for a negative count or a share that is not above 0, ``Undefined/notFinite``.
public func chiSquaredFit(_ observed: [Int], shares: [Double]? = nil) throws(Undefined) -> ChiSquaredTest {
  guard observed.count > 1 else { throw .tooFew(needed: 2, got: observed.count) }
  for count in observed where count < 0 { throw .outOfRange(.count) }
  let total = Double(observed.reduce(0, +))
  guard total > 0 else { throw .tooFew(needed: 1, got: 0) }
  let weights = shares ?? [Double](repeating: 1, count: observed.count)
  try checkSameLength(observed.count, weights.count)
  try checkFinite(weights)
  for weight in weights where weight <= 0 { throw .outOfRange(.probability) }
  let whole = compensatedSum(weights)
  guard whole.isFinite else { throw .notFinite }
  let expected = weights.map { total * ($0 / whole) }
  var statistic = 0.0
  for (count, wanted) in zip(observed, expected) {
    let distance = Double(count) - wanted
    statistic += distance * distance / wanted
  }
  guard statistic.isFinite else { throw .notFinite }
  return ChiSquaredTest(
    statistic: statistic, degreesOfFreedom: observed.count - 1,
    p: try ChiSquared.probability(.upper, statistic, degreesOfFreedom: Double(observed.count - 1)), expected: [expected],
    smallExpected: expected.count { $0 < 5 }, cramersV: nil)
}

/// The sums of rows and columns of a table of counts that is at least 2 × 2.
func margins(_ table: [[Int]]) throws(Undefined) -> (rows: [Int], columns: [Int]) {
  guard table.count > 1 else { throw .tooFew(needed: 2, got: table.count) }
  let width = table[0].count
  guard width > 1 else { throw .tooFew(needed: 2, got: width) }
  var columns = [Int](repeating: 0, count: width)
  var rows: [Int] = []
  for row in table {
    try checkSameLength(width, row.count)
    for (column, count) in row.enumerated() {
      guard count >= 0 else { throw .outOfRange(.count) }
      columns[column] += count
    }
    rows.append(row.reduce(0, +))
  }
  return (rows, columns)
}
