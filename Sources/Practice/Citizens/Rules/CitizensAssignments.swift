import Base

extension Citizens {
  /// An assignment as a decision sees it.
  package struct Assignment: Hashable, Sendable {
    /// The id of the entry that assigned.
    package var entry: String
    package var assignee: Assignee
    package var function: CareFunction
    package var from: CivilDate
    /// The last day; nil while it has none.
    package var until: CivilDate?

    package init(entry: String, assignee: Assignee, function: CareFunction, from: CivilDate, until: CivilDate? = nil) {
      self.entry = entry
      self.assignee = assignee
      self.function = function
      self.from = from
      self.until = until
    }

    /// Whether it stands on a day.
    package func stands(on day: CivilDate) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }

    fileprivate func meets(_ other: CitizenAssigned) -> Bool {
      (other.until.map { from <= $0 } ?? true) && (until.map { other.from <= $0 } ?? true)
    }
  }

  /// Why somebody is not assigned or an assignment is not ended.
  package enum AssignRefusal: Error, Hashable, Sendable, CaseIterable {
    case endsBeforeItBegins, alreadyAssigned, primaryTaken, teamIsNoPrimary, substituteNeedsEnd, notAssigned, alreadyEnded,
      textTooLong

    /// The field of the form that it is about.
    package var field: String {
      switch self {
      case .endsBeforeItBegins, .substituteNeedsEnd: "until"
      case .alreadyAssigned, .teamIsNoPrimary: "who"
      case .primaryTaken: "takesOver"
      case .textTooLong: "about"
      case .notAssigned, .alreadyEnded: "form"
      }
    }

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .endsBeforeItBegins:
        Words(
          da: "Den sidste dag ligger før den første. Ret datoerne.", en: "The last day lies before the first. Mend the dates.")
      case .alreadyAssigned:
        Words(
          da: "Medarbejderen eller teamet har allerede den opgave for borgeren i perioden.",
          en: "The worker or team has that part for the citizen in this period already.")
      case .primaryTaken:
        Words(
          da: "Borgeren har en primær kontaktperson. Vælg, at den nye skal afløse den gamle.",
          en: "The citizen has a primary contact. Choose that the new one takes over.")
      case .teamIsNoPrimary:
        Words(
          da: "En primær kontaktperson er ét menneske. Vælg en medarbejder.",
          en: "A primary contact is one human being. Choose a worker.")
      case .substituteNeedsEnd:
        Words(da: "Skriv, hvor længe afløseren er der.", en: "Write for how long the substitute is there.")
      case .notAssigned:
        Words(da: "Tilknytningen findes ikke. Genindlæs siden.", en: "There is no such assignment. Load the page again.")
      case .alreadyEnded: Words(da: "Tilknytningen er allerede slut.", en: "The assignment has ended already.")
      case .textTooLong:
        Words(
          da: "Der er plads til \(Field.about.limit) almindelige tegn om, hvad man kan spørge om.",
          en: "There is room for \(Field.about.limit) ordinary characters on what to ask about.")
      }
    }
  }

  /// What assigning writes.
  package struct AssignDecision: Hashable, Sendable {
    /// The end of the assignment that is taken over, first.
    package var ended: CitizenUnassigned?
    package var assigned: CitizenAssigned
  }

  /// Assigns somebody to a citizen.
  ///
  /// - Parameters:
  ///   - wanted: The assignment.
  ///   - standing: The citizen's assignments, ended ones too.
  ///   - takesOver: Ends the primary contact of the period on the day before, where there is one.
  package static func decideAssign(
    _ wanted: CitizenAssigned, standing: [Assignment], takesOver: Bool = false
  ) throws(AssignRefusal) -> AssignDecision {
    var assigned = wanted
    do throws(FieldRefusal) {
      assigned.about = try wanted.about.flatMap { text throws(FieldRefusal) in try cleaned(text, .about) }
    } catch {
      throw .textTooLong
    }
    if let until = wanted.until, until < wanted.from { throw .endsBeforeItBegins }
    if wanted.function == .substitute, wanted.until == nil { throw .substituteNeedsEnd }
    if wanted.function == .primaryContact, case .team = wanted.assignee { throw .teamIsNoPrimary }
    let meeting = standing.filter { $0.function == wanted.function && $0.meets(wanted) }
    if meeting.contains(where: { $0.assignee == wanted.assignee }) { throw .alreadyAssigned }
    guard wanted.function == .primaryContact, let old = meeting.first else { return AssignDecision(assigned: assigned) }
    // Only one that began earlier can be taken over; one that begins later is for a person to sort out.
    guard takesOver, meeting.count == 1, old.from < wanted.from, let last = wanted.from.adding(days: -1) else {
      throw .primaryTaken
    }
    let ended = CitizenUnassigned(entry: old.entry, until: last, reason: .handedOver)
    return AssignDecision(ended: ended, assigned: assigned)
  }

  /// Ends an assignment with a last day.
  package static func decideUnassign(
    entry: String, until: CivilDate, reason: AssignmentEnd, standing: [Assignment]
  ) throws(AssignRefusal) -> CitizenUnassigned {
    guard let assignment = standing.first(where: { $0.entry == entry }) else { throw .notAssigned }
    if let end = assignment.until, end <= until { throw .alreadyEnded }
    guard until >= assignment.from || reason == .mistake else { throw .endsBeforeItBegins }
    return CitizenUnassigned(entry: entry, until: until, reason: reason)
  }
}
