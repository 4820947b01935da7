import Base

extension Tasks {
  /// Where a task stands on the day's page. Only what is late is called late.
  package enum Urgency: Int, Sendable, CaseIterable, Comparable {
    case overdue, today, thisWeek, later

    package static func < (a: Urgency, b: Urgency) -> Bool { a.rawValue < b.rawValue }

    /// The heading on the screen.
    package var words: Words {
      switch self {
      case .overdue: Words(da: "Over fristen", en: "Past the deadline")
      case .today: Words(da: "I dag", en: "Today")
      case .thisWeek: Words(da: "De næste syv dage", en: "The next seven days")
      case .later: Words(da: "Senere", en: "Later")
      }
    }

    package init(_ deadline: Deadline, at moment: LocalMoment) {
      if deadline.isPast(moment) {
        self = .overdue
      } else if deadline.day == moment.day {
        self = .today
      } else {
        self = deadline.day.dayNumber - moment.day.dayNumber <= 7 ? .thisWeek : .later
      }
    }
  }

  /// When the ticker tells of a task. Fixed, so that nobody is told at night or twice.
  package enum Clock {
    /// Nothing is told before seven in the morning.
    package static let morning = 7 * 60
    /// So many days after the deadline the leader of the team is told.
    package static let daysToLeader = 3
    /// An ending protection or assignment becomes a task so many days before.
    package static let daysAhead = 14
  }

  /// What must be told of an open task now; nothing when it has been told.
  ///
  /// After days off a task is told of once for each kind, not once for each day.
  /// - Parameter told: the deadline that each kind was last told for.
  package static func reminders(
    _ deadline: Deadline, opened: CivilDate, told: [ReminderKind: CivilDate], at moment: LocalMoment
  ) -> [ReminderKind] {
    guard moment.minute >= Clock.morning else { return [] }
    let days = moment.day.dayNumber - deadline.day.dayNumber
    var kinds: [ReminderKind] = []
    if deadline.isPast(moment) {
      kinds = days >= Clock.daysToLeader ? [.overdue, .leader] : [.overdue]
    } else if days == -1 || days == 0, opened < moment.day {
      // What was opened today is known, and needs no reminder.
      kinds = [.dayBefore]
    }
    return kinds.filter { told[$0] != deadline.day }
  }
}
