import Base
import Crypto
import Testing

@testable import Credentials

@Suite struct OneTimeCodeTests {
  static let rfcSecret = SecretBytes(Array("12345678901234567890".utf8))

  /// The table of RFC 6238, appendix B, for SHA-1.
  @Test(arguments: [
    (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
    (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
  ]) func valuesOfTheStandard(_ seconds: Int, _ expected: String) {
    let step = OneTimeCode.step(at: .seconds(seconds))
    #expect(OneTimeCode.code(secret: Self.rfcSecret, step: step, digits: 8) == expected)
    #expect(OneTimeCode.code(secret: Self.rfcSecret, step: step) == String(expected.suffix(6)))
  }

  @Test func oneStepEitherWayIsTaken() {
    let step = OneTimeCode.step(at: noon)
    for (shift, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
      let code = OneTimeCode.code(secret: Self.rfcSecret, step: step + Int64(shift))
      let verdict = OneTimeCode.check(code, secret: Self.rfcSecret, at: noon, lastUsed: nil)
      #expect(verdict == (taken ? .accepted(step: step + Int64(shift)) : .wrong))
    }
  }

  @Test func aCodeHoldsOnceAndNoEarlierOneAfterIt() {
    let step = OneTimeCode.step(at: noon)
    let now = OneTimeCode.code(secret: Self.rfcSecret, step: step)
    let before = OneTimeCode.code(secret: Self.rfcSecret, step: step - 1)
    let after = OneTimeCode.code(secret: Self.rfcSecret, step: step + 1)
    #expect(OneTimeCode.check(now, secret: Self.rfcSecret, at: noon, lastUsed: step) == .replayed)
    #expect(OneTimeCode.check(before, secret: Self.rfcSecret, at: noon, lastUsed: step) == .replayed)
    #expect(OneTimeCode.check(after, secret: Self.rfcSecret, at: noon, lastUsed: step) == .accepted(step: step + 1))
  }

  @Test(arguments: ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345", "+12345", "１２３４５６"])
  func otherTextsAreWrong(_ typed: String) {
    #expect(OneTimeCode.check(typed, secret: Self.rfcSecret, at: noon, lastUsed: nil) == .wrong)
  }

  @Test func spacesAreLeftOut() {
    let step = OneTimeCode.step(at: noon)
    let code = OneTimeCode.code(secret: Self.rfcSecret, step: step)
    let typed = " \(code.prefix(3)) \(code.suffix(3)) "
    #expect(OneTimeCode.check(typed, secret: Self.rfcSecret, at: noon, lastUsed: step - 1) == .accepted(step: step))
  }

  @Test func theAddressIsReadByApps() {
    let uri = OneTimeCode.uri(secret: Self.rfcSecret, issuer: "Brobygger: Sønderby", account: "anna@example.org")
    let expected = """
      otpauth://totp/Brobygger%20S%C3%B8nderby:anna%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
      &issuer=Brobygger%20S%C3%B8nderby&algorithm=SHA1&digits=6&period=30
      """
    #expect(uri == expected)
    var random = Seeded(1)
    #expect(OneTimeCode.newSecret(using: &random).bytes.count == 20)
  }

  @Test func recoveryCodesHoldOnceEachForTheirOwner() throws {
    // Given
    var random = Seeded(7)
    let key = SymmetricKey(size: .bits256)
    let (shown, stored) = RecoveryCodes.issue(owner: "user-1", key: key, using: &random)
    #expect(shown.count == 10 && Set(shown).count == 10 && stored.count == 10)
    #expect(shown.allSatisfy { $0.wholeMatch(of: /[a-z2-7]{5}-[a-z2-7]{5}/) != nil })
    // When one is typed without its hyphen, in capitals
    let typed = shown[3].replacing("-", with: " ").uppercased()
    guard case .accepted(let remaining) = RecoveryCodes.redeem(typed, owner: "user-1", stored: stored, key: key) else {
      Issue.record("the code should hold")
      return
    }
    // Then nine are left, and it does not hold again, nor for somebody else, nor under another key.
    #expect(remaining.count == 9 && !remaining.contains(stored[3]))
    #expect(RecoveryCodes.redeem(typed, owner: "user-1", stored: remaining, key: key) == .wrong)
    #expect(RecoveryCodes.redeem(shown[4], owner: "user-2", stored: stored, key: key) == .wrong)
    #expect(RecoveryCodes.redeem(shown[4], owner: "user-1", stored: stored, key: SymmetricKey(size: .bits256)) == .wrong)
    #expect(RecoveryCodes.redeem("", owner: "user-1", stored: stored, key: key) == .wrong)
    #expect(RecoveryCodes.redeem(shown[0], owner: "user-1", stored: [], key: key) == .wrong)
    let wrapped = try #require(RecoveryCodeHash(bytes: stored[0].bytes))
    #expect(wrapped == stored[0] && RecoveryCodeHash(bytes: [1]) == nil)
  }

  @Test func qrCodesHaveTheirFinderPatterns() throws {
    let modules = try QRCode.modules(for: "HELLO")
    #expect(modules.count == 21 && modules.allSatisfy { $0.count == 21 })
    let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    for (row, line) in finder.enumerated() {
      let expected = line.map { $0 == "#" }
      #expect(Array(modules[row].prefix(7)) == expected)
      #expect(Array(modules[row].suffix(7)) == expected)
      #expect(Array(modules[14 + row].prefix(7)) == expected)
    }
    // A longer text takes a larger code: versions are four modules apart.
    #expect(try QRCode.modules(for: String(repeating: "x", count: 200)).count == 57)
    #expect(try QRCode.modules(for: String(repeating: "x", count: 2_331)).count == 177)
  }

  @Test func thePictureDrawsEveryDarkModuleOnce() throws {
    let modules = try QRCode.modules(for: "https://example.org/å")
    let path = QRCode.path(of: modules)
    let area = path.matches(of: /h(\d+)v1/).reduce(0) { $0 + (Int($1.1) ?? 0) }
    #expect(area == modules.flatMap(\.self).count { $0 })
    let svg = try QRCode.svg(for: "https://example.org/å")
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>") && !svg.contains("example"))
    #expect(throws: QRCodeRefusal.empty) { try QRCode.svg(for: "") }
    #expect(throws: QRCodeRefusal.tooLong) { try QRCode.svg(for: String(repeating: "x", count: 2_332)) }
  }
}
