import Base

extension Citizens.Matching {
  /// What a comparison of one field can find. A field that is missing on either side finds nothing.
  package enum Finding: String, Sendable, CaseIterable {
    case givenSame, givenPart, givenSecond, givenSound, givenClose, givenNickname, givenInitial, givenOther, givenDifferent
    case familySame, familyPart, familySound, familyClose, familyOther, familyDifferent
    case namesSwapped
    case aliasSame, aliasPart, aliasAsName
    case birthSame, birthDayMonth, birthYearOff, birthYearDigit, birthDigit, birthNewYear, birthWithin, birthNear, birthSameYear,
      birthDifferent
    case sexSame, sexDifferent
    case cprSame, cprLocal, cprSwapped, cprDifferent
    case phoneSame, phoneDifferent
    /// Same birthday and family name, another given name: twins are likelier than an error.
    case twinPattern
    /// Much the same name, birthdays half a generation or more apart: a parent and a child.
    case generationPattern

    /// How often it is found in two records of one person (m) and of two people (u).
    ///
    /// Of names, u is a factor on how common the name is (`commonness`). First m and u were counted in the half `tune` of the
    /// labelled set; then those of names, birthdays and telephones were moved toward what a logistic regression over the findings
    /// of that half asked for, since fields are not independent, and rounded. u of birthdays, numbers and telephones follows from
    /// how many there are. The patterns are set by hand. Another population wants other figures: they are here, in one place.
    package var chance: (m: Double, u: Double) {
      switch self {
      case .givenSame: (0.69, 1)
      case .givenPart: (0.06, 1)
      case .givenSecond: (0.03, 5)
      case .givenSound: (0.1, 0.35)
      case .givenClose: (0.05, 0.2)
      case .givenNickname: (0.015, 0.3)
      case .givenInitial: (0.01, 10)
      case .givenOther: (0.01, 2)
      case .givenDifferent: (0.01, 0.95)
      case .familySame: (0.66, 1.3)
      case .familyPart: (0.055, 1)
      case .familySound: (0.1, 0.8)
      case .familyClose: (0.055, 0.35)
      case .familyOther: (0.01, 2)
      case .familyDifferent: (0.042, 0.92)
      case .namesSwapped: (0.055, 0.06)
      case .aliasSame: (0.9, 1)
      case .aliasPart: (0.05, 0.02)
      case .aliasAsName: (0.15, 0.3)
      case .birthSame: (0.82, 1.0 / 15_000)
      case .birthDayMonth: (0.045, 1.0 / 15_000)
      case .birthYearOff: (0.12, 2.0 / 15_000)
      case .birthYearDigit: (0.005, 8.0 / 15_000)
      case .birthDigit: (0.07, 14.0 / 15_000)
      case .birthNewYear: (0.02, 0.005)
      case .birthWithin: (0.95, 0.02)
      case .birthNear: (0.016, 0.04)
      case .birthSameYear: (0.0001, 0.016)
      case .birthDifferent: (0.0005, 0.95)
      case .sexSame: (0.985, 0.55)
      case .sexDifferent: (0.015, 0.45)
      case .cprSame: (0.92, 0.000_001)
      case .cprLocal: (0.5, 0.001)
      case .cprSwapped: (0.07, 0.000_05)
      case .cprDifferent: (0.002, 1)
      case .phoneSame: (0.75, 0.0001)
      case .phoneDifferent: (0.25, 1)
      case .twinPattern: (0.001, 1)
      case .generationPattern: (0.002, 1)
      }
    }

    /// log2(m/u), before the name's commonness.
    package var weight: Double {
      let (m, u) = chance
      return logBase2(m / u)
    }

    /// Whether it speaks for one person.
    package var speaksFor: Bool {
      switch self {
      case .givenOther, .givenDifferent, .familyOther, .familyDifferent, .birthNear, .birthSameYear, .birthDifferent,
        .sexDifferent, .cprDifferent,
        .phoneDifferent, .twinPattern, .generationPattern:
        false
      default: true
      }
    }

    /// Whether it points at a person at all: birthday and sex alone never suggest anybody.
    package var namesSomebody: Bool {
      switch self {
      case .givenSame, .givenPart, .givenSecond, .givenSound, .givenClose, .givenNickname, .familySame, .familyPart, .familySound,
        .familyClose, .aliasSame, .aliasPart, .aliasAsName, .cprSame, .cprLocal, .cprSwapped, .phoneSame:
        true
      default: false
      }
    }

    /// What was found, as part of a sentence; holds nothing about the person.
    package var words: Words {
      switch self {
      case .givenSame: Words(da: "samme fornavne", en: "same given names")
      case .givenPart:
        Words(da: "samme fornavn, mellemnavn mangler eller er et andet", en: "same first name, middle name missing or other")
      case .givenSecond: Words(da: "det ene fornavn er blandt de andres fornavne", en: "one given name is among the other's")
      case .givenSound: Words(da: "fornavnet lyder ens", en: "given name sounds alike")
      case .givenClose: Words(da: "fornavnet ligner (kan være en tastefejl)", en: "given name is close (may be a typing error)")
      case .givenNickname: Words(da: "fornavnet kan være et kælenavn", en: "given name may be a pet name")
      case .givenInitial: Words(da: "samme forbogstav", en: "same initial")
      case .givenOther: Words(da: "fornavnet ligner, men er et andet navn", en: "given name is close, but another name")
      case .givenDifferent: Words(da: "fornavn", en: "given name")
      case .familySame: Words(da: "samme efternavn", en: "same family name")
      case .familyPart: Words(da: "et af efternavnene er det samme", en: "one of the family names is the same")
      case .familySound: Words(da: "efternavnet lyder ens", en: "family name sounds alike")
      case .familyClose:
        Words(da: "efternavnet ligner (kan være en tastefejl)", en: "family name is close (may be a typing error)")
      case .familyOther: Words(da: "efternavnet ligner, men er et andet navn", en: "family name is close, but another name")
      case .familyDifferent: Words(da: "efternavn", en: "family name")
      case .namesSwapped: Words(da: "for- og efternavn er byttet om", en: "given and family name are swapped")
      case .aliasSame: Words(da: "samme kaldenavn", en: "same alias")
      case .aliasPart: Words(da: "kaldenavnet ligner", en: "alias is similar")
      case .aliasAsName: Words(da: "den enes navn er den andens kaldenavn", en: "the name of one is the alias of the other")
      default: otherWords
      }
    }

    private var otherWords: Words {
      switch self {
      case .birthSame: Words(da: "samme fødselsdag", en: "same birthday")
      case .birthDayMonth: Words(da: "fødselsdagens dag og måned kan være byttet om", en: "day and month of birth may be swapped")
      case .birthYearOff: Words(da: "fødselsåret er ét år forskudt", en: "year of birth is one off")
      case .birthYearDigit: Words(da: "ét ciffer i fødselsåret er et andet", en: "one digit of the year of birth is another")
      case .birthDigit: Words(da: "ét ciffer i fødselsdagen er et andet", en: "one digit of the birthday is another")
      case .birthNewYear:
        Words(da: "samme fødselsår, og den ene dag er 1. januar", en: "same year of birth, and one day is 1 January")
      case .birthWithin:
        Words(da: "fødselstidspunktet passer, så vidt det kendes", en: "time of birth fits, as far as it is known")
      case .birthNear: Words(da: "fødselstidspunktet passer næsten", en: "time of birth nearly fits")
      case .birthSameYear: Words(da: "fødselsdag, dog samme år", en: "birthday, though the same year")
      case .birthDifferent: Words(da: "fødselsdag", en: "birthday")
      case .sexSame: Words(da: "samme køn", en: "same sex")
      case .sexDifferent: Words(da: "køn", en: "sex")
      case .cprSame: Words(da: "samme CPR-nummer", en: "same CPR number")
      case .cprLocal: Words(da: "samme lokale erstatningsnummer", en: "same local replacement number")
      case .cprSwapped: Words(da: "to cifre i CPR-nummeret kan være byttet om", en: "two digits of the CPR number may be swapped")
      case .cprDifferent: Words(da: "CPR-nummer", en: "CPR number")
      case .phoneSame: Words(da: "samme telefon", en: "same telephone")
      case .phoneDifferent: Words(da: "telefon", en: "telephone")
      case .twinPattern: Words(da: "det kan være tvillinger", en: "they may be twins")
      default: Words(da: "det kan være en forælder og et barn", en: "they may be a parent and a child")
      }
    }
  }

