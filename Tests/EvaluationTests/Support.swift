import Base
import Evaluation
import Foundation

/// Files of the repository, found from where this file stands.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: root.appendingPathComponent(path))) }

  static func study(_ id: String, vocabulary: StudyVocabulary? = nil) throws -> StudyDefinition {
    try StudyDefinition.read(try bytes("Catalog/studies/\(id).json"), file: "studies/\(id).json", vocabulary: vocabulary)
  }
}

/// A small reader of comma-separated files with a header row and double quotes, for tests only.
struct CSV {
  let header: [String]
  var rows: [[String]]

  init(_ path: String) throws { self.init(text: String(decoding: try Repository.bytes(path), as: UTF8.self)) }

  init(text: String) {
    let bytes = Array(text.utf8)
    var table: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var i = 0
    func word(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    while i < bytes.count {
      let c = bytes[i]
      i += 1
      if quoted {
        if c != UInt8(ascii: "\"") {
          field.append(c)
        } else if i < bytes.count, bytes[i] == c {
          field.append(c)
          i += 1
        } else {
          quoted = false
        }
      } else if c == UInt8(ascii: "\"") {
        quoted = true
      } else if c == UInt8(ascii: ",") || c == 10 {
        row.append(word(field))
        field = []
        if c == 10 {
          table.append(row)
          row = []
        }
      } else if c != 13 {
        field.append(c)
      }
    }
    if !field.isEmpty || !row.isEmpty { table.append(row + [word(field)]) }
    header = table.first ?? []
    rows = Array(table.dropFirst())
  }

  func column(_ name: String) -> [String] {
    guard let c = header.firstIndex(of: name) else { return [] }
    return rows.map { $0[c] }
  }

  func numbers(_ name: String) -> Dataset.Column { .numbers(column(name).map { Double($0) ?? .nan }) }

  func days(_ name: String) -> Dataset.Column {
    .integers(column(name).map { CivilDate($0).map { Int32($0.dayNumber) } ?? .min })
  }

  /// Labels of the file put into codes; a label without a code fails the test that reads it.
  func codes(_ name: String, _ list: [(label: String, code: String)]) throws -> Dataset.Column {
    var labels: [String] = []
    for entry in list where !labels.contains(entry.code) { labels.append(entry.code) }
    let values = try column(name).map { text -> Int32 in
      if text.isEmpty { return -1 }
      guard let code = list.first(where: { $0.label == text })?.code, let place = labels.firstIndex(of: code) else {
        throw Unknown(column: name, label: text)
      }
      return Int32(place)
    }
    return .categories(values, labels: labels)
  }

  struct Unknown: Error {
    let column: String
    let label: String
  }
}

extension StudyResult {
  var allTables: [Table] { sections.flatMap(\.tables) }

  func table(_ id: String) -> Table? { allTables.first { $0.id == id } }

  func cell(_ table: String, _ row: String, _ column: String) -> Cell? { self.table(table)?.cell(row, column) }
}

extension StudyResult.Table {
  func cell(_ row: String, _ column: String) -> StudyResult.Cell? { cells.first { $0.row == row && $0.column == column } }
}

extension StudyResult.Cell {
  /// The figure that is shown.
  var figure: Double? {
    if case .figure(let value, _) = value { return value }
    return nil
  }

  var isHidden: Bool {
    if case .suppressed = value { return true }
    return false
  }
}

extension JSONTree {
  var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var number: Double? {
    if case .number(let text) = self { return Double(text) }
    return nil
  }

  var list: [JSONTree] {
    if case .array(let elements) = self { return elements }
    return []
  }
}
