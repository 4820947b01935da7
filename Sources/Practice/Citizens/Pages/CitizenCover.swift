import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The upper half of a citizen's front page.
enum CitizenCover {
  static func html(
    _ front: Citizens.Front, _ request: PageRequest, _ place: Workplace, _ visit: Access.Visit
  ) throws -> HTML {
    let opened = front.opened
    guard opened.isOpen else { return "\(closed(front, request, visit))\(team(front, request, visit))" }
    var next: HTML = .empty
    for part in CitizenFrontParts.next { next += try part(request, place, visit, opened) ?? .empty }
    if CitizenFrontParts.next.isEmpty {
      next = "<p class=\"b-muted\">\(request.say("Intet er aftalt.", "Nothing has been agreed."))</p>"
    }
    return """
      \(alerts(front, request))\(contact(front, request))\(who(front, request))\(team(front, request, visit))
      <h2>\(request.say("Det næste", "What comes next"))</h2>\(next)
      \(more(front, request, visit))
      """
  }

  /// What somebody sees who works in the same organisation and is not named on the file.
  private static func closed(_ front: Citizens.Front, _ request: PageRequest, _ visit: Access.Visit) -> HTML {
    let assign: HTML? =
      Citizens.mayName(visit, front.opened)
      ? "<p><a href=\"/citizens/\(front.opened.id)/team\">\(request.say("Tilknyt en medarbejder eller et team", "Name somebody or a team"))</a></p>"
      : nil
    return Notice(
      .information,
      title: request.say(
        "Du er ikke tilknyttet borgeren og ser derfor kun navnet.",
        "You are not named on the citizen's file and so see no more than the name."),
      content:
        "<p>\(request.say("Spørg en af dem, der er tilknyttet, eller din leder.", "Ask one of those who are named, or your leader."))</p>\(assign)"
    ).html
  }

  private static func alerts(_ front: Citizens.Front, _ request: PageRequest) -> HTML {
    let bar = front.opened.bar
    var notices: [HTML] = []
    if !bar.alerts.isEmpty {
      let items = bar.alerts.map { alert -> HTML in "<li>\(alert.text(request.language))</li>" }
      notices.append(
        Notice(.warning, title: request.say("Vær opmærksom på", "Be aware of"), content: "<ul>\(items)</ul>").html)
    }
    if bar.protection != .none {
      let over =
        front.protection.hasRunOut
        ? request.say("Den er udløbet. Fjern den, eller forlæng den.", "It has run out. Lift it or extend it.") : nil
      let until = front.protection.until.map {
        request.say("Til og med \(CitizenParts.day($0, .da)).", "Until \(CitizenParts.day($0, .en)).")
      }
      let lines = [until, over].compactMap { $0 }.map { line -> HTML in "<p>\(line)</p>" }
      notices.append(Notice(.warning, title: bar.protection.words[request.language], content: "\(lines)").html)
    }
    return "\(notices)"
  }

  private static func contact(_ front: Citizens.Front, _ request: PageRequest) -> HTML {
    let language = request.language
    var rows: [SummaryList.Row] = []
    if let phone = front.details.phone { rows.append(.init(request.say("Telefon", "Telephone"), text: phone.spoken)) }
    let hides = front.details.phone == nil && front.opened.current.details.phone != nil
    if hides {
      rows.append(
        .init(
          request.say("Telefon", "Telephone"),
          text: request.say("Borgeren har bedt om, at kun få ser den.", "The citizen has asked that only few see it.")))
    }
    if let safe = front.details.contact {
      let lines = safe.sentences(language).map { line -> HTML in "<li>\(line)</li>" }
      rows.append(.init(request.say("Sikker kontakt", "Safe contact"), "<ul class=\"b-list\">\(lines)</ul>"))
    }
    guard !rows.isEmpty else { return .empty }
    return "<h2>\(request.say("Sådan får vi fat i borgeren", "How to reach the citizen"))</h2>\(SummaryList(rows).html)"
  }

  private static func who(_ front: Citizens.Front, _ request: PageRequest) -> HTML {
    let language = request.language
    var rows: [SummaryList.Row] = []
    for field in [Citizens.DetailField.given, .family, .alias, .birth, .sex, .address, .language] {
      guard let text = front.details.text(field, language) else { continue }
      rows.append(.init(field.words[language], text: text))
    }
    if let number = front.number { rows.append(.init(number.kind.words[language], text: number.masked)) }
    if let level = front.opened.bar.level, level != .identified {
      rows.append(.init(request.say("Kendskab", "Known"), text: level.words[language]))
    }
    for other in front.alsoKnownAs {
      rows.append(
        .init(
          request.say("Også oprettet som", "Also registered as"),
          "<a href=\"/citizens/\(other.id)\">\(other.label[language])</a>"))
    }
    return "<h2>\(request.say("Hvem", "Who"))</h2>\(SummaryList(rows).html)"
  }

  private static func team(_ front: Citizens.Front, _ request: PageRequest, _ visit: Access.Visit) -> HTML {
    let language = request.language
    let items = front.team.map { member -> HTML in
      var lines: [String] = []
      if let function = member.function { lines.append(function.words[language]) }
      if let about = member.about { lines.append(about) }
      if let phone = member.phone { lines.append(phone) }
      if let until = member.until {
        lines.append(request.say("til \(CitizenParts.day(until, .da))", "until \(CitizenParts.day(until, .en))"))
      }
      let me = member.isMe ? request.say(" (mig)", " (me)") : ""
      return "<li class=\"b-card\"><p><strong>\(member.name + me)</strong></p><p>\(lines.joined(separator: " · "))</p></li>"
    }
    let list: HTML =
      items.isEmpty
      ? "<p>\(request.say("Ingen er tilknyttet.", "Nobody is named."))</p>" : "<ul class=\"b-cards\">\(items)</ul>"
    return "<h2>\(request.say("Borgerens team", "The citizen's team"))</h2>\(list)"
  }

  /// The other pages of the citizen, as far as the visitor may go.
  private static func more(_ front: Citizens.Front, _ request: PageRequest, _ visit: Access.Visit) -> HTML {
    let writes = front.opened.admission.writes
    let pages: [(Bool, String, String, String)] = [
      (writes.contains(.health), "measures", "Skemaer", "Forms"),
      (writes.contains(.identity), "details", "Ret oplysninger", "Change details"),
      (visit.may(.civilNumber) && writes.contains(.identity), "cpr", "CPR-nummer", "CPR number"),
      (writes.contains(.ordinary), "alerts", "Advarsler", "Alerts"),
      (Citizens.mayName(visit, front.opened), "team", "Hvem der er tilknyttet", "Who is named"),
      (visit.may(.assignStaff) && writes.contains(.identity), "protection", "Beskyttelse", "Protection"),
      (visit.may(.linkCitizens) && writes.contains(.ordinary), "duplicates", "Samme person to gange?", "The same person twice?"),
      (visit.may(.exportRecord) || visit.may(.ownRecord), "looked", "Hvem har set", "Who has looked"),
      (visit.may(.exportRecord), "own", "Egen adgang", "Own access"),
      (visit.may(.exportRecord) || visit.may(.ownRecord), "record", "Hele journalen", "The whole record"),
    ]
    let links = pages.filter(\.0).map { page -> HTML in
      "<li><a href=\"/citizens/\(front.opened.id)/\(page.1)\">\(request.say(page.2, page.3))</a></li>"
    }
    guard !links.isEmpty else { return .empty }
    return """
      <nav aria-label="\(request.say("Borgerens sider", "The citizen's pages"))"><ul class="b-choices">\(links)</ul></nav>

      """
  }
}
