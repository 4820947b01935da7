import Base
import Evaluation
import Foundation
import Instruments
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Testing

/// CSV, facts, Records, columns, figures: the whole way, on the examples.
@Suite struct ImportStudyTests {
  @Test func everyExactCellOfTheReportComesOutOfTheJournal() async throws {
    let bench = try ImportBench()
    let folder = try bench.copy("urs-2016")
    let report = try await bench.run("urs-2016", folder)
    #expect(report.issueCount == 0, "\(report.issues.map { $0.text(.en) })")
    #expect(report.isWritten)
    // What was imported is in the journal: the files are no longer needed.
    try FileManager.default.removeItem(at: folder)
    let result = try EvaluateStudy.run(bench.place, study: "urs-2016")
    let bytes = try Data(contentsOf: ImportBench.root.appendingPathComponent("Examples/urs-2016/tables.json"))
    var exact = 0
    for table in try JSONTree.parse(Array(bytes)).list {
      let id = table["id"]?.plainText ?? ""
      for cell in table["cells"]?.list ?? [] where cell["status"]?.plainText == "exact" {
        let (row, column) = (cell["row"]?.plainText ?? "", cell["column"]?.plainText ?? "")
        let ours = result.cell(id, row, column)
        #expect(ours?.figure == cell["value"]?.number, "\(id) / \(row) / \(column)")
        if let n = cell["n"]?.number { #expect(ours?.n == Int(n), "\(id) / \(row) / \(column): n") }
        exact += 1
      }
    }
    #expect(exact == 250)
    #expect(result.persons == 164)
  }

  @Test func importingTwiceChangesNothing() async throws {
    let bench = try ImportBench()
    let folder = try bench.copy("urs-2016")
    let first = try await bench.run("urs-2016", folder)
    let head = try bench.place.journal.head
    let second = try await bench.run("urs-2016", folder)
    #expect(try bench.place.journal.head == head)
    #expect(second.written == 0 && second.repeated == first.written && second.issueCount == 0)
    // A file with one row more: the others are known again, one by one.
    let persons = folder.appendingPathComponent("persons.csv")
    let more = try String(contentsOf: persons, encoding: .utf8) + "U9999,Odense,2016-01-01,,,Vejledt videre,,,,,,,,\n"
    try more.write(to: persons, atomically: true, encoding: .utf8)
    let third = try await bench.run("urs-2016", folder)
    #expect(third.issueCount == 0 && third.written == 1 && third.repeated == first.written)
  }

  @Test func aCorrectionInTheJournalChangesTheCell() async throws {
    let bench = try ImportBench()
    _ = try await bench.run("urs-2016", try bench.copy("urs-2016"))
    let before = try EvaluateStudy.run(bench.place, study: "urs-2016")
    #expect(before.cell("urs-4-1", "Aarhus", "Modtaget indsats")?.figure == 39)
    let entry = try #require(try Self.baseline(of: "U0001", bench))
    let act = ActID(UUID())
    let answers: [String: Answer?] = ["contact_status": .choice("advised-onward")]
    let receipt = try await CorrectForm.run(bench.place, entry: entry, answers: answers, recordedBy: "test", id: act)
    let again = try await CorrectForm.run(bench.place, entry: entry, answers: answers, recordedBy: "test", id: act)
    #expect(!receipt.repeated && again.repeated)
    let after = try EvaluateStudy.run(bench.place, study: "urs-2016")
    #expect(after.cell("urs-4-1", "Aarhus", "Modtaget indsats")?.figure == 38)
    #expect(after.cell("urs-4-1", "Aarhus", "Opsporet")?.figure == 71)
    await #expect(throws: CorrectForm.Refusal.self) {
      try await CorrectForm.run(
        bench.place, entry: entry, answers: ["age": .number(300)], recordedBy: "test", id: ActID(UUID()))
    }
  }

  private static func baseline(of source: String, _ bench: ImportBench) throws -> EntryID? {
    try bench.place.records.catchUp()
    let subject = try bench.place.records.read { try Citizens.subject($0, study: "urs-2016", source: source) }
    for entry in try bench.place.journal.stream(try #require(subject).stream, types: [Measures.FormAnswered.type]) {
      guard case .fact(let fact) = entry else { continue }
      let form = try Measures.FormAnswered(decoding: fact.draft.payload, schema: fact.draft.schema)
      if form.instrument == "urs-baseline" { return fact.draft.id }
    }
    return nil
  }

  /// Depression at baseline and after six months, as R gives it from the same file: n = 254, 32.5472 and 22.8071.
  @Test func theHelpDataGiveWhatRGives() async throws {
    let bench = try ImportBench()
    let folder = try bench.copy("help")
    for name in ["asi", "socrates", "sf36"] {
      let file = folder.appendingPathComponent("\(name).csv")
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").prefix(41)
      try (lines.joined(separator: "\n") + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let report = try await bench.run("help", folder)
    #expect(report.issueCount == 0, "\(report.issues.prefix(5).map { $0.text(.en) })")
    #expect(report.rows == 470 + 1472 + 3 * 40 && report.written == report.rows)
    try bench.place.records.catchUp()
    let data = try bench.place.records.read { try StudyData.dataset($0, study: "help", catalog: bench.place.catalog) }
    #expect(data.tables["persons"]?.count == 470)
    guard let cesd = data.tables["form:ces-d"], case .numbers(let scores)? = cesd.columns["score:help_total"],
      case .categories(let waves, let labels)? = cesd.columns["wave"], case .integers(let persons)? = cesd.columns["person"]
    else {
      Issue.record("the columns are not there")
      return
    }
    var pairs: [Int32: [String: Double]] = [:]
    for row in scores.indices where !scores[row].isNaN {
      pairs[persons[row], default: [:]][labels[Int(waves[row])]] = scores[row]
    }
    let complete = pairs.values.compactMap { pair in pair["0"].flatMap { before in pair["6"].map { (before, $0) } } }
    #expect(complete.count == 254)
    #expect(abs(complete.reduce(0) { $0 + $1.0 } / 254 - 32.5472) < 0.00005)
    #expect(abs(complete.reduce(0) { $0 + $1.1 } / 254 - 22.8071) < 0.00005)
  }

  @Test func aPartOfTheTrialsIsImported() async throws {
    let bench = try ImportBench()
    let report = try await bench.run("ctn", try bench.copy("ctn"))
    #expect(report.issueCount == 0, "\(report.issues.prefix(5).map { $0.text(.en) })")
    try bench.place.records.catchUp()
    let data = try bench.place.records.read { try StudyData.dataset($0, study: "ctn", catalog: bench.place.catalog) }
    #expect(data.tables["persons"]?.count == 20)
    #expect(data.tables["contacts"]?.count == 312)
    // Doses, days of use, screens, withdrawal, detoxification, randomisation.
    #expect(data.tables["events"]?.count == 1264 + 809 + 133 + 123 + 32 + 12 + 30)
    #expect(data.tables["form:ctn-risk"]?.count == 19)
  }
}
