package import Base
internal import Instruments

/// Definitions in words, for the people who answer for them to proof-read.
package enum CatalogDescription {
  /// An instrument, programme or code list by id; nil when the catalog has none of that id.
  package static func text(_ id: String, in catalog: Catalog, _ language: Language) -> String? {
    if let definition = catalog.instrument(id) {
      let hash = catalog.hashes["instruments/\(definition.key)"] ?? ""
      return definition.described(language) + "\nSHA-256 \(hash)\n"
    }
    if let programme = catalog.programmes[id] { return describe(programme, catalog, language) }
    if let list = catalog.codeLists[id] {
      return
        ([list.title[language], list.source]
        + list.codes.map { code in
          let maps = code.maps.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
          return "- \(code.code): \(code.label[language])" + (maps.isEmpty ? "" : " (\(maps))")
        }).joined(separator: "\n") + "\n"
    }
    return nil
  }

  /// Every id with its title, by kind.
  package static func list(_ catalog: Catalog, _ language: Language) -> String {
    var lines: [String] = []
    func heading(_ da: String, _ en: String) { lines.append(Words(da: da, en: en)[language]) }
    heading("Instrumenter", "Instruments")
    for (id, versions) in catalog.instruments.sorted(by: { $0.key < $1.key }) {
      guard let newest = versions.last else { continue }
      lines.append("  \(id)@\(newest.version)  \(newest.title[language])  [\(newest.licence.kind.rawValue)]")
    }
    heading("Programmer", "Programmes")
    for programme in catalog.programmes.values.sorted(by: { $0.id < $1.id }) {
      lines.append("  \(programme.key)  \(programme.title[language])")
    }
    heading("Kodelister", "Code lists")
    for list in catalog.codeLists.values.sorted(by: { $0.id < $1.id }) { lines.append("  \(list.id)  \(list.title[language])") }
    for (folder, documents) in catalog.documents.sorted(by: { $0.key < $1.key }) {
      lines.append("\(folder)/")
      for id in documents.keys.sorted() { lines.append("  \(id)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func describe(_ programme: Programme, _ catalog: Catalog, _ language: Language) -> String {
    func say(_ da: String, _ en: String) -> String { Words(da: da, en: en)[language] }
    var lines = [
      "\(programme.title[language]) (\(programme.key))", programme.purpose[language],
      say("Kilde", "Source") + ": \(programme.source)", "",
    ]
    lines.append(say("Målgruppe", "Target group"))
    for criterion in programme.targetGroup.criteria {
      var line = "- \(criterion.label[language])"
      if criterion.loadRule, let load = programme.targetGroup.load {
        let domains = load.domains.map { $0.label[language] }.joined(separator: ", ")
        line += say(
          ": mindst \(load.atLeast) af \(load.domains.count) (\(domains))",
          ": at least \(load.atLeast) of \(load.domains.count) (\(domains))")
      }
      lines.append(line)
    }
    lines += ["", say("Faser", "Phases")]
    for phase in programme.phases {
      let again = phase.reenterable ? say(", kan genoptages", ", may be re-entered") : ""
      lines.append("- \(phase.id) \(phase.title[language])\(again)")
      for step in phase.steps {
        let documents = step.documents.map { $0[language] }.joined(separator: ", ")
        lines.append("  - \(step.id) \(step.title[language])" + (documents.isEmpty ? "" : ": \(documents)"))
      }
    }
    lines += ["", say("Skemaer", "Forms")]
    for form in programme.forms {
      let title = catalog.instrument(form.instrument)?.title[language] ?? form.instrument
      lines.append("- \(title): " + form.waves.map { $0.label[language] }.joined(separator: "; "))
    }
    lines += ["", say("Grænser", "Limits")]
    lines += programme.limits.map { "- \($0.label[language]): \(say("højst", "at most")) \($0.max)" }
    lines += ["", say("Afslutning", "Discharge")]
    for status in programme.statuses {
      let reasons = programme.reasons.filter { $0.status == status.code }.map { $0.label[language] }
      lines.append("- \(status.label[language])" + (reasons.isEmpty ? "" : ": \(reasons.joined(separator: "; "))"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
