import Base
import Crypto
import Foundation
import GRDB
import Instruments
import Journal
import PracticeRecords
import PracticeRules
import State

extension Measures {
  /// Forms that are being filled in. Sealed: their answers are about a citizen. They are forgotten when they are finished or given up.
  package static let stateTables = [
    StateTable(
      "measures 1",
      """
      CREATE TABLE measures_sheet (
        id TEXT PRIMARY KEY, subject BLOB NOT NULL, at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
      CREATE INDEX measures_sheet_by_subject ON measures_sheet (subject, at);
      """)
  ]

  /// Forms that nobody has gone on with for half a year are forgotten: nothing of them was ever written down.
  package static let forgetting = Forgetting(feature: "measures") { place in
    let oldest = place.now().milliseconds - 183 * 86_400_000
    try place.state.write { try $0.execute(sql: "DELETE FROM measures_sheet WHERE at < ?", arguments: [oldest]) }
  }

  /// Takes out the open forms of erased streams.
  static func forget(_ streams: [StreamID], in state: StateStore) throws {
    try state.write { db in
      for stream in streams {
        try db.execute(sql: "DELETE FROM measures_sheet WHERE subject = ?", arguments: [Data(stream.bytes)])
      }
    }
  }

  /// A form that is open for a visitor, with its definition and the citizen it is about.
  package struct OpenSheet: Sendable {
    package var sheet: Sheet
    package var definition: InstrumentDefinition
    package var opened: Citizens.Opened
  }

  /// What became of a form that was sent.
  package enum Sent: Sendable {
    case taken
    case refused([AnswerRefusal])
    /// No such form or citizen for this visitor.
    case notFound
  }

  // MARK: - Beginning and finding

  /// Begins a form; nil when the citizen is not open for it, and a refusal when it cannot be answered so.
  ///
  /// - Returns: the id of the sheet.
  package static func start(
    _ place: Workplace, _ visit: Access.Visit, citizen id: String, instrument name: String, respondent: String, mode: String,
    wave: String?
  ) throws -> String? {
    guard let opened = try openToAnswer(place, visit, id), let definition = place.catalog.instrument(name),
      let reference = place.catalog.instrumentReference(name),
      definition.subject == .citizen, definition.respondents.contains(where: { $0.rawValue == respondent }),
      Mode(rawValue: mode) != nil
    else { return nil }
    let form = FormAnswered(
      instrument: definition.id, version: String(definition.version), hash: reference.hash,
      wave: wave.flatMap { $0.isEmpty ? nil : $0 }, respondent: respondent, mode: mode, answers: [:])
    let sheet = Sheet(
      id: visit.act.description, subject: opened.stream.description, startedBy: visit.caller.user, startedAt: place.now(),
      form: form)
    try place.state.write { try keep($0, place, sheet, about: opened.stream) }
    return sheet.id
  }

  /// A form that is open; nil when there is none, or the citizen is not open to this visitor.
  package static func sheet(_ place: Workplace, _ visit: Access.Visit, citizen id: String, sheet name: String) throws
    -> OpenSheet?
  {
    guard let opened = try openToAnswer(place, visit, id) else { return nil }
    let row = try place.state.read { db in
      try Row.fetchOne(
        db, sql: "SELECT sealed FROM measures_sheet WHERE id = ? AND subject = ?",
        arguments: [name, Data(opened.stream.bytes)])
    }
    guard let sealed = row?["sealed"] as Data?, let sheet = try unsealed(place, sealed, name),
      let version = Int(sheet.form.version), let definition = place.catalog.instrument(sheet.form.instrument, version: version)
    else { return nil }
    return OpenSheet(sheet: sheet, definition: definition, opened: opened)
  }

  /// The forms that are open for a citizen, newest first.
  package static func sheets(_ place: Workplace, _ opened: Citizens.Opened) throws -> [Sheet] {
    let rows = try place.state.read { db in
      try Row.fetchAll(
        db, sql: "SELECT id, sealed FROM measures_sheet WHERE subject = ? ORDER BY at DESC LIMIT 50",
        arguments: [Data(opened.stream.bytes)])
    }
    return try rows.compactMap { try unsealed(place, $0["sealed"], $0["id"]) }
  }

  private static func openToAnswer(_ place: Workplace, _ visit: Access.Visit, _ id: String) throws -> Citizens.Opened? {
    guard let opened = try Citizens.open(place, visit, id: id), opened.bar.study == nil else { return nil }
    guard opened.admission.writes.contains(.health) else {
      visit.refuse(.notOpen)
      return nil
    }
    visit.show([opened.stream], .health)
    return opened
  }

  // MARK: - Answering

