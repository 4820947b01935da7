import Base
import Foundation
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records
import Synchronization
import Testing

@Suite struct PracticeQueryTests {
  /// What opens all imported data.
  private var open: Access.Condition {
    let rule = Access.Rule(actions: [.read], relations: [.imported], classes: [.research], protection: .restricted)
    let role = Access.Role(id: "r", title: Words(da: "", en: ""), purpose: .evaluation, permissions: [], rules: [rule])
    let caller = Access.Caller(user: "test", organisation: "", roles: ["r"])
    return Access.Condition(Access.Policy(roles: [role]), caller, .read, .research, alias: "a", today: .epoch)
  }

  private func form(
    _ instrument: String = "cesd", wave: String? = nil, answers: [String: Measures.Answer], sum: Double
  ) -> Measures.FormAnswered {
    Measures.FormAnswered(
      instrument: instrument, version: "1", hash: "", wave: wave, respondent: "citizen", mode: "import", answers: answers,
      scores: ["sum": .value(sum)])
  }

  @Test func aCorrectionChangesScoreTrajectoryAndTimeline() throws {
    let book = try RecordsBook()
    let citizen = try book.citizen("1")
    let wrong = try book.write(form(answers: ["a": .number(3)], sum: 3), citizen, on: day("2016-02-03"))
    try book.write(form(answers: ["a": .number(5)], sum: 5), citizen, on: day("2016-03-03"))
    let records = try book.records()
    try records.prepare()
    func sums() throws -> [Measures.Score] {
      try records.read { try Measures.trajectory($0, of: citizen).flatMap(\.scores).map(\.score) }
    }
    #expect(try sums() == [.value(3), .value(5)])
    let right = Measures.FormAnswered(
      instrument: "cesd", version: "1", hash: "", respondent: "citizen", mode: "import", answers: ["a": .number(4)],
      scores: ["sum": .refused("tooManyMissing")])
    try book.write(right, citizen, on: day("2016-02-04"), corrects: wrong)
    try records.catchUp()
    #expect(try sums() == [.refused("tooManyMissing"), .value(5)])
    let lines = try records.read { try Timeline.page($0, of: citizen).lines }
    #expect(lines.map(\.standing) == [.effective, .effective, .corrected, .effective])
    #expect(lines.map(\.occurredAt) == [day("2016-03-03"), day("2016-02-04"), day("2016-02-03"), .unknown])
    #expect(lines.first?.item == TimelineItem(.form, code: "cesd", number: 5))
    let scope = try records.read { try Citizens.scope($0, study: "s") }
    let columns = try records.read { try Measures.forms($0, scope, instrument: "cesd") }
    #expect(columns.item("a")?.numbers == [5, 4])
    #expect(columns.answerNo == [2, 1])
    #expect(columns.scale("sum")?.refused == ["tooManyMissing": 1])
  }

