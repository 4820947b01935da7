import Base
import Foundation
import PracticeRules

/// The labelled set of made-up people (`Vectors/duplicates`), and what the search for duplicates makes of it.
struct DuplicateSet {
  struct Record {
    var number: Int
    var role: String
    var errors: [String]
    var person: Citizens.Matching.Person
  }

  /// Pairs found and missed, and pairs of two people that were suggested.
  struct Outcome {
    var right = 0
    var wrong = 0
    /// As `wrong`, counting both records of a linked person.
    var wrongPairs = 0
    var mostKeys = 0
    var missed = 0
    var blockedOut = 0
    var candidates = 0
    var records = 0
    var keys = 0

    var recall: Double { Double(right) / Double(max(1, right + missed)) }
    var precision: Double { Double(right) / Double(max(1, right + wrong)) }
    var pairPrecision: Double { Double(right) / Double(max(1, right + wrongPairs)) }

    /// The figures in one line, with their base.
    func line(_ half: String) -> String {
      func share(_ value: Double) -> String { String(format: "%.4f", value) }
      func mean(_ value: Int) -> String { String(format: "%.1f", Double(value) / Double(max(1, records))) }
      return
        "duplicates, \(half): recall \(share(recall)) (\(right) of \(right + missed) pairs, \(blockedOut) lost by blocking), "
        + "precision \(share(precision)) (\(wrong) false; by pairs \(share(pairPrecision))), \(records) records, "
        + "\(mean(candidates)) candidates and \(mean(keys)) keys each"
    }
  }

  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Vectors/duplicates/people.csv")

  let records: [Record]

  /// The records of a half, in the order they were registered.
  init(half: String) throws {
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    records = text.split(separator: "\n").filter { $0.hasPrefix("\(half),") }.map(Self.record)
  }

  /// No cell of the set holds a comma or a quotation mark.
  private static func record(_ line: Substring) -> Record {
    let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    func known(_ i: Int) -> String? { cells[i].isEmpty ? nil : cells[i] }
    let level: [String: Citizens.Level] = ["": .identified, "alias": .aliasOnly, "anonymous": .anonymous]
    let number = known(9)
    let person = Citizens.Matching.Person(
      level: level[cells[11]] ?? .identified, name: Citizens.PersonName(given: known(4), family: known(5), alias: known(6)),
      birth: known(7).flatMap { Citizens.BirthDate($0) }, sex: known(8).map { $0 == "f" ? .female : .male },
      cprHash: number.map(hash), cprKind: number == nil ? nil : .cpr,
      cprNeighbours: Set((number.map(neighbours) ?? []).map(hash)), phone: known(10).map { Citizens.Phone(number: "+45\($0)") })
    return Record(
      number: Int(cells[1]) ?? -1, role: cells[2], errors: cells[3].split(separator: "+").map(String.init),
      person: person)
  }

  /// Stands for the keyed hash, which is made elsewhere.
  private static func hash(_ number: String) -> String {
    String(number.utf8.reduce(5381 as UInt64) { $0 &* 33 &+ UInt64($1) }, radix: 16)
  }

  private static func neighbours(_ number: String) -> [String] { (try? Citizens.CPR(number))?.swappedNeighbours ?? [] }

  /// Registers the records one after the other; each is a draft against those before it.
  ///
  /// Suggestions are of people: once a second record has been recognised it is linked to the first, and a suggestion of either is
  /// one.
  func run() -> Outcome {
    let chosen = records
    var outcome = Outcome()
    var filed: [String: [Int]] = [:]
    var firsts: [Int: Int] = [:]
    var linked: Set<Int> = []
    for (index, record) in chosen.enumerated() {
      let found = Set(Citizens.Matching.lookupKeys(for: record.person).flatMap { filed[$0] ?? [] }).sorted()
      outcome.candidates += found.count
      let suggestions = Citizens.Matching.suggestions(record.person, among: found.map { ($0, chosen[$0].person) })
      let first = firsts[record.number]
      if let first {
        if suggestions.contains(where: { $0.key == first }) {
          outcome.right += 1
          linked.insert(record.number)
        } else {
          outcome.missed += 1
          if !found.contains(first) { outcome.blockedOut += 1 }
        }
      }
      var people: Set<Int> = []
      for suggestion in suggestions where suggestion.key != first {
        let other = chosen[suggestion.key]
        outcome.wrongPairs += 1
        guard !linked.contains(other.number) || people.insert(other.number).inserted else { continue }
        outcome.wrong += 1
      }
      firsts[record.number] = index
      let keys = Citizens.Matching.blockingKeys(for: record.person)
      outcome.keys += keys.count
      outcome.mostKeys = max(outcome.mostKeys, keys.count)
      outcome.records += 1
      for key in keys { filed[key, default: []].append(index) }
    }
    return outcome
  }
}
