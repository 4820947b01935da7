import Base
import Journal
import PracticeRecords
import PracticeRules

// What signing in and the other features ask about users. Everything here is as of today.
extension People {
  /// What a frame and a list of one's own say of a user.
  package struct Profile: Hashable, Sendable {
    /// The id of his stream.
    package var user: String
    package var name: String
    package var login: String
    package var title: String?
    /// The id of his organisation's stream.
    package var organisation: String
    package var organisationName: String
    /// The titles of the roles he has today, in the order of their ids.
    package var roles: [Words]
    package var language: Language
    /// False when he has left.
    package var isActive: Bool
  }

  /// Who asks, with the rights of today: roles in force, the teams he is in and the programmes they work in, his own streams,
  /// and the absent colleagues whose substitute he is. Nil for a user who is not known or has left, so that his sessions stop at once.
  ///
  /// Asked anew with every request: a role that was taken back opens nothing from the next click on.
  package static func caller(_ place: Workplace, user: String) throws -> Access.Caller? {
    let today = place.today
    return try place.records.read { try rights($0, user: user, on: today) }.map { rights in
      Access.Caller(
        user: user, organisation: rights.organisation, roles: rights.roles, teams: rights.teams,
        programmes: rights.programmes, ownStreams: rights.ownStreams, standsInFor: rights.standsInFor)
    }
  }

  /// Whether somebody is a user who has not left.
  package static func isActive(_ place: Workplace, user: String) throws -> Bool {
    try place.records.read { try names($0, [user]) }[user].map { $0.kind == .user && $0.isActive } ?? false
  }

  /// The name of a user, his organisation and his roles; nil when there is no such user.
  package static func profile(_ place: Workplace, user id: String) throws -> Profile? {
    let today = place.today
    let found = try place.records.read { db in
      guard let user = try user(db, id) else { return (User, String)?.none }
      return (user, try names(db, [user.organisation])[user.organisation]?.name ?? "")
    }
    guard let (user, organisation) = found else { return nil }
    let roles = Set(user.held(.role, on: today).map(\.what)).sorted().compactMap { place.policy.roles[$0]?.title }
    return Profile(
      user: user.id, name: user.name, login: user.login, title: user.title, organisation: user.organisation,
      organisationName: organisation, roles: roles, language: user.language, isActive: user.isActive)
  }

  /// The id of the user with a log-in name, however it was typed; nil when nobody who works here has it.
  package static func account(_ place: Workplace, login: String) throws -> String? {
    guard let name = LoginName(login), let stream = try place.journal.claim(scope: LoginName.scope, value: name.claimed),
      try isActive(place, user: stream.description)
    else { return nil }
    return stream.description
  }

  /// The user's e-mail address, where one was given: for links that are sent, never for a list.
  package static func email(_ place: Workplace, user id: String) throws -> String? {
    try place.records.read { try user($0, id) }?.email
  }
}
