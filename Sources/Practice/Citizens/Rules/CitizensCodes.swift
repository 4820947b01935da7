import Base

/// Closed lists about citizens. The raw values stand in the journal and are never renamed.
extension Citizens {
  /// How well the person is known.
  package enum Level: String, Sendable, CaseIterable {
    /// Known by an alias only: a prospect.
    case aliasOnly
    /// Statutory anonymous treatment (SEL § 101 a): never suggested to anybody, never attached unless the person asks.
    case anonymous
    /// Known by name.
    case identified

    /// The level on the screen.
    package var words: Words {
      switch self {
      case .aliasOnly: Words(da: "Kun alias", en: "Alias only")
      case .anonymous: Words(da: "Anonym", en: "Anonymous")
      case .identified: Words(da: "Kendt ved navn", en: "Known by name")
      }
    }
  }

  /// Sex as the person or the register gives it.
  package enum Sex: String, Sendable, CaseIterable {
    case female, male, other, unknown

    /// The sex on the screen.
    package var words: Words {
      switch self {
      case .female: Words(da: "Kvinde", en: "Woman")
      case .male: Words(da: "Mand", en: "Man")
      case .other: Words(da: "Andet", en: "Other")
      case .unknown: Words(da: "Ikke oplyst", en: "Not known")
      }
    }
  }

  /// What a number of ten characters is: see `CPR` for the forms and where they are described.
  package enum CPRKind: String, Sendable, CaseIterable {
    /// A number of the Civil Registration System.
    case cpr
    /// A replacement number with 60 added to the day.
    case replacement
    /// A national replacement number of the health services (X-eCPR).
    case xECPR
    /// A local replacement number of a region or practice (D-eCPR): not unique between places.
    case dECPR

    /// The kind on the screen.
    package var words: Words {
      switch self {
      case .cpr: Words(da: "CPR-nummer", en: "CPR number")
      case .replacement: Words(da: "Erstatningsnummer", en: "Replacement number")
      case .xECPR: Words(da: "Nationalt erstatningsnummer (X-eCPR)", en: "National replacement number (X-eCPR)")
      case .dECPR: Words(da: "Lokalt erstatningsnummer (D-eCPR)", en: "Local replacement number (D-eCPR)")
      }
    }
  }

