import AccessLog
import Base
import Foundation
import Journal
import PracticeRecords
import PracticeRules
import Records
import State
import Testing

@testable import PracticeOperations

/// What the access log and the file of state must forget of who is erased, here and in a backup that is restored later.
@Suite struct ErasedStreamsTests {
  private static let clock: @Sendable () -> Instant = { Instant(milliseconds: 1_800_000_000_000) }

  /// A data folder with its backups, gone after the test.
  private final class Ground {
    let top: URL
    let master = MasterKey.random()

    init() throws {
      top = FileManager.default.temporaryDirectory.appendingPathComponent("erased-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: top, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: top) }

    var data: URL { top.appendingPathComponent("data") }
    var backups: URL { top.appendingPathComponent("backups") }
    var target: URL { top.appendingPathComponent("restored") }

    func open(_ folder: URL) throws -> Workplace {
      var options = JournalOptions()
      options.knownSchemas = PracticeFeatures.knownSchemas.merging(KeepingFacts.schemas) { max($0, $1) }
      let journal = try Journal.open(folder: folder, master: master, options: options, clock: ErasedStreamsTests.clock)
      let records = try RecordsEngine(
        folder: folder.appendingPathComponent("Records"), source: JournalSource(journal),
        projections: PracticeFeatures.projections,
        alsoKnown: PracticeFeatures.alsoKnown + KeepingFacts.schemas.map { KnownType(type: $0.key, schema: $0.value) })
      let secrets = WorkplaceSecrets(master)
      let place = Workplace(
        journal: journal, records: records, catalog: try ImportBench.catalog.get(),
        state: try StateStore(file: folder.appendingPathComponent(Workplace.stateFile), tables: PracticeState.tables),
        accessLog: try AccessLog.open(folder: folder, key: secrets.accessLog, clock: ErasedStreamsTests.clock), secrets: secrets,
        folder: folder, now: ErasedStreamsTests.clock)
      try records.prepare()
      return place
    }

    func close(_ place: Workplace) throws {
      try place.accessLog.close()
      try place.state.close()
      try place.records.close()
      try place.journal.close()
    }
  }

  /// A citizen with a look, drafts and an answer that name the citizen.
  private func citizen(_ place: Workplace, act: ActID) async throws -> StreamID {
    let stream = place.newStream()
    let payload = Citizens.SubjectRegistered(kind: .citizen, organisation: TasksBook.organisation)
    let fact = FactDraft(
      id: EntryID(UUID()), stream: stream, type: Citizens.SubjectRegistered.type, schema: payload.writtenSchema,
      occurredAt: place.moment(), recordedBy: "test", payload: try payload.encoded())
    _ = try await place.journal.append(Act(id: place.newAct(), facts: [fact]))
    _ = try await place.accessLog.record(
      AccessEntry(
        user: "anna", organisation: "made up", purpose: "care", page: AccessPage("/citizens/:citizen"), position: 1,
        streams: [stream.uuid]))
    try place.keepDraft(["text": ["made up"]], user: "anna", path: "/citizens/\(stream)/note")
    try place.keepDraft(["citizen": [stream.description]], user: "anna", path: "/tasks/of/\(act)")
    try place.keep(act, digest: [1], location: "/citizens/\(stream)")
    return stream
  }

  /// How many looks, drafts and answers about a citizen are there. Takes the drafts out.
  private func left(_ place: Workplace, _ stream: StreamID, act: ActID) throws -> [Int] {
    let drafts = try ["/citizens/\(stream)/note", "/tasks/of/\(act)"].compactMap { try place.takeDraft(user: "anna", path: $0) }
    let isAnswered = try place.earlier(act, digest: [1]) != .none
    return [try place.accessLog.shown(to: [stream.uuid]).entries.count, drafts.count, isAnswered ? 1 : 0]
  }

  @Test func anErasureAndARestoreForgetTheSame() async throws {
    let ground = try Ground()
    var place = try ground.open(ground.data)
    let acts = [place.newAct(), place.newAct(), place.newAct()]
    let erased = try await citizen(place, act: acts[0])
    let stays = try await citizen(place, act: acts[1])
    let third = try await citizen(place, act: acts[2])
    try ground.close(place)
    let backup = try JournalBackup.make(of: ground.data, into: ground.backups, at: Self.clock(), program: "test")

    // Given somebody who is erased after the backup
    place = try ground.open(ground.data)
    #expect(try left(place, third, act: acts[2]) == [1, 2, 1], "before")
    let report = try await JournalErasure.erase(
      place.journal, folder: ground.data, [ErasureTarget(erased)], reason: .citizenRequest, by: "tester",
      afterErasure: { [place] in try ErasedStreams.forget($0, in: place) })
    #expect(report.streams == [erased])
    #expect(try left(place, erased, act: acts[0]) == [0, 0, 0])
    #expect(try left(place, stays, act: acts[1]) == [1, 2, 1])
    try ground.close(place)

    // When the backup is restored
    let master = ground.master
    let restored = try await JournalRestore.run(
      from: backup.folder, into: ground.target, master: master, clock: Self.clock,
      afterErasure: { streams, folder in
        try ErasedStreams.forget(streams, inRestored: folder, master: master, clock: Self.clock)
      })
    #expect(restored.erasedAgain.streams == [erased])

    // Then the access log and the file of state have forgotten again, and nothing else.
    place = try ground.open(ground.target)
    #expect(try left(place, erased, act: acts[0]) == [0, 0, 0])
    #expect(try left(place, stays, act: acts[1]) == [1, 2, 1])
    #expect(try place.accessLog.verify().isSound)
    try ground.close(place)
  }
}
