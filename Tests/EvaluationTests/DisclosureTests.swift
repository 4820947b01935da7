import Base
import Evaluation
import Testing

/// Small groups must not come back by subtraction.
@Suite struct DisclosureTests {
  static let kinds = ["a", "b"]
  static let sites = ["x", "y"]

  static func study(_ layout: String, threshold: Int = 5) throws -> StudyDefinition {
    let text = """
      {"schema": 1, "id": "t", "title": {"da": "t", "en": "t"}, "disclosure": {"threshold": \(threshold)\(threshold == 5 ? "" : ", \"reason\": {\"da\": \"t\", \"en\": \"t\"}")},
       "sections": [{"title": {"da": "t", "en": "t"}, "tables": [{"id": "t", "title": {"da": "t", "en": "t"}, "unit": "persons",
        "of": "persons", \(layout)}]}]}
      """
    return try StudyDefinition.read(Array(text.utf8), file: "t.json")
  }

  private static func line(_ key: String, _ rest: String = "") -> String {
    "{\"key\": \"\(key)\", \"label\": {\"da\": \"\(key)\", \"en\": \"\(key)\"}\(rest)}"
  }

  /// Counts by kind and site with both totals.
  static let counts: String = {
    let rows = kinds.map { line($0, ", \"where\": {\"item\": \"kind\", \"is\": \"\($0)\"}") } + [line("all", ", \"total\": true")]
    let columns = [line("all", ", \"total\": true")] + sites.map { line($0, ", \"where\": {\"site\": \"\($0)\"}") }
    return "\"layout\": \"grid\", \"measure\": \"count\", \"rows\": [\(rows.joined(separator: ","))], "
      + "\"columns\": [\(columns.joined(separator: ","))]"
  }()

  /// Shares of each kind, in all and by site.
  static let shares: String = {
    let rows = kinds.map { line($0, ", \"measure\": {\"share\": {\"item\": \"kind\", \"is\": \"\($0)\"}}") }
    let columns = [line("all", ", \"total\": true")] + sites.map { line($0, ", \"where\": {\"site\": \"\($0)\"}") }
    return "\"layout\": \"grid\", \"rows\": [\(rows.joined(separator: ","))], \"columns\": [\(columns.joined(separator: ","))]"
  }()

  static let crossing = "\"layout\": \"cross\", \"rowItem\": \"kind\", \"columnItem\": \"site\", \"totals\": true"

  /// Persons by kind (outer) and site (inner).
  static func data(_ groups: [[Int]]) -> Dataset {
    var (kind, site): ([Int32], [Int32]) = ([], [])
    for (k, row) in groups.enumerated() {
      for (s, n) in row.enumerated() {
        kind += [Int32](repeating: Int32(k), count: n)
        site += [Int32](repeating: Int32(s), count: n)
      }
    }
    return Dataset(tables: [
      "persons": Dataset.Table(
        count: kind.count, columns: ["kind": .categories(kind, labels: kinds), "site": .categories(site, labels: sites)])
    ])
  }

  /// What a cell tells: sums over kind-site groups.
  static func groups(_ row: String, _ column: String) -> [Int] {
    var list: [Int] = []
    for (k, kind) in kinds.enumerated() where row == kind || row == "all" || row == "total" {
      for (s, site) in sites.enumerated() where column == site || column == "all" || column == "total" { list.append(k * 2 + s) }
    }
    return list
  }

  struct Fact {
    let groups: [Int]
    let value: Int
  }

  /// Everything that is shown, and the groups behind hidden cells.
  static func read(_ table: StudyResult.Table, isShare: Bool) -> (facts: [Fact], hidden: [[Int]]) {
    var (facts, hidden): ([Fact], [[Int]]) = ([], [])
    for cell in table.cells {
      let own = groups(cell.row, cell.column)
      let whole = groups("all", cell.column)
      if cell.isHidden {
        hidden.append(own)
      } else if isShare {
        facts.append(Fact(groups: own, value: cell.count ?? -1))
        facts.append(Fact(groups: whole, value: cell.n ?? -1))
      } else {
        facts.append(Fact(groups: own, value: Int(cell.figure ?? -1)))
      }
    }
    return (facts, hidden)
  }

