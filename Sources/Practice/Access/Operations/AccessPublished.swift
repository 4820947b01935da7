import AccessLog
import Base
import CatalogFiles
import Credentials
import Foundation
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records
import Synchronization

extension Access {
  /// The part of the catalog that says who may what.
  package static let section = CatalogSection.whole("roles") { document, _, problems in
    _ = JSONReader.read(document.tree, file: document.file, problems: problems, Policy.read)
  }

  /// The roles of a catalog.
  package static func policy(of catalog: Catalog) -> Policy {
    guard let document = catalog.document("roles", "roles") else { return Policy(roles: []) }
    return JSONReader.read(document.tree, file: document.file, problems: ProblemCollector(), Policy.read) ?? Policy(roles: [])
  }

  /// Why something is not done; the reader is told no more than "not found" where a citizen is concerned.
  package enum Refusal: String, Error, Sendable, CaseIterable {
    /// Nobody is signed in.
    case notSignedIn
    /// The roles do not carry the permission.
    case notPermitted
    /// The citizen is not open to this caller.
    case notOpen
    /// The form did not carry its token: it may come from another site.
    case forged
    /// The same id came with other content.
    case sameIdOtherContent
  }

  /// One request through the door: who asks and why, and what was shown. It becomes one entry of the access log.
  package final class Visit: Sendable {
    private struct Notes {
      var streams: [StreamID] = []
      var known: Set<StreamID> = []
      var classes: Set<DataClass> = []
      var words: [String] = []
      var act: String?
      var refusal: Refusal?
      var kind: AccessPage.Kind
    }

    package let caller: Caller
    package let policy: Policy
    /// The pattern of the route, or the name of the command; never an address with ids.
    package let page: String
    package let today: CivilDate
    /// The id that the form carried: the same form sent twice is one act.
    package let act: ActID
    private let notes: Mutex<Notes>

    package init(
      caller: Caller, policy: Policy, page: String, kind: PageKind = .page, today: CivilDate, act: ActID
    ) {
      self.caller = caller
      self.policy = policy
      self.page = page
      self.today = today
      self.act = act
      notes = Mutex(Notes(kind: kind.logged))
    }

    package var purpose: Purpose { policy.purpose(of: caller) }

    package func may(_ permission: Permission) -> Bool { policy.permits(caller, permission) }

    /// Refuses, and notes that it did, unless the roles carry a permission.
    package func require(_ permission: Permission) throws(Refusal) {
      if may(permission) { return }
      refuse(.notPermitted)
      throw .notPermitted
    }

    /// The condition that narrows a query over `citizens_access` before it runs.
    package func condition(_ action: Action, _ dataClass: DataClass, alias: String) -> Condition {
      Condition(policy, caller, action, dataClass, alias: alias, today: today)
    }

    /// Notes what the answer shows.
    package func show(_ streams: some Sequence<StreamID>, _ dataClass: DataClass) {
      notes.withLock { notes in
        for stream in streams where notes.known.insert(stream).inserted { notes.streams.append(stream) }
        notes.classes.insert(dataClass)
      }
    }

    package func refuse(_ refusal: Refusal, about streams: [StreamID] = []) {
      notes.withLock { notes in
        notes.refusal = refusal
        for stream in streams where notes.known.insert(stream).inserted { notes.streams.append(stream) }
      }
    }

    /// Notes what was searched for; the log keeps keyed digests of the words.
    package func search(_ words: [String]) { notes.withLock { $0.words += words } }

    /// Notes what was done, in the operation's own word.
    package func did(_ act: String) { notes.withLock { $0.act = act } }

    /// What kind of answer it became, where the route does not say it already.
    package func became(_ kind: PageKind) { notes.withLock { $0.kind = kind.logged } }

    /// The entry of the access log. At most `AccessEntry.streamLimit` streams: a list never shows more.
    package func entry(position: Int64, found: Bool) -> AccessEntry {
      notes.withLock { notes in
        let outcome: AccessOutcome =
          notes.refusal.map { .refused($0.rawValue) } ?? (found ? .shown : .notFound)
        return AccessEntry(
          user: caller.user, organisation: caller.organisation, roles: caller.roles.sorted(), purpose: purpose.rawValue,
          classes: notes.classes.map(\.rawValue).sorted(), page: AccessPage(page, notes.kind), outcome: outcome,
          search: notes.words, act: notes.act, position: position,
          streams: notes.streams.prefix(AccessEntry.streamLimit).map(\.uuid))
      }
    }
  }

  /// What a caller may do with one citizen.
  package struct Admission: Hashable, Sendable {
    package var stream: StreamID
    package var reads: Set<DataClass>
    package var writes: Set<DataClass>
    package var protection: Protection
  }
}

