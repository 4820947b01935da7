import Base
import CatalogFiles
import Foundation
import Instruments
import Testing

/// Real data as golden values: composites and totals as the HELP study published them.
@Suite struct HelpGoldenTests {
  let catalog: Catalog

  init() throws { catalog = try CatalogLoader.load(folders: [Repository.catalog]) }

  /// The answers of a row to the items that are numbers.
  func answers(_ row: [String: String], _ definition: InstrumentDefinition) -> Answers {
    var answers: Answers = [:]
    for item in definition.items {
      guard let text = row[item.id], let number = Double(text) else { continue }
      switch item.kind {
      case .number, .scale: answers[item.id] = .number(number)
      default: break
      }
    }
    return answers
  }

  @Test func allComposites() throws {
    let definition = try #require(catalog.instrument("asi-30day"))
    let scoring = Scoring(definition)
    let rows = try Repository.rows("asi")
    #expect(rows.count == 1472)
    let columns = ["medical": "C_MS", "alcohol": "C_AU", "drug": "C_DU"]
    var compared = ["medical": 0, "alcohol": 0, "drug": 0]
    var worst = 0.0
    var above = 0
    for row in rows {
      let given = answers(row, definition)
      #expect(definition.refusals(given).isEmpty)
      for score in scoring.score(given) {
        let published = row[columns[score.scale] ?? ""].flatMap { Double($0) }
        #expect((score.value == nil) == (published == nil), "ID \(row["ID"] ?? "") \(score.scale)")
        guard let value = score.value, let published else { continue }
        worst = max(worst, abs(value - published))
        compared[score.scale, default: 0] += 1
        if score.scale == "alcohol", value > 1 { above += 1 }
      }
    }
    #expect(worst <= 1e-12)
    #expect(compared == ["medical": 1472, "alcohol": 1459, "drug": 1469])
    #expect(above == 3)
  }

  @Test func allCESDTotals() throws {
    let definition = try #require(catalog.instrument("ces-d"))
    let scoring = Scoring(definition)
    var exact = 0
    var incomplete = 0
    for row in try Repository.rows("cesd") {
      let given = answers(row, definition)
      let scores = Dictionary(uniqueKeysWithValues: scoring.score(given).map { ($0.scale, $0) })
      let published = row["CES_D"].flatMap { Double($0) }
      #expect(scores["help_total"]?.value == published)
      guard let published, let total = scores["total"] else { continue }
      if total.answered == 20 {
        exact += 1
        #expect(total.value == published)
      } else {
        incomplete += 1
        // Never silently low: raised in proportion where the published column counts 0.
        #expect(total.value.map { abs($0 - published * 20 / Double(total.answered)) < 1e-9 } == true)
      }
    }
    #expect(exact == 1439)
    #expect(incomplete == 24)
  }

  @Test func otherFormsOfTheStudyAreTaken() throws {
    for (id, file) in [("socrates", "socrates"), ("sf36-scales", "sf36")] {
      let definition = try #require(catalog.instrument(id))
      for row in try Repository.rows(file) {
        let refused = definition.refusals(answers(row, definition))
        #expect(refused.isEmpty, "\(id) ID \(row["ID"] ?? ""): \(refused)")
      }
    }
  }
}
