import Base
import Foundation
import Instruments
import Journal
import PracticeOperations
import PracticeRules
import Testing

/// Forms that are filled in: saved answer by answer, alerting at once, scored only when they are finished. All people are made up.
@Suite struct MeasuresSheetTests {
  @Test func eachAnswerIsSavedAndTheFormIsScoredOnlyWhenItIsFinished() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    let sheet = try begin(desk, id, "phq-9")
    for number in 1...8 { try await save(desk, id, sheet, "q\(number)", .number(1)) }
    #expect(try desk.place.journal.stream(try #require(StreamID(id)), types: [Measures.FormAnswered.type]).isEmpty)
    // On another device, by a colleague of the team: the same sheet, where it was left.
    let open = try #require(try Measures.sheet(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet))
    #expect(open.sheet.next(open.definition)?.text == "q9" && open.sheet.form.answers.entries.count == 8)
    try await save(desk, id, sheet, "q9", .number(0))
    try await save(desk, id, sheet, "difficulty", .missing(.declined))
    guard case .taken = try await Measures.finish(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet) else {
      Issue.record("not finished")
      return
    }
    let opened = try #require(try Citizens.open(desk.place, desk.visit(desk.anna), id: id))
    let form = try #require(try Measures.answered(desk.place, opened).first)
    #expect(form.instrument == "phq-9" && form.scores.contains { $0.scale == "total" && $0.score == .value(8) })
    #expect(try Measures.sheets(desk.place, opened).isEmpty, "what is finished is no longer open")
    let result = try #require(
      try Measures.result(desk.place, desk.visit(desk.anna), citizen: id, position: form.entry))
    #expect(result.scales.first { $0.scale.id == "total" }?.value == 8 && result.movements.isEmpty)
  }

  @Test func anAlertAnswerBecomesATaskBeforeTheFormIsFinished() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    let stream = try #require(StreamID(id))
    let sheet = try begin(desk, id, "phq-9")
    try await save(desk, id, sheet, "q1", .number(3))
    #expect(try desk.place.journal.stream(stream, types: [Tasks.TaskOpened.type]).isEmpty)
    for _ in 0..<2 { try await save(desk, id, sheet, "q9", .number(2)) }
    let tasks = try desk.place.journal.stream(stream, types: [Tasks.TaskOpened.type])
    #expect(tasks.count == 1, "once, also when the answer is sent again")
    guard case .fact(let fact)? = tasks.first else { return }
    let task = try Tasks.TaskOpened(decoding: fact.draft.payload, schema: fact.draft.schema)
    #expect(task.reason == .alertAnswer && task.deadline.day == desk.place.today && task.owner == .user(desk.anna.description))
  }

  @Test func whatCannotBeTakenIsRefusedAndTheRestIsKept() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    let sheet = try begin(desk, id, "phq-9")
    let given: [(key: String, answer: Answer)] = [
      ("q1", .number(2)), ("q2", .number(9)), ("q3", .choice("x")), ("q99", .number(1)),
    ]
    guard
      case .refused(let refusals) = try await Measures.save(
        desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet, given)
    else {
      Issue.record("everything was taken")
      return
    }
    #expect(refusals.map(\.item) == ["q2", "q3", "q99"])
    let open = try #require(try Measures.sheet(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet))
    #expect(open.sheet.form.answers.entries.map(\.key) == ["q1"])
    // Nobody who does not write about the citizen's health, and nobody of another organisation, finds it.
    for visit in [desk.visit(desk.rie), desk.visit(desk.bo), desk.visit(desk.anna, role: "caseworker")] {
      #expect(try Measures.sheet(desk.place, visit, citizen: id, sheet: sheet) == nil)
    }
    #expect(
      try Measures.start(
        desk.place, desk.visit(desk.anna), citizen: id, instrument: "phq-9", respondent: "relative", mode: "phone", wave: nil)
        == nil,
      "a relative does not answer it")
    guard case .taken = try Measures.discard(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet) else {
      Issue.record("not given up")
      return
    }
    #expect(try Measures.sheet(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet) == nil)
  }

  @Test func anOpenFormGoesWithWhoeverIsErased() async throws {
    let desk = try await CitizensDesk()
    let (gone, kept) = (
      try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm")),
      try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    )
    let sheets = [try begin(desk, gone, "phq-9"), try begin(desk, kept, "phq-9")]
    for (id, sheet) in zip([gone, kept], sheets) { try await save(desk, id, sheet, "q1", .number(1)) }
    try ErasedStreams.forget([try #require(StreamID(gone))], in: desk.place)
    #expect(try Measures.sheet(desk.place, desk.visit(desk.anna), citizen: gone, sheet: sheets[0]) == nil)
    #expect(try Measures.sheet(desk.place, desk.visit(desk.anna), citizen: kept, sheet: sheets[1]) != nil)
  }

  @Test func twoDevicesAtOnceLoseNothing() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    let sheet = try begin(desk, id, "phq-9")
    let (place, visits) = (desk.place, (1...8).map { _ in desk.visit(desk.anna) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, visit) in visits.enumerated() {
        group.addTask {
          _ = try await Measures.save(place, visit, citizen: id, sheet: sheet, [("q\(number + 1)", .number(1))])
        }
      }
      try await group.waitForAll()
    }
    let open = try #require(try Measures.sheet(place, desk.visit(desk.anna), citizen: id, sheet: sheet))
    #expect(open.sheet.form.answers.entries.count == 8)
  }

  @Test func whatAFormSendsIsReadAsItWasMeant() throws {
    func item(_ kind: InstrumentDefinition.Kind) -> InstrumentDefinition.Item {
      .init(id: "a", kind: kind, label: Words(da: "A", en: "A"))
    }
    func read(_ kind: InstrumentDefinition.Kind, _ sent: [String], _ missing: String? = nil) -> Answer? {
      try? Measures.answer(item(kind), sent: sent, missing: missing)?.get()
    }
    #expect(read(.number(.init(decimals: 1)), [" 2,5 "]) == .number(2.5))
    #expect(read(.number(.init()), ["1.000,5"]) == nil && read(.number(.init()), ["tre"]) == nil)
    #expect(read(.date, ["3.2.2026"]) == .date(try #require(CivilDate("2026-02-03"))) && read(.date, ["31.2.2026"]) == nil)
    #expect(read(.choices([]), [Measures.noneOfThem]) == .choices([]), "none of many is an answer")
    #expect(Measures.answer(item(.choices([])), sent: [], missing: nil) == nil, "and nothing sent is none")
    #expect(read(.text(maxLength: nil), ["e\u{301}🐻"]) == .text("e\u{301}🐻"))
    #expect(read(.scale(.init(min: 0, max: 10)), ["4"], "declined") == .missing(.declined))
  }

  private func begin(_ desk: CitizensDesk, _ id: String, _ instrument: String) throws -> String {
    try #require(
      try Measures.start(
        desk.place, desk.visit(desk.anna), citizen: id, instrument: instrument, respondent: "self", mode: "faceToFace", wave: nil)
    )
  }

  private func save(_ desk: CitizensDesk, _ id: String, _ sheet: String, _ key: String, _ answer: Answer) async throws {
    guard
      case .taken = try await Measures.save(desk.place, desk.visit(desk.anna), citizen: id, sheet: sheet, [(key, answer)])
    else {
      Issue.record("\(key) was refused")
      return
    }
  }
}
