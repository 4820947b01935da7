import Base
import Journal
import PracticeRules
import Records

/// Who the streams are about, how well they must be hidden, and who is named on their files.
package struct CitizensProjection: Projection {
  package let feature = "citizens"
  package let version = 2
  package let types = [
    KnownType(Citizens.SubjectRegistered.self), KnownType(Citizens.ProtectionSet.self), KnownType(Citizens.CitizenAssigned.self),
    KnownType(Citizens.CitizenUnassigned.self),
  ]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "citizens_subject", .subjects,
        columns: [
          .integer("person"), .text("kind"), .text("source"), .text("study"), .text("site"), .text("label"),
          .integer("registeredDay"), .text("organisation"),
        ],
        indexes: [["study", "kind", "source", "stream"], ["organisation", "kind", "stream"]]),
      RecordTable("citizens_protection", .subjects, columns: [.integer("level"), .integer("untilDay")]),
      RecordTable(
        "citizens_assignment", .items,
        columns: [
          .text("assignment"), .text("kind"), .text("assignee"), .text("function"), .integer("fromDay"), .integer("untilDay"),
          .text("ended"),
        ],
        indexes: [["assignee", "kind", "stream"]]),
    ]
  }

  package var views: [RecordView] { Citizens.publishedViews }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    switch fact.fact.draft.type {
    case Citizens.SubjectRegistered.type: rows.add(to: 0, try registered(fact))
    case Citizens.ProtectionSet.type:
      let payload = try fact.payload(Citizens.ProtectionSet.self)
      let level = payload.protection.access.rawValue
      rows.add(to: 1, [.integer(Int64(level)), .integer(orNull: payload.until?.dayNumber)])
    case Citizens.CitizenAssigned.type: rows.add(to: 2, try assigned(fact))
    case Citizens.CitizenUnassigned.type:
      let payload = try fact.payload(Citizens.CitizenUnassigned.self)
      rows.add(
        to: 2,
        [
          .text(payload.entry), .null, .null, .null, .null, .integer(Int64(payload.until.dayNumber)),
          .text(payload.reason.rawValue),
        ])
    default: break
    }
  }

  private func registered(_ fact: OpenedFact) throws -> [RecordValue] {
    let payload = try fact.payload(Citizens.SubjectRegistered.self)
    // A person is a set of linked streams; until links exist each stream is its own person, written as null.
    return [
      .null, .text(payload.kind.rawValue), .text(payload.source ?? ""), .text(payload.study ?? ""), .text(orNull: payload.site),
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
      .integer(Int64(payload.from.dayNumber)), .integer(orNull: payload.until?.dayNumber), .null,
    ]
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
}

extension Citizens {
  static let timeline = TimelineContribution(feature: "citizens", types: [KnownType(SubjectRegistered.self)]) { fact in
    let payload = try fact.payload(SubjectRegistered.self)
    return TimelineItem(.registered, code: payload.kind.rawValue, detail: payload.site)
  }
}
