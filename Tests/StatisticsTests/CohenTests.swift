import Statistics
import Testing

@Suite struct CohenTests {
  @Test func agreesWithSixtyDigits() throws {
    for c in try Vectors.load("python/independentT", IndependentTTests.Case.self) {
      #expect(agree(try cohenD(c.first, c.second), c.d), "\(c.case)")
      #expect(agree(try hedgesG(Moments(c.first), Moments(c.second)), c.g), "\(c.case)")
    }
    for c in try Vectors.load("python/pairedT", PairedTTests.Case.self) {
      #expect(agree(try cohenDz(c.first, c.second), c.dz), "\(c.case)")
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.noVariation) { try cohenD([1, 1], [2, 2]) }
    #expect(throws: Undefined.noVariation) { try cohenDz([1, 2], [1, 2]) }
    #expect(throws: Undefined.noVariation) { try cohenDByFirst([1, 1], [2, 3]) }
    #expect(throws: Undefined.tooFew(needed: 4, got: 3)) { try hedgesG(Moments([1]), Moments([2, 3])) }
  }
}
