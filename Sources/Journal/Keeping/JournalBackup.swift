import Base
import Foundation
import GRDB

/// What a backup came to.
package struct BackupReport: Sendable, Hashable {
  /// The folder of the backup.
  package var folder: URL
  /// The file of keys, in the folder or apart from it.
  package var keys: URL
  package var manifest: BackupManifest
  /// What did not hinder the backup but should be looked at: a seal that did not reach its anchor, a place for lists of
  /// erasures that is not there.
  package var remarks: [String]
}

/// Copies a data folder while it is being written to.
///
/// The journal is copied first, then attachments and the rest, the keys last: an attachment and a key are on disk before
/// the entry that needs them, so every entry in the copy has both. What cannot be computed again is copied: everything but
/// the Records. The copy is made in a folder named `….partial`; manifest and final name come when all of it is on the disk.
package enum JournalBackup {
  /// Left out: Records are computed again, locks and logs of databases belong to the running process.
  static func isLeftOut(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return path.hasPrefix("Records") || name.hasPrefix(".") || name.hasSuffix(".lock") || name.hasSuffix("-wal")
      || name.hasSuffix("-shm") || name.hasSuffix("-journal")
  }

  /// Makes a backup.
  ///
  /// - Parameters:
  ///   - folder: the data folder.
  ///   - journal: the open journal of that folder, which is then sealed first; nil while another process writes in it.
  ///   - root: the place for backups; a new folder with the date is made in it.
  ///   - keysRoot: another place for the keys; without it they lie in the same folder as the rest.
  ///   - now: the moment that names the backup.
  ///   - program: the version of the program.
  ///   - progress: told how far it is; when it throws, the backup is given up and nothing is left of it.
  /// - Throws: `KeepingRefusal`, or `JournalError`: `folder`, `diskFull`, `damaged`.
  package static func make(
    of folder: URL, journal: Journal? = nil, into root: URL, keysInto keysRoot: URL? = nil, at now: Instant, program: String,
    progress: (KeepingProgress) throws -> Void = { _ in }
  ) throws -> BackupReport {
    for place in [root, keysRoot].compactMap({ $0 }) where Disk.isInside(place, folder) || Disk.isInside(folder, place) {
      throw KeepingRefusal.insideDataFolder(place.path)
    }
    let files = JournalFiles(folder: folder)
    guard Disk.exists(files.journal), Disk.exists(files.keys) else {
      throw JournalError(.folder, "\(folder.path) holds no journal with its keys.")
    }
    for place in [root, keysRoot].compactMap({ $0 }) { try Disk.makeFolder(place) }
    try checkRoom(folder, root)
    var remarks: [String] = []
    do { _ = try journal?.seal() } catch { remarks.append("The last entries are not sealed or not anchored: \(error)") }
    let name = freeName(now, root, keysRoot)
    let work = Work(source: folder, root: root, keysRoot: keysRoot, name: name, now: now, program: program)
    let manifest: BackupManifest
    do { manifest = try work.run(progress) } catch {
      work.giveUp()
      throw named(error)
    }
    remarks += try work.remember(manifest)
    return BackupReport(folder: work.finished, keys: work.finishedKeys, manifest: manifest, remarks: remarks)
  }

  /// Checks that a backup is whole and as it was written, without restoring it. Needs no master key.
  ///
  /// - Throws: `KeepingRefusal.noBackup`, `.keysNotThere`, or `JournalError` with code `damaged` or `newer`.
  package static func check(
    _ backup: URL, keysFrom keysRoot: URL? = nil, progress: (KeepingProgress) throws -> Void = { _ in }
  ) throws -> BackupManifest {
    let manifest = try BackupManifest.read(backup)
    try manifest.check(backup, keys: try keys(of: backup, manifest, in: keysRoot), progress: progress)
    return manifest
  }

  /// The file of keys that belongs to a backup: in the folder named, in one of the backup's name there, or in the backup.
  static func keys(of backup: URL, _ manifest: BackupManifest, in keysRoot: URL?) throws -> URL {
    let name = BackupManifest.keysFile
    let places = keysRoot.map { [$0.appendingPathComponent(backup.lastPathComponent), $0] } ?? [backup]
    for place in places {
      let file = place.appendingPathComponent(name)
      if Disk.exists(file) { return file }
    }
    throw KeepingRefusal.keysNotThere((keysRoot ?? backup).path)
  }

  private static func freeName(_ now: Instant, _ root: URL, _ keysRoot: URL?) -> String {
    let stamp = "brobygger-\(now.utcText.prefix(19).replacing(":", with: ""))Z"
    let taken = Set(Disk.names(in: root) + (keysRoot.map(Disk.names(in:)) ?? []))
    func isFree(_ name: String) -> Bool { !taken.contains(name) && !taken.contains("\(name).partial") }
    var number = 1
    while !isFree(number == 1 ? stamp : "\(stamp)-\(number)") { number += 1 }
    return number == 1 ? stamp : "\(stamp)-\(number)"
  }

  /// Better refused at once than after an hour. A little is left for the rest of the machine.
  private static func checkRoom(_ folder: URL, _ root: URL) throws {
    let paths = Disk.files(below: folder) { isLeftOut($0) }
    let needed = paths.reduce(Int64(1 << 20)) { $0 + Disk.size(folder.appendingPathComponent($1)) }
    guard let room = Disk.room(at: root), room < needed else { return }
    throw JournalError(
      .diskFull, "The backup needs about \(needed >> 20) MB; \(root.path) has room for \(room >> 20) MB. Make room first.")
  }

  /// The same trouble with words that fit a backup.
  private static func named(_ error: any Error) -> any Error {
    guard error is DatabaseError || error is JournalError else { return error }
    let known = JournalError(storage: error)
    guard known.code == .diskFull else { return known }
    return JournalError(
      .diskFull, "No room left for the backup. Nothing of it was kept. Make room and back up again.", cause: known.cause)
  }
}

