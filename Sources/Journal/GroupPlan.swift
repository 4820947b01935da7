import Base
import Crypto
import Foundation
import Synchronization

/// Decides, inside one transaction, what becomes of a group of acts: each is written whole or refused whole.
struct GroupPlan {
  private struct ClaimName: Hashable {
    var scope: String
    var value: [UInt8]
  }

  private let transaction: any JournalTransaction
  private let keys: [KeyRing.Pair: KeyRing.State]
  private let known: HeadCache
  private var recordedAt: Instant
  private var position: Int64

  private(set) var entries: [SealedEntry] = []
  private var contents: [[UInt8]] = []
  private var secrets: [SymmetricKey] = []
  private var receipts: [ActID: StoredReceipt] = [:]
  private var ids: Set<EntryID> = []
  /// Heads after the acts planned so far. The hash of a head is known only after sealing.
  private var versions: [StreamID: Int64] = [:]
  private var before: [StreamID: Digest32] = [:]
  private var holders: [ClaimName: StreamID?] = [:]
  private var taken: [(claim: Claim, position: Int64)] = []
  private var released: [Claim] = []
  private var references: [AttachmentReference] = []

  init(
    in transaction: any JournalTransaction, keys: [KeyRing.Pair: KeyRing.State], known: HeadCache, now: Instant
  ) throws {
    self.transaction = transaction
    self.keys = keys
    self.known = known
    let last = try transaction.last()
    position = last?.position ?? 0
    recordedAt = max(now, last?.recordedAt ?? now)
  }

  mutating func decide(_ act: PreparedAct) throws -> Result<Receipt, AppendRefusal> {
    if let earlier = try receipts[act.id] ?? transaction.receipt(of: act.id) {
      guard earlier.digest == act.digest else { return .failure(.sameIdOtherContent("act \(act.id)")) }
      return .success(Receipt(act: act.id, positions: earlier.first...earlier.last, repeated: true))
    }
    guard !act.facts.isEmpty else { return .failure(.empty) }
    if let refusal = try refusal(of: act) { return .failure(refusal) }
    let first = position + 1
    for fact in act.facts { try add(fact, act: act.id) }
    try settle(act, at: first)
    receipts[act.id] = StoredReceipt(act: act.id, digest: act.digest, first: first, last: position)
    return .success(Receipt(act: act.id, positions: first...position, repeated: false))
  }

  private mutating func refusal(of act: PreparedAct) throws -> AppendRefusal? {
    var own: Set<EntryID> = []
    for fact in act.facts {
      if ids.contains(fact.id) || !own.insert(fact.id).inserted { return .sameIdOtherContent("entry \(fact.id)") }
      if try transaction.holds(fact.id) { return .sameIdOtherContent("entry \(fact.id)") }
      if case .erased? = keys[fact.pair] { return .erased(fact.pair.stream) }
    }
    for (stream, expected) in act.expects.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
      let found = try version(of: stream)
      if found != expected { return .conflict(stream, expected: expected, found: found) }
    }
    for claim in act.claims {
      if let holder = try holder(of: claim), holder != claim.stream,
        !act.releases.contains(Claim(scope: claim.scope, value: claim.value, stream: holder))
      {
        return .taken(scope: claim.scope)
      }
    }
    for (index, claim) in act.claims.enumerated() {
      let rival = act.claims[..<index].contains {
        $0.scope == claim.scope && $0.value == claim.value && $0.stream != claim.stream
      }
      if rival { return .taken(scope: claim.scope) }
    }
    return nil
  }

  private mutating func version(of stream: StreamID) throws -> Int64 {
    if let version = versions[stream] { return version }
    let head = try known[stream] ?? transaction.head(of: stream) ?? StreamHead(version: 0, hash: .zero)
    versions[stream] = head.version
    before[stream] = head.hash
    return head.version
  }

  private mutating func add(_ fact: PreparedFact, act: ActID) throws {
    guard case .live(let keyID, let key)? = keys[fact.pair] else {
      throw JournalError(.keyMissing, "No key was made for a stream that is written to.")
    }
    let stream = fact.pair.stream
    let version = try version(of: stream) + 1
    position += 1
    versions[stream] = version
    ids.insert(fact.id)
    entries.append(
      SealedEntry(
        position: position, stream: stream, version: version, id: fact.id, act: act, recordedAt: recordedAt, keyID: keyID,
        previous: .zero))
    contents.append(fact.content)
    secrets.append(key)
    for attachment in fact.attachments {
      references.append(AttachmentReference(attachment: attachment, position: position, stream: stream))
    }
  }

  private func holder(of claim: Claim) throws -> StreamID? {
    if let holder = holders[ClaimName(scope: claim.scope, value: claim.value)] { return holder }
    return try transaction.holder(scope: claim.scope, value: claim.value)
  }

  private mutating func settle(_ act: PreparedAct, at position: Int64) throws {
    for claim in act.releases where try holder(of: claim) == claim.stream {
      holders[ClaimName(scope: claim.scope, value: claim.value)] = .some(nil)
      // A claim of this same group is not in the table yet.
      let own = taken.firstIndex { $0.claim == claim }
      if let own { taken.remove(at: own) } else { released.append(claim) }
    }
    for claim in act.claims where try holder(of: claim) == nil {
      holders[ClaimName(scope: claim.scope, value: claim.value)] = .some(claim.stream)
      taken.append((claim, position))
    }
  }
}

