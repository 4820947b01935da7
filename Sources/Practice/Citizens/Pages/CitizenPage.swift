import Base
import Charts
import Instruments
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// The front page of a citizen: who it is, what must be known, how to reach him, who works with him, what comes next, what has happened.
package enum CitizenPage {
  /// `/citizens/:citizen`.
  package static func routes(_ door: Doorway) -> [Route] {
    let place = door.place
    return [door.get("/citizens/:citizen", name: "citizen") { request, visit in try show(place, request, visit) }]
  }

  private static let linesPerPage = 50

  private static func show(_ place: Workplace, _ request: PageRequest, _ visit: Access.Visit) throws -> PageResponse? {
    let asOf = request.query["asof"].flatMap { Int64($0) }
    let group = request.query["show"].flatMap { TimelineGroup(rawValue: $0) }
    guard let id = request.parameters["citizen"],
      let front = try Citizens.front(
        place, visit, id: id, group: group, before: request.query["before"], asOf: asOf, limit: linesPerPage)
    else { return nil }
    let isFirst = request.query["before"] == nil
    let bar = front.opened.bar
    var content: HTML = asOfNotice(request, front.timeline, asOf: asOf)
    if isFirst, asOf == nil {
      if bar.study == nil { content += try CitizenCover.html(front, request, place, visit) }
      let reads = front.opened.admission.reads
      if reads.contains(.research) || reads.contains(.health) { content += try trajectories(place, request, person: id) }
    }
    if let timeline = front.timeline { content += CitizenTimelinePart.html(front, timeline, request, visit, group: group, asOf: asOf) }
    let title =
      bar.study == nil ? bar.label[request.language] : request.say("Borger \(bar.label.da)", "Citizen \(bar.label.en)")
    return CitizenFrame.page(request, bar, title: title, isFront: true, content: content)
  }

  private static func asOfNotice(_ request: PageRequest, _ timeline: CitizenTimeline?, asOf: Int64?) -> HTML {
    guard asOf != nil, let timeline else { return .empty }
    return Notice(
      .information,
      title: request.say(
        "Som det så ud ved post \(timeline.asOf) i journalen", "As it was at entry \(timeline.asOf) of the journal")
    ).html
  }

  private static func trajectories(_ place: Workplace, _ request: PageRequest, person: String) throws -> HTML {
    let all = try Measures.trajectories(place, person: person)
    guard !all.isEmpty else { return .empty }
    let sections = all.enumerated().map { TrajectoryPart.html($1, number: $0, language: request.language) }
    return "<h2>\(request.say("Sådan er det gået", "How it has gone"))</h2>\(sections)"
  }
}
