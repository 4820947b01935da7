import Base
import Foundation

/// Why a backup, a restore or an erasure is not begun. Nothing has been changed.
package enum KeepingRefusal: Error, Sendable, Hashable {
  /// The place for backups lies in the data folder, or the other way round.
  case insideDataFolder(String)
  /// The folder to restore into holds something.
  case targetNotEmpty(String)
  /// The folder holds no finished backup.
  case noBackup(String)
  /// The keys of the backup are not where they were looked for.
  case keysNotThere(String)
  /// No list of erasures lies beside the backup, and none was given.
  case noErasureLog(String)
  /// A list of erasures is damaged, cut off, or no such list.
  case badErasureLog(String)
  /// The journal has no such stream.
  case unknownStream(StreamID)
  /// The journal's own stream, where erasures are stated, cannot be erased.
  case ownStream
  /// The reason is no code.
  case badReason
  /// The keeping period of a retention class cannot be counted.
  case badPeriod(String)
}

extension KeepingRefusal: CustomStringConvertible {
  /// What to do, for the person who asked.
  package var words: Words {
    switch self {
    case .insideDataFolder(let path):
      Words(
        da: "Læg sikkerhedskopien et andet sted end i datamappen: \(path) ligger i den eller om den.",
        en: "Put the backup somewhere else than in the data folder: \(path) lies in it or around it.")
    case .targetNotEmpty(let path):
      Words(
        da: "Genskab i en tom mappe. \(path) indeholder noget; flyt det først.",
        en: "Restore into an empty folder. \(path) holds something; move that away first.")
    case .noBackup(let path):
      Words(
        da: "\(path) er ikke en færdig sikkerhedskopi: der er intet manifest.json. Vælg en anden.",
        en: "\(path) is no finished backup: it has no manifest.json. Choose another one.")
    case .keysNotThere(let path):
      Words(
        da: "Nøglerne ligger ikke i \(path). Angiv mappen, hvor sikkerhedskopiens nøgler opbevares.",
        en: "The keys are not in \(path). Name the folder where the keys of the backup are kept.")
    case .noErasureLog(let path):
      Words(
        da: "Der mangler en liste over sletninger (\(path)). Angiv den, ellers kan slettede oplysninger komme tilbage.",
        en: "The list of erasures is missing (\(path)). Name it, or else what was erased may come back.")
    case .badErasureLog(let path):
      Words(
        da: "Listen over sletninger \(path) er beskadiget. Brug den fra et andet sted.",
        en: "The list of erasures \(path) is damaged. Use the one of another place.")
    case .unknownStream(let stream):
      Words(da: "Journalen har ingen strøm \(stream).", en: "The journal has no stream \(stream).")
    case .ownStream:
      Words(
        da: "Journalens egen strøm kan ikke slettes: den fortæller, hvad der er slettet.",
        en: "The journal's own stream cannot be erased: it states what has been erased.")
    case .badReason:
      Words(
        da: "Angiv årsagen som en kode, fx citizen-request: små bogstaver, tal, punktum, kolon og bindestreg, ingen lange tal.",
        en: "Give the reason as a code, such as citizen-request: small letters, digits, dots, colons, hyphens, no long numbers.")
    case .badPeriod(let id):
      Words(
        da: "Opbevaringsklassen \(id) har ikke et antal måneder, der kan regnes med.",
        en: "The retention class \(id) has no number of months that can be counted with.")
    }
  }

  package var description: String { words.en }
}

/// How far a backup, a restore or an erasure has come.
package struct KeepingProgress: Sendable, Hashable {
  /// The parts of the work, in the order they are done.
  package enum Stage: String, Sendable, Hashable {
    case journal, attachments, other, keys, checking, erasing, verifying
  }

  package var stage: Stage
  /// How much of the stage is done, of `total`: bytes, files, entries or streams.
  package var done: Int64
  package var total: Int64

  package init(_ stage: Stage, done: Int64, total: Int64) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}

/// Called after keys have gone: whoever has derived anything from these streams rebuilds it and empties its files.
package typealias AfterErasure = @Sendable ([StreamID]) async throws -> Void

/// The same in a folder that is being restored.
package typealias AfterErasureIn = @Sendable (_ streams: [StreamID], _ folder: URL) async throws -> Void
