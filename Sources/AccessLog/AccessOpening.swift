import Base
import Foundation
import GRDB

extension AccessLog {
  /// Opens the months, finishes what a crash interrupted, and finds where the log stands.
  func begin(_ found: [AccessMonth]) throws {
    let lines = try ledger.lines()
    let dropped = lines.last { $0.kind == .dropped }
    let months = try finishDropping(found, upTo: dropped?.month)
    for (index, month) in months.enumerated() { try open(month, newest: index == months.count - 1) }
    try addMissingLines(lines)
    var (head, at) = (dropped?.head ?? AccessHead(number: 0, hash: .zeroHash), Instant(milliseconds: 0))
    if let newest = shelf.newest { (head, at) = try newest.last() }
    let noted = lines.filter { $0.kind != .erased }.map(\.head.number).max() ?? 0
    writer.begin(after: head, at: at, marked: min(noted, head.number))
    if options.readOnly { writer.note(AccessLogError(.readOnly, "It was opened for reading only.")) }
    do {
      try checkEnd(head, noted: noted, latest: lines.last { $0.kind == .month }?.month)
    } catch let finding as AccessFinding {
      let whatToDo = "Restore a backup, or keep this folder as evidence elsewhere: a new log is begun where there is none."
      writer.note(AccessLogError(.damaged, "\(finding.message) \(whatToDo)", number: finding.number))
    }
  }

  /// The ledger says first that a month is dropped, then its file goes.
  private func finishDropping(_ months: [AccessMonth], upTo last: AccessMonth?) throws -> [AccessMonth] {
    guard let last else { return months }
    if !options.readOnly { for month in months where month <= last { try shelf.drop(month) } }
    return months.filter { $0 > last }
  }

  private func open(_ month: AccessMonth, newest: Bool) throws {
    do {
      shelf.add(try MonthFile(month, at: shelf.url(month), log: ledger.log, options: options, newest: newest))
    } catch {
      // The newest file may have been interrupted before its first row was there; nothing was promised then.
      guard newest, !options.readOnly, let url = shelf.url(month), try Self.isEmpty(url) else { throw error }
      try MonthShelf.remove(url)
    }
  }

  private static func isEmpty(_ url: URL) throws -> Bool {
    let queue = try DatabaseQueue(path: url.path)
    defer { try? queue.close() }
    return try queue.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") == 0 }
  }

  /// A month's file is there before its line in the ledger.
  private func addMissingLines(_ lines: [AccessLedger.Line]) throws {
    guard !options.readOnly else { return }
    let last = lines.last { $0.kind == .month }?.month
    let missing = shelf.all.filter { file in last.map { file.month > $0 } ?? true }
    guard !missing.isEmpty else { return }
    try ledger.add(missing.map { AccessLedger.Line(kind: .month, at: $0.month.begins, month: $0.month, head: $0.before) })
  }

  /// What a crash or a cut would show: that the end is where the ledger saw it, and that the last entries hold.
  private func checkEnd(_ head: AccessHead, noted: Int64, latest: AccessMonth?) throws {
    if let latest, shelf.file(latest) == nil {
      throw AccessFinding(
        kind: .removed, month: latest, number: head.number + 1, message: "The file of the month \(latest) is not there.")
    }
    guard head.number >= noted else {
      throw AccessFinding(
        kind: .removed, month: shelf.newest?.month, number: head.number + 1,
        message: "The ledger knows entries up to \(noted); the log ends at \(head.number).")
    }
    guard let newest = shelf.newest, options.checksLast > 0, head.number > newest.before.number else { return }
    var audit = try MonthAudit(newest, key: key, from: max(newest.before.number + 1, head.number - Int64(options.checksLast) + 1))
    try audit.walk()
  }
}
