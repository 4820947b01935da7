import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Registering a user, and changing what stands of him.
enum PeopleUserFormPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/users/new", name: "register a user", needs: .manageUsers) { request, _ in new(request, []) },
      door.post("/admin/users/new", name: "register a user", needs: .manageUsers) { request, visit in
        try await PeoplePart.take(request, show: { new(request, $0) }) {
          "/admin/users/\(try await People.registerUser(place, visit, sent(request)))?done=1"
        }
      },
      door.get("/admin/users/:user/edit", name: "change a user", needs: .manageUsers) { request, visit in
        try await PeoplePart.answer { try edit(place, request, visit, []) }
      },
      door.post("/admin/users/:user/edit", name: "change a user", needs: .manageUsers) { request, visit in
        let id = request.parameters["user"] ?? ""
        return try await PeoplePart.take(request, show: { try edit(place, request, visit, $0) }) {
          try await People.changeUser(place, visit, user: id, sent(request))
          return "/admin/users/\(id)?done=1"
        }
      },
    ]
  }

  private static func sent(_ request: PageRequest) -> People.UserForm {
    let form = request.form
    return People.UserForm(
      name: form["name"], login: form["login"], title: form["title"], phone: form["phone"], email: form["email"],
      language: form["language"])
  }

  private static func new(_ request: PageRequest, _ problems: [FormProblem]) -> PageResponse {
    let form = PeoplePart.form(request, "/admin/users/new", problems)
    return Frame.page(
      request, title: request.say("Opret bruger", "Register user"),
      lead: request.say(
        "Brugeren kan intet, før der er givet en rolle. Det gør du på næste side.",
        "The user may nothing until a role is given. That is on the next page."),
      current: .administration, path: PeoplePart.path(request, PeoplePart.users(request)),
      isWrong: !problems.isEmpty, content: form.html(fields(form, request, nil), submit: request.say("Opret", "Register")))
  }

  private static func edit(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse {
    let user = try People.userView(place, visit, user: request.parameters["user"] ?? "").user
    let form = PeoplePart.form(request, "/admin/users/\(user.id)/edit", problems)
    return Frame.page(
      request, title: request.say("Ret bruger", "Change user"), current: .administration,
      path: PeoplePart.path(request, PeoplePart.users(request), PageLink(user.name, href: "/admin/users/\(user.id)")),
      isWrong: !problems.isEmpty, content: form.html(fields(form, request, user), submit: request.say("Gem", "Save")))
  }

  private static func fields(_ form: PageForm, _ request: PageRequest, _ user: People.User?) -> HTML {
    let limit = { (count: Int) in request.say("Højst \(count) tegn.", "At most \(count) characters.") }
    let languages = [PageForm.Choice("da", "Dansk"), PageForm.Choice("en", "English")]
    return """
      \(form.text("name", request.say("Navn", "Name"), value: user?.name, hint: limit(People.Limit.name), isRequired: true, maxLength: People.Limit.name))\
      \(form.text(
        "login", request.say("Brugernavn", "User name"), value: user?.login,
        hint: request.say(
          "3 til 64 tegn: bogstaver, cifre og . _ - + @. Store og små bogstaver er det samme.",
          "3 to 64 characters: letters, digits and . _ - + @. Capitals make no difference."),
        autocomplete: "off", isRequired: true, maxLength: People.Limit.login.upperBound))\
      \(form.text("title", request.say("Stilling", "Title"), value: user?.title, hint: limit(People.Limit.title), maxLength: People.Limit.title))\
      \(form.text("phone", request.say("Telefon på arbejdet", "Telephone at work"), value: user?.phone, hint: request.say("Ses af teamet.", "Seen by the team."), type: "tel", maxLength: People.Limit.phone))\
      \(form.text("email", request.say("E-mail på arbejdet", "E-mail at work"), value: user?.email, type: "email", maxLength: People.Limit.email))\
      \(form.radios("language", request.say("Sprog på skærmen", "Language of the screen"), languages, value: user?.language.rawValue ?? "da"))
      """
  }
}
