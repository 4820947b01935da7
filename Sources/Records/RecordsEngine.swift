import Base
import Foundation
import GRDB
import Journal
import Synchronization

/// Feeds read tables from the journal. Everything in its folder can be thrown away and is built again.
package final class RecordsEngine: Sendable {
  /// What is known of a feature without asking the file.
  struct FeatureState: Sendable {
    /// The last entry its serving tables have; nil when it does not serve.
    var position: Int64?
    var stopped: Stop?
    /// Entries done while it is built.
    var building: Int64?

    struct Stop: Sendable {
      var position: Int64
      var reason: String
    }
  }

  struct State: Sendable {
    var features: [FeatureState]
    var newer: NewerFact?
  }

  let source: any FactSource
  let mapper: FactMapper
  let pool: DatabasePool
  let state: Mutex<State>
  /// One thread at a time feeds the file. Taken before the pool's own writer.
  let feeding = NSLock()
  /// Made when it is first needed; touched only by who holds `feeding`.
  nonisolated(unsafe) private var writer: BatchWriter?

  /// Opens the Records of a folder, or begins them. Takes no time that grows with the journal.
  ///
  /// A feature whose tables are missing or of another version does not serve until `prepare` has run.
  /// - Parameter alsoKnown: types that no projection takes and that are no reason to stop.
  package init(
    folder: URL, source: any FactSource, projections: [any Projection], alsoKnown: [KnownType] = []
  ) throws {
    try Self.check(projections)
    self.source = source
    mapper = FactMapper(projections: projections, alsoKnown: alsoKnown)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    pool = try Self.openPool(folder)
    let journal = try source.lastPosition()
    let features = try pool.write { db in
      try Self.createEngineTables(db)
      return try projections.map { try Self.open($0, db, journalIsEmpty: journal == 0) }
    }
    state = Mutex(State(features: features))
  }

  /// Closes the file.
  package func close() throws { try pool.close() }

  /// Runs a query on a state of the file that does not change meanwhile.
  package func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try pool.read(body) }

  /// Whether a feature's tables have been built, so that they tell no half of it. Asks no file.
  package func isBuilt(_ feature: String) -> Bool {
    let now = state.withLock { $0 }
    return zip(mapper.projections, now.features).contains { $0.feature == feature && $1.position != nil }
  }

  /// How every feature stands.
  package func status() throws -> RecordsStatus {
    let journal = try source.lastPosition()
    let erased = try pool.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM records_erased") ?? 0 }
    let now = state.withLock { $0 }
    let features = zip(mapper.projections, now.features).map { projection, feature in
      let condition: RecordsStatus.Condition
      if let building = feature.building {
        condition =
          feature.position == nil ? .preparing(done: building, of: journal) : .rebuilding(done: building, of: journal)
      } else if let stop = feature.stopped {
        condition = .stopped(at: stop.position, reason: stop.reason)
      } else {
        condition = feature.position == nil ? .preparing(done: 0, of: journal) : .serving
      }
      return RecordsStatus.Feature(feature: projection.feature, position: feature.position ?? 0, condition: condition)
    }
    return RecordsStatus(features: features, journal: journal, newer: now.newer, erasedEntries: erased)
  }

  /// Takes what the journal has and the serving features have not. When it returns, queries see all of it.
  ///
  /// Costs nothing when there is nothing. A feature that cannot take a fact stops, named in the status; this does not throw.
  /// - Throws: `RecordsError.newer`; errors of the journal and of SQLite.
  package func catchUp() throws {
    let journal = try source.lastPosition()
    if isCurrent(at: journal) { return }
    try feeding.withLock { while try step(limit: 5_000, upTo: journal) {} }
    if let newer = state.withLock({ $0.newer }) { throw RecordsError.newer(newer) }
  }

  /// Projects streams again as a whole, after their entries have been erased: what was made of them goes.
  package func refresh(_ streams: [StreamID]) throws {
    try catchUp()
    try feeding.withLock {
      let positions = state.withLock { $0.features.map(\.position) }
      let writer = try servingWriter()
      do {
        try pool.write { db in
          for stream in streams {
            try writer.noteErased(db, try source.entries(of: stream, upTo: .max))
            for (feature, position) in positions.enumerated() {
              guard let position else { continue }
              try writer.project(db, stream: stream, features: 1 << UInt64(feature), from: source, upTo: position)
            }
          }
        }
      } catch {
        writer.forget()
        throw error
      }
    }
  }

  private func isCurrent(at journal: Int64) -> Bool {
    state.withLock { state in
      state.newer == nil && state.features.allSatisfy { $0.position.map { $0 >= journal } ?? true || $0.stopped != nil }
    }
  }

  /// Feeds the serving features one batch; false when there is nothing left. The feeding lock must be held.
  func step(limit: Int, upTo journal: Int64) throws -> Bool {
    let after: [Int64?] = state.withLock { $0.features.map { $0.stopped == nil ? $0.position : nil } }
    guard let from = after.compactMap({ $0 }).min(), from < journal else { return false }
    guard let entries = try readOrNoteNewer(from: from + 1, limit: limit), !entries.isEmpty else { return false }
    let newer = try take(entries, after: after)
    state.withLock { $0.newer = newer }
    return newer == nil
  }

  /// Writes entries; a feature that cannot take one of them stops there, after all have taken what came before it.
  ///
  /// Answers the newer fact it met. Entries after a stop are left for the next call.
  private func take(_ entries: [ReadEntry], after: [Int64?]) throws -> NewerFact? {
    let batch = mapper.map(entries, after: after)
    if batch.heads.isEmpty { return batch.newer }
    do {
      try apply(batch, after: after)
      return batch.newer
    } catch let fault as FeatureFault {
      let before = entries.filter { $0.position < fault.position }
      if !before.isEmpty { _ = try take(before, after: after) }
      // The shorter run may have stopped something itself; then the rest is found again by the next call.
      let others = state.withLock { state in after.indices.contains { after[$0] != nil && state.features[$0].stopped != nil } }
      if !others { try stop(fault) }
      return nil
    }
  }

  /// The next entries; nil when a newer program wrote the first of them.
  func readOrNoteNewer(from position: Int64, limit: Int) throws -> [ReadEntry]? {
    do {
      return try source.read(from: position, limit: limit)
    } catch RecordsError.newer(let newer) {
      state.withLock { $0.newer = newer }
      return nil
    }
  }

  private func apply(_ batch: Batch, after: [Int64?]) throws {
    let writer = try servingWriter()
    do {
      try pool.write { db in
        let dirty = try writer.write(db, batch)
        let fed = after.enumerated().reduce(UInt64(0)) { $1.element == nil ? $0 : $0 | 1 << UInt64($1.offset) }
        for (stream, features) in dirty.sorted(by: { $0.key.uuid.uuidString < $1.key.uuid.uuidString }) {
          try writer.project(db, stream: stream, features: features & fed, from: source, upTo: batch.through)
        }
        for (index, position) in after.enumerated() where position.map({ $0 < batch.through }) ?? false {
          try Self.setPosition(db, mapper.projections[index].feature, batch.through)
        }
      }
    } catch {
      writer.forget()
      throw error
    }
    state.withLock { state in
      for (index, position) in after.enumerated() where position.map({ $0 < batch.through }) ?? false {
        state.features[index].position = batch.through
      }
    }
  }

  private func stop(_ fault: FeatureFault) throws {
    let name = mapper.projections[fault.feature].feature
    try pool.write { db in
      try db.execute(
        sql: "UPDATE records_feature SET stoppedAt = ?, stoppedWhy = ? WHERE feature = ?",
        arguments: [fault.position, fault.reason, name])
    }
    state.withLock { $0.features[fault.feature].stopped = .init(position: fault.position, reason: fault.reason) }
  }

  private func servingWriter() throws -> BatchWriter {
    if let writer { return writer }
    let fresh = BatchWriter(mapper: mapper, suffixes: mapper.projections.map { _ in "" })
    try pool.read { try fresh.load($0) }
    writer = fresh
    return fresh
  }

  /// Lets the serving writer read again what it remembers, after a rebuild has written beside it. The feeding lock must be held.
  func forgetServingWriter() { writer = nil }
}
