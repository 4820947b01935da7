import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// A person as a list shows it.
  package struct PersonLine: Sendable, Hashable {
    /// The id in addresses; it says nothing about the person.
    package var id: String
    /// The id in the source it was imported from.
    package var source: String
    /// The study it belongs to.
    package var study: String
    /// The place.
    package var site: String?
    /// The day it was registered.
    package var registered: CivilDate?
  }

  /// One page of a list.
  package struct PeoplePage: Sendable {
    /// The people, by source id.
    package var people: [PersonLine]
    /// Hand it in for the next page; nil when this is the last.
    package var next: String?
  }

  /// How many citizens each study has, by the study's id.
  package static func countsByStudy(_ place: Workplace, _ visit: Access.Visit) throws -> [String: Int] {
    try place.records.read { try counts($0, visit.condition(.read, .research, alias: "a")) }.compactMapValues { $0[.citizen] }
      .filter { $0.value > 0 }
  }

  /// The citizens of a study, by source id, `limit` at a time.
  ///
  /// - Parameter after: what the page before gave as `next`; nil for the first page. Anything else begins at the first.
  package static func people(_ place: Workplace, _ visit: Access.Visit, study: String, after: String?, limit: Int) throws
    -> PeoplePage
  {
    let condition = visit.condition(.read, .research, alias: "a")
    let page = try place.records.read {
      try list($0, condition, study: study, after: after.flatMap(cursor), limit: limit)
    }
    visit.show(page.subjects.map(\.stream), .research)
    let next = page.next.map { "\($0.stream)~\($0.source)" }
    return PeoplePage(people: page.subjects.map(line), next: next)
  }

  /// One person by the id in the address; nil when there is none.
  package static func person(_ place: Workplace, _ visit: Access.Visit, id: String) throws -> PersonLine? {
    guard let stream = StreamID(id), let admission = try place.admit(visit, stream), admission.reads.contains(.research) else {
      return nil
    }
    visit.show([stream], .research)
    return try place.records.read { try subject($0, stream) }.flatMap { $0.kind == .citizen ? line($0) : nil }
  }

  private static func cursor(_ text: String) -> ListCursor? {
    guard let at = text.firstIndex(of: "~"), let stream = StreamID(String(text[..<at])) else { return nil }
    return ListCursor(source: String(text[text.index(after: at)...]), stream: stream)
  }

  private static func line(_ listed: Listed) -> PersonLine {
    PersonLine(
      id: listed.stream.description, source: listed.source, study: listed.study, site: listed.site,
      registered: listed.registeredDay.flatMap { CivilDate(dayNumber: $0) })
  }
}