// MARK: - Writing

extension GroupPlan {
  /// Seals, chains and adds everything decided.
  mutating func write() throws {
    guard !entries.isEmpty else { return }
    try seal()
    chain()
    for claim in released { try transaction.remove(claim) }
    try transaction.add(entries)
    for receipt in receipts.values { try transaction.add(receipt) }
    for (claim, position) in taken { try transaction.add(claim, at: position) }
    for reference in references { try transaction.add(reference) }
  }

  private mutating func seal() throws {
    let (contents, secrets) = (contents, secrets)
    try entries.inChunks(smallest: 24) { start, chunk in
      var plain = SealedEntry.emptyPlain
      for index in chunk.indices {
        try chunk[index].seal(contents[start + index], with: secrets[start + index], plain: &plain)
      }
    }
  }

  /// Each entry takes the hash of the one before it in its stream: in order, one after the other.
  private mutating func chain() {
    var plain = SealedEntry.emptyPlain
    for index in entries.indices {
      let stream = entries[index].stream
      entries[index].previous = before[stream] ?? .zero
      let hash = entries[index].computedHash(plain: &plain)
      entries[index].hash = hash
      before[stream] = hash
    }
  }

  /// Where the streams stand once this is committed.
  var heads: [StreamID: StreamHead] {
    var heads: [StreamID: StreamHead] = [:]
    for (stream, version) in versions where version > 0 {
      heads[stream] = StreamHead(version: version, hash: before[stream] ?? .zero)
    }
    return heads
  }
}

/// Heads of streams written to lately; the table is asked for the others. One object, so that no group copies it.
final class HeadCache: Sendable {
  static let limit = 100_000
  private let heads = Mutex<[StreamID: StreamHead]>([:])

  subscript(stream: StreamID) -> StreamHead? { heads.withLock { $0[stream] } }

  func update(_ new: [StreamID: StreamHead]) {
    heads.withLock { heads in
      if heads.count + new.count > Self.limit { heads.removeAll() }
      heads.merge(new) { _, new in new }
    }
  }
}

extension Array where Element: Sendable {
  /// Works on slices of the array on all cores; a small array on the caller's own.
  mutating func inChunks(
    smallest: Int, _ body: @Sendable (_ start: Int, UnsafeMutableBufferPointer<Element>) throws -> Void
  ) throws {
    let parts = Swift.min(Cores.count * 2, count / smallest)
    try withUnsafeMutableBufferPointer { buffer in
      guard parts > 1 else { return try body(0, buffer) }
      let failure = FirstFailure()
      let size = (buffer.count + parts - 1) / parts
      // Each part touches its own slice only.
      nonisolated(unsafe) let shared = buffer
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let start = part * size
        let end = Swift.min(start + size, shared.count)
        guard start < end else { return }
        do { try body(start, UnsafeMutableBufferPointer(rebasing: shared[start..<end])) } catch { failure.note(error, part) }
      }
      try failure.check()
    }
  }
}

/// Asked for once: the answer costs a read of the system's files.
private enum Cores { static let count = ProcessInfo.processInfo.activeProcessorCount }
