import Base
import GRDB
import Journal

/// Writes batches into a Records file, in the caller's transaction. Used by one thread at a time.
final class BatchWriter {
  private let mapper: FactMapper
  /// For each feature what its tables' names end in; nil for a feature that is not written.
  private let suffixes: [String?]
  /// The insert statements, by feature and table.
  private let inserts: [[String]]
  private var numbers: [StreamID: Int64] = [:]
  /// Entries that others correct, also such as have not come yet.
  private var corrected: Set<EntryID> = []

  init(mapper: FactMapper, suffixes: [String?]) {
    self.mapper = mapper
    self.suffixes = suffixes
    inserts = zip(mapper.projections, suffixes).map { projection, suffix in
      projection.tables.map { $0.insertSQL(suffix: suffix ?? "") }
    }
  }

  /// Must be called when a transaction was rolled back: what was learned in it is not in the file. What is corrected stays so.
  func forget() { numbers.removeAll(keepingCapacity: true) }

  /// Reads what earlier runs learned.
  func load(_ db: Database) throws {
    try RawQuery(db, "SELECT target FROM records_correction").each { row in
      if let id: EntryID = row.id(0) { corrected.insert(id) }
    }
  }

  /// The engine's number of a stream.
  func number(_ db: Database, of stream: StreamID) throws -> Int64 {
    if let number = numbers[stream] { return number }
    if numbers.count > 500_000 { numbers.removeAll(keepingCapacity: true) }
    let find = try RawRow(db, "SELECT no FROM records_stream WHERE id = ?")
    find.bind(stream.bytes, at: 1)
    if let found = try find.integers(1) {
      numbers[stream] = found[0]
      return found[0]
    }
    let add = try RawRow(db, "INSERT INTO records_stream (id) VALUES (?)")
    add.bind(stream.bytes, at: 1)
    try add.run()
    let number = db.lastInsertedRowID
    numbers[stream] = number
    return number
  }

  /// Writes a batch and answers which streams must be projected again as a whole.
  func write(_ db: Database, _ batch: Batch) throws -> [StreamID: UInt64] {
    var dirty = batch.dirty
    var streams: [Int64] = []
    streams.reserveCapacity(batch.heads.count)
    for head in batch.heads {
      streams.append(try number(db, of: head.stream))
      guard let id = head.id else {
        try noteErased(db, head)
        continue
      }
      if let target = head.corrects {
        try noteCorrection(db, of: target)
        dirty[head.stream] = .max
      }
      if !corrected.isEmpty, corrected.contains(id) { dirty[head.stream] = .max }
    }
    for feature in mapper.projections.indices where suffixes[feature] != nil {
      try write(db, feature: feature, batch, streams, &dirty)
    }
    return dirty
  }

  func noteErased(_ db: Database, _ entries: [ReadEntry]) throws {
    for case .erased(let position, let stream, _) in entries {
      try noteErased(db, EntryHead(position: position, stream: stream, sortKey: .min))
    }
  }

  private func noteErased(_ db: Database, _ head: EntryHead) throws {
    let note = try RawRow(db, "INSERT OR IGNORE INTO records_erased (entry, stream) VALUES (?, ?)")
    note.bind(head.position, at: 1)
    note.bind(try number(db, of: head.stream), at: 2)
    try note.run()
  }

  private func noteCorrection(_ db: Database, of target: EntryID) throws {
    guard corrected.insert(target).inserted else { return }
    let note = try RawRow(db, "INSERT OR IGNORE INTO records_correction (target) VALUES (?)")
    note.bind(target.bytes, at: 1)
    try note.run()
  }

  private func write(
    _ db: Database, feature: Int, _ batch: Batch, _ streams: [Int64], _ dirty: inout [StreamID: UInt64]
  ) throws {
    for (index, table) in mapper.projections[feature].tables.enumerated() where !batch.rows[feature].tables[index].owners.isEmpty
    {
      let rows = batch.rows[feature].tables[index]
      switch table.kind {
      case .entries: try writeEntries(db, inserts[feature][index], rows, table.columns.count, batch.heads, streams)
      case .subjects, .items:
        let late = try writeStates(db, feature: feature, index, rows, batch.heads, streams)
        for stream in late { dirty[stream, default: 0] |= 1 << UInt64(feature) }
      }
    }
  }

