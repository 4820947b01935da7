import Base
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Journal

/// Remembers what it was called with.
private final class Called: Sendable {
  private let streams = Mutex<[[StreamID]]>([])
  var all: [[StreamID]] { streams.withLock { $0 } }
  func add(_ new: [StreamID]) { streams.withLock { $0.append(new) } }
}

private let canary = "kanariefuglen-synger-17"

@Suite struct ErasureTests {
  /// A file that is not the journal's: drafts with a full-text index, as State holds them. The hook empties it.
  private func drafts(in folder: URL) -> URL { folder.appendingPathComponent("State/Drafts.sqlite") }

  private func writeDraft(_ text: String, in folder: URL) throws {
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("State"), withIntermediateDirectories: true)
    let database = try DatabaseQueue(path: drafts(in: folder).path)
    try database.write { db in
      try db.execute(sql: "CREATE VIRTUAL TABLE draft USING fts5(text)")
      try db.execute(sql: "INSERT INTO draft (text) VALUES (?)", arguments: [text])
    }
    try database.close()
  }

  private func emptyDrafts(in folder: URL) throws {
    let database = try DatabaseQueue(path: drafts(in: folder).path)
    try database.write { try $0.execute(sql: "DELETE FROM draft") }
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "INSERT INTO draft (draft) VALUES ('optimize')")
      try db.execute(sql: "VACUUM")
    }
    try database.close()
  }

  /// House rule 8: the canary is in no byte of the data folder nor of a restored old backup, and neither is its key.
  @Test func theCanaryIsInNoByte() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let (stream, other) = (newStream(), newStream())
    let claim = Claim(scope: "cpr", value: Array("keyed-digest-of-\(canary)".utf8), stream: stream)
    let file = try journal.attach(Array("\(canary) in a picture".utf8), to: stream)
    try await journal.write(
      note(stream, canary, attachments: [file]), note(stream, canary, retention: "health"), note(other, "stays"),
      claims: [claim])
    try writeDraft(canary, in: ground.data)
    let old = try ground.backUp(journal)
    try journal.close()

    // Before: what is to go is there, so the test can fail.
    let keys = try wrappedKeys(stream, in: ground.data.appendingPathComponent("Keys.sqlite"))
    #expect(keys.count == 2)
    for key in keys { #expect(try filesHolding(key, below: ground.data) == ["Keys.sqlite"]) }
    let claimed = try filesHolding(claim.value, below: ground.data)
    #expect(claimed.count == 1)
    #expect(try filesHolding(Array(canary.utf8), below: ground.data).contains("State/Drafts.sqlite"))

    let open = try ground.open()
    let report = try await JournalErasure.erase(
      open, folder: ground.data, [ErasureTarget(stream)], reason: .citizenRequest, by: "tester",
      afterErasure: { _ in try emptyDrafts(in: ground.data) })
    #expect(report.entries == 2)
    #expect(report.keys == 2)
    #expect(report.attachments == 1)
    #expect(report.remarks.isEmpty)
    #expect(try open.verify().isSound)
    #expect(try open.texts(stream).isEmpty)
    #expect(try open.texts(other) == [#"{"text":"stays"}"#])
    try open.close()
    try expectNothing(of: [Array(canary.utf8), claim.value] + keys, below: ground.data)
    #expect(!Disk.exists(open.attachments.file(file)))

    // An old backup, restored: the same.
    let restored = try await ground.restore(old.folder) { _ in
    } afterErasure: { streams, folder in
      #expect(streams == [stream])
      try emptyDrafts(in: folder)
    }
    #expect(restored.erasedAgain.streams == [stream])
    #expect(restored.erasedAgain.entries == 2)
    try expectNothing(of: [Array(canary.utf8), claim.value] + keys, below: ground.target)
    let again = try ground.open(ground.target)
    #expect(try again.verify().isSound)
    #expect(try again.texts(stream).isEmpty)
    #expect(try again.texts(other) == [#"{"text":"stays"}"#])
    await #expect(throws: AppendRefusal.erased(stream)) { try await again.write(note(stream, "again")) }
    #expect(try again.claim(scope: "cpr", value: claim.value) == nil)
    #expect(try again.erasedKeys().map(\.reason) == ["citizen-request", "citizen-request"])
    try again.close()
  }

  private func expectNothing(of needles: [[UInt8]], below folder: URL) throws {
    for needle in needles { #expect(try filesHolding(needle, below: folder) == []) }
  }

  /// The reverse of the canary test: without the list of erasures it comes back.
  @Test func withoutTheListItComesBack() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, canary))
    let old = try ground.backUp(journal)
    _ = try await JournalErasure.erase(
      journal, folder: nil, [ErasureTarget(stream)], reason: .mistake, by: "tester", afterErasure: { _ in })
    try journal.close()
    try FileManager.default.removeItem(at: ground.backups.appendingPathComponent("erasures.log"))
    _ = try await ground.restore(old.folder) { $0.withoutErasures = true }
    let again = try ground.open(ground.target)
    #expect(try again.texts(stream).count == 1)
    try again.close()
  }

  @Test func previewAndReportAgreeAndAreStated() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let (one, two) = (newStream(), newStream())
    try await journal.write(note(one, "a"), note(one, "b"), note(one, "c", retention: "health"))
    try await journal.write(note(two, "d", attachments: [try journal.attach([1], to: two), try journal.attach([2], to: two)]))
    let targets = [ErasureTarget(one, retentions: ["health"]), ErasureTarget(two), ErasureTarget(one, retentions: ["health"])]
    let preview = try JournalErasure.preview(journal, targets)
    #expect(preview.lines.map(\.stream) == [one, two])
    #expect(preview.lines.map(\.whole) == [false, true])
    #expect(preview.lines.map(\.entries) == [1, 1])
    #expect(preview.lines.map(\.kept) == [2, 0])
    #expect(preview.lines.map(\.retentions) == [["health"], ["case"]])
    #expect(preview.attachments == 2)
    #expect(try journal.texts(one).count == 3)

    let called = Called()
    let report = try await JournalErasure.erase(
      journal, folder: nil, targets, reason: .mistake, by: "tester", afterErasure: { called.add($0) })
    #expect((report.keys, report.entries, report.attachments) == (preview.keys, preview.entries, preview.attachments))
    #expect(Set(report.streams) == [one, two])
    #expect(called.all.map { Set($0) } == [[one, two]])
    #expect(try journal.texts(one).count == 2)
    #expect(journal.erasedStreams == [two])

    guard case .fact(let fact)? = try journal.read(from: report.position ?? 0).first else {
      Issue.record("nothing is stated")
      return
    }
    #expect(fact.draft.type == "keeping.erased")
    #expect(fact.draft.stream == journal.ownStream)
    #expect(fact.draft.recordedBy == "tester")
    let stated = try #require(try journal.statedErasures().first)
    #expect(stated.entries == 2)
    #expect(stated.streams.map(\.reason) == ["mistake", "mistake"])

    // Once more is nothing more.
    let again = try await JournalErasure.erase(
      journal, folder: nil, targets, reason: .mistake, by: "tester", afterErasure: { called.add($0) })
    #expect(again.position == nil)
    #expect(again.streams.isEmpty)
    #expect(called.all.count == 1)
    let health = try journal.keepingHealth(folder: nil)
    #expect((health.erasedStreams, health.erasedKeys, health.erasedEntries) == (1, 2, 2))
    #expect(health.lastErasureAt != nil)
    try journal.close()
  }

  @Test func refusals() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let (known, unknown) = (newStream(), newStream())
    try await journal.write(note(known, "a"))
    #expect(throws: KeepingRefusal.unknownStream(unknown)) {
      try JournalErasure.preview(journal, [ErasureTarget(known), ErasureTarget(unknown)])
    }
    await #expect(throws: KeepingRefusal.unknownStream(unknown)) {
      try await JournalErasure.erase(
        journal, folder: nil, [ErasureTarget(known), ErasureTarget(unknown)], reason: .mistake, by: "tester",
        afterErasure: { _ in })
    }
    #expect(throws: KeepingRefusal.ownStream) { try JournalErasure.preview(journal, [ErasureTarget(journal.ownStream)]) }
    #expect(try journal.texts(known).count == 1)
    for bad in ["", "a", "Because Hans asked", "0101701234", "cpr-010170-1234", "a\nb", String(repeating: "a", count: 65)] {
      #expect(ErasureReason(bad) == nil)
    }
    #expect(ErasureReason("court-order:2026")?.code == "court-order:2026")
    try journal.close()
  }

  /// The process ends when the keys are gone and nothing else is done.
  @Test func anInterruptedErasureIsFinished() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, "a", attachments: [try journal.attach([1], to: stream)]))
    _ = try ground.backUp(journal)
    _ = try journal.keys.erase([KeyRing.Erasure(stream: stream)], at: ground.clock.now(), reason: "mistake")
    #expect(try journal.keepingHealth(folder: ground.data).unfinishedErasure)
    let list = ground.backups.appendingPathComponent("erasures.log")
    #expect(try ErasureLog.read(list).notes.isEmpty)

    let called = Called()
    let report = try await JournalErasure.finish(journal, folder: ground.data, afterErasure: { called.add($0) })
    #expect(report.streams == [stream])
    #expect(report.attachments == 1)
    #expect(called.all == [[stream]])
    #expect(try ErasureLog.read(list).notes.count == 2)
    #expect(try !journal.keepingHealth(folder: ground.data).unfinishedErasure)
    let nothing = try await JournalErasure.finish(journal, folder: ground.data, afterErasure: { called.add($0) })
    #expect(nothing.position == nil)
    #expect(called.all.count == 1)
    try journal.close()
  }

  /// The disk with the backups is in a drawer: it is told, and noted when it is back.
  @Test func aPlaceThatIsAwayIsNotedLater() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, "a"))
    _ = try ground.backUp(journal)
    let drawer = ground.top.appendingPathComponent("drawer")
    try FileManager.default.moveItem(at: ground.backups, to: drawer)
    // The mount point is still there, empty.
    try FileManager.default.createDirectory(at: ground.backups, withIntermediateDirectories: true)
    let report = try await JournalErasure.erase(
      journal, folder: ground.data, [ErasureTarget(stream)], reason: .mistake, by: "tester", afterErasure: { _ in })
    #expect(report.remarks.count == 1)
    #expect(report.streams == [stream])
    #expect(Disk.names(in: ground.backups).isEmpty)
    #expect(try journal.keepingHealth(folder: ground.data).placesToNote.map(\.root) == [ground.backups.path])
    try FileManager.default.removeItem(at: ground.backups)
    try FileManager.default.moveItem(at: drawer, to: ground.backups)
    #expect(try JournalErasure.note(journal, folder: ground.data).isEmpty)
    #expect(try ErasureLog.read(ground.backups.appendingPathComponent("erasures.log")).notes.count == 2)
    #expect(try journal.keepingHealth(folder: ground.data).placesToNote.isEmpty)
    try journal.close()
  }

  /// Two journals keep their backups in one place.
  @Test func listsOfTwoJournalsInOnePlace() async throws {
    let (ground, other) = (try Ground(), try Ground())
    let (journal, second) = (try ground.open(), try other.open())
    let stream = newStream()
    try await journal.write(note(stream, "a"))
    try await second.write(note(stream, "b"))
    let old = try ground.backUp(journal)
    _ = try JournalBackup.make(of: other.data, journal: second, into: ground.backups, at: other.clock.now(), program: "test")
    _ = try await JournalErasure.erase(
      second, folder: other.data, [ErasureTarget(stream)], reason: .mistake, by: "tester", afterErasure: { _ in })
    _ = try JournalErasure.note(journal, folder: ground.data)
    #expect(
      try ErasureLog.read(ground.backups.appendingPathComponent("erasures.log")).notes.map(\.journal) == [second.id, second.id])
    try journal.close()
    try second.close()
    let report = try await ground.restore(old.folder)
    #expect(report.erasedAgain.streams.isEmpty)
    let again = try ground.open(ground.target)
    #expect(try again.texts(stream).count == 1)
    try again.close()
  }

  @Test func momentsAsText() {
    for text in ["2026-11-21T05:15:00.123Z", "1969-12-31T23:59:59.999Z", "2000-02-29T00:00:00.000Z"] {
      #expect(Instant(utcText: text)?.utcText == text)
    }
    #expect(Instant(utcText: "2026-11-21") == nil)
    #expect(Instant(utcText: "2026-02-31T05:15:00.123Z") == nil)
  }
}
