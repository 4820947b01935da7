import Base

// What is known of a citizen, as it stands in facts. What was once written is read as it stands; the limits are for what comes in
// (see `CitizensChecks.swift`).
extension Citizens {
  /// A person's names; whichever are known.
  package struct PersonName: Hashable, Sendable {
    /// Given names in the person's own order, middle names included.
    package var given: String?
    /// The family name or names.
    package var family: String?
    /// What the person is called, where that is no official name.
    package var alias: String?

    package init(given: String? = nil, family: String? = nil, alias: String? = nil) {
      self.given = given
      self.family = family
      self.alias = alias
    }

    /// Given and family name, or the alias in quotation marks where there is neither; empty when nothing is known.
    package var display: String {
      let full = [given, family].compactMap { $0 }.joined(separator: " ")
      if !full.isEmpty { return full }
      return alias.map { "»\($0)«" } ?? ""
    }
  }

  /// A birthday, as precisely as it is known.
  ///
  /// The text form is the storage form: `1980-02-03`, `1980-02`, `1980`, or `1975/1985` for one year among several.
  package enum BirthDate: Hashable, Sendable {
    case day(CivilDate)
    case month(year: Int, month: Int)
    case year(Int)
    /// Between the years, both included: somebody "about forty".
    case years(Int, Int)
  }

  /// A telephone number in the international form of ITU-T E.164, such as `+4520123456`.
  package struct Phone: Hashable, Sendable {
    package var number: String

    package init(number: String) { self.number = number }
  }

  /// What kind of place the person can be found at.
  package enum AddressKind: String, Sendable, CaseIterable {
    case home, careOf, shelter, residence, prison, hospital, noFixedAddress

    /// The kind on the screen.
    package var words: Words {
      switch self {
      case .home: Words(da: "Egen bolig", en: "Own home")
      case .careOf: Words(da: "Bor hos andre", en: "Stays with others")
      case .shelter: Words(da: "Herberg eller forsorgshjem", en: "Shelter")
      case .residence: Words(da: "Botilbud", en: "Residence with support")
      case .prison: Words(da: "Fængsel eller arrest", en: "Prison")
      case .hospital: Words(da: "Hospital", en: "Hospital")
      case .noFixedAddress: Words(da: "Uden fast adresse", en: "No fixed address")
      }
    }
  }

  /// Where the person lives or can be found.
  package struct Address: Hashable, Sendable {
    package var kind: AddressKind
    /// Street and number, or the name of a place.
    package var street: String?
    package var postcode: String?
    package var city: String?

    package init(kind: AddressKind, street: String? = nil, postcode: String? = nil, city: String? = nil) {
      self.kind = kind
      self.street = street
      self.postcode = postcode
      self.city = city
    }
  }

  /// Whether somebody is needed to interpret.
  package enum InterpreterNeed: String, Sendable, CaseIterable {
    case none, sometimes, always, signLanguage

    /// The need on the screen.
    package var words: Words {
      switch self {
      case .none: Words(da: "Behøver ikke tolk", en: "Needs no interpreter")
      case .sometimes: Words(da: "Tolk til vigtige samtaler", en: "Interpreter for important talks")
      case .always: Words(da: "Tolk hver gang", en: "Interpreter every time")
      case .signLanguage: Words(da: "Tegnsprogstolk", en: "Sign language interpreter")
      }
    }
  }

  /// The language the person prefers.
  package struct SpokenLanguage: Hashable, Sendable {
    /// ISO 639-1, such as `da`, `ar`, `kl`.
    package var code: String
    /// Nil when nobody has asked.
    package var interpreter: InterpreterNeed?

    package init(code: String, interpreter: InterpreterNeed? = nil) {
      self.code = code
      self.interpreter = interpreter
    }
  }

  /// An answer to "may we?". Nil wherever it stands means that nobody has asked.
  package enum Allowed: String, Sendable, CaseIterable {
    case yes, no
  }

  /// Who may see the person's telephone number.
  package enum PhoneAudience: String, Sendable, CaseIterable {
    case organisation, team, assigned

    /// The audience on the screen.
    package var words: Words {
      switch self {
      case .organisation: Words(da: "Alle med adgang til borgeren", en: "Everybody with access to the citizen")
      case .team: Words(da: "Teamet", en: "The team")
      case .assigned: Words(da: "Kun tilknyttede medarbejdere", en: "Assigned staff only")
      }
    }
  }

  /// When it is best to call or come.
  package enum BestTime: String, Sendable, CaseIterable {
    case anyTime, morning, afternoon, evening, byAgreement

    /// The time on the screen.
    package var words: Words {
      switch self {
      case .anyTime: Words(da: "Når som helst", en: "Any time")
      case .morning: Words(da: "Formiddag", en: "Morning")
      case .afternoon: Words(da: "Eftermiddag", en: "Afternoon")
      case .evening: Words(da: "Aften", en: "Evening")
      case .byAgreement: Words(da: "Kun efter aftale", en: "By agreement only")
      }
    }
  }

