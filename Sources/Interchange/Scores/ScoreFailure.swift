import Base
import Instruments

/// Why a file of answers cannot be scored at all. Closed.
package enum ScoreFailure: Error, Sendable, Hashable {
  /// The file cannot be read as CSV, or not at all.
  case file(CSVFailure)
  /// No column is an item of the form.
  case noItems
  /// A column is neither an item nor named as an id.
  case unknownColumn(name: String, near: String?)
  /// A column that was named as an id is not there.
  case noColumn(name: String)
  /// The scores cannot be written where they are to go.
  case cannotWrite(cause: String)

  /// What is wrong and what to do.
  package var words: Words {
    switch self {
    case .file(let failure): failure.words
    case .noItems:
      Words(
        da: "Ingen kolonne har navn efter et punkt i skemaet.", en: "No column has the name of an item of the form.")
    case .unknownColumn(let name, let near):
      Words(
        da: "Skemaet har intet punkt \(name)\(near.map { "; mente du \($0)?" } ?? ""). Ret navnet, eller nævn kolonnen med --id.",
        en:
          "The form has no item \(name)\(near.map { "; did you mean \($0)?" } ?? ""). Mend the name, or name the column with --id."
      )
    case .noColumn(let name): Words(da: "Kolonnen \(name) er der ikke.", en: "There is no column \(name).")
    case .cannotWrite(let cause): Words(da: "Der kan ikke skrives: \(cause).", en: "Writing failed: \(cause).")
    }
  }
}

/// Why one row is not scored, while those around it are. Closed.
package enum ScoreRowProblem: Sendable, Hashable {
  /// It is no row of the file.
  case row(CSVRowFault)
  /// It is no JSON object; what is wrong, and the character it is at.
  case json(String, column: Int)
  /// A value is no number.
  case noNumber(column: String)
  /// A value is no date.
  case noDate(column: String)
  /// A value of another kind than the item takes.
  case wrongValue(column: String)
  /// A key that the first row did not have and that is no item.
  case unknownKey(String)
  /// The form does not take the answer.
  case answer(AnswerRefusal)

  /// What is wrong and what to do, without the answer itself.
  package var words: Words {
    switch self {
    case .row(let fault): fault.words
    case .json(let cause, let column): Words(da: "Tegn \(column): \(cause).", en: "Character \(column): \(cause).")
    case .noNumber(let column): Words(da: "\(column): skriv et tal.", en: "\(column): write a number.")
    case .noDate(let column): Words(da: "\(column): skriv en dato som åååå-mm-dd.", en: "\(column): write a date as yyyy-mm-dd.")
    case .wrongValue(let column):
      Words(da: "\(column): værdien har en forkert form.", en: "\(column): the value has the wrong form.")
    case .unknownKey(let key): Words(da: "Skemaet har intet punkt \(key).", en: "The form has no item \(key).")
    case .answer(let refusal): refusal.words
    }
  }
}

/// A row that was not scored.
package struct ScoreRowIssue: Sendable, Hashable {
  /// The line it begins on, from 1.
  package var line: Int
  /// Why.
  package var problem: ScoreRowProblem

  /// Line and words.
  package func text(_ language: Language) -> String {
    let place = Words(da: "linje \(line)", en: "line \(line)")[language]
    return "\(place): \(problem.words[language])"
  }
}
