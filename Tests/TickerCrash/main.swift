import AccessLog
import Base
import CatalogFiles
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import PracticeRules
import Records
import State

// Runs the ticker against a real folder, and kills itself without warning after a number of its steps, or is killed from outside.
// ticker-crash <folder> <master key> <catalog> setup <things>
// ticker-crash <folder> <master key> <catalog> tick <milliseconds now> <kill after steps, 0 for never>

let words = CommandLine.arguments
guard words.count >= 6, let master = MasterKey(text: words[2]) else {
  print("ticker-crash <folder> <master key> <catalog> setup|tick …")
  exit(64)
}

let folder = URL(fileURLWithPath: words[1])
let organisation = "0190a0f0-0000-7000-8000-0000000000aa"
let isSetup = words[4] == "setup"
let now = Instant(milliseconds: isSetup ? 1_795_000_000_000 : Int64(words[5]) ?? 0)

@Sendable func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

func open() throws -> Workplace {
  let catalog = try CatalogLoader.load(folders: [URL(fileURLWithPath: words[3])], sections: StudyCatalog.sections)
  let clock: @Sendable () -> Instant = { now }
  let journal = try Journal.open(folder: folder, master: master, options: JournalOptions(), clock: clock)
  let records = try RecordsEngine(
    folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
    alsoKnown: PracticeFeatures.alsoKnown)
  let secrets = WorkplaceSecrets(master)
  return Workplace(
    journal: journal, records: records, catalog: catalog,
    state: try StateStore(file: folder.appendingPathComponent("State.sqlite"), tables: PracticeState.tables),
    accessLog: try AccessLog.open(folder: folder, key: secrets.accessLog, clock: clock), secrets: secrets, now: clock)
}

/// Citizens whose assignment ends in ten days, each with a task that is late by four.
func setUp(_ place: Workplace, count: Int) async throws {
  let today = place.today
  guard let end = today.adding(days: 14), let deadline = today.adding(days: 1) else { return }
  for number in 0..<count {
    let stream = place.newStream()
    let user = number % 2 == 0 ? "even" : "odd"
    let opened = Tasks.TaskOpened(
      reason: .callBack, deadline: Tasks.Deadline(deadline), owner: .user(user), isAboutCitizen: true, organisation: organisation)
    let assigned = Citizens.CitizenAssigned(assignee: .user(user), function: .contact, from: today, until: end)
    func fact<Payload: FactPayload>(_ payload: Payload) throws -> FactDraft {
      FactDraft(
        id: EntryID(UUID()), stream: stream, type: Payload.type, schema: payload.writtenSchema, occurredAt: place.moment(),
        recordedBy: "setup", payload: try payload.encoded())
    }
    let facts = [
      try fact(Citizens.SubjectRegistered(kind: .citizen, organisation: organisation)), try fact(assigned), try fact(opened),
    ]
    _ = try await place.journal.append(Act(id: place.newAct(), facts: facts))
  }
  try place.records.prepare()
}

let directory = Tasks.Directory(
  names: { _, _ in [:] }, members: { _, _ in [] }, leaders: { _, _ in ["leader"] }, teams: { _, _ in [organisation] },
  holders: { _, _, _ in [] }, email: { _, user in "\(user)@example.dk" }, choices: { _, _ in [] })

final class Steps: @unchecked Sendable {
  private let lock = NSLock()
  private var left: Int

  init(_ count: Int) { left = count }

  /// Dies here when it is the last step it may take.
  func take(_ step: Ticker.Step) {
    lock.withLock {
      say(step.rawValue)
      left -= 1
      if left == 0 { kill(getpid(), SIGKILL) }
    }
  }
}

do {
  let place = try open()
  if isSetup {
    try await setUp(place, count: Int(words[5]) ?? 0)
  } else {
    let steps = Steps(words.count > 6 ? Int(words[6]) ?? 0 : 0)
    try place.records.prepare()
    // Each mail that leaves is a line; where the program dies between sending and writing it down, it leaves again.
    let outbox = Outbox { mail in
      say("mail \(mail.id) \(mail.to)")
      steps.take(.sent)
      return .sent
    }
    let ticker = Ticker(
      place: place, contributions: PracticeDue.contributions, directory: directory, outbox: outbox, batch: 2
    ) { steps.take($0) }
    let report = await ticker.tick()
    say("did \(report.did) \(report.troubles.joined(separator: ";"))")
  }
  // Not closed: a clean end would tidy up what the test wants to see.
  _exit(0)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
