import Base
import Foundation

/// What a finished backup holds. Written last: a folder without it is no backup.
package struct BackupManifest: Codable, Sendable, Hashable {
  /// A file of the backup.
  package struct File: Codable, Sendable, Hashable {
    /// Relative to the backup's folder.
    package var path: String
    package var bytes: Int64
    package var sha256: String
  }

  /// The last seal in the backup.
  package struct SealMark: Codable, Sendable, Hashable {
    package var number: Int64
    /// The last position it covers.
    package var last: Int64
    package var hash: String
  }

  /// The only form there is today.
  package static let currentFormat = 1
  static let fileName = "manifest.json"
  static let dataFolder = "Data"
  static let keysFile = "Keys.sqlite"

  package var format = currentFormat
  /// The id of the journal.
  package var journal: String
  /// `2026-11-21T05:15:00.000Z`.
  package var madeAt: String
  /// The version of the program that made it.
  package var program: String
  /// The last position in the backup; 0 for an empty journal.
  package var head: Int64
  /// The hash of the entry there.
  package var headHash: String?
  package var seal: SealMark?
  /// True when the keys lie in another place.
  package var keysApart: Bool
  /// The file of keys, by its name.
  package var keys: File
  /// Everything else.
  package var files: [File]

  /// All bytes, keys included.
  package var bytes: Int64 { files.reduce(keys.bytes) { $0 + $1.bytes } }

  /// Reads the manifest of a backup.
  ///
  /// - Throws: `KeepingRefusal.noBackup`, or `JournalError` with code `newer` or `damaged`.
  package static func read(_ backup: URL) throws -> BackupManifest {
    let file = backup.appendingPathComponent(fileName)
    guard let data = try? Data(contentsOf: file) else { throw KeepingRefusal.noBackup(backup.path) }
    struct Form: Decodable { var format: Int }
    if let form = try? JSONDecoder().decode(Form.self, from: data), form.format > currentFormat {
      throw JournalError(.newer, "The backup \(backup.path) was made by a newer program (form \(form.format)).")
    }
    do { return try JSONDecoder().decode(BackupManifest.self, from: data) } catch {
      throw JournalError(.damaged, "\(file.path) cannot be read as a manifest. Use another backup.")
    }
  }

  func write(to backup: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try Disk.write(try encoder.encode(self), to: backup.appendingPathComponent(Self.fileName))
  }

  /// Compares the files with what they were.
  ///
  /// - Throws: `JournalError` with code `damaged`, naming the first file that is missing or other.
  func check(_ backup: URL, keys keysFile: URL, progress: (KeepingProgress) throws -> Void) throws {
    var done: Int64 = 0
    for (file, url) in files.map({ ($0, backup.appendingPathComponent($0.path)) }) + [(keys, keysFile)] {
      guard Disk.exists(url) else {
        throw JournalError(.damaged, "The backup is not whole: \(file.path) is missing. Use another backup.")
      }
      let found = try Disk.stamp(url)
      guard found.bytes == file.bytes, found.sha256.description == file.sha256 else {
        throw JournalError(.damaged, "The backup is damaged: \(file.path) is not what was written. Use another backup.")
      }
      done += file.bytes
      try progress(KeepingProgress(.checking, done: done, total: bytes))
    }
  }
}

/// A backup that was made, and where.
package struct KnownBackup: Codable, Sendable, Hashable {
  /// The name of its folder.
  package var name: String
  /// The folder it lies in.
  package var root: String
  /// The folder that its keys lie in, where they are kept apart.
  package var keysRoot: String?
  package var madeAt: String
  package var head: Int64
  package var sealNumber: Int64?
  package var bytes: Int64
}

/// Which backups were made of a data folder and where: `Backups.json`, so that erasures can be noted beside them.
package struct BackupRegister: Codable, Sendable, Hashable {
  /// A place where backups lie.
  package struct Place: Codable, Sendable, Hashable {
    package var root: String
    /// When the list of erasures there was last brought up to date.
    package var notedAt: String?
    /// How many erasures the list held then.
    package var noted: Int
    /// Why it could not be brought up to date the last time; nil when it could.
    package var trouble: String?
  }

  static let fileName = "Backups.json"
  static let limit = 500
  /// Oldest first.
  package var backups: [KnownBackup] = []
  package var places: [Place] = []

  package init() {}

  /// Reads the register of a data folder; an empty one when there is none yet.
  ///
  /// - Throws: `JournalError` with code `damaged`: without it erasures would no longer reach the backups.
  package static func read(_ folder: URL) throws -> BackupRegister {
    let file = folder.appendingPathComponent(fileName)
    guard Disk.exists(file) else { return BackupRegister() }
    guard let data = try? Data(contentsOf: file), let found = try? JSONDecoder().decode(BackupRegister.self, from: data)
    else { throw JournalError(.damaged, "\(file.path) cannot be read. Restore it from a backup, or remove it and back up anew.") }
    return found
  }

  func write(_ folder: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try Disk.write(try encoder.encode(self), to: folder.appendingPathComponent(Self.fileName))
  }

  mutating func add(_ backup: KnownBackup) {
    backups.removeAll { $0.name == backup.name && $0.root == backup.root }
    backups.append(backup)
    if backups.count > Self.limit { backups.removeFirst(backups.count - Self.limit) }
    for root in [backup.root, backup.keysRoot].compactMap({ $0 }) where !places.contains(where: { $0.root == root }) {
      places.append(Place(root: root, noted: 0))
    }
  }
}
