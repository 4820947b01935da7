import Base
import Instruments
import Journal
import PracticeRecords
import PracticeRules

extension Measures {
  /// A form that was answered, with what it says and what has changed since the one before.
  package struct AnsweredForm: Sendable {
    /// One scale of it.
    package struct Line: Sendable {
      package var scale: InstrumentDefinition.Scale
      package var value: Double?
      /// What changed since the last time, in a plain sentence.
      package var sentence: Words
    }

    package var opened: Citizens.Opened
    package var definition: InstrumentDefinition
    package var day: CivilDate?
    /// The wave, where the instrument asks otherwise in some than in others.
    package var wave: String?
    package var answers: Answers
    package var scales: [Line]
    /// Item by item, since the form of the same instrument and respondent before this; empty for the first.
    package var movements: [ItemMovement]
  }

  /// The forms of a citizen, newest first.
  package static func answered(_ place: Workplace, _ opened: Citizens.Opened) throws -> [FormPoint] {
    try place.records.read { try trajectory($0, of: opened.stream) }.sorted { ($0.day ?? 0, $0.entry) > ($1.day ?? 0, $1.entry) }
  }

  /// One form; nil when there is none at the position, or the citizen is not open to this visitor.
  package static func result(
    _ place: Workplace, _ visit: Access.Visit, citizen id: String, position: Int64
  ) throws -> AnsweredForm? {
    guard let opened = try Citizens.open(place, visit, id: id) else { return nil }
    guard opened.admission.reads.contains(.health) else {
      visit.refuse(.notOpen)
      return nil
    }
    visit.show([opened.stream], .health)
    guard let form = try form(place, opened.stream, position), let version = Int(form.version),
      let definition = place.catalog.instrument(form.instrument, version: version)
    else { return nil }
    let points = try place.records.read { try trajectory($0, of: opened.stream, instrument: form.instrument) }
    // A form that was withdrawn or corrected stands in no table.
    guard let point = points.first(where: { $0.entry == position }) else { return nil }
    let wave = Measures.wave(form.wave, spokenOfBy: definition)
    let now = answers(form.answers, of: definition)
    let earlier = points.last { $0.entry < position && $0.respondent == form.respondent && $0.version == form.version }
    let before = try earlier.flatMap { try Self.form(place, opened.stream, $0.entry) }.map { answers($0.answers, of: definition) }
    let scoring = Scoring(definition)
    let scores = scoring.score(now, wave: wave)
    let old = before.map { scoring.score($0, wave: wave) } ?? []
    let lines = definition.scales.map { scale -> AnsweredForm.Line in
      let (from, to) = (old.first { $0.scale == scale.id }, scores.first { $0.scale == scale.id })
      return .init(scale: scale, value: to?.value, sentence: scale.sentence(from: FormScore(from), to: FormScore(to)))
    }
    return AnsweredForm(
      opened: opened, definition: definition, day: point.day.flatMap { CivilDate(dayNumber: $0) }, wave: wave, answers: now,
      scales: lines,
      movements: before.map { scoring.movements(from: $0, to: now, waves: (wave, wave)) } ?? [])
  }

  private static func form(_ place: Workplace, _ stream: StreamID, _ position: Int64) throws -> FormAnswered? {
    guard case .fact(let fact)? = try place.journal.read(from: position, limit: 1).first, fact.position == position,
      fact.draft.stream == stream, fact.draft.type == FormAnswered.type
    else { return nil }
    return try FormAnswered(decoding: fact.draft.payload, schema: fact.draft.schema)
  }
}
