import Base
import Foundation

/// A study as JSON: `evaluate --format json`.
public enum ReportJSON {
  /// The whole result, keys in alphabetical order; `value` is the number that `text` says.
  ///
  /// A hidden cell has `status` `suppressed` and no number of any kind, an undefined one has its `reason`.
  public static func text(_ result: StudyResult) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(Study(result)), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a study without infinite numbers is always JSON: \(error)")
    }
  }

  private static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

  private struct Study: Encodable {
    var study: String
    var title: Words
    var persons: Int
    var erased: Int
    var threshold: Int
    var cutOff: String?
    var position: Int64?
    var notices: [Words]
    var tables: [Table]

    init(_ result: StudyResult) {
      study = result.study
      title = result.title
      persons = result.persons
      erased = result.erased
      threshold = result.threshold
      cutOff = result.cutOff?.description
      position = result.position
      notices = result.notices
      let words = ReportText(language: .en, threshold: result.threshold)
      tables = result.sections.flatMap { section in
        section.tables.map { Table(ReportTable($0).table, section: section.title, words: words) }
      }
    }
  }

  private struct Table: Encodable {
    var id: String
    var title: Words
    var finding: Words?
    var unit: Words
    var section: Words
    var figure: String
    var rows: [Head]
    var columns: [Head]
    var cells: [Cell]
    var curves: [Curve]
    var notes: [Words]

    init(_ table: StudyResult.Table, section: Words, words: ReportText) {
      id = table.id
      title = table.title
      finding = table.finding
      unit = table.unit
      self.section = section
      figure = table.figure.rawValue
      rows = table.rows.map(Head.init)
      columns = table.columns.map(Head.init)
      cells = table.cells.map { Cell($0, words: words) }
      curves = table.curves.map { curve in
        Curve(
          label: curve.label,
          points: curve.points.compactMap { $0.x.isFinite && $0.y.isFinite ? [$0.x, $0.y] : nil })
      }
      notes = table.notes
    }
  }

  private struct Head: Encodable {
    var key: String
    var da: String
    var en: String

    init(_ head: StudyResult.Head) {
      key = head.key
      da = head.label.da
      en = head.label.en
    }
  }

  private struct Curve: Encodable {
    var label: Words
    var points: [[Double]]
  }

  private struct Printed: Encodable {
    var value: Double?
    var reason: Words
  }

  private struct Cell: Encodable {
    var row: String
    var column: String
    var kind: String
    var value: Double?
    var text: String
    var n: Int?
    var count: Int?
    var sum: Double?
    var missing: Int?
    var stars: Int?
    var p: Double?
    var interval: [Double]?
    var status: String
    var reason: Words?
    var printed: Printed?

    init(_ cell: StudyResult.Cell, words: ReportText) {
      row = cell.row
      column = cell.column
      kind = cell.kind.rawValue
      value = finite(cell.number)
      text = cell.decimal ?? words.cell(cell)
      n = cell.n
      count = cell.count
      sum = finite(cell.sum)
      missing = cell.missing
      stars = cell.stars
      p = finite(cell.p)
      interval = cell.interval.flatMap { range in
        range.lowerBound.isFinite && range.upperBound.isFinite ? [range.lowerBound, range.upperBound] : nil
      }
      switch cell.value {
      case .figure: status = "shown"
      case .suppressed: status = "suppressed"
      case .undefined(let words): (status, reason) = ("undefined", words)
      }
      printed = cell.printed.map { Printed(value: finite($0.value), reason: $0.reason) }
    }

    /// Every key stands in every cell, so that a reader sees `null` and not nothing.
    func encode(to encoder: any Encoder) throws {
      var box = encoder.container(keyedBy: CodingKeys.self)
      try box.encode(row, forKey: .row)
      try box.encode(column, forKey: .column)
      try box.encode(kind, forKey: .kind)
      try box.encode(value, forKey: .value)
      try box.encode(text, forKey: .text)
      try box.encode(n, forKey: .n)
      try box.encode(count, forKey: .count)
      try box.encode(sum, forKey: .sum)
      try box.encode(missing, forKey: .missing)
      try box.encode(stars, forKey: .stars)
      try box.encode(p, forKey: .p)
      try box.encode(interval, forKey: .interval)
      try box.encode(status, forKey: .status)
      try box.encode(reason, forKey: .reason)
      try box.encode(printed, forKey: .printed)
    }

    private enum CodingKeys: String, CodingKey {
      case row, column, kind, value, text, n, count, sum, missing, stars, p, interval, status, reason, printed
    }
  }
}
