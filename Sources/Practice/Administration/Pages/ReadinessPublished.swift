import Base
import Interface
import Markup
import PracticeOperations

/// Pages of features whose tables are being built say so, and how far it has come, instead of showing half of it.
package enum ReadyPages {
  /// Answers "being prepared, n of m" until the tables are there; then the page, with the notices that every page must show.
  ///
  /// - Parameter features: the features whose tables the page reads; empty for a page of the catalog alone.
  package static func answer(
    _ request: PageRequest, reading features: Set<String>, of place: Workplace,
    _ page: (PageRequest) async throws -> PageResponse?
  ) async throws -> PageResponse? {
    let readiness = try Readiness.read(place, features: features)
    var informed = request
    informed.notice = notice(readiness, request)
    if case .preparing(let done, let all) = readiness.condition { return preparing(informed, done, all) }
    return try await page(informed)
  }

  private static func preparing(_ request: PageRequest, _ done: Int64, _ all: Int64) -> PageResponse {
    let number = { (value: Int64) in NumberText.format(Int(value), language: request.language) }
    let content: HTML = """
      <p>\(request.say(
        "Gøres klar: \(number(done)) af \(number(all)) poster i journalen er regnet med.",
        "Being prepared: \(number(done)) of \(number(all)) entries of the journal have been taken in."))</p>
      <p>\(request.say(
        "Intet er gået tabt. Siden vises, når alt er med, så ingen ser et halvt billede.",
        "Nothing is lost. The page is shown when all is in, so that nobody sees half a picture."))</p>
      <p><a href="\(request.address(in: request.language))">\(request.say("Prøv igen", "Try again"))</a></p>
      """
    var page = Frame.page(
      request, title: request.say("Siden gøres klar", "The page is being prepared"), current: nil, content: content)
    page.status = 503
    return page
  }

  private static func notice(_ readiness: Readiness, _ request: PageRequest) -> HTML {
    let permissions = request.signedIn?.permissions ?? []
    let mayLook = Frame.Entry.health.isOpen(permissions)
    let link: HTML = "<p><a href=\"/health\">\(request.say("Se journalens tilstand", "See the journal's health"))</a></p>"
    let health = mayLook ? link : .empty
    var notices: [HTML] = []
    if readiness.readOnly != nil {
      notices.append(
        Notice(
          .warning, title: request.say("Journalen kan kun læses", "The journal can only be read"),
          content: """
            <p>\(request.say(
              "Det, du skriver nu, bliver ikke gemt. Sig det til den, der passer systemet.",
              "What you write now is not kept. Tell whoever keeps the system."))</p>\(health)
            """
        ).html)
    }
    if case .stopped(let position) = readiness.condition {
      notices.append(
        Notice(
          .warning,
          title: request.say(
            "Siden er ikke med længere end til post \(NumberText.format(Int(position), language: .da))",
            "This page goes no further than entry \(NumberText.format(Int(position), language: .en))"),
          content: health
        ).html)
    }
    return notices.joined()
  }
}
