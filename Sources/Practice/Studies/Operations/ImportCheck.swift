import Base
import Foundation
import Interchange
import Journal
import PracticeRules

/// The first pass over a file: everything is read, nothing is written to the journal.
struct ImportCheck {
  /// What was found.
  struct Found {
    var report: ImportStudy.FileReport
    /// Places of the rows that are not to be written.
    var bad = Set<Int>()
    var isReadable = true
  }

  let plan: ImportStudy.Plan
  let identity: ImportIdentity
  let journal: Journal
  let options: ImportStudy.Options
  let folder: URL
  /// True when the journal holds something of this study already.
  let studyKnown: Bool
  let progress: @Sendable (ImportStudy.Progress) -> Void

  /// Subjects that some row has made known.
  var registered = Set<StreamID>()
  private(set) var issues: [ImportStudy.Issue] = []
  private(set) var issueCount = 0

  init(
    plan: ImportStudy.Plan, journal: Journal, folder: URL, options: ImportStudy.Options,
    progress: @escaping @Sendable (ImportStudy.Progress) -> Void
  ) throws {
    self.plan = plan
    self.journal = journal
    self.folder = folder
    self.options = options
    self.progress = progress
    identity = ImportIdentity(plan.mapping)
    studyKnown = try journal.receipt(of: identity.act(identity.other(["subjects"]))) != nil
    for subject in plan.mapping.subjects { registered.insert(identity.stream(subject.kind, subject.key)) }
  }

  mutating func note(_ issue: ImportStudy.Issue) {
    issueCount += 1
    if issues.count < options.issueLimit { issues.append(issue) }
  }

  /// Checks a file; nil when an optional file is not there.
  mutating func check(_ file: Studies.ImportMapping.File) throws -> Found? {
    var found = Found(report: ImportStudy.FileReport(file: file.name))
    guard let path = ImportSource.path(of: file.name, in: folder) else {
      if file.optional { return nil }
      note(.init(file: file.name, reason: CSVFailure.missing.words))
      found.isReadable = false
      return found
    }
    var rejects = ImportRejects(folder: options.rejectsFolder.map { URL(fileURLWithPath: $0) } ?? folder, file: file.name)
    do {
      found.report.sha256 = try ImportSource.sha256(path: path)
      let source = try ImportSource(file, path: path)
      let columns = try Studies.ImportPlan(
        mapping: plan.mapping, file: file, header: source.header, instruments: plan.instruments)
      try rows(of: source, columns, &found, &rejects)
    } catch let failure as CSVFailure {
      found.isReadable = false
      note(.init(file: file.name, line: failure.line, reason: failure.words))
    } catch let list as ProblemList {
      found.isReadable = false
      for problem in list.problems {
        let text = problem.path == "line 1" ? problem.message : "\(problem.path): \(problem.message)"
        note(.init(file: file.name, line: 1, reason: Words(da: text, en: text)))
      }
    }
    try rejects.close()
    found.report.rejects = rejects.name
    return found
  }

  private mutating func rows(
    of source: ImportSource, _ columns: Studies.ImportPlan, _ found: inout Found, _ rejects: inout ImportRejects
  ) throws {
    var keys: [ImportIdentity.RowKey: Int] = [:]
    var item = ImportSource.Item()
    var place = 0
    let unchanged = try journal.receipt(of: importAct(found.report)) != nil
    found.report.unchanged = unchanged
    while try source.read(&item) {
      var problems: [Studies.RowProblem] = []
      if let problem = item.problem { problems.append(problem) }
      if problems.isEmpty {
        try check(item.row, columns, &keys, compare: studyKnown && !unchanged, &problems)
      }
      if !problems.isEmpty {
        found.bad.insert(place)
        for problem in problems {
          note(.init(file: columns.file.name, line: item.row.line, column: problem.column, reason: problem.reason))
        }
        if options.acceptGoodRows {
          try rejects.write(item, problems, header: source.fileHeader, separator: source.separator)
        }
      }
      place += 1
      if place % 20_000 == 0 { progress(.init(stage: .checking, file: columns.file.name, rows: place, of: nil)) }
    }
    found.report.rows = place
    found.report.rejected = found.bad.count
    found.report.accepted = place - found.bad.count
    progress(.init(stage: .checking, file: columns.file.name, rows: place, of: place))
  }

