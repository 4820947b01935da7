import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The organisations that take part, each responsible for its own data.
enum PeopleOrganisationsPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/organisations", name: "organisations", needs: .manageSystem, kind: .list) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit) }
      },
      door.get("/admin/organisations/new", name: "register an organisation", needs: .manageSystem) { request, _ in
        page(request, nil, [])
      },
      door.post("/admin/organisations/new", name: "register an organisation", needs: .manageSystem) { request, visit in
        try await PeoplePart.take(request, show: { page(request, nil, $0) }) {
          _ = try await People.registerOrganisation(place, visit, sent(request))
          return "/admin/organisations?done=1"
        }
      },
      door.get("/admin/organisations/:organisation/edit", name: "change an organisation", needs: .manageSystem) {
        request, visit in
        try await PeoplePart.answer { try edit(place, request, visit, []) }
      },
      door.post("/admin/organisations/:organisation/edit", name: "change an organisation", needs: .manageSystem) {
        request, visit in
        try await PeoplePart.take(request, show: { try edit(place, request, visit, $0) }) {
          let id = request.parameters["organisation"] ?? ""
          try await People.changeOrganisation(place, visit, organisation: id, sent(request))
          return "/admin/organisations?done=1"
        }
      },
    ]
  }

  private static func sent(_ request: PageRequest) -> People.OrganisationForm {
    People.OrganisationForm(name: request.form["name"], kind: request.form["kind"], cvr: request.form["cvr"])
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let rows = try People.allOrganisations(place, visit).map { organisation -> [HTML] in
      [
        "<a href=\"/admin/organisations/\(organisation.id)/edit\">\(organisation.name)</a>",
        "\(organisation.kind.words[request.language])", "\(organisation.cvr ?? "")",
      ]
    }
    let table = DataTable(
      id: "organisations", caption: request.say("Organisationer efter navn", "Organisations by name"),
      columns: [.init(request.say("Navn", "Name")), .init(request.say("Slags", "Kind")), .init("CVR")], rows: rows,
      empty: request.say("Ingen endnu.", "None yet."))
    let new = PageLink(request.say("Opret organisation", "Register organisation"), href: "/admin/organisations/new")
    return Frame.page(
      request, title: request.say("Organisationer", "Organisations"),
      lead: request.say(
        "Hver er dataansvarlig for sit eget. En organisation ser ikke en andens brugere.",
        "Each is responsible for its own data. One organisation does not see another's users."),
      current: .administration, path: PeoplePart.path(request),
      content: "\(PeoplePart.done(request))\(PeoplePart.actions([new]))\(table.html)")
  }

  private static func edit(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    let all = try People.allOrganisations(place, visit)
    guard let organisation = all.first(where: { $0.id == request.parameters["organisation"] }) else { return nil }
    return page(request, organisation, problems)
  }

  private static func page(
    _ request: PageRequest, _ organisation: People.Organisation?, _ problems: [FormProblem]
  ) -> PageResponse {
    let form = PeoplePart.form(
      request, organisation.map { "/admin/organisations/\($0.id)/edit" } ?? "/admin/organisations/new", problems)
    let kinds = People.OrganisationKind.allCases.map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let fields: HTML = """
      \(form.text("name", request.say("Navn", "Name"), value: organisation?.name, hint: request.say("Højst \(People.Limit.name) tegn.", "At most \(People.Limit.name) characters."), isRequired: true, maxLength: People.Limit.name))\
      \(form.radios("kind", request.say("Slags", "Kind"), kinds, value: organisation?.kind.rawValue))\
      \(form.text("cvr", request.say("CVR-nummer", "CVR number"), value: organisation?.cvr, hint: request.say("Otte cifre; kan være tomt.", "Eight digits; may be empty."), inputMode: "numeric", maxLength: 11, wide: false))
      """
    let lead =
      organisation == nil
      ? request.say(
        "Organisationens første administrator oprettes på serveren med: brobygger user add.",
        "The organisation's first administrator is registered on the server with: brobygger user add.") : nil
    return Frame.page(
      request,
      title: organisation == nil
        ? request.say("Opret organisation", "Register organisation") : request.say("Ret organisation", "Change organisation"),
      lead: lead, current: .administration,
      path: PeoplePart.path(request, PageLink(request.say("Organisationer", "Organisations"), href: "/admin/organisations")),
      isWrong: !problems.isEmpty, content: form.html(fields, submit: request.say("Gem", "Save")))
  }
}
