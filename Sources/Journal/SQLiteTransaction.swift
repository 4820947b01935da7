import Base
import Foundation
import GRDB

/// One open transaction of the SQLite store; statements are cached by the connection.
struct SQLiteTransaction: JournalTransaction {
  let db: Database

  static let columns = "position, format, stream, version, id, act, recordedAt, keyId, previous, hash, sealed"
  static let sealColumns = "number, firstPosition, lastPosition, sealedAt, content, previous, hash, signature"

  static func entry(_ row: RawStatement) throws -> SealedEntry {
    SealedEntry(
      format: UInt8(clamping: row.integer(1)), position: row.integer(0), stream: try row.id(2), version: row.integer(3),
      id: try row.id(4), act: try row.id(5), recordedAt: Instant(milliseconds: row.integer(6)), keyID: try row.id(7),
      previous: try row.digest(8), hash: try row.digest(9), sealed: Array(row.blob(10)))
  }

  static func seal(_ row: RawStatement) throws -> Seal {
    Seal(
      number: row.integer(0), first: row.integer(1), last: row.integer(2),
      sealedAt: Instant(milliseconds: row.integer(3)), content: try row.digest(4), previous: try row.digest(5),
      hash: try row.digest(6), signature: Array(row.blob(7)))
  }

  func last() throws -> (position: Int64, recordedAt: Instant)? {
    try RawStatement(db, "SELECT position, recordedAt FROM entry ORDER BY position DESC LIMIT 1")
      .first { ($0.integer(0), Instant(milliseconds: $0.integer(1))) }
  }

  func head(of stream: StreamID) throws -> StreamHead? {
    let statement = try RawStatement(
      db, "SELECT version, hash FROM entry WHERE stream = ?1 ORDER BY version DESC LIMIT 1")
    statement.bind(stream, at: 1)
    return try statement.first { StreamHead(version: $0.integer(0), hash: try $0.digest(1)) }
  }

  func holds(_ entry: EntryID) throws -> Bool {
    let statement = try RawStatement(db, "SELECT 1 FROM entry WHERE id = ?1")
    statement.bind(entry, at: 1)
    return try statement.first { _ in true } ?? false
  }

  func receipt(of act: ActID) throws -> StoredReceipt? {
    let statement = try RawStatement(db, "SELECT digest, first, last FROM receipt WHERE act = ?1")
    statement.bind(act, at: 1)
    return try statement.first {
      StoredReceipt(act: act, digest: try $0.digest(0), first: $0.integer(1), last: $0.integer(2))
    }
  }

  func holder(scope: String, value: [UInt8]) throws -> StreamID? {
    let statement = try RawStatement(db, "SELECT stream FROM claim WHERE scope = ?1 AND value = ?2")
    statement.bind(scope, at: 1)
    statement.bind(value, at: 2)
    return try statement.first { try $0.id(0) }
  }

  func add(_ entries: [SealedEntry]) throws {
    let statement = try RawStatement(
      db, "INSERT INTO entry (\(Self.columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
    for entry in entries {
      statement.bind(entry.position, at: 1)
      statement.bind(Int64(entry.format), at: 2)
      statement.bind(entry.stream, at: 3)
      statement.bind(entry.version, at: 4)
      statement.bind(entry.id, at: 5)
      statement.bind(entry.act, at: 6)
      statement.bind(entry.recordedAt.milliseconds, at: 7)
      statement.bind(entry.keyID, at: 8)
      statement.bind(entry.previous, at: 9)
      statement.bind(entry.hash, at: 10)
      statement.bind(entry.sealed, at: 11)
      try statement.run()
    }
  }

  func add(_ receipt: StoredReceipt) throws {
    let statement = try RawStatement(db, "INSERT INTO receipt (act, digest, first, last) VALUES (?1, ?2, ?3, ?4)")
    statement.bind(receipt.act, at: 1)
    statement.bind(receipt.digest, at: 2)
    statement.bind(receipt.first, at: 3)
    statement.bind(receipt.last, at: 4)
    try statement.run()
  }

  func add(_ claim: Claim, at position: Int64) throws {
    let statement = try RawStatement(db, "INSERT INTO claim (scope, value, stream, position) VALUES (?1, ?2, ?3, ?4)")
    statement.bind(claim.scope, at: 1)
    statement.bind(claim.value, at: 2)
    statement.bind(claim.stream, at: 3)
    statement.bind(position, at: 4)
    try statement.run()
  }

  func remove(_ claim: Claim) throws {
    let statement = try RawStatement(db, "DELETE FROM claim WHERE scope = ?1 AND value = ?2 AND stream = ?3")
    statement.bind(claim.scope, at: 1)
    statement.bind(claim.value, at: 2)
    statement.bind(claim.stream, at: 3)
    try statement.run()
  }

  func removeClaims(of stream: StreamID) throws {
    let statement = try RawStatement(db, "DELETE FROM claim WHERE stream = ?1")
    statement.bind(stream, at: 1)
    try statement.run()
  }

  func add(_ reference: AttachmentReference) throws {
    let statement = try RawStatement(db, "INSERT OR IGNORE INTO attachment (id, position, stream) VALUES (?1, ?2, ?3)")
    statement.bind(reference.attachment.digest, at: 1)
    statement.bind(reference.position, at: 2)
    statement.bind(reference.stream, at: 3)
    try statement.run()
  }

  func add(_ seal: Seal) throws {
    let statement = try RawStatement(
      db, "INSERT INTO seal (\(Self.sealColumns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
    statement.bind(seal.number, at: 1)
    statement.bind(seal.first, at: 2)
    statement.bind(seal.last, at: 3)
    statement.bind(seal.sealedAt.milliseconds, at: 4)
    statement.bind(seal.content, at: 5)
    statement.bind(seal.previous, at: 6)
    statement.bind(seal.hash, at: 7)
    statement.bind(seal.signature, at: 8)
    try statement.run()
  }
}
