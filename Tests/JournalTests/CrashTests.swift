import Base
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite(.serialized) struct CrashTests {
  /// Killed again and again in the same folder: what was acknowledged is there, and the chains hold.
  @Test func killedAtManyPointsNothingAcknowledgedIsLost() throws {
    let folder = try TestFolder()
    let tool = CrashTool(folder: folder.url.appendingPathComponent("data"))
    var random = SeededRandom(seed: 20_161_121)
    var acknowledged: [String] = []
    for _ in 0..<6 {
      acknowledged += try tool.runAndKill(after: Int.random(in: 1...250, using: &random))
      let journal = try tool.open()
      #expect(journal.condition == .writable)
      #expect(try tool.missing(acknowledged, in: journal) == 0)
      let report = try journal.verify()
      #expect(report.isSound, "\(report.finding?.description ?? "")")
      try journal.close()
    }
    #expect(acknowledged.count > 6)
  }

  /// The disk is full for a while: a plain error, nothing lost, and on it goes.
  @Test func aFullDiskRefusesAndResumes() throws {
    let folder = try TestFolder()
    let tool = CrashTool(folder: folder.url.appendingPathComponent("data"))
    let flag = folder.url.appendingPathComponent("full")
    try Data().write(to: flag)
    let lines = try tool.run(
      ["full", flag.path],
      environment: [
        "LD_PRELOAD": try CrashTool.shim(in: folder.url), "POWERCUT_FOLDER": tool.folder.path, "POWERCUT_FULL": flag.path,
        "POWERCUT_ROOM": "900000",
      ])
    #expect(lines.last == "resumed")
    let full = try #require(lines.firstIndex(of: "full"))
    #expect(full > 10)
    let journal = try tool.open()
    #expect(try tool.missing(lines.filter { $0.count == 36 }, in: journal) == 0)
    #expect(try journal.verify().isSound)
  }

  /// The same inside the database: its own limit of pages.
  @Test func aFullDatabaseRefusesAndResumes() async throws {
    let folder = try TestFolder()
    let journal = try Journal.open(folder: folder.url, master: .random(), clock: TestClock().read)
    let store = try #require(journal.store as? SQLiteStore)
    func limit(_ pages: Int) throws {
      try store.database.writeWithoutTransaction { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
    }
    _ = try await journal.append(act([draft(sampleID(1))]))
    try limit(60)
    var written = 1
    var refused: Act?
    while refused == nil {
      let next = act([draft(sampleID(1), String(repeating: "y", count: 3000))])
      do {
        _ = try await journal.append(next)
        written += 1
      } catch let error as JournalError {
        #expect(error.code == .diskFull)
        refused = next
      }
    }
    #expect(try journal.head == Int64(written))
    #expect(journal.condition == .writable)
    try limit(100_000)
    let receipt = try await journal.append(try #require(refused))
    #expect(!receipt.repeated && receipt.positions.lowerBound == Int64(written) + 1)
    #expect(try journal.verify().entries == Int64(written) + 1)
  }
}

/// Numbers that are the same in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
