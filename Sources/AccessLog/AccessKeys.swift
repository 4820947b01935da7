import Crypto
import Foundation

/// The key of the log, from outside the data folder. Chain, search words and subjects are digests with keys made from it.
package struct AccessLogKey: Sendable {
  let chain: SymmetricKey
  let words: SymmetricKey
  let subjects: SymmetricKey
  let ledger: SymmetricKey

  /// A key of exactly 32 bytes; nil for another length.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.init(SymmetricKey(data: bytes))
  }

  /// Any key that is the same at every start: derive it from the master key under a label of its own.
  package init(_ key: SymmetricKey) {
    func part(_ name: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("brobygger access log \(name) 1".utf8), outputByteCount: 32)
    }
    chain = part("chain")
    words = part("words")
    subjects = part("subjects")
    ledger = part("ledger")
  }

  /// A new random key, for a log that is gone with the process.
  package static func random() -> AccessLogKey { AccessLogKey(SymmetricKey(size: .bits256)) }
}

extension AccessLogKey {
  /// Sixteen bytes by which a word of a search is found again. Letter case and the way letters are composed do not count.
  func digest(ofWord word: String) -> [UInt8] {
    let plain = word.precomposedStringWithCanonicalMapping.lowercased()
    return Array(Self.code(words, [Array(plain.utf8)]).prefix(16))
  }

  /// The words of a search, as they are stored.
  func digests(of search: [String]) -> [[UInt8]] {
    let words = search.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    return words.prefix(AccessEntry.searchLimit).map { digest(ofWord: String($0)) }
  }

  /// Sixteen bytes that stand for a stream in the chain. Without the salt nobody can tell which stream it was.
  func mark(of stream: UUID, salt: [UInt8]) -> [UInt8] {
    Array(Self.code(subjects, [salt, stream.sixteen]).prefix(16))
  }

  /// The seal on a link that was cut, so that only the log itself can have cut it.
  func seal(cut subject: Int64, month: AccessMonth, at: Int64, reason: String) -> [UInt8] {
    var line = AccessBytes()
    line.text("cut \(month)")
    line.number(subject)
    line.number(at)
    line.text(reason)
    return Self.code(subjects, [line.bytes])
  }

  /// The hash of an entry: its own bytes after the hash before it.
  func hash(after previous: [UInt8], _ content: [UInt8]) -> [UInt8] { Self.code(chain, [previous, content]) }

  /// The hash of a line of the ledger.
  func ledgerHash(after previous: [UInt8], _ content: [UInt8]) -> [UInt8] { Self.code(ledger, [previous, content]) }

  private static func code(_ key: SymmetricKey, _ parts: [[UInt8]]) -> [UInt8] {
    var code = HMAC<SHA256>(key: key)
    for part in parts { code.update(data: part) }
    return Array(code.finalize())
  }
}
