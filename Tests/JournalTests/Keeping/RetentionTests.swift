import Base
import Foundation
import Testing

@testable import Journal

@Suite struct RetentionTests {
  private static let classes = [
    RetentionClass(id: "case", keep: .years(5), basis: "service-act-5y"),
    RetentionClass(id: "health", keep: .years(10), basis: "health-record-10y"),
    RetentionClass(id: "trial", keep: .months(6), counting: .occurred, basis: "agreement"),
    RetentionClass(id: "plan", keep: .forever, basis: "archive"),
  ]

  private func terms(_ day: String, held: Set<StreamID> = []) throws -> RetentionRun.Terms {
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    return RetentionRun.Terms(classes: Self.classes, on: try #require(CivilDate(day)), zone: zone, held: held)
  }

  /// Written on one day in 2016, and once more later in a class that is counted from then.
  private func start(_ ground: Ground) async throws -> (journal: Journal, one: StreamID, two: StreamID) {
    ground.clock.set("2016-03-01")
    let journal = try ground.open()
    let (one, two) = (newStream(), newStream())
    let file = try journal.attach([1, 2, 3], to: one)
    try await journal.write(note(one, "old", attachments: [file]), note(one, "old health", retention: "health"))
    try await journal.write(note(two, "old"), note(two, "for ever", retention: "plan"))
    return (journal, one, two)
  }

  @Test func theDayItIsOverAndNotBefore() async throws {
    let ground = try Ground()
    let (journal, one, two) = try await start(ground)
    #expect(try RetentionRun.preview(journal, try terms("2021-03-01")).lines.isEmpty)
    let preview = try RetentionRun.preview(journal, try terms("2021-03-02"))
    #expect(Set(preview.lines.map(\.stream)) == [one, two])
    #expect(Set(preview.lines.map(\.retention)) == ["case"])
    let line = try #require(preview.lines.first { $0.stream == one })
    #expect((line.entries, line.attachments, line.last.description) == (1, 1, "2016-03-01"))
    #expect(line.keptUntil.description == "2021-03-01")
    #expect(line.basis == "service-act-5y")
    #expect((preview.kept, preview.held, preview.unknownClasses) == (2, 0, [:]))
    try journal.close()
  }

  @Test func erasedClassesAreUnreadableAndTheOthersStay() async throws {
    let ground = try Ground()
    let (journal, one, two) = try await start(ground)
    ground.clock.set("2021-03-02")
    let terms = try terms("2021-03-02")
    let preview = try RetentionRun.preview(journal, terms)
    let report = try await RetentionRun.run(
      journal, folder: nil, preview, terms, by: "tester", afterErasure: { #expect(Set($0) == [one, two]) })
    #expect(report.erased.count == 2)
    #expect(report.notDueAnyMore.isEmpty)
    #expect(report.erasure.attachments == 1)
    #expect(try journal.texts(one) == [#"{"text":"old health"}"#])
    #expect(try journal.texts(two) == [#"{"text":"for ever"}"#])
    #expect(journal.erasedStreams.isEmpty)
    #expect(try journal.verify().isSound)
    #expect(try journal.statedErasures().first?.streams.map(\.reason) == ["retention", "retention"])

    // Again, with the old preview and with a new one: nothing.
    let again = try await RetentionRun.run(
      journal, folder: nil, preview, terms, by: "tester", afterErasure: { _ in Issue.record("called without an erasure") })
    #expect(again.erased.isEmpty)
    #expect(again.erasure.position == nil)
    #expect(try RetentionRun.preview(journal, terms).lines.isEmpty)
    try journal.close()
  }

  @Test func whatWasWrittenToSinceIsPassedOver() async throws {
    let ground = try Ground()
    let (journal, one, two) = try await start(ground)
    ground.clock.set("2021-03-02")
    let terms = try terms("2021-03-02")
    let preview = try RetentionRun.preview(journal, terms)
    try await journal.write(note(one, "back again"))
    let report = try await RetentionRun.run(
      journal, folder: nil, preview, terms, by: "tester", afterErasure: { _ in })
    #expect(report.erased.map(\.stream) == [two])
    #expect(report.notDueAnyMore.map(\.stream) == [one])
    #expect(try journal.texts(one).count == 3)
    try journal.close()
  }

  /// Between looking and taking: the version decides.
  @Test func anEntryThatComesAtTheLastMomentSavesTheStream() async throws {
    let ground = try Ground()
    let (journal, one, _) = try await start(ground)
    let order = ErasureOrder(
      target: ErasureTarget(one, retentions: ["case"]), reason: "retention", at: ground.clock.now(), ifVersion: 2)
    try await journal.write(note(one, "new"))
    #expect(try journal.destroyKeys([order]).passedOver == [one])
    #expect(try journal.texts(one).count == 3)
    try journal.close()
  }

  @Test func aStreamWithNothingLeftIsClosedAndItsClaimsGivenUp() async throws {
    let ground = try Ground()
    ground.clock.set("2016-03-01")
    let journal = try ground.open()
    let (stream, later) = (newStream(), newStream())
    let claim = Claim(scope: "cpr", value: [1, 2, 3], stream: stream)
    try await journal.write(note(stream, "old"), claims: [claim])
    ground.clock.set("2026-03-02")
    let terms = try terms("2026-03-02")
    let preview = try RetentionRun.preview(journal, terms)
    _ = try await RetentionRun.run(journal, folder: nil, preview, terms, by: "tester", afterErasure: { _ in })
    #expect(journal.erasedStreams == [stream])
    // The person comes back: a new stream takes the claim.
    try await journal.write(note(later, "back"), claims: [Claim(scope: "cpr", value: [1, 2, 3], stream: later)])
    #expect(try journal.claim(scope: "cpr", value: [1, 2, 3]) == later)
    try journal.close()
  }

  @Test func heldUnknownAndCountedFromTheDayItHappened() async throws {
    let ground = try Ground()
    let (journal, one, two) = try await start(ground)
    ground.clock.set("2021-01-01")
    let imported = newStream()
    let day = try #require(CivilDate("2019-05-17"))
    try await journal.write(
      note(imported, "long ago", retention: "trial", occurred: .day(day)),
      note(imported, "a code of another catalog", retention: "odd"))
    let preview = try RetentionRun.preview(journal, try terms("2021-03-02", held: [one]))
    #expect(Set(preview.lines.map(\.stream)) == [two, imported])
    #expect(preview.lines.first { $0.stream == imported }?.last == day)
    #expect(preview.lines.first { $0.stream == imported }?.keptUntil.description == "2019-11-17")
    #expect(preview.held == 1)
    #expect(preview.unknownClasses == ["odd": 1])
    try journal.close()
  }

  @Test func daysAreTheZonesAndPeriodsMustMakeSense() async throws {
    let ground = try Ground()
    let (journal, _, _) = try await start(ground)
    // Recorded at noon UTC on 1 March is 2 March on the other side of the world.
    let far = try #require(TimeZone(secondsFromGMT: 13 * 3600))
    let terms = RetentionRun.Terms(classes: Self.classes, on: try #require(CivilDate("2021-03-02")), zone: far)
    #expect(try RetentionRun.preview(journal, terms).lines.isEmpty)
    for keep in [RetentionClass.Keep.months(0), .years(-1), .years(201), .years(.max)] {
      let bad = RetentionRun.Terms(
        classes: [RetentionClass(id: "case", keep: keep, basis: "none")], on: terms.on, zone: far)
      #expect(throws: KeepingRefusal.badPeriod("case")) { try RetentionRun.preview(journal, bad) }
    }
    try journal.close()
  }
}
