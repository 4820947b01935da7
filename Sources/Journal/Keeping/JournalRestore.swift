import Base
import Foundation

/// What a restore did.
package struct RestoreReport: Sendable, Hashable {
  package var manifest: BackupManifest
  /// The last position that came back.
  package var head: Int64
  package var entries: Int64
  package var seals: Int64
  package var signaturesChecked: Bool
  /// Erasures made after the backup that were made again.
  package var erasedAgain: ErasureReport
  /// The lists of erasures that were used, and when each was last brought up to date.
  package var erasureLogs: [ErasureSource]
  /// Seals that the anchor holds and the backup does not: what they cover was written after the backup, and is lost.
  package var lostSeals: [AnchorLine]
  /// What the person who restored has to do next.
  package var remarks: [String]

  /// A list of erasures.
  package struct ErasureSource: Sendable, Hashable {
    package var file: URL
    package var notedAt: String
    package var notes: Int
  }
}

/// Makes a data folder from a backup, and erases again what was erased after it.
package enum JournalRestore {
  /// What a restore needs to know beside where from and where to.
  package struct Options: Sendable {
    /// Where the keys are, when they were kept apart.
    package var keysFrom: URL?
    /// Further lists of erasures; those beside the backup and its keys are always used.
    package var erasures: [URL] = []
    /// Goes on without any list of erasures: only when it is certain that nothing was erased since the backup.
    package var withoutErasures = false
    /// Checks the signatures of the seals.
    package var publicKey: SealKey.Public?
    /// Signs what the restored journal states about the restore; without it the next seal does.
    package var sealKey: SealKey?
    /// The seals kept outside, to tell what was written after the backup.
    package var anchor: [AnchorLine]?
    /// Who restores.
    package var by = "system"

    package init() {}
  }

  /// Restores a backup into an empty folder.
  ///
  /// Everything is made ready in a folder `.restoring` inside the target: files are checked against the manifest and copied,
  /// later erasures are made again, chain and seals are verified. Only then does it take its place. `afterErasure` is called
  /// with the folder as it is before that: what State and the like still hold of the streams has to go there.
  /// - Throws: `KeepingRefusal`; `JournalError`: `damaged` when a file or an entry is not what it was, `masterKeyWrong`,
  ///   `diskFull`, `folder`, `newer`. The target is then as it was.
  package static func run(
    from backup: URL, into target: URL, master: MasterKey, options: Options = Options(),
    clock: @escaping @Sendable () -> Instant, afterErasure: AfterErasureIn,
    progress: (KeepingProgress) throws -> Void = { _ in }
  ) async throws -> RestoreReport {
    let manifest = try BackupManifest.read(backup)
    let keys = try JournalBackup.keys(of: backup, manifest, in: options.keysFrom)
    guard !Disk.isInside(target, backup), !Disk.isInside(backup, target) else {
      throw KeepingRefusal.insideDataFolder(target.path)
    }
    let logs = try erasureLogs(backup, keys: keys, options)
    let existed = Disk.exists(target)
    guard Disk.names(in: target).allSatisfy({ $0 == work || $0 == "lost+found" }) else {
      throw KeepingRefusal.targetNotEmpty(target.path)
    }
    try Disk.makeFolder(target)
    let folder = target.appendingPathComponent(work)
    do {
      // Left by a restore that was interrupted.
      if Disk.exists(folder) { try FileManager.default.removeItem(at: folder) }
      try manifest.check(backup, keys: keys, progress: progress)
      try copy(manifest, from: backup, keys: keys, to: folder)
      var report = try await prepare(
        folder, manifest, master, logs, options, clock: clock, afterErasure: afterErasure, progress: progress)
      try register(backup, manifest, options, folder, &report, at: clock())
      try settle(folder, into: target)
      return report
    } catch {
      try? FileManager.default.removeItem(at: existed ? folder : target)
      throw error
    }
  }

  private static let work = ".restoring"

  private struct Log {
    var source: RestoreReport.ErasureSource
    var log: ErasureLog
  }

  /// The lists beside the backup and beside its keys, and those that were named. A damaged one is never passed over.
  private static func erasureLogs(_ backup: URL, keys: URL, _ options: Options) throws -> [Log] {
    let beside = backup.deletingLastPathComponent().appendingPathComponent(ErasureLog.fileName)
    var files = options.erasures
    if Disk.exists(beside) { files.append(beside) }
    if let keysFrom = options.keysFrom {
      let folders = [keysFrom, keys.deletingLastPathComponent(), keysFrom.deletingLastPathComponent()]
      files += folders.map { $0.appendingPathComponent(ErasureLog.fileName) }.filter { Disk.exists($0) }
    }
    var seen: Set<String> = []
    let logs = try files.filter { seen.insert($0.standardizedFileURL.path).inserted }.map { file in
      let log = try ErasureLog.read(file)
      return Log(source: .init(file: file, notedAt: log.notedAt, notes: log.notes.count), log: log)
    }
    guard !logs.isEmpty || options.withoutErasures else { throw KeepingRefusal.noErasureLog(beside.path) }
    return logs
  }

  private static func copy(_ manifest: BackupManifest, from backup: URL, keys: URL, to folder: URL) throws {
    try Disk.makeFolder(folder)
    let prefix = "\(BackupManifest.dataFolder)/"
    for file in manifest.files where file.path.hasPrefix(prefix) && !file.path.split(separator: "/").contains("..") {
      let target = folder.appendingPathComponent(String(file.path.dropFirst(prefix.count)))
      let stamp = try Disk.copy(backup.appendingPathComponent(file.path), to: target)
      guard stamp.sha256.description == file.sha256 else {
        throw JournalError(.damaged, "\(file.path) changed while it was being restored. Check the disk and try again.")
      }
    }
    _ = try Disk.copy(keys, to: folder.appendingPathComponent(BackupManifest.keysFile))
  }

  private static func prepare(
    _ folder: URL, _ manifest: BackupManifest, _ master: MasterKey, _ logs: [Log], _ options: Options,
    clock: @escaping @Sendable () -> Instant, afterErasure: AfterErasureIn, progress: (KeepingProgress) throws -> Void
  ) async throws -> RestoreReport {
    var settings = JournalOptions()
    settings.sealKey = options.sealKey
    let journal = try Journal.open(folder: folder, master: master, options: settings, clock: clock)
    do {
      let audit = try verify(journal, manifest, options, progress)
      let orders = try toRepeat(logs.flatMap(\.log.notes), journal)
      var erased = try await JournalErasure.carryOut(
        journal, folder: nil, orders, by: options.by, afterErasure: { try await afterErasure($0, folder) }, progress: progress)
      let statement = KeepingFacts.Restored(
        backup: manifest.madeAt, madeAt: clock().utcText, head: manifest.head, erasuresAgain: erased.streams.count)
      let fact = try KeepingFacts.draft(statement, type: KeepingFacts.restored, by: options.by, journal: journal)
      _ = try await KeepingFacts.append([fact], to: journal)
      _ = try journal.seal()
      try journal.close()
      let lost = (options.anchor ?? []).filter { $0.journal == manifest.journal && $0.number > manifest.seal?.number ?? 0 }
      let remarks = erased.remarks + advice(lost, manifest)
      erased.remarks = []
      return RestoreReport(
        manifest: manifest, head: manifest.head, entries: audit.entries, seals: audit.seals,
        signaturesChecked: audit.signaturesChecked, erasedAgain: erased, erasureLogs: logs.map(\.source), lostSeals: lost,
        remarks: remarks)
    } catch {
      try? journal.close()
      throw error
    }
  }

  private static func verify(
    _ journal: Journal, _ manifest: BackupManifest, _ options: Options, _ progress: (KeepingProgress) throws -> Void
  ) throws -> VerifyReport {
    guard journal.id == manifest.journal, try journal.head == manifest.head else {
      throw JournalError(.damaged, "The backup holds another journal than its manifest says. Use another backup.")
    }
    let until = manifest.seal?.number ?? 0
    let anchor = options.anchor?.filter { $0.journal != manifest.journal || $0.number <= until }
    let audit = try journal.verify(anchor: anchor, publicKey: options.publicKey) { position in
      try? progress(KeepingProgress(.verifying, done: position, total: manifest.head))
    }
    if let finding = audit.finding {
      throw JournalError(.damaged, "The backup does not verify. \(finding.message)", position: finding.position)
    }
    return audit
  }

  /// What the lists hold and the backup does not know yet; with the time and the reason it had.
  private static func toRepeat(_ notes: [ErasureNote], _ journal: Journal) throws -> [ErasureOrder] {
    let known = Set(try ErasureLog.notes(of: journal.id, in: journal.keys.database).map(\.name))
    var byStream: [StreamID: ErasureOrder] = [:]
    for note in notes where note.journal == journal.id && !known.contains(note.name) {
      guard let stream = StreamID(note.stream), let at = Instant(utcText: note.at) else { continue }
      var order =
        byStream[stream] ?? ErasureOrder(target: ErasureTarget(stream, retentions: []), reason: note.reason, at: at)
      if let retention = note.retention { order.target.retentions?.insert(retention) } else { order.target.retentions = nil }
      order.at = max(order.at, at)
      byStream[stream] = order
    }
    return byStream.values.sorted { ($0.at, $0.target.stream.description) < ($1.at, $1.target.stream.description) }
  }

  private static func advice(_ lost: [AnchorLine], _ manifest: BackupManifest) -> [String] {
    var advice: [String] = []
    if let last = lost.max(by: { $0.number < $1.number }) {
      advice.append(
        "Entries \(manifest.head + 1) to at least \(last.last) were written after this backup and are lost. "
          + "Keep the anchor as evidence of them, and begin a new one.")
    }
    advice.append("Rebuild the Records: they are not part of a backup.")
    return advice
  }

  /// The restored folder knows this backup, so that erasures from now on are noted beside it.
  private static func register(
    _ backup: URL, _ manifest: BackupManifest, _ options: Options, _ folder: URL, _ report: inout RestoreReport, at now: Instant
  ) throws {
    let known = KnownBackup(
      name: backup.lastPathComponent, root: backup.deletingLastPathComponent().path, keysRoot: options.keysFrom?.path,
      madeAt: manifest.madeAt, head: manifest.head, sealNumber: manifest.seal?.number, bytes: manifest.bytes)
    let notes = { try JournalBackup.notes(of: folder, journal: manifest.journal) }
    let register = try BackupRegister.update(folder, at: now, notes: notes) { $0.add(known) }
    report.remarks += register.places.compactMap { place in place.trouble.map { "\(place.root): \($0)" } }
  }

  /// Moves everything up, the journal last: a target without it is not taken for a data folder.
  private static func settle(_ folder: URL, into target: URL) throws {
    let last = JournalFiles(folder: folder).journal.lastPathComponent
    let names = Disk.names(in: folder).filter { !$0.hasSuffix(".lock") && $0 != last } + [last]
    for name in names {
      let (from, to) = (folder.appendingPathComponent(name), target.appendingPathComponent(name))
      guard rename(from.path, to.path) == 0 else {
        throw JournalError(
          .folder, "\(to.path) cannot take its place. Check the owner of the folder.", cause: String(cString: strerror(errno)))
      }
    }
    try FileManager.default.removeItem(at: folder)
    try Disk.sync(target)
  }
}