  /// Suggested from this weight on. Set on the half `tune` of the labelled set.
  package static let possibleFrom = 8.25
  /// Probably the same from this weight on.
  package static let likelyFrom = 18.0
}

extension Citizens.Matching {
  /// How large a share of people bear a folded name: the chance that two strangers share it.
  ///
  /// Shares of the commonest family names and given names in Denmark, set by hand as orders of size; every other name counts as
  /// rare. They need no more than their order of size: a factor of two is one bit.
  package static func commonness(given name: String) -> Double {
    if commonestGiven.contains(name) { return 0.02 }
    return knownGiven.contains(name) ? 0.008 : max(0.003, (thousandths[name] ?? 0) / 1000)
  }

  /// As `commonness(given:)`, of a family name.
  package static func commonness(family name: String) -> Double {
    if let known = thousandths[name] { return known / 1000 }
    return knownGiven.contains(name) || commonestGiven.contains(name) ? 0.008 : 0.002
  }

  /// Whether a folded given name is one that many bear, so that it is hardly a slip for another such name.
  static func isKnown(given name: String) -> Bool { commonestGiven.contains(name) || knownGiven.contains(name) }

  /// As `isKnown(given:)`, of a family name.
  static func isKnown(family name: String) -> Bool { thousandths[name] != nil }

