import ArgumentParser
import Base
import CatalogFiles
import FHIR
import Foundation
import Instruments
import Interchange

struct InstrumentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instruments", abstract: "Forms in and out as FHIR questionnaires, and scores of a file of answers.",
    subcommands: [BringIn.self, HandOut.self, Score.self])

  /// A form of the catalog: `phq-9` is the newest version, `phq-9@1` the first. An option --version would print the program's own.
  static func find(_ name: String, in places: Places) throws -> InstrumentDefinition {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let version = parts.count == 2 ? Int(parts[1]) : nil
    let catalog = try OpenWorkplace.loadCatalog(places.catalogFolders)
    guard let id = parts.first, parts.count == 1 || version != nil, let found = catalog.instrument(id, version: version) else {
      throw Advice("The catalog has no instrument \(name).")
    }
    return found
  }

  static func language(_ text: String) throws -> Language {
    guard let language = Language(rawValue: text) else { throw Advice("The language is da or en.") }
    return language
  }

  /// Writes to a file, or to the screen.
  static func write(_ text: String, to path: String?) throws {
    guard let path else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Advice("\(path) could not be written. Is the folder there, writable, and is there room?")
    }
  }

  static func tell(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  struct BringIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Makes a definition of a FHIR R4 Questionnaire.",
      discussion: """
        What cannot be represented is refused with its path. What a definition has no place for is listed. A form from elsewhere \
        has no examples yet: the catalog takes it when somebody has written answers with what a source says of them.
        """)
    @Argument(help: "The questionnaire, as JSON.") var file: String
    @Option(help: "The file to write. Else the screen.") var output: String?
    @Option(help: "The id of the definition. Else made of the questionnaire's address.") var id: String?
    @Option(name: .customLong("as-version"), help: "The version of the definition. Else the questionnaire's, or 1.")
    var asVersion: Int?
    @Option(help: "The most rounds of a group that repeats without a limit. Else such groups are refused.") var maxRounds: Int?
    @Flag(help: "Makes hyphens of characters that ids may not have. Responses to the original then no longer fit.")
    var rename = false
    @Option(help: "da or en.") var language = "da"

    func run() async throws {
      try await telling {
        let language = try InstrumentsCommand.language(language)
        guard let data = FileManager.default.contents(atPath: file) else { throw Advice("\(file) cannot be read.") }
        let choices = FHIRQuestionnaire.Choices(id: id, version: asVersion, maxRounds: maxRounds, renames: rename)
        let reading: FHIRQuestionnaire.Reading
        do {
          reading = try FHIRQuestionnaire.read([UInt8](data), choices: choices)
        } catch let refused as FHIRRefusals {
          throw Advice(refused.refusals.map { $0.line(language) }.joined(separator: "\n"))
        }
        for note in reading.notes { InstrumentsCommand.tell(note.line(language)) }
        try InstrumentsCommand.write(reading.definition.tree.laidOut(), to: output)
        if let output { print("Wrote \(output): \(reading.definition.key), \(reading.definition.items.count) items.") }
      }
    }
  }

  struct HandOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Writes a definition as a FHIR R4 Questionnaire.")
    @OptionGroup var places: Places
    @Argument(help: "The id, such as phq-9, or phq-9@1 for a version.") var id: String
    @Option(help: "The file to write. Else the screen.") var output: String?

    func run() async throws {
      try await telling {
        let definition = try InstrumentsCommand.find(id, in: places)
        try InstrumentsCommand.write(FHIRQuestionnaire.write(definition).laidOut(), to: output)
        if let output { print("Wrote \(output)") }
      }
    }
  }

  struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Scores a file of answers, row by row, to the screen.",
      discussion: """
        Columns with the names of items are answers; those before them, or those named with --id, come out again. Rows that cannot \
        be scored are told of with line and reason, and the exit code is then 2.
        """)
    @OptionGroup var places: Places
    @Argument(help: "The id, such as phq-9, or phq-9@1 for a version.") var id: String
    @Option(help: "The file: .csv or .ndjson, also with .gz.") var from: String
    @Option(name: .customLong("id"), help: "A column that identifies the row; may be given several times.") var ids: [String] = []
    @Option(help: "The wave the answers are of.") var wave: String?
    @Option(help: "csv or ndjson; else as the file.") var format: String?
    @Option(help: "da or en.") var language = "da"

    func run() async throws {
      try await telling {
        let language = try InstrumentsCommand.language(language)
        let plain = from.hasSuffix(".gz") ? String(from.dropLast(3)) : from
        let isCSV = plain.hasSuffix(".csv")
        guard isCSV || plain.hasSuffix(".ndjson") || plain.hasSuffix(".jsonl") else {
          throw Advice("The file is .csv or .ndjson, also with .gz.")
        }
        guard let output = ScoreStream.Output(rawValue: format ?? (isCSV ? "csv" : "ndjson")) else {
          throw Advice("The format is csv or ndjson.")
        }
        let definition = try InstrumentsCommand.find(id, in: places)
        let stream = ScoreStream(definition, ids: ids, wave: wave, output: output)
        let summary: ScoreStream.Summary
        do throws(ScoreFailure) {
          summary = try stream.score(
            path: from, isCSV: isCSV, to: 1, issue: { InstrumentsCommand.tell("\(from): \($0.text(language))") })
        } catch { throw Advice("\(from): \(error.words[language])") }
        if summary.refused > 0 {
          throw Advice("\(summary.refused) rows were not scored; \(summary.scored) were.")
        }
      }
    }
  }
}
