import Statistics
import Testing

@Suite struct FisherExactTests {
  struct Case: Decodable {
    let table: [Int]
    let p: Double
    let oddsRatio: Double?
    let lower: Double
    let upper: Double?
  }

  struct RCase: Decodable {
    let table: [[Int]]
    let fisherP: Double
    let oddsRatio: Double?
    let low: Double?
    let high: Double?
  }

  @Test func agreesWithExactArithmetic() throws {
    for c in try Vectors.load("python/fisher", Case.self) {
      let t = c.table
      let test = try fisherExact(t[0], t[1], t[2], t[3])
      #expect(agree(test.p, c.p), "\(c)")
      #expect(agree(test.oddsRatio, c.oddsRatio), "\(c)")
      #expect(agree(test.lower, c.lower) && agree(test.upper, c.upper), "\(c)")
      #expect(agree(try fisherExact([[t[0], t[1]], [t[2], t[3]]]), c.p), "\(c)")
    }
  }

  @Test("R agrees as far as its own root finder goes")
  func agreesWithR() throws {
    for c in try Vectors.load("r/tables", RCase.self) where c.table.count == 2 && c.table[0].count == 2 {
      let test = try fisherExact(c.table[0][0], c.table[0][1], c.table[1][0], c.table[1][1])
      #expect(agree(test.p, c.fisherP), "\(c)")
      #expect(agree(test.oddsRatio, c.oddsRatio, 1e-3), "\(c)")
      #expect(agree(test.lower, c.low, 1e-2) && agree(test.upper, c.high, 1e-2), "\(c)")
    }
  }

  @Test("The central family is Boost's hypergeometric distribution")
  func centralFamily() throws {
    let (a, b, c, d) = (8, 2, 1, 5)
    var sum = 0.0
    let here = try Hypergeometric.density(a, marked: a + c, drawn: a + b, total: a + b + c + d)
    for k in max(0, a + b - (b + d))...min(a + b, a + c) {
      let chance = try Hypergeometric.density(k, marked: a + c, drawn: a + b, total: a + b + c + d)
      if chance <= here * (1 + 1e-7) { sum += chance }
    }
    #expect(agree(try fisherExact(a, b, c, d).p, sum))
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.emptyMargin) { try fisherExact(0, 0, 3, 4) }
    #expect(throws: Undefined.outOfRange(.count)) { try fisherExact(-1, 1, 3, 4) }
    #expect(throws: Undefined.outOfRange(.confidence)) { try fisherExact(1, 1, 3, 4, confidence: .nan) }
    #expect(throws: Undefined.tooLarge(limit: 5_000_000)) {
      try fisherExact(6_000_000, 6_000_000, 6_000_000, 6_000_000)
    }
  }
}
