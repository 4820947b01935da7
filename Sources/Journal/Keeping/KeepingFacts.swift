import Base
import Foundation

/// The facts that the journal states about itself, in its own stream. They name streams and counts, nobody and nothing else.
package enum KeepingFacts {
  package static let erased = "keeping.erased"
  package static let restored = "keeping.restored"
  /// Types and newest schemas, for whoever opens a journal.
  package static let schemas: [String: Int] = [erased: 1, restored: 1]
  static let retention = "journal"
  static let dataClass = "administrative"
  /// So many streams to a fact: payloads stay small.
  static let chunk = 500

  /// Keys that went.
  package struct Erased: Codable, Sendable, Hashable {
    /// One stream.
    package struct Stream: Codable, Sendable, Hashable {
      package var stream: String
      package var whole: Bool
      package var retentions: [String]
      package var keys: [String]
      package var entries: Int64
      package var reason: String
      /// When the keys went.
      package var at: String
    }

    package var streams: [Stream]
    package var entries: Int64
    package var keys: Int
  }

  /// A backup that this journal was restored from.
  package struct Restored: Codable, Sendable, Hashable {
    package var backup: String
    package var madeAt: String
    /// The last position that came back.
    package var head: Int64
    package var erasuresAgain: Int
  }

  static func draft(_ payload: some Encodable, type: String, by: String, journal: Journal) throws -> FactDraft {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var random = SystemRandomNumberGenerator()
    let now = journal.clock()
    return FactDraft(
      id: EntryID.version7(at: now, using: &random), stream: journal.ownStream, type: type,
      occurredAt: .minute(now, offsetMinutes: 0), recordedBy: by, dataClass: dataClass, retention: retention,
      payload: Array(try encoder.encode(payload)))
  }

  static func append(_ facts: [FactDraft], to journal: Journal) async throws -> Receipt {
    var random = SystemRandomNumberGenerator()
    return try await journal.append(Act(id: ActID.version7(at: journal.clock(), using: &random), facts: facts))
  }
}

extension Journal {
  /// What the journal has stated about erasures so far, oldest first.
  package func statedErasures() throws -> [KeepingFacts.Erased] {
    try stream(ownStream, types: [KeepingFacts.erased]).compactMap { entry in
      guard case .fact(let fact) = entry else { return nil }
      return try? JSONDecoder().decode(KeepingFacts.Erased.self, from: Data(fact.draft.payload))
    }
  }

  /// States every key and stream that is gone and has not been stated yet.
  ///
  /// - Returns: the streams that were stated with this call.
  func stateErasures(by: String, into report: inout ErasureReport) async throws -> [StreamID] {
    var lines = try unstated()
    guard !lines.isEmpty else { return [] }
    for index in lines.indices {
      guard let stream = StreamID(lines[index].stream) else { continue }
      let counts = try counts(of: stream)
      let ids = lines[index].keys.compactMap { KeyID($0) }
      lines[index].entries = ids.reduce(0) { $0 + (counts[$1]?.entries ?? 0) }
    }
    let facts = try stride(from: 0, to: lines.count, by: KeepingFacts.chunk).map { start in
      let part = Array(lines[start..<min(start + KeepingFacts.chunk, lines.count)])
      let payload = KeepingFacts.Erased(
        streams: part, entries: part.reduce(0) { $0 + $1.entries }, keys: part.reduce(0) { $0 + $1.keys.count })
      return try KeepingFacts.draft(payload, type: KeepingFacts.erased, by: by, journal: self)
    }
    report.position = try await KeepingFacts.append(facts, to: self).positions.upperBound
    report.entries += lines.reduce(0) { $0 + $1.entries }
    report.keys += lines.reduce(0) { $0 + $1.keys.count }
    return lines.compactMap { StreamID($0.stream) }
  }

  func unstated() throws -> [KeepingFacts.Erased.Stream] {
    var keysStated: Set<String> = []
    var closedStated: Set<String> = []
    for fact in try statedErasures() {
      for line in fact.streams {
        keysStated.formUnion(line.keys)
        if line.whole { closedStated.insert(line.stream) }
      }
    }
    let notes = try mapped { try ErasureLog.notes(of: id, in: keys.database) }
    var lines: [String: KeepingFacts.Erased.Stream] = [:]
    for note in notes {
      let isNew = note.key.map { !keysStated.contains($0) } ?? !closedStated.contains(note.stream)
      guard isNew else { continue }
      var line =
        lines[note.stream]
        ?? KeepingFacts.Erased.Stream(
          stream: note.stream, whole: false, retentions: [], keys: [], entries: 0, reason: note.reason, at: note.at)
      if let key = note.key { line.keys.append(key) }
      if let retention = note.retention { line.retentions.append(retention) }
      if note.key == nil { line.whole = true }
      lines[note.stream] = line
    }
    return lines.values.sorted { ($0.at, $0.stream) < ($1.at, $1.stream) }
  }
}