  /// Tries every table of groups that agrees with what is shown, and with `small` groups having 1 to 4 persons, as the report says of
  /// cells that are hidden as themselves; gives the values each hidden number may have.
  static func attack(_ facts: [Fact], _ hidden: [[Int]], small: [[Int]], most: Int) -> [Set<Int>] {
    var found = [Set<Int>](repeating: [], count: hidden.count)
    // What is complete once a group has its value is looked at only then.
    let due = (0..<4).map { last in facts.filter { $0.groups.max() == last } }
    var x = [Int](repeating: 0, count: 4)
    func step(_ i: Int) {
      if i > 0 { for fact in due[i - 1] where fact.groups.reduce(0, { $0 + x[$1] }) != fact.value { return } }
      if i == 4 {
        for groups in small where !(1...4).contains(groups.reduce(0) { $0 + x[$1] }) { return }
        for (h, groups) in hidden.enumerated() { found[h].insert(groups.reduce(0) { $0 + x[$1] }) }
        return
      }
      for value in 0...most {
        x[i] = value
        step(i + 1)
      }
    }
    step(0)
    return found
  }

  @Test(arguments: 0..<24) func attackFindsNothing(seed: Int) throws {
    var random = Seeded(UInt64(seed))
    let groups = (0..<2).map { _ in (0..<2).map { _ in random.below(9) } }
    let most = groups.flatMap { $0 }.max() ?? 0
    for (layout, isShare) in [(Self.counts, false), (Self.shares, true), (Self.crossing, false)] {
      let result = try Evaluator.run(try Self.study(layout), data: Self.data(groups))
      let table = try #require(result.table("t"))
      let (facts, hidden) = Self.read(table, isShare: isShare)
      for (cell, fact) in table.cells.filter({ !$0.isHidden }).map({ ($0, $0.n ?? 0) }) {
        #expect(!(1..<5).contains(fact), "\(cell.row) \(cell.column) shows \(fact) in \(groups)")
        if isShare { #expect(!(1..<5).contains(cell.count ?? 0) && !(1..<5).contains(fact - (cell.count ?? 0))) }
      }
      for cell in table.cells where cell.isHidden {
        #expect(
          cell.n == nil && cell.count == nil && cell.sum == nil && cell.p == nil && cell.stars == nil && cell.missing == nil)
      }
      let small = table.cells.filter { !isShare && $0.value == .suppressed(complementary: false) }
        .map { Self.groups($0.row, $0.column) }
      let values = Self.attack(facts, hidden, small: small, most: most + 2)
      for (h, possible) in values.enumerated() {
        let truth = hidden[h].reduce(0) { $0 + groups[$1 / 2][$1 % 2] }
        #expect(truth == 0 || truth >= 5 || possible.count > 1, "\(hidden[h]) = \(possible) in \(groups), \(isShare)")
      }
    }
  }

  @Test func cornersAreNotExact() throws {
    // Each kind has 4 at site x; a shown total of 8 would say so, since hidden groups have at most 4.
    let table = try #require(try Evaluator.run(try Self.study(Self.counts), data: Self.data([[4, 20], [4, 30]])).table("t"))
    let (facts, hidden) = Self.read(table, isShare: false)
    let values = Self.attack(facts, hidden, small: [Self.groups("a", "x"), Self.groups("b", "x")], most: 60)
    for possible in values { #expect(possible.count > 1) }
    #expect(!hidden.isEmpty)
  }

  @Test func zeroThresholdHidesNothing() throws {
    let result = try Evaluator.run(try Self.study(Self.counts, threshold: 0), data: Self.data([[1, 2], [3, 4]]))
    #expect(result.table("t")?.cells.contains { $0.isHidden } == false)
    #expect(result.notices.contains { $0.en.contains("Small groups are not hidden") })
  }

  @Test func callerMayOnlyBeStricter() throws {
    let data = Self.data([[9, 9], [9, 9]])
    let strict = try Evaluator.run(try Self.study(Self.counts), data: data, options: Evaluator.Options(threshold: 10))
    #expect(strict.table("t")?.cells.contains { $0.isHidden } == true)
    let loose = try Evaluator.run(
      try Self.study(Self.counts), data: Self.data([[1, 9], [9, 9]]), options: Evaluator.Options(threshold: 0))
    #expect(loose.table("t")?.cells.contains { $0.isHidden } == true)
  }

  @Test func complementIsChosenAmongCells() throws {
    let result = try Evaluator.run(try Self.study(Self.counts), data: Self.data([[3, 20], [25, 30]]))
    let table = try #require(result.table("t"))
    #expect(table.cell("a", "x")?.value == .suppressed(complementary: false))
    #expect(table.cell("a", "y")?.value == .suppressed(complementary: true))
    #expect(table.cell("all", "all")?.figure == 78)
  }
}

/// A generator that gives the same numbers everywhere (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
}
