import Base
import GRDB
import Journal

extension RecordsEngine {
  /// The Records of a few streams as they were when the journal had come to a position, in memory.
  ///
  /// The same projections fill the same tables, so that every query answers as it did then.
  /// - Throws: `RecordsError.newer`; a `ProjectionFault` when a feature could not take a fact then either.
  package func replay(_ streams: [StreamID], asOf position: Int64) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(configuration: Self.configuration())
    try queue.write { db in
      try Self.createEngineTables(db)
      for projection in mapper.projections {
        for table in projection.tables { try db.execute(sql: table.createSQL(suffix: "__new")) }
      }
      let writer = BatchWriter(mapper: mapper, suffixes: mapper.projections.map { _ in "__new" })
      for stream in streams { try replay(stream, asOf: position, writer, db) }
      for projection in mapper.projections { try Self.swapIn(projection, db, position: position) }
    }
    return queue
  }

  private func replay(_ stream: StreamID, asOf position: Int64, _ writer: BatchWriter, _ db: Database) throws {
    var facts: [Fact] = []
    var erased: [EntryHead] = []
    for entry in try source.entries(of: stream, upTo: position) {
      switch entry {
      case .erased(let position, let stream, _): erased.append(EntryHead(position: position, stream: stream, sortKey: .min))
      case .fact(let fact):
        if mapper.isNewer(fact) {
          throw RecordsError.newer(NewerFact(position: fact.position, type: fact.draft.type, schema: fact.draft.schema))
        }
        facts.append(fact)
      }
    }
    var batch = mapper.map([], after: [])
    batch.heads = erased
    _ = try writer.write(db, batch)
    do {
      try writer.project(db, stream: stream, features: .max, standings: StreamFold.standings(facts), erased: nil)
    } catch let fault as FeatureFault {
      throw ProjectionFault("\(mapper.projections[fault.feature].feature) at \(fault.position): \(fault.reason)")
    }
  }
}
