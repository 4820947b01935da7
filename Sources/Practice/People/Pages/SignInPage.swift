import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Signing in and out: `/login`, `/login/code`, the way by a work account, `/logout`.
package enum SignInPage {
  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    [
      door.open("/login", name: "sign in") { request in login(desk, request) },
      door.open("/login", name: "sign in, name and password", method: .post) { try await tryPassword(desk, $0) },
      door.open("/login/code", name: "sign in, second factor") { request in try code(desk, request) },
      door.open("/login/code", name: "sign in, the code", method: .post) { request in try tryCode(desk, request) },
      door.open("/login/openid/:provider/start", name: "sign in with a work account") { try await depart(desk, $0) },
      door.open("/login/openid/:provider/callback", name: "back from a work account") { try await arrive(desk, $0) },
      door.post("/logout", name: "sign out") { request, _ in try await logout(desk, request) },
    ]
  }

  /// Who a request comes from, for the doorway.
  package static func standing(_ desk: SignIn.Desk, _ request: PageRequest) throws -> Access.Standing {
    try desk.standing(session: request.cookies["session"], source: SignInParts.source(request))
  }

  // MARK: - Name and password

  private static func login(_ desk: SignIn.Desk, _ request: PageRequest) -> PageResponse {
    let next = SignInParts.next(request.query["next"])
    if request.signedIn != nil { return .redirect(next) }
    var notice = HTML.empty
    if request.query["again"] != nil {
      notice =
        Notice(
          .information, title: request.say("Begynd forfra", "Begin again"),
          content:
            "<p>\(request.say("Det tog for lang tid, eller det begyndte i et andet vindue.", "It took too long, or began in another window."))</p>"
        ).html
    } else if request.query["out"] != nil {
      notice = Notice(.success, title: request.say("Du er logget ud", "You are signed out")).html
    } else if request.query["next"] != nil, next != "/" {
      notice =
        Notice(
          .information, title: request.say("Log ind for at fortsætte", "Sign in to go on"),
          content:
            "<p>\(request.say("Har du skrevet noget, du ikke nåede at gemme, kommer det frem igen, når du er logget ind.", "What you wrote and could not save appears again when you have signed in."))</p>"
        ).html
    }
    return form(desk, request, next: next, notice: notice)
  }

  private static func form(
    _ desk: SignIn.Desk, _ request: PageRequest, next: String, notice: HTML, problems: [FormProblem] = [], status: Int = 200
  ) -> PageResponse {
    let (cookie, token) = desk.welcome(request.cookies["signing-in"])
    var sent: FormData?
    if !request.form.values.isEmpty { sent = request.form }
    let form = PageForm(action: "/login", request: request, sent: sent, problems: problems)
    let fields: HTML = """
      \(PageForm.hiddenField("token", token))\(PageForm.hiddenField("next", next))\
      \(form.text("login", request.say("Brugernavn", "User name"), autocomplete: "username", isRequired: true, maxLength: SignIn.loginLimit))\
      \(form.text("password", request.say("Adgangskode", "Password"), type: "password", autocomplete: "current-password", isRequired: true))
      """
    let ways = desk.providers.map { provider -> HTML in
      let address = "/login/openid/\(provider.id)/start?next=\(SitePath.encoded(next))"
      return "<p>\(SignInParts.button(provider.title[request.language], address, quiet: true))</p>\n"
    }
    let other: HTML? = ways.isEmpty ? nil : "<h2>\(request.say("Eller", "Or"))</h2>\n\(ways)"
    let help = request.say(
      "Har du glemt adgangskoden eller mistet din kodeapp, så bed din administrator om et link til en ny.",
      "If you have forgotten the password or lost your code app, ask your administrator for a link to a new one.")
    var page = SignInParts.page(
      request, title: request.say("Log ind", "Sign in"), status: status, isWrong: status != 200,
      "\(notice)\(form.html(fields, submit: request.say("Log ind", "Sign in")))\(other)<p class=\"b-muted\">\(help)</p>")
    if request.cookies["signing-in"] != cookie { page.cookies = [SignInParts.stepCookie(cookie)] }
    return page
  }

  private static func tryPassword(_ desk: SignIn.Desk, _ request: PageRequest) async throws -> PageResponse {
    let next = SignInParts.next(request.form["next"])
    guard desk.holds(request.form.exact("token"), cookie: request.cookies["signing-in"]) else {
      return SignInParts.stale(request, again: "/login?next=\(SitePath.encoded(next))")
    }
    let login = request.form["login"] ?? ""
    let password = request.form.exact("password") ?? ""
    var problems: [FormProblem] = []
    if login.isEmpty { problems.append(FormProblem("login", request.say("Skriv dit brugernavn", "Type your user name"))) }
    if password.isEmpty { problems.append(FormProblem("password", request.say("Skriv din adgangskode", "Type your password"))) }
    guard problems.isEmpty else {
      return form(desk, request, next: next, notice: .empty, problems: problems, status: 422)
    }
    let attempt = SignIn.Attempt(
      login: login, password: password, next: next, source: SignInParts.source(request), replacing: request.cookies["session"])
    let step = try await desk.signIn(attempt)
    guard step == .refused else { return answer(desk, request, step, next: next) }
    return form(desk, request, next: next, notice: refused(request), status: 422)
  }

  private static func refused(_ request: PageRequest) -> HTML {
    Notice(
      .error, title: request.say("Det passer ikke", "That does not fit"),
      content:
        "<p>\(request.say("Brugernavn og adgangskode passer ikke sammen, eller der er forsøgt for mange gange. Efter flere forsøg må du vente op til et kvarter. Bed din administrator om et link, hvis du har glemt adgangskoden.", "User name and password do not fit, or it was tried too often. After several tries you have to wait for up to a quarter of an hour. Ask your administrator for a link if you have forgotten the password."))</p>"
    ).html
  }

  /// What follows from a step that was not simply refused.
  private static func answer(
    _ desk: SignIn.Desk, _ request: PageRequest, _ step: SignIn.Step, next: String, follows: Bool = false
  ) -> PageResponse {
    switch step {
    case .busy: return SignInParts.busy(request)
    case .again, .refused: return .redirect("/login?again=1&next=\(SitePath.encoded(next))")
    case .code(let cookie):
      var response = follows ? onwards(request, to: "/login/code") : .redirect("/login/code")
      response.cookies = [SignInParts.stepCookie(cookie)]
      return response
    case .open(let cookie, let next):
      var response = follows ? onwards(request, to: SignInParts.next(next)) : .redirect(SignInParts.next(next))
      response.cookies = [PageCookie("session", cookie), SignInParts.stepCookie("")]
      return response
    case .told(let words):
      let notice = Notice(
        .error, title: request.say("Du blev ikke logget ind", "You were not signed in"),
        content: "<p>\(words[request.language])</p>")
      return form(desk, request, next: next, notice: notice.html, status: 422)
    }
  }

  /// A page of this site that leads on by itself: a cookie for this site alone is not sent with a redirect from another.
  private static func onwards(_ request: PageRequest, to path: String) -> PageResponse {
    SignInParts.page(
      request, title: request.say("Du er på vej ind", "You are on your way in"), follows: path,
      "<p><a href=\"\(path)\">\(request.say("Fortsæt", "Go on"))</a></p>")
  }

  // MARK: - Second factor

  private static func code(_ desk: SignIn.Desk, _ request: PageRequest) throws -> PageResponse {
    guard try desk.awaitsCode(request.cookies["signing-in"]) else { return .redirect("/login?again=1") }
    return codeForm(desk, request, notice: .empty)
  }

  private static func codeForm(
    _ desk: SignIn.Desk, _ request: PageRequest, notice: HTML, problems: [FormProblem] = [], status: Int = 200
  ) -> PageResponse {
    let (_, token) = desk.welcome(request.cookies["signing-in"])
    let form = PageForm(action: "/login/code", request: request, problems: problems)
    let fields: HTML = """
      \(PageForm.hiddenField("token", token))\(form.text(
        "code", request.say("Kode", "Code"),
        hint: request.say(
          "De seks cifre i din kodeapp. Har du mistet den, så skriv en af dine genoprettelseskoder.",
          "The six digits in your code app. If you have lost it, type one of your recovery codes."),
        autocomplete: "one-time-code", isRequired: true, maxLength: 40, wide: false))
      """
    return SignInParts.page(
      request, title: request.say("Skriv koden", "Type the code"), status: status, isWrong: status != 200,
      """
      \(notice)\(form.html(fields, submit: request.say("Log ind", "Sign in")))
      <p><a href="/login">\(request.say("Begynd forfra", "Begin again"))</a></p>
      """)
  }

  private static func tryCode(_ desk: SignIn.Desk, _ request: PageRequest) throws -> PageResponse {
    guard desk.holds(request.form.exact("token"), cookie: request.cookies["signing-in"]) else {
      return SignInParts.stale(request, again: "/login")
    }
    guard let typed = request.form["code"] else {
      let problem = FormProblem("code", request.say("Skriv koden", "Type the code"))
      return codeForm(desk, request, notice: .empty, problems: [problem], status: 422)
    }
    let step = try desk.signIn(
      code: String(typed.prefix(100)), cookie: request.cookies["signing-in"], source: SignInParts.source(request),
      replacing: request.cookies["session"])
    guard step == .refused else { return answer(desk, request, step, next: "/") }
    let notice = Notice(
      .error, title: request.say("Koden passer ikke", "The code does not fit"),
      content:
        "<p>\(request.say("Vent på den næste kode i appen, og skriv den. En kode kan bruges én gang. Efter flere forsøg må du vente op til et kvarter.", "Wait for the next code in the app and type it. A code can be used once. After several tries you have to wait for up to a quarter of an hour."))</p>"
    )
    return codeForm(desk, request, notice: notice.html, status: 422)
  }

  // MARK: - Work account, signing out

  private static func depart(_ desk: SignIn.Desk, _ request: PageRequest) async throws -> PageResponse? {
    let next = SignInParts.next(request.query["next"])
    guard let departure = try await desk.depart(for: request.parameters["provider"] ?? "", next: next) else { return nil }
    switch departure {
    case .leave(let address, let cookie):
      var response = PageResponse.leave(to: address)
      response.cookies = [SignInParts.stepCookie(cookie)]
      return response
    case .refused(let words): return answer(desk, request, .told(words), next: next)
    }
  }

  private static func arrive(_ desk: SignIn.Desk, _ request: PageRequest) async throws -> PageResponse? {
    let step = try await desk.arrive(
      from: request.parameters["provider"] ?? "", query: request.query, doubled: request.doubled,
      cookie: request.cookies["signing-in"],
      source: SignInParts.source(request), replacing: request.cookies["session"])
    return step.map { answer(desk, request, $0, next: "/", follows: true) }
  }

  private static func logout(_ desk: SignIn.Desk, _ request: PageRequest) async throws -> PageResponse {
    let elsewhere = try await desk.signOut(request.cookies["session"])
    var response = PageResponse.redirect("/login?out=1")
    if let elsewhere {
      var asked = request
      asked.signedIn = nil
      response = SignInParts.page(
        asked, title: request.say("Du er logget ud her", "You are signed out here"),
        """
        <p>\(request.say("Du er stadig logget ind med din arbejdskonto.", "You are still signed in with your work account."))</p>
        <p>\(SignInParts.button(request.say("Log også ud af arbejdskontoen", "Sign out of the work account too"), elsewhere))</p>
        """)
    }
    response.cookies = [PageCookie("session", "")]
    response.clearsBrowser = true
    return response
  }
}
