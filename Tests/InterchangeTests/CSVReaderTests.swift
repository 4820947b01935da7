import Base
import Foundation
import Testing

@testable import Interchange

/// Reads a whole text through chunks of a given size.
private func rows(_ text: String, chunk: Int = 1 << 16, separator: CSVSeparator? = nil) throws -> [[String]] {
  try rows(Array(text.utf8), chunk: chunk, separator: separator).map(\.fields)
}

private func rows(_ bytes: [UInt8], chunk: Int = 1 << 16, separator: CSVSeparator? = nil, limit: Int = 1 << 20) throws -> [CSVRow]
{
  let reader = try CSVReader(bytes: bytes, separator: separator, limit: limit, chunk: chunk)
  var all: [CSVRow] = []
  var row = CSVRow()
  while try reader.read(&row) { all.append(row) }
  return all
}

private func failure(_ bytes: [UInt8], limit: Int = 1 << 20, chunk: Int = 5) -> CSVFailure? {
  do {
    _ = try rows(bytes, chunk: chunk, limit: limit)
    return nil
  } catch { return error as? CSVFailure }
}

@Suite struct CSVReaderTests {
  @Test(arguments: 4...23)
  func everyChunkSizeGivesTheSame(chunk: Int) throws {
    let text = "a,b,c\r\n1,\"two, \"\"quoted\"\"\r\nover lines\",3\r\næøå,,\"\"\r\n€,😀,z"
    let expected = [["1", "two, \"quoted\"\r\nover lines", "3"], ["æøå", "", ""], ["€", "😀", "z"]]
    #expect(try rows(text, chunk: chunk) == expected)
  }

  @Test func lineNumbersAreThoseOfTheFirstPhysicalLine() throws {
    let all = try rows(Array("a,b\n1,\"x\ny\nz\"\n\n2,w\n".utf8), chunk: 4)
    #expect(all.map(\.line) == [2, 6])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    #expect(try rows(["a,b", "1,2", "3,4"].joined(separator: end) + end, chunk: 4) == [["1", "2"], ["3", "4"]])
  }

  @Test func byteOrderMarkIsPassedOver() throws {
    let reader = try CSVReader(bytes: [0xEF, 0xBB, 0xBF] + Array("a;b\n1;2".utf8), chunk: 4)
    #expect(reader.header == ["a", "b"])
    #expect(reader.separator == .semicolon)
  }

  @Test func separatorIsFoundInTheHeaderOutsideQuotes() throws {
    #expect(try CSVReader(bytes: Array("\"a,b,c\";d\n".utf8)).separator == .semicolon)
    #expect(try CSVReader(bytes: Array("a\tb\n".utf8)).separator == .tab)
    #expect(try CSVReader(bytes: Array("one\n1\n".utf8)).separator == .comma)
    #expect(try rows("\"a;1\";\"b\"\"c\"\n1,5;2\n") == [["1,5", "2"]])
    #expect(try CSVReader(bytes: Array("\"a;1\";\"b\"\"c\"\n".utf8)).header == ["a;1", "b\"c"])
  }

  @Test func firstBadByteHasLineAndColumn() {
    // Latin-1 æ, a sequence cut short, a surrogate, an overlong form, the end in the middle of a character.
    #expect(failure(Array("a,b\n1,å\n2,b".utf8) + [0xE6] + Array("r\n".utf8)) == .notUTF8(line: 3, column: 4))
    #expect(failure(Array("a,b\nåå,".utf8) + [0xC3] + Array(",\n".utf8)) == .notUTF8(line: 2, column: 4))
    #expect(failure(Array("a\n".utf8) + [0xED, 0xA0, 0x80]) == .notUTF8(line: 2, column: 1))
    #expect(failure(Array("a\n".utf8) + [0xC0, 0xAF]) == .notUTF8(line: 2, column: 1))
    #expect(failure(Array("a\nx".utf8) + [0xE2, 0x82]) == .notUTF8(line: 2, column: 2))
    #expect(failure(Array("a,m".utf8) + [0xE5] + Array("l\n1,2\n".utf8)) == .notUTF8(line: 1, column: 4))
    #expect(failure([0xFF, 0xFE, 0x61, 0x00]) == .notUTF8(line: 1, column: 1))
  }

