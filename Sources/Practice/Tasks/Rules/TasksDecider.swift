import Base

extension Tasks {
  /// Why something is not done with a task; what was typed is shown again.
  package enum Refusal: Error, Hashable, Sendable {
    case reasonMissing
    /// The reason is `other`, which says nothing alone.
    case titleMissing
    case titleTooLong
    case noteTooLong
    case deadlineMissing
    case deadlinePast
    case deadlineTooFar
    case ownerMissing
    /// Whom it was to be handed to has hold of it already.
    case sameOwner
    case sameDeadline
    case outcomeMissing
    /// Somebody finished it before: who, by id, and when.
    case alreadyDone(by: String, at: Instant)
    case alreadyWithdrawn(by: String, at: Instant)
    /// Somebody changed the owner or the deadline since the page was opened.
    case changed
    /// The caller may read the task, and no more.
    case readOnly

    /// What is wrong and what to do. Names of people are put in by the page.
    package var words: Words {
      switch self {
      case .reasonMissing: Words(da: "Vælg, hvad opgaven handler om.", en: "Choose what the task is about.")
      case .titleMissing:
        Words(da: "Skriv med få ord, hvad der skal gøres.", en: "Write in few words what must be done.")
      case .titleTooLong:
        Words(da: "Skriv højst \(Limits.title) tegn. Resten kan stå i et notat.", en: "Write at most \(Limits.title) characters.")
      case .noteTooLong: Words(da: "Skriv højst \(Limits.note) tegn.", en: "Write at most \(Limits.note) characters.")
      case .deadlineMissing: Words(da: "Vælg den dag, det skal være gjort.", en: "Choose the day by which it must be done.")
      case .deadlinePast: Words(da: "Fristen er gået. Vælg i dag eller senere.", en: "The day has passed. Choose today or later.")
      case .deadlineTooFar:
        Words(
          da: "Fristen ligger mere end fem år frem. Vælg en tidligere.", en: "More than five years ahead. Choose an earlier day.")
      case .ownerMissing: Words(da: "Vælg, hvem der har opgaven.", en: "Choose who has the task.")
      case .sameOwner: Words(da: "Den har opgaven i forvejen. Vælg en anden.", en: "They have the task already. Choose another.")
      case .sameDeadline:
        Words(da: "Det er fristen i forvejen. Vælg en anden.", en: "That is the deadline already. Choose another.")
      case .outcomeMissing: Words(da: "Vælg, hvordan det gik.", en: "Choose how it went.")
      case .alreadyDone: Words(da: "Opgaven er allerede færdig.", en: "The task is finished already.")
      case .alreadyWithdrawn: Words(da: "Opgaven er trukket tilbage.", en: "The task was withdrawn.")
      case .changed:
        Words(
          da: "Opgaven er ændret, siden du åbnede siden. Se, hvad der står nu, og send igen, hvis det stadig skal være sådan.",
          en: "The task changed since you opened the page. See what stands now, and send again if it still should be so.")
      case .readOnly: Words(da: "Du kan læse opgaven, men ikke ændre den.", en: "You can read the task, but not change it.")
      }
    }

    /// The field that it is about.
    package var field: String {
      switch self {
      case .reasonMissing: "reason"
      case .titleMissing, .titleTooLong: "title"
      case .noteTooLong: "note"
      case .deadlineMissing, .deadlinePast, .deadlineTooFar, .sameDeadline: "deadline"
      case .ownerMissing, .sameOwner: "owner"
      case .outcomeMissing, .alreadyDone, .alreadyWithdrawn, .changed, .readOnly: "outcome"
      }
    }
  }

  /// A task as it stands, as far as a decision needs it.
  package struct State: Hashable, Sendable {
    package var task: String
    package var condition: Condition
    package var owner: Owner
    package var deadline: Deadline
    /// Who ended it, and when.
    package var endedBy: String?
    package var endedAt: Instant?
    /// The ids of the entries that last set owner and deadline.
    package var ownerEntry: String
    package var deadlineEntry: String

    package init(
      task: String, condition: Condition, owner: Owner, deadline: Deadline, endedBy: String? = nil, endedAt: Instant? = nil,
      ownerEntry: String, deadlineEntry: String
    ) {
      self.task = task
      self.condition = condition
      self.owner = owner
      self.deadline = deadline
      self.endedBy = endedBy
      self.endedAt = endedAt
      self.ownerEntry = ownerEntry
      self.deadlineEntry = deadlineEntry
    }
  }

  /// What a person wants to do with a task that is there.
  package enum Command: Hashable, Sendable {
    case acknowledge
    /// - seen: the entry that had set the owner when the page was shown.
    case handOver(to: Owner?, note: String?, seen: String)
    case moveDeadline(to: Deadline?, reason: MoveReason?, note: String?, seen: String)
    case finish(Outcome?, note: String?)
    case withdraw(WithdrawReason?)
  }

  /// What comes of a command.
  package enum Decision: Hashable, Sendable {
    case acknowledged(TaskAcknowledged)
    case handedOver(TaskHandedOver)
    case deadlineMoved(TaskDeadlineMoved)
    case done(TaskDone)
    case withdrawn(TaskWithdrawn)
  }

