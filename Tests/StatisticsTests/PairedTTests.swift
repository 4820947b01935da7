import Statistics
import Testing

@Suite struct PairedTTests {
  struct Case: Decodable {
    let `case`: String
    let first: [Double]
    let second: [Double]
    let difference: Double
    let sd: Double
    let t: Double
    let dz: Double
    let p: Double
  }

  @Test("Statistics and p-values down to 1e-300 agree with 60 digits")
  func farTails() throws {
    let cases = try Vectors.load("python/pairedT", Case.self)
    #expect(cases.contains { $0.p < 1e-270 })
    for c in cases {
      let test = try pairedT(c.first, c.second)
      #expect(test.n == c.first.count)
      #expect(agree(test.difference, c.difference), "\(c.case)")
      #expect(agree(test.sd, c.sd), "\(c.case)")
      #expect(agree(test.t, c.t), "\(c.case)")
      #expect(agree(test.dz, c.dz), "\(c.case)")
      #expect(agree(test.p, c.p), "\(c.case) \(test.p) \(c.p)")
    }
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/t", RTCase.self) {
      for (level, expected) in [(0.9, c.level90), (0.95, c.level95), (0.99, c.level99)] {
        let test = try pairedT(c.first, c.second, confidence: level)
        #expect(agree(test.t, expected.paired.t) && agree(test.p, expected.paired.p))
        #expect(test.degreesOfFreedom == expected.paired.df)
        #expect(agree(test.interval.lowerBound, expected.paired.low) && agree(test.interval.upperBound, expected.paired.high))
      }
    }
  }

  @Test("Accumulated, tallied and plain differences give one answer")
  func waysOfFeeding() throws {
    let (after, before) = ([3.0, 5, 9, 2, 2, 7], [1.0, 5, 4, 3, 0, 5])
    let plain = try pairedT(after, before)
    let tally = try Tally(zip(after, before).map { $0 - $1 })
    let tallied = try pairedT(differences: Moments(tally))
    #expect(agree(tallied.t, plain.t) && agree(tallied.p, plain.p) && tallied.n == plain.n)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 2, got: 0)) { try pairedT([], []) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try pairedT([1], [2]) }
    #expect(throws: Undefined.unequalLengths(1, 2)) { try pairedT([1], [2, 3]) }
    #expect(throws: Undefined.noVariation) { try pairedT([1, 2, 3], [0, 1, 2]) }
    #expect(throws: Undefined.noVariation) { try pairedT([1.1, 2.1, 3.1], [1, 2, 3]) }
    #expect(throws: Undefined.notFinite) { try pairedT([1, .nan, 3], [0, 1, 5]) }
    #expect(throws: Undefined.outOfRange(.confidence)) { try pairedT([1, 2], [0, 5], confidence: 0) }
  }
}

/// What R says of a pair of columns at three levels of confidence.
struct RTCase: Decodable {
  struct Test: Decodable {
    let t: Double
    let df: Double
    let p: Double
    let low: Double
    let high: Double
  }

  struct Level: Decodable {
    let paired: Test
    let welch: Test
    let pooled: Test
  }

  let first: [Double]
  let second: [Double]
  let level90: Level
  let level95: Level
  let level99: Level
}
