import Base
import Statistics

/// Kaplan-Meier by group; each row of the table is a group.
struct SurvivalBuilder {
  let work: Workspace
  let table: TableDefinition

  func build() throws(EvaluationRefusal) -> DraftTable {
    var draft = DraftTable(table)
    var groups: [[FollowUp]] = []
    for (r, row) in table.rows.enumerated() {
      let people = try followUps(row)
      if !row.isTotal { groups.append(people) }
      let curve = try? kaplanMeier(people)
      let events = people.count { $0.event }
      for column in table.columns {
        guard let role = column.role else { continue }
        var cell = DraftCell(row: row, column: column, table: table, kind: SurvivalBuilder.kind(role))
        fill(&cell, role, curve, people: people.count, events: events, at: column.at)
        cell.quantities = [
          Quantity(persons: people.count, atoms: [2 * r, 2 * r + 1]), Quantity(persons: events, atoms: [2 * r]),
          Quantity(persons: people.count - events, atoms: [2 * r + 1], isShown: false),
        ]
        draft.cells.append(cell)
      }
      if let curve { draft.curves.append(steps(row, curve)) }
    }
    if groups.count > 1 {
      do throws(Undefined) {
        let test = try logRank(groups)
        let x = Notes.decimal(test.statistic, 2)
        let p = Notes.probability(test.p)
        draft.testNotes.append(
          Words(
            da: "Log-rank-test: chi² = \(x.da), df = \(groups.count - 1), p \(p.da).",
            en: "Log-rank test: chi² = \(x.en), df = \(groups.count - 1), p \(p.en)."))
        for c in draft.cells.indices where draft.cells[c].kind == .count { draft.cells[c].p = test.p }
      } catch { draft.testNotes.append(error.words) }
    }
    draft.notes.append(
      Words(
        da: "Kaplan-Meier: den, hvis forløb ikke kan følges længere, tæller med til den dag.",
        en: "Kaplan-Meier: a person who can no longer be followed counts until that day."))
    return draft
  }

  private static func kind(_ role: Line.Role) -> StudyResult.Kind? {
    switch role {
    case .n, .events: .count
    case .without, .with: .percent
    default: .statistic
    }
  }

  private func followUps(_ row: Line) throws(EvaluationRefusal) -> [FollowUp] {
    guard let time = table.options.time, let event = table.options.event else { return [] }
    var mask = try work.mask(table.filter?.resolved(item: table.item), of: table.of)
    if let filter = row.filter { mask = mask & (try work.mask(filter.resolved(item: table.item), of: table.of)) }
    let days = try work.numbers(time, of: table.of)
    mask = mask & (try work.answered(time, of: table.of))
    for item in event.items { mask = mask & (try work.answered(item, of: table.of)) }
    let happened = try work.mask(event, of: table.of)
    var people: [FollowUp] = []
    mask.forEach { people.append(FollowUp(time: days.value($0), event: happened[$0])) }
    return people
  }

  private func fill(_ cell: inout DraftCell, _ role: Line.Role, _ curve: KaplanMeier?, people: Int, events: Int, at: Double?) {
    cell.n = people
    switch role {
    case .n: cell.exact = Fraction(people)
    case .events:
      cell.exact = Fraction(events)
      cell.count = events
    case .median:
      if let median = curve?.median { cell.set(median) } else { cell.refused = Phrases.notReached }
    case .without, .with:
      guard let curve, let at else { return cell.refused = Phrases.noData }
      let without = 100 * SurvivalBuilder.survival(curve, at: at)
      cell.set(role == .without ? without : 100 - without)
    default: break
    }
  }

  static func survival(_ curve: KaplanMeier, at time: Double) -> Double {
    curve.steps.last { $0.time <= time }?.survival ?? 1
  }

  /// The share without the event over time, in percent; it ends where too few are left to show.
  private func steps(_ row: Line, _ curve: KaplanMeier) -> StudyResult.Curve {
    let threshold = table.threshold ?? work.study.disclosure.threshold
    var points: [(x: Double, y: Double)] = [(0, 100)]
    for step in curve.steps where threshold == 0 || step.atRisk >= threshold { points.append((step.time, 100 * step.survival)) }
    return StudyResult.Curve(label: row.label, points: points)
  }
}
