import AccessLog
import ArgumentParser
import Base
import Foundation
import Journal
import PracticeOperations
import Records

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks every entry, chain and seal, and names the first that was changed, removed or reordered.")
  @OptionGroup var places: Places
  @Option(help: "A file of published seals: finds a journal that was rewritten as a whole.") var anchor: String?

  func run() async throws {
    try await telling {
      let journal = try OpenWorkplace.openJournal(places, makeKeys: false, readOnly: true)
      let lines = try anchor.map { try FileAnchor(file: URL(fileURLWithPath: $0)).lines() }
      let key = try? SealKey.loadOrMake(file: places.sealKeyFile)
      let progress = Progress("Checking", unit: "entries")
      let head = Int(try journal.head)
      let report = try journal.verify(anchor: lines, publicKey: key?.publicKey) { progress.show(Int($0), of: head) }
      progress.end()
      if let finding = report.finding {
        print(finding.description)
        throw Exit.trouble
      }
      let anchored = anchor == nil ? "" : ", \(report.anchored) of them as published"
      print("Sound: \(report.entries) entries, \(report.seals) seals\(anchored); \(report.unsealed) entries not sealed yet.")
      try verifyAccessLog()
    }
  }
}

extension Verify {
  /// The log of who has looked, where there is one yet.
  private func verifyAccessLog() throws {
    let folder = places.dataFolder
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(AccessLog.folderName).path) else { return }
    var options = AccessLogOptions()
    options.readOnly = true
    let secrets = WorkplaceSecrets(try MasterKey.find(file: places.keyFile))
    let log = try AccessLog.open(folder: folder, key: secrets.accessLog, clock: OpenWorkplace.clock, options: options)
    let report = try log.verify()
    try log.close()
    if let finding = report.finding {
      print("The access log: \(finding.message)")
      throw Exit.trouble
    }
    print("Sound: the access log, \(report.entries) entries in \(report.months) months.")
  }
}

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Makes a consistent copy of the data folder while it is in use.")
  @OptionGroup var places: Places
  @Argument(help: "The folder that backups are made in.") var into: String
  @Option(help: "Another folder for the keys, so that a stolen backup cannot be read.") var keysInto: String?

  func run() async throws {
    try await telling {
      let progress = KeepingLine("Copying")
      let report = try JournalBackup.make(
        of: places.dataFolder, into: URL(fileURLWithPath: into), keysInto: keysInto.map { URL(fileURLWithPath: $0) },
        at: OpenWorkplace.clock(), program: Brobygger.configuration.version, progress: progress.show)
      print("Backed up to \(report.folder.path)")
    }
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a data folder from a backup, and erases again what was erased after it.")
  @OptionGroup var places: Places
  @Argument(help: "The backup's folder.") var from: String
  @Option(help: "Where the keys are, when they were kept apart.") var keysFrom: String?
  @Option(help: "A further list of erasures; the one beside the backup is always used.") var erasures: [String] = []
  @Flag(help: "Only when it is certain that nothing was erased since the backup.") var withoutErasures = false

  func run() async throws {
    try await telling {
      var options = JournalRestore.Options()
      options.keysFrom = keysFrom.map { URL(fileURLWithPath: $0) }
      options.erasures = erasures.map { URL(fileURLWithPath: $0) }
      options.withoutErasures = withoutErasures
      options.by = "command line"
      let key = try MasterKey.find(file: places.keyFile)
      let progress = KeepingLine("Restoring")
      let report = try await JournalRestore.run(
        from: URL(fileURLWithPath: from), into: places.dataFolder, master: key, options: options, clock: OpenWorkplace.clock,
        afterErasure: { streams, folder in
          try ErasedStreams.forget(streams, inRestored: folder, master: key, clock: OpenWorkplace.clock)
        }, progress: progress.show)
      print("Restored \(report.entries) entries to \(places.dataFolder.path); chains and seals are sound.")
      if !report.erasedAgain.streams.isEmpty { print("Erased again: \(report.erasedAgain.streams.count) streams.") }
      for remark in report.remarks { print(remark) }
    }
  }
}

struct Erase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes what was written about a subject unreadable for ever. Shows what would go; --yes does it.")
  @OptionGroup var places: Places
  @Argument(help: "The ids of the streams, as in the address of a citizen's page.") var streams: [String]
  @Option(help: "Why, as a code such as citizens-request.") var reason: String
  @Flag(help: "Does it. Without, nothing is changed.") var yes = false

  func run() async throws {
    try await telling {
      let targets = try streams.map { text in
        guard let id = StreamID(text) else { throw Advice("\(text) is not the id of a stream.") }
        return ErasureTarget(id)
      }
      guard let code = ErasureReason(reason) else {
        throw Advice(
          "The reason is a code of small letters, digits and hyphens, such as citizens-request; never about the citizen.")
      }
      let open = try OpenWorkplace.open(places)
      let preview = try JournalErasure.preview(open.place.journal, targets)
      print(
        "\(preview.lines.count) streams, \(preview.keys) keys, \(preview.entries) entries, \(preview.attachments) attachments.")
      guard yes else {
        print("Nothing has been changed. Add --yes to erase for ever.")
        return try open.close()
      }
      let report = try await JournalErasure.erase(
        open.place.journal, folder: open.folder, targets, reason: code, by: "command line", afterErasure: open.afterErasure)
      for remark in report.remarks { print(remark) }
      print("Erased: \(report.streams.count) streams, \(report.entries) entries.")
      try open.close()
    }
  }
}

struct RecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records", abstract: "The tables computed from the journal.", subcommands: [Rebuild.self, Status.self])

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Builds tables anew beside the old, and swaps.")
    @OptionGroup var places: Places
    @Argument(help: "The features; all when none is named.") var features: [String] = []

    func run() async throws {
      try await telling {
        let open = try OpenWorkplace.open(places)
        let known = try open.place.records.status().features.map(\.feature)
        if let unknown = features.first(where: { !known.contains($0) }) {
          throw Advice("There are no tables of \(unknown). There are: \(known.sorted().joined(separator: ", ")).")
        }
        let progress = Progress("Rebuilding", unit: "entries")
        try open.place.records.rebuild(features: features.isEmpty ? nil : Set(features)) { progress.show(Int($0), of: Int($1)) }
        progress.end()
        print("Rebuilt up to entry \(try open.place.records.status().position).")
        try open.close()
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "How far each feature has come.")
    @OptionGroup var places: Places

    func run() async throws {
      try await telling {
        let open = try OpenWorkplace.open(places)
        for feature in try open.place.records.status().features {
          print("\(feature.feature): entry \(feature.position), \(feature.condition)")
        }
        try open.close()
      }
    }
  }
}

/// Progress of backup, restore and erasure.
struct KeepingLine {
  private let progress: Progress

  init(_ title: String) { progress = Progress(title, unit: "parts") }

  func show(_ step: KeepingProgress) throws { progress.show(Int(step.done), of: Int(step.total)) }
}
