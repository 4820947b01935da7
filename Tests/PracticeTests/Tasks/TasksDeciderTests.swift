import Base
import PracticeRules
import Testing

@Suite struct TasksDeciderTests {
  private let today: CivilDate
  private let state: Tasks.State

  init() throws {
    today = try #require(CivilDate("2026-11-21"))
    state = Tasks.State(
      task: "t", condition: .open, owner: .user("åse"), deadline: Tasks.Deadline(try #require(CivilDate("2026-11-25"))),
      ownerEntry: "t", deadlineEntry: "t")
  }

  private func draft(
    _ reason: Tasks.Reason? = .callBack, title: String? = nil, days: Int? = 1, owner: Tasks.Owner? = .user("åse")
  ) -> Tasks.Draft {
    Tasks.Draft(
      reason: reason, title: title, deadline: days.flatMap { today.adding(days: $0) }.map { Tasks.Deadline($0) }, owner: owner)
  }

  private func refusals(_ draft: Tasks.Draft) -> [Tasks.Refusal] {
    switch Tasks.open(draft, isAboutCitizen: false, organisation: "o", today: today) {
    case .success: []
    case .failure(let refusals): refusals.all
    }
  }

  private func refusals(_ command: Tasks.Command, _ state: Tasks.State? = nil) -> [Tasks.Refusal] {
    do throws(Tasks.Refusals) {
      _ = try Tasks.decide(command, state ?? self.state, today: today)
      return []
    } catch {
      return error.all
    }
  }

  @Test func aNewTaskTellsAllThatIsMissingAtOnce() {
    #expect(refusals(draft()) == [])
    #expect(refusals(draft(nil, days: nil, owner: nil)) == [.reasonMissing, .deadlineMissing, .ownerMissing])
    #expect(refusals(draft(.other)) == [.titleMissing])
    #expect(refusals(draft(.other, title: " \n ")) == [.titleMissing])
    #expect(refusals(draft(days: -1)) == [.deadlinePast])
    #expect(refusals(draft(days: 0)) == [])
    #expect(refusals(draft(days: 1828)) == [.deadlineTooFar])
  }

  @Test func aTitleIsOneLineOfAtMost120CharactersAsTheyAreRead() throws {
    #expect(refusals(draft(title: String(repeating: "å", count: 120))) == [])
    #expect(refusals(draft(title: String(repeating: "å", count: 121))) == [.titleTooLong])
    #expect(refusals(draft(title: String(repeating: "🏳️‍🌈", count: 30))) == [])
    #expect(
      refusals(draft(title: "e" + String(repeating: "\u{301}", count: 5000))) == [.titleTooLong], "one character, many bytes")
    let script = "<script>alert('å')</script>\n نص"
    guard case .success(let fact) = Tasks.open(draft(title: script), isAboutCitizen: true, organisation: "o", today: today) else {
      Issue.record("script is text")
      return
    }
    #expect(fact.title == "<script>alert('å')</script> نص")
  }

