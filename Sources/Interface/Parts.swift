import Base
import Markup

/// Names and values under each other.
package struct SummaryList: Sendable {
  /// One name and its value.
  package struct Row: Sendable {
    /// The name.
    package var name: String
    /// The value.
    package var value: HTML
    /// A link at the right; its label says what it is about, also read alone.
    package var action: PageLink?

    /// A row.
    package init(_ name: String, _ value: HTML, action: PageLink? = nil) {
      self.name = name
      self.value = value
      self.action = action
    }

    /// A row with plain text.
    package init(_ name: String, text: String, action: PageLink? = nil) {
      self.init(name, HTML(escaping: text), action: action)
    }
  }

  /// The rows.
  package var rows: [Row]

  /// A list.
  package init(_ rows: [Row]) { self.rows = rows }

  /// The list.
  package var html: HTML {
    let items = rows.map { row -> HTML in
      let action: HTML? = row.action.map { "<dd class=\"b-summary__action\"><a href=\"\($0.href)\">\($0.label)</a></dd>" }
      return "<div class=\"b-summary__row\"><dt>\(row.name)</dt><dd>\(row.value)</dd>\(action)</div>\n"
    }
    return "<dl class=\"b-summary\">\n\(items)</dl>\n"
  }
}

/// A box that must be seen.
package struct Notice: Sendable {
  /// What it is about: decides colour and, through the title, the words.
  package enum Kind: String, Sendable {
    /// Good to know.
    case information
    /// Must be known before what follows is used.
    case warning
    /// Something is wrong.
    case error
    /// Something was done.
    case success
  }

  /// What it is about.
  package var kind: Kind
  /// Its first line; colour alone says nothing.
  package var title: String
  /// The rest.
  package var content: HTML

  /// A notice.
  package init(_ kind: Kind, title: String, content: HTML = .empty) {
    self.kind = kind
    self.title = title
    self.content = content
  }

  /// The box. Errors are read aloud when the page opens.
  package var html: HTML {
    let role: HTML = kind == .error ? " role=\"alert\"" : .empty
    return """
      <div class="b-notice b-notice--\(kind.rawValue)"\(role)><p class="b-notice__title">\(title)</p>\(content)</div>

      """
  }
}

/// What happened, newest first.
package struct Timeline: Sendable {
  /// One thing that happened.
  package struct Entry: Sendable {
    /// For machines: `2016-02-03`, `2016-02`, `2016-02-03T14:05+01:00`; nil where the time is an interval or not known.
    package var machineTime: String?
    /// For people, no more exact than it is known.
    package var time: String
    /// What happened.
    package var title: String
    /// What kind of thing it is, in a word or two.
    package var tag: String?
    /// More about it.
    package var body: HTML
    /// Who wrote it, and when where that is another day.
    package var by: String?
    /// Why it no longer holds; the entry stays, struck through.
    package var withdrawn: String?

    /// An entry.
    package init(
      machineTime: String?, time: String, title: String, tag: String? = nil, body: HTML = .empty, by: String? = nil,
      withdrawn: String? = nil
    ) {
      self.machineTime = machineTime
      self.time = time
      self.title = title
      self.tag = tag
      self.body = body
      self.by = by
      self.withdrawn = withdrawn
    }
  }

  /// The entries.
  package var entries: [Entry]
  /// The level of their headings, 2...4: one below the heading they stand under.
  package var level: Int

  /// A timeline.
  package init(_ entries: [Entry], level: Int = 3) {
    self.entries = entries
    self.level = min(4, max(2, level))
  }

  /// The list.
  package var html: HTML { "<ol class=\"b-timeline\" reversed>\n\(entries.map(item))</ol>\n" }

  private func item(_ entry: Entry) -> HTML {
    let time: HTML =
      if let machine = entry.machineTime {
        "<time class=\"b-timeline__time\" datetime=\"\(machine)\">\(entry.time)</time>"
      } else {
        "<span class=\"b-timeline__time\">\(entry.time)</span>"
      }
    let tag: HTML? = entry.tag.map { " <span class=\"b-tag\">\($0)</span>" }
    let by: HTML? = entry.by.map { "<p class=\"b-timeline__by\">\($0)</p>" }
    let struck: HTML? = entry.withdrawn == nil ? nil : " b-timeline__item--corrected"
    let withdrawn: HTML? = entry.withdrawn.map { "<p class=\"b-timeline__by\"><strong>\($0)</strong></p>" }
    return """
      <li class="b-timeline__item\(struck)">\(time)\
      <h\(level) class="b-timeline__title">\(entry.title)\(tag)</h\(level)>\(withdrawn)\
      <div class="b-timeline__body">\(entry.body)</div>\(by)</li>

      """
  }
}

/// The way to the neighbouring pages of a long list.
package struct Pagination: Sendable {
  /// The page shown, from 1.
  package var page: Int
  /// How many pages there are; nil where counting would cost too much.
  package var pages: Int?
  /// The page before (newer), if there is one.
  package var previous: String?
  /// The page after (older), if there is one.
  package var next: String?
  /// The language.
  package var language: Language

  /// The way to the neighbours.
  package init(page: Int, pages: Int?, previous: String?, next: String?, language: Language) {
    self.page = page
    self.pages = pages
    self.previous = previous
    self.next = next
    self.language = language
  }

  /// The links; nothing when there is one page only.
  package var html: HTML {
    guard previous != nil || next != nil else { return .empty }
    let isDanish = language == .da
    let back: HTML? = previous.map { "<a rel=\"prev\" href=\"\($0)\">← \(isDanish ? "Forrige side" : "Previous page")</a>" }
    let on: HTML? = next.map { "<a rel=\"next\" href=\"\($0)\">\(isDanish ? "Næste side" : "Next page") →</a>" }
    let number = NumberText.format(page, language: language)
    let all = pages.map { (isDanish ? " af " : " of ") + NumberText.format($0, language: language) } ?? ""
    return """
      <nav class="b-pages" aria-label="\(isDanish ? "Sider" : "Pages")">\(back)<p>\(isDanish ? "Side" : "Page") \(number)\(all)</p>\
      \(on)</nav>

      """
  }
}

/// A line about who a page is about, on every page about a citizen.
package struct IdentityBar: Sendable {
  /// The name, or what the citizen is called here.
  package var name: String
  /// What else tells them apart: birthday, place.
  package var facts: [String]
  /// What must be known at once.
  package var alerts: [String]
  /// The page that the name leads to; nil where the name is no link.
  package var href: String?

  /// A bar.
  package init(name: String, facts: [String] = [], alerts: [String] = [], href: String? = nil) {
    self.name = name
    self.facts = facts
    self.alerts = alerts
    self.href = href
  }

  /// The bar.
  package var html: HTML {
    let more = facts.map { fact -> HTML in "<span>\(fact)</span>" }
    let tags = alerts.map { alert -> HTML in "<strong class=\"b-tag\">\(alert)</strong>" }
    let shown: HTML = href.map { "<a href=\"\($0)\">\(name)</a>" } ?? HTML(escaping: name)
    return """
      <div class="b-identity"><div class="b-page__inner b-identity__row"><span class="b-identity__name">\(shown)</span>\
      \(more)\(tags)</div></div>

      """
  }
}
