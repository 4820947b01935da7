import Base
import Foundation
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records
import Synchronization
import Testing

@testable import PracticeOperations

/// The ticker: each thing once, whenever it is asked.
@Suite struct TickerTests {
  /// People as a test needs them: everybody has an address, the team has one leader.
  static let directory = Tasks.Directory(
    names: { _, _ in [:] }, members: { _, _ in [TasksBook.åse, TasksBook.bo] }, leaders: { _, _ in [TasksBook.leader] },
    teams: { _, _ in [TasksBook.team] }, holders: { _, _, organisation in ["admin of \(organisation)"] },
    email: { _, user in user.hasPrefix("admin") ? nil : "u\(user.suffix(2))@example.dk" }, choices: { _, _ in [] })

  private func ticker(
    _ book: TasksBook, _ contributions: [DueContribution] = PracticeDue.contributions, outbox: Outbox? = nil
  ) -> Ticker {
    Ticker(place: book.place, contributions: contributions, directory: Self.directory, outbox: outbox)
  }

  private func kinds(_ book: TasksBook) throws -> [Tasks.ReminderKind] { try book.facts(Tasks.TaskReminded.self).map(\.kind) }

  @Test func threeDaysOffAreCaughtUpAndNotMultiplied() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    let citizen = try await book.citizen()
    let id = try await book.task(citizen, days: 1)
    let ticker = ticker(book)
    await ticker.tick()
    #expect(try kinds(book) == [], "opened today: no reminder")
    book.clock.set("2026-11-21")
    let report = await ticker.tick()
    #expect(report == Ticker.Report(did: 2))
    #expect(try kinds(book) == [.overdue, .leader])
    for _ in 0..<3 {
      book.clock.add(minutes: 600)
      await ticker.tick()
    }
    #expect(try kinds(book) == [.overdue, .leader])
    let leader = book.caller(TasksBook.leader, roles: ["leader"])
    #expect(try Tasks.toldToLeader(book.place, book.visit(leader)).isEmpty, "the citizen is not the team's")
    let task = try #require(try Tasks.task(book.place, book.visit(), id: id))
    #expect(task.history.map(\.kind) == [.opened, .reminded, .reminded] && task.history.last?.by == "")
  }

  @Test func eachDayBringsItsOwnAndAMovedDeadlineBeginsAnew() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    let id = try await book.task(days: 2)
    let ticker = ticker(book)
    for day in ["2026-11-17", "2026-11-17", "2026-11-18", "2026-11-19"] {
      book.clock.set(day)
      await ticker.tick()
    }
    #expect(try kinds(book) == [.dayBefore, .overdue])
    let later = Tasks.Deadline(try #require(CivilDate("2026-11-25")))
    let move = Tasks.Command.moveDeadline(to: later, reason: .waiting, note: nil, seen: id)
    #expect(try await Tasks.change(book.place, book.visit(), task: id, move) == .taken(id))
    book.clock.set("2026-11-24", 6)
    await ticker.tick()
    #expect(try kinds(book).count == 2, "not before seven in the morning")
    book.clock.set("2026-11-24", 7)
    await ticker.tick()
    #expect(try kinds(book) == [.dayBefore, .overdue, .dayBefore])
    #expect(try await Tasks.change(book.place, book.visit(), task: id, .finish(.done, note: nil)) == .taken(id))
    book.clock.set("2026-11-30")
    await ticker.tick()
    #expect(try kinds(book).count == 3, "what is done is not told of")
  }

  @Test func endingsBecomeTasksOnce() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    let end = try #require(CivilDate("2026-12-10"))
    let citizen = try await book.citizen(assigned: [.user(TasksBook.åse), .team(TasksBook.team)], until: end)
    _ = try await book.citizen(assigned: [.user(TasksBook.bo)], protection: .nameAndAddress, protectedUntil: end)
    let ticker = ticker(book)
    await ticker.tick()
    #expect(try book.facts(Tasks.TaskOpened.self).isEmpty, "more than fourteen days ahead")
    book.clock.set("2026-11-28")
    await ticker.tick()
    await ticker.tick()
    let opened = try book.facts(Tasks.TaskOpened.self)
    #expect(Set(opened.map(\.owner)) == [.user(TasksBook.åse), .user(TasksBook.bo), .team(TasksBook.team)])
    #expect(opened.count == 3 && opened.allSatisfy { $0.deadline.day == end && $0.source == .feature("citizens") })
    let admission = try #require(try book.place.admit(book.visit(), citizen))
    #expect(try Tasks.part(book.place, book.visit(), admission)?.lines.count == 2)
    let visit = book.visit()
    for line in try Tasks.mine(book.place, visit) {
      let id = try #require(line.shown?.task)
      #expect(try await Tasks.change(book.place, book.visit(), task: id, .finish(.done, note: nil)) == .taken(id))
    }
    book.clock.set("2026-12-01")
    await ticker.tick()
    #expect(try book.facts(Tasks.TaskOpened.self).count == 3, "what was looked at is not opened again")
  }

  @Test func theKeepingOfTheJournalIsATaskForAdministratorsOnceAMonth() async throws {
    let book = try TasksBook(clock: SetClock("2010-01-04"))
    _ = try await book.citizen()
    let ticker = ticker(book)
    for day in ["2010-02-01", "2026-11-02", "2026-11-20", "2026-12-01"] {
      book.clock.set(day)
      await ticker.tick()
    }
    let opened = try book.facts(Tasks.TaskOpened.self).filter { $0.reason == .retention }
    #expect(opened.count == 2)
    let admin = book.caller("someone", roles: ["system-administrator"], teams: [])
    #expect(try Tasks.mine(book.place, book.visit(admin)).count == 2)
    let stranger = book.caller("someone", roles: ["system-administrator"], teams: [], organisation: TasksBook.other)
    #expect(try Tasks.mine(book.place, book.visit(stranger)).isEmpty)
  }

  @Test func aFeatureThatFailsDoesNotStopTheOthers() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    _ = try await book.task(days: 1)
    book.clock.set("2026-11-19")
    let broken = DueContribution(feature: "broken") { _, _, _ in throw ProjectionFault("made to fail") }
    let report = await ticker(book, [broken, Tasks.due]).tick()
    #expect(report == Ticker.Report(did: 1, troubles: ["broken: made to fail"]))
    let health = try TickerHealth.read(book.place)
    #expect(health.trouble == "broken: made to fail" && !health.isMailConfigured && health.lastTick != nil)
  }

  /// Many more than one batch, in one tick, each once; the same key given twice is one thing.
  @Test func aBacklogIsWorkedThrough() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    for _ in 0..<30 { _ = try await book.task(days: 1) }
    book.clock.set("2026-11-18")
    let small = DueContribution(feature: "tasks") { place, directory, moment in
      var moment = moment
      moment.limit = 7
      let things = try Tasks.due.due(place, directory, moment)
      return things + things
    }
    let ticker = Ticker(place: book.place, contributions: [small], directory: Self.directory, outbox: nil, batch: 3)
    var report = await ticker.tick()
    while report.did > 0 { report = await ticker.tick() }
    #expect(try kinds(book) == Array(repeating: .overdue, count: 30))
  }

  @Test func mailsAreQueuedOnceAndSaidOnce() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    for _ in 0..<3 { _ = try await book.task(days: 1) }
    _ = try await book.task(owner: .team(TasksBook.team), days: 1)
    book.clock.set("2026-11-18")
    let mails = Mutex<[Outbox.Mail]>([])
    let outbox = Outbox { mail in
      mails.withLock { $0.append(mail) }
      return .sent
    }
    let ticker = ticker(book, outbox: outbox)
    let report = await ticker.tick()
    #expect(report == Ticker.Report(did: 4, sent: 2))
    #expect(Set(mails.withLock { $0 }.map(\.to)) == ["u01@example.dk", "u02@example.dk"], "one mail for all that waited")
    await ticker.tick()
    #expect(mails.withLock { $0 }.count == 2)
    let health = try TickerHealth.read(book.place)
    #expect(health.isMailConfigured && health.sent == 5 && health.waiting == 0, "four things, five notes, two mails")
  }

  @Test func aServerThatIsDownIsTriedAgainLaterAndLaterAndGivenUp() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    _ = try await book.task(days: 1)
    book.clock.set("2026-11-18")
    let asked = Mutex<[String]>([])
    let outbox = Outbox { mail in
      asked.withLock { $0.append(mail.id) }
      return .down("connect")
    }
    let ticker = ticker(book, outbox: outbox)
    await ticker.tick()
    await ticker.tick()
    #expect(asked.withLock { $0 }.count == 1, "not before its time")
    book.clock.add(minutes: 1)
    await ticker.tick()
    #expect(asked.withLock { $0 }.count == 2)
    #expect(try TickerHealth.read(book.place).waiting == 1)
    for _ in 0..<20 {
      book.clock.add(minutes: 360)
      await ticker.tick()
    }
    let health = try TickerHealth.read(book.place)
    #expect(health.waiting == 0 && health.failed >= 1 && health.lastCode == "connect")
    let ids = asked.withLock { $0 }
    #expect(Set(ids.prefix(2)).count == 1, "the same mail has the same id each time")
    #expect((1...12).map(Outbox.wait) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
  }

  @Test func whatIsOldIsForgottenAndNothingIsDoneAgain() async throws {
    let book = try TasksBook(clock: SetClock("2026-08-03"))
    let stream = try await book.citizen()
    let opened = Tasks.TaskOpened(
      reason: .protectionEnds, deadline: Tasks.Deadline(book.place.today), owner: .user(TasksBook.åse),
      source: .feature("citizens"), isAboutCitizen: true, organisation: TasksBook.organisation)
    let always = DueContribution(feature: "always") { _, _, _ in
      [DueThing(key: "always/the/same", stream: stream, deed: .open(opened), tell: [.user(TasksBook.åse)])]
    }
    let sent = Mutex(0)
    let outbox = Outbox { _ in
      sent.withLock { $0 += 1 }
      return .sent
    }
    let ticker = Ticker(
      place: book.place, contributions: [always], directory: Self.directory, outbox: outbox, forgetting: PracticeDue.forgetting)
    try book.place.keepDraft(["text": ["made up"]], user: TasksBook.åse, path: "/tasks/new")
    try book.place.keep(book.place.newAct(), digest: [1], location: "/tasks")
    func rows() throws -> [Int] {
      try book.place.state.read { db in
        try ["access_draft", "access_receipt", "ticker_run", "outbox_mail"].map { table in
          try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? -1
        }
      }
    }
    #expect(await ticker.tick() == Ticker.Report(did: 1, sent: 1))
    #expect(try rows() == [1, 1, 1, 1])
    book.clock.set("2026-08-10")
    await ticker.tick()
    #expect(try rows() == [1, 1, 1, 1], "seven days and not more")
    book.clock.set("2026-08-11")
    #expect(try book.place.takeDraft(user: "somebody else", path: "/tasks/new") == nil)
    await ticker.tick()
    #expect(try rows() == [0, 1, 1, 1])
    book.clock.set("2026-11-02")
    for _ in 0..<3 {
      #expect(await ticker.tick() == Ticker.Report())
      book.clock.add(minutes: 61)
    }
    #expect(try rows() == [0, 0, 0, 0])
    #expect(try book.facts(Tasks.TaskOpened.self).count == 1, "the journal knows what was done")
    #expect(sent.withLock { $0 } == 1)
  }

  @Test func aDraftThatIsTooOldIsNotShown() throws {
    let book = try TasksBook(clock: SetClock("2026-08-03"))
    try book.place.keepDraft(["text": ["made up"]], user: TasksBook.åse, path: "/tasks/new")
    book.clock.set("2026-08-11")
    #expect(try book.place.takeDraft(user: TasksBook.åse, path: "/tasks/new") == nil)
  }

  @Test func aRecipientWithoutAddressIsNotTriedForEver() async throws {
    let book = try TasksBook(clock: SetClock("2026-11-16"))
    _ = try await book.task(owner: .user(TasksBook.åse), days: 1)
    book.clock.set("2026-11-18")
    var directory = Self.directory
    directory.email = { _, _ in "not an address\r\nBcc: x@y.dk" }
    let outbox = Outbox { _ in
      Issue.record("nothing is sent")
      return .sent
    }
    await Ticker(place: book.place, contributions: [Tasks.due], directory: directory, outbox: outbox).tick()
    let health = try TickerHealth.read(book.place)
    #expect(health.refused == 1 && health.lastCode == "no address")
  }
}
