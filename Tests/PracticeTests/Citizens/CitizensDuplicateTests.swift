import Base
import Foundation
import PracticeRules
import Testing

/// The search for duplicates on made-up people, some of whom are registered twice.
@Suite struct CitizensDuplicateTests {
  /// The half `test` judges: no weight was chosen by looking at it. Both halves are printed.
  @Test func manyOfTheTrueOnesAndFewFalseOnes() throws {
    let set = try DuplicateSet()
    for half in ["tune", "test"] {
      let outcome = set.run(half)
      print(outcome.line(half))
      #expect(outcome.right + outcome.missed.count > 1000)
      #expect(outcome.recall >= 0.95, "\(half)")
      #expect(outcome.precision >= 0.90, "\(half)")
      #expect(outcome.pairPrecision >= 0.90, "\(half), counting both records of a linked person")
      #expect(outcome.mostKeys <= Citizens.Matching.mostKeys)
      #expect(Double(outcome.candidates) < 20 * Double(outcome.records), "candidates for each draft")
    }
  }
}
