/// Writes CSV that spreadsheets open without surprises: UTF-8, a field quoted where it must be, lines that end with CRLF (RFC 4180).
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be run as a formula by a spreadsheet. With
/// `guardsFormulas` such a text gets an apostrophe in front, which spreadsheets hide; a plain number such as `-12.5` stays as it is.
/// A file that is to be read back by a program (rejected rows, for one) is written without the guard, so that it comes back unchanged.
package struct CSVWriter: Sendable {
  /// What stands between the fields.
  package let separator: CSVSeparator
  /// Whether texts that look like formulas are made harmless.
  package let guardsFormulas: Bool

  /// A writer.
  package init(separator: CSVSeparator = .comma, guardsFormulas: Bool = true) {
    self.separator = separator
    self.guardsFormulas = guardsFormulas
  }

  /// One line with its line end.
  package func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: separator.text) + "\r\n"
  }

  /// One field as it stands in the file.
  package func field(_ text: String) -> String {
    var text = text
    if guardsFormulas, CSVWriter.looksLikeFormula(text) { text = "'" + text }
    let mustQuote = text.utf8.contains { $0 == 34 || $0 == 10 || $0 == 13 || $0 == separator.rawValue }
    return mustQuote ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  private static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, [61, 43, 45, 64, 9, 13].contains(first) else { return false }
    if first == 43 || first == 45 { return !isPlainNumber(text.utf8.dropFirst()) }
    return true
  }

  private static func isPlainNumber(_ text: Substring.UTF8View) -> Bool {
    var points = 0
    for byte in text {
      if byte == 46 || byte == 44 {
        points += 1
      } else if byte < 48 || byte > 57 {
        return false
      }
    }
    return points <= 1 && text.count > points
  }
}
