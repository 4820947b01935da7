import Base
import Crypto
import Foundation

/// What a file was when it was written.
struct FileStamp: Sendable, Hashable {
  var bytes: Int64
  var sha256: Digest32
}

/// Files and folders, synced, with errors that say what to do.
enum Disk {
  private static let chunk = 1 << 20

  static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// Makes a folder that only its owner can look into; one that is there stays as it is.
  static func makeFolder(_ folder: URL) throws {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw trouble("The folder \(folder.path) cannot be made. Check its owner and the place above it.", error)
    }
    guard access(folder.path, W_OK) == 0 else {
      throw JournalError(
        .folder, "The folder \(folder.path) cannot be written. Check its owner.", cause: String(cString: strerror(errno)))
    }
  }

  /// The names in a folder; none when there is no such folder.
  static func names(in folder: URL) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  }

  /// All files below a folder, as paths relative to it, in order.
  static func files(below folder: URL, leavingOut: (String) -> Bool = { _ in false }) -> [String] {
    var found: [String] = []
    func walk(_ path: String) {
      for name in names(in: path.isEmpty ? folder : folder.appendingPathComponent(path)) {
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        if leavingOut(inner) { continue }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(inner).path, isDirectory: &isFolder)
        else { continue }
        if isFolder.boolValue { walk(inner) } else { found.append(inner) }
      }
    }
    walk("")
    return found
  }

  /// Whether one folder is the other or lies in it, links followed.
  static func isInside(_ inner: URL, _ outer: URL) -> Bool {
    let a = inner.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let b = outer.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    return a.count >= b.count && Array(a.prefix(b.count)) == b
  }

  /// Bytes that an ordinary user may still write where a folder lies; nil when the system does not tell.
  static func room(at folder: URL) -> Int64? {
    var about = statvfs()
    guard statvfs(folder.path, &about) == 0 else { return nil }
    return Int64(clamping: UInt64(about.f_bavail) * UInt64(about.f_frsize))
  }

  /// What a file takes; 0 when it is not there.
  static func size(_ file: URL) -> Int64 {
    var about = stat()
    return stat(file.path, &about) == 0 ? Int64(about.st_size) : 0
  }

  /// Makes sure that a file or the names in a folder are on the disk.
  static func sync(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(url) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(url) }
  }

  /// Writes a small file beside and renames it, synced: it is there whole or as it was.
  static func write(_ data: Data, to file: URL) throws {
    let parent = file.deletingLastPathComponent()
    let beside = parent.appendingPathComponent(".\(file.lastPathComponent).\(UUID().uuidString.prefix(8))")
    let descriptor = open(beside.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(file) }
    do {
      defer { close(descriptor) }
      try data.withUnsafeBytes { try put($0, into: descriptor, file) }
      guard fsync(descriptor) == 0 else { throw failure(file) }
    } catch {
      unlink(beside.path)
      throw error
    }
    guard rename(beside.path, file.path) == 0 else {
      let error = failure(file)
      unlink(beside.path)
      throw error
    }
    try sync(parent)
  }

  /// Runs something while no other process does the same with this lock.
  static func locked<Value>(_ file: URL, _ body: () throws -> Value) throws -> Value {
    let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw failure(file) }
    defer { close(descriptor) }
    return try body()
  }

  /// Copies a file, synced, and says what was copied. What is added to the original meanwhile is left out.
  static func copy(_ from: URL, to: URL) throws -> FileStamp {
    try makeFolder(to.deletingLastPathComponent())
    let target = open(to.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard target >= 0 else { throw failure(to) }
    defer { close(target) }
    let stamp = try read(from, atMost: size(from)) { try put($0, into: target, to) }
    guard fsync(target) == 0 else { throw failure(to) }
    return stamp
  }

  /// What a file is now.
  static func stamp(_ file: URL) throws -> FileStamp { try read(file, atMost: .max) { _ in } }

  private static func read(
    _ file: URL, atMost limit: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> FileStamp {
    let source = open(file.path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw failure(file) }
    defer { close(source) }
    var hasher = SHA256()
    var total: Int64 = 0
    try withUnsafeTemporaryAllocation(byteCount: chunk, alignment: 16) { buffer in
      while total < limit {
        let count = Foundation.read(source, buffer.baseAddress, Int(min(Int64(chunk), limit - total)))
        guard count >= 0 else { throw failure(file) }
        if count == 0 { break }
        let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        hasher.update(bufferPointer: part)
        try body(part)
        total += Int64(count)
      }
    }
    return FileStamp(bytes: total, sha256: Digest32(hasher.finalize()))
  }

  private static func put(_ bytes: UnsafeRawBufferPointer, into descriptor: Int32, _ file: URL) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      guard count > 0 else { throw failure(file) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// What the system last said, as an error about a file.
  private static func failure(_ file: URL) -> JournalError {
    let number = errno
    let cause = String(cString: strerror(number))
    if number == ENOSPC || number == EDQUOT {
      return JournalError(.diskFull, "No room left for \(file.path). Make room and try again.", cause: cause)
    }
    return JournalError(.folder, "\(file.path) cannot be read or written. Check that it is there, and its owner.", cause: cause)
  }

  private static func trouble(_ message: String, _ error: any Error) -> JournalError {
    let full = (error as? CocoaError)?.code == .fileWriteOutOfSpace
    return JournalError(full ? .diskFull : .folder, message, cause: JournalError.cause(of: error))
  }
}

extension Instant {
  /// `2026-11-21T05:15:00.123Z`.
  package var utcText: String {
    let day = utcDate?.description ?? "0000-00-00"
    let rest = Int(((milliseconds % 86_400_000) + 86_400_000) % 86_400_000)
    func pad(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let (hour, minute) = (pad(rest / 3_600_000, 2), pad(rest / 60_000 % 60, 2))
    return "\(day)T\(hour):\(minute):\(pad(rest / 1000 % 60, 2)).\(pad(rest % 1000, 3))Z"
  }

  /// Reads what `utcText` writes; nil for anything else.
  package init?(utcText text: String) {
    let parts = text.split(whereSeparator: { "T:.Z".contains($0) })
    guard text.utf8.count == 24, parts.count == 5, let day = CivilDate(parts[0]), let hour = Int64(parts[1]),
      let minute = Int64(parts[2]), let second = Int64(parts[3]), let rest = Int64(parts[4])
    else { return nil }
    let seconds = hour * 3600 + minute * 60 + second
    self.init(milliseconds: Instant(startOf: day).milliseconds + seconds * 1000 + rest)
  }
}
