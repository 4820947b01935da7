import Base
import Foundation
import Instruments
import Testing

@testable import Interchange

@Suite struct ScoreStreamTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func definition(_ id: String) throws -> InstrumentDefinition {
    let file = root.appendingPathComponent("Catalog/instruments/\(id)/1.json")
    let problems = ProblemCollector()
    let tree = try JSONTree.parse([UInt8](Data(contentsOf: file)))
    return try #require(JSONReader.read(tree, file: id, problems: problems, InstrumentDefinition.readChecked))
  }

  static func csv(
    _ id: String, _ text: String, ids: [String] = [], output: ScoreStream.Output = .csv
  ) throws -> (lines: [String], issues: [ScoreRowIssue], summary: ScoreStream.Summary) {
    let stream = ScoreStream(try definition(id), ids: ids, output: output)
    var (out, issues): ([UInt8], [ScoreRowIssue]) = ([], [])
    let reader = try CSVReader(bytes: Array(text.utf8), chunk: 7)
    let summary = try stream.scoreCSV(reader, write: { out += $0 }, issue: { issues.append($0) })
    return (lines(out), issues, summary)
  }

  static func ndjson(_ id: String, _ text: String, output: ScoreStream.Output = .ndjson, chunk: Int = 16) throws -> (
    lines: [String], issues: [ScoreRowIssue]
  ) {
    let stream = ScoreStream(try definition(id), output: output)
    var (out, issues): ([UInt8], [ScoreRowIssue]) = ([], [])
    _ = try stream.scoreNDJSON(
      source: MemorySource(Array(text.utf8)), chunk: chunk, write: { out += $0 }, issue: { issues.append($0) })
    return (lines(out), issues)
  }

  private static func lines(_ out: [UInt8]) -> [String] {
    String(decoding: out, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
  }

  static func failure(_ id: String, _ text: String, ids: [String] = []) -> ScoreFailure? {
    do {
      _ = try csv(id, text, ids: ids)
      return nil
    } catch { return error as? ScoreFailure }
  }

  @Test func aRowGivesALineForEachScale() throws {
    let text = """
      person,site,q1,q2,q3,q4,q5,q6,q7,q8,q9
      p1,A,0,0,0,0,0,0,0,0,0
      "p,2",B,3,3,3,3,3,3,3,3,3
      p3,C,2,2,1,2,1,1,1,0,
      p4,D,1,1,declined,1,1,1,1,1,1
      """
    let found = try Self.csv("phq-9", text)
    #expect(
      found.lines == [
        "person,site,scale,value,band,answered,of,refusal", "p1,A,total,0,minimal,9,9,", "\"p,2\",B,total,27,severe,9,9,",
        "p3,C,total,,,8,9,missing", "p4,D,total,,,8,9,missing",
      ])
    #expect(found.issues.isEmpty && found.summary.scored == 4)
    let json = try Self.csv("phq-9", text, output: .ndjson)
    #expect(
      json.lines[1]
        == #"{"person":"p,2","site":"B","scale":"total","value":27,"band":"severe","answered":9,"of":9}"#)
    #expect(json.lines[2].hasSuffix(#""value":null,"answered":8,"of":9,"refusal":"missing"}"#))
  }

  @Test func badRowsAreNamedWithLineAndReason() throws {
    let text = "id,q1,q2,q9\n1,4,0,0\n2,x,0,0\n3,1.5,0,0\n4,1,0\n5,1,0,0\n6,-1,0,0\n7,1e0,0,0\n8,0x1,0,0\n9,inf,0,0\n"
    let found = try Self.csv("phq-9", text)
    let range = ScoreRowProblem.answer(.outOfRange(item: "q1", min: 0, max: 3))
    let none = ScoreRowProblem.noNumber(column: "q1")
    #expect(
      found.issues == [
        .init(line: 2, problem: range), .init(line: 3, problem: none), .init(line: 4, problem: range),
        .init(line: 5, problem: .row(.fieldCount(found: 3, expected: 4))), .init(line: 7, problem: range),
        .init(line: 9, problem: none), .init(line: 10, problem: none),
      ])
    #expect(found.lines.count == 3 && found.summary.scored == 2 && found.summary.refused == 7)
    #expect(found.issues[0].text(.da) == "linje 2: q1: skriv et tal fra 0 til 3.")
  }

  @Test func columnsInDoubtStopEverything() {
    #expect(Self.failure("phq-9", "id,q1,q10\n") == .unknownColumn(name: "q10", near: "q1"))
    #expect(Self.failure("phq-9", "id,name\n") == .noItems)
    #expect(Self.failure("phq-9", "q1,id\n", ids: ["person"]) == .noColumn(name: "person"))
    #expect(Self.failure("phq-9", "q1,id\n1,a\n", ids: ["id"]) == nil)
  }

  @Test func formsWithConditionsGoTheLongWay() throws {
    // AC-OK and the like ask by condition; the stream says what scoring says of the same answers.
    for id in ["c-ssrs-screener", "who-5", "audit", "k10", "eq-5d-5l", "asi-composites", "dast-10"] {
      let definition = try Self.definition(id)
      for example in definition.examples where example.wave == nil && definition.refusals(example.answers).isEmpty {
        let keys = example.answers.keys.sorted()
        let fields = keys.map { key -> String in
          switch example.answers[key] {
          case .choice(let code)?: code
          case .choices(let codes)?: codes.joined(separator: "|")
          case .number(let value)?: "\(value)"
          case .text(let text)?: "\"\(text)\""
          case .date(let day)?: day.description
          case .missing(let why)?: why.rawValue
          case nil: ""
          }
        }
        let found = try Self.csv(id, "id,\(keys.joined(separator: ","))\n1,\(fields.joined(separator: ","))\n")
        let wanted = Scoring.score(definition, answers: example.answers).filter { definition.scale($0.scale)?.hidden == false }
        #expect(found.issues.isEmpty && found.lines.count == wanted.count + 1, "\(id) \(example.name): \(found.issues)")
        for (line, score) in zip(found.lines.dropFirst(), wanted) {
          let parts = line.split(separator: ",", omittingEmptySubsequences: false)
          #expect(parts[1] == score.scale && Double(parts[2]) == score.value, "\(id) \(example.name): \(line)")
          #expect(Int(parts[4]) == score.answered && Int(parts[5]) == score.of, "\(id) \(example.name): \(line)")
        }
      }
    }
  }

  @Test(arguments: [16, 17, 64, 4096])
  func objectsOnLinesAreRead(chunk: Int) throws {
    let all = (1...9).map { "\"q\($0)\":1" }.joined(separator: ",")
    let text = """
      {"person":7,"note":"æ\\"ø",\(all)}

      {"person":8,"note":null,\(all.replacing("\"q1\":1", with: "\"q1\":{\"missing\":\"declined\"}"))}
      {"person":9,\(all.replacing("\"q1\":1", with: "\"q1\":9"))}
      {"person":10,"qq":1}
      {"person":11
      """
    let found = try Self.ndjson("phq-9", text, chunk: chunk)
    #expect(
      found.lines == [
        #"{"person":7,"note":"æ\"ø","scale":"total","value":9,"band":"mild","answered":9,"of":9}"#,
        #"{"person":8,"note":null,"scale":"total","value":null,"answered":8,"of":9,"refusal":"missing"}"#,
      ])
    #expect(found.issues.map(\.line) == [4, 5, 6])
    #expect(found.issues[1].problem == .unknownKey("qq"))
    let csv = try Self.ndjson("phq-9", text, output: .csv, chunk: chunk)
    #expect(csv.lines[1] == "7,\"æ\"\"ø\",total,9,mild,9,9,")
  }
}
