import Base
import PracticeRules
import Testing

/// Suggestions for made-up people.
@Suite struct CitizensMatchingTests {
  private typealias Matching = Citizens.Matching

  private func person(
    _ given: String?, _ family: String?, alias: String? = nil, _ birth: String? = nil, _ sex: Citizens.Sex? = .male,
    level: Citizens.Level = .identified, cpr: String? = nil, phone: String? = nil
  ) -> Matching.Person {
    let number = cpr.flatMap { try? Citizens.CPR($0) }
    return Matching.Person(
      level: level, name: Citizens.PersonName(given: given, family: family, alias: alias),
      birth: birth.flatMap { Citizens.BirthDate($0) },
      sex: sex, cprHash: number?.number, cprKind: number?.kind, cprNeighbours: Set(number?.swappedNeighbours ?? []),
      phone: phone.map { Citizens.Phone(number: $0) })
  }

  private func isFound(_ draft: Matching.Person, _ stored: Matching.Person) -> Bool {
    !Set(Matching.lookupKeys(for: draft)).isDisjoint(with: Matching.blockingKeys(for: stored))
  }

  @Test func eachErrorOfTheModelIsSuggestedWithItsReason() throws {
    let stored = person("Søren Åge", "Skov Nielsen", alias: "Bjørnen", "1980-03-04", cpr: "640380-1235", phone: "+4520123456")
    let drafts: [(Matching.Person, Matching.Finding)] = [
      (person("Søren Åge", "Skov Nielsen", "1980-03-04"), .birthSame),
      (person("Soeren Aage", "Skov Nielsen", "1980-04-03"), .birthDayMonth),
      (person("Søren", "Nielsen", "1980-03-04"), .givenPart), (person("Åge", "Nielsen", "1980-03-04"), .givenSecond),
      (person("Nielsen", "Søren", "1980-03-04"), .namesSwapped), (person("Søten", "Skov Nielsen", "1980-03-04"), .givenClose),
      (person("Søren Åge", "Skov Nielsen", "1981-03-04"), .birthYearOff),
      (person("Søren Åge", "Skov Nielsen", "1980-03-14"), .birthDigit),
      (person("Søren Åge", "Skov Nielsen", "1980"), .birthWithin),
      (person("Søren Åge", "Skov Nielsen", "1975/1985"), .birthWithin),
      (person("Bjørnen", nil, "1980-03-04"), .aliasAsName), (person("Søren Åge", "Æbelø", "1980-03-04"), .familyDifferent),
      (person("Søren", nil, cpr: "640380-1253"), .cprSwapped), (person(nil, nil, cpr: "640380-1235"), .cprSame),
      (person("Søren", nil, phone: "+4520123456"), .phoneSame), (person("Søren Åge", "Skov Nielssen", "1980-03-04"), .familyPart),
    ]
    for (draft, finding) in drafts {
      #expect(isFound(draft, stored), "\(finding)")
      let score = try #require(Matching.score(draft, stored), "\(finding)")
      #expect(score.findings.contains(finding), "\(finding) in \(score.findings)")
    }
  }

  @Test func thoseWhoOnlyLookAlikeAreNot() {
    let stored = person("Mette", "Hansen", "1980-03-04", .female, cpr: "640380-1234", phone: "+4520123456")
    for draft in [
      person("Mette", "Hansen", "1965-07-21", .female), person("Lone", "Hansen", "1980-03-04", .female, phone: "+4520123456"),
      person(nil, nil, "1980-03-04", .female),
      person("Mette", "Hansen", "1955-09-01", .female, phone: "+4520123456"), person("Bodil", "Krogh", "1980-03-04", .female),
      person(nil, nil, nil, nil), person("", "", nil),
    ] {
      #expect(Matching.score(draft, stored) == nil, "\(draft.name) \(draft.birth?.description ?? "")")
    }
    #expect(Matching.score(person("Lone", "Hansen", "1980-03-04", .female), stored) == nil, "twins")
    #expect(Matching.score(person("Mette", "Hansen", nil, .female), stored)?.grade == .possible, "a name alone is a weak hint")
    #expect(Matching.score(person(nil, nil, nil, nil), person(nil, nil, nil, nil)) == nil)
  }

