import Statistics
import Testing

@Suite struct LogRankTests {
  struct Case: Decodable {
    let times: [Double]
    let events: [Bool]
    let groups: [Int]
    let observed: [Double]
    let expected: [Double]
    let statistic: Double
    let df: Int
    let p: Double
  }

  @Test("Two to four groups agree with R")
  func agreesWithR() throws {
    for c in try Vectors.load("r/logRank", Case.self) {
      var groups = [[FollowUp]](repeating: [], count: (c.groups.max() ?? 0) + 1)
      for (index, group) in c.groups.enumerated() { groups[group].append(FollowUp(time: c.times[index], event: c.events[index])) }
      let test = try logRank(groups)
      #expect(test.observed.map(Double.init) == c.observed && agree(test.expected, c.expected))
      #expect(agree(test.statistic, c.statistic) && agree(test.p, c.p) && test.degreesOfFreedom == c.df)
      #expect(agree(try logRank(groups.reversed()).statistic, c.statistic))
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    let some = [FollowUp(time: 1, event: true), FollowUp(time: 2, event: false)]
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try logRank([some]) }
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try logRank([some, []]) }
    let none = [FollowUp(time: 1, event: false)]
    #expect(throws: Undefined.noVariation) { try logRank([none, none]) }
    #expect(throws: Undefined.noVariation) { try logRank([[FollowUp(time: 0, event: false)], some]) }
    #expect(throws: Undefined.notFinite) { try logRank([some, [FollowUp(time: .infinity, event: true)]]) }
  }
}
