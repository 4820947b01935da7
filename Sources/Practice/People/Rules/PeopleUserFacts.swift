import Base

// Facts about a user, on the user's own stream. Nothing of how he signs in stands here.
extension People {
  /// That somebody may get a log-in. Follows `SubjectRegistered` in the same act.
  package struct UserRegistered: FactPayload {
    package static let type = "user.registered"
    package static let schema = 1

    /// The stream id of his organisation.
    package var organisation: String
    /// At most `Limit.name` characters.
    package var name: String
    /// As `LoginName` writes it: unique in the whole journal.
    package var login: String
    /// What he is, in his own organisation's word.
    package var title: String?
    package var phone: String?
    package var email: String?
    /// The language of his screen.
    package var language: Language

    package init(
      organisation: String, name: String, login: String, title: String? = nil, phone: String? = nil, email: String? = nil,
      language: Language = .da
    ) {
      self.organisation = organisation
      self.name = name
      self.login = login
      self.title = title
      self.phone = phone
      self.email = email
      self.language = language
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("organisation", organisation)
      writer.member("name", name)
      writer.member("login", login)
      writer.member("title", title)
      writer.member("phone", phone)
      writer.member("email", email)
      writer.member("language", language.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(organisation: "", name: "", login: "")
      var organisation: String?
      var name: String?
      var login: String?
      try reader.object { reader, key in
        switch key {
        case "organisation": organisation = try reader.string()
        case "name": name = try reader.string()
        case "login": login = try reader.string()
        case "title": read.title = try reader.string()
        case "phone": read.phone = try reader.string()
        case "email": read.email = try reader.string()
        case "language": read.language = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      read.organisation = try Self.required(organisation, "organisation")
      read.name = try Self.required(name, "name")
      read.login = try Self.required(login, "login")
      self = read
    }
  }

  /// That something about a user changed: only what did.
  package struct UserChanged: FactPayload {
    package static let type = "user.changed"
    package static let schema = 1

    package var name: String?
    package var login: String?
    package var title: String?
    package var phone: String?
    package var email: String?
    package var language: Language?
    /// The fields that are empty from now on, in the order of the page.
    package var cleared: [UserField]

    package init(
      name: String? = nil, login: String? = nil, title: String? = nil, phone: String? = nil, email: String? = nil,
      language: Language? = nil, cleared: [UserField] = []
    ) {
      self.name = name
      self.login = login
      self.title = title
      self.phone = phone
      self.email = email
      self.language = language
      self.cleared = cleared
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("name", name)
      writer.member("login", login)
      writer.member("title", title)
      writer.member("phone", phone)
      writer.member("email", email)
      writer.member("language", language?.rawValue)
      if !cleared.isEmpty {
        writer.key("cleared")
        writer.array(cleared.map(\.rawValue))
      }
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self()
      try reader.object { reader, key in
        switch key {
        case "name": read.name = try reader.string()
        case "login": read.login = try reader.string()
        case "title": read.title = try reader.string()
        case "phone": read.phone = try reader.string()
        case "email": read.email = try reader.string()
        case "language": read.language = try Self.code(reader.string(), key)
        case "cleared": try reader.array { reader in read.cleared.append(try Self.code(reader.string(), key)) }
        default: throw Self.unknown(key)
        }
      }
      self = read
    }
  }

  /// That a user is away. The absence is named by the id of this entry.
  package struct UserAbsent: FactPayload {
    package static let type = "user.absent"
    package static let schema = 1

    package var from: CivilDate
    /// The last day away, where it is known.
    package var until: CivilDate?
    /// The user who has his citizens meanwhile.
    package var substitute: String?
    package var reason: AbsenceReason

    package init(from: CivilDate, until: CivilDate? = nil, substitute: String? = nil, reason: AbsenceReason) {
      self.from = from
      self.until = until
      self.substitute = substitute
      self.reason = reason
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("from", from.description)
      writer.member("until", until?.description)
      writer.member("substitute", substitute)
      writer.member("reason", reason.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var from: CivilDate?
      var until: CivilDate?
      var substitute: String?
      var reason: AbsenceReason?
      try reader.object { reader, key in
        switch key {
        case "from": from = try People.day(&reader, key)
        case "until": until = try People.day(&reader, key)
        case "substitute": substitute = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        from: try Self.required(from, "from"), until: until, substitute: substitute,
        reason: try Self.required(reason, "reason"))
    }
  }

  /// That a user has come back.
  package struct UserBack: FactPayload {
    package static let type = "user.back"
    package static let schema = 1

    /// The id of the entry that said he was away.
    package var absence: String
    /// The last day away; the day before it began when it never came to be.
    package var until: CivilDate

    package init(absence: String, until: CivilDate) {
      self.absence = absence
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("absence", absence)
      writer.member("until", until.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var absence: String?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "absence": absence = try reader.string()
        case "until": until = try People.day(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(absence: try Self.required(absence, "absence"), until: try Self.required(until, "until"))
    }
  }

  /// That a user has left: his log-in opens nothing from the moment this is written.
  package struct UserLeft: FactPayload {
    package static let type = "user.left"
    package static let schema = 1

    /// The last day he worked: today or earlier.
    package var lastDay: CivilDate

    package init(lastDay: CivilDate) { self.lastDay = lastDay }

    package func write(to writer: inout PayloadWriter) throws { writer.member("lastDay", lastDay.description) }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var lastDay: CivilDate?
      try reader.object { reader, key in
        guard key == "lastDay" else { throw Self.unknown(key) }
        lastDay = try People.day(&reader, key)
      }
      self.init(lastDay: try Self.required(lastDay, "lastDay"))
    }
  }

  /// Which streams are a citizen's own, from now on: all of them, so that an empty list takes them away.
  package struct UserOwnRecordGiven: FactPayload {
    package static let type = "user.ownRecordGiven"
    package static let schema = 1

    /// Ids of streams, sorted; at most `Limit.ownStreams`.
    package var streams: [String]

    package init(streams: [String]) { self.streams = streams }

    package func write(to writer: inout PayloadWriter) throws {
      writer.key("streams")
      writer.array(streams)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var streams: [String]?
      try reader.object { reader, key in
        guard key == "streams" else { throw Self.unknown(key) }
        streams = try People.texts(&reader)
      }
      self.init(streams: try Self.required(streams, "streams"))
    }
  }
}
