import Base
import Foundation
import Journal

// Appends under load and prints each act once it is acknowledged, until it is killed or has done its share.
// journal-crash write <folder> <master key> <full|normal> <acts>
// journal-crash full <folder> <master key> <file that stands for a full disk>
// journal-crash bench <folder>

let words = CommandLine.arguments
guard words.count >= 3 else {
  print("journal-crash write|full|bench <folder> …")
  exit(64)
}

@Sendable func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

@Sendable func sampleAct(_ number: Int, stream: Int) -> Act {
  let stream = StreamID.version7(
    at: Instant(milliseconds: 1_600_000_000_000 + Int64(stream)), tail: [UInt8](repeating: 7, count: 10))
  let facts = (0...(number % 3)).map { index in
    FactDraft(
      id: EntryID(UUID()), stream: stream, type: "crash.tried", occurredAt: .unknown, recordedBy: "crash",
      payload: Array("{\"number\":\(number),\"index\":\(index),\"text\":\"\(String(repeating: "x", count: 200))\"}".utf8))
  }
  return Act(id: ActID(UUID()), facts: facts)
}

func openJournal(durability: Durability = .full) throws -> Journal {
  guard let master = MasterKey(text: words[3]) else { throw JournalError(.masterKeyWrong, "no master key given") }
  var options = JournalOptions()
  options.durability = durability
  options.sealKey = SealKey(text: words[3])
  options.sealEvery = 100
  return try Journal.open(folder: URL(fileURLWithPath: words[2]), master: master, options: options) {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

func writeUnderLoad() async throws {
  let journal = try openJournal(durability: words[4] == "normal" ? .normal : .full)
  let share = (Int(words[5]) ?? 0) / 64
  try await withThrowingTaskGroup(of: Void.self) { group in
    for writer in 0..<64 {
      group.addTask {
        for round in 0..<share {
          say(try await journal.append(sampleAct(round, stream: (writer * 7 + round) % 200)).act.description)
        }
      }
    }
    try await group.waitForAll()
  }
  // Not closed: a clean end would tidy up what the test wants to see.
  _exit(0)
}

func writeUntilFull() async throws {
  let journal = try openJournal()
  for number in 0..<100_000 {
    let next = sampleAct(number, stream: number % 20)
    do {
      say(try await journal.append(next).act.description)
    } catch let error as JournalError where error.code == .diskFull {
      say("full")
      try FileManager.default.removeItem(atPath: words[4])
      say(try await journal.append(next).act.description)
      for number in 0..<20 { say(try await journal.append(sampleAct(number, stream: number)).act.description) }
      say("resumed")
      _exit(0)
    }
  }
}

do {
  switch words[1] {
  case "write": try await writeUnderLoad()
  case "full": try await writeUntilFull()
  case "bench": try await Bench(folder: URL(fileURLWithPath: words[2])).run()
  default: exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
