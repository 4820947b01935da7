import Base

extension Citizens {
  /// A citizen as a form tells of him: everything checked, nothing decided.
  package struct Draft: Hashable, Sendable {
    package var level: Level
    package var details: Details
    package var cpr: CPR?

    package init(level: Level, details: Details, cpr: CPR? = nil) {
      self.level = level
      self.details = details
      self.cpr = cpr
    }

    /// Reads a form.
    ///
    /// - Parameter checked: whether what belongs together is checked as well; false where the form is a part of what is known.
    /// - Throws: every problem, field by field.
    package static func read(_ values: [String: String], today: CivilDate, checked: Bool = true) throws(DraftProblems) -> Draft {
      var typed = Typed(values)
      let level = typed.code("level", Words(da: "Hvor godt vi kender borgeren", en: "How well we know the citizen"), Level.self)
      let details = readDetails(&typed, values, today)
      var cpr: CPR?
      let number = Typed.oneLine(values["cpr"] ?? "")
      if !number.isEmpty {
        do { cpr = try CPR(number, today: today) } catch { typed.report(FieldProblem("cpr", error.words)) }
      }
      var problems = typed.problems
      if problems.isEmpty, checked { problems = check(level ?? .identified, details, birth: cpr) }
      guard problems.isEmpty else { throw DraftProblems(list: problems) }
      return Draft(level: level ?? .identified, details: details, cpr: cpr)
    }

    /// What belongs together: a level, and what must or must not be known with it.
    package static func check(_ level: Level, _ details: Details, birth cpr: CPR?, hasNumber: Bool = false) -> [FieldProblem] {
      var problems: [FieldProblem] = []
      let name = details.name
      let isNamed = name.given != nil || name.family != nil || cpr != nil || hasNumber
      switch level {
      case .identified:
        if name.given == nil, name.family == nil {
          problems.append(
            FieldProblem(
              "given", da: "Skriv et navn, eller vælg »Kun alias«, hvis du kun kender et kaldenavn.",
              en: "Write a name, or choose “Alias only” if you know no more than an alias."))
        }
      case .aliasOnly:
        if name.alias == nil {
          problems.append(
            FieldProblem("alias", da: "Skriv det, borgeren bliver kaldt.", en: "Write what the citizen is called."))
        }
        if isNamed {
          problems.append(
            FieldProblem(
              "level", da: "Med navn eller CPR-nummer er borgeren kendt: vælg »Kendt ved navn«.",
              en: "With a name or a CPR number the citizen is known: choose “Known by name”."))
        }
      case .anonymous:
        if isNamed || details.birth?.exactDay != nil {
          problems.append(
            FieldProblem(
              "level", da: "Anonym behandling gemmes uden navn, fødselsdag og CPR-nummer. Fjern dem, eller vælg et andet.",
              en: "Anonymous treatment is kept without name, birthday and CPR number. Remove them, or choose another."))
        }
      }
      if let cpr, let told = details.birth, cpr.birthIsReliable, !cpr.agrees(with: told) {
        problems.append(
          FieldProblem(
            "birth", da: "Fødselsdagen passer ikke med CPR-nummeret. Ret den ene.",
            en: "The birthday does not fit the CPR number. Mend one of them."))
      }
      return problems
    }
  }

  /// Every problem of a form.
  package struct DraftProblems: Error, Hashable, Sendable {
    package var list: [FieldProblem]

    package init(list: [FieldProblem]) { self.list = list }
  }

  /// The fields of `Details` as forms name them.
  static func readDetails(_ typed: inout Typed, _ values: [String: String], _ today: CivilDate) -> Details {
    var details = Details()
    details.name.given = typed.line("given", DetailField.given.words, limit: Limit.name)
    details.name.family = typed.line("family", DetailField.family.words, limit: Limit.name)
    details.name.alias = typed.line("alias", DetailField.alias.words, limit: Limit.alias)
    details.birth = readBirth(&typed, values, today)
    details.sex = typed.code("sex", DetailField.sex.words, Sex.self)
    let number = Typed.oneLine(values["phone"] ?? "")
    if !number.isEmpty {
      details.phone = Phone(typed: number)
      if details.phone == nil {
        typed.report(
          FieldProblem(
            "phone", da: "Skriv otte cifre, eller et udenlandsk nummer med + foran.",
            en: "Write eight digits, or a foreign number with + in front."))
      }
    }
    details.address = readAddress(&typed)
    details.language = readLanguage(&typed)
    details.contact = readContact(&typed)
    return details
  }

