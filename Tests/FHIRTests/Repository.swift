import Base
import Foundation
import Instruments

enum Repository {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

  static func files(_ folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
  }

  static func tree(_ file: URL) throws -> JSONTree { try JSONTree.parse([UInt8](Data(contentsOf: file))) }

  /// Every definition of the catalog.
  static func definitions() throws -> [InstrumentDefinition] {
    let problems = ProblemCollector()
    let definitions = try files(root.appendingPathComponent("Catalog/instruments")).flatMap { try files($0) }.filter {
      $0.pathExtension == "json"
    }.compactMap {
      JSONReader.read(try tree($0), file: $0.lastPathComponent, problems: problems, InstrumentDefinition.readChecked)
    }
    try problems.throwIfAny()
    return definitions
  }
}
