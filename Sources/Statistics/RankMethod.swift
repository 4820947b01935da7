/// How the p-value of a rank test is found.
public enum RankMethod: Sendable, Hashable {
  /// As R's `wilcox.test`: exact with fewer than 50 values (in each group) and neither ties nor zeros, else asymptotic with correction.
  case automatic
  /// Exact, given the ranks that occurred: all arrangements count, ties have their middle ranks, zeros are left out (as R's package
  /// exactRankTests).
  case exact
  /// Normal approximation with tie correction and continuity correction of one half.
  case asymptotic
  /// Normal approximation with tie correction, without continuity correction.
  case asymptoticUncorrected
}

/// Values of equal rank: how many there are, and how many of them are of the kind that is summed.
struct RankGroup {
  var count: Int
  var chosen: Int
}

/// What rank tests need of grouped ranks; ranks are doubled so that middle ranks are whole.
struct RankSummary {
  /// Twice the rank sum of the chosen ones.
  var doubledSum = 0
  /// How many there are.
  var total = 0
  /// How many are chosen.
  var chosen = 0
  /// Whether values share a rank.
  var ties = false
  /// The sum of t³ - t over groups of t equal values.
  var tieSum = 0.0

  init(_ groups: some Sequence<RankGroup>) {
    for group in groups {
      doubledSum += group.chosen * (2 * total + group.count + 1)
      total += group.count
      chosen += group.chosen
      guard group.count > 1 else { continue }
      ties = true
      let t = Double(group.count)
      tieSum += (t - 1) * t * (t + 1)
    }
  }
}

/// The p-value of a standardised rank statistic with its continuity correction: distance / sd, drawn towards 0 by one half.
func asymptoticP(distance: Double, sd: Double, corrected: Bool) throws(Undefined) -> (z: Double, p: Double) {
  let correction: Double = corrected && distance != 0 ? (distance > 0 ? 0.5 : -0.5) : 0
  let z = (distance - correction) / sd
  return (z, try Normal.twoSided(z))
}

/// The ranks of grouped values, each as often as it occurs; doubled when some are halves.
func expandedRanks(_ groups: [RankGroup], doubled: Bool) -> [Int] {
  var ranks: [Int] = []
  var before = 0
  for group in groups {
    let twice = 2 * before + group.count + 1
    ranks += [Int](repeating: doubled ? twice : twice / 2, count: group.count)
    before += group.count
  }
  return ranks
}
