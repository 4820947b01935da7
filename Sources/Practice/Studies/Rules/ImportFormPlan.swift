import Base
import Instruments

/// The answers of a form with their columns looked up.
struct FormPlan: Sendable {
  let instrument: Studies.ImportInstrument
  private let items: [ItemPlan]
  private let checksConditions: Bool

  /// One item: where its answer stands and what the item takes.
  private struct ItemPlan: Sendable {
    let place: Int
    let mapped: Studies.ImportMapping.Item
    let item: InstrumentDefinition.Item
    let blank: Answer.Missing?
    let missing: [String: Answer.Missing]
  }

  init(_ instrument: Studies.ImportInstrument, _ items: [Studies.ImportMapping.Item], _ places: [String: Int], decimalComma: Bool)
  {
    self.instrument = instrument
    self.decimalComma = decimalComma
    self.items = items.compactMap { mapped in
      guard let item = instrument.definition.item(mapped.id) else { return nil }
      return ItemPlan(
        place: places[mapped.column] ?? 0, mapped: mapped, item: item,
        blank: mapped.blank.flatMap(Answer.Missing.init(rawValue:)),
        missing: mapped.missing.compactMapValues(Answer.Missing.init(rawValue:)))
    }
    checksConditions = instrument.definition.items.contains { $0.showWhen != nil || !$0.waves.isEmpty }
  }

  private let decimalComma: Bool

  /// The answers and scores of a row; nil with problems when an answer cannot be taken.
  func read(
    _ row: some Studies.SourceRow, wave: String?, _ problems: inout [Studies.RowProblem]
  ) -> (answers: [String: Measures.Answer], scores: [String: Measures.Score])? {
    let before = problems.count
    var answers: Answers = [:]
    answers.reserveCapacity(items.count)
    for plan in items {
      if let answer = read(row, plan, &problems) { answers[plan.item.id] = answer }
    }
    guard problems.count == before else { return nil }
    let known = checksConditions ? knownWave(wave) : nil
    for refusal in instrument.definition.refusals(answers, wave: known) {
      let column = items.first { $0.item.id == refusal.item }?.mapped.column
      problems.append(.init(column: column, reason: refusal.words))
    }
    guard problems.count == before else { return nil }
    var scores: [String: Measures.Score] = [:]
    for score in instrument.scoring.score(answers, wave: known) {
      switch score.result {
      case .success(let value): scores[score.scale] = .value(value)
      case .failure(let refusal): scores[score.scale] = .refused(refusal.name)
      }
    }
    return (answers.mapValues(Measures.Answer.init), scores)
  }

  /// A wave that the instrument speaks of; any other asks the items of all waves.
  private func knownWave(_ wave: String?) -> String? {
    guard let wave else { return nil }
    let spoken = instrument.definition.items.contains { item in
      item.waves.contains(wave) || item.options.contains { $0.waves.contains(wave) }
    }
    let speaks = instrument.definition.items.contains { !$0.waves.isEmpty || $0.options.contains { !$0.waves.isEmpty } }
    return spoken || speaks ? wave : nil
  }

  private func read(_ row: some Studies.SourceRow, _ plan: ItemPlan, _ problems: inout [Studies.RowProblem]) -> Answer? {
    if row.isBlank(plan.place) { return plan.blank.map(Answer.missing) }
    let text = row.text(plan.place)
    if let missing = plan.missing[text] { return .missing(missing) }
    var value = text
    if !plan.mapped.codes.isEmpty {
      guard let code = plan.mapped.codes[text] else {
        let known = Array(plan.mapped.codes.keys) + Array(plan.mapped.missing.keys)
        problems.append(.init(column: plan.mapped.column, reason: ImportReasons.code(known)))
        return nil
      }
      value = code
    }
    switch plan.item.kind {
    case .choice: return .choice(value)
    case .choices: return .choices(value.split(separator: " ").map(String.init))
    case .text: return .text(value)
    case .number, .scale, .info:
      if let number = NumberPlan.number(value, decimalComma: decimalComma) { return .number(number) }
      problems.append(.init(column: plan.mapped.column, reason: ImportReasons.number))
    case .date:
      if let day = CivilDate(value) { return .date(day) }
      problems.append(.init(column: plan.mapped.column, reason: ImportReasons.date(dayFirst: false)))
    }
    return nil
  }
}
