import Base
import Journal
import PracticeRules
import Records

/// Forms, their answers and scores. Free text stays sealed in the journal.
package struct MeasuresProjection: Projection {
  package let feature = "measures"
  package let version = 1
  package let types = [KnownType(Measures.FormAnswered.self)]

  package init() {}

  package var tables: [RecordTable] {
    [
      RecordTable(
        "measures_form",
        columns: [
          .text("instrument"), .text("version"), .integer("sortKey"), .integer("day"), .integer("relativeDay"), .text("wave"),
          .integer("answerNo"), .text("respondent"), .text("mode"), .text("site"),
        ],
        indexes: [["stream", "instrument", "sortKey"], ["instrument"]]),
      RecordTable("measures_answer", columns: [.text("item"), .real("number"), .text("code"), .text("missing")]),
      RecordTable("measures_score", columns: [.text("scale"), .real("number"), .text("reason")]),
    ]
  }

  package func project(_ fact: OpenedFact, standing: Standing, into rows: inout FeatureRows) throws {
    let payload = try fact.payload(Measures.FormAnswered.self)
    rows.add(
      to: 0,
      [
        .text(payload.instrument), .text(payload.version), .integer(fact.fact.draft.occurredAt.sortKey),
        .integer(orNull: fact.day), .integer(orNull: payload.relativeDay), .text(orNull: payload.wave),
        .integer(orNull: payload.answerNo), .text(payload.respondent), .text(payload.mode), .text(orNull: payload.site),
      ])
    for entry in payload.answers.entries { Self.add(entry, to: &rows) }
    for entry in payload.scores.entries {
      switch entry.value {
      case .value(let number): rows.add(to: 2, [.text(entry.key), .real(number), .null])
      case .refused(let reason): rows.add(to: 2, [.text(entry.key), .null, .text(reason)])
      }
    }
  }

  /// One row an answer; an answer of several codes has one row a code, and one with an empty code when none was chosen.
  private static func add(_ entry: Measures.Keyed<Measures.Answer>.Entry, to rows: inout FeatureRows) {
    let item = RecordValue.text(entry.key)
    switch entry.value {
    case .number(let number): rows.add(to: 1, [item, .real(number), .null, .null])
    case .code(let code): rows.add(to: 1, [item, .null, .text(code), .null])
    case .codes(let codes):
      if codes.isEmpty { rows.add(to: 1, [item, .null, .text(""), .text(several)]) }
      for code in codes { rows.add(to: 1, [item, .null, .text(code), .text(several)]) }
    case .text: rows.add(to: 1, [item, .null, .null, .text("sealedText")])
    case .missing(let kind): rows.add(to: 1, [item, .null, .null, .text(kind)])
    }
  }

  /// Stands in `missing` beside a code that is one of several; no kind of missing has this name.
  static let several = "+"
}

extension Measures {
  static let timeline = TimelineContribution(feature: "measures", types: [KnownType(FormAnswered.self)]) { fact in
    let payload = try fact.payload(FormAnswered.self)
    var number: Double?
    if payload.scores.entries.count == 1, case .value(let score)? = payload.scores.entries.first?.value { number = score }
    return TimelineItem(
      .form, code: payload.instrument, detail: payload.wave, number: number, relativeDay: payload.relativeDay)
  }
}
