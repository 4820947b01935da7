/// The Mann-Whitney test (Wilcoxon's rank-sum test): do values of one group tend to be larger than those of the other?
public struct MannWhitney: Sendable, Hashable {
  /// The size of the first group.
  public let firstCount: Int
  /// The size of the second group.
  public let secondCount: Int
  /// Whether equal values occur (they share a middle rank).
  public let ties: Bool
  /// W: in how many of the firstCount × secondCount pairs the first group's value is larger, ties counting one half.
  public let w: Double
  /// W / (firstCount × secondCount): the chance that a value of the first group is the larger, 0...1.
  public let superiority: Double
  /// The standardised W; nil when the p-value is exact.
  public let z: Double?
  /// The two-sided p-value, 0...1.
  public let p: Double
  /// How the p-value was found; never ``RankMethod/automatic``.
  public let method: RankMethod
}

/// The Mann-Whitney test of two independent groups, as R's `wilcox.test(first, second)`.
///
/// The exact p-value is the chance that W lies at least as far from its mean as it does (with ties the two tails differ).
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for an empty group, ``Undefined/notFinite``, ``Undefined/noVariation`` when all values are
///   the same, ``Undefined/tooLarge(limit:)`` for an exact test of about 75 against 75 or more.
public func mannWhitney(
  _ first: [Double], _ second: [Double], method: RankMethod = .automatic
) throws(Undefined) -> MannWhitney {
  try mannWhitney(Tally(first), Tally(second), method: method)
}

/// The Mann-Whitney test of two tallied groups: fast for millions of scores.
public func mannWhitney(_ first: Tally, _ second: Tally, method: RankMethod = .automatic) throws(Undefined) -> MannWhitney {
  guard first.total > 0, second.total > 0 else { throw .tooFew(needed: 1, got: 0) }
  let groups = mergedGroups(first, second)
  guard groups.count > 1 else { throw .noVariation }
  let ranks = RankSummary(groups)
  let (m, n) = (Double(first.total), Double(second.total))
  let w = Double(ranks.doubledSum) / 2 - m * (m + 1) / 2
  let exact =
    switch method {
    case .automatic: first.total < 50 && second.total < 50 && !ranks.ties
    case .exact: true
    case .asymptotic, .asymptoticUncorrected: false
    }
  var z: Double?
  let p: Double
  var used = RankMethod.exact
  if exact {
    p = try exactRankSum(groups, ranks)
  } else {
    let all = m + n
    let variance = (m * n / 12) * ((all + 1) - ranks.tieSum / (all * (all - 1)))
    used = method == .asymptoticUncorrected ? .asymptoticUncorrected : .asymptotic
    (z, p) = try asymptoticP(distance: w - m * n / 2, sd: variance.squareRoot(), corrected: used == .asymptotic)
  }
  return MannWhitney(
    firstCount: first.total, secondCount: second.total, ties: ranks.ties, w: w, superiority: w / (m * n), z: z, p: p, method: used
  )
}

/// The values of both groups ascending, the first group's counted as chosen.
private func mergedGroups(_ first: Tally, _ second: Tally) -> [RankGroup] {
  var (i, j) = (0, 0)
  var groups: [RankGroup] = []
  while i < first.values.count || j < second.values.count {
    let a = i < first.values.count ? first.values[i] : .infinity
    let b = j < second.values.count ? second.values[j] : .infinity
    var group = RankGroup(count: 0, chosen: 0)
    if a <= b {
      group.chosen = first.counts[i]
      group.count += first.counts[i]
      i += 1
    }
    if b <= a {
      group.count += second.counts[j]
      j += 1
    }
    groups.append(group)
  }
  return groups
}

/// The chance, over all ways to choose the smaller group from the ranks, of a rank sum as far from its mean.
private func exactRankSum(_ groups: [RankGroup], _ summary: RankSummary) throws(Undefined) -> Double {
  let limit = 500_000_000
  let size = min(summary.chosen, summary.total - summary.chosen)
  guard summary.total < 1000 else { throw .tooLarge(limit: limit) }
  let ranks = expandedRanks(groups, doubled: summary.ties)
  // The largest sum of the smaller group; the smallest is as far below the middle.
  let reach = ranks.suffix(size).reduce(0, +)
  guard summary.total * size * reach <= limit else { throw .tooLarge(limit: limit) }
  let width = reach + 1
  var ways = [Double](repeating: 0, count: (size + 1) * width)
  ways[0] = 1
  ways.withUnsafeMutableBufferPointer { ways in
    for (index, rank) in ranks.enumerated() {
      var taken = min(index + 1, size)
      while taken > 0 {
        let (to, from) = (taken * width, (taken - 1) * width - rank)
        var sum = reach
        while sum >= rank {
          ways[to + sum] += ways[from + sum]
          sum -= 1
        }
        taken -= 1
      }
    }
  }
  // Distances are compared as whole numbers: total × sum - size × sum of all ranks. Both groups have the same distance.
  let all = ranks.reduce(0, +)
  let chosenSum = summary.ties ? summary.doubledSum : summary.doubledSum / 2
  let observed = (summary.total * chosenSum - summary.chosen * all).magnitude
  var (every, extreme) = (0.0, 0.0)
  for sum in 0...reach {
    let count = ways[size * width + sum]
    every += count
    if (summary.total * sum - size * all).magnitude >= observed { extreme += count }
  }
  return min(1, extreme / every)
}
