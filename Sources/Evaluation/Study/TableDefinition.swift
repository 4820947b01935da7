import Base

/// One table of a study.
public struct TableDefinition: Sendable {
  /// Stable id, such as `urs-7-1`.
  public var id: String
  /// Title.
  public var title: Words
  /// What is counted.
  public var unit: Unit
  /// Default kind of the cells.
  public var kind: StudyResult.Kind
  /// Default digits after the point; negative for tens, hundreds. Range -6...6.
  public var decimals: Int
  /// How a difference is rounded.
  public var difference: Difference
  /// How it is drawn.
  public var figure: StudyResult.Figure
  /// Natural range of the values.
  public var range: ClosedRange<Double>?
  /// What the author adds.
  public var notes: [Words]
  /// Own threshold of small cells, where it is not the study's.
  public var threshold: Int?
  /// How the cells come about.
  public var layout: Layout
  /// The table of the data set that is read, such as `form:urs-motivation`.
  public var of: String
  /// Which of its rows count.
  public var filter: Filter?
  /// The item where a row or column names none.
  public var item: ItemReference?
  /// The measure where a row or column names none.
  public var measure: Measure?
  /// The wave before and the wave after, for paired layouts.
  public var before: String?
  /// The wave after.
  public var after: String?
  /// The test of a change or of two groups.
  public var test: Test?
  /// Whether stars are shown for p < .05 and p < .10.
  public var stars: Bool
  /// The rows.
  public var rows: [Line]
  /// The columns.
  public var columns: [Line]
  /// What a layout of change classes, of survival or of economics needs beside.
  public var options: Options

  /// What is counted.
  public enum Unit: String, Sendable, CaseIterable {
    /// Persons.
    case persons
    /// Forms.
    case forms
    /// Answers.
    case answers
    /// Contacts.
    case contacts
    /// Hours.
    case hours
    /// Danish kroner.
    case kr
    /// Scales of items.
    case scales
  }

  /// How a difference is rounded.
  public enum Difference: String, Sendable, CaseIterable {
    /// Difference of the exact means, then rounded.
    case unrounded
    /// Difference of the rounded means.
    case ofRoundedMeans
  }

  /// The closed list of layouts.
  public enum Layout: String, Sendable, CaseIterable {
    /// Each cell is a measure over the rows that table, row and column name.
    case grid
    /// Crossing of two items whose codes make rows and columns.
    case cross
    /// Before, after, change of persons measured twice.
    case change
    /// Shares of persons with positive, no and negative change.
    case direction
    /// Shares of persons with reliable change.
    case classes
    /// How many of those expected answered at each wave.
    case attrition
    /// Level by wave: all that answered, complete cases, last observation carried forward, index.
    case course
    /// Cronbach's alpha and the reliable change that follows.
    case reliability
    /// Kaplan-Meier by group with log-rank.
    case survival
    /// Two groups beside each other with a test.
    case comparison
    /// Statistics of the whole population, from the economic inputs.
    case reference
    /// Hours and kroner by activity.
    case cost
    /// Unit costs.
    case unitCosts
    /// Programme cost beside derived costs and gains of hypothetical citizens.
    case scenarios
    /// How often a gain must occur for the scenario to balance.
    case breakEven
    /// Cost per citizen by what it is divided by.
    case denominators
  }

  /// Tests of a change or of two groups.
  public enum Test: String, Sendable, CaseIterable {
    /// Two-sided paired t test.
    case pairedT
    /// Wilcoxon signed-rank.
    case wilcoxon
    /// Sign test.
    case sign
    /// McNemar's exact test.
    case mcnemar
    /// Welch's t test.
    case welch
    /// Mann-Whitney.
    case mannWhitney
    /// Pearson's chi-squared without correction.
    case chiSquared
    /// Fisher's exact test.
    case fisher
  }

  /// What some layouts need beside.
  public struct Options: Sendable {
    /// The item that makes the rows of a crossing, and its bands where it is a number.
    public var rowItem: ItemReference?
    /// The item that makes the columns of a crossing.
    public var columnItem: ItemReference?
    /// What a crossing shows beside counts.
    public var percent: Percent?
    /// Whether a crossing of counts has a row and a column of totals.
    public var totals = false
    /// Where reliability and standard deviation of a reliable change come from.
    public var reliability: Reliability?
    /// Cut-off between the clinical and the ordinary range.
    public var cutOff: Double?
    /// Which direction is better; decides what counts as improved.
    public var better: Better = .higher
    /// Days or months to the event or the end of observation.
    public var time: ItemReference?
    /// Whether the event came.
    public var event: Filter?
    /// Cost per citizen is of this denominator.
    public var denominator: String?

    /// The base of a crossing's percents.
    public enum Percent: String, Sendable, CaseIterable {
      /// Of the row.
      case row
      /// Of the column.
      case column
    }
  }

