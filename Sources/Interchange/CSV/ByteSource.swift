import Foundation

/// Where bytes come from, piece by piece.
protocol ByteSource: AnyObject {
  /// Fills at most the buffer; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int
}

/// Bytes that are already in memory.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { all in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<position + count]))
    }
    position += count
    return count
  }
}

/// A file, read with the system's own calls.
final class FileSource: ByteSource {
  private let descriptor: Int32

  init(path: String) throws(CSVFailure) {
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing : .unreadable(cause: String(cString: strerror(errno)))
    }
  }

  deinit { close(descriptor) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    try FileSource.read(descriptor, into: buffer)
  }

  static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unreadable(cause: String(cString: strerror(errno))) }
    }
  }
}

/// A gzip file, unpacked by the system's gzip and read through a pipe.
final class GzipSource: ByteSource {
  private let process = Process()
  private let output = Pipe()
  /// True until it runs, and again when all has been read.
  private var ended = true

  init(path: String) throws(CSVFailure) {
    guard access(path, F_OK) == 0 else { throw .missing }
    guard access(path, R_OK) == 0 else { throw .unreadable(cause: String(cString: strerror(errno))) }
    let places: [String] = ["/usr/bin/gzip", "/bin/gzip", "/usr/local/bin/gzip"]
    guard let tool = places.first(where: { (place: String) in access(place, X_OK) == 0 }) else {
      throw .cannotUnpack(cause: "gzip is not installed")
    }
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = ["-dc", "--", path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw .cannotUnpack(cause: "\(error)") }
    ended = false
  }

  deinit {
    if !ended {
      process.terminate()
      try? output.fileHandleForReading.close()
      process.waitUntilExit()
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(CSVFailure) -> Int {
    guard !ended else { return 0 }
    let count = try FileSource.read(output.fileHandleForReading.fileDescriptor, into: buffer)
    if count > 0 { return count }
    ended = true
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw .cannotUnpack(cause: "gzip: \(process.terminationStatus)") }
    return 0
  }
}
