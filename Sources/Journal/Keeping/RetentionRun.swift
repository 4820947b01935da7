import Base
import Foundation

/// How long entries of a class are kept: from the catalog, given as a value.
package struct RetentionClass: Sendable, Hashable {
  /// The time, counted from the stream's last entry in the class.
  package enum Keep: Sendable, Hashable {
    case months(Int)
    case years(Int)
    case forever
  }

  /// What the last entry is.
  package enum Counting: Sendable, Hashable {
    /// The one recorded last: also when it tells of something long ago.
    case recorded
    /// The one that tells of the latest day; where no day is known, the day it was recorded.
    case occurred
  }

  package var id: String
  package var keep: Keep
  package var counting: Counting
  /// The paragraph or decision it rests on.
  package var basis: String

  package init(id: String, keep: Keep, counting: Counting = .recorded, basis: String) {
    self.id = id
    self.keep = keep
    self.counting = counting
    self.basis = basis
  }

  /// Nil for ever; refused when it is less than a month or more than two centuries.
  func months() throws -> Int? {
    let months: Int
    switch keep {
    case .forever: return nil
    case .months(let count): months = count
    case .years(let count): months = count > 200 ? 0 : count * 12
    }
    guard (1...2400).contains(months) else { throw KeepingRefusal.badPeriod(id) }
    return months
  }
}

/// What a retention run would take.
package struct RetentionPreview: Sendable, Hashable {
  /// One class of one stream whose time is over.
  package struct Line: Sendable, Hashable {
    package var stream: StreamID
    package var retention: String
    package var entries: Int64
    package var attachments: Int
    /// The day of the last entry.
    package var last: CivilDate
    /// The last day it had to be kept.
    package var keptUntil: CivilDate
    package var basis: String
    /// The version the stream had: when it has another by the time of the run, the line is passed over.
    package var version: Int64
  }

  /// The day it was made for.
  package var on: CivilDate
  package var lines: [Line]
  /// Classes that the journal uses and the catalog does not know, with the number of streams: never erased.
  package var unknownClasses: [String: Int]
  /// Classes of streams that would be due and are held back.
  package var held: Int
  /// Classes of streams whose time is not over.
  package var kept: Int

  package var entries: Int64 { lines.reduce(0) { $0 + $1.entries } }
  package var attachments: Int { lines.reduce(0) { $0 + $1.attachments } }
}

/// What a retention run did.
package struct RetentionReport: Sendable, Hashable {
  /// What was due and is gone.
  package var erased: [RetentionPreview.Line]
  /// What stood in the preview and is not due any more.
  package var notDueAnyMore: [RetentionPreview.Line]
  package var erasure: ErasureReport
}

