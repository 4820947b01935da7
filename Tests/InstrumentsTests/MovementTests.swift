import Base
import Instruments
import Testing

@Suite struct MovementTests {
  typealias Scale = InstrumentDefinition.Scale

  /// Standard error of a difference 3, so that more than 5.88 is reliable.
  static func scale(_ direction: InstrumentDefinition.Direction, cutOff: InstrumentDefinition.CutOff? = nil, known: Bool = true)
    -> Scale
  {
    Scale(
      id: "s", title: Words(da: "Trivsel", en: "Well-being"), rule: .sum, items: ["a"], range: .init(min: 0, max: 60),
      direction: direction, cutOff: cutOff, change: known ? .init(reliability: 0.5, sd: 3, source: "test") : nil)
  }

  static func line(_ value: Double, _ side: InstrumentDefinition.CutOff.Side, verified: Bool = true)
    -> InstrumentDefinition.CutOff
  {
    .init(value: value, side: side, label: Words(da: "belastet", en: "strained"), source: "test", verified: verified)
  }

  func outcome(_ scale: Scale, _ from: Double, _ to: Double) -> ScaleMovement.Outcome? {
    scale.movement(from: .value(from), to: .value(to)).outcome
  }

  @Test func classesOfChangeByJacobsonAndTruax() {
    let better = Self.scale(.higherIsBetter, cutOff: Self.line(13, .below))
    #expect(outcome(better, 10, 16) == .recovered)
    #expect(outcome(better, 13, 20) == .improved)
    #expect(outcome(better, 2, 12) == .improved)
    #expect(outcome(better, 10, 15) == .unchanged)
    #expect(outcome(better, 16, 10) == .deteriorated)
    let worse = Self.scale(.higherIsWorse, cutOff: Self.line(16, .atOrAbove))
    #expect(outcome(worse, 16, 10) == .recovered)
    #expect(outcome(worse, 30, 16) == .improved)
    #expect(outcome(worse, 10, 16) == .deteriorated)
  }

  @Test func nothingIsAssumedThatTheDefinitionDoesNotSay() {
    #expect(outcome(Self.scale(.higherIsBetter), 10, 30) == .improved)
    let unknown = Self.scale(.higherIsBetter, cutOff: Self.line(13, .below), known: false).movement(
      from: .value(10), to: .value(30))
    #expect(unknown.outcome == nil && unknown.isReliable == nil && unknown.verdict == .better && unknown.change == 20)
    #expect(unknown.enteredClinical == false)
    let noWay = Self.scale(.none).movement(from: .value(10), to: .value(30))
    #expect(noWay.outcome == nil && noWay.isReliable == true && noWay.verdict == .other)
    // A line whose named side is the better one says nothing of recovery.
    #expect(outcome(Self.scale(.higherIsBetter, cutOff: Self.line(13, .atOrAbove)), 10, 30) == .improved)
    for (from, to) in [
      (FormScore.absent, FormScore.value(3)), (.unscored, .value(3)), (.value(3), .unscored), (.absent, .unscored),
    ] {
      let movement = Self.scale(.higherIsBetter).movement(from: from, to: to)
      #expect(movement.change == nil && movement.verdict == nil && movement.outcome == nil && movement.isReliable == nil)
    }
  }

  static let items: InstrumentDefinition = {
    var up = Sample.scaleItem("up", 0...10)
    up.direction = .higherIsBetter
    var down = Sample.choiceItem("down", [("none", 0), ("some", 1), ("much", 2)])
    down.direction = .higherIsWorse
    let loose = Sample.scaleItem("loose", 0...10)
    let free = Sample.choiceItem("free", [("x", nil), ("y", nil)])
    let hidden = Sample.scaleItem("hidden", 0...10, showWhen: .compare(item: "loose", .above, 5))
    return Sample.definition([up, down, loose, free, hidden], [Sample.scale("sum", .sum, ["up", "loose"])])
  }()

  @Test func itemsThatWereAnsweredBothTimes() {
    let first: Answers = [
      "up": .number(3), "down": .choice("some"), "loose": .number(6), "free": .choice("x"), "hidden": .number(2),
    ]
    let second: Answers = [
      "up": .number(5), "down": .choice("much"), "loose": .number(4), "free": .choice("y"), "hidden": .number(3),
    ]
    let moved = Scoring(Self.items).movements(from: first, to: second)
    #expect(moved.map(\.item) == ["up", "down", "loose", "free"])
    #expect(moved.map(\.change) == [2, 1, -2, nil])
    #expect(moved.map(\.verdict) == [.better, .worse, .other, .other])
    #expect(moved[1].from == .choice("some") && moved[1].to == .choice("much"))
  }

  @Test func aMissingAnswerIsNoMovement() {
    let scoring = Scoring(Self.items)
    #expect(scoring.movements(from: ["up": .number(3)], to: ["up": .missing(.declined)]).isEmpty)
    #expect(scoring.movements(from: [:], to: ["up": .number(3)]).isEmpty)
    #expect(scoring.movements(from: ["up": .number(3)], to: ["up": .number(3)]).map(\.verdict) == [.same])
  }

