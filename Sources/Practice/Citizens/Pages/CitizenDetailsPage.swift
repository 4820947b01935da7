import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Changing what is known of a citizen, and the number.
package enum CitizenDetailsPage {
  /// `/citizens/:citizen/details` and `/citizens/:citizen/cpr`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/details", name: "details") { request, visit in
        guard let (opened, form) = try Citizens.detailsForm(place, visit, id: request.parameters["citizen"] ?? "") else {
          return nil
        }
        return page(request, opened.bar, form, problems: [], isSent: false)
      },
      door.post("/citizens/:citizen/details", name: "change details") { request, visit in
        try await change(place, request, visit)
      },
      door.get("/citizens/:citizen/cpr", name: "CPR number", needs: .civilNumber) { request, visit in
        try number(place, request, visit, problems: [], above: .empty, status: 200)
      },
      door.post("/citizens/:citizen/cpr", name: "record a CPR number", needs: .civilNumber) { request, visit in
        try await record(place, request, visit)
      },
    ]
  }

  // MARK: - Details

  private static func change(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let id = request.parameters["citizen"] ?? ""
    let values = CitizenParts.values(request.form)
    var seen: [String: String] = [:]
    for (name, value) in values where name.hasPrefix("saw-") { seen[String(name.dropFirst(4))] = value }
    switch try await Citizens.change(place, visit, id: id, values, seen: seen) {
    case nil: return nil
    case .done?, .nothing?: return .redirect("/citizens/\(id)")
    case .refused(let problems, let form)?:
      guard let bar = try Citizens.open(place, visit, id: id)?.bar else { return nil }
      return page(request, bar, form, problems: problems, isSent: true)
    }
  }

  private static func page(
    _ request: PageRequest, _ bar: CitizenBar, _ details: Citizens.DetailsPage, problems: [Citizens.FieldProblem], isSent: Bool
  ) -> PageResponse {
    let sent = isSent ? FormData(details.values.mapValues { [$0] }) : nil
    let form = PageForm(
      action: "/citizens/\(bar.id)/details", request: request, sent: sent,
      problems: CitizenParts.problems(problems, request.language))
    var fields: HTML = .empty
    for name in details.seen.keys.sorted() { fields += form.hidden("saw-\(name)", details.seen[name] ?? "") }
    fields += CitizenDetailFields.html(form, details, request)
    return CitizenFrame.page(
      request, bar, title: request.say("Ret oplysninger", "Change details"), status: problems.isEmpty ? 200 : 422,
      content: form.html(fields, submit: request.say("Gem", "Save"), id: "f-form"))
  }

  // MARK: - The number

  private static func number(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, problems: [Citizens.FieldProblem], above: HTML, status: Int
  ) throws -> PageResponse? {
    guard let (opened, _) = try Citizens.detailsForm(place, visit, id: request.parameters["citizen"] ?? "") else { return nil }
    let known = try Citizens.number(place, opened)
    let language = request.language
    let form = PageForm(
      action: "/citizens/\(opened.id)/cpr", request: request, sent: request.form.values.isEmpty ? nil : request.form,
      problems: CitizenParts.problems(problems, language))
    var fields = form.text(
      "cpr", known == nil ? request.say("CPR-nummer", "CPR number") : request.say("Nyt nummer", "New number"),
      hint: request.say("Ti tegn. Også erstatningsnumre.", "Ten characters. Replacement numbers too."), autocomplete: "off",
      maxLength: 20, wide: false)
    if known != nil {
      fields += form.radios(
        "change", request.say("Hvorfor er nummeret et andet?", "Why is the number another?"),
        CitizenParts.choices(Citizens.CPRChange.self) { $0.words[language] })
    }
    let warnings = Citizens.warnings(ofNumber: request.form["cpr"], today: visit.today).map { warning -> HTML in
      Notice(.information, title: warning[language]).html
    }
    let now: HTML? = known.map { "<p>\(request.say("Nu: ", "Now: "))\($0.masked), \($0.kind.words[language])</p>" }
    return CitizenFrame.page(
      request, opened.bar, title: request.say("CPR-nummer", "CPR number"), status: status,
      content: "\(above)\(now)\(warnings)\(form.html(fields, submit: request.say("Gem", "Save"), id: "f-form"))")
  }

  private static func record(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let id = request.parameters["citizen"] ?? ""
    let change = request.form["change"].flatMap { Citizens.CPRChange(rawValue: $0) }
    switch try await Citizens.recordNumber(place, visit, id: id, number: request.form["cpr"] ?? "", change: change) {
    case nil: return nil
    case .done?: return .redirect("/citizens/\(id)")
    case .refused(let problems)?: return try number(place, request, visit, problems: problems, above: .empty, status: 422)
    case .known(let other)?:
      let above = Notice(
        .warning,
        title: request.say(
          "En anden borger hos jer har nummeret. Intet er gemt.", "Another citizen of yours has the number. Nothing was saved."),
        content: """
          <p><a href="/citizens/\(other.id)">\(other.label[request.language])</a>. \
          <a href="/citizens/\(id)/duplicates">\(request.say("Er det samme person?", "Is it the same person?"))</a></p>
          """
      ).html
      return try number(place, request, visit, problems: [], above: above, status: 422)
    }
  }
}

