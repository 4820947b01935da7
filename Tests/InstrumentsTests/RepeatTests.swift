import Base
import Instruments
import Testing

@Suite struct RepeatTests {
  typealias Key = InstrumentDefinition.AnswerKey

  /// How many, then for each child its age and, from ten years, its school.
  static let definition: InstrumentDefinition = {
    var age = Sample.scaleItem("age", 0...17)
    age.group = "child"
    age.required = true
    var school = Sample.scaleItem("school", 0...3, showWhen: .compare(item: "age", .atLeast, 10))
    school.group = "child"
    var help = Sample.scaleItem("help", 0...3, showWhen: .compare(item: "any", .atLeast, 2))
    help.group = "child"
    var definition = Sample.definition(
      [Sample.scaleItem("any"), age, school, help, Sample.scaleItem("last")], [Sample.scale("sum", .sum, ["any", "age"])])
    definition.groups = [.init(id: "child", label: Sample.words("Child"), repeats: .init(max: 3))]
    definition.alerts = [.init(id: "young", when: .compare(item: "age", .below, 2), message: Sample.words("call"))]
    return definition
  }()

  func keys(_ answers: Answers) -> [String] { Self.definition.askedKeys(answers).map(\.text) }

  @Test func keysAreReadAndWritten() {
    #expect(Key("age") == Key(item: "age"))
    #expect(Key("age#2") == Key(item: "age", round: 2))
    #expect(Key(item: "age", round: 12).text == "age#12")
    #expect(Key(item: "age", round: 1).text == "age")
    for wrong in ["age#1", "age#0", "age#-2", "age#+2", "age#02", "age#x", "age#", "#2", "age#2#3"] {
      #expect(Key(wrong) == nil, "\(wrong)")
    }
  }

  @Test func conditionsLookAtTheSameRound() {
    let answers: Answers = ["any": .number(1), "age": .number(12), "age#2": .number(4), "age#3": .number(11)]
    #expect(keys(answers) == ["any", "age", "school", "age#2", "age#3", "school#3", "last"])
    #expect(Self.definition.rounds(of: "child", in: answers) == 3)
    #expect(Self.definition.asked(answers) == [true, true, true, false, true])
  }

  @Test func conditionsOnOtherGroupsLookAtTheFirstRound() {
    let answers: Answers = ["any": .number(2), "age": .number(1), "age#2": .number(1)]
    #expect(keys(answers) == ["any", "age", "help", "age#2", "help#2", "last"])
  }

  @Test func theNextRoundCanBeAskedFor() {
    let answers: Answers = ["any": .number(2), "age": .number(12)]
    #expect(Self.definition.asked(answers, round: 2, of: "child") == ["age", "help"])
    #expect(Self.definition.asked(answers, round: 1, of: "child") == ["age", "school", "help"])
  }

  @Test func refusalsNameTheRound() {
    func refused(_ answers: Answers, finished: Bool = false) -> [AnswerRefusal] {
      Self.definition.refusals(answers, finished: finished)
    }
    #expect(
      refused(["any": .number(1), "age": .number(3), "age#2": .number(18)]) == [.outOfRange(item: "age#2", min: 0, max: 17)])
    #expect(refused(["age": .number(12), "age#2": .number(3), "school#2": .number(1)]) == [.notAsked("school#2")])
    #expect(
      refused(["age": .number(3), "school#3": .number(1)], finished: true) == [
        .required("age#2"), .required("age#3"), .notAsked("school#3"),
      ])
    #expect(refused(["age#4": .number(1)]) == [.tooManyRounds(item: "age#4", max: 3)])
    #expect(refused(["any#2": .number(1)]) == [.tooManyRounds(item: "any#2", max: 1)])
    #expect(refused(["agee#2": .number(1), "age#02": .number(1)]) == [.unknownItem("age#02"), .unknownItem("agee#2")])
    #expect(refused(["age": .number(12), "school": .number(1), "age#2": .missing(.declined)], finished: true).isEmpty)
    let words = AnswerRefusal.tooManyRounds(item: "age#4", max: 3).words
    #expect(words.da.contains("højst besvares 3 gange") && words.en.contains("3 times at most"))
    #expect(AnswerRefusal.tooManyRounds(item: "any#2", max: 1).words.en.contains("once only"))
    #expect(AnswerRefusal.tooManyRounds(item: "any#2", max: 1).item == "any#2")
  }

  @Test func scalesLookAtTheFirstRound() {
    let answers: Answers = ["any": .number(1), "age": .number(3), "age#2": .number(9)]
    #expect(Scoring.score(Self.definition, answers: answers)[0].value == 4)
    #expect(Scoring.score(Self.definition, answers: ["any": .number(1), "age#2": .number(9)])[0].value == nil)
  }

  @Test func anAlertGoesOffInAnyRoundOnce() {
    #expect(Self.definition.alerts(for: ["age": .number(5), "age#2": .number(1), "age#3": .number(0)]).map(\.id) == ["young"])
    #expect(Self.definition.alerts(for: ["age": .number(5), "age#2": .number(2)]).isEmpty)
  }

  @Test func itemsOfAnotherWaveAreAskedInNoRound() {
    var definition = Self.definition
    definition.items[2].waves = ["after"]
    let answers: Answers = ["age": .number(12), "age#2": .number(12)]
    #expect(definition.askedKeys(answers, wave: "before").map(\.text) == ["any", "age", "age#2", "last"])
    #expect(definition.askedKeys(answers, wave: "after").map(\.text) == ["any", "age", "school", "age#2", "school#2", "last"])
  }
}
