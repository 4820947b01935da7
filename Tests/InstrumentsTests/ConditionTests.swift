import Base
import Instruments
import Testing

@Suite struct ConditionTests {
  let days = ItemCondition.compare(item: "days", .above, 0)
  let left = ItemCondition.oneOf(item: "status", ["left", "moved"])

  @Test func evaluatesComparisonsAndOptions() {
    #expect(days.holds { _ in .number(1) })
    #expect(!days.holds { _ in .number(0) })
    #expect(!days.holds { _ in .missing(.declined) })
    #expect(!days.holds { _ in nil })
    #expect(left.holds { _ in .choice("moved") })
    #expect(!left.holds { _ in .choice("stays") })
    #expect(left.holds { _ in .choices(["stays", "left"]) })
    for (comparison, holds) in [
      (ItemCondition.Comparison.above, false), (.atLeast, true), (.below, false), (.atMost, true), (.equals, true),
    ] {
      #expect(ItemCondition.compare(item: "x", comparison, 3).holds { _ in .number(3) } == holds)
    }
  }

  @Test func evaluatesTrees() {
    let both = ItemCondition.all([days, .not(left)])
    let answers: Answers = ["days": .number(4), "status": .choice("left")]
    #expect(!both.holds { answers[$0] })
    #expect(ItemCondition.any([both, .answered(item: "status")]).holds { answers[$0] })
    #expect(!ItemCondition.answered(item: "x").holds { _ in .missing(.cannotNow) })
    #expect(ItemCondition.all([]).holds { _ in nil })
    #expect(!ItemCondition.any([]).holds { _ in nil })
  }

  @Test func describesInBothLanguages() {
    let definition = Sample.definition([
      Sample.scaleItem("days", 0...30), Sample.choiceItem("status", [("left", nil), ("moved", nil), ("stays", nil)]),
    ])
    let tree = ItemCondition.any([.all([days, left]), .not(.answered(item: "status"))])
    let words = tree.described(by: definition)
    #expect(words.da == "(„days“ er over 0 og „status“ er „LEFT“ eller „MOVED“) eller det ikke gælder, at „status“ er besvaret")
    #expect(words.en == "(“days” is above 0 and “status” is “LEFT” or “MOVED”) or it is not so that “status” is answered")
  }

  @Test func findsConditionsThatCannotBe() {
    let later = Sample.definition([
      Sample.scaleItem("a", showWhen: .compare(item: "b", .above, 0)), Sample.scaleItem("b", showWhen: .answered(item: "b")),
      Sample.scaleItem("c", showWhen: .compare(item: "aa", .above, 0)),
      Sample.scaleItem("d", showWhen: .compare(item: "a", .above, 3)),
      Sample.scaleItem("e", showWhen: .oneOf(item: "a", ["x"])), Sample.choiceItem("f", [("yes", nil), ("no", nil)]),
      Sample.scaleItem("g", showWhen: .all([.oneOf(item: "f", ["yse"]), .compare(item: "f", .equals, 1)])),
      Sample.scaleItem("h", showWhen: .any([])),
    ])
    let found = later.problems()
    let text = found.map { "\($0.path): \($0.message)" }
    #expect(found.count == 8, "\(text)")
    #expect(text.contains { $0.contains(".items[0].showWhen: \"b\" comes later") })
    #expect(text.contains { $0.contains(".items[1].showWhen: \"b\" is the item itself") })
    #expect(text.contains { $0.contains("there is no item \"aa\"; did you mean \"a\"?") })
    #expect(text.contains { $0.contains("\"a\" can never be above 3") })
    #expect(text.contains { $0.contains("\"a\" is of kind scale and has no options") })
    #expect(text.contains { $0.contains("\"f\" has no option \"yse\"; did you mean \"yes\"?") })
    #expect(text.contains { $0.contains("\"f\" is of kind choice and no number") })
    #expect(text.contains { $0.contains("the list of conditions is empty") })
  }

  @Test func hiddenAnswersDoNotShowOthers() {
    let definition = Sample.definition([
      Sample.scaleItem("a"), Sample.scaleItem("b", showWhen: .compare(item: "a", .above, 0)),
      Sample.scaleItem("c", showWhen: .compare(item: "b", .above, 0)),
    ])
    #expect(definition.asked(["a": .number(0), "b": .number(2)]) == [true, false, false])
    #expect(definition.asked(["a": .number(1), "b": .number(2)]) == [true, true, true])
  }
}