/// The fields of a citizen's details.
enum CitizenDetailFields {
  static func html(_ form: PageForm, _ details: Citizens.DetailsPage, _ request: PageRequest) -> HTML {
    let language = request.language
    var fields = form.radios(
      "level", request.say("Hvor godt kender vi borgeren?", "How well do we know the citizen?"),
      CitizenParts.choices(Citizens.Level.self) { $0.words[language] }, value: details.values["level"])
    for field in details.fields { fields += one(field, form, details.values, request) }
    return fields
  }

  private static func one(
    _ field: Citizens.DetailField, _ form: PageForm, _ values: [String: String], _ request: PageRequest
  ) -> HTML {
    let language = request.language
    let name = field.rawValue
    let label = field.words[language]
    switch field {
    case .given, .family:
      return form.text(name, label, value: values[name], autocomplete: "off", maxLength: Citizens.Field.given.limit)
    case .alias: return form.text(name, label, value: values[name], autocomplete: "off", maxLength: Citizens.Field.alias.limit)
    case .birth:
      return form.text(
        name, label, value: values[name], hint: request.say("3.2.1980, 1980 eller 1975-1985.", "3.2.1980, 1980 or 1975-1985."),
        autocomplete: "off", maxLength: 20, wide: false)
    case .sex:
      return form.radios(name, label, CitizenParts.choices(Citizens.Sex.self) { $0.words[language] }, value: values[name])
    case .phone:
      return form.text(
        name, label, value: values[name], type: "tel", autocomplete: "off", inputMode: "tel", maxLength: 20, wide: false)
    case .address: return address(form, values, request)
    case .language: return spoken(form, values, request)
    case .contact: return contact(form, values, request)
    }
  }

  private static func address(_ form: PageForm, _ values: [String: String], _ request: PageRequest) -> HTML {
    let language = request.language
    return """
      <h2>\(request.say("Adresse", "Address"))</h2>\
      \(form.select("addressKind", request.say("Hvad for et sted", "What kind of place"), CitizenParts.choices(Citizens.AddressKind.self) { $0.words[language] }, value: values["addressKind"], empty: request.say("Ikke oplyst", "Not known")))\
      \(form.text("street", request.say("Vej og nummer, eller stedets navn", "Street and number, or the name of the place"), value: values["street"], autocomplete: "off", maxLength: Citizens.Field.street.limit))\
      \(form.text("postcode", request.say("Postnummer", "Postcode"), value: values["postcode"], autocomplete: "off", inputMode: "numeric", maxLength: Citizens.Field.postcode.limit, wide: false))\
      \(form.text("city", request.say("By", "Town"), value: values["city"], autocomplete: "off", maxLength: Citizens.Field.city.limit))
      """
  }

  private static func spoken(_ form: PageForm, _ values: [String: String], _ request: PageRequest) -> HTML {
    let language = request.language
    let languages = Citizens.SpokenLanguage.known.map { PageForm.Choice($0.code, $0.words[language]) }
    let needs = CitizenParts.choices(Citizens.InterpreterNeed.self) { $0.words[language] }
    return """
      <h2>\(request.say("Sprog", "Language"))</h2>\
      \(form.select("language", request.say("Sprog", "Language"), languages, value: values["language"], empty: request.say("Ikke oplyst", "Not known")))\
      \(form.radios("interpreter", request.say("Tolk", "Interpreter"), needs, value: values["interpreter"]))
      """
  }

  private static func contact(_ form: PageForm, _ values: [String: String], _ request: PageRequest) -> HTML {
    let language = request.language
    let allowed = [
      PageForm.Choice("yes", request.say("Ja", "Yes")), PageForm.Choice("no", request.say("Nej", "No")),
      PageForm.Choice("", request.say("Ikke spurgt", "Not asked")),
    ]
    let seers = CitizenParts.choices(Citizens.PhoneAudience.self) { $0.words[language] }
    let times = CitizenParts.choices(Citizens.BestTime.self) { $0.words[language] }
    return """
      <h2>\(request.say("Sikker kontakt", "Safe contact"))</h2>\
      \(form.radios("mayCall", request.say("Må vi ringe?", "May we call?"), allowed, value: values["mayCall"]))\
      \(form.radios("mayText", request.say("Må vi sende sms?", "May we text?"), allowed, value: values["mayText"]))\
      \(form.radios("mayWrite", request.say("Må vi skrive (brev, digital post)?", "May we write (letter, digital post)?"), allowed, value: values["mayWrite"]))\
      \(form.select("phoneSeenBy", request.say("Hvem må se telefonnummeret?", "Who may see the telephone number?"), seers, value: values["phoneSeenBy"], empty: request.say("Ikke spurgt", "Not asked")))\
      \(form.select("bestTime", request.say("Hvornår er det bedst?", "When is it best?"), times, value: values["bestTime"], empty: request.say("Ikke spurgt", "Not asked")))\
      \(form.text("contactNote", request.say("Andet, vi skal vide", "What else we must know"), value: values["contactNote"], hint: request.say("Højst \(Citizens.Field.alertNote.limit) tegn. Borgeren kan læse det.", "At most \(Citizens.Field.alertNote.limit) characters. The citizen can read it."), autocomplete: "off", maxLength: Citizens.Field.alertNote.limit))
      """
  }
}
