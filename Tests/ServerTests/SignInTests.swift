import Base
import Credentials
import Foundation
import GRDB
import Markup
import PracticeOperations
import PracticePages
import Testing

@testable import Server

@Suite struct SignInTests {
  private var withoutFactor: SignIn.Policy {
    var policy = SignInSite.cheap
    policy.requiresSecondFactor = false
    return policy
  }

  @Test func passwordAndCodeOpenTheSite() async throws {
    let site = try SignInSite()
    let secret = try await site.furnish()
    let browser = try TestBrowser(site)
    // Without a session one is sent to sign in, and comes back to what was asked for.
    #expect(try await browser.get("/test/note").headers[.location] == "/login?next=%2Ftest%2Fnote")
    let answer = try await browser.signIn("Anna", code: site.code(secret), next: "/test/note")
    #expect(answer.headers[.location] == "/test/note")
    #expect(try await browser.get("/test/note").status == .ok)
    #expect(try await browser.get("/account").body.contains("Anna Opdigtet"))
    #expect(browser.cookies["signing-in"] == nil, "the cookie of signing in is taken away")
    let deeds = try SignIn.events(site.place, user: SignInSite.anna.user).map(\.deed)
    #expect(deeds.prefix(2) == [.code, .password])
  }

  @Test func aCodeIsTakenOnce() async throws {
    let site = try SignInSite()
    let secret = try await site.furnish()
    let code = site.code(secret)
    #expect(try await TestBrowser(site).signIn("anna", code: code).status == .seeOther)
    let second = try TestBrowser(site)
    let answer = try await second.signIn("anna", code: code)
    #expect(answer.status == .unprocessableContent)
    #expect(second.cookies["session"] == nil)
    #expect(try SignIn.events(site.place).first?.outcome == .replayed)
    site.clock.advance(30)
    #expect(try await second.post("/login/code", ["code": site.code(secret)]).status == .seeOther)
  }

  @Test func aRecoveryCodeIsTakenOnce() async throws {
    let site = try SignInSite()
    _ = try await site.furnish()
    let answer = try await site.desk.newRecoveryCodes(
      of: SignInSite.anna.user, password: SignInSite.password, source: SignInSite.source)
    let codes = try #require(answer)
    #expect(codes.count == 10 && Set(codes).count == 10)
    #expect(try await TestBrowser(site).signIn("anna", code: codes[3].uppercased()).status == .seeOther)
    #expect(try site.desk.summary(of: SignInSite.anna.user).recoveryCodes == 9)
    #expect(try await TestBrowser(site).signIn("anna", code: codes[3]).status == .unprocessableContent)
    #expect(try await TestBrowser(site).signIn("anna", code: codes[4]).status == .seeOther)
  }

