import Base
import Foundation
import Journal
import PracticeRecords
import PracticeRules
import Records

extension Citizens {
  /// Somebody who works with a citizen, as the citizen's own page names them.
  package struct TeamMember: Hashable, Sendable {
    package var assignment: String
    package var name: String
    package var isTeam: Bool
    package var function: CareFunction?
    /// What to ask them about.
    package var about: String?
    package var phone: String?
    package var from: CivilDate?
    package var until: CivilDate?
    package var isMe: Bool
  }

  /// The front page of a citizen.
  package struct Front: Sendable {
    package var opened: Opened
    /// What the visitor may read of the details.
    package var details: Details
    package var number: ShownNumber?
    package var team: [TeamMember]
    package var protection: ProtectionState
    /// Other streams of the same person.
    package var alsoKnownAs: [Listing]
    package var timeline: CitizenTimeline?
  }

  /// Who works with a citizen, today or later. Two statements.
  package static func team(_ place: Workplace, _ visit: Access.Visit, _ opened: Opened) throws -> [TeamMember] {
    let lines = try place.records.read { try assignments($0, of: opened.stream, on: visit.today) }
    let staff = try Staff.named(place, Set(lines.map(\.assignee)))
    return lines.map { line in
      let known = staff[line.assignee]
      return TeamMember(
        assignment: line.id, name: known?.name ?? line.assignee, isTeam: line.kind == .team, function: line.function,
        about: line.about, phone: known?.phone, from: CivilDate(dayNumber: line.fromDay),
        until: line.untilDay.flatMap { CivilDate(dayNumber: $0) },
        isMe: line.kind == .user && line.assignee == visit.caller.user)
    }
  }

  /// The front page; nil when there is no such citizen for this visitor.
  ///
  /// - Parameters:
  ///   - group: only this kind of thing in the timeline; nil for all.
  ///   - before: what the page before gave as `next`.
  ///   - asOf: the timeline as it was at a position of the journal; nil for now.
  package static func front(
    _ place: Workplace, _ visit: Access.Visit, id: String, group: TimelineGroup? = nil, before: String? = nil, asOf: Int64? = nil,
    limit: Int = 50
  ) throws -> Front? {
    guard let opened = try open(place, visit, id: id) else { return nil }
    var details = Details()
    for field in DetailField.allCases where opened.admission.reads.contains(field.dataClass) {
      details.take(field, from: opened.current.details)
    }
    if !seesPhone(opened.current) { details.phone = nil }
    if !opened.isOpen { details = Details(name: details.name, birth: details.birth) }
    if details.address != nil || details.phone != nil { visit.show([opened.stream], .address) }
    var timeline: CitizenTimeline?
    if opened.isOpen {
      timeline = try CitizenTimeline.read(place, opened, group: group, before: before, asOf: asOf, limit: limit)
      for dataClass in timeline?.classes ?? [] { visit.show(opened.streams, dataClass) }
      visit.show(opened.streams, opened.admission.reads.contains(.research) ? .research : .ordinary)
    }
    visit.show(opened.linked.map(\.stream), .identity)
    return Front(
      opened: opened, details: details, number: opened.isOpen ? try number(place, opened) : nil,
      team: try team(place, visit, opened), protection: try protection(place, visit, opened),
      alsoKnownAs: opened.linked.map { listing($0, visit) }, timeline: timeline)
  }
}

/// What a timeline can be narrowed to.
package enum TimelineGroup: String, Sendable, CaseIterable {
  case contacts, measures, course, treatment, person

  package var words: Words {
    switch self {
    case .contacts: Words(da: "Kontakter", en: "Contacts")
    case .measures: Words(da: "Skemaer", en: "Forms")
    case .course: Words(da: "Forløb", en: "Course")
    case .treatment: Words(da: "Behandling", en: "Treatment")
    case .person: Words(da: "Oplysninger om borgeren", en: "Details of the citizen")
    }
  }

  var kinds: [TimelineKind] {
    switch self {
    case .contacts: [.contact, .attempt, .visit]
    case .measures: [.form, .screen]
    case .course: [.step, .randomised]
    case .treatment: [.dose, .use, .screen, .withdrawal, .detox]
    case .person:
      [
        .registered, .details, .cpr, .protection, .alert, .alertEnded, .link, .unlink, .assignment, .assignmentEnded, .moved,
      ]
    }
  }
}
