import Base
import Evaluation
import Foundation
import Testing

/// The HELP study against figures made with SciPy (Vectors/help.py) and those its data set is known for.
@Suite struct HelpTests {
  let result: StudyResult
  let expected: JSONTree

  /// Computed once for all tests.
  static let shared = Result {
    let data = try HelpData.dataset()
    return try Evaluator.run(try Repository.study("help", vocabulary: StudyVocabulary(data)), data: data)
  }

  init() throws {
    result = try Self.shared.get()
    expected = try JSONTree.parse(try Repository.bytes("Tests/EvaluationTests/Vectors/help.json"))
  }

  private func close(_ a: Double?, _ b: Double?, _ tolerance: Double, _ place: String) {
    guard let a, let b else {
      Issue.record("\(place): \(String(describing: a)), expected \(String(describing: b))")
      return
    }
    #expect(abs(a - b) <= tolerance, "\(place): \(a), expected \(b)")
  }

  @Test func knownFigures() {
    let change = result.cell("help-cesd-change", "6", "before")
    #expect(change?.n == 254)
    close(change?.sum.map { $0 / 254 }, 32.5472, 0.00005, "CES-D before")
    close(result.cell("help-cesd-change", "6", "after")?.sum.map { $0 / 254 }, 22.8071, 0.00005, "CES-D after")
    #expect(result.cell("help-cesd-reliability", "cesd", "alpha")?.figure == 0.886414)
    #expect(result.cell("help-cesd-reliability", "cesd", "alpha")?.n == 462)
    #expect(result.cell("help-cesd-reliability", "cesd", "sd")?.figure == 12.46592)
    #expect(result.cell("help-cesd-reliability", "cesd", "reliableChange")?.figure == 11.645472)
    for (row, mean, n) in [("alcohol", 0.476466, 464), ("drug", 0.252856, 470), ("medical", 0.352861, 470)] {
      let cell = result.cell("help-asi-start", row, "all")
      #expect(cell?.n == n)
      close(cell?.sum.map { $0 / Double(n) }, mean, 0.0000005, row)
    }
    let answered = ["0", "6", "12", "18", "24"].map { result.cell("help-retention", $0, "answered")?.count }
    #expect(answered == [470, 254, 217, 254, 277])
  }

  @Test(arguments: ["6", "12", "18", "24"]) func change(wave: String) {
    let want = expected["cesd"]?[wave]
    for column in ["n", "before", "after", "change", "low", "high", "effect"] {
      close(result.cell("help-cesd-change", wave, column)?.figure, want?[column]?.number, 0.005000001, "\(wave) \(column)")
    }
    let p = result.cell("help-cesd-change", wave, "change")?.p ?? .nan
    #expect(abs(p / (want?["p"]?.number ?? 0) - 1) < 1e-7)
    let wilcoxon = result.cell("help-cesd-wilcoxon", wave, "change")?.p ?? .nan
    #expect(abs(wilcoxon / (want?["wilcoxon"]?.number ?? 0) - 1) < 1e-7)
    // After 12 months four persons are unchanged: that cell is hidden, and one more so that it cannot be worked out.
    let direction = ["positive", "unchanged", "negative"].map { result.cell("help-cesd-direction", wave, $0) }
    #expect(direction[0]?.count == want?["down"]?.number.map { Int($0) })
    #expect(direction.map { $0?.isHidden } == (wave == "12" ? [false, true, true] : [false, false, false]))
    if wave != "12" { #expect(direction[2]?.count == want?["up"]?.number.map { Int($0) }) }
    let classes = expected["classes"]?[wave]
    for (column, key) in [("recovered", "recovered"), ("improved", "improved"), ("unchanged", "unchanged"), ("worse", "worse")] {
      #expect(result.cell("help-cesd-classes", wave, column)?.count == classes?[key]?.number.map { Int($0) }, "\(wave) \(column)")
    }
  }

  @Test(arguments: [("help-cesd-course", "cesdCourse", 0.005000001), ("help-asi-course", "asiCourse", 0.0005000001)])
  func allWaves(table: String, key: String, tolerance: Double) {
    for wave in ["0", "6", "12", "18", "24"] {
      for column in ["n", "mean", "completeN", "completeMean", "carriedN", "carriedMean"] {
        close(
          result.cell(table, wave, column)?.figure, expected[key]?[wave]?[column]?.number, tolerance, "\(table) \(wave) \(column)"
        )
      }
      close(
        result.cell(table, wave, "index")?.figure, expected[key]?[wave]?["index"]?.number, 0.5000001, "\(table) \(wave) index")
    }
    #expect(result.table(table)?.curves.first?.points.map(\.x) == [0, 6, 12, 18, 24])
  }

  @Test func addictionSeverity() {
    for row in ["alcohol", "drug", "medical"] {
      let want = expected["asi"]?[row]?["change"]
      for column in ["n", "before", "after", "change", "low", "high"] {
        close(result.cell("help-asi-change", row, column)?.figure, want?[column]?.number, 0.0005000001, "\(row) \(column)")
      }
    }
  }

  @Test func linkage() {
    for group in ["usual-care", "clinic"] {
      let want = expected["linkage"]?[group]
      for column in ["n", "events", "with-180", "with-365"] {
        close(result.cell("help-linkage", group, column)?.figure, want?[column]?.number, 0.0500001, "\(group) \(column)")
      }
    }
    #expect(result.cell("help-linkage", "clinic", "median")?.figure == expected["linkage"]?["clinic"]?["median"]?.number)
    #expect(result.cell("help-linkage", "usual-care", "median")?.figure == nil)
    let p = result.cell("help-linkage", "clinic", "n")?.p ?? .nan
    #expect(abs(p / (expected["logrank"]?["p"]?.number ?? 0) - 1) < 1e-7)
    #expect(result.table("help-linkage")?.curves.count == 2)
  }

  @Test func groupsBesideEachOther() {
    for wave in ["0", "6", "12", "18", "24"] {
      for column in ["usual-care", "clinic", "difference", "low", "high"] {
        close(
          result.cell("help-groups", wave, column)?.figure, expected["groups"]?[wave]?[column]?.number, 0.005000001,
          "\(wave) \(column)")
      }
      close(result.cell("help-groups", wave, "p")?.p, expected["groups"]?[wave]?["p"]?.number, 1e-9, "\(wave) p")
    }
    for row in ["linked", "linked-women", "age"] {
      close(result.cell("help-linked", row, "p")?.p, expected["linked"]?[row]?.number, 1e-9, row)
    }
    close(result.cell("help-lost", "cesd", "p")?.p, expected["lost"]?["p"]?.number, 1e-9, "lost")
    close(result.cell("help-lost", "cesd", "kept")?.figure, expected["lost"]?["kept"]?.number, 0.0500001, "kept")
  }

  @Test func saysWhatItMust() {
    #expect(!result.notices.contains { $0.en.contains("No control group") })
    #expect(result.notices.contains { $0.en.contains("Groups of 1-4 persons are hidden") })
    #expect(result.table("help-asi-change")?.notes.contains { $0.en.hasPrefix("254 of 470 measured before") } == true)
    #expect(result.table("help-cesd-change")?.finding?.en.hasPrefix("Fewer depressive symptoms") == true)
    for table in result.allTables {
      for text in table.notes + [table.title] + [table.finding].compactMap({ $0 }) {
        #expect(!text.da.lowercased().contains("forværret"), "\(table.id)")
      }
    }
  }
}
