import Base
import Evaluation
import Testing

/// What the engine does by itself, on data small enough to count on paper.
@Suite struct EngineTests {
  static let words = "{\"da\": \"x\", \"en\": \"x\"}"

  static func study(_ table: String, rest: String = "") throws -> StudyDefinition {
    let text = """
      {"schema": 1, "id": "s", "title": \(words), "disclosure": {"threshold": 0, "reason": \(words)},
       "waves": [{"key": "a", "label": \(words)}, {"key": "b", "label": \(words)}, {"key": "c", "label": \(words)}]\(rest),
       "sections": [{"title": \(words), "tables": [{"id": "t", "title": \(words), "unit": "persons", \(table)}]}]}
      """
    return try StudyDefinition.read(Array(text.utf8), file: "s.json")
  }

  static func line(_ key: String, _ rest: String) -> String { "{\"key\": \"\(key)\", \"label\": \(words), \(rest)}" }

  /// Forms of five persons at waves a, b, c; 99 stands for no form.
  static func forms(_ values: [[Double]], days: [Int32]? = nil) -> Dataset {
    var (person, wave, x): ([Int32], [Int32], [Double]) = ([], [], [])
    for (p, list) in values.enumerated() {
      for (w, value) in list.enumerated() where value != 99 {
        person.append(Int32(p))
        wave.append(Int32(w))
        x.append(value)
      }
    }
    var columns: [String: Dataset.Column] = [
      "person": .integers(person), "wave": .categories(wave, labels: ["a", "b", "c"]), "x": .numbers(x),
    ]
    if let days { columns["day"] = .integers(days) }
    return Dataset(tables: [
      "persons": Dataset.Table(count: values.count, columns: [:]), "form:f": Dataset.Table(count: x.count, columns: columns),
    ])
  }

  static let course =
    "\"layout\": \"course\", \"kind\": \"mean\", \"decimals\": 2, \"of\": \"form:f\", \"item\": \"x\", \"rows\": ["
    + ["a", "b", "c"].map { line($0, "\"wave\": \"\($0)\"") }.joined(separator: ",") + "], \"columns\": ["
    + ["n", "mean", "completeN", "completeMean", "carriedN", "carriedMean", "index"].map { line($0, "\"role\": \"\($0)\"") }
    .joined(separator: ",") + "]"

  @Test func lastObservationIsCarriedForward() throws {
    let data = Self.forms([[10, 8, 6], [10, 4, 99], [4, 99, 99], [99, 7, 9], [8, .nan, 2]])
    let result = try Evaluator.run(try Self.study(Self.course), data: data)
    func row(_ wave: String) -> [Double?] {
      ["n", "mean", "completeN", "completeMean", "carriedN", "carriedMean", "index"].map { result.cell("t", wave, $0)?.figure }
    }
    #expect(row("a") == [4, 8, 1, 10, 4, 8, 100])
    #expect(row("b") == [3, 6.33, 1, 8, 4, 6, 79.17])
    #expect(row("c") == [3, 5.67, 1, 6, 4, 4, 70.83])
    #expect(result.notices.first?.en.hasPrefix("No control group: gross results") == true)
  }

  @Test func firstFormOfAWaveCounts() throws {
    let table =
      "\"layout\": \"change\", \"of\": \"form:f\", \"before\": \"a\", \"after\": \"b\", \"rows\": ["
      + Self.line("r", "\"item\": \"x\"")
      + "], \"columns\": [" + Self.line("v", "\"role\": \"before\"") + "," + Self.line("n", "\"role\": \"n\"") + "]"
    let data = Dataset(tables: [
      "persons": Dataset.Table(count: 1, columns: [:]),
      "form:f": Dataset.Table(
        count: 3,
        columns: [
          "person": .integers([0, 0, 0]), "wave": .categories([0, 0, 1], labels: ["a", "b"]), "x": .numbers([9, 5, 1]),
          "day": .integers([200, 100, 300]),
        ]),
    ])
    let result = try Evaluator.run(try Self.study(table), data: data)
    #expect(result.cell("t", "r", "v")?.figure == 5)
    #expect(result.cell("t", "r", "n")?.figure == 1)
    // One pair has no spread: the change has no interval, and nothing but a reason stands for it.
    #expect(result.cell("t", "r", "v")?.p == nil)
  }

  @Test func formsAfterTheCutOffDoNotCount() throws {
    let table =
      "\"layout\": \"grid\", \"of\": \"form:f\", \"measure\": \"count\", \"rows\": [" + Self.line("r", "\"total\": true")
      + "], \"columns\": [" + Self.line("c", "\"total\": false") + "]"
    let data = Self.forms([[1, 2, 3]], days: [0, 10, 20])
    #expect(try Evaluator.run(try Self.study(table), data: data).cell("t", "r", "c")?.figure == 3)
    let cut = try Self.study(table, rest: ", \"cutOff\": \"1970-01-11\"")
    #expect(try Evaluator.run(cut, data: data).cell("t", "r", "c")?.figure == 2)
  }

