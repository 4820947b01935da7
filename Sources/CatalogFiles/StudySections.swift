internal import Base
internal import Evaluation
internal import Instruments

extension CatalogSection {
  /// The readers of studies, prices and printed figures: with them a check covers those folders too.
  package static var evaluation: [CatalogSection] { [studies, economics, published] }

  /// Studies may name the items, options and scales of the catalog's newest instruments only.
  package static let studies = whole("studies") { document, catalog, problems in
    let vocabulary = StudyVocabulary(tables: tables(catalog, open: texts(document.tree)))
    let study = StudyDefinition.read(document.tree.compact, file: document.file, vocabulary: vocabulary, problems: problems)
    if let study, study.id != document.id, !study.id.isEmpty {
      problems.report(file: document.file, path: "$.id", "is \"\(study.id)\", but the file is \(document.id).json")
    }
  }

  /// Rates, unit costs and scenarios.
  package static let economics = whole("economics") { document, _, problems in
    collect(problems) { () throws(ProblemList) in _ = try EconomicInputs.read(document.tree.compact, file: document.file) }
  }

  /// Figures of earlier printed reports that differ.
  package static let published = whole("published") { document, _, problems in
    collect(problems) { () throws(ProblemList) in _ = try PublishedFigures.read(document.tree.compact, file: document.file) }
  }

  private static func collect(_ problems: ProblemCollector, _ read: () throws(ProblemList) -> Void) {
    do { try read() } catch {
      for problem in error.problems { problems.report(file: problem.file, path: problem.path, problem.message) }
    }
  }

  /// The tables of a data set. Columns of the catalog's items hold the codes of their options; columns whose codes come with the data
  /// (sites, waves, kinds of contact) take whatever the study names.
  private static func tables(_ catalog: Catalog, open: [String]) -> [String: [String: [String]?]] {
    let number: [String]? = nil
    let any: [String]? = open
    var tables: [String: [String: [String]?]] = [
      "persons": ["id": number, "source": any, "site": any, "registered": number],
      "contacts": [
        "person": number, "day": number, "site": any, "kind": any, "place": any, "channel": any, "outcome": any,
      ],
      "steps": ["person": number, "day": number, "step": any, "reason": any],
      "events": ["person": number, "day": number, "kind": any, "what": any, "amount": number],
      "hours": [
        "quarter": any, "site": any, "costType": any, "activity": any, "staffGroup": any, "hours": number, "rate": number,
      ],
      "costs": ["quarter": any, "site": any, "costType": any, "activity": any, "item": any, "kr": number],
    ]
    for id in catalog.instruments.keys {
      guard let definition = catalog.instrument(id) else { continue }
      var columns: [String: [String]?] = ["person": number, "wave": any, "site": any, "day": number, "answer": number]
      for item in definition.items {
        let codes: [String]? = item.options.isEmpty ? nil : item.options.map(\.code)
        columns.updateValue(codes, forKey: item.id)
      }
      for scale in definition.scales { columns.updateValue(nil, forKey: "score:\(scale.id)") }
      tables["form:\(id)"] = columns
    }
    return tables
  }

  private static func texts(_ tree: JSONTree) -> [String] {
    switch tree {
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(texts)
    case .object(let members): members.flatMap { texts($0.value) }
    case .number, .bool, .null: []
    }
  }
}