/// One backup under way.
private struct Work {
  let source: URL
  let root: URL
  let keysRoot: URL?
  let name: String
  let now: Instant
  let program: String

  private var partial: URL { root.appendingPathComponent("\(name).partial") }
  var finished: URL { root.appendingPathComponent(name) }
  private var partialKeys: URL { keysRoot.map { $0.appendingPathComponent("\(name).partial") } ?? partial }
  private var keysFolder: URL { keysRoot.map { $0.appendingPathComponent(name) } ?? finished }
  var finishedKeys: URL { keysFolder.appendingPathComponent(BackupManifest.keysFile) }

  func run(_ progress: (KeepingProgress) throws -> Void) throws -> BackupManifest {
    let files = JournalFiles(folder: source)
    let data = partial.appendingPathComponent(BackupManifest.dataFolder)
    try Disk.makeFolder(data)
    try Disk.makeFolder(partialKeys)
    var manifest = BackupManifest(
      journal: "", madeAt: now.utcText, program: program, head: 0, keysApart: keysRoot != nil,
      keys: BackupManifest.File(path: BackupManifest.keysFile, bytes: 0, sha256: ""), files: [])
    let journalPath = "\(BackupManifest.dataFolder)/\(files.journal.lastPathComponent)"
    let journal = try copyDatabase(files.journal, to: partial.appendingPathComponent(journalPath), .journal, progress) {
      try describe($0, in: &manifest)
    }
    manifest.files = [file(journalPath, journal)]
    try copyRest(&manifest, data, progress)
    let keys = try copyDatabase(
      files.keys, to: partialKeys.appendingPathComponent(BackupManifest.keysFile), .keys, progress)
    manifest.keys = file(BackupManifest.keysFile, keys)
    try finish(manifest)
    return manifest
  }

  private func file(_ path: String, _ stamp: FileStamp) -> BackupManifest.File {
    BackupManifest.File(path: path, bytes: stamp.bytes, sha256: stamp.sha256.description)
  }

  private func copyRest(
    _ manifest: inout BackupManifest, _ data: URL, _ progress: (KeepingProgress) throws -> Void
  ) throws {
    let files = JournalFiles(folder: source)
    let done = [files.journal.lastPathComponent, files.keys.lastPathComponent]
    let paths = Disk.files(below: source) { JournalBackup.isLeftOut($0) || done.contains($0) }
    for (index, path) in paths.enumerated() {
      let (from, to) = (source.appendingPathComponent(path), data.appendingPathComponent(path))
      let stage: KeepingProgress.Stage = path.hasPrefix("Attachments/") ? .attachments : .other
      do {
        let stamp = path.hasSuffix(".sqlite") ? try copyDatabase(from, to: to, nil, progress) : try Disk.copy(from, to: to)
        manifest.files.append(file("\(BackupManifest.dataFolder)/\(path)", stamp))
      } catch {
        // A file may go while the backup runs: an erasure takes attachments, a month of drafts is over.
        guard !Disk.exists(from) else { throw error }
        try? FileManager.default.removeItem(at: to)
      }
      try progress(KeepingProgress(stage, done: Int64(index + 1), total: Int64(paths.count)))
    }
  }

