import Base
import FHIR
import Foundation
import Instruments
import Testing

@Suite struct ResponseTests {
  /// Answers that fill a form, the same for the same seed: every kind, missing reasons, several rounds.
  static func answers(_ definition: InstrumentDefinition, seed: Int) -> Answers {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(max(1, count)))
    }
    func answer(_ item: InstrumentDefinition.Item) -> Answer? {
      if next(5) == 0 { return .missing(Answer.Missing.allCases[next(4)]) }
      switch item.kind {
      case .choice(let options): return .choice(options[next(options.count)].code)
      case .choices(let options): return .choices(options.filter { _ in next(2) == 0 }.map(\.code))
      case .number(let range):
        let low = range.min ?? -20
        let whole = (low + Double(next(Int(min(range.max ?? low + 40, low + 1000) - low) + 1))).rounded(.up)
        return .number(range.decimals == 0 ? whole : min(range.max ?? .infinity, whole + 0.5))
      case .scale(let line): return .number(Double(line.min + next(line.max - line.min + 1)))
      case .text(let length): return .text(String("Æble \"og\"\n\\ 3".prefix(length ?? 20)))
      case .date: return CivilDate(year: 2000 + next(20), month: 1 + next(12), day: 1 + next(28)).map(Answer.date)
      case .info: return nil
      }
    }
    var answers: Answers = [:]
    let repeating = definition.groups.filter { $0.repeats != nil }
    for item in definition.items where next(7) > 0 {
      let rounds = repeating.contains { $0.id == item.group } ? 1 + next(3) : 1
      for round in 1...rounds {
        answers[InstrumentDefinition.AnswerKey(item: item.id, round: round).text] = answer(item)
      }
    }
    // Take away what the form does not take, until it takes the rest.
    while let refusal = definition.refusals(answers).first { answers[refusal.item] = nil }
    return answers
  }

  @Test func answersToTheCatalogGoOutAndIn() throws {
    for definition in try Repository.definitions() {
      for seed in 1...8 { try check(definition, seed) }
    }
  }

  @Test func answersToQuestionnairesGoOutAndIn() throws {
    for (name, tree) in try QuestionnaireTests.all() {
      var definition = try FHIRQuestionnaire.read(tree).definition
      definition.id = name
      for seed in 1...8 { try check(definition, seed) }
    }
  }

  private func check(_ definition: InstrumentDefinition, _ seed: Int) throws {
    let answers = Self.answers(definition, seed: seed)
    do throws(FHIRRefusals) {
      let tree = try FHIRResponse.write(answers, definition, status: .amended)
      guard let parsed = try? JSONTree.parse(tree.compact) else {
        Issue.record("\(definition.key): no JSON")
        return
      }
      let reading = try FHIRResponse.read(parsed, definition)
      #expect(reading.answers == answers, "\(definition.key) \(seed)")
      #expect(reading.status == .amended && reading.notes.filter { $0.kind != .displayOnly }.isEmpty)
    } catch {
      Issue.record("\(definition.key) \(seed): \(error.refusals.map { $0.line(.en) })")
    }
  }

  // MARK: - Responses from elsewhere

  static func definition(_ name: String) throws -> InstrumentDefinition {
    let found = try #require(try QuestionnaireTests.all().first { $0.name == name })
    return try FHIRQuestionnaire.read(found.tree).definition
  }

  static func read(_ items: String, _ definition: InstrumentDefinition) throws -> (answers: Answers, refusals: [FHIRRefusal]) {
    let tree = try JSONTree.parse(
      text: #"{"resourceType": "QuestionnaireResponse", "status": "completed", "item": [\#(items)]}"#)
    do throws(FHIRRefusals) { return (try FHIRResponse.read(tree, definition).answers, []) } catch {
      return ([:], error.refusals)
    }
  }

  @Test func reasonsStandOnItemAnswerOrValue() throws {
    let definition = try Self.definition("text")
    func reason(_ code: String) -> String {
      #"[{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "\#(code)"}]"#
    }
    for (code, why) in [
      ("asked-declined", Answer.Missing.declined), ("not-applicable", .notRelevant), ("not-asked", .notAsked),
      ("temp-unknown", .cannotNow),
    ] {
      let wanted: Answers = ["q1": .missing(why)]
      #expect(try Self.read(#"{"linkId": "q1", "extension": \#(reason(code))}"#, definition).answers == wanted)
      #expect(try Self.read(#"{"linkId": "q1", "answer": [{"extension": \#(reason(code))}]}"#, definition).answers == wanted)
      #expect(
        try Self.read(#"{"linkId": "q1", "answer": [{"_valueString": {"extension": \#(reason(code))}}]}"#, definition).answers
          == wanted)
    }
    let unknown = try Self.read(#"{"linkId": "q1", "extension": \#(reason("masked"))}"#, definition)
    #expect(unknown.refusals == [FHIRRefusal(path: "$.item[0].extension[0]", reason: .unsupported(.absentReason))])
  }

  @Test func openAnswersAreCarriedByTheTextBeside() throws {
    let definition = try Self.definition("open-choice")
    let own = try Self.read(#"{"linkId": "q1", "answer": [{"valueString": "my own words"}]}"#, definition)
    #expect(own.answers == ["q1": .choice("open-answer"), "q1.open-answer": .text("my own words")])
    let tree = try FHIRResponse.write(own.answers, definition)
    #expect(String(decoding: tree.compact, as: UTF8.self).contains(#""answer":[{"valueString":"my own words"}]"#))
    let several = try Self.definition("open-choice-several")
    let two = try Self.read(#"{"linkId": "q1", "answer": [{"valueString": "x"}, {"valueString": "y"}]}"#, several)
    #expect(two.refusals.map(\.path) == ["$.item[0]"])
  }

  @Test func nestedAndRepeatedItems() throws {
    let below = try Self.read(
      #"{"linkId": "q1", "answer": [{"valueBoolean": true, "item": [{"linkId": "q1.1", "answer": [{"valueString": "x"}]}]}]}"#,
      try Self.definition("below-question"))
    #expect(below.answers == ["q1": .choice("true"), "q1.1": .text("x")])
    let round = #"{"linkId": "g1", "item": [{"linkId": "q1", "answer": [{"valueString": "x"}]}]}"#
    let repeated = try Self.read("\(round), \(round), \(round)", try Self.definition("group-repeats"))
    #expect(repeated.answers.keys.sorted() == ["q1", "q1#2", "q1#3"])
    let tooMany = try Self.read(Array(repeating: round, count: 5).joined(separator: ","), try Self.definition("group-repeats"))
    #expect(tooMany.refusals == [FHIRRefusal(path: "$.item[4].item[0]", reason: .answer(.tooManyRounds(item: "q1#5", max: 4)))])
    let yes = #"{"linkId": "g1", "item": [{"linkId": "q1", "answer": [{"valueBoolean": true}]}]}"#
    let twice = try Self.read("\(yes), \(yes)", try Self.definition("group"))
    #expect(twice.refusals.first?.path == "$.item[1].item[0]")
  }

  @Test func refusalsNameThePath() throws {
    let cases: [(String, String, String, FHIRRefusal.Reason)] = [
      (
        "integer-limits", #"{"linkId": "q1", "answer": [{"valueInteger": 31}]}"#, "$.item[0]",
        .answer(.outOfRange(item: "q1", min: 0, max: 30))
      ),
      (
        "integer", #"{"linkId": "q1", "answer": [{"valueString": "3"}]}"#, "$.item[0].answer[0].valueString",
        .answer(.wrongKind(item: "q1", expected: .number))
      ),
      ("integer", #"{"linkId": "q9", "answer": [{"valueInteger": 3}]}"#, "$.item[0].linkId", .unknownLinkId("q9")),
      (
        "integer", #"{"linkId": "q1", "answer": [{"valueInteger": 3}, {"valueInteger": 4}]}"#, "$.item[0].answer[1]",
        .unsupported(.severalAnswers)
      ),
      (
        "choice", #"{"linkId": "q1", "answer": [{"valueCoding": {"code": "z"}}]}"#, "$.item[0].answer[0].valueCoding",
        .unknownOption("z")
      ),
      ("choice", #"{"linkId": "q1", "answer": [{}]}"#, "$.item[0].answer[0]", .missing("value[x]")),
      (
        "quantity", #"{"linkId": "q1", "answer": [{"valueQuantity": {"value": 3, "unit": "g"}}]}"#,
        "$.item[0].answer[0].valueQuantity", .unsupported(.units)
      ),
      (
        "date", #"{"linkId": "q1", "answer": [{"valueDate": "2020-02-30"}]}"#, "$.item[0].answer[0].valueDate",
        .answer(.wrongKind(item: "q1", expected: .date))
      ),
      ("when-boolean", #"{"linkId": "q2", "answer": [{"valueString": "x"}]}"#, "$.item[0]", .answer(.notAsked("q2"))),
    ]
    for (name, items, path, reason) in cases {
      let found = try Self.read(items, try Self.definition(name)).refusals
      #expect(found == [FHIRRefusal(path: path, reason: reason)], "\(name): \(found)")
    }
    let definition = try Self.definition("integer")
    #expect(throws: FHIRRefusals.self) { try FHIRResponse.write(["q1": .text("x")], definition) }
    let other = try JSONTree.parse(
      text:
        #"{"resourceType": "QuestionnaireResponse", "status": "completed", "questionnaire": "https://brobygger.dk/fhir/Questionnaire/other|1"}"#
    )
    #expect(throws: FHIRRefusals.self) { try FHIRResponse.read(other, definition) }
  }
}
