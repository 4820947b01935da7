import Base
import Foundation
import Testing

@testable import AccessLog

@Suite struct AccessReadingTests {
  @Test func theCitizensPageGoesThroughAllMonths() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    var (pages, before): ([[Int64]], Int64?) = ([], nil)
    repeat {
      let page = try log.shown(to: [citizen(1)], before: before, limit: 2)
      pages.append(page.entries.map(\.number))
      before = page.next
    } while before != nil
    #expect(pages == [[17, 14], [11, 8], [5, 2]])
    #expect(try log.shown(to: [citizen(77)]) == AccessList(entries: [], next: nil))
    #expect(try log.shown(to: []).entries.isEmpty)
    // Linked streams are one person, and an entry that shows both is one entry.
    _ = try log.fill([reading([citizen(1), citizen(2)])], at: moment("2026-11-21"))
    let both = try log.shown(to: [citizen(1), citizen(2)], limit: 3)
    #expect(both.entries.map(\.number) == [19, 18, 17] && both.next == 17)
    try log.close()
  }

  @Test func othersOnTheSameListAreNotNamed() throws {
    let log = try AccessLog.inMemory(clock: AccessClock("2026-11-21").read)
    _ = try log.fill([reading((0..<200).map(citizen), kind: .list)], at: moment("2026-11-21"))
    let found = try #require(try log.shown(to: [citizen(5)]).entries.first)
    #expect(found.streams == [citizen(5)] && found.shown == 200 && found.page.kind == .list)
    #expect(try log.by(user: "user-1").entries.first?.streams.count == 200)
  }

  @Test func aUserIsFoundWithinAPeriod() throws {
    let folder = try AccessFolder()
    try threeMonths(folder)
    let log = try opened(folder, AccessClock("2026-11-21"))
    #expect(try log.by(user: "user-0").entries.map(\.number) == [17, 15, 13, 11, 9, 7, 5, 3, 1])
    let october = try log.by(user: "user-0", since: moment("2026-10-01"), until: moment("2026-11-01"))
    #expect(october.entries.map(\.number) == [11, 9, 7])
    #expect(try log.by(user: "user-0", before: 9, limit: 2).entries.map(\.number) == [7, 5])
    #expect(try log.by(user: "nobody").entries.isEmpty)
    try log.close()
  }

  @Test func refusalsAreFoundAndCounted() throws {
    let log = try AccessLog.inMemory(clock: AccessClock("2026-11-21").read)
    _ = try log.fill(
      [reading(), reading(outcome: .refused("no-relation")), reading(outcome: .notFound)], at: moment("2026-10-02"))
    _ = try log.fill([reading(outcome: .refused("protected"))], at: moment("2026-11-02"))
    #expect(try log.refusals().entries.map(\.outcome) == [.refused("protected"), .refused("no-relation")])
    #expect(try log.refusals(notFound: true).entries.map(\.number) == [4, 3, 2])
    #expect(try log.refusals(since: moment("2026-11-01")).entries.map(\.number) == [4])
    let counts = try log.counts()
    #expect(counts.map(\.entries) == [3, 1] && counts.map(\.refused) == [1, 1] && counts.map(\.notFound) == [1, 0])
  }

  @Test func searchWordsAreFoundAndNeverStored() throws {
    let folder = try AccessFolder()
    let log = try opened(folder, AccessClock("2026-11-21"))
    _ = try log.fill([reading(search: ["Kanariefugl Østergård"])], at: moment("2026-10-02"))
    _ = try log.fill([reading(user: "user-2", search: ["østergård"])], at: moment("2026-11-02"))
    #expect(try log.searched(for: "ØSTERGÅRD").entries.map(\.user) == ["user-2", "user-1"])
    #expect(try log.searched(for: "kanariefugl ").entries.map(\.number) == [1])
    #expect(try log.searched(for: "kanarie").entries.isEmpty)
    try log.close()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.file("").path) {
      let bytes = try Data(contentsOf: folder.file(name))
      #expect(bytes.range(of: Data("anariefugl".utf8)) == nil && bytes.range(of: Data("stergård".utf8)) == nil)
    }
    // With another key the same word is another digest: a thief of the folder cannot try names.
    #expect(sampleKey.digest(ofWord: "x") != AccessLogKey.random().digest(ofWord: "x"))
  }

  @Test func aSampleIsTheSameForTheSameSeed() throws {
    let log = try AccessLog.inMemory(clock: AccessClock("2026-11-21").read)
    let entries = (0..<300).map { index in
      reading(
        index % 3 == 0 ? [] : [citizen(index)], user: "user-\(index % 5)", organisation: index % 2 == 0 ? "a" : "b")
    }
    _ = try log.fill(entries, at: moment("2026-11-02"))
    let month = try #require(AccessMonth("2026-11"))
    let one = try log.sample(month: month, count: 20, seed: 7)
    #expect(try log.sample(month: month, count: 20, seed: 7) == one && one.count == 20)
    #expect(try log.sample(month: month, count: 20, seed: 8) != one)
    #expect(one.allSatisfy { $0.shown == 1 } && one.map(\.number) == one.map(\.number).sorted(by: >))
    let narrowed = try log.sample(month: month, count: 500, seed: 7, organisation: "a", users: ["user-1", "user-2"])
    #expect(narrowed.count == 40 && narrowed.allSatisfy { $0.organisation == "a" && ["user-1", "user-2"].contains($0.user) })
    #expect(try log.sample(month: month, count: 5, seed: 1, organisation: "c").isEmpty)
    #expect(try log.sample(month: month.adding(1), count: 5, seed: 1).isEmpty)
  }

  @Test func listsOfSubjectsAndMonthsAreReadAsWritten() {
    for list in [[], [1], [1, 2, 300], [127, 128, 16_384, 9_000_000]] as [[Int64]] {
      #expect(SubjectList.decode(SubjectList.encode(list)) == list)
    }
    #expect(SubjectList.decode([0x80]) == nil && SubjectList.decode([0]) == nil)
    #expect(SubjectList.decode(Array(repeating: 0xFF, count: 12)) == nil)
    #expect(AccessMonth("2026-12")?.adding(1).description == "2027-01")
    #expect(
      AccessMonth("2026-13") == nil && AccessMonth("x") == nil && AccessMonth(year: 2026, month: 3)?.description == "2026-03")
    #expect(AccessMonth(Instant(milliseconds: 0)).description == "1970-01")
    #expect(AccessHead("1 zz") == nil && AccessHead("x") == nil)
  }
}