/// Erases what has been kept long enough.
package enum RetentionRun {
  /// What is due.
  package struct Terms: Sendable {
    package var classes: [RetentionClass]
    /// Today.
    package var on: CivilDate
    /// In which an instant becomes a day.
    package var zone: TimeZone
    /// Streams that must stay whatever their time: a complaint, a court case, a transfer to an archive under way.
    package var held: Set<StreamID> = []

    package init(classes: [RetentionClass], on: CivilDate, zone: TimeZone, held: Set<StreamID> = []) {
      self.classes = classes
      self.on = on
      self.zone = zone
      self.held = held
    }

    func day(_ instant: Instant) -> CivilDate? {
      let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
      return Instant(milliseconds: instant.milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1000).utcDate
    }
  }

  /// What would go. Changes nothing.
  ///
  /// - Throws: `KeepingRefusal.badPeriod`, or `JournalError`.
  package static func preview(
    _ journal: Journal, _ terms: Terms, progress: (KeepingProgress) throws -> Void = { _ in }
  ) throws -> RetentionPreview {
    try preview(journal, terms, of: try JournalErasure.liveKeys(journal), progress)
  }

  private static func preview(
    _ journal: Journal, _ terms: Terms, of live: [StreamID: [KeyRing.ListedKey]],
    _ progress: (KeepingProgress) throws -> Void
  ) throws -> RetentionPreview {
    var preview = RetentionPreview(on: terms.on, lines: [], unknownClasses: [:], held: 0, kept: 0)
    let periods = Dictionary(try terms.classes.map { ($0.id, (kind: $0, months: try $0.months())) }) { _, last in last }
    let streams = live.filter { $0.key != journal.ownStream }
      .sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    for (index, (stream, keys)) in streams.enumerated() {
      var candidates: [(key: KeyRing.ListedKey, kind: RetentionClass, months: Int)] = []
      for key in keys {
        guard let period = periods[key.retention] else {
          preview.unknownClasses[key.retention, default: 0] += 1
          continue
        }
        if let months = period.months { candidates.append((key, period.kind, months)) } else { preview.kept += 1 }
      }
      let lines = try candidates.isEmpty ? [] : due(stream, candidates, journal, terms)
      preview.kept += candidates.count - lines.count
      if terms.held.contains(stream) { preview.held += lines.count } else { preview.lines += lines }
      if index % 256 == 255 || index + 1 == streams.count {
        try progress(KeepingProgress(.checking, done: Int64(index + 1), total: Int64(streams.count)))
      }
    }
    return preview
  }

  /// Erases what stands in a preview and is still due; what was written to since is passed over. A second run with the same
  /// preview does nothing.
  ///
  /// A stream of which nothing readable would be left is erased whole: its claims are given up, so that a person who comes
  /// back is written in a new stream.
  /// - Throws: `KeepingRefusal`, or `JournalError`.
  package static func run(
    _ journal: Journal, folder: URL?, _ confirmed: RetentionPreview, _ terms: Terms, by: String,
    afterErasure: AfterErasure, progress: (KeepingProgress) throws -> Void = { _ in }
  ) async throws -> RetentionReport {
    let live = try JournalErasure.liveKeys(journal)
    let named = Set(confirmed.lines.map(\.stream))
    let still = try preview(journal, terms, of: live.filter { named.contains($0.key) }) { _ in }
    let now = Dictionary(grouping: still.lines, by: \.stream)
    var (erased, spared): ([RetentionPreview.Line], [RetentionPreview.Line]) = ([], [])
    var orders: [ErasureOrder] = []
    let moment = journal.clock()
    for (stream, lines) in Dictionary(grouping: confirmed.lines, by: \.stream) {
      let due = Set((now[stream] ?? []).filter { lines.contains($0) }.map(\.retention))
      spared += lines.filter { !due.contains($0.retention) }
      guard !due.isEmpty, let version = lines.first?.version else { continue }
      erased += lines.filter { due.contains($0.retention) }
      let all = Set((live[stream] ?? []).map(\.retention))
      orders.append(
        ErasureOrder(
          target: ErasureTarget(stream, retentions: all == due ? nil : due), reason: ErasureReason.retention.code,
          at: moment, ifVersion: version))
    }
    orders.sort { $0.target.stream.bytes.lexicographicallyPrecedes($1.target.stream.bytes) }
    let report = try await JournalErasure.carryOut(
      journal, folder: folder, orders, by: by, afterErasure: afterErasure, progress: progress)
    let passed = Set(report.passedOver)
    return RetentionReport(
      erased: erased.filter { !passed.contains($0.stream) }.sorted(by: Self.inOrder),
      notDueAnyMore: (spared + erased.filter { passed.contains($0.stream) }).sorted(by: Self.inOrder), erasure: report)
  }

  private static func inOrder(_ a: RetentionPreview.Line, _ b: RetentionPreview.Line) -> Bool {
    (a.stream.description, a.retention) < (b.stream.description, b.retention)
  }

  private static func due(
    _ stream: StreamID, _ candidates: [(key: KeyRing.ListedKey, kind: RetentionClass, months: Int)], _ journal: Journal,
    _ terms: Terms
  ) throws -> [RetentionPreview.Line] {
    // The last entry is never older than its key: most streams need not be read.
    let old = candidates.filter { candidate in
      guard candidate.kind.counting == .recorded else { return true }
      return terms.day(candidate.key.madeAt).flatMap { $0.adding(months: candidate.months) }.map { $0 < terms.on } ?? false
    }
    guard !old.isEmpty else { return [] }
    let (counts, version) = try journal.countsAndVersion(of: stream)
    let needsDays = old.contains { $0.kind.counting == .occurred }
    let latest = needsDays ? try latestDays(stream, journal, terms) : [:]
    return try old.compactMap { candidate in
      let count = counts[candidate.key.key]
      let recorded = terms.day(max(count?.last ?? candidate.key.madeAt, candidate.key.madeAt))
      let last = candidate.kind.counting == .recorded ? recorded : latest[candidate.key.retention] ?? recorded
      guard let last, let until = last.adding(months: candidate.months), until < terms.on else { return nil }
      return RetentionPreview.Line(
        stream: stream, retention: candidate.key.retention, entries: count?.entries ?? 0,
        attachments: try journal.attachmentFiles(of: stream, keys: [candidate.key.key]).count, last: last, keptUntil: until,
        basis: candidate.kind.basis, version: version)
    }
  }

  /// The latest day that the entries of each class tell of.
  private static func latestDays(_ stream: StreamID, _ journal: Journal, _ terms: Terms) throws -> [String: CivilDate] {
    var latest: [String: CivilDate] = [:]
    for entry in try journal.stream(stream) {
      guard case .fact(let fact) = entry, let day = fact.draft.occurredAt.lastDay ?? terms.day(fact.recordedAt) else { continue }
      latest[fact.draft.retention] = max(latest[fact.draft.retention] ?? day, day)
    }
    return latest
  }
}

extension OccurredAt {
  /// The last day it can have been; nil when unknown.
  var lastDay: CivilDate? {
    switch self {
    case .minute, .day: firstDay
    case .month(let year, let month): CivilDate(year: year, month: month, day: CivilDate.daysIn(month: month, year: year))
    case .year(let year): CivilDate(year: year, month: 12, day: 31)
    case .interval(_, let to): to
    case .unknown: nil
    }
  }
}
