import Base
import Foundation
import GRDB
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import State
import Testing

/// The ticker is killed again and again in the same folder; in the end everything is there exactly once.
@Suite struct TickerCrashTests {
  private static let things = 12

  @Test func killedAtEveryStepEverythingIsDoneExactlyOnce() throws {
    let tool = try TickerTool()
    try tool.run(["setup", "\(Self.things)"])
    var random = SeededNumbers(state: 21_11)
    var mails: [String] = []
    var kills = 0
    // First at each of the first steps, then at drawn ones, until there is nothing left to do.
    for round in 1...200 {
      let after = round <= 8 ? round : Int.random(in: 1...9, using: &random)
      let (lines, isWhole) = try tool.tick(killAfter: after)
      mails += lines.filter { $0.hasPrefix("mail ") }
      if isWhole, lines.last?.hasPrefix("did 0") == true { break }
      if !isWhole { kills += 1 }
    }
    #expect(kills >= 8, "it was killed \(kills) times")
    try check(tool, mails)
  }

  @Test func killedFromOutsideAtAnyMomentEverythingIsDoneExactlyOnce() throws {
    let tool = try TickerTool()
    try tool.run(["setup", "\(Self.things)"])
    var random = SeededNumbers(state: 7)
    var mails: [String] = []
    for _ in 0..<60 {
      let (lines, isWhole) = try tool.tick(killAfterLines: Int.random(in: 1...12, using: &random))
      mails += lines.filter { $0.hasPrefix("mail ") }
      if isWhole, lines.last?.hasPrefix("did 0") == true { break }
    }
    while true {
      let (lines, _) = try tool.tick(killAfter: 0)
      mails += lines.filter { $0.hasPrefix("mail ") }
      if lines.last?.hasPrefix("did 0") == true { break }
    }
    try check(tool, mails)
  }

  /// Each citizen: one task of the ending assignment, one word that the old task is late, one to the leader.
  private func check(_ tool: TickerTool, _ mails: [String]) throws {
    let journal = try Journal.open(folder: tool.folder, master: tool.master, clock: { Instant(milliseconds: 1_900_000_000_000) })
    defer { try? journal.close() }
    #expect(try journal.verify().isSound)
    var opened: [StreamID: Int] = [:]
    var told: [String: Int] = [:]
    for case .fact(let fact) in try journal.read(from: 1, limit: 10_000) where fact.draft.recordedBy == Tasks.ticker {
      switch fact.draft.type {
      case Tasks.TaskOpened.type: opened[fact.draft.stream, default: 0] += 1
      case Tasks.TaskReminded.type:
        let payload = try Tasks.TaskReminded(decoding: fact.draft.payload, schema: 1)
        told["\(payload.task) \(payload.kind.rawValue)", default: 0] += 1
      default: Issue.record("an unknown fact")
      }
    }
    #expect(opened.count == Self.things && opened.values.allSatisfy { $0 == 1 })
    #expect(told.count == 2 * Self.things && told.values.allSatisfy { $0 == 1 })
    let state = try StateStore(file: tool.folder.appendingPathComponent("State.sqlite"), tables: PracticeState.tables)
    defer { try? state.close() }
    let (runs, rows) = try state.read { db in
      (
        try Row.fetchAll(db, sql: "SELECT state, COUNT(*) AS n FROM ticker_run GROUP BY state"),
        try Row.fetchAll(db, sql: "SELECT state, COUNT(*) AS n FROM outbox_mail GROUP BY state")
      )
    }
    #expect(runs.map { $0["state"] as String } == ["done"] && runs.first?["n"] == 3 * Self.things)
    #expect(rows.map { $0["state"] as String } == ["sent"] && rows.first?["n"] == 3 * Self.things, "one note for each thing")
    // At least once: what left twice has the same id, and the same recipient.
    let recipients = Dictionary(grouping: mails.map { $0.split(separator: " ") }, by: { $0[1] })
    #expect(recipients.values.allSatisfy { Set($0.map { $0[2] }).count == 1 })
    #expect(
      Set(mails.compactMap { $0.split(separator: " ").last }) == ["even@example.dk", "odd@example.dk", "leader@example.dk"])
  }
}

/// Runs the helper that ticks until it is killed.
struct TickerTool {
  let master = MasterKey.random()
  let folder: URL
  private let cleaner: FolderCleaner

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ticker-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    cleaner = FolderCleaner(folder)
  }

  private static var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("ticker-crash")
  }

  /// Five days after the set-up.
  private static let now = 1_795_000_000_000 + 5 * 86_400_000

  private func start(_ arguments: [String]) throws -> (Process, Pipe) {
    try #require(FileManager.default.fileExists(atPath: Self.program.path), "ticker-crash is not built")
    let process = Process()
    process.executableURL = Self.program
    process.arguments =
      [folder.path, master.text, ImportBench.root.appendingPathComponent("Catalog").path] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    return (process, pipe)
  }

  func run(_ arguments: [String]) throws {
    let (process, _) = try start(arguments)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// - Returns: what it said, and whether it came to its end.
  func tick(killAfter steps: Int) throws -> ([String], Bool) {
    let (process, pipe) = try start(["tick", "\(Self.now)", "\(steps)"])
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (Self.lines(data), process.terminationReason == .exit && process.terminationStatus == 0)
  }

  func tick(killAfterLines count: Int) throws -> ([String], Bool) {
    let (process, pipe) = try start(["tick", "\(Self.now)", "0"])
    var data = Data()
    while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
      data += more
      if Self.lines(data).count >= count, process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    return (Self.lines(data), process.terminationReason == .exit && process.terminationStatus == 0)
  }

  private static func lines(_ data: Data) -> [String] {
    String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

private final class FolderCleaner: Sendable {
  private let folder: URL

  init(_ folder: URL) { self.folder = folder }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
