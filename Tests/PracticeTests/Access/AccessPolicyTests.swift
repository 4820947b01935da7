import Base
import CatalogFiles
import Foundation
import GRDB
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import Testing

/// House rule 7: a policy is one value with two readers that must never disagree.
@Suite struct AccessPolicyTests {
  private struct Case {
    var caller: Access.Caller
    var action: Access.Action
    var dataClass: Access.DataClass
  }

  private static let today = CivilDate(dayNumber: 20_000) ?? .epoch

  /// 200 callers × 500 citizens, each asked with a random action and class: 100,000 decisions, made by the predicate and by SQLite.
  @Test func theTwoReadersAgreeOnAHundredThousandCases() throws {
    var random = SeededNumbers(state: 7)
    let organisations = (0..<3).map { _ in Self.stream(&random).description }
    let (users, teams, programmes) = (Self.names("u", 8), Self.names("t", 5), Self.names("p", 3))
    var ids: [StreamID] = []
    let subjects = (0..<500).map { _ -> Access.Subject in
      let id = Self.stream(&random)
      ids.append(id)
      let assignments = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        Self.assignment(users, teams, programmes, &random)
      }
      return Access.Subject(
        stream: id.description,
        organisation: Int.random(in: 0..<5, using: &random) == 0 ? nil : organisations.randomElement(using: &random),
        protection: Access.Protection.allCases.randomElement(using: &random) ?? .ordinary, assignments: assignments)
    }
    let queue = try Self.database(subjects, ids)
    var (allowed, decisions) = (0, 0)
    try queue.read { db in
      for _ in 0..<200 {
        let policy = Self.policy(&random)
        let owned = Set(
          (0..<Int.random(in: 0..<2, using: &random)).compactMap { _ in subjects.randomElement(using: &random)?.stream })
        let caller = Access.Caller(
          user: users.randomElement(using: &random) ?? "", organisation: organisations.randomElement(using: &random) ?? "",
          roles: Self.some(Array(policy.roles.keys).sorted(), &random), teams: Self.some(teams, &random),
          programmes: Self.some(programmes, &random), ownStreams: owned,
          standsInFor: Bool.random(using: &random) ? Self.some(users, &random) : [])
        let action = Access.Action.allCases.randomElement(using: &random) ?? .read
        let dataClass = Access.DataClass.allCases.randomElement(using: &random) ?? .identity
        let condition = Access.Condition(policy, caller, action, dataClass, alias: "a", today: Self.today)
        let sql = "SELECT a.stream FROM citizens_access a WHERE \(condition.sql)"
        let found = Set(try RawQuery(db, sql, condition.arguments).map { Int($0.integer(0)) })
        for (number, subject) in subjects.enumerated() {
          let predicate = policy.allows(caller, action, dataClass, on: subject, today: Self.today)
          decisions += 1
          if predicate { allowed += 1 }
          #expect(predicate == found.contains(number), "subject \(number): \(subject.protection)")
        }
      }
    }
    #expect(decisions == 100_000)
    // A comparison of two readers that always say no would be worth nothing.
    #expect(allowed > 10_000 && allowed < 90_000, "\(allowed) allowed")
  }

  @Test func theRolesOfTheCatalogKeepTheOrganisationsApart() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let catalog = try CatalogLoader.load(folders: [root.appendingPathComponent("Catalog")], sections: StudyCatalog.sections)
    let policy = Access.policy(of: catalog)
    #expect(policy.roles.count == 14)
    let day = Self.today
    let subject = Access.Subject(
      stream: "s", organisation: "A",
      assignments: [.init(kind: .user, assignee: "u", from: day), .init(kind: .team, assignee: "t", from: day)])
    for role in policy.roles.keys {
      let foreign = Access.Caller(user: "u", organisation: "B", roles: [role], teams: ["t"], programmes: ["p"])
      for action in Access.Action.allCases {
        for dataClass in Access.DataClass.allCases {
          #expect(!policy.allows(foreign, action, dataClass, on: subject, today: day), "\(role) \(dataClass)")
        }
      }
    }
    // Somebody protected is hidden from colleagues without a relation, and a restricted one from the team as well.
    var hidden = subject
    hidden.protection = .nameAndAddress
    let stranger = Access.Caller(user: "x", organisation: "A", roles: ["outreach-worker"])
    let teamMate = Access.Caller(user: "x", organisation: "A", roles: ["outreach-worker"], teams: ["t"])
    let own = Access.Caller(user: "u", organisation: "A", roles: ["outreach-worker"])
    #expect(policy.allows(stranger, .read, .identity, on: subject, today: day))
    #expect(!policy.allows(stranger, .read, .identity, on: hidden, today: day))
    #expect(policy.allows(teamMate, .read, .identity, on: hidden, today: day))
    hidden.protection = .restricted
    #expect(!policy.allows(teamMate, .read, .identity, on: hidden, today: day))
    #expect(policy.allows(own, .read, .identity, on: hidden, today: day))
    let substitute = Access.Caller(user: "x", organisation: "A", roles: ["outreach-worker"], standsInFor: ["u"])
    #expect(policy.allows(substitute, .read, .identity, on: hidden, today: day), "who stands in is as if named himself")
    // An assignment that has ended opens nothing.
    hidden.assignments = [.init(kind: .user, assignee: "u", from: .epoch, until: day.adding(days: -1))]
    #expect(!policy.allows(own, .read, .identity, on: hidden, today: day))
    #expect(!policy.allows(substitute, .read, .identity, on: hidden, today: day))
  }

  @Test func theCatalogIsToldWhatIsWrongWithItsRoles() throws {
    let text = """
      {"roles": [{"id": "a", "title": {"da": "A", "en": "A"}, "purpose": "care", "permissions": ["flyAway"],
        "may": [{"actions": ["read"], "relations": ["otherOrganisation"], "classes": ["gossip"], "protection": "deep"}]}]}
      """
    let problems = ProblemCollector()
    _ = JSONReader.read(try JSONTree.parse(Array(text.utf8)), file: "roles.json", problems: problems, Access.Policy.read)
    let paths = problems.problems.map(\.path)
    #expect(
      paths == [
        "$.roles[0].permissions", "$.roles[0].may[0].relations", "$.roles[0].may[0].classes", "$.roles[0].may[0].protection",
      ]
        || Set(paths).count == 4, "\(problems.problems)")
  }
}

