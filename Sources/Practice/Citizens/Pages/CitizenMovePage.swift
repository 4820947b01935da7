import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Moving an entry that was written on the wrong citizen.
package enum CitizenMovePage {
  /// `/citizens/:citizen/entries/:position/move`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/entries/:position/move", name: "move an entry", needs: .linkCitizens) { request, visit in
        try page(place, request, visit)
      },
      door.post("/citizens/:citizen/entries/:position/move", name: "move an entry", needs: .linkCitizens) { request, visit in
        guard !request.form.isTicked("find") else { return try page(place, request, visit) }
        let target = request.form["to"] ?? ""
        let id = request.parameters["citizen"] ?? ""
        guard let position = request.parameters["position"].flatMap({ Int64($0) }) else { return nil }
        switch try await Citizens.move(place, visit, id: id, position: position, to: target) {
        case nil: return nil
        case .done?: return .redirect("/citizens/\(target)")
        case .refused(let problems)?: return try page(place, request, visit, problems)
        }
      },
    ]
  }

  private static func page(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ problems: [Citizens.FieldProblem] = []
  ) throws -> PageResponse? {
    guard let position = request.parameters["position"].flatMap({ Int64($0) }),
      let found = try Citizens.movable(place, visit, id: request.parameters["citizen"] ?? "", position: position)
    else { return nil }
    var shown = CitizenParts.problems(problems, request.language)
    var targets: [Citizens.Listing] = []
    if let words = request.form["q"] {
      let hits = try Citizens.search(place, visit, words)
      if let problem = hits.problem { shown += CitizenParts.problems([problem], request.language) }
      targets = hits.people
    } else {
      targets = try Citizens.caseload(place, visit).people
    }
    targets = Array(targets.filter { $0.id != found.from.id }.prefix(30))
    return CitizenFrame.page(
      request, found.from.bar, title: request.say("Står på den forkerte borger", "Stands on the wrong citizen"),
      lead: request.say(
        "Det bliver trukket tilbage her og skrevet på den rigtige, med den samme forfatter, tid og indhold.",
        "It is withdrawn here and written on the right citizen, with the same author, time and content."),
      status: shown.isEmpty ? 200 : 422,
      content:
        "\(CitizenTimelinePart.entries([found.line], request, mayMove: false, level: 2))\(form(request, found, targets, shown, position))"
    )
  }

  private static func form(
    _ request: PageRequest, _ found: Citizens.Movable, _ targets: [Citizens.Listing], _ problems: [FormProblem], _ position: Int64
  ) -> HTML {
    let language = request.language
    let form = PageForm(
      action: "/citizens/\(found.from.id)/entries/\(Int(position))/move", request: request,
      sent: request.form.values.isEmpty ? nil : request.form, problems: problems)
    let choices = targets.map { person in
      PageForm.Choice(person.id, person.label[language] + (person.birth.map { ", " + $0.words(language) } ?? ""))
    }
    let list: HTML =
      choices.isEmpty
      ? "<p>\(request.say("Ingen passer.", "Nobody fits."))</p>"
      : form.radios("to", request.say("Hvem skal det stå på?", "On whom should it stand?"), choices)
    let fields: HTML = """
      \(form.text("q", request.say("Find den rigtige", "Find the right one"), hint: request.say("Listen er dine egne borgere, til du søger.", "The list is your own citizens until you search."), type: "search", autocomplete: "off", maxLength: Citizens.searchLimit))\
      <p class="b-actions"><button class="b-button b-button--quiet" type="submit" name="find" value="1">\(request.say("Søg", "Search"))</button></p>\
      \(list)
      """
    return form.html(fields, submit: request.say("Flyt det", "Move it"), id: "f-form")
  }
}
