import Base

/// What is wrong with one field of a form about a citizen, and what to do.
extension Citizens {
  package struct FieldProblem: Hashable, Sendable, Error {
    /// The field's name in the form.
    package var field: String
    package var words: Words

    package init(_ field: String, da: String, en: String) {
      self.field = field
      words = Words(da: da, en: en)
    }

    package init(_ field: String, _ words: Words) {
      self.field = field
      self.words = words
    }

    package init(_ refusal: FieldRefusal) { self.init(refusal.field.rawValue, refusal.words) }
  }

  /// The most characters of what is searched for.
  package static let searchLimit = 120

  /// Reads what was typed into the fields of a citizen. Pure: the day of today is an argument.
  package struct Typed: Sendable {
    private let values: [String: String]
    package private(set) var problems: [FieldProblem] = []

    /// - Parameter values: the fields by name, as they were sent.
    package init(_ values: [String: String]) { self.values = values }

    /// The text of a field on one line, without white space around it; nil when it is empty.
    package mutating func line(_ field: String, _ name: Words, limit: Int) -> String? {
      let text = Self.oneLine(values[field] ?? "")
      guard !text.isEmpty else { return nil }
      // A letter may carry any number of marks; four scalars a letter is more than any script needs on average.
      guard text.count <= limit, text.unicodeScalars.count <= 4 * limit else {
        problems.append(
          FieldProblem(
            field, da: "\(name.da) må højst fylde \(limit) tegn. Kort det af.",
            en: "\(name.en) may have at most \(limit) characters. Shorten it."))
        return nil
      }
      return text
    }

    /// One of a closed list; nil when nothing was chosen. What is not in the list is a problem: no page offers it.
    package mutating func code<Code: RawRepresentable>(_ field: String, _ name: Words, _ type: Code.Type) -> Code?
    where Code.RawValue == String {
      guard let text = values[field], !text.isEmpty else { return nil }
      if let code = Code(rawValue: text) { return code }
      problems.append(
        FieldProblem(
          field, da: "\(name.da): vælg en af mulighederne på listen.", en: "\(name.en): choose one from the list."))
      return nil
    }

    /// A day; nil when it is empty.
    package mutating func day(_ field: String, _ name: Words) -> CivilDate? {
      let text = Self.oneLine(values[field] ?? "")
      guard !text.isEmpty else { return nil }
      if let day = Self.day(text) { return day }
      problems.append(
        FieldProblem(
          field, da: "\(name.da): skriv en dag, der findes, såsom 3.2.2026.",
          en: "\(name.en): write a day that exists, such as 3.2.2026."))
      return nil
    }

    private static func day(_ text: String) -> CivilDate? {
      let parts = text.split(whereSeparator: { " -./".contains($0) })
      if let day = CivilDate(text) { return day }
      guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]), parts[2].count == 4 else {
        return nil
      }
      return CivilDate(year: year, month: month, day: day)
    }

    package mutating func report(_ problem: FieldProblem) { problems.append(problem) }

    /// White space and control characters become single spaces; marks that turn the direction of other text are left out.
    package static func oneLine(_ text: String) -> String {
      var out = String.UnicodeScalarView()
      var gap = false
      for scalar in text.unicodeScalars {
        if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
          gap = !out.isEmpty
        } else if !(0x202A...0x202E).contains(scalar.value), !(0x2066...0x2069).contains(scalar.value) {
          if gap { out.append(" ") }
          gap = false
          out.append(scalar)
        }
      }
      return String(out)
    }
  }
}

extension Citizens.BirthDate {
  /// As it is typed: `3.2.1980`, `2.1980`, `1980`, `1975-1985`.
  package var typed: String {
    switch self {
    case .day(let day): "\(day.day).\(day.month).\(day.year)"
    case .month(let year, let month): "\(month).\(year)"
    case .year, .years: description.replacing("/", with: "-")
    }
  }

  /// The birthday in words, no more exact than it is known.
  package func words(_ language: Language) -> String {
    switch self {
    case .day(let day): DateText.long(day, language: language)
    case .month(let year, let month):
      CivilDate(year: year, month: month, day: 1).map { DateText.month($0, language: language) } ?? String(year)
    case .year(let year): String(year)
    case .years(let from, let to): language == .da ? "mellem \(from) og \(to)" : "between \(from) and \(to)"
    }
  }

  /// The age in whole years on a day; nil where it is not known to the day.
  package func age(on today: CivilDate) -> Int? {
    guard let day = exactDay, day <= today else { return nil }
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day) ? 1 : 0)
  }
}
