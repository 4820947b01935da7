import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The teams of the own organisation, and opening one.
enum PeopleTeamsPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/teams", name: "teams", needs: .manageUsers, kind: .list) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit) }
      },
      door.get("/admin/teams/new", name: "open a team", needs: .manageUsers) { request, _ in new(place, request, []) },
      door.post("/admin/teams/new", name: "open a team", needs: .manageUsers) { request, visit in
        try await PeoplePart.take(request, show: { new(place, request, $0) }) {
          "/admin/teams/\(try await People.openTeam(place, visit, sent(request)))?done=1"
        }
      },
    ]
  }

  static func sent(_ request: PageRequest) -> People.TeamForm {
    People.TeamForm(name: request.form["name"], programmes: request.form.all("programmes"))
  }

  static func fields(_ form: PageForm, _ place: Workplace, _ request: PageRequest, _ team: People.Team?) -> HTML {
    let programmes = People.programmes(place).map { PageForm.Choice($0.id, $0.title[request.language]) }
    let hint = request.say(
      "Teamets medlemmer ser de borgere, der er i disse indsatser.", "The team's members see the citizens in these programmes.")
    return """
      \(form.text("name", request.say("Navn", "Name"), value: team?.name, hint: request.say("Højst \(People.Limit.team) tegn.", "At most \(People.Limit.team) characters."), isRequired: true, maxLength: People.Limit.team))\
      \(form.boxes("programmes", request.say("Indsatser", "Programmes"), programmes, values: team?.programmes ?? [], hint: hint))
      """
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let closed = request.query["closed"] != nil
    let rows = try People.teamsWithCounts(place, visit, closed: closed).map { team, members -> [HTML] in
      let tag: HTML? = team.until == nil ? nil : " <span class=\"b-tag\">\(request.say("Lukket", "Closed"))</span>"
      let programmes = team.programmes.map { PeoplePart.title(ofProgramme: $0, place, request) }.joined(separator: ", ")
      return [
        "<a href=\"/admin/teams/\(team.id)\">\(team.name)</a>\(tag)", "\(programmes)",
        "\(NumberText.format(members, language: request.language))",
      ]
    }
    let table = DataTable(
      id: "teams", caption: request.say("Teams efter navn", "Teams by name"),
      columns: [
        .init(request.say("Navn", "Name")), .init(request.say("Indsatser", "Programmes")),
        .init(request.say("Medlemmer", "Members"), isNumeric: true),
      ], rows: rows, empty: request.say("Der er ingen teams endnu.", "There are no teams yet."))
    let links = [
      PageLink(request.say("Opret team", "Open a team"), href: "/admin/teams/new"),
      closed
        ? PageLink(request.say("Skjul lukkede", "Hide closed ones"), href: "/admin/teams")
        : PageLink(request.say("Vis også lukkede", "Show closed ones"), href: "/admin/teams?closed=1"),
    ]
    return Frame.page(
      request, title: "Teams", current: .administration, path: PeoplePart.path(request),
      content: "\(PeoplePart.actions(links))\(table.html)")
  }

  private static func new(_ place: Workplace, _ request: PageRequest, _ problems: [FormProblem]) -> PageResponse {
    let form = PeoplePart.form(request, "/admin/teams/new", problems)
    return Frame.page(
      request, title: request.say("Opret team", "Open a team"), current: .administration,
      path: PeoplePart.path(request, PeoplePart.teams(request)),
      isWrong: !problems.isEmpty, content: form.html(fields(form, place, request, nil), submit: request.say("Opret", "Open")))
  }
}
