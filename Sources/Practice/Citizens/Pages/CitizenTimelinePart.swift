import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// What has happened with a citizen, newest first, with the ways to narrow it and to page.
enum CitizenTimelinePart {
  static func html(
    _ front: Citizens.Front, _ timeline: CitizenTimeline, _ request: PageRequest, _ visit: Access.Visit, group: TimelineGroup?,
    asOf: Int64?
  ) -> HTML {
    let address = "/citizens/\(front.opened.id)"
    let kept = [asOf.map { "asof=\($0)" }, group.map { "show=\($0.rawValue)" }].compactMap { $0 }.joined(separator: "&")
    let isFirst = request.query["before"] == nil
    let number = request.number("page", in: 1...1_000_000, default: 1)
    let pages = Pagination(
      page: number, pages: nil, previous: isFirst ? nil : address + (kept.isEmpty ? "" : "?\(kept)"),
      next: timeline.next.map { "\(address)?before=\($0)&page=\(number + 1)\(kept.isEmpty ? "" : "&\(kept)")" },
      language: request.language)
    let mayMove = visit.may(.linkCitizens) && front.opened.admission.writes.contains(.ordinary) && asOf == nil
    let list = entries(timeline.lines, request, mayMove: mayMove)
    return """
      <h2 id="happened">\(request.say("Det er sket", "What has happened"))</h2>
      \(groups(address, request, chosen: group, asOf: asOf))\(list)\(pages.html)
      """
  }

  /// The lines as a list; each with the way to move it where the visitor may. The level is that of their headings.
  static func entries(_ lines: [CitizenTimeline.Line], _ request: PageRequest, mayMove: Bool, level: Int = 3) -> HTML {
    guard !lines.isEmpty else {
      return "<p>\(request.say("Der er ikke registreret noget.", "Nothing has been registered."))</p>"
    }
    return Timeline(lines.map { entry($0, request, mayMove: mayMove) }, level: level).html
  }

  private static func groups(_ address: String, _ request: PageRequest, chosen: TimelineGroup?, asOf: Int64?) -> HTML {
    let past = asOf.map { "asof=\($0)" }
    func link(_ group: TimelineGroup?, _ label: String) -> HTML {
      let query = [group.map { "show=\($0.rawValue)" }, past].compactMap { $0 }.joined(separator: "&")
      let current: HTML? = group == chosen ? " aria-current=\"true\"" : nil
      return "<li><a href=\"\(address)\(query.isEmpty ? "" : "?\(query)")#happened\"\(current)>\(label)</a></li>"
    }
    let links = [link(nil, request.say("Alt", "All"))] + TimelineGroup.allCases.map { link($0, $0.words[request.language]) }
    return "<nav aria-label=\"\(request.say("Vis kun", "Show only"))\"><ul class=\"b-choices\">\(links)</ul></nav>"
  }

  private static func entry(_ line: CitizenTimeline.Line, _ request: PageRequest, mayMove: Bool) -> Timeline.Entry {
    let language = request.language
    let time = WhenText.format(line.occurredAt, relativeDay: line.relativeDay, language: language)
    var parts: [String] = []
    if let detail = line.detail { parts.append(detail[language]) }
    if let number = line.number { parts.append(NumberText.format(number, language: language)) }
    var body: HTML = parts.isEmpty ? .empty : "<p>\(parts.joined(separator: " · "))</p>"
    if mayMove, line.isMovable {
      let label = request.say("Står på den forkerte borger", "Stands on the wrong citizen")
      body += """
        <p class="b-small"><a href="/citizens/\(line.stream)/entries/\(Int(line.position))/move">\(label)\
        <span class="b-visually-hidden">: \(line.title[language]), \(time)</span></a></p>
        """
    }
    return Timeline.Entry(
      machineTime: line.occurredAt.firstDay?.description, time: time, title: line.title[language], tag: line.kind[language],
      body: body, by: line.author, withdrawn: line.standing?[language])
  }
}
