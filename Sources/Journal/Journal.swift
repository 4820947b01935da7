import Base
import Crypto
import Foundation

/// How a journal is opened.
package struct JournalOptions: Sendable {
  /// How much is checked before the journal takes entries.
  package enum Check: Sendable {
    /// What has been written since the last seal, at least the last 256 entries.
    case tail
    /// Every entry: takes as long as `verify`.
    case everything
    case nothing
  }

  package var durability: Durability = .full
  /// Opens beside a process that writes, or without touching anything.
  package var readOnly = false
  /// Signs the seals. Without it there are none.
  package var sealKey: SealKey?
  package var anchor: (any SealAnchor)?
  /// A seal is made when this many entries have been written since the last.
  package var sealEvery = 4096
  /// The newest schema of each type that the program knows; an entry beyond it stops the reading. Nil knows all.
  package var knownSchemas: [String: Int]?
  package var check: Check = .tail

  package init() {}
}

/// The book: facts written once, in order, sealed, chained, never changed.
package final class Journal: Sendable {
  let store: any JournalStore
  let keys: KeyRing
  let writer: GroupWriter
  let options: JournalOptions
  let conditionBox: ConditionBox
  let clock: @Sendable () -> Instant
  /// Sealed files that facts refer to.
  package let attachments: AttachmentFolder
  private let lock: FolderLock?

  /// Puts a journal together over any store.
  package init(
    store: any JournalStore, keys: KeyRing, attachments: AttachmentFolder, options: JournalOptions, lock: FolderLock? = nil,
    clock: @escaping @Sendable () -> Instant
  ) throws {
    self.store = store
    self.keys = keys
    self.attachments = attachments
    self.options = options
    self.clock = clock
    self.lock = lock
    let start: JournalCondition =
      options.readOnly ? .readOnly(JournalError(.readOnly, "It was opened for reading only.")) : .writable
    conditionBox = ConditionBox(start)
    writer = GroupWriter(store: store, keys: keys, options: options, condition: conditionBox, clock: clock)
    try begin()
  }

  /// Opens the journal of a folder, or makes it: `Journal.sqlite`, `Keys.sqlite`, `Attachments/`.
  ///
  /// Damage that is seen while opening does not throw where the rest can still be read: see `condition`.
  /// - Throws: `JournalError`: `inUse`, `folder`, `masterKeyWrong`, `keyMissing`, `damaged`, `newer`.
  package static func open(
    folder: URL, master: MasterKey, options: JournalOptions = JournalOptions(),
    clock: @escaping @Sendable () -> Instant
  ) throws -> Journal {
    let files = JournalFiles(folder: folder)
    let lock = try options.readOnly ? nil : files.prepare()
    try files.check(readOnly: options.readOnly)
    let keys: KeyRing
    do {
      keys = try KeyRing(
        file: files.keys, master: master, durability: options.durability, readOnly: options.readOnly)
    } catch {
      throw JournalError(storage: error)
    }
    let store = try SQLiteStore(file: files.journal, durability: options.durability, readOnly: options.readOnly)
    return try Journal(
      store: store, keys: keys, attachments: AttachmentFolder(folder: files.attachments, keys: keys), options: options,
      lock: lock, clock: clock)
  }

  /// A journal that is gone with the process: for tests and for trying things out.
  package static func inMemory(
    options: JournalOptions = JournalOptions(), clock: @escaping @Sendable () -> Instant
  ) throws -> Journal {
    let keys = try KeyRing(file: nil, master: .random(), durability: options.durability, readOnly: false)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("attachments-\(UUID().uuidString)")
    return try Journal(
      store: SQLiteStore(file: nil, durability: options.durability), keys: keys,
      attachments: AttachmentFolder(folder: folder, keys: keys), options: options, clock: clock)
  }

  /// Whether entries are taken, and if not, why.
  package var condition: JournalCondition { conditionBox.current }

  /// Why the last seal could not be sent to its anchor; nil when all have been.
  package var anchorTrouble: JournalError? { conditionBox.anchorTrouble }

  /// The last seal; nil when there is none yet.
  package var lastSeal: Seal? { get throws { try store.lastSeal() } }

  /// The rows as they lie in the store: for backup, for another store, for measuring.
  package var sealedStore: any JournalStore { store }

  /// The id of this journal, made when it was created.
  package var id: String { store.journalID }

  /// Answers the acts that wait, takes no more, and closes the files.
  package func close() throws {
    writer.close()
    try store.close()
    try keys.close()
    lock?.release()
  }
}

/// What lies where in a data folder.
package struct JournalFiles: Sendable {
  package let folder: URL
  package var journal: URL { folder.appendingPathComponent("Journal.sqlite") }
  package var keys: URL { folder.appendingPathComponent("Keys.sqlite") }
  package var attachments: URL { folder.appendingPathComponent("Attachments") }

  package init(folder: URL) { self.folder = folder }

  /// Makes the folder where it is missing, and locks it.
  func prepare() throws -> FolderLock {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw JournalError(
        .folder, "The folder \(folder.path) cannot be made. Check its owner and the place above it.",
        cause: JournalError.cause(of: error))
    }
    return try FolderLock(folder: folder)
  }

  /// A journal without its keys is not opened: new keys would be made, and the old entries taken for erased.
  func check(readOnly: Bool) throws {
    let (hasJournal, hasKeys) = (exists(journal), exists(keys))
    if hasJournal && !hasKeys {
      throw JournalError(.keyMissing, "\(folder.path) holds a journal but no file of keys. Restore Keys.sqlite from its backup.")
    }
    if readOnly && !hasJournal { throw JournalError(.folder, "\(folder.path) holds no journal.") }
  }

  private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
}
