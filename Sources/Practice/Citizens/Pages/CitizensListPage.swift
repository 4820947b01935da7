import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The visitor's own citizens and the search; for evaluators the citizens of a study, by source id.
package enum CitizensListPage {
  /// `/citizens` and `/citizens/search`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens", name: "citizens", needs: .listCitizens, kind: .list) { request, visit in
        try show(place, request, visit)
      },
      door.get("/citizens/search", name: "search for citizens", needs: .listCitizens) { request, visit in
        try found(place, request, visit)
      },
      door.post("/citizens/search", name: "search for citizens", needs: .listCitizens) { request, visit in
        try find(place, request, visit)
      },
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let counts = try Citizens.countsByStudy(place, visit)
    let works = visit.may(.registerCitizen) || visit.may(.tasks) || visit.may(.leadTeam)
    if let study = request.query["study"], counts[study] != nil { return try list(place, request, visit, counts, study) }
    if !works, let study = counts.keys.sorted().first { return try list(place, request, visit, counts, study) }
    return try mine(place, request, visit, counts)
  }

  // MARK: - My citizens

  private static func mine(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ counts: [String: Int]
  ) throws -> PageResponse {
    let found = try Citizens.caseload(place, visit)
    let table = CitizenParts.people(
      found.people, id: "citizens", caption: request.say("Borgere, som jeg eller mit team har", "Citizens of mine or my team's"),
      empty: request.say(
        "Der er endnu ingen borgere, hvor du eller dit team er tilknyttet. Søg, eller opret en.",
        "There are no citizens yet with whom you or your team are named. Search, or register one."), request)
    let cut: HTML? =
      found.isCut
      ? "<p>\(request.say("Der er flere, end der vises her. Søg efter navnet.", "There are more than are shown here. Search for the name."))</p>"
      : nil
    let new: HTML? =
      visit.may(.registerCitizen)
      ? "<p class=\"b-actions\"><a class=\"b-button\" href=\"/citizens/new\">\(request.say("Ny borger", "New citizen"))</a></p>"
      : nil
    let others: HTML? =
      counts.isEmpty ? nil : "<h2>\(request.say("Undersøgelser", "Studies"))</h2>\(studies(request, counts, nil))"
    return Frame.page(
      request, title: request.say("Borgere", "Citizens"), current: .citizens,
      content: "\(CitizenParts.search(request))\(new)\(table)\(cut)\(others)")
  }

  private static func search(_ request: PageRequest) -> PageResponse {
    Frame.page(
      request, title: request.say("Find en borger", "Find a citizen"), current: .citizens,
      path: [PageLink(request.say("Borgere", "Citizens"), href: "/citizens")], content: CitizenParts.search(request))
  }

  /// The words stand in no address: they are kept, sealed, under a name that does, so that the way back from a citizen leads to
  /// what was found.
  private static func find(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let words = request.form["q"] ?? ""
    guard !words.isEmpty, words.count <= Citizens.searchLimit else { return try results(place, request, visit, words) }
    let name = String(place.random() % 1_000_000_000)
    try place.keepDraft(["q": [words]], user: visit.caller.user, path: kept(name))
    return .redirect("/citizens/search?found=\(name)")
  }

  private static func kept(_ name: String) -> String { "/citizens/search found \(name)" }

  private static func found(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    guard let name = request.query["found"],
      let form = try place.readDraft(user: visit.caller.user, path: kept(name)), let words = form["q"]?.first
    else { return search(request) }
    var request = request
    request.form = FormData(form)
    return try results(place, request, visit, words)
  }

  private static func results(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ words: String
  ) throws -> PageResponse {
    let found = try Citizens.search(place, visit, words)
    let problems = found.problem.map { CitizenParts.problems([$0], request.language) } ?? []
    var content = CitizenParts.search(request, problems: problems)
    if problems.isEmpty {
      let number = found.people.count
      let caption =
        found.isCut
        ? request.say("De første \(number) borgere, der passer", "The first \(number) citizens that fit")
        : request.say("\(number) borgere passer", number == 1 ? "1 citizen fits" : "\(number) citizens fit")
      content += CitizenParts.people(
        found.people, id: "found", caption: number == 1 ? request.say("1 borger passer", "1 citizen fits") : caption,
        empty: request.say(
          "Ingen passer. Prøv med færre bogstaver, et kaldenavn eller en anden stavemåde.",
          "Nobody fits. Try fewer letters, an alias or another spelling."), request)
      if visit.may(.registerCitizen) {
        content += """
          <p class="b-actions"><a class="b-button b-button--quiet" href="/citizens/new">\(request.say("Opret en ny", "Register a new one"))</a></p>
          """
      }
    }
    var page = Frame.page(
      request, title: request.say("Find en borger", "Find a citizen"), current: .citizens,
      path: [PageLink(request.say("Borgere", "Citizens"), href: "/citizens")], isWrong: !problems.isEmpty, content: content)
    page.status = problems.isEmpty ? 200 : 422
    return page
  }

  // MARK: - Of a study

  private static func studies(_ request: PageRequest, _ counts: [String: Int], _ study: String?) -> HTML {
    let choices = counts.keys.sorted().map { name -> HTML in
      let current: HTML? = name == study ? " aria-current=\"true\"" : nil
      let number = NumberText.format(counts[name] ?? 0, language: request.language)
      return "<li><a href=\"/citizens?study=\(name)\"\(current)>\(name) (\(number))</a></li>"
    }
    return "<nav aria-label=\"\(request.say("Undersøgelser", "Studies"))\"><ul class=\"b-choices\">\(choices)</ul></nav>"
  }

  private static func list(
    _ place: Workplace, _ request: PageRequest, _ visit: Access.Visit, _ counts: [String: Int], _ study: String
  ) throws -> PageResponse {
    let page = try Citizens.people(place, visit, study: study, after: request.query["after"], limit: 50)
    let rows = page.people.map { person -> [HTML] in
      [
        "<a href=\"/citizens/\(person.id)\">\(person.source)</a>", "\(person.site ?? "")",
        "\(person.registered.map { WhenText.format($0, language: request.language) } ?? "")",
      ]
    }
    let table = DataTable(
      id: "citizens", caption: request.say("Borgere i \(study)", "Citizens of \(study)"),
      columns: [
        .init(request.say("Nummer i kilden", "Number in the source")), .init(request.say("Sted", "Place")),
        .init(request.say("Registreret", "Registered")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    let isFirst = request.query["after"] == nil
    let next = request.number("page", in: 1...1_000_000, default: 1) + 1
    let pages = Pagination(
      page: isFirst ? 1 : request.number("page", in: 2...1_000_000, default: 2), pages: nil,
      previous: isFirst ? nil : "/citizens?study=\(study)",
      next: page.next.map { "/citizens?study=\(study)&after=\(SitePath.encoded($0))&page=\(next)" }, language: request.language)
    return Frame.page(
      request, title: request.say("Borgere", "Citizens"),
      lead: request.say(
        "Personerne er opdigtede eller afidentificerede; de har et nummer og intet navn.",
        "The people are made up or de-identified; they have a number and no name."),
      current: .citizens, content: "\(studies(request, counts, study))\(table.html)\(pages.html)")
  }
}
