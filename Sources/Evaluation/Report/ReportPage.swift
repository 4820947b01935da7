import Base
import Charts
import Markup

/// A study's report as HTML: one file that needs no other.
public struct ReportPage {
  /// The whole page with its style inside.
  ///
  /// - Parameter generatedOn: the day it was made; nil leaves the day out, so that the same figures give the same bytes.
  public static func html(_ result: StudyResult, language: Language, generatedOn: CivilDate?) -> HTML {
    let page = ReportContent(result: result, language: language, generatedOn: generatedOn, csvLink: nil)
    let skip = Words(da: "Gå til indholdet", en: "Go to the content")
    // The style is a constant of the program without any text from outside; inside <style> nothing is unescaped by a browser.
    let style = HTML(stringLiteral: SharedStyle.all)
    return """
      <!doctype html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(result.title[language])</title>
      <style>
      \(style)</style>
      </head>
      <body>
      <a class="b-skip" href="#content">\(skip[language])</a>
      <main class="b-report" id="content">
      <header class="b-report__head"><h1>\(result.title[language])</h1>\(page.facts)</header>
      \(page.content)
      </main>
      </body>
      </html>

      """
  }

  /// The report without frame, title and style, to stand under the one heading of a page of the server.
  ///
  /// - Parameter csvLink: where a table's CSV file is fetched, by the table's id; nil puts the file into the link.
  public static func body(
    _ result: StudyResult, language: Language, generatedOn: CivilDate?, csvLink: ((String) -> String)? = nil
  ) -> HTML {
    let page = ReportContent(result: result, language: language, generatedOn: generatedOn, csvLink: csvLink)
    return page.facts + page.content
  }
}

private struct ReportContent {
  let result: StudyResult
  let language: Language
  let generatedOn: CivilDate?
  let csvLink: ((String) -> String)?
  private let chapters: [Chapter]

  private struct Chapter {
    var id: String
    var number: Int
    var title: String
    var results: [Result]
  }

  private struct Result {
    var id: String
    var number: String
    var table: StudyResult.Table
  }

  init(result: StudyResult, language: Language, generatedOn: CivilDate?, csvLink: ((String) -> String)?) {
    self.result = result
    self.language = language
    self.generatedOn = generatedOn
    self.csvLink = csvLink
    var ids = UniqueIds(taken: ["content", "notices", "contents"])
    chapters = result.sections.enumerated().map { index, section in
      let results = section.tables.enumerated().map { place, table in
        Result(id: ids.make("t-" + table.id), number: "\(index + 1).\(place + 1)", table: table)
      }
      return Chapter(id: ids.make("section-\(index + 1)"), number: index + 1, title: section.title[language], results: results)
    }
  }

  private func pick(_ da: String, _ en: String) -> String { language == .da ? da : en }

  private func number(_ number: some BinaryInteger) -> String { NumberText.format(String(number), language: language) }

  var facts: HTML {
    var pairs: [(String, String)] = [(pick("Undersøgelse", "Study"), result.study)]
    pairs.append((pick("Personer", "Persons"), number(result.persons)))
    pairs.append((pick("Slettet siden", "Erased since"), number(result.erased)))
    if let day = result.cutOff {
      pairs.append((pick("Hændelser til og med", "Events up to and including"), DateText.long(day, language: language)))
    }
    if let position = result.position { pairs.append((pick("Journalens position", "Journal position"), number(position))) }
    if let day = generatedOn { pairs.append((pick("Dannet", "Made"), DateText.long(day, language: language))) }
    let items = pairs.map { name, value -> HTML in "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }
    return "<dl class=\"b-report__facts\">\(items)</dl>"
  }

  var content: HTML { "\(notices)\(contents)\(chapters.map(section))" }

  private var notices: HTML {
    guard !result.notices.isEmpty else { return .empty }
    let items = result.notices.map { notice -> HTML in "<p>\(notice[language])</p>" }
    return """
      <section class="b-notice b-notice--warning" aria-labelledby="notices">\
      <h2 class="b-notice__title" id="notices">\(pick("Læs først", "Read first"))</h2>\(items)</section>

      """
  }

  private var contents: HTML {
    let list = chapters.map { chapter -> HTML in
      let inner = chapter.results.map { result -> HTML in
        "<li><a href=\"#\(result.id)\">\(result.number) \(result.table.title[language])</a></li>\n"
      }
      return "<li><a href=\"#\(chapter.id)\">\(chapter.number) \(chapter.title)</a>\n<ol>\(inner)</ol></li>\n"
    }
    return """
      <nav class="b-report__contents" aria-labelledby="contents"><h2 id="contents">\(pick("Indhold", "Contents"))</h2>
      <ol>\(list)</ol></nav>

      """
  }

  private func section(_ chapter: Chapter) -> HTML {
    """
    <section class="b-report__section" id="\(chapter.id)"><h2>\(chapter.number) \(chapter.title)</h2>
    \(chapter.results.map(show))</section>

    """
  }

  private func show(_ shown: Result) -> HTML {
    let text = ReportText(language: language, threshold: result.threshold)
    let source = ReportTable(shown.table)
    let figure = ReportFigure(source, id: shown.id, text: text)
    let grid = ReportGrid(source, id: shown.id, text: text)
    let finding = shown.table.finding?[language]
    let heading = finding ?? shown.table.title[language]
    let sentence: HTML? = figure.sentence.isEmpty ? nil : "<p class=\"b-result__sentence\">\(figure.sentence)</p>"
    let refusal: HTML? = figure.refusal.map { "<p class=\"b-result__sentence b-muted\">\($0)</p>" }
    return """
      <article class="b-result" id="\(shown.id)" aria-labelledby="\(shown.id)-heading">
      <h3 id="\(shown.id)-heading">\(heading)</h3>
      <p class="b-result__title">\(pick("Tabel", "Table")) \(shown.number) · \(grid.base)</p>
      \(figure.picture)\(sentence)\(refusal)
      \(grid.html(captionHidden: finding == nil))
      \(grid.notes)
      \(files(shown))</article>

      """
  }

  private func files(_ shown: Result) -> HTML {
    let name = pick("Hent tallene i tabel \(shown.number) (CSV)", "Fetch the figures of table \(shown.number) (CSV)")
    let address: String
    if let csvLink {
      address = csvLink(shown.table.id)
    } else {
      let csv = ReportCSV.text(table: shown.table, language: language, threshold: result.threshold)
      address = "data:text/csv;charset=utf-8," + PercentEncoding.encode("\u{FEFF}" + csv)
    }
    return """
      <p class="b-result__files b-small"><a download="\(String(shown.id.dropFirst(2))).csv" href="\(address)">\(name)</a></p>

      """
  }
}

/// Ids that stand once on a page.
struct UniqueIds {
  private var taken: Set<String>

  init(taken: Set<String>) { self.taken = taken }

  /// A text as an id: letters, digits and hyphens; a second one of the same gets a number.
  mutating func make(_ text: String) -> String {
    let plain = String(text.lowercased().unicodeScalars.map { UniqueIds.isPlain($0) ? Character($0) : "-" })
    var id = plain
    var count = 2
    while !taken.insert(id).inserted {
      id = "\(plain)-\(count)"
      count += 1
    }
    return id
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
  }
}

/// Text in an address.
enum PercentEncoding {
  /// Every byte but letters, digits and `-._~` as `%XX` (RFC 3986).
  static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126: bytes.append(byte)
      default: bytes += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
