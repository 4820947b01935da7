import Base
import Foundation
import Testing

@testable import AccessLog

@Suite struct AccessChainTests {
  private func finding(after tamper: (AccessFolder) throws -> Void, kept: AccessHead? = nil) throws -> AccessFinding? {
    let folder = try AccessFolder()
    try threeMonths(folder)
    try tamper(folder)
    let log = try opened(folder, AccessClock("2026-11-21"), readOnly: true)
    defer { try? log.close() }
    return try log.verify(kept: kept).finding
  }

  @Test func anUntouchedLogIsSound() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    let report = try log.verify(kept: log.head)
    #expect(report.isSound && report.entries == 18 && report.months == 3 && report.unmarked == 0 && report.head == log.head)
    #expect(AccessHead(report.head.text) == report.head)
    try log.close()
  }

  @Test(arguments: [
    "UPDATE entry SET user = organisation WHERE number = 9", "UPDATE entry SET at = at + 1 WHERE number = 9",
    "UPDATE entry SET outcome = 1 WHERE number = 9", "UPDATE entry SET position = 7 WHERE number = 9",
    "UPDATE entry SET breakGlass = 'x' WHERE number = 9", "UPDATE entry SET subjects = x'01' WHERE number = 9",
    "UPDATE entry SET searched = x'' WHERE number = 9", "UPDATE entry SET hash = zeroblob(32) WHERE number = 9",
    "UPDATE entry SET kind = 3 WHERE number = 9",
  ]) func aChangedEntryIsNamed(_ sql: String) throws {
    let found = try finding { try $0.tamper("2026-10.sqlite", sql) }
    #expect(found?.kind == .changed && found?.number == 9 && found?.month == AccessMonth("2026-10"))
  }

  @Test func changedWordsStreamsAndBeginningsAreNamed() throws {
    let word = try finding { try $0.tamper("2026-10.sqlite", "UPDATE word SET text = 'user-7' WHERE text = 'user-1'") }
    #expect(word?.kind == .changed && word?.number == 8)
    let stream = try finding {
      try $0.tamper("2026-10.sqlite", "UPDATE subject SET stream = zeroblob(16) WHERE id = 3")
    }
    #expect(stream?.kind == .changed && stream?.number == 9)
    let start = try finding { try $0.tamper("2026-10.sqlite", "UPDATE start SET previous = zeroblob(32)") }
    #expect(start?.kind == .changed && start?.number == 7)
  }

  @Test func aChangedLedgerIsNotOpened() async throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    try folder.tamper("0-ledger.sqlite", "UPDATE ledger SET entry = 4 WHERE kind = 'mark'")
    #expect(await code { _ = try opened(folder, AccessClock("2026-11-21")) } == .damaged)
    try FileManager.default.removeItem(at: folder.file("0-ledger.sqlite"))
    #expect(await code { _ = try opened(folder, AccessClock("2026-11-21")) } == .damaged)
  }

  @Test func removedAndMovedEntriesAreNamed() throws {
    let removed = try finding { try $0.tamper("2026-10.sqlite", "DELETE FROM entry WHERE number = 9") }
    #expect(removed?.kind == .removed && removed?.number == 9)
    let swap = """
      UPDATE entry SET number = 999 WHERE number = 8; UPDATE entry SET number = 8 WHERE number = 11;
      UPDATE entry SET number = 11 WHERE number = 999;
      """
    let moved = try finding { try $0.tamper("2026-10.sqlite", swap) }
    #expect(moved?.kind == .reordered && moved?.number == 8)
    let movedUp = try finding {
      try $0.tamper("2026-10.sqlite", "DELETE FROM entry WHERE number = 9; UPDATE entry SET number = number - 1 WHERE number > 9")
    }
    #expect(movedUp?.kind == .changed && movedUp?.number == 9)
    let end = try finding { try $0.tamper("2026-10.sqlite", "DELETE FROM entry WHERE number > 10") }
    #expect(end?.kind == .removed && end?.number == 11)
  }

  @Test func aCutEndIsNamedAndNothingMoreIsTaken() async throws {
    let cut = "DELETE FROM link WHERE number > 16; DELETE FROM search WHERE number > 16; DELETE FROM entry WHERE number > 16"
    let found = try finding { try $0.tamper("2026-11.sqlite", cut) }
    #expect(found?.kind == .removed && found?.number == 17)
    let folder = try AccessFolder()
    try threeMonths(folder)
    try folder.tamper("2026-11.sqlite", cut)
    let log = try opened(folder, AccessClock("2026-11-21"))
    #expect(log.trouble?.code == .damaged)
    #expect(await code { _ = try await log.record(reading()) } == .readOnly)
    #expect(try log.by(user: "user-1").entries.first?.number == 16)
    try log.close()
  }

  @Test func aRemovedMonthIsNamed() throws {
    for (month, first) in [("2026-09", Int64(1)), ("2026-10", 7), ("2026-11", 13)] {
      let found = try finding { try MonthShelf.remove($0.file("\(month).sqlite")) }
      #expect(found?.kind == .removed && found?.number == first && found?.month == AccessMonth(month))
    }
  }

  @Test func aHeadThatWasKeptFindsWhatTheLedgerCannot() throws {
    let folder = try AccessFolder()
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    for _ in 0..<5 { _ = try log.fill([reading()], at: clock.read()) }
    let kept = log.head
    #expect(try log.verify().unmarked == 5)
    try log.close()
    // The same number of entries, written anew with the same key.
    let other = try AccessFolder()
    let rewritten = try opened(other, clock)
    for index in 0..<5 { _ = try rewritten.fill([reading(user: "user-\(index)")], at: clock.read()) }
    #expect(try rewritten.verify().isSound)
    #expect(try rewritten.verify(kept: kept).finding?.kind == .rewritten)
    try rewritten.close()
    let short = try AccessLog.inMemory(key: sampleKey, clock: clock.read)
    #expect(try short.verify(kept: kept).finding?.kind == .removed)
  }

  @Test func hidingFromTheCitizensPageIsNamed() throws {
    let link = try finding { try $0.tamper("2026-10.sqlite", "DELETE FROM link WHERE number = 10") }
    #expect(link?.kind == .index && link?.number == 10)
    let last = try finding { try $0.tamper("2026-11.sqlite", "DELETE FROM link WHERE subject = 3") }
    #expect(last?.kind == .index && last?.number == 15)
    let added = try finding { try $0.tamper("2026-10.sqlite", "INSERT INTO link VALUES (1, 8)") }
    #expect(added?.kind == .index && added?.number == 8)
    let search = try finding { try $0.tamper("2026-10.sqlite", "DELETE FROM search WHERE number = 12") }
    #expect(search?.kind == .index && search?.number == 12)
  }

  @Test func aLinkCutByAnotherHandIsNamed() throws {
    let found = try finding {
      try $0.tamper("2026-10.sqlite", "UPDATE subject SET stream = NULL, salt = NULL WHERE id = 2")
    }
    #expect(found?.kind == .cut && found?.number == 8)
  }
}
