/// The p-value of Fisher's exact test of a table of any size (Freeman and Halton 1951): the chance of all tables with the same margins
/// that are no more likely than this one.
///
/// Tables within a relative 1e-7 of this one's chance count as equally likely, as in R's `fisher.test`. The tables are not listed one by
/// one: columns are filled in turn, and ways to the same remaining row sums are joined (the network of Mehta and Patel 1983, J. Am.
/// Stat. Assoc. 78, 427-434), closed early when all or none of their ends count; the last two columns are looked up.
///
///     let p = try fisherExact([[3, 1, 0], [0, 2, 4], [1, 1, 3]])
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` below 2 × 2, ``Undefined/unequalLengths(_:_:)``, ``Undefined/outOfRange(_:)`` for a
///   negative count, ``Undefined/emptyMargin``, ``Undefined/tooLarge(limit:)`` beyond `limit` steps.
public func fisherExact(_ table: [[Int]], limit: Int = 20_000_000) throws(Undefined) -> Double {
  var (rows, columns) = try margins(table)
  for margin in rows + columns where margin == 0 { throw .emptyMargin }
  var observed = 0.0
  let total = rows.reduce(0, +)
  guard total <= 1_000_000 else { throw .tooLarge(limit: limit) }
  let logs = LogFactorials(upTo: total)
  for count in table.joined() { observed -= logs[count] }
  for column in columns { observed += logs[column] }
  // Few rows and many columns make the fewest different remainders; the largest columns first close the most ways.
  if rows.count > columns.count {
    for column in columns { observed -= logs[column] }
    for row in rows { observed += logs[row] }
    swap(&rows, &columns)
  }
  columns.sort(by: >)
  var network = TableNetwork(columns: columns, logs: logs, border: observed + 1e-7, limit: limit)
  return min(1, try network.probability(rows.sorted()))
}

/// ln 0!, ln 1!, ... as sums whose rounding is carried along.
private struct LogFactorials {
  private let values: [Double]

  init(upTo n: Int) {
    var values = [0.0, 0.0]
    values.reserveCapacity(n + 1)
    var sum = 0.0
    var lost = 0.0
    for k in stride(from: 2, through: n, by: 1) {
      let term = logarithm(Double(k)) + lost
      let next = sum + term
      lost = term - (next - sum)
      sum = next
      values.append(sum)
    }
    self.values = values
  }

  subscript(_ n: Int) -> Double { values[n] }
}

/// The ways to fill a table column by column. A table's weight is the logarithm of the product of its columns' multinomial coefficients.
private struct TableNetwork {
  /// Ways that lead to the same remainder with the same weight so far.
  struct Way {
    var weight: Double
    var count: Double
  }

  /// The remaining row sums (ascending) when some columns are filled.
  struct Node: Hashable {
    var column: Int
    var rows: [Int]
  }

  /// All ways to fill the last two columns.
  struct Ends {
    /// Their weights, ascending.
    var weights: [Double] = []
    /// The share that these and all lighter ways have of all ways.
    var shares: [Double] = []
    /// The logarithm of the summed weights of all ways.
    var all = 0.0

    /// The share of the ways whose weight is at most `border`.
    func share(upTo border: Double) -> Double {
      var (low, high) = (0, weights.count)
      while low < high {
        let middle = (low + high) / 2
        if weights[middle] <= border { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? 0 : shares[low - 1]
    }
  }

  let columns: [Int]
  let logs: LogFactorials
  let border: Double
  let limit: Int
  var steps = 0
  var bounds: [Node: (least: Double, most: Double)] = [:]
  var ends: [[Int]: Ends] = [:]

  init(columns: [Int], logs: LogFactorials, border: Double, limit: Int) {
    self.columns = columns
    self.logs = logs
    self.border = border
    self.limit = limit
  }

  mutating func probability(_ rows: [Int]) throws(Undefined) -> Double {
    let all = completions(rows)
    var probability = 0.0
    var level: [[Int]: [Int64: Way]] = [rows: [0: Way(weight: 0, count: 1)]]
    for column in 0..<(columns.count - 2) {
      var next: [[Int]: [Int64: Way]] = [:]
      for (rows, ways) in level {
        for (rest, weight) in try fills(rows, columns[column]) {
          let (least, most) = try bounds(Node(column: column + 1, rows: rest))
          let open = completions(rest) - all
          try spend(ways.count)
          for way in ways.values {
            let past = way.weight + weight
            if past + most <= border {
              probability += way.count * exponential(past + open)
            } else if past + least <= border {
              // Weights that are equal on paper differ by rounding only: they share a key to ten decimals.
              let key = Int64((past * 1e10).rounded())
              next[rest, default: [:]][key, default: Way(weight: past, count: 0)].count += way.count
            }
          }
        }
      }
      level = next
    }
    for (rows, ways) in level {
      let ends = try ends(rows)
      try spend(ways.count)
      for way in ways.values {
        probability += way.count * exponential(way.weight + ends.all - all) * ends.share(upTo: border - way.weight)
      }
    }
    return probability
  }

  /// The logarithm of the summed weights of all ways to fill the rest.
  private func completions(_ rows: [Int]) -> Double {
    rows.reduce(logs[rows.reduce(0, +)]) { $0 - logs[$1] }
  }

  private mutating func spend(_ more: Int) throws(Undefined) {
    steps += more
    guard steps <= limit else { throw .tooLarge(limit: limit) }
  }

  /// The ways to fill the last two columns; the very last is what is left.
  private mutating func ends(_ rows: [Int]) throws(Undefined) -> Ends {
    if let known = ends[rows] { return known }
    let last = logs[columns[columns.count - 1]]
    var found = Ends()
    found.weights = try fills(rows, columns[columns.count - 2]).map { rest, weight in
      rest.reduce(weight + last) { $0 - logs[$1] }
    }
    found.weights.sort()
    found.all = completions(rows)
    var sum = 0.0
    for weight in found.weights {
      sum += exponential(weight - found.all)
      found.shares.append(sum)
    }
    ends[rows] = found
    return found
  }

  /// The least and the largest weight with which the rest can be filled.
  private mutating func bounds(_ node: Node) throws(Undefined) -> (least: Double, most: Double) {
    if node.column == columns.count - 2 {
      let weights = try ends(node.rows).weights
      return (weights[0], weights[weights.count - 1])
    }
    if let known = bounds[node] { return known }
    var least = Double.infinity
    var most = -Double.infinity
    for (rest, weight) in try fills(node.rows, columns[node.column]) {
      let inner = try bounds(Node(column: node.column + 1, rows: rest))
      least = min(least, weight + inner.least)
      most = max(most, weight + inner.most)
    }
    bounds[node] = (least, most)
    return (least, most)
  }

  /// Every way to fill a column of a given sum: the row sums that remain, ascending, and the column's weight.
  private mutating func fills(_ rows: [Int], _ size: Int) throws(Undefined) -> [(rest: [Int], weight: Double)] {
    var found: [(rest: [Int], weight: Double)] = []
    // What the rows from an index on can take at most.
    var room = [Int](repeating: 0, count: rows.count + 1)
    for row in rows.indices.reversed() { room[row] = room[row + 1] + rows[row] }
    fill(rows[...], room[...], size, [], logs[size], &found)
    try spend(found.count)
    return found
  }

  /// Gives the first of `rows` every share it can have of what is left, and then the others.
  private func fill(
    _ rows: ArraySlice<Int>, _ room: ArraySlice<Int>, _ left: Int, _ rest: [Int], _ weight: Double,
    _ found: inout [(rest: [Int], weight: Double)]
  ) {
    guard let row = rows.first else { return }
    if rows.count == 1 {
      found.append(((rest + [row - left]).sorted(), weight - logs[left]))
      return
    }
    let others = room.dropFirst()
    for share in max(0, left - (others.first ?? 0))...min(row, left) {
      fill(rows.dropFirst(), others, left - share, rest + [row - share], weight - logs[share], &found)
    }
  }
}
