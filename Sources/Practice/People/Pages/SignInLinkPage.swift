import Base
import Interface
import Markup
import PracticeOperations

/// Links that open once: `/invite/…` for somebody new, `/reset/…` for a new password.
package enum SignInLinkPage {
  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    [
      door.open("/invite/:token", name: "invitation") { request in try show(desk, request, .invite) },
      door.open("/invite/:token", name: "invitation, first password", method: .post) { try await accept(desk, $0, .invite) },
      door.open("/reset/:token", name: "new password") { request in try show(desk, request, .reset) },
      door.open("/reset/:token", name: "new password, chosen", method: .post) { try await accept(desk, $0, .reset) },
    ]
  }

  private static func show(_ desk: SignIn.Desk, _ request: PageRequest, _ kind: SignIn.LinkKind) throws -> PageResponse {
    switch try desk.link(request.parameters["token"] ?? "", kind) {
    case .refused(let words): return closed(request, words)
    case .open(let person): return form(desk, request, kind, person)
    }
  }

  private static func closed(_ request: PageRequest, _ words: Words) -> PageResponse {
    SignInParts.page(
      request, title: request.say("Linket åbner ikke", "The link does not open"), status: 404, isWrong: true,
      """
      <p>\(words[request.language])</p>
      <p><a href="/login">\(request.say("Til log ind", "To the sign-in"))</a></p>
      """)
  }

  private static func form(
    _ desk: SignIn.Desk, _ request: PageRequest, _ kind: SignIn.LinkKind, _ person: SignIn.Person,
    problems: [FormProblem] = []
  ) -> PageResponse {
    let (cookie, token) = desk.welcome(request.cookies["signing-in"])
    var asked = request
    asked.signedIn = nil
    let form = PageForm(action: request.path, request: asked, problems: problems)
    // The name stands in a field of its own, so that a password manager keeps both together.
    let fields: HTML = """
      \(PageForm.hiddenField("token", token))\
      <div class="b-field"><label for="f-login">\(request.say("Brugernavn", "User name"))</label>\
      <input class="b-input" id="f-login" type="text" value="\(person.login)" autocomplete="username" readonly></div>
      \(SignInParts.newPassword(form, asked))
      """
    let lead =
      kind == .invite
      ? request.say(
        "Velkommen, \(person.name). Vælg den adgangskode, du vil logge ind med. Bagefter sætter du en kodeapp op.",
        "Welcome, \(person.name). Choose the password you will sign in with. After that you set up a code app.")
      : request.say(
        "\(person.name), vælg en ny adgangskode. Er du logget ind andre steder, bliver du logget ud dér.",
        "\(person.name), choose a new password. If you are signed in elsewhere, you are signed out there.")
    var page = SignInParts.page(
      asked, title: request.say("Vælg adgangskode", "Choose a password"), lead: lead, status: problems.isEmpty ? 200 : 422,
      isWrong: !problems.isEmpty, form.html(fields, submit: request.say("Gem adgangskoden", "Save the password")))
    if request.cookies["signing-in"] != cookie { page.cookies = [SignInParts.stepCookie(cookie)] }
    return page
  }

  private static func accept(
    _ desk: SignIn.Desk, _ request: PageRequest, _ kind: SignIn.LinkKind
  ) async throws -> PageResponse {
    let token = request.parameters["token"] ?? ""
    guard desk.holds(request.form.exact("token"), cookie: request.cookies["signing-in"]) else {
      return SignInParts.stale(request, again: request.path)
    }
    let person: SignIn.Person
    switch try desk.link(token, kind) {
    case .refused(let words): return closed(request, words)
    case .open(let found): person = found
    }
    let problems = SignInParts.problems(request.form, request)
    guard problems.isEmpty else { return form(desk, request, kind, person, problems: problems) }
    let answer = try await desk.accept(
      token, kind, password: request.form.exact("password") ?? "", source: SignInParts.source(request))
    switch answer {
    case .refused(let words): return closed(request, words)
    case .busy: return SignInParts.busy(request)
    case .password(let words):
      return form(desk, request, kind, person, problems: [FormProblem("password", words[request.language])])
    case .open(let cookie):
      var response = PageResponse.redirect("/account/factor")
      response.cookies = [PageCookie("session", cookie), SignInParts.stepCookie("")]
      return response
    case .code(let cookie):
      var response = PageResponse.redirect("/login/code")
      response.cookies = [PageCookie("session", ""), SignInParts.stepCookie(cookie)]
      return response
    }
  }
}
