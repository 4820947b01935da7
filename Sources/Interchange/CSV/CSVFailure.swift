import Base

/// Why a file cannot be read as CSV at all: nothing of it may be used.
package enum CSVFailure: Error, Sendable, Hashable {
  /// There is no such file.
  case missing
  /// The file cannot be opened or read; the system's own words.
  case unreadable(cause: String)
  /// The file is packed with gzip, and it cannot be unpacked here.
  case cannotUnpack(cause: String)
  /// A byte that is not UTF-8; line from 1, column in characters from 1.
  case notUTF8(line: Int, column: Int)
  /// A zero byte: not a text file, or UTF-16.
  case zeroByte(line: Int, column: Int)
  /// A quote that is opened on the line and never closed.
  case openQuote(line: Int)
  /// A record on the line is longer than the limit in bytes: most often a quote that is not closed.
  case tooLong(line: Int, limit: Int)
  /// The file has no header row.
  case noHeader
  /// Two columns have the same name.
  case duplicateHeader(name: String)
  /// A column has no name; number from 1.
  case blankHeader(column: Int)

  /// The line it happened on, where there is one.
  package var line: Int? {
    switch self {
    case .notUTF8(let line, _), .zeroByte(let line, _), .openQuote(let line), .tooLong(let line, _): line
    case .duplicateHeader, .blankHeader: 1
    case .missing, .unreadable, .cannotUnpack, .noHeader: nil
    }
  }

  /// What is wrong and what to do.
  package var words: Words {
    switch self {
    case .missing:
      Words(da: "Filen findes ikke i mappen.", en: "The file is not in the folder.")
    case .unreadable(let cause):
      Words(da: "Filen kan ikke læses: \(cause).", en: "The file cannot be read: \(cause).")
    case .cannotUnpack(let cause):
      Words(
        da: "Filen kan ikke pakkes ud: \(cause). Pak den ud med gzip, og prøv igen.",
        en: "The file cannot be unpacked: \(cause). Unpack it with gzip and try again.")
    case .notUTF8(_, let column):
      Words(
        da: "Tegn nummer \(column) på linjen er ikke UTF-8. Gem filen som CSV UTF-8, og prøv igen.",
        en: "Character \(column) on the line is not UTF-8. Save the file as CSV UTF-8 and try again.")
    case .zeroByte(_, let column):
      Words(
        da: "En nul-byte ved tegn \(column): filen er ikke tekst, eller den er gemt som UTF-16. Gem den som CSV UTF-8.",
        en: "A zero byte at character \(column): the file is not text, or it was saved as UTF-16. Save it as CSV UTF-8.")
    case .openQuote:
      Words(da: "Et anførselstegn åbnes her og lukkes aldrig.", en: "A quote is opened here and never closed.")
    case .tooLong(_, let limit):
      Words(
        da: "Rækken er længere end \(limit) bytes. Se efter et anførselstegn, der ikke er lukket.",
        en: "The row is longer than \(limit) bytes. Look for a quote that is not closed.")
    case .noHeader:
      Words(
        da: "Filen er tom: der mangler en række med kolonnenavne.", en: "The file is empty: a row with column names is missing.")
    case .duplicateHeader(let name):
      Words(da: "Kolonnen \(name) står der to gange.", en: "The column \(name) stands there twice.")
    case .blankHeader(let column):
      Words(da: "Kolonne nummer \(column) har intet navn.", en: "Column number \(column) has no name.")
    }
  }
}

/// What is wrong with one row, while the rows around it can still be read.
package enum CSVRowFault: Sendable, Hashable {
  /// The row has another number of fields than the header.
  case fieldCount(found: Int, expected: Int)
  /// A quote inside a field that is not quoted.
  case strayQuote(field: Int)
  /// Text after the closing quote of a field.
  case textAfterQuote(field: Int)

  /// What is wrong and what to do.
  package var words: Words {
    switch self {
    case .fieldCount(let found, let expected):
      Words(
        da: "Rækken har \(found) felter, kolonnerne er \(expected).",
        en: "The row has \(found) fields, there are \(expected) columns.")
    case .strayQuote:
      Words(
        da: "Et anførselstegn inde i et felt: sæt feltet i anførselstegn, og skriv tegnet to gange.",
        en: "A quote inside a field: put the field in quotes and write the quote twice.")
    case .textAfterQuote:
      Words(
        da: "Tekst efter det afsluttende anførselstegn: skriv et anførselstegn i feltet to gange.",
        en: "Text after the closing quote: write a quote inside the field twice.")
    }
  }

  /// The field it is about, from 0; nil for the row as a whole.
  package var field: Int? {
    switch self {
    case .fieldCount: nil
    case .strayQuote(let field), .textAfterQuote(let field): field
    }
  }
}
