import Base

extension Citizens {
  /// A Danish civil registration number, or a replacement number in its place. Its text never shows the last four characters.
  ///
  /// | Form | Kind | Source |
  /// |---|---|---|
  /// | `DDMMYY` + 4 digits | CPR | cpr.dk, "Opbygning af CPR-nummeret" |
  /// | day + 60, else as CPR | replacement number in other systems | cpr.dk, "Erstatningspersonnummer i eksterne systemer" |
  /// | `DDMMYY`, 1 or 7, two letters A-Z, digit | X-eCPR, national | nspop.dk, "eCPR formater"; HL7 Denmark's dk-core |
  /// | `DDMMYY`, 0, 5 or 6, two letters A-Z, digit | D-eCPR, local | the same; centuries: medcom.dk, 9 November 2022 |
  ///
  /// Not verified: whether any place issues local numbers of other forms (they are refused, and the person is registered without
  /// a number), and whether day + 60 is used with letters (refused).
  package struct CPR: Hashable, Sendable {
    /// Ten characters, letters in upper case, no hyphen. Only for sealing, hashing and showing to who may see it.
    package let number: String
    /// What it is.
    package let kind: CPRKind
    /// The birthday it tells. For an eCPR it can be the day the number was made instead.
    package let birth: CivilDate

    /// Reads a number as it is typed: with or without hyphen and spaces, letters in any case.
    ///
    /// - Parameters:
    ///   - text: What was typed.
    ///   - today: A birthday after it is refused; nil leaves that unchecked.
    /// - Throws: `Refusal`, which never holds what was typed.
    package init(_ text: String, today: CivilDate? = nil) throws(Refusal) {
      let characters = Self.characters(text)
      guard characters.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }) else { throw .characters }
      guard characters.count == 10 else { throw .length }
      guard characters[0..<7].allSatisfy(Self.isDigit), Self.isDigit(characters[9]) else { throw .form }
      let letters = characters[7...8].count(where: Self.isLetter)
      guard letters != 1 else { throw .form }
      let digits = characters.map { Int($0) - 48 }
      let seventh = digits[6]
      var day = digits[0] * 10 + digits[1]
      let year = digits[4] * 10 + digits[5]
      if letters == 2 {
        guard let made = Self.electronic(seventh) else { throw .form }
        kind = made.kind
        guard let birth = CivilDate(year: made.century + year, month: digits[2] * 10 + digits[3], day: day) else { throw .day }
        self.birth = birth
      } else {
        kind = day > 60 ? .replacement : .cpr
        if kind == .replacement { day -= 60 }
        let century = Self.century(seventh: seventh, year: year)
        guard let birth = CivilDate(year: century + year, month: digits[2] * 10 + digits[3], day: day) else { throw .day }
        self.birth = birth
      }
      number = String(decoding: characters, as: UTF8.self)
      if let today, birth > today { throw .future }
    }

    /// The birthday and four dots: `010203-••••`.
    package var masked: String { "\(number.prefix(6))-••••" }

    /// With the hyphen that people read it by, for who may see it.
    package var spoken: String { "\(number.prefix(6))-\(number.suffix(4))" }

    /// The sex it tells: even is female, odd male. Only a true CPR number tells it.
    package var sex: Sex? {
      guard kind == .cpr, let last = number.utf8.last else { return nil }
      return last % 2 == 0 ? .female : .male
    }

    /// Whether the birthday can be relied on: an eCPR of somebody whose birthday is unknown has the day it was made.
    package var birthIsReliable: Bool { kind == .cpr || kind == .replacement }

    /// Whether a birthday that was told can be this number's.
    package func agrees(with told: BirthDate) -> Bool {
      switch told {
      case .day(let day): day == birth
      case .month(let year, let month): year == birth.year && month == birth.month
      case .year, .years: told.yearRange.contains(birth.year)
      }
    }

    /// The numbers that differ from this by two neighbouring characters swapped: what a slip of the fingers makes of it.
    package var swappedNeighbours: [String] {
      let bytes = Array(number.utf8)
      return (0..<9).compactMap { i in
        guard bytes[i] != bytes[i + 1] else { return nil }
        var other = bytes
        other.swapAt(i, i + 1)
        return String(decoding: other, as: UTF8.self)
      }
    }
  }
}

