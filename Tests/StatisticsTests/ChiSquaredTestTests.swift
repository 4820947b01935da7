import Statistics
import Testing

@Suite struct ChiSquaredTestTests {
  struct Case: Decodable {
    let table: [[Int]]
    let statistic: Double
    let df: Int
    let p: Double
    let yates: Double?
    let yatesP: Double?
    let v: Double?
  }

  struct FitCase: Decodable {
    let observed: [Int]
    let shares: [Double]
    let statistic: Double
    let df: Int
    let p: Double
  }

  @Test func independenceAgrees() throws {
    for c in try Vectors.load("python/chiSquared", Case.self) + Vectors.load("r/tables", Case.self) {
      let test = try chiSquaredIndependence(c.table)
      #expect(agree(test.statistic, c.statistic, absolute: 1e-20) && agree(test.p, c.p) && test.degreesOfFreedom == c.df, "\(c)")
      if let v = c.v { #expect(agree(test.cramersV, v, absolute: 1e-12)) }
      let corrected = try chiSquaredIndependence(c.table, yates: true)
      #expect(agree(corrected.statistic, c.yates ?? c.statistic, absolute: 1e-20), "\(c)")
      #expect(agree(corrected.p, c.yatesP ?? c.p), "\(c)")
    }
  }

  @Test func fitAgreesWithR() throws {
    for c in try Vectors.load("r/fit", FitCase.self) {
      let test = try chiSquaredFit(c.observed, shares: c.shares)
      #expect(agree(test.statistic, c.statistic) && agree(test.p, c.p) && test.degreesOfFreedom == c.df)
    }
    #expect(try chiSquaredFit([10, 20, 30]) == (try chiSquaredFit([10, 20, 30], shares: [1, 1, 1])))
  }

  @Test func smallExpectedCountsAreNamed() throws {
    #expect(try chiSquaredIndependence([[3, 1, 0], [0, 2, 4], [1, 1, 3]]).smallExpected == 9)
    #expect(try chiSquaredIndependence([[21, 24], [37, 15]]).smallExpected == 0)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.emptyMargin) { try chiSquaredIndependence([[1, 0], [2, 0]]) }
    #expect(throws: Undefined.emptyMargin) { try chiSquaredIndependence([[0, 0], [2, 3]]) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try chiSquaredIndependence([[1, 2]]) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 0)) { try chiSquaredIndependence([]) }
    #expect(throws: Undefined.unequalLengths(2, 1)) { try chiSquaredIndependence([[1, 2], [3]]) }
    #expect(throws: Undefined.outOfRange(.count)) { try chiSquaredIndependence([[1, -2], [3, 4]]) }
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try chiSquaredFit([0, 0]) }
    #expect(throws: Undefined.outOfRange(.probability)) { try chiSquaredFit([1, 2], shares: [0, 1]) }
    #expect(throws: Undefined.notFinite) { try chiSquaredFit([1, 2], shares: [.nan, 1]) }
  }
}
