import Base

/// The field: contacts, attempts and planned visits.
package enum Outreach {}

extension Outreach {
  /// What kind of meeting it was.
  package enum ContactKind: String, Sendable, CaseIterable {
    /// The two met.
    case contact
    /// A worker tried to reach the citizen.
    case attempt
    /// A visit that was planned in advance, kept or missed.
    case visit
  }

  /// A contact with a citizen, an attempt at one, or a planned visit.
  package struct ContactRecorded: FactPayload {
    package static let type = "contact.recorded"
    package static let schema = 1

    /// What kind of meeting it was.
    package var kind: ContactKind
    /// Where.
    package var place: String?
    /// How the citizen was reached or referred.
    package var channel: String?
    /// What came of it.
    package var outcome: String?
    /// The worker's id or pseudonym.
    package var worker: String?
    /// The name of a planned visit, such as `WK04`.
    package var visit: String?
    /// Why a visit was missed or an attempt failed.
    package var reason: String?
    /// The place of work, where it is another than the citizen's own.
    package var site: String?
    /// The id of the row in the source.
    package var source: String?
    /// The day counted from the study's own day zero, where the source gives no date.
    package var relativeDay: Int?

    package init(
      kind: ContactKind, place: String? = nil, channel: String? = nil, outcome: String? = nil, worker: String? = nil,
      visit: String? = nil, reason: String? = nil, site: String? = nil, source: String? = nil, relativeDay: Int? = nil
    ) {
      self.kind = kind
      self.place = place
      self.channel = channel
      self.outcome = outcome
      self.worker = worker
      self.visit = visit
      self.reason = reason
      self.site = site
      self.source = source
      self.relativeDay = relativeDay
    }

    package func write(to writer: inout PayloadWriter) throws {
      writer.member("kind", kind.rawValue)
      writer.member("place", place)
      writer.member("channel", channel)
      writer.member("outcome", outcome)
      writer.member("worker", worker)
      writer.member("visit", visit)
      writer.member("reason", reason)
      writer.member("site", site)
      writer.member("source", source)
      writer.member("relativeDay", relativeDay)
    }

    package init(schema: Int, from reader: inout PayloadReader) throws {
      var read = Self(kind: .contact)
      var kind: ContactKind?
      try reader.object { reader, key in
        switch key {
        case "kind": kind = try Self.code(reader.string(), key)
        case "place": read.place = try reader.string()
        case "channel": read.channel = try reader.string()
        case "outcome": read.outcome = try reader.string()
        case "worker": read.worker = try reader.string()
        case "visit": read.visit = try reader.string()
        case "reason": read.reason = try reader.string()
        case "site": read.site = try reader.string()
        case "source": read.source = try reader.string()
        case "relativeDay": read.relativeDay = try reader.integer()
        default: throw Self.unknown(key)
        }
      }
      read.kind = try Self.required(kind, "kind")
      self = read
    }
  }
}
