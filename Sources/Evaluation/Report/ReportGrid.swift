import Base
import Markup

/// A table of the report as HTML: heads with scope, what the figures stand on, and a remark for everything that needs one.
struct ReportGrid {
  let source: ReportTable
  let id: String
  let text: ReportText
  private let bases: CellScope
  private let missing: CellScope
  private var remarks: [String] = []

  init(_ source: ReportTable, id: String, text: ReportText) {
    self.source = source
    self.id = id
    self.text = text
    bases = CellScope(source.table.cells, \.n)
    missing = CellScope(source.table.cells, \.missing)
    remarks = Self.remarks(source.table, text: text)
  }

  private var table: StudyResult.Table { source.table }
  private var language: Language { text.language }

  private func pick(_ da: String, _ en: String) -> String { language == .da ? da : en }

  /// Unit, and base and missing where the whole table shares them.
  var base: String {
    var parts = [table.unit[language]]
    if let count = bases.whole { parts.append(n(count)) }
    if let count = missing.whole { parts.append(missing(count)) }
    return parts.joined(separator: " · ")
  }

  private func n(_ number: Int) -> String { "n = \(NumberText.format(number, language: language))" }
  private func missing(_ number: Int) -> String {
    pick("mangler", "missing") + " " + NumberText.format(number, language: language)
  }

  /// The table in a box that scrolls by itself, reachable by keyboard.
  func html(captionHidden: Bool) -> HTML {
    let hide: HTML? = captionHidden ? " class=\"b-hidden\"" : nil
    let heads = table.columns.map { column -> HTML in
      let more = note(bases, missing, key: column.key, isColumn: true)
      return "<th scope=\"col\" class=\"b-table__number\">\(column.label[language])\(more)</th>"
    }
    let rows = table.rows.map { row -> HTML in
      let cells = table.columns.map { cell(row, $0) }
      let more = note(bases, missing, key: row.key, isColumn: false)
      return "<tr><th scope=\"row\">\(row.label[language])\(more)</th>\(cells)</tr>\n"
    }
    return """
      <div class="b-table-box" role="region" aria-labelledby="\(id)-caption" tabindex="0">
      <table class="b-table"><caption id="\(id)-caption"><span\(hide)>\(table.title[language])</span></caption>
      <thead><tr><td></td>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody></table></div>
      """
  }

  private func note(_ bases: CellScope, _ missing: CellScope, key: String, isColumn: Bool) -> HTML? {
    var parts: [String] = []
    switch bases {
    case .columns(let found) where isColumn: if let number = found[key] { parts.append(n(number)) }
    case .rows(let found) where !isColumn: if let number = found[key] { parts.append(n(number)) }
    default: break
    }
    switch missing {
    case .columns(let found) where isColumn: if let number = found[key] { parts.append(self.missing(number)) }
    case .rows(let found) where !isColumn: if let number = found[key] { parts.append(self.missing(number)) }
    default: break
    }
    return parts.isEmpty ? nil : more(parts)
  }

  private func more(_ parts: [String]) -> HTML { "<span class=\"b-table__more\">\(parts.joined(separator: " · "))</span>" }

  private func cell(_ row: StudyResult.Head, _ column: StudyResult.Head) -> HTML {
    guard let cell = source.cell(row, column) else {
      return """
        <td class="b-table__number b-table__none"><span aria-hidden="true">–</span>\
        <span class="b-hidden">\(pick("ingen værdi", "no value"))</span></td>
        """
    }
    let none: HTML? = cell.number == nil ? " b-table__none" : nil
    var marks: HTML = .empty
    if case .undefined(let reason) = cell.value { marks += mark(reason[language]) }
    let stars: HTML? =
      source.table.cells.contains { ($0.stars ?? 0) > 0 && $0.column == column.key }
      ? "<span class=\"b-table__stars\">\(text.stars(cell))</span>" : nil
    var details: HTML = .empty
    let parts = self.parts(cell)
    for part in parts { details += more([part]) }
    if let printed = cell.printed {
      let value = text.figure(Decimals.shortest(printed.value), kind: cell.kind)
      details += "<span class=\"b-table__more\">\(pick("trykt", "printed")): \(value)\(mark(printed.reason[language]))</span>"
    }
    return "<td class=\"b-table__number\(none)\">\(text.cell(cell))\(stars)\(marks)\(details)</td>"
  }

