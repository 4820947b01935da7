import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Alerts, protection and staff of a citizen.
package enum CitizenFilePages {
  /// `/citizens/:citizen/alerts`, `/protection` and `/team`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/alerts", name: "alerts") { request, visit in try alerts(place, request, visit, []) },
      door.post("/citizens/:citizen/alerts", name: "set or end an alert") { request, visit in
        try await takeAlert(place, request, visit)
      },
      door.get("/citizens/:citizen/protection", name: "protection", needs: .assignStaff) { request, visit in
        try protection(place, request, visit, [])
      },
      door.post("/citizens/:citizen/protection", name: "set or lift a protection", needs: .assignStaff) { request, visit in
        let id = id(request)
        let written = try await Citizens.setProtection(place, visit, id: id, CitizenParts.values(request.form))
        return try answer(written, "/citizens/\(id)") { try protection(place, request, visit, $0) }
      },
      door.get("/citizens/:citizen/team", name: "staff of a citizen", needs: .assignStaff) { request, visit in
        try team(place, request, visit, [])
      },
      door.post("/citizens/:citizen/team", name: "name staff", needs: .assignStaff) { request, visit in
        try await takeTeam(place, request, visit)
      },
    ]
  }

  private static func id(_ request: PageRequest) -> String { request.parameters["citizen"] ?? "" }

  private static func answer(
    _ written: Citizens.Written?, _ path: String, again: ([Citizens.FieldProblem]) throws -> PageResponse?
  ) rethrows -> PageResponse? {
    switch written {
    case nil: nil
    case .done?: .redirect(path)
    case .refused(let problems)?: try again(problems)
    }
  }

  private static func form(_ request: PageRequest, _ action: String, _ problems: [Citizens.FieldProblem], sent: Bool) -> PageForm
  {
    PageForm(
      action: action, request: request, sent: sent && !request.form.values.isEmpty ? request.form : nil,
      problems: sent ? CitizenParts.problems(problems, request.language) : [])
  }

  // MARK: - Alerts

  private static func alerts(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [Citizens.FieldProblem]
  ) throws -> PageResponse? {
    guard let opened = try Citizens.open(place, visit, id: id(request)), opened.isOpen,
      opened.admission.writes.contains(.ordinary)
    else { return nil }
    let language = request.language
    let all = try Citizens.allAlerts(place, opened)
    let standing = all.filter { $0.ended == nil && $0.untilDay.map { $0 >= visit.today.dayNumber } ?? true }
    let items = standing.map { alert -> HTML in
      let end = PageForm(action: "/citizens/\(opened.id)/alerts", request: request, sent: FormData())
      let reasons = CitizenParts.choices(Citizens.AlertEnd.self) { $0.words[language] }
      let text = CitizenBar.Alert(kind: alert.kind, note: alert.note).text(language)
      let button = request.say("Afslut: \(alert.kind.words.da)", "End: \(alert.kind.words.en)")
      let fields: HTML = """
        \(end.hidden("end", alert.id))\
        \(select("reason-\(alert.id)", "reason", request.say("Hvorfor", "Why"), reasons))
        """
      return "<li class=\"b-card\"><p><strong>\(text)</strong></p>\(end.html(fields, submit: button))</li>"
    }
    let list: HTML =
      items.isEmpty ? "<p>\(request.say("Ingen advarsler.", "No alerts."))</p>" : "<ul class=\"b-cards\">\(items)</ul>"
    let ended = all.filter { alert in !standing.contains(alert) }.map { alert -> HTML in
      "<li>\(CitizenBar.Alert(kind: alert.kind, note: alert.note).text(language)): \(alert.ended?.words[language] ?? request.say("udløbet", "run out"))</li>"
    }
    let past: HTML? = ended.isEmpty ? nil : "<h2>\(request.say("Tidligere", "Earlier"))</h2><ul>\(ended)</ul>"
    let new = form(request, "/citizens/\(opened.id)/alerts", problems, sent: true)
    let fields: HTML = """
      \(new.select("alert", request.say("Hvad skal alle vide?", "What must everybody know?"), CitizenParts.choices(Citizens.AlertKind.self) { $0.words[language] }, empty: request.say("Vælg", "Choose")))\
      \(new.text("note", request.say("Note", "Note"), hint: request.say("Højst \(Citizens.Field.alertNote.limit) tegn. Borgeren kan læse den.", "At most \(Citizens.Field.alertNote.limit) characters. The citizen can read it."), autocomplete: "off", maxLength: Citizens.Field.alertNote.limit))\
      \(new.text("until", request.say("Til og med (hvis den har en ende)", "Until (if it has an end)"), autocomplete: "off", maxLength: 20, wide: false))
      """
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Advarsler", "Alerts"),
      lead: request.say("De står øverst på alle borgerens sider.", "They stand at the top of all the citizen's pages."),
      status: problems.isEmpty ? 200 : 422,
      content: """
        \(list)<h2>\(request.say("Ny", "New"))</h2>\(new.html(fields, submit: request.say("Sæt", "Set"), id: "f-form"))\(past)
        """)
  }

  /// A list to choose from whose field has an id of its own: several stand on one page.
  private static func select(_ id: String, _ name: String, _ label: String, _ choices: [PageForm.Choice]) -> HTML {
    let options = choices.map { choice -> HTML in "<option value=\"\(choice.value)\">\(choice.label)</option>" }
    return """
      <div class="b-field"><label for="\(id)">\(label)</label><select class="b-input" id="\(id)" name="\(name)">\(options)</select></div>
      """
  }

  private static func takeAlert(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let id = id(request)
    let written: Citizens.Written?
    if let alert = request.form["end"] {
      let reason = request.form["reason"].flatMap { Citizens.AlertEnd(rawValue: $0) } ?? .noLongerTrue
      written = try await Citizens.endAlert(place, visit, id: id, alert: alert, reason: reason)
    } else {
      written = try await Citizens.setAlert(place, visit, id: id, CitizenParts.values(request.form))
    }
    return try answer(written, "/citizens/\(id)/alerts") { try alerts(place, request, visit, $0) }
  }

  // MARK: - Protection

  private static func protection(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [Citizens.FieldProblem]
  ) throws -> PageResponse? {
    guard let opened = try Citizens.open(place, visit, id: id(request)), opened.admission.writes.contains(.identity) else {
      return nil
    }
    let language = request.language
    let now = try Citizens.protection(place, visit, opened)
    let form = form(request, "/citizens/\(opened.id)/protection", problems, sent: true)
    let fields: HTML = """
      \(form.radios("protection", request.say("Beskyttelse", "Protection"), CitizenParts.choices(Citizens.Protection.self) { $0.words[language] }, value: now.protection.rawValue))\
      \(form.radios("basis", request.say("Grund", "Reason"), CitizenParts.choices(Citizens.ProtectionBasis.self) { $0.words[language] }))\
      \(form.text("until", request.say("Til og med (hvis den har en ende)", "Until (if it has an end)"), hint: request.say("Den gælder, til nogen fjerner den, også efter dagen.", "It holds until somebody lifts it, also after the day."), autocomplete: "off", maxLength: 20, wide: false))
      """
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Beskyttelse", "Protection"),
      lead: request.say(
        "En beskyttet borger står ikke i søgninger, forslag og tal hos dem, der ikke må se borgeren.",
        "A protected citizen is in no search, hint or figure of those who may not see the citizen."),
      status: problems.isEmpty ? 200 : 422, content: form.html(fields, submit: request.say("Gem", "Save"), id: "f-form"))
  }

  // MARK: - Staff

  private static func team(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [Citizens.FieldProblem]
  ) throws -> PageResponse? {
    guard let opened = try Citizens.openToName(place, visit, id: id(request)) else { return nil }
    let language = request.language
    let members = try Citizens.team(place, visit, opened)
    let items = members.map { member -> HTML in
      let end = PageForm(action: "/citizens/\(opened.id)/team", request: request, sent: FormData())
      let reasons = CitizenParts.choices(Citizens.AssignmentEnd.self) { $0.words[language] }
      let words = [member.function?.words[language], member.about, member.until.map { CitizenParts.day($0, language) }]
      let fields: HTML = """
        \(end.hidden("end", member.assignment))\(select("reason-\(member.assignment)", "reason", request.say("Hvorfor", "Why"), reasons))
        """
      return """
        <li class="b-card"><p><strong>\(member.name)</strong></p><p>\(words.compactMap { $0 }.joined(separator: " · "))</p>\
        \(end.html(fields, submit: request.say("Afslut \(member.name)", "End \(member.name)")))</li>
        """
    }
    let list: HTML =
      items.isEmpty ? "<p>\(request.say("Ingen er tilknyttet.", "Nobody is named."))</p>" : "<ul class=\"b-cards\">\(items)</ul>"
    let staff = try Citizens.Staff.all(place, visit).map {
      PageForm.Choice($0.choice, $0.isTeam ? request.say("Team: \($0.name)", "Team: \($0.name)") : $0.name)
    }
    let form = form(request, "/citizens/\(opened.id)/team", problems, sent: true)
    let fields: HTML = """
      \(form.select("who", request.say("Medarbejder eller team", "Member of staff or team"), staff, empty: request.say("Vælg", "Choose")))\
      \(form.select("function", request.say("Hvad de er for borgeren", "What they are to the citizen"), CitizenParts.choices(Citizens.CareFunction.self) { $0.words[language] }, empty: request.say("Vælg", "Choose")))\
      \(form.text("about", request.say("Hvad borgeren kan spørge dem om", "What the citizen can ask them about"), hint: request.say("Højst \(Citizens.Field.about.limit) tegn.", "At most \(Citizens.Field.about.limit) characters."), autocomplete: "off", maxLength: Citizens.Field.about.limit))\
      \(form.text("until", request.say("Til og med (hvis det har en ende)", "Until (if it has an end)"), autocomplete: "off", maxLength: 20, wide: false))\
      \(form.tick("takesOver", request.say("Afløser den primære kontaktperson fra i dag", "Takes over from the primary contact from today")))
      """
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Hvem der er tilknyttet", "Who is named"), status: problems.isEmpty ? 200 : 422,
      content: """
        \(list)<h2>\(request.say("Tilknyt", "Name somebody"))</h2>\
        \(form.html(fields, submit: request.say("Tilknyt", "Name"), id: "f-form"))
        """)
  }

  private static func takeTeam(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) async throws -> PageResponse? {
    let id = id(request)
    let written: Citizens.Written?
    if let assignment = request.form["end"] {
      let reason = request.form["reason"].flatMap { Citizens.AssignmentEnd(rawValue: $0) } ?? .handedOver
      written = try await Citizens.unassign(place, visit, id: id, assignment: assignment, reason: reason)
    } else {
      written = try await Citizens.assign(place, visit, id: id, CitizenParts.values(request.form))
    }
    return try answer(written, "/citizens/\(id)/team") { try team(place, request, visit, $0) }
  }
}
