import Base
import Charts
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// One citizen: the trajectories first, then what has happened, newest first.
package enum CitizenPage {
  /// `/citizens/:citizen`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [door.get("/citizens/:citizen", name: "citizen") { request, visit in try show(place, request, visit) }]
  }

  private static let linesPerPage = 50

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    guard let id = request.parameters["citizen"], let person = try Citizens.person(place, visit, id: id) else { return nil }
    let asOf = request.query["asof"].flatMap { Int64($0) }
    guard
      let timeline = try CitizenTimeline.read(
        place, person: id, study: person.study, before: request.query["before"], asOf: asOf, limit: linesPerPage)
    else { return nil }
    let isFirst = request.query["before"] == nil
    let pictures = isFirst && asOf == nil ? try trajectories(place, request, person: id) : .empty
    let kept = asOf.map { "&asof=\($0)" } ?? ""
    let pages = Pagination(
      page: request.number("page", in: 1...1_000_000, default: 1), pages: nil,
      previous: isFirst ? nil : "/citizens/\(id)\(asOf.map { "?asof=\($0)" } ?? "")",
      next: timeline.next.map {
        "/citizens/\(id)?before=\($0)&page=\(request.number("page", in: 1...1_000_000, default: 1) + 1)\(kept)"
      },
      language: request.language)
    let content: HTML = """
      \(asOfNotice(request, timeline, asOf: asOf))
      \(pictures)
      <h2>\(request.say("Det er sket", "What has happened"))</h2>
      \(list(timeline, request))\(pages.html)
      """
    let bar = IdentityBar(
      name: person.source,
      facts: [person.site, person.study, StudyCatalog.label(person.study, place.catalog)?[request.language]].compactMap { $0 })
    return Frame.page(
      request, title: request.say("Borger \(person.source)", "Citizen \(person.source)"), current: .citizens,
      path: [PageLink(request.say("Borgere", "Citizens"), href: "/citizens?study=\(person.study)")], identity: bar.html,
      content: content)
  }

  private static func asOfNotice(_ request: PageRequest, _ timeline: CitizenTimeline, asOf: Int64?) -> HTML {
    guard asOf != nil else { return .empty }
    return Notice(
      .information,
      title: request.say(
        "Som det så ud ved post \(timeline.asOf) i journalen", "As it was at entry \(timeline.asOf) of the journal")
    ).html
  }

  private static func list(_ timeline: CitizenTimeline, _ request: PageRequest) -> HTML {
    guard !timeline.lines.isEmpty else {
      return "<p>\(request.say("Der er ikke registreret noget.", "Nothing has been registered."))</p>"
    }
    return Timeline(timeline.lines.map { entry($0, request) }).html
  }

  private static func entry(_ line: CitizenTimeline.Line, _ request: PageRequest) -> Timeline.Entry {
    let time = WhenText.format(line.occurredAt, relativeDay: line.relativeDay, language: request.language)
    var parts: [String] = []
    if let detail = line.detail { parts.append(detail[request.language]) }
    if let number = line.number { parts.append(NumberText.format(number, language: request.language)) }
    let body: HTML = parts.isEmpty ? .empty : "<p>\(parts.joined(separator: " · "))</p>"
    return Timeline.Entry(
      machineTime: line.occurredAt.firstDay?.description, time: time, title: line.title[request.language],
      tag: line.kind[request.language], body: body, withdrawn: line.standing?[request.language])
  }

  private static func trajectories(_ place: Workplace, _ request: PageRequest, person: String) throws -> HTML {
    let all = try Measures.trajectories(place, person: person)
    guard !all.isEmpty else { return .empty }
    let sections = all.enumerated().map { TrajectoryPart.html($1, number: $0, language: request.language) }
    return "<h2>\(request.say("Sådan er det gået", "How it has gone"))</h2>\(sections)"
  }
}
