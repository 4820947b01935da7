import Statistics
import Testing

@Suite struct ReliableChangeTests {
  @Test("CES-D of the HELP data, published with six decimals of the reliability")
  func cesd() throws {
    let change = try ReliableChange(sd: 12.465920, reliability: 0.886414)
    #expect(agree(change.standardError, 5.941567, 3e-6) && agree(change.threshold, 11.645472, 3e-6))
    #expect(agree(try change.index(from: 49, to: 7), -42 / 5.941567, 3e-6))
  }

  @Test(arguments: [
    (49.0, 7.0, Change.recovered), (49, 16, .improved), (49, 30, .improved), (15, 1, .improved), (30, 20, .unchanged),
    (20, 30, .unchanged), (20, 40, .deteriorated), (16, 4, .recovered),
  ])
  func classes(first: Double, second: Double, expected: Change) throws {
    let change = try ReliableChange(sd: 12.465920, reliability: 0.886414)
    #expect(try change.classify(from: first, to: second, cutOff: 16, .lowerIsBetter) == expected)
    // A scale turned round gives the same class.
    #expect(try change.classify(from: -first, to: -second, cutOff: -16, .higherIsBetter) == expected)
  }

  @Test func aChangeOfExactlyTheThresholdIsNotReliable() throws {
    let change = try ReliableChange(sd: 1, reliability: 0.5, z: 2)
    #expect(change.threshold == 2)
    #expect(try change.classify(from: 0, to: 2, .higherIsBetter) == .unchanged)
    #expect(try change.classify(from: 0, to: 2.001, .higherIsBetter) == .improved)
    #expect(try change.classify(from: 0, to: -2.001, .higherIsBetter) == .deteriorated)
  }

  @Test func cutOffBetweenPopulations() throws {
    let border = try ReliableChange.cutOff(clinicalMean: 30, clinicalSD: 10, healthyMean: 10, healthySD: 5)
    #expect(agree(border, (5 * 30 + 10 * 10) / 15.0))
  }

  @Test func whatIsUndefinedIsRefused() throws {
    #expect(throws: Undefined.outOfRange(.standardDeviation)) { try ReliableChange(sd: 0, reliability: 0.8) }
    #expect(throws: Undefined.outOfRange(.reliability)) { try ReliableChange(sd: 1, reliability: 1) }
    #expect(throws: Undefined.outOfRange(.reliability)) { try ReliableChange(sd: 1, reliability: .nan) }
    #expect(throws: Undefined.notFinite) { try ReliableChange(sd: .infinity, reliability: 0.8) }
    let change = try ReliableChange(sd: 1, reliability: 0.8)
    #expect(throws: Undefined.notFinite) { try change.classify(from: .nan, to: 1, .higherIsBetter) }
    #expect(throws: Undefined.notFinite) { try change.index(from: 1, to: .infinity) }
  }
}
