import Base
import Crypto
import Foundation

extension Journal {
  /// The last position that has been written; 0 when there is none.
  package var head: Int64 {
    get throws {
      if case .writable = condition { return writer.position }
      return try store.last()?.position ?? 0
    }
  }

  /// Entries from a position, included, in the order of positions, without a hole that could still be filled.
  ///
  /// When an entry in the middle cannot be read, those before it are returned, and the next call throws.
  /// - Throws: `JournalError` naming the position: `newer`, `damaged`, `keyMissing`. Such an entry is never skipped.
  package func read(from position: Int64, limit: Int = 1000) throws -> [ReadEntry] {
    try open(try store.entries(from: position, limit: limit))
  }

  /// The entries of a stream in order, up to a position, included; of all types or some.
  package func stream(_ id: StreamID, upTo: Int64? = nil, types: Set<String>? = nil) throws -> [ReadEntry] {
    let rows = try store.entries(of: id, fromVersion: 1, upTo: upTo ?? .max, limit: .max)
    let entries = try open(rows, whole: true)
    guard let types else { return entries }
    return entries.filter { entry in
      if case .fact(let fact) = entry { return types.contains(fact.draft.type) }
      return true
    }
  }

  /// One entry; nil when there is none with this id.
  package func entry(_ id: EntryID) throws -> ReadEntry? {
    guard let row = try store.entry(id) else { return nil }
    return try open([row], whole: true).first
  }

  /// The entries at these positions, in one statement: the sealed texts of a page that Records have given the positions of.
  ///
  /// - Throws: `JournalError` naming the position when one of them cannot be read.
  package func entries(at positions: some Sequence<Int64>) throws -> [ReadEntry] {
    let wanted = Set(positions)
    return wanted.isEmpty ? [] : try open(try store.entries(at: wanted.sorted()), whole: true)
  }

  /// How many entries a stream has, for an act that expects no more; 0 for a stream that does not exist.
  package func version(of stream: StreamID) throws -> Int64 { try mapped { try store.version(of: stream) } }

  /// The receipt of an act that was written; nil for one that was not.
  package func receipt(of act: ActID) throws -> Receipt? {
    try store.receipt(of: act).map { Receipt(act: act, positions: $0.first...$0.last, repeated: true) }
  }

  /// Who holds a value; nil when it is free.
  package func claim(scope: String, value: [UInt8]) throws -> StreamID? { try store.holder(scope: scope, value: value) }

  /// Opens rows on all cores.
  ///
  /// - Parameter whole: throws for any row that cannot be opened; otherwise only when it is the first.
  func open(_ rows: [SealedEntry], whole: Bool = false) throws -> [ReadEntry] {
    guard !rows.isEmpty else { return [] }
    let keys = try mapped { try self.keys.forOpening(Set(rows.map(\.keyID))) }
    var slots = [ReadEntry?](repeating: nil, count: rows.count)
    var trouble: JournalError?
    do {
      let known = options.knownSchemas
      try slots.inChunks(smallest: 64) { start, chunk in
        var opener = EntryOpener(keys: keys, knownSchemas: known)
        for index in chunk.indices { chunk[index] = try opener.open(rows[start + index]) }
      }
    } catch {
      trouble = JournalError(storage: error)
    }
    guard let trouble else { return slots.compactMap { $0 } }
    conditionBox.note(trouble)
    let good = slots.prefix { $0 != nil }.compactMap { $0 }
    if whole || good.isEmpty { throw trouble }
    return good
  }
}

/// Opens entries one after another.
struct EntryOpener {
  let keys: [KeyID: KeyRing.State]
  let knownSchemas: [String: Int]?
  private var reader = SealedPartReader()
  private var plain = SealedEntry.emptyPlain

  init(keys: [KeyID: KeyRing.State], knownSchemas: [String: Int]?) {
    self.keys = keys
    self.knownSchemas = knownSchemas
  }

  mutating func open(_ row: SealedEntry) throws -> ReadEntry {
    guard row.format == SealedEntry.currentFormat else {
      throw JournalError(.newer, "An entry has format \(row.format), which this program does not know.", position: row.position)
    }
    switch keys[row.keyID] {
    case .erased?: return .erased(position: row.position, stream: row.stream, version: row.version)
    case nil:
      throw JournalError(
        .keyMissing, "The key of an entry is not in the file of keys, and was not erased. Restore Keys.sqlite.",
        position: row.position)
    case .live(_, let key)?: return .fact(try fact(row, key))
    }
  }

  private mutating func fact(_ row: SealedEntry, _ key: SymmetricKey) throws -> Fact {
    guard let content = try? row.open(with: key, plain: &plain) else {
      throw JournalError(.damaged, "An entry has been changed since it was written.", position: row.position)
    }
    let draft: FactDraft
    do throws(DecodingFailure) {
      draft = try decode(content, row)
    } catch .newer(let what) {
      throw JournalError(.newer, "An entry was written by a newer program: \(what).", position: row.position)
    } catch .malformed(let what) {
      throw JournalError(.damaged, "An entry's content cannot be read: \(what).", position: row.position)
    }
    if let knownSchemas, draft.schema > knownSchemas[draft.type] ?? 0 {
      throw JournalError(
        .newer, "This program does not know \(draft.type) of schema \(draft.schema).", position: row.position)
    }
    return Fact(
      position: row.position, version: row.version, act: row.act, recordedAt: row.recordedAt, draft: draft)
  }

  private mutating func decode(_ content: Data, _ row: SealedEntry) throws(DecodingFailure) -> FactDraft {
    let result: Result<FactDraft, DecodingFailure> = content.withUnsafeBytes { bytes in
      Result { () throws(DecodingFailure) in try reader.decode(bytes, id: row.id, stream: row.stream) }
    }
    return try result.get()
  }
}
