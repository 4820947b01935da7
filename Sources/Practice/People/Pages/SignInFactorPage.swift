import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The second factor: a code app, and recovery codes for when it is lost.
package enum SignInFactorPage {
  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    [
      door.get("/account/factor", name: "my code app") { request, visit in
        let user = visit.caller.user
        return factorForm(request, try desk.newFactor(of: user), try desk.summary(of: user))
      },
      door.post("/account/factor", name: "my code app, sent") { request, visit in try await takeFactor(desk, request, visit) },
      door.get("/account/codes", name: "my recovery codes") { request, _ in codesForm(request) },
      door.post("/account/codes", name: "my recovery codes, made") { request, visit in try await makeCodes(desk, request, visit)
      },
    ]
  }

  static func wrongPassword(_ field: String, _ request: PageRequest) -> FormProblem {
    FormProblem(
      field,
      request.say(
        "Adgangskoden passer ikke, eller der er forsøgt for mange gange; vent da lidt",
        "The password does not fit, or it was tried too often; wait a while then"))
  }

  private static func has(_ desk: SignIn.Desk, _ visit: Access.Visit) throws -> Bool {
    try desk.summary(of: visit.caller.user).hasFactor
  }

  private static func factorForm(
    _ request: PageRequest, _ factor: SignIn.NewFactor, _ summary: SignIn.Summary, problems: [FormProblem] = []
  ) -> PageResponse {
    let form = PageForm(action: "/account/factor", request: request, sent: FormData(), problems: problems)
    let label = request.say(
      "QR-kode til kodeappen; den samme hemmelighed står som tekst nedenfor",
      "QR code for the code app; the same secret stands as text below")
    let picture: HTML = """
      <svg class="b-qr" width="220" height="220" viewBox="0 0 \(factor.side) \(factor.side)" role="img" aria-label="\(label)" \
      shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(factor.side)v\(factor.side)H0z"/>\
      <path fill="#000" d="\(factor.picture)"/></svg>
      """
    let confirm = summary.hasFactor ? present(form, request, summary) : nil
    let fields: HTML = """
      \(PageForm.hiddenField("factor", factor.sealed))\
      <ol class="b-steps"><li>\(request.say("Åbn en kodeapp på din telefon, og vælg at tilføje en konto.", "Open a code app on your telephone and choose to add an account."))</li>
      <li>\(request.say("Skan billedet, eller skriv hemmeligheden ind.", "Scan the picture, or type the secret."))\(picture)
      <p>\(request.say("Hemmelighed", "Secret")): <code class="b-secret">\(factor.text)</code></p></li>
      <li>\(request.say("Skriv de seks cifre, appen viser.", "Type the six digits that the app shows."))</li></ol>
      \(form.text("code", request.say("Kode", "Code"), autocomplete: "one-time-code", inputMode: "numeric", isRequired: true, maxLength: 20, wide: false))\(confirm)
      """
    return page(
      request, title: request.say("Sæt kodeapp op", "Set up a code app"),
      lead: request.say(
        "Hold billedet og hemmeligheden for dig selv: den, der har dem, har din anden nøgle.",
        "Keep the picture and the secret to yourself: whoever has them has your second key."),
      isWrong: !problems.isEmpty, form.html(fields, submit: request.say("Brug denne kodeapp", "Use this code app")))
  }

  /// What shows that it is the account's own user who changes the code app: the password, or without one a code of the present app.
  private static func present(_ form: PageForm, _ request: PageRequest, _ summary: SignIn.Summary) -> HTML {
    if summary.hasPassword {
      return form.text(
        "password-current", request.say("Din adgangskode", "Your password"), type: "password", autocomplete: "current-password",
        isRequired: true)
    }
    return form.text(
      "code-current", request.say("Kode fra den kodeapp, du har nu", "Code from the app that you have now"),
      hint: request.say(
        "De seks cifre i din nuværende kodeapp. Har du mistet den, så skriv en af dine genoprettelseskoder.",
        "The six digits in your present code app. If you have lost it, type one of your recovery codes."),
      autocomplete: "off", isRequired: true, maxLength: 40, wide: false)
  }

  private static func page(
    _ request: PageRequest, title: String, lead: String?, isWrong: Bool, _ content: HTML
  ) -> PageResponse {
    var frame = Frame.frame(request, title: title, lead: lead, content: content)
    frame.path = [PageLink(request.say("Min konto", "My account"), href: "/account")]
    if isWrong { frame.titlePrefix = request.say("Fejl: ", "Error: ") }
    return .page(frame.html, status: isWrong ? 422 : 200)
  }

  private static func takeFactor(
    _ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit
  ) async throws -> PageResponse {
    let user = visit.caller.user
    let source = SignInParts.source(request)
    let sealed = request.form["factor"] ?? ""
    let summary = try desk.summary(of: user)
    func again(_ problem: FormProblem) throws -> PageResponse {
      let factor = try desk.sameFactor(sealed, of: user) ?? desk.newFactor(of: user)
      return factorForm(request, factor, summary, problems: [problem])
    }
    guard let code = request.form["code"] else {
      return try again(FormProblem("code", request.say("Skriv koden fra appen", "Type the code from the app")))
    }
    if summary.hasFactor, summary.hasPassword {
      switch try await desk.isPassword(request.form.exact("password-current") ?? "", of: user, source: source) {
      case nil: return SignInParts.busy(request)
      case false?: return try again(wrongPassword("password-current", request))
      case true?: break
      }
    }
    let answer = try desk.takeFactor(
      sealed, code: code, present: request.form["code-current"], of: user, cookie: request.cookies["session"], source: source)
    switch answer {
    case .present:
      return try again(
        FormProblem(
          "code-current",
          request.say(
            "Skriv en kode fra den kodeapp, du har nu, eller en genoprettelseskode. En kode kan bruges én gang; er der forsøgt for mange gange, så vent lidt",
            "Type a code from the app that you have now, or a recovery code. A code can be used once; if it was tried too often, wait a while"
          )))
    case .again:
      return try again(
        FormProblem(
          "code", request.say("Siden var for gammel. Skan det nye billede", "The page was too old. Scan the new picture")))
    case .code:
      return try again(
        FormProblem(
          "code",
          request.say(
            "Koden passer ikke til billedet. Vent på den næste, og se, om telefonens ur går rigtigt",
            "The code does not fit the picture. Wait for the next, and see that the telephone's clock is right")))
    case .done(let codes, let cookie):
      visit.did("factor.set")
      var response = shown(request, codes)
      if let cookie { response.cookies = [PageCookie("session", cookie)] }
      return response
    }
  }

  // MARK: - Recovery codes

  private static func shown(_ request: PageRequest, _ codes: [String]) -> PageResponse {
    let items = codes.map { code -> HTML in "<li><code class=\"b-secret\">\(code)</code></li>\n" }
    let content: HTML = """
      \(Notice(.warning, title: request.say("De vises kun nu", "They are shown only now"), content: "<p>\(request.say("Skriv dem ned eller print siden, og gem den et sikkert sted, ikke sammen med telefonen. Hver kode virker én gang.", "Write them down or print the page, and keep it in a safe place, not with the telephone. Each code works once."))</p>").html)
      <ul class="b-codes">\(items)</ul>
      <p>\(SignInParts.button(request.say("Jeg har gemt dem", "I have kept them"), "/"))</p>
      """
    return page(
      request, title: request.say("Dine genoprettelseskoder", "Your recovery codes"),
      lead: request.say(
        "Har du mistet din kodeapp, logger du ind med en af disse i stedet for koden.",
        "If you have lost your code app, you sign in with one of these in place of the code."), isWrong: false, content)
  }

  private static func codesForm(_ request: PageRequest, problems: [FormProblem] = []) -> PageResponse {
    let form = PageForm(action: "/account/codes", request: request, sent: FormData(), problems: problems)
    let field = form.text(
      "password-current", request.say("Din adgangskode", "Your password"), type: "password", autocomplete: "current-password",
      isRequired: true)
    return page(
      request, title: request.say("Nye genoprettelseskoder", "New recovery codes"),
      lead: request.say("De gamle holder op med at virke.", "The old ones stop working."), isWrong: !problems.isEmpty,
      form.html(field, submit: request.say("Lav nye koder", "Make new codes")))
  }

  private static func makeCodes(
    _ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit
  ) async throws -> PageResponse? {
    guard try has(desk, visit) else { return nil }
    let codes = try await desk.newRecoveryCodes(
      of: visit.caller.user, password: request.form.exact("password-current") ?? "", source: SignInParts.source(request))
    guard let codes else { return codesForm(request, problems: [wrongPassword("password-current", request)]) }
    guard !codes.isEmpty else { return SignInParts.busy(request) }
    visit.did("codes.made")
    return shown(request, codes)
  }
}
