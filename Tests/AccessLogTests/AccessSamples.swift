import Base
import Foundation
import GRDB
import Synchronization

@testable import AccessLog

/// A clock that the test sets.
final class AccessClock: Sendable {
  private let now: Mutex<Int64>
  init(_ start: String) { now = Mutex(moment(start).milliseconds) }
  func set(_ text: String) { now.withLock { $0 = moment(text).milliseconds } }
  var read: @Sendable () -> Instant { { Instant(milliseconds: self.now.withLock { $0 }) } }
}

/// Noon UTC of a day.
func moment(_ day: String) -> Instant {
  Instant(milliseconds: (CivilDate(day).map { Instant(startOf: $0).milliseconds } ?? 0) + 43_200_000)
}

/// Made-up streams that are the same in every run.
func citizen(_ number: Int) -> UUID {
  let tail: [UInt8] = [0, 0, 0, 0, 0, 0] + (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  return Identifier<Never>.version7(at: Instant(milliseconds: 1_600_000_000_000), tail: tail).uuid
}

func reading(
  _ streams: [UUID] = [], user: String = "user-1", organisation: String = "kommune-1", outcome: AccessOutcome = .shown,
  search: [String] = [], kind: AccessPage.Kind = .page
) -> AccessEntry {
  AccessEntry(
    user: user, organisation: organisation, roles: ["outreach", "visitation"], purpose: "treatment", classes: ["health"],
    page: AccessPage("/citizens/{id}", kind), outcome: outcome, search: search, device: "phone", position: 42,
    streams: streams)
}

/// A data folder of its own, gone when the test is.
final class AccessFolder: Sendable {
  let url: URL
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("access-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String) -> URL {
    url.appendingPathComponent(AccessLog.folderName).appendingPathComponent(name)
  }

  /// Changes a closed file as somebody would who owns the disk: without the triggers.
  func tamper(_ name: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: file(name).path)
    try queue.write { db in
      for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try db.execute(sql: "DROP TRIGGER \(trigger)")
      }
      try db.execute(sql: sql)
    }
    try queue.close()
  }
}

/// A key that is the same in every run; a made-up one.
let sampleKey: AccessLogKey = AccessLogKey(bytes: Array(0..<32)) ?? .random()

func opened(_ folder: AccessFolder, _ clock: AccessClock, readOnly: Bool = false) throws -> AccessLog {
  var options = AccessLogOptions()
  options.readOnly = readOnly
  return try AccessLog.open(folder: folder.url, key: sampleKey, clock: clock.read, options: options)
}

/// Six entries in September, six in October, six in November: 1...6, 7...12, 13...18; citizen n is in every third.
func threeMonths(_ folder: AccessFolder) throws {
  let clock = AccessClock("2026-09-01")
  let log = try opened(folder, clock)
  for day in ["2026-09-03", "2026-10-05", "2026-11-07"] {
    for index in 0..<6 {
      _ = try log.fill([reading([citizen(index % 3)], user: "user-\(index % 2)", search: ["Ærø \(index)"])], at: moment(day))
    }
  }
  try log.close()
}

func code(_ body: () async throws -> Void) async -> AccessLogError.Code? {
  do {
    try await body()
    return nil
  } catch let error as AccessLogError { return error.code } catch { return nil }
}
