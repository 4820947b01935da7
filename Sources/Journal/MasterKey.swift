import Crypto
import Foundation

/// The key that wraps every other key. It comes from outside the data folder and is never written into it.
package struct MasterKey: Sendable {
  /// The environment variable that may hold the key, in base64 or as 64 hexadecimal digits.
  package static let variable = "BROBYGGER_MASTER_KEY"

  private let key: SymmetricKey

  /// A key of exactly 32 bytes; nil for another length.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    key = SymmetricKey(data: bytes)
  }

  private init(_ key: SymmetricKey) { self.key = key }

  /// A new random key.
  package static func random() -> MasterKey { MasterKey(SymmetricKey(size: .bits256)) }

  /// Reads the text form: base64 or 64 hexadecimal digits, with white space around it.
  package init?(text: String) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let bytes = [UInt8](hex: trimmed) ?? Data(base64Encoded: trimmed).map({ Array($0) }) else { return nil }
    self.init(bytes: bytes)
  }

  /// The text form, base64, as it is written to a key file.
  package var text: String { key.withUnsafeBytes { Data($0).base64EncodedString() } }

  /// Looks in the file, where one is given, and then in the environment.
  ///
  /// - Throws: `JournalError` with code `masterKeyMissing`, saying every place where it looked and what was wrong there.
  package static func find(
    file: URL?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> MasterKey {
    var looked: [String] = []
    if let file {
      let content = try? Data(contentsOf: file)
      if let content, let key = MasterKey(text: String(decoding: content, as: UTF8.self)) { return key }
      if let content, let key = MasterKey(bytes: Array(content)) { return key }
      looked.append("the file \(file.path) (\(content == nil ? "cannot be read" : "does not hold 32 bytes"))")
    } else {
      looked.append("a key file (none was named)")
    }
    let value = environment[variable]
    if let value, let key = MasterKey(text: value) { return key }
    looked.append("the environment variable \(variable) (\(value == nil ? "not set" : "does not hold 32 bytes"))")
    throw JournalError(
      .masterKeyMissing,
      "No master key. Looked in \(looked.joined(separator: " and in ")). Give 32 bytes in base64 or hexadecimal.")
  }

  /// A key for one use, made from the master key (HKDF with SHA-256): for what is matched or sealed outside the journal.
  package func key(for use: String) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("brobygger use \(use)".utf8), outputByteCount: 32)
  }

  /// Encrypts a key; the label is bound to it, so that wrapped keys cannot be exchanged.
  func wrap(_ inner: SymmetricKey, label: [UInt8]) throws -> [UInt8] {
    let bytes = inner.withUnsafeBytes { Array($0) }
    return try AES.GCM.seal(bytes, using: key, authenticating: label).combined.map { Array($0) } ?? []
  }

  /// Decrypts a key.
  ///
  /// - Throws: `JournalError` with code `masterKeyWrong`.
  func unwrap(_ wrapped: [UInt8], label: [UInt8]) throws -> SymmetricKey {
    do {
      return SymmetricKey(data: try AES.GCM.open(AES.GCM.SealedBox(combined: wrapped), using: key, authenticating: label))
    } catch {
      throw JournalError(.masterKeyWrong, "A key cannot be unwrapped: the master key is another one, or the key file is damaged.")
    }
  }
}
