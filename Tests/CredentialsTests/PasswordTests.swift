import Base
import Foundation
import Synchronization
import Testing

@testable import Credentials

@Suite struct PasswordTests {
  @Test(arguments: [
    "fire tilfældige ord på stribe", "korrekt-hest-batteri-clips", "Grøn lygte under havet 7", "🐳🐙🦀🐡🐠🐬 havets dyr",
    "ﷺ and two more words",
    "sommerfugl under tagets bjælke", "x9vTqLz4mWk2",
  ]) func goodOnesPass(_ text: String) throws {
    try PasswordRules().check(Password(text), context: ["anna.holm", "Eksempel Kommune"])
  }

  @Test(arguments: [
    ("password1234", PasswordRefusal.common), ("Adgangskode2026!", .common), ("P@ssw0rd2026!!", .common),
    ("Sommer2026!!", .common),
    ("Velkommen123", .common), ("iloveyou123456", .common), ("aaaaaaaaaaaaaa", .pattern), ("abc1abc1abc1abc1", .pattern),
    ("1234567890123", .pattern), ("qwertyuiopåasdf", .pattern), ("ababababababab", .pattern), ("zyxwvutsrqpo", .pattern),
    ("Brobygger-2026", .context), ("AnnaHolm1984", .context), ("annaholm!!!!!!", .context), ("Eksempel-Kommune1", .context),
    ("kort kode", .tooShort(least: 12)), ("", .tooShort(least: 12)),
    (String(repeating: "æble træ ", count: 15), .tooLong(most: 128)),
    (String(repeating: "y", count: 5_000), .tooLong(most: 128)),
  ]) func guessableOnesAreRefused(_ text: String, _ refusal: PasswordRefusal) {
    #expect(throws: refusal) { try PasswordRules().check(Password(text), context: ["anna.holm", "Eksempel Kommune"]) }
    #expect(!refusal.words.da.isEmpty && !refusal.words.en.contains(text) || text.isEmpty)
  }

  @Test func lengthIsCountedInScalarsAfterNormalisation() throws {
    // Given twelve characters typed as letter and combining ring, 24 scalars before normalisation.
    let decomposed = "a\u{30A}e\u{301}o\u{308}u\u{308}n\u{303}c\u{327}i\u{302}A\u{30A}E\u{301}O\u{308}U\u{308}N\u{303}"
    #expect(Password(decomposed).length == 12)
    try PasswordRules().check(Password(decomposed), context: [])
    // And 128 of them are allowed, 129 are not.
    let word = (0..<128).map { String(UnicodeScalar(0x4E00 + $0 * 7) ?? "x") }.joined()
    try PasswordRules().check(Password(word), context: [])
    #expect(throws: PasswordRefusal.tooLong(most: 128)) { try PasswordRules().check(Password(word + "龍"), context: []) }
  }

  /// At least the 3000 commonest that are long enough (ASVS 6.2.4), whatever letters are large.
  @Test func commonPasswordsAreRefusedWhole() {
    #expect(CommonPasswords.all.count == 5000)
    for text in CommonPasswords.all {
      #expect(text.count >= 12 && text == text.lowercased(), "\(text)")
      #expect(throws: PasswordRefusal.common) { try PasswordRules().check(Password(text.uppercased()), context: []) }
    }
    #expect(throws: Never.self) { try PasswordRules().check(Password("international lygte"), context: []) }
  }

  @Test func anInstallationsOwnListIsKept() {
    var rules = PasswordRules()
    rules.refused = ["blå elefant i regn"]
    #expect(throws: PasswordRefusal.common) { try rules.check(Password("Blå Elefant i Regn"), context: []) }
  }

  @Test func hashesAreArgon2idWithTheAdvisedCost() async throws {
    let hasher = PasswordHasher(workers: 1)
    #expect(hasher.cost.isEnough)
    let hash = try await hasher.hash(Password("korrekt-hest-batteri"))
    #expect(hash.stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(try await hasher.verify(Password("korrekt-hest-batteri"), against: hash) == .right(needsRehash: false))
    #expect(try await hasher.verify(Password("korrekt-hest-batterj"), against: hash) == .wrong)
    #expect(try await hasher.hash(Password("korrekt-hest-batteri")) != hash)
  }

