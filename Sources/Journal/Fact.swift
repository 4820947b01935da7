import Base

/// Marks ids of streams: one subject at one controller.
public enum StreamSubject {}
/// Marks ids of journal entries.
public enum EntrySubject {}
/// Marks ids of acts.
public enum ActSubject {}

/// The id of a stream.
public typealias StreamID = Identifier<StreamSubject>
/// The id of an entry.
public typealias EntryID = Identifier<EntrySubject>
/// The id of an act.
public typealias ActID = Identifier<ActSubject>

/// A fact as its maker writes it, before the journal has given it position, version and time of recording.
public struct FactDraft: Sendable, Hashable {
  /// Made by the maker, so that a resend is recognised.
  public var id: EntryID
  /// Whose book it is written in.
  public var stream: StreamID
  /// The kind of fact, such as `form.answered`. Never renamed.
  public var type: String
  /// The version of the payload's shape, from 1.
  public var schema: Int
  /// When it happened.
  public var occurredAt: OccurredAt
  /// The maker's own clock, where there is one.
  public var madeAt: Instant?
  /// Who recorded it: a user's id, or `import`.
  public var recordedBy: String
  /// The enrolled device, where there is one.
  public var device: String?
  /// How sensitive it is, such as `ordinary`, `health`, `trust`.
  public var dataClass: String
  /// Decides the key it is sealed with, and when that key may go: a retention class of the catalog.
  public var retention: String
  /// The entry that this one corrects or withdraws.
  public var corrects: EntryID?
  /// The entry whose content the maker saw when changing it.
  public var basedOn: EntryID?
  /// The catalog definitions in force, as `id@version#hash`.
  public var catalog: [String]
  /// The sealed attachments it refers to, put into the journal before the act is appended.
  public var attachments: [AttachmentID]
  /// The payload: one JSON object in UTF-8, made from a labelled struct.
  public var payload: [UInt8]

  /// Gathers the parts of a fact.
  public init(
    id: EntryID, stream: StreamID, type: String, schema: Int = 1, occurredAt: OccurredAt, madeAt: Instant? = nil,
    recordedBy: String, device: String? = nil, dataClass: String = "ordinary", retention: String = "case",
    corrects: EntryID? = nil, basedOn: EntryID? = nil, catalog: [String] = [], attachments: [AttachmentID] = [], payload: [UInt8]
  ) {
    self.id = id
    self.stream = stream
    self.type = type
    self.schema = schema
    self.occurredAt = occurredAt
    self.madeAt = madeAt
    self.recordedBy = recordedBy
    self.device = device
    self.dataClass = dataClass
    self.retention = retention
    self.corrects = corrects
    self.basedOn = basedOn
    self.catalog = catalog
    self.attachments = attachments
    self.payload = payload
  }
}

/// A fact as the journal holds it, opened.
public struct Fact: Sendable, Hashable {
  /// Place in the whole journal, from 1.
  public var position: Int64
  /// Place in its own stream, from 1.
  public var version: Int64
  /// The act it was written with.
  public var act: ActID
  /// When the journal wrote it; never decreasing.
  public var recordedAt: Instant
  /// What the maker wrote.
  public var draft: FactDraft

  /// Gathers the parts of an opened fact.
  public init(position: Int64, version: Int64, act: ActID, recordedAt: Instant, draft: FactDraft) {
    self.position = position
    self.version = version
    self.act = act
    self.recordedAt = recordedAt
    self.draft = draft
  }
}

/// A value that is unique in the whole journal for its scope, such as a CPR number as keyed hash.
public struct Claim: Sendable, Hashable {
  /// What the value is, such as `cpr`.
  public var scope: String
  /// The value, already hashed with a key where it is personal.
  public var value: [UInt8]
  /// Who holds it.
  public var stream: StreamID

  /// Claims a value for a stream.
  public init(scope: String, value: [UInt8], stream: StreamID) {
    self.scope = scope
    self.value = value
    self.stream = stream
  }
}

/// Facts that are written together, all or nothing, over one stream or many.
public struct Act: Sendable, Hashable {
  /// Made by the maker: the same act sent twice is one act with the same answer.
  public var id: ActID
  /// The facts, in the order they are to be written.
  public var facts: [FactDraft]
  /// The version each named stream must have now (0 for a stream that does not exist yet); others may have any.
  public var expects: [StreamID: Int64]
  /// Values to claim with the act.
  public var claims: [Claim]
  /// Claims to give up with the act, before its own are taken; one that the stream does not hold is passed over.
  public var releases: [Claim]

  /// Gathers an act.
  public init(
    id: ActID, facts: [FactDraft], expects: [StreamID: Int64] = [:], claims: [Claim] = [], releases: [Claim] = []
  ) {
    self.id = id
    self.facts = facts
    self.expects = expects
    self.claims = claims
    self.releases = releases
  }
}

/// What the journal answers, and answers again when the same act is resent.
public struct Receipt: Sendable, Hashable {
  /// The act.
  public var act: ActID
  /// Positions of its first and last entry.
  public var positions: ClosedRange<Int64>
  /// True when the act had been written before.
  public var repeated: Bool

  /// Gathers a receipt.
  public init(act: ActID, positions: ClosedRange<Int64>, repeated: Bool) {
    self.act = act
    self.positions = positions
    self.repeated = repeated
  }
}

/// Why the journal does not write an act. Nothing of it is written.
public enum AppendRefusal: Error, Sendable, Hashable {
  /// A stream has another version than the act expects.
  case conflict(StreamID, expected: Int64, found: Int64)
  /// A value is claimed by another stream.
  case taken(scope: String)
  /// The id of an act or entry exists with other content.
  case sameIdOtherContent(String)
  /// The act holds no fact.
  case empty
  /// A stream, or the retention class of it, has been erased.
  case erased(StreamID)
}

/// An entry read back: opened, or sealed for ever because its key is gone.
public enum ReadEntry: Sendable {
  /// An opened fact.
  case fact(Fact)
  /// The key is gone: position and stream are all there is.
  case erased(position: Int64, stream: StreamID, version: Int64)

  /// Place in the whole journal.
  public var position: Int64 {
    switch self {
    case .fact(let fact): fact.position
    case .erased(let position, _, _): position
    }
  }
}
