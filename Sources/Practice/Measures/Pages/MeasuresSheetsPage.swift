import Base
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The forms of a citizen: what is open, what can be begun, and what was answered.
package enum MeasuresSheetsPage {
  /// `/citizens/:citizen/measures`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/measures", name: "forms of a citizen") { request, visit in
        try show(place, request, visit, [])
      },
      door.post("/citizens/:citizen/measures", name: "begin a form") { request, visit in try begin(place, request, visit) },
    ]
  }

  private static func begin(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    let id = request.parameters["citizen"] ?? ""
    var problems: [FormProblem] = []
    for (field, message) in [
      ("instrument", request.say("Vælg et skema.", "Choose a form.")),
      ("respondent", request.say("Vælg, hvem der svarer.", "Choose who answers.")),
      ("mode", request.say("Vælg, hvordan I gør.", "Choose how you do it.")),
    ] where (request.form[field] ?? "").isEmpty {
      problems.append(FormProblem(field, message))
    }
    if !problems.isEmpty { return try show(place, request, visit, problems) }
    let started = try Measures.start(
      place, visit, citizen: id, instrument: request.form["instrument"] ?? "", respondent: request.form["respondent"] ?? "",
      mode: request.form["mode"] ?? "", wave: request.form["wave"])
    if let started { return .redirect("/citizens/\(id)/forms/\(started)") }
    let problem = FormProblem(
      "respondent",
      request.say("Det skema kan ikke besvares af dem. Vælg en anden.", "That form is not answered by them. Choose another."))
    return try show(place, request, visit, [problem])
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [FormProblem]
  ) throws -> PageResponse? {
    guard let opened = try Citizens.open(place, visit, id: request.parameters["citizen"] ?? ""), opened.bar.study == nil,
      opened.admission.writes.contains(.health)
    else {
      visit.refuse(.notOpen)
      return nil
    }
    visit.show([opened.stream], .health)
    let language = request.language
    let open = try Measures.sheets(place, opened).map { sheet -> HTML in
      let title = place.catalog.instrument(sheet.form.instrument)?.title[language] ?? sheet.form.instrument
      let when = WhenText.format(.minute(sheet.startedAt, offsetMinutes: 0), relativeDay: nil, language: language)
      return """
        <li class="b-card"><h3><a href="/citizens/\(opened.id)/forms/\(sheet.id)">\(title)</a></h3>\
        <p>\(request.say("Begyndt \(when), \(sheet.form.answers.entries.count) svar", "Begun \(when), \(sheet.form.answers.entries.count) answers"))</p></li>
        """
    }
    let answered = try Measures.answered(place, opened).map { form -> HTML in
      let title = place.catalog.instrument(form.instrument)?.title[language] ?? form.instrument
      let day = form.day.flatMap { CivilDate(dayNumber: $0) }.map { WhenText.format($0, language: language) } ?? ""
      return "<li><a href=\"/citizens/\(opened.id)/answers/\(Int(form.entry))\">\(title)</a>, \(day)</li>"
    }
    let opens: HTML =
      open.isEmpty ? .empty : "<h2>\(request.say("Åbne skemaer", "Open forms"))</h2><ul class=\"b-cards\">\(open)</ul>"
    let list: HTML = answered.isEmpty ? "<p>\(request.say("Ingen endnu.", "None yet."))</p>" : "<ul>\(answered)</ul>"
    let content: HTML = """
      \(opens)<h2>\(request.say("Begynd et skema", "Begin a form"))</h2>\(starting(place, request, opened.id, problems))\
      <h2>\(request.say("Besvarede skemaer", "Answered forms"))</h2>\(list)
      """
    return CitizenFrame.page(
      request, opened.bar, title: request.say("Skemaer", "Forms"), status: problems.isEmpty ? 200 : 422, content: content)
  }

  private static func starting(_ place: Workplace, _ request: PageRequest, _ citizen: String, _ problems: [FormProblem]) -> HTML {
    let language = request.language
    let form = PageForm(
      action: "/citizens/\(citizen)/measures", request: request, sent: problems.isEmpty ? nil : request.form, problems: problems)
    let instruments = place.instrumentsInForce().filter { $0.subject == .citizen && !$0.items.isEmpty }
      .sorted { $0.title[language] < $1.title[language] }.map { PageForm.Choice($0.id, $0.title[language]) }
    let respondents = InstrumentDefinition.Respondent.allCases.map { PageForm.Choice($0.rawValue, $0.words[language]) }
    let modes = Measures.Mode.allCases.map { PageForm.Choice($0.rawValue, $0.words[language]) }
    let fields: HTML = """
      \(form.select("instrument", request.say("Skema", "Form"), instruments, empty: request.say("Vælg", "Choose")))\
      \(form.radios("respondent", request.say("Hvem svarer?", "Who answers?"), respondents, value: "self"))\
      \(form.radios("mode", request.say("Hvordan?", "How?"), modes, value: Measures.Mode.faceToFace.rawValue))
      """
    return form.html(fields, submit: request.say("Begynd", "Begin"), id: "f-form")
  }
}

extension InstrumentDefinition.Respondent {
  /// On the screen.
  var words: Words {
    switch self {
    case .selfReport: Words(da: "Borgeren selv", en: "The citizen")
    case .selfWithHelp: Words(da: "Borgeren med hjælp", en: "The citizen with help")
    case .relative: Words(da: "En pårørende", en: "A relative")
    case .professional: Words(da: "En medarbejder på borgerens vegne", en: "A professional on the citizen's behalf")
    }
  }
}
