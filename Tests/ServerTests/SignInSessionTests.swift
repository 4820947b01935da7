import Base
import Credentials
import Foundation
import GRDB
import HTTPTypes
import PracticeOperations
import PracticePages
import PracticeRules
import Testing

@testable import Server

@Suite struct SignInSessionTests {
  private func site() async throws -> SignInSite {
    var policy = SignInSite.cheap
    policy.requiresSecondFactor = false
    let site = try SignInSite(policy)
    for person in [SignInSite.anna, SignInSite.bent] { try await site.desk.setPassword(SignInSite.password, of: person.user) }
    return site
  }

  @Test func aSessionEndsAfterHalfAnHourWithoutARequest() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    for _ in 0..<4 {
      site.clock.advance(29 * 60)
      #expect(try await browser.get("/test/note").status == .ok)
    }
    site.clock.advance(28 * 60 + 30)
    #expect(try await browser.get("/test/note").status == .ok)
    site.clock.advance(30 * 60)
    #expect(try await browser.get("/test/note").headers[.location] == "/login?next=%2Ftest%2Fnote")
  }

  @Test func theWayToTheSignInKeepsTheLanguage() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    #expect(try await browser.get("/test/note?lang=en").headers[.location] == "/login?next=%2Ftest%2Fnote&lang=en")
    // A cookie for this site alone does not come along when another site led here: the address says it.
    let other = try TestBrowser(site)
    #expect(try await other.get("/login?next=%2Ftest%2Fnote&lang=en").body.contains("<html lang=\"en\""))
    #expect(try await other.get("/test/note?lang=xx%0d%0a").headers[.location] == "/login?next=%2Ftest%2Fnote")
  }

  @Test func aSessionEndsAfterTwelveHoursWhateverHappens() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    for _ in 0..<35 {
      site.clock.advance(20 * 60)
      #expect(try await browser.get("/test/note").status == .ok)
    }
    site.clock.advance(20 * 60)
    #expect(try await browser.get("/test/note").status == .seeOther)
  }

  @Test func theEndIsToldBefore() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    #expect(try await !browser.get("/account").body.contains("Du bliver snart logget ud"))
    for _ in 0..<35 {
      site.clock.advance(20 * 60)
      try await browser.get("/test/note")
    }
    site.clock.advance(18 * 60 + 30)
    #expect(try await browser.get("/account").body.contains("Du bliver snart logget ud"))
  }

  @Test func whatWasWrittenSurvivesTheEndOfTheSession() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    try await browser.get("/test/note")
    site.clock.advance(31 * 60)
    let text = "Det, der ikke må gå tabt: æøå 🐻 <script>\u{0301}"
    let ended = try await browser.post("/test/note", ["text": text])
    #expect(ended.headers[.location] == "/login?next=%2Ftest%2Fnote")
    #expect(site.notes.taken.withLock { $0 } == [])
    // Somebody else does not get it.
    let other = try TestBrowser(site)
    try await other.signIn("anna")
    #expect(try await !other.get("/test/note").body.contains("gå tabt"))
    let answer = try await browser.signIn("bent", next: "/test/note")
    let back = try #require(answer.headers[.location])
    let page = try await browser.get(back)
    #expect(page.body.contains("Det, der ikke må gå tabt: æøå 🐻 &lt;script&gt;\u{0301}"))
    #expect(try await browser.post("/test/note", ["text": text]).status == .seeOther)
    #expect(site.notes.taken.withLock { $0 } == [text])
  }

  @Test func aTamperedCookieOpensNothing() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    let good = try #require(browser.cookies["session"])
    let other = good.hasPrefix("A") ? "B" + good.dropFirst() : "A" + good.dropFirst()
    for bad in [
      String(other), String(good.dropLast()), good + "A", "", "æ", String(repeating: "A", count: 43), "../../x", "' OR 1=1",
    ] {
      browser.cookies["session"] = bad
      #expect(try await browser.get("/test/note").status == .seeOther, "\(bad)")
    }
    browser.cookies["session"] = good
    #expect(try await browser.get("/test/note").status == .ok)
    // The cookie of a sign-in under way is no session.
    let half = try TestBrowser(site)
    try await half.get("/login")
    half.cookies["session"] = half.cookies["signing-in"]
    #expect(try await half.get("/test/note").status == .seeOther)
  }

  @Test func theTokenOfAnotherSessionIsNoToken() async throws {
    let site = try await site()
    let (mine, theirs) = (try TestBrowser(site), try TestBrowser(site))
    try await mine.signIn("bent")
    try await theirs.signIn("anna")
    try await theirs.get("/test/note")
    try await mine.get("/test/note")
    for token in [theirs.hidden["token"] ?? "", "", "x", String(repeating: "A", count: 43)] {
      try await mine.get("/test/note")
      #expect(try await mine.post("/test/note", ["text": "a", "token": token]).status == .forbidden)
    }
    // One's own former session's token is none either.
    try await mine.get("/test/note")
    let old = mine.hidden["token"] ?? ""
    try await mine.get("/account")
    try await mine.post("/logout", ["token": old])
    try await mine.signIn("bent")
    try await mine.get("/test/note")
    #expect(try await mine.post("/test/note", ["text": "a", "token": old]).status == .forbidden)
    #expect(site.notes.taken.withLock { $0 } == [])
  }

  @Test func signingInGivesATokenThatNobodyHadBefore() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    // A session that somebody else planted is not taken over.
    let attacker = try TestBrowser(site)
    try await attacker.signIn("anna")
    let planted = try #require(attacker.cookies["session"])
    browser.cookies["session"] = planted
    try await browser.get("/account")
    let form = try TestBrowser(site)
    try await form.get("/login")
    form.cookies["session"] = planted
    try await form.post("/login", ["login": "bent", "password": SignInSite.password])
    #expect(form.cookies["session"] != planted)
    #expect(try await attacker.get("/account").status == .seeOther, "the session that was replaced has ended")
  }

  @Test func aChangeOfRightsGivesANewTokenAndFormsGoOn() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    try await browser.get("/test/note")
    let form = browser.hidden
    let before = try #require(browser.cookies["session"])
    site.notes.roles.withLock { $0 = ["administrator"] }
    try await browser.get("/account")
    let after = try #require(browser.cookies["session"])
    #expect(after != before)
    // The old token goes on until the new one comes back, then only for what is on its way.
    let late = try TestBrowser(site)
    late.cookies["session"] = before
    #expect(try await late.get("/test/note").status == .ok)
    #expect(try await browser.post("/test/note", form.merging(["text": "a"]) { _, new in new }).status == .seeOther)
    #expect(site.notes.taken.withLock { $0 } == ["a"], "a form that stood open is taken")
    site.clock.advance(11)
    late.cookies["session"] = before
    #expect(try await late.get("/test/note").status == .seeOther)
    #expect(try await browser.get("/test/note").status == .ok)
    #expect(browser.cookies["session"] == after)
  }

  @Test func whoHasLeftIsOutWithTheNextClick() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    site.notes.left.withLock { $0 = [SignInSite.bent.user] }
    #expect(try await browser.get("/test/note").status == .seeOther)
    #expect(try await browser.signIn("bent").status == .unprocessableContent)
  }

  @Test func onesOtherSessionsCanBeEnded() async throws {
    let site = try await site()
    let (here, there, hers) = (try TestBrowser(site), try TestBrowser(site), try TestBrowser(site))
    there.headers[.userAgent] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    for browser in [here, there] { try await browser.signIn("bent") }
    try await hers.signIn("anna")
    let page = try await here.get("/account")
    #expect(page.body.contains("Firefox, Linux"))
    #expect(try await here.post("/account/sessions", [:]).headers[.location] == "/account")
    #expect(try await there.get("/account").status == .seeOther)
    #expect(try await here.get("/account").status == .ok)
    // Somebody else's session is not there to be ended.
    let id = try #require(try site.desk.sessions(of: SignInSite.anna.user, cookie: nil).first?.id)
    #expect(try await here.post("/account/sessions", ["session": id]).status == .notFound)
    #expect(try await hers.get("/account").status == .ok)
    #expect(try SignIn.endSessions(site.place, user: SignInSite.anna.user) == 1)
    #expect(try await hers.get("/account").status == .seeOther)
  }

  @Test func aNewPasswordAsksForTheOldAndEndsTheOthers() async throws {
    let site = try await site()
    let (here, there) = (try TestBrowser(site), try TestBrowser(site))
    for browser in [here, there] { try await browser.signIn("bent") }
    let new = "fire tilfældige ord nu"
    func change(_ current: String, _ password: String, _ again: String) async throws -> HTTPResponse.Status {
      try await here.get("/account/password")
      return try await here.post(
        "/account/password", ["password-current": current, "password": password, "password-again": again]
      ).status
    }
    #expect(try await change("wrong", new, new) == .unprocessableContent)
    #expect(try await change(SignInSite.password, "kort", "kort") == .unprocessableContent)
    #expect(try await change(SignInSite.password, new, new + "x") == .unprocessableContent)
    #expect(try await change(SignInSite.password, "bent opdigtet", "bent opdigtet") == .unprocessableContent)
    let before = here.cookies["session"]
    #expect(try await change(SignInSite.password, new, new) == .seeOther)
    #expect(here.cookies["session"] != before)
    #expect(try await here.get("/account").status == .ok)
    #expect(try await there.get("/account").status == .seeOther)
    #expect(try await TestBrowser(site).signIn("bent").status == .unprocessableContent)
    #expect(try await TestBrowser(site).signIn("bent", new).status == .seeOther)
  }

  @Test func signingOutEndsTheSessionAndNeedsTheToken() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    let cookie = browser.cookies["session"]
    #expect(try await browser.send(.post, "/logout", "token=x").status == .forbidden)
    try await browser.get("/account/password")
    let out = try await browser.post("/logout", [:])
    #expect(out.headers[.location] == "/login?out=1")
    #expect(browser.cookies["session"] == nil)
    // The browser throws away what it keeps; pages are in no cache anyway.
    let clears = try #require(HTTPField.Name("Clear-Site-Data"))
    #expect(out.headers[clears] == "\"cache\", \"storage\"" && out.headers[.cacheControl] == "no-store")
    #expect(try await browser.get("/login").headers[clears] == nil)
    browser.cookies["session"] = cookie
    #expect(try await browser.get("/account").status == .seeOther)
  }

  @Test func theTickerForgetsWhatSigningInNoLongerNeeds() async throws {
    let site = try await site()
    try await TestBrowser(site).signIn("bent")
    try await TestBrowser(site).signIn("bent", "wrong")
    _ = try SignInLinks.reset(site.place, user: SignInSite.anna.user)
    let ticker = Ticker(
      place: site.place, contributions: [], directory: Tasks.directory, outbox: nil, forgetting: [site.desk.forgetting])
    func rows() throws -> [Int] {
      try site.place.state.read { db in
        try ["signin_session", "signin_source", "signin_link", "signin_event"].map { table in
          try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? -1
        }
      }
    }
    #expect(await ticker.tick().troubles == [])
    let before = try rows()
    #expect(before[0] == 1 && before[1] == 1 && before[2] == 1 && before[3] > 0)
    site.clock.advance(40 * 86_400)
    #expect(await ticker.tick().troubles == [])
    #expect(try rows() == [0, 0, 0, before[3]], "the log of signing in is kept for two years")
    site.clock.advance(3 * 366 * 86_400)
    await ticker.tick()
    #expect(try rows() == [0, 0, 0, 0])
  }

  @Test func nothingIsChangedByReading() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    try await browser.signIn("bent")
    for path in ["/logout", "/account/sessions"] {
      #expect(try await browser.get(path).status == .methodNotAllowed, "\(path)")
    }
    #expect(try await browser.get("/test/note").status == .ok)
  }

  @Test func theStateOfTheJournalIsForItsKeeperAlone() async throws {
    let site = try await site()
    let browser = try TestBrowser(site)
    #expect(try await browser.get("/health").headers[.location] == "/login?next=%2Fhealth")
    try await browser.signIn("bent")
    #expect(try await browser.get("/health").status == .notFound)
    site.notes.roles.withLock { $0 = ["system-administrator"] }
    #expect(try await browser.get("/health").status == .ok)
  }

  @Test func aLinkOpensOnce() async throws {
    let site = try await site()
    let path = try SignInLinks.invite(site.place, user: SignInSite.anna.user)
    let browser = try TestBrowser(site)
    #expect(try await browser.get(path).body.contains("Velkommen, Anna Opdigtet"))
    let words = ["password": "fire tilfældige ord nu", "password-again": "fire tilfældige ord nu"]
    #expect(try await browser.post(path, ["password": "kort", "password-again": "kort"]).status == .unprocessableContent)
    #expect(try await browser.post(path, words).headers[.location] == "/account/factor")
    #expect(try await browser.get("/account").status == .ok)
    let second = try TestBrowser(site)
    #expect(try await second.get(path).status == .notFound)
    #expect(second.last.body.contains("allerede brugt"))
    try await second.get("/login")
    #expect(try await second.post(path, words).status == .notFound)
    // Another use, another text, too late, replaced by a newer one: none opens.
    #expect(try await second.get(path.replacingOccurrences(of: "invite", with: "reset")).status == .notFound)
    #expect(try await second.get(path + "A").status == .notFound)
    let reset = try SignInLinks.reset(site.place, user: SignInSite.bent.user)
    let newer = try SignInLinks.reset(site.place, user: SignInSite.bent.user)
    #expect(try await second.get(reset).status == .notFound)
    #expect(try await second.get(newer).status == .ok)
    site.clock.advance(3600)
    #expect(try await second.get(newer).status == .notFound)
    #expect(second.last.body.contains("udløbet"))
  }

  @Test func aNewPasswordByLinkStillAsksForTheSecondFactor() async throws {
    let site = try SignInSite()
    let secret = try await site.furnish()
    let (browser, other) = (try TestBrowser(site), try TestBrowser(site))
    try await other.signIn("anna", code: site.code(secret))
    let path = try SignInLinks.reset(site.place, user: SignInSite.anna.user)
    try await browser.get(path)
    let words = ["password": "fire tilfældige ord nu", "password-again": "fire tilfældige ord nu"]
    #expect(try await browser.post(path, words).headers[.location] == "/login/code")
    #expect(browser.cookies["session"] == nil)
    #expect(try await other.get("/account").status == .seeOther, "other sessions have ended")
    site.clock.advance(30)
    try await browser.get("/login/code")
    #expect(try await browser.post("/login/code", ["code": site.code(secret)]).headers[.location] == "/")
    // With the second factor lost, the link takes it away too.
    let lost = try SignInLinks.reset(site.place, user: SignInSite.anna.user, secondFactor: true)
    let third = try TestBrowser(site)
    try await third.get(lost)
    #expect(try await third.post(lost, words).headers[.location] == "/account/factor")
    #expect(try await third.get("/test/note").headers[.location] == "/account/first")
  }

  @Test func untilRightsAreComputedNothingIsShownAndNothingIsLost() async throws {
    var policy = SignInSite.cheap
    policy.requiresSecondFactor = false
    let site = try SignInSite(policy, unprepared: try await Sample.place.value.journal)
    let browser = try TestBrowser(site)
    let path = try SignInLinks.invite(site.place, user: SignInSite.anna.user)
    try await browser.get(path)
    try await browser.post(path, ["password": "fire tilfældige ord nu", "password-again": "fire tilfældige ord nu"])
    #expect(try await browser.get("/test/note").status == .serviceUnavailable)
    #expect(browser.last.body.contains("Gøres klar: 0 af "))
    #expect(try await browser.send(.post, "/test/note", "text=kept&page=/test/note").status == .serviceUnavailable)
    #expect(try await TestBrowser(site).signIn("anna", "fire tilfældige ord nu").status == .serviceUnavailable)
    try site.place.records.prepare()
    #expect(try await browser.get("/test/note").body.contains("kept"))
    #expect(site.notes.taken.withLock { $0 } == [])
  }
}
