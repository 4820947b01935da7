import Base
import Foundation
import Journal
import PracticeRecords
import PracticeRules
import Records
import Synchronization

/// A small book of facts with its Records, for tests of what Records answer.
final class RecordsBook: FactSource {
  private let facts = Mutex<[Fact]>([])
  let folder: URL
  private let opened = Mutex<RecordsEngine?>(nil)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("practice-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func records() throws -> RecordsEngine {
    try opened.withLock { opened in
      if let opened { return opened }
      let engine = try RecordsEngine(
        folder: folder, source: self, projections: PracticeFeatures.projections, alsoKnown: PracticeFeatures.alsoKnown)
      opened = engine
      return engine
    }
  }

  @discardableResult
  func write(
    _ payload: some FactPayload, _ stream: StreamID, on occurredAt: OccurredAt = .unknown, corrects: EntryID? = nil
  ) throws -> EntryID {
    let draft = FactDraft(
      id: EntryID(UUID()), stream: stream, type: type(of: payload).type, schema: type(of: payload).schema,
      occurredAt: occurredAt, recordedBy: "test", corrects: corrects, payload: try payload.encoded())
    facts.withLock { facts in
      let fact = Fact(
        position: Int64(facts.count) + 1, version: 1, act: ActID(UUID()), recordedAt: Instant(milliseconds: 0), draft: draft)
      facts.append(fact)
    }
    return draft.id
  }

  func citizen(_ source: String, study: String = "s", site: String? = nil, on day: OccurredAt = .unknown) throws -> StreamID {
    let stream = StreamID(UUID())
    try write(Citizens.SubjectRegistered(kind: .citizen, source: source, study: study, site: site), stream, on: day)
    return stream
  }

  func read(from position: Int64, limit: Int) throws -> [ReadEntry] {
    facts.withLock { facts in facts.dropFirst(Int(position) - 1).prefix(limit).map(ReadEntry.fact) }
  }

  func entries(of stream: StreamID, upTo position: Int64) throws -> [ReadEntry] {
    facts.withLock { facts in
      facts.filter { $0.draft.stream == stream && $0.position <= position }.map(ReadEntry.fact)
    }
  }

  func lastPosition() throws -> Int64 { facts.withLock { Int64($0.count) } }
}

func day(_ text: String) -> OccurredAt { OccurredAt(text) ?? .unknown }
