import Base
import Evaluation
import Foundation
import Testing

/// Every published cell of the URS report, against what the engine makes of the constructed microdata.
@Suite struct PublishedTests {
  static let shared = Result { try compute() }

  static func result() throws -> StudyResult { try shared.get() }

  private static func compute() throws -> StudyResult {
    let data = try URSData().dataset()
    let study = try Repository.study("urs-2016", vocabulary: StudyVocabulary(data))
    let published = try PublishedFigures.read(try Repository.bytes("Catalog/published/urs-2016.json"), file: "urs-2016.json")
    return try Evaluator.run(study, data: data, economics: try URSData.economics(), published: published)
  }

  static func tables() throws -> [JSONTree] { try JSONTree.parse(try Repository.bytes("Examples/urs-2016/tables.json")).list }

  @Test func everyCell() throws {
    let result = try Self.result()
    var compared = ["exact": 0, "approximate": 0, "defect": 0]
    for table in try Self.tables() {
      let id = table["id"]?.text ?? ""
      for cell in table["cells"]?.list ?? [] {
        let (row, column) = (cell["row"]?.text ?? "", cell["column"]?.text ?? "")
        let place = "\(id) / \(row) / \(column)"
        let status = cell["status"]?.text ?? ""
        guard let ours = result.cell(id, row, column) else {
          Issue.record("\(place) is missing")
          continue
        }
        compare(ours, cell, status, place)
        compared[status, default: 0] += 1
      }
    }
    #expect(compared == ["exact": 250, "approximate": 39, "defect": 4])
  }

  private func compare(_ ours: StudyResult.Cell, _ cell: JSONTree, _ status: String, _ place: String) {
    guard let figure = ours.figure else {
      Issue.record("\(place): no figure, \(ours.value)")
      return
    }
    switch status {
    case "exact":
      #expect(figure == cell["value"]?.number, "\(place)")
      #expect(ours.printed == nil, "\(place) is no defect")
    case "approximate":
      if let range = cell["range"]?.list.compactMap(\.number), range.count == 2 {
        #expect(figure >= range[0] && figure <= range[1], "\(place): \(figure) not in \(range)")
      } else {
        #expect(figure == cell["value"]?.number, "\(place)")
      }
    default:
      #expect(figure == cell["computed"]?.number, "\(place)")
      #expect(ours.printed?.value == cell["value"]?.number, "\(place) shows the printed figure")
    }
    if let n = cell["n"]?.number { #expect(ours.n == Int(n), "\(place): n") }
    if let count = cell["count"]?.number { #expect(ours.count == Int(count), "\(place): count") }
    if let sum = cell["sum"]?.number { #expect(ours.sum == sum, "\(place): sum") }
    if let stars = cell["stars"]?.number { #expect(ours.stars == Int(stars), "\(place): stars") }
  }

  @Test func rowsAndColumnsAsPublished() throws {
    let result = try Self.result()
    for table in try Self.tables() {
      let id = table["id"]?.text ?? ""
      let ours = result.table(id)
      #expect(ours?.rows.map(\.key) == table["rows"]?.list.compactMap { $0["key"]?.text }, "\(id)")
      #expect(ours?.columns.map(\.key) == table["columns"]?.list.compactMap { $0["key"]?.text }, "\(id)")
    }
  }

  @Test func relationsHold() throws {
    let result = try Self.result()
    var seen = 0
    for table in try Self.tables() {
      let id = table["id"]?.text ?? ""
      for relation in table["relations"]?.list ?? [] {
        func figure(_ side: String) -> Double {
          let keys = relation[side]?.list.compactMap(\.text) ?? []
          return keys.count == 2 ? result.cell(id, keys[0], keys[1])?.figure ?? .nan : .nan
        }
        let (left, right) = (figure("left"), figure("right"))
        #expect(relation["op"]?.text == ">" ? left > right : left < right, "\(id): \(left), \(right)")
        seen += 1
      }
    }
    #expect(seen == 8)
  }
}
