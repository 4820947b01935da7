import Base
import Instruments
import Interface
import Markup
import PracticeOperations

/// The instruments of the catalog, with licence, source and what they ask.
package enum MeasuresPage {
  /// `/measures` and `/measures/:instrument`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/measures", name: "measures", needs: .readCatalog) { request, _ in list(place, request) },
      door.get("/measures/:instrument", name: "measure", needs: .readCatalog) { request, _ in show(place, request) },
    ]
  }

  private static func list(_ place: Workplace, _ request: PageRequest) -> PageResponse {
    let rows = place.instrumentsInForce().map { instrument -> [HTML] in
      [
        "<a href=\"/measures/\(instrument.id)\">\(instrument.title[request.language])</a>", "\(instrument.items.count)",
        "\(licence(instrument, request))",
      ]
    }
    let table = DataTable(
      id: "instruments", caption: request.say("Måleredskaber i kataloget", "Instruments of the catalog"),
      columns: [
        .init(request.say("Måleredskab", "Instrument")),
        .init(request.say("Spørgsmål (antal)", "Items (number)"), isNumeric: true),
        .init(request.say("Tilladelse", "Licence")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    return Frame.page(
      request, title: request.say("Måleredskaber", "Measures"),
      lead: request.say(
        "Spørgsmålene står med vores egne korte ord. Den officielle ordlyd indlæses af den tjeneste, der har den.",
        "Items stand in our own short words. The official wording is loaded by the service that holds it."),
      current: .measures, content: table.html)
  }

  private static func licence(_ instrument: InstrumentDefinition, _ request: PageRequest) -> String {
    switch instrument.licence.kind.rawValue {
    case "A": request.say("A: må vises i fuld tekst", "A: full text may be shown")
    case "B": request.say("B: ikke-kommerciel brug", "B: non-commercial use")
    case "C": request.say("C: kun opbygningen", "C: definition only")
    case "D": request.say("D: kun resultatet", "D: result only")
    case let other: other
    }
  }

  private static func show(_ place: Workplace, _ request: PageRequest) -> PageResponse? {
    guard let id = request.parameters["instrument"], let instrument = place.catalog.instrument(id) else { return nil }
    let language = request.language
    let summary = SummaryList([
      .init(request.say("Version", "Version"), text: String(instrument.version)),
      .init(request.say("Kilde", "Source"), text: instrument.source),
      .init(request.say("Tilladelse", "Licence"), text: "\(licence(instrument, request)). \(instrument.licence.terms)"),
    ])
    let items = instrument.items.map { item -> HTML in "<li>\(item.label[language])</li>" }
    let scales = instrument.scales.map { scale -> HTML in "<li>\(scale.title[language])</li>" }
    let scaleSection: HTML =
      scales.isEmpty ? .empty : "<h2>\(request.say("Skalaer", "Scales"))</h2><ul>\(scales)</ul>"
    return Frame.page(
      request, title: instrument.title[language], lead: instrument.purpose?[language], current: .measures,
      path: [PageLink(request.say("Måleredskaber", "Measures"), href: "/measures")],
      content: """
        \(summary.html)<h2>\(request.say("Spørgsmål, i korte ord", "Items, in short words"))</h2><ol>\(items)</ol>\(scaleSection)
        """)
  }
}
