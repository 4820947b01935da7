import Base

// What is known of a user or a team now, as the deciders and the pages see it.
extension People {
  /// Something that was granted to a user for a time.
  package struct Grant: Hashable, Sendable {
    /// The id of the entry that gave it.
    package var id: String
    package var kind: GrantKind
    /// The role, the team or the programme; empty for a mandate of all programmes.
    package var what: String
    /// For a place in a team: whether he leads it.
    package var leads: Bool
    /// What a mandate says.
    package var text: String?
    /// The meeting a mandate holds at.
    package var table: String?
    package var from: CivilDate
    /// The last day, included; nil for no end. Before `from` when it was taken back before it began.
    package var until: CivilDate?

    package init(
      id: String, kind: GrantKind, what: String, leads: Bool = false, text: String? = nil, table: String? = nil,
      from: CivilDate, until: CivilDate? = nil
    ) {
      self.id = id
      self.kind = kind
      self.what = what
      self.leads = leads
      self.text = text
      self.table = table
      self.from = from
      self.until = until
    }

    /// Whether it holds on a day.
    package func holds(on day: CivilDate) -> Bool { from <= day && !isOver(on: day) }

    /// Whether it has ended before a day.
    package func isOver(on day: CivilDate) -> Bool { until.map { $0 < day || $0 < from } ?? false }
  }

  /// A time a user is away.
  package struct Absence: Hashable, Sendable {
    /// The id of the entry that said so.
    package var id: String
    package var from: CivilDate
    /// The last day away; nil where it is not known. Before `from` when it never came to be.
    package var until: CivilDate?
    package var substitute: String?
    package var reason: AbsenceReason

    package init(id: String, from: CivilDate, until: CivilDate? = nil, substitute: String? = nil, reason: AbsenceReason) {
      self.id = id
      self.from = from
      self.until = until
      self.substitute = substitute
      self.reason = reason
    }

    package func holds(on day: CivilDate) -> Bool { from <= day && !isOver(on: day) }

    package func isOver(on day: CivilDate) -> Bool { until.map { $0 < day || $0 < from } ?? false }
  }

  /// A user with everything that was granted to him, ended or not.
  package struct User: Hashable, Sendable {
    /// The id of his stream.
    package var id: String
    package var organisation: String
    package var name: String
    package var login: String
    package var title: String?
    package var phone: String?
    package var email: String?
    package var language: Language
    /// The last day he worked; nil while he has not left.
    package var lastDay: CivilDate?
    package var grants: [Grant]
    package var absences: [Absence]
    /// A citizen's own streams.
    package var ownStreams: [String]

    package init(
      id: String, organisation: String, name: String, login: String, title: String? = nil, phone: String? = nil,
      email: String? = nil, language: Language = .da, lastDay: CivilDate? = nil, grants: [Grant] = [],
      absences: [Absence] = [], ownStreams: [String] = []
    ) {
      self.id = id
      self.organisation = organisation
      self.name = name
      self.login = login
      self.title = title
      self.phone = phone
      self.email = email
      self.language = language
      self.lastDay = lastDay
      self.grants = grants
      self.absences = absences
      self.ownStreams = ownStreams
    }

    /// Whether he works here: his log-in opens nothing when he does not.
    package var isActive: Bool { lastDay == nil }

    /// What of a kind he holds on a day.
    package func held(_ kind: GrantKind, on day: CivilDate) -> [Grant] {
      grants.filter { $0.kind == kind && $0.holds(on: day) }
    }

    /// The absence that he is in on a day; the one that began last, when there are more.
    package func absence(on day: CivilDate) -> Absence? { absences.filter { $0.holds(on: day) }.max { $0.from < $1.from } }
  }

  /// A team.
  package struct Team: Hashable, Sendable {
    /// The id of its stream.
    package var id: String
    package var name: String
    package var organisation: String
    package var programmes: [String]
    /// The last day; nil while it is open.
    package var until: CivilDate?

    package init(id: String, name: String, organisation: String, programmes: [String] = [], until: CivilDate? = nil) {
      self.id = id
      self.name = name
      self.organisation = organisation
      self.programmes = programmes
      self.until = until
    }

    package func isOpen(on day: CivilDate) -> Bool { until.map { $0 >= day } ?? true }
  }

  /// An organisation.
  package struct Organisation: Hashable, Sendable {
    /// The id of its stream.
    package var id: String
    package var name: String
    package var kind: OrganisationKind
    package var cvr: String?

    package init(id: String, name: String, kind: OrganisationKind, cvr: String? = nil) {
      self.id = id
      self.name = name
      self.kind = kind
      self.cvr = cvr
    }
  }
}
