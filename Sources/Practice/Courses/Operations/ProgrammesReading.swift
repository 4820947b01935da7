import Base
import CatalogFiles

/// A programme as a page tells it.
package struct ProgrammeSummary: Sendable {
  /// A heading with its lines.
  package struct Section: Sendable {
    /// The heading.
    package var title: Words
    /// The lines.
    package var lines: [Words]
  }

  /// The programme's id.
  package var id: String
  /// Its title.
  package var title: Words
  /// What it is for.
  package var purpose: Words?
  /// What it says, heading by heading.
  package var sections: [Section]
}

extension Workplace {
  /// The programmes of the catalog, by id.
  package func programmeSummaries() -> [ProgrammeSummary] {
    catalog.programmes.values.sorted { $0.id < $1.id }.map(summary)
  }

  private func summary(_ programme: Programme) -> ProgrammeSummary {
    let phases = programme.phases.map { phase in
      let note =
        phase.reenterable
        ? Words(da: " (kan forlades og genoptages)", en: " (can be left and re-entered)") : Words(da: "", en: "")
      return ProgrammeSummary.Section(
        title: Words(da: phase.title.da + note.da, en: phase.title.en + note.en), lines: phase.steps.map(\.title))
    }
    let forms = programme.forms.map { form in
      let title = catalog.instrument(form.instrument)?.title ?? Words(da: form.instrument, en: form.instrument)
      let da = form.waves.map(\.label.da).joined(separator: ", ")
      let en = form.waves.map(\.label.en).joined(separator: ", ")
      return Words(da: "\(title.da): \(da)", en: "\(title.en): \(en)")
    }
    let limits = programme.limits.map { Words(da: "\($0.label.da): højst \($0.max)", en: "\($0.label.en): at most \($0.max)") }
    let more = [
      ProgrammeSummary.Section(
        title: Words(da: "Målgruppe", en: "Target group"), lines: programme.targetGroup.criteria.map(\.label)),
      ProgrammeSummary.Section(title: Words(da: "Roller", en: "Roles"), lines: programme.roles.map(\.label)),
      ProgrammeSummary.Section(title: Words(da: "Skemaer", en: "Forms"), lines: forms),
      ProgrammeSummary.Section(title: Words(da: "Grænser", en: "Limits"), lines: limits),
      ProgrammeSummary.Section(title: Words(da: "Status", en: "Statuses"), lines: programme.statuses.map(\.label)),
    ]
    return ProgrammeSummary(
      id: programme.id, title: programme.title, purpose: programme.purpose, sections: phases + more.filter { !$0.lines.isEmpty })
  }
}
