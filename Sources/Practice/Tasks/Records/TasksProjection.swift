import Base
import Journal
import PracticeRules
import Records

/// Tasks as they stand, and what happened with each. Titles and notes stay sealed in the journal.
package struct TasksProjection: Projection {
  package let feature = "tasks"
  package let version = 1
  package let types = [
    KnownType(Tasks.TaskOpened.self), KnownType(Tasks.TaskAcknowledged.self), KnownType(Tasks.TaskHandedOver.self),
    KnownType(Tasks.TaskDeadlineMoved.self), KnownType(Tasks.TaskDone.self), KnownType(Tasks.TaskWithdrawn.self),
    KnownType(Tasks.TaskReminded.self),
  ]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "tasks_task", .items,
        columns: [
          .text("task"), .integer("opened"), .text("reason"), .integer("titled"), .text("about"), .text("organisation"),
          .text("openedBy"), .integer("openedDay"), .text("feature"), .text("condition"), .text("ownerKind"), .text("owner"),
          .text("ownerEntry"), .integer("deadlineDay"), .integer("minute"), .text("deadlineEntry"), .text("acknowledgedBy"),
          .text("endedBy"), .integer("endedAt"), .text("outcome"), .integer("toldDayBefore"), .integer("toldOverdue"),
          .integer("toldLeader"), .text("leaderTeam"),
        ],
        indexes: [["owner", "condition", "deadlineDay"], ["condition", "deadlineDay"], ["task"], ["leaderTeam", "condition"]]),
      RecordTable(
        "tasks_event",
        columns: [
          .text("task"), .text("kind"), .text("code"), .text("ownerKind"), .text("owner"), .integer("deadlineDay"),
          .integer("minute"), .integer("noted"), .text("by"), .text("occurred"), .integer("orderKey"),
        ],
        indexes: [["task", "orderKey"]]),
    ]
  }

  package var views: [RecordView] { Tasks.publishedViews }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    switch fact.fact.draft.type {
    case Tasks.TaskOpened.type: try opened(fact, &rows)
    case Tasks.TaskAcknowledged.type:
      let payload = try fact.payload(Tasks.TaskAcknowledged.self)
      var row = TaskRow(payload.task)
      row[.acknowledgedBy] = .text(fact.fact.draft.recordedBy)
      rows.add(to: 0, row.values)
      rows.add(to: 1, event(fact, payload.task, .acknowledged))
    case Tasks.TaskHandedOver.type: try handedOver(fact, &rows)
    case Tasks.TaskDeadlineMoved.type: try moved(fact, &rows)
    case Tasks.TaskDone.type:
      let payload = try fact.payload(Tasks.TaskDone.self)
      rows.add(to: 0, ended(fact, payload.task, .done, payload.outcome.rawValue))
      rows.add(
        to: 1, event(fact, payload.task, .done, code: payload.outcome.rawValue, isNoted: payload.note != nil))
    case Tasks.TaskWithdrawn.type:
      let payload = try fact.payload(Tasks.TaskWithdrawn.self)
      rows.add(to: 0, ended(fact, payload.task, .withdrawn, payload.reason.rawValue))
      rows.add(to: 1, event(fact, payload.task, .withdrawn, code: payload.reason.rawValue))
    case Tasks.TaskReminded.type: try reminded(fact, &rows)
    default: break
    }
  }

  private func opened(_ fact: OpenedFact, _ rows: inout FeatureRows) throws {
    let payload = try fact.payload(Tasks.TaskOpened.self)
    let id = fact.fact.draft.id.description
    var row = TaskRow(id)
    row[.opened] = .integer(fact.fact.position)
    row[.reason] = .text(payload.reason.rawValue)
    row[.titled] = .integer(payload.title == nil ? 0 : 1)
    row[.about] = .text(payload.isAboutCitizen ? "citizen" : "none")
    row[.organisation] = .text(payload.organisation)
    row[.openedBy] = .text(fact.fact.draft.recordedBy)
    row[.openedDay] = .integer(orNull: fact.day)
    if case .feature(let name) = payload.source { row[.feature] = .text(name) }
    row[.condition] = .text(Tasks.Condition.open.rawValue)
    row.set(payload.owner, by: id)
    row.set(payload.deadline, by: id)
    rows.add(to: 0, row.values)
    rows.add(
      to: 1,
      event(
        fact, id, .opened, code: payload.reason.rawValue, owner: payload.owner, deadline: payload.deadline,
        isNoted: payload.title != nil))
  }

  private func handedOver(_ fact: OpenedFact, _ rows: inout FeatureRows) throws {
    let payload = try fact.payload(Tasks.TaskHandedOver.self)
    var row = TaskRow(payload.task)
    row.set(payload.owner, by: fact.fact.draft.id.description)
    rows.add(to: 0, row.values)
    rows.add(to: 1, event(fact, payload.task, .handedOver, owner: payload.owner, isNoted: payload.note != nil))
  }

  private func moved(_ fact: OpenedFact, _ rows: inout FeatureRows) throws {
    let payload = try fact.payload(Tasks.TaskDeadlineMoved.self)
    var row = TaskRow(payload.task)
    row.set(payload.deadline, by: fact.fact.draft.id.description)
    row[.leaderTeam] = .text("")
    rows.add(to: 0, row.values)
    rows.add(
      to: 1,
      event(
        fact, payload.task, .deadlineMoved, code: payload.reason.rawValue, deadline: payload.deadline,
        isNoted: payload.note != nil))
  }

  private func reminded(_ fact: OpenedFact, _ rows: inout FeatureRows) throws {
    let payload = try fact.payload(Tasks.TaskReminded.self)
    var row = TaskRow(payload.task)
    let day = RecordValue.integer(Int64(payload.deadline.dayNumber))
    switch payload.kind {
    case .dayBefore: row[.toldDayBefore] = day
    case .overdue: row[.toldOverdue] = day
    case .leader:
      row[.toldLeader] = day
      row[.leaderTeam] = .text(orNull: payload.team)
    }
    rows.add(to: 0, row.values)
    rows.add(
      to: 1,
      event(fact, payload.task, .reminded, code: payload.kind.rawValue, deadline: Tasks.Deadline(payload.deadline)))
  }

  private func ended(_ fact: OpenedFact, _ task: String, _ condition: Tasks.Condition, _ outcome: String) -> [RecordValue] {
    var row = TaskRow(task)
    row[.condition] = .text(condition.rawValue)
    row[.endedBy] = .text(fact.fact.draft.recordedBy)
    row[.endedAt] = .integer(fact.fact.draft.occurredAt.sortKey)
    row[.outcome] = .text(outcome)
    return row.values
  }

  private func event(
    _ fact: OpenedFact, _ task: String, _ kind: Tasks.EventKind, code: String? = nil, owner: Tasks.Owner? = nil,
    deadline: Tasks.Deadline? = nil, isNoted: Bool = false
  ) -> [RecordValue] {
    let draft = fact.fact.draft
    return [
      .text(task), .text(kind.rawValue), .text(orNull: code), .text(orNull: owner?.kind), .text(orNull: owner?.id),
      .integer(orNull: deadline?.day.dayNumber), .integer(orNull: deadline?.minute), .integer(isNoted ? 1 : 0),
      .text(draft.recordedBy), .text(draft.occurredAt.description), .integer(draft.occurredAt.sortKey),
    ]
  }
}

