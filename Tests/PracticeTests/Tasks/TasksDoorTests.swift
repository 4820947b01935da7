import Base
import Foundation
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Synchronization
import Testing

@testable import PracticeOperations

/// Tasks through the door. All people are made up.
@Suite struct TasksDoorTests {
  @Test func aTaskIsOpenedTakenHandedOverMovedAndFinished() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen()
    let id = try await book.task(citizen, title: "Ring om tandlægen 🦷")
    var task = try #require(try Tasks.task(book.place, book.visit(), id: id))
    #expect(task.shown.title == "Ring om tandlægen 🦷" && task.shown.citizen?.id == citizen.description && task.shown.isMine)

    #expect(try await Tasks.change(book.place, book.visit(), task: id, .acknowledge) == .taken(id))
    let later = Tasks.Deadline(try #require(CivilDate("2026-11-30")), minute: 600)
    let move = Tasks.Command.moveDeadline(
      to: later, reason: .agreedWithCitizen, note: "Hellere mandag", seen: task.state.deadlineEntry)
    #expect(try await Tasks.change(book.place, book.visit(), task: id, move) == .taken(id))
    let give = Tasks.Command.handOver(to: .team(TasksBook.team), note: nil, seen: task.state.ownerEntry)
    #expect(try await Tasks.change(book.place, book.visit(), task: id, give) == .taken(id))

    task = try #require(try Tasks.task(book.place, book.visit(), id: id))
    #expect(task.state.owner == .team(TasksBook.team) && task.state.deadline == later)
    #expect(task.shown.takenBy == nil, "who gets it has not taken it yet")
    #expect(task.history.map(\.kind) == [.opened, .acknowledged, .deadlineMoved, .handedOver])
    #expect(task.history.map(\.note) == ["Ring om tandlægen 🦷", nil, "Hellere mandag", nil])

    #expect(try await Tasks.change(book.place, book.visit(), task: id, .finish(.done, note: "Gjort")) == .taken(id))
    #expect(try Tasks.mine(book.place, book.visit()).isEmpty)
    let ended = try Tasks.finished(book.place, book.visit())
    #expect(ended.map { $0.shown?.outcome } == [Tasks.Outcome.done.words])
  }