  private static func readBirth(_ typed: inout Typed, _ values: [String: String], _ today: CivilDate) -> BirthDate? {
    let text = Typed.oneLine(values["birth"] ?? "")
    guard !text.isEmpty else { return nil }
    guard let birth = BirthDate(typed: text, today: today) else {
      typed.report(
        FieldProblem(
          "birth", da: "Skriv en dag, der findes (3.2.1980), eller et år (1980), eller to år (1975-1985).",
          en: "Write a day that exists (3.2.1980), or a year (1980), or two years (1975-1985)."))
      return nil
    }
    let years = birth.yearRange
    if years.lowerBound > today.year || birth.exactDay.map({ $0 > today }) ?? false || years.upperBound < today.year - 125 {
      typed.report(
        FieldProblem(
          "birth", da: "Fødselsdagen kan ikke være rigtig. Se efter igen.", en: "The birthday cannot be right. Look again."))
      return nil
    }
    return birth
  }

  private static func readAddress(_ typed: inout Typed) -> Address? {
    let kind = typed.code("addressKind", DetailField.address.words, AddressKind.self)
    let street = typed.line("street", Words(da: "Adressen", en: "The address"), limit: Limit.street)
    let postcode = typed.line("postcode", Words(da: "Postnummeret", en: "The postcode"), limit: Limit.postcode)
    let city = typed.line("city", Words(da: "Byen", en: "The town"), limit: Limit.city)
    guard kind != nil || street != nil || postcode != nil || city != nil else { return nil }
    return Address(kind: kind ?? .home, street: street, postcode: postcode, city: city)
  }

  private static func readLanguage(_ typed: inout Typed) -> SpokenLanguage? {
    let code = typed.line("language", Words(da: "Sproget", en: "The language"), limit: 8)
    let need = typed.code("interpreter", Words(da: "Tolk", en: "Interpreter"), InterpreterNeed.self)
    guard let code else {
      if need != nil {
        typed.report(FieldProblem("language", da: "Vælg også sproget.", en: "Choose the language as well."))
      }
      return nil
    }
    guard SpokenLanguage.known.contains(where: { $0.code == code }) else {
      typed.report(FieldProblem("language", da: "Vælg et sprog på listen.", en: "Choose a language from the list."))
      return nil
    }
    return SpokenLanguage(code: code, interpreter: need)
  }

  private static func readContact(_ typed: inout Typed) -> SafeContact? {
    let contact = SafeContact(
      mayCall: typed.code("mayCall", Words(da: "Må vi ringe", en: "May we call"), Allowed.self),
      mayWrite: typed.code("mayWrite", Words(da: "Må vi skrive", en: "May we write"), Allowed.self),
      mayText: typed.code("mayText", Words(da: "Må vi sende sms", en: "May we text"), Allowed.self),
      phoneSeenBy: typed.code("phoneSeenBy", Words(da: "Hvem ser telefonen", en: "Who sees the phone"), PhoneAudience.self),
      bestTime: typed.code("bestTime", Words(da: "Bedste tidspunkt", en: "Best time"), BestTime.self),
      note: typed.line("contactNote", Words(da: "Noten om kontakt", en: "The note on contact"), limit: Limit.note))
    return contact == SafeContact() ? nil : contact
  }
}

