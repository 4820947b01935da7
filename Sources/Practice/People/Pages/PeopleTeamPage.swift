import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One team: its members, its programmes, its citizens to another, and closing it.
enum PeopleTeamPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    let id = { @Sendable (request: PageRequest) in request.parameters["team"] ?? "" }
    return [
      door.get("/admin/teams/:team", name: "team", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit, []) }
      },
      door.get("/admin/teams/:team/edit", name: "change a team", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try edit(place, request, visit, []) }
      },
      door.post("/admin/teams/:team/edit", name: "change a team", needs: .manageUsers) { request, visit in
        try await PeoplePart.take(request, show: { try edit(place, request, visit, $0) }) {
          try await People.changeTeam(place, visit, team: id(request), PeopleTeamsPage.sent(request))
          return "/admin/teams/\(id(request))?done=1"
        }
      },
      door.get("/admin/teams/:team/move", name: "move a team's citizens", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try move(place, request, visit, []) }
      },
      door.post("/admin/teams/:team/move", name: "move a team's citizens", needs: .manageUsers) { request, visit in
        try await PeoplePart.take(request, show: { try move(place, request, visit, $0) }) {
          try await People.moveCaseload(place, visit, from: .team(id(request)), to: request.form["receiver"])
          return "/admin/teams/\(id(request))?done=1"
        }
      },
      door.post("/admin/teams/:team/close", name: "close a team", needs: .manageUsers) { request, visit in
        try await PeoplePart.take(request, show: { try show(place, request, visit, $0) }) {
          try await People.closeTeam(place, visit, team: id(request))
          return "/admin/teams/\(id(request))?done=1"
        }
      },
    ]
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse {
    let view = try People.teamView(place, visit, team: request.parameters["team"] ?? "")
    let team = view.team
    let rows = view.members.map { member -> [HTML] in
      let leads: HTML? = member.leads ? " <span class=\"b-tag\">\(request.say("Leder", "Leader"))</span>" : nil
      return [
        "<a href=\"/admin/users/\(member.user)\">\(member.name)</a>\(leads)", "\(member.title ?? "")", "\(member.phone ?? "")",
      ]
    }
    let table = DataTable(
      id: "members", caption: request.say("Medlemmer i dag", "Members today"),
      columns: [
        .init(request.say("Navn", "Name")), .init(request.say("Stilling", "Title")), .init(request.say("Telefon", "Telephone")),
      ], rows: rows,
      empty: request.say(
        "Ingen. Sæt nogen i teamet fra brugerens side.", "Nobody. Put somebody in the team from the user's page."))
    let programmes = team.programmes.map { PeoplePart.title(ofProgramme: $0, place, request) }.joined(separator: ", ")
    let summary = SummaryList([
      .init(
        request.say("Indsatser", "Programmes"), text: programmes.isEmpty ? request.say("Ingen", "None") : programmes),
      .init(
        request.say("Borgere knyttet til teamet", "Citizens with the team"),
        text: NumberText.format(view.citizens, language: request.language)),
    ])
    let content: HTML = """
      \(PeoplePart.done(request))\(PageForm(action: "", request: request, problems: problems).summary)\(closed(request, team))\
      \(summary.html)\(table.html)\(actions(request, view))
      """
    return Frame.page(
      request, title: team.name, current: .administration, path: PeoplePart.path(request, PeoplePart.teams(request)),
      content: content)
  }

  private static func closed(_ request: PageRequest, _ team: People.Team) -> HTML {
    guard let until = team.until else { return .empty }
    let day = WhenText.format(until, language: request.language)
    return Notice(.information, title: request.say("Lukket; sidste dag \(day)", "Closed; last day \(day)")).html
  }

  private static func actions(_ request: PageRequest, _ view: People.TeamView) -> HTML {
    guard view.team.until == nil else { return .empty }
    let base = "/admin/teams/\(view.team.id)"
    var links = [PageLink(request.say("Ret navn og indsatser", "Change name and programmes"), href: base + "/edit")]
    if view.citizens > 0 { links.append(PageLink(request.say("Flyt borgere", "Move citizens"), href: base + "/move")) }
    let close: HTML = """
      <h2 id="f-close">\(request.say("Luk teamet", "Close the team"))</h2>
      <p>\(request.say("I dag bliver sidste dag. Historien bliver stående.", "Today becomes the last day. The history stays."))</p>
      \(PeoplePart.button(request, base + "/close", request.say("Luk teamet", "Close the team")))
      """
    return "\(PeoplePart.actions(links))\(close)"
  }

  private static func edit(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse {
    let team = try People.teamView(place, visit, team: request.parameters["team"] ?? "").team
    let form = PeoplePart.form(request, "/admin/teams/\(team.id)/edit", problems)
    return page(
      request, team, request.say("Ret team", "Change team"),
      form.html(PeopleTeamsPage.fields(form, place, request, team), submit: request.say("Gem", "Save")))
  }

  private static func move(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse {
    let view = try People.teamView(place, visit, team: request.parameters["team"] ?? "")
    let form = PeoplePart.form(request, "/admin/teams/\(view.team.id)/move", problems)
    let field = form.select(
      "receiver", request.say("Hvem overtager de \(view.citizens) borgere?", "Who takes over the \(view.citizens) citizens?"),
      PeoplePart.receivers(request, users: view.colleagues, teams: view.teams, but: view.team.id),
      empty: request.say("Vælg", "Choose"))
    return page(
      request, view.team, request.say("Flyt borgere", "Move citizens"), form.html(field, submit: request.say("Flyt", "Move")))
  }

  private static func page(_ request: PageRequest, _ team: People.Team, _ title: String, _ content: HTML) -> PageResponse {
    Frame.page(
      request, title: title, lead: team.name, current: .administration,
      path: PeoplePart.path(request, PeoplePart.teams(request), PageLink(team.name, href: "/admin/teams/\(team.id)")),
      content: content)
  }
}
