import Base

extension Citizens {
  /// An entry that was written on the wrong citizen, as a decision sees it.
  package struct MovableEntry: Hashable, Sendable {
    /// Its id.
    package var entry: String
    package var type: String
    /// Who recorded it: a user's id.
    package var author: String
    /// When it was recorded, in milliseconds since 1970 UTC.
    package var recordedAt: Int
    /// Whether it is withdrawn or corrected already: only what stands can be moved.
    package var stands: Bool

    package init(entry: String, type: String, author: String, recordedAt: Int, stands: Bool) {
      self.entry = entry
      self.type = type
      self.author = author
      self.recordedAt = recordedAt
      self.stands = stands
    }
  }

  /// Why an entry is not moved.
  package enum MoveRefusal: Error, Hashable, Sendable, CaseIterable {
    case sameCitizen, otherOrganisation, notAPerson, notStanding, belongsToThePerson

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .sameCitizen: Words(da: "Vælg en anden borger at flytte til.", en: "Choose another citizen to move it to.")
      case .otherOrganisation:
        Words(
          da: "Borgeren hører til en anden organisation. Tilbagekald oplysningen her, og bed dem skrive den.",
          en: "The citizen belongs to another organisation. Withdraw the entry here, and ask them to write it.")
      case .notAPerson: Words(da: "Oplysningen kan kun flyttes til en borger.", en: "The entry can only be moved to a citizen.")
      case .notStanding:
        Words(
          da: "Oplysningen er allerede rettet eller tilbagekaldt. Genindlæs siden.",
          en: "The entry has been corrected or withdrawn already. Load the page again.")
      case .belongsToThePerson:
        Words(
          da: "Navn, nummer, beskyttelse, koblinger og tilknytninger flyttes ikke. Ret dem på borgerens side.",
          en: "Name, number, protection, links and assignments are not moved. Mend them on the citizen's page.")
      }
    }
  }

  /// What moving an entry writes, all in one act: the withdrawal there, the entry itself again here with its own time, and who
  /// wrote it.
  package struct MoveDecision: Hashable, Sendable {
    /// For the wrong citizen's stream; corrects the entry.
    package var withdrawal: EntryWithdrawn
    /// For the right citizen's stream, beside the entry itself.
    package var origin: EntryMovedHere
  }

  /// Types that say who a stream is about. They are mended where they stand. Alerts are moved like notes.
  package static let unmovableTypes: Set<String> = [
    SubjectRegistered.type, CitizenRegistered.type, DetailsChanged.type, CPRRecorded.type, ProtectionSet.type, SubjectLinked.type,
    SubjectUnlinked.type, CitizenAssigned.type, CitizenUnassigned.type, EntryMovedHere.type, EntryWithdrawn.type, AlertEnded.type,
  ]

  /// Moves an entry from one citizen to another.
  ///
  /// - Parameters:
  ///   - entry: The entry as it stands there.
  ///   - from: The wrong citizen.
  ///   - to: The right citizen.
  ///   - newEntry: The id of the entry here.
  ///   - origin: Where the entry had been moved there before: its first author and time are kept.
  package static func decideMove(
    _ entry: MovableEntry, from: LinkSide, to: LinkSide, newEntry: String, origin: EntryMovedHere? = nil
  ) throws(MoveRefusal) -> MoveDecision {
    guard from.stream != to.stream else { throw .sameCitizen }
    guard [.citizen, .alias, .anonymous, .child, .relative].contains(to.kind) else { throw .notAPerson }
    guard from.organisation == to.organisation else { throw .otherOrganisation }
    guard entry.stands else { throw .notStanding }
    guard !unmovableTypes.contains(entry.type) else { throw .belongsToThePerson }
    let moved = EntryMovedHere(
      entry: newEntry, original: origin?.original ?? entry.entry, author: origin?.author ?? entry.author,
      recordedAt: origin?.recordedAt ?? entry.recordedAt)
    return MoveDecision(withdrawal: EntryWithdrawn(reason: "wrongCitizen"), origin: moved)
  }
}
