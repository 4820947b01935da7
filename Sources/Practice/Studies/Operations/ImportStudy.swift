import Base
import Foundation
import Interchange
import Journal
import PracticeRules

extension ImportStudy {
  /// Imports a folder: first every file is read and checked, then the acts are written in batches, one act a row.
  ///
  /// When anything is wrong, nothing at all is written, unless `acceptGoodRows` is set; a file that cannot be read as a whole is left
  /// out even then. Ids are made from the rows, so that importing again changes nothing, and an import that was cut off goes on.
  /// - Throws: `JournalError` when the journal cannot take acts; `CSVFailure` when a file changed under the import.
  package static func run(
    plan: Plan, folder: URL, journal: Journal, options: Options = Options(),
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Report {
    var check = try ImportCheck(plan: plan, journal: journal, folder: folder, options: options, progress: progress)
    var found: [ImportCheck.Found] = []
    for file in plan.mapping.files {
      if let one = try check.check(file) { found.append(one) }
    }
    var report = Report(study: plan.mapping.study, files: found.map(\.report), issues: check.issues, issueCount: check.issueCount)
    if check.issueCount > 0 && !options.acceptGoodRows { return report }
    if let act = try ImportActs.subjects(plan, check.identity, recordedBy: options.recordedBy) {
      _ = try await journal.append(act)
    }
    for (index, one) in found.enumerated() where one.isReadable {
      let writer = ImportWriter(plan: plan, identity: check.identity, journal: journal, options: options, progress: progress)
      var file = report.files[index]
      try await writer.write(one, in: folder, &file, &report)
      report.files[index] = file
    }
    report.isWritten = true
    return report
  }
}

/// The second pass over a file.
private struct ImportWriter {
  let plan: ImportStudy.Plan
  let identity: ImportIdentity
  let journal: Journal
  let options: ImportStudy.Options
  let progress: @Sendable (ImportStudy.Progress) -> Void

  func write(
    _ found: ImportCheck.Found, in folder: URL, _ file: inout ImportStudy.FileReport, _ report: inout ImportStudy.Report
  ) async throws {
    if found.report.unchanged {
      file.repeated = file.accepted
      return
    }
    guard let mapped = plan.mapping.files.first(where: { $0.name == file.file }),
      let path = ImportSource.path(of: file.file, in: folder)
    else { throw CSVFailure.missing }
    let source = try ImportSource(mapped, path: path)
    let columns = try Studies.ImportPlan(
      mapping: plan.mapping, file: mapped, header: source.header, instruments: plan.instruments)
    var sender = ImportSender(journal: journal, size: options.batch)
    var item = ImportSource.Item()
    var seen: [ImportIdentity.RowKey: Int] = [:]
    var place = 0
    while try source.read(&item) {
      defer { place += 1 }
      if found.bad.contains(place) {
        // A row with a fault keeps its number among equal keys, so that the others keep theirs when it is mended.
        if item.problem == nil { _ = repeated(item.row, columns, &seen) }
        continue
      }
      try await sender.add(act(item.row, columns, &seen), line: item.row.line)
      if place % 20_000 == 19_999 { progress(.init(stage: .writing, file: file.file, rows: place + 1, of: file.rows)) }
    }
    try await sender.finish()
    file.written = sender.written
    file.repeated = sender.repeated
    for (line, refusal) in sender.refused { report.note(file.file, line, refusal, limit: options.issueLimit) }
    let allTaken = sender.refused.isEmpty
    guard try ImportSource.sha256(path: path) == file.sha256 else { throw ImportWriter.changed }
    if allTaken, let act = try ImportActs.imported(found.report, plan, identity, recordedBy: options.recordedBy) {
      _ = try await journal.append([act])
    }
    progress(.init(stage: .writing, file: file.file, rows: file.rows, of: file.rows))
  }

  private func act(
    _ row: CSVRow, _ columns: Studies.ImportPlan, _ seen: inout [ImportIdentity.RowKey: Int]
  ) throws -> Act {
    var problems: [Studies.RowProblem] = []
    guard let rowKey = repeated(row, columns, &seen), let subject = columns.subject(of: row, &problems) else {
      throw ImportWriter.changed
    }
    let facts = columns.facts(of: row, subject: subject.key, &problems)
    guard problems.isEmpty, !facts.isEmpty else { throw ImportWriter.changed }
    let stream = identity.stream(subject.kind, subject.key)
    let drafts = try facts.map { fact in
      try ImportActs.draft(fact, rowKey, stream, identity, recordedBy: options.recordedBy)
    }
    return Act(id: identity.act(rowKey), facts: drafts)
  }

  /// The key of a row, numbered among rows with the same texts where the mapping says so.
  private func repeated(
    _ row: CSVRow, _ columns: Studies.ImportPlan, _ seen: inout [ImportIdentity.RowKey: Int]
  ) -> ImportIdentity.RowKey? {
    var problems: [Studies.RowProblem] = []
    guard let key = columns.key(of: row, &problems) else { return nil }
    let rowKey = identity.row(file: columns.file.name, key: key, repeats: 0)
    guard columns.file.numbersRepeats else { return rowKey }
    let repeats = seen[rowKey, default: 0]
    seen[rowKey] = repeats + 1
    return repeats == 0 ? rowKey : identity.row(file: columns.file.name, key: key, repeats: repeats)
  }

  private static let changed = CSVFailure.unreadable(cause: "the file changed while it was imported; import it again")
}

extension ImportStudy.Report {
  fileprivate mutating func note(_ file: String, _ line: Int, _ refusal: AppendRefusal, limit: Int) {
    issueCount += 1
    guard issues.count < limit else { return }
    let reason: Words
    switch refusal {
    case .sameIdOtherContent: reason = ImportCheck.otherContent
    case .erased:
      reason = Words(
        da: "Personen er slettet; der skrives ikke mere.", en: "The person has been erased; nothing more is written.")
    case .conflict, .taken, .empty:
      reason = Words(da: "Journalen tog ikke imod rækken.", en: "The journal did not take the row.")
    }
    issues.append(.init(file: file, line: line, reason: reason))
  }
}