  private func parts(_ cell: StudyResult.Cell) -> [String] {
    var first: [String] = []
    if case .cells = bases, let number = cell.n { first.append(n(number)) }
    if case .cells = missing, let number = cell.missing { first.append(missing(number)) }
    var second: [String] = []
    if let p = cell.p, p.isFinite, showsP(cell) { second.append(text.p(p)) }
    var third: [String] = []
    if let range = cell.interval, !hasLimits(cell, range) { third.append(text.interval(range, like: cell)) }
    return [first, second, third].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
  }

  /// A p value stands under the figure it is about; not under mere counts, and not where the row has a column for it.
  private func showsP(_ cell: StudyResult.Cell) -> Bool {
    cell.kind != .p && cell.kind != .count && !table.cells.contains { $0.row == cell.row && $0.kind == .p }
  }

  /// Whether the limits have columns of their own.
  private func hasLimits(_ cell: StudyResult.Cell, _ range: ClosedRange<Double>) -> Bool {
    let decimals = cell.decimal.map(Decimals.count) ?? 2
    let limits = [range.lowerBound, range.upperBound].map { Decimals.text($0, decimals: decimals) }
    let others = table.cells.filter { $0.row == cell.row && $0.column != cell.column && $0.kind == cell.kind }.map(\.decimal)
    return limits.allSatisfy { others.contains($0) }
  }

  private func mark(_ reason: String) -> HTML {
    guard let index = remarks.firstIndex(of: reason) else { return .empty }
    let letter = Self.letter(index)
    return """
      <sup><a href="#\(id)-\(letter)"><span class="b-hidden">\(pick("bemærkning", "remark")) </span>\(letter)</a></sup>
      """
  }

  /// Everything below the table: remarks, what hidden cells mean, stars, and the table's own notes.
  var notes: HTML {
    var items: [HTML] = remarks.enumerated().map { index, reason in
      "<li id=\"\(id)-\(Self.letter(index))\"><sup>\(Self.letter(index))</sup> \(reason)</li>"
    }
    items += legend.map { "<li>\($0)</li>" }
    items += table.notes.map { "<li>\($0[language])</li>" }
    return items.isEmpty ? .empty : "<ul class=\"b-result__notes\">\(items)</ul>"
  }

  private var legend: [String] {
    var lines: [String] = []
    let values = Set(table.cells.map(\.value))
    if values.contains(.suppressed(complementary: false)) {
      let word = text.hidden(complementary: false)
      lines.append(
        pick(
          "\(word): for få til at tallet kan vises uden at pege på enkelte personer.",
          "\(word): too few to be shown without pointing at single persons."))
    }
    if values.contains(.suppressed(complementary: true)) {
      let word = text.hidden(complementary: true)
      lines.append(
        pick(
          "\(word): vises ikke, fordi et andet skjult tal ellers kunne regnes ud.",
          "\(word): not shown, since another hidden figure could be worked out from it."))
    }
    if table.cells.contains(where: { $0.stars != nil }) {
      lines.append(
        pick(
          "** p < 0,05. * p < 0,10. Uden stjerne: p er 0,10 eller højere, eller der er ikke testet.",
          "** p < 0.05. * p < 0.10. Without star: p is 0.10 or higher, or no test was made."))
    }
    if table.rows.contains(where: { row in table.columns.contains { source.cell(row, $0) == nil } }) {
      lines.append(pick("–: opgøres ikke for denne række og kolonne.", "–: not computed for this row and column."))
    }
    return lines
  }

  private static func remarks(_ table: StudyResult.Table, text: ReportText) -> [String] {
    var found: [String] = []
    for cell in table.cells {
      var reasons: [String] = []
      if case .undefined(let reason) = cell.value { reasons.append(reason[text.language]) }
      if let printed = cell.printed { reasons.append(printed.reason[text.language]) }
      for reason in reasons where !found.contains(reason) { found.append(reason) }
    }
    return found
  }

  /// a, b … z, aa, ab …
  private static func letter(_ index: Int) -> String {
    let own = String(UnicodeScalar(UInt8(97 + index % 26)))
    return index < 26 ? own : letter(index / 26 - 1) + own
  }
}
