import Base
import Crypto
import Foundation

/// Marks ids of keys.
public enum KeySubject {}
/// The id of a key: one per stream and retention class.
public typealias KeyID = Identifier<KeySubject>

/// An entry as it lies in the store: the plain part that everybody may see, and the sealed part that only its key opens.
package struct SealedEntry: Sendable, Hashable {
  /// The only form of entry there is today.
  package static let currentFormat: UInt8 = 1

  package var format: UInt8 = currentFormat
  package var position: Int64
  package var stream: StreamID
  package var version: Int64
  package var id: EntryID
  package var act: ActID
  package var recordedAt: Instant
  package var keyID: KeyID
  /// The hash of the stream's entry before this one; zero for the first.
  package var previous: Digest32
  package var hash: Digest32 = .zero
  /// Nonce (12 bytes), ciphertext, tag (16 bytes).
  package var sealed: [UInt8] = []
}

extension SealedEntry {
  /// Format, position, stream, version, id, act, recordedAt, key: authenticated with the sealed part, and hashed.
  static let plainCount = 1 + 8 + 16 + 8 + 16 + 16 + 8 + 16

  /// Writes the plain part over `plain`, which must have `plainCount` bytes.
  func writePlain(_ plain: inout [UInt8]) {
    plain.withUnsafeMutableBytes { bytes in
      bytes[0] = format
      bytes.storeBytes(of: position.bigEndian, toByteOffset: 1, as: Int64.self)
      bytes.storeBytes(of: stream.uuid.uuid, toByteOffset: 9, as: uuid_t.self)
      bytes.storeBytes(of: version.bigEndian, toByteOffset: 25, as: Int64.self)
      bytes.storeBytes(of: id.uuid.uuid, toByteOffset: 33, as: uuid_t.self)
      bytes.storeBytes(of: act.uuid.uuid, toByteOffset: 49, as: uuid_t.self)
      bytes.storeBytes(of: recordedAt.milliseconds.bigEndian, toByteOffset: 65, as: Int64.self)
      bytes.storeBytes(of: keyID.uuid.uuid, toByteOffset: 73, as: uuid_t.self)
    }
  }

  /// SHA-256 over plain part, previous hash and sealed part.
  func computedHash(plain: inout [UInt8]) -> Digest32 {
    writePlain(&plain)
    var hasher = SHA256()
    plain.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    previous.withBytes { hasher.update(bufferPointer: $0) }
    sealed.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return Digest32(hasher.finalize())
  }

  /// SHA-256 over plain part, previous hash and sealed part.
  package var computedHash: Digest32 {
    var plain = Self.emptyPlain
    return computedHash(plain: &plain)
  }

  static var emptyPlain: [UInt8] { [UInt8](repeating: 0, count: plainCount) }

  /// Seals content into the entry. The plain part must be final; the hash is not computed here.
  mutating func seal(_ content: [UInt8], with key: SymmetricKey, nonce: AES.GCM.Nonce? = nil, plain: inout [UInt8]) throws {
    writePlain(&plain)
    let box = try AES.GCM.seal(content, using: key, nonce: nonce, authenticating: plain)
    sealed = box.combined.map { Array($0) } ?? []
  }

  /// The content, when the key fits and neither plain nor sealed part has been changed.
  func open(with key: SymmetricKey, plain: inout [UInt8]) throws -> Data {
    writePlain(&plain)
    let box = try AES.GCM.SealedBox(combined: sealed)
    return try AES.GCM.open(box, using: key, authenticating: plain)
  }
}

extension Digest32 {
  init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { Digest32(bytes: $0) } ?? .zero
  }

  init(_ code: HMAC<SHA256>.MAC) {
    self = code.withUnsafeBytes { Digest32(bytes: $0) } ?? .zero
  }
}

/// The name of a sealed attachment: the SHA-256 of its sealed bytes, so that nobody learns anything from it.
public struct AttachmentID: Sendable, Hashable, CustomStringConvertible {
  package let digest: Digest32

  package init(_ digest: Digest32) { self.digest = digest }

  /// Reads 64 hexadecimal digits; nil for anything else.
  public init?(_ text: String) {
    guard let digest = Digest32(hex: text) else { return nil }
    self.digest = digest
  }

  /// 64 hexadecimal digits.
  public var description: String { digest.description }
}
