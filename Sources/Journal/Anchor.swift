import Base
import Foundation

/// Where seals are kept outside the reach of whoever can rewrite the data folder.
package protocol SealAnchor: Sendable {
  /// Keeps one line, durably.
  func publish(_ line: String) throws
}

/// A file, one line a seal: on another disk, a share that only takes new lines, or a machine of another administrator.
package struct FileAnchor: SealAnchor {
  package let file: URL

  package init(file: URL) { self.file = file }

  package func publish(_ line: String) throws {
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw JournalError(.anchor, "The anchor \(file.path) cannot be opened.") }
    defer { Foundation.close(descriptor) }
    let bytes = Array((line + "\n").utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
      throw JournalError(.anchor, "The anchor \(file.path) cannot be written.")
    }
  }

  /// The lines of the file.
  ///
  /// - Throws: `JournalError` with code `anchor` when it cannot be read or a line is none of ours.
  package func lines() throws -> [AnchorLine] {
    guard let data = try? Data(contentsOf: file) else {
      throw JournalError(.anchor, "The anchor \(file.path) cannot be read.")
    }
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated().map { index, line in
      guard let parsed = AnchorLine(String(line)) else {
        throw JournalError(.anchor, "Line \(index + 1) of the anchor \(file.path) is no seal.")
      }
      return parsed
    }
  }
}

/// The system log, which many installations already send to another machine.
package struct SyslogAnchor: SealAnchor {
  package init() {}

  package func publish(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/logger")
    process.arguments = ["-t", "brobygger", "-p", "auth.notice", "--", line]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw JournalError(.anchor, "The system log did not take the seal.") }
  }
}

/// One seal as a line of text: `brobygger-seal 1 <journal> <number> <last position> <ms> <hash> <signature>`.
package struct AnchorLine: Sendable, Hashable {
  package var journal: String
  package var number: Int64
  package var last: Int64
  package var sealedAt: Instant
  package var hash: Digest32
  package var signature: [UInt8]

  init(_ seal: Seal, journal: String) {
    self.journal = journal
    number = seal.number
    last = seal.last
    sealedAt = seal.sealedAt
    hash = seal.hash
    signature = seal.signature
  }

  /// Reads a line; whatever a log puts before the word `brobygger-seal` is passed over. Nil for another line.
  package init?(_ line: String) {
    guard let start = line.range(of: "brobygger-seal ") else { return nil }
    let words = line[start.lowerBound...].split(separator: " ")
    guard words.count == 8, words[1] == "1", let number = Int64(words[3]), let last = Int64(words[4]),
      let at = Int64(words[5]), let hash = Digest32(hex: words[6]), let signature = Data(base64Encoded: String(words[7]))
    else { return nil }
    journal = String(words[2])
    self.number = number
    self.last = last
    sealedAt = Instant(milliseconds: at)
    self.hash = hash
    self.signature = Array(signature)
  }

  /// The line.
  package var text: String {
    let signature = Data(signature).base64EncodedString()
    return "brobygger-seal 1 \(journal) \(number) \(last) \(sealedAt.milliseconds) \(hash) \(signature)"
  }
}
