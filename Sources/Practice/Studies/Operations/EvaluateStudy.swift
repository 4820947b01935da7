import Base
import CatalogFiles
import Evaluation
import Journal
import PracticeRecords
import PracticeRules
import Records

/// Computes a study from Records.
package enum EvaluateStudy {
  /// Why a study cannot be computed.
  package enum Refusal: Error, Sendable, Hashable {
    /// The catalog has no such study.
    case unknownStudy(String)
    /// Nothing has been registered for it.
    case noData(String)

    /// What is wrong and what to do.
    package var words: Words {
      switch self {
      case .unknownStudy(let id):
        Words(
          da: "Kataloget har ingen undersøgelse „\(id)“. Undersøgelserne står i Catalog/studies.",
          en: "The catalog has no study “\(id)”. Studies stand in Catalog/studies.")
      case .noData(let id):
        Words(
          da: "Der er ingen registreringer til „\(id)“ endnu. Indlæs dem med „brobygger import \(id) <mappe>“.",
          en: "There are no registrations for “\(id)” yet. Import them with “brobygger import \(id) <folder>”.")
      }
    }
  }

  /// Brings Records up to date and computes every table of a study.
  ///
  /// - Parameter threshold: a stricter threshold of small cells than the study's own.
  /// - Throws: `Refusal`, `EvaluationRefusal`, `ProblemList`, errors of journal and records.
  package static func run(_ place: Workplace, study id: String, threshold: Int? = nil) throws -> StudyResult {
    guard let study = try StudyCatalog.study(id, place.catalog) else { throw Refusal.unknownStudy(id) }
    let economics = try place.catalog.document("economics", id).map { (document) throws(ProblemList) in
      try EconomicInputs.read(document.tree.compact, file: document.file)
    }
    let published = try place.catalog.document("published", id).map { (document) throws(ProblemList) in
      try PublishedFigures.read(document.tree.compact, file: document.file)
    }
    try place.records.catchUp()
    let position = try place.journal.head
    let data = try place.records.read { try StudyData.dataset($0, study: id, catalog: place.catalog) }
    guard data.tables.contains(where: { $0.value.count > 0 }) else { throw Refusal.noData(id) }
    return try Evaluator.run(
      study, data: data, economics: economics, published: published,
      options: Evaluator.Options(position: position, erased: erased(place, id), threshold: threshold))
  }

  /// How many persons of a study have been erased. Ids of imported streams carry the day that the mapping gives them.
  private static func erased(_ place: Workplace, _ id: String) -> Int {
    guard case .string(let text)? = place.catalog.document("imports", id)?.tree["idDay"], let day = CivilDate(text) else {
      return 0
    }
    let mark = StreamID.version7(at: Instant(startOf: day), tail: [UInt8](repeating: 0, count: 10)).bytes.prefix(6)
    return place.journal.erasedStreams.count { $0.bytes.prefix(6) == mark }
  }
}

extension Workplace {
  /// The studies of the catalog, by title.
  package func studyTitles() -> [(id: String, title: Words)] {
    let documents = (catalog.documents["studies"] ?? [:]).values.sorted { $0.id < $1.id }
    return documents.compactMap { document in
      guard let title = document.tree["title"], case .string(let da)? = title["da"], case .string(let en)? = title["en"] else {
        return nil
      }
      return (document.id, Words(da: da, en: en))
    }
  }

  /// A study, computed now; nil when the catalog has none of that name or nothing has been registered for it.
  package func evaluate(study id: String) async throws -> StudyResult? {
    do { return try EvaluateStudy.run(self, study: id) } catch is EvaluateStudy.Refusal { return nil }
  }
}
