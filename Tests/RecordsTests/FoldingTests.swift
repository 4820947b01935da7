import Base
import Foundation
import GRDB
import Journal
import Records
import Testing

@Suite struct FoldingTests {
  /// House rule 4: whatever the order of arrival, and however it is cut into batches, the Records are the same.
  @Test(arguments: 0..<6) func anyArrivalOrderGivesTheSame(seed: Int) throws {
    var random = Seeded(state: UInt64(seed) + 1)
    let drafts = randomDrafts(&random)
    var expected: [String]?
    for round in 0..<4 {
      let source = ListedFacts()
      let arrival = round == 0 ? drafts : drafts.shuffled(using: &random)
      try withFolder { folder in
        let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
        for draft in arrival {
          source.append(draft)
          if round < 2 || Int.random(in: 0..<3, using: &random) == 0 { try engine.catchUp() }
        }
        try engine.catchUp()
        let incremental = try engine.read { try dump($0) }
        #expect(incremental == expected ?? incremental)
        expected = incremental
        try engine.rebuild()
        #expect(try engine.read { try dump($0) } == incremental)
        #expect(try engine.status().isCurrent)
        try engine.close()
      }
    }
    #expect((expected ?? []).count > 20)
  }

  @Test func stateIsWhatHappenedLastNotWhatArrivedLast() throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      source.append(draft("state", "new", stream, minute: 100))
      try engine.catchUp()
      source.append(draft("state", "late entry about earlier", stream, minute: 50))
      try engine.catchUp()
      #expect(try engine.read { try String.fetchOne($0, sql: "SELECT label FROM states_state") } == "new")
      #expect(try engine.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM marks_mark") } == 2)
    }
  }

  @Test func anItemKeepsWhatALaterFactLeavesOut() throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      for (text, minute) in [("even", 10), ("odder", 20), ("early!", 5), ("x1", 7)] {
        source.append(draft("state", text, stream, minute: Int64(minute)))
        try engine.catchUp()
      }
      let rows = try engine.read { db in
        try Row.fetchAll(db, sql: "SELECT card, label, even FROM cards_card ORDER BY card").map { row in
          [row["card"] as String, row["label"] as String, row["even"] as String]
        }
      }
      #expect(rows == [["one", "x1", "x1"], ["other", "odder", "even"]])
    }
  }

  @Test func aCorrectionReplacesAndTheCorrectedStaysVisible() throws {
    let source = ListedFacts()
    let stream = StreamID(UUID())
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      let first = draft("note", "wrong", stream, minute: 1)
      source.append(first)
      source.append(draft("note", "other", stream, minute: 2))
      try engine.catchUp()
      let second = draft("note", "right", stream, minute: 1, corrects: first.id)
      source.append(second)
      try engine.catchUp()
      func notes() throws -> [String] {
        try engine.read { try String.fetchAll($0, sql: "SELECT label FROM notes_note ORDER BY label") }
      }
      #expect(try notes() == ["other", "right"])
      #expect(
        try engine.read { try Int.fetchOne($0, sql: "SELECT standing FROM marks_mark WHERE label = 'wrong'") }
          == Standing.corrected.rawValue)
      source.append(draft("note", "rival", stream, minute: 1, corrects: first.id))
      try engine.catchUp()
      #expect(try notes() == ["other", "rival"], "of two corrections of the same entry the one written last counts")
      source.append(draft("entry.withdrawn", "{}", stream, minute: 3, corrects: first.id))
      try engine.catchUp()
      #expect(try notes() == ["other"])
      #expect(
        try engine.read { try Int.fetchOne($0, sql: "SELECT standing FROM marks_mark WHERE label = 'wrong'") }
          == Standing.withdrawn.rawValue)
    }
  }

  /// A correction reaches only entries of its own stream.
  @Test func aCorrectionInAnotherStreamChangesNothing() throws {
    let source = ListedFacts()
    let (one, two) = (StreamID(UUID()), StreamID(UUID()))
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      let first = draft("note", "stays", one, minute: 1)
      source.append(first)
      source.append(draft("entry.withdrawn", "{}", two, minute: 2, corrects: first.id))
      try engine.catchUp()
      try engine.rebuild()
      #expect(try engine.read { try String.fetchAll($0, sql: "SELECT label FROM notes_note") } == ["stays"])
    }
  }

  /// House rule 5: one person as of a position is what the Records were when the journal had come to it.
  @Test(arguments: 0..<2) func asOfAPosition(seed: Int) throws {
    var random = Seeded(state: UInt64(seed) + 77)
    let drafts = randomDrafts(&random, count: 30).shuffled(using: &random)
    let source = ListedFacts()
    try withFolder { folder in
      let engine = try RecordsEngine(folder: folder, source: source, projections: allProjections)
      var then: [(position: Int64, stream: StreamID, rows: [String])] = []
      for draft in drafts {
        let position = source.append(draft)
        try engine.catchUp()
        then.append((position, draft.stream, try engine.read { try dump($0, only: draft.stream) }))
      }
      for moment in then {
        let replayed = try engine.replay([moment.stream], asOf: moment.position)
        #expect(try replayed.read { try dump($0) } == moment.rows)
      }
    }
  }
}
