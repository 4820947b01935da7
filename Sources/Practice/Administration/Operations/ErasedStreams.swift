import AccessLog
import Base
import Foundation
import Journal
import PracticeRules
import State

/// What must be forgotten beside the journal when streams are erased.
package enum ErasedStreams {
  /// In a workplace that is open: in the tables, in the access log, and of what forms have left behind.
  package static func forget(_ streams: [StreamID], in place: Workplace) throws {
    try place.records.refresh(streams)
    try place.accessLog.erase(streams: streams.map(\.uuid), reason: reason, by: by)
    try Access.forget(streams, in: place.state, secrets: place.secrets)
    try Measures.forget(streams, in: place.state)
  }

  /// In a folder that is being restored: in the access log and the file of state that the backup holds. Tables are in no backup.
  package static func forget(
    _ streams: [StreamID], inRestored folder: URL, master: MasterKey, clock: @escaping @Sendable () -> Instant
  ) throws {
    let secrets = WorkplaceSecrets(master)
    if FileManager.default.fileExists(atPath: folder.appendingPathComponent(AccessLog.folderName).path) {
      let log = try AccessLog.open(folder: folder, key: secrets.accessLog, clock: clock)
      defer { try? log.close() }
      try log.erase(streams: streams.map(\.uuid), reason: reason, by: by)
    }
    let file = folder.appendingPathComponent(Workplace.stateFile)
    if FileManager.default.fileExists(atPath: file.path) {
      let state = try StateStore(file: file, tables: PracticeState.tables)
      defer { try? state.close() }
      try Access.forget(streams, in: state, secrets: secrets)
      try Measures.forget(streams, in: state)
    }
  }

  private static let reason = "erased"
  private static let by = "system"
}
