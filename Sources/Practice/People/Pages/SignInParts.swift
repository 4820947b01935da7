import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// What the pages of signing in share.
enum SignInParts {
  /// The cookie between the steps of signing in; it comes along on the way back from another system.
  static func stepCookie(_ value: String) -> PageCookie {
    PageCookie("signing-in", value, seconds: value.isEmpty ? nil : 3600, followsLinks: true)
  }

  /// A path to go to after signing in: of this site, and none of the pages of signing in.
  static func next(_ text: String?) -> String {
    let path = SitePath.safe(text ?? "/")
    let ways = ["/login", "/logout", "/invite", "/reset", "/account/first"]
    return ways.contains { path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + "?") } ? "/" : path
  }

  static func source(_ request: PageRequest) -> SignIn.Source { SignIn.Source(address: request.source, device: request.device) }

  /// A page without menu, for those who are not signed in.
  static func page(
    _ request: PageRequest, title: String, lead: String? = nil, status: Int = 200, isWrong: Bool = false, follows: String? = nil,
    _ content: HTML
  ) -> PageResponse {
    var frame = Frame.frame(request, title: title, lead: lead, content: content)
    if isWrong { frame.titlePrefix = request.say("Fejl: ", "Error: ") }
    frame.follows = follows
    return .page(frame.html, status: status)
  }

  /// Too many passwords are being hashed.
  static func busy(_ request: PageRequest) -> PageResponse {
    page(
      request, title: request.say("Der er travlt lige nu", "It is busy just now"), status: 503, isWrong: true,
      "<p>\(request.say("Der logger for mange på i dette øjeblik, eller systemet er lige startet. Intet er gået tabt. Vent et halvt minut, gå tilbage, og prøv igen.", "Too many are signing in at this moment, or the system has just started. Nothing is lost. Wait half a minute, go back, and try again."))</p>"
    )
  }

  /// A form whose cookie did not come along.
  static func stale(_ request: PageRequest, again path: String) -> PageResponse {
    page(
      request, title: request.say("Formularen var for gammel", "The form was too old"), status: 403, isWrong: true,
      """
      <p>\(request.say(
        "Den kom ikke fra en side, du har åben her, eller browseren gemmer ikke cookies fra denne side. Hent siden igen.",
        "It did not come from a page that you have open here, or the browser keeps no cookies from this site. Load the page again."))</p>
      <p><a href="\(path)">\(request.say("Hent siden igen", "Load the page again"))</a></p>
      """)
  }

  /// Two fields for a new password. They have no limit of their own: a browser would cut what is pasted without a word. The server
  /// refuses what is too long, and says so.
  static func newPassword(_ form: PageForm, _ request: PageRequest) -> HTML {
    form.text(
      "password", request.say("Ny adgangskode", "New password"),
      hint: request.say(
        "12 til 128 tegn. Tre eller fire tilfældige ord er lette at huske. Store bogstaver og tegn er ikke nødvendige.",
        "12 to 128 characters. Three or four random words are easy to remember. Capitals and signs are not needed."),
      type: "password", autocomplete: "new-password", isRequired: true)
      + form.text(
        "password-again", request.say("Ny adgangskode igen", "New password again"), type: "password",
        autocomplete: "new-password", isRequired: true)
  }

  /// What is wrong with two fields for a new password before it is looked at.
  static func problems(_ form: FormData, _ request: PageRequest) -> [FormProblem] {
    guard let password = form.exact("password"), !password.isEmpty else {
      return [FormProblem("password", request.say("Skriv en ny adgangskode", "Type a new password"))]
    }
    guard form.exact("password-again") == password else {
      return [FormProblem("password-again", request.say("De to adgangskoder er ikke ens", "The two passwords differ"))]
    }
    return []
  }

  /// A link that looks like a button.
  static func button(_ label: String, _ href: String, quiet: Bool = false) -> HTML {
    let quiet: HTML? = quiet ? " b-button--quiet" : nil
    return "<a class=\"b-button\(quiet)\" href=\"\(href)\">\(label)</a>"
  }
}
