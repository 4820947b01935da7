import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The leader's control of who has looked: a random sample, and what it showed.
package enum AccessSamplesPage {
  /// `/samples`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/samples", name: "sample of the access log", needs: .sampleLog) { request, visit in
        try show(place, request, visit)
      },
      door.post("/samples", name: "sample checked", needs: .sampleLog) { request, visit in
        let problems = try await Access.check(
          place, visit, month: request.form["month"], seed: request.form["seed"], finding: request.form["finding"],
          note: request.form["note"])
        if problems.isEmpty { return .redirect("/samples?done=1") }
        let told = problems.map { FormProblem($0.field, $0.words[request.language]) }
        return try show(place, request, visit, sent: request.form, problems: told)
      },
    ]
  }

  private static func show(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, sent: FormData? = nil, problems: [FormProblem] = []
  ) throws -> PageResponse {
    let asked = sent?["month"] ?? request.query["month"]
    let seed = (sent?["seed"] ?? request.query["seed"]).flatMap { Int($0) }
    let sample = try Access.sample(place, visit, month: asked, seed: seed)
    let form = PageForm(action: "/samples", request: request, sent: sent, problems: problems)
    let month = OccurredAt(sample.month).map { WhenText.format($0, relativeDay: nil, language: request.language) } ?? sample.month
    let content: HTML = """
      \(done(request))\(looks(sample, request))\(control(form, sample, request))\(controls(sample, request))
      """
    var response = Frame.page(
      request, title: request.say("Stikprøve af, hvem der har set", "Sample of who has looked"),
      lead: request.say(
        "\(sample.looks.count) tilfældige opslag i \(month) i din organisation. Spørg, hvis du ikke kan se grunden.",
        "\(sample.looks.count) random looks in \(month) in your organisation. Ask where you cannot see the reason."),
      current: .team, isWrong: !problems.isEmpty, content: content)
    if !problems.isEmpty { response.status = 422 }
    return response
  }

  private static func done(_ request: PageRequest) -> HTML {
    guard request.query["done"] != nil else { return .empty }
    return Notice(.success, title: request.say("Kontrollen er skrevet ned", "The control has been written down")).html
  }

  private static func looks(_ sample: Access.Sample, _ request: PageRequest) -> HTML {
    let rows = sample.looks.map { look -> [HTML] in
      var what = look.kind[request.language]
      if look.didWrite { what += request.say(", og skrev", ", and wrote") }
      if look.wasRefused { what += request.say(" (afvist)", " (refused)") }
      let roles = look.roles.map { $0[request.language] }.joined(separator: ", ")
      return [
        "\(WhenText.format(.minute(look.at, offsetMinutes: look.at.offsetMinutes(in: Access.zone)), relativeDay: nil, language: request.language))",
        "\(sample.names[look.user] ?? look.user)", "\(roles)", "\(what)",
        "\(NumberText.format(look.citizens, language: request.language))",
      ]
    }
    return DataTable(
      id: "looks", caption: request.say("Stikprøven", "The sample"),
      columns: [
        .init(request.say("Hvornår", "When")), .init(request.say("Hvem", "Who")), .init(request.say("Rolle", "Role")),
        .init(request.say("Hvad", "What")), .init(request.say("Borgere (antal)", "Citizens (number)"), isNumeric: true),
      ], rows: rows,
      empty: request.say("Ingen har set noget om en borger i den måned.", "Nobody looked at a citizen that month."),
      isStacked: true
    ).html
  }

  private static func control(_ form: PageForm, _ sample: Access.Sample, _ request: PageRequest) -> HTML {
    guard !sample.looks.isEmpty else { return .empty }
    let choices = Access.SampleFinding.allCases.map { PageForm.Choice($0.rawValue, $0.words[request.language]) }
    let fields: HTML = """
      \(form.hidden("month", sample.month))\(form.hidden("seed", String(sample.seed)))\
      \(form.radios("finding", request.say("Hvad viste kontrollen?", "What did the control show?"), choices))\
      \(form.area(
        "note", request.say("Bemærkning", "Remark"),
        hint: request.say("Skriv aldrig noget om en borger her. Højst 500 tegn.", "Never write about a citizen here. At most 500 characters."),
        rows: 3, maxLength: Access.SampleChecked.noteLimit))
      """
    return """
      <h2>\(request.say("Afslut kontrollen", "Finish the control"))</h2>\
      \(form.html(fields, submit: request.say("Skriv kontrollen ned", "Write the control down")))
      """
  }

  private static func controls(_ sample: Access.Sample, _ request: PageRequest) -> HTML {
    let rows = sample.controls.map { control -> [HTML] in
      [
        "\(control.day.map { WhenText.format($0, language: request.language) } ?? "")", "\(control.month)",
        "\(NumberText.format(control.count, language: request.language))", "\(control.finding.words[request.language])",
        "\(sample.names[control.user] ?? control.user)",
      ]
    }
    return DataTable(
      id: "controls", caption: request.say("Tidligere kontroller", "Earlier controls"),
      columns: [
        .init(request.say("Dag", "Day")), .init(request.say("Måned", "Month")),
        .init(request.say("Opslag (antal)", "Looks (number)"), isNumeric: true),
        .init(request.say("Hvad den viste", "What it showed")),
        .init(request.say("Hvem", "Who")),
      ], rows: rows, empty: request.say("Der er ingen tidligere kontroller.", "There are no earlier controls.")
    ).html
  }
}
