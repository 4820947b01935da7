import Base
import Foundation
import Interchange
import Journal
import PracticeRules

/// Acts made of rows.
enum ImportActs {
  static func draft(
    _ fact: Studies.ImportedFact, _ row: ImportIdentity.RowKey, _ stream: StreamID, _ identity: ImportIdentity,
    recordedBy: String
  ) throws -> FactDraft {
    let payload = fact.payload
    return FactDraft(
      id: identity.entry(row, fact.index), stream: stream, type: type(of: payload).type, schema: payload.writtenSchema,
      occurredAt: fact.occurredAt, recordedBy: recordedBy, dataClass: fact.dataClass, retention: fact.retention,
      catalog: fact.catalog, payload: try payload.encoded())
  }

  /// The subjects that no file lists: the first act of an import.
  static func subjects(_ plan: ImportStudy.Plan, _ identity: ImportIdentity, recordedBy: String) throws -> Act? {
    guard !plan.mapping.subjects.isEmpty else { return nil }
    let key = identity.other(["subjects"])
    let facts = try plan.mapping.subjects.enumerated().map { index, subject in
      let payload = Citizens.SubjectRegistered(
        kind: subject.kind, source: subject.key, study: plan.mapping.study, label: subject.label)
      return FactDraft(
        id: identity.entry(key, index), stream: identity.stream(subject.kind, subject.key), type: Citizens.SubjectRegistered.type,
        schema: payload.writtenSchema, occurredAt: .unknown, recordedBy: recordedBy, retention: "study",
        payload: try payload.encoded())
    }
    return Act(id: identity.act(key), facts: facts)
  }

  static func importKey(
    _ report: ImportStudy.FileReport, _ plan: ImportStudy.Plan, _ identity: ImportIdentity
  ) -> ImportIdentity.RowKey {
    identity.other(["import", report.file, report.sha256, plan.reference])
  }

  /// That a file was imported: written last, so that it stands only where everything else does.
  static func imported(
    _ report: ImportStudy.FileReport, _ plan: ImportStudy.Plan, _ identity: ImportIdentity, recordedBy: String
  ) throws -> Act? {
    guard let subject = plan.mapping.subjects.first else { return nil }
    let key = importKey(report, plan, identity)
    let payload = Studies.ImportRecorded(
      study: plan.mapping.study, file: report.file, sha256: report.sha256, mapping: plan.reference, rows: report.rows,
      accepted: report.accepted, rejected: report.rejected)
    let draft = FactDraft(
      id: identity.entry(key, 0), stream: identity.stream(subject.kind, subject.key), type: Studies.ImportRecorded.type,
      schema: Studies.ImportRecorded.schema, occurredAt: .unknown, recordedBy: recordedBy, retention: "study",
      catalog: [plan.reference], payload: try payload.encoded())
    return Act(id: identity.act(key), facts: [draft])
  }
}

/// Sends acts to the journal in batches, one on its way while the next is made.
struct ImportSender {
  let journal: Journal
  let size: Int
  private var waiting: [(act: Act, line: Int)] = []
  private var onItsWay: (task: Task<[Result<Receipt, AppendRefusal>], any Error>, lines: [Int])?
  private(set) var written = 0
  private(set) var repeated = 0
  /// Lines whose act was refused, with why.
  private(set) var refused: [(line: Int, refusal: AppendRefusal)] = []

  init(journal: Journal, size: Int) {
    self.journal = journal
    self.size = max(1, size)
  }

  mutating func add(_ act: Act, line: Int) async throws {
    waiting.append((act, line))
    if waiting.count >= size { try await send() }
  }

  mutating func finish() async throws {
    if !waiting.isEmpty { try await send() }
    try await settle()
  }

  private mutating func send() async throws {
    try await settle()
    let acts = waiting.map(\.act)
    let journal = journal
    onItsWay = (Task { try await journal.append(acts) }, waiting.map(\.line))
    waiting.removeAll(keepingCapacity: true)
  }

  private mutating func settle() async throws {
    guard let sent = onItsWay else { return }
    onItsWay = nil
    for (line, result) in zip(sent.lines, try await sent.task.value) {
      switch result {
      case .success(let receipt) where receipt.repeated: repeated += 1
      case .success: written += 1
      case .failure(let refusal): refused.append((line, refusal))
      }
    }
  }
}
