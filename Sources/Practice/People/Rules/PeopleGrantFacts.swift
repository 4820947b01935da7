import Base

// What a user was granted for a time, on the user's own stream. A grant is named by the id of the entry that gave it.

/// That a grant has ended.
package protocol PeopleGrantEnd: FactPayload {
  /// The id of the entry that gave it.
  var grant: String { get }
  /// The last day it holds; the day before it began when it never comes to hold.
  var until: CivilDate { get }

  init(grant: String, until: CivilDate)
}

extension PeopleGrantEnd {
  package func write(to writer: inout PayloadWriter) throws {
    writer.member("grant", grant)
    writer.member("until", until.description)
  }

  package init(schema: Int, from reader: inout PayloadReader) throws {
    var grant: String?
    var until: CivilDate?
    try reader.object { reader, key in
      switch key {
      case "grant": grant = try reader.string()
      case "until": until = try People.day(&reader, key)
      default: throw Self.unknown(key)
      }
    }
    self.init(grant: try Self.required(grant, "grant"), until: try Self.required(until, "until"))
  }
}

extension People {
  /// A role of the catalog.
  package struct RoleGranted: FactPayload {
    package static let type = "user.roleGranted"
    package static let schema = 1

    /// The id in `roles.json`.
    package var role: String
    package var from: CivilDate
    /// The last day, where it has one.
    package var until: CivilDate?

    package init(role: String, from: CivilDate, until: CivilDate? = nil) {
      self.role = role
      self.from = from
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("role", role)
      writer.member("from", from.description)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var role: String?
      var from: CivilDate?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "role": role = try reader.string()
        case "from": from = try People.day(&reader, key)
        case "until": until = try People.day(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(role: try Self.required(role, "role"), from: try Self.required(from, "from"), until: until)
    }
  }

  /// A place in a team.
  package struct TeamJoined: FactPayload {
    package static let type = "user.teamJoined"
    package static let schema = 1

    /// The stream id of the team.
    package var team: String
    package var part: TeamPart
    package var from: CivilDate
    /// The last day, where it has one.
    package var until: CivilDate?

    package var leads: Bool { part == .leader }

    package init(team: String, leads: Bool = false, from: CivilDate, until: CivilDate? = nil) {
      self.team = team
      part = leads ? .leader : .member
      self.from = from
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("team", team)
      writer.member("part", part.rawValue)
      writer.member("from", from.description)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var team: String?
      var part: TeamPart?
      var from: CivilDate?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "team": team = try reader.string()
        case "part": part = try Self.code(reader.string(), key)
        case "from": from = try People.day(&reader, key)
        case "until": until = try People.day(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        team: try Self.required(team, "team"), leads: try Self.required(part, "part") == .leader,
        from: try Self.required(from, "from"), until: until)
    }
  }

  /// What the user may decide at a table, without going home to ask.
  package struct MandateGranted: FactPayload {
    package static let type = "user.mandateGranted"
    package static let schema = 1

    /// At most `Limit.mandate` characters.
    package var text: String
    /// The programme of the catalog it holds in; nil for all.
    package var programme: String?
    /// The meeting it holds at, in a few words; nil for all.
    package var table: String?
    package var from: CivilDate
    /// The last day, where it has one.
    package var until: CivilDate?

    package init(
      text: String, programme: String? = nil, table: String? = nil, from: CivilDate, until: CivilDate? = nil
    ) {
      self.text = text
      self.programme = programme
      self.table = table
      self.from = from
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("text", text)
      writer.member("programme", programme)
      writer.member("table", table)
      writer.member("from", from.description)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(text: "", from: .epoch)
      var text: String?
      var from: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "text": text = try reader.string()
        case "programme": read.programme = try reader.string()
        case "table": read.table = try reader.string()
        case "from": from = try People.day(&reader, key)
        case "until": read.until = try People.day(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      read.text = try Self.required(text, "text")
      read.from = try Self.required(from, "from")
      self = read
    }
  }

  /// The right to decide who enters a programme (visitation).
  package struct VisitationGranted: FactPayload {
    package static let type = "user.visitationGranted"
    package static let schema = 1

    /// The programme of the catalog.
    package var programme: String
    package var from: CivilDate
    /// The last day, where it has one.
    package var until: CivilDate?

    package init(programme: String, from: CivilDate, until: CivilDate? = nil) {
      self.programme = programme
      self.from = from
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("programme", programme)
      writer.member("from", from.description)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var programme: String?
      var from: CivilDate?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "programme": programme = try reader.string()
        case "from": from = try People.day(&reader, key)
        case "until": until = try People.day(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(programme: try Self.required(programme, "programme"), from: try Self.required(from, "from"), until: until)
    }
  }

  /// That a role was taken back.
  package struct RoleEnded: PeopleGrantEnd {
    package static let type = "user.roleEnded"
    package static let schema = 1
    package var grant: String
    package var until: CivilDate

    package init(grant: String, until: CivilDate) {
      self.grant = grant
      self.until = until
    }
  }

  /// That a place in a team was given up.
  package struct TeamLeft: PeopleGrantEnd {
    package static let type = "user.teamLeft"
    package static let schema = 1
    package var grant: String
    package var until: CivilDate

    package init(grant: String, until: CivilDate) {
      self.grant = grant
      self.until = until
    }
  }

  /// That a mandate has ended.
  package struct MandateEnded: PeopleGrantEnd {
    package static let type = "user.mandateEnded"
    package static let schema = 1
    package var grant: String
    package var until: CivilDate

    package init(grant: String, until: CivilDate) {
      self.grant = grant
      self.until = until
    }
  }

  /// That a right to refer in has ended.
  package struct VisitationEnded: PeopleGrantEnd {
    package static let type = "user.visitationEnded"
    package static let schema = 1
    package var grant: String
    package var until: CivilDate

    package init(grant: String, until: CivilDate) {
      self.grant = grant
      self.until = until
    }
  }
}
