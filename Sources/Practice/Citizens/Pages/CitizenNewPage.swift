import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One short form that registers a citizen; whoever looks alike is shown before anything is written.
package enum CitizenNewPage {
  /// `/citizens/new`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/new", name: "new citizen", needs: .registerCitizen) { request, _ in
        page(request, form(request), .empty, isAsked: false)
      },
      door.post("/citizens/new", name: "register a citizen", needs: .registerCitizen) { request, visit in
        try await take(place, request, visit)
      },
    ]
  }

  private static func form(_ request: PageRequest, problems: [Citizens.FieldProblem] = []) -> PageForm {
    PageForm(
      action: "/citizens/new", request: request, sent: request.form.values.isEmpty ? nil : request.form,
      problems: CitizenParts.problems(problems, request.language))
  }

  private static func take(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let values = CitizenParts.values(request.form)
    if request.form.isTicked("look") {
      switch try Citizens.lookAlike(place, visit, values) {
      case .refused(let problems): return page(request, form(request, problems: problems), .empty, isAsked: false, status: 422)
      case .alike(let list): return page(request, form(request), alike(list, request, asked: true), isAsked: !list.isEmpty)
      default: return nil
      }
    }
    let choices = Citizens.RegistrationChoices(
      isAnother: request.form.isTicked("another"), asContact: request.form.isTicked("contact"))
    switch try await Citizens.register(place, visit, values, choices) {
    case .done(let id): return .redirect("/citizens/\(id)")
    case .refused(let problems): return page(request, form(request, problems: problems), .empty, isAsked: false, status: 422)
    case .alike(let list):
      return page(request, form(request), alike(list, request, asked: false), isAsked: true, status: 422)
    case .known(let person): return page(request, form(request), known(person, request), isAsked: false, status: 422)
    }
  }

  private static func page(
    _ request: PageRequest, _ form: PageForm, _ above: HTML, isAsked: Bool, status: Int = 200
  ) -> PageResponse {
    let warnings = Citizens.warnings(ofNumber: request.form["cpr"], today: nil).map { warning -> HTML in
      Notice(.information, title: warning[request.language]).html
    }
    var response = Frame.page(
      request, title: request.say("Ny borger", "New citizen"),
      lead: request.say(
        "Skriv det, du ved. Resten kan komme senere.", "Write what you know. The rest can come later."),
      current: .citizens, path: [PageLink(request.say("Borgere", "Citizens"), href: "/citizens")],
      content:
        "\(above)\(warnings)\(form.html(fields(form, request, isAsked: isAsked), submit: request.say("Opret", "Register"), id: "f-form"))"
    )
    response.status = status
    return response
  }

  private static func fields(_ form: PageForm, _ request: PageRequest, isAsked: Bool) -> HTML {
    let language = request.language
    let names = Citizens.DetailField.self
    let another: HTML? =
      isAsked
      ? form.tick(
        "another", request.say("Det er en anden end dem ovenfor", "It is another than those above"),
        hint: request.say("Sæt kryds, når du har set efter.", "Tick it when you have looked.")) : nil
    return """
      \(form.radios("level", request.say("Hvor godt kender vi borgeren?", "How well do we know the citizen?"), CitizenParts.choices(Citizens.Level.self) { $0.words[language] }, value: "identified"))\
      \(form.text("given", names.given.words[language], autocomplete: "off", maxLength: Citizens.Field.given.limit))\
      \(form.text("family", names.family.words[language], autocomplete: "off", maxLength: Citizens.Field.given.limit))\
      \(form.text("alias", names.alias.words[language], hint: request.say("Det, borgeren bliver kaldt, hvis det er noget andet.", "What the citizen is called, if it is something else."), autocomplete: "off", maxLength: Citizens.Field.alias.limit))\
      \(form.text("birth", names.birth.words[language], hint: request.say("3.2.1980, eller blot et år, eller to år: 1975-1985.", "3.2.1980, or just a year, or two years: 1975-1985."), autocomplete: "off", maxLength: 20, wide: false))\
      \(mayNumber(request) ? form.text("cpr", request.say("CPR-nummer", "CPR number"), hint: request.say("Kun hvis du har det. Erstatningsnumre kan også bruges.", "Only if you have it. Replacement numbers may be used too."), autocomplete: "off", maxLength: 20, wide: false) : .empty)\
      \(form.text("phone", names.phone.words[language], type: "tel", autocomplete: "off", inputMode: "tel", maxLength: 20, wide: false))\
      \(form.radios("sex", names.sex.words[language], CitizenParts.choices(Citizens.Sex.self) { $0.words[language] }))\
      \(form.tick("contact", request.say("Jeg er kontakt for borgeren", "I am the citizen's contact"), isTicked: true, hint: request.say("Ellers kan du ikke se mere end navnet, før nogen tilknytter dig.", "Otherwise you see no more than the name until somebody names you.")))\
      \(another)\
      <p class="b-actions"><button class="b-button b-button--quiet" type="submit" name="look" value="1">\
      \(request.say("Se, om borgeren findes", "See whether the citizen exists"))</button></p>
      """
  }

  private static func mayNumber(_ request: PageRequest) -> Bool {
    request.signedIn?.permissions.contains(Access.Permission.civilNumber.rawValue) ?? false
  }

  private static func alike(_ list: [Citizens.Suggestion], _ request: PageRequest, asked: Bool) -> HTML {
    guard !list.isEmpty else {
      return Notice(.success, title: request.say("Ingen af dem, du kan se, ligner.", "Nobody that you can see is alike.")).html
    }
    let language = request.language
    let items = list.map { suggestion -> HTML in
      let birth = suggestion.person.birth.map { ", " + $0.words(language) } ?? ""
      return """
        <li><a href="/citizens/\(suggestion.person.id)">\(suggestion.person.label[language])</a>\(birth). \
        <strong>\(suggestion.grade[language])</strong>. \(suggestion.explanation[language])</li>
        """
    }
    let note = asked ? "" : request.say(" Intet er gemt endnu.", " Nothing has been saved yet.")
    return Notice(
      .warning, title: request.say("Er det en af disse?", "Is it one of these?") + note, content: "<ul>\(items)</ul>"
    ).html
  }

  private static func known(_ person: Citizens.Listing, _ request: PageRequest) -> HTML {
    Notice(
      .warning,
      title: request.say(
        "CPR-nummeret findes allerede hos jer. Intet er gemt.", "You have the CPR number already. Nothing was saved."),
      content: """
        <p><a href="/citizens/\(person.id)">\(person.label[request.language])</a></p>
        """
    ).html
  }
}
