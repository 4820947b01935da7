import ArgumentParser
import Base
import Foundation
import PracticeOperations
import PracticePages
import PracticeRules

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hands out the whole record of a citizen (aktindsigt), as HTML, PDF or JSON.")
  @OptionGroup var places: Places
  @Argument(help: "The citizen's id, as in the address of the page.") var citizen: String
  @Option(help: "The organisation whose record it is, by its id.") var organisation: String
  @Option(help: "html, pdf or json.") var format = "html"
  @Option(help: "The positions of entries whose text tells of others and is hidden, with commas.") var mask = ""
  @Option(help: "The file. Else record.html, record.pdf or record.json.") var output: String?
  @Option(help: "da or en.") var language = "da"

  func run() async throws {
    try await telling {
      guard ["html", "pdf", "json"].contains(format) else { throw Advice("The format is html, pdf or json.") }
      guard let language = Language(rawValue: language) else { throw Advice("The language is da or en.") }
      let open = try OpenWorkplace.open(places)
      try open.prepare()
      let place = open.place
      // The command line stands for whoever keeps the system: it may hand out, and the log says that it did.
      let caller = Access.Caller(user: "cli:\(NSUserName())", organisation: organisation, roles: ["leader"])
      let visit = Access.Visit(
        caller: caller, policy: place.policy, page: "brobygger export", kind: .export, today: place.today, act: place.newAct())
      let masked = Set(mask.split(separator: ",").compactMap { Int64($0.trimmingCharacters(in: .whitespaces)) })
      let record = try ExportRecord.make(place, visit, citizen: citizen, masked: masked)
      try await place.log(visit, found: record != nil)
      guard let record else { throw Advice("There is no such citizen in that organisation.") }
      let target = URL(fileURLWithPath: output ?? "record.\(format)")
      try write(record, to: target, language)
      print("Wrote \(target.lastPathComponent): \(record.entries.count) entries.")
      try open.close()
    }
  }

  private func write(_ record: ExportedRecord, to target: URL, _ language: Language) throws {
    if format == "json" { return try Data(record.json.utf8).write(to: target) }
    let html = ExportPage.document(record, language).text
    if format == "html" { return try Data(html.utf8).write(to: target) }
    let page = FileManager.default.temporaryDirectory.appendingPathComponent("record-\(UUID().uuidString).html")
    try Data(html.utf8).write(to: page)
    defer { try? FileManager.default.removeItem(at: page) }
    guard try PrintToPDF.run(html: page, pdf: target) else {
      throw Advice("No program to make a PDF was found. Install one: apt-get install weasyprint (or chromium).")
    }
  }
}
