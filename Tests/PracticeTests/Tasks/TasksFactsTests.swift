import Base
import Foundation
import PracticeRules
import Testing

/// Facts about tasks as they were first written.
@Suite struct TasksFactsTests {
  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/Golden")

  private func id(_ end: String) -> String { "018f3a5e-0000-7000-8000-0000000000\(end)" }

  private func check<Payload: FactPayload>(_ expected: Payload) throws {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(Payload.type)@1.json")))
    #expect(try Payload(decoding: bytes, schema: 1) == expected)
    #expect(try expected.encoded() == bytes, "what is written now has the same bytes")
  }

  @Test func goldenFilesAreReadAndWrittenTheSame() throws {
    let day = try #require(CivilDate("2026-12-01"))
    try check(
      Tasks.TaskOpened(
        reason: .other, title: "Ring til \"Bjørnen\" 🐻 om tandlægen", deadline: Tasks.Deadline(day, minute: 870),
        owner: .user(id("04")), isAboutCitizen: true, organisation: id("aa")))
    try check(Tasks.TaskAcknowledged(task: id("01")))
    try check(Tasks.TaskHandedOver(task: id("01"), owner: .team(id("08")), note: "Åse er syg"))
    try check(
      Tasks.TaskDeadlineMoved(
        task: id("01"), deadline: Tasks.Deadline(try #require(CivilDate("2026-12-08"))), reason: .agreedWithCitizen,
        note: "Han vil hellere ugen efter"))
    try check(Tasks.TaskDone(task: id("01"), outcome: .partly, note: "Tid bestilt, ikke mødt"))
    try check(Tasks.TaskWithdrawn(task: id("01"), reason: .duplicate))
    try check(Tasks.TaskReminded(task: id("01"), kind: .leader, deadline: day, team: id("08")))
  }

  @Test func everyOwnerAndSourceIsReadAsItWasWritten() throws {
    let day = try #require(CivilDate("2026-12-01"))
    for owner in [Tasks.Owner.user("u"), .team("t"), .role("administrator", organisation: "o")] {
      let fact = Tasks.TaskOpened(
        reason: .retention, deadline: Tasks.Deadline(day), owner: owner, source: .feature("keeping"), isAboutCitizen: false,
        organisation: "o")
      #expect(try Tasks.TaskOpened(decoding: fact.encoded(), schema: 1) == fact)
      #expect(Tasks.Owner(kind: owner.kind, id: owner.id) == owner)
      #expect(Tasks.Owner(formValue: owner.formValue) == owner)
    }
    #expect(Tasks.Owner(formValue: "king:u") == nil && Tasks.Owner(formValue: "user") == nil)
    #expect(Tasks.Owner(kind: "role", id: "administrator") == nil)
  }

  @Test(arguments: [
    #"{"reason":"king","deadline":"2026-12-01","user":"u","about":"none","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-02-30","user":"u","about":"none","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-12-01","minute":1440,"user":"u","about":"none","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-12-01","about":"none","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-12-01","role":"administrator","about":"none","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-12-01","user":"u","about":"team","organisation":"o"}"#,
    #"{"reason":"other","deadline":"2026-12-01","user":"u","about":"none"}"#,
    #"{"reason":"other","deadline":"2026-12-01","user":"u","about":"none","organisation":"o","colour":"red"}"#,
  ])
  func aPayloadOfAnotherShapeIsAFault(_ json: String) {
    #expect(throws: (any Error).self) { try Tasks.TaskOpened(decoding: Array(json.utf8), schema: 1) }
  }
}