  private func writeEntries(
    _ db: Database, _ sql: String, _ rows: FeatureRows.TableRows, _ width: Int, _ heads: [EntryHead], _ streams: [Int64]
  ) throws {
    let insert = try RawRow(db, sql)
    var last: Int32 = -1
    var ordinal: Int64 = 0
    for (row, owner) in rows.owners.enumerated() {
      ordinal = owner == last ? ordinal + 1 : 0
      last = owner
      let position = heads[Int(owner)].position
      insert.bind(position * RecordTable.rowsPerEntry + ordinal, at: 1)
      insert.bind(position, at: 2)
      insert.bind(streams[Int(owner)], at: 3)
      let start = row * width
      for column in 0..<width { insert.bind(rows.values[start + column], at: Int32(column) + 4) }
      try insert.run()
    }
  }

  /// The streams for which a row is older than what stands there already.
  private func writeStates(
    _ db: Database, feature: Int, _ index: Int, _ rows: FeatureRows.TableRows, _ heads: [EntryHead], _ streams: [Int64]
  ) throws -> [StreamID] {
    let table = mapper.projections[feature].tables[index]
    let isKeyed = table.kind == .items
    let key = isKeyed ? " AND \(table.columns[0].name) = ?" : ""
    let find = try RawRow(db, "SELECT sortKey, entry FROM \(table.name)\(suffixes[feature] ?? "") WHERE stream = ?\(key)")
    let put = try RawRow(db, inserts[feature][index])
    let width = table.columns.count
    var late: [StreamID] = []
    for (row, owner) in rows.owners.enumerated() {
      let head = heads[Int(owner)]
      let stream = streams[Int(owner)]
      find.bind(stream, at: 1)
      if isKeyed { find.bind(rows.values[row * width], at: 2) }
      if let there = try find.integers(2), (there[0], there[1]) > (head.sortKey, head.position) {
        late.append(head.stream)
        continue
      }
      put.bind(stream, at: 1)
      put.bind(head.sortKey, at: 2)
      put.bind(head.position, at: 3)
      for column in 0..<width { put.bind(rows.values[row * width + column], at: Int32(column) + 4) }
      try put.run()
    }
    return late
  }

  /// Clears a stream's rows of some features and projects its facts again, in the order of what happened.
  ///
  /// - Throws: `FeatureFault` when a feature cannot take a fact that counts.
  func project(_ db: Database, stream: StreamID, features: UInt64, from source: any FactSource, upTo position: Int64) throws {
    let entries = try source.entries(of: stream, upTo: position)
    let facts = entries.compactMap { entry in if case .fact(let fact) = entry { fact } else { nil } }
    let erased = entries.compactMap { entry in if case .erased(let position, _, _) = entry { position } else { nil } }
    try project(db, stream: stream, features: features, standings: StreamFold.standings(facts), erased: erased)
  }

  /// - Parameter erased: entries whose content is gone; nil when the tables are new and there is nothing to clear.
  func project(_ db: Database, stream: StreamID, features: UInt64, standings: [StandingFact], erased: [Int64]?) throws {
    let stream = try number(db, of: stream)
    for feature in mapper.projections.indices where features & (1 << UInt64(feature)) != 0 {
      guard let suffix = suffixes[feature] else { continue }
      let batch = try mapper.map(stream: standings, feature: feature)
      if let erased {
        let taken = standings.map(\.opened.fact).filter { mapper.takes($0.draft.type, feature: feature) }.map(\.position)
        for table in mapper.projections[feature].tables {
          try clear(db, "\(table.name)\(suffix)", table.kind, stream: stream, positions: taken + erased)
        }
      }
      var late: [StreamID: UInt64] = [:]
      try write(db, feature: feature, batch, Array(repeating: stream, count: batch.heads.count), &late)
    }
  }

  private func clear(_ db: Database, _ table: String, _ kind: RecordTable.Kind, stream: Int64, positions: [Int64]) throws {
    guard kind == .entries else {
      let delete = try RawRow(db, "DELETE FROM \(table) WHERE stream = ?")
      delete.bind(stream, at: 1)
      return try delete.run()
    }
    let delete = try RawRow(db, "DELETE FROM \(table) WHERE id BETWEEN ? AND ?")
    for position in positions {
      delete.bind(position * RecordTable.rowsPerEntry, at: 1)
      delete.bind((position + 1) * RecordTable.rowsPerEntry - 1, at: 2)
      try delete.run()
    }
  }
}
