import Base

/// What a study gave: everything a report, a CSV file or a JSON answer needs, and nothing that is not shown.
public struct StudyResult: Sendable {
  /// The study's id, such as `urs-2016`.
  public var study: String
  /// Title.
  public var title: Words
  /// What every reader must know first; the engine puts "no control group: gross results" and the suppression rule here.
  public var notices: [Words]
  /// Latest day that counts (occurred), where the study sets one.
  public var cutOff: CivilDate?
  /// Journal position the figures were computed at (recorded).
  public var position: Int64?
  /// How many persons in the population, and how many of them were erased since.
  public var persons: Int
  /// Erased persons that would have counted.
  public var erased: Int
  /// Smallest cell that is shown; 0 shows all.
  public var threshold: Int
  /// The tables, in the report's order, grouped by section.
  public var sections: [Section]

  /// Gathers a result.
  public init(
    study: String, title: Words, notices: [Words], cutOff: CivilDate?, position: Int64?, persons: Int, erased: Int,
    threshold: Int,
    sections: [Section]
  ) {
    self.study = study
    self.title = title
    self.notices = notices
    self.cutOff = cutOff
    self.position = position
    self.persons = persons
    self.erased = erased
    self.threshold = threshold
    self.sections = sections
  }

  /// A chapter of the report.
  public struct Section: Sendable {
    /// Heading.
    public var title: Words
    /// Its tables.
    public var tables: [Table]

    /// A chapter.
    public init(title: Words, tables: [Table]) {
      self.title = title
      self.tables = tables
    }
  }

  /// How a table is drawn, beside being printed.
  public enum Figure: String, Sendable, Codable {
    /// No figure: the table says it best.
    case none
    /// Horizontal bars, one a row (grouped by column).
    case bars
    /// Each row's parts of a whole.
    case stacked
    /// Before and after joined by a line, one a row.
    case beforeAfter
    /// Lines over waves.
    case lines
    /// Kaplan-Meier steps.
    case steps
  }

  /// One table.
  public struct Table: Sendable {
    /// Stable id, such as `urs-7-1`.
    public var id: String
    /// Title.
    public var title: Words
    /// The finding, as a heading; made by the engine from the figures.
    public var finding: Words?
    /// What is counted: persons, forms, contacts, hours, kr.
    public var unit: Words
    /// What else must be known: base, missing, rounding, test.
    public var notes: [Words]
    /// Row and column heads.
    public var rows: [Head]
    /// Column heads.
    public var columns: [Head]
    /// The cells; a missing pair is blank.
    public var cells: [Cell]
    /// How it is drawn.
    public var figure: Figure
    /// Curves of a `steps` or `lines` figure: name, and points (x, y).
    public var curves: [Curve]
    /// The natural range of the values, such as 0...100, for the figure's axis.
    public var range: ClosedRange<Double>?

    /// Gathers a table.
    public init(
      id: String, title: Words, finding: Words?, unit: Words, notes: [Words], rows: [Head], columns: [Head], cells: [Cell],
      figure: Figure,
      curves: [Curve] = [], range: ClosedRange<Double>? = nil
    ) {
      self.id = id
      self.title = title
      self.finding = finding
      self.unit = unit
      self.notes = notes
      self.rows = rows
      self.columns = columns
      self.cells = cells
      self.figure = figure
      self.curves = curves
      self.range = range
    }
  }

  /// The head of a row or column.
  public struct Head: Sendable, Hashable {
    /// Stable key.
    public var key: String
    /// What is read.
    public var label: Words

    /// A head.
    public init(key: String, label: Words) {
      self.key = key
      self.label = label
    }
  }

  /// A named curve.
  public struct Curve: Sendable {
    /// What it is.
    public var label: Words
    /// Its points, x ascending.
    public var points: [(x: Double, y: Double)]

    /// A curve.
    public init(label: Words, points: [(x: Double, y: Double)]) {
      self.label = label
      self.points = points
    }
  }

  /// What kind of figure a cell is: decides how it is printed.
  public enum Kind: String, Sendable, Codable {
    /// A number of units.
    case count
    /// A share of 100.
    case percent
    /// A mean.
    case mean
    /// A difference.
    case diff
    /// A rating that is shown as it was given.
    case score
    /// A probability.
    case p
    /// A test statistic or effect size.
    case statistic
    /// Danish kroner.
    case kr
    /// Hours.
    case hours
  }

  /// One figure, with what it stands on.
  public struct Cell: Sendable {
    /// Row and column key.
    public var row: String
    /// Column key.
    public var column: String
    /// Kind.
    public var kind: Kind
    /// The figure; when refused or suppressed there is none.
    public var value: Value
    /// Base: how many units the figure is of.
    public var n: Int?
    /// Numerator of a share.
    public var count: Int?
    /// How many units of the population are missing in it.
    public var missing: Int?
    /// Sum behind a mean.
    public var sum: Double?
    /// 2 for p < .05, 1 for p < .10, 0 for neither; nil where no test belongs.
    public var stars: Int?
    /// The p value behind the stars.
    public var p: Double?
    /// 95 % interval.
    public var interval: ClosedRange<Double>?
    /// What an earlier printed report says, where it differs.
    public var printed: Printed?

    /// Gathers a cell.
    public init(
      row: String, column: String, kind: Kind, value: Value, n: Int? = nil, count: Int? = nil, missing: Int? = nil,
      sum: Double? = nil,
      stars: Int? = nil, p: Double? = nil, interval: ClosedRange<Double>? = nil, printed: Printed? = nil
    ) {
      self.row = row
      self.column = column
      self.kind = kind
      self.value = value
      self.n = n
      self.count = count
      self.missing = missing
      self.sum = sum
      self.stars = stars
      self.p = p
      self.interval = interval
      self.printed = printed
    }
  }

  /// A figure, or why there is none.
  public enum Value: Sendable, Hashable {
    /// Rounded by the table's rule; the text has exactly the decimals that are shown, with a point.
    case figure(Double, text: String)
    /// Too few: hidden, as itself (`<5`) or to protect another cell.
    case suppressed(complementary: Bool)
    /// Cannot be computed; the reason is said in words.
    case undefined(Words)
  }

  /// A figure of an earlier printed report that cannot be right or was computed otherwise.
  public struct Printed: Sendable {
    /// As printed.
    public var value: Double
    /// Why it differs.
    public var reason: Words

    /// A printed figure.
    public init(value: Double, reason: Words) {
      self.value = value
      self.reason = reason
    }
  }
}
