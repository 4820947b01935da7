import Statistics
import Testing

@Suite struct QuantileTests {
  struct Case: Decodable {
    let values: [Double]
    let probs: [Double]
    let types: [[Double]]
  }

  @Test("All nine definitions of Hyndman and Fan agree with R")
  func definitions() throws {
    for c in try Vectors.load("r/quantile", Case.self) {
      let tally = try Tally(c.values)
      for definition in QuantileDefinition.allCases {
        for (p, expected) in zip(c.probs, c.types[definition.rawValue - 1]) {
          #expect(
            agree(try quantile(c.values, p, definition), expected, absolute: 1e-14), "\(definition) \(p) of \(c.values.count)")
          #expect(try quantile(tally, p, definition) == (try quantile(c.values, p, definition)))
        }
      }
    }
  }

  @Test func medianOfEvenAndOdd() throws {
    #expect(try median([4, 1, 3, 2]) == 2.5)
    #expect(try median([9, 1, 3]) == 3)
  }

  @Test("A position that is whole on paper is whole")
  func roundingDoesNotMoveAStep() throws {
    // 0.07 * 100 is 7.000000000000001 in binary.
    #expect(try quantile((1...100).map(Double.init), 0.07, .inverse) == 7)
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try quantile([Double](), 0.5) }
    #expect(throws: Undefined.outOfRange(.probability)) { try quantile([1.0], 1.5) }
    #expect(throws: Undefined.outOfRange(.probability)) { try quantile([1.0], .nan) }
    #expect(throws: Undefined.notFinite) { try quantile([1, .nan], 0.5) }
  }
}
