import Base
import Crypto
import Foundation
import GRDB
import Synchronization

/// The keys of the streams, one per stream and retention class, in a file of their own.
///
/// A key is on disk before anything is sealed with it. An erased key leaves a row without key bytes, so that the
/// erasure can be listed and applied again to a restored backup.
package final class KeyRing: Sendable {
  struct Pair: Hashable, Sendable {
    var stream: StreamID
    var retention: String
  }

  enum State: Sendable {
    case live(KeyID, SymmetricKey)
    case erased(KeyID)
  }

  /// A key that is gone.
  package struct ErasedKey: Sendable, Hashable {
    package var key: KeyID
    package var stream: StreamID
    package var retention: String
    package var at: Instant
    /// Why, in the words of whoever decided it; never about the citizen.
    package var reason: String
  }

  /// What is to be erased of one stream.
  package struct Erasure: Sendable, Hashable {
    package var stream: StreamID
    /// The retention classes whose keys go; nil for all, which closes the stream for ever.
    package var retentions: Set<String>?

    package init(stream: StreamID, retentions: Set<String>? = nil) {
      self.stream = stream
      self.retentions = retentions
    }
  }

  /// A key as it is listed for the retention run.
  package struct ListedKey: Sendable, Hashable {
    package var key: KeyID
    package var stream: StreamID
    package var retention: String
    package var madeAt: Instant
  }

  private struct Cache {
    var byPair: [Pair: State] = [:]
    var byID: [KeyID: State] = [:]
    var erasedStreams: Set<StreamID> = []
    /// Counts erasures: what was loaded before one is not put into the cache after it.
    var erasures = 0
  }

  static let cacheLimit = 200_000
  let database: DatabaseQueue
  private let master: MasterKey
  private let cache = Mutex(Cache())
  /// Keyed digests of acts and the like: a guess at content cannot be checked without the master key.
  let digestKey: SymmetricKey

  /// Opens or makes the file of keys; nil keeps them in memory.
  package init(file: URL?, master: MasterKey, durability: Durability, readOnly: Bool) throws {
    self.master = master
    var configuration = Configuration()
    configuration.label = "keys"
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA secure_delete = ON") }
    if let file {
      if !readOnly { configuration.journalMode = .wal }
      database = try DatabaseQueue(path: file.path, configuration: configuration)
    } else {
      database = try DatabaseQueue(configuration: configuration)
    }
    if !readOnly {
      try durability.set(on: database)
      try database.write(Self.migrate)
    }
    let stored = try database.read { db in try Data.fetchOne(db, sql: "SELECT wrapped FROM common WHERE name = 'digest'") }
    if let stored {
      digestKey = try master.unwrap(Array(stored), label: Self.commonLabel("digest"))
    } else {
      digestKey = SymmetricKey(size: .bits256)
      let wrapped = Data(try master.wrap(digestKey, label: Self.commonLabel("digest")))
      try database.write { try $0.execute(sql: "INSERT INTO common (name, wrapped) VALUES ('digest', ?)", arguments: [wrapped]) }
    }
    let erased = try database.read { db in try Data.fetchAll(db, sql: "SELECT stream FROM erasedStream") }
    cache.withLock { $0.erasedStreams = Set(erased.compactMap { StreamID(bytes: $0) }) }
  }

  func close() throws { try database.close() }

  private static func migrate(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS common (name TEXT PRIMARY KEY, wrapped BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS key (
          id BLOB PRIMARY KEY, stream BLOB NOT NULL, retention TEXT NOT NULL, wrapped BLOB, madeAt INTEGER NOT NULL,
          erasedAt INTEGER, reason TEXT, UNIQUE (stream, retention)) STRICT;
        CREATE TABLE IF NOT EXISTS erasedStream (stream BLOB PRIMARY KEY, erasedAt INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
        PRAGMA user_version = 1;
        """)
  }

  private static func commonLabel(_ name: String) -> [UInt8] { Array("brobygger common \(name)".utf8) }

  private static func label(_ key: KeyID, _ pair: Pair) -> [UInt8] {
    Array("brobygger key ".utf8) + key.bytes + pair.stream.bytes + Array(pair.retention.utf8)
  }
}

// MARK: - Sealing

extension KeyRing {
  /// The keys for sealing; those that are missing are made, and are on disk when this returns.
  func forSealing(_ pairs: Set<Pair>, at now: Instant) throws -> [Pair: State] {
    var found: [Pair: State] = [:]
    found.reserveCapacity(pairs.count)
    var missing: [Pair] = []
    let erasures = cache.withLock { cache in
      for pair in pairs {
        if cache.erasedStreams.contains(pair.stream) {
          found[pair] = .erased(KeyID(UUID()))
        } else if let state = cache.byPair[pair] {
          found[pair] = state
        } else {
          missing.append(pair)
        }
      }
      return cache.erasures
    }
    guard !missing.isEmpty else { return found }
    let loaded = try database.read { db in try self.load(missing, db) }
    let toMake = missing.filter { loaded[$0] == nil }
    let made = toMake.isEmpty ? [:] : try database.write { db in try self.make(toMake, at: now, db) }
    let added = loaded.merging(made) { old, _ in old }
    remember(added, loadedAt: erasures)
    return found.merging(added) { old, _ in old }
  }

  private func load(_ pairs: [Pair], _ db: Database) throws -> [Pair: State] {
    let statement = try db.cachedStatement(sql: "SELECT id, wrapped FROM key WHERE stream = ? AND retention = ?")
    var found: [Pair: State] = [:]
    for pair in pairs {
      guard let row = try Row.fetchOne(statement, arguments: [Data(pair.stream.bytes), pair.retention]) else { continue }
      found[pair] = try state(row["id"], row["wrapped"], pair)
    }
    return found
  }

  private func make(_ pairs: [Pair], at now: Instant, _ db: Database) throws -> [Pair: State] {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO key (id, stream, retention, wrapped, madeAt) VALUES (?, ?, ?, ?, ?)")
    var random = SystemRandomNumberGenerator()
    var made: [Pair: State] = [:]
    for pair in pairs {
      let id = KeyID.version7(at: now, using: &random)
      let key = SymmetricKey(size: .bits256)
      let wrapped = Data(try master.wrap(key, label: Self.label(id, pair)))
      try statement.execute(
        arguments: [Data(id.bytes), Data(pair.stream.bytes), pair.retention, wrapped, now.milliseconds])
      made[pair] = .live(id, key)
    }
    return made
  }

  private func state(_ id: Data, _ wrapped: Data?, _ pair: Pair) throws -> State {
    guard let id = KeyID(bytes: id) else { throw JournalError(.damaged, "The file of keys holds an id of another length.") }
    guard let wrapped else { return .erased(id) }
    return .live(id, try master.unwrap(Array(wrapped), label: Self.label(id, pair)))
  }

  /// How many erasures there have been since the ring was opened.
  var erasures: Int { cache.withLock { $0.erasures } }

  /// - Parameter erasures: how many there had been when the states were loaded; after another one they are out of date.
  func remember(_ states: [Pair: State], loadedAt erasures: Int) {
    cache.withLock { cache in
      guard cache.erasures == erasures else { return }
      if cache.byPair.count + states.count > Self.cacheLimit { cache.byPair.removeAll() }
      if cache.byID.count + states.count > Self.cacheLimit { cache.byID.removeAll() }
      for (pair, state) in states {
        cache.byPair[pair] = state
        cache.byID[state.id] = state
      }
    }
  }
}

extension KeyRing.State {
  var id: KeyID {
    switch self {
    case .live(let id, _), .erased(let id): id
    }
  }
}

// MARK: - Opening

extension KeyRing {
  /// The keys of entries that were read. An id that the file does not know is left out.
  func forOpening(_ ids: Set<KeyID>) throws -> [KeyID: State] {
    var found: [KeyID: State] = [:]
    found.reserveCapacity(ids.count)
    var missing: [KeyID] = []
    let erasures = cache.withLock { cache in
      for id in ids {
        if let state = cache.byID[id] { found[id] = state } else { missing.append(id) }
      }
      return cache.erasures
    }
    guard !missing.isEmpty else { return found }
    let rows = try database.read { db in try self.load(missing, db) }
    remember(rows, loadedAt: erasures)
    for state in rows.values { found[state.id] = state }
    return found
  }

  private func load(_ ids: [KeyID], _ db: Database) throws -> [Pair: State] {
    let statement = try db.cachedStatement(sql: "SELECT id, stream, retention, wrapped FROM key WHERE id = ?")
    var found: [Pair: State] = [:]
    for id in ids {
      guard let row = try Row.fetchOne(statement, arguments: [Data(id.bytes)]) else { continue }
      guard let stream = StreamID(bytes: row["stream"] as Data) else { continue }
      let pair = Pair(stream: stream, retention: row["retention"])
      found[pair] = try state(row["id"], row["wrapped"], pair)
    }
    return found
  }
}

// MARK: - Erasing

extension KeyRing {
  /// Destroys keys. When this returns no file of the ring holds the wrapped keys any longer.
  func erase(_ erasures: [Erasure], at now: Instant, reason: String) throws -> [ErasedKey] {
    let erased = try database.write { db in
      try erasures.flatMap { try Self.erase($0.stream, retentions: $0.retentions, at: now, reason: reason, db) }
    }
    let (streams, whole) = (Set(erasures.map(\.stream)), erasures.filter { $0.retentions == nil }.map(\.stream))
    cache.withLock { cache in
      cache.erasures += 1
      cache.byPair = cache.byPair.filter { !streams.contains($0.key.stream) }
      for key in erased { cache.byID[key.key] = .erased(key.key) }
      cache.erasedStreams.formUnion(whole)
    }
    try sweepFile()
    return erased
  }

  private static func erase(
    _ stream: StreamID, retentions: Set<String>?, at now: Instant, reason: String, _ db: Database
  ) throws -> [ErasedKey] {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, retention FROM key WHERE stream = ? AND wrapped IS NOT NULL", arguments: [Data(stream.bytes)])
    var erased: [ErasedKey] = []
    for row in rows {
      let retention: String = row["retention"]
      guard retentions?.contains(retention) ?? true, let id = KeyID(bytes: row["id"] as Data) else { continue }
      erased.append(ErasedKey(key: id, stream: stream, retention: retention, at: now, reason: reason))
      try db.execute(
        sql: "UPDATE key SET wrapped = NULL, erasedAt = ?, reason = ? WHERE id = ?",
        arguments: [now.milliseconds, reason, Data(id.bytes)])
    }
    if retentions == nil {
      try db.execute(
        sql: "INSERT OR IGNORE INTO erasedStream (stream, erasedAt, reason) VALUES (?, ?, ?)",
        arguments: [Data(stream.bytes), now.milliseconds, reason])
    }
    return erased
  }

  /// Overwrites what deleted rows left behind, in the file and in its log.
  private func sweepFile() throws {
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "VACUUM")
      if try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" { try db.checkpoint(.truncate) }
    }
  }

  /// The erased keys, oldest erasure first.
  package func erasedKeys() throws -> [ErasedKey] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT id, stream, retention, erasedAt, reason FROM key WHERE wrapped IS NULL ORDER BY erasedAt, id"
      ).compactMap { row in
        guard let id = KeyID(bytes: row["id"] as Data), let stream = StreamID(bytes: row["stream"] as Data) else { return nil }
        return ErasedKey(
          key: id, stream: stream, retention: row["retention"], at: Instant(milliseconds: row["erasedAt"] ?? 0),
          reason: row["reason"] ?? "")
      }
    }
  }

  /// The streams that are closed for ever.
  package func erasedStreams() -> Set<StreamID> { cache.withLock { $0.erasedStreams } }

  /// The keys that are there, in the order they were made.
  package func liveKeys() throws -> [ListedKey] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT id, stream, retention, madeAt FROM key WHERE wrapped IS NOT NULL ORDER BY madeAt, id"
      ).compactMap { row in
        guard let id = KeyID(bytes: row["id"] as Data), let stream = StreamID(bytes: row["stream"] as Data) else { return nil }
        return ListedKey(
          key: id, stream: stream, retention: row["retention"], madeAt: Instant(milliseconds: row["madeAt"] ?? 0))
      }
    }
  }
}
