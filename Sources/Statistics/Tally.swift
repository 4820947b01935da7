/// How often each value occurs, values ascending: the short form of a long column of scores.
///
/// A million scores of 0...40 are 41 counts; the ranks, moments and tests of the column follow from them at no further cost.
///
///     var counts = [Int](repeating: 0, count: 81)            // differences -40...40
///     for row in 0..<n { counts[after[row] - before[row] + 40] += 1 }
///     let test = try wilcoxonSignedRank(Tally(counts: counts, from: -40))
public struct Tally: Sendable, Hashable {
  /// The values that occur, ascending, each once.
  public let values: [Double]
  /// How often each occurs, all above 0.
  public let counts: [Int]
  /// The number of observations.
  public let total: Int

  /// Counts an array.
  ///
  /// - Throws: ``Undefined/notFinite``.
  public init(_ observations: [Double]) throws(Undefined) {
    try checkFinite(observations)
    // Adding 0 makes -0 and 0 one value.
    self.init(sorted: observations.map { $0 + 0 }.sorted())
  }

  /// Takes counts of evenly spaced values: `counts[i]` is how often `lowest + i * step` occurs.
  ///
  /// - Throws: ``Undefined/outOfRange(_:)`` for a negative count, ``Undefined/notFinite``.
  public init(counts: [Int], from lowest: Double, step: Double = 1) throws(Undefined) {
    guard lowest.isFinite, step.isFinite, step > 0 else { throw .notFinite }
    var (kept, often) = ([Double](), [Int]())
    for (index, count) in counts.enumerated() where count != 0 {
      guard count > 0 else { throw .outOfRange(.count) }
      kept.append(lowest + Double(index) * step)
      often.append(count)
    }
    self.init(ascending: kept, counts: often)
  }

  /// Takes counts by value.
  ///
  /// - Throws: ``Undefined/outOfRange(_:)`` for a negative count, ``Undefined/notFinite``.
  public init(_ counts: [Double: Int]) throws(Undefined) {
    var (kept, often) = ([Double](), [Int]())
    for value in counts.keys.sorted() {
      guard value.isFinite else { throw .notFinite }
      let count = counts[value] ?? 0
      guard count >= 0 else { throw .outOfRange(.count) }
      if count == 0 { continue }
      kept.append(value + 0)
      often.append(count)
    }
    // NaN keys do not sort: they are found here.
    for value in counts.keys where !value.isFinite { throw .notFinite }
    self.init(ascending: kept, counts: often)
  }

  /// The values already in order.
  init(sorted: [Double]) {
    var (kept, often) = ([Double](), [Int]())
    for value in sorted {
      if let last = kept.last, last == value {
        often[often.count - 1] += 1
      } else {
        kept.append(value)
        often.append(1)
      }
    }
    self.init(ascending: kept, counts: often)
  }

  init(ascending values: [Double], counts: [Int]) {
    self.values = values
    self.counts = counts
    total = counts.reduce(0, +)
  }

  /// The k-th smallest observation, counted from 1; k is drawn into 1...total.
  func ordered(_ k: Int) -> Double {
    var seen = 0
    for (value, count) in zip(values, counts) {
      seen += count
      if seen >= k { return value }
    }
    return values.last ?? 0
  }
}
