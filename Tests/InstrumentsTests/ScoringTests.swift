import Base
import Instruments
import Testing

@Suite struct ScoringTests {
  let items = ["a", "b", "c", "d"].map { Sample.scaleItem($0) }
  let all = ["a", "b", "c", "d"]

  func values(_ numbers: [Double?]) -> Answers {
    Dictionary(uniqueKeysWithValues: zip(all, numbers).compactMap { id, n in n.map { (id, Answer.number($0)) } })
  }

  func score(_ scale: InstrumentDefinition.Scale, _ numbers: [Double?]) -> ScaleScore {
    Scoring.score(Sample.definition(items, [scale]), answers: values(numbers))[0]
  }

  @Test func rules() {
    let numbers: [Double?] = [0, 1, 2, 3]
    #expect(score(Sample.scale("s", .sum, all), numbers).value == 6)
    #expect(score(Sample.scale("s", .mean, all), numbers).value == 1.5)
    #expect(score(Sample.scale("s", .max, all), numbers).value == 3)
    #expect(score(Sample.scale("s", .count(atLeast: 2), all), numbers).value == 2)
    #expect(score(Sample.scale("s", .sum, all, reversed: ["a", "d"]), numbers).value == 6)
    #expect(score(Sample.scale("s", .sum, all, reversed: ["a"]), numbers).value == 9)
    let terms = [InstrumentDefinition.Term(item: "d", weight: 2, divisor: 3), .init(item: "a", transform: .ln1p)]
    #expect(score(Sample.scale("s", .linear(constant: 1, terms: terms), ["d", "a"]), numbers).value == 3)
  }

  @Test func missingRulesNeverGiveASilentlyLowScore() {
    let gap: [Double?] = [3, nil, 3, 3]
    #expect(score(Sample.scale("s", .sum, all), gap).result == .failure(.missing(items: ["b"])))
    #expect(score(Sample.scale("s", .sum, all, missing: .prorate(minimum: 3)), gap).value == 12)
    #expect(score(Sample.scale("s", .mean, all, missing: .prorate(minimum: 3)), gap).value == 3)
    #expect(
      score(Sample.scale("s", .sum, all, missing: .prorate(minimum: 4)), gap).result == .failure(.tooFew(answered: 3, needed: 4)))
    #expect(score(Sample.scale("s", .sum, all, missing: .substitute(value: 1, minimum: 1)), gap).value == 10)
    #expect(score(Sample.scale("s", .mean, all, missing: .substitute(value: 1, minimum: 1)), gap).value == 2.5)
    #expect(score(Sample.scale("s", .max, all, missing: .itemwise(minimum: 1)), gap).value == 3)
    #expect(score(Sample.scale("s", .mean, all, missing: .itemwise(minimum: 1)), gap).value == 3)
    let nothing: [Double?] = [nil, nil, nil, nil]
    let substitute = Sample.scale("s", .sum, all, missing: .substitute(value: 0, minimum: 1))
    #expect(score(substitute, nothing).result == .failure(.tooFew(answered: 0, needed: 1)))
    #expect(score(Sample.scale("s", .sum, all), gap).answered == 3)
    #expect(score(Sample.scale("s", .sum, all), gap).of == 4)
  }

  @Test func everyKindOfMissingIsMissing() {
    let definition = Sample.definition(items, [Sample.scale("s", .sum, all)])
    for missing in Answer.Missing.allCases {
      var answers = values([1, 1, 1, 1])
      answers["c"] = .missing(missing)
      #expect(Scoring.score(definition, answers: answers)[0].result == .failure(.missing(items: ["c"])))
    }
  }

  @Test func logarithmOfANegativeAmountIsRefused() {
    let money = InstrumentDefinition.Item(id: "a", kind: .number(.init()), label: Sample.words("a"))
    let scale = Sample.scale("s", .linear(constant: 0, terms: [.init(item: "a", transform: .ln1p)]), ["a"])
    let definition = Sample.definition([money], [scale])
    #expect(Scoring.score(definition, answers: ["a": .number(-1)])[0].result == .failure(.undefined(item: "a")))
    #expect(Scoring.score(definition, answers: ["a": .number(0)])[0].value == 0)
  }

  @Test func weightsOfOptionsCountAndHiddenAnswersDoNot() {
    let choice = Sample.choiceItem("x", [("no", 0), ("yes", 2)])
    let shown = Sample.scaleItem("y", showWhen: .oneOf(item: "x", ["yes"]))
    let definition = Sample.definition([choice, shown], [Sample.scale("s", .sum, ["x", "y"])])
    #expect(Scoring.score(definition, answers: ["x": .choice("yes"), "y": .number(3)])[0].value == 5)
    let hidden = Scoring.score(definition, answers: ["x": .choice("no"), "y": .number(3)])[0]
    #expect(hidden.result == .failure(.missing(items: ["y"])))
  }

  @Test func bandsCutOffsAndReliableChange() {
    var scale = Sample.scale("s", .sum, all)
    scale.bands = [
      .init(code: "low", from: 0, to: 4, label: Sample.words("l")),
      .init(code: "high", from: 5, to: 12, label: Sample.words("h")),
    ]
    #expect(scale.band(for: 4.9)?.code == "low")
    #expect(scale.band(for: 5)?.code == "high")
    #expect(scale.band(for: -1) == nil)
    let cut = InstrumentDefinition.CutOff(value: 5, side: .atOrAbove, label: Sample.words("x"), source: "t", verified: false)
    #expect(cut.isClinical(5) && !cut.isClinical(4.5))
    // HELP baseline, R: alpha .886414, SD 12.465920, standard error 5.941567, reliable change 11.645472.
    let change = InstrumentDefinition.ReliableChange(reliability: 0.886414363236086, sd: 12.46591996173712, source: "R")
    #expect(abs(change.standardErrorOfDifference - 5.941567) < 1e-6)
    #expect(abs(change.threshold - 11.645472) < 1e-6)
  }

  @Test func aRowOfNumbersScoresAsTheAnswersDo() {
    let scales = [Sample.scale("s", .sum, all, reversed: ["b"]), Sample.scale("m", .mean, all, missing: .prorate(minimum: 2))]
    let scoring = Scoring(Sample.definition(items, scales))
    for row in [[0.0, 1, 2, 3], [3, .nan, 1, 1], [.nan, .nan, .nan, 2]] {
      let answers = values(row.map { $0.isNaN ? nil : $0 })
      #expect(scoring.scores(values: row) == scoring.score(answers))
      row.withUnsafeBufferPointer { buffer in
        for (index, score) in scoring.score(answers).enumerated() {
          let fast = scoring.value(scale: index, values: buffer)
          #expect(score.value == nil ? fast.isNaN : fast == score.value)
        }
      }
    }
  }
}
