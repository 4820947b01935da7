import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One user: who he is, and what he was granted from when until when.
enum PeopleUserPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/users/:user", name: "user", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer {
          show(place, request, visit, try People.userView(place, visit, user: request.parameters["user"] ?? ""))
        }
      }
    ]
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ view: People.UserView
  ) -> PageResponse {
    let user = view.user
    let sections = People.GrantKind.allCases.map { section($0, place, request, visit, view) }
    let content: HTML = """
      \(PeoplePart.done(request))\(notices(request, visit, view))\(profile(request, user))\(sections)\(away(request, visit, view))\
      \(leaving(request, view))
      """
    return Frame.page(
      request, title: user.name, lead: user.title, current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request)), content: content)
  }

  private static func notices(_ request: PageRequest, _ visit: Access.Visit, _ view: People.UserView) -> HTML {
    let user = view.user
    var notices: [HTML] = []
    if let day = user.lastDay {
      let when = WhenText.format(day, language: request.language)
      notices.append(
        Notice(.information, title: request.say("Fratrådt \(when). Adgangen er lukket.", "Left on \(when). Access is closed."))
          .html)
      if view.citizens > 0 {
        let title = request.say(
          "\(view.citizens) borgere er stadig knyttet til \(user.name)", "\(view.citizens) citizens are still with \(user.name)")
        let link: HTML = "<p><a href=\"/admin/users/\(user.id)/move\">\(request.say("Flyt dem", "Move them"))</a></p>"
        notices.append(Notice(.warning, title: title, content: link).html)
      }
    } else if user.held(.role, on: visit.today).isEmpty {
      notices.append(
        Notice(
          .warning,
          title: request.say("Ingen rolle i dag: brugeren kan intet", "No role today: the user may nothing")
        ).html)
    }
    return "\(notices)"
  }

  private static func profile(_ request: PageRequest, _ user: People.User) -> HTML {
    let none = request.say("Ikke oplyst", "Not given")
    let list = SummaryList([
      .init(request.say("Brugernavn", "User name"), text: user.login),
      .init(request.say("Telefon", "Telephone"), text: user.phone ?? none),
      .init(request.say("E-mail", "E-mail"), text: user.email ?? none),
      .init(request.say("Sprog", "Language"), text: user.language == .da ? "Dansk" : "English"),
    ])
    let edit = PageLink(request.say("Ret oplysninger", "Change these"), href: "/admin/users/\(user.id)/edit")
    let access = PageLink(request.say("Adgang", "Way in"), href: "/admin/users/\(user.id)/access")
    return "\(list.html)\(PeoplePart.actions(user.isActive ? [edit, access] : [access]))"
  }

  private static func section(
    _ kind: People.GrantKind, _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ view: People.UserView
  ) -> HTML {
    let user = view.user
    let rows = user.grants.filter { $0.kind == kind }.map { grant -> [HTML] in
      let open = user.isActive && !grant.isOver(on: visit.today)
      let name = words(grant, place, request, view.names)
      let end: HTML? =
        open
        ? "<a href=\"/admin/users/\(user.id)/end/\(grant.id)\">\(request.say("Afslut", "End"))<span class=\"b-visually-hidden\"> \(name)</span></a>"
        : nil
      return ["\(name)", "\(PeoplePart.period(request, grant.from, grant.until))", "\(end)"]
    }
    let table = DataTable(
      id: "grants-\(kind.rawValue)", caption: request.say("\(kind.words.da): nyeste først", "\(kind.words.en): newest first"),
      columns: [
        .init(kind.words[request.language]), .init(request.say("Gælder", "Holds")), .init(request.say("Handling", "Action")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    let add = PageLink(adding(kind, request), href: "/admin/users/\(user.id)/grant/\(kind.rawValue)")
    return """
      <h2>\(heading(kind, request))</h2>\(table.html)\(user.isActive ? PeoplePart.actions([add]) : .empty)
      """
  }

  static func words(
    _ grant: People.Grant, _ place: Workplace, _ request: PageRequest, _ names: [String: People.PersonLine]
  ) -> String {
    switch grant.kind {
    case .role: return PeoplePart.title(of: grant.what, place, request)
    case .team:
      let name = names[grant.what]?.name ?? grant.what
      return grant.leads ? request.say("\(name) (leder)", "\(name) (leader)") : name
    case .visitation: return PeoplePart.title(ofProgramme: grant.what, place, request)
    case .mandate:
      let programme = grant.what.isEmpty ? nil : PeoplePart.title(ofProgramme: grant.what, place, request)
      let scope = [grant.table, programme].compactMap { $0 }.joined(separator: ", ")
      return scope.isEmpty ? grant.text ?? "" : "\(grant.text ?? "") (\(scope))"
    }
  }

  private static func heading(_ kind: People.GrantKind, _ request: PageRequest) -> String {
    switch kind {
    case .role: request.say("Roller", "Roles")
    case .team: "Teams"
    case .mandate: request.say("Mandater: hvad må brugeren love ved bordet", "Mandates: what the user may promise at the table")
    case .visitation: request.say("Visitationsret", "Right to refer in")
    }
  }

  private static func adding(_ kind: People.GrantKind, _ request: PageRequest) -> String {
    switch kind {
    case .role: request.say("Giv en rolle", "Give a role")
    case .team: request.say("Sæt i et team", "Put in a team")
    case .mandate: request.say("Giv et mandat", "Give a mandate")
    case .visitation: request.say("Giv visitationsret", "Give the right to refer in")
    }
  }

  private static func away(_ request: PageRequest, _ visit: Access.Visit, _ view: People.UserView) -> HTML {
    let user = view.user
    let rows = user.absences.map { absence -> [HTML] in
      let name = absence.substitute.map { view.names[$0]?.name ?? "" } ?? request.say("Ingen", "Nobody")
      let open = user.isActive && !absence.isOver(on: visit.today)
      let back: HTML? =
        open
        ? PeoplePart.button(
          request, "/admin/users/\(user.id)/back", request.say("Er tilbage", "Is back"), hidden: [("absence", absence.id)])
        : nil
      return [
        "\(PeoplePart.period(request, absence.from, absence.until))", "\(absence.reason.words[request.language])", "\(name)",
        "\(back)",
      ]
    }
    let table = DataTable(
      id: "absences", caption: request.say("Fravær: nyeste først", "Absences: newest first"),
      columns: [
        .init(request.say("Tid", "Time")), .init(request.say("Grund", "Reason")), .init(request.say("Afløser", "Substitute")),
        .init(request.say("Handling", "Action")),
      ], rows: rows, empty: request.say("Intet fravær.", "No absence."))
    let add = PageLink(request.say("Meld fravær", "Report absence"), href: "/admin/users/\(user.id)/absence")
    return """
      <h2>\(request.say("Fravær og afløser", "Absence and substitute"))</h2>\(table.html)\
      \(user.isActive ? PeoplePart.actions([add]) : .empty)
      """
  }

  private static func leaving(_ request: PageRequest, _ view: People.UserView) -> HTML {
    guard view.user.isActive else { return .empty }
    let link = PageLink(
      request.say("Fratrædelse: luk adgangen", "Leaving: close access"), href: "/admin/users/\(view.user.id)/leave")
    let move = PageLink(
      request.say("Flyt borgere (\(view.citizens))", "Move citizens (\(view.citizens))"),
      href: "/admin/users/\(view.user.id)/move")
    return """
      <h2>\(request.say("Når nogen holder op", "When somebody leaves"))</h2>\
      \(PeoplePart.actions(view.citizens > 0 ? [move, link] : [link]))
      """
  }
}
