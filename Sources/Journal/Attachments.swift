import Base
import Crypto
import Foundation

/// Sealed files that facts refer to by the hash of their sealed bytes.
///
/// A file is on disk before the act that refers to it is appended; one that no entry refers to is swept away.
/// Form: format byte (1), key id (16 bytes), nonce, ciphertext, tag; sealed with the stream's key, the head and the
/// stream's id as additional data.
package struct AttachmentFolder: Sendable {
  static let format: UInt8 = 1
  private static let headCount = 17
  let folder: URL
  let keys: KeyRing

  /// Where an attachment lies.
  package func file(_ id: AttachmentID) -> URL {
    let name = id.description
    return folder.appendingPathComponent(String(name.prefix(2))).appendingPathComponent(name)
  }

  func put(_ bytes: [UInt8], pair: KeyRing.Pair, at now: Instant) throws -> AttachmentID {
    guard case .live(let keyID, let key)? = try keys.forSealing([pair], at: now)[pair] else {
      throw AppendRefusal.erased(pair.stream)
    }
    let head = [Self.format] + keyID.bytes
    let box = try AES.GCM.seal(bytes, using: key, authenticating: head + pair.stream.bytes)
    let whole = Data(head) + (box.combined ?? Data())
    let id = AttachmentID(Digest32(SHA256.hash(data: whole)))
    try write(whole, to: file(id))
    return id
  }

  func get(_ id: AttachmentID, stream: StreamID) throws -> [UInt8]? {
    guard let whole = try? Data(contentsOf: file(id)) else {
      throw JournalError(.attachmentMissing, "The attachment \(id) is not in the data folder.")
    }
    guard Digest32(SHA256.hash(data: whole)) == id.digest, whole.count > Self.headCount, whole[0] == Self.format,
      let keyID = KeyID(bytes: whole[1..<Self.headCount])
    else { throw JournalError(.damaged, "The attachment \(id) has been changed since it was written.") }
    switch try keys.forOpening([keyID])[keyID] {
    case .erased?: return nil
    case nil: throw JournalError(.keyMissing, "The key of the attachment \(id) is not in the file of keys.")
    case .live(_, let key)?:
      let head = Array(whole[..<Self.headCount]) + stream.bytes
      let box = try? AES.GCM.SealedBox(combined: whole[Self.headCount...])
      guard let box, let bytes = try? AES.GCM.open(box, using: key, authenticating: head) else {
        throw JournalError(.damaged, "The attachment \(id) does not belong to this stream.")
      }
      return Array(bytes)
    }
  }

  /// Written beside and renamed, file and folder synced: a name is there only with its whole content.
  private func write(_ data: Data, to file: URL) throws {
    let parent = file.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let beside = parent.appendingPathComponent(".\(UUID().uuidString)")
      guard FileManager.default.createFile(atPath: beside.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
        throw CocoaError(.fileWriteUnknown)
      }
      do {
        let handle = try FileHandle(forWritingTo: beside)
        try handle.write(contentsOf: data)
        try handle.synchronize()
        try handle.close()
        guard rename(beside.path, file.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      } catch {
        try? FileManager.default.removeItem(at: beside)
        throw error
      }
      for folder in [parent, folder] { Self.sync(folder) }
    } catch {
      let full = errno == ENOSPC || (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw JournalError(
        full ? .diskFull : .folder, "An attachment cannot be written. Nothing refers to it.", cause: JournalError.cause(of: error)
      )
    }
  }

  private static func sync(_ folder: URL) {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Deletes the files whose keys are gone.
  func sweep(keys erased: [KeyRing.ErasedKey], references: [AttachmentReference]) throws {
    let gone = Set(erased.map(\.key))
    for reference in references {
      let file = file(reference.attachment)
      guard let whole = try? Data(contentsOf: file), whole.count > Self.headCount,
        let keyID = KeyID(bytes: whole[1..<Self.headCount]), gone.contains(keyID)
      else { continue }
      try? FileManager.default.removeItem(at: file)
    }
  }

  /// The attachments in the folder that were last written before a moment.
  func all(before moment: Date) -> [AttachmentID] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    var found: [AttachmentID] = []
    while let file = walker?.nextObject() as? URL {
      let written = try? file.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
      guard let id = AttachmentID(file.lastPathComponent), let written, written < moment else { continue }
      found.append(id)
    }
    return found
  }
}

extension Journal {
  /// Seals bytes for a stream and puts them on disk. Refer to the id from a fact of the same stream, then append.
  ///
  /// - Throws: `AppendRefusal.erased`, or `JournalError`.
  package func attach(_ bytes: [UInt8], to stream: StreamID, retention: String = "case") throws -> AttachmentID {
    try conditionBox.checkWritable()
    let pair = KeyRing.Pair(stream: stream, retention: retention)
    return try writer.alone {
      do { return try attachments.put(bytes, pair: pair, at: clock()) } catch let refusal as AppendRefusal {
        throw refusal
      } catch { throw JournalError(storage: error) }
    }
  }

  /// The bytes of an attachment; nil when its key has been erased.
  package func attachment(_ id: AttachmentID, of stream: StreamID) throws -> [UInt8]? {
    try mapped { try attachments.get(id, stream: stream) }
  }

  /// Deletes attachments that no entry refers to and that are older than `age` seconds, so that none is taken from an act
  /// still on its way.
  ///
  /// - Returns: how many went.
  package func sweepAttachments(olderThan age: Double = 86_400, now: Date = Date()) throws -> Int {
    try writer.alone {
      try conditionBox.checkWritable()
      let old = attachments.all(before: now.addingTimeInterval(-age))
      let kept = try store.referenced(old)
      let loose = old.filter { !kept.contains($0) }
      for id in loose { try FileManager.default.removeItem(at: attachments.file(id)) }
      return loose.count
    }
  }
}
