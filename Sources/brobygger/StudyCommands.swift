import ArgumentParser
import Base
import Evaluation
import Foundation
import PracticeOperations

struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Brings a folder of CSV files into the journal, by the mapping of the catalog.",
    discussion:
      "All files are read and checked first. When anything is wrong, nothing is written. Importing twice changes nothing.")
  @OptionGroup var places: Places
  @Argument(help: "The study, such as urs-2016.") var study: String
  @Argument(help: "The folder with the files.") var folder: String
  @Flag(help: "Imports the rows without fault, and writes the others to <file>.rejects.csv.") var acceptGoodRows = false
  @Flag(help: "Does not build the tables now; the next command will.") var withoutTables = false

  func run() async throws {
    try await telling {
      let open = try OpenWorkplace.open(places, makeKeys: true)
      try await Self.load(open, study: study, from: URL(fileURLWithPath: folder), acceptGoodRows: acceptGoodRows)
      if !withoutTables { try open.prepare() }
      try open.close()
    }
  }

  /// Imports a folder, tells what became of it, and stops with all that is wrong.
  static func load(_ open: OpenWorkplace, study: String, from folder: URL, acceptGoodRows: Bool) async throws {
    guard let plan = try StudyCatalog.importPlan(study, open.place.catalog) else {
      throw Advice("The catalog has no mapping for \(study). Mappings stand in Catalog/imports.")
    }
    var options = ImportStudy.Options()
    options.acceptGoodRows = acceptGoodRows
    let line = ImportLine()
    let report = try await ImportStudy.run(
      plan: plan, folder: folder, journal: open.place.journal, options: options, progress: { line.show($0) })
    line.end()
    for issue in report.issues { print(issue.text(.en)) }
    if report.issueCount > report.issues.count { print("… and \(report.issueCount - report.issues.count) more.") }
    guard report.isWritten else {
      throw Advice(
        "\(report.issueCount) problems in \(folder.path). Nothing was imported. Mend the files, or use --accept-good-rows.")
    }
    let known = report.repeated > 0 ? ", \(report.repeated) were there already" : ""
    print("\(study): \(report.rows) rows read, \(report.written) written\(known).")
    for file in report.files where file.rejects != nil { print("\(file.rejected) rows were rejected: \(file.rejects ?? "")") }
  }
}

/// Progress of an import: one line a file.
private final class ImportLine: @unchecked Sendable {
  private var progress: Progress?
  private var name = ""
  private let lock = NSLock()

  func show(_ step: ImportStudy.Progress) {
    lock.withLock {
      guard step.stage == .writing, let all = step.of else { return }
      if name != step.file {
        progress?.end()
        progress = Progress("Importing \(step.file)", unit: "rows")
        name = step.file
      }
      progress?.show(step.rows, of: all)
    }
  }

  func end() { lock.withLock { progress?.end() } }
}

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Computes a study from what has been registered, as HTML, CSV or JSON.",
    discussion:
      "Without --output HTML goes to <study>.html, CSV and JSON to the screen. --pdf prints the report with WeasyPrint or Chromium."
  )
  @OptionGroup var places: Places
  @Argument(help: "The study, such as urs-2016.") var study: String
  @Option(help: "html, csv or json.") var format = "html"
  @Option(help: "da or en.") var language = "da"
  @Option(help: "The file to write.") var output: String?
  @Option(help: "Hides counts below this number, if the study's own rule is not stricter.") var threshold: Int?
  @Flag(help: "Makes a PDF of the report as well.") var pdf = false

  func run() async throws {
    try await telling {
      guard let language = Language(rawValue: language) else { throw Advice("The language is da or en.") }
      guard ["html", "csv", "json"].contains(format) else { throw Advice("The format is html, csv or json.") }
      let open = try OpenWorkplace.open(try placesWithDemonstration())
      try open.prepare()
      let result: StudyResult
      do {
        result = try EvaluateStudy.run(open.place, study: study, threshold: threshold)
      } catch let refusal as EvaluateStudy.Refusal {
        throw Advice(refusal.words[language])
      }
      try open.close()
      let today = OpenWorkplace.clock().utcDate
      switch format {
      case "csv": try write(ReportCSV.text(result, language: language), to: output)
      case "json": try write(ReportJSON.text(result), to: output)
      default: try write(ReportPage.html(result, language: language, generatedOn: today).text, to: output ?? "\(study).html")
      }
      if pdf { try makePDF(result, language, today) }
    }
  }

  /// Without a data folder of one's own, the demonstration's: loaded first where it is missing.
  private func placesWithDemonstration() throws -> Places {
    var mine = places
    let named = mine.data != nil || ProcessInfo.processInfo.environment["BROBYGGER_DATA"] != nil
    let own = FileManager.default.fileExists(atPath: places.dataFolder.appendingPathComponent("Journal.sqlite").path)
    guard !named, !own else { return mine }
    mine.useDemonstration()
    guard FileManager.default.fileExists(atPath: mine.dataFolder.appendingPathComponent("Journal.sqlite").path) else {
      throw Advice("There are no data yet. Load the demonstration with ./run demo --load-only, or your own with ./run import.")
    }
    return mine
  }

  private func write(_ text: String, to path: String?) throws {
    guard let path else {
      FileHandle.standardOutput.write(Data(text.utf8))
      return
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Advice("\(path) could not be written. Is the folder there, writable, and is there room?")
    }
    print("Wrote \(path)")
  }

  private func makePDF(_ result: StudyResult, _ language: Language, _ today: CivilDate?) throws {
    let html = FileManager.default.temporaryDirectory.appendingPathComponent("\(study)-\(UUID().uuidString).html")
    try Data(ReportPage.html(result, language: language, generatedOn: today).text.utf8).write(to: html)
    defer { try? FileManager.default.removeItem(at: html) }
    let target = URL(fileURLWithPath: "\(study).pdf")
    guard try PrintToPDF.run(html: html, pdf: target) else {
      throw Advice("No program to make a PDF was found. Install one: apt-get install weasyprint (or chromium).")
    }
    print("Wrote \(target.lastPathComponent)")
  }
}

/// Makes a PDF with whichever program is installed.
enum PrintToPDF {
  /// False when there is none.
  static func run(html: URL, pdf: URL) throws -> Bool {
    if try call("weasyprint", [html.path, pdf.path]) { return true }
    let flags = [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=\(pdf.path)",
      "file://\(html.path)",
    ]
    for program in ["chromium", "chromium-browser", "google-chrome"] where try call(program, flags) { return true }
    return false
  }

  private static func call(_ program: String, _ arguments: [String]) throws -> Bool {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    guard let found = path.map({ "\($0)/\(program)" }).first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      return false
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: found)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
