import Base
import Foundation
import GRDB
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

/// Two editors, numbers, alerts, links, moves, erasure. All people are made up.
@Suite struct CitizensChangingTests {
  private func values(_ form: Citizens.DetailsPage, _ changes: [String: String]) -> [String: String] {
    form.values.merging(changes) { $1 }
  }

  @Test func twoEditorsConflictOnlyInTheSameField() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov", birth: "3.2.1980", more: ["phone": "20123456"]))
    let (_, seen) = try #require(try Citizens.detailsForm(place, desk.visit(desk.anna), id: id))
    #expect(
      try await Citizens.change(place, desk.visit(desk.anna), id: id, values(seen, ["phone": "30123456"]), seen: seen.seen) == .done)
    // The other editor still has the old page, and changes something else: no conflict, and the new telephone stays.
    #expect(
      try await Citizens.change(place, desk.visit(desk.anna), id: id, values(seen, ["family": "Bakke"]), seen: seen.seen) == .done)
    var details = try #require(try Citizens.open(place, desk.visit(desk.anna), id: id)).current.details
    #expect(details.phone?.number == "+4530123456" && details.name.family == "Bakke")
    // And now the same field: told with both values, nothing written.
    let head = try place.journal.head
    let answer = try await Citizens.change(
      place, desk.visit(desk.anna), id: id, values(seen, ["phone": "40123456", "city": "Eksempelby"]), seen: seen.seen)
    guard case .refused(let problems, let again)? = answer else {
      Issue.record("\(String(describing: answer))")
      return
    }
    #expect(problems.map(\.field) == ["phone"])
    #expect(problems[0].words.da.contains("30 12 34 56") && problems[0].words.da.contains("40 12 34 56"))
    #expect(try place.journal.head == head)
    #expect(again.values["phone"] == "40123456" && again.values["family"] == "Bakke" && again.values["city"] == "Eksempelby")
    // Sent again from the page that was shown: it is meant.
    #expect(try await Citizens.change(place, desk.visit(desk.anna), id: id, again.values, seen: again.seen) == .done)
    details = try #require(try Citizens.open(place, desk.visit(desk.anna), id: id)).current.details
    #expect(details.phone?.number == "+4540123456" && details.name.family == "Bakke" && details.address?.city == "Eksempelby")
  }

  @Test func aFieldIsEmptiedAndNothingIsWrittenForNothing() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov", more: ["phone": "20123456"]))
    let (_, seen) = try #require(try Citizens.detailsForm(place, desk.visit(desk.anna), id: id))
    let head = try place.journal.head
    #expect(try await Citizens.change(place, desk.visit(desk.anna), id: id, seen.values, seen: seen.seen) == .nothing)
    #expect(try place.journal.head == head)
    #expect(try await Citizens.change(place, desk.visit(desk.anna), id: id, values(seen, ["phone": ""]), seen: seen.seen) == .done)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id)?.current.details.phone == nil)
    #expect(try Citizens.search(place, desk.visit(desk.anna), "3456").people.isEmpty)
  }

  @Test func anAliasBecomesKnownByName() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let id = try await desk.register(desk.visit(desk.anna), ["level": "aliasOnly", "alias": "Bjørnen"])
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id)?.bar.label.da == "»Bjørnen«")
    let answer = try await Citizens.change(
      place, desk.visit(desk.anna), id: id, ["level": "aliasOnly", "alias": "Bjørnen", "given": "Bo"], seen: [:])
    guard case .refused? = answer else {
      Issue.record("a name with no more than an alias")
      return
    }
    #expect(
      try await Citizens.change(
        place, desk.visit(desk.anna), id: id, ["level": "identified", "alias": "Bjørnen", "given": "Bo"], seen: [:]) == .done)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id)?.bar.label.da == "Bo")
  }

  @Test func aNumberThatChangedGivesUpItsClaim() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let (first, second) = ("6101011236", "6101011244")
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov", birth: "1.1.1901", more: ["cpr": first]))
    guard case .refused? = try await Citizens.recordNumber(place, desk.visit(desk.anna), id: id, number: second, change: nil) else {
      Issue.record("a change without a reason")
      return
    }
    #expect(
      try await Citizens.recordNumber(place, desk.visit(desk.anna), id: id, number: second, change: .typingError) == .done)
    #expect(try Citizens.search(place, desk.visit(desk.anna), second).people.map(\.id) == [id])
    #expect(try Citizens.search(place, desk.visit(desk.anna), first).people.isEmpty)
    let other = try await desk.register(desk.visit(desk.bo), desk.name("Ib", "Holm", more: ["cpr": first]))
    guard case .known(let holder)? = try await Citizens.recordNumber(
      place, desk.visit(desk.bo), id: other, number: second, change: .newNumber)
    else {
      Issue.record("two have one number")
      return
    }
    #expect(holder.id == id)
  }

  @Test func alertsStandOnTheBarUntilTheyEnd() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let form = ["alert": "allergy", "note": "Penicillin"]
    #expect(try await Citizens.setAlert(place, desk.visit(desk.anna), id: id, form) == .done)
    guard case .refused? = try await Citizens.setAlert(place, desk.visit(desk.anna), id: id, form) else {
      Issue.record("the same alert twice")
      return
    }
    let opened = try #require(try Citizens.open(place, desk.visit(desk.anna), id: id))
    #expect(opened.bar.alerts.map { $0.text(.da) } == ["Allergi: Penicillin"])
    let line = try #require(try Citizens.allAlerts(place, opened).first)
    #expect(try await Citizens.endAlert(place, desk.visit(desk.anna), id: id, alert: line.id, reason: .mistake) == .done)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id)?.bar.alerts.isEmpty == true)
    #expect(try await Citizens.endAlert(place, desk.visit(desk.anna), id: id, alert: "x", reason: .mistake) == nil)
  }

  @Test func linkedStreamsAreOnePersonUntilTheyAreParted() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let a = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let b = try await desk.register(desk.visit(desk.anna), ["level": "aliasOnly", "alias": "Åsen"])
    let c = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov-Lund"))
    let visit = desk.visit(desk.anna)
    #expect(try await Citizens.link(place, visit, id: a, with: b, reason: .aliasKnown, confidence: .certain) == .done)
    #expect(
      try await Citizens.link(place, desk.visit(desk.anna), id: b, with: c, reason: .duplicate, confidence: .likely) == .done)
    guard
      case .refused? = try await Citizens.link(
        place, desk.visit(desk.anna), id: a, with: c, reason: .duplicate, confidence: .certain)
    else {
      Issue.record("linked in a ring")
      return
    }
    #expect(try Citizens.caseload(place, desk.visit(desk.anna)).people.count == 1, "one line a person")
    try await desk.write(
      Outreach.ContactRecorded(kind: .contact, place: "Gaden"), #require(StreamID(b)), on: .day(place.today), by: desk.anna.description)
    let front = try #require(try Citizens.front(place, desk.visit(desk.anna), id: a))
    #expect(Set(front.opened.streams.map(\.description)) == [a, b, c])
    #expect(front.timeline?.lines.contains { $0.kind.da == "Kontakt" } == true)

    let link = visit.act.description
    #expect(try await Citizens.unlink(place, desk.visit(desk.anna), id: a, link: link, reason: .mistake) == .done)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: a)?.streams.count == 1)
    #expect(try Citizens.caseload(place, desk.visit(desk.anna)).people.count == 2)
    let written = try #require(try Citizens.writtenWhileLinked(place, desk.visit(desk.anna), id: a, link: link))
    #expect(written.lines.map(\.kind.da) == ["Kontakt"])
    // And linked again.
    #expect(
      try await Citizens.link(place, desk.visit(desk.anna), id: a, with: b, reason: .aliasKnown, confidence: .certain) == .done)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: a)?.streams.count == 3)
  }

  @Test func anonymousIsLinkedOnlyWhenThePersonAsked() async throws {
    let desk = try await CitizensDesk()
    let a = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let b = try await desk.register(desk.visit(desk.anna), ["level": "anonymous", "alias": "Å"])
    guard
      case .refused? = try await Citizens.link(
        desk.place, desk.visit(desk.anna), id: a, with: b, reason: .duplicate, confidence: .certain)
    else {
      Issue.record("an anonymous person was attached")
      return
    }
    #expect(
      try await Citizens.link(
        desk.place, desk.visit(desk.anna), id: a, with: b, reason: .personAsked, confidence: .certain) == .done)
  }

  @Test func whatStoodOnTheWrongCitizenIsMovedWithAuthorAndTime() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let wrong = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let right = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    let day = try #require(CivilDate("2026-08-01"))
    try await desk.write(
      Outreach.ContactRecorded(kind: .contact, place: "Gaden"), #require(StreamID(wrong)), on: .day(day), by: desk.bo.description)
    let position = try place.journal.head
    let visit = desk.visit(desk.anna)
    #expect(try await Citizens.move(place, visit, id: wrong, position: position, to: right) == .done)
    let there = try #require(try Citizens.front(place, desk.visit(desk.anna), id: right)?.timeline)
    let line = try #require(there.lines.first { $0.kind.da == "Kontakt" })
    #expect(line.author == "Bo Prøve" && line.occurredAt == .day(day) && line.standing == nil)
    let here = try #require(try Citizens.front(place, desk.visit(desk.anna), id: wrong)?.timeline)
    #expect(here.lines.first { $0.kind.da == "Kontakt" }?.standing?.da == "Trukket tilbage")
    // Not twice, not what says who the citizen is, and not to somebody else's citizen.
    #expect(try await Citizens.move(place, desk.visit(desk.anna), id: wrong, position: position, to: right) == nil)
    let theirs = try await desk.register(desk.visit(desk.rie), desk.name("Else", "Krog"))
    #expect(try await Citizens.move(place, desk.visit(desk.anna), id: right, position: line.position, to: theirs) == nil)
    for entry in try place.journal.stream(#require(StreamID(wrong))) {
      guard case .fact(let fact) = entry, fact.draft.type.hasPrefix("citizen.") else { continue }
      #expect(try await Citizens.move(place, desk.visit(desk.anna), id: wrong, position: fact.position, to: right) == nil)
    }
  }

  @Test func theTimelineIsNarrowedByWhatTheVisitorMayReadAndByKind() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let stream = try #require(StreamID(id))
    try await desk.write(Outreach.ContactRecorded(kind: .contact, place: "Gaden"), stream, on: .day(desk.place.today))
    let before = try desk.place.journal.head
    try await desk.write(
      Treatment.TreatmentEvent(kind: .dose, what: "Metadon", amount: 40, unit: "mg"), stream, on: .day(desk.place.today),
      dataClass: "health")
    func kinds(_ role: String, group: TimelineGroup? = nil, asOf: Int64? = nil) throws -> Set<String> {
      let front = try Citizens.front(desk.place, desk.visit(desk.anna, role: role), id: id, group: group, asOf: asOf)
      return Set((front?.timeline?.lines ?? []).map(\.kind.da))
    }
    #expect(try kinds("therapist").isSuperset(of: ["Medicin", "Kontakt"]))
    #expect(try kinds("caseworker").contains("Kontakt") && !kinds("caseworker").contains("Medicin"))
    #expect(try kinds("therapist", group: .contacts) == ["Kontakt"])
    #expect(try !kinds("therapist", asOf: before).contains("Medicin"))
  }

  @Test func theSameActSentTwiceIsWrittenOnce() async throws {
    let desk = try await CitizensDesk()
    let visit = desk.visit(desk.anna)
    let id = try await desk.register(visit, desk.name("Åse", "Skov"))
    let head = try desk.place.journal.head
    let again = try await Citizens.register(
      desk.place, desk.visit(desk.anna, act: visit.act), desk.name("Åse", "Skov"), .init(isAnother: true))
    guard case .refused = again else {
      Issue.record("written twice: \(again)")
      return
    }
    #expect(try desk.place.journal.head == head)
    #expect(try Citizens.open(desk.place, desk.visit(desk.anna), id: id) != nil)
  }

  @Test func erasureLeavesNothingInTheTables() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let canary = "Kanariefuglkanin"
    let id = try await desk.register(
      desk.visit(desk.anna),
      desk.name(canary, canary, more: ["alias": canary, "street": "\(canary) 7", "contactNote": canary, "phone": "20987654"]))
    let stream = try #require(StreamID(id))
    let other = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm"))
    #expect(try await Citizens.setAlert(place, desk.visit(desk.anna), id: id, ["alert": "allergy", "note": canary]) == .done)
    #expect(
      try await Citizens.assign(
        place, desk.visit(desk.anna), id: id, ["who": "user:\(desk.bo)", "function": "doctor", "about": canary]) == .done)
    #expect(
      try await Citizens.link(place, desk.visit(desk.anna), id: id, with: other, reason: .duplicate, confidence: .certain) == .done)
    _ = try place.journal.erase(stream: stream, reason: "mistake")
    try place.records.refresh([stream])
    let rows = try place.records.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'citizens_%'").map { table in
        let text = try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\($0)".lowercased() }.joined(separator: "\n")
        return (table, text.contains(canary.lowercased()) || text.contains("45678902"))
      }
    }
    #expect(rows.count >= 8 && rows.allSatisfy { !$0.1 }, "\(rows.filter(\.1).map(\.0))")
    #expect(try Citizens.search(place, desk.visit(desk.anna), canary).people.isEmpty)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id) == nil)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: other)?.streams.count == 1)
  }
}
