import Base

/// Prices and assumptions that no registration holds: rates, unit costs, hypothetical citizens, statistics of the whole population.
public struct EconomicInputs: Sendable {
  /// Kroner an hour by staff group; used for rows of hours that carry no rate.
  public var rates: [String: Fraction]
  /// What an event or a service costs.
  public var unitCosts: [UnitCost]
  /// Hypothetical citizens.
  public var scenarios: [Scenario]
  /// Shares of the whole population, in percent.
  public var reference: [Reference]

  /// Gathers the inputs.
  public init(
    rates: [String: Fraction] = [:], unitCosts: [UnitCost] = [], scenarios: [Scenario] = [], reference: [Reference] = []
  ) {
    self.rates = rates
    self.unitCosts = unitCosts
    self.scenarios = scenarios
    self.reference = reference
  }

  /// What an event or a service costs per citizen and year.
  public struct UnitCost: Sendable {
    /// Stable key.
    public var key: String
    /// What is read.
    public var label: Words
    /// Quantity a year times price in kroner, added up.
    public var terms: [Term]
    /// Digits of the sum: -2 rounds to hundreds.
    public var decimals: Int
    /// The price an earlier report printed, where it is to be used instead.
    public var printed: Fraction?
    /// Source.
    public var source: String

    /// A unit cost.
    public init(key: String, label: Words, terms: [Term], decimals: Int, printed: Fraction?, source: String) {
      self.key = key
      self.label = label
      self.terms = terms
      self.decimals = decimals
      self.printed = printed
      self.source = source
    }
  }

  /// Quantity times price.
  public struct Term: Sendable {
    /// Units a year.
    public var quantity: Fraction
    /// Kroner a unit.
    public var price: Fraction

    /// A term.
    public init(quantity: Fraction, price: Fraction) {
      self.quantity = quantity
      self.price = price
    }
  }

  /// A hypothetical citizen: which costs follow and which are saved.
  public struct Scenario: Sendable {
    /// Stable key.
    public var key: String
    /// What is read.
    public var label: Words
    /// Keys of unit costs that follow.
    public var costs: [String]
    /// Keys of unit costs that are saved.
    public var gains: [String]

    /// A scenario.
    public init(key: String, label: Words, costs: [String], gains: [String]) {
      self.key = key
      self.label = label
      self.costs = costs
      self.gains = gains
    }
  }

  /// A share of the whole population.
  public struct Reference: Sendable {
    /// Category, as the study's row names it.
    public var category: String
    /// Area, as the study's column names it.
    public var area: String
    /// Percent, as the source prints it.
    public var percent: Fraction

    /// A share.
    public init(category: String, area: String, percent: Fraction) {
      self.category = category
      self.area = area
      self.percent = percent
    }
  }
}

/// Figures of an earlier printed report that differ from what the data give, with the reason.
public struct PublishedFigures: Sendable {
  /// One printed figure.
  public struct Cell: Sendable {
    /// The table's id.
    public var table: String
    /// Row key.
    public var row: String
    /// Column key.
    public var column: String
    /// As printed.
    public var printed: Double
    /// Why it differs.
    public var reason: Words
  }

  /// The figures.
  public var cells: [Cell]

  /// Gathers figures.
  public init(cells: [Cell] = []) { self.cells = cells }

  /// The printed figure of a cell, if any.
  public func figure(table: String, row: String, column: String) -> StudyResult.Printed? {
    cells.first { $0.table == table && $0.row == row && $0.column == column }
      .map { StudyResult.Printed(value: $0.printed, reason: $0.reason) }
  }
}
