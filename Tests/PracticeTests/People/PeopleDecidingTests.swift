import Base
import PracticeRules
import Testing

/// What forms about users, teams and organisations become; no disk, no clock.
@Suite struct PeopleDecidingTests {
  private let today = CivilDate("2026-12-01") ?? .epoch
  private let user = People.User(id: "u", organisation: "o", name: "Bo (opdigtet)", login: "bo")

  private func problems(_ work: () throws -> Void) -> [String] {
    do {
      try work()
      return []
    } catch let People.Refusal.problems(list) {
      return list.map(\.field)
    } catch {
      return ["?"]
    }
  }

  @Test func emptyFormsNameEveryFieldThatIsNeeded() {
    #expect(problems { _ = try People.UserForm(name: nil, login: nil).decide(organisation: "o") } == ["name", "login"])
    #expect(problems { _ = try People.UserForm(name: " \n ", login: "  ").decide(organisation: "o") } == ["name", "login"])
    #expect(problems { _ = try People.TeamForm(name: "").decide(known: []) } == ["name"])
    #expect(problems { _ = try People.OrganisationForm(name: nil, kind: nil).decide() } == ["name", "kind"])
  }

  @Test func limitsAreKept() {
    let long = String(repeating: "å", count: People.Limit.name + 1)
    #expect(problems { _ = try People.UserForm(name: long, login: "bo-hansen").decide(organisation: "o") } == ["name"])
    let longest = String(repeating: "å", count: People.Limit.name)
    #expect(problems { _ = try People.UserForm(name: longest, login: "bo-hansen").decide(organisation: "o") }.isEmpty)
    // A pile of combining letters is one character and many bytes.
    let pile = "a" + String(repeating: "\u{301}", count: 5_000)
    #expect(problems { _ = try People.UserForm(name: pile, login: "bo-hansen").decide(organisation: "o") } == ["name"])
    let mandate = People.GrantForm(.mandate, what: nil, text: String(repeating: "x", count: People.Limit.mandate + 1))
    #expect(problems { _ = try mandate.decide(for: user, today: today, known()) } == ["mandate-text"])
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "👩🏽‍🚒 Bo", "Zoe\u{308}", "O'Brien \"x\" & co", "مريم", "'; DROP TABLE people_user; --",
  ])
  func strangeNamesSurviveAsText(name: String) throws {
    let decided = try People.UserForm(name: name, login: "bo-hansen").decide(organisation: "o")
    #expect(decided.name == name)
    #expect(try People.UserRegistered(decoding: decided.encoded(), schema: 1) == decided)
  }

  @Test(arguments: ["Bo\u{202E}nib", "Bo\u{0}", "Bo\nHansen", "\u{2066}Bo"])
  func namesThatCannotBeSeenAreRefused(name: String) {
    #expect(problems { _ = try People.UserForm(name: name, login: "bo-hansen").decide(organisation: "o") } == ["name"])
  }

  @Test func addressesAndNumbersAreChecked() {
    for email in ["bo", "bo@", "@x.dk", "bo@x", "bo@.dk", "a@b@c.dk", "bo hansen@x.dk", "<bo@x.dk>"] {
      let form = People.UserForm(name: "Bo", login: "bo-hansen", email: email)
      #expect(problems { _ = try form.decide(organisation: "o") } == ["email"], "\(email)")
    }
    let phone = People.UserForm(name: "Bo", login: "bo-hansen", phone: "ring bare", language: "tlh")
    #expect(problems { _ = try phone.decide(organisation: "o") } == ["phone", "language"])
    for cvr in ["1234567", "123456789", "1234567a", "１２３４５６７８"] {
      #expect(problems { _ = try People.OrganisationForm(name: "x", kind: "region", cvr: cvr).decide() } == ["cvr"], "\(cvr)")
    }
  }

  @Test func onlyWhatChangedIsWritten() throws {
    let old = People.User(
      id: "u", organisation: "o", name: "Bo", login: "bo.hansen", title: "Leder", phone: "20123456", email: "bo@example.org")
    let same = People.UserForm(name: "Bo", login: "BO.hansen", title: "Leder", phone: "20123456", email: "bo@example.org")
    #expect(try same.decide(changing: old) == nil)
    let other = People.UserForm(name: "Bo Skov", login: "bo.hansen", title: nil, phone: "20123456", email: "b@example.org")
    #expect(
      try other.decide(changing: old) == People.UserChanged(name: "Bo Skov", email: "b@example.org", cleared: [.title]))
  }

  private func role(_ id: String, _ purpose: Access.Purpose, _ permissions: Set<Access.Permission> = []) -> Access.Role {
    Access.Role(id: id, title: Words(da: id, en: id), purpose: purpose, permissions: permissions, rules: [])
  }

  private func known(system: Bool = false) -> People.Grantable {
    let roles = [role("worker", .care), role("citizen", .own), role("keeper", .administration, [.manageSystem])]
    return People.Grantable(
      roles: Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }), teams: ["t"], programmes: ["p"],
      mayManageSystem: system)
  }

  private func granting(_ form: People.GrantForm, held: [People.Grant] = [], system: Bool = false) -> [String] {
    var user = user
    user.grants = held
    return problems { _ = try form.decide(for: user, today: today, known(system: system)) }
  }

  @Test func grantsHaveDatesThatHold() {
    #expect(granting(.init(.role, what: "worker")).isEmpty)
    #expect(granting(.init(.role, what: "worker", from: "2026-11-30")) == ["role-from"], "never in the past")
    #expect(granting(.init(.role, what: "worker", from: "2026-12-10", until: "2026-12-09")) == ["role-until"])
    #expect(granting(.init(.role, what: "worker", from: "31-12-2026")) == ["role-from"])
    #expect(granting(.init(.role, what: "king")) == ["role-what"])
    #expect(granting(.init(.team, what: "of another")) == ["team-what"])
    #expect(granting(.init(.visitation, what: "")) == ["visitation-what"])
    #expect(granting(.init(.mandate, what: "", text: "Kan love en seng")).isEmpty)
  }

  @Test func whatIsHeldAlreadyIsNotGivenTwice() throws {
    let until = try #require(CivilDate("2026-12-10"))
    let held = People.Grant(id: "g", kind: .role, what: "worker", from: today, until: until)
    #expect(granting(.init(.role, what: "worker", from: "2026-12-10"), held: [held]) == ["role-what"])
    #expect(granting(.init(.role, what: "worker", from: "2026-12-11"), held: [held]).isEmpty)
    let takenBack = People.Grant(id: "g", kind: .role, what: "worker", from: today, until: today.adding(days: -1))
    #expect(granting(.init(.role, what: "worker"), held: [takenBack]).isEmpty)
  }

  @Test func whoKeepsNoSystemMakesNoKeeper() {
    #expect(granting(.init(.role, what: "keeper")) == ["role-what"])
    #expect(granting(.init(.role, what: "keeper"), system: true).isEmpty)
  }

  @Test func aCitizensOwnAccessIsNoStaff() {
    let held = People.Grant(id: "g", kind: .role, what: "worker", from: today)
    #expect(granting(.init(.role, what: "citizen"), held: [held]) == ["role-what"])
    #expect(granting(.init(.role, what: "citizen")).isEmpty)
  }

  @Test func absencesDoNotOverlapAndNameAColleague() throws {
    let decide = { (form: People.AbsenceForm, open: [People.Absence]) -> [String] in
      var user = user
      user.absences = open
      return problems { _ = try form.decide(for: user, today: today, colleagues: ["c"]) }
    }
    #expect(decide(.init(from: nil, substitute: "c", reason: "ill"), []).isEmpty)
    #expect(decide(.init(from: nil, substitute: "stranger", reason: "ill"), []) == ["substitute"])
    #expect(decide(.init(from: nil, substitute: "u", reason: "ill"), []) == ["substitute"])
    #expect(decide(.init(from: nil, reason: "influenza"), []) == ["reason"])
    #expect(decide(.init(from: "2026-10-01", reason: "ill"), []) == ["from"])
    #expect(decide(.init(from: nil, until: "2026-11-30", reason: "ill"), []) == ["until"])
    let open = People.Absence(id: "a", from: today, until: today.adding(days: 5), reason: .leave)
    #expect(decide(.init(from: "2026-12-06", reason: "ill"), [open]) == ["from"])
    #expect(decide(.init(from: "2026-12-07", reason: "ill"), [open]).isEmpty)
  }
}
