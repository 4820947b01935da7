/// One bit a row: which rows count.
struct Bits: Hashable, Sendable {
  private(set) var words: [UInt64]
  let count: Int

  init(count: Int, all: Bool = false) {
    self.count = count
    words = [UInt64](repeating: all ? .max : 0, count: (count + 63) / 64)
    if all { clearTail() }
  }

  /// One bit a row, by a test of the row's number.
  init(count: Int, where test: (Int) -> Bool) {
    self.count = count
    words = []
    words.reserveCapacity((count + 63) / 64)
    var row = 0
    while row < count {
      var word: UInt64 = 0
      let end = min(row + 64, count)
      var bit: UInt64 = 1
      while row < end {
        if test(row) { word |= bit }
        bit &<<= 1
        row += 1
      }
      words.append(word)
    }
  }

  subscript(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }

  mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

  var total: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  static func & (a: Bits, b: Bits) -> Bits { a.merging(b) { $0 & $1 } }
  static func | (a: Bits, b: Bits) -> Bits { a.merging(b) { $0 | $1 } }

  /// The rows of this that are not in the other.
  func subtracting(_ other: Bits) -> Bits { merging(other) { $0 & ~$1 } }

  func isSubset(of other: Bits) -> Bool {
    for i in words.indices where words[i] & ~other.words[i] != 0 { return false }
    return true
  }

  var inverted: Bits {
    var result = self
    for i in result.words.indices { result.words[i] = ~result.words[i] }
    result.clearTail()
    return result
  }

  /// Calls with every row that counts, in order.
  func forEach(_ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index << 6 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }

  private func merging(_ other: Bits, _ combine: (UInt64, UInt64) -> UInt64) -> Bits {
    precondition(count == other.count, "masks of one table")
    var result = self
    for i in words.indices { result.words[i] = combine(words[i], other.words[i]) }
    return result
  }

  private mutating func clearTail() {
    let rest = count & 63
    if rest != 0, let last = words.indices.last { words[last] &= (1 << UInt64(rest)) - 1 }
  }
}
