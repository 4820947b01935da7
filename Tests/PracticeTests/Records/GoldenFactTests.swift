import Base
import Foundation
import PracticeRecords
import PracticeRules
import Testing

/// Each type and schema that was ever written has a file, and every program reads it for ever.
@Suite struct GoldenFactTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/Golden")

  private func check<Payload: FactPayload>(_ expected: Payload, schema: Int = 1) throws {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(Payload.type)@\(schema).json")))
    #expect(try Payload(decoding: bytes, schema: schema) == expected)
    if schema == Payload.schema { #expect(try expected.encoded() == bytes, "what is written now has the same bytes") }
  }

  @Test func citizens() throws {
    try check(
      Citizens.SubjectRegistered(
        kind: .citizen, source: "U0001", study: "urs-2016", site: "Aarhus", label: "Ålborgvej \"7\""))
    try check(Citizens.EntryWithdrawn(reason: "wrongCitizen"))
  }

  @Test func outreach() throws {
    try check(
      Outreach.ContactRecorded(
        kind: .visit, place: "Eget hjem", channel: "Opsøgt i nærmiljø", outcome: "Kontakt", worker: "A1", visit: "WK04",
        reason: "is_in_jail", site: "Odense", source: "UC0001", relativeDay: -6))
  }

  @Test func measures() throws {
    try check(
      Measures.FormAnswered(
        instrument: "urs-motivation", version: "1", hash: "9f86d081", wave: "før", answerNo: 2, respondent: "citizen",
        mode: "paper", site: "Odense", relativeDay: 14,
        answers: [
          "f": .missing("blank"), "e": .text("linje 1\nlinje 2"), "d": .codes(["alkohol", "opiater"]), "c": .code("ja"),
          "b": .number(0.25), "a": .number(4),
        ], scores: ["sum": .value(32.5), "burden": .refused("tooManyMissing")]))
  }

  @Test func coursesAndTreatment() throws {
    try check(
      Courses.CourseStep(step: "ended", reason: "Flyttet til anden kommune", programme: "urs", site: "Aarhus", relativeDay: 3))
    try check(
      Treatment.TreatmentEvent(
        kind: .screen, what: "Opioid", amount: 16.5, unit: "mg", result: "positive", order: 1, relativeDay: -32))
  }

  @Test func economicsAndStudies() throws {
    try check(
      Economics.HoursReported(
        quarter: "2014Q4", site: "Aarhus", costType: "direkte", activity: "brobygning", staffGroup: "leder", hours: "0.75",
        rate: "354.2"))
    try check(
      Economics.CostReported(
        quarter: "2014Q4", site: "Aarhus", costType: "indirekte", activity: "oevrige", item: "Materialer og bøger", kr: "4800"))
    try check(
      Studies.ImportRecorded(
        study: "urs-2016", file: "contacts.csv", sha256: "9f86d081", mapping: "urs-2016@1#ab12", rows: 554, accepted: 553,
        rejected: 1))
  }

  @Test func everyKnownTypeAndSchemaHasAFile() throws {
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    for (type, schema) in PracticeFeatures.knownSchemas {
      for number in 1...schema { #expect(files.contains("\(type)@\(number).json")) }
    }
    #expect(files.count == PracticeFeatures.knownSchemas.values.reduce(0, +))
  }

  @Test(arguments: [
    #"{"kind":"citizen","colour":"red"}"#, #"{"kind":"stranger"}"#, #"{"source":"x"}"#, #"{"kind":"citizen""#,
    #"{"kind":"citizen"} x"#, #"{"kind":7}"#, "", "[]",
  ])
  func whatIsNotASubjectIsRefused(text: String) {
    #expect(throws: (any Error).self) { try Citizens.SubjectRegistered(decoding: Array(text.utf8), schema: 1) }
  }

  @Test func aNewerSchemaIsSaid() {
    #expect(throws: PayloadFault.newer(type: "course.step", schema: 2)) {
      try Courses.CourseStep(decoding: Array(#"{"step":"x"}"#.utf8), schema: 2)
    }
  }

  @Test func numbersAndTextsComeBackExactly() throws {
    let numbers: [Double] = [
      0, -0.5, 1e-7, 0.1, 1 / 3, 123_456_789.123_456, 1e300, 9_007_199_254_740_992, .leastNonzeroMagnitude, 0.402527025099775,
    ]
    let texts = ["", "\u{1}\u{1F}\"\\/", "æøå", "🚲 \u{2028}", "tab\tend"]
    for number in numbers {
      for text in texts {
        let event = Treatment.TreatmentEvent(kind: .dose, what: text, amount: number)
        #expect(try Treatment.TreatmentEvent(decoding: event.encoded(), schema: 1) == event)
      }
    }
    #expect(throws: PayloadSyntaxFault.self) { try Treatment.TreatmentEvent(kind: .dose, amount: .nan).encoded() }
    let escaped = #"{"step":"\u00e6\ud83d\udeb2\n"}"#
    #expect(try Courses.CourseStep(decoding: Array(escaped.utf8), schema: 1).step == "æ🚲\n")
    #expect(throws: (any Error).self) { try Courses.CourseStep(decoding: Array(#"{"step":"\ud83d"}"#.utf8), schema: 1) }
  }

  @Test func hoursMustBeDecimal() {
    let text = #"{"quarter":"2014Q4","site":"a","costType":"b","activity":"c","staffGroup":"d","hours":"1,5"}"#
    #expect(throws: PayloadFault.self) { try Economics.HoursReported(decoding: Array(text.utf8), schema: 1) }
  }
}
