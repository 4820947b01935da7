import Statistics
import Testing

@Suite struct IndependentTTests {
  struct Case: Decodable {
    let `case`: String
    let first: [Double]
    let second: [Double]
    let welch: Double
    let welchDf: Double
    let welchP: Double
    let pooled: Double
    let pooledP: Double
    let d: Double
    let g: Double
  }

  @Test func agreesWithSixtyDigits() throws {
    let cases = try Vectors.load("python/independentT", Case.self)
    #expect(cases.contains { $0.welchP < 1e-150 })
    for c in cases {
      let welch = try welchT(c.first, c.second)
      #expect(agree(welch.t, c.welch) && agree(welch.degreesOfFreedom, c.welchDf) && agree(welch.p, c.welchP), "\(c.case)")
      let pooled = try pooledT(c.first, c.second)
      #expect(agree(pooled.t, c.pooled) && agree(pooled.p, c.pooledP), "\(c.case)")
      #expect(welch.firstCount == c.first.count && welch.secondCount == c.second.count)
    }
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/t", RTCase.self) {
      for (level, expected) in [(0.9, c.level90), (0.95, c.level95), (0.99, c.level99)] {
        for (test, r) in [
          (try welchT(c.first, c.second, confidence: level), expected.welch),
          (try pooledT(c.first, c.second, confidence: level), expected.pooled),
        ] {
          #expect(agree(test.t, r.t) && agree(test.degreesOfFreedom, r.df) && agree(test.p, r.p))
          #expect(agree(test.interval.lowerBound, r.low) && agree(test.interval.upperBound, r.high))
        }
      }
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try welchT([1], [2, 3]) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 0)) { try welchT([1, 2], []) }
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try pooledT([], [2, 3]) }
    #expect(throws: Undefined.tooFew(needed: 3, got: 2)) { try pooledT([1], [2]) }
    #expect(throws: Undefined.noVariation) { try welchT([1, 1], [2, 2]) }
    #expect(throws: Undefined.noVariation) { try pooledT([1, 1], [1, 1]) }
    #expect(throws: Undefined.notFinite) { try welchT([1, .infinity], [2, 3]) }
  }
}
