import Base
import Foundation
import Testing

@testable import Journal

/// What needs a disk of its own, or minutes: run when the environment asks for it.
@Suite struct KeepingAtSizeTests {
  /// `BROBYGGER_SMALL_DISK` names a folder on a disk of a few megabytes, such as a `tmpfs` of 8 MB.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["BROBYGGER_SMALL_DISK"] != nil))
  func aFullDiskLeavesNoHalfBackup() async throws {
    let small = URL(fileURLWithPath: ProcessInfo.processInfo.environment["BROBYGGER_SMALL_DISK"] ?? "")
    let ground = try Ground()
    let journal = try ground.open()
    let stream = newStream()
    let picture = [UInt8](repeating: 7, count: 1 << 20)
    for _ in 0..<3 { try await journal.write(note(stream, "a", attachments: [try journal.attach(picture, to: stream)])) }
    // Filled while the copy is under way, in the first files and in the last.
    for stage in [KeepingProgress.Stage.journal, .attachments] {
      let error = try #require(throws: JournalError.self) {
        try JournalBackup.make(of: ground.data, journal: journal, into: small, at: ground.clock.now(), program: "test") {
          guard $0.stage == stage else { return }
          _ = FileManager.default.createFile(atPath: small.appendingPathComponent("filler").path, contents: nil)
          let handle = try? FileHandle(forWritingTo: small.appendingPathComponent("filler"))
          for _ in 0..<64 { try? handle?.write(contentsOf: Data(count: 1 << 17)) }
        }
      }
      #expect(error.code == .diskFull)
      #expect(Disk.names(in: small) == ["filler"])
      let refused = try #require(throws: JournalError.self) {
        try JournalBackup.make(of: ground.data, journal: journal, into: small, at: ground.clock.now(), program: "test")
      }
      #expect(refused.code == .diskFull)
      #expect(refused.message.contains("needs about"))
      try FileManager.default.removeItem(at: small.appendingPathComponent("filler"))
    }
    let report = try JournalBackup.make(
      of: ground.data, journal: journal, into: small, at: ground.clock.now(), program: "test")
    _ = try JournalBackup.check(report.folder)
    try journal.close()
    for name in Disk.names(in: small) { try FileManager.default.removeItem(at: small.appendingPathComponent(name)) }
  }

  /// Prints what a backup, a restore and a retention run take with 20,000 streams; `BROBYGGER_FIGURES` asks for it.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["BROBYGGER_FIGURES"] != nil))
  func figures() async throws {
    let ground = try Ground()
    ground.clock.set("2016-03-01")
    let journal = try ground.open()
    let streams = (0..<20_000).map { _ in newStream() }
    for start in stride(from: 0, to: streams.count, by: 500) {
      let acts = streams[start..<start + 500].map { stream in
        Act(id: ActID(UUID()), facts: (0..<5).map { note(stream, "entry \($0) of some length, as notes have it") })
      }
      _ = try await journal.append(acts)
    }
    let clock = ContinuousClock()
    var lines: [String] = []
    func took(_ what: String, _ duration: Duration) { lines.append("\(what): \(duration)") }
    var report: BackupReport?
    took("backup of 100,000 entries", try clock.measure { report = try ground.backUp(journal) })
    let backup = try #require(report)
    lines.append("bytes: \(backup.manifest.bytes)")
    ground.clock.set("2021-03-02")
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    let terms = RetentionRun.Terms(
      classes: [RetentionClass(id: "case", keep: .years(5), basis: "b")], on: try #require(CivilDate("2021-03-02")), zone: zone)
    var preview: RetentionPreview?
    took("retention preview, all due", try clock.measure { preview = try RetentionRun.preview(journal, terms) })
    var due = try #require(preview)
    #expect(due.lines.count == 20_000)
    due.lines = Array(due.lines.prefix(1000))
    let confirmed = due
    took(
      "retention run over 1,000 streams",
      try await clock.measure {
        _ = try await RetentionRun.run(
          journal, folder: ground.data, confirmed, terms, by: "tester", afterErasure: { _ in })
      })
    try journal.close()
    took("restore with 1,000 erasures", try await clock.measure { _ = try await ground.restore(backup.folder) })
    print(lines.joined(separator: "\n"))
  }
}
