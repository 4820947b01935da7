import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Tasks {
  /// A task as a list shows it, without its title.
  package struct Row: Hashable, Sendable {
    package var task: String
    /// The stream it is written in: the citizen's where it is about one.
    package var stream: StreamID
    package var isAboutCitizen: Bool
    package var reason: Reason
    /// Where its title stands in the journal; nil when it has none.
    package var titleAt: Int64?
    package var state: State
    package var acknowledgedBy: String?
    package var openedBy: String
    package var openedDay: CivilDate?
    /// The feature that made it through the ticker.
    package var feature: String?
    /// How it ended: an outcome, or why it was withdrawn.
    package var outcome: String?
    /// The team whose leader was told that it is late.
    package var leaderTeam: String?
  }

  /// A task in a list: open to who asks, or no more than that there is one.
  package enum Listed: Hashable, Sendable {
    case open(Row)
    /// It is the asker's, about a citizen that is not open to him: neither name nor title is read.
    case closed(deadline: Deadline)

    package var deadline: Deadline {
      switch self {
      case .open(let row): row.state.deadline
      case .closed(let deadline): deadline
      }
    }
  }

  /// Whose tasks are asked for, and who asks.
  package struct Circle: Hashable, Sendable {
    /// The asker, and the colleagues he stands in for today.
    package var users: Set<String>
    package var teams: Set<String>
    /// Roles with their organisation, as `Owner.role` stores them.
    package var roles: Set<String>
    package var organisation: String

    package init(users: Set<String>, teams: Set<String>, roles: Set<String>, organisation: String) {
      self.users = users
      self.teams = teams
      self.roles = roles
      self.organisation = organisation
    }

    var owners: [String] { (users.union(teams).union(roles)).sorted() }
  }

  /// When it is on the list.
  package enum Scope: Hashable, Sendable {
    /// Open tasks, the most urgent first.
    case open
    /// Tasks that were finished since a moment, the latest first.
    case ended(since: Instant)
  }

  static let columns = """
    t.task, r.id, t.about, t.reason, CASE WHEN t.titled = 1 THEN t.opened END, t.condition, t.ownerKind, t.owner, t.ownerEntry, \
    t.deadlineDay, t.minute, t.deadlineEntry, t.endedBy, t.endedAt, t.acknowledgedBy, t.openedBy, t.openedDay, t.feature, \
    t.outcome, t.leaderTeam
    """

  /// The condition under which a task may be seen, for the alias `t` of `tasks_task`: the door to its citizen; without one, that it
  /// is the asker's own, or that he made it, or that it is of his organisation's team.
  static func visible(_ door: Access.Condition, _ circle: Circle) -> (sql: String, arguments: [RecordValue]) {
    let owners = circle.owners
    let mine = owners.map { _ in "?" }.joined(separator: ", ")
    let sql = """
      (CASE WHEN t.about = 'citizen' THEN EXISTS (SELECT 1 FROM citizens_access a WHERE a.stream = t.stream AND \(door.sql)) \
      ELSE t.organisation = ? AND (t.owner IN (\(mine)) OR t.openedBy IN (\(mine)) OR t.leaderTeam IN (\(mine))) END)
      """
    let names = owners.map { RecordValue.text($0) }
    return (sql, door.arguments + [.text(circle.organisation)] + names + names + names)
  }

  /// The tasks of the asker, of those he stands in for, of his teams and roles. One statement, narrowed by the door.
  ///
  /// - Parameter door: for reading `ordinary`, alias `a`.
  package static func mine(
    _ db: Database, _ door: Access.Condition, _ circle: Circle, _ scope: Scope = .open, limit: Int = 200
  ) throws -> [Listed] {
    let (seen, arguments) = visible(door, circle)
    let owners = circle.owners
    guard !owners.isEmpty else { return [] }
    let marks = owners.map { _ in "?" }.joined(separator: ", ")
    let names = owners.map { RecordValue.text($0) }
    let users = circle.users.sorted()
    let own = users.map { _ in "?" }.joined(separator: ", ")
    let (condition, since, order): (String, [RecordValue], String) =
      switch scope {
      case .open: ("t.condition = 'open'", [], "deadlineDay, minute, task")
      case .ended(let since):
        ("t.condition = 'done' AND t.endedAt >= ?", [.integer(since.milliseconds)], "endedAt DESC, task")
      }
    // Materialized: the order would else draw the planner to the index of all open tasks, and the door be asked for each.
    let sql = """
      WITH t AS MATERIALIZED (SELECT \(seen) AS seen, \(named) FROM tasks_task t CROSS JOIN records_stream r
      WHERE r.no = t.stream AND \(condition) AND t.owner IN (\(marks)))
      SELECT seen, \(plain) FROM t WHERE seen OR owner IN (\(own)) ORDER BY \(order) LIMIT ?
      """
    let all = arguments + since + names + users.map { .text($0) } + [.integer(Int64(limit))]
    return try RawQuery(db, sql, all).map(listed)
  }

  /// Late tasks of which the leaders of these teams were told. One statement.
  package static func told(
    _ db: Database, _ door: Access.Condition, _ circle: Circle, teams: Set<String>, limit: Int = 50
  ) throws -> [Listed] {
    guard !teams.isEmpty else { return [] }
    let (seen, arguments) = visible(door, circle)
    let marks = teams.map { _ in "?" }.joined(separator: ", ")
    let sql = """
      SELECT 1, \(columns) FROM tasks_task t CROSS JOIN records_stream r
      WHERE r.no = t.stream AND +t.condition = 'open' AND t.leaderTeam IN (\(marks)) AND t.toldLeader = t.deadlineDay AND \(seen)
      ORDER BY +t.deadlineDay, t.minute, t.task LIMIT ?
      """
    return try RawQuery(db, sql, teams.sorted().map { .text($0) } + arguments + [.integer(Int64(limit))]).map(listed)
  }

  /// The tasks about a citizen, open ones first; the caller has been let in to the citizen.
  package static func about(_ db: Database, _ stream: StreamID, limit: Int = 50) throws -> [Row] {
    let sql = """
      SELECT 1, \(columns) FROM tasks_task t JOIN records_stream r ON r.no = t.stream
      WHERE t.stream = (SELECT no FROM records_stream WHERE id = ?) AND t.about = 'citizen' AND t.condition <> 'withdrawn'
      ORDER BY t.condition = 'open' DESC, CASE WHEN t.condition = 'open' THEN t.deadlineDay ELSE -t.endedAt END, t.task LIMIT ?
      """
    return try RawQuery(db, sql, [.blob(stream.bytes), .integer(Int64(limit))]).map(row)
  }

  /// One task, if it may be seen.
  package static func task(_ db: Database, _ door: Access.Condition, _ circle: Circle, id: String) throws -> Row? {
    let (seen, arguments) = visible(door, circle)
    let sql = """
      SELECT 1, \(columns) FROM tasks_task t JOIN records_stream r ON r.no = t.stream
      WHERE t.task = ? AND t.reason IS NOT NULL AND \(seen)
      """
    return try RawQuery(db, sql, [.text(id)] + arguments).map(row).first
  }

  /// The stream of a task, for noting a refusal; nil when there is no such task.
  package static func stream(_ db: Database, of id: String) throws -> StreamID? {
    let sql = "SELECT r.id FROM tasks_task t JOIN records_stream r ON r.no = t.stream WHERE t.task = ? AND t.about = 'citizen'"
    return try RawQuery(db, sql, [.text(id)]).map { $0.stream(0) }.first ?? nil
  }
}

