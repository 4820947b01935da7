import Base
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

/// Two organisations apart, protected citizens hidden in content and in statements. All people are made up.
@Suite struct CitizensDoorTests {
  @Test func anotherOrganisationsCitizenIsNotThereAndTheTryIsLogged() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov", more: ["phone": "20123456"]))
    let visit = desk.visit(desk.rie)
    #expect(try Citizens.open(desk.place, visit, id: id) == nil)
    #expect(visit.entry(position: 1, found: false).outcome == .refused("notOpen"))
    #expect(try Citizens.search(desk.place, desk.visit(desk.rie), "åse").people.isEmpty)
    #expect(try Citizens.search(desk.place, desk.visit(desk.rie), "20123456").people.isEmpty)
    #expect(try Citizens.labels(desk.place, desk.visit(desk.rie), [#require(StreamID(id))]).isEmpty)
    let same = try await Citizens.register(
      desk.place, desk.visit(desk.rie), desk.name("Åse", "Skov", more: ["level": "identified", "phone": "20123456"]))
    guard case .done = same else {
      Issue.record("a hint of another organisation's citizen")
      return
    }
  }

  @Test func forgedIdsWriteNothing() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let theirs = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let mine = try await desk.register(desk.visit(desk.rie), desk.name("Ib", "Holm"))
    let head = try place.journal.head
    let values = ["level": "identified", "given": "X"]
    for id in [theirs, "00000000-0000-7000-8000-000000000000", "nonsense"] {
      #expect(try await Citizens.change(place, desk.visit(desk.rie), id: id, values, seen: [:]) == nil)
      #expect(try await Citizens.setAlert(place, desk.visit(desk.rie), id: id, ["alert": "allergy"]) == nil)
      #expect(
        try await Citizens.setProtection(place, desk.visit(desk.rie), id: id, ["protection": "none", "basis": "ended"]) == nil)
      #expect(
        try await Citizens.assign(place, desk.visit(desk.rie), id: id, ["who": "user:\(desk.rie)", "function": "contact"]) == nil)
      #expect(try await Citizens.recordNumber(place, desk.visit(desk.rie), id: id, number: "6101011236", change: nil) == nil)
      #expect(
        try await Citizens.link(place, desk.visit(desk.rie), id: mine, with: id, reason: .duplicate, confidence: .certain) == nil)
      #expect(
        try await Citizens.link(place, desk.visit(desk.rie), id: id, with: mine, reason: .duplicate, confidence: .certain) == nil)
      #expect(try Citizens.looks(place, desk.visit(desk.rie, role: "leader"), id: id, before: nil) == nil)
    }
    #expect(try place.journal.head == head)
  }

  @Test func staffOfAnotherOrganisationCannotBeNamed() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let answer = try await Citizens.assign(
      desk.place, desk.visit(desk.anna), id: id, ["who": "user:\(desk.rie)", "function": "contact"])
    guard case .refused(let problems)? = answer else {
      Issue.record("\(String(describing: answer))")
      return
    }
    #expect(problems.map(\.field) == ["who"])
  }

  @Test func aProtectedCitizenIsHiddenWithTheSameStatements() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let values = desk.name(
      "Kristian", "Sørensen", birth: "1.1.1901", more: ["cpr": CitizensRegisteringTests.number, "phone": "20123456"])
    let draft = try Citizens.Draft.read(values, today: place.today)
    func ask() throws -> (search: Int, hint: Int, counts: [Int]) {
      let visit = desk.visit(desk.bo)
      var counts: [Int] = []
      let search = try desk.statements {
        for words in ["kristian", "20123456", CitizensRegisteringTests.number] {
          counts.append(try Citizens.search(place, visit, words).people.count)
        }
      }
      let hint = try desk.statements { counts.append(try Citizens.alike(place, visit, draft).count) }
      return (search, hint, counts)
    }
    let nobody = try ask()
    let id = try await desk.register(desk.visit(desk.anna), values)
    let open = try ask()
    #expect(open.counts == [1, 0, 1, 1], "the telephone is found only by who may read it")
    #expect(
      try await Citizens.setProtection(place, desk.visit(desk.anna), id: id, ["protection": "restricted", "basis": "risk"])
        == .done)
    let hidden = try ask()
    #expect(hidden.counts == [0, 0, 0, 0])
    #expect(hidden.search == nobody.search && open.search == nobody.search)
    #expect(hidden.hint == nobody.hint && open.hint == nobody.hint)
    #expect(try Citizens.open(place, desk.visit(desk.bo), id: id) == nil)
    #expect(try Citizens.open(place, desk.visit(desk.anna), id: id)?.bar.protection == .restricted)

    // The number is free to who may not know of him: the answer is as if nobody had it.
    guard case .done(let second) = try await Citizens.register(place, desk.visit(desk.bo), values) else {
      Issue.record("a refusal tells that somebody has the number")
      return
    }
    let anna = try #require(try Citizens.open(place, desk.visit(desk.anna), id: id))
    #expect(try Citizens.alike(place, desk.visit(desk.anna), anna).map(\.person.id) == [second], "who may see both finds them")
  }

  @Test func aRestrictedCitizenAlwaysHasSomebody() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let place = desk.place
    #expect(
      try await Citizens.setProtection(place, desk.visit(desk.anna), id: id, ["protection": "restricted", "basis": "risk"])
        == .done)
    let opened = try #require(try Citizens.open(place, desk.visit(desk.anna), id: id))
    let only = try #require(try Citizens.team(place, desk.visit(desk.anna), opened).first)
    let answer = try await Citizens.unassign(
      place, desk.visit(desk.anna), id: id, assignment: only.assignment, reason: .handedOver)
    guard case .refused? = answer else {
      Issue.record("nobody could open the citizen any more")
      return
    }
  }

  @Test func theTelephoneIsSeenByWhomTheCitizenSaid() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(
      desk.visit(desk.anna), desk.name("Åse", "Skov", more: ["phone": "20123456", "phoneSeenBy": "assigned"]))
    #expect(
      try await Citizens.assign(
        desk.place, desk.visit(desk.anna), id: id, ["who": "team:\(desk.team)", "function": "contact"]) == .done)
    let colleague = desk.visit(desk.bo, teams: [desk.team.description])
    let front = try #require(try Citizens.front(desk.place, colleague, id: id))
    #expect(front.opened.isOpen && front.details.phone == nil)
    #expect(try Citizens.search(desk.place, desk.visit(desk.bo, teams: [desk.team.description]), "3456").people.isEmpty)
    #expect(try Citizens.front(desk.place, desk.visit(desk.anna), id: id)?.details.phone != nil)
    #expect(try Citizens.search(desk.place, desk.visit(desk.anna), "3456").people.count == 1)
  }

  @Test func listsTakeTheSameStatementsAtOneAndAtTwoHundredRows() async throws {
    let desk = try await CitizensDesk()
    let place = desk.place
    let first = try await desk.register(desk.visit(desk.anna), desk.name("Kristian", "Sørensen", birth: "3.2.1980"))
    let draft = try Citizens.Draft.read(desk.name("Kristian", "Sørensen", birth: "3.2.1980"), today: place.today)
    func count() throws -> [Int] {
      var streams: [StreamID] = []
      return [
        try desk.statements { _ = try Citizens.caseload(place, desk.visit(desk.anna)) },
        try desk.statements { _ = try Citizens.search(place, desk.visit(desk.anna), "kristian") },
        try desk.statements { _ = try Citizens.alike(place, desk.visit(desk.anna), draft) },
        try desk.statements { _ = try Citizens.front(place, desk.visit(desk.anna), id: first) },
        try desk.statements {
          streams = try Citizens.caseload(place, desk.visit(desk.anna)).people.compactMap { StreamID($0.id) }
          _ = try Citizens.labels(place, desk.visit(desk.anna), streams)
        },
      ]
    }
    let one = try count()
    for n in 0..<199 {
      _ = try await desk.register(desk.visit(desk.anna), desk.name("Kristian \(n)", "Sørensen", birth: "3.2.\(1900 + n % 100)"))
      if n < 60 { _ = try await desk.write(Citizens.AlertSet(alert: .allergy, note: "\(n)"), #require(StreamID(first))) }
    }
    #expect(try Citizens.caseload(place, desk.visit(desk.anna)).people.count == 200)
    #expect(try count() == one)
    #expect(one.allSatisfy { $0 <= 14 }, "\(one)")
  }

  @Test func whoHasLookedIsToldInWords() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Åse", "Skov"))
    let visit = Access.Visit(
      caller: desk.visit(desk.anna).caller, policy: desk.place.policy, page: "/citizens/:citizen", today: desk.place.today,
      act: desk.place.newAct())
    _ = try Citizens.front(desk.place, visit, id: id)
    try await desk.place.log(visit, found: true)
    let own = Access.Caller(user: "citizen", organisation: "", roles: ["citizen"], ownStreams: [id])
    let asked = Access.Visit(
      caller: own, policy: desk.place.policy, page: "looked", today: desk.place.today, act: desk.place.newAct())
    let page = try #require(try Citizens.looks(desk.place, asked, id: id, before: nil))
    let look = try #require(page.looks.first)
    #expect(
      look.who == "Anna Prøve" && look.what.da == "Din forside og det, der er sket" && look.purpose.da == "Arbejdet med dig")
    #expect(
      try Citizens.looks(desk.place, desk.visit(desk.anna), id: id, before: nil) == nil, "staff need to be allowed to hand it out"
    )
  }
}
