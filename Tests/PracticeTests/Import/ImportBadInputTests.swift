import Base
import Foundation
import PracticeOperations
import Testing

@Suite struct ImportBadInputTests {
  static let mapping = """
    {"study": "t", "version": 1, "title": {"da": "t", "en": "t"}, "label": {"da": "t", "en": "t"}, "source": "t",
     "idDay": "2020-01-01", "subjects": [{"kind": "programme", "key": "p"}],
     "files": [
       {"file": "persons.csv", "key": ["id"], "subject": {"kind": "citizen", "column": "id"}, "ignored": ["note"],
        "facts": [{"fact": "registration", "when": {"date": "start"}},
                  {"fact": "form", "instrument": "urs-baseline@1", "respondent": "professional", "when": {"date": "start"},
                   "items": {"age": "age", "sex": {"column": "sex", "codes": {"K": "female", "M": "male"}}}}]},
       {"file": "forms.csv", "optional": true, "key": ["id", "wave"], "subject": {"kind": "citizen", "column": "id"},
        "facts": [{"fact": "form", "instrument": "urs-situation@1", "wave": {"column": "wave"}, "respondent": "self",
                   "when": {"date": "day", "form": "dd-mm-yyyy"},
                   "items": {"drug_days": "days", "drug_burden": "burden"}}]}]}
    """

  private func run(_ files: [String: String], acceptGoodRows: Bool = false) async throws -> (ImportStudy.Report, ImportBench) {
    let bench = try ImportBench()
    let report = try await bench.run(
      mapping: Self.mapping, files: files.mapValues { Array($0.utf8) }, acceptGoodRows: acceptGoodRows)
    return (report, bench)
  }

  private let good = "id,start,age,sex,note\nA,2020-02-01,30,K,\nB,2020-02-03,,M,\n"

  /// Expects one fault at a place, and that nothing at all was written.
  private func expectFault(
    _ files: [String: String], file: String, line: Int?, column: String?, _ words: String
  ) async throws {
    let (report, bench) = try await run(files)
    #expect(!report.isWritten)
    #expect(try bench.place.journal.head == 0)
    let issue = try #require(report.issues.first)
    #expect(report.issueCount == 1, "\(report.issues.map { $0.text(.en) })")
    #expect(issue.file == file)
    #expect(issue.line == line)
    #expect(issue.column == column)
    #expect(issue.reason.en.contains(words), "\(issue.reason.en)")
    #expect(!issue.reason.da.isEmpty)
  }

  @Test func goodFilesAreWritten() async throws {
    let (report, bench) = try await run(["persons.csv": good])
    #expect(report.isWritten && report.issueCount == 0 && report.written == 2)
    // Two rows of two facts, the programme, the note that the file was imported.
    #expect(try bench.place.journal.head == 6)
  }

  @Test func markSemicolonsAndCRLF() async throws {
    let text = "\u{FEFF}" + good.replacing(",", with: ";").replacing("\n", with: "\r\n")
    let (report, _) = try await run(["persons.csv": text])
    #expect(report.written == 2 && report.issueCount == 0)
  }

  @Test func quotesOverLines() async throws {
    let text = "id,start,age,sex,note\nA,2020-02-01,30,K,\"one\ntwo\"\nB,2020-02-31,,M,\n"
    try await expectFault(["persons.csv": text], file: "persons.csv", line: 4, column: "start", "A date that exists")
  }

  @Test func notUTF8() async throws {
    let bench = try ImportBench()
    let bytes = Array("id,start,age,sex,note\nA,2020-02-01,30,K,m".utf8) + [0xE6] + Array("nd\n".utf8)
    let report = try await bench.run(mapping: Self.mapping, files: ["persons.csv": bytes], acceptGoodRows: true)
    #expect(report.issues.first?.line == 2)
    #expect(report.issues.first?.reason.en.contains("Character 20 on the line is not UTF-8") == true)
    #expect(report.written == 0)
  }

  @Test(arguments: [
    ("A,31-02-2016,30,K,", "start", "A date that exists"), ("A,2016-02-31,30,K,", "start", "A date that exists"),
    ("A,,30,K,", "start", "The field is blank"), (",2016-02-01,30,K,", "id", "The field is blank"),
    ("A,2016-02-01,30,X,", "sex", "The value is not one of"), ("A,2016-02-01,130,K,", "age", "write a number from 0 to 120"),
    ("A,2016-02-01,nan,K,", "age", "A number is expected"), ("A,2016-02-01,3.5,K,", "age", "decimals"),
    ("A,2016-02-01,30,K", nil, "The row has 4 fields, there are 5 columns"),
    ("A,2016-02-01,30,K,x\"y", "note", "A quote inside a field"),
  ])
  func badRow(row: String, column: String?, words: String) async throws {
    try await expectFault(
      ["persons.csv": "id,start,age,sex,note\n" + row + "\n"], file: "persons.csv", line: 2, column: column, words)
  }

