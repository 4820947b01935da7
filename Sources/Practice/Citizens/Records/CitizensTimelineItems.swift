import Base
import PracticeRules
import Records

extension Citizens {
  static let timeline = TimelineContribution(
    feature: "citizens",
    types: [
      KnownType(SubjectRegistered.self), KnownType(DetailsChanged.self), KnownType(CPRRecorded.self), KnownType(ProtectionSet.self),
      KnownType(AlertSet.self), KnownType(AlertEnded.self), KnownType(SubjectLinked.self), KnownType(SubjectUnlinked.self),
      KnownType(CitizenAssigned.self), KnownType(CitizenUnassigned.self), KnownType(EntryMovedHere.self),
    ], item: timelineItem)

  /// Codes only: what a field says is read on the page of details, by who may.
  private static func timelineItem(_ fact: OpenedFact) throws -> TimelineItem? {
    switch fact.fact.draft.type {
    case SubjectRegistered.type:
      let payload = try fact.payload(SubjectRegistered.self)
      return TimelineItem(.registered, code: payload.kind.rawValue, detail: payload.site)
    case DetailsChanged.type:
      let payload = try fact.payload(DetailsChanged.self)
      let fields = Set(payload.set.known).union(payload.cleared).sorted().map(\.rawValue)
      return TimelineItem(.details, code: payload.level?.rawValue, detail: fields.joined(separator: ","))
    case CPRRecorded.type:
      let payload = try fact.payload(CPRRecorded.self)
      return TimelineItem(.cpr, code: payload.kind.rawValue, detail: payload.change?.rawValue)
    case ProtectionSet.type:
      let payload = try fact.payload(ProtectionSet.self)
      return TimelineItem(.protection, code: payload.protection.rawValue, detail: payload.basis.rawValue)
    case AlertSet.type: return TimelineItem(.alert, code: try fact.payload(AlertSet.self).alert.rawValue)
    case AlertEnded.type: return TimelineItem(.alertEnded, detail: try fact.payload(AlertEnded.self).reason.rawValue)
    case SubjectLinked.type: return TimelineItem(.link, code: try fact.payload(SubjectLinked.self).reason.rawValue)
    case SubjectUnlinked.type: return TimelineItem(.unlink, code: try fact.payload(SubjectUnlinked.self).reason.rawValue)
    case CitizenAssigned.type: return TimelineItem(.assignment, code: try fact.payload(CitizenAssigned.self).function.rawValue)
    case CitizenUnassigned.type:
      return TimelineItem(.assignmentEnded, detail: try fact.payload(CitizenUnassigned.self).reason.rawValue)
    default: return TimelineItem(.moved)
    }
  }
}
