import Base
import Foundation
import Interface
import PracticeOperations
import PracticePages
import PracticeRules
import Testing

@testable import Server

/// Every route against the table that was written by hand: who is let in, by role and by how he stands to what the page is about.
///
/// `routes.csv` has a row for each route and a column for each role; `routes.md` beside it says what stands in a cell.
@Suite struct RoutesTests {
  @Test func everyRouteHasARowAndEveryRowARoute() async throws {
    let table = try RouteTable.read()
    let world = try await RouteWorld()
    let routes = world.routes.map { "\($0.method.rawValue) \($0.pattern)" }
    let rows = table.rows.map { "\($0.method) \($0.pattern)" }
    #expect(Set(routes).count == routes.count && Set(rows).count == rows.count, "no route stands twice")
    let (missing, surplus) = (Set(routes).subtracting(rows).sorted(), Set(rows).subtracting(routes).sorted())
    #expect(missing.isEmpty, "routes without a row:\n\(missing.joined(separator: "\n"))")
    #expect(surplus.isEmpty, "rows without a route:\n\(surplus.joined(separator: "\n"))")
    #expect(Set(table.roles) == Set(world.place.policy.roles.keys).union(["nobody"]), "a column for each role")
  }

  @Test(arguments: try RouteTable.read().roles)
  func theDoorOpensAsTheTableSays(role: String) async throws {
    let world = try await RouteWorld()
    var wrong: [String] = []
    for row in try RouteTable.read().rows {
      let wanted = row.cells[role] ?? ""
      let found = try await world.cell(row, role: role)
      if found != wanted { wrong.append("\(row.method) \(row.pattern): the table says \(wanted), the door says \(found)") }
    }
    #expect(wrong.isEmpty, "as \(role):\n\(wrong.joined(separator: "\n"))")
  }
}

/// `routes.csv`.
struct RouteTable {
  struct Row: Sendable {
    var method: String
    var pattern: String
    /// What the page is about: each has its own relations.
    var about: About
    /// By role; a role's letters in the order of `about`.
    var cells: [String: String]
  }

  enum About: String {
    case citizen, task, user, team, organisation, catalog, none, token

    /// The relations that are tried, by their letters.
    var relations: [Character] {
      switch self {
      case .citizen: Array("atpnoiw")
      case .task: Array("atno")
      case .user, .team: Array("tno")
      case .organisation: Array("no")
      case .catalog, .none, .token: ["*"]
      }
    }
  }

  var roles: [String]
  var rows: [Row]

  static func read() throws -> RouteTable {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("routes.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let roles = Array(try #require(lines.first).dropFirst(3))
    let rows = try lines.dropFirst().map { line in
      try #require(line.count == roles.count + 3, "\(line)")
      return Row(
        method: line[0], pattern: line[1], about: try #require(About(rawValue: line[2]), "\(line)"),
        cells: Dictionary(uniqueKeysWithValues: zip(roles, line.dropFirst(3))))
    }
    return RouteTable(roles: roles, rows: rows)
  }
}