  /// Saves answers as soon as they are given. What an answer alerts to becomes a task in the same breath, long before the form is
  /// finished.
  package static func save(
    _ place: Workplace, _ visit: Access.Visit, citizen id: String, sheet name: String,
    _ given: [(key: String, answer: Instruments.Answer)]
  ) async throws -> Sent {
    guard var open = try sheet(place, visit, citizen: id, sheet: name) else { return .notFound }
    let before = open.sheet.answers(open.definition)
    var refusals: [AnswerRefusal] = []
    for (key, answer) in given {
      if let refusal = open.sheet.take(answer, for: key, open.definition) { refusals.append(refusal) }
    }
    let after = open.sheet.answers(open.definition)
    let alerts = newAlerts(open.definition, before: before, after: after, wave: open.sheet.wave(open.definition))
    if !alerts.isEmpty { try await raise(place, visit, alerts, open) }
    // Read again with the file held: two devices that answer at once lose nothing of each other.
    try place.state.write { db in
      let row = try Row.fetchOne(db, sql: "SELECT sealed FROM measures_sheet WHERE id = ?", arguments: [name])
      guard let sealed = row?["sealed"] as Data?, var sheet = try unsealed(place, sealed, name) else { return }
      for (key, answer) in given { _ = sheet.take(answer, for: key, open.definition) }
      try keep(db, place, sheet, about: open.opened.stream)
    }
    return refusals.isEmpty ? .taken : .refused(refusals)
  }

  /// A task for today, for whoever sits with the citizen: it stays until somebody has said what was done.
  private static func raise(
    _ place: Workplace, _ visit: Access.Visit, _ alerts: [InstrumentDefinition.Alert], _ open: OpenSheet
  ) async throws {
    let facts = try alerts.enumerated().map { number, alert in
      let task = Tasks.TaskOpened(
        reason: .alertAnswer, title: String(alert.message.da.prefix(120)), deadline: Tasks.Deadline(visit.today),
        owner: .user(visit.caller.user), source: .feature("measures"), isAboutCitizen: true,
        organisation: visit.caller.organisation)
      return try place.fact(visit, number, task, about: open.opened.stream)
    }
    try await place.write(visit, "measures.alert", facts)
  }

  /// Writes the form down with its scores. A form that lacks a required answer is refused and stays open.
  package static func finish(
    _ place: Workplace, _ visit: Access.Visit, citizen id: String, sheet name: String
  ) async throws -> Sent {
    guard let open = try sheet(place, visit, citizen: id, sheet: name) else { return .notFound }
    switch open.sheet.finished(open.definition) {
    case .failure(let problems): return .refused(problems.list)
    case .success(let form):
      let fact = try place.fact(visit, 0, form, about: open.opened.stream, dataClass: .health)
      try await place.write(visit, "measures.form", [fact])
      try forget(place, name)
      return .taken
    }
  }

  /// Gives a form up: nothing of it is kept.
  package static func discard(_ place: Workplace, _ visit: Access.Visit, citizen id: String, sheet name: String) throws -> Sent {
    guard try sheet(place, visit, citizen: id, sheet: name) != nil else { return .notFound }
    try forget(place, name)
    visit.did("measures.discard")
    return .taken
  }

  // MARK: - Keeping

  private static func forget(_ place: Workplace, _ name: String) throws {
    try place.state.write { try $0.execute(sql: "DELETE FROM measures_sheet WHERE id = ?", arguments: [name]) }
  }

  private static func keep(_ db: Database, _ place: Workplace, _ sheet: Sheet, about stream: StreamID) throws {
    let head = "\(sheet.subject)\n\(sheet.startedBy)\n\(sheet.startedAt.milliseconds)\n"
    let content = Array(head.utf8) + (try sheet.form.encoded())
    let sealed = try AES.GCM.seal(content, using: place.secrets.state, authenticating: Array("sheet \(sheet.id)".utf8)).combined
    try db.execute(
      sql: "INSERT OR REPLACE INTO measures_sheet (id, subject, at, sealed) VALUES (?, ?, ?, ?)",
      arguments: [sheet.id, Data(stream.bytes), place.now().milliseconds, sealed])
  }

  private static func unsealed(_ place: Workplace, _ sealed: Data, _ id: String) throws -> Sheet? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let content = try? AES.GCM.open(box, using: place.secrets.state, authenticating: Array("sheet \(id)".utf8))
    else { return nil }
    let parts = content.split(separator: UInt8(ascii: "\n"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 4, let at = Int64(String(decoding: parts[2], as: UTF8.self)) else { return nil }
    let form = try FormAnswered(decoding: Array(parts[3]), schema: FormAnswered.schema)
    return Sheet(
      id: id, subject: String(decoding: parts[0], as: UTF8.self), startedBy: String(decoding: parts[1], as: UTF8.self),
      startedAt: Instant(milliseconds: at), form: form)
  }
}
