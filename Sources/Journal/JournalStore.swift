import Base

/// Where a stream stands: the version and hash of its last entry.
package struct StreamHead: Sendable, Hashable {
  package var version: Int64
  package var hash: Digest32

  package init(version: Int64, hash: Digest32) {
    self.version = version
    self.hash = hash
  }
}

/// A receipt as it is stored.
package struct StoredReceipt: Sendable, Hashable {
  package var act: ActID
  /// Keyed digest of the act's content.
  package var digest: Digest32
  package var first: Int64
  package var last: Int64
}

/// Where an attachment is referred to.
package struct AttachmentReference: Sendable, Hashable {
  package var attachment: AttachmentID
  package var position: Int64
  package var stream: StreamID
}

/// What a journal needs of a database. It deals in sealed rows only: chains, keys, versions and refusals are decided above
/// it, once for all stores.
///
/// What a store must keep, and the conformance suite checks:
/// - `write` is one transaction, durable when it returns, and no two run at the same time, in whatever process;
/// - when it throws, nothing of it is there;
/// - a reader never sees a position while a lower one may still appear;
/// - entries, receipts and seals can be added, but neither changed nor deleted.
package protocol JournalStore: Sendable {
  /// The id of this journal, made when it was created.
  var journalID: String { get }
  func write<Value>(_ body: (any JournalTransaction) throws -> Value) throws -> Value
  /// The last entry, or nil when there is none.
  func last() throws -> (position: Int64, recordedAt: Instant)?
  /// Entries from a position, included, in the order of positions.
  func entries(from position: Int64, limit: Int) throws -> [SealedEntry]
  /// Entries of a stream from a version, included, up to a position, included, in the order of versions.
  func entries(of stream: StreamID, fromVersion: Int64, upTo position: Int64, limit: Int) throws -> [SealedEntry]
  func entry(_ id: EntryID) throws -> SealedEntry?
  /// The entries at these positions, in the order of positions; those that are not there are left out.
  func entries(at positions: [Int64]) throws -> [SealedEntry]
  /// How many entries a stream has; 0 for one that does not exist.
  func version(of stream: StreamID) throws -> Int64
  func receipt(of act: ActID) throws -> StoredReceipt?
  func holder(scope: String, value: [UInt8]) throws -> StreamID?
  /// Seals from a number, included, in order.
  func seals(from number: Int64, limit: Int) throws -> [Seal]
  func lastSeal() throws -> Seal?
  /// Which of these are referred to by some entry.
  func referenced(_ attachments: [AttachmentID]) throws -> Set<AttachmentID>
  /// The attachments of a stream.
  func attachments(of stream: StreamID) throws -> [AttachmentReference]
  func close() throws
}

/// What can be done inside one transaction of a store.
package protocol JournalTransaction {
  func last() throws -> (position: Int64, recordedAt: Instant)?
  func head(of stream: StreamID) throws -> StreamHead?
  func holds(_ entry: EntryID) throws -> Bool
  func receipt(of act: ActID) throws -> StoredReceipt?
  func holder(scope: String, value: [UInt8]) throws -> StreamID?
  func add(_ entries: [SealedEntry]) throws
  func add(_ receipt: StoredReceipt) throws
  func add(_ claim: Claim, at position: Int64) throws
  func remove(_ claim: Claim) throws
  func removeClaims(of stream: StreamID) throws
  func add(_ reference: AttachmentReference) throws
  func add(_ seal: Seal) throws
}

/// How surely a commit is on the disk when it returns.
package enum Durability: Sendable {
  /// Every commit is synced: what is acknowledged survives power loss. The only setting for real use.
  case full
  /// Commits are synced now and then. Only to prove that the power-cut test can fail.
  case normal
}
