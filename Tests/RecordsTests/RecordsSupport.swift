import Base
import Foundation
import GRDB
import Journal
import Records
import Synchronization

/// A journal made of a list, which counts how often it is read.
final class ListedFacts: FactSource {
  struct Content {
    var entries: [ReadEntry] = []
    var versions: [StreamID: Int64] = [:]
    var reads = 0
  }

  let content = Mutex(Content())

  @discardableResult
  func append(_ draft: FactDraft) -> Int64 {
    content.withLock { content in
      let position = Int64(content.entries.count) + 1
      let version = (content.versions[draft.stream] ?? 0) + 1
      content.versions[draft.stream] = version
      let act = ActID(UUID())
      content.entries.append(
        .fact(
          Fact(position: position, version: version, act: act, recordedAt: Instant(milliseconds: position), draft: draft)))
      return position
    }
  }

  /// Throws the key of a stream away.
  func erase(_ stream: StreamID) {
    content.withLock { content in
      content.entries = content.entries.map { entry in
        if case .fact(let fact) = entry, fact.draft.stream == stream {
          return .erased(position: fact.position, stream: stream, version: fact.version)
        }
        return entry
      }
    }
  }

  var reads: Int { content.withLock { $0.reads } }

  func read(from position: Int64, limit: Int) throws -> [ReadEntry] {
    content.withLock { content in
      content.reads += 1
      guard position <= content.entries.count else { return [] }
      let start = max(0, Int(position) - 1)
      return Array(content.entries[start..<min(content.entries.count, start + limit)])
    }
  }

  func entries(of stream: StreamID, upTo position: Int64) throws -> [ReadEntry] {
    content.withLock { content in
      content.reads += 1
      return content.entries.filter { entry in
        guard entry.position <= position else { return false }
        switch entry {
        case .fact(let fact): return fact.draft.stream == stream
        case .erased(_, let other, _): return other == stream
        }
      }
    }
  }

  func lastPosition() throws -> Int64 { content.withLock { Int64($0.entries.count) } }
}

/// A note: a row an entry. `bad` in its text cannot be projected.
struct Notes: Projection {
  var feature = "notes"
  var version = 1
  var takesBad = false
  var schema = 1
  var tables: [RecordTable] { [RecordTable("notes_note", columns: [.text("label")] + more, indexes: [["stream"]])] }
  var more: [RecordColumn] { version == 1 ? [] : [.integer("length")] }
  var views: [RecordView] { [RecordView("notes_published", "SELECT stream, label FROM notes_note")] }
  var types: [KnownType] { [KnownType(type: "note", schema: schema)] }

  func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let text = String(decoding: fact.fact.draft.payload, as: UTF8.self)
    rows.add(to: 0, [.text(text)] + (version == 1 ? [] : [.integer(Int64(text.count))]))
    if text.hasPrefix("bad"), !takesBad { throw ProjectionFault("a bad note") }
  }
}

/// A state: one row a stream, decided by what happened last.
struct States: Projection {
  let feature = "states"
  let version = 1
  let tables = [RecordTable("states_state", .subjects, columns: [.text("label")])]
  let types = [KnownType(type: "state", schema: 1)]

  func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    rows.add(to: 0, [.text(String(decoding: fact.fact.draft.payload, as: UTF8.self))])
  }
}

/// A row for every last digit of a state: the first fact gives the label, even ones a second value that odd ones leave as it was.
struct Cards: Projection {
  let feature = "cards"
  let version = 1
  let tables = [RecordTable("cards_card", .items, columns: [.text("card"), .text("label"), .text("even")])]
  let types = [KnownType(type: "state", schema: 1)]

  func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let text = String(decoding: fact.fact.draft.payload, as: UTF8.self)
    let isEven = text.count.isMultiple(of: 2)
    rows.add(to: 0, [.text(text.hasSuffix("1") ? "one" : "other"), .text(text), isEven ? .text(text) : .null])
  }
}

/// Everything that ever stood, marked.
struct Marks: Projection {
  let feature = "marks"
  let version = 1
  let takesCorrected = true
  let tables = [RecordTable("marks_mark", columns: [.text("label"), .integer("standing")])]
  let types = [KnownType(type: "state", schema: 1), KnownType(type: "note", schema: 1)]

  func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    rows.add(
      to: 0, [.text(String(decoding: fact.fact.draft.payload, as: UTF8.self)), .integer(Int64(standing.rawValue))])
  }
}

let allProjections: [any Projection] = [Notes(), States(), Marks(), Cards()]

func draft(
  _ type: String, _ text: String, _ stream: StreamID, minute: Int64 = 0, schema: Int = 1, corrects: EntryID? = nil
) -> FactDraft {
  FactDraft(
    id: EntryID(UUID()), stream: stream, type: type, schema: schema,
    occurredAt: .minute(Instant(milliseconds: minute * 60_000), offsetMinutes: 60), recordedBy: "test", corrects: corrects,
    payload: Array(text.utf8))
}

/// Every row of every table with the ids of streams instead of numbers, and without positions, which depend on arrival.
func dump(_ db: Database, only stream: StreamID? = nil) throws -> [String] {
  var lines: [String] = []
  for (table, columns) in [
    ("notes_note", "t.label"), ("states_state", "t.label"), ("marks_mark", "t.label || ':' || t.standing"),
    ("notes_published", "t.label"), ("cards_card", "t.card || ':' || t.label || ':' || COALESCE(t.even, '')"),
  ] {
    let sql = "SELECT hex(s.id) AS id, \(columns) AS value FROM \(table) t JOIN records_stream s ON s.no = t.stream"
    for row in try Row.fetchAll(db, sql: sql) {
      let id: String = row["id"]
      if let stream, id != stream.uuid.uuidString.replacingOccurrences(of: "-", with: "") { continue }
      lines.append("\(table) \(id) \(row["value"] as String)")
    }
  }
  return lines.sorted()
}

/// A folder that is gone afterwards.
@discardableResult
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// Random numbers that are the same every time.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Facts of a few streams with corrections, corrections of corrections and withdrawals, each at its own time.
func randomDrafts(_ random: inout Seeded, count: Int = 40) -> [FactDraft] {
  let streams = (0..<3).map { _ in StreamID(UUID()) }
  var drafts: [FactDraft] = []
  var uncorrected: [FactDraft] = []
  for index in 0..<count {
    let minute = Int64(index) * 10 + Int64.random(in: 0..<10, using: &random)
    if index > 5, !uncorrected.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
      let target = uncorrected.remove(at: Int.random(in: 0..<uncorrected.count, using: &random))
      let withdraws = Bool.random(using: &random)
      let made = draft(
        withdraws ? "entry.withdrawn" : target.type, withdraws ? "{}" : "\(index) for another", target.stream, minute: minute,
        corrects: target.id)
      drafts.append(made)
      if !withdraws { uncorrected.append(made) }
    } else {
      let stream = streams[Int.random(in: 0..<streams.count, using: &random)]
      let made = draft(Bool.random(using: &random) ? "note" : "state", "\(index)", stream, minute: minute)
      drafts.append(made)
      uncorrected.append(made)
    }
  }
  return drafts
}
