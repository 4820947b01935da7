import Base
import Foundation
import GRDB
import Journal
import Records
import Synchronization
import Testing

@Suite struct ServingTests {
  private func filled(_ count: Int = 300) -> (ListedFacts, [StreamID]) {
    let source = ListedFacts()
    let streams = (0..<7).map { _ in StreamID(UUID()) }
    for index in 0..<count {
      source.append(draft(index % 3 == 0 ? "state" : "note", "\(index)", streams[index % 7], minute: Int64(index)))
    }
    return (source, streams)
  }

  /// House rule 4: delete, rebuild, and everything is as it was.
  @Test func deleteAndRebuild() throws {
    let (source, _) = filled()
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      #expect(try engine.status().condition(of: "notes") == .preparing(done: 0, of: 300))
      try engine.prepare()
      let before = try engine.read { try dump($0) }
      #expect(before.count > 300)
      try engine.close()
      try RecordsEngine.remove(folder)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let again = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try again.prepare()
      #expect(try again.read { try dump($0) } == before)
    }
  }

  @Test func openingReadsNothingOfTheJournal() throws {
    let (source, _) = filled()
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try engine.prepare()
      try engine.close()
      let reads = source.reads
      let again = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try again.catchUp()
      #expect(source.reads == reads)
      #expect(try again.status().isCurrent)
    }
  }

  /// House rule 11: a changed projection is built beside the old one; the other features serve and take new facts meanwhile.
  @Test func aChangedProjectionIsPreparedWhileTheOthersServe() throws {
    let (source, streams) = filled(6_000)
    try withFolder { folder in
      let old = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try old.prepare()
      try old.close()
      let changed: [any Projection] = [Notes(version: 2), States(), Marks()]
      let engine = try RecordsEngine(folder: folder, source: source, projections: changed)
      #expect(try engine.status().condition(of: "notes") == .preparing(done: 0, of: 6_000))
      #expect(try engine.status().condition(of: "marks") == .serving)
      let seen = Mutex<[RecordsStatus.Condition]>([])
      let served = Mutex<[Int]>([])
      let name = "meanwhile"
      try engine.prepare { done, _ in
        let status = try? engine.status().condition(of: "notes")
        let first = seen.withLock { seen in
          if let status { seen.append(status) }
          return seen.count == 1
        }
        if first {
          source.append(draft("note", name, streams[0], minute: 9_999))
          try? engine.catchUp()
        }
        let count = try? engine.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM marks_mark") }
        served.withLock { $0.append((count ?? nil) ?? -1) }
        _ = done
      }
      let conditions = seen.withLock { $0 }
      #expect(conditions.count >= 3)
      #expect(conditions.allSatisfy { if case .preparing(let done, _) = $0 { done > 0 } else { false } })
      #expect(served.withLock { $0 }.allSatisfy { $0 == 6_001 }, "a fact written meanwhile is seen at once by who serves")
      #expect(try engine.status().isCurrent)
      let length = try engine.read {
        try Int.fetchOne($0, sql: "SELECT length FROM notes_note WHERE label = ?", arguments: [name])
      }
      #expect(length == 9)
    }
  }

  /// House rule 11: a fact that a projection cannot take stops that feature only, and is named.
  @Test func aBadFactStopsOneFeature() throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      for index in 0..<5 { source.append(draft("note", "\(index)", stream, minute: Int64(index))) }
      let bad = draft("note", "bad secret", stream, minute: 10)
      source.append(bad)
      source.append(draft("note", "after", stream, minute: 11))
      try engine.catchUp()
      func check(_ engine: RecordsEngine) throws {
        let status = try engine.status()
        #expect(status.condition(of: "notes") == .stopped(at: 6, reason: "a bad note"))
        #expect(status.features.first { $0.feature == "notes" }?.position == 5)
        #expect(status.condition(of: "marks") == .serving)
        #expect(try engine.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM notes_note") } == 5)
        #expect(try engine.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM marks_mark") } == 7)
      }
      try check(engine)
      try engine.rebuild()
      try check(engine)
      try engine.close()
      let reopened = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try reopened.catchUp()
      try check(reopened)
      // Corrected in the journal, it counts no more, and a rebuild passes it.
      source.append(draft("note", "mended", stream, minute: 10, corrects: bad.id))
      try reopened.catchUp()
      try reopened.rebuild(features: ["notes"])
      #expect(try reopened.status().isCurrent)
      #expect(try reopened.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM notes_note") } == 7)
      try reopened.close()
    }
  }

  @Test func anewProgramThatTakesTheFactGoesOn() throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      source.append(draft("note", "bad", stream, minute: 1))
      try engine.catchUp()
      try engine.close()
      let mended = try RecordsEngine(
        folder: folder, source: source, projections: [Notes(version: 2, takesBad: true), States(), Marks()])
      try mended.prepare()
      #expect(try mended.status().isCurrent)
      #expect(try mended.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM notes_note") } == 1)
    }
  }

  /// House rule 11: what a newer program wrote is never skipped.
  @Test(arguments: [("note", 2), ("unheard.of", 1)]) func aNewerFactStopsEverything(type: String, schema: Int) throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      source.append(draft("note", "before", stream, minute: 1))
      source.append(draft(type, "newer", stream, minute: 2, schema: schema))
      source.append(draft("note", "behind", stream, minute: 3))
      let newer = NewerFact(position: 2, type: type, schema: schema)
      #expect(throws: RecordsError.newer(newer)) { try engine.catchUp() }
      func check(_ engine: RecordsEngine) throws {
        #expect(try engine.status().newer == newer)
        #expect(try engine.status().position == 1)
        #expect(try engine.read { try String.fetchAll($0, sql: "SELECT label FROM notes_note") } == ["before"])
      }
      try check(engine)
      #expect(throws: RecordsError.newer(newer)) { try engine.rebuild() }
      try check(engine)
      #expect(throws: RecordsError.newer(newer)) { try engine.catchUp() }
      try engine.close()
      let known: [any Projection] = [Notes(schema: 2), States(), Marks()]
      let newerProgram = try RecordsEngine(
        folder: folder, source: source, projections: known, alsoKnown: [KnownType(type: "unheard.of", schema: 1)])
      try newerProgram.catchUp()
      #expect(try newerProgram.status().isCurrent)
    }
  }

  @Test func erasedEntriesCountAndLeaveNothing() throws {
    let (source, streams) = filled(70)
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try engine.prepare()
      #expect(try !engine.read { try dump($0, only: streams[0]) }.isEmpty)
      source.erase(streams[0])
      try engine.refresh([streams[0]])
      #expect(try engine.read { try dump($0, only: streams[0]) }.isEmpty)
      #expect(try engine.status().erasedEntries == 10)
      let before = try engine.read { try dump($0) }
      try engine.rebuild()
      #expect(try engine.read { try dump($0) } == before)
      #expect(try engine.status().erasedEntries == 10)
      #expect(try engine.replay([streams[0]], asOf: 70).read { try dump($0) }.isEmpty)
    }
  }

  @Test(arguments: ["mark", "garbage"]) func aFileThatCannotBeTrustedIsBuiltAgain(how: String) throws {
    let (source, _) = filled()
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      try engine.prepare()
      let before = try engine.read { try dump($0) }
      try engine.close()
      if how == "mark" {
        try Data().write(to: folder.appendingPathComponent("Records.building"))
      } else {
        for ending in ["-wal", "-shm"] {
          try? FileManager.default.removeItem(at: folder.appendingPathComponent("Records.sqlite\(ending)"))
        }
        try Data(repeating: 7, count: 100_000).write(to: folder.appendingPathComponent("Records.sqlite"))
      }
      let again = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      #expect(try again.status().condition(of: "notes") == .preparing(done: 0, of: 300))
      try again.prepare()
      #expect(try again.read { try dump($0) } == before)
    }
  }

  @Test func twoFeaturesMayNotShareATable() throws {
    try withFolder { folder in
      #expect(throws: RecordsError.twice("notes_note")) {
        try RecordsEngine(folder: folder, source: ListedFacts(), projections: [Notes(), Notes(feature: "other")])
      }
    }
  }
}