extension Workplace {
  /// Lets a visit in to one citizen; nil when there is none, or none for this caller: both are answered alike.
  ///
  /// One statement. Notes the identity as shown when it may be read, else the refusal.
  package func admit(_ visit: Access.Visit, _ stream: StreamID) throws -> Access.Admission? {
    let asked = Access.Action.allCases.flatMap { action in Access.DataClass.allCases.map { (action, $0) } }
    var columns: [String] = []
    var arguments: [RecordValue] = []
    for (action, dataClass) in asked {
      let condition = visit.condition(action, dataClass, alias: "a")
      columns.append(condition.sql)
      arguments += condition.arguments
    }
    let sql = "SELECT a.protection, \(columns.joined(separator: ", ")) FROM citizens_access a WHERE a.id = ?"
    let found = try records.read { db in
      try RawQuery(db, sql, arguments + [.blob(stream.bytes)]).map { row in
        (row.integer(0), asked.indices.map { row.integer(Int32($0 + 1)) != 0 })
      }.first
    }
    guard let (level, answers) = found else { return nil }
    var admission = Access.Admission(
      stream: stream, reads: [], writes: [], protection: Access.Protection(rawValue: Int(level)) ?? .restricted)
    for (index, (action, dataClass)) in asked.enumerated() where answers[index] {
      if action == .read { admission.reads.insert(dataClass) } else { admission.writes.insert(dataClass) }
    }
    guard !admission.reads.isEmpty || !admission.writes.isEmpty else {
      visit.refuse(.notOpen, about: [stream])
      return nil
    }
    return admission
  }

  /// Writes facts in the name of who visits, and lets the tables have them before it returns.
  ///
  /// The act's id is the form's, so that what is sent twice is written once. The ids of the facts follow from it.
  /// - Throws: `AppendRefusal`, `JournalError`.
  @discardableResult
  package func write(
    _ visit: Access.Visit, _ what: String, _ facts: [FactDraft], expects: [StreamID: Int64] = [:], claims: [Claim] = [],
    releases: [Claim] = []
  ) async throws -> Receipt {
    let act = Act(id: visit.act, facts: facts, expects: expects, claims: claims, releases: releases)
    let receipt = try await journal.append(act)
    try records.catchUp()
    visit.did(what)
    return receipt
  }

  /// A fact in the name of who visits.
  ///
  /// - Parameter number: which fact of the act it is, from 0: its id follows from the act's and this.
  package func fact<Payload: FactPayload>(
    _ visit: Access.Visit, _ number: Int, _ payload: Payload, about stream: StreamID, at occurredAt: OccurredAt? = nil,
    dataClass: Access.DataClass = .ordinary, retention: String = "case", corrects: EntryID? = nil, basedOn: EntryID? = nil
  ) throws -> FactDraft {
    FactDraft(
      id: visit.act.entry(number), stream: stream, type: Payload.type, schema: payload.writtenSchema,
      occurredAt: occurredAt ?? moment(), recordedBy: visit.caller.user, dataClass: dataClass.rawValue,
      retention: retention, corrects: corrects, basedOn: basedOn, payload: try payload.encoded())
  }
}

extension ActID {
  /// The id of the act's n-th fact: the same act always gives the same ids.
  package func entry(_ number: Int) -> EntryID {
    var bytes = bytes
    let low = UInt16(truncatingIfNeeded: number &+ 1)
    bytes[14] ^= UInt8(low >> 8)
    bytes[15] ^= UInt8(low & 0xFF)
    return EntryID(bytes: bytes) ?? EntryID(uuid)
  }
}

extension Workplace {
  /// Writes a visit into the access log; nothing is shown before this returns.
  package func log(_ visit: Access.Visit, found: Bool) async throws {
    _ = try await accessLog.record(visit.entry(position: try journal.head, found: found))
  }

  /// This minute, with the offset of the services' clocks.
  package func moment() -> OccurredAt { moment(of: now()) }

  /// A minute, with the offset of the services' clocks.
  package func moment(of instant: Instant) -> OccurredAt {
    .minute(instant, offsetMinutes: instant.offsetMinutes(in: Access.zone))
  }

  /// The civil date where the services are.
  package var today: CivilDate { Access.today(at: now()) }
}

extension Access {
  /// The zone that clock days are counted in.
  package static let zone = TimeZone(identifier: "Europe/Copenhagen") ?? .gmt

  /// The civil date in Denmark at a moment.
  package static func today(at instant: Instant) -> CivilDate { instant.date(in: zone) ?? .epoch }

  /// What kind of answer a page is, for the log.
  package enum PageKind: Sendable {
    case page, list, hit, export, print

    package var logged: AccessPage.Kind {
      switch self {
      case .page: .page
      case .list: .list
      case .hit: .hit
      case .export: .export
      case .print: .print
      }
    }
  }

  /// The tokens of forms.
  package enum FormTokens {
    /// Whether a form carries the session's token, compared in constant time.
    package static func hold(_ sent: String?, _ token: String) -> Bool {
      guard let sent, !token.isEmpty else { return false }
      return ConstantTime.equal(sent, token)
    }
  }
}