  @Test func whoeverHasNoSecondFactorSetsOneUpFirst() async throws {
    let site = try SignInSite()
    _ = try await site.furnish()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    for page in ["/", "/citizens", "/test/note"] {
      #expect(try await browser.get(page).headers[.location] == "/account/first", "\(page)")
    }
    try await browser.get("/account/factor")
    let letters = try #require(browser.last.body.components(separatedBy: "b-secret\">").dropFirst().first?.prefix { $0 != "<" })
    let secret = SecretBytes(try #require(Base32.decode(letters.filter { $0 != " " })))
    #expect(browser.last.body.contains("<svg class=\"b-qr\""))
    let before = browser.cookies["session"]
    #expect(try await browser.post("/account/factor", ["code": "000000"]).status == .unprocessableContent)
    #expect(browser.last.body.contains(letters), "the same secret stands there after a wrong code")
    let done = try await browser.post("/account/factor", ["code": site.code(secret)])
    #expect(done.status == .ok && done.body.components(separatedBy: "<li><code").count == 11)
    #expect(browser.cookies["session"] != before, "the session has a new token")
    #expect(try await browser.get("/test/note").status == .ok)
    // The old token, in other hands, opens nothing.
    let thief = try TestBrowser(site)
    thief.cookies["session"] = before
    #expect(try await thief.get("/test/note").status == .seeOther)
  }

  @Test func anotherCodeAppNeedsThePassword() async throws {
    let site = try SignInSite()
    let secret = try await site.furnish()
    let browser = try TestBrowser(site)
    try await browser.signIn("anna", code: site.code(secret))
    try await browser.get("/account/factor")
    let letters = try #require(browser.last.body.components(separatedBy: "b-secret\">").dropFirst().first?.prefix { $0 != "<" })
    let next = SecretBytes(try #require(Base32.decode(letters.filter { $0 != " " })))
    var form = ["code": site.code(next), "password-current": "wrong password"]
    #expect(try await browser.post("/account/factor", form).status == .unprocessableContent)
    form["password-current"] = SignInSite.password
    #expect(try await browser.post("/account/factor", form).status == .ok)
  }

  /// Somebody who signs in elsewhere has no password here: the code app is changed with a code of the present one.
  @Test func anotherCodeAppWithoutAPasswordNeedsACodeOfThePresentOne() async throws {
    let site = try SignInSite()
    let old = try await site.furnish()
    let browser = try TestBrowser(site)
    try await browser.signIn("anna", code: site.code(old))
    try site.place.state.write { db in
      try db.execute(sql: "UPDATE signin_account SET password = NULL WHERE user = ?", arguments: [SignInSite.anna.user])
    }
    let page = try await browser.get("/account/factor").body
    #expect(page.contains("name=\"code-current\"") && !page.contains("name=\"password-current\""))
    let letters = try #require(page.components(separatedBy: "b-secret\">").dropFirst().first?.prefix { $0 != "<" })
    let next = SecretBytes(try #require(Base32.decode(letters.filter { $0 != " " })))
    func send(_ present: String?) async throws -> String {
      var form = ["code": site.code(next)]
      form["code-current"] = present
      let answer = try await browser.post("/account/factor", form)
      return "\(answer.status.code) \(answer.body.contains("<li><code"))"
    }
    #expect(try await send(nil) == "422 false")
    #expect(try await send("") == "422 false")
    #expect(try await send("000000") == "422 false")
    #expect(try await send(site.code(next)) == "422 false", "a code of the new app shows nothing")
    // The code that opened the session was used.
    #expect(try await send(site.code(old)) == "422 false")
    site.clock.advance(30)
    #expect(try await send(site.code(old)) == "200 true")
    #expect(try site.desk.summary(of: SignInSite.anna.user).recoveryCodes == 10)
    // The operation asks too, whoever calls it, and so it counts: guesses are slowed down.
    let factor = try site.desk.newFactor(of: SignInSite.anna.user)
    let third = SecretBytes(try #require(Base32.decode(factor.text.filter { $0 != " " })))
    func take(_ present: String?) throws -> SignIn.FactorAnswer {
      try site.desk.takeFactor(
        factor.sealed, code: site.code(third), present: present, of: SignInSite.anna.user, cookie: nil, source: SignInSite.source)
    }
    #expect(try take(nil) == .present)
    for _ in 0..<5 { #expect(try take("111111") == .present) }
    site.clock.advance(1)
    #expect(try take(site.code(next)) == .present, "it has to wait")
    site.clock.advance(1500)
    guard case .done = try take(site.code(next)) else { throw SampleError.notWritten }
  }

  @Test func aRecoveryCodeAlsoChangesTheCodeApp() async throws {
    let site = try SignInSite()
    _ = try await site.furnish()
    let codes = try #require(
      try await site.desk.newRecoveryCodes(of: SignInSite.anna.user, password: SignInSite.password, source: SignInSite.source))
    try site.place.state.write { db in
      try db.execute(sql: "UPDATE signin_account SET password = NULL WHERE user = ?", arguments: [SignInSite.anna.user])
    }
    let factor = try site.desk.newFactor(of: SignInSite.anna.user)
    let next = SecretBytes(try #require(Base32.decode(factor.text.filter { $0 != " " })))
    let answer = try site.desk.takeFactor(
      factor.sealed, code: site.code(next), present: codes[0], of: SignInSite.anna.user, cookie: nil, source: SignInSite.source)
    guard case .done = answer else { throw SampleError.notWritten }
  }

  /// A browser would cut what is pasted without a word; the server says what is too long.
  @Test func aPasswordThatIsTooLongIsToldAndNeverCut() async throws {
    let site = try SignInSite()
    let browser = try TestBrowser(site)
    let path = try SignInLinks.invite(site.place, user: SignInSite.bent.user)
    let pages = [try await browser.get("/login").body, try await browser.get(path).body]
    for page in pages {
      for field in page.components(separatedBy: "<input ").dropFirst() where field.contains("type=\"password\"") {
        #expect(!field.prefix { $0 != ">" }.contains("maxlength"))
      }
    }
    let long = String((0..<129).map { Character(UnicodeScalar(UInt8(97 + $0 * 7 % 26))) })
    let answer = try await browser.post(path, ["password": long, "password-again": long])
    #expect(answer.status == .unprocessableContent && answer.body.contains("højst have 128 tegn"))
    let words = String(long.dropLast())
    #expect(try await browser.post(path, ["password": words, "password-again": words]).status == .seeOther)
  }

  @Test func passwordsAreMaskedAndKeepersOfPasswordsMayFillThem() async throws {
    let site = try SignInSite()
    let browser = try TestBrowser(site)
    let login = try await browser.get("/login").body
    #expect(login.contains("name=\"password\" type=\"password\" autocomplete=\"current-password\""))
    let link = try await browser.get(try SignInLinks.invite(site.place, user: SignInSite.bent.user)).body
    #expect(link.contains("name=\"password\" type=\"password\" autocomplete=\"new-password\""))
    #expect(!(login + link).contains("onpaste"))
  }

  @Test func aPasswordHoldsForYears() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    site.clock.advance(5 * 366 * 86_400)
    #expect(try await TestBrowser(site).signIn("bent").headers[.location] == "/")
  }

  @Test func aPasswordOfTheDemonstrationOpensNoOtherDesk() async throws {
    let site = try SignInSite()
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user, isDemonstration: true)
    #expect(try await TestBrowser(site).signIn("bent").status == .unprocessableContent)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    #expect(try await TestBrowser(site).signIn("bent").status == .seeOther)
  }

  @Test func nobodyIsToldWhichAccountsThereAre() async throws {
    let site = try SignInSite()
    _ = try await site.furnish()
    func body(_ login: String, _ password: String) async throws -> String {
      let browser = try TestBrowser(site)
      let answer = try await browser.signIn(login, password)
      #expect(answer.status == .unprocessableContent)
      let own = [browser.hidden["token"] ?? "-", browser.hidden["act"] ?? "-"]
      return own.reduce(answer.body) { $0.replacingOccurrences(of: $1, with: "") }.replacingOccurrences(
        of: HTML(escaping: login).text, with: "")
    }
    let known = try await body("anna", "wrong password")
    #expect(try await body("nobody", "wrong password") == known)
    for _ in 0..<6 { _ = try await body("anna", "wrong password") }
    #expect(try await body("anna", SignInSite.password) == known, "an account that waits")
    #expect(try await body("anna'; --", "x") == known)
  }

  @Test func theWaitGrowsAndNeverEndsAnAccount() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    func attempt(_ password: String) async throws -> Bool {
      try await TestBrowser(site).signIn("bent", password).status == .seeOther
    }
    for _ in 0..<5 { #expect(try await !attempt("wrong")) }
    #expect(try await !attempt(SignInSite.password), "30 seconds are to be waited")
    site.clock.advance(31)
    #expect(try await !attempt("wrong"))
    site.clock.advance(31)
    #expect(try await !attempt(SignInSite.password), "now it is a minute")
    site.clock.advance(30)
    #expect(try await attempt(SignInSite.password), "attempts while waiting do not lengthen it")
    #expect(try await !attempt("wrong"))
    #expect(try await attempt(SignInSite.password), "success forgets the failures")
  }

  /// A stranger who guesses for as long as he likes keeps other strangers waiting, and not whoever has signed in here before.
  @Test func strangersDoNotKeepAKnownSourceWaiting() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    func attempt(_ password: String, from address: String) async throws -> Bool {
      let source = SignIn.Source(address: address, device: "")
      let attempt = SignIn.Attempt(login: "bent", password: password, next: "/", source: source, replacing: nil)
      guard case .open = try await site.desk.signIn(attempt) else { return false }
      return true
    }
    let (office, elsewhere, stranger) = ("192.0.2.1", "192.0.2.2", "203.0.113.9")
    #expect(try await attempt(SignInSite.password, from: office))
    for _ in 0..<8 {
      #expect(try await !attempt("guess", from: stranger))
      site.clock.advance(900)
    }
    #expect(try await !attempt("guess", from: stranger))
    #expect(try await attempt(SignInSite.password, from: office), "the known source does not wait")
    #expect(try await !attempt(SignInSite.password, from: stranger), "the guesses of strangers still count")
    #expect(try await !attempt(SignInSite.password, from: elsewhere), "they are one count, however many addresses they have")
    // A known source that guesses waits as everybody does, and nobody else for it.
    for _ in 0..<5 { #expect(try await !attempt("guess", from: office)) }
    #expect(try await !attempt(SignInSite.password, from: office), "30 seconds are to be waited")
    site.clock.advance(31)
    #expect(try await attempt(SignInSite.password, from: office))
    // Guessing in the name of another account makes nothing known, and a source is forgotten after three months.
    site.clock.advance(91 * 86_400)
    #expect(try await !attempt("guess", from: stranger))
    try site.desk.forget()
    for _ in 0..<4 { #expect(try await !attempt("guess", from: stranger)) }
    #expect(try await !attempt(SignInSite.password, from: office))
  }

  @Test func aSourceIsKnownWhenBothFactorsWereShown() async throws {
    let site = try SignInSite()
    let secret = try await site.furnish()
    func known() throws -> [String] {
      try site.place.state.read { db in try String.fetchAll(db, sql: "SELECT user || ' ' || source FROM signin_known") }
    }
    let browser = try TestBrowser(site)
    try await browser.signIn("anna")
    try await TestBrowser(site).signIn("bent")
    #expect(try known() == [], "a password alone")
    try await browser.get("/login/code")
    try await browser.post("/login/code", ["code": site.code(secret)])
    #expect(try known() == ["\(SignInSite.anna.user) 127.0.0.1"])
  }

  @Test func guessesAtTheSameMomentAreCountedBeforeTheyAreAnswered() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    let desk = site.desk
    let outcomes = try await withThrowingTaskGroup(of: SignIn.Step.self) { group in
      for number in 0..<20 {
        group.addTask {
          let source = SignIn.Source(address: "192.0.2.\(number)", device: "")
          return try await desk.signIn(
            .init(login: "bent", password: "guess \(number)", next: "/", source: source, replacing: nil))
        }
      }
      return try await group.reduce(into: [SignIn.Step]()) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0 == .refused })
    let events = try SignIn.events(site.place, user: SignInSite.bent.user)
    #expect(events.filter { $0.outcome == .wrong }.count == 5, "five were tried")
    #expect(events.filter { $0.outcome == .waiting }.count == 15)
  }

  @Test func aSourceThatTriesEveryAccountWaitsToo() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    for number in 0..<31 { try await TestBrowser(site).signIn("user\(number)", "wrong") }
    #expect(try await TestBrowser(site).signIn("bent").status == .unprocessableContent)
    #expect(try SignIn.events(site.place).filter { $0.outcome == .waiting }.count == 1)
    site.clock.advance(11)
    #expect(try await TestBrowser(site).signIn("bent").status == .seeOther)
  }

  @Test func moreThanCanWaitAreAskedToComeAgain() async throws {
    var policy = withoutFactor
    policy.waiting = 1
    policy.cost = .standard
    let site = try SignInSite(policy)
    let desk = site.desk
    let outcomes = try await withThrowingTaskGroup(of: SignIn.Step.self) { group in
      for number in 0..<40 {
        group.addTask {
          let source = SignIn.Source(address: "192.0.2.\(number)", device: "")
          return try await desk.signIn(.init(login: "nobody", password: "x", next: "/", source: source, replacing: nil))
        }
      }
      return try await group.reduce(into: [SignIn.Step]()) { $0.append($1) }
    }
    #expect(outcomes.contains(.busy) && outcomes.contains(.refused))
  }

  @Test func pagesAreAnsweredWhileFiftySignIn() async throws {
    var policy = withoutFactor
    policy.cost = .standard
    let site = try SignInSite(policy)
    let desk = site.desk
    let group = Task {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask {
            let source = SignIn.Source(address: "192.0.2.\(number)", device: "")
            _ = try await desk.signIn(.init(login: "nobody", password: "x", next: "/", source: source, replacing: nil))
          }
        }
        try await group.waitForAll()
      }
    }
    // A page is there before the fifty are through.
    let page = try await TestBrowser(site).get("/login")
    #expect(page.status == .ok)
    #expect(try SignIn.events(site.place, limit: 100).count < 50)
    try await group.value
    #expect(try SignIn.events(site.place, limit: 100).count == 50)
  }

  @Test(arguments: [
    "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/login", "/logout", "/%0d%0aSet-Cookie:x",
    "javascript:alert(1)",
    "/a\tb", "evil.example", "/login/code?x", "/invite/x",
  ])
  func nobodyIsSentElsewhereAfterSigningIn(_ next: String) async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    let browser = try TestBrowser(site)
    let answer = try await browser.signIn("bent", next: next)
    let location = try #require(answer.headers[.location])
    #expect(location == "/" || (next.hasPrefix("/%0d") && location == next), "\(location)")
    #expect(answer.status == .seeOther)
  }

  @Test func aFormOfSigningInNeedsItsCookie() async throws {
    let site = try SignInSite(withoutFactor)
    try await site.desk.setPassword(SignInSite.password, of: SignInSite.bent.user)
    let victim = try TestBrowser(site)
    try await victim.get("/login")
    let other = try TestBrowser(site)
    try await other.get("/login")
    // The token of another browser's form, and none at all.
    let fields = ["login": "bent", "password": SignInSite.password]
    let forged = try await victim.post("/login", fields.merging(["token": other.hidden["token"] ?? ""]) { a, _ in a })
    #expect(forged.status == .forbidden)
    try await victim.get("/login")
    victim.cookies["signing-in"] = nil
    #expect(try await victim.post("/login", fields).status == .forbidden)
    #expect(victim.cookies["session"] == nil)
  }
}
