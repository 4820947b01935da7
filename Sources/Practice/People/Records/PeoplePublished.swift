import Base
import GRDB
import Journal
import PracticeRules
import Records

extension People {
  /// What others may join: `people_member(team, user, stream, leads, fromDay, untilDay)`, places in teams;
  /// `people_named(id, kind, name, title, phone, organisation, isActive)`, every user, team and organisation by the text of its id.
  static let publishedViews = [
    RecordView(
      "people_member",
      """
      SELECT g.what AS team, u.id AS user, g.stream AS stream, g.part = 'leader' AS leads, g.fromDay AS fromDay,
      g.untilDay AS untilDay FROM people_grant g JOIN people_user u ON u.stream = g.stream
      WHERE g.kind = 'team' AND u.lastDay IS NULL
      """),
    RecordView(
      "people_named",
      """
      SELECT id, 'user' AS kind, name, title, phone, organisation, lastDay IS NULL AS isActive FROM people_user
      UNION ALL SELECT id, 'team', name, '', '', organisation, untilDay IS NULL FROM people_team
      UNION ALL SELECT id, 'organisation', name, '', '', id, 1 FROM people_organisation
      """),
  ]

  /// A user, team or organisation as a list or a timeline shows it.
  package struct PersonLine: Hashable, Sendable {
    package enum Kind: String, Sendable { case user, team, organisation }

    /// The id of the stream.
    package var id: String
    package var kind: Kind
    package var name: String
    /// What he is, in his organisation's word.
    package var title: String?
    package var phone: String?
    /// The id of the organisation; its own for an organisation.
    package var organisation: String
    /// False for a user who has left and a team that was closed.
    package var isActive: Bool
  }

  /// Names by id: users, teams and organisations, in one statement however many ids are asked for. An id without a name is left out.
  ///
  /// Who may see the names is the asker's to decide: this gives whoever is asked for, of every organisation.
  package static func names(_ db: Database, _ ids: some Sequence<String>) throws -> [String: PersonLine] {
    let wanted = Set(ids)
    guard !wanted.isEmpty else { return [:] }
    var found: [String: PersonLine] = [:]
    let sql = """
      SELECT id, kind, name, title, phone, organisation, isActive FROM people_named
      WHERE id IN (SELECT value FROM json_each(?))
      """
    var list = PayloadWriter()
    list.array(wanted.sorted())
    let text = String(decoding: list.bytes, as: UTF8.self)
    try RawQuery(db, sql, [.text(text)]).each { row in
      guard let kind = PersonLine.Kind(rawValue: row.text(1)) else { return }
      found[row.text(0)] = PersonLine(
        id: row.text(0), kind: kind, name: row.text(2), title: filled(row.text(orNull: 3)), phone: filled(row.text(orNull: 4)),
        organisation: row.text(5), isActive: row.integer(6) != 0)
    }
    return found
  }

  /// Nil for an empty text.
  static func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }

  /// What a user may today, before the policy has its say.
  package struct Rights: Hashable, Sendable {
    package var organisation: String
    package var roles: Set<String> = []
    package var teams: Set<String> = []
    package var programmes: Set<String> = []
    package var ownStreams: Set<String> = []
    /// The absent colleagues whose substitute he is.
    package var standsInFor: Set<String> = []
  }

  /// The rights of a user on a day; nil for one who is not known or has left. Five statements, each by key.
  package static func rights(_ db: Database, user: String, on day: CivilDate) throws -> Rights? {
    let today = RecordValue.integer(Int64(day.dayNumber))
    let found = try RawQuery(db, "SELECT organisation, lastDay, stream FROM people_user WHERE id = ?", [.text(user)])
      .map { (organisation: $0.text(0), left: !$0.isNull(1), stream: $0.integer(2)) }.first
    guard let found, !found.left else { return nil }
    let stream = RecordValue.integer(found.stream)
    var rights = Rights(organisation: found.organisation)
    let held = """
      SELECT g.what FROM people_grant g WHERE g.stream = ? AND g.kind = 'role' AND g.fromDay <= ?
      AND (g.untilDay IS NULL OR g.untilDay >= ?)
      """
    try RawQuery(db, held, [stream, today, today]).each { rights.roles.insert($0.text(0)) }
    let places = """
      SELECT g.what, t.programmes FROM people_grant g JOIN people_team t ON t.id = g.what AND t.organisation = ?
      WHERE g.stream = ? AND g.kind = 'team' AND g.fromDay <= ? AND (g.untilDay IS NULL OR g.untilDay >= ?)
      AND (t.untilDay IS NULL OR t.untilDay >= ?)
      """
    try RawQuery(db, places, [.text(found.organisation), stream, today, today, today]).each { row in
      rights.teams.insert(row.text(0))
      rights.programmes.formUnion(row.text(1).split(separator: " ").map(String.init))
    }
    try RawQuery(db, "SELECT streams FROM people_own WHERE stream = ?", [stream]).each { row in
      rights.ownStreams.formUnion(row.text(0).split(separator: " ").map(String.init))
    }
    let away = """
      SELECT u.id FROM people_absence a JOIN people_user u ON u.stream = a.stream
      WHERE a.substitute = ? AND a.fromDay <= ? AND (a.untilDay IS NULL OR a.untilDay >= ?) AND u.lastDay IS NULL
      AND u.organisation = ?
      """
    try RawQuery(db, away, [.text(user), today, today, .text(found.organisation)]).each { row in
      rights.standsInFor.insert(row.text(0))
    }
    return rights
  }
}