extension Citizens.CPR {
  /// Why a number is refused.
  package enum Refusal: Error, Hashable, Sendable, CaseIterable {
    case length, characters, form, day, future

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .length:
        Words(
          da: "Et CPR-nummer har ti tegn: seks for fødselsdagen og fire til. Tæl efter.",
          en: "A CPR number has ten characters: six for the birthday and four more. Count them.")
      case .characters:
        Words(
          da: "Brug kun tal, og bogstaverne A til Z i et erstatningsnummer.",
          en: "Use digits only, and the letters A to Z in a replacement number.")
      case .form:
        Words(
          da: "Nummeret har ikke form som et CPR-nummer eller et eCPR-nummer. Ret det, eller gem uden nummer.",
          en: "The number has not the form of a CPR or eCPR number. Mend it, or save without a number.")
      case .day:
        Words(
          da: "De første seks cifre er ikke en dag, der findes. Se efter på sundhedskortet.",
          en: "The first six digits are no day that exists. Look at the health card.")
      case .future:
        Words(da: "Nummerets fødselsdag ligger i fremtiden. Ret det.", en: "The number's birthday lies in the future. Mend it.")
      }
    }
  }

  /// What is worth a second look; never a reason to refuse.
  package enum Warning: Hashable, Sendable, CaseIterable {
    /// Modulus 11 does not hold, and the birthday is none of those known to be given numbers without it.
    case checkDigit
    /// A replacement number: the person may get, or have, a CPR number.
    case replacement
    /// A local number: another person elsewhere can have the same.
    case notUnique

    /// What to look at.
    package var words: Words {
      switch self {
      case .checkDigit:
        Words(
          da: "Kontrolcifret passer ikke. Det kan være en tastefejl, men nyere numre kan være gyldige alligevel. Se efter igen.",
          en: "The check digit does not fit. It may be a typing error, but newer numbers can be valid all the same. Look again.")
      case .replacement:
        Words(da: "Det er et erstatningsnummer, ikke et CPR-nummer.", en: "This is a replacement number, not a CPR number.")
      case .notUnique:
        Words(
          da: "Et lokalt erstatningsnummer kan være givet til en anden person et andet sted.",
          en: "A local replacement number can have been given to another person elsewhere.")
      }
    }
  }

  /// What is worth a second look.
  package var warnings: [Warning] {
    switch kind {
    case .cpr: checkDigitHolds || Self.knownWithoutCheckDigit(birth) ? [] : [.checkDigit]
    case .replacement, .xECPR: [.replacement]
    case .dECPR: [.replacement, .notUnique]
    }
  }

  /// Whether the digits fulfil modulus 11 (weights 4 3 2 7 6 5 4 3 2 1). Since October 2007 valid numbers need not.
  package var checkDigitHolds: Bool {
    let weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
    return zip(number.utf8, weights).reduce(0) { $0 + (Int($1.0) - 48) * $1.1 } % 11 == 0
  }

  /// Birthdays for which numbers without modulus 11 are known to have been given: 1 January of these years.
  ///
  /// Source: cpr.dk, "Personnumre uden kontrolciffer", as of 10 May 2023, which says that the list need not be complete.
  package static func knownWithoutCheckDigit(_ birth: CivilDate) -> Bool {
    birth.month == 1 && birth.day == 1 && yearsWithoutCheckDigit.contains(birth.year)
  }

  private static let yearsWithoutCheckDigit: Set<Int> = Set([1960, 1962, 1964, 1965, 1966, 1967, 1969])
    .union([1970, 1974, 1975, 1978]).union(1980...1989).union([1990, 1991, 1992, 1994, 1995])

  /// The century by the seventh digit and the two digits of the year, after the table of the Civil Registration System.
  private static func century(seventh: Int, year: Int) -> Int {
    switch seventh {
    case 0...3: 1900
    case 4, 9: year <= 36 ? 2000 : 1900
    default: year <= 57 ? 2000 : 1800
    }
  }

  private static func electronic(_ seventh: Int) -> (kind: Citizens.CPRKind, century: Int)? {
    switch seventh {
    case 1: (.xECPR, 1900)
    case 7: (.xECPR, 2000)
    case 0: (.dECPR, 1900)
    case 5: (.dECPR, 1800)
    case 6: (.dECPR, 2000)
    default: nil
    }
  }

  /// The bytes without spaces and hyphens; at most 64 are looked at.
  private static func characters(_ text: String) -> [UInt8] {
    let skipped: Set<Unicode.Scalar> = [" ", "\u{A0}", "\t", "\n", "\r", "-", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2212}"]
    return text.unicodeScalars.prefix(64).filter { !skipped.contains($0) }.map { scalar in
      guard let byte = UInt8(exactly: scalar.value), byte < 128 else { return 0 }
      return byte >= 97 && byte <= 122 ? byte - 32 : byte
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
}

// Printing, logging and dumping a number shows the masked form.
extension Citizens.CPR: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The masked form.
  package var description: String { masked }
  /// The masked form.
  package var debugDescription: String { masked }
  /// Nothing but the masked form.
  package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
