import Base
import Instruments
import Testing

@Suite struct AnsweringTests {
  let definition: InstrumentDefinition = {
    let number = InstrumentDefinition.Item(
      id: "age", kind: .number(.init(min: 0, max: 120, decimals: 1)), label: Sample.words("age"), required: true)
    let several = InstrumentDefinition.Item(
      id: "several", kind: .choices([.init(code: "x", label: Sample.words("x")), .init(code: "y", label: Sample.words("y"))]),
      label: Sample.words("several"))
    let text = InstrumentDefinition.Item(id: "text", kind: .text(maxLength: 3), label: Sample.words("text"))
    let date = InstrumentDefinition.Item(id: "date", kind: .date, label: Sample.words("date"), waves: ["after"])
    var choice = Sample.choiceItem("choice", [("yes", nil), ("no", nil)])
    choice.kind = .choice([
      .init(code: "before", label: Sample.words("b"), waves: ["before"]),
      .init(code: "after", label: Sample.words("a"), waves: ["after"]),
    ])
    let hidden = Sample.scaleItem("hidden", showWhen: .compare(item: "age", .above, 100))
    return Sample.definition([number, several, text, date, choice, hidden])
  }()

  func refused(_ answers: Answers, wave: String? = nil, finished: Bool = false) -> [AnswerRefusal] {
    definition.refusals(answers, wave: wave, finished: finished)
  }

  @Test func takesWhatIsRight() throws {
    let day = try #require(CivilDate("2016-02-03"))
    let answers: Answers = [
      "age": .number(32.5), "several": .choices(["x", "y"]), "text": .text("abc"), "date": .date(day), "choice": .choice("after"),
    ]
    #expect(refused(answers, wave: "after", finished: true).isEmpty)
    #expect(refused(["age": .missing(.declined)], finished: true).isEmpty)
    #expect(refused(["several": .choices([])]).isEmpty)
  }

  @Test func refusesWhatIsWrong() {
    #expect(refused(["agee": .number(1)]) == [.unknownItem("agee")])
    #expect(refused(["age": .number(121)]) == [.outOfRange(item: "age", min: 0, max: 120)])
    #expect(refused(["age": .number(.nan)]) == [.outOfRange(item: "age", min: 0, max: 120)])
    #expect(refused(["age": .number(1.25)]) == [.tooManyDecimals(item: "age", decimals: 1)])
    #expect(refused(["age": .text("x")]) == [.wrongKind(item: "age", expected: .number)])
    #expect(refused(["several": .choices(["x", "x"])]) == [.doubleOption(item: "several", code: "x")])
    #expect(refused(["several": .choices(["z"])]) == [.unknownOption(item: "several", code: "z")])
    #expect(refused(["text": .text("abcd")]) == [.tooLong(item: "text", maxLength: 3)])
    #expect(refused(["age": .number(3), "hidden": .number(1)]) == [.notAsked("hidden")])
    #expect(refused(["age": .number(101), "hidden": .number(1.5)]) == [.outOfRange(item: "hidden", min: 0, max: 3)])
    #expect(refused(["choice": .choice("after")], wave: "before") == [.unknownOption(item: "choice", code: "after")])
    #expect(refused([:], finished: true) == [.required("age")])
    #expect(refused([:]).isEmpty)
  }

  @Test func wordsNeverHoldTheAnswer() {
    let refusal = refused(["choice": .choice("secret-code")])[0]
    #expect(!refusal.words.da.contains("secret") && !refusal.words.en.contains("secret"))
  }

  @Test func itemsOfAnotherWaveAreNotAsked() throws {
    let day = try #require(CivilDate("2016-02-03"))
    #expect(refused(["date": .date(day)], wave: "before") == [.notAsked("date")])
  }
}
