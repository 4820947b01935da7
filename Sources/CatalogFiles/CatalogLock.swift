package import Base
import Crypto
package import Foundation

/// The fingerprint of a catalog file: SHA-256 of its canonical JSON.
package enum CatalogHash {
  /// In lower-case hex. Layout and order of keys do not matter.
  package static func of(_ tree: JSONTree) -> String {
    SHA256.hash(data: tree.canonical).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0\(text)" : text
    }.joined()
  }
}

/// `published.lock`: what has been published and must never change, one line each: `instruments/ces-d 1 <hash>`.
package enum CatalogLock {
  package static let fileName = "published.lock"

  /// A published definition.
  package struct Line: Sendable, Hashable {
    /// Folder and id, such as `instruments/ces-d`.
    package var name: String
    package var version: Int
    package var hash: String
    /// Its line in the file, from 1.
    package var number: Int
  }

  /// The lines of a folder's lock; none when there is no lock.
  ///
  /// - Throws: every line that cannot be read, and what stands twice.
  package static func read(_ folder: URL) throws(ProblemList) -> [Line] {
    guard let data = try? Data(contentsOf: folder.appendingPathComponent(fileName)) else { return [] }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ProblemList([Problem(file: fileName, path: "-", message: "the file is not UTF-8")])
    }
    var lines: [Line] = []
    var problems: [Problem] = []
    var seen = Set<String>()
    for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let parts = row.split(separator: " ")
      guard !parts.isEmpty, !row.hasPrefix("#") else { continue }
      let place = "line \(index + 1)"
      guard parts.count == 3, let version = Int(parts[1]), parts[2].utf8.count == 64 else {
        problems.append(Problem(file: fileName, path: place, message: "three parts are expected: folder/id, version, hash"))
        continue
      }
      if !seen.insert("\(parts[0]) \(version)").inserted {
        problems.append(Problem(file: fileName, path: place, message: "\(parts[0]) version \(version) stands twice"))
      }
      lines.append(Line(name: String(parts[0]), version: version, hash: String(parts[2]), number: index + 1))
    }
    if !problems.isEmpty { throw ProblemList(problems) }
    return lines
  }

  /// Publishes what is not published yet: appends a line for each instrument and programme of the folder, and changes none.
  ///
  /// - Parameter sections: the readers the folder is checked with first.
  /// - Returns: the lines that were added, without hash.
  /// - Throws: `ProblemList` when the folder has a problem, or an error of the file system.
  package static func publish(folder: URL, sections: [CatalogSection] = []) throws -> [String] {
    let catalog = try CatalogLoader.load(folders: [folder], sections: sections)
    let published = Set(try read(folder).map { "\($0.name) \($0.version)" })
    var all: [(name: String, hash: String)] = []
    for definition in catalog.instruments.values.joined() {
      all.append(("instruments/\(definition.id) \(definition.version)", catalog.hashes["instruments/\(definition.key)"] ?? ""))
    }
    for programme in catalog.programmes.values {
      all.append(("programmes/\(programme.id) \(programme.version)", catalog.hashes["programmes/\(programme.key)"] ?? ""))
    }
    let new = all.filter { !published.contains($0.name) }.sorted { $0.name < $1.name }
    guard !new.isEmpty else { return [] }
    let file = folder.appendingPathComponent(fileName)
    var text = (try? String(contentsOf: file, encoding: .utf8)) ?? "# Published definitions; a line is never changed.\n"
    if !text.hasSuffix("\n") { text += "\n" }
    for line in new { text += "\(line.name) \(line.hash)\n" }
    try Data(text.utf8).write(to: file, options: .atomic)
    return new.map(\.name)
  }
}
