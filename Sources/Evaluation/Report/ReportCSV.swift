import Base

/// A study as CSV in long format: one line a cell.
///
/// Danish files have semicolons and decimal commas, English ones commas and points, as spreadsheets of the two expect. Lines end
/// with CRLF (RFC 4180). A hidden cell has its word in `text` and nothing in any other number.
public enum ReportCSV {
  /// One table.
  public static func text(table: StudyResult.Table, language: Language, threshold: Int = 5) -> String {
    let writer = Writer(language: language)
    var out = writer.line(cellHeads)
    let words = ReportText(language: language, threshold: threshold)
    for fields in lines(table, words: words) { out += writer.line(fields) }
    return out
  }

  /// All tables of a study.
  public static func text(_ result: StudyResult, language: Language) -> String {
    let writer = Writer(language: language)
    var out = writer.line(["study", "section", "table", "title", "unit"].map(Field.word) + cellHeads)
    let words = ReportText(language: language, threshold: result.threshold)
    for section in result.sections {
      for table in section.tables {
        let head = [result.study, section.title[language], table.id, table.title[language], table.unit[language]].map(Field.word)
        for fields in lines(table, words: words) { out += writer.line(head + fields) }
      }
    }
    return out
  }

  private enum Field {
    case word(String)
    case decimal(String)
    case none

    static func number(_ value: Double?) -> Field {
      guard let value, value.isFinite else { return .none }
      let text = "\(value)"
      return .decimal(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
    }
    static func number(_ value: Int?) -> Field { value.map { .decimal(String($0)) } ?? .none }
  }

  private static let cellHeads = [
    "row", "row_label", "column", "column_label", "kind", "status", "value", "text", "n", "count", "sum", "missing", "stars", "p",
    "ci_low", "ci_high", "printed", "remark",
  ].map(Field.word)

  private static func lines(_ original: StudyResult.Table, words: ReportText) -> [[Field]] {
    let table = ReportTable(original).table
    let rows = Dictionary(table.rows.map { ($0.key, $0.label[words.language]) }, uniquingKeysWith: { a, _ in a })
    let columns = Dictionary(table.columns.map { ($0.key, $0.label[words.language]) }, uniquingKeysWith: { a, _ in a })
    return table.cells.map { cell in
      var remark = cell.printed?.reason[words.language] ?? ""
      let status: String
      switch cell.value {
      case .figure: status = "shown"
      case .suppressed: status = "suppressed"
      case .undefined(let reason): (status, remark) = ("undefined", reason[words.language])
      }
      let isNumber = cell.decimal.flatMap(Double.init) != nil
      let value: Field = isNumber ? .decimal(cell.decimal ?? "") : .number(cell.number)
      let text: Field = isNumber ? value : .word(words.cell(cell))
      return [
        .word(cell.row), .word(rows[cell.row] ?? ""), .word(cell.column), .word(columns[cell.column] ?? ""),
        .word(cell.kind.rawValue), .word(status), value, text, .number(cell.n), .number(cell.count),
        .number(cell.sum), .number(cell.missing), .number(cell.stars), .number(cell.p), .number(cell.interval?.lowerBound),
        .number(cell.interval?.upperBound), .number(cell.printed?.value), .word(remark),
      ]
    }
  }

  private struct Writer {
    let language: Language

    func line(_ fields: [Field]) -> String {
      fields.map(field).joined(separator: language == .da ? ";" : ",") + "\r\n"
    }

    private func field(_ field: Field) -> String {
      switch field {
      case .none: return ""
      case .decimal(let text): return language == .da ? quoted(text.map { $0 == "." ? "," : String($0) }.joined()) : quoted(text)
      case .word(let text): return quoted(harmless(text))
      }
    }

    /// A spreadsheet must not take a word for a formula.
    private func harmless(_ text: String) -> String {
      guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
      return "'" + text
    }

    private func quoted(_ text: String) -> String {
      let special = text.unicodeScalars.contains { ";,\"\r\n".unicodeScalars.contains($0) }
      return special ? "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\"" : text
    }
  }
}
