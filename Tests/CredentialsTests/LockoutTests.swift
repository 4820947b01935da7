import Base
import Testing

@testable import Credentials

@Suite struct LockoutTests {
  @Test(arguments: [
    (0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (1_000_000, 900), (-3, 0),
  ]) func theWaitDoublesToItsLimit(_ failures: Int, _ seconds: Int) {
    #expect(Lockout.wait(failures: failures, policy: .account) == seconds)
    let until = Lockout.waitUntil(failures: failures, lastFailure: noon, now: noon, policy: .account)
    #expect(until == (seconds == 0 ? nil : noon.plus(seconds)))
  }

  @Test func theWaitEnds() {
    #expect(Lockout.waitUntil(failures: 5, lastFailure: noon, now: noon.plus(29), policy: .account) == noon.plus(30))
    #expect(Lockout.waitUntil(failures: 5, lastFailure: noon, now: noon.plus(30), policy: .account) == nil)
    #expect(Lockout.waitUntil(failures: 1_000, lastFailure: noon, now: noon.plus(900), policy: .account) == nil)
    #expect(Lockout.waitUntil(failures: 9, lastFailure: nil, now: noon, policy: .account) == nil)
  }

  @Test func aClockPutBackDoesNotLengthenTheWait() {
    let until = Lockout.waitUntil(failures: 5, lastFailure: noon.plus(86_400), now: noon, policy: .account)
    #expect(until == noon.plus(30))
  }

  @Test func failuresAreForgotten() {
    let policy = LockoutPolicy.source
    #expect(Lockout.counted(failures: 12, lastFailure: noon, now: noon.plus(3_599), policy: policy) == 12)
    #expect(Lockout.counted(failures: 12, lastFailure: noon, now: noon.plus(3_600), policy: policy) == 0)
    #expect(Lockout.counted(failures: 12, lastFailure: nil, now: noon, policy: policy) == 0)
    // A wait never outlasts the memory of it.
    for policy in [LockoutPolicy.account, .source] { #expect(policy.longestWait < policy.forgottenAfter) }
  }

  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:db8:1:2::99", "2001:db8:1:2::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"), ("unix", "unix"),
  ]) func addressesAreCountedInGroups(_ text: String, _ group: String) { #expect(SourceAddress.group(text) == group) }

  @Test func anythingElseIsCutShort() { #expect(SourceAddress.group(String(repeating: "x", count: 999)).count == 64) }
}
