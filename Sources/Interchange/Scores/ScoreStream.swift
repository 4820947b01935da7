import Instruments

/// Scores a file of answers row by row, in memory that does not grow with the file.
///
/// A column that has the name of an item is that item's answer; empty is no answer, and `declined`, `notRelevant`, `cannotNow` and
/// `notAsked` are answers that are missing. The columns before the first item, or those named, come out again with each score. Example:
/// ```swift
/// let summary = try ScoreStream(definition).scoreCSV(reader, write: { print(String(decoding: $0, as: UTF8.self)) }, issue: { _ in })
/// ```
package struct ScoreStream: Sendable {
  /// What comes out.
  package enum Output: String, CaseIterable, Sendable {
    /// One line a score, with a header.
    case csv
    /// One JSON object a line.
    case ndjson
  }

  /// What became of a file.
  package struct Summary: Sendable, Hashable {
    /// Rows that were scored.
    package var scored = 0
    /// Rows that were not.
    package var refused = 0

    /// Nothing yet.
    package init() {}
  }

  /// The form.
  package let definition: InstrumentDefinition
  /// The columns that identify a row; none to take those before the first item.
  package let ids: [String]
  /// The wave the answers are of; nil is all.
  package let wave: String?
  /// What comes out.
  package let output: Output
  let scoring: Scoring
  /// The scales that are shown, by their place.
  let shown: [Int]
  /// True when a row is its numbers: nothing depends on what was asked.
  let isPlain: Bool

  /// A stream for one form.
  package init(_ definition: InstrumentDefinition, ids: [String] = [], wave: String? = nil, output: Output = .csv) {
    self.definition = definition
    self.ids = ids
    self.wave = wave
    self.output = output
    scoring = Scoring(definition)
    shown = definition.scales.indices.filter { !definition.scales[$0].hidden }
    isPlain =
      scoring.width == definition.items.count && wave == nil
      && definition.items.allSatisfy { $0.showWhen == nil && $0.waves.isEmpty }
  }

  /// The item a name stands for, also in a later round of a group that repeats.
  func place(_ name: String) -> Int? {
    if let place = scoring.indices[name] { return place }
    guard let key = InstrumentDefinition.AnswerKey(name), key.round > 1 else { return nil }
    return scoring.indices[key.item]
  }

  /// Scores a CSV file.
  ///
  /// - Parameters:
  ///   - write: takes bytes of the output, some tens of thousands at a time.
  ///   - issue: is told of each row that is not scored.
  package func scoreCSV(
    _ reader: CSVReader, write: (borrowing [UInt8]) throws(ScoreFailure) -> Void, issue: (ScoreRowIssue) -> Void
  ) throws(ScoreFailure) -> Summary {
    let columns = try columns(reader.header)
    let quick = columns.map(\.quick)
    let idColumns = columns.indices.filter { columns[$0].item == nil }
    var lines = ScoreLines(self, ids: idColumns.map { reader.header[$0] })
    var values = [Double](repeating: .nan, count: scoring.width)
    var row = CSVRow()
    var summary = Summary()
    lines.begin()
    while true {
      do {
        guard try reader.read(&row) else { break }
      } catch { throw .file(error) }
      if let problem = scores(row, columns, quick, idColumns, &values, &lines) {
        issue(ScoreRowIssue(line: row.line, problem: problem))
        summary.refused += 1
      } else {
        summary.scored += 1
      }
      if lines.bytes.count > ScoreStream.flushAt {
        try write(lines.bytes)
        lines.bytes.removeAll(keepingCapacity: true)
      }
    }
    try write(lines.bytes)
    return summary
  }

  static let flushAt = 1 << 16

  /// What each column is; a column in doubt stops everything, for a misspelt item would be an answer that is missing in each row.
  private func columns(_ header: [String]) throws(ScoreFailure) -> [ScoreColumn] {
    for name in ids where !header.contains(name) { throw .noColumn(name: name) }
    var columns: [ScoreColumn] = []
    var isBefore = ids.isEmpty
    for name in header {
      if !ids.contains(name), let place = place(name) {
        isBefore = false
        columns.append(ScoreColumn(name: name, item: definition.items[place], place: place))
      } else if ids.contains(name) || isBefore {
        columns.append(ScoreColumn(name: name))
      } else {
        throw .unknownColumn(name: name, near: nearest(name))
      }
    }
    guard columns.contains(where: { $0.item != nil }) else { throw .noItems }
    return columns
  }

  private func scores(
    _ row: CSVRow, _ columns: [ScoreColumn], _ quick: [ScoreColumn.Quick], _ ids: [Int], _ values: inout [Double],
    _ lines: inout ScoreLines
  ) -> ScoreRowProblem? {
    if let fault = row.fault { return .row(fault) }
    var answers: Answers = [:]
    for index in values.indices { values[index] = .nan }
    let problem = row.bytes.withUnsafeBufferPointer { bytes -> ScoreRowProblem? in
      var start = 0
      for (index, end) in row.ends.enumerated() {
        defer { start = end }
        let column = quick[index]
        guard column.place >= 0, end > start else { continue }
        let field = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if isPlain {
          let value = column.hasCodes ? columns[index].weight(field) : column.number(field)
          if value.isFinite {
            if column.isFirstRound { values[column.place] = value }
            continue
          }
        }
        switch columns[index].answer(field) {
        case .success(let answer):
          answers[columns[index].name] = answer
          if isPlain, let item = columns[index].item, answer.isGiven {
            if let refusal = item.refusal(of: answer) { return .answer(refusal) }
            if case .choice(let code) = answer, column.isFirstRound {
              values[column.place] = item.options.first { $0.code == code }?.weight ?? .nan
            } else if case .number(let number) = answer, column.isFirstRound {
              values[column.place] = number
            }
          }
        case .failure(let problem): return problem.problem
        }
      }
      return nil
    }
    if let problem { return problem }
    let scores: [ScaleScore]
    if isPlain {
      scores = scoring.scores(values: values)
    } else {
      if let refusal = definition.refusals(answers, wave: wave).first { return .answer(refusal) }
      scores = scoring.score(answers, wave: wave)
    }
    lines.row(row, ids, scores)
    return nil
  }

  func nearest(_ name: String) -> String? { ScoreColumn.nearest(name, definition.items.map(\.id)) }
}
