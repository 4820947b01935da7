/// The p-value of Fisher's exact test of a table of any size (Freeman and Halton 1951): the chance of all tables with the same margins
/// that are no more likely than this one.
///
/// Tables within a relative 1e-7 of this one's chance count as equally likely, as in R's `fisher.test`. The tables are not listed one by
/// one: columns are filled in turn, and ways to the same remaining row sums are joined (the network of Mehta and Patel 1983, J. Am.
/// Stat. Assoc. 78, 427-434), closed early when all or none of their ends count.
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

/// The ways to fill a table column by column. A table's weight is the product of its columns' multinomial coefficients.
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

  let columns: [Int]
  let logs: LogFactorials
  let border: Double
  let limit: Int
  var steps = 0
  var bounds: [Node: (least: Double, most: Double)] = [:]

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
    for column in columns.indices {
      var next: [[Int]: [Int64: Way]] = [:]
      for (rows, ways) in level {
        for (rest, weight) in try fills(Node(column: column, rows: rows)) {
          let node = Node(column: column + 1, rows: rest)
          let (least, most) = try bounds(node)
          let open = completions(rest) - all
          for way in ways.values {
            try step()
            let past = way.weight + weight
            if past + most <= border {
              probability += way.count * exponential(past + open)
            } else if past + least <= border {
              // Weights that are equal on paper differ by rounding only: they share a key to ten decimals.
              next[rest, default: [:]][Int64((past * 1e10).rounded()), default: Way(weight: past, count: 0)].count += way.count
            }
          }
        }
      }
      level = next
    }
    return probability
  }

  /// The logarithm of the summed weights of all ways to fill the rest.
  private func completions(_ rows: [Int]) -> Double {
    rows.reduce(logs[rows.reduce(0, +)]) { $0 - logs[$1] }
  }

  private mutating func step() throws(Undefined) {
    steps += 1
    guard steps <= limit else { throw .tooLarge(limit: limit) }
  }

  /// The least and the largest weight with which the rest can be filled.
  private mutating func bounds(_ node: Node) throws(Undefined) -> (least: Double, most: Double) {
    if node.column == columns.count { return (0, 0) }
    if let known = bounds[node] { return known }
    var least = Double.infinity
    var most = -Double.infinity
    for (rest, weight) in try fills(node) {
      let inner = try bounds(Node(column: node.column + 1, rows: rest))
      least = min(least, weight + inner.least)
      most = max(most, weight + inner.most)
    }
    bounds[node] = (least, most)
    return (least, most)
  }

  /// Every way to fill the next column: the row sums that remain, ascending, and the column's weight.
  private mutating func fills(_ node: Node) throws(Undefined) -> [(rest: [Int], weight: Double)] {
    let size = columns[node.column]
    var found: [(rest: [Int], weight: Double)] = []
    var rest = node.rows
    var entries = [Int](repeating: 0, count: rest.count)
    // What the rows from an index on can take at most.
    var room = [Int](repeating: 0, count: rest.count + 1)
    for row in rest.indices.reversed() { room[row] = room[row + 1] + rest[row] }
    var row = 0
    var left = size
    entries[0] = max(0, left - room[1]) - 1
    while row >= 0 {
      entries[row] += 1
      let isLast = row == rest.count - 1
      if entries[row] > min(node.rows[row], left) {
        row -= 1
        if row >= 0 { left += entries[row] }
        continue
      }
      if isLast {
        try step()
        var weight = logs[size]
        for (index, entry) in entries.enumerated() {
          weight -= logs[entry]
          rest[index] = node.rows[index] - entry
        }
        found.append((rest.sorted(), weight))
        entries[row] = node.rows[row] + 1
        row -= 1
        if row >= 0 { left += entries[row] }
        continue
      }
      left -= entries[row]
      row += 1
      entries[row] = max(0, left - room[row + 1]) - 1
    }
    return found
  }
}