  /// Why a number took the place of another.
  package enum CPRChange: String, Sendable, CaseIterable {
    /// It had been typed wrongly.
    case typingError
    /// The register gave a new number, such as after a legal change of sex or a corrected birthday.
    case newNumber
    /// A replacement number gave way to a CPR number.
    case gotCPR

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .typingError: Words(da: "Tastefejl rettet", en: "Typing error mended")
      case .newNumber: Words(da: "Nyt nummer fra CPR", en: "New number from the register")
      case .gotCPR: Words(da: "Har fået CPR-nummer", en: "Has got a CPR number")
      }
    }
  }

  /// Who may see the person at all.
  package enum Protection: String, Sendable, CaseIterable {
    case none
    /// Name and address protection.
    case nameAndAddress
    /// Only the staff assigned to the person.
    case restricted

    /// The protection on the screen.
    package var words: Words {
      switch self {
      case .none: Words(da: "Ingen beskyttelse", en: "No protection")
      case .nameAndAddress: Words(da: "Navne- og adressebeskyttelse", en: "Name and address protection")
      case .restricted: Words(da: "Kun for tilknyttede medarbejdere", en: "Assigned staff only")
      }
    }
  }

  /// Why a protection was set or lifted.
  package enum ProtectionBasis: String, Sendable, CaseIterable {
    /// It stands in the Civil Registration System.
    case register
    /// The person asked for it.
    case personAsked
    /// A risk of violence or threats.
    case risk
    /// A leader decided it, such as for a colleague's relative.
    case leader
    /// It has run out or is no longer needed.
    case ended

    /// The basis on the screen.
    package var words: Words {
      switch self {
      case .register: Words(da: "Registreret i CPR", en: "In the civil register")
      case .personAsked: Words(da: "Borgeren har bedt om det", en: "The citizen asked for it")
      case .risk: Words(da: "Risiko for vold eller trusler", en: "Risk of violence or threats")
      case .leader: Words(da: "Besluttet af leder", en: "Decided by a leader")
      case .ended: Words(da: "Udløbet eller ikke længere nødvendig", en: "Run out or no longer needed")
      }
    }
  }

  /// What everybody who opens the citizen's page must know at once.
  package enum AlertKind: String, Sendable, CaseIterable {
    case violenceRisk, neverAlone, suicidePlan, overdoseRisk, allergy, pregnancy, childAtHome, interpreter
    case protectedAddress, doNotWrite, doNotCall

    /// The alert on the screen.
    package var words: Words {
      switch self {
      case .violenceRisk: Words(da: "Risiko for vold", en: "Risk of violence")
      case .neverAlone: Words(da: "Gå altid to sammen", en: "Always go two together")
      case .suicidePlan: Words(da: "Plan ved selvmordsrisiko", en: "Plan for suicide risk")
      case .overdoseRisk: Words(da: "Risiko for overdosis", en: "Risk of overdose")
      case .allergy: Words(da: "Allergi", en: "Allergy")
      case .pregnancy: Words(da: "Gravid", en: "Pregnant")
      case .childAtHome: Words(da: "Barn i hjemmet", en: "Child at home")
      case .interpreter: Words(da: "Tolk", en: "Interpreter")
      case .protectedAddress: Words(da: "Beskyttet adresse", en: "Protected address")
      case .doNotWrite: Words(da: "Skriv ikke", en: "Do not write")
      case .doNotCall: Words(da: "Ring ikke", en: "Do not call")
      }
    }
  }

  /// Why an alert ended.
  package enum AlertEnd: String, Sendable, CaseIterable {
    case noLongerTrue, mistake, replaced
  }

  /// Why two streams are of one person.
  package enum LinkReason: String, Sendable, CaseIterable {
    /// The person had been registered twice.
    case duplicate
    /// It has become known who an alias is.
    case aliasKnown
    /// The person asked for it: the only reason that may attach an anonymous stream.
    case personAsked

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .duplicate: Words(da: "Oprettet to gange", en: "Registered twice")
      case .aliasKnown: Words(da: "Vi ved nu, hvem aliaset er", en: "We now know who the alias is")
      case .personAsked: Words(da: "Borgeren har bedt om det", en: "The citizen asked for it")
      }
    }
  }

  /// How sure the person who linked was.
  package enum LinkConfidence: String, Sendable, CaseIterable {
    case certain, likely
  }

  /// Why a link was undone.
  package enum UnlinkReason: String, Sendable, CaseIterable {
    case mistake, personAsked

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .mistake: Words(da: "Det var to forskellige personer", en: "They were two different people")
      case .personAsked: Words(da: "Borgeren har bedt om det", en: "The citizen asked for it")
      }
    }
  }

  /// What somebody is to the citizen.
  package enum CareFunction: String, Sendable, CaseIterable {
    case primaryContact, contact, caseworker, doctor, companion, substitute

    /// The function on the screen.
    package var words: Words {
      switch self {
      case .primaryContact: Words(da: "Primær kontaktperson", en: "Primary contact")
      case .contact: Words(da: "Kontaktperson", en: "Contact person")
      case .caseworker: Words(da: "Sagsbehandler", en: "Caseworker")
      case .doctor: Words(da: "Læge", en: "Doctor")
      case .companion: Words(da: "Bisidder", en: "Companion")
      case .substitute: Words(da: "Afløser", en: "Substitute")
      }
    }
  }

  /// Why an assignment ended.
  package enum AssignmentEnd: String, Sendable, CaseIterable {
    case handedOver, staffLeft, citizenAsked, courseEnded, mistake
  }
}