  /// Where reliability and standard deviation come from.
  public enum Reliability: Sendable {
    /// Cronbach's alpha of these items (some of them reversed) and the standard deviation of their sum, at this wave.
    case items([ItemReference], reversed: [ItemReference], wave: String?)
    /// A published reliability and standard deviation.
    case given(reliability: Double, standardDeviation: Double, source: String)
  }

  /// Which direction is better.
  public enum Better: String, Sendable, CaseIterable {
    /// More is better.
    case higher
    /// Less is better.
    case lower
  }
}

/// A row or a column of a table.
public struct Line: Sendable {
  /// Stable key.
  public var key: String
  /// What is read.
  public var label: Words
  /// Which rows of the data count.
  public var filter: Filter?
  /// Its items, one a block; most layouts read the first.
  public var items: [ItemReference] = []
  /// Those of its items that point the other way.
  public var reversed: [ItemReference] = []
  /// What is counted.
  public var measure: Measure?
  /// Its kind, where it is not the table's.
  public var kind: StudyResult.Kind?
  /// Its digits, where they are not the table's.
  public var decimals: Int?
  /// What a column shows, in layouts with roles.
  public var role: Role?
  /// Which of a row's items the column reads, from 0.
  public var block = 0
  /// Whether less is better for this row.
  public var better: TableDefinition.Better?
  /// Its wave.
  public var wave: String?
  /// A moment of a survival curve.
  public var at: Double?
  /// It sums up other rows: left out of findings.
  public var isTotal = false
  /// Keys of rows it adds up.
  public var adds: [String] = []
  /// Keys of the columns where it adds the rows as they are printed, not as they are exactly.
  public var addsRounded: [String] = []
  /// Activities, staff groups and cost type of an economic row.
  public var activities: [String] = []
  /// Staff groups; empty takes all.
  public var staff: [String] = []
  /// Cost type.
  public var costType: String?
  /// A key in the economic inputs: unit cost, scenario, denominator, area of a reference population.
  public var reference: String?
  /// Phrases for the finding: less, more, as before.
  public var phrases: Phrases?
  /// The test of this row, where it is not the table's.
  public var test: TableDefinition.Test?

  /// A row or column.
  public init(key: String, label: Words) {
    self.key = key
    self.label = label
  }

  /// The first item.
  public var item: ItemReference? { items.first }

  /// How a change of this row is put into words.
  public struct Phrases: Sendable {
    /// When there was less after.
    public var less: Words
    /// When there was more after.
    public var more: Words
  }

  /// What a row or column shows.
  public enum Role: String, Sendable, CaseIterable {
    // change, comparison
    /// Mean before.
    case before
    /// Mean after.
    case after
    /// After minus before.
    case change
    /// Lower and upper end of the 95 % interval of the change.
    case low
    /// Upper end.
    case high
    /// Cohen's dz: mean change over its standard deviation.
    case effect
    /// Persons in it.
    case n
    /// p of the test.
    case p
    // direction, classes
    /// Share that moved to the better.
    case positive
    /// Share without change.
    case unchanged
    /// Share that moved the other way.
    case negative
    /// Reliably better and across the cut-off.
    case recovered
    // attrition
    /// Persons expected.
    case expected
    /// Persons that answered.
    case answered
    /// Answered of expected.
    case share
    /// Answered here and at the first wave.
    case paired
    // course
    /// Mean of all that answered.
    case mean
    /// Standard deviation.
    case sd
    /// Persons with every wave.
    case completeN
    /// Mean of persons with every wave.
    case completeMean
    /// Persons with the first wave.
    case carriedN
    /// Mean with the last observation carried forward.
    case carriedMean
    /// Mean in percent of the first wave's.
    case index
    // reliability
    /// Cronbach's alpha.
    case alpha
    /// Smallest change that is reliable (95 %).
    case reliableChange
    // survival
    /// Events.
    case events
    /// Median time.
    case median
    /// Share without the event at a moment.
    case without
    /// Share with the event at a moment.
    case with
    // comparison
    /// First group.
    case first
    /// Second group.
    case second
    /// Second minus first.
    case difference
    // economics
    /// Hours.
    case hours
    /// Kroner.
    case kr
    /// Kroner per unit of the denominator.
    case perUnit
    /// Programme cost per citizen, direct.
    case direct
    /// Programme cost per citizen, indirect.
    case indirect
    /// Programme cost per citizen.
    case programme
    /// Derived costs.
    case derivedCosts
    /// Derived gains.
    case derivedGains
    /// Gains less derived costs less programme cost.
    case net
    /// How often the gains less derived costs must occur to pay the programme, percent.
    case occurrence
    /// Largest programme cost that balances.
    case affordable
  }
}
