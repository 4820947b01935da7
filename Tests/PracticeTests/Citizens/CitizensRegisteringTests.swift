import Base
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

/// Registering, searching and hints of duplicates. All people are made up.
@Suite struct CitizensRegisteringTests {
  /// A replacement number (day and 60), so that it is nobody's CPR number.
  static let number = "6101011236"

  @Test func registeringIsOneActAndNamesTheRegisterer() async throws {
    let desk = try await CitizensDesk()
    let visit = desk.visit(desk.anna)
    let before = try desk.place.journal.head
    let id = try await desk.register(visit, desk.name("Åse", "Skov", birth: "3.2.1980", more: ["phone": "20 12 34 56"]))
    #expect(try desk.place.journal.receipt(of: visit.act)?.positions == before + 1...before + 3)
    let front = try #require(try Citizens.front(desk.place, desk.visit(desk.anna), id: id))
    #expect(front.opened.bar.label.da == "Åse Skov")
    #expect(front.opened.bar.age == 46)
    #expect(front.team.map(\.name) == ["Anna Prøve"])
    #expect(front.details.phone?.number == "+4520123456")
    #expect(front.timeline?.lines.map(\.kind.da).contains("Registreret") == true)
    #expect(front.timeline?.lines.first?.author == "Anna Prøve")
  }