  @Test func scalesOfTwoRounds() {
    let scoring = Scoring(Self.items)
    let full: Answers = ["up": .number(3), "loose": .number(4)]
    #expect(scoring.scaleMovements(from: nil, to: full)[0].from == .absent)
    #expect(scoring.scaleMovements(from: ["up": .number(3)], to: full)[0].from == .unscored)
    let moved = scoring.scaleMovements(from: full, to: ["up": .number(5), "loose": .number(4)])[0]
    #expect(moved.change == 2 && moved.from == .value(7) && moved.to == .value(9))
  }

  @Test func sentences() {
    let scale = Self.scale(.higherIsBetter)
    #expect(
      scale.sentence(from: .value(12), to: .value(19))
        == Words(
          da: "Trivsel er gået fra 12 til 19. Det er en ændring til det bedre, der er større end det tilfældige.",
          en: "Well-being has gone from 12 to 19. That is a change for the better, and larger than chance."))
    #expect(
      scale.sentence(from: .value(19), to: .value(12))
        == Words(
          da: "Trivsel er gået ned fra 19 til 12. Det er en ændring til det værre, der er større end det tilfældige.",
          en: "Well-being has gone down from 19 to 12. That is a change for the worse, and larger than chance."))
    #expect(
      scale.sentence(from: .value(12), to: .value(13.25))
        == Words(
          da: "Trivsel er gået fra 12 til 13,25. Det er ingen ændring at tale om: forskellen er ikke større end det tilfældige.",
          en: "Well-being has gone from 12 to 13.25. That is no change to speak of: the difference is no larger than chance."))
    #expect(scale.sentence(from: .value(12), to: .value(12)).da == "Trivsel er 12, det samme som sidst.")
    #expect(
      scale.sentence(from: .absent, to: .value(12)).da
        == "Trivsel er 12. Det er målt for første gang, så der er endnu ikke noget at sammenligne med.")
    #expect(
      scale.sentence(from: .unscored, to: .value(12)).en
        == "Well-being is 12. Last time answers were missing, so there is nothing to compare with.")
    #expect(
      scale.sentence(from: .value(12), to: .unscored).da
        == "Trivsel kan ikke gøres op denne gang, for der mangler svar. Sidst var tallet 12.")
    #expect(scale.sentence(from: .absent, to: .absent).da == "Trivsel er ikke målt endnu.")
    #expect(scale.sentence(from: .absent, to: .unscored).en == "Well-being has no figure, because answers are missing.")
    #expect(scale.sentence(from: .unscored, to: .unscored).da.contains("hverken sidst eller nu"))
    #expect(
      Self.scale(.none).sentence(from: .value(12), to: .value(19)).da
        == "Trivsel er gået fra 12 til 19. Det er en ændring, der er større end det tilfældige.")
  }

  @Test func withoutAReliableChangeTheSentenceSaysSo() {
    let words = Self.scale(.higherIsBetter, cutOff: Self.line(13, .below), known: false).sentence(
      from: .value(12), to: .value(19))
    #expect(words.da.hasPrefix("Trivsel er gået fra 12 til 19. Hvor stor en forskel der skal til"))
    #expect(words.en.hasSuffix("is not known for this form."))
    #expect(!words.da.contains("belastet"))
  }

  @Test func theLineIsNamedWhenItIsCrossedForCertain() {
    let scale = Self.scale(.higherIsBetter, cutOff: Self.line(13, .below))
    let out = scale.sentence(from: .value(10), to: .value(20))
    #expect(out.da.hasSuffix("Tallet er ikke længere på den side af grænsen 13, der hedder „belastet“."))
    #expect(scale.sentence(from: .value(20), to: .value(10)).en.hasSuffix("the side of the line 13 that is called “strained”."))
    #expect(!scale.sentence(from: .value(12), to: .value(14)).da.contains("grænsen"))
    let doubtful = Self.scale(.higherIsBetter, cutOff: Self.line(13, .below, verified: false))
    #expect(doubtful.sentence(from: .value(10), to: .value(20)).en.hasSuffix("The line is unverified."))
  }

  @Test func digitsAndClassesHaveNoDifference() {
    var digits = Self.scale(.none, known: false)
    digits.format = .digits
    #expect(digits.shown(21232, .da) == "21232")
    #expect(Self.scale(.none).shown(21232, .da) == "21.232")
    #expect(digits.movement(from: .value(21232), to: .value(11111)).change == nil)
    #expect(digits.sentence(from: .value(21232), to: .value(11111)).da == "Trivsel var 21232 og er nu 11111.")
    var risk = Scale(
      id: "r", title: Words(da: "Risiko", en: "Risk"), rule: .classify(classes: [], otherwise: 0), items: [],
      direction: .higherIsWorse)
    risk.bands = [
      .init(code: "low", from: 0, to: 0, label: Words(da: "lav", en: "low")),
      .init(code: "high", from: 1, to: 1, label: Words(da: "høj", en: "high")),
    ]
    #expect(
      risk.sentence(from: .value(0), to: .value(1))
        == Words(da: "Risiko er gået fra „lav“ til „høj“.", en: "Risk has gone from “low” to “high”."))
  }
}
