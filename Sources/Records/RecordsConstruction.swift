import Base
import Foundation
import GRDB
import Journal
import Synchronization

extension RecordsEngine {
  /// Builds the features that do not serve yet: new ones, and those whose projection has changed. The others serve meanwhile.
  package func prepare(progress: (@Sendable (Int64, Int64) -> Void)? = nil) throws {
    let missing = state.withLock { state in state.features.indices.filter { state.features[$0].position == nil } }
    try construct(missing, progress)
    try catchUp()
  }

  /// Builds features anew from the journal, beside the old, and swaps; nil builds all.
  package func rebuild(features: Set<String>? = nil, progress: (@Sendable (Int64, Int64) -> Void)? = nil) throws {
    try construct(mapper.projections.indices.filter { features?.contains(mapper.projections[$0].feature) ?? true }, progress)
    try catchUp()
  }

  private func construct(_ chosen: [Int], _ progress: (@Sendable (Int64, Int64) -> Void)?) throws {
    guard !chosen.isEmpty else { return }
    let free = state.withLock { state in
      guard chosen.allSatisfy({ state.features[$0].building == nil }) else { return false }
      for index in chosen { state.features[index].building = 0 }
      return true
    }
    guard free else { return }
    defer { state.withLock { for index in chosen { $0.features[index].building = nil } } }
    var limits: [Int: RecordsEngine.FeatureState.Stop] = try Construction(engine: self, features: chosen, progress: progress)
      .run()
    // A feature that cannot take a fact is built as far as that fact, so that it stands as if it had stopped there.
    while let (feature, stop) = limits.first {
      limits[feature] = nil
      let again = try Construction(engine: self, features: [feature], before: stop, progress: progress)
      for (feature, earlier) in try again.run() { limits[feature] = earlier }
    }
  }
}

/// A rebuild: reading and opening on one thread, projecting on a second, writing on a third.
private final class Construction {
  private let engine: RecordsEngine
  private let features: [Int]
  private let writer: BatchWriter
  private let progress: (@Sendable (Int64, Int64) -> Void)?
  private var dirty: [StreamID: UInt64] = [:]
  private var position: Int64 = 0
  private var stops: [Int: RecordsEngine.FeatureState.Stop] = [:]
  /// The fact that the feature is known to be unable to take.
  private let before: RecordsEngine.FeatureState.Stop?
  /// True when nothing in the file serves: then the disk need not be waited for.
  private let alone: Bool

  init(
    engine: RecordsEngine, features: [Int], before: RecordsEngine.FeatureState.Stop? = nil,
    progress: (@Sendable (Int64, Int64) -> Void)?
  ) throws {
    self.engine = engine
    self.before = before
    self.features = features
    self.progress = progress
    let chosen = Set(features)
    let suffixes = engine.mapper.projections.indices.map { chosen.contains($0) ? "__new" : nil }
    writer = BatchWriter(mapper: engine.mapper, suffixes: suffixes)
    alone = engine.state.withLock { $0.features.allSatisfy { $0.position == nil } }
  }

