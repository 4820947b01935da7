import Base
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct StoreTests {
  @Test func memoryKeepsTheContract() async throws {
    try await Conformance { try Journal.inMemory(options: $1, clock: $0.read) }.all()
  }

  @Test func fileKeepsTheContract() async throws {
    let folder = try TestFolder()
    let conformance = Conformance { clock, options in
      try Journal.open(
        folder: folder.url.appendingPathComponent(UUID().uuidString), master: .random(), options: options, clock: clock.read)
    }
    try await conformance.all()
  }

  @Test(arguments: [("entry", "hash"), ("receipt", "digest"), ("seal", "hash")])
  func nothingIsOverwritten(table: String, column: String) async throws {
    var options = JournalOptions()
    options.sealKey = SealKey()
    let journal = try Journal.inMemory(options: options, clock: TestClock().read)
    _ = try await journal.append(act([draft(sampleID(1))]))
    _ = try journal.seal()
    let store = try #require(journal.store as? SQLiteStore)
    for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET \(column) = \(column)"] {
      #expect { try store.database.write { try $0.execute(sql: sql) } } throws: {
        ($0 as? DatabaseError)?.message == "the journal is append-only"
      }
    }
  }

  @Test func fullSynchronousIsSetAndReadBack() throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    let store = try #require(journal.store as? SQLiteStore)
    for database in [store.database, journal.keys.database] as [any DatabaseWriter] {
      #expect(try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
      #expect(try database.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }
  }

  @Test func reopensWhereItStood() async throws {
    let folder = try TestFolder()
    let (master, clock) = (MasterKey.random(), TestClock())
    let written = act([draft(sampleID(1), "first")])
    let journal = try Journal.open(folder: folder.url, master: master, clock: clock.read)
    let receipt = try await journal.append(written)
    try journal.close()
    await #expect(throws: JournalError.self) { try await journal.append(written) }
    let again = try Journal.open(folder: folder.url, master: master, clock: clock.read)
    #expect(try again.head == 1)
    #expect(again.condition == .writable)
    #expect(try await again.append(written).positions == receipt.positions)
    #expect(try await again.append(act([draft(sampleID(1))], expects: [sampleID(1): 1])).positions == 2...2)
    #expect(try again.verify().isSound)
  }

  @Test func aSecondWriterIsTurnedAwayAndAReaderIsNot() async throws {
    let folder = try TestFolder()
    let (master, clock) = (MasterKey.random(), TestClock())
    let journal = try Journal.open(folder: folder.url, master: master, clock: clock.read)
    _ = try await journal.append(act([draft(sampleID(1), "seen")]))
    #expect { try Journal.open(folder: folder.url, master: master, clock: clock.read) } throws: {
      ($0 as? JournalError)?.code == .inUse
    }
    var options = JournalOptions()
    options.readOnly = true
    let reader = try Journal.open(folder: folder.url, master: master, options: options, clock: clock.read)
    #expect(text(try reader.read(from: 1).first) == "{\"text\":\"seen\"}")
    #expect(try reader.verify().isSound)
    await #expect(throws: JournalError.self) { try await reader.append(act([draft(sampleID(1))])) }
    _ = try await journal.append(act([draft(sampleID(1))]))
    #expect(try reader.head == 2)
    try journal.close()
    try reader.close()
    let alone = try Journal.open(folder: folder.url, master: master, options: options, clock: clock.read)
    #expect(try alone.read(from: 1).count == 2)
  }
}
