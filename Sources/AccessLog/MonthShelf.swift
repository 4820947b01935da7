import Base
import Foundation
import Synchronization

/// The months that are there, oldest first.
final class MonthShelf: Sendable {
  /// `AccessLog` in the data folder; nil in memory.
  let folder: URL?
  private let files = Mutex<[MonthFile]>([])

  init(folder: URL?) { self.folder = folder }

  var all: [MonthFile] { files.withLock { $0 } }
  var newest: MonthFile? { files.withLock { $0.last } }

  func file(_ month: AccessMonth) -> MonthFile? { files.withLock { $0.first { $0.month == month } } }

  func add(_ file: MonthFile) {
    files.withLock { files in
      files.append(file)
      files.sort { $0.month < $1.month }
    }
  }

  func url(_ month: AccessMonth) -> URL? { folder?.appendingPathComponent("\(month).sqlite") }

  /// Takes a month away, its file included.
  func drop(_ month: AccessMonth) throws {
    let gone = files.withLock { files -> MonthFile? in
      guard let index = files.firstIndex(where: { $0.month == month }) else { return nil }
      return files.remove(at: index)
    }
    try? gone?.close(readOnly: false)
    if let url = url(month) { try Self.remove(url) }
  }

  /// Removes a database with what lies beside it.
  static func remove(_ url: URL) throws {
    for file in [url.path, url.path + "-wal", url.path + "-shm"] {
      guard unlink(file) == 0 || errno == ENOENT else {
        throw AccessLogError(.folder, "A file of the access log cannot be removed.", cause: String(cString: strerror(errno)))
      }
    }
    try sync(url.deletingLastPathComponent())
  }

  /// Makes sure that the names in a folder, or a file, are on the disk.
  static func sync(_ url: URL) throws {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw AccessLogError(.folder, "\(url.path) cannot be opened.", cause: String(cString: strerror(errno)))
    }
    defer { Foundation.close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw AccessLogError(.folder, "\(url.path) cannot be synced.", cause: String(cString: strerror(errno)))
    }
  }

  /// The months whose files lie in a folder, oldest first.
  static func months(in folder: URL) -> [AccessMonth] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { $0.hasSuffix(".sqlite") ? AccessMonth($0.dropLast(7)) : nil }.sorted()
  }
}
