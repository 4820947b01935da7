import Base

/// Who may see and do what. A policy is one value with two readers: `allows` here, and the SQL condition on the records shelf.
package enum Access {}

extension Access {
  /// How close a person who asks stands to a citizen. All but `own` and `otherOrganisation` presuppose the same organisation.
  package enum Relation: String, Sendable, CaseIterable {
    /// Named on the citizen's file, today, or stands in for who is.
    case assigned
    /// Member of a team that is named on it, today.
    case team
    /// Works in a programme that the citizen is in, today.
    case programme
    /// Works in the same organisation and stands in no closer relation.
    case none
    /// Works in another organisation. Until the citizen has consented this opens nothing.
    case otherOrganisation
    /// Imported and de-identified: belongs to a study, to no organisation.
    case imported
    /// Is the citizen.
    case own
  }

  /// What kind of knowledge is asked for.
  package enum DataClass: String, Sendable, CaseIterable {
    /// That there is such a citizen: name, alias, birthday, number.
    case identity
    /// Where the citizen lives, and how to reach him.
    case address
    /// The ordinary record: contacts, visits, agreements.
    case ordinary
    /// Health: measures, treatment, medicine.
    case health
    /// Told in trust: use that was told under the promise that it stays here.
    case trust
    /// De-identified data of a study.
    case research
  }

  /// What is asked to be done with it.
  package enum Action: String, Sendable, CaseIterable {
    case read, write
  }

  /// Why one looks: stands in the log with every reading.
  package enum Purpose: String, Sendable, CaseIterable {
    case care, leadership, evaluation, administration, own
  }

  /// How well a citizen must be hidden. Each level includes the ones before.
  package enum Protection: Int, Sendable, CaseIterable, Comparable {
    case ordinary = 0
    /// Name and address protection (navne- og adressebeskyttelse).
    case nameAndAddress = 1
    /// Only who is named on the file: a colleague, a neighbour, a person under threat.
    case restricted = 2

    package static func < (a: Protection, b: Protection) -> Bool { a.rawValue < b.rawValue }

    /// As a catalog writes it.
    package init?(word: String) {
      switch word {
      case "ordinary": self = .ordinary
      case "nameAndAddress": self = .nameAndAddress
      case "restricted": self = .restricted
      default: return nil
      }
    }
  }

  /// What somebody may do that is not about one citizen.
  package enum Permission: String, Sendable, CaseIterable {
    /// Lists of citizens and searches among them.
    case listCitizens
    /// Register a new citizen in the own organisation.
    case registerCitizen
    /// Link and unlink streams of a person, move an entry to the right citizen.
    case linkCitizens
    /// Name who works with a citizen.
    case assignStaff
    /// Read and record a citizen's CPR number: public authorities only (databeskyttelsesloven § 11).
    case civilNumber
    /// Tasks of the own teams.
    case tasks
    /// Caseloads of a team; take over for an absent colleague.
    case leadTeam
    /// Check samples of the access log of the own organisation.
    case sampleLog
    /// Users, teams and roles of the own organisation.
    case manageUsers
    /// Organisations, catalog, backups, retention, journal health.
    case manageSystem
    /// Reports of studies: suppressed figures, never rows.
    case reports
    /// Programmes and instruments of the catalog.
    case readCatalog
    /// Hand a citizen his whole record.
    case exportRecord
    /// Read one's own record and who has looked in it.
    case ownRecord
  }

  /// Whoever asks, with what he may today.
  package struct Caller: Hashable, Sendable {
    /// The id of the user's stream as text, or `cli:<name>`.
    package var user: String
    /// The id of the organisation's stream as text; empty for the command line.
    package var organisation: String
    /// Ids of roles of the catalog.
    package var roles: Set<String>
    /// Ids of the teams the user is in today.
    package var teams: Set<String>
    /// Ids of the programmes that those teams work in.
    package var programmes: Set<String>
    /// A citizen's own streams, for a citizen who has a log-in.
    package var ownStreams: Set<String>
    /// Ids of the absent colleagues whose citizens he has today: what is assigned to them is assigned to him.
    package var standsInFor: Set<String>

    package init(
      user: String, organisation: String, roles: Set<String>, teams: Set<String> = [], programmes: Set<String> = [],
      ownStreams: Set<String> = [], standsInFor: Set<String> = []
    ) {
      self.user = user
      self.organisation = organisation
      self.roles = roles
      self.teams = teams
      self.programmes = programmes
      self.ownStreams = ownStreams
      self.standsInFor = standsInFor
    }
  }

  /// Who is named on a citizen's file.
  package struct Assignment: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable { case user, team, programme }

    package var kind: Kind
    package var assignee: String
    package var from: CivilDate
    /// The last day, included; nil for no end.
    package var until: CivilDate?

    package init(kind: Kind, assignee: String, from: CivilDate, until: CivilDate? = nil) {
      self.kind = kind
      self.assignee = assignee
      self.from = from
      self.until = until
    }
  }

  /// What the policy must know of a citizen's stream.
  package struct Subject: Hashable, Sendable {
    /// The id of the stream as text.
    package var stream: String
    /// The id of the organisation's stream as text; nil for imported, de-identified data.
    package var organisation: String?
    package var protection: Protection
    package var assignments: [Assignment]

    package init(stream: String, organisation: String?, protection: Protection = .ordinary, assignments: [Assignment] = []) {
      self.stream = stream
      self.organisation = organisation
      self.protection = protection
      self.assignments = assignments
    }
  }
}
