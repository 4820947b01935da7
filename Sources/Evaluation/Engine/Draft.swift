import Base

/// A table on its way: figures still exact, and what each gives away.
struct DraftTable {
  let definition: TableDefinition
  var rows: [StudyResult.Head]
  var columns: [StudyResult.Head]
  var cells: [DraftCell] = []
  var notes: [Words] = []
  /// Results of tests of the whole table; left out when a cell is hidden, since they help to work it out.
  var testNotes: [Words] = []
  var finding: Words?
  var curves: [StudyResult.Curve] = []
  /// Whether the figures are of persons and can give one away.
  var isOfPersons = true
  /// Groups that can be worked out by subtraction though no cell shows them.
  var implied: [Quantity] = []

  init(_ definition: TableDefinition) {
    self.definition = definition
    rows = definition.rows.map { StudyResult.Head(key: $0.key, label: $0.label) }
    columns = definition.columns.map { StudyResult.Head(key: $0.key, label: $0.label) }
  }

  func cell(_ row: String, _ column: String) -> DraftCell? { cells.first { $0.row == row && $0.column == column } }
}

/// A number of persons that a cell tells, directly or by its complement.
struct Quantity {
  /// How many persons.
  var persons: Int
  /// Which smallest groups (of the table) it adds up.
  var atoms: [Int]
  /// Whether it stands in the cell; a complement only follows from it.
  var isShown = true
}

/// A cell on its way.
struct DraftCell {
  let row: String
  let column: String
  var kind: StudyResult.Kind
  var decimals: Int
  var exact: Fraction?
  var n: Int?
  var count: Int?
  var missing: Int?
  var sum: Fraction?
  var stars: Int?
  var p: Double?
  var interval: ClosedRange<Double>?
  var refused: Words?
  /// What is shown already rounded (a difference of rounded means).
  var isRounded = false
  var quantities: [Quantity] = []
  /// Shown last of all to be hidden for another cell's sake.
  var isTotal = false
  var masks: [Bits] = []

  init(row: Line, column: Line, table: TableDefinition, kind: StudyResult.Kind? = nil) {
    self.init(
      row: row.key, column: column.key, kind: column.kind ?? row.kind ?? kind ?? table.kind,
      decimals: column.decimals ?? row.decimals ?? table.decimals)
    isTotal = row.isTotal || column.isTotal
  }

  init(row: String, column: String, kind: StudyResult.Kind, decimals: Int) {
    self.row = row
    self.column = column
    self.kind = kind
    self.decimals = decimals
  }

  /// A number that is not a fraction of whole numbers, taken as the decimal it prints as.
  mutating func set(_ value: Double) {
    // Closer to zero than any figure shows, and than a fraction of 128 bits holds.
    exact = abs(value) < 1e-12 ? Fraction(0) : Fraction(value)
    if exact == nil { refused = Phrases.tooLarge }
  }

  /// The rounded figure.
  var rounded: Fraction? { exact?.rounded(decimals: decimals) }

  func finished(printed: StudyResult.Printed?) -> StudyResult.Cell {
    let value: StudyResult.Value
    if let rounded {
      value = .figure(rounded.double, text: Figures.text(rounded, decimals: decimals))
    } else {
      value = .undefined(refused ?? Phrases.noData)
    }
    var own = printed
    if let number = printed?.value, case .figure(let computed, _) = value, computed == number { own = nil }
    return StudyResult.Cell(
      row: row, column: column, kind: kind, value: value, n: n, count: count, missing: missing, sum: sum?.double, stars: stars,
      p: p, interval: interval, printed: own)
  }

  func hidden(complementary: Bool) -> StudyResult.Cell {
    StudyResult.Cell(row: row, column: column, kind: kind, value: .suppressed(complementary: complementary))
  }
}

/// Numbers as text.
enum Figures {
  /// A rounded fraction with exactly the decimals that are shown and a point; no digits after it for tens and hundreds.
  static func text(_ value: Fraction, decimals: Int) -> String {
    let digits = max(0, decimals)
    var power: Int128 = 1
    for _ in 0..<digits { power *= 10 }
    let scaled = value.numerator.magnitude * UInt128(power) / value.denominator.magnitude
    var text = String(scaled)
    if digits > 0 {
      text = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -digits))
    }
    return value.numerator < 0 && scaled != 0 ? "-" + text : text
  }

  /// The same with the comma of Danish or the point of English, and thousands set apart from ten thousand on.
  static func words(_ value: Fraction, decimals: Int) -> Words {
    let plain = text(value, decimals: decimals)
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var whole = parts[0]
    if abs(value.double) >= 10_000 {
      let digits = Array(whole.drop { $0 == "-" })
      var grouped = ""
      for (i, digit) in digits.enumerated() {
        if i > 0, (digits.count - i) % 3 == 0 { grouped.append("'") }
        grouped.append(digit)
      }
      whole = (whole.hasPrefix("-") ? "-" : "") + grouped
    }
    let rest = parts.dropFirst().first
    return Words(
      da: whole.replacing("'", with: ".") + (rest.map { "," + $0 } ?? ""),
      en: whole.replacing("'", with: ",") + (rest.map { "." + $0 } ?? ""))
  }
}

/// Sentences that stand in several places.
enum Phrases {
  static let noData = Words(da: "Ingen svar", en: "No answers")
  static let tooLarge = Words(da: "Tallet er for stort til at vise", en: "The figure is too large to show")
  static let notOne = Words(
    da: "Der er ikke netop ét svar at vise", en: "There is not exactly one answer to show")
  static let noVariation = Words(
    da: "Kan ikke beregnes: ingen variation eller for få svar", en: "Cannot be computed: no variation or too few answers")
  static let notReached = Words(da: "Ikke nået i perioden", en: "Not reached in the period")
}