extension AccessPolicyTests {
  private static func names(_ letter: String, _ count: Int) -> [String] { (0..<count).map { "\(letter)\($0)" } }

  private static func stream(_ random: inout SeededNumbers) -> StreamID {
    StreamID.version7(at: Instant(milliseconds: Int64(random.next() % 1_000_000)), using: &random)
  }

  private static func some(_ all: [String], _ random: inout SeededNumbers) -> Set<String> {
    Set(all.filter { _ in Bool.random(using: &random) })
  }

  private static func assignment(
    _ users: [String], _ teams: [String], _ programmes: [String], _ random: inout SeededNumbers
  ) -> Access.Assignment {
    let kind = Access.Assignment.Kind.allCases.randomElement(using: &random) ?? .user
    let names = kind == .user ? users : kind == .team ? teams : programmes
    let from = 20_000 + Int.random(in: -20...3, using: &random)
    let until = Bool.random(using: &random) ? nil : CivilDate(dayNumber: from + Int.random(in: 0...25, using: &random))
    return Access.Assignment(
      kind: kind, assignee: names.randomElement(using: &random) ?? "", from: CivilDate(dayNumber: from) ?? .epoch, until: until)
  }

  private static func policy(_ random: inout SeededNumbers) -> Access.Policy {
    func few<Code: CaseIterable & Hashable>(_ type: Code.Type, _ random: inout SeededNumbers) -> Set<Code> {
      Set(Code.allCases.filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
    }
    let roles = (0..<4).map { number in
      let rules = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        Access.Rule(
          actions: few(Access.Action.self, &random),
          relations: Set(Access.Relation.allCases.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }),
          classes: few(Access.DataClass.self, &random),
          protection: Access.Protection.allCases.randomElement(using: &random) ?? .ordinary)
      }
      return Access.Role(
        id: "r\(number)", title: Words(da: "", en: ""), purpose: .care, permissions: [], rules: rules)
    }
    return Access.Policy(roles: roles)
  }

  /// The two views of the citizens' records, as plain tables.
  private static func database(_ subjects: [Access.Subject], _ ids: [StreamID]) throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try queue.write { db in
      try db.execute(
        sql: """
          CREATE TABLE citizens_access (stream INTEGER, id BLOB, organisation TEXT, protection INTEGER);
          CREATE TABLE citizens_assigned (stream INTEGER, kind TEXT, assignee TEXT, fromDay INTEGER, untilDay INTEGER);
          CREATE INDEX assigned ON citizens_assigned (stream);
          """)
      for (number, subject) in subjects.enumerated() {
        try db.execute(
          sql: "INSERT INTO citizens_access VALUES (?, ?, ?, ?)",
          arguments: [number, Data(ids[number].bytes), subject.organisation, subject.protection.rawValue])
        for assignment in subject.assignments {
          try db.execute(
            sql: "INSERT INTO citizens_assigned VALUES (?, ?, ?, ?, ?)",
            arguments: [
              number, assignment.kind.rawValue, assignment.assignee, assignment.from.dayNumber, assignment.until?.dayNumber,
            ])
        }
      }
    }
    return queue
  }
}

/// Random numbers that are the same every time.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
