import Base
import PracticeRules
import Testing

@Suite struct CitizensDetailsTests {
  private let today = CivilDate(year: 2026, month: 11, day: 21)

  private func check(
    _ texts: [Citizens.Field: String], _ level: Citizens.Level = .identified
  ) throws -> Result<Citizens.Details, Citizens.FieldRefusals> {
    let today = try #require(today)
    do throws(Citizens.FieldRefusals) {
      return .success(try Citizens.DetailsForm(texts).checked(level: level, today: today))
    } catch {
      return .failure(error)
    }
  }

  private func refused(_ texts: [Citizens.Field: String], _ level: Citizens.Level = .identified) throws -> [Citizens.FieldRefusal]
  {
    guard case .failure(let refusals) = try check(texts, level) else { return [] }
    return refusals.list
  }

  @Test func aFullFormIsRead() throws {
    let details = try check([
      .given: "  Åse \t Marie ", .family: "A\u{30A}gesen 👩‍🦽", .alias: "Bjørnen", .birth: "3/2 1980", .sex: "female",
      .phone: "20 12 34 56",
      .addressKind: "careOf", .street: "Ålborgvej 7", .postcode: "0999", .city: "Eksempelby", .language: "kl",
      .interpreter: "sometimes",
      .mayCall: "no", .mayText: "yes", .phoneSeenBy: "assigned", .bestTime: "evening", .contactNote: "Kæresten\nlæser post",
    ]).get()
    #expect(details.name == Citizens.PersonName(given: "Åse Marie", family: "\u{C5}gesen 👩‍🦽", alias: "Bjørnen"))
    #expect(Array((details.name.family ?? "").unicodeScalars).first == "\u{C5}", "Unicode form C")
    #expect(details.birth == CivilDate("1980-02-03").map { .day($0) })
    #expect(details.phone?.number == "+4520123456" && details.phone?.spoken == "20 12 34 56")
    #expect(details.address?.kind == .careOf && details.language?.interpreter == .sometimes)
    #expect(details.contact?.mayCall == .no && details.contact?.mayWrite == nil && details.contact?.note == "Kæresten læser post")
    #expect(try check([.alias: "Ulven"], .aliasOnly).get().name.display == "»Ulven«")
  }

  @Test func everyRefusalIsToldAtOnceInTheOrderOfTheForm() throws {
    let long = String(repeating: "x", count: 201)
    let refusals = try refused([
      .contactNote: long, .family: "a\u{202E}b", .birth: "30-2-1980", .sex: "robot", .phone: "12345678", .postcode: "99",
      .language: "xx",
      .interpreter: "always",
    ])
    #expect(
      refusals == [
        .hiddenCharacter(.family), .notADate(.birth), .unknownCode(.sex), .notAPhone(.phone), .notAPostcode(.postcode),
        .unknownCode(.language), .tooLong(.contactNote),
      ])
    for refusal in refusals { #expect(!refusal.words.da.isEmpty && !refusal.words.en.isEmpty) }
    #expect(try refused([.given: "Bo", .interpreter: "always"]) == [.empty(.language)])
    #expect(try refused([:]) == [.empty(.given)])
  }

  @Test(arguments: ["\u{0}", "\u{7}", "\u{1B}[2J", "\u{200B}", "\u{FEFF}", "\u{2066}x", "\u{E000}", "a\u{85}b\u{1}"])
  func hiddenCharactersAreRefused(text: String) throws {
    #expect(try refused([.given: "Bo\(text)"]) == [.hiddenCharacter(.given)])
  }

