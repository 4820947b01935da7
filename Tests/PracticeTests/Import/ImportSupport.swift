import Base
import CatalogFiles
import Evaluation
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records

/// A data folder that is gone after the test, with the repository's catalog.
final class ImportBench {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let catalog = Result {
    try CatalogLoader.load(folders: [root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
  }

  let folder: URL
  let place: Workplace

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_800_000_000_000) }
    let journal = try Journal.inMemory(clock: clock)
    let records = try RecordsEngine(
      folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: PracticeFeatures.alsoKnown)
    place = try .forTrial(journal: journal, records: records, catalog: try Self.catalog.get(), now: clock)
  }

  deinit {
    try? place.records.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// A copy of an example folder that a test may spoil.
  func copy(_ study: String) throws -> URL {
    let copy = folder.appendingPathComponent(study)
    try FileManager.default.copyItem(at: Self.root.appendingPathComponent("Examples/\(study)"), to: copy)
    return copy
  }

  func run(_ study: String, _ folder: URL, acceptGoodRows: Bool = false) async throws -> ImportStudy.Report {
    guard let plan = try StudyCatalog.importPlan(study, place.catalog) else { throw CocoaError(.fileNoSuchFile) }
    var options = ImportStudy.Options()
    options.acceptGoodRows = acceptGoodRows
    options.batch = 50
    return try await ImportStudy.run(plan: plan, folder: folder, journal: place.journal, options: options)
  }

  /// Imports a folder of a few files by a mapping of the test's own.
  func run(mapping: String, files: [String: [UInt8]], acceptGoodRows: Bool = false) async throws -> ImportStudy.Report {
    let data = folder.appendingPathComponent("data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: data.appendingPathComponent(name)) }
    let definitions = Dictionary(
      place.catalog.instruments.values.flatMap { $0 }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let mapping = try Studies.ImportMapping.read(Array(mapping.utf8), file: "test.json", instruments: definitions)
    let instruments = definitions.mapValues { Studies.ImportInstrument($0, hash: "00") }
    var options = ImportStudy.Options()
    options.acceptGoodRows = acceptGoodRows
    return try await ImportStudy.run(
      plan: ImportStudy.Plan(mapping: mapping, reference: "test@1#00", instruments: instruments), folder: data,
      journal: place.journal, options: options)
  }
}

extension StudyResult {
  func cell(_ table: String, _ row: String, _ column: String) -> Cell? {
    sections.flatMap(\.tables).first { $0.id == table }?.cells.first { $0.row == row && $0.column == column }
  }
}

extension StudyResult.Cell {
  var figure: Double? {
    if case .figure(let value, _) = value { return value }
    return nil
  }
}

extension JSONTree {
  var list: [JSONTree] {
    if case .array(let values) = self { return values }
    return []
  }

  var number: Double? {
    if case .number(let text) = self { return Double(text) }
    return nil
  }

  var plainText: String {
    if case .string(let text) = self { return text }
    return ""
  }
}

extension ImportBench {
  /// What is wrong with a mapping.
  static func mappingProblems(_ mapping: String) -> [Problem] {
    guard let catalog = try? catalog.get() else { return [] }
    let definitions = Dictionary(
      catalog.instruments.values.flatMap { $0 }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    do throws(ProblemList) {
      _ = try Studies.ImportMapping.read(Array(mapping.utf8), file: "test.json", instruments: definitions)
      return []
    } catch {
      return error.problems
    }
  }
}
