import CSodium

/// What hashing a password costs (Argon2id, one lane).
package struct PasswordCost: Sendable, Hashable {
  /// Memory in bytes.
  package var memory: Int
  /// Passes over the memory.
  package var passes: Int

  /// A cost; at least 8 KiB and one pass, the least that libsodium computes.
  package init(memory: Int, passes: Int) {
    self.memory = max(memory, 8_192)
    self.passes = max(passes, 1)
  }

  /// The least that OWASP's Password Storage Cheat Sheet advises for Argon2id: 19 MiB, two passes, one lane.
  package static let standard = PasswordCost(memory: 19 * 1_024 * 1_024, passes: 2)
  /// As cheap as can be; for tests only.
  package static let forTests = PasswordCost(memory: 8_192, passes: 1)

  /// True when it is at least the standard in both numbers.
  package var isEnough: Bool { memory >= PasswordCost.standard.memory && passes >= PasswordCost.standard.passes }
}

/// A stored password: the text form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, with its own salt and cost.
package struct PasswordHash: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// The text form to store.
  package let stored: String

  /// Reads a stored form; nil when it is no Argon2id hash of at most 127 bytes, or asks for more than 1 GiB or 20 passes, which
  /// would stop the server.
  package init?(stored: String) {
    guard stored.utf8.count < Int(crypto_pwhash_STRBYTES), let cost = PasswordHash.cost(in: stored) else { return nil }
    guard cost.memory <= 1 << 30, cost.passes <= 20 else { return nil }
    self.stored = stored
  }

  /// The cost it was computed with.
  package var cost: PasswordCost? { PasswordHash.cost(in: stored) }

  package var description: String { "(password hash)" }
  package var customMirror: Mirror { Mirror(self, children: []) }

  private static func cost(in text: String) -> PasswordCost? {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id", parts[2] == "v=19" else { return nil }
    let numbers = parts[3].split(separator: ",")
    guard numbers.count == 3, numbers[0].hasPrefix("m="), numbers[1].hasPrefix("t="), numbers[2] == "p=1",
      let kibibytes = Int(numbers[0].dropFirst(2)), let passes = Int(numbers[1].dropFirst(2)),
      (8...4_194_304).contains(kibibytes), passes >= 1
    else { return nil }
    return PasswordCost(memory: kibibytes * 1_024, passes: passes)
  }
}

/// Argon2id itself. It blocks for tens of milliseconds: only ``PasswordHasher`` calls it, on its own threads.
enum Argon2id {
  /// libsodium chooses how it computes and where randomness comes from; safe to call from several threads.
  static let isReady = sodium_init() >= 0

  /// A new hash with a random salt; nil when the memory cannot be had.
  static func hash(_ password: Password, cost: PasswordCost) -> PasswordHash? {
    guard isReady, !password.isOverlong else { return nil }
    let text = Array(password.normalised.utf8).map { CChar(bitPattern: $0) }
    var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let algorithm = crypto_pwhash_alg_argon2id13()
    let answer = crypto_pwhash_str_alg(&out, text, UInt64(text.count), UInt64(cost.passes), cost.memory, algorithm)
    guard answer == 0 else { return nil }
    return PasswordHash(stored: String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// True when the password is the one that was hashed; the hashes are compared in constant time.
  static func verify(_ password: Password, against hash: PasswordHash) -> Bool {
    guard isReady else { return false }
    let text = Array(password.normalised.utf8).map { CChar(bitPattern: $0) }
    var stored = hash.stored.utf8.map { CChar(bitPattern: $0) }
    stored.append(contentsOf: [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES) - stored.count))
    return crypto_pwhash_str_verify(stored, text, UInt64(text.count)) == 0 && !password.isOverlong
  }
}