  /// How the person can be reached without harm.
  package struct SafeContact: Hashable, Sendable {
    package var mayCall: Allowed?
    /// Letters and digital post.
    package var mayWrite: Allowed?
    package var mayText: Allowed?
    package var phoneSeenBy: PhoneAudience?
    package var bestTime: BestTime?
    /// At most 200 characters, such as that a partner reads the messages.
    package var note: String?

    package init(
      mayCall: Allowed? = nil, mayWrite: Allowed? = nil, mayText: Allowed? = nil, phoneSeenBy: PhoneAudience? = nil,
      bestTime: BestTime? = nil, note: String? = nil
    ) {
      self.mayCall = mayCall
      self.mayWrite = mayWrite
      self.mayText = mayText
      self.phoneSeenBy = phoneSeenBy
      self.bestTime = bestTime
      self.note = note
    }
  }

  /// Everything about the person that can be changed, each part nil when it is not known.
  package struct Details: Hashable, Sendable {
    package var name = PersonName()
    package var birth: BirthDate?
    package var sex: Sex?
    package var phone: Phone?
    package var address: Address?
    package var language: SpokenLanguage?
    package var contact: SafeContact?

    package init(
      name: PersonName = PersonName(), birth: BirthDate? = nil, sex: Sex? = nil, phone: Phone? = nil, address: Address? = nil,
      language: SpokenLanguage? = nil, contact: SafeContact? = nil
    ) {
      self.name = name
      self.birth = birth
      self.sex = sex
      self.phone = phone
      self.address = address
      self.language = language
      self.contact = contact
    }
  }

  /// The parts of `Details` that can be changed one by one: two editors conflict only in the same one.
  package enum DetailField: String, Sendable, CaseIterable, Comparable {
    case given, family, alias, birth, sex, phone, address, language, contact

    /// In the order of the page.
    package static func < (a: Self, b: Self) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }

    /// The field's name on the screen.
    package var words: Words {
      switch self {
      case .given: Words(da: "Fornavne", en: "Given names")
      case .family: Words(da: "Efternavn", en: "Family name")
      case .alias: Words(da: "Kaldenavn", en: "Alias")
      case .birth: Words(da: "Fødselsdag", en: "Birthday")
      case .sex: Words(da: "Køn", en: "Sex")
      case .phone: Words(da: "Telefon", en: "Telephone")
      case .address: Words(da: "Adresse", en: "Address")
      case .language: Words(da: "Sprog og tolk", en: "Language and interpreter")
      case .contact: Words(da: "Sikker kontakt", en: "Safe contact")
      }
    }
  }
}

extension Citizens.BirthDate: LosslessStringConvertible {
  /// The storage form.
  package var description: String {
    switch self {
    case .day(let day): return day.description
    case .month(let year, let month): return String((CivilDate(year: year, month: month, day: 1)?.description ?? "").prefix(7))
    case .year(let year): return Self.four(year)
    case .years(let from, let to): return "\(Self.four(from))/\(Self.four(to))"
    }
  }

  /// Reads the storage form; nil for anything else, also for a day that does not exist or years in the wrong order.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let from = Self.wholeYear(parts[0]), let to = Self.wholeYear(parts[1]), from < to else { return nil }
      self = .years(from, to)
      return
    }
    switch text.utf8.count {
    case 4:
      guard let year = Self.wholeYear(text[...]) else { return nil }
      self = .year(year)
    case 7:
      guard let date = CivilDate(text + "-01") else { return nil }
      self = .month(year: date.year, month: date.month)
    default:
      guard let date = CivilDate(text) else { return nil }
      self = .day(date)
    }
  }

  private static func wholeYear(_ text: Substring) -> Int? { CivilDate(text + "-01-01")?.year }

  private static func four(_ year: Int) -> String {
    String((CivilDate(year: year, month: 1, day: 1)?.description ?? "").prefix(4))
  }

  /// The earliest and the latest year it can be.
  package var yearRange: ClosedRange<Int> {
    switch self {
    case .day(let day): day.year...day.year
    case .month(let year, _), .year(let year): year...year
    case .years(let from, let to): min(from, to)...max(from, to)
    }
  }

  /// The year, where it is one.
  package var exactYear: Int? { yearRange.count == 1 ? yearRange.lowerBound : nil }

  /// The day, where it is known to the day.
  package var exactDay: CivilDate? {
    guard case .day(let day) = self else { return nil }
    return day
  }
}
