import Base
import CatalogFiles
import Foundation
import GRDB
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Synchronization

/// Two organisations with their staff, and an empty book: for tests of what is done with citizens. All people are made up.
final class CitizensDesk {
  static let now = Instant(milliseconds: 1_790_000_000_000)

  let folder: URL
  let place: Workplace
  let municipality: StreamID
  let region: StreamID
  /// A team of the municipality.
  let team: StreamID
  /// Two of the municipality's staff and one of the region's.
  let anna: StreamID
  let bo: StreamID
  let rie: StreamID

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("citizens-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let journal = try Journal.inMemory(clock: { Self.now })
    let records = try RecordsEngine(
      folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    place = try .forTrial(journal: journal, records: records, catalog: try ImportBench.catalog.get(), now: { Self.now })
    let ids = (0..<6).map { _ in StreamID(UUID()) }
    (municipality, region, team, anna, bo, rie) = (ids[0], ids[1], ids[2], ids[3], ids[4], ids[5])
    try await write(People.OrganisationRegistered(name: "Eksempelby Kommune", kind: .municipality), municipality)
    try await write(People.OrganisationRegistered(name: "Region Eksempel", kind: .region), region)
    try await write(People.TeamOpened(name: "Gadeteamet", organisation: municipality.description), team)
    for (user, name, home) in [(anna, "Anna Prøve", municipality), (bo, "Bo Prøve", municipality), (rie, "Rie Prøve", region)] {
      try await write(
        People.UserRegistered(organisation: home.description, name: name, login: name.prefix(3).lowercased()), user)
    }
    try records.catchUp()
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  @discardableResult
  func write(
    _ payload: some FactPayload, _ stream: StreamID, on occurredAt: OccurredAt = .unknown, dataClass: String = "ordinary",
    by user: String = "test"
  ) async throws -> EntryID {
    let draft = FactDraft(
      id: EntryID(UUID()), stream: stream, type: type(of: payload).type, schema: payload.writtenSchema, occurredAt: occurredAt,
      recordedBy: user, dataClass: dataClass, payload: try payload.encoded())
    _ = try await place.journal.append(Act(id: ActID(UUID()), facts: [draft]))
    try place.records.catchUp()
    return draft.id
  }

  func visit(_ user: StreamID, role: String = "outreach-worker", teams: Set<String> = [], act: ActID? = nil) -> Access.Visit {
    let home = user == rie ? region : municipality
    let caller = Access.Caller(user: user.description, organisation: home.description, roles: [role], teams: teams)
    return Access.Visit(caller: caller, policy: place.policy, page: "test", today: place.today, act: act ?? place.newAct())
  }

  /// Registers somebody, also when others look alike.
  func register(_ visit: Access.Visit, _ values: [String: String], asContact: Bool = true) async throws -> String {
    let all = ["level": "identified"].merging(values) { $1 }
    switch try await Citizens.register(place, visit, all, .init(isAnother: true, asContact: asContact)) {
    case .done(let id): return id
    case let other: throw DeskError("\(other)")
    }
  }

  func name(_ given: String, _ family: String, birth: String? = nil, more: [String: String] = [:]) -> [String: String] {
    var values = ["given": given, "family": family]
    values["birth"] = birth
    return values.merging(more) { $1 }
  }

  /// The statements that reading the tables takes: those that begin with SELECT or WITH.
  func statements(_ body: () throws -> Void) throws -> Int {
    let count = Mutex(0)
    try place.records.read { db in
      db.trace { event in
        if case .statement(let statement) = event,
          ["SELECT", "WITH"].contains(where: { statement.sql.trimmingCharacters(in: .whitespacesAndNewlines).hasPrefix($0) })
        {
          count.withLock { $0 += 1 }
        }
      }
    }
    defer { try? place.records.read { $0.trace(options: []) } }
    try body()
    return count.withLock { $0 }
  }
}

struct DeskError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
