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
  }

  /// The most characters of each text, as they are read: an emoji or a letter with its marks is one.
  package enum Limit {
    package static let name = 100
    package static let alias = 60
    package static let street = 120
    package static let postcode = 12
    package static let city = 60
    package static let note = 200
    package static let about = 120
    package static let search = 120
  }

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
      if case .day(let day)? = BirthDate(typed: text) { return day }
      problems.append(
        FieldProblem(
          field, da: "\(name.da): skriv en dag, der findes, såsom 3.2.2026.",
          en: "\(name.en): write a day that exists, such as 3.2.2026."))
      return nil
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
  /// Reads a birthday as it is typed: `3.2.1980`, `03-02-1980`, `3/2 1980`, `1980-02-03`, `030280` (not after `today`), `2.1980`, `1980`,
  /// `1975-1985`; nil for anything else.
  ///
  /// - Parameter today: decides the century of six digits; without it they are not taken.
  package init?(typed text: String, today: CivilDate? = nil) {
    if let stored = Self(text) {
      self = stored
      return
    }
    var parts: [[UInt8]] = [[]]
    for byte in text.utf8 {
      switch byte {
      case 48...57: parts[parts.count - 1].append(byte)
      case 46, 45, 47, 32: if !(parts.last ?? []).isEmpty { parts.append([]) }
      default: return nil
      }
    }
    if parts.last?.isEmpty == true { parts.removeLast() }
    let numbers = parts.map { digits in digits.reduce(0) { $0 * 10 + Int($1) - 48 } }
    guard parts.allSatisfy({ $0.count <= 8 }) else { return nil }
    switch parts.map(\.count) {
    case [6], [8]: self.init(digits: parts[0], today: today)
    case [4, 4]:
      guard numbers[0] < numbers[1], numbers[0] > 0 else { return nil }
      self = .years(numbers[0], numbers[1])
    case [1, 4], [2, 4]:
      guard let day = CivilDate(year: numbers[1], month: numbers[0], day: 1) else { return nil }
      self = .month(year: day.year, month: day.month)
    default:
      guard parts.count == 3, parts[0].count <= 2, parts[1].count <= 2, parts[2].count == 4,
        let day = CivilDate(year: numbers[2], month: numbers[1], day: numbers[0])
      else { return nil }
      self = .day(day)
    }
  }

  /// `ddmmyyyy`, or `ddmmyy` of the last hundred years.
  private init?(digits: [UInt8], today: CivilDate?) {
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
    var year = number(4..<digits.count)
    if digits.count == 6 {
      guard let today else { return nil }
      year += today.year / 100 * 100
      if let day = CivilDate(year: year, month: number(2..<4), day: number(0..<2)), day > today { year -= 100 }
    }
    guard let day = CivilDate(year: year, month: number(2..<4), day: number(0..<2)) else { return nil }
    self = .day(day)
  }

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

extension Citizens.Phone {
  /// Reads a number as it is typed; eight digits are Danish. Nil for what is no number of E.164.
  package init?(typed text: String) {
    var digits = ""
    var international = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": digits.unicodeScalars.append(scalar)
      case "+" where digits.isEmpty && !international: international = true
      case " ", "\u{A0}", "-", "(", ")", ".", "/", "\u{2011}", "\u{2013}": continue
      default: return nil
      }
    }
    if !international, digits.hasPrefix("00") {
      digits = String(digits.dropFirst(2))
      international = true
    }
    if !international {
      guard digits.count == 8 else { return nil }
      digits = "45" + digits
    }
    guard (8...15).contains(digits.count), !digits.hasPrefix("0") else { return nil }
    self.init(number: "+" + digits)
  }

  /// In pairs, as it is read: `20 12 34 56`, `+46 701234567`.
  package var spoken: String {
    guard number.hasPrefix("+45"), number.count == 11 else { return number }
    let digits = Array(number.dropFirst(3))
    return stride(from: 0, to: 8, by: 2).map { String(digits[$0..<$0 + 2]) }.joined(separator: " ")
  }
}
