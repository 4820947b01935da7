import Base
import Foundation
import PracticeRules
import Testing

/// Facts about users, teams and organisations, as they were first written. All of them are made up.
@Suite struct PeopleGoldenTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/Golden")
  private let from = CivilDate("2026-12-01") ?? .epoch
  private let until = CivilDate("2026-12-31") ?? .epoch

  private func id(_ end: String) -> String { "018f3a5e-0000-7000-8000-0000000000\(end)" }

  private func check<Payload: FactPayload>(_ expected: Payload, schema: Int = 1) throws {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(Payload.type)@\(schema).json")))
    #expect(try Payload(decoding: bytes, schema: schema) == expected)
    if schema == Payload.schema { #expect(try expected.encoded() == bytes, "what is written now has the same bytes") }
  }

  @Test func organisationsAndTeams() throws {
    try check(People.OrganisationRegistered(name: "Eksempelby Kommune \"opdigtet\"", kind: .municipality, cvr: "12345678"))
    try check(People.OrganisationChanged(name: "Ny Eksempelby", kind: .civilSociety, cvr: ""))
    try check(People.TeamOpened(name: "Gadeteamet 🐻", organisation: id("aa"), programmes: ["act", "urs"]))
    try check(People.TeamChanged(name: "Hjemløseteamet", programmes: []))
    try check(People.TeamClosed(until: try #require(CivilDate("2027-01-31"))))
  }

  @Test func users() throws {
    try check(
      People.UserRegistered(
        organisation: id("aa"), name: "Åse Æbelø (opdigtet)", login: "åse.æbelø", title: "Gadesygeplejerske",
        phone: "+45 20 12 34 56", email: "aase@example.org"))
    try check(
      People.UserChanged(
        name: "Åse Skov", login: "åse.skov", title: "Teamleder", language: .en, cleared: [.phone, .email]))
    try check(People.UserLeft(lastDay: try #require(CivilDate("2027-01-31"))))
    try check(People.UserOwnRecordGiven(streams: [id("01"), id("02")]))
    try check(People.UserAbsent(from: from, until: until, substitute: id("04"), reason: .ill))
    try check(People.UserBack(absence: id("05"), until: until))
  }

  @Test func grants() throws {
    try check(People.RoleGranted(role: "outreach-worker", from: from, until: until))
    try check(People.TeamJoined(team: id("08"), leads: true, from: from, until: until))
    try check(
      People.MandateGranted(
        text: "Kan love et værelse samme dag", programme: "urs", table: "Koordinationsgruppen", from: from, until: until))
    try check(People.VisitationGranted(programme: "urs", from: from, until: until))
    try check(People.RoleEnded(grant: id("05"), until: until))
    try check(People.TeamLeft(grant: id("05"), until: until))
    try check(People.MandateEnded(grant: id("05"), until: until))
    try check(People.VisitationEnded(grant: id("05"), until: until))
    let plain = People.TeamJoined(team: id("08"), from: from)
    #expect(try !People.TeamJoined(decoding: plain.encoded(), schema: 1).leads)
  }

  @Test(arguments: [
    #"{"role":"x"}"#, #"{"role":"x","from":"2026-02-30"}"#, #"{"role":"x","from":"2026-02-03","colour":"red"}"#, "", "[]",
    #"{"role":7,"from":"2026-02-03"}"#, #"{"from":"2026-02-03"}"#,
  ])
  func whatIsNoRoleIsRefused(text: String) {
    #expect(throws: (any Error).self) { try People.RoleGranted(decoding: Array(text.utf8), schema: 1) }
  }

  @Test func aLogInNameIsOneHoweverItIsTyped() {
    #expect(People.LoginName("Åse.Æbelø")?.description == "åse.æbelø")
    #expect(People.LoginName("A\u{30A}se")?.description == "åse", "combining letters are composed")
    #expect(People.LoginName("ＡＮＮＡ")?.description == "anna", "wide letters are the same letters")
    #expect(People.LoginName("  anna ") == People.LoginName("Anna"))
    for text in [
      "", "ab", "а\u{43D}\u{43D}а", "anna hansen", "<script>", "🐻🐻🐻", String(repeating: "a", count: 65), "an\u{0}na", "anna\n",
    ] {
      #expect(People.LoginName(text) == nil, "\(text.debugDescription)")
    }
  }
}