  @Test func anonymousPeopleAreNeverSuggested() {
    let anonymous = person(nil, nil, alias: "Ulven", "1980-03-04", level: .anonymous, cpr: "640380-1235", phone: "+4520123456")
    let known = person("Bo", "Ravn", alias: "Ulven", "1980-03-04", cpr: "640380-1235", phone: "+4520123456")
    #expect(Matching.blockingKeys(for: anonymous).isEmpty && Matching.lookupKeys(for: anonymous).isEmpty)
    #expect(Matching.score(known, anonymous) == nil && Matching.score(anonymous, known) == nil)
    #expect(Matching.suggestions(known, among: [(1, anonymous)]).isEmpty)
  }

  @Test func anAliasAloneIsWeak() {
    let prospect = person(nil, nil, alias: "Lille Ulv", "1978/1984", level: .aliasOnly)
    #expect(Matching.score(person("Bo", "Ravn", alias: "Lille Ulv", "1980-03-04"), prospect)?.grade == .possible)
    #expect(Matching.score(person("Bo", "Ravn", alias: "Ulv", nil), person(nil, nil, alias: "Ulv", level: .aliasOnly)) == nil)
    #expect(Matching.score(person("Bo", "Ravn", alias: "Lille Ulv", "1950-03-04", .female), prospect) == nil)
  }

  @Test func twoRealNumbersThatDifferSpeakAgainst() throws {
    let a = person("Bo", "Ravn", "1980-03-04", cpr: "640380-1235")
    let b = person("Bo", "Ravn", "1980-03-04", cpr: "640380-1777")
    let without = try #require(Matching.score(a, person("Bo", "Ravn", "1980-03-04")))
    #expect(try #require(Matching.score(a, b)).weight < without.weight - 5)
    let local = person("Bo", "Ravn", "1980-03-04", cpr: "0403800BR1")
    #expect(Matching.score(a, local)?.weight == without.weight, "a replacement number tells nothing about a CPR number")
    let twice = try #require(Matching.score(local, local))
    let certain = try #require(Matching.score(a, a))
    #expect(twice.findings.contains(.cprLocal) && twice.weight < certain.weight, "it is not unique")
  }

  @Test func suggestionsAreFewAndOrdered() {
    let draft = person("Jens", "Hansen", nil)
    let many = (0..<6).map { ($0, person("Jens", "Hansen", "19\(50 + $0 * 7)-05-06")) }
    #expect(Matching.suggestions(draft, among: many).isEmpty, "six people of one common name are no hint")
    let exact = person("Jens", "Hansen", "1964-05-06", cpr: "660564-1235")
    let found = Matching.suggestions(person("Jens", "Hansen", "1964-05-06", cpr: "660564-1235"), among: many + [(9, exact)])
    #expect(found.map(\.key) == [9, 2])
    #expect(found.first?.score.grade == .likely)
    #expect(Matching.suggestions(exact, among: (0..<20).map { ($0, exact) }, limit: 3).map(\.key) == [0, 1, 2])
  }

  @Test func theExplanationSaysWhyAndNotWho() throws {
    let stored = person("Søren", "Æbelø", "1980-03-04", phone: "+4520123456")
    let score = try #require(Matching.score(person("Søren", "Æbelø", "1980-04-03", phone: "+4598765432"), stored))
    #expect(
      score.explanation.da
        == "Ens: samme fornavne, samme efternavn, fødselsdagens dag og måned kan være byttet om, samme køn. Forskel: telefon.")
    #expect(
      score.explanation.en.hasPrefix("Alike: same given names, ") && score.explanation.en.hasSuffix("Different: telephone."))
    for finding in Matching.Finding.allCases { #expect(!finding.words.da.isEmpty && !finding.words.en.isEmpty) }
  }

  @Test func keysAreFewAndScoresSymmetricOnNames() {
    let full = person("Søren Åge", "Skov Nielsen", alias: "Bjørnen", "1980-03-04", cpr: "640380-1235", phone: "+4520123456")
    #expect(Matching.blockingKeys(for: full).count == Matching.mostKeys)
    #expect(Matching.blockingKeys(for: full) == Matching.blockingKeys(for: full))
    #expect(Matching.lookupKeys(for: full).count < 60)
    let other = person("Soren", "Nilsen", "1980-03-14")
    #expect(Matching.score(full, other)?.weight == Matching.score(other, full)?.weight)
  }
}