  @Test func formsAsColumns() throws {
    let book = try RecordsBook()
    let first = try book.citizen("2", site: "Odense")
    let second = try book.citizen("10", site: "Aarhus")
    let other = try book.citizen("3", study: "other")
    let programme = StreamID(UUID())
    try book.write(Citizens.SubjectRegistered(kind: .programme, source: "p", study: "s", site: "Vejle"), programme)
    try book.write(
      form(wave: "før", answers: ["a": .number(1), "b": .code("ja"), "m": .codes(["x", "y"]), "t": .text("hemmeligt")], sum: 1),
      first,
      on: day("2016-01-02"))
    try book.write(form(wave: "før", answers: ["a": .number(9), "b": .code("ja"), "m": .codes(["z"])], sum: 9), other)
    try book.write(form(wave: "efter", answers: ["a": .missing("blank"), "b": .code("nej"), "m": .codes([])], sum: 2), second)
    try book.write(form("another", answers: ["a": .number(7)], sum: 7), second)
    try book.write(form(answers: ["b": .code("ja"), "c": .number(0.5)], sum: 3), programme)
    let records = try book.records()
    try records.prepare()
    let (scope, columns) = try records.read { db in
      let scope = try Citizens.scope(db, study: "s")
      return (scope, try Measures.forms(db, scope, instrument: "cesd"))
    }
    #expect(scope.sources == ["2", "10"])
    #expect(scope.streams == [first, second])
    #expect(columns.person == [0, 1, -1])
    #expect(columns.wave == ["før", "efter", nil])
    #expect(columns.site == ["Odense", "Aarhus", "Vejle"])
    #expect(columns.day == [day("2016-01-02").firstDay?.dayNumber, nil, nil])
    #expect(columns.scale("sum")?.numbers == [1, 2, 3])
    let a = try #require(columns.item("a"))
    #expect(a.numbers[0] == 1 && a.numbers[1].isNaN && a.numbers[2].isNaN)
    #expect(a.missing == ["blank": 1])
    let b = try #require(columns.item("b"))
    #expect(b.codes.map { b.labels[Int($0)] } == ["ja", "nej", "ja"])
    let m = try #require(columns.item("m"))
    #expect(m.choices.map { "\($0.form)\(m.labels[Int($0.code)])" } == ["0x", "0y"])
    #expect(m.answeredChoices == [0, 1])
    #expect(columns.item("c")?.numbers[2] == 0.5)
    let text = try records.read { db in
      try String.fetchAll(db, sql: "SELECT item || ifnull(code, '') || ifnull(missing, '') FROM measures_answer")
    }
    #expect(!text.contains { $0.contains("hemmeligt") }, "free text stays sealed in the journal")
    let stored = try records.read { try Measures.answers($0, entry: columns.entry[0]) }
    #expect(
      stored == [
        .init(item: "a", answer: .number(1)), .init(item: "b", answer: .code("ja")),
        .init(item: "m", answer: .codes(["x", "y"])),
        .init(item: "t", answer: .missing("sealedText")),
      ])
    #expect(try records.read { try Measures.instruments($0, study: "s") } == ["cesd": 3, "another": 1])
  }

  @Test func contactsStepsEventsHoursAndCosts() throws {
    let book = try RecordsBook()
    let citizen = try book.citizen("1", site: "Aarhus", on: day("2016-01-01"))
    let programme = StreamID(UUID())
    try book.write(Citizens.SubjectRegistered(kind: .programme, study: "s"), programme)
    try book.write(
      Outreach.ContactRecorded(kind: .contact, place: "Gaden", outcome: "Kontakt"), citizen, on: day("2016-02-03T14:05+01:00"))
    try book.write(Outreach.ContactRecorded(kind: .attempt), citizen, on: day("2016-02-01"))
    try book.write(Courses.CourseStep(step: "ended", reason: "moved"), citizen, on: day("2016-04"))
    try book.write(Courses.CourseStep(step: "started"), citizen, on: day("2016-03-01"))
    try book.write(Treatment.TreatmentEvent(kind: .dose, what: "m", amount: 16, unit: "mg", relativeDay: 7), citizen)
    let hours = Economics.HoursReported(
      quarter: "2014Q4", site: "Aarhus", costType: "direkte", activity: "a", staffGroup: "leder", hours: "0.75", rate: nil)
    let cost = Economics.CostReported(
      quarter: "2014Q4", site: "Aarhus", costType: "direkte", activity: "a", item: "i", kr: "4800")
    try book.write(hours, programme)
    try book.write(cost, programme)
    let records = try book.records()
    try records.prepare()
    try records.read { db in
      let scope = try Citizens.scope(db, study: "s")
      let contacts = try Outreach.contacts(db, scope)
      #expect(contacts.kind == ["contact", "attempt"] && contacts.site == ["Aarhus", "Aarhus"])
      #expect(contacts.day == [16834, 16832] && contacts.person == [0, 0])
      let summary = try Outreach.summary(db, of: citizen)
      #expect(summary == .init(counts: [.contact: 1, .attempt: 1], firstDay: 16832, lastDay: 16834))
      #expect(try Courses.steps(db, scope).step == ["ended", "started"])
      #expect(try Courses.course(db, of: citizen).map(\.step) == ["started", "ended"])
      let events = try Treatment.events(db, scope)
      #expect(events.day == [7] && events.amount == [16] && events.kind == ["dose"])
      #expect(try Treatment.counts(db, of: citizen) == [.dose: 1])
      #expect(try Economics.hours(db, scope) == [hours])
      #expect(try Economics.costs(db, scope) == [cost])
      #expect(try Citizens.counts(db, open) == ["s": [.citizen: 1]])
    }
  }

  @Test func theListIsPagedByKey() throws {
    let book = try RecordsBook()
    for number in 0..<23 { _ = try book.citizen("U\(1000 + (number * 7) % 23)") }
    _ = try book.citizen("U0000", study: "other")
    let records = try book.records()
    try records.prepare()
    var seen: [String] = []
    var cursor: Citizens.ListCursor?
    repeat {
      let page = try records.read { try Citizens.list($0, open, study: "s", after: cursor, limit: 5) }
      seen += page.subjects.map(\.source)
      cursor = page.next
    } while cursor != nil
    #expect(seen == (0..<23).map { "U\(1000 + $0)" })
    let found = try records.read { try Citizens.subject($0, study: "s", source: "U1007") }
    #expect(try records.read { try Citizens.subject($0, #require(found).stream) } == found)
  }

  /// The longest timeline costs what a short one costs: the same number of statements, and no scan.
  @Test func theTimelineIsPagedByKey() throws {
    let book = try RecordsBook()
    let (long, short) = (try book.citizen("1"), try book.citizen("2"))
    for index in 0..<400 {
      try book.write(
        Treatment.TreatmentEvent(kind: .dose, amount: Double(index), relativeDay: (index * 37) % 400 - 100), long)
    }
    try book.write(Treatment.TreatmentEvent(kind: .dose, amount: 1, relativeDay: 1), short)
    let records = try book.records()
    try records.prepare()
    var seen: [Int] = []
    var cursor: Timeline.Cursor?
    repeat {
      let page = try records.read { try Timeline.page($0, of: long, before: cursor, limit: 50) }
      seen += page.lines.compactMap(\.item.relativeDay)
      cursor = page.next
    } while cursor != nil
    #expect(seen == Array((-100..<300).reversed()))
    #expect(try records.read { try Timeline.count($0, of: long) } == 401)
    func steps(_ stream: StreamID) throws -> (statements: Int, plan: String) {
      try records.read { db in
        let counter = Mutex(0)
        db.trace { _ in counter.withLock { $0 += 1 } }
        _ = try Timeline.page(db, of: stream)
        db.trace(nil)
        let plan = try Row.fetchAll(
          db,
          sql: """
            EXPLAIN QUERY PLAN SELECT * FROM timeline_item WHERE stream = 1 AND (orderKey, entry) < (1, 1)
            ORDER BY orderKey DESC, entry DESC LIMIT 5
            """
        ).map { $0["detail"] as String }.joined(separator: "; ")
        return (counter.withLock { $0 }, plan)
      }
    }
    let (a, b) = (try steps(long), try steps(short))
    #expect(a.statements == b.statements && a.statements > 0)
    #expect(a.plan.contains("USING INDEX") && !a.plan.contains("TEMP B-TREE"))
  }

  /// House rule 4 for every query of the practice, and house rule 5 for one citizen.
  @Test func rebuiltAndReplayedRecordsAnswerTheSame() throws {
    let book = try RecordsBook()
    var citizens: [StreamID] = []
    for number in 0..<9 {
      let citizen = try book.citizen("\(number)", site: number % 2 == 0 ? "Aarhus" : "Odense")
      citizens.append(citizen)
      let entry = try book.write(
        form(wave: "før", answers: ["a": .number(Double(number))], sum: Double(number)), citizen,
        on: day("2016-05-0\(number + 1)"))
      try book.write(Outreach.ContactRecorded(kind: .contact, place: "p"), citizen, on: day("2016-03"))
      if number % 3 == 0 { try book.write(Citizens.EntryWithdrawn(reason: "mistake"), citizen, corrects: entry) }
    }
    let records = try book.records()
    func everything(_ db: Database) throws -> [String] {
      let scope = try Citizens.scope(db, study: "s")
      var answers = ["\(scope.sources) \(scope.sites)", "\(try Citizens.list(db, open, study: "s"))"]
      let forms = try Measures.forms(db, scope, instrument: "cesd")
      answers.append("\(forms.person) \(forms.wave) \(forms.items.map(\.numbers)) \(forms.scales.map(\.numbers))")
      answers.append("\(try Outreach.contacts(db, scope).place)")
      for citizen in citizens {
        answers.append("\(try Timeline.page(db, of: citizen)) \(try Measures.trajectory(db, of: citizen))")
      }
      return answers
    }
    try records.prepare()
    let before = try records.read(everything)
    try records.close()
    try RecordsEngine.remove(book.folder)
    let again = try RecordsEngine(
      folder: book.folder, source: book, projections: PracticeFeatures.projections, alsoKnown: PracticeFeatures.alsoKnown)
    try again.prepare()
    #expect(try again.read(everything) == before)
    let replayed = try again.replay(citizens, asOf: book.lastPosition())
    #expect(try replayed.read(everything) == before)
    let earlier = try again.replay([citizens[0]], asOf: 3)
    #expect(try earlier.read { try Measures.trajectory($0, of: citizens[0]).count } == 1, "not yet withdrawn then")
    #expect(try again.read { try Measures.trajectory($0, of: citizens[0]).count } == 0)
  }
}
