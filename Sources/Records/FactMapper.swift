import Base
import Journal

/// A fact that a newer program wrote: nothing after it may be read, and nothing may be written.
package struct NewerFact: Hashable, Sendable {
  package var position: Int64
  package var type: String
  package var schema: Int

  package init(position: Int64, type: String, schema: Int) {
    self.position = position
    self.type = type
    self.schema = schema
  }
}

/// What the writer must know of an entry beside its rows.
struct EntryHead: Sendable {
  var position: Int64
  var stream: StreamID
  var sortKey: Int64
  var id: EntryID?
  var corrects: EntryID?
}

/// A run of entries turned into rows.
struct Batch: Sendable {
  var heads: [EntryHead] = []
  var rows: [FeatureRows]
  /// Streams to be projected again as a whole, with one bit a feature.
  var dirty: [StreamID: UInt64] = [:]
  var newer: NewerFact?
  /// The last position it reaches.
  var through: Int64
}

/// Turns entries into rows of every feature. Pure, so that it can run on another core than the writing.
struct FactMapper: Sendable {
  let projections: [any Projection]
  private let known: [String: Int]
  private let takers: [String: [Int]]

  init(projections: [any Projection], alsoKnown: [KnownType]) {
    precondition(projections.count < 64, "a feature is one bit of 64")
    self.projections = projections
    var known: [String: Int] = [:]
    var takers: [String: [Int]] = [:]
    for type in alsoKnown + [.withdrawal] { known[type.type] = max(known[type.type] ?? 0, type.schema) }
    for (index, projection) in projections.enumerated() {
      for type in projection.types {
        known[type.type] = max(known[type.type] ?? 0, type.schema)
        takers[type.type, default: []].append(index)
      }
    }
    self.known = known
    self.takers = takers
  }

  /// True when the feature makes rows of the type.
  func takes(_ type: String, feature: Int) -> Bool { takers[type]?.contains(feature) ?? false }

  func isNewer(_ fact: Fact) -> Bool { fact.draft.schema > (known[fact.draft.type] ?? 0) }

  /// Rows of entries that follow each other in the journal, each taken to count.
  ///
  /// - Parameter after: for each feature the position it has already; nil for one that is not to be fed.
  func map(_ entries: [ReadEntry], after: [Int64?]) -> Batch {
    var batch = Batch(rows: projections.map { FeatureRows(tables: $0.tables) }, through: 0)
    batch.heads.reserveCapacity(entries.count)
    for entry in entries {
      guard case .fact(let fact) = entry else {
        if case .erased(let position, let stream, _) = entry {
          batch.heads.append(EntryHead(position: position, stream: stream, sortKey: Int64.min))
        }
        batch.through = entry.position
        continue
      }
      if isNewer(fact) {
        batch.newer = NewerFact(position: fact.position, type: fact.draft.type, schema: fact.draft.schema)
        return batch
      }
      map(fact, after: after, into: &batch)
      batch.through = fact.position
    }
    return batch
  }

  private func map(_ fact: Fact, after: [Int64?], into batch: inout Batch) {
    let index = batch.heads.count
    let draft = fact.draft
    batch.heads.append(
      EntryHead(
        position: fact.position, stream: draft.stream, sortKey: draft.occurredAt.sortKey, id: draft.id, corrects: draft.corrects))
    let opened = OpenedFact(fact)
    for feature in takers[draft.type] ?? [] {
      guard let position = after[feature], position < fact.position else { continue }
      batch.rows[feature].begin(index)
      do {
        try project(opened, .effective, feature, into: &batch.rows[feature])
      } catch {
        // Perhaps the fact counts no more; projecting its whole stream again decides whether the feature must stop.
        batch.rows[feature].takeBack(index)
        batch.dirty[draft.stream, default: 0] |= 1 << UInt64(feature)
      }
    }
  }

  private func project(_ fact: OpenedFact, _ standing: Standing, _ feature: Int, into rows: inout FeatureRows) throws {
    try projections[feature].project(fact, standing: standing, into: &rows)
    if rows.overflow { throw ProjectionFault("more than \(RecordTable.rowsPerEntry) rows of one entry in one table") }
  }

  /// Rows of one whole stream for one feature, in the order of what happened.
  ///
  /// - Throws: `FeatureFault` when the projection cannot take a fact that counts.
  func map(stream facts: [StandingFact], feature: Int) throws -> Batch {
    let projection = projections[feature]
    var batch = Batch(rows: projections.map { FeatureRows(tables: $0.tables) }, through: 0)
    for (opened, standing) in facts {
      let fact = opened.fact
      guard takes(fact.draft.type, feature: feature), standing == .effective || projection.takesCorrected else { continue }
      batch.rows[feature].begin(batch.heads.count)
      batch.heads.append(EntryHead(position: fact.position, stream: fact.draft.stream, sortKey: fact.draft.occurredAt.sortKey))
      do {
        try project(opened, standing, feature, into: &batch.rows[feature])
      } catch {
        throw FeatureFault(feature: feature, position: fact.position, reason: FeatureFault.words(for: error))
      }
    }
    return batch
  }
}

/// A fact with what has become of it.
typealias StandingFact = (opened: OpenedFact, standing: Standing)

/// A feature cannot take a fact.
struct FeatureFault: Error {
  var feature: Int
  var position: Int64
  var reason: String

  /// What went wrong, without any content of the fact.
  static func words(for error: any Error) -> String {
    switch error {
    case let fault as ProjectionFault: fault.reason
    case let fault as PayloadSyntaxFault: fault.description
    case PayloadFault.newer(let type, let schema): "\(type) has schema \(schema), which is newer than this program"
    case PayloadFault.member(let type, let name, let reason): "\(type): member \(name): \(reason)"
    default: "\(type(of: error))"
    }
  }
}

/// What counts in a stream, and in which order.
enum StreamFold {
  /// Facts with their standing, by time of happening and then position.
  ///
  /// A fact that another one names in `corrects` counts no more. Of several that name the same fact, the one written last counts.
  /// A correction that is itself corrected or withdrawn does not bring the first one back.
  static func standings(_ facts: [Fact]) -> [StandingFact] {
    var last: [EntryID: Fact] = [:]
    var superseded: Set<EntryID> = []
    for fact in facts {
      guard let target = fact.draft.corrects, target != fact.draft.id else { continue }
      if let rival = last[target] {
        let loser = rival.position < fact.position ? rival : fact
        superseded.insert(loser.draft.id)
        if loser.draft.id == fact.draft.id { continue }
      }
      last[target] = fact
    }
    let keyed = facts.map { (key: $0.draft.occurredAt.sortKey, opened: OpenedFact($0)) }
    let ordered = keyed.sorted { ($0.key, $0.opened.fact.position) < ($1.key, $1.opened.fact.position) }
    return ordered.map { _, opened in
      let fact = opened.fact
      if let by = last[fact.draft.id] {
        return (opened, by.draft.type == KnownType.withdrawal.type ? .withdrawn : .corrected)
      }
      return (opened, superseded.contains(fact.draft.id) ? .corrected : .effective)
    }
  }
}
