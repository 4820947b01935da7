import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Who gave whom what, and when: read from the facts, so that nothing can be left out.
enum PeopleLogPage {
  static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [
      door.get("/admin/log", name: "log of administration", needs: .manageUsers, kind: .list) { request, visit in
        try await PeoplePart.answer { try show(place, request, visit) }
      }
    ]
  }

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse {
    let before = request.query["before"].flatMap { Int64($0) }
    let page = try People.log(place, visit, before: before, limit: 50)
    let items = page.entries.map { entry in
      let when = place.moment(of: entry.line.at)
      return Timeline.Entry(
        machineTime: when.description, time: WhenText.format(when, relativeDay: nil, language: request.language),
        title: "\(words(entry.line.type)[request.language]): \(entry.about)", body: body(entry, request),
        by: by(entry.by, request))
    }
    let number = request.number("page", in: 1...1_000_000, default: 1)
    let pages = Pagination(
      page: number, pages: nil, previous: before == nil ? nil : "/admin/log",
      next: page.next.map { "/admin/log?before=\($0)&page=\(number + 1)" }, language: request.language)
    let content: HTML =
      items.isEmpty
      ? "<p>\(request.say("Der er ikke sket noget endnu.", "Nothing has happened yet."))</p>"
      : "\(Timeline(items, level: 2).html)\(pages.html)"
    return Frame.page(
      request, title: request.say("Ændringer af rettigheder", "Changes of rights"),
      lead: request.say("Hvem gav hvem hvad, og hvornår. Nyeste først.", "Who gave whom what, and when. Newest first."),
      current: .administration, path: PeoplePart.path(request), content: content)
  }

  private static func by(_ name: String, _ request: PageRequest) -> String {
    guard name.hasPrefix("cli:") else { return request.say("Af \(name)", "By \(name)") }
    let user = name.dropFirst(4)
    return request.say("Af \(user) på kommandolinjen", "By \(user) on the command line")
  }

  private static func body(_ entry: People.LogEntry, _ request: PageRequest) -> HTML {
    var parts: [String] = []
    if let what = entry.what?[request.language] { parts.append(what) }
    switch entry.line.type {
    case People.MandateGranted.type, People.UserRegistered.type: if let detail = entry.line.detail { parts.append(detail) }
    case People.TeamJoined.type:
      if let part = entry.line.detail.flatMap(People.TeamPart.init(rawValue:)) { parts.append(part.words[request.language]) }
    case People.UserChanged.type, People.OrganisationChanged.type, People.TeamChanged.type:
      parts += (entry.line.detail ?? "").split(separator: " ").map { field(String($0))[request.language] }
    default: break
    }
    if let from = entry.line.from {
      parts.append(PeoplePart.period(request, from, entry.line.until))
    } else if let until = entry.line.until {
      let day = WhenText.format(until, language: request.language)
      parts.append(request.say("sidste dag \(day)", "last day \(day)"))
    }
    return parts.isEmpty ? .empty : "<p>\(parts.joined(separator: " · "))</p>"
  }

  private static func field(_ name: String) -> Words {
    switch name {
    case "name": Words(da: "navn", en: "name")
    case "login": Words(da: "brugernavn", en: "user name")
    case "title": Words(da: "stilling", en: "title")
    case "phone": Words(da: "telefon", en: "telephone")
    case "email": Words(da: "e-mail", en: "e-mail")
    case "language": Words(da: "sprog", en: "language")
    case "kind": Words(da: "slags", en: "kind")
    case "programmes": Words(da: "indsatser", en: "programmes")
    default: Words(da: name, en: name)
    }
  }

  private static let titles: [String: Words] = [
    People.OrganisationRegistered.type: Words(da: "Organisation oprettet", en: "Organisation registered"),
    People.OrganisationChanged.type: Words(da: "Organisation rettet", en: "Organisation changed"),
    People.TeamOpened.type: Words(da: "Team oprettet", en: "Team opened"),
    People.TeamChanged.type: Words(da: "Team rettet", en: "Team changed"),
    People.TeamClosed.type: Words(da: "Team lukket", en: "Team closed"),
    People.UserRegistered.type: Words(da: "Bruger oprettet", en: "User registered"),
    People.UserChanged.type: Words(da: "Bruger rettet", en: "User changed"),
    People.UserLeft.type: Words(da: "Fratrådt, adgang lukket", en: "Left, access closed"),
    People.UserOwnRecordGiven.type: Words(da: "Egen journal givet", en: "Own record given"),
    People.UserAbsent.type: Words(da: "Fravær meldt", en: "Absence reported"),
    People.UserBack.type: Words(da: "Er tilbage", en: "Is back"),
    People.RoleGranted.type: Words(da: "Rolle givet", en: "Role given"),
    People.RoleEnded.type: Words(da: "Rolle taget tilbage", en: "Role taken back"),
    People.TeamJoined.type: Words(da: "Sat i team", en: "Put in a team"),
    People.TeamLeft.type: Words(da: "Ud af team", en: "Out of a team"),
    People.MandateGranted.type: Words(da: "Mandat givet", en: "Mandate given"),
    People.MandateEnded.type: Words(da: "Mandat taget tilbage", en: "Mandate taken back"),
    People.VisitationGranted.type: Words(da: "Visitationsret givet", en: "Right to refer in given"),
    People.VisitationEnded.type: Words(da: "Visitationsret taget tilbage", en: "Right to refer in taken back"),
  ]

  private static func words(_ type: String) -> Words { titles[type] ?? Words(da: type, en: type) }
}
