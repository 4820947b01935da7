import Base
import Foundation
import Synchronization

/// How a log is opened.
package struct AccessLogOptions: Sendable {
  package var durability: AccessDurability = .full
  /// Opens beside a process that writes, or without touching anything.
  package var readOnly = false
  /// How many of the last entries are checked before any is taken.
  package var checksLast = 256

  package init() {}
}

/// Who read what: one entry a request, committed before the answer leaves, chained through all months, never changed.
package final class AccessLog: Sendable {
  /// Where it lies in the data folder.
  package static let folderName = "AccessLog"

  let shelf: MonthShelf
  let ledger: AccessLedger
  let writer: AccessWriter
  let key: AccessLogKey
  let options: AccessLogOptions
  /// Held by whatever changes or copies whole files: erasure, retention, backup.
  let keeping = Mutex(())
  private let lock: AccessLock?

  private init(
    shelf: MonthShelf, ledger: AccessLedger, key: AccessLogKey, options: AccessLogOptions, lock: AccessLock?,
    clock: @escaping @Sendable () -> Instant
  ) {
    self.shelf = shelf
    self.ledger = ledger
    self.key = key
    self.options = options
    self.lock = lock
    writer = AccessWriter(shelf: shelf, ledger: ledger, key: key, options: options, clock: clock)
  }

  /// Opens the log of a data folder, or makes it: `AccessLog/2026-11.sqlite` and so on.
  ///
  /// Damage at the end of the newest month does not throw: it can be read, but takes no entries; see `trouble`.
  /// - Parameter clock: the moment that entries are written with; when it goes back, the last moment is written again.
  /// - Throws: `AccessLogError`: `inUse`, `folder`, `keyWrong`, `damaged`, `newer`, `setting`.
  package static func open(
    folder: URL, key: AccessLogKey, clock: @escaping @Sendable () -> Instant, options: AccessLogOptions = AccessLogOptions()
  ) throws -> AccessLog {
    try AccessLogError.mapped {
      let place = folder.appendingPathComponent(folderName)
      let lock = try options.readOnly ? nil : AccessLock(making: place, in: folder)
      let there = FileManager.default.fileExists(atPath: place.appendingPathComponent(AccessLedger.fileName).path)
      let months = MonthShelf.months(in: place)
      if !there && (options.readOnly || !months.isEmpty) {
        throw months.isEmpty
          ? AccessLogError(.folder, "\(folder.path) holds no access log.")
          : AccessLogError(.damaged, "The access log has months but no ledger. Restore \(AccessLedger.fileName) from a backup.")
      }
      let ledger = try AccessLedger(folder: place, key: key, options: options, makes: !options.readOnly, now: clock())
      let log = AccessLog(
        shelf: MonthShelf(folder: place), ledger: ledger, key: key, options: options, lock: lock, clock: clock)
      try log.begin(months)
      return log
    }
  }

  /// A log that is gone with the process: for tests and for trying things out.
  package static func inMemory(
    key: AccessLogKey = .random(), clock: @escaping @Sendable () -> Instant
  ) throws -> AccessLog {
    try AccessLogError.mapped {
      let options = AccessLogOptions()
      let ledger = try AccessLedger(folder: nil, key: key, options: options, makes: true, now: clock())
      return AccessLog(
        shelf: MonthShelf(folder: nil), ledger: ledger, key: key, options: options, lock: nil, clock: clock)
    }
  }

  /// Writes an entry, durable when this returns. Callers that come at the same time share one sync.
  ///
  /// The answer may leave only after this has returned: when it throws, show nothing.
  /// - Returns: the number of the entry.
  /// - Throws: `AccessLogError`. Nothing of the entry is written then.
  package func record(_ entry: AccessEntry) async throws -> Int64 {
    let prepared = try PreparedAccess(entry, key: key)
    let answer: AccessWriter.Answer = await withCheckedContinuation { continuation in
      writer.submit(prepared) { continuation.resume(returning: $0) }
    }
    return try answer.get()
  }

  /// Writes many entries of one moment with one commit: for filling a log that is measured, never for requests.
  ///
  /// - Returns: the number of the first.
  package func fill(_ entries: [AccessEntry], at: Instant) throws -> Int64 {
    let prepared = try entries.map { try PreparedAccess($0, key: key) }
    return try writer.alone { try writer.write(prepared, at: at).get() }
  }

  /// Why no entries are taken; nil when they are.
  package var trouble: AccessLogError? { writer.trouble }

  /// The last entry: kept elsewhere, it shows later whether the end was cut off or everything written anew.
  package var head: AccessHead { writer.head }

  /// The id of this log, made when it was begun.
  package var id: String { ledger.log }

  /// Answers the entries that wait, takes no more, and closes the files.
  package func close() throws {
    guard writer.close() else { return }
    try AccessLogError.mapped {
      if !options.readOnly { writer.mark() }
      for file in shelf.all { try file.close(readOnly: options.readOnly) }
      try ledger.close()
      lock?.release()
    }
  }
}

/// Keeps a second process from writing the same log. The lock goes with the process, however it ends.
final class AccessLock: Sendable {
  private let held: Mutex<Int32?>

  /// Makes the folder where it is missing, and locks it.
  init(making folder: URL, in parent: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw AccessLogError(.folder, "The folder \(folder.path) cannot be made.", cause: error.localizedDescription)
    }
    try MonthShelf.sync(parent)
    let descriptor = Foundation.open(folder.appendingPathComponent("AccessLog.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw AccessLogError(.folder, "The folder \(folder.path) cannot be written.", cause: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(descriptor)
      throw AccessLogError(.inUse, "Another process writes the access log in \(folder.path). Stop it first.")
    }
    held = Mutex(descriptor)
  }

  /// Lets the folder go.
  func release() {
    held.withLock { held in
      if let descriptor = held { Foundation.close(descriptor) }
      held = nil
    }
  }

  deinit { release() }
}
