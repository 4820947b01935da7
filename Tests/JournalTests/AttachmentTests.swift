import Base
import Foundation
import Testing

@testable import Journal

@Suite struct AttachmentTests {
  @Test func isSealedFoundAndBoundToItsStream() async throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    let (mine, other): (StreamID, StreamID) = (sampleID(1), sampleID(2))
    let bytes = Array("canary in a file".utf8)
    let id = try journal.attach(bytes, to: mine)
    #expect(try journal.attachment(id, of: mine) == bytes)
    #expect { try journal.attachment(id, of: other) } throws: { ($0 as? JournalError)?.code == .damaged }
    let file = journal.attachments.file(id)
    #expect(try Data(contentsOf: file).range(of: Data("canary".utf8)) == nil)
    var content = try Data(contentsOf: file)
    content[30] ^= 1
    try content.write(to: file)
    #expect { try journal.attachment(id, of: mine) } throws: { ($0 as? JournalError)?.code == .damaged }
    try FileManager.default.removeItem(at: file)
    #expect { try journal.attachment(id, of: mine) } throws: { ($0 as? JournalError)?.code == .attachmentMissing }
    #expect(try journal.attach([], to: mine) != journal.attach([], to: mine))
  }

  @Test func onlyWhatNobodyRefersToIsSwept() async throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    let stream: StreamID = sampleID(1)
    let (kept, loose) = (try journal.attach([1], to: stream), try journal.attach([2], to: stream))
    var fact = draft(stream)
    fact.attachments = [kept]
    _ = try await journal.append(act([fact]))
    #expect(try journal.sweepAttachments() == 0)
    #expect(try journal.sweepAttachments(now: Date().addingTimeInterval(90_000)) == 1)
    #expect(try journal.attachment(kept, of: stream) == [1])
    #expect(throws: JournalError.self) { try journal.attachment(loose, of: stream) }
  }

  @Test func goesWithItsKey() async throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    let stream: StreamID = sampleID(1)
    let (short, long) = (try journal.attach([1], to: stream, retention: "short"), try journal.attach([2], to: stream))
    var fact = draft(stream)
    fact.attachments = [short, long]
    _ = try await journal.append(act([fact]))
    _ = try journal.erase(stream: stream, retentions: ["short"], reason: "time")
    #expect(!FileManager.default.fileExists(atPath: journal.attachments.file(short).path))
    #expect(try journal.attachment(long, of: stream) == [2])
    #expect(throws: AppendRefusal.erased(stream)) { try journal.attach([3], to: stream, retention: "short") }
  }
}
