import Base
import Interface
import Markup

/// The page every feature's content stands in.
package enum Frame {
  /// A place in the main menu.
  package enum Entry: String, CaseIterable, Sendable {
    case overview = "/"
    case citizens = "/citizens"
    case programmes = "/programmes"
    case studies = "/studies"
    case measures = "/measures"
    case health = "/health"

    var label: Words {
      switch self {
      case .overview: Words(da: "Overblik", en: "Overview")
      case .citizens: Words(da: "Borgere", en: "Citizens")
      case .programmes: Words(da: "Indsatser", en: "Programmes")
      case .studies: Words(da: "Rapporter", en: "Reports")
      case .measures: Words(da: "Måleredskaber", en: "Measures")
      case .health: Words(da: "Journalens tilstand", en: "Journal health")
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
    frame.notice = request.notice
    return .page(frame.html)
  }

  /// The frame alone, for pages about what went wrong.
  package static func frame(
    _ request: PageRequest, title: String, lead: String? = nil, current: Entry? = nil, content: HTML
  ) -> PageFrame {
    let links = Entry.allCases.map { PageLink($0.label[request.language], href: $0.rawValue, isCurrent: $0 == current) }
    let other: Language = request.language == .da ? .en : .da
    return PageFrame(
      language: request.language, title: title, lead: lead, navigation: links,
      otherLanguageHref: request.address(in: other),
      footerLinks: [PageLink(request.say("Tilgængelighed", "Accessibility"), href: "/accessibility")], version: version,
      content: content)
  }

  /// An address without a page.
  package static func notFound(_ request: PageRequest) -> HTML {
    ErrorPage.html(
      in: frame(request, title: "", content: .empty), title: request.say("Siden findes ikke", "There is no such page"),
      advice: [
        request.say(
          "Adressen kan være skrevet forkert, eller det, der stod her, er væk.",
          "The address may be mistyped, or what was here is gone."),
        request.say("Brug menuen ovenfor.", "Use the menu above."),
      ])
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