  /// What a person wants to have opened.
  package struct Draft: Hashable, Sendable {
    package var reason: Reason?
    package var title: String?
    package var deadline: Deadline?
    package var owner: Owner?

    package init(reason: Reason?, title: String?, deadline: Deadline?, owner: Owner?) {
      self.reason = reason
      self.title = title
      self.deadline = deadline
      self.owner = owner
    }
  }
}

// MARK: - Deciding

extension Tasks {
  /// Every problem of a new task at once; the fact when there is none.
  package static func open(
    _ draft: Draft, isAboutCitizen: Bool, organisation: String, today: CivilDate
  ) -> Result<TaskOpened, Refusals> {
    var refusals: [Refusal] = []
    let title = draft.title.map(oneLine)
    if draft.reason == nil { refusals.append(.reasonMissing) }
    if draft.reason == .other, title?.isEmpty ?? true { refusals.append(.titleMissing) }
    if let title, !fits(title, Limits.title) { refusals.append(.titleTooLong) }
    if let refusal = refusal(of: draft.deadline, today) { refusals.append(refusal) }
    if draft.owner == nil { refusals.append(.ownerMissing) }
    guard refusals.isEmpty, let reason = draft.reason, let deadline = draft.deadline, let owner = draft.owner else {
      return .failure(Refusals(refusals))
    }
    return .success(
      TaskOpened(
        reason: reason, title: title?.isEmpty ?? true ? nil : title, deadline: deadline, owner: owner,
        isAboutCitizen: isAboutCitizen, organisation: organisation))
  }

  /// Several refusals of one form.
  package struct Refusals: Error, Hashable, Sendable {
    package var all: [Refusal]

    package init(_ all: [Refusal]) { self.all = all }
  }

  /// What becomes of a command on a task as it stands.
  package static func decide(_ command: Command, _ state: State, today: CivilDate) throws(Refusals) -> Decision {
    if let ended = ended(state) { throw Refusals([ended]) }
    switch command {
    case .acknowledge: return .acknowledged(TaskAcknowledged(task: state.task))
    case .handOver(let owner, let note, let seen): return try handOver(state, owner, note, seen)
    case .moveDeadline(let deadline, let reason, let note, let seen):
      return try move(state, deadline, reason, note, seen, today)
    case .finish(let outcome, let note):
      var refusals: [Refusal] = outcome == nil ? [.outcomeMissing] : []
      if let note, !fits(note, Limits.note) { refusals.append(.noteTooLong) }
      guard let outcome, refusals.isEmpty else { throw Refusals(refusals) }
      return .done(TaskDone(task: state.task, outcome: outcome, note: note))
    case .withdraw(let reason):
      guard let reason else { throw Refusals([.reasonMissing]) }
      return .withdrawn(TaskWithdrawn(task: state.task, reason: reason))
    }
  }

  /// Why nothing more can be done with a task; nil while it is open.
  package static func ended(_ state: State) -> Refusal? {
    let (by, at) = (state.endedBy ?? "", state.endedAt ?? Instant(milliseconds: 0))
    switch state.condition {
    case .open: return nil
    case .done: return .alreadyDone(by: by, at: at)
    case .withdrawn: return .alreadyWithdrawn(by: by, at: at)
    }
  }

  private static func handOver(_ state: State, _ owner: Owner?, _ note: String?, _ seen: String) throws(Refusals) -> Decision {
    var refusals: [Refusal] = owner == nil ? [.ownerMissing] : []
    if let note, !fits(note, Limits.note) { refusals.append(.noteTooLong) }
    if seen != state.ownerEntry { refusals.append(.changed) } else if owner == state.owner { refusals.append(.sameOwner) }
    guard let owner, refusals.isEmpty else { throw Refusals(refusals) }
    return .handedOver(TaskHandedOver(task: state.task, owner: owner, note: note))
  }

  private static func move(
    _ state: State, _ deadline: Deadline?, _ reason: MoveReason?, _ note: String?, _ seen: String, _ today: CivilDate
  ) throws(Refusals) -> Decision {
    var refusals: [Refusal] = reason == nil ? [.reasonMissing] : []
    if let note, !fits(note, Limits.note) { refusals.append(.noteTooLong) }
    if let refusal = refusal(of: deadline, today) { refusals.append(refusal) }
    if seen != state.deadlineEntry {
      refusals.append(.changed)
    } else if deadline == state.deadline {
      refusals.append(.sameDeadline)
    }
    guard let deadline, let reason, refusals.isEmpty else { throw Refusals(refusals) }
    return .deadlineMoved(TaskDeadlineMoved(task: state.task, deadline: deadline, reason: reason, note: note))
  }

  private static func refusal(of deadline: Deadline?, _ today: CivilDate) -> Refusal? {
    guard let deadline else { return .deadlineMissing }
    if deadline.day < today { return .deadlinePast }
    return deadline.day.dayNumber - today.dayNumber > Limits.daysAhead ? .deadlineTooFar : nil
  }

  /// Characters as they are read, and not more bytes than such a text needs.
  private static func fits(_ text: String, _ limit: Int) -> Bool {
    text.utf8.count <= limit * Limits.bytesPerCharacter && text.count <= limit
  }

  /// White space of all kinds, also line ends, becomes single spaces.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
