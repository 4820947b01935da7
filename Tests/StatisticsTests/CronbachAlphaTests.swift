import Statistics
import Testing

@Suite struct CronbachAlphaTests {
  @Test("By hand: variances 1, 1 and 4 of items and sum give 2 · (1 - 2/4)")
  func byHand() throws {
    let twins = try cronbachAlpha(items: [[1, 2, 3], [1, 2, 3]] as [[Double]])
    #expect(agree(twins.alpha, 1) && twins.sd == 2 && twins.standardError == 0)
    // item variances 1 and 1, sum variance 1 (values 4, 4, ... differ): 2 · (1 - 2/1) = -2
    let against = try cronbachAlpha(items: [[1, 2, 3], [3, 2, 1.0000001]] as [[Double]])
    #expect(against.alpha < 0)
  }

  @Test func incompleteAnswersAreLeftOut() throws {
    let complete = try cronbachAlpha(items: [[1, 2, 4, 3], [2, 2, 5, 4], [0, 1, 3, 3]] as [[Double]])
    let holes = try cronbachAlpha(items: [[1, 2, nil, 4, 3], [2, 2, 1, 5, 4], [0, 1, 3, 3, 3]])
    #expect(holes == complete && holes.n == 4 && holes.items == 3)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try cronbachAlpha(items: [[1, 2]] as [[Double]]) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try cronbachAlpha(items: [[1], [2]] as [[Double]]) }
    #expect(throws: Undefined.noVariation) { try cronbachAlpha(items: [[1, 2], [2, 1]] as [[Double]]) }
    #expect(throws: Undefined.unequalLengths(2, 1)) { try cronbachAlpha(items: [[1, 2], [2]] as [[Double]]) }
    #expect(throws: Undefined.notFinite) { try cronbachAlpha(items: [[1, .nan], [2, 3]] as [[Double]]) }
  }
}