extension Citizens.SpokenLanguage {
  /// Languages offered on the list, by ISO 639-1.
  package static let known: [(code: String, words: Words)] = [
    ("da", Words(da: "Dansk", en: "Danish")), ("en", Words(da: "Engelsk", en: "English")),
    ("ar", Words(da: "Arabisk", en: "Arabic")), ("kl", Words(da: "Grønlandsk", en: "Greenlandic")),
    ("fo", Words(da: "Færøsk", en: "Faroese")), ("fa", Words(da: "Persisk/dari", en: "Persian/Dari")),
    ("pl", Words(da: "Polsk", en: "Polish")), ("ro", Words(da: "Rumænsk", en: "Romanian")),
    ("lt", Words(da: "Litauisk", en: "Lithuanian")), ("ru", Words(da: "Russisk", en: "Russian")),
    ("uk", Words(da: "Ukrainsk", en: "Ukrainian")), ("so", Words(da: "Somali", en: "Somali")),
    ("ti", Words(da: "Tigrinya", en: "Tigrinya")), ("tr", Words(da: "Tyrkisk", en: "Turkish")),
    ("ur", Words(da: "Urdu", en: "Urdu")), ("sq", Words(da: "Albansk", en: "Albanian")),
    ("bs", Words(da: "Bosnisk", en: "Bosnian")), ("de", Words(da: "Tysk", en: "German")),
    ("sv", Words(da: "Svensk", en: "Swedish")), ("no", Words(da: "Norsk", en: "Norwegian")),
    ("fr", Words(da: "Fransk", en: "French")), ("es", Words(da: "Spansk", en: "Spanish")),
    ("pt", Words(da: "Portugisisk", en: "Portuguese")), ("th", Words(da: "Thai", en: "Thai")),
    ("vi", Words(da: "Vietnamesisk", en: "Vietnamese")), ("ku", Words(da: "Kurdisk", en: "Kurdish")),
    ("ps", Words(da: "Pashto", en: "Pashto")), ("is", Words(da: "Islandsk", en: "Icelandic")),
  ]

  /// The language's name on the screen; its code where it is not on the list.
  package var words: Words { Self.known.first { $0.code == code }?.words ?? Words(da: code, en: code) }
}

extension Citizens.Details {
  /// One field alone.
  package func only(_ field: Citizens.DetailField) -> Self {
    var one = Self()
    switch field {
    case .given: one.name.given = name.given
    case .family: one.name.family = name.family
    case .alias: one.name.alias = name.alias
    case .birth: one.birth = birth
    case .sex: one.sex = sex
    case .phone: one.phone = phone
    case .address: one.address = address
    case .language: one.language = language
    case .contact: one.contact = contact
    }
    return one
  }

  /// Takes one field of another.
  package mutating func take(_ field: Citizens.DetailField, from other: Self) {
    switch field {
    case .given: name.given = other.name.given
    case .family: name.family = other.name.family
    case .alias: name.alias = other.name.alias
    case .birth: birth = other.birth
    case .sex: sex = other.sex
    case .phone: phone = other.phone
    case .address: address = other.address
    case .language: language = other.language
    case .contact: contact = other.contact
    }
  }

  /// The fields that are known.
  package var known: [Citizens.DetailField] { Citizens.DetailField.allCases.filter { only($0) != Self() } }

  /// The details as the fields of a form hold them.
  package var fields: [String: String] {
    var values: [String: String] = [:]
    values["given"] = name.given
    values["family"] = name.family
    values["alias"] = name.alias
    values["birth"] = birth?.typed
    values["sex"] = sex?.rawValue
    values["phone"] = phone?.spoken
    values["addressKind"] = address?.kind.rawValue
    values["street"] = address?.street
    values["postcode"] = address?.postcode
    values["city"] = address?.city
    values["language"] = language?.code
    values["interpreter"] = language?.interpreter?.rawValue
    values["mayCall"] = contact?.mayCall?.rawValue
    values["mayWrite"] = contact?.mayWrite?.rawValue
    values["mayText"] = contact?.mayText?.rawValue
    values["phoneSeenBy"] = contact?.phoneSeenBy?.rawValue
    values["bestTime"] = contact?.bestTime?.rawValue
    values["contactNote"] = contact?.note
    return values
  }

