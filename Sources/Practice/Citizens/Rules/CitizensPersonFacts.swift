import Base

// Facts about who a citizen is. Names, numbers and addresses stand in sealed payloads only.
extension Citizens {
  /// That a person came to be known, with what is known. Follows `SubjectRegistered` in the same act.
  package struct CitizenRegistered: FactPayload {
    package static let type = "citizen.registered"
    package static let schema = 1

    package var level: Level
    package var details: Details
    /// The stream id of the data-responsible organisation.
    package var organisation: String?

    package init(level: Level, details: Details, organisation: String? = nil) {
      self.level = level
      self.details = details
      self.organisation = organisation
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("level", level.rawValue)
      writer.key("details")
      details.write(to: &writer)
      writer.member("organisation", organisation)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var level: Level?
      var details: Details?
      var organisation: String?
      try reader.object { reader, key in
        switch key {
        case "level": level = try Self.code(reader.string(), key)
        case "details": details = try Details(from: &reader)
        case "organisation": organisation = try reader.string()
        default: throw Self.unknown(key)
        }
      }
      self.init(
        level: try Self.required(level, "level"), details: try Self.required(details, "details"), organisation: organisation)
    }
  }

  /// That some of the details changed: only those, each named by its code.
  package struct DetailsChanged: FactPayload {
    package static let type = "citizen.detailsChanged"
    package static let schema = 1

    /// The new level, where that changed: somebody known by alias has told a name.
    package var level: Level?
    /// The new values.
    package var set: Details
    /// The fields that are no longer known, in the order of the page.
    package var cleared: [DetailField]

    package init(level: Level? = nil, set: Details = Details(), cleared: [DetailField] = []) {
      self.level = level
      self.set = set
      self.cleared = cleared
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("level", level?.rawValue)
      writer.key("set")
      set.write(to: &writer)
      if !cleared.isEmpty {
        writer.key("cleared")
        writer.array(cleared.map(\.rawValue))
      }
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self()
      try reader.object { reader, key in
        switch key {
        case "level": read.level = try Self.code(reader.string(), key)
        case "set": read.set = try Details(from: &reader)
        case "cleared": try reader.array { reader in read.cleared.append(try Self.code(reader.string(), key)) }
        default: throw Self.unknown(key)
        }
      }
      self = read
    }
  }

  /// The person's CPR number or a number in its place.
  package struct CPRRecorded: FactPayload {
    package static let type = "citizen.cprRecorded"
    package static let schema = 1

    /// Ten characters without hyphen.
    package var number: String
    package var kind: CPRKind
    /// The keyed hash that is searched by and claimed, in hexadecimal; made where the key is.
    package var hash: String
    /// The number that this one takes the place of.
    package var previous: String?
    /// Why it took its place.
    package var change: CPRChange?

    package init(number: String, kind: CPRKind, hash: String, previous: String? = nil, change: CPRChange? = nil) {
      self.number = number
      self.kind = kind
      self.hash = hash
      self.previous = previous
      self.change = change
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("number", number)
      writer.member("kind", kind.rawValue)
      writer.member("hash", hash)
      writer.member("previous", previous)
      writer.member("change", change?.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(number: "", kind: .cpr, hash: "")
      var number: String?
      var kind: CPRKind?
      var hash: String?
      try reader.object { reader, key in
        switch key {
        case "number": number = try reader.string()
        case "kind": kind = try Self.code(reader.string(), key)
        case "hash": hash = try reader.string()
        case "previous": read.previous = try reader.string()
        case "change": read.change = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      read.number = try Self.required(number, "number")
      read.kind = try Self.required(kind, "kind")
      read.hash = try Self.required(hash, "hash")
      self = read
    }
  }

  /// Who may see the person at all, from now on.
  package struct ProtectionSet: FactPayload {
    package static let type = "citizen.protectionSet"
    package static let schema = 1

    package var protection: Protection
    package var basis: ProtectionBasis
    /// The last day, where it has one.
    package var until: CivilDate?

    package init(protection: Protection, basis: ProtectionBasis, until: CivilDate? = nil) {
      self.protection = protection
      self.basis = basis
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("protection", protection.rawValue)
      writer.member("basis", basis.rawValue)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var protection: Protection?
      var basis: ProtectionBasis?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "protection": protection = try Self.code(reader.string(), key)
        case "basis": basis = try Self.code(reader.string(), key)
        case "until": until = try Citizens.partDay(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(
        protection: try Self.required(protection, "protection"), basis: try Self.required(basis, "basis"), until: until)
    }
  }

  /// What everybody who opens the citizen's page must know. The alert is named by the id of this entry.
  package struct AlertSet: FactPayload {
    package static let type = "citizen.alertSet"
    package static let schema = 1

    package var alert: AlertKind
    /// At most 200 characters; read by the citizen too.
    package var note: String?
    /// The last day, where it has one.
    package var until: CivilDate?

    package init(alert: AlertKind, note: String? = nil, until: CivilDate? = nil) {
      self.alert = alert
      self.note = note
      self.until = until
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("alert", alert.rawValue)
      writer.member("note", note)
      writer.member("until", until?.description)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var alert: AlertKind?
      var note: String?
      var until: CivilDate?
      try reader.object { reader, key in
        switch key {
        case "alert": alert = try Self.code(reader.string(), key)
        case "note": note = try reader.string()
        case "until": until = try Citizens.partDay(&reader, key)
        default: throw Self.unknown(key)
        }
      }
      self.init(alert: try Self.required(alert, "alert"), note: note, until: until)
    }
  }

  /// That an alert no longer stands.
  package struct AlertEnded: FactPayload {
    package static let type = "citizen.alertEnded"
    package static let schema = 1

    /// The id of the entry that set it.
    package var entry: String
    package var reason: AlertEnd

    package init(entry: String, reason: AlertEnd) {
      self.entry = entry
      self.reason = reason
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("entry", entry)
      writer.member("reason", reason.rawValue)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var entry: String?
      var reason: AlertEnd?
      try reader.object { reader, key in
        switch key {
        case "entry": entry = try reader.string()
        case "reason": reason = try Self.code(reader.string(), key)
        default: throw Self.unknown(key)
        }
      }
      self.init(entry: try Self.required(entry, "entry"), reason: try Self.required(reason, "reason"))
    }
  }
}
