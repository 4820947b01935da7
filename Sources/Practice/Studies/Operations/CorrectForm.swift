import Base
import CatalogFiles
import Instruments
import Journal
import PracticeRecords
import PracticeRules

/// Corrects a form that was answered: a new entry that names the old one, which stays and counts no more.
package enum CorrectForm {
  /// Why a correction is not written.
  package enum Refusal: Error, Sendable, Hashable {
    /// The entry is not there, or its key has been destroyed.
    case notFound
    /// The entry is no answered form.
    case noForm
    /// The catalog no longer has the instrument in the version the form was answered with.
    case noInstrument(String)
    /// The answers do not fit the instrument.
    case answers([AnswerRefusal])

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .notFound:
        Words(
          da: "Der er ingen post med dette id, eller den er slettet.",
          en: "There is no entry with this id, or it has been erased.")
      case .noForm:
        Words(da: "Posten er ikke et besvaret skema.", en: "The entry is no answered form.")
      case .noInstrument(let id):
        Words(da: "Kataloget har ikke skemaet \(id).", en: "The catalog does not have the form \(id).")
      case .answers(let list):
        Words(da: list.map(\.words.da).joined(separator: " "), en: list.map(\.words.en).joined(separator: " "))
      }
    }
  }

  /// Appends the correcting entry and returns its receipt. Answers that are not named stay as they were.
  ///
  /// - Parameters:
  ///   - entry: the form that is corrected.
  ///   - answers: the new answers; nil takes an answer away, as not asked.
  ///   - id: the act's id, made by the maker, so that a resend is recognised; the entry's id is made from it.
  /// - Throws: `Refusal`, `AppendRefusal`, `JournalError`.
  package static func run(
    _ place: Workplace, entry: EntryID, answers: [String: Answer?], recordedBy: String, id: ActID
  ) async throws -> Receipt {
    guard case .fact(let fact)? = try place.journal.entry(entry) else { throw Refusal.notFound }
    guard fact.draft.type == Measures.FormAnswered.type else { throw Refusal.noForm }
    var form = try Measures.FormAnswered(decoding: fact.draft.payload, schema: fact.draft.schema)
    guard let version = Int(form.version), let definition = place.catalog.instrument(form.instrument, version: version) else {
      throw Refusal.noInstrument("\(form.instrument)@\(form.version)")
    }
    var all: Answers = [:]
    for held in form.answers.entries { all[held.key] = read(held.value, definition.item(held.key)) }
    for (item, answer) in answers { all[item] = answer }
    let wave = speaks(definition) ? form.wave : nil
    let refusals = definition.refusals(all, wave: wave)
    guard refusals.isEmpty else { throw Refusal.answers(refusals) }
    form.answers = Measures.Keyed(all.mapValues(written))
    form.scores = scores(definition, all, wave)
    var draft = fact.draft
    draft.id = EntryID(id.uuid)
    draft.recordedBy = recordedBy
    draft.corrects = entry
    draft.basedOn = entry
    draft.payload = try form.encoded()
    let receipt = try await place.journal.append(Act(id: id, facts: [draft]))
    try place.records.catchUp()
    return receipt
  }

  private static func speaks(_ definition: InstrumentDefinition) -> Bool {
    definition.items.contains { !$0.waves.isEmpty || $0.options.contains { !$0.waves.isEmpty } }
  }

  private static func scores(_ definition: InstrumentDefinition, _ answers: Answers, _ wave: String?)
    -> Measures.Keyed<Measures.Score>
  {
    var scores: [String: Measures.Score] = [:]
    for score in Scoring.score(definition, answers: answers, wave: wave) {
      switch score.result {
      case .success(let value): scores[score.scale] = .value(value)
      case .failure(let refusal): scores[score.scale] = .refused(refusal.name)
      }
    }
    return Measures.Keyed(scores)
  }

  private static func read(_ answer: Measures.Answer, _ item: InstrumentDefinition.Item?) -> Answer? {
    switch answer {
    case .number(let number): return .number(number)
    case .code(let code): return .choice(code)
    case .codes(let codes): return .choices(codes)
    case .missing(let kind): return Answer.Missing(rawValue: kind).map(Answer.missing)
    case .text(let text):
      if case .date? = item?.kind { return CivilDate(text).map(Answer.date) }
      return .text(text)
    }
  }

  private static func written(_ answer: Answer) -> Measures.Answer {
    switch answer {
    case .choice(let code): .code(code)
    case .choices(let codes): .codes(codes)
    case .number(let number): .number(number)
    case .text(let text): .text(text)
    case .date(let day): .text(day.description)
    case .missing(let kind): .missing(kind.rawValue)
    }
  }
}
