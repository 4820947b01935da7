import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// A person in a list: one line however many streams the person has.
  package struct Listing: Hashable, Sendable {
    package var id: String
    package var label: Words
    package var birth: BirthDate?
    package var age: Int?
    package var level: Level?
    package var protection: Protection
    /// Whether the visitor himself is named on the file.
    package var isMine: Bool
    package var isTeams: Bool
  }

  /// Somebody who may be the same person as another.
  package struct Suggestion: Hashable, Sendable {
    package var person: Listing
    package var grade: Words
    /// What agrees and what differs.
    package var explanation: Words
    package var weight: Double
  }

  /// What a search gave.
  package struct Found: Hashable, Sendable {
    package var people: [Listing]
    /// Whether there are more than are shown.
    package var isCut: Bool
    /// Why nothing was searched for; nil when it was.
    package var problem: FieldProblem?
  }

  /// How many hits a page shows.
  package static let hitLimit = 50

  /// Finds people by name, alias, telephone or whole CPR number: those that the visitor may know of. One statement.
  ///
  /// Words are beginnings of names, in any order; at least four digits are the end of a telephone.
  package static func search(_ place: Workplace, _ visit: Access.Visit, _ typed: String) throws -> Found {
    visit.became(.hit)
    let text = Typed.oneLine(typed)
    guard !text.isEmpty, text.count <= searchLimit else {
      return Found(
        people: [], isCut: false,
        problem: FieldProblem(
          "q", da: text.isEmpty ? "Skriv, hvem du leder efter." : "Skriv højst \(searchLimit) tegn.",
          en: text.isEmpty ? "Write whom you are looking for." : "Write at most \(searchLimit) characters."))
    }
    guard let sought = sought(place, visit, text) else {
      return Found(
        people: [], isCut: false,
        problem: FieldProblem(
          "q", da: "Skriv mindst to bogstaver af et navn, de sidste fire cifre af en telefon eller et helt CPR-nummer.",
          en: "Write at least two letters of a name, the last four digits of a telephone or a whole CPR number."))
    }
    let found = try place.records.read { try Citizens.found($0, asker(visit), sought, limit: hitLimit * 2 + 1) }
    let people = listings(found, visit)
    visit.show(found.map(\.stream), .identity)
    return Found(people: Array(people.prefix(hitLimit)), isCut: people.count > hitLimit || found.count > hitLimit * 2)
  }

  private static func sought(_ place: Workplace, _ visit: Access.Visit, _ text: String) -> Sought? {
    if let cpr = try? CPR(text, today: visit.today) {
      visit.search([cpr.number])
      return .cpr(hex(hash(place, cpr.number)))
    }
    let digits = text.filter { $0.isASCII && $0.isNumber }
    if !text.contains(where: \.isLetter) {
      guard digits.count >= 4 else { return nil }
      visit.search([digits])
      return .phone(String(digits.suffix(8)))
    }
    let words = NameForm.queryTokens(text)
    guard words.contains(where: { $0.count >= 2 }) else { return nil }
    visit.search(words)
    return .words(words)
  }

  /// The people on whose file the visitor or one of his teams is named today. One statement.
  package static func caseload(_ place: Workplace, _ visit: Access.Visit) throws -> Found {
    let limit = 400
    let found = try place.records.read { try caseload($0, asker(visit), limit: limit + 1) }
    visit.show(found.map(\.stream), .identity)
    let people = listings(Array(found.prefix(limit)), visit)
      .sorted { ($0.isMine ? 0 : 1, sortKey($0.label.da)) < ($1.isMine ? 0 : 1, sortKey($1.label.da)) }
    return Found(people: people, isCut: found.count > limit)
  }

  /// People who may be the same as the one a form tells of. One statement, whoever it is.
  package static func alike(_ place: Workplace, _ visit: Access.Visit, _ draft: Draft) throws -> [Suggestion] {
    try alike(place, visit, matched(place, draft), but: [])
  }

  /// People who may be the same as a citizen and are not linked yet. One statement more than opening the citizen.
  package static func alike(_ place: Workplace, _ visit: Access.Visit, _ opened: Opened) throws -> [Suggestion] {
    try alike(place, visit, matched(opened.current), but: [opened.stream] + opened.linked.map(\.stream))
  }

  /// At most so many candidates are weighed.
  private static let candidateLimit = 600

  private static func alike(
    _ place: Workplace, _ visit: Access.Visit, _ person: Matching.Person, but streams: [StreamID]
  ) throws -> [Suggestion] {
    let keys = Matching.lookupKeys(for: person)
    let found = try place.records.read {
      try candidates($0, asker(visit), keys: keys, but: streams, limit: candidateLimit)
    }
    let asked = Set(keys)
    let people = found.map { (key: $0, person: matched($0)) }
      .filter { !asked.isDisjoint(with: Matching.blockingKeys(for: $0.person)) }
    let suggestions = Matching.suggestions(person, among: people)
    visit.became(.hit)
    visit.show(suggestions.map(\.key.stream), .identity)
    return suggestions.map {
      Suggestion(
        person: listing($0.key, visit), grade: $0.score.grade.words, explanation: $0.score.explanation, weight: $0.score.weight)
    }
  }

  /// A form as the matching compares it.
  static func matched(_ place: Workplace, _ draft: Draft) -> Matching.Person {
    let details = draft.details
    let number = draft.cpr
    return Matching.Person(
      level: draft.level, name: details.name, birth: details.birth ?? number.flatMap { $0.birthIsReliable ? .day($0.birth) : nil },
      sex: details.sex ?? number?.sex, cprHash: number.map { hex(hash(place, $0.number)) }, cprKind: number?.kind,
      cprNeighbours: Set((number?.swappedNeighbours ?? []).map { hex(hash(place, $0)) }), phone: details.phone)
  }

  /// A stored person as the matching compares it. A telephone that the visitor may not read counts for nothing.
  static func matched(_ current: Current) -> Matching.Person {
    Matching.Person(
      level: current.level ?? .identified, name: current.details.name, birth: current.details.birth, sex: current.details.sex,
      cprHash: current.cprHash, cprKind: current.cprKind, phone: current.readsAddress ? current.details.phone : nil)
  }

  /// One line a person, in the order given.
  static func listings(_ found: [Current], _ visit: Access.Visit) -> [Listing] {
    var place: [Int64: Int] = [:]
    var people: [Listing] = []
    for current in found {
      let line = listing(current, visit)
      guard let index = place[current.person] else {
        place[current.person] = people.count
        people.append(line)
        continue
      }
      people[index].isMine = people[index].isMine || line.isMine
      people[index].isTeams = people[index].isTeams || line.isTeams
    }
    return people
  }

  static func listing(_ current: Current, _ visit: Access.Visit) -> Listing {
    Listing(
      id: current.stream.description, label: label(current), birth: current.details.birth,
      age: current.details.birth?.age(on: visit.today), level: current.level, protection: Protection(current.protection),
      isMine: current.isAssigned, isTeams: current.isOfTeam)
  }

  /// Danish order: æ, ø, å (and aa at the beginning) after z.
  private static func sortKey(_ text: String) -> String {
    var key = ""
    for character in text.lowercased() where character.isLetter || character.isNumber || character == " " {
      switch character {
      case "æ", "ä": key += "z~1"
      case "ø", "ö": key += "z~2"
      case "å": key += "z~3"
      default: key.append(character)
      }
    }
    return key.hasPrefix("aa") ? "z~3" + key.dropFirst(2) : key
  }
}
