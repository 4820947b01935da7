import Base
import Foundation
import GRDB

/// What is to be erased of a stream.
package struct ErasureTarget: Sendable, Hashable {
  package var stream: StreamID
  /// The retention classes whose keys go; nil for all, which gives up the stream's claims and closes it for ever.
  package var retentions: Set<String>?

  package init(_ stream: StreamID, retentions: Set<String>? = nil) {
    self.stream = stream
    self.retentions = retentions
  }
}

/// A code for why something is erased. Never words: they would stand in the journal for ever.
package struct ErasureReason: Sendable, Hashable, CustomStringConvertible {
  package let code: String

  /// Small letters, digits, dots, colons and hyphens, 2 to 64 of them, no five digits in a row; nil for anything else.
  package init?(_ code: String) {
    guard code.wholeMatch(of: /[a-z][a-z0-9.:-]{1,63}/) != nil, code.firstMatch(of: /[0-9]{5}/) == nil else { return nil }
    self.code = code
  }

  private init(known code: String) { self.code = code }

  /// The citizen asked for it.
  package static let citizenRequest = ErasureReason(known: "citizen-request")
  /// It should never have been registered.
  package static let mistake = ErasureReason(known: "mistake")
  /// The time to keep it is over.
  package static let retention = ErasureReason(known: "retention")

  package var description: String { code }
}

/// What an erasure would take.
package struct ErasurePreview: Sendable, Hashable {
  /// One stream, or the classes of it that were asked for.
  package struct Line: Sendable, Hashable {
    package var stream: StreamID
    /// True when the stream is closed for ever.
    package var whole: Bool
    /// The retention classes that still have a key.
    package var retentions: [String]
    package var keys: Int
    /// Entries that can be read now and could not be read any more.
    package var entries: Int64
    package var attachments: Int
    /// Entries of the stream that stay readable.
    package var kept: Int64
  }

  package var lines: [Line]
  package var keys: Int { lines.reduce(0) { $0 + $1.keys } }
  package var entries: Int64 { lines.reduce(0) { $0 + $1.entries } }
  package var attachments: Int { lines.reduce(0) { $0 + $1.attachments } }
}

/// What an erasure did.
package struct ErasureReport: Sendable, Hashable {
  /// The streams that lost keys with this call.
  package var streams: [StreamID] = []
  package var keys = 0
  package var entries: Int64 = 0
  package var attachments = 0
  /// Streams passed over because something was written in them since the preview.
  package var passedOver: [StreamID] = []
  /// The position of the entry that states it; nil when nothing was erased.
  package var position: Int64?
  /// Places of backups where it could not be noted, and why; and what could not be swept at once.
  package var remarks: [String] = []
}