  @Test func emptyBasesGiveAReason() throws {
    let table =
      "\"layout\": \"grid\", \"of\": \"form:f\", \"where\": {\"item\": \"x\", \"above\": 100}, \"rows\": ["
      + Self.line("share", "\"measure\": {\"share\": {\"item\": \"x\", \"above\": 0}}") + ","
      + Self.line("mean", "\"measure\": {\"mean\": \"x\"}") + "," + Self.line("sd", "\"measure\": {\"sd\": \"x\"}") + ","
      + Self.line("median", "\"measure\": {\"median\": \"x\"}") + "," + Self.line("score", "\"measure\": {\"score\": \"x\"}")
      + "], \"columns\": [" + Self.line("c", "\"total\": false") + "]"
    let result = try Evaluator.run(try Self.study(table), data: Self.forms([[1, 2, 3]]))
    for row in ["share", "mean", "sd", "median", "score"] {
      guard case .undefined = result.cell("t", row, "c")?.value else {
        Issue.record("\(row) of nobody is \(String(describing: result.cell("t", row, "c")?.value))")
        continue
      }
    }
  }

  @Test func missingDataAreRefusedInWords() throws {
    let study = try Self.study(Self.course)
    #expect(throws: EvaluationRefusal.noTable(table: "form:f")) { try Evaluator.run(study, data: Dataset()) }
    let bare = Dataset(tables: ["form:f": Dataset.Table(count: 0, columns: ["person": .integers([])])])
    #expect(throws: EvaluationRefusal.self) { try Evaluator.run(study, data: bare) }
    #expect(EvaluationRefusal.noTable(table: "form:f").words.da.contains("form:f"))
  }

  @Test func missingQuarterFollowsTheRule() throws {
    func study(_ rule: String) throws -> StudyDefinition {
      let table =
        "\"layout\": \"cost\", \"rows\": [" + Self.line("r", "\"activities\": [\"x\"]") + "], \"columns\": ["
        + Self.line("h", "\"role\": \"hours\", \"decimals\": 1") + "," + Self.line("k", "\"role\": \"kr\"") + "]"
      let economics =
        ", \"economics\": {\"quarters\": [\"q1\", \"q2\", \"q3\"], \"missingQuarter\": \"\(rule)\", \"direct\": \"d\", \"indirect\": \"i\"}"
      return try Self.study(table, rest: economics)
    }
    let data = Dataset(tables: [
      "hours": Dataset.Table(
        count: 3,
        columns: [
          "quarter": .categories([0, 1, 0], labels: ["q1", "q2", "q3"]), "site": .categories([0, 0, 1], labels: ["a", "b"]),
          "activity": .categories([0, 0, 0], labels: ["x"]), "staffGroup": .categories([0, 0, 0], labels: ["s"]),
          "costType": .categories([0, 0, 0], labels: ["d"]), "hours": .numbers([10, 20.5, 7]),
          "rate": .numbers([100, 100, .nan]),
        ])
    ])
    let rates = EconomicInputs(rates: ["s": Fraction(200)])
    let filled = try Evaluator.run(try study("meanOfOthers"), data: data, economics: rates)
    // Site a: 30.5 hours in two of three quarters, 45.75; site b: 7 in one of three, 21.
    #expect(filled.cell("t", "r", "h")?.figure == 66.8)
    #expect(filled.cell("t", "r", "k")?.figure == 8775)
    let plain = try Evaluator.run(try study("asReported"), data: data, economics: rates)
    #expect(plain.cell("t", "r", "h")?.figure == 37.5)
    #expect(throws: EvaluationRefusal.self) { try Evaluator.run(try study("refuse"), data: data, economics: rates) }
    #expect(throws: EvaluationRefusal.noInput(table: "t", key: "rates.s")) {
      try Evaluator.run(try study("asReported"), data: data, economics: EconomicInputs())
    }
  }

  @Test func theURSReportSaysWhatItMust() throws {
    let result = try PublishedTests.result()
    #expect(result.persons == 164)
    #expect(result.notices.first?.da.hasPrefix("Ingen kontrolgruppe") == true)
    #expect(result.notices.contains { $0.en.hasPrefix("Two-sided tests: paired t test.") })
    #expect(result.table("urs-7-2")?.finding?.da == "Færre dage med stofproblemer: 19,7 → 10,9 (n = 15)")
    #expect(
      result.table("urs-7-1")?.notes.contains { $0.da.hasPrefix("27 af 46 målt før er også målt efter; frafald 19") } == true)
    #expect(result.table("urs-7-2")?.notes.contains { $0.en.hasPrefix("15 of 49 measured before") } == true)
    #expect(result.table("urs-9-1")?.notes.contains { $0.en.hasPrefix("A quarter that a site did not report") } == true)
    #expect(result.cell("urs-9-breakeven", "occurrence", "Eksempel 1")?.figure == 45.3)
    #expect(result.cell("urs-9-breakeven", "occurrence", "Eksempel 2")?.figure == 13.8)
    #expect(result.cell("urs-9-breakeven", "occurrence", "Eksempel 3")?.figure == nil)
    #expect(result.cell("urs-9-breakeven", "affordable", "Eksempel 3")?.figure == -414_630)
    #expect(result.cell("urs-9-denominators", "received", "programme")?.figure == 36_719)
    #expect(result.cell("urs-9-denominators", "received", "net-2")?.figure == 110_451)
  }
}
