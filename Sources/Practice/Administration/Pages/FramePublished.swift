import Base
import Interface
import Markup
import PracticeRules

/// The page every feature's content stands in.
package enum Frame {
  /// A place in the main menu.
  package enum Entry: CaseIterable, Sendable {
    case own, today, tasks, overview, citizens, team, programmes, studies, measures, health, administration

    /// The place stands in the menu of whoever has one of these permissions.
    var needs: Set<Access.Permission> {
      switch self {
      case .own: [.ownRecord]
      case .today, .tasks, .team: [.tasks]
      case .citizens: [.listCitizens]
      case .overview, .programmes, .measures: [.readCatalog]
      case .studies: [.reports]
      case .health: [.manageSystem]
      case .administration: [.manageUsers, .manageSystem]
      }
    }

    /// - Parameter permissions: the raw values of those that whoever is signed in has.
    func isOpen(_ permissions: Set<String>) -> Bool { needs.contains { permissions.contains($0.rawValue) } }

    var path: String {
      switch self {
      case .own, .today: "/"
      case .administration: "/admin"
      default: "/\(self)"
      }
    }

    var label: Words {
      switch self {
      case .own: Words(da: "Min side", en: "My page")
      case .today: Words(da: "I dag", en: "Today")
      case .tasks: Words(da: "Opgaver", en: "Tasks")
      case .overview: Words(da: "Overblik", en: "Overview")
      case .citizens: Words(da: "Borgere", en: "Citizens")
      case .team: Words(da: "Mit team", en: "My team")
      case .programmes: Words(da: "Indsatser", en: "Programmes")
      case .studies: Words(da: "Rapporter", en: "Reports")
      case .measures: Words(da: "Måleredskaber", en: "Measures")
      case .health: Words(da: "Journalens tilstand", en: "Journal health")
      case .administration: Words(da: "Administration", en: "Administration")
      }
    }
  }

  /// The version in the footer.
  package static let version = "0.1.0"

  /// A page with menu, title and content.
  package static func page(
    _ request: PageRequest, title: String, lead: String? = nil, current: Entry?, path: [PageLink] = [], identity: HTML? = nil,
    content: HTML
  ) -> PageResponse {
    var frame = frame(request, title: title, lead: lead, current: current, content: content)
    frame.path = path
    frame.identity = identity
    return .page(frame.html)
  }

  /// The frame alone, for pages about what went wrong.
  package static func frame(
    _ request: PageRequest, title: String, lead: String? = nil, current: Entry? = nil, content: HTML
  ) -> PageFrame {
    let permissions = request.signedIn?.permissions ?? []
    let entries =
      Entry.allCases.filter { $0.isOpen(permissions) }
    let links = entries.map { PageLink($0.label[request.language], href: $0.path, isCurrent: $0 == current) }
    let other: Language = request.language == .da ? .en : .da
    var frame = PageFrame(
      language: request.language, title: title, lead: lead, navigation: links,
      otherLanguageHref: request.address(in: other),
      footerLinks: [PageLink(request.say("Tilgængelighed", "Accessibility"), href: "/accessibility")], version: version,
      content: content)
    frame.signedIn = request.signedIn
    frame.notice = request.notice
    frame.sessionNotice = request.signedIn?.secondsLeft.map { ending(request, seconds: $0) }
    return frame
  }

  private static func ending(_ request: PageRequest, seconds: Int) -> HTML {
    let minutes = max(1, seconds / 60)
    return Notice(
      .warning,
      title: request.say(
        "Du bliver snart logget ud (om ca. \(minutes) min.)", "You will soon be signed out (in about \(minutes) min)"),
      content:
        "<p>\(request.say("Gem det, du er i gang med. Det, du når at sende bagefter, bliver gemt til dig.", "Save what you are doing. What you send afterwards is kept for you."))</p>"
    ).html
  }

  /// A form that did not carry its token.
  package static func forged(_ request: PageRequest) -> HTML {
    ErrorPage.html(
      in: frame(request, title: "", content: .empty), title: request.say("Formularen blev ikke taget", "The form was not taken"),
      advice: [
        request.say(
          "Den kom ikke fra en side, du har åben her. Gå tilbage, hent siden igen, og send den derfra.",
          "It did not come from a page that you have open here. Go back, load the page again, and send it from there.")
      ])
  }

  /// The same form with other content.
  package static func usedForm(_ request: PageRequest) -> HTML {
    ErrorPage.html(
      in: frame(request, title: "", content: .empty),
      title: request.say("Denne formular er allerede sendt", "This form has already been sent"),
      advice: [
        request.say(
          "Den blev sendt før med noget andet i. Intet er ændret nu. Hent siden igen, og skriv det nye der.",
          "It was sent before with something else in it. Nothing was changed now. Load the page again and write the new there.")
      ])
  }

  /// A form that was taken just before the program stopped.
  package static func savedBefore(_ request: PageRequest) -> HTML {
    frame(
      request, title: request.say("Det er allerede gemt", "It has been saved already"),
      content: "<p><a href=\"/\">\(request.say("Til forsiden", "To the front page"))</a></p>"
    ).html
  }

  /// An address without a page.
  package static func notFound(_ request: PageRequest) -> HTML {
    ErrorPage.html(
      in: frame(request, title: "", content: .empty), title: request.say("Siden findes ikke", "There is no such page"),
      advice: [
        request.say(
          "Adressen kan være skrevet forkert, eller det, der stod her, er væk.",
          "The address may be mistyped, or what was here is gone.")
      ], link: PageLink(request.say("Til forsiden", "To the front page"), href: "/"))
  }

  /// Something went wrong that is not the reader's fault.
  package static func failed(_ request: PageRequest) -> HTML {
    ErrorPage.html(
      in: frame(request, title: "", content: .empty),
      title: request.say("Siden kunne ikke vises", "The page could not be shown"),
      advice: [
        request.say(
          "Intet er gået tabt. Prøv igen om lidt; sker det igen, så sig det til den, der passer systemet.",
          "Nothing is lost. Try again in a while; if it happens again, tell whoever keeps the system.")
      ])
  }
}
