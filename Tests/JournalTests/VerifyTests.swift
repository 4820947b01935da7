import Base
import Foundation
import GRDB
import Testing

@testable import Journal

/// Tampering by somebody who can write the file and switches the guards off first.
@Suite struct VerifyTests {
  private func sample(_ folder: TestFolder, _ key: SealKey, entries: Int = 40) async throws -> Journal {
    var options = JournalOptions()
    options.sealKey = key
    options.sealEvery = 10
    options.anchor = FileAnchor(file: folder.url.appendingPathComponent("anchor.log"))
    let journal = try Journal.open(
      folder: folder.url.appendingPathComponent("data"), master: .random(), options: options, clock: TestClock().read)
    for index in 0..<entries { _ = try await journal.append(act([draft(sampleID(index % 3), "\(index)")])) }
    return journal
  }

  private func tamper(_ journal: Journal, _ statements: String...) throws {
    let store = try #require(journal.store as? SQLiteStore)
    try store.database.write { db in
      let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      for sql in statements { try db.execute(sql: sql) }
    }
  }

  @Test(arguments: [
    ("UPDATE entry SET recordedAt = recordedAt + 1 WHERE position = 17", Finding.Kind.changed, Int64(17)),
    ("UPDATE entry SET sealed = zeroblob(length(sealed)) WHERE position = 5", .changed, 5),
    ("UPDATE entry SET hash = zeroblob(32) WHERE position = 40", .changed, 40),
    ("DELETE FROM entry WHERE position = 1", .removed, 1),
    ("DELETE FROM entry WHERE position IN (12, 13)", .removed, 12),
    ("DELETE FROM entry WHERE position > 33", .removed, 34),
    ("DELETE FROM seal WHERE number = 2", .badSeal, 21),
    ("UPDATE seal SET sealedAt = 0 WHERE number = 3", .badSeal, 21),
  ]) func namesTheFirst(sql: String, kind: Finding.Kind, position: Int64) async throws {
    let folder = try TestFolder()
    let journal = try await sample(folder, SealKey())
    #expect(try journal.verify().isSound)
    try tamper(journal, sql)
    let finding = try #require(try journal.verify().finding)
    #expect(finding.kind == kind)
    #expect(finding.position == position)
    guard case .readOnly(let reason) = journal.condition else { throw JournalError(.damaged, "still writable") }
    #expect(reason.position == position)
    await #expect(throws: JournalError.self) { try await journal.append(act([draft(sampleID(1))])) }
  }

  @Test func reorderedIsFound() async throws {
    let journal = try await sample(TestFolder(), SealKey())
    try tamper(
      journal, "UPDATE entry SET position = -1 WHERE position = 20", "UPDATE entry SET position = 20 WHERE position = 21",
      "UPDATE entry SET position = 21 WHERE position = -1")
    #expect(try journal.verify().finding?.position == 20)
  }

  /// Hashes and chains made right again: only the seal knows.
  @Test func rewrittenEntriesDoNotFitTheirSeal() async throws {
    let journal = try await sample(TestFolder(), SealKey())
    try rewrite(journal, from: 15)
    let finding = try #require(try journal.verify().finding)
    #expect(finding.kind == .rewritten)
    #expect(finding.seal == 2 && finding.position == 11)
  }

  /// All of it written anew, sealed with the stolen key: only the anchor knows.
  @Test func theAnchorFindsAWhollyRewrittenJournal() async throws {
    let (folder, key) = (try TestFolder(), SealKey())
    let journal = try await sample(folder, key)
    let lines = try FileAnchor(file: folder.url.appendingPathComponent("anchor.log")).lines()
    #expect(lines.count == 4)
    let sound = try journal.verify(anchor: lines)
    #expect(sound.isSound && sound.anchored == 4)
    try rewrite(journal, from: 15)
    try resign(journal, key)
    #expect(try journal.verify().isSound)
    let finding = try #require(try journal.verify(anchor: lines).finding)
    #expect(finding.kind == .rewritten && finding.seal == 2)
    let other = try await sample(TestFolder(), key)
    #expect(try other.verify(anchor: lines).finding?.kind == .rewritten)
  }

  @Test func theAnchorFindsACutEnd() async throws {
    let folder = try TestFolder()
    let journal = try await sample(folder, SealKey())
    let lines = try FileAnchor(file: folder.url.appendingPathComponent("anchor.log")).lines()
    try tamper(journal, "DELETE FROM entry WHERE position > 20", "DELETE FROM seal WHERE number > 2")
    #expect(try journal.verify().isSound)
    let finding = try #require(try journal.verify(anchor: lines).finding)
    #expect(finding.kind == .removed && finding.position == 21 && finding.seal == 3)
  }

  @Test func anotherSignatureIsFound() async throws {
    let journal = try await sample(TestFolder(), SealKey())
    let finding = try journal.verify(publicKey: SealKey().publicKey).finding
    #expect(finding?.kind == .badSeal)
  }

  @Test func anchorThatCannotBeWrittenIsNotedAndCaughtUp() async throws {
    let folder = try TestFolder()
    var options = JournalOptions()
    options.sealKey = SealKey()
    options.anchor = FileAnchor(file: folder.url.appendingPathComponent("missing/anchor.log"))
    let journal = try Journal.inMemory(options: options, clock: TestClock().read)
    _ = try await journal.append(act([draft(sampleID(1))]))
    #expect(throws: JournalError.self) { try journal.seal() }
    _ = try await journal.append(act([draft(sampleID(1))]))
    #expect(journal.anchorTrouble?.code == .anchor)
    try FileManager.default.createDirectory(at: folder.url.appendingPathComponent("missing"), withIntermediateDirectories: true)
    #expect(try journal.seal()?.number == 2)
    #expect(journal.anchorTrouble == nil)
    #expect(try FileAnchor(file: folder.url.appendingPathComponent("missing/anchor.log")).lines().map(\.number) == [1, 2])
  }

