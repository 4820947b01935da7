import Statistics
import Testing

@Suite struct DescribeTests {
  struct Case: Decodable {
    let values: [Double]
    let mean: Double
    let sd: Double
    let median: Double
    let q: [Double]
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/describe", Case.self) {
      for described in [try describe(c.values), try describe(Tally(c.values))] {
        #expect(described.n == c.values.count)
        #expect(agree(described.mean, c.mean))
        #expect(agree(described.sd, c.sd))
        #expect(agree(described.median, c.median))
        #expect(agree(described.lowerQuartile, c.q[0]))
        #expect(agree(described.upperQuartile, c.q[1]))
        #expect(described.minimum == c.values.min() && described.maximum == c.values.max())
        #expect(agree(described.standardError, c.sd / Double(c.values.count).squareRoot()))
      }
    }
  }

  @Test func aSingleValueHasNoSpread() throws {
    let one = try describe([7])
    #expect(one.mean == 7 && one.sd == nil && one.standardError == nil && one.median == 7)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try describe([Double]()) }
    #expect(throws: Undefined.notFinite) { try describe([1, .infinity]) }
  }
}
