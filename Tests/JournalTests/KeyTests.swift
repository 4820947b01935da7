import Base
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct KeyTests {
  @Test func masterKeyIsReadInEveryForm() throws {
    let folder = try TestFolder()
    let key = MasterKey.random()
    let file = folder.url.appendingPathComponent("master")
    try (key.text + "\n").write(to: file, atomically: true, encoding: .utf8)
    #expect(try MasterKey.find(file: file, environment: [:]).text == key.text)
    let bytes = try #require(Data(base64Encoded: key.text))
    try bytes.write(to: file)
    #expect(try MasterKey.find(file: file, environment: [:]).text == key.text)
    #expect(try MasterKey.find(file: nil, environment: [MasterKey.variable: Array(bytes).hex]).text == key.text)
    #expect(MasterKey(bytes: [1, 2, 3]) == nil)
    #expect(MasterKey(text: "not a key") == nil)
  }

  @Test func missingMasterKeySaysWhereItLooked() throws {
    #expect {
      try MasterKey.find(file: URL(fileURLWithPath: "/nowhere/key"), environment: [MasterKey.variable: "short"])
    } throws: { error in
      let text = "\(error)"
      return (error as? JournalError)?.code == .masterKeyMissing && text.contains("/nowhere/key (cannot be read)")
        && text.contains("BROBYGGER_MASTER_KEY (does not hold 32 bytes)")
    }
  }

  @Test func anotherMasterKeyOpensNothing() async throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    _ = try await journal.append(act([draft(sampleID(1))]))
    try journal.close()
    #expect { try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read) } throws: {
      ($0 as? JournalError)?.code == .masterKeyWrong
    }
  }

  @Test func aJournalWithoutItsKeysIsNotOpened() async throws {
    let folder = try TestFolder()
    let master = MasterKey.random()
    try Journal.open(folder: folder.url, master: master, clock: TestClock().read).close()
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Keys.sqlite"))
    #expect { try Journal.open(folder: folder.url, master: master, clock: TestClock().read) } throws: {
      ($0 as? JournalError)?.code == .keyMissing
    }
  }

  @Test func erasedIsSealedForEver() async throws {
    let folder = try TestFolder()
    let (master, clock) = (MasterKey.random(), TestClock())
    var journal = try Journal.open(folder: folder.url, master: master, clock: clock.read)
    let (gone, kept): (StreamID, StreamID) = (sampleID(1), sampleID(2))
    let claim = Claim(scope: "cpr", value: [1, 2], stream: gone)
    let attachment = try journal.attach(Array("canary-file".utf8), to: gone)
    var withFile = draft(gone, "canary-text")
    withFile.attachments = [attachment]
    _ = try await journal.append(act([withFile, draft(kept)], claims: [claim]))
    let wrapped = try await journal.keys.database.read {
      try Data.fetchAll($0, sql: "SELECT wrapped FROM key WHERE stream = ?", arguments: [Data(gone.bytes)])
    }
    let erased = try journal.erase(stream: gone, reason: "request 7")
    #expect(erased.map(\.retention) == ["case"])
    for round in 0..<2 {
      guard case .erased(1, gone, 1)? = try journal.read(from: 1).first else { throw JournalError(.damaged, "still there") }
      #expect(text(try journal.read(from: 2).first) != nil)
      let refused = try await refusal { try await journal.append(act([draft(gone, retention: "other")])) }
      #expect(refused == .erased(gone))
      #expect(try journal.claim(scope: "cpr", value: [1, 2]) == nil)
      #expect(try journal.erasedKeys() == erased)
      #expect(journal.erasedStreams == [gone])
      #expect(try journal.verify().isSound)
      guard round == 0 else { break }
      try journal.close()
      journal = try Journal.open(folder: folder.url, master: master, clock: clock.read)
    }
    try journal.close()
    for file in try files(under: folder.url) {
      let bytes = try Data(contentsOf: file)
      for needle in wrapped + [Data("canary".utf8)] { #expect(bytes.range(of: needle) == nil, "\(file.lastPathComponent)") }
    }
  }

  /// A reader that loaded a key before an erasure must not put it back into the cache after it.
  @Test func aKeyLoadedBeforeAnErasureIsNotRememberedAfterIt() async throws {
    let journal = try Journal.inMemory(clock: TestClock().read)
    let stream: StreamID = sampleID(1)
    _ = try await journal.append(act([draft(stream)]))
    let pair = KeyRing.Pair(stream: stream, retention: "case")
    let loaded = try journal.keys.forSealing([pair], at: TestClock().read())
    let erasures = journal.keys.erasures
    let key = try #require(loaded[pair]).id
    _ = try journal.erase(stream: stream, retentions: ["case"], reason: "request 9")
    journal.keys.remember(loaded, loadedAt: erasures)
    guard case .erased? = try journal.keys.forOpening([key])[key] else { throw JournalError(.damaged, "opened again") }
    guard case .erased(1, stream, 1)? = try journal.read(from: 1).first else { throw JournalError(.damaged, "still there") }
  }

  @Test func aRetentionClassGoesAlone() async throws {
    let journal = try Journal.inMemory(clock: TestClock().read)
    let stream: StreamID = sampleID(1)
    _ = try await journal.append(act([draft(stream, retention: "short"), draft(stream, retention: "long")]))
    #expect(try journal.liveKeys().map(\.retention).sorted() == ["long", "short"])
    #expect(try journal.erase(stream: stream, retentions: ["short"], reason: "time").map(\.retention) == ["short"])
    let entries = try journal.stream(stream)
    guard case .erased = entries[0], case .fact = entries[1] else { throw JournalError(.damaged, "wrong one") }
    _ = try await journal.append(act([draft(stream, retention: "long")]))
    let refused = try await refusal { try await journal.append(act([draft(stream, retention: "short")])) }
    #expect(refused == .erased(stream))
  }

  private func files(under folder: URL) throws -> [URL] {
    let walker = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
    var found: [URL] = []
    while let file = walker?.nextObject() as? URL {
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true { found.append(file) }
    }
    return found
  }
}
