import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Giving a role, a place in a team, a mandate or a right to refer in, and taking it back.
enum PeopleGrantPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/users/:user/grant/:kind", name: "grant something to a user", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit, []) }
      },
      door.post("/admin/users/:user/grant/:kind", name: "grant something to a user", needs: .manageUsers) { request, visit in
        guard let kind = kind(request) else { return nil }
        let id = request.parameters["user"] ?? ""
        return try await PeoplePart.take(request, show: { try show(place, request, visit, $0) }) {
          try await People.grant(place, visit, user: id, sent(request, kind))
          return "/admin/users/\(id)?done=1"
        }
      },
      door.get("/admin/users/:user/end/:grant", name: "end what a user was granted", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try ending(place, request, visit, []) }
      },
      door.post("/admin/users/:user/end/:grant", name: "end what a user was granted", needs: .manageUsers) { request, visit in
        let (id, grant) = (request.parameters["user"] ?? "", request.parameters["grant"] ?? "")
        return try await PeoplePart.take(request, show: { try ending(place, request, visit, $0) }) {
          try await People.endGrant(place, visit, user: id, grant: grant, until: request.form["until"])
          return "/admin/users/\(id)?done=1"
        }
      },
    ]
  }

  private static func kind(_ request: PageRequest) -> People.GrantKind? {
    request.parameters["kind"].flatMap(People.GrantKind.init(rawValue:))
  }

  private static func sent(_ request: PageRequest, _ kind: People.GrantKind) -> People.GrantForm {
    let field = { (name: String) in request.form["\(kind.rawValue)-\(name)"] }
    return People.GrantForm(
      kind, what: field("what"), leads: request.form.isTicked("team-leads"), text: field("text"), table: field("table"),
      from: field("from"), until: field("until"))
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    guard let kind = kind(request) else { return nil }
    let view = try People.userView(place, visit, user: request.parameters["user"] ?? "")
    guard view.user.isActive else { return nil }
    let form = PeoplePart.form(request, "/admin/users/\(view.user.id)/grant/\(kind.rawValue)", problems)
    let name = { (part: String) in "\(kind.rawValue)-\(part)" }
    let fields: HTML = """
      \(choice(kind, form, place, request, view))\
      \(PeoplePart.day(form, name("from"), request.say("Fra", "From"), value: visit.today.description, hint: request.say("Tidligst i dag.", "Today at the earliest.")))\
      \(PeoplePart.day(form, name("until"), request.say("Til og med", "Until"), hint: request.say("Tom: uden slutdato.", "Empty: no last day.")))
      """
    return Frame.page(
      request, title: title(kind, request), lead: view.user.name, current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request), PageLink(view.user.name, href: "/admin/users/\(view.user.id)")),
      isWrong: !problems.isEmpty, content: form.html(fields, submit: request.say("Gem", "Save")))
  }

  private static func title(_ kind: People.GrantKind, _ request: PageRequest) -> String {
    switch kind {
    case .role: request.say("Giv en rolle", "Give a role")
    case .team: request.say("Sæt i et team", "Put in a team")
    case .mandate: request.say("Giv et mandat", "Give a mandate")
    case .visitation: request.say("Giv visitationsret", "Give the right to refer in")
    }
  }

  private static func choice(
    _ kind: People.GrantKind, _ form: PageForm, _ place: Workplace, _ request: PageRequest, _ view: People.UserView
  ) -> HTML {
    let pick = request.say("Vælg", "Choose")
    let programmes = People.programmes(place).map { PageForm.Choice($0.id, $0.title[request.language]) }
    switch kind {
    case .role: return form.select("role-what", request.say("Rolle", "Role"), PeoplePart.roles(place, request), empty: pick)
    case .team:
      let teams = view.teams.filter { $0.until == nil }.map { PageForm.Choice($0.id, $0.name) }
      return """
        \(form.select("team-what", "Team", teams, empty: pick))\
        \(form.tick("team-leads", request.say("Leder teamet", "Leads the team"), hint: request.say("Ser, hvor mange borgere hver har, og kan melde fravær.", "Sees how many citizens each has, and may report absence.")))
        """
    case .visitation:
      return form.select("visitation-what", request.say("Indsats", "Programme"), programmes, empty: pick)
    case .mandate:
      return """
        \(form.area("mandate-text", request.say("Hvad må brugeren love?", "What may the user promise?"), hint: request.say("Højst \(People.Limit.mandate) tegn, på én linje. Læses af teamet.", "At most \(People.Limit.mandate) characters, on one line. Read by the team."), rows: 3, maxLength: People.Limit.mandate))\
        \(form.text("mandate-table", request.say("Ved hvilket bord?", "At which table?"), hint: request.say("Tom: alle møder.", "Empty: all meetings."), maxLength: People.Limit.table))\
        \(form.select("mandate-what", request.say("Indsats", "Programme"), programmes, empty: request.say("Alle", "All")))
        """
    }
  }

  private static func ending(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    let view = try People.userView(place, visit, user: request.parameters["user"] ?? "")
    guard let grant = view.user.grants.first(where: { $0.id == request.parameters["grant"] }), !grant.isOver(on: visit.today)
    else { return nil }
    let form = PeoplePart.form(request, "/admin/users/\(view.user.id)/end/\(grant.id)", problems)
    let fields: HTML = """
      <p>\(PeopleUserPage.words(grant, place, request, view.names)), \(PeoplePart.period(request, grant.from, grant.until)).</p>
      \(PeoplePart.day(form, "until", request.say("Sidste dag", "Last day"), hint: request.say("Tom: det ender nu.", "Empty: it ends now.")))
      """
    return Frame.page(
      request, title: request.say("Afslut \(grant.kind.words.da.lowercased())", "End \(grant.kind.words.en.lowercased())"),
      lead: view.user.name, current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request), PageLink(view.user.name, href: "/admin/users/\(view.user.id)")),
      isWrong: !problems.isEmpty, content: form.html(fields, submit: request.say("Afslut", "End")))
  }
}