// MARK: - Reading rows

extension Tasks {
  /// The columns under their own names, for a query around the query.
  private static let named = """
    t.task, r.id AS stream, t.about, t.reason, CASE WHEN t.titled = 1 THEN t.opened END AS titleAt, t.condition, t.ownerKind, \
    t.owner, t.ownerEntry, t.deadlineDay, t.minute, t.deadlineEntry, t.endedBy, t.endedAt, t.acknowledgedBy, t.openedBy, \
    t.openedDay, t.feature, t.outcome, t.leaderTeam
    """

  /// What is not open leaves the query as null.
  private static let plain = """
    CASE WHEN seen THEN task END, stream, about, CASE WHEN seen THEN reason END, titleAt, condition, ownerKind, owner, \
    ownerEntry, deadlineDay, minute, deadlineEntry, endedBy, endedAt, acknowledgedBy, openedBy, openedDay, feature, outcome, \
    leaderTeam
    """

  private static func listed(_ query: RawQuery) throws -> Listed {
    query.integer(0) != 0 ? .open(try row(query)) : .closed(deadline: try deadline(query))
  }

  private static func deadline(_ query: RawQuery) throws -> Deadline {
    guard let day = CivilDate(dayNumber: Int(query.integer(10))) else { throw unreadable }
    let minute = Int(query.integer(11))
    return Deadline(day, minute: minute < 0 ? nil : minute)
  }

  private static func row(_ query: RawQuery) throws -> Row {
    guard let stream = query.stream(2), let reason = Reason(rawValue: query.text(4)),
      let condition = Condition(rawValue: query.text(6)), let owner = Owner(kind: query.text(7), id: query.text(8))
    else { throw unreadable }
    let state = State(
      task: query.text(1), condition: condition, owner: owner, deadline: try deadline(query), endedBy: query.text(orNull: 13),
      endedAt: query.integer(orNull: 14).map { Instant(milliseconds: Int64($0)) }, ownerEntry: query.text(9),
      deadlineEntry: query.text(12))
    let acknowledged = query.text(15)
    let team = query.text(20)
    return Row(
      task: state.task, stream: stream, isAboutCitizen: query.text(3) == "citizen", reason: reason,
      titleAt: query.integer(orNull: 5).map { Int64($0) }, state: state,
      acknowledgedBy: acknowledged.isEmpty ? nil : acknowledged, openedBy: query.text(16),
      openedDay: query.integer(orNull: 17).flatMap { CivilDate(dayNumber: $0) }, feature: query.text(orNull: 18),
      outcome: query.text(orNull: 19), leaderTeam: team.isEmpty ? nil : team)
  }

  private static var unreadable: ProjectionFault { ProjectionFault("a row of tasks_task cannot be read") }
}
