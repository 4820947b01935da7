import Base
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

@Suite struct PeopleOperationsTests {
  @Test func aLogInNameIsTakenInTheWholeJournal() async throws {
    let bench = try await PeopleBench()
    let first = try await bench.user("Åse.Skov")
    for login in ["åse.skov", "ÅSE.SKOV", "A\u{30A}se.Skov", "ａ̊ｓｅ.skov"] {
      let other = People.UserForm(name: "En anden", login: login)
      #expect(
        await fields { _ = try await People.registerUser(bench.place, bench.system(bench.region), other) } == ["login"],
        "\(login)")
    }
    #expect(try People.account(bench.place, login: " ÅSE.skov ") == first)
    // A new name frees the old one.
    let changed = People.UserForm(name: "Åse Skov (opdigtet)", login: "aase")
    try await People.changeUser(bench.place, bench.admin, user: first, changed)
    #expect(try People.account(bench.place, login: "åse.skov") == nil)
    #expect(try People.account(bench.place, login: "aase") == first)
    let second = try await bench.user("åse.skov")
    #expect(second != first)
    let back = People.UserForm(name: "Åse Skov (opdigtet)", login: "åse.skov")
    #expect(await fields { try await People.changeUser(bench.place, bench.admin, user: first, back) } == ["login"])
    #expect(try People.account(bench.place, login: "aase") == first, "a refused change changes nothing")
  }

  @Test func rightsAreThoseOfToday() async throws {
    let bench = try await PeopleBench()
    let id = try await bench.user("bo.holm", role: nil)
    #expect(try People.caller(bench.place, user: id)?.roles == [])
    let form = People.GrantForm(
      .role, what: "therapist", from: bench.day(2).description, until: bench.day(4).description)
    try await People.grant(bench.place, bench.admin, user: id, form)
    var held: [Bool] = []
    for _ in 0..<6 {
      held.append(try People.caller(bench.place, user: id)?.roles == ["therapist"])
      bench.wait(days: 1)
    }
    #expect(held == [false, false, true, true, true, false])
    // Taken back at once.
    try await People.grant(bench.place, bench.admin, user: id, People.GrantForm(.role, what: "leader"))
    let grant = try #require(
      try bench.place.records.read { try People.user($0, id) }?.held(.role, on: bench.today).first)
    try await People.endGrant(bench.place, bench.admin, user: id, grant: grant.id, until: nil)
    #expect(try People.caller(bench.place, user: id)?.roles == [])
    #expect(
      await isNotFound {
        try await People.endGrant(bench.place, bench.admin, user: id, grant: grant.id, until: nil)
      }, "what has ended is not ended again")
  }

  @Test func programmesComeWithOpenTeams() async throws {
    let bench = try await PeopleBench()
    let programme = try #require(People.programmes(bench.place).first?.id)
    let team = try await bench.team("Gadeteamet (opdigtet)", programmes: [programme])
    let id = try await bench.user("ida.lund")
    try await bench.join(id, team)
    #expect(try People.caller(bench.place, user: id)?.teams == [team])
    #expect(try People.caller(bench.place, user: id)?.programmes == [programme])
    try await People.closeTeam(bench.place, bench.admin, team: team)
    #expect(try People.caller(bench.place, user: id)?.teams == [team], "the day it closes is its last")
    bench.wait(days: 1)
    #expect(try People.caller(bench.place, user: id)?.teams == [])
    #expect(try People.caller(bench.place, user: id)?.programmes == [])
  }

  @Test func aTeamWithCitizensIsNotClosed() async throws {
    let bench = try await PeopleBench()
    let (team, other) = (try await bench.team("Et team"), try await bench.team("Et andet"))
    _ = try await bench.citizens(2, .team(team))
    #expect(await fields { try await People.closeTeam(bench.place, bench.admin, team: team) } == ["close"])
    #expect(try await People.moveCaseload(bench.place, bench.admin, from: .team(team), to: "team:\(other)") == 2)
    try await People.closeTeam(bench.place, bench.admin, team: team)
    #expect(try bench.caseload(.team, other).count == 2)
    #expect(await isNotFound { try await People.closeTeam(bench.place, bench.admin, team: team) })
  }

  @Test func aSubstituteHasTheCitizensWhileTheColleagueIsAway() async throws {
    let bench = try await PeopleBench()
    let (absent, substitute) = (try await bench.user("mads.krog"), try await bench.user("eva.dahl"))
    let citizen = try await bench.citizens(1, .user(absent), protection: .restricted)[0]
    let opens = { () -> Bool in
      let visit = try bench.visit(as: substitute)
      return try bench.place.admit(visit, citizen)?.reads.contains(.health) ?? false
    }
    #expect(try !opens())
    let form = People.AbsenceForm(
      from: bench.day(1).description, until: bench.day(2).description, substitute: substitute, reason: "ill")
    try await People.setAbsent(bench.place, bench.admin, user: absent, form)
    #expect(try !opens(), "not before it begins")
    bench.wait(days: 1)
    #expect(try People.caller(bench.place, user: substitute)?.standsInFor == [absent])
    #expect(try opens())
    bench.wait(days: 2)
    #expect(try !opens(), "not after it ended")
    // Back earlier than expected.
    try await People.setAbsent(
      bench.place, bench.admin, user: absent, People.AbsenceForm(from: nil, substitute: substitute, reason: "course"))
    #expect(try opens())
    let open = try #require(try bench.place.records.read { try People.user($0, absent) }?.absence(on: bench.today))
    try await People.setBack(bench.place, bench.admin, user: absent, absence: open.id)
    #expect(try !opens())
    #expect(await isNotFound { try await People.setBack(bench.place, bench.admin, user: absent, absence: open.id) })
  }

  @Test func aLeaderReportsAbsenceInTheTeamHeLeadsOnly() async throws {
    let bench = try await PeopleBench()
    let (mine, other) = (try await bench.team("Mit (opdigtet)"), try await bench.team("Et andet (opdigtet)"))
    let leader = try await bench.user("lea.leder", role: "leader")
    let (near, far) = (try await bench.user("nina.naer"), try await bench.user("finn.fjern"))
    try await bench.join(leader, mine, leads: true)
    try await bench.join(leader, other)
    try await bench.join(near, mine)
    try await bench.join(far, other)
    let form = People.AbsenceForm(from: nil, substitute: leader, reason: "leave")
    let visit = { try bench.visit(as: leader) }
    try await People.setAbsent(bench.place, try visit(), user: near, form)
    #expect(try People.caller(bench.place, user: leader)?.standsInFor == [near])
    #expect(await isNotFound { try await People.setAbsent(bench.place, try visit(), user: far, form) })
    let worker = try bench.visit(as: near)
    await #expect(throws: Access.Refusal.notPermitted) {
      try await People.setAbsent(bench.place, worker, user: far, form)
    }
  }

  @Test func whoHasLeftOpensNothingAndHisCitizensGoOn() async throws {
    let bench = try await PeopleBench()
    let (leaver, taker) = (try await bench.user("per.gaar"), try await bench.user("tove.tager"))
    let team = try await bench.team("Gadeteamet (opdigtet)")
    try await bench.join(leaver, team, leads: true)
    let citizens = Set(try await bench.citizens(600, .user(leaver)))
    let before = try bench.place.journal.head
    #expect(
      await fields {
        try await People.leave(bench.place, bench.admin, user: leaver, lastDay: nil, receiver: nil)
      } == ["receiver"])
    #expect(
      await fields {
        try await People.leave(
          bench.place, bench.admin, user: leaver, lastDay: bench.day(1).description, receiver: "user:\(taker)")
      } == ["lastDay"])
    #expect(
      await fields {
        try await People.leave(bench.place, bench.admin, user: leaver, lastDay: nil, receiver: "user:\(leaver)")
      } == ["receiver"])
    #expect(try bench.place.journal.head == before, "a refusal writes nothing")
    let moved = try await People.leave(bench.place, bench.admin, user: leaver, lastDay: nil, receiver: "user:\(taker)")
    #expect(moved == 600)
    #expect(try bench.caseload(.user, leaver).isEmpty)
    #expect(try bench.caseload(.user, taker) == citizens)
    #expect(try People.caller(bench.place, user: leaver) == nil)
    #expect(try !People.isActive(bench.place, user: leaver))
    #expect(try People.account(bench.place, login: "per.gaar") == nil)
    bench.wait(days: 1)
    let left = try #require(try bench.place.records.read { try People.user($0, leaver) })
    #expect(left.grants.allSatisfy { $0.isOver(on: bench.today) })
    // 1 that left, 2 grants that ended, 600 × (unassigned, assigned) in two acts.
    #expect(try bench.place.journal.head - before == 1 + 2 + 1200)
    let acts = try bench.place.journal.read(from: before + 4, limit: 1200).map { entry -> ActID? in
      if case .fact(let fact) = entry { fact.act } else { nil }
    }
    #expect(Set(acts).count == 2)
    #expect(await isNotFound { try await People.grant(bench.place, bench.admin, user: leaver, .init(.role, what: "leader")) })
  }

  @Test func whomOnlyNamedStaffMaySeeGoesToNoTeam() async throws {
    let bench = try await PeopleBench()
    let (leaver, taker) = (try await bench.user("per.gaar"), try await bench.user("tove.tager"))
    let team = try await bench.team("Gadeteamet (opdigtet)")
    _ = try await bench.citizens(1, .user(leaver), protection: .restricted)
    #expect(
      await fields {
        try await People.leave(bench.place, bench.admin, user: leaver, lastDay: nil, receiver: "team:\(team)")
      } == ["receiver"])
    #expect(try People.isActive(bench.place, user: leaver))
    try await People.leave(bench.place, bench.admin, user: leaver, lastDay: nil, receiver: "user:\(taker)")
    #expect(try bench.caseload(.user, taker).count == 1)
  }

  @Test func nobodyLocksHimselfOut() async throws {
    let bench = try await PeopleBench()
    let id = try await bench.user("anna.admin", role: "administrator")
    let visit = try bench.visit(as: id)
    #expect(await fields { try await People.leave(bench.place, visit, user: id, lastDay: nil, receiver: nil) } == ["lastDay"])
  }

  @Test func theSameFormSentTwiceIsOneAct() async throws {
    let bench = try await PeopleBench()
    let id = try await bench.user("ida.lund", role: nil)
    let visit = bench.admin
    let form = People.GrantForm(.mandate, what: nil, text: "Kan love en seng i nat", table: "Torsdagsmødet")
    try await People.grant(bench.place, visit, user: id, form)
    try await People.grant(bench.place, visit, user: id, form)
    let mandates = try #require(try bench.place.records.read { try People.user($0, id) }).grants
    #expect(mandates.map(\.text) == ["Kan love en seng i nat"])
  }

  @Test func theRightsToAnOwnRecordComeFromWhoMayHandItOut() async throws {
    let bench = try await PeopleBench()
    let citizen = try await bench.user("borger.x", role: "citizen")
    let leader = try await bench.user("lea.leder", role: "leader")
    let stream = try await bench.citizens(1, .user(leader))[0]
    await #expect(throws: Access.Refusal.self) {
      let visit = try bench.visit(as: citizen)
      try await People.giveOwnRecord(bench.place, visit, user: citizen, streams: [stream.description])
    }
    let visit = { try bench.visit(as: leader) }
    #expect(
      await isNotFound {
        try await People.giveOwnRecord(bench.place, try visit(), user: leader, streams: [stream.description])
      }, "a member of staff has no record of his own here")
    #expect(
      await isNotFound {
        try await People.giveOwnRecord(
          bench.place, try visit(), user: citizen, streams: [bench.place.newStream().description])
      })
    try await People.giveOwnRecord(bench.place, try visit(), user: citizen, streams: [stream.description])
    let own = try bench.visit(as: citizen)
    #expect(own.caller.ownStreams == [stream.description])
    #expect(try bench.place.admit(own, stream)?.reads.contains(.health) == true)
    try await People.giveOwnRecord(bench.place, try visit(), user: citizen, streams: [])
    #expect(try People.caller(bench.place, user: citizen)?.ownStreams == [])
  }
}
