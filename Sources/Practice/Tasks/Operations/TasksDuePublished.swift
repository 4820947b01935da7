import Base
import Journal
import PracticeRules

/// The moment for which features are asked what is due.
package struct DueMoment: Hashable, Sendable {
  package var now: Instant
  /// Day and minute where the services are.
  package var local: Tasks.LocalMoment
  /// At most so many things at once; the feature is asked again when it gave as many.
  package var limit: Int

  package var today: CivilDate { local.day }

  package init(now: Instant, local: Tasks.LocalMoment, limit: Int = 500) {
    self.now = now
    self.local = local
    self.limit = limit
  }
}

/// One thing that is due, and what the ticker does about it, once for ever.
package struct DueThing: Hashable, Sendable {
  /// What is done.
  package enum Deed: Hashable, Sendable {
    /// A task is opened.
    case open(Tasks.TaskOpened)
    /// Somebody is told of a task that is there.
    case remind(Tasks.TaskReminded)
  }

  /// What it is, such as `tasks/overdue/<id>/2026-11-21`: the same thing always has the same key, on every day and after every
  /// restart. It holds ids and days, never a name, and is kept as a keyed digest only.
  package var key: String
  /// The stream the fact is written in: the citizen's; for what is about nobody the team's or the organisation's.
  package var stream: StreamID
  package var deed: Deed
  /// Who gets a mail that there is something.
  package var tell: [Tasks.Owner]

  package init(key: String, stream: StreamID, deed: Deed, tell: [Tasks.Owner]) {
    self.key = key
    self.stream = stream
    self.deed = deed
    self.tell = tell
  }
}

/// What a feature brings to the ticker. A new feature adds one to `PracticeDue`.
package struct DueContribution: Sendable {
  package var feature: String
  /// Everything that is due until the moment. What has been done already may be in it: it is not done again.
  package var due: @Sendable (Workplace, Tasks.Directory, DueMoment) throws -> [DueThing]

  package init(
    feature: String, due: @escaping @Sendable (Workplace, Tasks.Directory, DueMoment) throws -> [DueThing]
  ) {
    self.feature = feature
    self.due = due
  }
}

/// What a feature throws away when it has become old. The ticker does it once an hour; a new feature adds one to `PracticeDue`.
package struct Forgetting: Sendable {
  package var feature: String
  package var forget: @Sendable (Workplace) throws -> Void

  package init(feature: String, forget: @escaping @Sendable (Workplace) throws -> Void) {
    self.feature = feature
    self.forget = forget
  }
}
