import Foundation
import Synchronization

/// Keeps a second process from writing in the same folder. The lock goes with the process, however it ends.
package final class FolderLock: Sendable {
  private let held: Mutex<Int32?>

  init(folder: URL) throws {
    let path = folder.appendingPathComponent("Journal.lock").path
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw JournalError(.folder, "The folder \(folder.path) cannot be written.", cause: String(cString: strerror(errno)))
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Foundation.close(descriptor)
      throw JournalError(.inUse, "Another process writes in \(folder.path). Stop it first.")
    }
    held = Mutex(descriptor)
  }

  /// Lets the folder go.
  func release() {
    held.withLock { held in
      if let descriptor = held { close(descriptor) }
      held = nil
    }
  }

  deinit { release() }
}
