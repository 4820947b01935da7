import Base
import Instruments
import Testing

@Suite struct DerivedScaleTests {
  typealias Scale = InstrumentDefinition.Scale

  static func derived(_ id: String, _ rule: InstrumentDefinition.Rule, _ items: [String] = []) -> Scale {
    Scale(id: id, title: Sample.words(id), rule: rule, items: items)
  }

  /// A severity screen: the items c and d are asked only when b is yes.
  static let definition: InstrumentDefinition = {
    let yes: [(String, Double?)] = [("no", nil), ("yes", nil)]
    func shown(_ id: String) -> InstrumentDefinition.Item {
      var item = Sample.choiceItem(id, yes)
      item.showWhen = .oneOf(item: "b", ["yes"])
      return item
    }
    let items = [Sample.choiceItem("a", yes), Sample.choiceItem("b", yes), shown("c"), shown("d"), Sample.scaleItem("n", 0...10)]
    let classes: [InstrumentDefinition.Class] = [
      .init(value: 3, when: .oneOf(item: "d", ["yes"])), .init(value: 2, when: .oneOf(item: "c", ["yes"])),
      .init(value: 1, when: .any([.oneOf(item: "a", ["yes"]), .oneOf(item: "b", ["yes"])])),
    ]
    return Sample.definition(
      items, [derived("risk", .classify(classes: classes, otherwise: 0), ["a", "b", "c", "d"])])
  }()

  func risk(_ answers: [String: String]) -> ScaleScore {
    Scoring.score(Self.definition, answers: answers.mapValues { .choice($0) })[0]
  }

  @Test func theFirstClassThatHoldsGivesTheValue() {
    #expect(risk(["a": "yes", "b": "yes", "c": "yes", "d": "yes"]).value == 3)
    #expect(risk(["a": "yes", "b": "yes", "c": "yes", "d": "no"]).value == 2)
    #expect(risk(["a": "no", "b": "yes", "c": "no", "d": "no"]).value == 1)
    #expect(risk(["a": "yes", "b": "no"]).value == 1)
  }

  @Test func aClassIsGivenAlsoWhenOtherAnswersAreMissing() {
    let score = risk(["b": "yes", "d": "yes"])
    #expect(score.value == 3)
    #expect(score.answered == 2 && score.of == 4 && !score.isComplete)
  }

  @Test func anUnfinishedFormIsNeverScoredAsIfFinished() {
    #expect(risk([:]).result == .failure(.missing(items: ["a", "b"])))
    #expect(risk(["a": "no"]).result == .failure(.missing(items: ["b"])))
    var answers: Answers = ["a": .choice("no"), "b": .missing(.declined)]
    #expect(Scoring.score(Self.definition, answers: answers)[0].result == .failure(.missing(items: ["b"])))
    answers["b"] = .choice("no")
    #expect(Scoring.score(Self.definition, answers: answers)[0].value == 0)
  }

  @Test func whatIsNotAskedIsNotWaitedFor() {
    let score = risk(["a": "no", "b": "no"])
    #expect(score.value == 0)
    #expect(score.answered == 2 && score.of == 2 && score.isComplete)
    // An answer left behind under a question that is not asked counts for nothing.
    #expect(risk(["a": "no", "b": "no", "d": "yes"]).value == 0)
  }

  @Test func theOppositeOfAMissingAnswerHoldsForNoClass() {
    let classes = [InstrumentDefinition.Class(value: 1, when: .not(.oneOf(item: "a", ["yes"])))]
    let scale = Self.derived("s", .classify(classes: classes, otherwise: 0), ["a"])
    let definition = Sample.definition([Sample.choiceItem("a", [("no", nil), ("yes", nil)])], [scale])
    #expect(Scoring.score(definition, answers: [:])[0].result == .failure(.missing(items: ["a"])))
    #expect(Scoring.score(definition, answers: ["a": .missing(.cannotNow)])[0].value == nil)
    #expect(Scoring.score(definition, answers: ["a": .choice("no")])[0].value == 1)
    #expect(Scoring.score(definition, answers: ["a": .choice("yes")])[0].value == 0)
  }

  @Test func classesLookAtSeveralChoicesAndAtWhetherThereIsAnAnswer() {
    let several = InstrumentDefinition.Item(
      id: "s", kind: .choices(["x", "y", "z"].map { .init(code: $0, label: Sample.words($0)) }), label: Sample.words("s"))
    let text = InstrumentDefinition.Item(id: "t", kind: .text(maxLength: nil), label: Sample.words("t"))
    let classes: [InstrumentDefinition.Class] = [
      .init(value: 2, when: .oneOf(item: "s", ["y", "z"])), .init(value: 1, when: .answered(item: "t")),
    ]
    let definition = Sample.definition([several, text], [Self.derived("k", .classify(classes: classes, otherwise: 0), ["s"])])
    func value(_ answers: Answers) -> Double? { Scoring.score(definition, answers: answers)[0].value }
    #expect(value(["s": .choices(["x", "z"])]) == 2)
    #expect(value(["s": .choices(["x"]), "t": .text("hello")]) == 1)
    #expect(value(["s": .choices([])]) == 0)
    #expect(value(["s": .choices(["x"])]) == 0)
    #expect(value([:]) == nil)
  }

