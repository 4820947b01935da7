import Base
import Crypto
import Foundation
import GRDB

/// One erasure, as it is noted beside the backups.
package struct ErasureNote: Codable, Sendable, Hashable {
  /// The id of the journal.
  package var journal: String
  package var stream: String
  /// The retention class; nil when the stream was erased whole.
  package var retention: String?
  /// The key that went; nil for the stream itself.
  package var key: String?
  package var at: String
  /// A code, never words about the citizen.
  package var reason: String

  /// Names the same erasure wherever it is noted.
  var name: String { "\(journal) \(stream) \(retention ?? "*") \(key ?? "")" }
}

/// The list of erasures that lies beside backups, outside the data folder: a restored backup loses again what is in it.
///
/// A text file: a first line that says how many lines follow and what they hash to, then one JSON object a line.
package struct ErasureLog: Sendable, Hashable {
  package static let fileName = "erasures.log"

  private struct Head: Codable {
    var log: String
    var format: Int
    var lines: Int
    var notedAt: String
    var sha256: String
  }

  /// When it was last brought up to date.
  package var notedAt: String
  package var notes: [ErasureNote]

  package init(notedAt: String, notes: [ErasureNote]) {
    self.notedAt = notedAt
    self.notes = notes
  }

  /// Reads a list.
  ///
  /// - Throws: `KeepingRefusal`: `noErasureLog` when there is none, `badErasureLog` when it was cut off or changed.
  package static func read(_ file: URL) throws -> ErasureLog {
    guard let data = try? Data(contentsOf: file) else { throw KeepingRefusal.noErasureLog(file.path) }
    let parts = data.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let head = try? JSONDecoder().decode(Head.self, from: Data(parts[0])),
      head.log == "brobygger-erasures", Digest32(SHA256.hash(data: parts[1])).description == head.sha256
    else { throw KeepingRefusal.badErasureLog(file.path) }
    guard head.format == 1 else {
      throw JournalError(.newer, "The list of erasures \(file.path) was written by a newer program (form \(head.format)).")
    }
    let lines = parts[1].split(separator: UInt8(ascii: "\n"))
    let notes = lines.compactMap { try? JSONDecoder().decode(ErasureNote.self, from: Data($0)) }
    guard notes.count == lines.count, notes.count == head.lines else { throw KeepingRefusal.badErasureLog(file.path) }
    return ErasureLog(notedAt: head.notedAt, notes: notes)
  }

  /// Writes the list whole, beside and renamed.
  package func write(to file: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var body = Data()
    for note in notes {
      body.append(try encoder.encode(note))
      body.append(UInt8(ascii: "\n"))
    }
    let head = Head(
      log: "brobygger-erasures", format: 1, lines: notes.count, notedAt: notedAt,
      sha256: Digest32(SHA256.hash(data: body)).description)
    try Disk.write(try encoder.encode(head) + Data("\n".utf8) + body, to: file)
  }

  /// Takes over what another list has more.
  mutating func add(_ others: [ErasureNote]) {
    var known = Set(notes.map(\.name))
    for note in others where known.insert(note.name).inserted { notes.append(note) }
  }

  /// Everything that was erased from a file of keys. Needs no master key.
  static func notes(of journal: String, in keys: some DatabaseReader) throws -> [ErasureNote] {
    try keys.read { db in
      let whole = try Row.fetchAll(db, sql: "SELECT stream, erasedAt, reason FROM erasedStream ORDER BY erasedAt, stream")
      let single = try Row.fetchAll(
        db, sql: "SELECT id, stream, retention, erasedAt, reason FROM key WHERE wrapped IS NULL ORDER BY erasedAt, id")
      return (single + whole).compactMap { row in
        guard let stream = StreamID(bytes: row["stream"] as Data) else { return nil }
        let id: Data? = row.hasColumn("id") ? row["id"] : nil
        return ErasureNote(
          journal: journal, stream: stream.description, retention: row.hasColumn("retention") ? row["retention"] : nil,
          key: id.flatMap { KeyID(bytes: $0) }?.description, at: Instant(milliseconds: row["erasedAt"] ?? 0).utcText,
          reason: row["reason"] ?? "")
      }
    }
  }
}

extension BackupRegister {
  /// Changes the register, and brings the lists of erasures at all places where backups lie up to date. A place that cannot
  /// be reached, such as a disk in a drawer, is remembered with its trouble and tried again the next time.
  ///
  /// - Returns: the register as it is now.
  @discardableResult
  static func update(
    _ folder: URL, at now: Instant, notes: () throws -> [ErasureNote], change: (inout BackupRegister) -> Void = { _ in }
  ) throws -> BackupRegister {
    try Disk.locked(folder.appendingPathComponent("Backups.lock")) {
      var register = try read(folder)
      change(&register)
      // Read only now: what is erased later finds the new place in the register.
      let notes = try notes()
      for index in register.places.indices {
        do {
          try note(notes, root: URL(fileURLWithPath: register.places[index].root), at: now)
          register.places[index].notedAt = now.utcText
          register.places[index].noted = notes.count
          register.places[index].trouble = nil
        } catch {
          register.places[index].trouble = "\(error)"
        }
      }
      if !register.places.isEmpty { try register.write(folder) }
      return register
    }
  }

  private static func note(_ notes: [ErasureNote], root: URL, at now: Instant) throws {
    // A mount point without its disk is an empty folder: a list there would be taken for the real one.
    guard Disk.exists(root), !Disk.names(in: root).isEmpty else {
      throw JournalError(.folder, "The place \(root.path) is not there. Connect it, then note the erasures again.")
    }
    let file = root.appendingPathComponent(ErasureLog.fileName)
    var log = Disk.exists(file) ? try ErasureLog.read(file) : ErasureLog(notedAt: now.utcText, notes: [])
    log.add(notes)
    log.notedAt = now.utcText
    try log.write(to: file)
  }
}
