public import Base

/// An answer to an item. A missing answer is one of its own kind and is never read as 0.
public enum Answer: Sendable, Hashable {
  /// The code of an option.
  case choice(String)
  /// The codes of several options; none is an answer too.
  case choices([String])
  /// A number, also on a scale.
  case number(Double)
  /// Free text.
  case text(String)
  /// A date.
  case date(CivilDate)
  /// No answer, and why.
  case missing(Missing)

  /// Why there is no answer.
  public enum Missing: String, CaseIterable, Sendable {
    /// Cannot answer now.
    case cannotNow
    /// Not relevant for this citizen.
    case notRelevant
    /// Does not wish to answer.
    case declined
    /// Was not asked.
    case notAsked

    /// What is read.
    public var words: Words {
      switch self {
      case .cannotNow: Words(da: "kan ikke svare nu", en: "cannot answer now")
      case .notRelevant: Words(da: "ikke relevant", en: "not relevant")
      case .declined: Words(da: "ønsker ikke at svare", en: "does not wish to answer")
      case .notAsked: Words(da: "ikke spurgt", en: "not asked")
      }
    }
  }

  /// True when there is an answer.
  public var isGiven: Bool {
    if case .missing = self { return false }
    return true
  }
}

/// Answers by item id; in round 2 and later of a group that repeats, by ``InstrumentDefinition/AnswerKey/text``. An item that is not there was not asked.
public typealias Answers = [String: Answer]

/// Why an answer cannot be taken. Closed; ``words`` says what to do.
public enum AnswerRefusal: Error, Sendable, Hashable {
  /// The instrument has no such item.
  case unknownItem(String)
  /// The item is not asked, by its condition or in this wave.
  case notAsked(String)
  /// The answer is of another kind than the item.
  case wrongKind(item: String, expected: InstrumentDefinition.KindName)
  /// The item has no such option, or not in this wave.
  case unknownOption(item: String, code: String)
  /// The same option is chosen twice.
  case doubleOption(item: String, code: String)
  /// The number is too low, too high or no number.
  case outOfRange(item: String, min: Double?, max: Double?)
  /// The number has more decimals than the item takes.
  case tooManyDecimals(item: String, decimals: Int)
  /// The text is too long.
  case tooLong(item: String, maxLength: Int)
  /// The item is answered in more rounds than it takes; 1 when its group does not repeat.
  case tooManyRounds(item: String, max: Int)
  /// A required item has no answer.
  case required(String)

  /// The item it is about, with its round as in ``InstrumentDefinition/AnswerKey/text``.
  public var item: String {
    switch self {
    case .unknownItem(let item), .notAsked(let item), .required(let item): item
    case .wrongKind(let item, _), .unknownOption(let item, _), .doubleOption(let item, _): item
    case .outOfRange(let item, _, _), .tooManyDecimals(let item, _), .tooLong(let item, _), .tooManyRounds(let item, _): item
    }
  }

  /// What is wrong and what to do, without the answer itself.
  public var words: Words {
    switch self {
    case .unknownItem(let item):
      return Words(da: "Skemaet har intet punkt \(item).", en: "The form has no item \(item).")
    case .notAsked(let item):
      return Words(
        da: "Punktet \(item) stilles ikke her. Fjern svaret, eller ret det svar, det afhænger af.",
        en: "The item \(item) is not asked here. Remove the answer, or mend the answer it depends on.")
    case .wrongKind(let item, let expected):
      return Words(
        da: "Svaret på \(item) har en forkert form (ventet: \(expected.rawValue)).",
        en: "The answer to \(item) has the wrong form (expected: \(expected.rawValue)).")
    case .unknownOption(let item, _):
      return Words(da: "\(item): vælg en af skemaets muligheder.", en: "\(item): choose one of the form's options.")
    case .doubleOption(let item, _):
      return Words(da: "\(item): samme mulighed er valgt to gange.", en: "\(item): the same option is chosen twice.")
    case .outOfRange(let item, let min, let max):
      let range = AnswerRefusal.range(min, max)
      return Words(da: "\(item): skriv et tal \(range.da).", en: "\(item): write a number \(range.en).")
    case .tooManyDecimals(let item, let decimals):
      return Words(
        da: "\(item): skriv tallet med højst \(decimals) decimaler.",
        en: "\(item): write the number with at most \(decimals) decimals.")
    case .tooLong(let item, let maxLength):
      return Words(da: "\(item): højst \(maxLength) tegn.", en: "\(item): at most \(maxLength) characters.")
    case .tooManyRounds(let item, 1):
      return Words(da: "\(item) kan kun besvares én gang. Fjern svaret.", en: "\(item) is answered once only. Remove the answer.")
    case .tooManyRounds(let item, let max):
      return Words(
        da: "\(item) kan højst besvares \(max) gange. Fjern svaret.",
        en: "\(item) is answered \(max) times at most. Remove the answer.")
    case .required(let item):
      return Words(
        da: "\(item) mangler et svar. „Ønsker ikke at svare“ er også et svar.",
        en: "\(item) has no answer. “Does not wish to answer” is an answer too.")
    }
  }

  private static func range(_ min: Double?, _ max: Double?) -> Words {
    switch (min.map(plain), max.map(plain)) {
    case (let low?, let high?): Words(da: "fra \(low) til \(high)", en: "from \(low) to \(high)")
    case (let low?, nil): Words(da: "på mindst \(low)", en: "of at least \(low)")
    case (nil, let high?): Words(da: "på højst \(high)", en: "of at most \(high)")
    case (nil, nil): Words(da: "med cifre", en: "in digits")
    }
  }
}

/// A number without a trailing `.0`.
func plain(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
