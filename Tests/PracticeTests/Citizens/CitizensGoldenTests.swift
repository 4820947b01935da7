import Base
import Foundation
import PracticeRules
import Testing

/// Facts about who a citizen is, as they were first written. All people are made up.
@Suite struct CitizensGoldenTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/Golden")

  private func id(_ end: String) -> String { "018f3a5e-0000-7000-8000-0000000000\(end)" }

  private func check<Payload: FactPayload>(_ expected: Payload, schema: Int = 1) throws {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(Payload.type)@\(schema).json")))
    #expect(try Payload(decoding: bytes, schema: schema) == expected)
    if schema == Payload.schema { #expect(try expected.encoded() == bytes, "what is written now has the same bytes") }
  }

  @Test func subjectsOfAnOrganisation() throws {
    let subject = Citizens.SubjectRegistered(kind: .citizen, site: "Eksempelby", organisation: id("aa"))
    try check(subject, schema: 2)
    #expect(subject.writtenSchema == 2)
    #expect(throws: PayloadFault.self, "schema 1 had no organisation") {
      try Citizens.SubjectRegistered(decoding: subject.encoded(), schema: 1)
    }
    let imported = Citizens.SubjectRegistered(kind: .citizen, source: "U0001")
    #expect(imported.writtenSchema == 1, "an import that runs again makes the same facts")
    #expect(try Citizens.SubjectRegistered(decoding: imported.encoded(), schema: 1) == imported)
    #expect(try Citizens.SubjectRegistered(decoding: imported.encoded(), schema: 2) == imported)
  }

  @Test func whoACitizenIs() throws {
    let details = Citizens.Details(
      name: Citizens.PersonName(given: "Åse Marie", family: "Skov-Æbelø", alias: "\"Bjørnen\" 🐻"),
      birth: .day(try #require(CivilDate("1980-02-29"))), sex: .female, phone: Citizens.Phone(number: "+4520123456"),
      address: Citizens.Address(kind: .careOf, street: "Ålborgvej 7, 2. tv.", postcode: "0999", city: "Eksempelby"),
      language: Citizens.SpokenLanguage(code: "kl", interpreter: .sometimes),
      contact: Citizens.SafeContact(
        mayCall: .no, mayWrite: .no, mayText: .yes, phoneSeenBy: .assigned, bestTime: .evening, note: "Kæresten læser post"))
    try check(Citizens.CitizenRegistered(level: .identified, details: details, organisation: id("aa")))
    try check(
      Citizens.DetailsChanged(
        level: .identified, set: Citizens.Details(name: Citizens.PersonName(given: "Bo"), birth: .years(1975, 1985)),
        cleared: [.phone, .address]))
    try check(
      Citizens.CPRRecorded(
        number: "2512489996", kind: .cpr, hash: "9f86d081884c7d65", previous: "010180TA01", change: .gotCPR))
  }

  @Test func protectionAndAlerts() throws {
    let until = try #require(CivilDate("2027-01-31"))
    try check(Citizens.ProtectionSet(protection: .nameAndAddress, basis: .register, until: until))
    try check(Citizens.AlertSet(alert: .allergy, note: "Penicillin", until: until))
    try check(Citizens.AlertEnded(entry: id("01"), reason: .noLongerTrue))
  }

  @Test func linksAndAssignments() throws {
    try check(
      Citizens.SubjectLinked(other: id("02"), link: id("03"), reason: .duplicate, confidence: .likely, weight: 12.5))
    try check(Citizens.SubjectUnlinked(other: id("02"), link: id("03"), reason: .mistake))
    let (from, until) = (try #require(CivilDate("2026-12-01")), try #require(CivilDate("2026-12-31")))
    try check(
      Citizens.CitizenAssigned(
        assignee: .user(id("04")), function: .substitute, from: from, until: until, about: "Metadon og tandlæge"))
    try check(Citizens.CitizenUnassigned(entry: id("05"), until: until, reason: .handedOver))
    try check(
      Citizens.EntryMovedHere(entry: id("06"), original: id("07"), author: id("04"), recordedAt: 1_795_000_000_000))
    let team = Citizens.CitizenAssigned(assignee: .team(id("08")), function: .contact, from: from)
    #expect(try Citizens.CitizenAssigned(decoding: team.encoded(), schema: 1) == team)
  }

  @Test(arguments: [
    #"{"level":"identified","details":{"colour":"red"}}"#, #"{"level":"king","details":{}}"#, #"{"details":{}}"#,
    #"{"level":"identified"}"#, #"{"level":"identified","details":{"birth":"1980-02-30"}}"#,
    #"{"level":"identified","details":{"address":{"city":"x"}}}"#, #"{"level":"identified","details":{"language":{}}}"#,
    #"{"level":"identified","details":{"contact":{"mayCall":"perhaps"}}}"#,
  ])
  func whatIsNotACitizenIsRefused(text: String) {
    #expect(throws: (any Error).self) { try Citizens.CitizenRegistered(decoding: Array(text.utf8), schema: 1) }
  }

  @Test func birthdaysReadAndWriteTheSame() {
    for text in ["1980-02-29", "1980-02", "1980", "1975/1985"] { #expect(Citizens.BirthDate(text)?.description == text) }
    for text in ["", "80", "1980-13", "1980-02-30", "1985/1975", "1980/1980", "1980/", "/1980", "1980-1-1", "unknown"] {
      #expect(Citizens.BirthDate(text) == nil, "\(text)")
    }
  }
}
