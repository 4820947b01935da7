import Base

/// Who works here: organisations, teams, users, and what each was granted.
package enum People {}

/// Closed lists about organisations and users. The raw values stand in the journal and are never renamed.
extension People {
  /// What an organisation is in law.
  package enum OrganisationKind: String, Sendable, CaseIterable {
    case municipality, region, civilSociety

    /// The kind on the screen.
    package var words: Words {
      switch self {
      case .municipality: Words(da: "Kommune", en: "Municipality")
      case .region: Words(da: "Region", en: "Region")
      case .civilSociety: Words(da: "Civilsamfundsorganisation", en: "Civil-society organisation")
      }
    }
  }

  /// What somebody is in a team.
  package enum TeamPart: String, Sendable, CaseIterable {
    case member, leader

    /// The part on the screen.
    package var words: Words {
      switch self {
      case .member: Words(da: "Medlem", en: "Member")
      case .leader: Words(da: "Leder af teamet", en: "Leader of the team")
      }
    }
  }

  /// Why somebody is away. There is no place for more: what ails a colleague is not written down.
  package enum AbsenceReason: String, Sendable, CaseIterable {
    case ill, leave, course, left

    /// The reason on the screen.
    package var words: Words {
      switch self {
      case .ill: Words(da: "Syg", en: "Ill")
      case .leave: Words(da: "Ferie eller orlov", en: "Holiday or leave")
      case .course: Words(da: "Kursus", en: "Course")
      case .left: Words(da: "På vej ud af stillingen", en: "Leaving the post")
      }
    }
  }

  /// What can be granted to a user for a time.
  package enum GrantKind: String, Sendable, CaseIterable {
    case role, team, mandate, visitation

    /// The kind on the screen.
    package var words: Words {
      switch self {
      case .role: Words(da: "Rolle", en: "Role")
      case .team: Words(da: "Team", en: "Team")
      case .mandate: Words(da: "Mandat", en: "Mandate")
      case .visitation: Words(da: "Visitationsret", en: "Right to refer in")
      }
    }
  }

  /// A field of a user that may be changed.
  package enum UserField: String, Sendable, CaseIterable {
    case title, phone, email
  }
}

/// Limits of texts, in characters as they are counted by a reader.
extension People {
  /// The longest text of each field.
  package enum Limit {
    package static let name = 120
    package static let login = 3...64
    package static let title = 80
    package static let phone = 30
    package static let email = 254
    package static let team = 80
    package static let mandate = 300
    package static let table = 80
    /// Programmes a team works in.
    package static let programmes = 50
    /// Streams of one citizen's own log-in.
    package static let ownStreams = 20
  }
}

extension People {
  /// A day in a payload.
  static func day(_ reader: inout PayloadReader, _ name: String) throws -> CivilDate {
    guard let day = CivilDate(try reader.string()) else { throw reader.fault("\(name) is no day") }
    return day
  }

  /// A list of texts in a payload.
  static func texts(_ reader: inout PayloadReader) throws -> [String] {
    var texts: [String] = []
    try reader.array { texts.append(try $0.string()) }
    return texts
  }
}
