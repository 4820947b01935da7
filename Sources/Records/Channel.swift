import Dispatch
import Synchronization

/// A short queue between two threads: the sender waits when it is full, the receiver when it is empty.
final class Channel<Element: Sendable>: Sendable {
  private struct Box {
    var elements: [Element] = []
    var closed = false
  }

  private let box = Mutex(Box())
  /// Begins at zero and is raised, because a semaphore may not end below the value it began with.
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(capacity: Int) {
    for _ in 0..<capacity { room.signal() }
  }

  /// False when the receiver has gone and nothing more is wanted.
  func send(_ element: Element) -> Bool {
    room.wait()
    let open = box.withLock { box in
      if !box.closed { box.elements.append(element) }
      return !box.closed
    }
    filled.signal()
    return open
  }

  /// The next element, or nil when the sender has finished.
  func receive() -> Element? {
    filled.wait()
    let element = box.withLock { box in box.elements.isEmpty ? nil : box.elements.removeFirst() }
    if element == nil { filled.signal() } else { room.signal() }
    return element
  }

  /// No more comes, or no more is wanted.
  func close() {
    box.withLock { $0.closed = true }
    filled.signal()
    room.signal()
  }
}
