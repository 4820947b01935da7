import Base
import GRDB
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

/// One organisation sees and touches nothing of another; lists cost the same however long they are.
@Suite struct PeopleBordersTests {
  @Test func idsOfAnotherOrganisationAreNotThere() async throws {
    let bench = try await PeopleBench()
    let place = bench.place
    let theirs = try await bench.user("deres.bruger", in: bench.region)
    let team = try await bench.team("Deres team", in: bench.region)
    let mine = try await bench.user("min.bruger")
    let grant = try #require(try place.records.read { try People.user($0, theirs) }?.grants.first?.id)
    let head = try place.journal.head
    for id in [theirs, bench.municipality, team, "x", "", place.newStream().description] {
      let visit = bench.admin
      #expect(await isNotFound { try await People.changeUser(place, visit, user: id, .init(name: "x", login: "xxx")) })
      #expect(await isNotFound { try await People.grant(place, bench.admin, user: id, .init(.role, what: "leader")) })
      #expect(await isNotFound { try await People.endGrant(place, bench.admin, user: id, grant: grant, until: nil) })
      #expect(await isNotFound { try await People.setAbsent(place, bench.admin, user: id, .init(from: nil, reason: "ill")) })
      #expect(await isNotFound { try await People.setBack(place, bench.admin, user: id, absence: grant) })
      #expect(await isNotFound { try await People.leave(place, bench.admin, user: id, lastDay: nil, receiver: nil) })
      #expect(await isNotFound { _ = try People.userView(place, bench.admin, user: id) })
      #expect(await isNotFound { try await People.moveCaseload(place, bench.admin, from: .user(id), to: nil) })
      #expect(visit.entry(position: 0, found: false).outcome == .refused("notOpen"), "the access log has it: \(id)")
    }
    for id in [team, theirs, mine, "x"] {
      #expect(await isNotFound { try await People.changeTeam(place, bench.admin, team: id, .init(name: "x")) })
      #expect(await isNotFound { try await People.closeTeam(place, bench.admin, team: id) })
      #expect(await isNotFound { _ = try People.teamView(place, bench.admin, team: id) })
      #expect(await isNotFound { try await People.moveCaseload(place, bench.admin, from: .team(id), to: nil) })
    }
    // A user of the own organisation is given nothing of the other.
    #expect(await fields { try await People.grant(place, bench.admin, user: mine, .init(.team, what: team)) } == ["team-what"])
    let absent = People.AbsenceForm(from: nil, substitute: theirs, reason: "ill")
    #expect(await fields { try await People.setAbsent(place, bench.admin, user: mine, absent) } == ["substitute"])
    _ = try await bench.citizens(1, .user(mine))
    for receiver in ["user:\(theirs)", "team:\(team)", "user:\(team)", "team:\(mine)", "x", "user:", ""] {
      #expect(
        await fields {
          try await People.leave(place, bench.admin, user: mine, lastDay: nil, receiver: receiver)
        } == ["receiver"], "\(receiver)")
    }
    #expect(try place.journal.head == head + 2, "nothing was written but the citizen")
  }

  @Test func nobodyElseMayAnything() async throws {
    let bench = try await PeopleBench()
    let id = try await bench.user("bo.holm")
    for role in bench.place.policy.roles.values where !role.permissions.contains(.manageUsers) {
      let visit = bench.visit(Access.Caller(user: id, organisation: bench.municipality, roles: [role.id]))
      await #expect(throws: Access.Refusal.notPermitted, "\(role.id)") {
        try await People.grant(bench.place, visit, user: id, .init(.role, what: "leader"))
      }
      #expect(throws: Access.Refusal.notPermitted) { try People.users(bench.place, visit, .init(), after: nil, limit: 5) }
      #expect(throws: Access.Refusal.notPermitted) { try People.log(bench.place, visit, before: nil, limit: 5) }
      if role.permissions.contains(.manageSystem) { continue }
      await #expect(throws: Access.Refusal.notPermitted) {
        try await People.registerOrganisation(bench.place, visit, .init(name: "x", kind: "region"))
      }
    }
    // An organisation that is not registered has no users.
    #expect(
      await isNotFound {
        _ = try await People.registerUser(bench.place, bench.system("nowhere"), .init(name: "x", login: "xxx"))
      })
  }

  @Test func listsShowTheOwnOrganisationInDanishOrder() async throws {
    let bench = try await PeopleBench()
    for name in ["åse", "anna", "øjvind", "ærø", "zoe"] {
      _ = try await People.registerUser(bench.place, bench.admin, .init(name: name, login: "\(name).test"))
    }
    _ = try await bench.user("bo.region", in: bench.region)
    var (seen, after): ([String], String?) = ([], nil)
    repeat {
      let page = try People.users(bench.place, bench.admin, .init(), after: after, limit: 2)
      seen += page.users.map(\.name)
      after = page.next
    } while after != nil
    #expect(seen == ["anna", "zoe", "ærø", "øjvind", "åse"])
    let found = { (words: String) in
      try People.users(bench.place, bench.admin, .init(words: words), after: nil, limit: 9).users.map(\.name)
    }
    #expect(try found("ØJ") == ["øjvind"])
    #expect(try found("%") == [] && found("_") == [] && found("' OR 1=1 --") == [])
    let id = try await bench.user("ida.rolle", role: "therapist")
    let filtered = try People.users(bench.place, bench.admin, .init(role: "therapist"), after: nil, limit: 9).users
    #expect(filtered.map(\.id) == [id] && filtered[0].roles == ["therapist"])
  }

  @Test func oneUserAndTwoHundredCostTheSameStatements() async throws {
    let bench = try await PeopleBench()
    let team = try await bench.team("Stort team")
    var ids = [try await bench.user("en.bruger")]
    try await bench.join(ids[0], team)
    let few = try statements(bench, ids, team)
    #expect(few == [1, 2, 1, 5])
    for number in 0..<199 {
      let id = try await bench.user("bruger.\(number)", role: nil)
      try await bench.join(id, team)
      ids.append(id)
    }
    #expect(try statements(bench, ids, team) == few)
    let names = try bench.place.records.read { try People.names($0, ids + ["cli:test", "nobody", team]) }
    #expect(names.count == 201)
    #expect(names[team]?.kind == .team && names[ids[0]]?.name == "en.bruger (opdigtet)")
  }

  /// How many statements names, a list and the members of a team take.
  private func statements(_ bench: PeopleBench, _ ids: [String], _ team: String) throws -> [Int] {
    try bench.place.records.read { db in
      try [
        count(db) { _ = try People.names(db, ids) },
        count(db) {
          _ = try People.list(db, organisation: bench.municipality, .init(), after: nil, limit: 500, on: bench.today)
        }, count(db) { _ = try People.members(db, teams: [team], on: bench.today) },
        count(db) { _ = try People.rights(db, user: ids[0], on: bench.today) },
      ]
    }
  }

  private func count(_ db: Database, _ work: () throws -> Void) throws -> Int {
    nonisolated(unsafe) var count = 0
    db.trace { if case .statement = $0 { count += 1 } }
    defer { db.trace() }
    try work()
    return count
  }

  @Test func figuresAboutColleaguesAreForTheLeaderAlone() async throws {
    let bench = try await PeopleBench()
    let team = try await bench.team("Gadeteamet (opdigtet)")
    let leader = try await bench.user("lea.leder", role: "leader")
    let (one, two) = (try await bench.user("et.medlem"), try await bench.user("to.medlem"))
    try await bench.join(leader, team, leads: true)
    try await bench.join(one, team)
    try await bench.join(two, team)
    _ = try await bench.citizens(3, .user(one))
    _ = try await bench.citizens(2, .user(two))
    _ = try await bench.citizens(4, .team(team))
    try await People.grant(bench.place, bench.admin, user: two, .init(.mandate, what: nil, text: "Kan love en seng"))
    let mine = try #require(try People.myTeams(bench.place, try bench.visit(as: one)).first)
    #expect(mine.members.map(\.user).count == 3)
    #expect(mine.citizensOf == [one: 3], "his own figure and no other")
    #expect(mine.citizens == nil && !mine.leads)
    #expect(mine.mandates[two]?.map(\.text) == ["Kan love en seng"])
    let led = try #require(try People.myTeams(bench.place, try bench.visit(as: leader)).first)
    #expect(led.citizensOf == [leader: 0, one: 3, two: 2] && led.citizens == 4 && led.leads)
    // Who is called leader of no team sees no figures, whatever his role.
    let other = try await bench.user("anden.leder", role: "leader")
    try await bench.join(other, team)
    let plain = try #require(try People.myTeams(bench.place, try bench.visit(as: other)).first)
    #expect(plain.citizensOf == [other: 0] && plain.citizens == nil)
  }

  @Test func theLogTellsWhoGaveWhomWhat() async throws {
    let bench = try await PeopleBench()
    let admin = try await bench.user("anna.admin", role: "administrator")
    let id = try await bench.user("bo.holm", role: nil)
    let visit = try bench.visit(as: admin)
    try await People.grant(bench.place, visit, user: id, .init(.role, what: "therapist"))
    _ = try await bench.user("deres.bruger", in: bench.region)
    let newest = try People.log(bench.place, bench.admin, before: nil, limit: 1)
    let entry = try #require(newest.entries.first)
    #expect(entry.line.type == People.RoleGranted.type && entry.by == "anna.admin (opdigtet)")
    #expect(entry.about == "bo.holm (opdigtet)" && entry.what?.da == "Behandler" && entry.line.from == bench.today)
    var (all, before): ([String], Int64?) = ([entry.line.type], newest.next)
    while let from = before {
      let page = try People.log(bench.place, bench.admin, before: from, limit: 2)
      all += page.entries.map(\.line.type)
      before = page.next
    }
    #expect(
      all == [
        People.RoleGranted.type, People.UserRegistered.type, People.RoleGranted.type, People.UserRegistered.type,
        People.OrganisationRegistered.type,
      ], "the own organisation's alone")
    try await People.endGrant(
      bench.place, bench.admin, user: id,
      grant: try #require(try bench.place.records.read { try People.user($0, id) }?.grants.first?.id), until: nil)
    #expect(try People.log(bench.place, bench.admin, before: nil, limit: 1).entries.first?.what?.da == "Behandler")
  }
}