/// Makes what was written about a subject unreadable for ever: its keys go, the entries stay as ciphertext in their chain.
package enum JournalErasure {
  /// What an erasure would take. Changes nothing.
  ///
  /// - Throws: `KeepingRefusal`: `unknownStream`, `ownStream`; or `JournalError`.
  package static func preview(_ journal: Journal, _ targets: [ErasureTarget]) throws -> ErasurePreview {
    let live = try liveKeys(journal)
    let lines = try merged(targets).map { target -> ErasurePreview.Line in
      guard target.stream != journal.ownStream else { throw KeepingRefusal.ownStream }
      let all = live[target.stream] ?? []
      let going = all.filter { target.retentions?.contains($0.retention) ?? true }
      let counts = try journal.counts(of: target.stream)
      let ids = Set(going.map(\.key))
      guard !all.isEmpty || !counts.isEmpty || journal.erasedStreams.contains(target.stream) else {
        throw KeepingRefusal.unknownStream(target.stream)
      }
      let readable = all.reduce(Int64(0)) { $0 + (counts[$1.key]?.entries ?? 0) }
      let entries = going.reduce(Int64(0)) { $0 + (counts[$1.key]?.entries ?? 0) }
      return ErasurePreview.Line(
        stream: target.stream, whole: target.retentions == nil, retentions: going.map(\.retention).sorted(), keys: ids.count,
        entries: entries, attachments: try journal.attachmentFiles(of: target.stream, keys: ids).count,
        kept: readable - entries)
    }
    return ErasurePreview(lines: lines)
  }

  /// Erases streams whole, or retention classes of them.
  ///
  /// First the keys go, then the attachments; then the journal states it in its own stream, the lists of erasures beside the
  /// backups are brought up to date, and `afterErasure` is called. When the process ends on the way, the next call, or
  /// `finish`, does what was left.
  /// - Parameters:
  ///   - folder: the data folder, where the backups are listed; nil when there is none.
  ///   - by: who decided it, a user's id.
  /// - Throws: `KeepingRefusal`, or `JournalError`.
  package static func erase(
    _ journal: Journal, folder: URL?, _ targets: [ErasureTarget], reason: ErasureReason, by: String,
    afterErasure: AfterErasure, progress: (KeepingProgress) throws -> Void = { _ in }
  ) async throws -> ErasureReport {
    _ = try preview(journal, targets)
    let now = journal.clock()
    let orders = merged(targets).map { ErasureOrder(target: $0, reason: reason.code, at: now) }
    return try await carryOut(
      journal, folder: folder, orders, by: by, afterErasure: afterErasure, progress: progress)
  }

  /// Does what an interrupted erasure left undone: states keys that are gone and not yet stated, and notes them beside the
  /// backups. Nothing happens when all is done.
  package static func finish(
    _ journal: Journal, folder: URL?, by: String = "system", afterErasure: AfterErasure
  ) async throws -> ErasureReport {
    let orders = try journal.unstated().compactMap { line -> ErasureOrder? in
      guard let stream = StreamID(line.stream), let at = Instant(utcText: line.at) else { return nil }
      return ErasureOrder(
        target: ErasureTarget(stream, retentions: line.whole ? nil : Set(line.retentions)), reason: line.reason, at: at)
    }
    return try await carryOut(journal, folder: folder, orders, by: by, afterErasure: afterErasure) { _ in }
  }

  /// So many streams between two groups of the writer: the file of keys is rewritten once for all of them.
  private static let batch = 256

  static func carryOut(
    _ journal: Journal, folder: URL?, _ orders: [ErasureOrder], by: String, afterErasure: AfterErasure,
    progress: (KeepingProgress) throws -> Void
  ) async throws -> ErasureReport {
    var report = ErasureReport()
    for start in stride(from: 0, to: orders.count, by: batch) {
      let end = min(start + batch, orders.count)
      let done = try journal.destroyKeys(Array(orders[start..<end]))
      report.attachments += done.attachments
      report.passedOver += done.passedOver
      try progress(KeepingProgress(.erasing, done: Int64(end), total: Int64(orders.count)))
    }
    if !orders.isEmpty { report.remarks += journal.sweepLog() }
    let streams = try await journal.stateErasures(by: by, into: &report)
    if let folder { report.remarks += try note(journal, folder: folder) }
    report.streams = streams
    if !streams.isEmpty { try await afterErasure(streams) }
    return report
  }

  /// Brings the lists of erasures beside all known backups up to date: after connecting a disk that was away.
  ///
  /// - Returns: the places that are not up to date, and why.
  package static func note(_ journal: Journal, folder: URL) throws -> [String] {
    let register = try BackupRegister.update(
      folder, at: journal.clock(), notes: { try ErasureLog.notes(of: journal.id, in: journal.keys.database) })
    return register.places.compactMap { place in place.trouble.map { "\(place.root): \($0)" } }
  }

  /// Writes the list of all erasures to a file, for a backup at a place that the journal does not know.
  package static func export(_ journal: Journal, to file: URL) throws {
    let notes = try ErasureLog.notes(of: journal.id, in: journal.keys.database)
    try ErasureLog(notedAt: journal.clock().utcText, notes: notes).write(to: file)
  }

  static func liveKeys(_ journal: Journal) throws -> [StreamID: [KeyRing.ListedKey]] {
    Dictionary(grouping: try journal.liveKeys(), by: \.stream)
  }

  /// One target a stream, in the order first named.
  private static func merged(_ targets: [ErasureTarget]) -> [ErasureTarget] {
    var order: [StreamID] = []
    var byStream: [StreamID: ErasureTarget] = [:]
    for target in targets {
      guard let earlier = byStream[target.stream] else {
        order.append(target.stream)
        byStream[target.stream] = target
        continue
      }
      let both = earlier.retentions.flatMap { old in target.retentions.map { old.union($0) } }
      byStream[target.stream] = ErasureTarget(target.stream, retentions: both)
    }
    return order.compactMap { byStream[$0] }
  }
}

/// One erasure to carry out, now or again.
struct ErasureOrder: Sendable {
  var target: ErasureTarget
  var reason: String
  var at: Instant
  /// What orders have in common that can be carried out together.
  struct Why: Hashable {
    var reason: String
    var at: Instant
  }

  var why: Why { Why(reason: reason, at: at) }
  /// Passed over when the stream has another version by then.
  var ifVersion: Int64?
}

