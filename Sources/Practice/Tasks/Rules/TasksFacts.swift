import Base

// Facts about tasks. A task is named by the id of the entry that opened it.
extension Tasks {
  /// That there is something to do.
  package struct TaskOpened: FactPayload {
    package static let type = "task.opened"
    package static let schema = 1

    package var reason: Reason
    /// At most 120 characters; needed where the reason is `other`.
    package var title: String?
    package var deadline: Deadline
    package var owner: Owner
    package var source: Source
    /// Whether the stream is a citizen's: then the door to the citizen is the door to the task.
    package var isAboutCitizen: Bool
    /// The stream id of the organisation whose task it is.
    package var organisation: String

    package init(
      reason: Reason, title: String? = nil, deadline: Deadline, owner: Owner, source: Source = .person, isAboutCitizen: Bool,
      organisation: String
    ) {
      self.reason = reason
      self.title = title
      self.deadline = deadline
      self.owner = owner
      self.source = source
      self.isAboutCitizen = isAboutCitizen
      self.organisation = organisation
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("reason", reason.rawValue)
      writer.member("title", title)
      deadline.write(to: &writer)
      owner.write(to: &writer)
      if case .feature(let name) = source { writer.member("feature", name) }
      writer.member("about", isAboutCitizen ? "citizen" : "none")
      writer.member("organisation", organisation)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var reason: Reason?
      var title: String?
      var feature: String?
      var about: String?
      var organisation: String?
      var parts = TaskParts()
      try reader.object { reader, key in
        switch key {
        case "reason": reason = try Self.code(reader.string(), key)
        case "title": title = try reader.string()
        case "feature": feature = try reader.string()
        case "about": about = try reader.string()
        case "organisation": organisation = try reader.string()
        default: if try !parts.read(key, &reader, Self.type) { throw Self.unknown(key) }
        }
      }
      guard let about, ["citizen", "none"].contains(about) else {
        throw PayloadFault.member(type: Self.type, name: "about", reason: "missing or unknown code")
      }
      self.init(
        reason: try Self.required(reason, "reason"), title: title, deadline: try parts.deadline(Self.type),
        owner: try Self.required(parts.owner, "user, team or role"), source: feature.map { .feature($0) } ?? .person,
        isAboutCitizen: about == "citizen", organisation: try Self.required(organisation, "organisation"))
    }
  }

  /// That somebody has seen a task and takes it.
  package struct TaskAcknowledged: FactPayload {
    package static let type = "task.acknowledged"
    package static let schema = 1

    package var task: String

    package init(task: String) { self.task = task }

    package func write(to writer: inout PayloadWriter) throws { writer.member("task", task) }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      try reader.object { reader, key in
        guard key == "task" else { throw Self.unknown(key) }
        task = try reader.string()
      }
      self.init(task: try Self.required(task, "task"))
    }
  }

  /// That another has hold of a task.
  package struct TaskHandedOver: FactPayload {
    package static let type = "task.handedOver"
    package static let schema = 1

    package var task: String
    package var owner: Owner
    /// At most 300 characters.
    package var note: String?

    package init(task: String, owner: Owner, note: String? = nil) {
      self.task = task
      self.owner = owner
      self.note = note
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("task", task)
      owner.write(to: &writer)
      writer.member("note", note)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      var note: String?
      var parts = TaskParts()
      try reader.object { reader, key in
        switch key {
        case "task": task = try reader.string()
        case "note": note = try reader.string()
        default: if try !parts.readOwner(key, &reader, Self.type) { throw Self.unknown(key) }
        }
      }
      self.init(
        task: try Self.required(task, "task"), owner: try Self.required(parts.owner, "user, team or role"), note: note)
    }
  }

  /// That a task has another deadline.
  package struct TaskDeadlineMoved: FactPayload {
    package static let type = "task.deadlineMoved"
    package static let schema = 1

    package var task: String
    package var deadline: Deadline
    package var reason: MoveReason
    /// At most 300 characters.
    package var note: String?

    package init(task: String, deadline: Deadline, reason: MoveReason, note: String? = nil) {
      self.task = task
      self.deadline = deadline
      self.reason = reason
      self.note = note
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("task", task)
      deadline.write(to: &writer)
      writer.member("reason", reason.rawValue)
      writer.member("note", note)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var task: String?
      var reason: MoveReason?
      var note: String?
      var parts = TaskParts()
      try reader.object { reader, key in
        switch key {
        case "task": task = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        case "note": note = try reader.string()
        default: if try !parts.readDeadline(key, &reader, Self.type) { throw Self.unknown(key) }
        }
      }
      self.init(
        task: try Self.required(task, "task"), deadline: try parts.deadline(Self.type),
        reason: try Self.required(reason, "reason"), note: note)
    }
  }
}
