import Base

/// Computes a study from columns. Pure: no clock, no disk, no chance.
///
///     let study = try StudyDefinition.read(bytes, file: "studies/urs-2016.json")
///     let result = try Evaluator.run(study, data: dataset, economics: inputs, published: printed)
public enum Evaluator {
  /// What the caller knows beside the data.
  public struct Options: Sendable {
    /// Journal position of the data.
    public var position: Int64?
    /// Persons of the population that were erased since.
    public var erased: Int
    /// A stricter threshold of small cells than the study's; the higher of the two holds.
    public var threshold: Int?

    /// Options.
    public init(position: Int64? = nil, erased: Int = 0, threshold: Int? = nil) {
      self.position = position
      self.erased = erased
      self.threshold = threshold
    }
  }

  /// Computes every table of a study.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - data: the columns it names.
  ///   - economics: rates, unit costs, scenarios and reference shares; needed by studies with such tables.
  ///   - published: figures of an earlier report that differ; they are shown beside.
  ///   - options: position, erased persons, threshold.
  /// - Throws: what is missing and what to do.
  public static func run(
    _ study: StudyDefinition, data: Dataset, economics: EconomicInputs? = nil, published: PublishedFigures? = nil,
    options: Options = Options()
  ) throws(EvaluationRefusal) -> StudyResult {
    var study = study
    if let floor = options.threshold, floor > study.disclosure.threshold {
      study.disclosure = StudyDefinition.Disclosure(threshold: floor)
    }
    let work = try Workspace(data: data, study: study)
    var sections: [StudyResult.Section] = []
    for section in study.sections {
      var tables: [StudyResult.Table] = []
      for table in section.tables {
        let draft = try build(table, work: work, economics: economics)
        tables.append(finish(draft, study: study, floor: options.threshold, published: published))
      }
      sections.append(StudyResult.Section(title: section.title, tables: tables))
    }
    return StudyResult(
      study: study.id, title: study.title, notices: Notes.notices(study, erased: options.erased), cutOff: study.cutOff,
      position: options.position, persons: work.persons, erased: options.erased, threshold: study.disclosure.threshold,
      sections: sections)
  }

  private static func build(
    _ table: TableDefinition, work: Workspace, economics: EconomicInputs?
  ) throws(EvaluationRefusal) -> DraftTable {
    switch table.layout {
    case .grid: return try GridBuilder(work: work, table: table).build()
    case .cross: return try CrossBuilder(work: work, table: table).build()
    case .change: return try withAttrition(try ChangeBuilder(work: work, table: table).change(), work: work)
    case .direction: return try withAttrition(try ChangeBuilder(work: work, table: table).direction(), work: work)
    case .classes: return try withAttrition(try ChangeBuilder(work: work, table: table).classes(), work: work)
    case .attrition: return try CourseBuilder(work: work, table: table).attrition()
    case .course: return try CourseBuilder(work: work, table: table).course()
    case .reliability: return try ReliabilityBuilder(work: work, table: table).build()
    case .survival: return try SurvivalBuilder(work: work, table: table).build()
    case .comparison: return try ComparisonBuilder(work: work, table: table).build()
    case .reference, .cost, .unitCosts, .scenarios, .breakEven, .denominators:
      return try economy(table, work: work, economics: economics)
    }
  }

  private static func economy(
    _ table: TableDefinition, work: Workspace, economics: EconomicInputs?
  ) throws(EvaluationRefusal) -> DraftTable {
    let rules = work.study.economics ?? EconomicRules.none
    let needed: Set<TableDefinition.Layout> = [.reference, .unitCosts, .scenarios, .breakEven]
    if economics == nil, needed.contains(table.layout) { throw .noEconomics(table: table.id) }
    let builder = EconomyBuilder(work: work, table: table, rules: rules, inputs: economics ?? EconomicInputs())
    switch table.layout {
    case .reference: return try builder.reference()
    case .unitCosts: return try builder.unitCosts()
    case .cost: return try builder.cost()
    case .denominators: return try builder.denominators()
    default: return try builder.scenarios()
    }
  }

  /// Says how many of those measured before were measured after.
  private static func withAttrition(_ draft: DraftTable, work: Workspace) throws(EvaluationRefusal) -> DraftTable {
    var draft = draft
    let table = draft.definition
    if table.layout == .change { draft.notes.append(Notes.difference(table.difference)) }
    guard let before = table.before, let after = table.after else { return draft }
    let (a, b) = try work.pairRows(table: table.of, filter: table.filter, before: before, after: after)
    let first = a.count { $0 >= 0 }
    let paired = a.indices.count { a[$0] >= 0 && b[$0] >= 0 }
    let threshold = table.threshold ?? work.study.disclosure.threshold
    let sizes = Set(draft.cells.compactMap(\.n))
    if threshold == 0 || (paired >= threshold && (first == paired || first - paired >= threshold)) {
      draft.notes.append(Notes.attrition(paired: paired, of: first, filled: sizes.count > 1))
    }
    return draft
  }

  private static func finish(
    _ draft: DraftTable, study: StudyDefinition, floor: Int?, published: PublishedFigures?
  ) -> StudyResult.Table {
    let table = draft.definition
    let threshold = max(table.threshold ?? study.disclosure.threshold, floor ?? 0)
    let verdicts = Disclosure(threshold: threshold).verdicts(draft)
    var cells: [StudyResult.Cell] = []
    var hidden = Set<String>()
    for (cell, verdict) in zip(draft.cells, verdicts) {
      switch verdict {
      case .shown: cells.append(cell.finished(printed: published?.figure(table: table.id, row: cell.row, column: cell.column)))
      case .small, .complementary:
        cells.append(cell.hidden(complementary: verdict == .complementary))
        hidden.insert(cell.row + "\u{1F}" + cell.column)
      }
    }
    let notes = table.notes + draft.notes + (hidden.isEmpty ? draft.testNotes : [])
    let finding = Findings.finding(draft) { !hidden.contains($0.row + "\u{1F}" + $0.column) }
    return StudyResult.Table(
      id: table.id, title: table.title, finding: finding, unit: Notes.unit(table.unit), notes: notes, rows: draft.rows,
      columns: draft.columns, cells: cells, figure: table.figure, curves: hidden.isEmpty ? draft.curves : [], range: table.range)
  }
}

extension EconomicRules {
  /// Rules of a study that has no costs.
  static let none = EconomicRules(
    quarters: [], missingQuarter: .refuse, prices: .computed, denominators: [], direct: "direct", indirect: "indirect")
}
