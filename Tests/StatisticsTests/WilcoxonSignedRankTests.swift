import Statistics
import Testing

@Suite struct WilcoxonSignedRankTests {
  struct Case: Decodable {
    let `case`: String
    let differences: [Double]
    let v: Double
    let n: Int
    let exact: Double?
    let corrected: Double
    let uncorrected: Double
  }

  struct RCase: Decodable {
    let differences: [Double]
    let v: Double
    let automatic: Double
    let corrected: Double
    let uncorrected: Double
    let exact: Double?
  }

  @Test("Exact by whole-number counting, asymptotic by 60 digits")
  func agreesWithPython() throws {
    for c in try Vectors.load("python/signedRank", Case.self) {
      let corrected = try wilcoxonSignedRank(c.differences, method: .asymptotic)
      #expect(corrected.v == c.v && corrected.n == c.n && corrected.zeros == c.differences.count - c.n, "\(c.case)")
      #expect(agree(corrected.p, c.corrected), "\(c.case)")
      #expect(agree(try wilcoxonSignedRank(c.differences, method: .asymptoticUncorrected).p, c.uncorrected), "\(c.case)")
      if let exact = c.exact {
        #expect(agree(try wilcoxonSignedRank(c.differences, method: .exact).p, exact), "\(c.case)")
      }
    }
  }

  @Test("Zeros, ties and the choice of method are R's")
  func agreesWithR() throws {
    for c in try Vectors.load("r/signedRank", RCase.self) {
      let automatic = try wilcoxonSignedRank(c.differences)
      #expect(automatic.v == c.v && agree(automatic.p, c.automatic))
      #expect(agree(try wilcoxonSignedRank(c.differences, method: .asymptotic).p, c.corrected))
      #expect(agree(try wilcoxonSignedRank(c.differences, method: .asymptoticUncorrected).p, c.uncorrected))
      if let exact = c.exact { #expect(agree(try wilcoxonSignedRank(c.differences, method: .exact).p, exact)) }
    }
  }

  @Test("A tally gives what its values give")
  func tallied() throws {
    let counts = [100, 250, 300, 200, 150]
    let tally = try Tally(counts: counts, from: -2)
    let spread = zip(-2...2, counts).flatMap { [Double](repeating: Double($0), count: $1) }
    #expect(try wilcoxonSignedRank(tally) == (try wilcoxonSignedRank(spread)))
    let million = try wilcoxonSignedRank(Tally(counts: counts.map { $0 * 1000 }, from: -2))
    #expect(million.n == 700_000 && million.zeros == 300_000 && million.method == .asymptotic)
    // V of k copies of a sample, from the ranks: the mean rank of a group of size k·t after k·s is k·s + (k·t + 1)/2.
    #expect(million.v == 200_000.0 * 225_000.5 + 150_000.0 * 575_000.5)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try wilcoxonSignedRank([Double]()) }
    #expect(throws: Undefined.noDifferences) { try wilcoxonSignedRank([1, 2], [1, 2]) }
    #expect(throws: Undefined.unequalLengths(2, 1)) { try wilcoxonSignedRank([1, 2], [1]) }
    #expect(throws: Undefined.notFinite) { try wilcoxonSignedRank([1, .nan]) }
    #expect(throws: Undefined.tooLarge(limit: 200_000_000)) {
      try wilcoxonSignedRank((1...2000).map(Double.init), method: .exact)
    }
  }
}
