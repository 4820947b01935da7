import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Somebody is away, and somebody else has his citizens meanwhile: for who manages users, and for the leader of the team.
enum PeopleAwayPage {
  static func routes(_ door: Doorway) -> [Route] {
    routes(door, form: "/admin/users/:user/absence", back: "/admin/users/:user/back", needs: .manageUsers)
      + routes(door, form: "/team/absence/:user", back: "/team/back/:user", needs: .leadTeam)
  }

  private static func routes(_ door: Doorway, form: String, back: String, needs: Access.Permission) -> [Route] {
    let place = door.place
    let home = { @Sendable (id: String) in needs == .manageUsers ? "/admin/users/\(id)?done=1" : "/team?done=1" }
    return [
      door.get(form, name: "report absence", needs: needs) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit, form, []) }
      },
      door.post(form, name: "report absence", needs: needs) { request, visit in
        let id = request.parameters["user"] ?? ""
        let sent = People.AbsenceForm(
          from: request.form["from"], until: request.form["until"], substitute: request.form["substitute"],
          reason: request.form["reason"])
        return try await PeoplePart.take(request, show: { try show(place, request, visit, form, $0) }) {
          try await People.setAbsent(place, visit, user: id, sent)
          return home(id)
        }
      },
      door.post(back, name: "report that somebody is back", needs: needs) { request, visit in
        let id = request.parameters["user"] ?? ""
        return try await PeoplePart.take(request, show: { _ in nil }) {
          try await People.setBack(place, visit, user: id, absence: request.form["absence"] ?? "")
          return home(id)
        }
      },
    ]
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ pattern: String, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    let (user, colleagues) = try People.absentee(place, visit, user: request.parameters["user"] ?? "")
    let isAdmin = pattern.hasPrefix("/admin")
    let form = PeoplePart.form(request, pattern.replacing(":user", with: user.id), problems)
    let reasons = People.AbsenceReason.allCases.map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let fields: HTML = """
      \(PeoplePart.day(form, "from", request.say("Første dag", "First day"), value: visit.today.description))\
      \(PeoplePart.day(form, "until", request.say("Sidste dag", "Last day"), hint: request.say("Tom: det vides ikke.", "Empty: it is not known.")))\
      \(form.radios("reason", request.say("Grund", "Reason"), reasons, hint: request.say("Skriv ikke, hvad nogen fejler: der er ikke plads til det.", "What ails somebody is not written: there is no place for it.")))\
      \(form.select(
        "substitute", request.say("Afløser", "Substitute"), colleagues.map { .init($0.id, $0.name) },
        hint: request.say("Afløseren får adgang til de borgere, kollegaen har, så længe fraværet varer.", "The substitute has access to the colleague's citizens while the absence lasts."),
        empty: request.say("Ingen", "Nobody")))
      """
    let path =
      isAdmin
      ? PeoplePart.path(request, PeoplePart.users(request), PageLink(user.name, href: "/admin/users/\(user.id)"))
      : [PageLink(request.say("Mit team", "My team"), href: "/team")]
    return Frame.page(
      request, title: request.say("Meld fravær", "Report absence"), lead: user.name,
      current: isAdmin ? .administration : .team, path: path, isWrong: !problems.isEmpty,
      content: form.html(fields, submit: request.say("Gem", "Save")))
  }
}
