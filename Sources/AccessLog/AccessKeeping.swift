import Base
import Foundation
import GRDB

/// Why something that changes whole files is not begun. Nothing has been changed.
package enum AccessKeepingRefusal: Error, Sendable, Hashable {
  /// The number of months to keep is not 1...1200.
  case badMonths
  /// The reason is no code.
  case badReason
  /// The months are others than those that were shown.
  case changedSince
  /// The folder to copy into holds something.
  case targetNotEmpty(String)

  /// What to do, for the person who asked.
  package var words: Words {
    switch self {
    case .badMonths:
      Words(da: "Angiv et antal måneder fra 1 til 1200.", en: "Give a number of months from 1 to 1200.")
    case .badReason:
      Words(
        da: "Angiv årsagen som en kode, fx retention-5-years: små bogstaver, cifre, punktum, kolon og bindestreg.",
        en: "Give the reason as a code, such as retention-5-years: small letters, digits, dots, colons and hyphens.")
    case .changedSince:
      Words(
        da: "Loggen har ændret sig, siden oversigten blev vist. Se den igen, og bekræft på ny.",
        en: "The log has changed since the overview was shown. Look at it again, and confirm anew.")
    case .targetNotEmpty(let path):
      Words(
        da: "Kopiér til en tom mappe. \(path) indeholder noget.", en: "Copy into an empty folder. \(path) holds something.")
    }
  }
}

/// What a retention run would take: shown first, done only as shown.
package struct AccessRetentionPreview: Sendable, Hashable {
  /// How many whole months before the present one are kept.
  package var keeps: Int
  /// What goes, oldest first.
  package var drops: [AccessCount]
  /// The entry that the chain will begin after.
  package var anchor: AccessHead?
}

/// A line of what became of whole months and of links.
package struct AccessKeepingNote: Sendable, Hashable {
  package enum Kind: String, Sendable { case dropped, erased }

  package var kind: Kind
  package var at: Instant
  package var month: AccessMonth?
  /// Entries of the dropped month, or links that were cut.
  package var count: Int64
  package var reason: String
  package var by: String
}

// MARK: - Retention

extension AccessLog {
  /// What goes when only so many whole months before the present one are kept.
  ///
  /// - Throws: `AccessKeepingRefusal.badMonths`, or `AccessLogError`.
  package func retentionPreview(keeping months: Int) throws -> AccessRetentionPreview {
    guard (1...1200).contains(months) else { throw AccessKeepingRefusal.badMonths }
    let files = shelf.all
    let first = AccessMonth(writer.clock()).adding(-months)
    // The newest month stays even when nothing has been written for long: the chain goes on from it.
    let old = files.dropLast().filter { $0.month < first }
    let next = old.last.flatMap { last in files.first { $0.month > last.month } }
    return try AccessLogError.mapped {
      AccessRetentionPreview(keeps: months, drops: try old.map { try $0.count() }, anchor: next?.before)
    }
  }

  /// Drops the months of a preview, oldest first. The ledger says so before a file goes; what is interrupted is finished at the
  /// next opening.
  ///
  /// - Parameters:
  ///   - reason: a code, never words.
  ///   - by: the id of who decided it.
  /// - Throws: `AccessKeepingRefusal`, or `AccessLogError`.
  package func retain(_ preview: AccessRetentionPreview, reason: String, by: String) throws {
    try checkWritable()
    guard Self.isCode(reason) else { throw AccessKeepingRefusal.badReason }
    try keeping.withLock { _ in
      guard try retentionPreview(keeping: preview.keeps) == preview else { throw AccessKeepingRefusal.changedSince }
      try AccessLogError.mapped {
        let files = shelf.all
        for count in preview.drops {
          guard let next = files.first(where: { $0.month > count.month }) else { continue }
          let line = AccessLedger.Line(
            kind: .dropped, at: writer.clock(), month: count.month, head: next.before, count: count.entries, text: reason,
            by: by)
          try ledger.add([line])
          try shelf.drop(count.month)
        }
      }
    }
  }

  /// What was dropped and erased, oldest first.
  package func keepingNotes() throws -> [AccessKeepingNote] {
    try AccessLogError.mapped {
      try ledger.lines().compactMap { line in
        guard let kind = AccessKeepingNote.Kind(rawValue: line.kind.rawValue) else { return nil }
        return AccessKeepingNote(
          kind: kind, at: line.at, month: line.month, count: line.count, reason: line.text, by: line.by)
      }
    }
  }

  func checkWritable() throws {
    guard options.readOnly else { return }
    throw AccessLogError(.readOnly, "The access log was opened for reading only.")
  }

  static func isCode(_ reason: String) -> Bool {
    let letters = reason.utf8
    return (1...80).contains(letters.count)
      && letters.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58].contains($0) }
  }
}

// MARK: - Erasure

