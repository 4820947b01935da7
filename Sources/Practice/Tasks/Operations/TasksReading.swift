import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Tasks {
  /// A citizen as a task names him.
  package struct About: Hashable, Sendable {
    package var id: String
    package var label: String
  }

  /// A task as it is read in a list.
  package struct Line: Hashable, Sendable {
    /// Nil for a task about a citizen who is not open to the reader: then nothing else of it is known either.
    package var shown: Shown?
    package var deadline: Deadline
    package var urgency: Urgency
  }

  /// What is read of a task that is open to the reader.
  package struct Shown: Hashable, Sendable {
    package var task: String
    package var reason: Reason
    package var title: String?
    package var citizen: About?
    package var owner: Owner
    package var ownerName: String
    /// Nil while nobody has taken it.
    package var takenBy: String?
    package var isMine: Bool
    package var condition: Condition
    package var outcome: Words?
    package var endedBy: String?
    package var endedAt: Instant?
  }

  /// Whose tasks a caller sees as his: his own, those of colleagues he stands in for, of his teams and of his roles.
  package static func circle(_ caller: Access.Caller) -> Circle {
    Circle(
      users: caller.standsInFor.union([caller.user]), teams: caller.teams,
      roles: Set(caller.roles.map { Owner.role($0, organisation: caller.organisation).id }), organisation: caller.organisation)
  }

  static func door(_ visit: Access.Visit) -> Access.Condition { visit.condition(.read, .ordinary, alias: "a") }

  /// Today where the services are, to the minute.
  package static func moment(_ place: Workplace) -> LocalMoment {
    let now = place.now()
    return LocalMoment(now, offsetMinutes: now.offsetMinutes(in: Access.zone))
  }

  /// So many days a finished task stays in the list.
  package static let finishedDays = 90

  /// The tasks that were finished lately, the latest first.
  package static func finished(_ place: Workplace, _ visit: Access.Visit, limit: Int = 200) throws -> [Line] {
    let since = Instant(milliseconds: place.now().milliseconds - Int64(finishedDays) * 86_400_000)
    return try mine(place, visit, .ended(since: since), limit: limit)
  }

  /// The tasks of who visits, most urgent first; his teams' among them.
  package static func mine(_ place: Workplace, _ visit: Access.Visit, _ scope: Scope = .open, limit: Int = 200) throws -> [Line] {
    let circle = circle(visit.caller)
    let rows = try place.records.read { try mine($0, door(visit), circle, scope, limit: limit) }
    return try lines(place, visit, rows)
  }

  /// Lists as they are read: titles opened in one statement, names and labels in one each.
  static func lines(_ place: Workplace, _ visit: Access.Visit, _ listed: [Listed]) throws -> [Line] {
    let rows = listed.compactMap { listed in if case .open(let row) = listed { row } else { nil } }
    let titles = try titles(place, rows)
    let citizens = rows.filter(\.isAboutCitizen).map(\.stream)
    let labels = try Citizens.labels(place, visit, citizens)
    visit.show(citizens, .ordinary)
    var ids = Set(rows.flatMap { [$0.state.owner.id, $0.acknowledgedBy, $0.state.endedBy].compactMap { $0 } })
    ids.remove(ticker)
    let names = try directory.names(place, ids)
    let moment = moment(place)
    return listed.map { item in
      let urgency = Urgency(item.deadline, at: moment)
      guard case .open(let row) = item else { return Line(shown: nil, deadline: item.deadline, urgency: urgency) }
      let about = row.isAboutCitizen ? About(id: row.stream.description, label: labels[row.stream] ?? "") : nil
      let shown = shown(row, title: row.titleAt.flatMap { titles[$0] }, about, names, visit)
      return Line(shown: shown, deadline: item.deadline, urgency: urgency)
    }
  }

  private static func shown(
    _ row: Row, title: String?, _ about: About?, _ names: [String: String], _ visit: Access.Visit
  ) -> Shown {
    let outcome = row.outcome.flatMap { Outcome(rawValue: $0)?.words ?? WithdrawReason(rawValue: $0)?.words }
    let isMine = row.state.owner == .user(visit.caller.user) || row.acknowledgedBy == visit.caller.user
    return Shown(
      task: row.task, reason: row.reason, title: title, citizen: about, owner: row.state.owner,
      ownerName: ownerName(row.state.owner, names), takenBy: row.acknowledgedBy.map { names[$0] ?? $0 }, isMine: isMine,
      condition: row.state.condition, outcome: outcome, endedBy: row.state.endedBy.map { names[$0] ?? $0 },
      endedAt: row.state.endedAt)
  }

  static func ownerName(_ owner: Owner, _ names: [String: String]) -> String {
    switch owner {
    case .user(let id), .team(let id): names[id] ?? id
    case .role(let role, _): role
    }
  }

  /// The titles of tasks, by where they stand in the journal. One statement for all.
  private static func titles(_ place: Workplace, _ rows: [Row]) throws -> [Int64: String] {
    var titles: [Int64: String] = [:]
    for case .fact(let fact) in try place.journal.entries(at: rows.compactMap(\.titleAt)) {
      guard fact.draft.type == TaskOpened.type else { continue }
      titles[fact.position] = try TaskOpened(decoding: fact.draft.payload, schema: fact.draft.schema).title
    }
    return titles
  }
}

