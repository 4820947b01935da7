import Base

/// A study as data: who, when, which tables, and how each is counted and rounded. It holds no figure of a result.
public struct StudyDefinition: Sendable {
  /// Id, such as `urs-2016`; also the file's name.
  public var id: String
  /// Title.
  public var title: Words
  /// Where the figures come from, in words for the reader.
  public var source: Words?
  /// Which persons belong; nil takes all.
  public var population: Filter?
  /// What the population is called.
  public var populationLabel: Words?
  /// Latest day that counts.
  public var cutOff: CivilDate?
  /// The waves by code, in order.
  public var waves: [Wave]
  /// Whether the design has a group that did not get the programme.
  public var hasComparisonGroup: Bool
  /// Smallest number of persons that is shown, and why where it is not 5.
  public var disclosure: Disclosure
  /// How hours and kroner are counted.
  public var economics: EconomicRules?
  /// What every reader must know first.
  public var notices: [Words]
  /// The chapters.
  public var sections: [Section]

  /// A measurement occasion.
  public struct Wave: Sendable, Hashable {
    /// The code in the column `wave`.
    public var key: String
    /// What is read.
    public var label: Words

    /// A wave.
    public init(key: String, label: Words) {
      self.key = key
      self.label = label
    }
  }

  /// The rule of small cells.
  public struct Disclosure: Sendable {
    /// Cells of 1 to `threshold` - 1 persons are hidden; 0 hides none.
    public var threshold: Int
    /// Why, where the threshold is not 5.
    public var reason: Words?

    /// A rule; 5 is the rule of Sundhedsdatastyrelsen.
    public init(threshold: Int = 5, reason: Words? = nil) {
      self.threshold = threshold
      self.reason = reason
    }
  }

  /// A chapter.
  public struct Section: Sendable {
    /// Heading.
    public var title: Words
    /// Its tables.
    public var tables: [TableDefinition]
  }

  /// All tables, in order.
  public var tables: [TableDefinition] { sections.flatMap(\.tables) }

  /// The label of a wave; its code where the study has no such wave.
  public func label(ofWave key: String) -> Words {
    waves.first { $0.key == key }?.label ?? Words(da: key, en: key)
  }
}

/// How hours and kroner are counted.
public struct EconomicRules: Sendable {
  /// The quarters of the study, such as `2014Q4`, in order.
  public var quarters: [String]
  /// What stands in for a quarter that a site did not report.
  public var missingQuarter: MissingQuarter
  /// Which unit price the scenarios use.
  public var prices: Prices
  /// The groups that a cost may be divided by.
  public var denominators: [Denominator]
  /// Cost types that are direct and indirect.
  public var direct: String
  /// The code of indirect cost.
  public var indirect: String

  /// What stands in for a quarter that was not reported.
  public enum MissingQuarter: String, Sendable, CaseIterable {
    /// The mean of the site's other quarters, per activity and staff group.
    case meanOfOthers
    /// Nothing: the sum is of what was reported.
    case asReported
    /// The table is refused.
    case refuse
  }

  /// Which unit price is used.
  public enum Prices: String, Sendable, CaseIterable {
    /// The price an earlier report printed, where there is one.
    case printed
    /// Quantity times price, rounded by the unit cost's own rule.
    case computed
  }

  /// A group that a cost is divided by.
  public struct Denominator: Sendable {
    /// Key.
    public var key: String
    /// What is read.
    public var label: Words
    /// The table whose rows are counted.
    public var of: String
    /// Which rows.
    public var filter: Filter?
  }
}
