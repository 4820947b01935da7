import Base
import Journal

/// What has become of a fact.
package enum Standing: Int, Hashable, Sendable {
  /// It counts.
  case effective = 0
  /// Another entry replaced it.
  case corrected = 1
  /// It was withdrawn.
  case withdrawn = 2
}

/// A type of fact and the newest schema of it that this program reads.
package struct KnownType: Hashable, Sendable {
  package var type: String
  package var schema: Int

  package init(type: String, schema: Int) {
    self.type = type
    self.schema = schema
  }

  package init(_ payload: (some FactPayload).Type) { self.init(type: payload.type, schema: payload.schema) }

  /// The withdrawal of an entry, which the engine itself understands.
  package static let withdrawal = KnownType(type: "entry.withdrawn", schema: 1)
}

/// A fact whose payload is read once, however many projections want it.
package final class OpenedFact {
  package let fact: Fact
  private var payload: (any FactPayload)?

  package init(_ fact: Fact) { self.fact = fact }

  /// The payload.
  ///
  /// - Throws: `PayloadFault`, `PayloadSyntaxFault`.
  package func payload<Payload: FactPayload>(_ type: Payload.Type) throws -> Payload {
    if let known = payload as? Payload { return known }
    let read = try Payload(decoding: fact.draft.payload, schema: fact.draft.schema)
    payload = read
    return read
  }

  /// The day it happened, or began to, in days since 1970-01-01; nil when that is not known.
  package var day: Int? { fact.draft.occurredAt.firstDay?.dayNumber }
}

/// How a feature turns facts into rows. Pure: the same fact and standing always give the same rows.
package protocol Projection: Sendable {
  /// The feature, such as `measures`; its tables begin with this name.
  var feature: String { get }
  /// Raised whenever tables or rows change; the engine then builds the feature anew beside the old.
  var version: Int { get }
  var tables: [RecordTable] { get }
  var views: [RecordView] { get }
  /// The facts it takes, and how new.
  var types: [KnownType] { get }
  /// True when it wants facts that no longer count as well.
  var takesCorrected: Bool { get }
  /// The rows of a fact. What it throws stops this feature, and this feature only.
  func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws
}

extension Projection {
  package var views: [RecordView] { [] }
  package var takesCorrected: Bool { false }
}

/// Why a projection cannot take a fact; never with the content of the fact.
package struct ProjectionFault: Error, Hashable, Sendable {
  package var reason: String

  package init(_ reason: String) { self.reason = reason }
}

/// Where facts come from: the journal, or a list in a test.
package protocol FactSource: Sendable {
  /// Entries from a position on, in order, at most `limit`; empty at the end.
  func read(from position: Int64, limit: Int) throws -> [ReadEntry]
  /// The entries of a stream, in order, none later than a position.
  func entries(of stream: StreamID, upTo position: Int64) throws -> [ReadEntry]
  /// The position of the last entry; 0 when there is none.
  func lastPosition() throws -> Int64
}

/// The rows that a projection gives for a batch, table by table, ready to be bound.
package struct FeatureRows: Sendable {
  struct TableRows: Sendable {
    var values: [RecordValue] = []
    /// For each row the entry in the batch that gave it.
    var owners: [Int32] = []
  }

  var tables: [TableRows]
  private let widths: [Int]
  private var owner: Int32 = 0
  /// True when an entry has given more rows in one table than can be told apart.
  private(set) var overflow = false

  init(tables: [RecordTable]) {
    self.tables = tables.map { _ in TableRows() }
    widths = tables.map(\.columns.count)
  }

  /// Adds a row to the feature's n-th table; a table of subjects has one row a stream, and the later fact's row replaces it.
  package mutating func add(to table: Int, _ values: [RecordValue]) {
    precondition(values.count == widths[table], "a row has as many values as its table has columns")
    tables[table].values.append(contentsOf: values)
    let rows = tables[table].owners
    if rows.count >= RecordTable.rowsPerEntry, rows[rows.count - Int(RecordTable.rowsPerEntry)] == owner { overflow = true }
    tables[table].owners.append(owner)
  }

  mutating func begin(_ index: Int) {
    owner = Int32(index)
    overflow = false
  }

  /// Takes back the rows of an entry that failed halfway.
  mutating func takeBack(_ index: Int) {
    for table in tables.indices {
      while let last = tables[table].owners.last, last == Int32(index) {
        tables[table].owners.removeLast()
        tables[table].values.removeLast(widths[table])
      }
    }
  }
}
