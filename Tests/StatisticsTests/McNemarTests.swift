import Statistics
import Testing

@Suite struct McNemarTests {
  struct Case: Decodable {
    let b: Int
    let c: Int
    let statistic: Double
    let p: Double
    let corrected: Double
    let correctedP: Double
    let exact: Double?
  }

  @Test func agreesWithExactArithmeticAndR() throws {
    let cases = try Vectors.load("python/mcNemar", Case.self)
    #expect(cases.contains { ($0.exact ?? 1) < 1e-290 })
    for c in cases + (try Vectors.load("r/mcNemar", Case.self)) {
      let test = try mcNemar(forward: c.b, backward: c.c)
      #expect(agree(test.statistic, c.statistic) && agree(test.p, c.p), "\(c)")
      #expect(agree(test.correctedStatistic, c.corrected) && agree(test.correctedP, c.correctedP), "\(c)")
      if let exact = c.exact { #expect(agree(test.exactP, exact), "\(c)") }
    }
  }

  @Test func columns() throws {
    let test = try mcNemar(before: [true, false, false, true, false], after: [false, true, true, true, false])
    #expect(test.forward == 2 && test.backward == 1)
  }

  @Test func publishedValues() throws {
    #expect(agree(try mcNemar(forward: 5, backward: 15).exactP, 0.0413895, 1e-6))
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.noDifferences) { try mcNemar(forward: 0, backward: 0) }
    #expect(throws: Undefined.outOfRange(.count)) { try mcNemar(forward: -1, backward: 3) }
    #expect(throws: Undefined.unequalLengths(1, 0)) { try mcNemar(before: [true], after: []) }
  }
}
