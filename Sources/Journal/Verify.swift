import Base
import Foundation

/// The first thing that is wrong in a journal.
package struct Finding: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of wrong it is.
  package enum Kind: String, Sendable {
    /// An entry is not what was hashed.
    case changed
    /// One or more entries are gone.
    case removed
    /// An entry stands in another place of its stream.
    case reordered
    /// Entries agree with each other, but not with the seal over them.
    case rewritten
    /// A seal is not what was signed, or one is gone.
    case badSeal
    /// A key is gone that was not erased.
    case keyMissing
    /// The storage cannot read it.
    case unreadable
  }

  package var kind: Kind
  /// The first position that is wrong, or the first of the seal that does not agree.
  package var position: Int64
  /// The entry, where it is a single one that is there.
  package var entry: EntryID?
  /// The seal by which it was found.
  package var seal: Int64?
  /// What was found, in plain words.
  package var message: String

  package var description: String {
    "\(kind.rawValue) at position \(position)\(entry.map { ", entry \($0)" } ?? ""): \(message)"
  }
}

/// What `verify` went through and found.
package struct VerifyReport: Sendable {
  package var journal: String
  /// Entries that agree with their chain.
  package var entries: Int64 = 0
  /// Seals that agree with their entries.
  package var seals: Int64 = 0
  /// Seals that were also found in the anchor.
  package var anchored: Int64 = 0
  /// Entries after the last seal: chained, but not yet signed for.
  package var unsealed: Int64 = 0
  /// Whether the signatures were checked with a key from outside.
  package var signaturesChecked = false
  /// The first thing that is wrong; nil when all is sound.
  package var finding: Finding?
  /// True when nothing is wrong.
  package var isSound: Bool { finding == nil }
}

extension Journal {
  /// Goes through every entry and seal and names the first that was changed, removed, reordered or rewritten.
  ///
  /// - Parameters:
  ///   - anchor: the seals kept outside; without them a journal rewritten whole with the signing key is not found.
  ///   - publicKey: checks the signatures; nil takes the key that the journal was opened with.
  ///   - progress: told the position now and then.
  package func verify(
    anchor: [AnchorLine]? = nil, publicKey: SealKey.Public? = nil, progress: (Int64) -> Void = { _ in }
  ) throws -> VerifyReport {
    let key = publicKey ?? options.sealKey?.publicKey
    var auditor = Auditor(journal: store.journalID, anchor: anchor ?? [], publicKey: key)
    do {
      try auditor.run(store: store, keys: keys, progress: progress)
    } catch let finding as Finding {
      auditor.report.finding = finding
      conditionBox.note(JournalError(.damaged, finding.message, position: finding.position))
    }
    return auditor.report
  }
}

/// One walk through the journal.
private struct Auditor {
  static let batch = 4096
  var report: VerifyReport
  private let anchor: [Int64: AnchorLine]
  private let foreign: AnchorLine?
  private let publicKey: SealKey.Public?
  private var walker = ChainWalker(from: 1, knowsAll: true)
  private var progress = SealProgress()
  private var pending: ArraySlice<Seal> = []
  private var lastSeal: Seal?
  private var knownKeys: Set<KeyID> = []

  init(journal: String, anchor: [AnchorLine], publicKey: SealKey.Public?) {
    report = VerifyReport(journal: journal, signaturesChecked: publicKey != nil)
    self.anchor = Dictionary(anchor.filter { $0.journal == journal }.map { ($0.number, $0) }) { first, _ in first }
    foreign = self.anchor.isEmpty ? anchor.first : nil
    self.publicKey = publicKey
  }

  mutating func run(store: any JournalStore, keys: KeyRing, progress told: (Int64) -> Void) throws {
    if let foreign {
      throw Finding(
        kind: .rewritten, position: 1, seal: foreign.number,
        message: "The anchor belongs to the journal \(foreign.journal); this one is \(report.journal).")
    }
    pending = try store.seals(from: 1, limit: .max)[...]
    var limit = Self.batch
    while true {
      let rows: [SealedEntry]
      do {
        rows = try store.entries(from: walker.next, limit: limit)
      } catch let error as JournalError {
        // Smaller steps, until the entry stands alone that cannot be read.
        if limit == 1 { throw Finding(kind: .unreadable, position: walker.next, message: error.description) }
        limit = max(1, limit / 8)
        continue
      }
      if rows.isEmpty { break }
      try check(rows, keys)
      told(walker.next - 1)
    }
    report.unsealed = Int64(progress.count)
    try checkEnd()
  }

