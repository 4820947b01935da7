import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// How a user gets in, for the administrator: a one-time link, and an end to the user's sessions.
package enum SignInUserPage {
  private static let pattern = "/admin/users/:user/access"

  package static func routes(_ door: Doorway, _ desk: SignIn.Desk) -> [Route] {
    let place = door.place
    return [
      door.get(pattern, name: "a user's way in", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { show(request, try access(place, desk, request, visit)) }
      },
      door.post(pattern + "/link", name: "a one-time link for a user", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try link(place, request, visit, try access(place, desk, request, visit)) }
      },
      door.post(pattern + "/end", name: "end a user's sessions", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer {
          let found = try access(place, desk, request, visit)
          try SignIn.endSessions(place, user: found.user.id)
          visit.did("sessions.end")
          return .redirect("/admin/users/\(found.user.id)/access?done=1")
        }
      },
    ]
  }

  private struct Found {
    var user: People.User
    var summary: SignIn.Summary
    var sessions: Int
  }

  /// The user, when he is of the own organisation.
  private static func access(
    _ place: Workplace, _ desk: SignIn.Desk, _ request: PageRequest, _ visit: Access.Visit
  ) throws -> Found {
    let user = try People.userView(place, visit, user: request.parameters["user"] ?? "").user
    return Found(
      user: user, summary: try desk.summary(of: user.id), sessions: try desk.sessions(of: user.id, cookie: nil).count)
  }

  private static func page(_ request: PageRequest, _ user: People.User, _ title: String, _ content: HTML) -> PageResponse {
    Frame.page(
      request, title: title, current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request), PageLink(user.name, href: "/admin/users/\(user.id)")),
      content: content)
  }

  private static func show(_ request: PageRequest, _ found: Found) -> PageResponse {
    let (user, summary) = (found.user, found.summary)
    let yes = request.say("Ja", "Yes")
    let no = request.say("Nej", "No")
    let list = SummaryList([
      .init(request.say("Har valgt adgangskode", "Has chosen a password"), text: summary.hasPassword ? yes : no),
      .init(request.say("Har sat en kodeapp op", "Has set up a code app"), text: summary.hasFactor ? yes : no),
      .init(
        request.say("Logget ind (antal steder)", "Signed in (number of places)"),
        text: NumberText.format(found.sessions, language: request.language)),
    ])
    let base = "/admin/users/\(user.id)/access"
    let making = PageForm(action: base + "/link", request: request, sent: FormData())
    let lost = making.tick(
      "lost", request.say("Kodeappen er mistet", "The code app is lost"),
      hint: request.say(
        "Så sættes en ny op med linket. Vær sikker på, hvem du taler med.",
        "Then a new one is set up with the link. Be certain of who you are talking to."))
    let label =
      summary.hasPassword
      ? request.say("Lav link til ny adgangskode", "Make a link for a new password")
      : request.say("Lav invitation", "Make an invitation")
    let ending = PageForm(action: base + "/end", request: request, sent: FormData())
    let open: HTML = """
      <h2>\(request.say("Link, der virker én gang", "A link that works once"))</h2>
      \(making.html(summary.hasFactor ? lost : .empty, submit: label))
      """
    let content: HTML = """
      \(PeoplePart.done(request))\(list.html)\(user.isActive ? open : .empty)
      <h2>\(request.say("Log brugeren ud alle steder", "Sign the user out everywhere"))</h2>
      \(ending.html(.empty, submit: request.say("Log ud alle steder", "Sign out everywhere")))
      """
    return page(request, user, request.say("Adgang: \(user.name)", "Way in: \(user.name)"), content)
  }

  /// Makes a link and shows it once.
  private static func link(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ found: Found
  ) throws -> PageResponse? {
    guard found.user.isActive else { return nil }
    let path =
      found.summary.hasPassword
      ? try SignInLinks.reset(place, user: found.user.id, secondFactor: request.form.isTicked("lost"))
      : try SignInLinks.invite(place, user: found.user.id)
    visit.did(found.summary.hasPassword ? "link.reset" : "link.invite")
    let time =
      found.summary.hasPassword
      ? request.say("Det gælder i en time.", "It holds for an hour.")
      : request.say("Det gælder i syv dage.", "It holds for seven days.")
    let notice = Notice(
      .warning, title: request.say("Linket vises kun nu", "The link is shown only now"),
      content: """
        <p>\(request.say(
          "Kopiér linkets adresse, og giv den til \(found.user.name) alene. \(time) Tidligere link virker ikke mere.",
          "Copy the link's address and give it to \(found.user.name) alone. \(time) Earlier links do not work any more."))</p>
        """)
    let content: HTML = """
      \(notice.html)<p><a href="\(path)">\(request.say("Link til \(found.user.name)", "Link for \(found.user.name)"))</a></p>
      <p>\(request.say("Står efter sidens adresse", "Stands after the site's address")): <code class="b-secret">\(path)</code></p>
      """
    return page(request, found.user, request.say("Link, der virker én gang", "A link that works once"), content)
  }
}
