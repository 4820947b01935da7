import Base
import Foundation
import GRDB
import Synchronization

@testable import Journal

/// A clock that a test sets.
final class SetClock: Sendable {
  private let milliseconds: Mutex<Int64>

  init(_ day: String = "2026-11-21") {
    milliseconds = Mutex(CivilDate(day).map { Instant(startOf: $0).milliseconds } ?? 0)
  }

  func set(_ day: String) {
    guard let date = CivilDate(day) else { return }
    milliseconds.withLock { $0 = Instant(startOf: date).milliseconds + 43_200_000 }
  }

  /// Each look is a millisecond later.
  @Sendable func now() -> Instant {
    Instant(
      milliseconds: milliseconds.withLock {
        $0 += 1
        return $0
      })
  }
}

/// A data folder, a place for backups beside it, and the keys to both.
final class Ground: Sendable {
  let top: URL
  let master = MasterKey.random()
  let sealKey = SealKey()
  let clock: SetClock

  init(clock: SetClock = SetClock()) throws {
    self.clock = clock
    top = FileManager.default.temporaryDirectory.appendingPathComponent("keeping-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: top, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: top) }

  var data: URL { top.appendingPathComponent("data") }
  var backups: URL { top.appendingPathComponent("backups") }
  var target: URL { top.appendingPathComponent("restored") }

  func open(_ folder: URL? = nil, anchor: (any SealAnchor)? = nil) throws -> Journal {
    var options = JournalOptions()
    options.sealKey = sealKey
    options.anchor = anchor
    return try Journal.open(folder: folder ?? data, master: master, options: options, clock: clock.now)
  }

  func backUp(_ journal: Journal?, keysInto: URL? = nil) throws -> BackupReport {
    try JournalBackup.make(
      of: data, journal: journal, into: backups, keysInto: keysInto, at: clock.now(), program: "test")
  }

  func restore(
    _ backup: URL, master: MasterKey? = nil, _ change: (inout JournalRestore.Options) -> Void = { _ in },
    afterErasure: AfterErasureIn = { _, _ in }
  ) async throws -> RestoreReport {
    var options = JournalRestore.Options()
    options.publicKey = sealKey.publicKey
    options.sealKey = sealKey
    change(&options)
    return try await JournalRestore.run(
      from: backup, into: target, master: master ?? self.master, options: options, clock: clock.now,
      afterErasure: afterErasure)
  }
}

func newStream() -> StreamID { StreamID(UUID()) }

func note(
  _ stream: StreamID, _ text: String, retention: String = "case", occurred: OccurredAt = .unknown,
  attachments: [AttachmentID] = []
) -> FactDraft {
  FactDraft(
    id: EntryID(UUID()), stream: stream, type: "note.written", occurredAt: occurred, recordedBy: "tester",
    retention: retention, attachments: attachments, payload: Array("{\"text\":\"\(text)\"}".utf8))
}

extension Journal {
  @discardableResult
  func write(_ facts: FactDraft..., claims: [Claim] = []) async throws -> Receipt {
    try await append(Act(id: ActID(UUID()), facts: facts, claims: claims))
  }

  /// What can be read of a stream.
  func texts(_ stream: StreamID) throws -> [String] {
    try self.stream(stream).compactMap { entry in
      guard case .fact(let fact) = entry else { return nil }
      return String(decoding: fact.draft.payload, as: UTF8.self)
    }
  }
}

/// The files below a folder in which these bytes stand. Only for folders that no database is open in.
func filesHolding(_ bytes: [UInt8], below folder: URL) throws -> [String] {
  let needle = Data(bytes)
  return try Disk.files(below: folder).filter { path in
    try Data(contentsOf: folder.appendingPathComponent(path)).range(of: needle) != nil
  }
}

/// The wrapped keys of a stream, as they stand in the file of keys.
func wrappedKeys(_ stream: StreamID, in keys: URL) throws -> [[UInt8]] {
  let database = try DatabaseQueue(path: keys.path)
  defer { try? database.close() }
  let rows = try database.read { db in
    try Data.fetchAll(
      db, sql: "SELECT wrapped FROM key WHERE stream = ? AND wrapped IS NOT NULL", arguments: [Data(stream.bytes)])
  }
  return rows.map { Array($0) }
}
