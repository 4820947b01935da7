import Base
import Statistics

/// Persons measured at two waves: each pair of values with how many persons have it.
struct Pairs {
  private(set) var before: [Double] = []
  private(set) var after: [Double] = []
  private(set) var weights: [Int] = []
  /// Persons in it.
  private(set) var n = 0
  /// Whether all values are whole and close together.
  private(set) var isSmall = false

  /// Reads the pairs of an item; `rows` are the rows of each person at the two waves, -1 where there is none.
  init(_ column: NumberColumn, _ rowsBefore: [Int32], _ rowsAfter: [Int32]) {
    switch column {
    case .small(let small): count(small, rowsBefore, rowsAfter)
    case .wide(let values):
      for p in rowsBefore.indices where rowsBefore[p] >= 0 && rowsAfter[p] >= 0 {
        let (x, y) = (values[Int(rowsBefore[p])], values[Int(rowsAfter[p])])
        if x.isNaN || y.isNaN { continue }
        before.append(x)
        after.append(y)
        weights.append(1)
      }
      n = weights.count
    }
  }

  /// Values beside each other, for measures that need not be counted by value.
  init(before: [Double], after: [Double]) {
    self.before = before
    self.after = after
    weights = [Int](repeating: 1, count: before.count)
    n = before.count
  }

  private mutating func count(_ small: SmallColumn, _ rowsBefore: [Int32], _ rowsAfter: [Int32]) {
    isSmall = true
    let span = small.span
    var joint = [Int32](repeating: 0, count: span * span)
    let low = Int(small.low)
    joint.withUnsafeMutableBufferPointer { cells in
      small.codes.withUnsafeBufferPointer { codes in
        rowsBefore.withUnsafeBufferPointer { a in
          rowsAfter.withUnsafeBufferPointer { b in
            for p in 0..<min(a.count, b.count) {
              let (i, j) = (Int(a[p]), Int(b[p]))
              if i < 0 || j < 0 { continue }
              let (x, y) = (codes[i], codes[j])
              if x == SmallColumn.missing || y == SmallColumn.missing { continue }
              cells[(Int(x) &- low) &* span &+ (Int(y) &- low)] &+= 1
            }
          }
        }
      }
    }
    for x in 0..<span {
      for y in 0..<span where joint[x * span + y] > 0 {
        before.append(Double(x + low))
        after.append(Double(y + low))
        weights.append(Int(joint[x * span + y]))
        n += Int(joint[x * span + y])
      }
    }
  }

  private func sum(_ values: [Double]) -> ExactSum {
    var sum = ExactSum()
    for i in values.indices {
      if isSmall { sum.add(Int(values[i]), times: weights[i]) } else { sum.add(values[i]) }
    }
    return sum
  }

  var sumBefore: ExactSum { sum(before) }
  var sumAfter: ExactSum { sum(after) }

  /// The changes, after minus before, each with how many persons.
  func changes() -> Tally? {
    guard isSmall else {
      var list: [Double] = []
      list.reserveCapacity(n)
      for i in before.indices { list.append(after[i] - before[i]) }
      return try? Tally(list)
    }
    var counts: [Double: Int] = [:]
    for i in before.indices { counts[after[i] - before[i], default: 0] += weights[i] }
    return try? Tally(counts)
  }

  /// How many persons a test of their two values holds for.
  func count(where test: (Double, Double) -> Bool) -> Int {
    var total = 0
    for i in before.indices where test(before[i], after[i]) { total += weights[i] }
    return total
  }
}

/// The figures of a change.
struct ChangeFigures {
  var p: Double?
  var interval: ClosedRange<Double>?
  var effect: Double?
  var refused: Words?

  init(_ pairs: Pairs, test: TableDefinition.Test) {
    guard let changes = pairs.changes(), changes.total > 0 else {
      refused = Phrases.noData
      return
    }
    do throws(Undefined) {
      let t = try pairedT(differences: Moments(changes))
      interval = t.interval
      effect = t.dz
      if test == .pairedT { p = t.p }
    } catch { refused = error.words }
    guard test != .pairedT else { return }
    do throws(Undefined) {
      switch test {
      case .wilcoxon: p = try wilcoxonSignedRank(changes).p
      case .sign:
        p = try signTest(
          positive: pairs.count { $1 > $0 }, negative: pairs.count { $1 < $0 }, ties: pairs.count { $1 == $0 }
        ).p
      case .mcnemar: p = try mcNemar(forward: pairs.count { $1 > $0 }, backward: pairs.count { $1 < $0 }).exactP
      default: p = nil
      }
    } catch { refused = error.words }
  }

  /// 2 for p < .05, 1 for p < .10, 0 for neither.
  static func stars(_ p: Double?) -> Int? { p.map { $0 < 0.05 ? 2 : $0 < 0.10 ? 1 : 0 } }
}
