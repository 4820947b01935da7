import Base
import Foundation

extension People {
  /// What is wrong with one field of a form, and what to do.
  package struct Problem: Hashable, Sendable {
    package var field: String
    package var words: Words

    package init(_ field: String, _ words: Words) {
      self.field = field
      self.words = words
    }
  }

  /// Why an operation on users, teams or organisations was not done.
  package enum Refusal: Error, Hashable, Sendable {
    /// There is no such user, team or organisation, or it is another organisation's: both are answered alike.
    case notFound
    /// The form does not hold.
    case problems([Problem])

    static func problem(_ field: String, _ words: Words) -> Refusal { .problems([Problem(field, words)]) }
  }

  /// Reads the fields of a form and gathers what is wrong with them.
  package struct FieldReader: Sendable {
    package private(set) var problems: [Problem] = []

    package init() {}

    package mutating func report(_ field: String, _ words: Words) { problems.append(Problem(field, words)) }

    /// One line of text that must be there.
    package mutating func required(_ field: String, _ text: String?, limit: Int) -> String {
      if let line = line(field, text, limit: limit) { return line }
      if !problems.contains(where: { $0.field == field }) { report(field, Self.empty) }
      return ""
    }

    /// One line of text, or nothing. Letters of all scripts and signs are kept; what cannot be seen is not.
    package mutating func line(_ field: String, _ text: String?, limit: Int) -> String? {
      let trimmed = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
      guard !trimmed.isEmpty else { return nil }
      guard trimmed.count <= limit, trimmed.utf8.count <= limit * 8 else {
        report(
          field,
          Words(
            da: "Skriv højst \(limit) tegn. Her er \(trimmed.count).",
            en: "Write at most \(limit) characters. Here are \(trimmed.count)."))
        return nil
      }
      guard !trimmed.unicodeScalars.contains(where: Self.isUnseen) else {
        report(
          field,
          Words(da: "Skriv på én linje og uden styretegn.", en: "Write on one line and without control characters."))
        return nil
      }
      return trimmed
    }

    /// A day as a form sends it; nil for none.
    package mutating func day(_ field: String, _ text: String?) -> CivilDate? {
      guard let text, !text.isEmpty else { return nil }
      if let day = CivilDate(text), (1900...2200).contains(day.year) { return day }
      report(field, Words(da: "Skriv en dato som 2026-12-31.", en: "Write a date like 2026-12-31."))
      return nil
    }

    /// One code of a closed list.
    package mutating func code<Code: RawRepresentable>(_ field: String, _ text: String?, _ type: Code.Type) -> Code?
    where Code.RawValue == String {
      if let code = text.flatMap(Code.init(rawValue:)) { return code }
      report(field, Words(da: "Vælg en af mulighederne.", en: "Choose one of the possibilities."))
      return nil
    }

    /// Throws when anything was wrong.
    package func check() throws(Refusal) {
      if !problems.isEmpty { throw .problems(problems) }
    }

    static let empty = Words(da: "Feltet skal udfyldes.", en: "This must be filled in.")

    /// Control characters, and those that turn the direction of what follows: they could make one name look like another.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
    }
  }
}
