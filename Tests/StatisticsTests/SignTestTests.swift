import Statistics
import Testing

@Suite struct SignTestTests {
  struct Case: Decodable {
    let positive: Int
    let negative: Int
    let p: Double
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/sign", Case.self) {
      #expect(agree(try signTest(positive: c.positive, negative: c.negative).p, c.p), "\(c)")
    }
  }

  @Test func farTails() throws {
    for c in try Vectors.load("python/mcNemar", McNemarTests.Case.self) {
      guard let exact = c.exact else { continue }
      #expect(agree(try signTest(positive: c.b, negative: c.c).p, exact), "\(c.b) \(c.c)")
    }
  }

  @Test func pairs() throws {
    let test = try signTest([1, 2, 3, 3], [0, 2, 4, 1])
    #expect(test.positive == 2 && test.negative == 1 && test.ties == 1 && test.p == 1)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try signTest([], []) }
    #expect(throws: Undefined.noDifferences) { try signTest([1], [1]) }
    #expect(throws: Undefined.notFinite) { try signTest([.nan], [1]) }
    #expect(throws: Undefined.outOfRange(.count)) { try signTest(positive: -1, negative: 2) }
  }
}
