import Statistics
import Testing

@Suite struct ProportionTests {
  struct Case: Decodable {
    let count: Int
    let n: Int
    let confidence: Double
    let low: Double
    let high: Double
  }

  @Test func wilsonAgreesWithSixtyDigitsAndSciPy() throws {
    for c in try Vectors.load("python/proportion", Case.self) {
      let share = try proportion(c.count, of: c.n, confidence: c.confidence)
      #expect(agree(share.interval.lowerBound, c.low), "\(c)")
      #expect(agree(share.interval.upperBound, c.high), "\(c)")
      #expect(share.share == Double(c.count) / Double(c.n))
    }
  }

  @Test func publishedValues() throws {
    let eight = try proportion(8, of: 20).interval
    #expect(agree(eight.lowerBound, 0.2188065, 1e-6) && agree(eight.upperBound, 0.6134185, 1e-6))
    let many = try proportion(58, of: 97).interval
    #expect(agree(many.lowerBound, 0.4984365, 1e-6) && agree(many.upperBound, 0.689978, 1e-6))
    #expect(try proportion(20, of: 20).interval.upperBound == 1)
    #expect(try proportion(0, of: 20).interval.lowerBound == 0)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try proportion(0, of: 0) }
    #expect(throws: Undefined.outOfRange(.count)) { try proportion(3, of: 2) }
    #expect(throws: Undefined.outOfRange(.count)) { try proportion(-1, of: 2) }
    #expect(throws: Undefined.outOfRange(.confidence)) { try proportion(1, of: 2, confidence: 1) }
  }
}
