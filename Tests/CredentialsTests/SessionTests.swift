import Base
import Testing

@testable import Credentials

@Suite struct SessionTests {
  static let policy = SessionPolicy()

  @Test(arguments: [
    (0, SessionState.live), (1_679, .live), (1_680, .warn(secondsLeft: 120)), (1_799, .warn(secondsLeft: 1)), (1_800, .idleOut),
    (43_200, .expired), (-600, .live),
  ]) func anIdleSessionEnds(_ seconds: Int, _ expected: SessionState) {
    let times = SessionTimes(signedIn: noon, lastSeen: noon)
    let state = SessionRule.state(times, policy: Self.policy, now: noon.plus(seconds))
    #expect(state == expected)
    #expect(state.holds == (state.words == nil))
  }

  @Test(arguments: [
    (43_079, SessionState.live), (43_080, .warn(secondsLeft: 120)), (43_199, .warn(secondsLeft: 1)), (43_200, .expired),
  ]) func aBusySessionEndsToo(_ seconds: Int, _ expected: SessionState) {
    let now = noon.plus(seconds)
    #expect(SessionRule.state(SessionTimes(signedIn: noon, lastSeen: now), policy: Self.policy, now: now) == expected)
  }

  @Test func aRevokedSessionNeverHolds() {
    let times = SessionTimes(signedIn: noon, lastSeen: noon, revoked: noon.plus(1))
    #expect(SessionRule.state(times, policy: Self.policy, now: noon) == .revoked)
    #expect(SessionRule.state(times, policy: Self.policy, now: noon.plus(90_000)) == .revoked)
  }

  @Test func rotationKeepsTheLongestTimeExceptAfterSigningIn() {
    let times = SessionTimes(signedIn: noon, lastSeen: noon.plus(60))
    let later = noon.plus(600)
    for event in SessionEvent.allCases {
      let new = SessionRule.rotated(times, after: event, now: later)
      #expect(new.lastSeen == later && new.revoked == nil)
      #expect(new.signedIn == (event == .signedIn ? later : noon))
      #expect(SessionRule.endsOthers(event) == (event == .credentialsChanged))
    }
  }

  @Test func theLastRequestIsWrittenOnceAMinute() {
    let times = SessionTimes(signedIn: noon, lastSeen: noon)
    #expect(!SessionRule.shouldTouch(times, policy: Self.policy, now: noon.plus(59)))
    #expect(SessionRule.shouldTouch(times, policy: Self.policy, now: noon.plus(60)))
    let short = SessionPolicy(idle: 300, absolute: 600, warning: 30)
    #expect(SessionRule.shouldTouch(times, policy: short, now: noon.plus(10)))
  }

  @Test func tokensAreReadBackAndHashedByUse() throws {
    var random = SystemRandomNumberGenerator()
    let token = SecretToken.random(using: &random)
    #expect(token.text.utf8.count == 43)
    #expect(SecretToken(text: token.text) == token)
    #expect(SecretToken.random(using: &random) != token)
    #expect("\(token)" == "(token)" && "\(token.hash(for: .session))" == "(token hash)")
    let hashes = Set(TokenUse.allCases.map { token.hash(for: $0) })
    #expect(hashes.count == TokenUse.allCases.count)
    #expect(TokenHash(bytes: token.hash(for: .session).bytes) == token.hash(for: .session))
  }

  @Test(arguments: [
    "", "abc", String(repeating: "A", count: 42) + "=", String(repeating: "A", count: 42) + "B",
    String(repeating: "+", count: 43),
  ])
  func otherTextsAreNoToken(_ text: String) { #expect(SecretToken(text: text) == nil) }

  @Test func aFormTokenHoldsInItsSessionOnly() {
    var random = Seeded(3)
    let (mine, other) = (SecretToken.random(using: &random), SecretToken.random(using: &random))
    let text = FormToken.text(for: mine)
    #expect(FormToken.holds(text, for: mine))
    #expect(!FormToken.holds(text, for: other))
    #expect(!FormToken.holds(nil, for: mine) && !FormToken.holds("", for: mine) && !FormToken.holds(mine.text, for: mine))
    #expect(!FormToken.holds(String(repeating: text, count: 1_000), for: mine))
    #expect(!text.contains(mine.text))
  }

  @Test func aLinkOpensOnce() throws {
    // Given
    var random = Seeded(5)
    let (token, stored) = OneTimeLink.issue(for: .passwordReset, now: noon, using: &random)
    #expect(OneTimeLink.lookup(token.text, for: .passwordReset) == stored.hash)
    // When it is used in time
    let used = try stored.use(token.text, for: .passwordReset, now: noon.plus(3_599))
    // Then it is spent.
    #expect(used.used == noon.plus(3_599))
    #expect(throws: LinkRefusal.used) { try used.use(token.text, for: .passwordReset, now: noon.plus(3_599)) }
    #expect(throws: LinkRefusal.expired) { try stored.use(token.text, for: .passwordReset, now: noon.plus(3_600)) }
    #expect(throws: LinkRefusal.unknown) { try stored.use(token.text, for: .invite, now: noon) }
    let other = SecretToken.random(using: &random)
    #expect(throws: LinkRefusal.unknown) { try stored.use(other.text, for: .passwordReset, now: noon) }
    #expect(throws: LinkRefusal.unknown) { try stored.use("../../etc", for: .passwordReset, now: noon) }
    #expect(OneTimeLink.lookup(token.text, for: .invite) != stored.hash)
  }
}
