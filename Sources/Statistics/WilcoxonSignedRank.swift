/// Wilcoxon's signed-rank test: are the differences of pairs symmetric about 0?
public struct SignedRank: Sendable, Hashable {
  /// Pairs that differ; only they count.
  public let n: Int
  /// Pairs that are equal.
  public let zeros: Int
  /// Whether differences of the same size occur (they share a middle rank).
  public let ties: Bool
  /// The rank sum of the positive differences, V.
  public let v: Double
  /// The standardised V; nil when the p-value is exact.
  public let z: Double?
  /// The two-sided p-value, 0...1.
  public let p: Double
  /// How the p-value was found; never ``RankMethod/automatic``.
  public let method: RankMethod
}

/// Wilcoxon's signed-rank test of two columns, first minus second, as R's `wilcox.test(first, second, paired = TRUE)`.
///
/// Equal pairs are left out. Differences that are equal on paper but not in binary (0.3 - 0.2 and 0.2 - 0.1) are not ties: scale
/// decimals to whole numbers first.
///
/// - Throws: ``Undefined/unequalLengths(_:_:)``, ``Undefined/tooFew(needed:got:)`` for none, ``Undefined/notFinite``,
///   ``Undefined/noDifferences`` when all pairs are equal, ``Undefined/tooLarge(limit:)`` for an exact test of about 600 pairs or more.
public func wilcoxonSignedRank(
  _ first: [Double], _ second: [Double], method: RankMethod = .automatic
) throws(Undefined) -> SignedRank {
  try checkSameLength(first.count, second.count)
  var differences: [Double] = []
  differences.reserveCapacity(first.count)
  for (a, b) in zip(first, second) { differences.append(a - b) }
  return try wilcoxonSignedRank(differences, method: method)
}

/// Wilcoxon's signed-rank test of differences.
public func wilcoxonSignedRank(
  _ differences: [Double], method: RankMethod = .automatic
) throws(Undefined) -> SignedRank {
  try wilcoxonSignedRank(Tally(differences), method: method)
}

/// Wilcoxon's signed-rank test of tallied differences: a million pairs cost as much as they have distinct differences.
public func wilcoxonSignedRank(_ differences: Tally, method: RankMethod = .automatic) throws(Undefined) -> SignedRank {
  guard differences.total > 0 else { throw .tooFew(needed: 1, got: 0) }
  let (groups, zeros) = signedGroups(differences)
  guard !groups.isEmpty else { throw .noDifferences }
  let ranks = RankSummary(groups)
  let exact =
    switch method {
    case .automatic: ranks.total < 50 && !ranks.ties && zeros == 0
    case .exact: true
    case .asymptotic, .asymptoticUncorrected: false
    }
  let v = Double(ranks.doubledSum) / 2
  if exact {
    let p = try exactSignedRank(groups, ranks)
    return SignedRank(n: ranks.total, zeros: zeros, ties: ranks.ties, v: v, z: nil, p: p, method: .exact)
  }
  let n = Double(ranks.total)
  let sd = (n * (n + 1) * (2 * n + 1) / 24 - ranks.tieSum / 48).squareRoot()
  let corrected = method != .asymptoticUncorrected
  let (z, p) = try asymptoticP(distance: v - n * (n + 1) / 4, sd: sd, corrected: corrected)
  return SignedRank(
    n: ranks.total, zeros: zeros, ties: ranks.ties, v: v, z: z, p: p,
    method: corrected ? .asymptotic : .asymptoticUncorrected)
}

/// Differences grouped by size, ascending, with the positive ones counted; and how many are 0.
private func signedGroups(_ tally: Tally) -> (groups: [RankGroup], zeros: Int) {
  let zero = tally.values.firstIndex { $0 >= 0 } ?? tally.values.count
  var down = zero - 1
  var up = zero
  var zeros = 0
  if up < tally.values.count, tally.values[up] == 0 {
    zeros = tally.counts[up]
    up += 1
  }
  var groups: [RankGroup] = []
  while down >= 0 || up < tally.values.count {
    let below = down >= 0 ? -tally.values[down] : .infinity
    let above = up < tally.values.count ? tally.values[up] : .infinity
    var group = RankGroup(count: 0, chosen: 0)
    if below <= above {
      group.count += tally.counts[down]
      down -= 1
    }
    if above <= below {
      group.count += tally.counts[up]
      group.chosen = tally.counts[up]
      up += 1
    }
    groups.append(group)
  }
  return (groups, zeros)
}

/// Twice the smaller tail of the distribution of V over all 2ⁿ signs.
private func exactSignedRank(_ groups: [RankGroup], _ summary: RankSummary) throws(Undefined) -> Double {
  let doubled = summary.ties
  let n = summary.total
  let limit = 200_000_000
  guard n < 1000, n * n * (n + 1) / (doubled ? 1 : 2) <= limit else { throw .tooLarge(limit: limit) }
  let ranks = expandedRanks(groups, doubled: doubled)
  let largest = ranks.reduce(0, +)
  // ways[s]: in how many of the signs so far the positive ranks sum to s; 2ⁿ fits a double far beyond the limit.
  var ways = [Double](repeating: 0, count: largest + 1)
  ways[0] = 1
  ways.withUnsafeMutableBufferPointer { ways in
    var reach = 0
    for rank in ranks {
      reach += rank
      var sum = reach
      while sum >= rank {
        ways[sum] += ways[sum - rank]
        sum -= 1
      }
    }
  }
  let v = doubled ? summary.doubledSum : summary.doubledSum / 2
  var (all, lower, upper) = (0.0, 0.0, 0.0)
  for (sum, count) in ways.enumerated() {
    all += count
    if sum <= v { lower += count }
    if sum >= v { upper += count }
  }
  return min(1, 2 * min(lower, upper) / all)
}
