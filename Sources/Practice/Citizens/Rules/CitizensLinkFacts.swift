import Base

// Facts about which streams are one person, and who has hold of the person.
extension Citizens {
  /// That this stream and another are of one person. Written on both sides in one act, with the same link id.
  package struct SubjectLinked: FactPayload {
    package static let type = "citizen.linked"
    package static let schema = 1

    /// The stream id of the other side.
    package var other: String
    /// The id of the link, the same on both sides.
    package var link: String
    package var reason: LinkReason
    package var confidence: LinkConfidence
    /// The weight the suggestion had, where it came from one (`Matching`), so that suggestions can be judged later.
    package var weight: Double?

    package init(other: String, link: String, reason: LinkReason, confidence: LinkConfidence, weight: Double? = nil) {
      self.other = other
      self.link = link
      self.reason = reason
      self.confidence = confidence
      self.weight = weight
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("other", other)
      writer.member("link", link)
      writer.member("reason", reason.rawValue)
      writer.member("confidence", confidence.rawValue)
      try writer.member("weight", weight)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var other: String?
      var link: String?
      var reason: LinkReason?
      var confidence: LinkConfidence?
      var weight: Double?
      try reader.object { reader, key in
        switch key {
        case "other": other = try reader.string()
        case "link": link = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        case "confidence": confidence = try Self.code(reader.string(), key)
        case "weight": weight = try reader.number()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        other: try Self.required(other, "other"), link: try Self.required(link, "link"),
        reason: try Self.required(reason, "reason"), confidence: try Self.required(confidence, "confidence"), weight: weight)
    }
  }

  /// That a link is undone. Written on both sides in one act.
  package struct SubjectUnlinked: FactPayload {
    package static let type = "citizen.unlinked"
    package static let schema = 1

    /// The stream id of the other side.
    package var other: String
    /// The id of the link.
    package var link: String
    package var reason: UnlinkReason

    package init(other: String, link: String, reason: UnlinkReason) {
      self.other = other
      self.link = link
      self.reason = reason
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("other", other)
      writer.member("link", link)
      writer.member("reason", reason.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var other: String?
      var link: String?
      var reason: UnlinkReason?
      try reader.object { reader, key in
        switch key {
        case "other": other = try reader.string()
        case "link": link = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        other: try Self.required(other, "other"), link: try Self.required(link, "link"),
        reason: try Self.required(reason, "reason"))
    }
  }

  /// Who is assigned: one user or a whole team, by id.
  package enum Assignee: Hashable, Sendable {
    case user(String)
    case team(String)
  }

  /// That somebody has hold of the citizen. The assignment is named by the id of this entry.
  package struct CitizenAssigned: FactPayload {
    package static let type = "citizen.assigned"
    package static let schema = 1

    package var assignee: Assignee
    package var function: CareFunction
    package var from: CivilDate
    /// The last day, where it has one.
    package var until: CivilDate?
    /// What to ask them about, in the citizen's words: at most 120 characters.
    package var about: String?

    package init(assignee: Assignee, function: CareFunction, from: CivilDate, until: CivilDate? = nil, about: String? = nil) {
      self.assignee = assignee
      self.function = function
      self.from = from
      self.until = until
      self.about = about
    }

    package func write(to writer: inout PayloadWriter) throws {
      switch assignee {
      case .user(let id): writer.member("user", id)
      case .team(let id): writer.member("team", id)
      }
      writer.member("function", function.rawValue)
      writer.member("from", from.description)
      writer.member("until", until?.description)
      writer.member("about", about)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var assignee: Assignee?
      var function: CareFunction?
      var from: CivilDate?
      var until: CivilDate?
      var about: String?
      try reader.object { reader, key in
        switch key {
        case "user": assignee = .user(try reader.string())
        case "team": assignee = .team(try reader.string())
        case "function": function = try Self.code(reader.string(), key)
        case "from": from = try Citizens.partDay(&reader, key)
        case "until": until = try Citizens.partDay(&reader, key)
        case "about": about = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        assignee: try Self.required(assignee, "user or team"), function: try Self.required(function, "function"),
        from: try Self.required(from, "from"), until: until, about: about)
    }
  }

  /// That an assignment has ended.
  package struct CitizenUnassigned: FactPayload {
    package static let type = "citizen.unassigned"
    package static let schema = 1

    /// The id of the entry that assigned.
    package var entry: String
    /// The last day.
    package var until: CivilDate
    package var reason: AssignmentEnd

    package init(entry: String, until: CivilDate, reason: AssignmentEnd) {
      self.entry = entry
      self.until = until
      self.reason = reason
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("entry", entry)
      writer.member("until", until.description)
      writer.member("reason", reason.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var entry: String?
      var until: CivilDate?
      var reason: AssignmentEnd?
      try reader.object { reader, key in
        switch key {
        case "entry": entry = try reader.string()
        case "until": until = try Citizens.partDay(&reader, key)
        case "reason": reason = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        entry: try Self.required(entry, "entry"), until: try Self.required(until, "until"),
        reason: try Self.required(reason, "reason"))
    }
  }

  /// That an entry of this stream was first written on the wrong citizen: who wrote it, and when.
  ///
  /// It does not name the wrong citizen's stream: this citizen may read it. The act joins the two sides.
  package struct EntryMovedHere: FactPayload {
    package static let type = "citizen.entryMovedHere"
    package static let schema = 1

    /// The id of the entry as it stands here.
    package var entry: String
    /// The id of the entry that was withdrawn there.
    package var original: String
    /// Who recorded it first: a user's id.
    package var author: String
    /// When it was recorded first, in milliseconds since 1970 UTC.
    package var recordedAt: Int

    package init(entry: String, original: String, author: String, recordedAt: Int) {
      self.entry = entry
      self.original = original
      self.author = author
      self.recordedAt = recordedAt
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("entry", entry)
      writer.member("original", original)
      writer.member("author", author)
      writer.member("recordedAt", recordedAt)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var entry: String?
      var original: String?
      var author: String?
      var recordedAt: Int?
      try reader.object { reader, key in
        switch key {
        case "entry": entry = try reader.string()
        case "original": original = try reader.string()
        case "author": author = try reader.string()
        case "recordedAt": recordedAt = try reader.integer()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        entry: try Self.required(entry, "entry"), original: try Self.required(original, "original"),
        author: try Self.required(author, "author"), recordedAt: try Self.required(recordedAt, "recordedAt"))
    }
  }
}
