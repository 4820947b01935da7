/// The log-rank test: does the event come as early in all groups?
public struct LogRank: Sendable, Hashable {
  /// Persons in each group.
  public let n: [Int]
  /// Events in each group.
  public let observed: [Int]
  /// Events to be expected in each group if the event came as early in all.
  public let expected: [Double]
  /// Chi-squared.
  public let statistic: Double
  /// Groups at risk of an event, less one.
  public let degreesOfFreedom: Int
  /// The p-value, 0...1.
  public let p: Double
}

/// The log-rank (Mantel-Haenszel) test of two or more groups, as R's `survdiff`.
///
/// Mantel (1966), Cancer Chemother. Rep. 50, 163-170; Peto and Peto (1972). Variance is hypergeometric.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 groups or for an empty one, ``Undefined/notFinite``, ``Undefined/outOfRange(_:)``
///   for a negative time, ``Undefined/noVariation`` when no event can tell the groups apart.
public func logRank(_ groups: [[FollowUp]]) throws(Undefined) -> LogRank {
  guard groups.count > 1 else { throw .tooFew(needed: 2, got: groups.count) }
  var times: [(group: Int, at: EventTime)] = []
  for (group, persons) in groups.enumerated() {
    for time in try eventTimes(persons) { times.append((group, time)) }
  }
  times.sort { $0.at.time < $1.at.time }
  let k = groups.count
  var atRisk = groups.map { Double($0.count) }
  var expected = [Double](repeating: 0, count: k)
  var covariance = [[Double]](repeating: [Double](repeating: 0, count: k), count: k)
  var next = 0
  while next < times.count {
    let time = times[next].at.time
    var leaving = [Double](repeating: 0, count: k)
    var events = 0.0
    while next < times.count, times[next].at.time == time {
      let (group, at) = times[next]
      events += Double(at.events)
      leaving[group] += Double(at.events + at.censored)
      next += 1
    }
    if events > 0 { addTerms(atRisk, events, &expected, &covariance) }
    for group in 0..<k { atRisk[group] -= leaving[group] }
  }
  let observed = groups.map { $0.count { $0.event } }
  return try logRank(groups.map(\.count), observed, expected, covariance)
}

/// Adds what one time with events expects of each group, and the hypergeometric covariance.
private func addTerms(_ atRisk: [Double], _ events: Double, _ expected: inout [Double], _ covariance: inout [[Double]]) {
  let total = atRisk.reduce(0, +)
  let factor = total > 1 ? events * (total - events) / (total - 1) : 0
  for i in atRisk.indices {
    let share = atRisk[i] / total
    expected[i] += events * share
    for j in atRisk.indices {
      covariance[i][j] += factor * share * ((i == j ? 1 : 0) - atRisk[j] / total)
    }
  }
}

private func logRank(
  _ n: [Int], _ observed: [Int], _ expected: [Double], _ covariance: [[Double]]
) throws(Undefined) -> LogRank {
  // One group's excess follows from the others', so the last that was ever at risk of an event is left out.
  let risky = expected.indices.filter { expected[$0] > 0 }
  guard risky.count > 1 else { throw .noVariation }
  let kept = Array(risky.dropLast())
  let excess = kept.map { Double(observed[$0]) - expected[$0] }
  let matrix = kept.map { i in kept.map { j in covariance[i][j] } }
  guard let solved = solve(matrix, excess) else { throw .noVariation }
  let statistic = max(0, compensatedSum(zip(solved, excess).map { $0 * $1 }))
  guard statistic.isFinite else { throw .noVariation }
  return LogRank(
    n: n, observed: observed, expected: expected, statistic: statistic, degreesOfFreedom: kept.count,
    p: try ChiSquared.probability(.upper, statistic, degreesOfFreedom: Double(kept.count)))
}

/// The solution of a symmetric positive definite system by elimination with pivots on the diagonal; nil when it is singular.
func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
  var a = matrix
  var b = right
  let n = b.count
  let scale = (0..<n).map { matrix[$0][$0] }.max() ?? 0
  for column in 0..<n {
    let pivot = (column..<n).max { a[$0][column].magnitude < a[$1][column].magnitude } ?? column
    guard a[pivot][column].magnitude > 1e-12 * scale else { return nil }
    a.swapAt(pivot, column)
    b.swapAt(pivot, column)
    for row in (column + 1)..<max(n, column + 1) {
      let factor = a[row][column] / a[column][column]
      for other in column..<n { a[row][other] -= factor * a[column][other] }
      b[row] -= factor * b[column]
    }
  }
  var x = [Double](repeating: 0, count: n)
  for row in (0..<n).reversed() {
    var rest = b[row]
    for column in (row + 1)..<max(n, row + 1) { rest -= a[row][column] * x[column] }
    x[row] = rest / a[row][row]
  }
  return x
}
