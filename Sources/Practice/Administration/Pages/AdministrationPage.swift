import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// What those who keep the system look after: catalog, backups, retention.
package enum AdministrationPage {
  /// `/admin`, `/admin/catalog`, `/admin/backups`, `/admin/retention`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin", name: "administration") { request, visit in
        guard visit.may(.manageSystem) || visit.may(.manageUsers) else {
          visit.refuse(.notPermitted)
          return nil
        }
        return front(request, visit)
      },
      door.get("/admin/catalog", name: "catalog in force", needs: .manageSystem) { request, _ in catalog(place, request) },
      door.get("/admin/backups", name: "backups", needs: .manageSystem) { request, _ in try backups(place, request) },
      door.get("/admin/retention", name: "retention preview", needs: .manageSystem) { request, _ in
        try retention(place, request)
      },
    ]
  }

  private static func front(_ request: PageRequest, _ visit: Access.Visit) -> PageResponse {
    var links: [(href: String, title: String, text: String)] = []
    if visit.may(.manageUsers) {
      links += [
        (
          "/admin/users", request.say("Brugere", "Users"),
          request.say("Hvem der er her, og hvad de må.", "Who is here, and what they may.")
        ),
        ("/admin/teams", request.say("Teams", "Teams"), request.say("Hvem der arbejder sammen.", "Who works together.")),
        (
          "/admin/log", request.say("Ændringer af rettigheder", "Changes of rights"),
          request.say("Hvem gav hvem hvad, og hvornår.", "Who gave whom what, and when.")
        ),
      ]
    }
    if visit.may(.manageSystem) {
      links += [
        (
          "/admin/organisations", request.say("Organisationer", "Organisations"),
          request.say("De dataansvarlige.", "The controllers.")
        ),
        (
          "/admin/catalog", request.say("Katalog i kraft", "Catalog in force"),
          request.say("Skemaer, indsatser, koder og roller.", "Forms, programmes, codes and roles.")
        ),
        (
          "/admin/backups", request.say("Sikkerhedskopier", "Backups"),
          request.say("Hvornår der sidst blev taget en.", "When the last was made.")
        ),
        (
          "/admin/retention", request.say("Sletning", "Retention"),
          request.say("Hvad der er gemt længe nok.", "What has been kept long enough.")
        ),
        (
          "/health", request.say("Journalens tilstand", "Journal health"),
          request.say("Om alt er, som det skal være.", "Whether all is as it should be.")
        ),
      ]
    }
    let cards = links.map { link -> HTML in
      "<li class=\"b-card\"><h2><a href=\"\(link.href)\">\(link.title)</a></h2><p>\(link.text)</p></li>"
    }
    return Frame.page(
      request, title: request.say("Administration", "Administration"), current: .administration,
      content: "<ul class=\"b-cards\">\(cards)</ul>")
  }

  private static func path(_ request: PageRequest) -> [PageLink] {
    [PageLink(request.say("Administration", "Administration"), href: "/admin")]
  }

  private static func catalog(_ place: Workplace, _ request: PageRequest) -> PageResponse {
    let rows = SystemKeeping.catalog(place).map { line -> [HTML] in
      [
        "\(line.kind[request.language])", "\(line.title[request.language])", "<code>\(line.id)</code>", "\(line.version)",
        "<code>\(line.hash)</code>",
      ]
    }
    let table = DataTable(
      id: "catalog", caption: request.say("Definitioner i kraft", "Definitions in force"),
      columns: [
        .init(request.say("Slags", "Kind")), .init(request.say("Navn", "Name")), .init(request.say("Id", "Id")),
        .init(request.say("Version", "Version")), .init(request.say("Fingeraftryk", "Hash")),
      ], rows: rows, empty: request.say("Kataloget er tomt.", "The catalog is empty."))
    return Frame.page(
      request, title: request.say("Katalog i kraft", "Catalog in force"),
      lead: request.say(
        "Det, tjenesterne gør, står i filer, som en fagperson kan ændre. En udgivet fil ændres ikke; den får en ny version.",
        "What services do stands in files that a clinician can change. A published file is not changed; it gets a new version."),
      current: .administration, path: path(request), content: table.html)
  }

  private static func backups(_ place: Workplace, _ request: PageRequest) throws -> PageResponse {
    let language = request.language
    guard let backups = try SystemKeeping.backups(place) else {
      return Frame.page(
        request, title: request.say("Sikkerhedskopier", "Backups"), current: .administration, path: path(request),
        content: "<p>\(request.say("Denne journal er kun i hukommelsen.", "This journal is in memory only."))</p>")
    }
    let late = backups.hoursSinceLast.map { $0 > SystemKeeping.backupHours } ?? true
    let title =
      backups.hoursSinceLast.map { hours in
        request.say("Den sidste er \(hours) timer gammel", "The last is \(hours) hours old")
      } ?? request.say("Der er ingen sikkerhedskopi endnu", "There is no backup yet")
    let advice = request.say(
      "Tag en med: brobygger backup <mappe> --keys-into <anden mappe>. Nøglerne skal ligge et andet sted end resten.",
      "Make one with: brobygger backup <folder> --keys-into <another folder>. The keys belong in another place than the rest.")
    let notice = Notice(late ? .warning : .success, title: title, content: late ? "<p>\(advice)</p>" : .empty).html
    let troubles = backups.troubles.map { Notice(.warning, title: $0).html }
    let rows = backups.lines.prefix(50).map { line -> [HTML] in
      [
        "\(line.madeAt)", "\(line.root)/\(line.name)", "\(NumberText.format(Int(line.bytes >> 20), language: language))",
        "\(NumberText.format(Int(line.head), language: language))",
        "\(line.keysApart ? request.say("ja", "yes") : request.say("nej", "no"))",
      ]
    }
    let table = DataTable(
      id: "backups", caption: request.say("Sikkerhedskopier, nyeste først", "Backups, newest first"),
      columns: [
        .init(request.say("Taget (UTC)", "Made (UTC)")), .init(request.say("Hvor", "Where")),
        .init(request.say("Størrelse (MB)", "Size (MB)"), isNumeric: true),
        .init(request.say("Til post", "To entry"), isNumeric: true),
        .init(request.say("Nøgler for sig", "Keys apart")),
      ], rows: Array(rows), empty: request.say("Ingen.", "None."))
    return Frame.page(
      request, title: request.say("Sikkerhedskopier", "Backups"), current: .administration, path: path(request),
      content: "\(notice)\(troubles)\(table.html)")
  }

  private static func retention(_ place: Workplace, _ request: PageRequest) throws -> PageResponse {
    let language = request.language
    let due = try SystemKeeping.retention(place)
    let rows = due.lines.map { line -> [HTML] in
      let basis = line.isVerified ? line.basis : line.basis
      return [
        "\(line.title[language])", "\(NumberText.format(line.keepMonths, language: language))",
        "\(NumberText.format(line.streams, language: language))",
        "\(NumberText.format(Int(line.entries), language: language))", "\(basis)",
      ]
    }
    let table = DataTable(
      id: "retention", caption: request.say("Det er gemt længe nok i dag", "Kept long enough today"),
      columns: [
        .init(request.say("Slags", "Class")), .init(request.say("Gemmes (måneder)", "Kept (months)"), isNumeric: true),
        .init(request.say("Personer og emner", "People and subjects"), isNumeric: true),
        .init(request.say("Poster", "Entries"), isNumeric: true), .init(request.say("Grundlag", "Basis")),
      ], rows: rows, empty: request.say("Ingen.", "None."))
    let unknown = due.unknown.sorted { $0.key < $1.key }.map { name, count in
      Notice(
        .warning,
        title: request.say(
          "\(count) emner bruger klassen \(name), som kataloget ikke har",
          "\(count) subjects use the class \(name), which the catalog lacks")
      ).html
    }
    let more = request.say(
      "\(due.notDue) er ikke gemt længe nok endnu, \(due.held) holdes tilbage. Intet slettes her: det gøres med brobygger retention --yes.",
      "\(due.notDue) are not due yet, \(due.held) are held back. Nothing is erased here: that is done with brobygger retention --yes."
    )
    return Frame.page(
      request, title: request.say("Sletning", "Retention"), current: .administration, path: path(request),
      content: "\(unknown)\(table.html)<p>\(more)</p>")
  }
}
