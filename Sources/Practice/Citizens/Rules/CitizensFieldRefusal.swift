import Base

extension Citizens {
  /// The fields of the forms about a citizen.
  package enum Field: String, Sendable, CaseIterable {
    case given, family, alias, birth, sex, cpr, phone, addressKind, street, postcode, city, language, interpreter
    case mayCall, mayWrite, mayText, phoneSeenBy, bestTime, contactNote, alertNote, about, until

    /// The most characters, as a person counts them.
    package var limit: Int {
      switch self {
      case .given, .family: 80
      case .alias: 40
      case .street: 120
      case .city: 60
      case .postcode: 10
      case .birth, .cpr, .phone: 30
      case .contactNote, .alertNote: 200
      case .about: 120
      default: 20
      }
    }

    /// The field's name on the screen.
    package var words: Words {
      switch self {
      case .given: Words(da: "Fornavne", en: "Given names")
      case .family: Words(da: "Efternavn", en: "Family name")
      case .alias: Words(da: "Kaldenavn", en: "Alias")
      case .birth: Words(da: "Fødselsdag", en: "Birthday")
      case .sex: Words(da: "Køn", en: "Sex")
      case .cpr: Words(da: "CPR-nummer", en: "CPR number")
      case .phone: Words(da: "Telefon", en: "Telephone")
      case .addressKind: Words(da: "Bolig", en: "Housing")
      case .street: Words(da: "Adresse", en: "Address")
      case .postcode: Words(da: "Postnummer", en: "Postcode")
      case .city: Words(da: "By", en: "Town")
      case .language: Words(da: "Sprog", en: "Language")
      case .interpreter: Words(da: "Tolk", en: "Interpreter")
      case .mayCall: Words(da: "Må vi ringe", en: "May we call")
      case .mayWrite: Words(da: "Må vi skrive", en: "May we write")
      case .mayText: Words(da: "Må vi sende sms", en: "May we send text messages")
      case .phoneSeenBy: Words(da: "Hvem ser telefonnummeret", en: "Who sees the telephone number")
      case .bestTime: Words(da: "Bedste tidspunkt", en: "Best time")
      case .contactNote: Words(da: "Bemærkning til kontakt", en: "Note on contact")
      case .alertNote: Words(da: "Bemærkning", en: "Note")
      case .about: Words(da: "Hvad man kan spørge om", en: "What to ask about")
      case .until: Words(da: "Til og med", en: "Until")
      }
    }
  }

  /// Why what was typed into a field is refused. Never holds what was typed.
  package enum FieldRefusal: Error, Hashable, Sendable {
    /// It must be filled.
    case empty(Field)
    /// It has more characters than the field's limit.
    case tooLong(Field)
    /// It has a character that does not show, such as a control character or one that turns the direction of text.
    case hiddenCharacter(Field)
    /// It is none of the choices.
    case unknownCode(Field)
    /// It cannot be read as a day, month, year or span of years that exists.
    case notADate(Field)
    /// It lies after today.
    case inFuture(Field)
    /// It lies more than 130 years back.
    case tooLongAgo(Field)
    /// It is no telephone number.
    case notAPhone(Field)
    /// It is no postcode.
    case notAPostcode(Field)
    /// The level does not allow it: nothing that identifies is kept of somebody anonymous or known by alias only.
    case notAtThisLevel(Field, Level)

    /// Where it is.
    package var field: Field {
      switch self {
      case .empty(let field), .tooLong(let field), .hiddenCharacter(let field), .unknownCode(let field), .notADate(let field),
        .inFuture(let field), .tooLongAgo(let field), .notAPhone(let field), .notAPostcode(let field),
        .notAtThisLevel(let field, _):
        field
      }
    }

    /// What is wrong and what to do.
    package var words: Words {
      let name = field.words
      switch self {
      case .empty: return Words(da: "\(name.da): udfyld feltet.", en: "\(name.en): fill in the field.")
      case .tooLong:
        return Words(
          da: "\(name.da): der er plads til \(field.limit) tegn. Gør teksten kortere.",
          en: "\(name.en): there is room for \(field.limit) characters. Shorten the text.")
      case .hiddenCharacter:
        return Words(
          da: "\(name.da): teksten har et skjult tegn. Skriv den igen i stedet for at indsætte den.",
          en: "\(name.en): the text has a hidden character. Type it again instead of pasting it.")
      case .unknownCode: return Words(da: "\(name.da): vælg på listen.", en: "\(name.en): choose from the list.")
      case .notADate:
        return Words(
          da: "\(name.da): skriv dag-måned-år med fire cifre i året, for eksempel 3-2-1980. Et årstal alene er også nok.",
          en: "\(name.en): write day-month-year with four digits for the year, such as 3-2-1980. A year alone will do too.")
      case .inFuture: return Words(da: "\(name.da): datoen ligger i fremtiden.", en: "\(name.en): the date lies in the future.")
      case .tooLongAgo:
        return Words(da: "\(name.da): det er mere end 130 år siden.", en: "\(name.en): that is more than 130 years ago.")
      case .notAPhone:
        return Words(
          da: "\(name.da): skriv otte cifre, eller + og landekode for et udenlandsk nummer.",
          en: "\(name.en): write eight digits, or + and the country code for a number abroad.")
      case .notAPostcode: return Words(da: "\(name.da): skriv fire cifre.", en: "\(name.en): write four digits.")
      case .notAtThisLevel(_, .anonymous):
        return Words(
          da: "\(name.da): gemmes ikke for en borger i anonym behandling.",
          en: "\(name.en): is not kept of a citizen in anonymous treatment.")
      case .notAtThisLevel:
        return Words(
          da: "\(name.da): gemmes ikke, så længe borgeren kun er kendt ved kaldenavn.",
          en: "\(name.en): is not kept as long as the citizen is known by an alias only.")
      }
    }
  }

  /// Every refusal of a form at once, in the order of the form.
  package struct FieldRefusals: Error, Hashable, Sendable {
    package let list: [FieldRefusal]
  }
}
