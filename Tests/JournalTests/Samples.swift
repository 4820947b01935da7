import Base
import Foundation
import Synchronization

@testable import Journal

/// A clock that the test sets.
final class TestClock: Sendable {
  private let now: Mutex<Int64>
  init(_ start: Int64 = 1_700_000_000_000) { now = Mutex(start) }
  func set(_ milliseconds: Int64) { now.withLock { $0 = milliseconds } }
  var read: @Sendable () -> Instant { { Instant(milliseconds: self.now.withLock { $0 }) } }
}

/// Made-up ids that are the same in every run.
func sampleID<Subject>(_ number: Int, _: Subject.Type = Subject.self) -> Identifier<Subject> {
  let tail: [UInt8] = [0, 0, 0, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  return Identifier.version7(at: Instant(milliseconds: 1_600_000_000_000), tail: tail)
}

func freshID<Subject>(_: Subject.Type = Subject.self) -> Identifier<Subject> { Identifier(UUID()) }

func draft(
  _ stream: StreamID, _ text: String = "x", id: EntryID = freshID(), retention: String = "case", schema: Int = 1
) -> FactDraft {
  FactDraft(
    id: id, stream: stream, type: "note.written", schema: schema, occurredAt: .unknown, recordedBy: "user-1",
    dataClass: "health", retention: retention, catalog: ["urs@1#ab12"], payload: Array("{\"text\":\"\(text)\"}".utf8))
}

func act(_ facts: [FactDraft], id: ActID = freshID(), expects: [StreamID: Int64] = [:], claims: [Claim] = []) -> Act {
  Act(id: id, facts: facts, expects: expects, claims: claims)
}

/// A folder of its own, gone when the test is.
final class TestFolder: Sendable {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("journal-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }
}

func text(_ entry: ReadEntry?) -> String? {
  guard case .fact(let fact)? = entry else { return nil }
  return String(decoding: fact.draft.payload, as: UTF8.self)
}

func refusal(_ body: () async throws -> Receipt) async throws -> AppendRefusal? {
  do {
    _ = try await body()
    return nil
  } catch let refusal as AppendRefusal { return refusal }
}
