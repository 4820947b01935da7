import AccessLog
import Base
import CatalogFiles
import Crypto
import Foundation
import Journal
import PracticeRules
import Records
import State

/// What every operation works with: the book, the tables computed from it, what services do, who may, and the time.
package struct Workplace: Sendable {
  /// The book.
  package let journal: Journal
  /// The tables computed from it.
  package let records: RecordsEngine
  /// What services do.
  package let catalog: Catalog
  /// The roles of the catalog; without `roles.json` nobody may anything.
  package let policy: Access.Policy
  /// What is no history: sign-in, sessions, drafts, what the ticker has done.
  package let state: StateStore
  /// Who has looked.
  package let accessLog: AccessLog
  /// Keys for what is matched or kept sealed outside the journal.
  package let secrets: WorkplaceSecrets
  /// The data folder; nil when everything is in memory.
  package let folder: URL?
  /// The time, as an argument.
  package let now: @Sendable () -> Instant
  /// Random numbers, as an argument.
  package let random: @Sendable () -> UInt64

  /// The name of the file of state in a data folder.
  package static let stateFile = "State.sqlite"

  /// Gathers a workplace.
  package init(
    journal: Journal, records: RecordsEngine, catalog: Catalog, state: StateStore, accessLog: AccessLog,
    secrets: WorkplaceSecrets, folder: URL? = nil, now: @escaping @Sendable () -> Instant,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) {
    self.journal = journal
    self.records = records
    self.catalog = catalog
    policy = Access.policy(of: catalog)
    self.state = state
    self.accessLog = accessLog
    self.secrets = secrets
    self.folder = folder
    self.now = now
    self.random = random
  }

  /// The same workplace with another clock and other random numbers: for what simulates.
  package func with(
    now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64
  ) -> Workplace {
    Workplace(
      journal: journal, records: records, catalog: catalog, state: state, accessLog: accessLog, secrets: secrets, folder: folder,
      now: now, random: random)
  }

  /// A workplace whose state and access log are gone with the process: for tests and for measuring.
  package static func forTrial(
    journal: Journal, records: RecordsEngine, catalog: Catalog, now: @escaping @Sendable () -> Instant,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) throws -> Workplace {
    Workplace(
      journal: journal, records: records, catalog: catalog, state: try StateStore(file: nil, tables: PracticeState.tables),
      accessLog: try AccessLog.inMemory(clock: now), secrets: WorkplaceSecrets(.random()), now: now, random: random)
  }

  /// A new id for an act.
  package func newAct() -> ActID {
    var random = WorkplaceRandom(next: random)
    return ActID.version7(at: now(), using: &random)
  }

  /// A new id for a stream.
  package func newStream() -> StreamID {
    var random = WorkplaceRandom(next: random)
    return StreamID.version7(at: now(), using: &random)
  }
}

/// The workplace's random numbers as the generator that Swift asks for.
package struct WorkplaceRandom: RandomNumberGenerator {
  let source: @Sendable () -> UInt64

  package init(next: @escaping @Sendable () -> UInt64) { source = next }

  package mutating func next() -> UInt64 { source() }
}

/// Keys that are made from the master key, each for one use.
package struct WorkplaceSecrets: Sendable {
  /// For the keyed hash by which a CPR number is matched.
  package let cpr: SymmetricKey
  /// Seals what lies in the file of state: secrets of one-time codes, drafts.
  package let state: SymmetricKey
  /// For digests of words that were searched for.
  package let accessLog: AccessLogKey

  /// Makes the keys.
  package init(_ master: MasterKey) {
    cpr = master.key(for: "cpr")
    state = master.key(for: "state")
    accessLog = AccessLogKey(master.key(for: "access log"))
  }
}