  @Test func twoWhoFinishAtOnceOneIsDoneAndTheOtherIsToldWho() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen(assigned: [.user(TasksBook.åse), .user(TasksBook.bo)])
    let id = try await book.task(citizen)
    let (place, åse, bo) = (book.place, book.visit(book.caller(TasksBook.åse)), book.visit(book.caller(TasksBook.bo)))
    async let one = Tasks.change(place, åse, task: id, .finish(.done, note: nil))
    async let two = Tasks.change(place, bo, task: id, .finish(.partly, note: nil))
    let answers = try await [one, two]
    #expect(answers.filter { $0 == .taken(id) }.count == 1)
    let winner = answers[0] == .taken(id) ? TasksBook.åse : TasksBook.bo
    let told = answers.contains { answer in
      if case .refused(let refusals) = answer, case .alreadyDone(let by, _)? = refusals.first { return by == winner }
      return false
    }
    #expect(told)
    #expect(try book.facts(Tasks.TaskDone.self).count == 1)
  }

  /// Both saw the same state: the journal itself takes one, because the id follows from what was seen.
  @Test func theJournalTakesOneOfTwoChangesThatSawTheSame() async throws {
    let book = try TasksBook()
    let id = try await book.task()
    let days = [4, 5, 6, 7]
    let answers = try await withThrowingTaskGroup(of: Tasks.Answer.self) { group in
      for number in days {
        let (place, visit) = (book.place, book.visit())
        let deadline = Tasks.Deadline(try place.today.adding(days: number).orThrow())
        group.addTask {
          try await Tasks.change(place, visit, task: id, .moveDeadline(to: deadline, reason: .waiting, note: nil, seen: id))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0 == .taken(id) }.count == 1)
    #expect(answers.filter { $0 == .refused([.changed]) }.count == 3)
    #expect(try book.facts(Tasks.TaskDeadlineMoved.self).count == 1)
    #expect(Tasks.successor(of: id, "owner") != Tasks.successor(of: id, "end"))
  }

  @Test func theSameFormSentTwiceIsOneTask() async throws {
    let book = try TasksBook()
    let visit = book.visit()
    let (first, second) = (try await book.task(by: visit), try await book.task(by: visit))
    #expect(first == second)
    #expect(try Tasks.mine(book.place, book.visit()).count == 1)
  }

  @Test func aTaskAboutACitizenOfAnotherOrganisationIsNotThere() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen()
    let id = try await book.task(citizen)
    let stranger = book.caller(TasksBook.bo, organisation: TasksBook.other)
    let visit = book.visit(stranger)
    #expect(try Tasks.task(book.place, visit, id: id) == nil)
    let entry = visit.entry(position: 0, found: false)
    #expect(entry.outcome == .refused("notOpen") && entry.streams == [citizen.uuid], "the refusal is logged")
    #expect(try await Tasks.change(book.place, book.visit(stranger), task: id, .finish(.done, note: nil)) == .notFound)
    let draft = Tasks.Draft(
      reason: .callBack, title: nil, deadline: Tasks.Deadline(book.place.today), owner: .user(TasksBook.bo))
    #expect(try await Tasks.open(book.place, book.visit(stranger), draft, citizen: citizen) == .notFound)
    let made = try await Tasks.open(book.place, book.visit(stranger), draft, citizen: book.place.newStream())
    #expect(made == .notFound, "as for a citizen that does not exist")
    for id in ["", "x", "0190a0f0-0000-7000-8000-00000000ffff", "' OR 1=1"] {
      #expect(try Tasks.task(book.place, book.visit(), id: id) == nil)
    }
  }

  @Test func aTaskOfMineAboutACitizenIMayNotSeeShowsNeitherNameNorTitle() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen(assigned: [.user(TasksBook.bo)], protection: .restricted)
    let id = try await book.task(citizen, owner: .user(TasksBook.bo), title: "Secret words")
    let task = try #require(try Tasks.task(book.place, book.visit(book.caller(TasksBook.bo)), id: id))
    // The owner is a colleague who is on no file: choices hold him, the door does not.
    try await book.append(
      Tasks.TaskHandedOver(task: id, owner: .user(TasksBook.åse)), citizen)
    let åse = book.visit(book.caller(TasksBook.åse))
    let lines = try Tasks.mine(book.place, åse)
    #expect(lines == [Tasks.Line(shown: nil, deadline: task.state.deadline, urgency: .thisWeek)])
    #expect(åse.entry(position: 0, found: true).streams.isEmpty, "nothing of the citizen was shown")
    #expect(try Tasks.task(book.place, book.visit(book.caller(TasksBook.åse)), id: id) == nil)
  }

  @Test func aTeamsTaskAboutAHiddenCitizenIsNeitherListedNorCounted() async throws {
    let book = try TasksBook()
    let hidden = try await book.citizen(assigned: [.user(TasksBook.bo)], protection: .restricted)
    _ = try await book.task(hidden, owner: .team(TasksBook.team), by: book.visit(book.caller(TasksBook.bo)))
    let open = try await book.citizen(assigned: [.team(TasksBook.team)])
    let id = try await book.task(open, owner: .team(TasksBook.team))
    #expect(try Tasks.mine(book.place, book.visit()).compactMap { $0.shown?.task } == [id])
    let leader = book.caller(TasksBook.leader, roles: ["leader"])
    let counts = try Tasks.teams(book.place, book.visit(leader))
    #expect(counts == [Tasks.TeamLine(name: TasksBook.team, open: 1, overdue: 0, unclaimed: 1)])
  }

  @Test func aLeaderReadsAndHandsOverButDoesNotFinish() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen(assigned: [.team(TasksBook.team)])
    let id = try await book.task(citizen)
    let leader = book.caller(TasksBook.leader, roles: ["leader"])
    let task = try #require(try Tasks.task(book.place, book.visit(leader), id: id))
    #expect(!task.mayChange && task.mayHandOver)
    #expect(try await Tasks.change(book.place, book.visit(leader), task: id, .finish(.done, note: nil)) == .refused([.readOnly]))
    let give = Tasks.Command.handOver(to: .team(TasksBook.team), note: "Åse er syg", seen: id)
    #expect(try await Tasks.change(book.place, book.visit(leader), task: id, give) == .taken(id))
  }

  @Test func aTaskIsNotGivenToPeopleWhoAreNotThere() async throws {
    let book = try TasksBook()
    let id = try await book.task()
    for owner in [Tasks.Owner.user("forged"), .team(TasksBook.other), .role("administrator", organisation: TasksBook.other)] {
      let give = Tasks.Command.handOver(to: owner, note: nil, seen: id)
      #expect(try await Tasks.change(book.place, book.visit(), task: id, give) == .refused([.ownerMissing]))
    }
  }

  @Test func aTaskAboutNobodyIsItsOwnersAndItsMakersOnly() async throws {
    let book = try TasksBook()
    let id = try await book.task()
    #expect(try Tasks.task(book.place, book.visit(), id: id) != nil)
    #expect(try Tasks.task(book.place, book.visit(book.caller(TasksBook.bo)), id: id) == nil)
    let stranger = book.caller(TasksBook.åse, organisation: TasksBook.other)
    #expect(try Tasks.task(book.place, book.visit(stranger), id: id) == nil, "the same id in another organisation")
  }

  /// What is corrected, and what arrives late, gives the same table.
  @Test func aWithdrawnEndOpensTheTaskAgain() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen()
    let id = try await book.task(citizen)
    #expect(try await Tasks.change(book.place, book.visit(), task: id, .finish(.done, note: nil)) == .taken(id))
    let end = try #require(Tasks.successor(of: id, "end"))
    try await book.append(Citizens.EntryWithdrawn(reason: "mistake"), citizen, corrects: end)
    #expect(try Tasks.mine(book.place, book.visit()).compactMap { $0.shown?.task } == [id])
    #expect(try await Tasks.change(book.place, book.visit(), task: id, .finish(.partly, note: nil)) == .taken(id), "and again")
    #expect(try Tasks.mine(book.place, book.visit()).isEmpty)
  }

  @Test func theCitizensPartShowsOpenTasksFirstAndOffersANewOne() async throws {
    let book = try TasksBook()
    let citizen = try await book.citizen()
    let (first, second) = (try await book.task(citizen, days: 3), try await book.task(citizen, days: 1))
    #expect(try await Tasks.change(book.place, book.visit(), task: first, .finish(.done, note: nil)) == .taken(first))
    let visit = book.visit()
    let admission = try #require(try book.place.admit(visit, citizen))
    let part = try #require(try Tasks.part(book.place, visit, admission))
    #expect(part.lines.compactMap { $0.shown?.task } == [second, first] && part.mayOpen)
  }

  @Test func theDayNotesNoMoreAsShownThanItShows() async throws {
    let book = try TasksBook()
    let (near, far) = (try await book.citizen(), try await book.citizen())
    _ = try await book.task(near, days: 1)
    _ = try await book.task(far, days: 30)
    let visit = book.visit()
    let day = try Tasks.day(book.place, visit)
    #expect(day.mine.count == 1 && day.later == 1 && day.unclaimed.isEmpty)
    #expect(visit.entry(position: 0, found: true).streams == [near.uuid])
  }

  /// One statement for a list, a history and the counts, however long they are.
  @Test func theNumberOfStatementsDoesNotGrow() async throws {
    let book = try TasksBook()
    let visit = book.visit()
    func statements() throws -> Int {
      let count = Counter()
      try book.place.records.read { db in
        db.trace { _ in count.add() }
        defer { db.trace(nil) }
        let door = visit.condition(.read, .ordinary, alias: "a")
        let circle = Tasks.circle(visit.caller)
        let rows = try Tasks.mine(db, door, circle)
        if case .open(let row)? = rows.first { _ = try Tasks.history(db, row.task) }
        _ = try Tasks.told(db, door, circle, teams: circle.teams)
        _ = try Tasks.counts(db, door, circle, teams: circle.teams, today: book.place.today)
      }
      return count.value
    }
    _ = try await book.task(book.citizen())
    let few = try statements()
    for _ in 0..<80 { _ = try await book.task(book.citizen(), owner: .team(TasksBook.team)) }
    #expect(try statements() == few && few >= 4)
    #expect(try Tasks.mine(book.place, visit).count == 81)
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)

  func add() { count.withLock { $0 += 1 } }

  var value: Int { count.withLock { $0 } }
}
