import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The first page: what is here, and where to look.
package enum OverviewPage {
  /// `/`, which is the day's page for those who work with tasks, `/overview` and `/accessibility`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/", name: "first page") { request, visit in
        if visit.may(.ownRecord) { return own(request, visit) }
        return visit.may(.tasks) ? try TodayPage.show(place, request, visit) : try show(place, request, visit)
      },
      door.get("/overview", name: "overview", needs: .readCatalog) { request, visit in try show(place, request, visit) },
      door.open("/accessibility", name: "accessibility") { request in accessibility(request) },
    ]
  }

  /// What belongs to whoever has a record of his own: to read it, to see who has looked, to take it along.
  private static func own(_ request: PageRequest, _ visit: Access.Visit) -> PageResponse {
    let cards = visit.caller.ownStreams.sorted().map { id -> HTML in
      """
      <li class="b-card"><h2><a href="/citizens/\(id)">\(request.say("Min journal", "My record"))</a></h2>\
      <p>\(request.say("Det, der er skrevet om mig, og hvem jeg kan spørge.", "What has been written about me, and whom I can ask."))</p>\
      <p><a href="/citizens/\(id)/looked">\(request.say("Hvem har set i min journal", "Who has looked in my record"))</a></p>\
      <p><a href="/citizens/\(id)/record">\(request.say("Få hele min journal", "Get my whole record"))</a></p></li>
      """
    }
    let content: HTML =
      cards.isEmpty
      ? "<p>\(request.say("Din journal er ikke åbnet for dig endnu. Spørg den, du har kontakt med.", "Your record has not been opened for you yet. Ask whoever you are in contact with."))</p>"
      : "<ul class=\"b-cards\">\(cards)</ul>"
    return Frame.page(
      request, title: request.say("Velkommen", "Welcome"),
      lead: request.say("Her er det, der er dit.", "Here is what is yours."), current: .own, content: content)
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let health = try JournalHealth.read(place)
    let counts = try Citizens.countsByStudy(place, visit)
    let studies = place.studyTitles()
    let rows = studies.map { study -> [HTML] in
      let report: HTML = "<a href=\"/studies/\(study.id)\">\(study.title[request.language])</a>"
      let citizens = counts[study.id] ?? 0
      let people: HTML =
        citizens == 0
        ? "0" : "<a href=\"/citizens?study=\(study.id)\">\(NumberText.format(citizens, language: request.language))</a>"
      return [report, people]
    }
    let table = DataTable(
      id: "studies", caption: request.say("Undersøgelser", "Studies"),
      columns: [
        .init(request.say("Rapport", "Report")), .init(request.say("Borgere (antal)", "Citizens (number)"), isNumeric: true),
      ],
      rows: rows, empty: request.say("Der er ingen undersøgelser i kataloget.", "There are no studies in the catalog."))
    let content: HTML = """
      <h2>\(request.say("Rapporter", "Reports"))</h2>
      <p>\(request.say(
        "Hver rapport regnes ud af det, der er registreret. Ingen skriver et tal to gange.",
        "Each report is computed from what has been registered. Nobody types a figure twice."))</p>
      \(table.html)
      <h2>\(request.say("Journalen", "The journal"))</h2>
      \(SummaryList([
        .init(request.say("Poster i journalen", "Entries in the journal"), text: NumberText.format(Int(health.entries), language: request.language)),
        .init(request.say("Heraf slettede", "Of these erased"), text: NumberText.format(health.erasedEntries, language: request.language)),
      ]).html)
      """
    return Frame.page(
      request, title: request.say("Overblik", "Overview"),
      lead: request.say(
        "Det, der sker, skrives én gang. Alt andet regnes ud af det.",
        "What happens is written once. Everything else is computed from it."),
      current: .overview, content: content)
  }

  private static func accessibility(_ request: PageRequest) -> PageResponse {
    let content: HTML = """
      <p>\(request.say(
        "Brobygger er bygget efter WCAG 2.2, niveau AA, og virker uden JavaScript. Figurer har altid en tabel med de samme tal.",
        "Brobygger is built to WCAG 2.2 level AA and works without JavaScript. Figures always have a table with the same numbers."))</p>
      <p>\(request.say(
        "Siderne er prøvet med tastatur alene, med forstørrelse til 400 procent og med en automatisk kontrol. Er der noget, du ikke kan bruge, så sig det til den, der passer systemet hos jer.",
        "The pages were tried with the keyboard alone, enlarged to 400 per cent and with an automatic check. If there is something you cannot use, tell whoever keeps the system."))</p>
      """
    return Frame.page(request, title: request.say("Tilgængelighed", "Accessibility"), current: .overview, content: content)
  }
}
