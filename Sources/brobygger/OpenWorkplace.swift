import AccessLog
import ArgumentParser
import Base
import CatalogFiles
import Foundation
import Journal
import PracticeOperations
import PracticeRecords
import Records
import State

/// Opens what commands work with, and says in plain words what is missing.
struct OpenWorkplace {
  let place: Workplace
  let folder: URL

  static let clock: @Sendable () -> Instant = { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// Opens the data folder, with keys, seals, tables and catalog.
  ///
  /// - Parameter makeKeys: makes a master key when there is none and there is no journal either.
  static func open(_ places: Places, makeKeys: Bool = false) throws -> OpenWorkplace {
    let catalog = try loadCatalog(places.catalogFolders)
    let folder = places.dataFolder
    let journal = try openJournal(places, makeKeys: makeKeys)
    let records = try RecordsEngine(
      folder: folder.appendingPathComponent("Records"), source: JournalSource(journal), projections: PracticeFeatures.projections,
      alsoKnown: alsoKnown)
    let secrets = WorkplaceSecrets(try masterKey(places, makeKeys: makeKeys))
    let state = try StateStore(file: folder.appendingPathComponent(Workplace.stateFile), tables: PracticeState.tables)
    let accessLog = try AccessLog.open(folder: folder, key: secrets.accessLog, clock: clock)
    let place = Workplace(
      journal: journal, records: records, catalog: catalog, state: state, accessLog: accessLog, secrets: secrets, folder: folder,
      now: clock)
    return OpenWorkplace(place: place, folder: folder)
  }

  /// Types that the journal writes about itself, and those that no table is made of.
  static let alsoKnown = PracticeFeatures.alsoKnown + KeepingFacts.schemas.map { KnownType(type: $0.key, schema: $0.value) }

  /// The journal of the data folder.
  static func openJournal(_ places: Places, makeKeys: Bool, readOnly: Bool = false) throws -> Journal {
    let folder = places.dataFolder
    let key = try masterKey(places, makeKeys: makeKeys)
    var options = JournalOptions()
    options.readOnly = readOnly
    options.knownSchemas = PracticeFeatures.knownSchemas.merging(KeepingFacts.schemas) { max($0, $1) }
    if !readOnly {
      options.sealKey = try SealKey.loadOrMake(file: places.sealKeyFile)
      options.anchor = FileAnchor(file: places.anchorFile)
    }
    do {
      return try Journal.open(folder: folder, master: key, options: options, clock: clock)
    } catch let error as JournalError where error.code == .inUse {
      throw Advice(
        "Another brobygger works in \(folder.path). Stop it first (it may be ./run), or give another folder with --data.")
    }
  }

  /// Waits until every table serves, with progress on the screen.
  func prepare() throws {
    let progress = Progress("Preparing the tables", unit: "entries")
    try place.records.prepare { done, all in progress.show(Int(done), of: Int(all)) }
    progress.end()
  }

  /// Closes the journal after a last seal.
  func close() throws {
    _ = try place.journal.seal()
    try place.accessLog.close()
    try place.state.close()
    try place.records.close()
    try place.journal.close()
  }

  private static func masterKey(_ places: Places, makeKeys: Bool) throws -> MasterKey {
    let file = places.keyFile
    let manager = FileManager.default
    let hasJournal = manager.fileExists(atPath: JournalFiles(folder: places.dataFolder).journal.path)
    let inEnvironment = ProcessInfo.processInfo.environment[MasterKey.variable] != nil
    if makeKeys, !hasJournal, !inEnvironment, !manager.fileExists(atPath: file.path) {
      try manager.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let made = manager.createFile(
        atPath: file.path, contents: Data((MasterKey.random().text + "\n").utf8), attributes: [.posixPermissions: 0o600])
      guard made else { throw Advice("The master key could not be written to \(file.path). Is the folder writable?") }
      print("Made a new master key: \(file.path). Keep a copy of it apart from the data: without it nothing can be read.")
    }
    return try MasterKey.find(file: file)
  }

  static func loadCatalog(_ folders: [URL]) throws -> Catalog {
    try CatalogLoader.load(folders: folders, sections: StudyCatalog.sections)
  }
}

/// What a person is told to do, without a stack of technical words.
struct Advice: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Progress of long work: on a terminal one line that changes, elsewhere a line every tenth part.
final class Progress: @unchecked Sendable {
  private let title: String
  private let unit: String
  private let lock = NSLock()
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var lastTenth = -1
  private var shown = false

  init(_ title: String, unit: String) {
    self.title = title
    self.unit = unit
  }

  func show(_ done: Int, of all: Int) {
    guard all > 0 else { return }
    lock.withLock {
      let tenth = done * 10 / all
      guard isTerminal || tenth != lastTenth else { return }
      lastTenth = tenth
      shown = true
      let line = "\(title): \(done) of \(all) \(unit)"
      FileHandle.standardError.write(Data((isTerminal ? "\r\(line)\u{1B}[K" : line + "\n").utf8))
    }
  }

  func end() {
    lock.withLock { if shown && isTerminal { FileHandle.standardError.write(Data("\n".utf8)) } }
  }
}

/// Runs a command and tells its errors in plain words: 2 for what the user can mend, 1 for trouble around it.
func telling(_ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let problems as ProblemList {
    let count = problems.problems.count
    print("\(count) \(count == 1 ? "problem" : "problems"):\n\(problems)")
    throw Exit.mendable
  } catch let advice as Advice {
    say(advice.description)
    throw Exit.mendable
  } catch let error as JournalError {
    say(error.description)
    throw Exit.trouble
  } catch let refusal as KeepingRefusal {
    say("\(refusal)")
    throw Exit.mendable
  }
}

private func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

extension OpenWorkplace {
  /// What the tables, the access log and the file of state must forget after an erasure.
  var afterErasure: AfterErasure { { [place] streams in try ErasedStreams.forget(streams, in: place) } }

  /// Does what an interrupted erasure left undone.
  func finishErasures() async throws {
    guard case .writable = place.journal.condition else { return }
    let report = try await JournalErasure.finish(place.journal, folder: folder, afterErasure: afterErasure)
    if !report.streams.isEmpty { print("Finished an interrupted erasure of \(report.streams.count) streams.") }
  }

  /// Goes through the whole journal and the access log behind the pages; what is wrong makes them read-only, and the pages say so.
  func verifyBehind() -> Task<Void, Never> {
    let (journal, accessLog) = (place.journal, place.accessLog)
    return Task.detached(priority: .background) {
      _ = try? journal.verify()
      _ = try? accessLog.verify()
    }
  }
}

/// How a command ends when it could not do what it was asked.
enum Exit {
  /// The user can mend it.
  static let mendable = ExitCode(2)
  /// Trouble around the program: disk, keys, a damaged file.
  static let trouble = ExitCode(1)
}
