import Base
import CatalogFiles
import Foundation
import GRDB
import Interface
import Journal
import PracticeOperations
import PracticePages
import PracticeRecords
import PracticeRules
import Records
import Synchronization
import Testing

/// Two organisations with people, teams, citizens and tasks in every relation to whoever asks. All of it is made up.
/// One for each role: what a form changes is seen by nobody else.
final class RouteWorld: Sendable {
  let place: Workplace
  let routes: [Route]
  private let desk: SignIn.Desk
  private let (home, other) = (StreamID(UUID()), StreamID(UUID()))
  private let (team, secondTeam) = (StreamID(UUID()), StreamID(UUID()))
  private let callers: [String: StreamID]
  private let citizens: [Character: WorldCitizen]
  private let imported: StreamID
  private let sessions = Mutex<[String: String]>([:])

  struct WorldCitizen: Sendable {
    var stream = StreamID(UUID())
    var twin = StreamID(UUID())
    var link = ActID(UUID())
    var entry = EntryID(UUID())
    var form = EntryID(UUID())
  }

  init() async throws {
    let sample = try await Sample.place.value
    let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_790_000_000_000) }
    let journal = try Journal.inMemory(clock: clock)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("routes-\(UUID().uuidString)")
    let records = try RecordsEngine(
      folder: folder, source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    try records.prepare()
    place = try Workplace.forTrial(journal: journal, records: records, catalog: sample.catalog, now: clock)
    var policy = SignInSite.cheap
    policy.requiresSecondFactor = false
    let callers = place.policy.roles.mapValues { _ in StreamID(UUID()) }
    self.callers = callers
    var directory = SignIn.Directory.people
    directory.find = { _, login in callers[login]?.description }
    desk = SignIn.Desk(place: place, policy: policy, people: directory)
    citizens = Dictionary(uniqueKeysWithValues: "atpnow".map { ($0, WorldCitizen()) })
    imported = StreamID(UUID())
    let desk = desk
    routes = Pages.routes(Doorway(place: place) { try SignInPage.standing(desk, $0) }, desk)
    try await write(organisationFacts() + citizenFacts())
    try await linkAndPart()
    try enrolInProgramme(folder)
    for user in callers.values { try await desk.setPassword(SignInSite.password, of: user.description) }
  }

  // MARK: What there is

  private typealias Written = (payload: any FactPayload, stream: StreamID, id: EntryID)

  private func write(_ facts: [Written], act: ActID = ActID(UUID())) async throws {
    let drafts = try facts.map { fact in
      FactDraft(
        id: fact.id, stream: fact.stream, type: type(of: fact.payload).type, schema: fact.payload.writtenSchema,
        occurredAt: .day(place.today), recordedBy: "test", payload: try fact.payload.encoded())
    }
    _ = try await place.journal.append(Act(id: act, facts: drafts))
    try place.records.catchUp()
  }

  private func fact(_ payload: any FactPayload, _ stream: StreamID, _ id: EntryID = EntryID(UUID())) -> Written {
    (payload, stream, id)
  }

  private func organisationFacts() -> [Written] {
    var facts = [
      fact(People.OrganisationRegistered(name: "Eksempelby", kind: .municipality), home),
      fact(People.OrganisationRegistered(name: "Andenby", kind: .municipality), other),
      fact(People.TeamOpened(name: "Gaden", organisation: home.description, programmes: ["urs"]), team),
      fact(People.TeamOpened(name: "Huset", organisation: home.description), secondTeam),
    ]
    for (role, user) in callers {
      facts.append(fact(People.UserRegistered(organisation: home.description, name: role, login: role), user))
      facts.append(fact(People.RoleGranted(role: role, from: place.today), user))
      facts.append(fact(People.TeamJoined(team: team.description, leads: role == "leader", from: place.today), user))
      if place.policy.roles[role]?.purpose == .own {
        facts.append(fact(People.UserOwnRecordGiven(streams: [citizens["w"]?.stream.description ?? ""]), user))
      }
    }
    return facts
  }

  private func citizenFacts() -> [Written] {
    var facts: [Written] = [
      fact(Citizens.SubjectRegistered(kind: .citizen, source: "U1", study: "urs-2016"), imported)
    ]
    for (letter, citizen) in citizens {
      let organisation = letter == "o" ? other : home
      for stream in [citizen.stream, citizen.twin] {
        facts.append(fact(Citizens.SubjectRegistered(kind: .citizen, organisation: organisation.description), stream))
        // His own record is restricted, so that nobody comes to it in another way.
        if letter == "w" { facts.append(fact(Citizens.ProtectionSet(protection: .restricted, basis: .risk), stream)) }
        facts += named(letter).map { fact(Citizens.CitizenAssigned(assignee: $0, function: .contact, from: place.today), stream) }
      }
      facts.append(fact(Outreach.ContactRecorded(kind: .contact, place: "Gaden"), citizen.stream, citizen.entry))
      let form = Measures.FormAnswered(
        instrument: "phq-9", version: "1", hash: "", respondent: "self", mode: "faceToFace", answers: ["q1": .number(1)])
      facts.append(fact(form, citizen.stream, citizen.form))
    }
    return facts
  }

  private func named(_ letter: Character) -> [Citizens.Assignee] {
    switch letter {
    case "a": callers.values.map { .user($0.description) }
    case "t": [.team(team.description)]
    case "p": [.team(secondTeam.description)]
    default: []
    }
  }

  /// Two registrations of each person, linked and parted again: what was written meanwhile has a page.
  private func linkAndPart() async throws {
    for citizen in citizens.values {
      let (a, b, link) = (citizen.stream.description, citizen.twin.description, citizen.link)
      let linked = [(citizen.stream, b), (citizen.twin, a)].map { stream, to in
        fact(
          Citizens.SubjectLinked(other: to, link: link.description, reason: .aliasKnown, confidence: .certain), stream)
      }
      try await write(linked, act: link)
      try await write(
        [(citizen.stream, b), (citizen.twin, a)].map { stream, from in
          fact(Citizens.SubjectUnlinked(other: from, link: link.description, reason: .mistake), stream)
        })
    }
  }

  /// No fact enrols a citizen in a programme yet. The table has room for it, so the row is put there by hand.
  private func enrolInProgramme(_ folder: URL) throws {
    let queue = try DatabaseQueue(path: folder.appendingPathComponent("Records.sqlite").path)
    try queue.write { db in
      let tables = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'citizens_assignment'")
      var changed = 0
      for table in tables {
        try db.execute(
          sql: "UPDATE \"\(table)\" SET kind = 'programme', assignee = 'urs' WHERE assignee = ?",
          arguments: [secondTeam.description])
        changed += db.changesCount
      }
      #expect(changed == 2)
    }
    try queue.close()
  }

  // MARK: Who asks for what

  /// The letters for which the door opens; `*` where there is one way only, `-` where it opens for none.
  func cell(_ row: RouteTable.Row, role: String) async throws -> String {
    guard let route = routes.first(where: { $0.method.rawValue == row.method && $0.pattern == row.pattern }) else {
      return "no route"
    }
    var letters = ""
    for relation in row.about.relations {
      if let parameters = try await parameters(row, relation, role), try await opens(route, parameters, row, role) {
        letters.append(relation)
      }
    }
    return letters.isEmpty ? "-" : letters
  }

  /// The session of the role's user; none for nobody.
  private func cookies(_ role: String) async throws -> [String: String] {
    guard callers[role] != nil else { return [:] }
    if let session = sessions.withLock({ $0[role] }) { return ["session": session] }
    let source = SignIn.Source(address: "192.0.2.7", device: "test")
    let attempt = SignIn.Attempt(login: role, password: SignInSite.password, next: "/", source: source, replacing: nil)
    let step = try await desk.signIn(attempt)
    guard case .open(let session, _) = step else {
      Issue.record("\(role) cannot sign in: \(step)")
      throw SampleError.notWritten
    }
    sessions.withLock { $0[role] = session }
    return ["session": session]
  }

  /// Let in is who gets a page or a form back, even one that says what is missing in it. Sent to sign in, "not found" and
  /// "forged" is not let in. What is behind a token answers everybody as it answers nobody.
  private func opens(_ route: Route, _ parameters: [String: String], _ row: RouteTable.Row, _ role: String) async throws -> Bool {
    let answer = try await answer(route, parameters, role)
    if row.about == .token { return answer == (try await self.answer(route, parameters, "nobody")) }
    return answer != .login && answer != .status(404) && answer != .status(403)
  }

  private enum Outcome: Equatable { case login, status(Int) }

  private func answer(_ route: Route, _ parameters: [String: String], _ role: String) async throws -> Outcome {
    var path = route.pattern
    for (name, value) in parameters { path = path.replacing(":\(name)", with: value) }
    var request = PageRequest(path: path, parameters: parameters)
    request.cookies = try await cookies(role)
    if route.method == .post {
      var values = parameters.merging(["act": place.newAct().description]) { $1 }
      if case .signedIn(let visitor) = try SignInPage.standing(desk, request) { values["token"] = visitor.formToken }
      request.form = FormData(values.mapValues { [$0] })
    }
    let response = try await route.answer(request)
    // A form about one's own log-in may have ended the session.
    if route.method == .post, route.pattern == "/logout" || route.pattern.hasPrefix("/account") {
      sessions.withLock { $0[role] = nil }
    }
    guard let response else { return .status(404) }
    if case .redirect(let location) = response.content, location.hasPrefix("/login?next=") { return .login }
    return .status(response.status)
  }

  /// The values of the pattern's names for a relation; nil where nothing stands in it.
  private func parameters(_ row: RouteTable.Row, _ relation: Character, _ role: String) async throws -> [String: String]? {
    switch row.about {
    case .none: return [:]
    case .token: return ["token": "unknown", "provider": "unknown"]
    case .catalog: return ["study": "urs-2016", "programme": "urs", "instrument": "urs-motivation"]
    case .organisation: return ["organisation": (relation == "n" ? home : other).description]
    case .team: return ["team": try await newTeam(relation, role)]
    case .user: return try await newUser(relation)
    case .task: return ["task": try await task(relation, role)]
    case .citizen:
      guard let citizen = citizens[relation] else { return ["citizen": imported.description, "position": "1", "link": ""] }
      if row.pattern.contains(":sheet") { return ["citizen": citizen.stream.description, "sheet": try await sheet(citizen)] }
      if row.pattern.contains("/answers/") {
        return ["citizen": citizen.stream.description, "position": try position(of: citizen.form)]
      }
      return [
        "citizen": citizen.stream.description, "link": citizen.link.description, "other": citizen.twin.description,
        "position": try position(of: citizen.entry),
      ]
    }
  }

  private func position(of entry: EntryID) throws -> String { String(try place.journal.entry(entry)?.position ?? 0) }

  /// A new form each time, begun by somebody who may: a form may end it.
  private func sheet(_ citizen: WorldCitizen) async throws -> String {
    let assigned = fact(
      Citizens.CitizenAssigned(assignee: .user("beginner"), function: .contact, from: place.today), citizen.stream)
    try await write([assigned])
    for organisation in [home, other] {
      let caller = Access.Caller(user: "beginner", organisation: organisation.description, roles: ["therapist"])
      let visit = Access.Visit(caller: caller, policy: place.policy, page: "test", today: place.today, act: place.newAct())
      let started = try Measures.start(
        place, visit, citizen: citizen.stream.description, instrument: "phq-9", respondent: "self", mode: "faceToFace", wave: nil)
      if let started { return started }
    }
    throw SampleError.notWritten
  }

  /// A new user each time, away today: in the caller's team, elsewhere in the organisation, or in another.
  private func newUser(_ relation: Character) async throws -> [String: String] {
    let (stream, grant, absence) = (StreamID(UUID()), EntryID(UUID()), EntryID(UUID()))
    let organisation = relation == "o" ? other : home
    var facts = [
      fact(People.UserRegistered(organisation: organisation.description, name: "Kollega", login: "k-\(stream)"), stream),
      fact(People.RoleGranted(role: "therapist", from: place.today), stream, grant),
      fact(People.UserAbsent(from: place.today, reason: .course), stream, absence),
    ]
    if relation == "t" { facts.append(fact(People.TeamJoined(team: team.description, from: place.today), stream)) }
    try await write(facts)
    return [
      "user": stream.description, "grant": grant.description, "kind": "role", "absence": absence.description,
    ]
  }

  /// A new team each time, which the caller is in or is not.
  private func newTeam(_ relation: Character, _ role: String) async throws -> String {
    let stream = StreamID(UUID())
    var facts = [
      fact(People.TeamOpened(name: "Nyt", organisation: (relation == "o" ? other : home).description), stream)
    ]
    if relation == "t", let caller = callers[role] {
      facts.append(fact(People.TeamJoined(team: stream.description, from: place.today), caller))
    }
    try await write(facts)
    return stream.description
  }

  /// A new task each time: a form may change it.
  private func task(_ relation: Character, _ role: String) async throws -> String {
    let stream = StreamID(UUID())
    let mine = callers[role] ?? StreamID(UUID())
    let owner: Tasks.Owner =
      switch relation {
      case "a": .user(mine.description)
      case "t": .team(team.description)
      default: .user(StreamID(UUID()).description)
      }
    let opened = Tasks.TaskOpened(
      reason: .other, title: "Opdigtet", deadline: Tasks.Deadline(place.today), owner: owner, isAboutCitizen: false,
      organisation: (relation == "o" ? other : home).description)
    let id = EntryID(UUID())
    try await write([fact(opened, stream, id)])
    return id.description
  }
}
