import ArgumentParser
import Foundation
import Journal

struct Retention: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what has been kept long enough by the catalog's retention classes; --yes erases it.")
  @OptionGroup var places: Places
  @Flag(help: "Does it. Without, nothing is changed.") var yes = false

  func run() async throws {
    try await telling {
      let open = try OpenWorkplace.open(places)
      guard let today = OpenWorkplace.clock().utcDate, let zone = TimeZone(identifier: "Europe/Copenhagen") else { return }
      let classes = open.place.catalog.retention.values.map { entry in
        RetentionClass(id: entry.id, keep: .months(entry.keepMonths), basis: entry.basis)
      }
      let terms = RetentionRun.Terms(classes: classes, on: today, zone: zone)
      let preview = try RetentionRun.preview(open.place.journal, terms)
      for line in preview.lines {
        print(
          "\(line.stream) \(line.retention): \(line.entries) entries, last \(line.last), kept until \(line.keptUntil) (\(line.basis))"
        )
      }
      for (name, count) in preview.unknownClasses {
        print("\(count) streams use the class \(name), which the catalog does not have.")
      }
      print("\(preview.lines.count) due, \(preview.kept) not due yet, \(preview.held) held back.")
      guard yes, !preview.lines.isEmpty else {
        if !preview.lines.isEmpty { print("Nothing has been changed. Add --yes to erase for ever.") }
        return try open.close()
      }
      let report = try await RetentionRun.run(
        open.place.journal, folder: open.folder, preview, terms, by: "command line", afterErasure: open.afterErasure)
      print("Erased: \(report.erased.count) classes of streams.")
      try open.close()
    }
  }
}
