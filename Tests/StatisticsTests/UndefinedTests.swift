import Statistics
import Testing

@Suite struct UndefinedTests {
  @Test("Every refusal says something in both languages")
  func words() {
    let refusals: [Undefined] = [
      .tooFew(needed: 2, got: 1), .notFinite, .noVariation, .noDifferences, .unequalLengths(1, 2), .emptyMargin,
      .tooLarge(limit: 5),
      .notComputable, .outOfRange(.confidence), .outOfRange(.probability), .outOfRange(.count), .outOfRange(.reliability),
      .outOfRange(.standardDeviation), .outOfRange(.time), .outOfRange(.degreesOfFreedom), .outOfRange(.shape),
      .outOfRange(.value),
    ]
    for refusal in refusals {
      #expect(refusal.words.da.hasSuffix(".") && refusal.words.en.hasSuffix("."))
      #expect(refusal.words.da != refusal.words.en)
    }
  }
}
