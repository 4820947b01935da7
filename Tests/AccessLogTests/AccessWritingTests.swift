import Base
import Foundation
import GRDB
import Testing

@testable import AccessLog

@Suite struct AccessWritingTests {
  @Test func anEntryComesBackAsItWasGiven() async throws {
    let clock = AccessClock("2026-11-21")
    let log = try AccessLog.inMemory(clock: clock.read)
    var entry = reading(
      [citizen(1), citizen(2), citizen(1)], outcome: .refused("protected"), search: ["Søren  Ærø", "x"], kind: .hit)
    entry.act = "note.written"
    entry.breakGlass = "reason-7"
    #expect(try await log.record(entry) == 1)
    let found = try #require(try log.by(user: "user-1").entries.first)
    #expect(found.at == moment("2026-11-21") && found.organisation == "kommune-1" && found.roles == ["outreach", "visitation"])
    #expect(found.purpose == "treatment" && found.classes == ["health"] && found.page == AccessPage("/citizens/{id}", .hit))
    #expect(found.outcome == .refused("protected") && found.act == "note.written" && found.device == "phone")
    #expect(found.position == 42 && found.breakGlass == "reason-7" && found.searched == 3)
    #expect(Set(found.streams) == [citizen(1), citizen(2)] && found.shown == 2 && found.erased == 0)
    #expect(try log.verify().isSound)
  }

  private func synchronous(_ database: any DatabaseWriter) throws -> Int? {
    #expect(try database.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    return try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  }

  @Test func oneTextInTwoSpellingsIsOneText() async throws {
    let log = try AccessLog.inMemory(clock: AccessClock("2026-11-21").read)
    for user in ["ren\u{E9}", "rene\u{301}"] { _ = try await log.record(reading(user: user)) }
    #expect(try log.by(user: "rene\u{301}").entries.count == 2)
    #expect(try log.verify().isSound)
  }

  @Test func synchronousIsFullOnEveryFile() async throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    _ = try await log.record(reading())
    for file in log.shelf.all {
      #expect(try synchronous(file.database) == 2)
    }
    #expect(try synchronous(log.ledger.database) == 2)
    try log.close()
  }

