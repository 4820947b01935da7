import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The users of the own organisation.
enum PeopleUsersPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/users", name: "users", needs: .manageUsers, kind: .list) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit) }
      }
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    let words = String((request.query["q"] ?? "").prefix(People.Limit.name))
    let filter = People.ListFilter(
      words: words, team: request.query["team"] ?? "", role: request.query["role"] ?? "",
      includesLeft: request.query["left"] != nil)
    let page = try People.users(place, visit, filter, after: request.query["after"], limit: 50)
    let teams = try People.teamsWithCounts(place, visit, closed: true).map(\.team)
    let names = Dictionary(teams.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let rows = page.users.map { user -> [HTML] in
      let left: HTML? = user.hasLeft ? " <span class=\"b-tag\">\(request.say("Fratrådt", "Left"))</span>" : nil
      return [
        "<a href=\"/admin/users/\(user.id)\">\(user.name)</a>\(left)", "\(user.title ?? "")",
        "\(user.roles.map { PeoplePart.title(of: $0, place, request) }.joined(separator: ", "))",
        "\(user.teams.compactMap { names[$0] }.joined(separator: ", "))",
      ]
    }
    let table = DataTable(
      id: "users", caption: request.say("Brugere efter navn", "Users by name"),
      columns: [
        .init(request.say("Navn", "Name")), .init(request.say("Stilling", "Title")),
        .init(request.say("Roller i dag", "Roles today")),
        .init(request.say("Teams", "Teams")),
      ], rows: rows, empty: request.say("Ingen brugere passer.", "No users match."))
    let kept = query(filter)
    let pages = Pagination(
      page: request.number("page", in: 1...1_000_000, default: 1), pages: nil,
      previous: request.query["after"] == nil ? nil : "/admin/users?\(kept)",
      next: page.next.map {
        "/admin/users?\(kept)&after=\($0)&page=\(request.number("page", in: 1...1_000_000, default: 1) + 1)"
      },
      language: request.language)
    let new = PageLink(request.say("Opret bruger", "Register user"), href: "/admin/users/new")
    return Frame.page(
      request, title: request.say("Brugere", "Users"), current: .administration, path: PeoplePart.path(request),
      content: """
        \(PeoplePart.done(request))\(PeoplePart.actions([new]))\(search(place, request, filter, teams))\(table.html)\(pages.html)
        """)
  }

  private static func query(_ filter: People.ListFilter) -> String {
    var parts = ["q=\(SitePath.encoded(filter.words))"]
    if !filter.team.isEmpty { parts.append("team=\(SitePath.encoded(filter.team))") }
    if !filter.role.isEmpty { parts.append("role=\(SitePath.encoded(filter.role))") }
    if filter.includesLeft { parts.append("left=1") }
    return parts.joined(separator: "&")
  }

  /// A form that reads: it goes by address and needs no token.
  private static func search(
    _ place: Workplace, _ request: PageRequest, _ filter: People.ListFilter, _ teams: [People.Team]
  ) -> HTML {
    let form = PageForm(action: "/admin/users", request: request)
    let any = request.say("Alle", "All")
    let checked: HTML? = filter.includesLeft ? " checked" : nil
    return """
      <form method="get" action="/admin/users" role="search">
      \(form.text("q", request.say("Navn eller brugernavn", "Name or user name"), value: filter.words, type: "search", maxLength: People.Limit.name))\
      \(form.select("team", "Team", teams.map { .init($0.id, $0.name) }, value: filter.team, empty: any))\
      \(form.select("role", request.say("Rolle", "Role"), PeoplePart.roles(place, request), value: filter.role, empty: any))\
      <div class="b-field"><div class="b-choice"><input id="f-left" type="checkbox" name="left" value="1"\(checked)>\
      <label for="f-left">\(request.say("Vis også fratrådte", "Show those who have left"))</label></div></div>
      <p class="b-actions"><button class="b-button" type="submit">\(request.say("Find", "Find"))</button></p></form>

      """
  }
}