  /// Builds and swaps in; answers the features that cannot take a fact, which are not swapped in.
  func run() throws -> [Int: RecordsEngine.FeatureState.Stop] {
    let journal = try before.map { $0.position - 1 } ?? engine.source.lastPosition()
    let mark = URL(fileURLWithPath: engine.pool.path).deletingLastPathComponent().appendingPathComponent(RecordsEngine.markName)
    if alone {
      try Data().write(to: mark)
      try engine.pool.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 20000")
      }
    }
    try begin()
    try load(upTo: journal)
    try index()
    try projectDirty()
    if alone {
      try engine.pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 1000")
        _ = try db.checkpoint(.truncate)
      }
    }
    try finish()
    if alone { try FileManager.default.removeItem(at: mark) }
    return stops
  }

  private func begin() throws {
    try engine.pool.write { db in
      for feature in features {
        for table in engine.mapper.projections[feature].tables {
          try db.execute(sql: "DROP TABLE IF EXISTS \(table.name)__new")
          try db.execute(sql: table.createSQL(suffix: "__new"))
        }
      }
      try writer.load(db)
    }
  }

  private func after(_ position: Int64) -> [Int64?] {
    engine.mapper.projections.indices.map { features.contains($0) ? position : nil }
  }

  /// The long run through the journal. Streams that must be projected as a whole wait for the end.
  private func load(upTo journal: Int64) throws {
    let pipeline = Pipeline(source: engine.source, mapper: engine.mapper, after: after(0), limit: alone ? 20_000 : 2_000)
    pipeline.start(upTo: journal)
    defer { pipeline.stop() }
    while let batch = pipeline.batches.receive() {
      try write(batch)
      progress?(position, journal)
    }
    try pipeline.check()
  }

  private func write(_ batch: Batch) throws {
    do {
      let streams = try engine.pool.write { try writer.write($0, batch) }
      dirty.merge(streams) { $0 | $1 }
    } catch {
      writer.forget()
      throw error
    }
    position = max(position, batch.through)
    engine.state.withLock { state in
      for feature in features { state.features[feature].building = position }
      if let newer = batch.newer { state.newer = newer }
    }
  }

  private func index() throws {
    for feature in features {
      let projection = engine.mapper.projections[feature]
      for table in projection.tables {
        for sql in table.indexSQL(
          suffix: "__new", generation: try engine.pool.read { try RecordsEngine.generation($0, projection.feature) } + 1)
        {
          try engine.pool.write { try $0.execute(sql: sql) }
        }
      }
    }
  }

  /// Projects the waiting streams again, some at a time so that others can write in between.
  private func projectDirty() throws {
    while !dirty.isEmpty {
      let some = dirty.prefix(200).map { ($0.key, $0.value) }
      try engine.pool.write { db in for (stream, bits) in some { try project(db, stream, bits) } }
      for (stream, _) in some { dirty[stream] = nil }
    }
  }

  private func project(_ db: Database, _ stream: StreamID, _ bits: UInt64) throws {
    for feature in features where bits & (1 << UInt64(feature)) != 0 && stops[feature] == nil {
      do {
        try writer.project(db, stream: stream, features: 1 << UInt64(feature), from: engine.source, upTo: position)
      } catch let fault as FeatureFault {
        stops[feature] = .init(position: fault.position, reason: fault.reason)
      }
    }
  }

  /// Takes what was written meanwhile, and swaps; nothing else is fed until it is done.
  private func finish() throws {
    try engine.feeding.withLock {
      while before == nil, let entries = try engine.readOrNoteNewer(from: position + 1, limit: 5_000), !entries.isEmpty {
        let batch = engine.mapper.map(entries, after: after(position))
        if let newer = batch.newer { engine.state.withLock { $0.newer = newer } }
        if batch.heads.isEmpty { break }
        try write(batch)
        try projectDirty()
        if batch.newer != nil { break }
      }
      try engine.pool.write { db in
        for feature in features where stops[feature] == nil {
          try RecordsEngine.swapIn(engine.mapper.projections[feature], db, position: position, stop: before)
        }
      }
      engine.forgetServingWriter()
      engine.state.withLock { state in
        for feature in features where stops[feature] == nil {
          state.features[feature].position = position
          state.features[feature].stopped = before
        }
      }
    }
  }
}

/// Reads, opens and projects ahead of the writer.
private final class Pipeline: Sendable {
  let batches = Channel<Batch>(capacity: 2)
  private let entries = Channel<[ReadEntry]>(capacity: 2)
  private let source: any FactSource
  private let mapper: FactMapper
  private let after: [Int64?]
  private let limit: Int
  private let trouble = Mutex<(any Error)?>(nil)

  init(source: any FactSource, mapper: FactMapper, after: [Int64?], limit: Int) {
    self.source = source
    self.mapper = mapper
    self.after = after
    self.limit = limit
  }

  func start(upTo journal: Int64) {
    // Threads of their own: they wait for each other, and a pool with as many threads as cores could run dry.
    Thread.detachNewThread { [self] in
      read(upTo: journal)
      entries.close()
    }
    Thread.detachNewThread { [self] in
      while let run = entries.receive() {
        let batch = mapper.map(run, after: after)
        if !batches.send(batch) || batch.newer != nil { break }
      }
      entries.close()
      batches.close()
    }
  }

  func stop() {
    batches.close()
    entries.close()
  }

  /// Throws what stopped the reading, except that a newer program wrote: that is found again and said by the engine.
  func check() throws {
    guard let error = trouble.withLock({ $0 }) else { return }
    if case .newer? = error as? RecordsError { return }
    throw error
  }

  private func read(upTo journal: Int64) {
    var next: Int64 = 1
    do {
      while next <= journal {
        let run = try source.read(from: next, limit: Int(min(Int64(limit), journal - next + 1)))
        guard let last = run.last, entries.send(run) else { return }
        next = last.position + 1
      }
    } catch {
      trouble.withLock { $0 = error }
    }
  }
}
