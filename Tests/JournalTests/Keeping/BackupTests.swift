import Base
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Journal

/// What writers were told, as they were told it.
private final class Told: Sendable {
  private struct State {
    var receipts: [Receipt] = []
    var stopped = false
  }
  private let state = Mutex(State())

  var receipts: [Receipt] { state.withLock { $0.receipts } }
  var isStopped: Bool { state.withLock { $0.stopped } }
  func add(_ receipt: Receipt) { state.withLock { $0.receipts.append(receipt) } }
  func stop() { state.withLock { $0.stopped = true } }
}

@Suite struct BackupTests {
  /// The rehearsal: 64 write, a backup is made, the folder is destroyed, the backup restored and compared.
  @Test func rehearsalUnderLoad() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let told = Told()
    let (report, before) = try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<64 {
        group.addTask {
          let (stream, other) = (newStream(), newStream())
          while !told.isStopped {
            let files = writer % 16 == 0 ? [try journal.attach(Array("picture".utf8), to: stream)] : []
            told.add(try await journal.write(note(stream, "one", attachments: files), note(other, "two")))
          }
        }
      }
      while told.receipts.count < 640 { await Task.yield() }
      let before = told.receipts
      let report = try ground.backUp(journal)
      // The writers never stood still.
      while told.receipts.count < before.count + 128 { await Task.yield() }
      told.stop()
      try await group.waitForAll()
      return (report, before)
    }
    let original = try journal.store.entries(from: 1, limit: .max)
    try journal.close()
    try FileManager.default.removeItem(at: ground.data)

    let restored = try await ground.restore(report.folder)
    #expect(restored.signaturesChecked)
    #expect(restored.seals >= 1)
    let again = try ground.open(ground.target)
    #expect(try again.verify().isSound)
    let entries = try again.store.entries(from: 1, limit: .max)
    #expect(Int64(original.count) > report.manifest.head)
    #expect(entries.filter { $0.position <= report.manifest.head } == original.filter { $0.position <= report.manifest.head })
    for receipt in before {
      #expect(try again.receipt(of: receipt.act)?.positions == receipt.positions)
    }
    for entry in try again.read(from: 1, limit: .max) {
      guard case .fact(let fact) = entry else {
        Issue.record("an entry without its key")
        continue
      }
      for id in fact.draft.attachments {
        #expect(try again.attachment(id, of: fact.draft.stream) == Array("picture".utf8))
      }
    }
    // Life goes on in the restored journal.
    try await again.write(note(newStream(), "after"))
    #expect(try again.verify().isSound)
    try again.close()
  }

  @Test func keysCanBeKeptApart() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, "one"))
    let vault = ground.top.appendingPathComponent("vault")
    let report = try ground.backUp(journal, keysInto: vault)
    try journal.close()
    let secret = try #require(try wrappedKeys(stream, in: ground.data.appendingPathComponent("Keys.sqlite")).first)
    #expect(try filesHolding(secret, below: report.folder).isEmpty)
    #expect(try filesHolding(secret, below: vault) == ["\(report.folder.lastPathComponent)/Keys.sqlite"])
    #expect(report.manifest.keysApart)

    await #expect(throws: KeepingRefusal.keysNotThere(report.folder.path)) { try await ground.restore(report.folder) }
    _ = try await ground.restore(report.folder) { $0.keysFrom = vault }
    let again = try ground.open(ground.target)
    #expect(try again.texts(stream) == [#"{"text":"one"}"#])
    try again.close()
  }

  /// A process beside the one that writes: no journal is open in it, and no master key.
  @Test func aSecondProcessCanBackUp() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    try await journal.write(note(newStream(), "one"))
    try Data("a line\n".utf8).write(to: ground.data.appendingPathComponent("AccessLog-2026-11"))
    try FileManager.default.createDirectory(
      at: ground.data.appendingPathComponent("Records"), withIntermediateDirectories: true)
    try Data("can be computed again".utf8).write(to: ground.data.appendingPathComponent("Records/Citizens.sqlite"))
    let report = try ground.backUp(nil)
    #expect(report.manifest.head == 1)
    #expect(report.manifest.files.map(\.path).sorted() == ["Data/AccessLog-2026-11", "Data/Journal.sqlite"])
    _ = try JournalBackup.check(report.folder)
    #expect(try JournalBackup.known(ground.data).map(\.name) == [report.folder.lastPathComponent])
    try await journal.write(note(newStream(), "two"))
    let health = try journal.keepingHealth(folder: ground.data)
    #expect(health.lastBackup?.name == report.folder.lastPathComponent)
    #expect(health.lastBackupAt == Instant(utcText: report.manifest.madeAt))
    #expect(health.sinceBackup == 1)
    #expect(health.lastSeal == nil)
    _ = try journal.seal()
    #expect(try journal.keepingHealth(folder: ground.data).lastSeal?.last == 2)
    try journal.close()
  }

  @Test func placesThatAreRefused() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    try await journal.write(note(newStream(), "one"))
    let inner = ground.data.appendingPathComponent("backups")
    for place in [inner, ground.data, ground.top] {
      #expect(throws: KeepingRefusal.insideDataFolder(place.path)) {
        try JournalBackup.make(of: ground.data, into: place, at: ground.clock.now(), program: "test")
      }
    }
    #expect(!Disk.exists(inner))
    #expect(throws: KeepingRefusal.insideDataFolder(inner.path)) { try ground.backUp(journal, keysInto: inner) }
    // A file where the folder should be: as with a folder that cannot be written, no traces and a plain word.
    try Data().write(to: ground.backups)
    let error = try #require(throws: JournalError.self) { try ground.backUp(journal) }
    #expect(error.code == .folder)
    #expect(error.message.contains(ground.backups.path))
    let nothing = try #require(throws: JournalError.self) {
      try JournalBackup.make(
        of: ground.target, into: ground.top.appendingPathComponent("b"), at: ground.clock.now(), program: "test")
    }
    #expect(nothing.code == .folder)
    try journal.close()
  }

  /// Whatever stops a backup, and wherever, leaves nothing that looks like one.
  @Test(arguments: [KeepingProgress.Stage.journal, .attachments, .keys])
  func aBackupThatIsStoppedLeavesNothing(stage: KeepingProgress.Stage) async throws {
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, "one", attachments: [try journal.attach([1, 2, 3], to: stream)]))
    let vault = ground.top.appendingPathComponent("vault")
    let full = JournalError(.diskFull, "full")
    let error = try #require(throws: JournalError.self) {
      try JournalBackup.make(
        of: ground.data, journal: journal, into: ground.backups, keysInto: vault, at: ground.clock.now(), program: "test"
      ) { if $0.stage == stage { throw full } }
    }
    #expect(error.code == .diskFull)
    #expect(error.message.contains("Nothing of it was kept"))
    #expect(Disk.names(in: ground.backups).isEmpty)
    #expect(Disk.names(in: vault).isEmpty)
    #expect(try JournalBackup.known(ground.data).isEmpty)
    try journal.close()
  }

  /// What a crash leaves behind has another name and no manifest.
  @Test func aHalfBackupIsNotRestored() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    try await journal.write(note(newStream(), "one"))
    let report = try ground.backUp(journal)
    try journal.close()
    try FileManager.default.removeItem(at: report.folder.appendingPathComponent("manifest.json"))
    await #expect(throws: KeepingRefusal.noBackup(report.folder.path)) { try await ground.restore(report.folder) }
    #expect(!Disk.exists(ground.target))
  }

  @Test func twoBackupsInTheSameSecond() async throws {
    let ground = try Ground()
    let journal = try ground.open()
    try await journal.write(note(newStream(), "one"))
    let moment = ground.clock.now()
    let names = try (1...2).map { _ in
      try JournalBackup.make(of: ground.data, journal: journal, into: ground.backups, at: moment, program: "test")
        .folder.lastPathComponent
    }
    #expect(names == ["brobygger-2026-11-21T000000Z", "brobygger-2026-11-21T000000Z-2"])
    try journal.close()
  }
}

