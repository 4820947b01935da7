import Base
import Evaluation
import Foundation
import Markup
import Testing

@Suite struct ReportTests {
  let da = ReportPage.html(Sample.result(), language: .da, generatedOn: CivilDate("2026-11-21")).text
  let en = ReportPage.html(Sample.result(), language: .en, generatedOn: nil).text

  private func main(_ page: String) throws -> MarkupReader {
    MarkupReader(try #require(stretches(of: page, from: "<main", to: "</main>").first))
  }

  @Test func oneFileThatIsWhole() throws {
    for page in [da, en] {
      let reader = try main(page)
      #expect(reader.problem == nil)
      #expect(reader.elements.count { $0.name == "h1" } == 1)
      #expect(Set(reader.ids).count == reader.ids.count)
      for element in reader.elements {
        for (name, value) in element.attributes where ["href", "aria-labelledby", "aria-describedby"].contains(name) {
          if name == "href", value.hasPrefix("data:text/csv") { continue }
          #expect(reader.ids.contains(name == "href" ? String(value.dropFirst()) : value), "\(name) \(value.prefix(60))")
        }
      }
      #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("<link") && !page.contains("@import"))
      #expect(stretches(of: page, from: "<svg", to: "</svg>").count == 2 * 9)
    }
    #expect(da.contains("<html lang=\"da\">") && en.contains("<html lang=\"en\">"))
    #expect(da.contains("21. november 2026") && !en.contains("2026"))
  }

  @Test func everyTableHasCaptionScopesAndBase() throws {
    let reader = try main(da)
    let tables = stretches(of: da, from: "<table", to: "</table>")
    #expect(tables.count == 9)
    for table in tables {
      let own = MarkupReader(table)
      #expect(own.problem == nil && own.elements.contains { $0.name == "caption" })
      let heads = own.elements.filter { $0.name == "th" }
      #expect(!heads.isEmpty && heads.allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
    }
    #expect(reader.elements.count { $0.attributes["role"] == "region" && $0.attributes["tabindex"] == "0" } == 9)
    #expect(da.contains("personer · n = 54 · mangler 37"))
    #expect(da.contains("Ingen kontrolgruppe") && en.contains("No control group"))
    #expect(da.contains("n = 23") && da.contains("n = 17"))
  }

  @Test func numbersAreReadInTheLanguage() {
    #expect(da.contains(">714.400<") && en.contains(">714,400<"))
    #expect(da.contains(">59\u{00A0}%") && en.contains(">59%"))
    #expect(da.contains("\u{2212}0,7") && en.contains("\u{2212}0.7"))
    #expect(da.contains("+0,5<span class=\"b-table__stars\">**</span>") && da.contains("p &lt; 0,001"))
    #expect(da.contains("** p &lt; 0,05") && en.contains("** p &lt; 0.05"))
  }

  @Test func aPrintedDefectStandsBesideOurs() {
    #expect(da.contains("1.591") && da.contains("trykt: 1.691") && da.contains("Trykfejl: 261.000 kr."))
    #expect(en.contains("printed: 1,691") && en.contains("Misprint."))
  }

  @Test func noFigureIsSilentlyMissing() {
    #expect(da.contains("&lt;5: for få") && da.contains("skjult: vises ikke"))
    #expect(da.contains("ikke beregnet") && da.contains("Skemaet har ikke spørgsmålet i Odense."))
    #expect(da.contains("–: opgøres ikke") && da.contains("ingen værdi"))
    #expect(!stretches(of: da, from: "<td class=", to: "</td>").contains { $0.hasSuffix("\"></td>") })
  }

  @Test func hiddenFiguresAreNowhere() {
    let outputs = [
      da, en, ReportJSON.text(Sample.result()), ReportCSV.text(Sample.result(), language: .da),
      ReportCSV.text(Sample.result(), language: .en), ReportCSV.text(table: Sample.hiddenTable, language: .da),
      ReportPage.body(Sample.result(), language: .da, generatedOn: nil).text,
    ]
    for output in outputs {
      for trace in ["41729", "41.729", "41,729", "31728", "31.728", "31,728", "0.0041", "0,0041", "0.004", "0,004"] {
        #expect(!output.contains(trace), "\(trace)")
      }
    }
  }

  @Test func aCurveOfAHiddenRowIsNotDrawn() {
    var table = Sample.curves
    table.cells[0].value = .suppressed(complementary: false)
    table.rows[0].label = table.curves[0].label
    let result = Sample.result(extra: [table])
    let json = ReportJSON.text(result)
    #expect(json.contains("0.78"), "the open table shows the curve")
    let alone = StudyResult(
      study: "s", title: Sample.words("s"), notices: [], cutOff: nil, position: nil, persons: 1, erased: 0, threshold: 5,
      sections: [.init(title: Sample.words("s"), tables: [table])])
    #expect(!ReportJSON.text(alone).contains("0.78"))
    let page = ReportPage.html(alone, language: .da, generatedOn: nil).text
    #expect(page.contains("Sædvanlig kontakt") && !page.contains(">Klinik 4"))
    #expect(stretches(of: page, from: "<path", to: ">").count { $0.contains("stroke-width=\"2.2\"") } == 2)
  }

  @Test func labelsCannotBecomeMarkup() throws {
    let danger = "</style><script>alert(1)</script>\"'&<b>"
    let words = Sample.words(danger)
    let table = StudyResult.Table(
      id: "x\"><script>", title: words, finding: words, unit: words, notes: [words], rows: [.init(key: "r", label: words)],
      columns: [.init(key: "c", label: words), .init(key: "d", label: words)],
      cells: [
        .init(row: "r", column: "c", kind: .count, value: .figure(3, text: "3"), printed: .init(value: 4, reason: words)),
        .init(row: "r", column: "d", kind: .count, value: .undefined(words)),
      ], figure: .bars)
    let page = ReportPage.html(Sample.result(title: words, extra: [table]), language: .da, generatedOn: nil).text
    #expect(!page.contains("<script") && !page.contains("<b>"))
    #expect(page.components(separatedBy: "</style>").count == 2)
    #expect(try main(page).problem == nil)
  }

  @Test func jsonSaysWhatThePageSays() throws {
    let root = try #require(try JSONSerialization.jsonObject(with: Data(ReportJSON.text(Sample.result()).utf8)) as? [String: Any])
    #expect(root["study"] as? String == "urs-2016" && root["persons"] as? Int == 164 && root["cutOff"] as? String == "2015-12-31")
    let tables = try #require(root["tables"] as? [[String: Any]])
    #expect(tables.count == 9)
    let cells = tables.flatMap { $0["cells"] as? [[String: Any]] ?? [] }
    for cell in cells {
      #expect(
        Set(cell.keys) == [
          "row", "column", "kind", "value", "text", "n", "count", "sum", "missing", "stars", "p", "interval", "status", "reason",
          "printed",
        ])
      if cell["status"] as? String == "suppressed" {
        for key in ["value", "n", "count", "sum", "missing", "stars", "p", "interval", "printed"] { #expect(cell[key] is NSNull) }
      }
    }
    let text = ReportJSON.text(Sample.result())
    #expect(text.contains("\"value\" : 2627000") && text.contains("\"value\" : 32.9") && text.contains("\"value\" : -0.7"))
    #expect(cells.contains { $0["status"] as? String == "undefined" && $0["reason"] is [String: Any] })
  }

  @Test func theValueIsTheNumberOfTheText() {
    var table = Sample.affiliation
    table.cells = [
      .init(row: "Hidtil ukendt", column: "I alt", kind: .percent, value: .figure(22.500000001, text: "22.5"), n: 40)
    ]
    let json = ReportJSON.text(Sample.result(extra: [table]))
    #expect(json.contains("\"value\" : 22.5\n") && !json.contains("22.500000001"))
    #expect(!ReportCSV.text(table: table, language: .en).contains("22.500000001"))
  }

  @Test func nothingInfiniteComesOut() {
    var table = Sample.affiliation
    table.cells = [
      .init(row: "Hidtil ukendt", column: "I alt", kind: .mean, value: .figure(.nan, text: "nan")),
      .init(
        row: "Sporadisk kontakt", column: "I alt", kind: .mean, value: .figure(2, text: "2"), sum: .infinity, p: .nan,
        interval: 1...Double.infinity),
    ]
    let result = Sample.result(extra: [table])
    #expect(ReportJSON.text(result).contains("\"status\" : \"undefined\""))
    #expect(!ReportCSV.text(table: table, language: .da).lowercased().contains("inf"))
    #expect(ReportPage.html(result, language: .da, generatedOn: nil).text.contains("ikke et endeligt tal"))
  }

  @Test func csvIsQuotedAndHarmless() {
    let table = StudyResult.Table(
      id: "t", title: Sample.words("t"), finding: nil, unit: Sample.words("u"), notes: [],
      rows: [.init(key: "=1+1", label: Sample.words("a;\"b\"\nc"))], columns: [.init(key: "c", label: Sample.words("@x"))],
      cells: [Sample.cell("=1+1", "c", .diff, "-1234.5", p: 0.25)], figure: .none)
    let danish = ReportCSV.text(table: table, language: .da)
    #expect(danish.contains("'=1+1;\"a;\"\"b\"\"\nc\";c;'@x;diff;shown;\"-1234,5\";\"-1234,5\";"))
    #expect(danish.contains("\"0,25\"") && danish.hasSuffix("\r\n"))
    #expect(ReportCSV.text(table: table, language: .en).contains("diff,shown,-1234.5,-1234.5,"))
  }

  @Test func tablesTooLargeForAFigureSayso() {
    var table = Sample.affiliation
    table.columns = (0..<7).map { Sample.head("k\($0)") }
    table.cells = table.columns.flatMap { column in table.rows.map { Sample.cell($0.key, column.key, .count, "7") } }
    let page = ReportPage.html(Sample.result(extra: [table]), language: .da, generatedOn: nil).text
    #expect(page.contains("Tabellen er ikke tegnet"))
  }
}