  private mutating func check(_ rows: [SealedEntry], _ keys: KeyRing) throws {
    let hashes = try ChainWalker.hashes(of: rows)
    let unknown = Set(rows.map(\.keyID)).subtracting(knownKeys)
    let found = try keys.forOpening(unknown)
    knownKeys.formUnion(found.keys)
    for (row, hash) in zip(rows, hashes) {
      try walker.step(row, computed: hash)
      guard knownKeys.contains(row.keyID) else {
        throw Finding(
          kind: .keyMissing, position: row.position, entry: row.id,
          message: "The key of the entry is not in the file of keys, and was not erased.")
      }
      report.entries += 1
      progress.add(row)
      if let seal = pending.first, row.position >= seal.last { try check(seal) }
    }
  }

  private mutating func check(_ seal: Seal) throws {
    func wrong(_ kind: Finding.Kind, _ message: String) -> Finding {
      Finding(kind: kind, position: seal.first, seal: seal.number, message: "Seal \(seal.number): \(message)")
    }
    guard seal.number == (lastSeal?.number ?? 0) + 1, seal.previous == lastSeal?.hash ?? .zero else {
      throw wrong(.badSeal, "it does not follow the seal before it.")
    }
    guard seal.hash == seal.computedHash(journal: report.journal) else { throw wrong(.badSeal, "it has been changed.") }
    if let publicKey, !seal.isSigned(by: publicKey) { throw wrong(.badSeal, "it is not signed by the known key.") }
    if let line = anchor[seal.number] {
      guard line.hash == seal.hash else {
        throw wrong(.rewritten, "the anchor holds another seal: entries \(seal.first) to \(seal.last) were rewritten.")
      }
      report.anchored += 1
    }
    guard seal.first == progress.first, seal.last == progress.last, seal.content == progress.content() else {
      throw wrong(.rewritten, "entries \(seal.first) to \(seal.last) are not those that were sealed.")
    }
    report.seals += 1
    lastSeal = seal
    progress = SealProgress()
    pending = pending.dropFirst()
  }

  /// Nothing may be gone from the end.
  private func checkEnd() throws {
    if let seal = pending.first {
      throw Finding(
        kind: .removed, position: walker.next, seal: seal.number,
        message: "Entries up to \(seal.last) were sealed; the journal ends at \(walker.next - 1).")
    }
    let last = lastSeal?.number ?? 0
    if let line = anchor.values.filter({ $0.number > last }).min(by: { $0.number < $1.number }) {
      throw Finding(
        kind: .removed, position: (lastSeal?.last ?? 0) + 1, seal: line.number,
        message: "The anchor holds seal \(line.number) over entries up to \(line.last); the journal does not.")
    }
  }
}

/// Follows positions, versions and hashes from entry to entry.
struct ChainWalker {
  private(set) var next: Int64
  /// True when the walk began with the first entry, so that every head is known.
  private let knowsAll: Bool
  private var heads: [StreamID: StreamHead] = [:]
  private var recordedAt = Instant(milliseconds: .min)

  init(from position: Int64, knowsAll: Bool) {
    next = position
    self.knowsAll = knowsAll
  }

  static func hashes(of rows: [SealedEntry]) throws -> [Digest32] {
    var hashes = [Digest32](repeating: .zero, count: rows.count)
    try hashes.inChunks(smallest: 128) { start, chunk in
      var plain = SealedEntry.emptyPlain
      for index in chunk.indices { chunk[index] = rows[start + index].computedHash(plain: &plain) }
    }
    return hashes
  }

  mutating func step(_ row: SealedEntry, computed: Digest32) throws(Finding) {
    guard row.position == next else {
      let range = row.position - 1 == next ? "Entry \(next) is" : "Entries \(next) to \(row.position - 1) are"
      throw Finding(kind: .removed, position: next, message: "\(range) missing.")
    }
    guard row.hash == computed else {
      throw Finding(kind: .changed, position: row.position, entry: row.id, message: "The entry is not what was hashed.")
    }
    if let head = heads[row.stream] ?? (knowsAll ? StreamHead(version: 0, hash: .zero) : nil) {
      guard row.version == head.version + 1, row.previous == head.hash else {
        throw Finding(
          kind: .reordered, position: row.position, entry: row.id,
          message: "Version \(row.version) does not follow version \(head.version) of its stream.")
      }
    }
    guard row.recordedAt >= recordedAt else {
      throw Finding(
        kind: .reordered, position: row.position, entry: row.id, message: "It was recorded before the entry in front of it.")
    }
    heads[row.stream] = StreamHead(version: row.version, hash: row.hash)
    recordedAt = row.recordedAt
    next += 1
  }
}
