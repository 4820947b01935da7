import PracticeRules
import Records

extension Citizens {
  /// Every type of fact about who a citizen is, whether a projection takes it yet or not.
  static let knownTypes: [KnownType] = [
    KnownType(CitizenRegistered.self), KnownType(DetailsChanged.self), KnownType(CPRRecorded.self),
    KnownType(AlertSet.self), KnownType(AlertEnded.self), KnownType(SubjectLinked.self), KnownType(SubjectUnlinked.self),
    KnownType(EntryMovedHere.self),
  ]
}
