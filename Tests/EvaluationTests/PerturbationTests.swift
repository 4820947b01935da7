import Base
import Evaluation
import Testing

/// Twenty seeded changes of the microdata give the cells that a script of its own computes (Vectors/perturb.py).
@Suite struct PerturbationTests {
  static let entries: [JSONTree] =
    (try? Repository.bytes("Tests/EvaluationTests/Vectors/perturbations.json"))
    .flatMap { try? JSONTree.parse($0).list } ?? []

  static let source = Result { try URSData() }
  static let study = Result { try Repository.study("urs-2016") }
  static let economics = Result { try URSData.economics() }

  @Test func thereAreTwenty() {
    #expect(Self.entries.count == 20)
    #expect(Self.entries.allSatisfy { ($0["cells"]?.list.count ?? 0) > 150 })
  }

  @Test(arguments: 0..<20) func agrees(seed: Int) throws {
    let entry = try #require(Self.entries.indices.contains(seed) ? Self.entries[seed] : nil)
    var source = try Self.source.get()
    for edit in entry["edits"]?.list ?? [] {
      let (name, column) = (edit.list[0].text ?? "", edit.list[2].text ?? "")
      let row = Int(edit.list[1].number ?? -1)
      guard var file = source.files[name], let place = file.header.firstIndex(of: column) else {
        Issue.record("no file \(name) with a column \(column)")
        continue
      }
      file.rows[row][place] = edit.list[3].text ?? ""
      source.files[name] = file
    }
    let data = try source.dataset()
    let result = try Evaluator.run(try Self.study.get(), data: data, economics: try Self.economics.get())
    for cell in entry["cells"]?.list ?? [] {
      let (table, row, column) = (cell.list[0].text ?? "", cell.list[1].text ?? "", cell.list[2].text ?? "")
      let place = "\(seed): \(table) / \(row) / \(column)"
      let ours = try #require(result.cell(table, row, column), "\(place)")
      #expect(ours.figure == cell.list[3].number, "\(place)")
      let more = cell.list[4]
      if let n = more["n"]?.number { #expect(ours.n == Int(n), "\(place): n") }
      if let count = more["count"]?.number { #expect(ours.count == Int(count), "\(place): count") }
      if let sum = more["sum"]?.number { #expect(ours.sum == sum, "\(place): sum") }
      if let stars = more["stars"]?.number { #expect(ours.stars == Int(stars), "\(place): stars") }
      if let p = more["p"]?.number { #expect(abs((ours.p ?? 2) - p) < 1e-9, "\(place): p") }
    }
  }
}