extension Journal {
  /// The stream in which the journal states what was done to itself: erasures and restores.
  package var ownStream: StreamID { StreamID(id) ?? StreamID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))) }

  /// What a key has sealed.
  struct KeyCount: Sendable, Hashable {
    var entries: Int64 = 0
    var last = Instant(milliseconds: .min)
  }

  /// How many entries of a stream each key has sealed, and when the last was recorded.
  func counts(of stream: StreamID) throws -> [KeyID: KeyCount] { try countsAndVersion(of: stream).counts }

  /// The same with the version the stream had then.
  func countsAndVersion(of stream: StreamID) throws -> (counts: [KeyID: KeyCount], version: Int64) {
    let page = 1000
    var counts: [KeyID: KeyCount] = [:]
    var version: Int64 = 0
    while true {
      let rows = try store.entries(of: stream, fromVersion: version + 1, upTo: .max, limit: page)
      for row in rows {
        let before = counts[row.keyID] ?? KeyCount()
        counts[row.keyID] = KeyCount(entries: before.entries + 1, last: max(before.last, row.recordedAt))
      }
      version = rows.last?.version ?? version
      if rows.count < page { return (counts, version) }
    }
  }

  /// The attachments of a stream that are there and were sealed with one of these keys.
  func attachmentFiles(of stream: StreamID, keys ids: Set<KeyID>) throws -> Set<AttachmentID> {
    guard !ids.isEmpty else { return [] }
    var found: Set<AttachmentID> = []
    for reference in try store.attachments(of: stream) where !found.contains(reference.attachment) {
      guard let handle = try? FileHandle(forReadingFrom: attachments.file(reference.attachment)) else { continue }
      let head = try? handle.read(upToCount: 17)
      try? handle.close()
      guard let head, head.count == 17, let key = KeyID(bytes: head.dropFirst()), ids.contains(key) else { continue }
      found.insert(reference.attachment)
    }
    return found
  }

  /// Takes the keys and attachments of some orders, between two groups of the writer.
  func destroyKeys(_ orders: [ErasureOrder]) throws -> (attachments: Int, passedOver: [StreamID]) {
    try writer.alone {
      try conditionBox.checkWritable()
      let (current, changed) = try unchanged(orders)
      for (why, part) in Dictionary(grouping: current, by: \.why) {
        let erasures = part.map { KeyRing.Erasure(stream: $0.target.stream, retentions: $0.target.retentions) }
        _ = try mapped { try keys.erase(erasures, at: why.at, reason: why.reason) }
      }
      let whole = current.filter { $0.target.retentions == nil }
      if !whole.isEmpty {
        try wipesWhatItDeletes()
        try store.write { transaction in for order in whole { try transaction.removeClaims(of: order.target.stream) } }
      }
      // All keys that are gone, not only those of this call: an interrupted erasure may have left files.
      let gone = Dictionary(grouping: try keys.erasedKeys(), by: \.stream)
      var count = 0
      for order in current {
        let (stream, keys) = (order.target.stream, gone[order.target.stream] ?? [])
        count += try attachmentFiles(of: stream, keys: Set(keys.map(\.key))).count
        try attachments.sweep(keys: keys, references: try store.attachments(of: stream))
      }
      return (count, changed.map(\.target.stream))
    }
  }

  /// The orders whose streams are as they were when the order was given, and the others.
  private func unchanged(_ orders: [ErasureOrder]) throws -> (current: [ErasureOrder], changed: [ErasureOrder]) {
    guard orders.contains(where: { $0.ifVersion != nil }) else { return (orders, []) }
    let versions = try store.write { transaction in
      try orders.map { try transaction.head(of: $0.target.stream)?.version ?? 0 }
    }
    let pairs = zip(orders, versions).map { (order: $0, isCurrent: $0.ifVersion == nil || $0.ifVersion == $1) }
    return (pairs.filter(\.isCurrent).map(\.order), pairs.filter { !$0.isCurrent }.map(\.order))
  }

  /// A claim is a keyed digest of something personal: its bytes are to be overwritten, not only set free.
  private func wipesWhatItDeletes() throws {
    guard let store = store as? SQLiteStore else { return }
    try mapped { try store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") } }
  }

  /// Empties the log of the journal's database, where deleted claims would linger.
  func sweepLog() -> [String] {
    guard let database = (store as? SQLiteStore)?.database as? DatabasePool else { return [] }
    do {
      try writer.alone { try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) } }
      return []
    } catch {
      return ["The log of the journal's database is in use and is emptied at the next checkpoint: \(error)"]
    }
  }
}
