import Base
import Foundation
import PracticeRules
import Testing

/// The search for duplicates on made-up people, some of whom are registered twice.
@Suite struct CitizensDuplicateTests {
  /// The half `test` judges: no weight was chosen by looking at it.
  @Test func manyOfTheTrueOnesAndFewFalseOnes() throws {
    let outcome = try DuplicateSet(half: "test").run()
    print(outcome.line("test"))
    #expect(outcome.right + outcome.missed == 1224)
    #expect(outcome.recall >= 0.95)
    #expect(outcome.precision >= 0.90)
    #expect(outcome.pairPrecision >= 0.90, "counting both records of a linked person")
    #expect(outcome.mostKeys <= Citizens.Matching.mostKeys)
    #expect(outcome.candidates < 20 * outcome.records, "candidates for each draft")
  }
}
