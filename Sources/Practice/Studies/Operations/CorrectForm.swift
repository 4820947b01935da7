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
    var all = Measures.answers(form.answers, of: definition)
    for (item, answer) in answers { all[item] = answer }
    let wave = Measures.wave(form.wave, spokenOfBy: definition)
    let refusals = definition.refusals(all, wave: wave)
    guard refusals.isEmpty else { throw Refusal.answers(refusals) }
    form.answers = Measures.Keyed(all.mapValues(Measures.Answer.init))
    form.scores = Measures.Keyed(Measures.scores(definition, all, wave: wave))
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
}