  @Test func wholeFileFailures() {
    #expect(failure([]) == .noHeader)
    #expect(failure(Array("a,b,a\n".utf8)) == .duplicateHeader(name: "a"))
    #expect(failure(Array("a,,c\n".utf8)) == .blankHeader(column: 2))
    #expect(failure(Array("a\n1\n".utf8) + [0]) == .zeroByte(line: 3, column: 1))
    #expect(failure(Array("a,b\n1,2\n3,\"four\n5,6\n".utf8)) == .openQuote(line: 3))
    #expect(
      failure(Array("a,b\n1,2\n3,\"".utf8) + [UInt8](repeating: 120, count: 400), limit: 100) == .tooLong(line: 3, limit: 100))
    #expect(throws: CSVFailure.missing) { try CSVReader(path: "/nowhere/none.csv") }
    #expect(throws: CSVFailure.missing) { try CSVReader(path: "/nowhere/none.csv.gz") }
  }

  @Test func aFaultyRowDoesNotStopTheRest() throws {
    let all = try rows(Array("a,b\n1\n2,3,4\n5,six\"\n7,\"8\"9\n10,11\n".utf8), chunk: 4)
    #expect(
      all.map(\.fault) == [
        .fieldCount(found: 1, expected: 2), .fieldCount(found: 3, expected: 2), .strayQuote(field: 1), .textAfterQuote(field: 1),
        nil,
      ])
    #expect(all.last?.fields == ["10", "11"])
  }

  @Test func gzipIsUnpackedAndDamageIsSeen() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("csv-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = folder.appendingPathComponent("t.csv")
    let body = (0..<40_000).map { "\($0),værdi \($0 * 7919 % 10_007)\n" }.joined()
    try ("id,text\n" + body).write(to: plain, atomically: true, encoding: .utf8)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    gzip.arguments = [plain.path]
    try gzip.run()
    gzip.waitUntilExit()
    let packed = plain.path + ".gz"
    #expect(try count(packed) == 40_000)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: packed))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: packed))
    #expect(throws: CSVFailure.self) { try count(packed) }
  }

  private func count(_ path: String) throws -> Int {
    let reader = try CSVReader(path: path)
    var row = CSVRow()
    var count = 0
    while try reader.read(&row) { count += row.fault == nil ? 1 : 0 }
    return count
  }
}

@Suite struct CSVWriterTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    let writer = CSVWriter(guardsFormulas: false)
    #expect(writer.line(["a", "b,c", "d\"e", "f\ng", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n")
    #expect(CSVWriter(separator: .semicolon, guardsFormulas: false).line(["b,c", "d;e"]) == "b,c;\"d;e\"\r\n")
  }

  @Test func formulasAreMadeHarmlessAndNumbersAreLeftAlone() {
    let writer = CSVWriter()
    #expect(writer.field("=1+1") == "'=1+1")
    #expect(writer.field("@x") == "'@x")
    #expect(writer.field("-x") == "'-x")
    #expect(writer.field("+45 12") == "'+45 12")
    #expect(writer.field("-12.5") == "-12.5")
    #expect(writer.field("+4") == "+4")
    #expect(writer.field("-") == "'-")
    #expect(writer.field("a=b") == "a=b")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let cells = ["", "a", "\"", ",", ";", "\r\n", "=x", "æ\"ø,å\n"]
    let text =
      CSVWriter(guardsFormulas: false).line(cells.indices.map { "c\($0)" }) + CSVWriter(guardsFormulas: false).line(cells)
    #expect(try rows(text) == [cells])
  }
}
