import Base
import Interface
import Markup
import Testing

@Suite struct InterfaceTests {
  let danger = "<script>\"'&"

  private func frame(_ language: Language = .da) -> PageFrame {
    let table = DataTable(
      id: "t", caption: danger, columns: [.init(danger), .init("Antal", isNumeric: true)],
      rows: [[HTML(escaping: danger), "3"]], empty: "Ingen")
    let entries = [
      Timeline.Entry(machineTime: "2016-02-03", time: "3. februar 2016", title: danger, tag: "Kontakt", by: danger),
      Timeline.Entry(machineTime: nil, time: "Ikke kendt", title: "Skema", withdrawn: "Trukket tilbage"),
    ]
    let parts: [HTML] = [
      SummaryList([.init("Navn", text: danger, action: .init("Ret navn", href: "/?a=1&b=\"2"))]).html,
      Notice(.error, title: danger, content: "<p>x</p>").html, Notice(.warning, title: "x").html, table.html,
      Timeline(entries, level: 2).html, Pagination(page: 2, pages: 1400, previous: "?p=1", next: "?p=3", language: language).html,
    ]
    var frame = PageFrame(
      language: language, title: danger, lead: danger, navigation: [.init("Overblik", href: "/", isCurrent: true)],
      otherLanguageHref: "/?lang=en", footerLinks: [.init("Tilgængelighed", href: "/a")], version: "0.1", content: parts.joined())
    frame.path = [.init("Borgere", href: "/c")]
    frame.identity = IdentityBar(name: danger, facts: [danger], alerts: [danger]).html
    return frame
  }

  private func body(_ page: String) throws -> MarkupReader {
    let part = try #require(stretches(of: page, from: "<body", to: "</body>").first)
    return MarkupReader(part.replacing(" reversed", with: ""))
  }

  @Test(arguments: Language.allCases) func pagesAreWholeAndNamed(language: Language) throws {
    let page = frame(language).html.text
    let reader = try body(page)
    #expect(reader.problem == nil)
    #expect(reader.elements.count { $0.name == "h1" } == 1 && reader.elements.count { $0.name == "main" } == 1)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(page.contains("<html lang=\"\(language.rawValue)\">") && page.contains(" – Brobygger</title>"))
    let skip = reader.elements.first { $0.name == "a" }
    #expect(skip?.attributes["href"] == "#main" && reader.ids.contains("main"))
    #expect(reader.elements.contains { $0.attributes["hreflang"] == (language == .da ? "en" : "da") })
    #expect(reader.elements.contains { $0.attributes["aria-current"] == "page" })
    #expect(!page.contains("<script"))
    let times = reader.elements.filter { $0.name == "time" }
    #expect(times.map { $0.attributes["datetime"] } == ["2016-02-03"])
    #expect(page.contains(Stylesheet.path))
  }

  @Test func errorsSaySoInTheWindow() throws {
    let page = ErrorPage.html(in: frame(), title: "Siden findes ikke", advice: ["Gå til overblikket."], code: "a1").text
    #expect(page.contains("<title>Fejl: Siden findes ikke – Brobygger</title>") && page.contains("Gå til overblikket."))
    #expect(try body(page).elements.count { $0.name == "h1" } == 1)
  }

  @Test func emptyTablesSaySo() {
    let table = DataTable(id: "t", caption: "c", columns: [.init("a")], rows: [], empty: "Ingen skemaer endnu.")
    #expect(table.html.text.contains("Ingen skemaer endnu.") && !table.html.text.contains("<table"))
    #expect(Pagination(page: 1, pages: 1, previous: nil, next: nil, language: .da).html == .empty)
  }

  @Test func theStyleSheetIsSmallAndWhole() {
    let css = Stylesheet.css
    #expect(css.utf8.count < 25_000)
    #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
    #expect(css.contains(":focus-visible") && css.contains("prefers-reduced-motion") && css.contains("forced-colors"))
    #expect(!css.contains("url(") && !css.contains("</"))
    #expect(Stylesheet.fingerprint("") == "cbf29ce484222325" && Stylesheet.fingerprint("a") == "af63dc4c8601ec8c")
    #expect(Stylesheet.path.hasPrefix("/assets/style-") && Stylesheet.path.hasSuffix(".css"))
  }
}
