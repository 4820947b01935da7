import Base
import Foundation
import GRDB
import Testing

@testable import AccessLog

@Suite struct AccessKeepingTests {
  @Test func oldMonthsAreDroppedAsShownAndTheChainBeginsAtTheAnchor() async throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    #expect(try log.retentionPreview(keeping: 2).drops.isEmpty)
    let preview = try log.retentionPreview(keeping: 1)
    #expect(preview.drops.map(\.month.description) == ["2026-09"] && preview.drops.map(\.entries) == [6])
    #expect(preview.anchor?.number == 6)
    #expect(throws: AccessKeepingRefusal.badReason) { try log.retain(preview, reason: "Fordi vi vil", by: "user-1") }
    try log.retain(preview, reason: "retention-1-month", by: "user-1")
    #expect(throws: AccessKeepingRefusal.changedSince) { try log.retain(preview, reason: "again", by: "user-1") }
    #expect(throws: AccessKeepingRefusal.badMonths) { try log.retentionPreview(keeping: 0) }
    #expect(!FileManager.default.fileExists(atPath: folder.file("2026-09.sqlite").path))
    #expect(try log.shown(to: [citizen(1)]).entries.map(\.number) == [17, 14, 11, 8])
    let report = try log.verify()
    #expect(report.isSound && report.entries == 12 && report.droppedUpTo == AccessMonth("2026-09"))
    let note = try #require(try log.keepingNotes().first)
    #expect(note.kind == .dropped && note.count == 6 && note.reason == "retention-1-month" && note.by == "user-1")
    try log.close()
    let again = try opened(folder, clock)
    #expect(try await again.record(reading()) == 19)
    #expect(try again.verify().isSound)
    try again.close()
  }

  @Test func anInterruptedDropIsFinished() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let kept = try Data(contentsOf: folder.file("2026-09.sqlite"))
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    try log.retain(try log.retentionPreview(keeping: 1), reason: "age", by: "user-1")
    try log.close()
    try kept.write(to: folder.file("2026-09.sqlite"))
    let again = try opened(folder, clock)
    #expect(!FileManager.default.fileExists(atPath: folder.file("2026-09.sqlite").path))
    #expect(try again.verify().isSound)
    try again.close()
  }

  @Test func theNewestMonthIsNeverDropped() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2031-01-01"))
    let preview = try log.retentionPreview(keeping: 3)
    #expect(preview.drops.count == 2)
    try log.retain(preview, reason: "age", by: "user-1")
    #expect(try log.verify().entries == 6)
    try log.close()
  }

  @Test func anErasedCitizenIsNoLongerNamedAndTheChainHolds() async throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    _ = try log.fill([reading([citizen(1), citizen(2)])], at: moment("2026-11-20"))
    #expect(throws: AccessKeepingRefusal.badReason) { try log.erase(streams: [citizen(1)], reason: "", by: "user-1") }
    #expect(try log.erase(streams: [citizen(1), citizen(99)], reason: "erased", by: "user-1") == 3)
    #expect(try log.erase(streams: [citizen(1)], reason: "erased", by: "user-1") == 0)
    #expect(try log.shown(to: [citizen(1)]).entries.isEmpty)
    let entry = try #require(try log.by(user: "user-1", limit: 1).entries.first)
    #expect(entry.streams == [citizen(2)] && entry.shown == 2 && entry.erased == 1)
    let report = try log.verify()
    #expect(report.isSound && report.entries == 19)
    #expect(try log.keepingNotes().map(\.count) == [3])
    // Somebody may still be shown as erased; that reading is a new link.
    _ = try await log.record(reading([citizen(1)]))
    #expect(try log.shown(to: [citizen(1)]).entries.map(\.number) == [20])
    #expect(try log.erase(streams: [citizen(1)], reason: "erased", by: "user-1") == 1)
    try log.close()
    let needle = Data(withUnsafeBytes(of: citizen(1).uuid) { Array($0) })
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.file("").path) {
      #expect(try Data(contentsOf: folder.file(name)).range(of: needle) == nil, "\(name)")
    }
    let again = try opened(folder, clock)
    #expect(try again.verify().isSound)
    try again.close()
  }

  @Test func aSweepThatWasInterruptedIsDoneByTheNext() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    let file = try #require(log.shelf.all.first)
    #expect(try file.cut([citizen(0)], at: moment("2026-11-21"), reason: "erased", key: sampleKey) == 1)
    let due = { try file.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM unswept") } }
    #expect(try due() == 1)
    #expect(try log.erase(streams: [], reason: "erased", by: "user-1") == 0)
    #expect(try due() == 0)
    #expect(try log.verify().isSound)
    try log.close()
  }

  @Test func aBackupMadeWhileWritingIsALog() async throws {
    let (folder, target) = (try AccessFolder(), try AccessFolder())
    try threeMonths(folder)
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    let head = try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask { for index in 0..<50 { _ = try await log.record(reading([citizen(index)])) } }
      }
      let head = try log.backup(to: target.url)
      try await group.waitForAll()
      return head
    }
    #expect(throws: AccessKeepingRefusal.self) { try log.backup(to: target.url) }
    #expect(log.head.number == 218)
    #expect(try log.verify(kept: head).isSound)
    try log.close()
    let restored = try opened(target, clock)
    #expect(restored.head == head && (18...218).contains(head.number))
    #expect(try restored.verify(kept: head).isSound)
    _ = try await restored.record(reading())
    // What was erased after the backup is erased again.
    #expect(try restored.erase(streams: [citizen(1)], reason: "erased", by: "restore") >= 3)
    #expect(try restored.verify().isSound)
    try restored.close()
  }
}
