import Base
import CatalogFiles
import Foundation
import Instruments

/// A catalog folder on disk that goes away with the test.
final class TestCatalog {
  let folder: URL

  init(_ files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("catalog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files { try write(path, text) }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

  func write(_ path: String, _ data: Data) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }

  func problems(_ sections: [CatalogSection] = []) -> [Problem] {
    CatalogLoader.check(folders: [folder], sections: sections).problems
  }

  static func instrument(_ id: String = "form", version: Int = 1, label: String = "A") -> String {
    """
    {"id": "\(id)", "version": \(version), "title": {"da": "T", "en": "T"}, "wording": "labels", "source": "s",
     "licence": {"class": "A", "terms": "t"}, "respondents": ["self"],
     "items": [{"id": "a", "kind": "scale", "label": {"da": "\(label)", "en": "A"}, "min": 0, "max": 3}],
     "scales": [{"id": "s", "title": {"da": "S", "en": "S"}, "rule": "sum", "items": ["a"], "missing": {"rule": "refuse"},
                 "range": {"min": 0, "max": 3}, "direction": "none"}],
     "examples": [{"name": "e", "source": "by hand", "answers": {"a": 2}, "expected": {"s": 2}}]}
    """
  }

  static func programme(instrument: String = "form", status: String = "done") -> String {
    """
    {"id": "p", "version": 1, "title": {"da": "P", "en": "P"}, "purpose": {"da": "P", "en": "P"}, "source": "s",
     "phases": [{"id": "P1", "title": {"da": "F", "en": "F"}, "reenterable": true,
                 "steps": [{"id": "a", "title": {"da": "A", "en": "A"}}]}],
     "targetGroup": {"criteria": [{"id": "c", "label": {"da": "C", "en": "C"}, "loadRule": true}],
                     "load": {"atLeast": 2, "domains": [{"code": "x", "label": {"da": "X", "en": "X"}},
                              {"code": "y", "label": {"da": "Y", "en": "Y"}}, {"code": "z", "label": {"da": "Z", "en": "Z"}}]}},
     "forms": [{"instrument": "\(instrument)", "waves": [{"id": "before", "label": {"da": "F", "en": "B"}}]}],
     "limits": [{"id": "l", "label": {"da": "L", "en": "L"}, "kind": "meanPerWorker", "max": 15}],
     "discharge": {"statuses": [{"code": "done", "label": {"da": "D", "en": "D"}}],
                   "reasons": [{"code": "r", "label": {"da": "R", "en": "R"}, "status": "\(status)"}]}}
    """
  }
}

/// The repository this test was built from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let catalog = root.appendingPathComponent("Catalog")

  /// Rows of a plain CSV file without quotes: column to text.
  static func rows(_ file: String) throws -> [[String: String]] {
    let text = try String(contentsOf: root.appendingPathComponent("Examples/help/\(file).csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    guard let first = lines.first else { return [] }
    let names = first.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
  }
}
