import Base
import PracticeRules

/// Brings a folder of CSV files into the journal, by a mapping of the catalog.
package enum ImportStudy {}

extension ImportStudy {
  /// What is wrong at a place of a file, or was refused by the journal.
  package struct Issue: Sendable, Hashable {
    package var file: String
    /// Line of the file, from 1; nil for the file as a whole.
    package var line: Int?
    package var column: String?
    package var reason: Words

    /// `tool1_motivation.csv, line 12, column m3: …`
    package func text(_ language: Language) -> String {
      let lineWord = language == .da ? "linje" : "line"
      let columnWord = language == .da ? "kolonne" : "column"
      let place = [file, line.map { "\(lineWord) \($0)" }, column.map { "\(columnWord) \($0)" }].compactMap { $0 }
      return place.joined(separator: ", ") + ": " + reason[language]
    }
  }

  /// What became of one file.
  package struct FileReport: Sendable, Hashable {
    package var file: String
    /// SHA-256 of the file, in lower-case hexadecimal; empty when it could not be read.
    package var sha256 = ""
    /// Rows, or forms where several rows are one form.
    package var rows = 0
    /// Rows that have no fault.
    package var accepted = 0
    /// Rows with a fault.
    package var rejected = 0
    /// Acts that were written now.
    package var written = 0
    /// Acts that the journal had before.
    package var repeated = 0
    /// The journal had this very file before, read by the same mapping: it was not written again.
    package var unchanged = false
    /// The file that holds the rejected rows.
    package var rejects: String?
  }

  /// What became of an import.
  package struct Report: Sendable {
    package var study: String
    package var files: [FileReport] = []
    /// What is wrong, up to a limit.
    package var issues: [Issue] = []
    /// How much is wrong, also beyond the limit.
    package var issueCount = 0
    /// False when something was wrong and nothing at all was written.
    package var isWritten = false

    package var written: Int { files.reduce(0) { $0 + $1.written } }
    package var repeated: Int { files.reduce(0) { $0 + $1.repeated } }
    package var rows: Int { files.reduce(0) { $0 + $1.rows } }
  }

  /// How an import goes on.
  package struct Progress: Sendable {
    package enum Stage: Sendable { case checking, writing }
    package var stage: Stage
    package var file: String
    /// Rows of the file so far.
    package var rows: Int
    /// Rows in the file; nil while it is checked.
    package var of: Int?
  }

  /// How an import is done.
  package struct Options: Sendable {
    /// Imports the rows without fault of a file that has faults, and writes the others to `<file>.rejects.csv`.
    package var acceptGoodRows = false
    /// Where rejected rows are written; nil for the folder itself.
    package var rejectsFolder: String?
    /// How many faults are listed; all are counted.
    package var issueLimit = 200
    /// Acts that are sent to the journal at a time.
    package var batch = 8_000
    /// Who imports.
    package var recordedBy = "import"

    package init() {}
  }

  /// A mapping with all it needs.
  package struct Plan: Sendable {
    package var mapping: Studies.ImportMapping
    /// `id@version#hash` of the mapping.
    package var reference: String
    /// The instruments the mapping names, by `id@version`.
    package var instruments: [String: Studies.ImportInstrument]

    package init(mapping: Studies.ImportMapping, reference: String, instruments: [String: Studies.ImportInstrument]) {
      self.mapping = mapping
      self.reference = reference
      self.instruments = instruments
    }
  }
}