@Suite struct RestoreTests {
  private func backedUp(_ ground: Ground) async throws -> (backup: URL, stream: StreamID) {
    let journal = try ground.open()
    let stream = newStream()
    try await journal.write(note(stream, "one", attachments: [try journal.attach([1, 2, 3], to: stream)]))
    let report = try ground.backUp(journal)
    try journal.close()
    return (report.folder, stream)
  }

  @Test func aDamagedBackupIsNamedAndNothingRestored() async throws {
    let ground = try Ground()
    let (backup, _) = try await backedUp(ground)
    for path in try BackupManifest.read(backup).files.map(\.path) + ["Keys.sqlite"] {
      let file = backup.appendingPathComponent(path)
      let good = try Data(contentsOf: file)
      var bad = good
      bad[bad.count / 2] ^= 1
      try bad.write(to: file)
      let error = try await #require(throws: JournalError.self) { try await ground.restore(backup) }
      #expect(error.code == .damaged)
      #expect(error.message.contains(path))
      try FileManager.default.removeItem(at: file)
      let missing = try #require(throws: (any Error).self) { try JournalBackup.check(backup) }
      #expect("\(missing)".contains("missing") || "\(missing)".contains("not in"))
      try good.write(to: file)
      #expect(!Disk.exists(ground.target))
    }
    _ = try await ground.restore(backup)
  }

