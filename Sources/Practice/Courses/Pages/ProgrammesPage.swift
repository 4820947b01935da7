import Base
import Interface
import Markup
import PracticeOperations

/// The organisational models that the catalog describes.
package enum ProgrammesPage {
  /// `/programmes` and `/programmes/:programme`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/programmes", name: "programmes", needs: .readCatalog) { request, _ in list(place, request) },
      door.get("/programmes/:programme", name: "programme", needs: .readCatalog) { request, _ in show(place, request) },
    ]
  }

  private static func list(_ place: Workplace, _ request: PageRequest) -> PageResponse {
    let programmes = place.programmeSummaries()
    let items = programmes.map { programme -> HTML in
      let purpose: HTML? = programme.purpose.map { "<p>\($0[request.language])</p>" }
      return
        "<section><h2><a href=\"/programmes/\(programme.id)\">\(programme.title[request.language])</a></h2>\(purpose)</section>"
    }
    return Frame.page(
      request, title: request.say("Indsatser", "Programmes"),
      lead: request.say(
        "Faser, roller og skemaer står som data i kataloget og kan ændres uden at røre programmet.",
        "Phases, roles and forms are data in the catalog and can be changed without touching the program."),
      current: .programmes, content: items.joined())
  }

  private static func show(_ place: Workplace, _ request: PageRequest) -> PageResponse? {
    guard let id = request.parameters["programme"], let programme = place.programmeSummaries().first(where: { $0.id == id })
    else {
      return nil
    }
    let sections = programme.sections.map { section -> HTML in
      let lines = section.lines.map { line -> HTML in "<li>\(line[request.language])</li>" }
      return "<section><h2>\(section.title[request.language])</h2><ul>\(lines)</ul></section>\n"
    }
    return Frame.page(
      request, title: programme.title[request.language], lead: programme.purpose?[request.language], current: .programmes,
      path: [PageLink(request.say("Indsatser", "Programmes"), href: "/programmes")], content: sections.joined())
  }
}