  @Test func whatHasEndedIsToldWithWhoDidIt() {
    var done = state
    (done.condition, done.endedBy, done.endedAt) = (.done, "bo", Instant(milliseconds: 5))
    let told = [Tasks.Refusal.alreadyDone(by: "bo", at: Instant(milliseconds: 5))]
    for command: Tasks.Command in [
      .acknowledge, .finish(.done, note: nil), .withdraw(.mistake), .handOver(to: .user("bo"), note: nil, seen: "t"),
    ] { #expect(refusals(command, done) == told) }
  }

  @Test func finishingNeedsAnOutcome() {
    #expect(refusals(.finish(nil, note: nil)) == [.outcomeMissing])
    #expect(refusals(.finish(.done, note: String(repeating: "n", count: 301))) == [.noteTooLong])
    #expect(refusals(.finish(.partly, note: String(repeating: "n", count: 300))) == [])
  }

  @Test func whatChangedMeanwhileIsNotChangedOver() {
    #expect(refusals(.handOver(to: .user("bo"), note: nil, seen: "t")) == [])
    #expect(refusals(.handOver(to: .user("bo"), note: nil, seen: "older")) == [.changed])
    #expect(refusals(.handOver(to: nil, note: nil, seen: "t")) == [.ownerMissing])
    #expect(refusals(.handOver(to: .user("åse"), note: nil, seen: "t")) == [.sameOwner])
    let later = CivilDate("2026-11-30").map { Tasks.Deadline($0) }
    #expect(refusals(.moveDeadline(to: later, reason: .waiting, note: nil, seen: "t")) == [])
    #expect(refusals(.moveDeadline(to: later, reason: .waiting, note: nil, seen: "older")) == [.changed])
    #expect(refusals(.moveDeadline(to: nil, reason: nil, note: nil, seen: "t")) == [.reasonMissing, .deadlineMissing])
    #expect(refusals(.moveDeadline(to: state.deadline, reason: .waiting, note: nil, seen: "t")) == [.sameDeadline])
  }

  @Test func onlyWhatIsLateIsLate() throws {
    func at(_ day: String, _ minute: Int) throws -> Tasks.LocalMoment {
      Tasks.LocalMoment(day: try #require(CivilDate(day)), minute: minute)
    }
    let (whole, timed) = (Tasks.Deadline(state.deadline.day), Tasks.Deadline(state.deadline.day, minute: 870))
    #expect(try !whole.isPast(at("2026-11-25", 1439)))
    #expect(try whole.isPast(at("2026-11-26", 0)))
    #expect(try !timed.isPast(at("2026-11-25", 870)))
    #expect(try timed.isPast(at("2026-11-25", 871)))
    #expect(try Tasks.Urgency(whole, at: at("2026-11-25", 0)) == .today)
    #expect(try Tasks.Urgency(whole, at: at("2026-11-18", 0)) == .thisWeek)
    #expect(try Tasks.Urgency(whole, at: at("2026-11-17", 0)) == .later)
    #expect(try Tasks.Urgency(timed, at: at("2026-11-25", 900)) == .overdue)
  }

  @Test func remindersComeInTheMorningOnceForEachDeadline() throws {
    let opened = try #require(CivilDate("2026-11-01"))
    func kinds(_ day: String, _ minute: Int = 480, told: [Tasks.ReminderKind: CivilDate] = [:]) throws -> [Tasks.ReminderKind] {
      let moment = Tasks.LocalMoment(day: try #require(CivilDate(day)), minute: minute)
      return Tasks.reminders(state.deadline, opened: opened, told: told, at: moment)
    }
    #expect(try kinds("2026-11-23") == [])
    #expect(try kinds("2026-11-24", 419) == [], "not at night")
    #expect(try kinds("2026-11-24", 420) == [.dayBefore])
    #expect(try kinds("2026-11-24", told: [.dayBefore: state.deadline.day]) == [])
    #expect(try kinds("2026-11-24", told: [.dayBefore: opened]) == [.dayBefore], "the deadline was moved since")
    #expect(try kinds("2026-11-25") == [.dayBefore], "a day that was missed")
    #expect(try kinds("2026-11-26") == [.overdue])
    #expect(try kinds("2026-11-27", told: [.overdue: state.deadline.day]) == [])
    #expect(try kinds("2026-11-28") == [.overdue, .leader], "after days off: each once")
    #expect(try kinds("2026-11-28", told: [.overdue: state.deadline.day, .leader: state.deadline.day]) == [])
    let moment = Tasks.LocalMoment(day: state.deadline.day, minute: 600)
    #expect(Tasks.reminders(state.deadline, opened: state.deadline.day, told: [:], at: moment) == [], "opened today")
  }

  @Test func theMomentIsReadOnTheClocksOfThePlace() {
    let now = Instant(milliseconds: 1_795_303_800_000)
    let utc = Tasks.LocalMoment(now, offsetMinutes: 0)
    let there = Tasks.LocalMoment(now, offsetMinutes: 60)
    #expect((there.day.dayNumber - utc.day.dayNumber) * 1440 + there.minute - utc.minute == 60)
    #expect(Tasks.LocalMoment(Instant(milliseconds: -1), offsetMinutes: 0).minute == 1439)
  }
}
