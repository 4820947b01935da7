import Base
import GRDB
import Journal
import PracticeRecords
import PracticeRules
import Records

/// What has happened with a citizen, newest first, in words.
package struct CitizenTimeline: Sendable {
  /// One line.
  package struct Line: Sendable {
    /// When it happened.
    package var occurredAt: OccurredAt
    /// The day counted from the study's own day zero, where the source has no dates.
    package var relativeDay: Int?
    /// What kind of thing it is.
    package var kind: Words
    /// What it is about.
    package var title: Words
    /// What more is known, in short.
    package var detail: Words?
    /// The number worth showing.
    package var number: Double?
    /// Nil when it counts; else that it was corrected or withdrawn.
    package var standing: Words?
    /// The journal's position, as a reference.
    package var position: Int64
    /// Who recorded it: a name, or an id where the name is not known; nil for what was imported.
    package var author: String?
    /// The id of the stream it stands in.
    package var stream: String
    /// Whether it can have been written on the wrong citizen.
    package var isMovable: Bool
  }

  /// The lines, newest first.
  package var lines: [Line]
  /// Hand it in for the next, older page; nil when this is the last.
  package var next: String?
  /// The position of the journal that was read.
  package var asOf: Int64
  /// The classes of data that the lines belong to.
  package var classes: Set<Access.DataClass> = []

  /// A page of the timeline of a person, as it is now or as it was at a position of the journal.
  ///
  /// - Parameters:
  ///   - study: the person's study, whose words for waves are used.
  ///   - before: what the page before gave as `next`; nil for the newest.
  package static func read(
    _ place: Workplace, person id: String, study: String? = nil, before: String?, asOf: Int64?, limit: Int
  ) throws -> CitizenTimeline? {
    guard let stream = StreamID(id) else { return nil }
    let head = try place.journal.head
    let cursor = before.flatMap(Self.cursor)
    let page: Timeline.Page
    if let asOf, asOf < head {
      page = try place.records.replay([stream], asOf: asOf).read {
        try Timeline.page($0, of: stream, before: cursor, limit: limit)
      }
    } else {
      page = try place.records.read { try Timeline.page($0, of: stream, before: cursor, limit: limit) }
    }
    return try made(page, place, study: study, asOf: min(asOf ?? head, head))
  }

  /// A page of the timeline of a person's streams together, as they are now or as they were at a position of the journal: only what
  /// the visitor may read today.
  package static func read(
    _ place: Workplace, _ opened: Citizens.Opened, group: TimelineGroup? = nil, before: String? = nil, asOf: Int64? = nil,
    limit: Int = 50
  ) throws -> CitizenTimeline {
    let head = try place.journal.head
    let reads = opened.admission.reads
    let filter = Timeline.Filter(
      kinds: group?.kinds, classes: reads.contains(.research) ? nil : reads.map(\.rawValue).sorted())
    let query = { (db: Database) in
      try Timeline.page(db, of: opened.streams, filter, before: before.flatMap(cursor), limit: limit)
    }
    let isPast = asOf.map { $0 < head } ?? false
    let page =
      if isPast, let asOf {
        try place.records.replay(opened.streams, asOf: max(0, asOf)).read(query)
      } else {
        try place.records.read(query)
      }
    return try made(page, place, study: opened.bar.study, asOf: min(asOf ?? head, head))
  }

  private static func made(_ page: Timeline.Page, _ place: Workplace, study: String?, asOf: Int64) throws -> CitizenTimeline {
    CitizenTimeline(
      lines: try lines(page.lines, place, study: study), next: page.next.map { "\($0.orderKey)~\($0.entry)" }, asOf: asOf,
      classes: Set(page.lines.compactMap { Access.DataClass(rawValue: $0.dataClass) }))
  }

  /// Lines in words, with the names of who wrote them.
  static func lines(_ lines: [Timeline.Line], _ place: Workplace, study: String? = nil) throws -> [Line] {
    let words = CitizenTimelineWords(place.catalog, study: study)
    let authors = Set(lines.map(\.author)).subtracting(["import"])
    let staff = try Citizens.Staff.named(place, authors)
    return lines.map { line($0, words, author: staff[$0.author]?.name) }
  }

  private static func cursor(_ text: String) -> Timeline.Cursor? {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false).compactMap { Int64($0) }
    return parts.count == 2 ? Timeline.Cursor(orderKey: parts[0], entry: parts[1]) : nil
  }

  private static func line(_ line: Timeline.Line, _ words: CitizenTimelineWords, author: String?) -> Line {
    let item = line.item
    let standing: Words? =
      switch line.standing {
      case .effective: nil
      case .corrected: Words(da: "Rettet siden", en: "Corrected since")
      case .withdrawn: Words(da: "Trukket tilbage", en: "Withdrawn")
      }
    return Line(
      occurredAt: line.occurredAt, relativeDay: item.relativeDay, kind: kind(item.kind),
      title: Citizens.timelineTitle(item) ?? words.title(item) ?? kind(item.kind),
      detail: Citizens.timelineDetail(item) ?? words.detail(item), number: item.number, standing: standing,
      position: line.entry, author: author, stream: line.stream.description,
      isMovable: item.kind.isMovable && line.standing == .effective)
  }

  private static func kind(_ kind: TimelineKind) -> Words {
    switch kind {
    case .registered: Words(da: "Registreret", en: "Registered")
    case .contact: Words(da: "Kontakt", en: "Contact")
    case .attempt: Words(da: "Kontaktforsøg", en: "Attempt")
    case .visit: Words(da: "Besøg", en: "Visit")
    case .form: Words(da: "Skema", en: "Form")
    case .step: Words(da: "Forløb", en: "Course")
    case .dose: Words(da: "Medicin", en: "Medicine")
    case .use: Words(da: "Brug", en: "Use")
    case .screen: Words(da: "Prøve", en: "Test")
    case .withdrawal: Words(da: "Abstinenser", en: "Withdrawal")
    case .detox: Words(da: "Afrusning", en: "Detoxification")
    case .randomised: Words(da: "Lodtrækning", en: "Randomisation")
    case .details, .cpr: Words(da: "Oplysninger", en: "Details")
    case .protection: Words(da: "Beskyttelse", en: "Protection")
    case .alert, .alertEnded: Words(da: "Advarsel", en: "Alert")
    case .link, .unlink: Words(da: "Sammenkobling", en: "Link")
    case .assignment, .assignmentEnded: Words(da: "Medarbejder", en: "Staff")
    case .moved: Words(da: "Flyttet hertil", en: "Moved here")
    }
  }
}
