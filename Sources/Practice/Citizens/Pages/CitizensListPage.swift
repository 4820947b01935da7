import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The citizens of a study, by source id.
package enum CitizensListPage {
  /// `/citizens`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [door.get("/citizens", name: "citizens", kind: .list) { request, visit in try show(place, request, visit) }]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let counts = try Citizens.countsByStudy(place, visit)
    let studies = counts.keys.sorted()
    guard let study = request.query["study"].flatMap({ counts[$0] == nil ? nil : $0 }) ?? studies.first else {
      return Frame.page(
        request, title: request.say("Borgere", "Citizens"), current: .citizens,
        content: "<p>\(request.say("Der er ingen borgere i journalen endnu.", "There are no citizens in the journal yet."))</p>")
    }
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
    let choices = studies.map { name -> HTML in
      let current: HTML? = name == study ? " aria-current=\"true\"" : nil
      let count = NumberText.format(counts[name] ?? 0, language: request.language)
      return "<li><a href=\"/citizens?study=\(name)\"\(current)>\(name) (\(count))</a></li>"
    }
    let isFirst = request.query["after"] == nil
    let pages = Pagination(
      page: isFirst ? 1 : request.number("page", in: 2...1_000_000, default: 2), pages: nil,
      previous: isFirst ? nil : "/citizens?study=\(study)",
      next: page.next.map {
        "/citizens?study=\(study)&after=\(SitePath.encoded($0))&page=\(request.number("page", in: 1...1_000_000, default: 1) + 1)"
      },
      language: request.language)
    let content: HTML = """
      <nav aria-label="\(request.say("Undersøgelser", "Studies"))"><ul class="b-choices">\(choices)</ul></nav>
      \(table.html)\(pages.html)
      """
    return Frame.page(
      request, title: request.say("Borgere", "Citizens"),
      lead: request.say(
        "Personerne er opdigtede eller afidentificerede; de har et nummer og intet navn.",
        "The people are made up or de-identified; they have a number and no name."),
      current: .citizens, content: content)
  }
}
