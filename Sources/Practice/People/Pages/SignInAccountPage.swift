import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One's own page: who am I, my roles, my sessions, my password.
package enum SignInAccountPage {
  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    [
      door.get("/account", name: "my account") { request, visit in try show(desk, request, visit) },
      door.get("/account/first", name: "what must be done first") { request, visit in try first(desk, request, visit) },
      door.post("/account/sessions", name: "sign out there") { request, visit in
        guard try desk.end(session: request.form["session"] ?? "", of: visit.caller.user) else { return nil }
        visit.did("session.ended")
        return .redirect("/account")
      },
      door.get("/account/password", name: "change my password") { request, _ in passwordForm(request) },
      door.post("/account/password", name: "change my password, sent") { request, visit in
        try await changePassword(desk, request, visit)
      },
    ]
  }

  // MARK: - Who am I

  private static func show(_ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    guard let person = try desk.people.person(desk.place, visit.caller.user) else { return nil }
    let summary = try desk.summary(of: person.user)
    let roles = visit.caller.roles.sorted().map { visit.policy.roles[$0]?.title[request.language] ?? $0 }
    let content: HTML = """
      \(SummaryList(rows(request, person, summary, roles)).html)
      \(sessions(request, try desk.sessions(of: person.user, cookie: request.cookies["session"])))
      \(events(request, try SignIn.events(desk.place, user: person.user, limit: 10)))
      """
    return .page(Frame.frame(request, title: request.say("Min konto", "My account"), content: content).html)
  }

  private static func rows(
    _ request: PageRequest, _ person: SignIn.Person, _ summary: SignIn.Summary, _ roles: [String]
  ) -> [SummaryList.Row] {
    let none = request.say("Ingen", "None")
    var rows = [
      SummaryList.Row(request.say("Navn", "Name"), text: person.name),
      SummaryList.Row(request.say("Brugernavn", "User name"), text: person.login),
      SummaryList.Row(request.say("Organisation", "Organisation"), text: person.organisationName),
      SummaryList.Row(request.say("Roller", "Roles"), text: roles.isEmpty ? none : roles.joined(separator: ", ")),
    ]
    if summary.hasPassword {
      let changed = summary.passwordChanged.map { request.say("Sat ", "Set ") + SignInWhen.text($0, request.language) } ?? ""
      rows.append(
        SummaryList.Row(
          request.say("Adgangskode", "Password"), HTML(escaping: changed),
          action: PageLink(request.say("Skift adgangskode", "Change the password"), href: "/account/password")))
    }
    let factor = summary.hasFactor ? request.say("Sat op", "Set up") : request.say("Ikke sat op", "Not set up")
    rows.append(
      SummaryList.Row(
        request.say("Kodeapp", "Code app"), HTML(escaping: factor),
        action: PageLink(
          summary.hasFactor ? request.say("Skift kodeapp", "Change the code app") : request.say("Sæt op", "Set up"),
          href: "/account/factor")))
    if summary.hasFactor {
      let left = NumberText.format(summary.recoveryCodes, language: request.language)
      rows.append(
        SummaryList.Row(
          request.say("Genoprettelseskoder", "Recovery codes"), HTML(escaping: left + request.say(" tilbage", " left")),
          action: PageLink(request.say("Lav nye koder", "Make new codes"), href: "/account/codes")))
    }
    return rows
  }

  private static func sessions(_ request: PageRequest, _ sessions: [SignIn.OwnSession]) -> HTML {
    let rows = sessions.map { session -> [HTML] in
      let form = PageForm(action: "/account/sessions", request: request, sent: FormData())
      let device = session.device.isEmpty ? request.say("Ukendt browser", "Unknown browser") : session.device
      let end: HTML =
        session.isThis
        ? HTML(escaping: request.say("Denne browser", "This browser"))
        : form.html(PageForm.hiddenField("session", session.id), submit: request.say("Log ud dér", "Sign out there"))
      return [
        HTML(escaping: device), HTML(escaping: session.source),
        HTML(escaping: SignInWhen.text(session.signedIn, request.language)),
        HTML(escaping: SignInWhen.text(session.seen, request.language)), end,
      ]
    }
    let table = DataTable(
      id: "sessions", caption: request.say("Her er du logget ind", "You are signed in here"),
      columns: [
        .init(request.say("Browser", "Browser")), .init(request.say("Adresse", "Address")),
        .init(request.say("Logget ind", "Signed in")), .init(request.say("Sidst brugt", "Last used")),
        .init(request.say("Log ud", "Sign out")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    return "<h2>\(request.say("Mine sessioner", "My sessions"))</h2>\n\(table.html)"
  }

  private static func events(_ request: PageRequest, _ events: [SignIn.Event]) -> HTML {
    let rows = events.map { event -> [HTML] in
      [
        HTML(escaping: SignInWhen.text(event.at, request.language)),
        HTML(escaping: SignInWhen.deed(event.deed)[request.language]),
        HTML(escaping: SignInWhen.outcome(event.outcome)[request.language]), HTML(escaping: event.source),
      ]
    }
    let table = DataTable(
      id: "events",
      caption: request.say(
        "Det seneste om dit log-in. Kender du ikke noget af det, så sig det til din administrator.",
        "The latest about your sign-in. If you do not know of some of it, tell your administrator."),
      columns: [
        .init(request.say("Hvornår", "When")), .init(request.say("Hvad", "What")), .init(request.say("Udfald", "Outcome")),
        .init(request.say("Adresse", "Address")),
      ], rows: rows, empty: request.say("Endnu intet.", "Nothing yet."), isStacked: true)
    return "<h2>\(request.say("Seneste log-in", "Latest sign-ins"))</h2>\n\(table.html)"
  }

  // MARK: - What must be done first

  private static func first(_ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let summary = try desk.summary(of: visit.caller.user)
    guard desk.policy.requiresSecondFactor, !summary.hasFactor else { return .redirect("/account") }
    let content: HTML = """
      <p>\(request.say(
        "Oplysninger om borgere kræver to ting for at logge ind: noget, du ved (adgangskoden), og noget, du har (en kodeapp på din telefon). Sæt kodeappen op nu; det tager et par minutter.",
        "Information about citizens takes two things to sign in: something you know (the password) and something you have (a code app on your telephone). Set up the code app now; it takes a couple of minutes."))</p>
      <p>\(SignInParts.button(request.say("Sæt kodeapp op", "Set up a code app"), "/account/factor"))</p>
      """
    return .page(
      Frame.frame(request, title: request.say("Først en kodeapp", "First a code app"), content: content).html)
  }

  // MARK: - Password

  private static func passwordForm(_ request: PageRequest, problems: [FormProblem] = []) -> PageResponse {
    let form = PageForm(action: "/account/password", request: request, sent: FormData(), problems: problems)
    let fields: HTML = """
      \(form.text("password-current", request.say("Nuværende adgangskode", "Present password"), type: "password", autocomplete: "current-password", isRequired: true))\
      \(SignInParts.newPassword(form, request))
      """
    var frame = Frame.frame(
      request, title: request.say("Skift adgangskode", "Change the password"),
      lead: request.say(
        "Er du logget ind andre steder, bliver du logget ud dér.", "If you are signed in elsewhere, you are signed out there."),
      content: form.html(fields, submit: request.say("Skift adgangskode", "Change the password")))
    frame.path = [PageLink(request.say("Min konto", "My account"), href: "/account")]
    if !problems.isEmpty { frame.titlePrefix = request.say("Fejl: ", "Error: ") }
    return .page(frame.html, status: problems.isEmpty ? 200 : 422)
  }

  private static func changePassword(
    _ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit
  ) async throws -> PageResponse {
    var problems: [FormProblem] = []
    let current = request.form.exact("password-current") ?? ""
    if current.isEmpty {
      problems.append(
        FormProblem("password-current", request.say("Skriv din nuværende adgangskode", "Type your present password")))
    }
    problems += SignInParts.problems(request.form, request)
    guard problems.isEmpty else { return passwordForm(request, problems: problems) }
    let answer = try await desk.changePassword(
      of: visit.caller.user, current: current, new: request.form.exact("password") ?? "", cookie: request.cookies["session"],
      source: SignInParts.source(request))
    switch answer {
    case .current: return passwordForm(request, problems: [SignInFactorPage.wrongPassword("password-current", request)])
    case .new(let words):
      return passwordForm(request, problems: [FormProblem("password", words[request.language])])
    case .busy: return SignInParts.busy(request)
    case .done(let cookie):
      visit.did("password.changed")
      var response = PageResponse.redirect("/account")
      if let cookie { response.cookies = [PageCookie("session", cookie)] }
      return response
    }
  }
}

/// Moments and events of signing in, in words.
enum SignInWhen {
  static func text(_ at: Instant, _ language: Language) -> String {
    WhenText.format(.minute(at, offsetMinutes: at.offsetMinutes(in: Access.zone)), relativeDay: nil, language: language)
  }

  static func deed(_ deed: SignIn.Deed) -> Words {
    switch deed {
    case .password: Words(da: "Adgangskode", en: "Password")
    case .code: Words(da: "Kode fra app", en: "Code from the app")
    case .recovery: Words(da: "Genoprettelseskode", en: "Recovery code")
    case .provider: Words(da: "Arbejdskonto", en: "Work account")
    case .link: Words(da: "Link til ny adgangskode", en: "Link for a new password")
    case .linkMade: Words(da: "Link lavet til dig", en: "A link made for you")
    case .signOut: Words(da: "Log ud", en: "Sign out")
    case .sessions: Words(da: "Session afsluttet", en: "Session ended")
    case .factor: Words(da: "Ny kodeapp", en: "New code app")
    case .codes: Words(da: "Nye genoprettelseskoder", en: "New recovery codes")
    case .change: Words(da: "Skift af adgangskode", en: "Change of password")
    }
  }

  static func outcome(_ outcome: SignIn.Outcome) -> Words {
    switch outcome {
    case .taken: Words(da: "Godkendt", en: "Accepted")
    case .wrong: Words(da: "Passede ikke", en: "Did not fit")
    case .waiting: Words(da: "Afvist, skal vente", en: "Refused, has to wait")
    case .replayed: Words(da: "Brugt før", en: "Used before")
    case .busy: Words(da: "For travlt", en: "Too busy")
    case .ended: Words(da: "Afsluttet", en: "Ended")
    }
  }
}
