import Base
import CatalogFiles
import Evaluation
import Instruments
import PracticeRules

/// The documents of the catalog that studies are made of: `studies`, `imports`, `economics`, `published`.
package enum StudyCatalog {
  /// What the catalog's check reads these folders with.
  package static let sections: [CatalogSection] =
    [
      CatalogSection(folder: "imports") { reader, document, catalog in
        allow(reader)
        let mapping = Studies.ImportMapping.read(
          document.tree, file: document.file, instruments: definitions(catalog), problems: reader.problems)
        if let mapping, mapping.study != document.id { reader.report("study", "must be the file's name, \"\(document.id)\"") }
      }
    ] + CatalogSection.evaluation + [Access.section]

  /// The keys are asked for by the reader of the document itself.
  private static func allow(_ reader: JSONReader) {
    for key in reader.keys { _ = reader.tree(key) }
  }

  /// Every version of every instrument, by `id@version`.
  static func definitions(_ catalog: Catalog) -> [String: InstrumentDefinition] {
    Dictionary(catalog.instruments.values.flatMap { $0 }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a study may name. Codes that come from data, such as places of work, are not checked.
  static func vocabulary(_ catalog: Catalog) -> StudyVocabulary? { nil }

  /// The mapping of a study with all it needs; nil when the catalog has none.
  package static func importPlan(_ study: String, _ catalog: Catalog) throws(ProblemList) -> ImportStudy.Plan? {
    guard let document = catalog.document("imports", study) else { return nil }
    let problems = ProblemCollector()
    let mapping = Studies.ImportMapping.read(
      document.tree, file: document.file, instruments: definitions(catalog), problems: problems)
    try problems.throwIfAny()
    guard let mapping else { return nil }
    var instruments: [String: Studies.ImportInstrument] = [:]
    for key in mapping.instruments {
      let parts = key.split(separator: "@")
      guard parts.count == 2, let version = Int(parts[1]),
        let definition = catalog.instrument(String(parts[0]), version: version),
        let reference = catalog.reference(definition.id, version: version), let hash = reference.split(separator: "#").last
      else { continue }
      instruments[key] = Studies.ImportInstrument(definition, hash: String(hash))
    }
    return ImportStudy.Plan(mapping: mapping, reference: "imports/\(mapping.key)#\(document.hash)", instruments: instruments)
  }

  /// The definition of a study; nil when the catalog has none.
  package static func study(_ id: String, _ catalog: Catalog) throws(ProblemList) -> StudyDefinition? {
    guard let document = catalog.document("studies", id) else { return nil }
    return try StudyDefinition.read(document.tree.compact, file: document.file, vocabulary: vocabulary(catalog))
  }

  /// What the data of a study are, to be shown with them; nil when it has no mapping.
  package static func label(_ study: String, _ catalog: Catalog) -> Words? {
    guard let label = catalog.document("imports", study)?.tree["label"], case .string(let da)? = label["da"],
      case .string(let en)? = label["en"]
    else { return nil }
    return Words(da: da, en: en)
  }
}
