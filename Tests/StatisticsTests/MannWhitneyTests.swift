import Statistics
import Testing

@Suite struct MannWhitneyTests {
  struct Case: Decodable {
    let `case`: String?
    let first: [Double]
    let second: [Double]
    let w: Double
    let exact: Double?
    let automatic: Double?
    let corrected: Double
    let uncorrected: Double
  }

  @Test("Exact by whole-number counting, asymptotic by 60 digits; method, ties and correction as R")
  func agrees() throws {
    for c in try Vectors.load("python/mannWhitney", Case.self) + Vectors.load("r/mannWhitney", Case.self) {
      let corrected = try mannWhitney(c.first, c.second, method: .asymptotic)
      #expect(corrected.w == c.w)
      #expect(agree(corrected.p, c.corrected), "\(c.case ?? "R")")
      #expect(agree(try mannWhitney(c.first, c.second, method: .asymptoticUncorrected).p, c.uncorrected), "\(c.case ?? "R")")
      if let automatic = c.automatic { #expect(agree(try mannWhitney(c.first, c.second).p, automatic)) }
      if let exact = c.exact { #expect(agree(try mannWhitney(c.first, c.second, method: .exact).p, exact), "\(c.case ?? "R")") }
    }
  }

  @Test func exchangingTheGroupsKeepsP() throws {
    let (x, y) = ([1.0, 2, 2, 5, 9], [2.0, 3, 4])
    for method in [RankMethod.automatic, .exact, .asymptotic, .asymptoticUncorrected] {
      let (there, back) = (try mannWhitney(x, y, method: method), try mannWhitney(y, x, method: method))
      #expect(agree(there.p, back.p) && there.w + back.w == 15)
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try mannWhitney([Double](), [1]) }
    #expect(throws: Undefined.noVariation) { try mannWhitney([1, 1], [1, 1, 1]) }
    #expect(throws: Undefined.notFinite) { try mannWhitney([1, .infinity], [1]) }
    #expect(throws: Undefined.tooLarge(limit: 500_000_000)) {
      try mannWhitney((1...300).map(Double.init), (1...300).map { Double($0) + 0.5 }, method: .exact)
    }
  }
}
