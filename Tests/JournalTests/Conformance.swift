import Base
import Foundation
import Testing

@testable import Journal

/// What every store must keep. A new store runs the same checks by making its own journals.
struct Conformance {
  /// A new, empty journal with its own clock.
  let make: @Sendable (TestClock, JournalOptions) throws -> Journal

  func all() async throws {
    try await overManyStreams()
    try await order()
    try await resend()
    try await resendFromTwoDevices()
    try await otherContent()
    try await claims()
    try await expects()
    try await clockGoingBack()
    try await reading()
    try await holes()
    try await bulk()
    try await sealedSeals()
  }

  private func journal(_ clock: TestClock = TestClock()) throws -> Journal { try make(clock, JournalOptions()) }

  func overManyStreams() async throws {
    let journal = try journal()
    let streams = (0..<12).map { sampleID($0) as StreamID }
    _ = try await journal.append(act([draft(streams[7])]))
    let expects = Dictionary(uniqueKeysWithValues: streams.map { ($0, Int64(0)) })
    let whole = act(streams.map { draft($0) }, expects: expects, claims: [Claim(scope: "cpr", value: [1], stream: streams[0])])
    let refused = try await refusal { try await journal.append(whole) }
    #expect(refused == .conflict(streams[7], expected: 0, found: 1))
    #expect(try journal.head == 1)
    #expect(try journal.receipt(of: whole.id) == nil)
    #expect(try journal.claim(scope: "cpr", value: [1]) == nil)
    for stream in streams where stream != streams[7] { #expect(try journal.stream(stream).isEmpty) }
    var mended = whole
    mended.expects[streams[7]] = 1
    let receipt = try await journal.append(mended)
    #expect(receipt == Receipt(act: whole.id, positions: 2...13, repeated: false))
    #expect(try journal.verify().isSound)
  }

  func order() async throws {
    let journal = try journal()
    let (a, b): (StreamID, StreamID) = (sampleID(1), sampleID(2))
    _ = try await journal.append(act([draft(a, "1"), draft(b, "2"), draft(a, "3")]))
    _ = try await journal.append(act([draft(b, "4")]))
    let entries = try journal.read(from: 1, limit: 10)
    #expect(entries.map(\.position) == [1, 2, 3, 4])
    #expect(entries.map { text($0) } == (1...4).map { "{\"text\":\"\($0)\"}" })
    let own = try journal.stream(a)
    #expect(own.map(\.position) == [1, 3])
    guard case .fact(let last)? = own.last else { throw JournalError(.damaged, "no fact") }
    #expect(last.version == 2)
    #expect(try journal.stream(b, upTo: 3).map(\.position) == [2])
    #expect(try journal.stream(b, types: ["other"]).isEmpty)
    #expect(try journal.stream(b, types: ["note.written"]).count == 2)
  }

  func resend() async throws {
    let journal = try journal()
    let one = act([draft(sampleID(1)), draft(sampleID(2))])
    let first = try await journal.append(one)
    var again = one
    again.expects = [sampleID(1): 0]
    let second = try await journal.append(again)
    #expect(!first.repeated && second.repeated)
    #expect(first.positions == second.positions)
    #expect(try journal.head == 2)
    #expect(try journal.receipt(of: one.id) == second)
  }

  func resendFromTwoDevices() async throws {
    let journal = try journal()
    for round in 0..<20 {
      let one = act([draft(sampleID(round)), draft(sampleID(round + 1))])
      let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
        for _ in 0..<8 { group.addTask { try await journal.append(one) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(receipts.map(\.positions)).count == 1)
      #expect(receipts.filter { !$0.repeated }.count == 1)
    }
    #expect(try journal.head == 40)
    let twice = act([draft(sampleID(90))])
    let together = try await journal.append([twice, twice])
    #expect(try together.map { try $0.get().repeated } == [false, true])
  }

  func otherContent() async throws {
    let journal = try journal()
    let one = act([draft(sampleID(1), "a", id: sampleID(100))], id: sampleID(5))
    _ = try await journal.append(one)
    let sameAct = act([draft(sampleID(1), "b", id: sampleID(100))], id: sampleID(5))
    let refusedAct = try await refusal { try await journal.append(sameAct) }
    #expect(refusedAct == .sameIdOtherContent("act \(sampleID(5, ActSubject.self))"))
    let sameEntry = act([draft(sampleID(2), "a", id: sampleID(100))])
    let refusedEntry = try await refusal { try await journal.append(sameEntry) }
    #expect(refusedEntry == .sameIdOtherContent("entry \(sampleID(100, EntrySubject.self))"))
    let twice = act([draft(sampleID(1), id: sampleID(101)), draft(sampleID(1), id: sampleID(101))])
    let refusedTwice = try await refusal { try await journal.append(twice) }
    #expect(refusedTwice == .sameIdOtherContent("entry \(sampleID(101, EntrySubject.self))"))
    let refusedEmpty = try await refusal { try await journal.append(act([])) }
    #expect(refusedEmpty == .empty)
    #expect(try journal.head == 1)
  }

  func claims() async throws {
    let journal = try journal()
    let (a, b): (StreamID, StreamID) = (sampleID(1), sampleID(2))
    func claim(_ stream: StreamID) -> Claim { Claim(scope: "bed", value: [7, 0, 7], stream: stream) }
    _ = try await journal.append(act([draft(a)], claims: [claim(a)]))
    let taken = try await refusal { try await journal.append(act([draft(b)], claims: [claim(b)])) }
    #expect(taken == .taken(scope: "bed"))
    _ = try await journal.append(act([draft(a)], claims: [claim(a)]))
    #expect(try journal.claim(scope: "bed", value: [7, 0, 7]) == a)
    let twins = act(
      [draft(a), draft(b)], claims: [Claim(scope: "u", value: [1], stream: a), Claim(scope: "u", value: [1], stream: b)])
    let twinsRefused = try await refusal { try await journal.append(twins) }
    #expect(twinsRefused == .taken(scope: "u"))
    let move = Act(id: freshID(), facts: [draft(b)], claims: [claim(b)], releases: [claim(a)])
    _ = try await journal.append(move)
    #expect(try journal.claim(scope: "bed", value: [7, 0, 7]) == b)
    let many = try await journal.append(
      (0..<8).map { index in
        act([draft(sampleID(index))], claims: [Claim(scope: "name", value: [9], stream: sampleID(index))])
      })
    #expect(many.filter { if case .success = $0 { true } else { false } }.count == 1)
    #expect(try journal.claim(scope: "other", value: [9]) == nil)
  }

  func expects() async throws {
    let journal = try journal()
    let stream: StreamID = sampleID(1)
    let answers = try await withThrowingTaskGroup(of: AppendRefusal?.self) { group in
      for _ in 0..<16 {
        group.addTask { try await refusal { try await journal.append(act([draft(stream)], expects: [stream: 0])) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0 == nil }.count == 1)
    #expect(answers.filter { $0 == .conflict(stream, expected: 0, found: 1) }.count == 15)
    _ = try await journal.append(act([draft(stream), draft(stream)], expects: [stream: 1]))
    let readOnlyStream = try await refusal { try await journal.append(act([draft(sampleID(2))], expects: [stream: 2])) }
    #expect(readOnlyStream == .conflict(stream, expected: 2, found: 3))
  }

  func clockGoingBack() async throws {
    let clock = TestClock(2_000_000)
    let journal = try journal(clock)
    for time: Int64 in [2_000_000, 1_000_000, 3_000_000, 0] {
      clock.set(time)
      _ = try await journal.append(act([draft(sampleID(1))]))
    }
    let times = try journal.read(from: 1).compactMap { entry -> Int64? in
      if case .fact(let fact) = entry { fact.recordedAt.milliseconds } else { nil }
    }
    #expect(times == [2_000_000, 2_000_000, 3_000_000, 3_000_000])
    #expect(try journal.verify().isSound)
  }

  func reading() async throws {
    let journal = try journal()
    #expect(try journal.head == 0)
    #expect(try journal.read(from: 1).isEmpty)
    let full = FactDraft(
      id: freshID(), stream: sampleID(1), type: "form.answered", schema: 3,
      occurredAt: .minute(Instant(milliseconds: 1_454_500_000_123), offsetMinutes: -90), madeAt: Instant(milliseconds: 17),
      recordedBy: "bruger-æøå", device: "tablet", dataClass: "trust", retention: "long", corrects: sampleID(8),
      basedOn: sampleID(9), catalog: ["a@1#1", "b@2#2"], payload: Array("{}".utf8))
    _ = try await journal.append(act([full]))
    guard case .fact(let fact)? = try journal.entry(full.id) else { throw JournalError(.damaged, "no fact") }
    #expect(fact.draft == full)
    #expect(try journal.entry(freshID()) == nil)
    #expect(try journal.read(from: 2).isEmpty)
  }

  /// While many write, every reader that follows sees each position once, in order, without a hole.
  func holes() async throws {
    let journal = try journal()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<16 {
        group.addTask {
          for round in 0..<15 {
            _ = try await journal.append(act((0...(round % 3)).map { _ in draft(sampleID(writer)) }))
          }
        }
      }
      group.addTask {
        var next: Int64 = 1
        while next <= 16 * 30 {
          for entry in try journal.read(from: next, limit: 50) {
            #expect(entry.position == next)
            next += 1
          }
          await Task.yield()
        }
      }
      try await group.waitForAll()
    }
    #expect(try journal.head == 480)
    #expect(try journal.verify().entries == 480)
  }

  func bulk() async throws {
    let journal = try journal()
    let acts = (0..<300).map { act([draft(sampleID($0 % 7), "\($0)")]) }
    let answers = try await journal.append(acts)
    #expect(try answers.map { try $0.get().positions.lowerBound } == (1...300).map { Int64($0) })
    #expect(try journal.read(from: 1, limit: 500).enumerated().allSatisfy { text($1) == "{\"text\":\"\($0)\"}" })
    #expect(try journal.verify().isSound)
  }

  func sealedSeals() async throws {
    var options = JournalOptions()
    options.sealKey = SealKey()
    options.sealEvery = 10
    let journal = try make(TestClock(), options)
    for round in 0..<35 { _ = try await journal.append(act([draft(sampleID(round % 4))])) }
    #expect(try journal.verify().seals == 3)
    #expect(try journal.seal()?.number == 4)
    #expect(try journal.seal() == nil)
    let report = try journal.verify()
    #expect(report.isSound && report.seals == 4 && report.unsealed == 0 && report.signaturesChecked)
  }
}
