import Base
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// A link as a page shows it.
  package struct ShownLink: Hashable, Sendable {
    package var id: String
    package var other: Listing
    package var reason: Words?
    package var isInForce: Bool
  }

  /// The links of a citizen with people that the visitor may know of. Two statements.
  package static func shownLinks(_ place: Workplace, _ visit: Access.Visit, _ opened: Opened) throws -> [ShownLink] {
    let (lines, people) = try place.records.read { db in
      let lines = try links(db, of: opened.stream)
      let others = lines.isEmpty ? [opened.stream] : lines.map(\.other)
      return (lines, try current(db, asker(visit), of: others))
    }
    visit.show(people.map(\.stream), .identity)
    return lines.compactMap { line in
      people.first { $0.stream == line.other }.map {
        ShownLink(id: line.id, other: listing($0, visit), reason: line.reason?.words, isInForce: line.endedAt == nil)
      }
    }
  }

  /// Says that two streams of the visitor's organisation are one person; written on both sides in one act.
  ///
  /// The link's id is the act's. It is undone by `unlink`.
  package static func link(
    _ place: Workplace, _ visit: Access.Visit, id: String, with other: String, reason: LinkReason?, confidence: LinkConfidence?
  ) async throws -> Written? {
    try visit.require(.linkCitizens)
    guard let stream = StreamID(id), let second = StreamID(other) else { return nil }
    return try await write(place, visit, "citizen.link", about: stream == second ? [stream] : [stream, second]) {
      guard let here = try openToWrite(place, visit, id: id, [.identity, .ordinary]),
        let there = try openToWrite(place, visit, id: other, [.identity, .ordinary])
      else { return .notFound }
      guard let reason, let confidence else {
        return .refused([
          FieldProblem("reason", da: "Vælg grunden, og hvor sikker du er.", en: "Choose the reason, and how sure you are.")
        ])
      }
      let sides = try place.records.read { try linkSides($0, of: [stream, second]) }
      guard let a = sides[stream], let b = sides[second] else { return .notFound }
      let together = here.current.person == there.current.person
      let decided: [(stream: String, fact: SubjectLinked)]
      do throws(LinkRefusal) {
        decided = try decideLink(
          a, b, links: together ? [Link(id: "", a: a.stream, b: b.stream)] : [], id: visit.act.description, reason: reason,
          confidence: confidence, weight: Matching.score(matched(here.current), matched(there.current))?.weight)
      } catch {
        return .refused([FieldProblem(error == .anonymous ? "reason" : "form", error.words)])
      }
      return .write(
        facts: try zip([stream, second], decided).enumerated().map { number, pair in
          try place.fact(visit, number, pair.1.fact, about: pair.0, dataClass: .identity)
        })
    }
  }

  /// Undoes a link, on both sides in one act.
  package static func unlink(
    _ place: Workplace, _ visit: Access.Visit, id: String, link: String, reason: UnlinkReason?
  ) async throws -> Written? {
    try visit.require(.linkCitizens)
    guard let stream = StreamID(id),
      let line = try place.records.read({ try links($0, of: stream) }).first(where: { $0.id == link })
    else { return nil }
    return try await write(place, visit, "citizen.unlink", about: [stream, line.other]) {
      guard let here = try openToWrite(place, visit, id: id, [.identity, .ordinary]),
        let there = try openToWrite(place, visit, id: line.other.description, [.identity, .ordinary])
      else { return .notFound }
      let now = try place.records.read { try links($0, of: stream) }.first { $0.id == link }
      guard let reason else { return .refused([FieldProblem("reason", da: "Vælg grunden.", en: "Choose the reason.")]) }
      let stands = now?.endedAt == nil
      let decided: [(stream: String, fact: SubjectUnlinked)]
      do throws(LinkRefusal) {
        let links = stands ? [Link(id: link, a: here.stream.description, b: there.stream.description)] : []
        decided = try decideUnlink(link: link, links: links, reason: reason)
      } catch {
        return .refused([FieldProblem("form", error.words)])
      }
      return .write(
        facts: try zip([here.stream, there.stream], decided).enumerated().map { number, pair in
          try place.fact(visit, number, pair.1.fact, about: pair.0, dataClass: .identity)
        })
    }
  }

  /// What was written on both sides while a link was in force: after it is undone a person looks it through and moves what is wrong.
  ///
  /// - Returns: nil when there is no such link, it is still in force, or one side is not open to the visitor.
  package static func writtenWhileLinked(
    _ place: Workplace, _ visit: Access.Visit, id: String, link: String
  ) throws -> (here: Opened, there: Opened, lines: [CitizenTimeline.Line])? {
    guard let here = try open(place, visit, id: id), here.isOpen,
      let line = try place.records.read({ try links($0, of: here.stream) }).first(where: { $0.id == link }),
      let ended = line.endedAt, let there = try open(place, visit, line.other), there.isOpen
    else { return nil }
    let range = min(line.linkedAt + 1, ended)...max(line.linkedAt + 1, ended)
    let classes = here.admission.reads.intersection(there.admission.reads)
    let movable = TimelineKind.allCases.filter(\.isMovable)
    let filter = Timeline.Filter(kinds: movable, classes: classes.map(\.rawValue).sorted(), positions: range)
    let page = try place.records.read {
      try Timeline.page($0, of: [here.stream, line.other], filter, limit: 500)
    }
    return (here, there, try CitizenTimeline.lines(page.lines, place))
  }
}
