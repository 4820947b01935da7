import Base

// Facts about organisations and teams, each on the stream of what it is about.
extension People {
  /// That an organisation takes part. Follows `SubjectRegistered` in the same act.
  package struct OrganisationRegistered: FactPayload {
    package static let type = "organisation.registered"
    package static let schema = 1

    /// At most `Limit.name` characters.
    package var name: String
    package var kind: OrganisationKind
    /// Eight digits of the Danish register of businesses.
    package var cvr: String?

    package init(name: String, kind: OrganisationKind, cvr: String? = nil) {
      self.name = name
      self.kind = kind
      self.cvr = cvr
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("name", name)
      writer.member("kind", kind.rawValue)
      writer.member("cvr", cvr)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var name: String?
      var kind: OrganisationKind?
      var cvr: String?
      try reader.object { reader, key in
        switch key {
        case "name": name = try reader.string()
        case "kind": kind = try Self.code(reader.string(), key)
        case "cvr": cvr = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(name: try Self.required(name, "name"), kind: try Self.required(kind, "kind"), cvr: cvr)
    }
  }

  /// That something about an organisation changed: only what did.
  package struct OrganisationChanged: FactPayload {
    package static let type = "organisation.changed"
    package static let schema = 1

    package var name: String?
    package var kind: OrganisationKind?
    /// The new number; empty when it no longer has one.
    package var cvr: String?

    package init(name: String? = nil, kind: OrganisationKind? = nil, cvr: String? = nil) {
      self.name = name
      self.kind = kind
      self.cvr = cvr
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("name", name)
      writer.member("kind", kind?.rawValue)
      writer.member("cvr", cvr)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self()
      try reader.object { reader, key in
        switch key {
        case "name": read.name = try reader.string()
        case "kind": read.kind = try Self.code(reader.string(), key)
        case "cvr": read.cvr = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self = read
    }
  }

  /// That a team was opened. Follows `SubjectRegistered` in the same act.
  package struct TeamOpened: FactPayload {
    package static let type = "team.opened"
    package static let schema = 1

    /// At most `Limit.team` characters.
    package var name: String
    /// The stream id of its organisation.
    package var organisation: String
    /// Ids of the programmes of the catalog that it works in, sorted.
    package var programmes: [String]

    package init(name: String, organisation: String, programmes: [String] = []) {
      self.name = name
      self.organisation = organisation
      self.programmes = programmes
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("name", name)
      writer.member("organisation", organisation)
      writer.key("programmes")
      writer.array(programmes)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var name: String?
      var organisation: String?
      var programmes: [String] = []
      try reader.object { reader, key in
        switch key {
        case "name": name = try reader.string()
        case "organisation": organisation = try reader.string()
        case "programmes": programmes = try People.texts(&reader)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        name: try Self.required(name, "name"), organisation: try Self.required(organisation, "organisation"),
        programmes: programmes)
    }
  }

  /// That a team got another name, or works in other programmes: only what changed.
  package struct TeamChanged: FactPayload {
    package static let type = "team.changed"
    package static let schema = 1

    package var name: String?
    /// All of its programmes from now on.
    package var programmes: [String]?

    package init(name: String? = nil, programmes: [String]? = nil) {
      self.name = name
      self.programmes = programmes
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("name", name)
      if let programmes {
        writer.key("programmes")
        writer.array(programmes)
      }
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self()
      try reader.object { reader, key in
        switch key {
        case "name": read.name = try reader.string()
        case "programmes": read.programmes = try People.texts(&reader)
        default: throw Self.unknown(key)
        }
      }
      self = read
    }
  }

  /// That a team is no more.
  package struct TeamClosed: FactPayload {
    package static let type = "team.closed"
    package static let schema = 1

    /// The last day.
    package var until: CivilDate

    package init(until: CivilDate) { self.until = until }

    package func write(to writer: inout PayloadWriter) throws { writer.member("until", until.description) }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var until: CivilDate?
      try reader.object { reader, key in
        guard key == "until" else { throw Self.unknown(key) }
        until = try People.day(&reader, key)
      }
      self.init(until: try Self.required(until, "until"))
    }
  }
}