  /// Copies a database as it is at one moment, whoever writes to it meanwhile.
  ///
  /// A file of a database is never read as a plain file while it is open: closing it would give up the locks of the process.
  private func copyDatabase(
    _ from: URL, to: URL, _ stage: KeepingProgress.Stage?, _ progress: (KeepingProgress) throws -> Void,
    look: (Database) throws -> Void = { _ in }
  ) throws -> FileStamp {
    try Disk.makeFolder(to.deletingLastPathComponent())
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let source = try DatabaseQueue(path: from.path, configuration: configuration)
    let target = try DatabaseQueue(path: to.path)
    try source.read { original in
      // The first look pins the moment; every later step then sees the same.
      _ = try Int.fetchOne(original, sql: "SELECT COUNT(*) FROM sqlite_master")
      try look(original)
      let page = try Int64.fetchOne(original, sql: "PRAGMA page_size") ?? 4096
      try withoutActuallyEscaping(progress) { progress in
        try target.writeWithoutTransaction { copy in
          try original.backup(to: copy, pagesPerStep: 4096) { step in
            guard let stage else { return }
            try progress(
              KeepingProgress(stage, done: Int64(step.completedPageCount) * page, total: Int64(step.totalPageCount) * page))
          }
        }
      }
    }
    // What the last step is told it may no longer refuse: asked once more.
    let size = Disk.size(to)
    if let stage { try progress(KeepingProgress(stage, done: size, total: size)) }
    try target.close()
    try source.close()
    try Disk.sync(to)
    return try Disk.stamp(to)
  }

  /// Where the journal ends, seen at the same moment as the copy.
  private func describe(_ db: Database, in manifest: inout BackupManifest) throws {
    manifest.journal = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'journal'") ?? ""
    if let row = try Row.fetchOne(db, sql: "SELECT position, hash FROM entry ORDER BY position DESC LIMIT 1") {
      manifest.head = row["position"]
      manifest.headHash = Array(row["hash"] as Data).hex
    }
    if let row = try Row.fetchOne(db, sql: "SELECT number, lastPosition, hash FROM seal ORDER BY number DESC LIMIT 1") {
      manifest.seal = BackupManifest.SealMark(
        number: row["number"], last: row["lastPosition"], hash: Array(row["hash"] as Data).hex)
    }
  }

  private func finish(_ manifest: BackupManifest) throws {
    for folder in folders(below: partial) + [partial, partialKeys] { try Disk.sync(folder) }
    if let keysRoot {
      try rename(partialKeys, keysFolder)
      try Disk.sync(keysRoot)
    }
    try manifest.write(to: partial)
    try rename(partial, finished)
    try Disk.sync(root)
  }

  private func folders(below folder: URL) -> [URL] {
    let parents = Disk.files(below: folder).map { folder.appendingPathComponent($0).deletingLastPathComponent() }
    return Array(Set(parents))
  }

  private func rename(_ from: URL, _ to: URL) throws {
    guard Foundation.rename(from.path, to.path) == 0 else {
      throw JournalError(
        .folder, "The backup \(to.path) cannot get its name. Check the owner of the folder.",
        cause: String(cString: strerror(errno)))
    }
  }

  /// Leaves nothing that could be taken for a backup.
  func giveUp() {
    for folder in [partial, partialKeys] { try? FileManager.default.removeItem(at: folder) }
    // Keys that have their name already, while the backup itself did not get so far.
    if keysRoot != nil, !Disk.exists(finished) { try? FileManager.default.removeItem(at: keysFolder) }
  }

  /// Keeps where the backup is, and notes beside it what has been erased so far.
  func remember(_ manifest: BackupManifest) throws -> [String] {
    let known = KnownBackup(
      name: name, root: root.path, keysRoot: keysRoot?.path, madeAt: manifest.madeAt, head: manifest.head,
      sealNumber: manifest.seal?.number, bytes: manifest.bytes)
    let notes = { try JournalBackup.notes(of: source, journal: manifest.journal) }
    let register = try BackupRegister.update(source, at: now, notes: notes) { $0.add(known) }
    return register.places.compactMap { place in place.trouble.map { "\(place.root): \($0)" } }
  }
}

extension JournalBackup {
  /// What has been erased from the journal of a folder.
  static func notes(of folder: URL, journal: String) throws -> [ErasureNote] {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      let keys = try DatabaseQueue(path: JournalFiles(folder: folder).keys.path, configuration: configuration)
      let notes = try ErasureLog.notes(of: journal, in: keys)
      try keys.close()
      return notes
    } catch {
      throw JournalError(storage: error)
    }
  }

  /// The backups that were made of a data folder, oldest first.
  package static func known(_ folder: URL) throws -> [KnownBackup] { try BackupRegister.read(folder).backups }
}
