import Statistics
import Testing

@Suite struct FisherExactTableTests {
  struct Case: Decodable {
    let table: [[Int]]
    let p: Double
    let tables: Int
  }

  @Test("The network gives what listing every table in whole numbers gives")
  func agreesWithListing() throws {
    for c in try Vectors.load("python/fisherTable", Case.self) {
      #expect(agree(try fisherExact(c.table), c.p), "\(c)")
      let turned = c.table[0].indices.map { column in c.table.map { $0[column] } }
      #expect(agree(try fisherExact(turned), c.p), "\(c)")
    }
  }

  @Test func agreesWithR() throws {
    for c in try Vectors.load("r/tables", FisherExactTests.RCase.self) {
      // R's network joins paths to about seven digits.
      #expect(agree(try fisherExact(c.table), c.fisherP, 1e-6), "\(c)")
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.emptyMargin) { try fisherExact([[1, 0, 2], [3, 0, 4]]) }
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try fisherExact([[1, 2, 3]]) }
    #expect(throws: Undefined.tooLarge(limit: 1000)) {
      try fisherExact([[30, 20, 25, 31], [22, 35, 28, 19], [27, 24, 33, 30]], limit: 1000)
    }
  }
}
