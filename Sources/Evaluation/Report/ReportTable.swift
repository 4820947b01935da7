import Base

/// What a report, a CSV file or a JSON answer may use of a table: a cell that is not shown has nothing but its place and the word
/// for it, whatever came with it.
struct ReportTable {
  /// The table, without anything behind a hidden cell.
  let table: StudyResult.Table
  /// Its cells by place.
  private let places: [Place: StudyResult.Cell]

  private struct Place: Hashable {
    var row: String
    var column: String
  }

  init(_ original: StudyResult.Table) {
    var table = original
    table.cells = original.cells.map(ReportTable.bare)
    var places: [Place: StudyResult.Cell] = [:]
    for cell in table.cells { places[Place(row: cell.row, column: cell.column)] = cell }
    self.places = places
    table.curves = ReportTable.safeCurves(table)
    self.table = table
  }

  /// The cell at a place, if the table has one.
  func cell(_ row: StudyResult.Head, _ column: StudyResult.Head) -> StudyResult.Cell? {
    places[Place(row: row.key, column: column.key)]
  }

  /// Whether any cell is hidden.
  var hasHidden: Bool { table.cells.contains { $0.isHidden } }

  private static func bare(_ cell: StudyResult.Cell) -> StudyResult.Cell {
    switch cell.value {
    case .suppressed: return StudyResult.Cell(row: cell.row, column: cell.column, kind: cell.kind, value: cell.value)
    case .undefined:
      return StudyResult.Cell(
        row: cell.row, column: cell.column, kind: cell.kind, value: cell.value, n: cell.n, missing: cell.missing,
        printed: cell.printed)
    case .figure(let value, let text):
      guard !value.isFinite else { return cell }
      let reason = Words(da: "Tallet \(text) er ikke et endeligt tal.", en: "The figure \(text) is not a finite number.")
      return StudyResult.Cell(row: cell.row, column: cell.column, kind: cell.kind, value: .undefined(reason), n: cell.n)
    }
  }

  /// A curve goes with its row or column: where a cell of that is hidden, the curve is not drawn.
  private static func safeCurves(_ table: StudyResult.Table) -> [StudyResult.Curve] {
    let hidden = table.cells.filter(\.isHidden)
    guard !hidden.isEmpty else { return table.curves }
    let rows = Set(hidden.map(\.row))
    let columns = Set(hidden.map(\.column))
    let labels = table.rows.filter { rows.contains($0.key) } + table.columns.filter { columns.contains($0.key) }
    let names = Set(labels.map(\.label))
    return table.curves.filter { !names.contains($0.label) }
  }
}

extension StudyResult.Cell {
  /// Whether the figure is held back.
  var isHidden: Bool {
    if case .suppressed = value { return true }
    return false
  }

  /// The decimal text as computed, if there is a figure.
  var decimal: String? {
    if case .figure(_, let text) = value { return text }
    return nil
  }

  /// The number that the text says, so that no digit stands in a file that does not stand on the page.
  var number: Double? {
    guard case .figure(let value, let text) = value else { return nil }
    return Double(text) ?? value
  }
}

/// How figures of a study are read.
struct ReportText {
  let language: Language
  let threshold: Int

  /// What stands in the cell: the figure, or the word for why there is none.
  func cell(_ cell: StudyResult.Cell) -> String {
    switch cell.value {
    case .figure(_, let text): return figure(text, kind: cell.kind)
    case .suppressed(let complementary): return hidden(complementary: complementary)
    case .undefined: return Words(da: "ikke beregnet", en: "not computed")[language]
    }
  }

  /// The word for a hidden cell.
  func hidden(complementary: Bool) -> String {
    complementary || threshold <= 0 ? Words(da: "skjult", en: "hidden")[language] : "<\(threshold)"
  }

  /// A decimal text by its kind: per cent with its sign, differences with theirs.
  func figure(_ text: String, kind: StudyResult.Kind) -> String {
    let formatted = NumberText.format(text, language: language, signed: kind == .diff)
    return kind == .percent ? NumberText.percent(formatted, language: language) : formatted
  }

  /// A number with a given number of decimals.
  func number(_ value: Double, decimals: Int) -> String {
    NumberText.format(Decimals.text(value, decimals: decimals), language: language)
  }

  /// `**` and `*`, as the legend below the table says.
  func stars(_ cell: StudyResult.Cell) -> String { String(repeating: "*", count: max(0, min(2, cell.stars ?? 0))) }

  /// `p = 0,012`; small ones as `p < 0,001`.
  func p(_ value: Double) -> String {
    value < 0.001 ? "p < " + NumberText.format("0.001", language: language) : "p = " + number(value, decimals: 3)
  }

  /// The interval with the decimals of the figure.
  func interval(_ interval: ClosedRange<Double>, like cell: StudyResult.Cell) -> String {
    let decimals = cell.decimal.map(Decimals.count) ?? 2
    let words = Words(da: "95\u{00A0}% KI", en: "95% CI")[language]
    return "\(words) \(number(interval.lowerBound, decimals: decimals))–\(number(interval.upperBound, decimals: decimals))"
  }
}

/// Decimals of numbers that come without a text.
enum Decimals {
  /// How many stand after the point.
  static func count(_ text: String) -> Int {
    guard let point = text.firstIndex(of: ".") else { return 0 }
    return text.distance(from: point, to: text.endIndex) - 1
  }

  /// A number with a fixed number of decimals (0...9); half away from zero.
  static func text(_ value: Double, decimals: Int) -> String {
    let places = min(9, max(0, decimals))
    var power = 1.0
    for _ in 0..<places { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled.isFinite, scaled < 9e15 else { return "\(value)" }
    var digits = String(Int64(scaled))
    while digits.count <= places { digits = "0" + digits }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return places == 0 ? sign + digits : sign + digits.dropLast(places) + "." + digits.suffix(places)
  }
}

extension Decimals {
  /// As few decimals as say the number exactly.
  static func shortest(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// At most two decimals, for numbers of a curve.
  static func short(_ value: Double) -> String {
    let exact = shortest(value)
    return count(exact) <= 2 ? exact : text(value, decimals: abs(value) >= 100 ? 0 : 2)
  }
}

/// What the cells of a table share, so that it is said once: in the line above, in the column heads, in the row heads, or in each cell.
enum CellScope {
  case nothing
  case table(Int)
  case columns([String: Int])
  case rows([String: Int])
  case cells

  init(_ cells: [StudyResult.Cell], _ member: (StudyResult.Cell) -> Int?) {
    let known = cells.compactMap { cell in member(cell).map { (cell.row, cell.column, $0) } }
    guard let first = known.first else {
      self = .nothing
      return
    }
    if known.allSatisfy({ $0.2 == first.2 }) {
      self = .table(first.2)
    } else if let shared = CellScope.shared(known.map { ($0.1, $0.2) }) {
      self = .columns(shared)
    } else if let shared = CellScope.shared(known.map { ($0.0, $0.2) }) {
      self = .rows(shared)
    } else {
      self = .cells
    }
  }

  /// The number, where the whole table has one.
  var whole: Int? {
    if case .table(let number) = self { return number }
    return nil
  }

  private static func shared(_ pairs: [(String, Int)]) -> [String: Int]? {
    var found: [String: Int] = [:]
    for (key, number) in pairs {
      if let before = found[key], before != number { return nil }
      found[key] = number
    }
    return found
  }
}
