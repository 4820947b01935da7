import Base
import Foundation
import Journal
import PracticeRules
import Records

/// Organisations, teams, users, what they were granted, and what was done about them.
package struct PeopleProjection: Projection {
  package let feature = "people"
  package let version = 1
  package let types = People.knownTypes

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "people_organisation", .items, columns: [.text("id"), .text("name"), .text("kind"), .text("cvr")], indexes: [["id"]]),
      RecordTable(
        "people_team", .items,
        columns: [.text("id"), .text("name"), .text("organisation"), .text("programmes"), .integer("untilDay")],
        indexes: [["id"], ["organisation", "name"]]),
      RecordTable(
        "people_user", .items,
        columns: [
          .text("id"), .text("organisation"), .text("name"), .text("folded"), .text("ordering"), .text("login"), .text("title"),
          .text("phone"),
          .text("email"), .text("language"), .integer("lastDay"),
        ],
        indexes: [["id"], ["organisation", "ordering", "id"]]),
      RecordTable(
        "people_grant", .items,
        columns: [
          .text("grantId"), .text("kind"), .text("what"), .text("part"), .text("text"), .text("place"), .integer("fromDay"),
          .integer("untilDay"),
        ],
        indexes: [["kind", "what", "stream"]]),
      RecordTable(
        "people_absence", .items,
        columns: [.text("absence"), .integer("fromDay"), .integer("untilDay"), .text("substitute"), .text("reason")],
        indexes: [["substitute"]]),
      RecordTable("people_own", .subjects, columns: [.text("streams")]),
      RecordTable(
        "people_log", .entries,
        columns: [
          .text("type"), .text("recordedBy"), .integer("at"), .text("what"), .text("detail"), .integer("fromDay"),
          .integer("untilDay"),
        ],
        indexes: [["stream"]]),
    ]
  }

  package var views: [RecordView] { People.publishedViews }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let id = RecordValue.text(fact.fact.draft.stream.description)
    let line: People.LogText
    switch fact.fact.draft.type {
    case People.OrganisationRegistered.type, People.OrganisationChanged.type:
      line = try People.organisation(fact, id, into: &rows)
    case People.TeamOpened.type, People.TeamChanged.type, People.TeamClosed.type: line = try People.team(fact, id, into: &rows)
    case People.UserRegistered.type, People.UserChanged.type, People.UserLeft.type, People.UserOwnRecordGiven.type:
      line = try People.user(fact, id, into: &rows)
    case People.UserAbsent.type, People.UserBack.type: line = try People.absence(fact, into: &rows)
    default: line = try People.grant(fact, into: &rows)
    }
    rows.add(
      to: 6,
      [
        .text(fact.fact.draft.type), .text(fact.fact.draft.recordedBy), .integer(fact.fact.recordedAt.milliseconds),
        .text(orNull: line.what), .text(orNull: line.detail), .integer(orNull: line.from?.dayNumber),
        .integer(orNull: line.until?.dayNumber),
      ])
  }
}

extension People {
  static let knownTypes = [
    KnownType(OrganisationRegistered.self), KnownType(OrganisationChanged.self), KnownType(TeamOpened.self),
    KnownType(TeamChanged.self), KnownType(TeamClosed.self), KnownType(UserRegistered.self), KnownType(UserChanged.self),
    KnownType(UserLeft.self), KnownType(UserOwnRecordGiven.self), KnownType(UserAbsent.self), KnownType(UserBack.self),
    KnownType(RoleGranted.self), KnownType(RoleEnded.self), KnownType(TeamJoined.self), KnownType(TeamLeft.self),
    KnownType(MandateGranted.self), KnownType(MandateEnded.self), KnownType(VisitationGranted.self),
    KnownType(VisitationEnded.self),
  ]

  /// What the log of administration says of a fact.
  struct LogText {
    /// The role, team, programme or user it was about.
    var what: String?
    /// Names of fields, or a mandate's text.
    var detail: String?
    var from: CivilDate?
    var until: CivilDate?
  }

  /// A name as it is searched: lower case, compatibility-composed.
  package static func folded(_ name: String) -> String { name.precomposedStringWithCompatibilityMapping.lowercased() }

  /// A name as lists are ordered by it: the Danish letters come after z, in the order æ ø å.
  static func ordering(_ name: String) -> String {
    folded(name).replacing("æ", with: "{").replacing("ø", with: "|").replacing("å", with: "}")
  }
}
