import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Who has looked at a citizen's data: for the citizen, in plain words and fit to print.
package enum CitizenLookedPage {
  /// `/citizens/:citizen/looked`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/citizens/:citizen/looked", name: "who has looked") { request, visit in try show(place, request, visit) }
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    let before = request.query["before"].flatMap { Int64($0) }
    guard let page = try Citizens.looks(place, visit, id: request.parameters["citizen"] ?? "", before: before) else { return nil }
    let language = request.language
    let rows = page.looks.map { look -> [HTML] in
      let roles = look.roles.map { $0[language] }.joined(separator: ", ")
      var what = look.what[language]
      if look.inList { what += request.say(" (sammen med andre)", " (together with others)") }
      if look.didWrite { what += request.say("; skrev noget", "; wrote something") }
      if look.wasRefused { what += request.say("; fik ikke lov", "; was not let in") }
      let classes = look.classes.map { $0[language] }.joined(separator: ", ")
      return [
        "\(when(look, language))", "\(look.who)\(roles.isEmpty ? "" : " (\(roles))")", "\(look.purpose[language])", "\(what)",
        "\(classes)",
      ]
    }
    let table = DataTable(
      id: "looked", caption: request.say("Hvem har set, nyeste først", "Who has looked, newest first"),
      columns: [
        .init(request.say("Hvornår", "When")), .init(request.say("Hvem", "Who")), .init(request.say("Hvorfor", "Why")),
        .init(request.say("Hvad", "What")), .init(request.say("Viste", "Showed")),
      ], rows: rows, empty: request.say("Ingen har set endnu.", "Nobody has looked yet."), isStacked: true)
    let address = "/citizens/\(page.opened.id)/looked"
    let pages = Pagination(
      page: request.number("page", in: 1...1_000_000, default: 1), pages: nil, previous: before == nil ? nil : address,
      next: page.next.map { "\(address)?before=\($0)&page=\(request.number("page", in: 1...1_000_000, default: 1) + 1)" },
      language: language)
    return CitizenFrame.page(
      request, page.opened.bar, title: request.say("Hvem har set", "Who has looked"),
      lead: request.say(
        "Hver gang nogen åbner noget om borgeren, bliver det skrevet ned her. Ingen kan slette det. Siden kan udskrives.",
        "Every time somebody opens something about the citizen, it is written down here. Nobody can delete it. The page can be printed."
      ),
      content: "\(table.html)\(pages.html)")
  }

  private static func when(_ look: Citizens.Look, _ language: Language) -> String {
    WhenText.format(look.moment, relativeDay: nil, language: language)
  }
}
