import Base
import Markup

/// A link in a menu, a footer or a path.
package struct PageLink: Sendable, Hashable {
  /// What is read.
  package var label: String
  /// Where it goes.
  package var href: String
  /// Whether it is the page (or the part of the site) that is shown.
  package var isCurrent: Bool

  /// A link.
  package init(_ label: String, href: String, isCurrent: Bool = false) {
    self.label = label
    self.href = href
    self.isCurrent = isCurrent
  }
}

/// The frame around every page: language, skip link, menu, one h1, footer.
package struct PageFrame: Sendable {
  /// The language the page is in.
  package var language: Language
  /// The page's own heading, its only h1; with the name of the site it is the window's title.
  package var title: String
  /// What stands before the title in the window only: `Fejl: `.
  package var titlePrefix = ""
  /// One or two sentences under the heading.
  package var lead: String?
  /// The menu.
  package var navigation: [PageLink]
  /// The way from the front page; without the page itself.
  package var path: [PageLink] = []
  /// The same page in the other language.
  package var otherLanguageHref: String
  /// The identity bar of a citizen's pages: who this is about.
  package var identity: HTML?
  /// What must be known before the page is believed, above its heading.
  package var notice: HTML = .empty
  /// Who is signed in, with the way out; nil on pages that are open to everybody.
  package var signedIn: SignedIn?
  /// What to say before the session ends, above the heading.
  package var sessionNotice: HTML?
  /// Links in the footer: accessibility statement, journal health.
  package var footerLinks: [PageLink]
  /// The program's version, shown in the footer.
  package var version: String
  /// Where the style sheet is.
  package var stylesheet = Stylesheet.path
  /// What stands under the heading.
  package var content: HTML

  /// A page.
  package init(
    language: Language, title: String, lead: String? = nil, navigation: [PageLink], otherLanguageHref: String,
    footerLinks: [PageLink], version: String, content: HTML
  ) {
    self.language = language
    self.title = title
    self.lead = lead
    self.navigation = navigation
    self.otherLanguageHref = otherLanguageHref
    self.footerLinks = footerLinks
    self.version = version
    self.content = content
  }

  /// A page of this site that follows at once, without a click; nil for none.
  package var follows: String?

  /// The name of the site.
  package static let site = "Brobygger"

  private func pick(_ da: String, _ en: String) -> String { language == .da ? da : en }

  /// The whole page.
  package var html: HTML {
    let lead: HTML? = lead.map { "<p class=\"b-lead\">\($0)</p>\n" }
    let follows: HTML? = follows.map { "<meta http-equiv=\"refresh\" content=\"0; url=\(SitePath.safe($0))\">\n" }
    return """
      <!doctype html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      \(follows)<title>\(titlePrefix)\(title) – \(PageFrame.site)</title>
      <link rel="stylesheet" href="\(stylesheet)">
      </head>
      <body class="b-page">
      <a class="b-skip" href="#main">\(pick("Gå til indholdet", "Go to the content"))</a>
      \(header)\(menu)\(about)
      <main class="b-main b-page__inner" id="main" tabindex="-1">
      \(sessionNotice)\(notice)\(crumbs)<h1>\(title)</h1>
      \(lead)\(content)
      </main>
      \(footer)
      </body>
      </html>

      """
  }

  private var header: HTML {
    let other: Language = language == .da ? .en : .da
    return """
      <header class="b-header"><div class="b-page__inner b-header__row">\
      <a class="b-header__name" href="/">\(PageFrame.site)</a>\
      <a class="b-header__language" href="\(otherLanguageHref)" lang="\(other.rawValue)" hreflang="\(other.rawValue)">\
      \(pick("English", "Dansk"))</a>\(user)</div></header>

      """
  }

  private var user: HTML {
    guard let signedIn else { return .empty }
    return """
      <div class="b-user"><a href="/account">\(signedIn.name)</a><form method="post" action="/logout">\
      <input type="hidden" name="token" value="\(signedIn.formToken)">\
      <button class="b-link" type="submit">\(pick("Log ud", "Sign out"))</button></form></div>
      """
  }

  private var menu: HTML {
    guard !navigation.isEmpty else { return .empty }
    let items = navigation.map { link -> HTML in
      let current: HTML? = link.isCurrent ? " aria-current=\"page\"" : nil
      return "<li><a href=\"\(link.href)\"\(current)>\(link.label)</a></li>"
    }
    return """
      <nav class="b-nav" aria-label="\(pick("Hovedmenu", "Main menu"))"><div class="b-page__inner"><ul>\(items)</ul></div></nav>

      """
  }

  private var about: HTML {
    guard let identity else { return .empty }
    return "<section aria-label=\"\(pick("Hvem siden handler om", "Who this page is about"))\">\(identity)</section>\n"
  }

  private var crumbs: HTML {
    guard !path.isEmpty else { return .empty }
    let items = path.map { link -> HTML in "<li><a href=\"\(link.href)\">\(link.label)</a></li>" }
    return "<nav class=\"b-crumbs\" aria-label=\"\(pick("Sti", "Path"))\"><ol>\(items)</ol></nav>\n"
  }

  private var footer: HTML {
    let links = footerLinks.map { link -> HTML in "<a href=\"\(link.href)\">\(link.label)</a>" }
    return """
      <footer class="b-footer"><div class="b-page__inner"><p>\(PageFrame.site) \(version)</p>\(links)</div></footer>
      """
  }
}

/// A page that says why there is none, and what to do.
package enum ErrorPage {
  /// A page in a frame whose window title begins with the word for error.
  ///
  /// - Parameters:
  ///   - frame: navigation, footer and language; its title and content are replaced.
  ///   - title: what happened, in a few words.
  ///   - advice: what the reader can do.
  ///   - link: the way on.
  ///   - code: what support needs in order to find it in the log; never a citizen's data.
  package static func html(
    in frame: PageFrame, title: String, advice: [String], link: PageLink? = nil, code: String? = nil
  ) -> HTML {
    var page = frame
    let isDanish = frame.language == .da
    page.title = title
    page.titlePrefix = isDanish ? "Fejl: " : "Error: "
    page.lead = nil
    let lines = advice.map { line -> HTML in "<p>\(line)</p>" }
    let reference: HTML? = code.map {
      "<p class=\"b-muted b-small\">\(isDanish ? "Sig dette, hvis du beder om hjælp" : "Say this if you ask for help"): \($0)</p>"
    }
    let way: HTML? = link.map { "<p><a href=\"\($0.href)\">\($0.label)</a></p>" }
    page.content = "\(lines)\(way)\(reference)"
    return page.html
  }
}
