import Journal

/// The journal as a source of facts.
package struct JournalSource: FactSource {
  private let journal: Journal

  package init(_ journal: Journal) { self.journal = journal }

  package func read(from position: Int64, limit: Int) throws -> [ReadEntry] {
    do {
      return try journal.read(from: position, limit: limit)
    } catch let error as JournalError where error.code == .newer {
      throw RecordsError.newer(NewerFact(position: error.position ?? position, type: error.message, schema: 0))
    }
  }

  package func entries(of stream: StreamID, upTo position: Int64) throws -> [ReadEntry] {
    try journal.stream(stream, upTo: position)
  }

  package func lastPosition() throws -> Int64 { try journal.head }
}