  /// What a field says, in words; nil where it is not known.
  package func text(_ field: Citizens.DetailField, _ language: Language) -> String? {
    switch field {
    case .given: name.given
    case .family: name.family
    case .alias: name.alias
    case .birth: birth?.words(language)
    case .sex: sex?.words[language]
    case .phone: phone?.spoken
    case .address: address?.text(language)
    case .language: self.language.map { $0.text(language) }
    case .contact: contact?.text(language)
    }
  }
}

extension Citizens.DetailField {
  /// The fields of the form that together are this one.
  package var formFields: [String] {
    switch self {
    case .address: ["addressKind", "street", "postcode", "city"]
    case .language: ["language", "interpreter"]
    case .contact: ["mayCall", "mayWrite", "mayText", "phoneSeenBy", "bestTime", "contactNote"]
    default: [rawValue]
    }
  }

  /// The class of data it belongs to.
  package var dataClass: Access.DataClass {
    switch self {
    case .phone, .address, .contact: .address
    default: .identity
    }
  }
}

extension Citizens.Address {
  package func text(_ language: Language) -> String {
    let town = [postcode, city].compactMap { $0 }.joined(separator: " ")
    let place = [street, town.isEmpty ? nil : town].compactMap { $0 }.joined(separator: ", ")
    if kind == .home, !place.isEmpty { return place }
    return [kind.words[language], place].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

extension Citizens.SpokenLanguage {
  package func text(_ language: Language) -> String {
    [words[language], interpreter?.words[language]].compactMap { $0 }.joined(separator: ". ")
  }
}

extension Citizens.SafeContact {
  /// What we may and may not, one sentence after the other.
  package func sentences(_ language: Language) -> [String] {
    func say(_ da: String, _ en: String) -> String { language == .da ? da : en }
    var all: [String] = []
    switch mayCall {
    case .yes?: all.append(say("Vi må ringe.", "We may call."))
    case .no?: all.append(say("Ring ikke.", "Do not call."))
    case nil: break
    }
    switch mayText {
    case .yes?: all.append(say("Vi må sende sms.", "We may text."))
    case .no?: all.append(say("Send ikke sms.", "Do not text."))
    case nil: break
    }
    switch mayWrite {
    case .yes?: all.append(say("Vi må skrive.", "We may write."))
    case .no?: all.append(say("Skriv ikke.", "Do not write."))
    case nil: break
    }
    if let bestTime { all.append(say("Bedst: ", "Best: ") + bestTime.words[language].lowercased() + ".") }
    if let phoneSeenBy { all.append(say("Telefonen ses af: ", "The phone is seen by: ") + phoneSeenBy.words[language].lowercased() + ".") }
    if let note { all.append(note) }
    return all
  }

  package func text(_ language: Language) -> String { sentences(language).joined(separator: " ") }
}

extension Citizens.AlertEnd {
  /// The reason on the screen.
  package var words: Words {
    switch self {
    case .noLongerTrue: Words(da: "Gælder ikke længere", en: "No longer true")
    case .mistake: Words(da: "Var en fejl", en: "Was a mistake")
    case .replaced: Words(da: "Erstattet af en anden", en: "Replaced by another")
    }
  }
}

extension Citizens.AssignmentEnd {
  /// The reason on the screen.
  package var words: Words {
    switch self {
    case .handedOver: Words(da: "Givet videre til en anden", en: "Handed over")
    case .staffLeft: Words(da: "Medarbejderen er stoppet", en: "The member of staff left")
    case .citizenAsked: Words(da: "Borgeren har bedt om det", en: "The citizen asked for it")
    case .courseEnded: Words(da: "Forløbet er slut", en: "The course ended")
    case .mistake: Words(da: "Var en fejl", en: "Was a mistake")
    }
  }
}

extension Citizens.LinkConfidence {
  /// How sure, on the screen.
  package var words: Words {
    switch self {
    case .certain: Words(da: "Jeg er sikker", en: "I am certain")
    case .likely: Words(da: "Det er sandsynligt", en: "It is likely")
    }
  }
}