  @Test func limitsCountWhatAPersonSees() throws {
    let family = String(repeating: "👩‍👩‍👧‍👦", count: 40)
    #expect(try check([.given: "Bo", .alias: family]).get().name.alias == family, "forty emoji of seven code points each")
    #expect(try refused([.given: String(repeating: "å", count: 81)]) == [.tooLong(.given)])
    #expect(try check([.given: String(repeating: "å", count: 80)]).get().name.given?.count == 80)
    #expect(
      try refused([.given: "a" + String(repeating: "\u{301}", count: 700)]) == [.tooLong(.given)], "one character of 700 marks")
    #expect(try refused([.given: String(repeating: "x", count: 1_000_000)]) == [.tooLong(.given)])
    #expect(
      try check([.given: "<script>alert(1)</script>"]).get().name.given == "<script>alert(1)</script>", "escaped where shown")
  }

  @Test(arguments: [
    ("3-2-1980", "1980-02-03"), ("03.02.1980", "1980-02-03"), ("3/2 1980", "1980-02-03"), ("1980-02-03", "1980-02-03"),
    ("2-1980", "1980-02"),
    ("1980-02", "1980-02"), ("1980", "1980"), ("1975-1985", "1975/1985"), ("1975/1985", "1975/1985"),
    (" 29-02-2024 ", "2024-02-29"),
  ])
  func birthdaysAreReadAsTyped(text: String, expected: String) throws {
    #expect(try Citizens.BirthDate(typed: text, today: try #require(today)).description == expected)
  }

  @Test(arguments: [
    ("3-2-80", Citizens.FieldRefusal.notADate(.birth)), ("29-2-2023", .notADate(.birth)), ("13-1980", .notADate(.birth)),
    ("1985-1975", .notADate(.birth)), ("i går", .notADate(.birth)), ("22-11-2026", .inFuture(.birth)),
    ("12-2026", .inFuture(.birth)),
    ("2027", .inFuture(.birth)), ("1895", .tooLongAgo(.birth)), ("0000", .notADate(.birth)), ("1-2-3-1980", .notADate(.birth)),
    ("٣-٢-١٩٨٠", .notADate(.birth)), ("12345", .notADate(.birth)),
  ])
  func otherBirthdaysAreRefused(text: String, expected: Citizens.FieldRefusal) throws {
    let today = try #require(today)
    #expect(throws: expected) { try Citizens.BirthDate(typed: text, today: today) }
  }

  @Test(arguments: [
    ("20123456", "+4520123456"), ("+45 20-12-34-56", "+4520123456"), ("0045 20 12 34 56", "+4520123456"),
    ("(20) 12.34/56", "+4520123456"),
    ("+299 12 34 56", "+299123456"), ("00 46 70 123 45 67", "+46701234567"),
  ])
  func telephonesBecomeOneForm(text: String, expected: String) throws {
    #expect(try Citizens.Phone(typed: text).number == expected)
  }

  @Test(arguments: [
    "", "112", "2012345", "201234567", "12345678", "01234567", "+45123", "+", "2012345a", "+0123456789", "+1234567890123456",
  ])
  func otherTelephonesAreRefused(text: String) {
    #expect(throws: Citizens.FieldRefusal.notAPhone(.phone)) { try Citizens.Phone(typed: text) }
  }

  @Test func aLevelLimitsWhatIsKept() throws {
    #expect(try refused([.given: "Bo"], .aliasOnly) == [.notAtThisLevel(.given, .aliasOnly), .empty(.alias)].sorted(by: order))
    #expect(try refused([.alias: "Ulven", .birth: "1980", .phone: "20123456"], .aliasOnly).isEmpty)
    #expect(
      try refused([.alias: "Ulven", .birth: "3-2-1980", .phone: "20123456"], .anonymous)
        == [.notAtThisLevel(.birth, .anonymous), .notAtThisLevel(.phone, .anonymous)])
    #expect(try refused([.alias: "Ulven", .birth: "1975-1985"], .anonymous).isEmpty)
  }

  private func order(_ a: Citizens.FieldRefusal, _ b: Citizens.FieldRefusal) -> Bool {
    (Citizens.Field.allCases.firstIndex(of: a.field) ?? 0) < (Citizens.Field.allCases.firstIndex(of: b.field) ?? 0)
  }

  @Test func aChangeNamesOnlyWhatChangedAndConflictsAreByField() throws {
    let old = Citizens.Details(
      name: Citizens.PersonName(given: "Bo", family: "Ravn"), sex: .male, phone: Citizens.Phone(number: "+4520123456"))
    var new = old
    new.name.family = "Ravn Krogh"
    new.phone = nil
    new.language = Citizens.SpokenLanguage(code: "da")
    let change = try #require(old.change(to: new))
    #expect(change.fields == [.family, .phone, .language] && change.cleared == [.phone])
    #expect(change.set.name == Citizens.PersonName(family: "Ravn Krogh"))
    #expect(old.applying(change) == new)
    #expect(old.change(to: old) == nil)
    #expect(old.change(to: old, level: .identified) == Citizens.DetailsChanged(level: .identified))
    let theirs = Citizens.DetailsChanged(set: Citizens.Details(sex: .other), cleared: [.phone])
    #expect(change.conflicts(with: [theirs]) == [.phone])
    #expect(change.conflicts(with: [Citizens.DetailsChanged(set: Citizens.Details(sex: .other))]).isEmpty)
  }
}