  @Test func aHashOfAnotherProgramIsVerified() async throws {
    // Given hashes made by argon2-cffi (the reference implementation) of the NFC text.
    let stored = [
      "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$jUzhLGlRghI1SQzhJHKMul6SbTi2y5j40TbN5uff5b8",
      "$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$SrsXGLTp8Ehaoatl8+qIZVsd0XLWpkf9qKVGhLyB70g",
    ]
    let hasher = PasswordHasher(workers: 1)
    let verdicts: [PasswordVerdict] = [.right(needsRehash: false), .right(needsRehash: true)]
    for (text, verdict) in zip(stored, verdicts) {
      let hash = try #require(PasswordHash(stored: text))
      // Then the password typed with combining letters is the same password.
      let typed = "fire tilfældige ord pa\u{30A} stribe"
      #expect(try await hasher.verify(Password(typed), against: hash) == verdict)
    }
  }

  @Test(arguments: [
    "", "plain text", "$argon2i$v=19$m=19456,t=2,p=1$MDEy$abc", "$argon2id$v=19$m=99999999,t=2,p=1$MDEy$abc",
    "$argon2id$v=19$m=19456,t=2000,p=1$MDEy$abc", "$argon2id$v=19$m=19456,t=2,p=9$MDEy$abc", "$2b$12$abcdefghijklmnopqrstuv",
    "$argon2id$v=19$m=19456,t=2,p=1$" + String(repeating: "A", count: 200),
  ]) func otherStoredTextsAreNoHash(_ text: String) { #expect(PasswordHash(stored: text) == nil) }

  @Test func aStrangerIsAlwaysWrongAndSoIsATooLongPassword() async throws {
    let hasher = PasswordHasher(cost: .forTests, workers: 1)
    #expect(try await hasher.verify(Password("somebody who is not here"), against: nil) == .wrong)
    let empty = try await hasher.hash(Password(""))
    #expect(try await hasher.verify(Password(String(repeating: "x", count: 5_000)), against: empty) == .wrong)
  }

  @Test func moreThanTheQueueHoldsAreRefusedAtOnce() async throws {
    // Given one thread, kept busy, and a queue of three.
    let pool = WorkerPool(name: "test", workers: 1, waiting: 3)
    let gate = DispatchSemaphore(value: 0)
    let entered = Mutex(false)
    let first = Task {
      await pool.run {
        entered.withLock { $0 = true }
        gate.wait()
        return 0
      }
    }
    while !entered.withLock({ $0 }) { await Task.yield() }
    // When ten more come
    let answers = await withTaskGroup(of: Int?.self) { group in
      for number in 1...10 {
        group.addTask { await pool.run { number } }
      }
      var answers: [Int?] = []
      for await answer in group {
        answers.append(answer)
        // The seven that find no room are answered while the thread is still held.
        if answers.count == 7 { gate.signal() }
      }
      return answers
    }
    // Then seven had no room, and the three that waited are done.
    #expect(answers.prefix(7).allSatisfy { $0 == nil })
    #expect(answers.compactMap(\.self).count == 3)
    #expect(await first.value == 0)
  }

  @Test func fiftyAtOnceAreAnsweredAndTheRestGoesOn() async throws {
    let hasher = PasswordHasher(cost: .forTests)
    let hash = try await hasher.hash(Password("fire ord der passer"))
    let right = try await withThrowingTaskGroup(of: PasswordVerdict.self) { group in
      for number in 0..<50 {
        group.addTask { try await hasher.verify(Password(number < 25 ? "fire ord der passer" : "andre ord"), against: hash) }
      }
      return try await group.reduce(into: 0) { $0 += $1 == .wrong ? 0 : 1 }
    }
    #expect(right == 25)
  }

  @Test func nothingSecretIsDescribed() {
    let secret = SecretBytes([1, 2, 3])
    let password = Password("fire ord der passer")
    #expect("\(secret) \(String(reflecting: secret)) \(password)" == "(secret) (secret) (password)")
    #expect(!String(reflecting: password).contains("fire"))
    var dumped = ""
    dump(secret, to: &dumped)
    dump(password, to: &dumped)
    #expect(!dumped.contains("fire") && !dumped.contains("bytes"))
  }
}
