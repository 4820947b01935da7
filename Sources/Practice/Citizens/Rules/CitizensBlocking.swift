import Base

extension Citizens.Matching {
  /// The most texts a person is filed under.
  package static let mostKeys = 7

  /// The texts under which a stored person is filed: at most seven, four to five on average; none for anonymous people.
  ///
  /// - `c:` the hash of the number
  /// - `b:` the birthday
  /// - `p:` the telephone
  /// - `a:` how the alias sounds, or a name that stands alone
  /// - `g:` how the first given name sounds, with the first sound of the last family name
  /// - `f:` how the last family name sounds, with the first sound of the first given name
  /// - `y:` how the first given name sounds, with the year of birth
  package static func blockingKeys(for person: Person) -> [String] {
    guard person.level != .anonymous else { return [] }
    var keys: [String] = []
    if let hash = person.cprHash { keys.append("c:\(hash)") }
    if let day = person.birth?.exactDay { keys.append("b:\(day)") }
    if let phone = person.phone?.lastDigits { keys.append("p:\(phone)") }
    let (given, family) = (person.parts.given, person.parts.family)
    if !person.parts.alias.isEmpty {
      keys.append(alias(person.parts.aliasWords.map(NameWord.init)))
    } else if given.isEmpty != family.isEmpty {
      keys.append(alias(given + family))
    }
    if let first = given.first, let last = family.last {
      keys.append(sounding("g", first, initialOf: last))
      keys.append(sounding("f", last, initialOf: first))
    }
    if let first = given.first, let year = person.birth?.exactYear { keys.append("y:\(first.sound):\(year)") }
    return unique(keys)
  }

  /// The texts to look under for a draft: those of a stored person, and those that the errors of the model make of them.
  package static func lookupKeys(for draft: Person) -> [String] {
    guard draft.level != .anonymous else { return [] }
    var keys = blockingKeys(for: draft)
    keys += draft.cprNeighbours.sorted().map { "c:\($0)" }
    if let day = draft.birth?.exactDay { keys += slips(day).map { "b:\($0)" } }
    let (given, family) = (draft.parts.given, draft.parts.family)
    for words in [given, family, given + family] where !words.isEmpty { keys.append(alias(words)) }
    if let birth = draft.birth, birth.yearRange.count <= 11 {
      for name in given.prefix(2) + family.suffix(1) { keys += birth.yearRange.map { "y:\(name.sound):\($0)" } }
    }
    for name in given.prefix(3) {
      for last in family.suffix(2) {
        keys += [sounding("g", name, initialOf: last), sounding("f", last, initialOf: name)]
      }
    }
    if let first = given.first, let last = family.last {
      keys += [sounding("g", last, initialOf: first), sounding("f", first, initialOf: last)]
      if let other = family.first { keys += [sounding("g", other, initialOf: given.last ?? first)] }
    }
    return unique(keys)
  }

  /// How a word sounds, with the sound that another begins with.
  private static func sounding(_ kind: String, _ word: NameWord, initialOf other: NameWord) -> String {
    "\(kind):\(word.sound):\(other.sound.prefix(1))"
  }

  private static func alias(_ words: [NameWord]) -> String { "a:" + words.map(\.sound).joined(separator: " ") }

  /// The birthdays that a slip makes of one: day and month swapped, the year one off, a digit of the day one off.
  private static func slips(_ day: CivilDate) -> [CivilDate] {
    let (y, m, d) = (day.year, day.month, day.day)
    let parts = [(y, d, m), (y - 1, m, d), (y + 1, m, d), (y, m, d - 1), (y, m, d + 1), (y, m, d - 10), (y, m, d + 10)]
    return parts.compactMap { CivilDate(year: $0.0, month: $0.1, day: $0.2) }
  }

  private static func unique(_ keys: [String]) -> [String] {
    var seen = Set<String>()
    return keys.filter { seen.insert($0).inserted }
  }
}
