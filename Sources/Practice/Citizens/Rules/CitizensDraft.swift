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
      let asked = typed.code("level", Words(da: "Hvor godt vi kender borgeren", en: "How well we know the citizen"), Level.self)
      let level = asked ?? .identified
      var cpr: CPR?
      let number = Typed.oneLine(values["cpr"] ?? "")
      if !number.isEmpty {
        do { cpr = try CPR(number, today: today) } catch { typed.report(FieldProblem("cpr", error.words)) }
      }
      var texts: [Field: String] = [:]
      for field in Field.allCases { texts[field] = values[field.rawValue] }
      // Without the rules of a level no name is missing.
      let isNamed = [texts[.given], texts[.family]].contains { !Typed.oneLine($0 ?? "").isEmpty }
      if !checked, !isNamed { texts[.given] = "-" }
      var details = Details()
      do {
        details = try Citizens.DetailsForm(texts).checked(level: checked ? level : .identified, today: today)
      } catch {
        for refusal in error.list { typed.report(FieldProblem(refusal)) }
      }
      if !checked, !isNamed { details.name.given = nil }
      var problems = typed.problems
      if problems.isEmpty, checked { problems = check(level, details, birth: cpr) }
      guard problems.isEmpty else { throw DraftProblems(list: problems) }
      return Draft(level: level, details: details, cpr: cpr)
    }

    /// What belongs together: a level, what must or must not be known with it, and the number.
    package static func check(_ level: Level, _ details: Details, birth cpr: CPR?, hasNumber: Bool = false) -> [FieldProblem] {
      var problems = details.refusals(at: level).map { FieldProblem($0) }
      if level != .identified, cpr != nil || hasNumber {
        problems.append(
          FieldProblem(
            "level", da: "Med CPR-nummer er borgeren kendt: vælg »Kendt ved navn«.",
            en: "With a CPR number the citizen is known: choose “Known by name”."))
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
