import Statistics
import Testing

@Suite struct TallyTests {
  @Test func allWaysToCountAgree() throws {
    let values = [2.0, 0, 3, 3, 0, 0]
    let counted = try Tally(values)
    #expect(counted == (try Tally(counts: [3, 0, 1, 2], from: 0)))
    #expect(counted == (try Tally([0: 3, 2: 1, 3: 2, 7: 0])))
    #expect(counted.total == 6)
    #expect(counted.values == [0, 2, 3])
    #expect(try Tally([0, -0.0]).values == [0])
    #expect(try Tally(counts: [0, 1, 1], from: -4, step: 2).values == [-2, 0])
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.notFinite) { try Tally([1, .nan]) }
    #expect(throws: Undefined.notFinite) { try Tally([Double.nan: 2, 1: 1]) }
    #expect(throws: Undefined.outOfRange(.count)) { try Tally(counts: [1, -1], from: 0) }
    #expect(throws: Undefined.outOfRange(.count)) { try Tally([1: -1]) }
  }
}
