import Base
import Crypto
import Journal
import PracticeRules

/// Ids that are made from the source, so that the same row always becomes the same act and the same person the same stream.
struct ImportIdentity: Sendable {
  /// Hash of what tells a row apart.
  typealias RowKey = [UInt8]

  let study: String
  private let instant: Instant

  init(_ mapping: Studies.ImportMapping) {
    study = mapping.study
    instant = Instant(startOf: mapping.idDay)
  }

  /// The stream of a subject.
  func stream(_ kind: Citizens.SubjectKind, _ key: String) -> StreamID {
    .version7(at: instant, tail: ImportIdentity.digest(["stream", study, kind.rawValue, key]))
  }

  /// The key of a row; `repeats` counts earlier rows with the same texts.
  func row(file: String, key: [String], repeats: Int) -> RowKey {
    ImportIdentity.digest(["row", study, file] + key + (repeats == 0 ? [] : ["\u{1}\(repeats)"]))
  }

  /// The act of a row.
  func act(_ row: RowKey) -> ActID { .version7(at: instant, tail: row.suffix(16)) }

  /// The entry of a row's fact.
  func entry(_ row: RowKey, _ index: Int) -> EntryID {
    .version7(at: instant, tail: Array(SHA256.hash(data: row + [UInt8(truncatingIfNeeded: index)])))
  }

  /// The key of something that is no row, such as the import of a file.
  func other(_ parts: [String]) -> RowKey { ImportIdentity.digest(["other", study] + parts) }

  /// SHA-256 of the texts, each ended by a zero byte, which no text of a file holds.
  private static func digest(_ parts: [String]) -> RowKey {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(96)
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0)
    }
    return Array(SHA256.hash(data: bytes))
  }
}