  private mutating func check(
    _ row: CSVRow, _ columns: Studies.ImportPlan, _ keys: inout [ImportIdentity.RowKey: Int], compare: Bool,
    _ problems: inout [Studies.RowProblem]
  ) throws {
    guard let key = columns.key(of: row, &problems), let subject = columns.subject(of: row, &problems) else { return }
    var rowKey = identity.row(file: columns.file.name, key: key, repeats: 0)
    if let first = keys[rowKey] {
      guard columns.file.numbersRepeats else {
        problems.append(.init(column: columns.file.key.joined(separator: ", "), reason: ImportCheck.twice(first)))
        return
      }
      var repeats = 1
      repeat {
        rowKey = identity.row(file: columns.file.name, key: key, repeats: repeats)
        repeats += 1
      } while keys[rowKey] != nil
    }
    keys[rowKey] = row.line
    let facts = columns.facts(of: row, subject: subject.key, &problems)
    guard problems.isEmpty else { return }
    guard !facts.isEmpty else {
      problems.append(.init(column: nil, reason: ImportCheck.nothing))
      return
    }
    let stream = identity.stream(subject.kind, subject.key)
    if facts.contains(where: { $0.payload is Citizens.SubjectRegistered }) {
      registered.insert(stream)
    } else if !registered.contains(stream) {
      problems.append(.init(column: nil, reason: ImportCheck.unknownSubject))
      return
    }
    if compare, try differs(rowKey, stream, facts) { problems.append(.init(column: nil, reason: ImportCheck.otherContent)) }
  }

  /// True when the journal holds the row with another content.
  private func differs(_ row: ImportIdentity.RowKey, _ stream: StreamID, _ facts: [Studies.ImportedFact]) throws -> Bool {
    guard let receipt = try journal.receipt(of: identity.act(row)) else { return false }
    let count = receipt.positions.upperBound - receipt.positions.lowerBound + 1
    if count != Int64(facts.count) { return true }
    for fact in facts {
      let draft = try ImportActs.draft(fact, row, stream, identity, recordedBy: options.recordedBy)
      guard let entry = try journal.entry(draft.id) else { return true }
      if case .fact(let held) = entry, held.draft != draft { return true }
    }
    return false
  }

  func importAct(_ report: ImportStudy.FileReport) -> ActID {
    identity.act(ImportActs.importKey(report, plan, identity))
  }

  static func twice(_ line: Int) -> Words {
    Words(da: "Samme id står også på linje \(line).", en: "The same id stands on line \(line) too.")
  }
  static let nothing = Words(da: "Rækken bliver ikke til noget.", en: "The row becomes nothing.")
  static let unknownSubject = Words(
    da: "Ingen fil opretter den, rækken handler om (eller rækken, der gør det, er afvist).",
    en: "No file registers the one the row is about (or the row that does was rejected).")
  static let otherContent = Words(
    da: "Rækken er indlæst før med et andet indhold. Ret den i journalen som en rettelse; den skrives ikke herfra.",
    en: "The row was imported before with other content. Correct it in the journal; it is not written from here.")
}

/// The rejected rows of a file, with why, in a file of their own beside it.
struct ImportRejects {
  let folder: URL
  let file: String
  private(set) var name: String?
  private var handle: FileHandle?

  init(folder: URL, file: String) {
    self.folder = folder
    self.file = file
  }

  /// Writes a row as it stood, with the reasons after it.
  mutating func write(
    _ item: ImportSource.Item, _ problems: [Studies.RowProblem], header: [String], separator: CSVSeparator
  ) throws {
    // The rows are to be mended and read again: they are written without the guard against formulas, as they came.
    let writer = CSVWriter(separator: separator, guardsFormulas: false)
    if handle == nil {
      let url = folder.appendingPathComponent("\(file).rejects.csv")
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
      name = url.path
      try handle?.write(contentsOf: Data(writer.line(header + ["line", "reason"]).utf8))
    }
    let reason = problems.map { [$0.column, $0.reason.en].compactMap { $0 }.joined(separator: ": ") }.joined(separator: "; ")
    for row in item.sources.isEmpty ? [item.row] : item.sources {
      try handle?.write(contentsOf: Data(writer.line(row.fields + ["\(row.line)", reason]).utf8))
    }
  }

  mutating func close() throws {
    try handle?.close()
    handle = nil
  }
}
