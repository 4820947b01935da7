import Base
import Foundation
import Testing

@testable import Journal

/// The power goes at random points: only what was synced is on the disk, and perhaps some of what was not.
@Suite(.serialized) struct PowerCutTests {
  @Test func acknowledgedSurvivesThePowerCut() throws {
    let losses = try losses(durability: "full", cuts: 24)
    #expect(losses.acknowledged > 0)
    #expect(losses.lost == 0)
    #expect(losses.unsound == [])
  }

  /// The test above can fail: without a sync for every commit, acknowledged acts are gone.
  @Test func withoutFullSynchronousItIsLost() throws {
    let losses = try losses(durability: "normal", cuts: 24)
    #expect(losses.acknowledged > 0)
    #expect(losses.lost > 0)
  }

  private func losses(durability: String, cuts: Int) throws -> (acknowledged: Int, lost: Int, unsound: [String]) {
    let folder = try TestFolder()
    let tool = CrashTool(folder: folder.url.appendingPathComponent("data"))
    let log = folder.url.appendingPathComponent("writes.log")
    _ = try tool.run(
      ["write", durability, "1280"],
      environment: [
        "LD_PRELOAD": try CrashTool.shim(in: folder.url), "POWERCUT_FOLDER": tool.folder.path, "POWERCUT_LOG": log.path,
      ])
    let records = try WriteLog.read(log)
    let firstAcknowledged = try #require(records.firstIndex { $0.kind == .acknowledged })
    var random = SeededRandom(seed: 7)
    var total = (acknowledged: 0, lost: 0, unsound: [String]())
    var disk = CutDisk()
    var done = 0
    let points = (0..<cuts).map { _ in Int.random(in: (firstAcknowledged + 1)...records.count, using: &random) }.sorted()
    for (number, point) in points.enumerated() {
      while done < point {
        disk.apply(records[done])
        done += 1
      }
      let rebuilt = folder.url.appendingPathComponent("cut-\(number)")
      // Every second cut keeps some of the unsynced writes, as a disk may.
      try disk.write(to: rebuilt, from: tool.folder, keepingSome: number % 2 == 1 ? random : nil)
      let after = CrashTool(master: tool.master, folder: rebuilt)
      let acknowledged = disk.acknowledged
      total.acknowledged += acknowledged.count
      guard let journal = try? after.open() else {
        total.lost += acknowledged.count
        continue
      }
      total.lost += try after.missing(acknowledged, in: journal)
      if let finding = try journal.verify().finding { total.unsound.append(finding.description) }
      try journal.close()
      try FileManager.default.removeItem(at: rebuilt)
    }
    return total
  }
}

/// What the shim noted.
struct WriteLog {
  enum Kind: UInt8 {
    case write = 87
    case truncate = 84
    case sync = 83
    case unlink = 85
    case acknowledged = 65
  }

  var kind: Kind
  var path: String
  var offset: Int
  var data: Data

  static func read(_ file: URL) throws -> [WriteLog] {
    let bytes = try Data(contentsOf: file)
    var found: [WriteLog] = []
    var at = bytes.startIndex
    func number<Value: FixedWidthInteger>(_ offset: Int, _: Value.Type) -> Int {
      bytes[offset..<(offset + MemoryLayout<Value>.size)].withUnsafeBytes { Int($0.loadUnaligned(as: Value.self)) }
    }
    while at < bytes.endIndex {
      let kind = try #require(Kind(rawValue: bytes[at]))
      let length = number(at + 1, UInt16.self)
      let path = String(decoding: bytes[(at + 3)..<(at + 3 + length)], as: UTF8.self)
      let offset = number(at + 3 + length, UInt64.self)
      let count = number(at + 11 + length, UInt32.self)
      let start = at + 15 + length
      found.append(WriteLog(kind: kind, path: path, offset: offset, data: bytes[start..<(start + count)]))
      at = start + count
    }
    return found
  }
}

/// A disk that forgets what was not synced.
struct CutDisk {
  private var synced: [String: [UInt8]] = [:]
  private var waiting: [String: [WriteLog]] = [:]
  private var heard: [UInt8] = []

  /// The acts acknowledged so far.
  var acknowledged: [String] {
    String(decoding: heard, as: UTF8.self).split(separator: "\n").map(String.init).filter { $0.count == 36 }
  }

  mutating func apply(_ record: WriteLog) {
    switch record.kind {
    case .acknowledged: heard += record.data
    case .write, .truncate: waiting[record.path, default: []].append(record)
    case .unlink:
      synced[record.path] = nil
      waiting[record.path] = nil
    case .sync:
      var content = synced[record.path] ?? []
      for write in waiting[record.path] ?? [] { Self.perform(write, on: &content) }
      synced[record.path] = content
      waiting[record.path] = nil
    }
  }

  private static func perform(_ write: WriteLog, on content: inout [UInt8]) {
    if write.kind == .truncate {
      if write.offset < content.count { content.removeLast(content.count - write.offset) }
      return
    }
    let end = write.offset + write.data.count
    if end > content.count { content += [UInt8](repeating: 0, count: end - content.count) }
    content.replaceSubrange(write.offset..<end, with: write.data)
  }

  /// Writes the files as the disk holds them after the cut.
  func write(to folder: URL, from original: URL, keepingSome random: SeededRandom?) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = random
    for path in Set(synced.keys).union(waiting.keys).sorted() {
      var content = synced[path] ?? []
      for write in waiting[path] ?? [] {
        guard var chance = random else { break }
        if Bool.random(using: &chance) { Self.perform(write, on: &content) }
        random = chance
      }
      try Data(content).write(to: folder.appendingPathComponent(URL(fileURLWithPath: path).lastPathComponent))
    }
  }
}
