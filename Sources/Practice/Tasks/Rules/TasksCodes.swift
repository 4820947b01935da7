import Base

/// What somebody has to do, until when, and who has hold of it.
package enum Tasks {}

/// Closed lists about tasks. The raw values stand in the journal and are never renamed.
extension Tasks {
  /// What a task is about.
  package enum Reason: String, Sendable, CaseIterable {
    case contactCitizen, callBack, write, book, followUp, prepareMeeting, assessment, form, handover
    /// A protection runs out.
    case protectionEnds
    /// Somebody's assignment to a citizen runs out.
    case assignmentEnds
    /// What has been kept long enough must be looked through.
    case retention
    /// An answer to a form that somebody must act on today.
    case alertAnswer
    /// Something else, told in the title.
    case other

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .contactCitizen: Words(da: "Kontakt borgeren", en: "Contact the citizen")
      case .callBack: Words(da: "Ring tilbage", en: "Call back")
      case .write: Words(da: "Skriv", en: "Write")
      case .book: Words(da: "Bestil tid", en: "Book a time")
      case .followUp: Words(da: "Følg op", en: "Follow up")
      case .prepareMeeting: Words(da: "Forbered møde", en: "Prepare a meeting")
      case .assessment: Words(da: "Afdæk behov", en: "Assess needs")
      case .form: Words(da: "Udfyld skema", en: "Fill in a form")
      case .handover: Words(da: "Overlever til andre", en: "Hand over to others")
      case .protectionEnds: Words(da: "Beskyttelse udløber", en: "A protection ends")
      case .assignmentEnds: Words(da: "Tilknytning udløber", en: "An assignment ends")
      case .retention: Words(da: "Gennemgå, hvad der er opbevaret længe nok", en: "Look through what has been kept long enough")
      case .alertAnswer: Words(da: "Et svar, der skal handles på i dag", en: "An answer to act on today")
      case .other: Words(da: "Andet", en: "Other")
      }
    }

    /// The reasons that a person may choose; the others come from features.
    package static var chosen: [Reason] {
      allCases.filter { ![.protectionEnds, .assignmentEnds, .retention, .alertAnswer].contains($0) }
    }
  }

  /// How a task ended.
  package enum Outcome: String, Sendable, CaseIterable {
    case done, partly, notPossible, notNeeded, citizenDeclined

    /// The outcome on the screen.
    package var words: Words {
      switch self {
      case .done: Words(da: "Gjort", en: "Done")
      case .partly: Words(da: "Delvist gjort", en: "Partly done")
      case .notPossible: Words(da: "Kunne ikke lade sig gøre", en: "Was not possible")
      case .notNeeded: Words(da: "Ikke længere nødvendig", en: "No longer needed")
      case .citizenDeclined: Words(da: "Borgeren ønskede det ikke", en: "The citizen did not want it")
      }
    }
  }

  /// Why a deadline was moved.
  package enum MoveReason: String, Sendable, CaseIterable {
    case agreedWithCitizen, waiting, notReached, staffAbsent, wrongDeadline

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .agreedWithCitizen: Words(da: "Aftalt med borgeren", en: "Agreed with the citizen")
      case .waiting: Words(da: "Venter på svar fra andre", en: "Waiting for others")
      case .notReached: Words(da: "Borgeren er ikke nået endnu", en: "The citizen has not been reached yet")
      case .staffAbsent: Words(da: "Medarbejder fraværende", en: "Staff absent")
      case .wrongDeadline: Words(da: "Fristen var skrevet forkert", en: "The deadline was mistyped")
      }
    }
  }

  /// Why a task was taken back.
  package enum WithdrawReason: String, Sendable, CaseIterable {
    case mistake, duplicate, noLongerNeeded, wrongCitizen

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .mistake: Words(da: "Oprettet ved en fejl", en: "Made by mistake")
      case .duplicate: Words(da: "Findes i forvejen", en: "Is there already")
      case .noLongerNeeded: Words(da: "Ikke længere nødvendig", en: "No longer needed")
      case .wrongCitizen: Words(da: "Forkert borger", en: "Wrong citizen")
      }
    }
  }

  /// What the ticker has told about a task.
  package enum ReminderKind: String, Sendable, CaseIterable {
    /// The day before the deadline.
    case dayBefore
    /// The deadline has passed.
    case overdue
    /// It passed some days ago: the leader of the team is told.
    case leader

    /// What was told, on the screen.
    package var words: Words {
      switch self {
      case .dayBefore: Words(da: "Påmindelse", en: "Reminder")
      case .overdue: Words(da: "Fristen er overskredet", en: "The deadline has passed")
      case .leader: Words(da: "Teamets leder har fået besked", en: "The leader of the team was told")
      }
    }
  }

  /// Where a task stands.
  package enum Condition: String, Sendable, CaseIterable {
    case open, done, withdrawn
  }
}