/// One row of `tasks_task`, of which a fact sets some columns and leaves the others as they are.
private struct TaskRow {
  enum Column: Int, CaseIterable {
    case task, opened, reason, titled, about, organisation, openedBy, openedDay, feature, condition, ownerKind, owner
    case ownerEntry, deadlineDay, minute, deadlineEntry, acknowledgedBy, endedBy, endedAt, outcome, toldDayBefore, toldOverdue
    case toldLeader, leaderTeam
  }

  private(set) var values = [RecordValue](repeating: .null, count: Column.allCases.count)

  init(_ task: String) { values[0] = .text(task) }

  subscript(_ column: Column) -> RecordValue {
    get { values[column.rawValue] }
    set { values[column.rawValue] = newValue }
  }

  /// A new owner has not yet seen it.
  mutating func set(_ owner: Tasks.Owner, by entry: String) {
    self[.ownerKind] = .text(owner.kind)
    self[.owner] = .text(owner.id)
    self[.ownerEntry] = .text(entry)
    self[.acknowledgedBy] = .text("")
  }

  mutating func set(_ deadline: Tasks.Deadline, by entry: String) {
    self[.deadlineDay] = .integer(Int64(deadline.day.dayNumber))
    self[.minute] = .integer(Int64(deadline.minute ?? -1))
    self[.deadlineEntry] = .text(entry)
  }
}

extension Tasks {
  /// What happened with a task.
  package enum EventKind: String, Sendable, CaseIterable {
    case opened, acknowledged, handedOver, deadlineMoved, done, withdrawn, reminded
  }
}