  @Test func duplicateIds() async throws {
    try await expectFault(
      ["persons.csv": good + "A,2020-02-05,30,K,\n"], file: "persons.csv", line: 4, column: "id", "line 2 too")
  }

  @Test func columns() async throws {
    try await expectFault(
      ["persons.csv": "id,start,sex,note\nA,2020-02-01,K,\n"], file: "persons.csv", line: 1, column: nil,
      "the column age is missing")
    try await expectFault(
      ["persons.csv": "id,start,age,sex,note,agee\n"], file: "persons.csv", line: 1, column: nil, "did you mean age?")
    try await expectFault(
      ["persons.csv": "id,start,age,sex,note,id\n"], file: "persons.csv", line: 1, column: nil, "stands there twice")
  }

  @Test func missingFile() async throws {
    try await expectFault([:], file: "persons.csv", line: nil, column: nil, "not in the folder")
  }

  @Test func hiddenItemAndUnknownPerson() async throws {
    let head = "id,wave,day,days,burden\n"
    try await expectFault(
      ["persons.csv": good, "forms.csv": head + "A,before,28-02-2020,0,3\n"], file: "forms.csv", line: 2, column: "burden",
      "is not asked here")
    try await expectFault(
      ["persons.csv": good, "forms.csv": head + "Z,before,28-02-2020,4,3\n"], file: "forms.csv", line: 2, column: nil,
      "No file registers")
  }

  @Test func goodRowsAreAcceptedAndRejectsCanBeMendedAndReadAgain() async throws {
    let bench = try ImportBench()
    let text = "id,start,age,sex,note\nA,2020-02-01,30,K,\"a, \"\"b\"\"\"\nB,2020-02-31,,M,=1\nC,2020-02-04,200,K,\n"
    let report = try await bench.run(mapping: Self.mapping, files: ["persons.csv": Array(text.utf8)], acceptGoodRows: true)
    #expect(report.isWritten && report.written == 1 && report.issueCount == 2)
    #expect(report.files.first?.accepted == 1 && report.files.first?.rejected == 2)
    let rejects = try String(contentsOf: bench.folder.appendingPathComponent("data/persons.csv.rejects.csv"), encoding: .utf8)
    let lines = rejects.components(separatedBy: "\r\n")
    #expect(lines.first == "id,start,age,sex,note,line,reason")
    #expect(lines.dropFirst().first?.hasPrefix("B,2020-02-31,,M,=1,3,\"start: A date that exists") == true)
    let mended = text.replacing("2020-02-31", with: "2020-02-28").replacing("200", with: "20")
    let again = try await bench.run(mapping: Self.mapping, files: ["persons.csv": Array(mended.utf8)])
    #expect(again.written == 2 && again.repeated == 1 && again.issueCount == 0)
  }

  @Test func sameKeyOtherContentIsNotWritten() async throws {
    let bench = try ImportBench()
    _ = try await bench.run(mapping: Self.mapping, files: ["persons.csv": Array(good.utf8)])
    let head = try bench.place.journal.head
    let changed = good.replacing(",30,", with: ",31,")
    let report = try await bench.run(mapping: Self.mapping, files: ["persons.csv": Array(changed.utf8)])
    #expect(report.issues.first?.reason.en.contains("imported before with other content") == true)
    #expect(report.issues.first?.line == 2)
    #expect(try bench.place.journal.head == head)
  }

  @Test func aMappingTellsAllThatIsWrong() {
    let bad = Self.mapping.replacing("\"age\": \"age\"", with: "\"agee\": \"age\"").replacing("female", with: "femal")
      .replacing("\"idDay\": \"2020-01-01\",", with: "\"idDay\": \"2020-02-30\", \"x\": 1,")
    let problems = ImportBench.mappingProblems(bad)
    #expect(problems.contains { $0.path.hasSuffix("items.agee") && $0.message.contains("did you mean") })
    #expect(problems.contains { $0.message.contains("no option \"femal\"") })
    #expect(problems.contains { $0.path == "$.idDay" })
    #expect(problems.contains { $0.path == "$.x" })
  }
}