  /// As `commonness(given:)`, of a folded alias: one word is soon chosen twice, two words seldom.
  package static func commonness(alias: String) -> Double { alias.contains(" ") ? 0.0015 : 0.02 }

  private static let thousandths: [String: Double] = [
    "nielsen": 41, "jensen": 41, "hansen": 34, "andersen": 25, "pedersen": 25, "christensen": 19, "larsen": 18, "sorensen": 17,
    "rasmussen": 15, "jorgensen": 14, "petersen": 13, "madsen": 10, "kristensen": 10, "olsen": 8, "thomsen": 6, "christiansen": 6,
    "poulsen": 5, "johansen": 5, "moller": 5, "mortensen": 5, "knudsen": 5, "jakobsen": 4, "jacobsen": 4, "mikkelsen": 4,
    "olesen": 4,
    "frederiksen": 4, "nguyen": 3, "ali": 3, "ahmed": 3, "hussein": 3, "mohamed": 3, "hassan": 3,
  ]

  private static let commonestGiven: Set<String> = [
    "anne", "mette", "kirsten", "hanne", "anna", "helle", "susanne", "lene", "maria", "marianne", "inge", "karen",
    "peter", "michael", "lars", "jens", "thomas", "henrik", "soren", "christian", "martin", "jan", "morten", "jesper", "anders",
    "niels", "mads", "hans", "mohammed", "mohamed", "ali", "ahmed",
  ]

  private static let knownGiven: Set<String> = Set(
    """
    lone camilla pia louise charlotte bente inger jette tina ida julie laura sofie emma freja mathilde cecilie line heidi
    rikke trine gitte birgit ulla lis annette dorthe sanne emilie caroline sara christina stine anja malene maja laerke
    signe astrid bodil grethe jytte ellen nanna pernille birthe vibeke ruth merete tove katrine nathalie victoria michelle
    ditte josefine amalie agnes clara rasmus per jorgen ole kim erik claus brian john flemming carsten kenneth steen torben
    bent poul knud allan finn leif rene tommy johnny dennis jonas mikkel kasper frederik magnus oliver emil mathias simon
    daniel nicolai jakob kristian philip alexander william victor oscar lucas karl gustav age bjorn borge svend preben kaj
    kurt gert ulrik troels esben jeppe nikolaj tobias sebastian benjamin kevin patrick bo anton august valdemar otto malthe
    elias noah fatima hassan omar ibrahim yusuf mahmoud hussein
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
