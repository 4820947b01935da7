import Base
import PracticeRules
import Records

/// What the features bring, listed in one place: a new feature is one folder and one line in each list.
package enum PracticeFeatures {
  /// What features bring to the timeline.
  package static let timeline: [TimelineContribution] = [
    Citizens.timeline, Outreach.timeline, Measures.timeline, Courses.timeline, Treatment.timeline,
  ]

  /// Everything that fills Records.
  package static let projections: [any Projection] = [
    CitizensProjection(), AccessProjection(), PeopleProjection(), OutreachProjection(), MeasuresProjection(), CoursesProjection(),
    TreatmentProjection(), EconomicsProjection(), TasksProjection(), TimelineProjection(timeline),
  ]

  /// Types that no projection takes and that are no reason to stop.
  package static let alsoKnown: [KnownType] =
    [KnownType(Citizens.EntryWithdrawn.self), KnownType(Studies.ImportRecorded.self)]

  /// The newest schema of every type, for opening the journal.
  package static var knownSchemas: [String: Int] {
    var known: [String: Int] = [:]
    for type in projections.flatMap(\.types) + alsoKnown { known[type.type] = max(known[type.type] ?? 0, type.schema) }
    return known
  }
}
