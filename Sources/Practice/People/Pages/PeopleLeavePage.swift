import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// A user leaves, or his citizens go to somebody else.
enum PeopleLeavePage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/users/:user/leave", name: "a user leaves", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try leaving(place, request, visit, []) }
      },
      door.post("/admin/users/:user/leave", name: "a user leaves", needs: .manageUsers) { request, visit in
        let id = request.parameters["user"] ?? ""
        return try await PeoplePart.take(request, show: { try leaving(place, request, visit, $0) }) {
          try await People.leave(
            place, visit, user: id, lastDay: request.form["lastDay"], receiver: request.form["receiver"])
          return "/admin/users/\(id)?done=1"
        }
      },
      door.get("/admin/users/:user/move", name: "move a user's citizens", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try moving(place, request, visit, []) }
      },
      door.post("/admin/users/:user/move", name: "move a user's citizens", needs: .manageUsers) { request, visit in
        let id = request.parameters["user"] ?? ""
        return try await PeoplePart.take(request, show: { try moving(place, request, visit, $0) }) {
          try await People.moveCaseload(place, visit, from: .user(id), to: request.form["receiver"])
          return "/admin/users/\(id)?done=1"
        }
      },
    ]
  }

  private static func leaving(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    let view = try People.userView(place, visit, user: request.parameters["user"] ?? "")
    guard view.user.isActive else { return nil }
    let form = PeoplePart.form(request, "/admin/users/\(view.user.id)/leave", problems)
    let fields: HTML = """
      <p>\(request.say(
        "Når du gemmer, lukkes adgangen straks: roller, teams, mandater og visitationsret ender, og \(view.user.name) bliver logget ud.",
        "When you save, access closes at once: roles, teams, mandates and the right to refer in end, and \(view.user.name) is signed out."))</p>
      \(PeoplePart.day(form, "lastDay", request.say("Sidste dag", "Last day"), value: visit.today.description, hint: request.say("I dag eller før.", "Today or earlier.")))\
      \(view.citizens > 0 ? receiver(form, request, view) : .empty)
      """
    return page(
      request, view, request.say("Fratrædelse", "Leaving"), form.html(fields, submit: request.say("Luk adgangen", "Close access"))
    )
  }

  private static func moving(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    let view = try People.userView(place, visit, user: request.parameters["user"] ?? "")
    let form = PeoplePart.form(request, "/admin/users/\(view.user.id)/move", problems)
    let title = request.say("Flyt borgere", "Move citizens")
    guard view.citizens > 0 else {
      return page(request, view, title, "<p>\(request.say("Der er ingen at flytte.", "There is nobody to move."))</p>")
    }
    return page(request, view, title, form.html(receiver(form, request, view), submit: request.say("Flyt", "Move")))
  }

  private static func receiver(_ form: PageForm, _ request: PageRequest, _ view: People.UserView) -> HTML {
    form.select(
      "receiver", request.say("Hvem overtager de \(view.citizens) borgere?", "Who takes over the \(view.citizens) citizens?"),
      PeoplePart.receivers(request, users: view.colleagues, teams: view.teams, but: view.user.id),
      hint: request.say(
        "Alle flyttes til den samme. De kan fordeles bagefter.", "All go to the same. They can be shared out afterwards."),
      empty: request.say("Vælg", "Choose"))
  }

  private static func page(
    _ request: PageRequest, _ view: People.UserView, _ title: String, _ content: HTML
  ) -> PageResponse {
    Frame.page(
      request, title: title, lead: view.user.name, current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request), PageLink(view.user.name, href: "/admin/users/\(view.user.id)")),
      content: content)
  }
}
