import Base

// How tasks end, what the ticker told of them, and the members that several facts have.
extension Tasks {
  /// That a task is done, or as done as it can be.
  package struct TaskDone: FactPayload {
    package static let type = "task.done"
    package static let schema = 1

    package var task: String
    package var outcome: Outcome
    /// At most 300 characters.
    package var note: String?

    package init(task: String, outcome: Outcome, note: String? = nil) {
      self.task = task
      self.outcome = outcome
      self.note = note
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("task", task)
      writer.member("outcome", outcome.rawValue)
      writer.member("note", note)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      var outcome: Outcome?
      var note: String?
      try reader.object { reader, key in
        switch key {
        case "task": task = try reader.string()
        case "outcome": outcome = try Self.code(reader.string(), key)
        case "note": note = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(task: try Self.required(task, "task"), outcome: try Self.required(outcome, "outcome"), note: note)
    }
  }

  /// That a task should not have been there.
  package struct TaskWithdrawn: FactPayload {
    package static let type = "task.withdrawn"
    package static let schema = 1

    package var task: String
    package var reason: WithdrawReason

    package init(task: String, reason: WithdrawReason) {
      self.task = task
      self.reason = reason
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("task", task)
      writer.member("reason", reason.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      var reason: WithdrawReason?
      try reader.object { reader, key in
        switch key {
        case "task": task = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      self.init(task: try Self.required(task, "task"), reason: try Self.required(reason, "reason"))
    }
  }

  /// That the ticker told somebody of a task.
  package struct TaskReminded: FactPayload {
    package static let type = "task.reminded"
    package static let schema = 1

    package var task: String
    package var kind: ReminderKind
    /// The deadline it was about: a moved deadline is told of anew.
    package var deadline: CivilDate
    /// The team whose leader was told, where one was.
    package var team: String?

    package init(task: String, kind: ReminderKind, deadline: CivilDate, team: String? = nil) {
      self.task = task
      self.kind = kind
      self.deadline = deadline
      self.team = team
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("task", task)
      writer.member("kind", kind.rawValue)
      writer.member("deadline", deadline.description)
      writer.member("team", team)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      var kind: ReminderKind?
      var team: String?
      var parts = TaskParts()
      try reader.object { reader, key in
        switch key {
        case "task": task = try reader.string()
        case "kind": kind = try Self.code(reader.string(), key)
        case "deadline": _ = try parts.readDeadline(key, &reader, Self.type)
        case "team": team = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        task: try Self.required(task, "task"), kind: try Self.required(kind, "kind"),
        deadline: try parts.deadline(Self.type).day, team: team)
    }
  }
}

extension Tasks.Deadline {
  func write(to writer: inout PayloadWriter) {
    writer.member("deadline", day.description)
    writer.member("minute", minute)
  }
}

extension Tasks.Owner {
  func write(to writer: inout PayloadWriter) {
    switch self {
    case .user(let id): writer.member("user", id)
    case .team(let id): writer.member("team", id)
    case .role(let role, let organisation):
      writer.member("role", role)
      writer.member("roleIn", organisation)
    }
  }
}

/// Members that several facts about tasks have.
struct TaskParts {
  private var day: CivilDate?
  private var minute: Int?
  private var role: String?
  private var roleIn: String?
  private var named: Tasks.Owner?

  var owner: Tasks.Owner? {
    if let role, let roleIn { return .role(role, organisation: roleIn) }
    return named
  }

  func deadline(_ type: String) throws -> Tasks.Deadline {
    guard let day else { throw PayloadFault.member(type: type, name: "deadline", reason: "missing") }
    return Tasks.Deadline(day, minute: minute)
  }

  /// False when the member is none of these.
  mutating func read(_ key: String, _ reader: inout PayloadReader, _ type: String) throws -> Bool {
    if try readDeadline(key, &reader, type) { return true }
    return try readOwner(key, &reader, type)
  }

  mutating func readDeadline(_ key: String, _ reader: inout PayloadReader, _ type: String) throws -> Bool {
    switch key {
    case "deadline":
      day = CivilDate(try reader.string())
      if day == nil { throw PayloadFault.member(type: type, name: key, reason: "not a day") }
    case "minute":
      let number = try reader.integer()
      guard (0..<1440).contains(number) else { throw PayloadFault.member(type: type, name: key, reason: "not a minute of a day") }
      minute = number
    default: return false
    }
    return true
  }

  mutating func readOwner(_ key: String, _ reader: inout PayloadReader, _ type: String) throws -> Bool {
    switch key {
    case "user": named = .user(try reader.string())
    case "team": named = .team(try reader.string())
    case "role": role = try reader.string()
    case "roleIn": roleIn = try reader.string()
    default: return false
    }
    return true
  }
}