  @Test func combineAddsScalesAndHasNoValueWithoutThem() {
    let items = ["a", "b", "c"].map { Sample.scaleItem($0, 1...5) }
    let definition = Sample.definition(
      items,
      [
        Sample.scale("m", .mean, ["a", "b"], missing: .prorate(minimum: 1)), Sample.scale("low", .min, ["b", "c"]),
        Self.derived("p", .combine(constant: -25, terms: [.init(scale: "m", weight: 25)])),
        Self.derived("q", .combine(constant: 0, terms: [.init(scale: "p", weight: 2, divisor: 4), .init(scale: "low")])),
      ])
    func scores(_ answers: Answers) -> [ScaleScore] { Scoring.score(definition, answers: answers) }
    let all = scores(["a": .number(5), "b": .number(4), "c": .number(2)])
    #expect(all.map(\.value) == [4.5, 2, 87.5, 45.75])
    #expect(all[3].answered == 3 && all[3].of == 3)
    let gap = scores(["a": .number(5), "b": .number(4)])
    #expect(gap[2].value == 87.5)
    #expect(gap[3].result == .failure(.missing(items: ["c"])))
    #expect(!gap[3].isComplete)
    #expect(scores(["c": .number(4)])[2].result == .failure(.tooFew(answered: 0, needed: 1)))
  }

  @Test func theLowestItem() {
    let items = ["a", "b", "c"].map { Sample.scaleItem($0) }
    func score(_ scale: Scale, _ answers: Answers) -> ScaleScore {
      Scoring.score(Sample.definition(items, [scale]), answers: answers)[0]
    }
    let full: Answers = ["a": .number(3), "b": .number(1), "c": .number(2)]
    #expect(score(Sample.scale("s", .min, ["a", "b", "c"]), full).value == 1)
    #expect(score(Sample.scale("s", .min, ["a", "b", "c"], reversed: ["a"]), full).value == 0)
    let gap: Answers = ["a": .number(3), "c": .number(2)]
    #expect(score(Sample.scale("s", .min, ["a", "b", "c"]), gap).result == .failure(.missing(items: ["b"])))
    #expect(score(Sample.scale("s", .min, ["a", "b", "c"], missing: .itemwise(minimum: 2)), gap).value == 2)
  }

  @Test func classesAndAlertsLookAtScales() {
    let classes = [InstrumentDefinition.Class(value: 1, when: .compareScale(scale: "sum", .atLeast, 4))]
    var definition = Sample.definition(
      ["a", "b"].map { Sample.scaleItem($0) },
      [Sample.scale("sum", .sum, ["a", "b"]), Self.derived("k", .classify(classes: classes, otherwise: 0))])
    definition.alerts = [.init(id: "high", when: .compareScale(scale: "k", .equals, 1), message: Sample.words("call"))]
    let high: Answers = ["a": .number(3), "b": .number(1)]
    #expect(Scoring.score(definition, answers: high)[1].value == 1)
    #expect(definition.alerts(for: high).map(\.id) == ["high"])
    #expect(Scoring.score(definition, answers: ["a": .number(0), "b": .number(1)])[1].value == 0)
    let open: Answers = ["a": .number(3)]
    #expect(Scoring.score(definition, answers: open)[1].result == .failure(.missing(items: ["b"])))
    #expect(definition.alerts(for: open).isEmpty)
  }

  /// Whatever the rule: with any one answer taken away, a scale that wants them all gives nothing.
  @Test func noRuleScoresAFormWithAnAnswerTakenAway() {
    let ids = ["a", "b", "c"]
    let high = InstrumentDefinition.Class(value: 1, when: .all(ids.map { .compare(item: $0, .atLeast, 3) }))
    let scales = [
      Sample.scale("sum", .sum, ids), Sample.scale("mean", .mean, ids), Sample.scale("max", .max, ids),
      Sample.scale("min", .min, ids),
      Sample.scale("count", .count(atLeast: 1), ids),
      Sample.scale("linear", .linear(constant: 1, terms: ids.map { .init(item: $0, weight: 2) }), ids),
      Self.derived("combine", .combine(constant: 0, terms: [.init(scale: "sum"), .init(scale: "max")])),
      Self.derived("classify", .classify(classes: [high], otherwise: 0), ids),
    ]
    let definition = Sample.definition(ids.map { Sample.scaleItem($0) }, scales)
    let full: Answers = ["a": .number(1), "b": .number(2), "c": .number(3)]
    #expect(Scoring.score(definition, answers: full).allSatisfy { $0.value != nil && $0.isComplete })
    for id in ids {
      for answer in [nil] + Answer.Missing.allCases.map(Answer.missing) {
        var answers = full
        answers[id] = answer
        let scores = Scoring.score(definition, answers: answers)
        #expect(scores.allSatisfy { $0.result == .failure(.missing(items: [id])) && !$0.isComplete }, "\(id): \(scores)")
      }
    }
  }

  @Test func aRowOfNumbersGivesWhatTheAnswersGive() {
    let scoring = Scoring(Self.definition)
    #expect(scoring.width == 5 + 4)
    for answers: Answers in [
      [:], ["a": .choice("no"), "b": .choice("no")], ["b": .choice("yes"), "d": .choice("yes")], ["a": .choice("yes")],
    ] {
      let row = scoring.values(of: answers)
      let score = scoring.score(answers)[0]
      #expect(scoring.scores(values: row) == [score])
      row.withUnsafeBufferPointer { buffer in
        let fast = scoring.value(scale: 0, values: buffer)
        #expect(score.value == nil ? fast.isNaN : fast == score.value)
      }
    }
  }

  @Test func theRulesHaveAVersion() {
    #expect(Scoring.version == 1)
  }
}
