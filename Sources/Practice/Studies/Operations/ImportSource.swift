import Base
import Crypto
import Foundation
import Interchange
import PracticeRules

extension CSVRow: Studies.SourceRow {
  package func text(_ column: Int) -> String { self[column] }
}

/// The rows of one file as facts are read from them, one after another.
final class ImportSource {
  /// One row, or one form gathered from several.
  struct Item {
    var row = CSVRow()
    /// The rows it was gathered from; empty for a row that is itself.
    var sources: [CSVRow] = []
    /// What was wrong with it before any rule looked at it.
    var problem: Studies.RowProblem?
  }

  /// Column names, after gathering.
  let header: [String]
  let fileHeader: [String]
  let separator: CSVSeparator
  private let reader: CSVReader
  private var gathered: [Item]?
  private var place = 0

  init(_ file: Studies.ImportMapping.File, path: String) throws {
    reader = try CSVReader(path: path)
    fileHeader = reader.header
    separator = reader.separator
    guard let gather = file.gather else {
      header = reader.header
      return
    }
    let wide = file.usedColumns.filter { !gather.by.contains($0) }
    header = gather.by + wide
    let gatherer = try Gatherer(gather, wide: wide, ignored: file.ignored, header: reader.header, file: file.name)
    gathered = try gatherer.items(of: reader)
  }

  /// Reads the next row into an item; false at the end.
  func read(_ item: inout Item) throws(CSVFailure) -> Bool {
    if let gathered {
      guard place < gathered.count else { return false }
      item = gathered[place]
      place += 1
      return true
    }
    guard try reader.read(&item.row) else { return false }
    item.problem = item.row.fault.map { fault in
      Studies.RowProblem(column: fault.field.flatMap { header.indices.contains($0) ? header[$0] : nil }, reason: fault.words)
    }
    return true
  }

  /// Where a file of the mapping lies in a folder, plain or packed; nil when it does not.
  static func path(of name: String, in folder: URL) -> String? {
    [name, name + ".gz"].map { folder.appendingPathComponent($0).path }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// SHA-256 of a file as it lies there, in lower-case hexadecimal.
  static func sha256(path: String) throws(CSVFailure) -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { throw .missing }
    defer { try? file.close() }
    var hash = SHA256()
    do {
      while let chunk = try file.read(upToCount: 1 << 18), !chunk.isEmpty { hash.update(data: chunk) }
    } catch {
      throw .unreadable(cause: "\(error)")
    }
    return hash.finalize().map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }
}

/// Puts rows that are one form together. Holds the whole file: for forms, not for measurements by the day.
private struct Gatherer {
  let gather: Studies.ImportMapping.Gather
  let wide: [String: Int]
  let by: [Int]
  let item: Int
  let values: [Int]

  init(
    _ gather: Studies.ImportMapping.Gather, wide: [String], ignored: [String], header: [String], file: String
  ) throws {
    self.gather = gather
    self.wide = Dictionary(wide.enumerated().map { ($1, $0 + gather.by.count) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let needed = gather.by + [gather.item] + gather.values
    let problems = ProblemCollector()
    for column in needed where places[column] == nil {
      problems.report(file: file, path: "line 1", "the column \(column) is missing")
    }
    for column in header where !needed.contains(column) && !ignored.contains(column) {
      problems.report(file: file, path: "line 1, column \(column)", "the mapping does not know this column")
    }
    try problems.throwIfAny()
    by = gather.by.compactMap { places[$0] }
    item = places[gather.item] ?? 0
    values = gather.values.compactMap { places[$0] }
  }

  func items(of reader: CSVReader) throws -> [ImportSource.Item] {
    var items: [ImportSource.Item] = []
    var fields: [[String]] = []
    var places: [[String]: Int] = [:]
    var filled = Set<[Int]>()
    var row = CSVRow()
    while try reader.read(&row) {
      if let fault = row.fault {
        items.append(.init(row: row, problem: .init(column: nil, reason: fault.words)))
        fields.append(row.fields)
        continue
      }
      let key = by.map { row[$0] }
      let place = places[key] ?? items.count
      if place == items.count {
        places[key] = place
        items.append(.init(row: CSVRow(line: row.line, fields: [])))
        fields.append(key + Array(repeating: "", count: wide.count))
      }
      items[place].sources.append(row)
      add(row, to: &fields[place], group: place, &filled, &items[place].problem)
    }
    for (place, texts) in fields.enumerated() where !items[place].sources.isEmpty {
      items[place].row = CSVRow(line: items[place].row.line, fields: texts)
    }
    return items
  }

  private func add(
    _ row: CSVRow, to fields: inout [String], group: Int, _ filled: inout Set<[Int]>, _ problem: inout Studies.RowProblem?
  ) {
    for (value, name) in zip(values, gather.values) {
      guard let place = wide[gather.name(item: row[item], value: name)] else {
        problem = .init(
          column: gather.item,
          reason: Words(
            da: "Linje \(row.line): skemaet har ikke dette punkt.", en: "Line \(row.line): the form has no such item."))
        return
      }
      if !filled.insert([group, place]).inserted {
        problem = .init(
          column: gather.item,
          reason: Words(da: "Linje \(row.line): punktet står to gange.", en: "Line \(row.line): the item stands twice."))
        return
      }
      fields[place] = row[value]
    }
  }
}
