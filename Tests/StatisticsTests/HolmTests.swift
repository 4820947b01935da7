import Statistics
import Testing

@Suite struct HolmTests {
  struct Case: Decodable {
    let p: [Double]
    let adjusted: [Double]
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/holm", Case.self) { #expect(agree(try holm(c.p), c.adjusted), "\(c)") }
    #expect(try holm([]) == [])
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.outOfRange(.probability)) { try holm([0.1, .nan]) }
    #expect(throws: Undefined.outOfRange(.probability)) { try holm([1.1]) }
  }
}
