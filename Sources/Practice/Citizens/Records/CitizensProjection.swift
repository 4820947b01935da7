import Base
import Journal
import PracticeRules
import Records

/// Who the streams are about, what is known of them now, how well they must be hidden, what to be aware of, which of them are one
/// person, and who is named on their files.
package struct CitizensProjection: Projection {
  package let feature = "citizens"
  package let version = 3
  package let types = [
    KnownType(Citizens.SubjectRegistered.self), KnownType(Citizens.ProtectionSet.self), KnownType(Citizens.CitizenAssigned.self),
    KnownType(Citizens.CitizenUnassigned.self), KnownType(Citizens.CitizenRegistered.self), KnownType(Citizens.DetailsChanged.self),
    KnownType(Citizens.CPRRecorded.self), KnownType(Citizens.AlertSet.self), KnownType(Citizens.AlertEnded.self),
    KnownType(Citizens.SubjectLinked.self), KnownType(Citizens.SubjectUnlinked.self), KnownType(Citizens.EntryMovedHere.self),
  ]

  package init() {}

  package var tables: [RecordTable] { Citizens.tables }
  package var views: [RecordView] { Citizens.publishedViews }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    switch fact.fact.draft.type {
    case Citizens.SubjectRegistered.type: rows.add(to: Citizens.TableNumber.subject, try registered(fact))
    case Citizens.ProtectionSet.type:
      let payload = try fact.payload(Citizens.ProtectionSet.self)
      rows.add(
        to: Citizens.TableNumber.protection,
        [
          .integer(Int64(payload.protection.access.rawValue)), .integer(orNull: payload.until?.dayNumber),
          .text(payload.basis.rawValue),
        ])
    case Citizens.CitizenAssigned.type: rows.add(to: Citizens.TableNumber.assignment, try assigned(fact))
    case Citizens.CitizenUnassigned.type:
      let payload = try fact.payload(Citizens.CitizenUnassigned.self)
      rows.add(
        to: Citizens.TableNumber.assignment,
        [
          .text(payload.entry), .null, .null, .null, .null, .integer(Int64(payload.until.dayNumber)),
          .text(payload.reason.rawValue), .null,
        ])
    case Citizens.CitizenRegistered.type, Citizens.DetailsChanged.type, Citizens.CPRRecorded.type:
      try Citizens.addCurrent(fact, into: &rows)
    case Citizens.AlertSet.type, Citizens.AlertEnded.type: try alert(fact, into: &rows)
    case Citizens.SubjectLinked.type, Citizens.SubjectUnlinked.type: try link(fact, into: &rows)
    case Citizens.EntryMovedHere.type:
      let payload = try fact.payload(Citizens.EntryMovedHere.self)
      rows.add(
        to: Citizens.TableNumber.moved,
        [.text(payload.entry), .text(payload.original), .text(payload.author), .integer(Int64(payload.recordedAt))])
    default: break
    }
  }

  private func registered(_ fact: OpenedFact) throws -> [RecordValue] {
    let payload = try fact.payload(Citizens.SubjectRegistered.self)
    return [
      .text(payload.kind.rawValue), .text(payload.source ?? ""), .text(payload.study ?? ""), .text(orNull: payload.site),
      .text(orNull: payload.label), .integer(orNull: fact.day), .text(orNull: payload.organisation),
    ]
  }

  private func assigned(_ fact: OpenedFact) throws -> [RecordValue] {
    let payload = try fact.payload(Citizens.CitizenAssigned.self)
    let (kind, assignee): (Access.Assignment.Kind, String) =
      switch payload.assignee {
      case .user(let id): (.user, id)
      case .team(let id): (.team, id)
      }
    return [
      .text(fact.fact.draft.id.description), .text(kind.rawValue), .text(assignee), .text(payload.function.rawValue),
      .integer(Int64(payload.from.dayNumber)), .integer(orNull: payload.until?.dayNumber), .null, .text(orNull: payload.about),
    ]
  }

  private func alert(_ fact: OpenedFact, into rows: inout FeatureRows) throws {
    let number = Citizens.TableNumber.alert
    if fact.fact.draft.type == Citizens.AlertEnded.type {
      let payload = try fact.payload(Citizens.AlertEnded.self)
      return rows.add(to: number, [.text(payload.entry), .null, .null, .null, .null, .text(payload.reason.rawValue)])
    }
    let payload = try fact.payload(Citizens.AlertSet.self)
    rows.add(
      to: number,
      [
        .text(fact.fact.draft.id.description), .text(payload.alert.rawValue), .text(orNull: payload.note),
        .integer(orNull: fact.day), .integer(orNull: payload.until?.dayNumber), .null,
      ])
  }

  private func link(_ fact: OpenedFact, into rows: inout FeatureRows) throws {
    let number = Citizens.TableNumber.link
    if fact.fact.draft.type == Citizens.SubjectUnlinked.type {
      let payload = try fact.payload(Citizens.SubjectUnlinked.self)
      return rows.add(
        to: number,
        [
          .text(payload.link), try other(payload.other), .null, .null, .null, .null, .text(payload.reason.rawValue),
          .integer(fact.fact.position),
        ])
    }
    let payload = try fact.payload(Citizens.SubjectLinked.self)
    rows.add(
      to: number,
      [
        .text(payload.link), try other(payload.other), .text(payload.reason.rawValue), .text(payload.confidence.rawValue),
        .real(orNull: payload.weight), .integer(fact.fact.position), .null, .null,
      ])
  }

  private func other(_ text: String) throws -> RecordValue {
    guard let stream = StreamID(text) else { throw ProjectionFault("a link names no stream") }
    return .blob(stream.bytes)
  }
}

extension Citizens.Protection {
  /// The level that the policy compares.
  package var access: Access.Protection {
    switch self {
    case .none: .ordinary
    case .nameAndAddress: .nameAndAddress
    case .restricted: .restricted
    }
  }

  package init(_ access: Access.Protection) {
    switch access {
    case .ordinary: self = .none
    case .nameAndAddress: self = .nameAndAddress
    case .restricted: self = .restricted
    }
  }
}