// MARK: - One task

extension Tasks {
  /// One thing in a task's history, in words.
  package struct HistoryLine: Hashable, Sendable {
    package var kind: EventKind
    package var words: Words
    package var note: String?
    package var by: String
    package var occurredAt: OccurredAt
  }

  /// One task with all that happened with it.
  package struct Opened: Hashable, Sendable {
    package var line: Line
    package var shown: Shown
    package var state: State
    package var openedBy: String
    package var history: [HistoryLine]
    /// Whether the visitor may finish, move and withdraw it.
    package var mayChange: Bool
    /// Whether the visitor may give it to another.
    package var mayHandOver: Bool
  }

  /// A task by its id; nil when there is none, or none for this visitor: both are answered alike.
  package static func task(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> Opened? {
    guard let (row, rights) = try find(place, visit, id: id) else { return nil }
    guard let line = try lines(place, visit, [.open(row)]).first, let shown = line.shown else { return nil }
    let events = try place.records.read { try history($0, row.task) }
    let told = try told(place, events)
    let names = try directory.names(place, [row.openedBy])
    return Opened(
      line: line, shown: shown, state: row.state, openedBy: row.feature == nil ? names[row.openedBy] ?? row.openedBy : "",
      history: told, mayChange: rights.change, mayHandOver: rights.handOver)
  }

  /// A task and what may be done with it. A task about a citizen is changed by who may write in his ordinary record; a leader who
  /// may read there may hand it over, such as when a colleague is ill.
  static func find(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> (Row, (change: Bool, handOver: Bool))? {
    guard let id = EntryID(id)?.description else { return nil }
    let found = try place.records.read { db in
      (row: try task(db, door(visit), circle(visit.caller), id: id), stream: try stream(db, of: id))
    }
    guard let row = found.row else {
      if let stream = found.stream { visit.refuse(.notOpen, about: [stream]) }
      return nil
    }
    guard row.isAboutCitizen else { return (row, (true, true)) }
    guard let admission = try place.admit(visit, row.stream), admission.reads.contains(.ordinary) else { return nil }
    let change = admission.writes.contains(.ordinary)
    return (row, (change, change || visit.may(.leadTeam)))
  }

  private static func told(_ place: Workplace, _ events: [Event]) throws -> [HistoryLine] {
    var notes: [Int64: String] = [:]
    for case .fact(let fact) in try place.journal.entries(at: events.filter(\.isNoted).map(\.entry)) {
      notes[fact.position] = try note(fact)
    }
    let ids = events.flatMap { [$0.by, $0.owner?.id].compactMap { $0 } }
    let names = try directory.names(place, Set(ids).subtracting([ticker]))
    return events.map { event in
      HistoryLine(
        kind: event.kind, words: words(event, names), note: notes[event.entry],
        by: event.by == ticker ? "" : names[event.by] ?? event.by, occurredAt: event.occurredAt)
    }
  }

  private static func note(_ fact: Fact) throws -> String? {
    let (payload, schema) = (fact.draft.payload, fact.draft.schema)
    switch fact.draft.type {
    case TaskOpened.type: return try TaskOpened(decoding: payload, schema: schema).title
    case TaskHandedOver.type: return try TaskHandedOver(decoding: payload, schema: schema).note
    case TaskDeadlineMoved.type: return try TaskDeadlineMoved(decoding: payload, schema: schema).note
    case TaskDone.type: return try TaskDone(decoding: payload, schema: schema).note
    default: return nil
    }
  }

  private static func words(_ event: Event, _ names: [String: String]) -> Words {
    let code = event.code ?? ""
    switch event.kind {
    case .opened: return Words(da: "Oprettet", en: "Opened")
    case .acknowledged: return Words(da: "Taget", en: "Taken")
    case .handedOver:
      let name = event.owner.map { ownerName($0, names) } ?? ""
      return Words(da: "Givet videre til \(name)", en: "Handed to \(name)")
    case .deadlineMoved:
      let why = MoveReason(rawValue: code)?.words
      let (da, en) = event.deadline.map { (text($0, .da), text($0, .en)) } ?? ("", "")
      return Words(da: "Frist flyttet til \(da): \(why?.da ?? "")", en: "Deadline moved to \(en): \(why?.en ?? "")")
    case .done: return Outcome(rawValue: code)?.words ?? Words(da: "Færdig", en: "Finished")
    case .withdrawn:
      let why = WithdrawReason(rawValue: code)?.words
      return Words(da: "Trukket tilbage: \(why?.da ?? "")", en: "Withdrawn: \(why?.en ?? "")")
    case .reminded: return ReminderKind(rawValue: code)?.words ?? Words(da: "Påmindelse", en: "Reminder")
    }
  }

  /// A deadline as it is read, such as `3. februar 2026 kl. 14.30`.
  package static func text(_ deadline: Deadline, _ language: Language) -> String {
    let day = DateText.long(deadline.day, language: language)
    guard let minute = deadline.minute else { return day }
    let time = clock(minute)
    return language == .da ? "\(day) kl. \(time.replacing(":", with: "."))" : "\(day) at \(time)"
  }

  /// `09:05`
  package static func clock(_ minute: Int) -> String {
    let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
  }
}

// MARK: - For forms

extension Tasks {
  /// The citizen that a new task is to be about; nil when he is not open to the visitor, or may not be written about.
  package static func about(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> About? {
    guard let stream = StreamID(id), let admission = try place.admit(visit, stream), admission.writes.contains(.ordinary) else {
      return nil
    }
    visit.show([stream], .ordinary)
    return About(id: stream.description, label: try Citizens.labels(place, visit, [stream])[stream] ?? "")
  }

  /// The names of who ended a task before.
  package static func names(_ place: Workplace, _ refusals: [Refusal]) throws -> [String: String] {
    let ids = refusals.compactMap { refusal -> String? in
      switch refusal {
      case .alreadyDone(let by, _), .alreadyWithdrawn(let by, _): by
      default: nil
      }
    }
    return try directory.names(place, Set(ids))
  }

  /// Opens a task from a form, where the citizen comes as text.
  package static func open(
    _ place: Workplace, _ visit: Access.Visit, _ draft: Draft, citizen: String?
  ) async throws -> Answer {
    guard let citizen else { return try await open(place, visit, draft, citizen: StreamID?.none) }
    guard let stream = StreamID(citizen) else { return .notFound }
    return try await open(place, visit, draft, citizen: stream)
  }
}
