import Base
import Foundation

/// How the journal is kept, for the page that tells.
package struct KeepingHealth: Sendable, Hashable {
  /// A seal.
  package struct SealMark: Sendable, Hashable {
    package var number: Int64
    package var last: Int64
    package var at: Instant
  }

  /// The backup made last; nil when there is none.
  package var lastBackup: KnownBackup?
  /// When it was made.
  package var lastBackupAt: Instant?
  /// How many entries have been written since.
  package var sinceBackup: Int64
  package var lastSeal: SealMark?
  /// Streams that are closed for ever.
  package var erasedStreams: Int
  /// Keys that are gone, those of closed streams included.
  package var erasedKeys: Int
  /// Entries that cannot be read any more.
  package var erasedEntries: Int64
  /// When something was last erased.
  package var lastErasureAt: Instant?
  /// Places of backups where the list of erasures is not up to date.
  package var placesToNote: [BackupRegister.Place]
  /// An erasure that was interrupted; `JournalErasure.finish` does the rest.
  package var unfinishedErasure: Bool
}

extension Journal {
  /// How the journal is kept.
  ///
  /// - Parameter folder: the data folder, where backups are listed; nil when there is none.
  package func keepingHealth(folder: URL?) throws -> KeepingHealth {
    let register = try folder.map { try BackupRegister.read($0) } ?? BackupRegister()
    let erased = try erasedKeys()
    let backup = register.backups.last
    let seal = try store.lastSeal()
    return KeepingHealth(
      lastBackup: backup, lastBackupAt: backup.flatMap { Instant(utcText: $0.madeAt) },
      sinceBackup: max(0, try head - (backup?.head ?? 0)),
      lastSeal: seal.map { KeepingHealth.SealMark(number: $0.number, last: $0.last, at: $0.sealedAt) },
      erasedStreams: erasedStreams.count, erasedKeys: erased.count,
      erasedEntries: try statedErasures().reduce(0) { $0 + $1.entries }, lastErasureAt: erased.last?.at,
      placesToNote: register.places.filter { $0.trouble != nil }, unfinishedErasure: !(try unstated().isEmpty))
  }
}