  @Test func anEntryChangedWithItsManifestIsFoundByTheChain() async throws {
    let ground = try Ground()
    let (backup, _) = try await backedUp(ground)
    let file = backup.appendingPathComponent("Data/Journal.sqlite")
    let database = try DatabaseQueue(path: file.path)
    try await database.write { db in
      try db.execute(sql: "DROP TRIGGER entryNoUPDATE")
      try db.execute(sql: "UPDATE entry SET recordedAt = recordedAt + 1 WHERE position = 1")
    }
    try database.close()
    var manifest = try BackupManifest.read(backup)
    let stamp = try Disk.stamp(file)
    let index = try #require(manifest.files.firstIndex { $0.path == "Data/Journal.sqlite" })
    manifest.files[index].bytes = stamp.bytes
    manifest.files[index].sha256 = stamp.sha256.description
    try manifest.write(to: backup)
    let error = try await #require(throws: JournalError.self) { try await ground.restore(backup) }
    #expect(error.code == .damaged)
    #expect(error.position == 1)
    #expect(!Disk.exists(ground.target))
  }

  @Test func theTargetMustBeEmpty() async throws {
    let ground = try Ground()
    let (backup, stream) = try await backedUp(ground)
    try FileManager.default.createDirectory(at: ground.target, withIntermediateDirectories: true)
    let file = ground.target.appendingPathComponent("mine.txt")
    try Data("mine".utf8).write(to: file)
    await #expect(throws: KeepingRefusal.targetNotEmpty(ground.target.path)) { try await ground.restore(backup) }
    #expect(Disk.names(in: ground.target) == ["mine.txt"])
    try FileManager.default.removeItem(at: file)
    // What an interrupted restore left is no hindrance.
    try FileManager.default.createDirectory(
      at: ground.target.appendingPathComponent(".restoring/Attachments"), withIntermediateDirectories: true)
    _ = try await ground.restore(backup)
    #expect(Disk.names(in: ground.target).contains("Journal.sqlite"))
    #expect(!Disk.names(in: ground.target).contains(".restoring"))
    let again = try ground.open(ground.target)
    #expect(try again.texts(stream) == [#"{"text":"one"}"#])
    try again.close()
  }

  @Test func anotherMasterKeyIsSaidPlainly() async throws {
    let ground = try Ground()
    let (backup, _) = try await backedUp(ground)
    try FileManager.default.createDirectory(at: ground.target, withIntermediateDirectories: true)
    let error = try await #require(throws: JournalError.self) { try await ground.restore(backup, master: .random()) }
    #expect(error.code == .masterKeyWrong)
    #expect(Disk.names(in: ground.target).isEmpty)
  }

  @Test func theListOfErasuresMustBeThereAndWhole() async throws {
    let ground = try Ground()
    let (backup, stream) = try await backedUp(ground)
    let journal = try ground.open()
    _ = try await JournalErasure.erase(
      journal, folder: ground.data, [ErasureTarget(stream)], reason: .mistake, by: "tester", afterErasure: { _ in })
    try journal.close()
    let list = ground.backups.appendingPathComponent("erasures.log")
    let whole = try Data(contentsOf: list)
    let lines = whole.split(separator: UInt8(ascii: "\n"))
    #expect(lines.count == 3)
    // One line fewer, or one changed: something would come back.
    try Data(lines.dropLast().joined(separator: Data("\n".utf8)) + Data("\n".utf8)).write(to: list)
    await #expect(throws: KeepingRefusal.badErasureLog(list.path)) { try await ground.restore(backup) }
    try FileManager.default.removeItem(at: list)
    await #expect(throws: KeepingRefusal.noErasureLog(list.path)) { try await ground.restore(backup) }
    #expect(!Disk.exists(ground.target))
    let elsewhere = ground.top.appendingPathComponent("copy of the list")
    try whole.write(to: elsewhere)
    let report = try await ground.restore(backup) { $0.erasures = [elsewhere] }
    #expect(report.erasedAgain.streams == [stream])
    #expect(report.erasureLogs.map(\.notes) == [2])
  }

  @Test func whatTheAnchorHoldsBeyondTheBackupIsNamedAsLost() async throws {
    let ground = try Ground()
    let anchor = FileAnchor(file: ground.top.appendingPathComponent("anchor"))
    let journal = try ground.open(anchor: anchor)
    try await journal.write(note(newStream(), "one"))
    let report = try ground.backUp(journal)
    try await journal.write(note(newStream(), "two"))
    _ = try journal.seal()
    try journal.close()
    let lines = try anchor.lines()
    let restored = try await ground.restore(report.folder) { $0.anchor = lines }
    #expect(restored.lostSeals.map(\.last) == [2])
    #expect(restored.remarks.contains { $0.contains("Entries 2 to at least 2") })
  }
}
