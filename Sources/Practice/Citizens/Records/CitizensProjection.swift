import Base
import Journal
import PracticeRules
import Records

/// Who the streams are about.
package struct CitizensProjection: Projection {
  package let feature = "citizens"
  package let version = 1
  package let types = [KnownType(Citizens.SubjectRegistered.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "citizens_subject", .subjects,
        columns: [
          .integer("person"), .text("kind"), .text("source"), .text("study"), .text("site"), .text("label"),
          .integer("registeredDay"),
        ],
        indexes: [["study", "kind", "source", "stream"]])
    ]
  }

  package var views: [RecordView] { Citizens.publishedViews }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Citizens.SubjectRegistered.self)
    // A person is a set of linked streams; until links exist each stream is its own person, written as null.
    rows.add(
      to: 0,
      [
        .null, .text(payload.kind.rawValue), .text(payload.source ?? ""), .text(payload.study ?? ""), .text(orNull: payload.site),
        .text(orNull: payload.label), .integer(orNull: fact.day),
      ])
  }
}

extension Citizens {
  static let timeline = TimelineContribution(feature: "citizens", types: [KnownType(SubjectRegistered.self)]) { fact in
    let payload = try fact.payload(SubjectRegistered.self)
    return TimelineItem(.registered, code: payload.kind.rawValue, detail: payload.site)
  }
}
