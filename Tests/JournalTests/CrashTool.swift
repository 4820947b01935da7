import Base
import Foundation
import Testing

@testable import Journal

/// Runs the helper that writes until it is told otherwise, and reads what it acknowledged.
struct CrashTool {
  var master = MasterKey.random()
  let folder: URL

  static var program: URL {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("journal-crash")
  }

  /// Compiles the shim; the same name for one run of the tests.
  static func shim(in folder: URL) throws -> String {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("PowerCut/shim.c")
    let library = folder.appendingPathComponent("shim.so").path
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["cc", "-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl", "-lpthread"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0, "the shim needs a C compiler")
    return library
  }

  func process(_ arguments: [String], environment: [String: String] = [:]) throws -> (Process, Pipe) {
    try #require(FileManager.default.fileExists(atPath: Self.program.path), "journal-crash is not built")
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [arguments[0], folder.path, master.text] + arguments.dropFirst()
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    return (process, pipe)
  }

  /// Runs to the end.
  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> [String] {
    let (process, pipe) = try process(arguments, environment: environment)
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Kills it without warning once it has acknowledged so many acts.
  func runAndKill(after acts: Int) throws -> [String] {
    let (process, pipe) = try process(["write", "full", "1000000"])
    var text: [UInt8] = []
    var killed = false
    while case let more = pipe.fileHandleForReading.availableData, !more.isEmpty {
      text += more
      if !killed, text.count >= acts * 37 {
        kill(process.processIdentifier, SIGKILL)
        killed = true
      }
    }
    process.waitUntilExit()
    // The last line is whole: short writes to a pipe are never divided.
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func open() throws -> Journal {
    try Journal.open(folder: folder, master: master, clock: TestClock(4_000_000_000_000).read)
  }

  /// How many of these acts the journal does not hold, or not whole. An entry that cannot be read is not held.
  func missing(_ acts: some Sequence<String>, in journal: Journal) throws -> Int {
    var entries: [ActID: Int] = [:]
    var next: Int64 = 1
    while let page = try? journal.read(from: next, limit: 2000), let last = page.last {
      for case .fact(let fact) in page { entries[fact.act, default: 0] += 1 }
      next = last.position + 1
    }
    return try acts.reduce(into: 0) { missing, act in
      guard let id = ActID(act), let receipt = try journal.receipt(of: id) else { return missing += 1 }
      let count = Int(receipt.positions.upperBound - receipt.positions.lowerBound) + 1
      if entries[id] != count { missing += 1 }
    }
  }
}
