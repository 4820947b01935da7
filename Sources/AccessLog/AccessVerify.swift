import Base
import Foundation

/// What `verify` went through and found.
package struct AccessReport: Sendable, Hashable {
  /// Entries that agree with the chain.
  package var entries: Int64 = 0
  package var months = 0
  /// The last month that was dropped; the chain begins after it. Nil when none was.
  package var droppedUpTo: AccessMonth?
  /// Entries after the last that the ledger knows: chained, but a cut among them would not be seen without a kept head.
  package var unmarked: Int64 = 0
  /// The end of the log, to be kept elsewhere.
  package var head: AccessHead
  /// The first thing that is wrong; nil when all is sound.
  package var finding: AccessFinding?
  /// True when nothing is wrong.
  package var isSound: Bool { finding == nil }
}

extension AccessLog {
  /// Goes through every entry of every month and names the first that was changed, removed or reordered.
  ///
  /// A finding does not stop the work: what is old may be damaged, and entries are still written and chained.
  /// - Parameters:
  ///   - kept: the head as it was once and was kept elsewhere: finds a cut end and a log written anew with a stolen key.
  ///   - progress: told the number of the entry now and then.
  package func verify(kept: AccessHead? = nil, progress: (Int64) -> Void = { _ in }) throws -> AccessReport {
    try AccessLogError.mapped {
      var report = AccessReport(head: AccessHead(number: 0, hash: .zeroHash))
      do { try audit(kept, &report, progress) } catch let finding as AccessFinding { report.finding = finding }
      return report
    }
  }

  private func audit(_ kept: AccessHead?, _ report: inout AccessReport, _ progress: (Int64) -> Void) throws {
    let lines = try ledger.lines()
    let end = options.readOnly ? Int64.max : writer.head.number
    let dropped = lines.last { $0.kind == .dropped }
    report.droppedUpTo = dropped?.month
    var head = dropped?.head ?? AccessHead(number: 0, hash: .zeroHash)
    var known = Dictionary(
      lines.filter { $0.kind != .begun && $0.kind != .erased }.map { ($0.head.number, $0.head.hash) },
      uniquingKeysWith: { a, _ in a })
    if let kept { known[kept.number] = kept.hash }
    for (month, file) in try expected(lines, after: dropped?.month) {
      guard let file else {
        throw AccessFinding(
          kind: .removed, month: month, number: head.number + 1, message: "The file of the month \(month) is not there.")
      }
      try compare(file, with: head)
      var audit = try MonthAudit(file, key: key)
      audit.known = known
      audit.collects = true
      while true {
        let begun = audit.next
        try audit.walk(upTo: min(end, begun + 65_535))
        progress(audit.next - 1)
        if audit.next == begun { break }
      }
      try audit.checkIndexes()
      report.months += 1
      report.entries += audit.next - 1 - head.number
      head = AccessHead(number: audit.next - 1, hash: audit.previous)
      report.head = head
    }
    let noted = known.keys.max() ?? 0
    guard head.number >= noted else {
      throw AccessFinding(
        kind: .removed, month: shelf.newest?.month, number: head.number + 1,
        message: "Entries up to \(noted) were noted; the log ends at \(head.number).")
    }
    report.unmarked = head.number - (lines.filter { $0.kind != .erased }.map(\.head.number).max() ?? 0)
  }

  /// The months that should be there, oldest first, with their files.
  private func expected(
    _ lines: [AccessLedger.Line], after dropped: AccessMonth?
  ) throws -> [(month: AccessMonth, file: MonthFile?)] {
    let files = shelf.all
    let noted = lines.filter { $0.kind == .month }.compactMap(\.month)
    let later = files.map(\.month).filter { month in noted.last.map { month > $0 } ?? true }
    let months = (noted + later).filter { month in dropped.map { month > $0 } ?? true }
    if let extra = files.first(where: { file in !months.contains(file.month) }) {
      throw AccessFinding(
        kind: .ledger, month: extra.month, number: extra.before.number + 1,
        message: "The ledger knows nothing of the month \(extra.month).")
    }
    return months.map { month in (month, files.first { $0.month == month }) }
  }

  private func compare(_ file: MonthFile, with head: AccessHead) throws {
    guard file.before != head else { return }
    let removed = file.before.number > head.number
    throw AccessFinding(
      kind: removed ? .removed : .changed, month: file.month, number: head.number + 1,
      message: removed
        ? "Entries \(head.number + 1) to \(file.before.number) are not there; the month \(file.month) continues after them."
        : "The first row of the month \(file.month) does not continue the month before.")
  }
}