extension AccessLog {
  /// Cuts the links between entries and erased streams: who read, when and which page stay; which citizen it was does not.
  ///
  /// Doing it twice is harmless, and finishes what was interrupted. The chain verifies as before.
  /// - Returns: how many links were cut, one a stream and month.
  /// - Throws: `AccessKeepingRefusal.badReason`, or `AccessLogError`.
  @discardableResult package func erase(streams: [UUID], reason: String, by: String) throws -> Int {
    try checkWritable()
    guard Self.isCode(reason) else { throw AccessKeepingRefusal.badReason }
    return try keeping.withLock { _ in
      try AccessLogError.mapped {
        let (now, key, files) = (writer.clock(), key, shelf.all)
        var cut = 0
        for file in files { cut += try quietly(file) { try file.cut(streams, at: now, reason: reason, key: key) } }
        if cut > 0 {
          let line = AccessLedger.Line(
            kind: .erased, at: now, head: AccessHead(number: 0, hash: .zeroHash), count: Int64(cut), text: reason, by: by)
          try ledger.add([line])
        }
        for file in files { try quietly(file) { try file.sweep() } }
        return cut
      }
    }
  }
}

extension AccessLog {
  /// The newest month is changed between two groups; nobody writes in the others.
  private func quietly<Value>(_ file: MonthFile, _ body: () throws -> Value) throws -> Value {
    file.month == shelf.newest?.month ? try writer.alone(body) : try body()
  }
}

extension MonthFile {
  func cut(_ streams: [UUID], at now: Instant, reason: String, key: AccessLogKey) throws -> Int {
    let count = try database.write { db in
      let find = try LogStatement(db, "SELECT id FROM subject WHERE stream = ?1")
      let empty = try LogStatement(db, "UPDATE subject SET stream = NULL, salt = NULL WHERE id = ?1")
      let note = try LogStatement(db, "INSERT INTO cut (subject, at, reason, seal) VALUES (?1, ?2, ?3, ?4)")
      var count = 0
      for stream in streams {
        find.bind(stream, at: 1)
        guard let id = try find.first({ $0.integer(0) }) else { continue }
        empty.bind(id, at: 1)
        try empty.run()
        note.bind(id, at: 1)
        note.bind(now.milliseconds, at: 2)
        note.bind(reason, at: 3)
        note.bind(key.seal(cut: id, month: month, at: now.milliseconds, reason: reason), at: 4)
        try note.run()
        count += 1
      }
      if count > 0 { try db.execute(sql: "INSERT OR IGNORE INTO unswept (id) VALUES (1)") }
      return count
    }
    forget(streams)
    return count
  }

  /// Writes the file anew, so that nothing of what was cut is left in its free places or its log.
  func sweep() throws {
    let due = try database.read { db in try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM unswept") ?? 0 }
    guard due > 0 else { return }
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "VACUUM")
      if try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" { try db.checkpoint(.truncate) }
      try db.execute(sql: "DELETE FROM unswept")
    }
  }
}

// MARK: - Backup

extension AccessLog {
  /// Copies the log into an empty folder while it is written: ledger first, then the months, each as it is at one moment, so
  /// that the copy is a log that was.
  ///
  /// - Returns: the head of the copy.
  /// - Throws: `AccessKeepingRefusal.targetNotEmpty`, or `AccessLogError`.
  @discardableResult package func backup(to folder: URL) throws -> AccessHead {
    let place = folder.appendingPathComponent(Self.folderName)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    guard names.isEmpty else { throw AccessKeepingRefusal.targetNotEmpty(place.path) }
    return try keeping.withLock { _ in
      try AccessLogError.mapped {
        do {
          try FileManager.default.createDirectory(
            at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
          throw AccessLogError(.folder, "The folder \(place.path) cannot be made.", cause: error.localizedDescription)
        }
        try Self.copy(ledger.database, to: place.appendingPathComponent(AccessLedger.fileName))
        var head = AccessHead(number: 0, hash: .zeroHash)
        for file in shelf.all {
          let target = place.appendingPathComponent("\(file.month).sqlite")
          try Self.copy(file.database, to: target)
          head = try MonthFile(file.month, at: target, log: id, options: Self.looking, newest: false).lastAndClose()
        }
        try MonthShelf.sync(place)
        return head
      }
    }
  }

  private static var looking: AccessLogOptions {
    var options = AccessLogOptions()
    options.readOnly = true
    return options
  }

  private static func copy(_ source: any DatabaseWriter, to file: URL) throws {
    let target = try DatabaseQueue(path: file.path)
    try source.backup(to: target)
    try target.close()
    try MonthShelf.sync(file)
  }
}

extension MonthFile {
  fileprivate func lastAndClose() throws -> AccessHead {
    defer { try? close(readOnly: true) }
    return try last().head
  }
}