  @Test func nothingIsChangedOrDeleted() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    let file = try #require(log.shelf.newest)
    for table in ["start", "word", "entry", "link", "search", "subject"] {
      #expect(throws: DatabaseError.self) { try file.database.write { try $0.execute(sql: "DELETE FROM \(table)") } }
    }
    for change in [
      "entry SET user = 1", "word SET text = 'x'", "link SET number = 1", "start SET number = 9", "subject SET mark = x'00'",
    ] {
      #expect(throws: DatabaseError.self) { try file.database.write { try $0.execute(sql: "UPDATE \(change)") } }
    }
    #expect(throws: DatabaseError.self) { try log.ledger.database.write { try $0.execute(sql: "DELETE FROM ledger") } }
    try log.close()
  }

  @Test func twoHundredAtOnceShareCommitsAndAreAllThere() async throws {
    let folder = try AccessFolder()
    let log = try opened(folder, AccessClock("2026-11-21"))
    let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
      for index in 0..<200 {
        group.addTask { try await log.record(reading([citizen(index % 7)], user: "user-\(index)")) }
      }
      return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
    }
    #expect(numbers == Set(1...200))
    for index in [0, 99, 199] { #expect(try log.by(user: "user-\(index)").entries.count == 1) }
    let report = try log.verify()
    #expect(report.isSound && report.entries == 200)
    try log.close()
  }

  @Test func aMonthContinuesTheOneBefore() async throws {
    let folder = try AccessFolder()
    let clock = AccessClock("2026-11-30")
    let log = try opened(folder, clock)
    _ = try await log.record(reading([citizen(1)]))
    let november = log.head
    clock.set("2026-12-01")
    #expect(try await log.record(reading([citizen(1)])) == 2)
    #expect(log.shelf.all.map(\.month.description) == ["2026-11", "2026-12"])
    #expect(log.shelf.newest?.before == november)
    #expect(try log.shown(to: [citizen(1)]).entries.map(\.number) == [2, 1])
    try log.close()
    let again = try opened(folder, clock)
    #expect(try await again.record(reading()) == 3)
    #expect(try again.verify().entries == 3)
    try again.close()
  }

  @Test func timeNeverGoesBack() async throws {
    let folder = try AccessFolder()
    let clock = AccessClock("2026-12-01")
    let log = try opened(folder, clock)
    _ = try await log.record(reading())
    clock.set("2026-11-30")
    _ = try await log.record(reading())
    try log.close()
    clock.set("2025-01-01")
    let again = try opened(folder, clock)
    _ = try await again.record(reading())
    #expect(try again.by(user: "user-1").entries.map(\.at) == Array(repeating: moment("2026-12-01"), count: 3))
    #expect(again.shelf.all.count == 1)
    try again.close()
  }

  @Test func whatWasAcknowledgedIsThereAfterACrash() async throws {
    let folder = try AccessFolder()
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    for index in 0..<20 { _ = try await log.record(reading([citizen(index)])) }
    // The files as they are while the process dies: neither closed nor moved out of SQLite's log.
    let copy = try AccessFolder()
    try FileManager.default.copyItem(
      at: folder.url.appendingPathComponent(AccessLog.folderName), to: copy.url.appendingPathComponent(AccessLog.folderName))
    let after = try opened(copy, clock)
    #expect(after.trouble == nil && after.head == log.head)
    #expect(try await after.record(reading()) == 21)
    #expect(try after.verify().isSound)
    try after.close()
    try log.close()
  }

  @Test func anInterruptedMonthIsBegunAgain() async throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    try Data().write(to: folder.file("2026-12.sqlite"))
    let log = try opened(folder, AccessClock("2026-12-02"))
    #expect(try await log.record(reading()) == 19)
    #expect(try log.verify().months == 4)
    try log.close()
  }

  @Test func aSecondWriterAndAWrongKeyAreRefused() async throws {
    let folder = try AccessFolder()
    let clock = AccessClock("2026-11-21")
    let log = try opened(folder, clock)
    _ = try await log.record(reading())
    #expect(await code { _ = try opened(folder, clock) } == .inUse)
    let reader = try opened(folder, clock, readOnly: true)
    #expect(try reader.by(user: "user-1").entries.count == 1)
    #expect(try reader.verify().isSound)
    #expect(await code { _ = try await reader.record(reading()) } == .readOnly)
    try reader.close()
    try log.close()
    #expect(await code { _ = try await log.record(reading()) } == .closed)
    #expect(await code { _ = try AccessLog.open(folder: folder.url, key: .random(), clock: clock.read) } == .keyWrong)
  }

  @Test func aFullDiskIsToldAndNothingHalfIsWritten() async throws {
    let folder = try AccessFolder()
    let log = try opened(folder, AccessClock("2026-11-21"))
    _ = try await log.record(reading([citizen(0)]))
    let file = try #require(log.shelf.newest)
    try await file.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let big = reading((1..<2000).map(citizen), user: "user-9")
    #expect(await code { _ = try await log.record(big) } == .diskFull)
    #expect(log.trouble == nil && log.head.number == 1)
    try await file.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    #expect(try await log.record(big) == 2)
    #expect(try log.verify().isSound)
    #expect(try log.shown(to: [citizen(1999 - 1)]).entries.map(\.number) == [2])
    try log.close()
  }

  @Test func anEntryBeyondItsLimitsIsRefused() async throws {
    let log = try AccessLog.inMemory(clock: AccessClock("2026-11-21").read)
    let long = String(repeating: "x", count: 201)
    var bad = [reading(user: long), reading(outcome: .refused("")), reading((0...AccessEntry.streamLimit).map(citizen))]
    var comma = reading()
    comma.roles = ["a,b"]
    bad.append(comma)
    bad.append(reading(user: "a\0b"))
    for entry in bad { #expect(await code { _ = try await log.record(entry) } == .entry) }
    #expect(log.head.number == 0)
  }
}
