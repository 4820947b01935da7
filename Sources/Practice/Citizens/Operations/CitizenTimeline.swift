import Base
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
  }

  /// The lines, newest first.
  package var lines: [Line]
  /// Hand it in for the next, older page; nil when this is the last.
  package var next: String?
  /// The position of the journal that was read.
  package var asOf: Int64

  /// A page of the timeline of a person, as it is now or as it was at a position of the journal.
  ///
  /// - Parameter study: the person's study, whose words for waves are used.
  /// - Parameter before: what the page before gave as `next`; nil for the newest.
  package static func read(
    _ place: Workplace, person id: String, study: String? = nil, before: String?, asOf: Int64?, limit: Int
  ) throws -> CitizenTimeline? {
    guard let stream = StreamID(id) else { return nil }
    let head = try place.journal.head
    let cursor = before.flatMap(Self.cursor)
    let words = CitizenTimelineWords(place.catalog, study: study)
    let page: Timeline.Page
    if let asOf, asOf < head {
      page = try place.records.replay([stream], asOf: asOf).read {
        try Timeline.page($0, of: stream, before: cursor, limit: limit)
      }
    } else {
      page = try place.records.read { try Timeline.page($0, of: stream, before: cursor, limit: limit) }
    }
    return CitizenTimeline(
      lines: page.lines.map { line($0, words) }, next: page.next.map { "\($0.orderKey)~\($0.entry)" },
      asOf: min(asOf ?? head, head))
  }

  private static func cursor(_ text: String) -> Timeline.Cursor? {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false).compactMap { Int64($0) }
    return parts.count == 2 ? Timeline.Cursor(orderKey: parts[0], entry: parts[1]) : nil
  }

  private static func line(_ line: Timeline.Line, _ words: CitizenTimelineWords) -> Line {
    let item = line.item
    let standing: Words? =
      switch line.standing {
      case .effective: nil
      case .corrected: Words(da: "Rettet siden", en: "Corrected since")
      case .withdrawn: Words(da: "Trukket tilbage", en: "Withdrawn")
      }
    return Line(
      occurredAt: line.occurredAt, relativeDay: item.relativeDay, kind: kind(item.kind),
      title: words.title(item) ?? kind(item.kind), detail: words.detail(item), number: item.number, standing: standing,
      position: line.entry)
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
    }
  }
}