  @Test func withoutBeingContactNoMoreThanTheNameIsSeen() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(
      desk.visit(desk.anna), desk.name("Ib", "Holm", more: ["phone": "20123456"]), asContact: false)
    let front = try #require(try Citizens.front(desk.place, desk.visit(desk.anna), id: id))
    #expect(!front.opened.isOpen)
    #expect(front.details.phone == nil && front.timeline == nil && front.number == nil)
    let form = ["who": "user:\(desk.anna)", "function": "contact"]
    #expect(try await Citizens.assign(desk.place, desk.visit(desk.anna), id: id, form) == nil, "nobody names himself")
    #expect(try await Citizens.assign(desk.place, desk.visit(desk.anna, role: "leader"), id: id, form) == .done)
    #expect(try Citizens.front(desk.place, desk.visit(desk.anna), id: id)?.timeline != nil)
  }

  @Test func aRoleWithoutNumbersNeitherRecordsNorLooksUpOne() async throws {
    let desk = try await CitizensDesk()
    let values = desk.name("Ib", "Holm", more: ["level": "identified", "cpr": "6101011236"])
    let visit = desk.visit(desk.anna, role: "civil-society-worker")
    guard case .refused(let problems) = try await Citizens.register(desk.place, visit, values) else {
      Issue.record("the number was taken")
      return
    }
    #expect(problems.map(\.field) == ["cpr"])
    guard case .refused = try Citizens.lookAlike(desk.place, visit, values) else {
      Issue.record("the number was looked up")
      return
    }
  }

  @Test(arguments: [
    (["level": "identified"], "given"), (["level": "aliasOnly"], "alias"),
    (["level": "aliasOnly", "alias": "Bjørnen", "given": "Bo"], "given"),
    (["level": "anonymous", "alias": "B", "given": "Bo"], "given"),
    (["level": "anonymous", "alias": "B", "birth": "3.2.1980"], "birth"),
    (["level": "aliasOnly", "alias": "B", "cpr": "6101011236"], "level"), (["given": "B\u{202E}o"], "given"),
    (["given": "Bo", "birth": "31.2.1980"], "birth"),
    (["given": "Bo", "birth": "1.1.2090"], "birth"), (["given": "Bo", "cpr": "123"], "cpr"),
    (["given": "Bo", "cpr": "3113801111"], "cpr"),
    (["given": "Bo", "phone": "12"], "phone"), (["given": "Bo", "level": "king"], "level"), (["given": "Bo", "sex": "x"], "sex"),
    (["given": String(repeating: "a", count: 101)], "given"),
    (["given": "a" + String(repeating: "\u{0301}", count: 5000)], "given"),
    (["given": "Bo", "birth": "3.2.1981", "cpr": "0302801235"], "birth"),
  ])
  func whatIsWrongIsSaidAtItsField(values: [String: String], field: String) async throws {
    let desk = try await CitizensDesk()
    let before = try desk.place.journal.head
    let answer = try await Citizens.register(desk.place, desk.visit(desk.anna), values)
    guard case .refused(let problems) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(problems.contains { $0.field == field }, "\(problems.map(\.field))")
    #expect(try desk.place.journal.head == before)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "Zoë 🐻👩‍👩‍👧", "e\u{0301}e\u{0301}", "محمد", "Łukasz O’Brien", "李 小龙", "Robert'); DROP TABLE x;--",
  ])
  func strangeNamesSurviveAsText(name: String) async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), ["given": name])
    let bar = try #require(try Citizens.open(desk.place, desk.visit(desk.anna), id: id)).bar
    #expect(bar.label.da == name)
    #expect(try Citizens.caseload(desk.place, desk.visit(desk.anna)).people.map(\.id) == [id])
  }

  @Test func theSameNumberTwiceIsOneCitizenInAnOrganisationAndMayStandInTwo() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm", more: ["cpr": Self.number]))
    let again = try await Citizens.register(
      desk.place, desk.visit(desk.bo), desk.name("Ib", "Holm", more: ["cpr": Self.number]), .init(isAnother: true))
    guard case .known(let holder) = again else {
      Issue.record("\(again)")
      return
    }
    #expect(holder.id == id)
    _ = try await desk.register(desk.visit(desk.rie), desk.name("Ib", "Holm", more: ["cpr": Self.number]))
    let number = try Citizens.number(desk.place, try #require(try Citizens.open(desk.place, desk.visit(desk.anna), id: id)))
    #expect(number?.masked == "\(Self.number.prefix(6))-••••")
  }

  @Test func theNumberStandsNowhereInTheTables() async throws {
    let desk = try await CitizensDesk()
    _ = try await desk.register(desk.visit(desk.anna), desk.name("Ib", "Holm", more: ["cpr": Self.number]))
    try desk.place.records.close()
    for file in try FileManager.default.contentsOfDirectory(
      at: desk.folder.appendingPathComponent("Records"), includingPropertiesForKeys: nil)
    {
      #expect(!(try Data(contentsOf: file)).contains(Data(Self.number.utf8)), "\(file.lastPathComponent)")
    }
  }

  @Test func searchFindsByBeginningsInAnyOrderWithDanishLetters() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(
      desk.visit(desk.anna),
      desk.name("Åse Marie", "Skov-Æbelø", more: ["alias": "Bjørnen", "phone": "20123456", "cpr": Self.number]))
    for words in [
      "aase", "Åse", "ÅS", "æbel", "skov mar", "marie åse", "bjorn", "Bjørnen", "skovæbelø", "3456", "20 12 34 56", Self.number,
      "\(Self.number.prefix(6))-\(Self.number.suffix(4))",
    ] {
      #expect(try Citizens.search(desk.place, desk.visit(desk.anna), words).people.map(\.id) == [id], "\(words)")
    }
    for words in ["ase x", "rie", "9999", "6101011244"] {
      #expect(try Citizens.search(desk.place, desk.visit(desk.anna), words).people.isEmpty, "\(words)")
    }
    for words in ["", " ", "a", "12", String(repeating: "a", count: 121), "%", "*"] {
      #expect(try Citizens.search(desk.place, desk.visit(desk.anna), words).problem != nil, "\(words)")
    }
  }

  @Test func aNameThatChangedIsFoundByTheNewNameOnly() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Karen", "Lund"))
    let changed = try await Citizens.change(
      desk.place, desk.visit(desk.anna), id: id, ["level": "identified", "given": "Karen", "family": "Bakke"], seen: [:])
    #expect(changed == .done)
    #expect(try Citizens.search(desk.place, desk.visit(desk.anna), "lund").people.isEmpty)
    #expect(try Citizens.search(desk.place, desk.visit(desk.anna), "karen bakke").people.count == 1)
  }

  @Test func whoLooksAlikeIsShownBeforeAnythingIsWritten() async throws {
    let desk = try await CitizensDesk()
    let id = try await desk.register(desk.visit(desk.anna), desk.name("Kristian", "Sørensen", birth: "3.2.1980"))
    let before = try desk.place.journal.head
    let again = desk.name("Christian", "Soerensen", birth: "2.3.1980", more: ["level": "identified"])
    guard case .alike(let list) = try await Citizens.register(desk.place, desk.visit(desk.bo), again) else {
      Issue.record("no hint")
      return
    }
    #expect(list.map(\.person.id) == [id])
    #expect(try desk.place.journal.head == before)
    guard case .done = try await Citizens.register(desk.place, desk.visit(desk.bo), again, .init(isAnother: true)) else {
      Issue.record("not written though confirmed")
      return
    }
  }

  @Test func theLookUpGivesTheCandidatesThatTheMatchingFiles() async throws {
    let desk = try await CitizensDesk()
    let people = try DuplicateSet(half: "test").records.prefix(400)
    var ids: [String: Citizens.Matching.Person] = [:]
    for record in people {
      let details = Citizens.Details(
        name: record.person.name, birth: record.person.birth, sex: record.person.sex, phone: record.person.phone)
      let stream = StreamID(UUID())
      let home = desk.municipality.description
      let facts: [any FactPayload] = [
        Citizens.SubjectRegistered(kind: .citizen, organisation: home),
        Citizens.CitizenRegistered(level: record.person.level, details: details, organisation: home),
      ]
      let drafts = try facts.map {
        FactDraft(
          id: EntryID(UUID()), stream: stream, type: type(of: $0).type, schema: $0.writtenSchema, occurredAt: .unknown,
          recordedBy: "test", payload: try $0.encoded())
      }
      _ = try await desk.place.journal.append(Act(id: ActID(UUID()), facts: drafts))
      ids[stream.description] = Citizens.Matching.Person(
        level: record.person.level, name: details.name, birth: details.birth, sex: details.sex, phone: details.phone)
    }
    try desk.place.records.catchUp()
    for record in people.prefix(150) {
      let keys = Citizens.Matching.lookupKeys(for: record.person)
      let asked = Set(keys)
      let wanted = Set(ids.filter { !asked.isDisjoint(with: Citizens.Matching.blockingKeys(for: $0.value)) }.keys)
      let visit = desk.visit(desk.anna)
      let asker = Citizens.Asker(
        identity: visit.condition(.read, .identity, alias: "a"), address: visit.condition(.read, .address, alias: "a"),
        users: [visit.caller.user], teams: [], today: visit.today)
      let found = try desk.place.records.read { try Citizens.candidates($0, asker, keys: keys, but: [], limit: 1000) }
      #expect(Set(found.map(\.stream.description)).isSuperset(of: wanted))
    }
  }
}
