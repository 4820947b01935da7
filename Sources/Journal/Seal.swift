import Base
import Crypto
import Foundation

/// A signed statement about everything written since the seal before it.
package struct Seal: Sendable, Hashable {
  /// From 1, without a gap.
  package var number: Int64
  /// Positions of the first and the last entry it covers.
  package var first: Int64
  package var last: Int64
  package var sealedAt: Instant
  /// SHA-256 over the hashes of the entries in order, then over the heads of the streams they changed, by stream.
  package var content: Digest32
  /// The hash of the seal before it; zero for the first.
  package var previous: Digest32
  package var hash: Digest32 = .zero
  /// Ed25519 over the hash.
  package var signature: [UInt8] = []

  func computedHash(journal: String) -> Digest32 {
    var bytes = ByteWriter(capacity: 160)
    bytes.text("brobygger seal 1")
    bytes.text(journal)
    bytes.fixed(number)
    bytes.fixed(first)
    bytes.fixed(last)
    bytes.fixed(sealedAt.milliseconds)
    bytes.digest(content)
    bytes.digest(previous)
    return Digest32(SHA256.hash(data: bytes.bytes))
  }

  func isSigned(by key: SealKey.Public) -> Bool { hash.withBytes { key.verifies(signature, over: Data($0)) } }
}

/// The key that signs seals. It lies outside the data folder, so that whoever rewrites the folder cannot sign.
package struct SealKey: Sendable {
  /// The half that checks.
  package struct Public: Sendable {
    private let key: Curve25519.Signing.PublicKey

    /// Reads 32 bytes in base64 or hexadecimal.
    package init?(text: String) {
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      guard let bytes = [UInt8](hex: trimmed) ?? Data(base64Encoded: trimmed).map({ Array($0) }),
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
      else { return nil }
      self.key = key
    }

    fileprivate init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

    /// The text form, base64.
    package var text: String { key.rawRepresentation.base64EncodedString() }

    func verifies(_ signature: [UInt8], over data: Data) -> Bool { key.isValidSignature(Data(signature), for: data) }
  }

  private let key: Curve25519.Signing.PrivateKey

  /// A new random key.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// Reads 32 bytes in base64 or hexadecimal.
  package init?(text: String) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = [UInt8](hex: trimmed) ?? Data(base64Encoded: trimmed).map({ Array($0) }),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    else { return nil }
    self.key = key
  }

  /// Reads a key file, or makes it, readable by its owner only, when there is none.
  ///
  /// - Throws: `JournalError` with code `folder` when the file holds no key or cannot be written.
  package static func loadOrMake(file: URL) throws -> SealKey {
    if let content = try? Data(contentsOf: file) {
      if let key = SealKey(text: String(decoding: content, as: UTF8.self)) { return key }
      throw JournalError(.folder, "The file \(file.path) holds no key for seals (32 bytes in base64).")
    }
    let key = SealKey()
    let made = FileManager.default.createFile(
      atPath: file.path, contents: Data((key.text + "\n").utf8), attributes: [.posixPermissions: 0o600])
    guard made else { throw JournalError(.folder, "The key for seals cannot be written to \(file.path).") }
    return key
  }

  /// The text form, base64, as it is written to a key file.
  package var text: String { key.rawRepresentation.base64EncodedString() }

  /// The half that checks.
  package var publicKey: Public { Public(key.publicKey) }

  func sign(_ seal: inout Seal) throws {
    seal.signature = Array(try seal.hash.withBytes { try key.signature(for: Data($0)) })
  }
}

/// What has been written since the last seal: grows with every group, and becomes the next seal.
struct SealProgress {
  private(set) var count = 0
  private(set) var first: Int64 = 0
  private(set) var last: Int64 = 0
  private var hasher = SHA256()
  private var heads: [StreamID: StreamHead] = [:]

  mutating func add(_ entry: SealedEntry) {
    if count == 0 { first = entry.position }
    count += 1
    last = entry.position
    entry.hash.withBytes { hasher.update(bufferPointer: $0) }
    heads[entry.stream] = StreamHead(version: entry.version, hash: entry.hash)
  }

  /// The digest of all this: entry hashes in order, then the changed heads by stream.
  func content() -> Digest32 {
    var hasher = hasher
    let sorted = heads.map { (stream: $0.key.bytes, head: $0.value) }
      .sorted { $0.stream.lexicographicallyPrecedes($1.stream) }
    for (stream, head) in sorted {
      var line = ByteWriter(capacity: 56)
      line.raw(stream)
      line.fixed(head.version)
      line.digest(head.hash)
      line.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }
    return Digest32(hasher.finalize())
  }

  func seal(after previous: Seal?, journal: String, at now: Instant, key: SealKey) throws -> Seal {
    var seal = Seal(
      number: (previous?.number ?? 0) + 1, first: first, last: last, sealedAt: now, content: content(),
      previous: previous?.hash ?? .zero)
    seal.hash = seal.computedHash(journal: journal)
    try key.sign(&seal)
    return seal
  }
}