  @Test func anchorLinesSurviveALogsPrefix() throws {
    let seal = Seal(
      number: 3, first: 1, last: 9, sealedAt: Instant(milliseconds: 5), content: .zero, previous: .zero, signature: [1, 2, 3])
    let line = AnchorLine(seal, journal: "j")
    #expect(AnchorLine("Nov 21 05:00:00 host brobygger[7]: " + line.text) == line)
    #expect(AnchorLine("something else") == nil)
  }

  @Test func damageAtTheEndIsSeenOnOpening() async throws {
    let (folder, master) = (try TestFolder(), MasterKey.random())
    let journal = try Journal.open(folder: folder.url, master: master, clock: TestClock().read)
    for index in 0..<5 { _ = try await journal.append(act([draft(sampleID(1), "\(index)")])) }
    try tamper(journal, "UPDATE entry SET sealed = zeroblob(60) WHERE position = 4")
    try journal.close()
    let again = try Journal.open(folder: folder.url, master: master, clock: TestClock().read)
    guard case .readOnly(let reason) = again.condition else { throw JournalError(.damaged, "still writable") }
    #expect(reason.code == .damaged && reason.position == 4)
    #expect(try again.read(from: 1).map(\.position) == [1, 2, 3])
    #expect { try again.read(from: 4) } throws: { ($0 as? JournalError)?.position == 4 }
    await #expect(throws: JournalError.self) { try await again.append(act([draft(sampleID(1))])) }
  }

  /// Pages of the file overwritten, as a failing disk may do.
  @Test func aBrokenFileIsNamedAndNothingIsWrittenToIt() async throws {
    let (folder, master) = (try TestFolder(), MasterKey.random())
    let journal = try Journal.open(folder: folder.url, master: master, clock: TestClock().read)
    for index in 0..<60 { _ = try await journal.append(act([draft(sampleID(1), String(repeating: "z", count: 2000 + index))])) }
    try journal.close()
    let file = folder.url.appendingPathComponent("Journal.sqlite")
    var bytes = Array(try Data(contentsOf: file))
    try #require(bytes.count > 100_000)
    let middle = bytes.count / 2 / 4096 * 4096
    bytes.replaceSubrange(middle..<(middle + 8192), with: [UInt8](repeating: 0xA5, count: 8192))
    try Data(bytes).write(to: file)
    let again = try Journal.open(folder: folder.url, master: master, clock: TestClock().read)
    guard case .readOnly(let reason) = again.condition else { throw JournalError(.damaged, "still writable") }
    #expect(reason.code == .damaged)
    let finding = try #require(try again.verify().finding)
    #expect((2...60).contains(finding.position))
  }

  @Test func newerIsNeverSkipped() async throws {
    var options = JournalOptions()
    options.knownSchemas = ["note.written": 1]
    let journal = try Journal.inMemory(options: options, clock: TestClock().read)
    _ = try await journal.append(act([draft(sampleID(1)), draft(sampleID(1), schema: 2), draft(sampleID(1))]))
    #expect(try journal.read(from: 1).map(\.position) == [1])
    #expect { try journal.read(from: 2) } throws: {
      ($0 as? JournalError)?.code == .newer && ($0 as? JournalError)?.position == 2
    }
    guard case .readOnly(let reason) = journal.condition else { throw JournalError(.damaged, "still writable") }
    #expect(reason.code == .newer)
  }

  // MARK: The hand of the tamperer

  private func rewrite(_ journal: Journal, from start: Int64) throws {
    let rows = try journal.store.entries(from: 1, limit: 1000)
    var heads: [StreamID: Digest32] = [:]
    var changes: [(Digest32, Digest32, [UInt8], Int64)] = []
    for var row in rows {
      if row.position >= start {
        row.previous = heads[row.stream] ?? .zero
        if row.position == start { row.sealed[20] ^= 1 }
        row.hash = row.computedHash
        changes.append((row.previous, row.hash, row.sealed, row.position))
      }
      heads[row.stream] = row.hash
    }
    try tamper(journal)
    let store = try #require(journal.store as? SQLiteStore)
    try store.database.write { db in
      for (previous, hash, sealed, position) in changes {
        try db.execute(
          sql: "UPDATE entry SET previous = ?, hash = ?, sealed = ? WHERE position = ?",
          arguments: [Data(previous.bytes), Data(hash.bytes), Data(sealed), position])
      }
    }
  }

  private func resign(_ journal: Journal, _ key: SealKey) throws {
    let rows = try journal.store.entries(from: 1, limit: 1000)
    var last: Seal?
    try tamper(journal, "DELETE FROM seal")
    for start in stride(from: 0, to: rows.count, by: 10) {
      var progress = SealProgress()
      for row in rows[start..<min(start + 10, rows.count)] { progress.add(row) }
      let seal = try progress.seal(after: last, journal: journal.id, at: Instant(milliseconds: 1_700_000_000_000), key: key)
      try journal.store.write { try $0.add(seal) }
      last = seal
    }
  }
}
