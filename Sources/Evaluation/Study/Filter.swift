import Base

/// Where a value is read: a column of the table at hand, or a column of another table joined over the person.
///
/// Written `column`, `table/column` or `table@wave/column`; the person's first row of the other table counts (with a wave: the first at it).
public struct ItemReference: Hashable, Sendable, CustomStringConvertible {
  /// The other table, or nil for the table at hand.
  public var table: String?
  /// The wave of the other table, where only one counts.
  public var wave: String?
  /// The column.
  public var column: String

  /// Names a column.
  public init(_ column: String, table: String? = nil, wave: String? = nil) {
    self.column = column
    self.table = table
    self.wave = wave
  }

  /// Reads the written form; nil when a part is empty.
  public init?(parsing text: String) {
    guard let slash = text.lastIndex(of: "/") else {
      guard !text.isEmpty else { return nil }
      self.init(text)
      return
    }
    let column = String(text[text.index(after: slash)...])
    let parts = text[..<slash].split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard !column.isEmpty, (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.init(column, table: parts[0], wave: parts.count == 2 ? parts[1] : nil)
  }

  /// The written form.
  public var description: String {
    guard let table else { return column }
    return wave.map { "\(table)@\($0)/\(column)" } ?? "\(table)/\(column)"
  }
}

/// What a value is compared with: an option's code or a number.
public enum Code: Hashable, Sendable {
  /// The code of an option.
  case text(String)
  /// A number.
  case number(Double)
}

/// The limits of a range; each that is nil does not bind.
public struct Bounds: Hashable, Sendable {
  /// Smallest value that is in.
  public var from: Double?
  /// Largest value that is in.
  public var to: Double?
  /// The value must be greater than this.
  public var above: Double?
  /// The value must be less than this.
  public var below: Double?

  /// Limits.
  public init(from: Double? = nil, to: Double? = nil, above: Double? = nil, below: Double? = nil) {
    self.from = from
    self.to = to
    self.above = above
    self.below = below
  }

  /// Whether a value lies within; a missing value (NaN) does not.
  public func contains(_ x: Double) -> Bool {
    if x.isNaN { return false }
    if let from, x < from { return false }
    if let to, x > to { return false }
    if let above, x <= above { return false }
    if let below, x >= below { return false }
    return true
  }
}

/// Which rows count. A condition without an item speaks of the item of its row, column or table.
public indirect enum Filter: Hashable, Sendable {
  /// The value is this.
  case equals(ItemReference?, Code)
  /// The value is one of these.
  case oneOf(ItemReference?, [Code])
  /// The value lies in a range.
  case range(ItemReference?, Bounds)
  /// There is a value.
  case answered(ItemReference?)
  /// The row's person has a value at both waves.
  case paired(ItemReference?, String, String)
  /// Every part holds.
  case all([Filter])
  /// Some part holds.
  case any([Filter])
  /// The part does not hold.
  case not(Filter)

  /// The same filter, with the item put in where a condition names none.
  public func resolved(item: ItemReference?) -> Filter {
    switch self {
    case .equals(let own, let code): return .equals(own ?? item, code)
    case .oneOf(let own, let codes): return .oneOf(own ?? item, codes)
    case .range(let own, let bounds): return .range(own ?? item, bounds)
    case .answered(let own): return .answered(own ?? item)
    case .paired(let own, let a, let b): return .paired(own ?? item, a, b)
    case .all(let parts): return .all(parts.map { $0.resolved(item: item) })
    case .any(let parts): return .any(parts.map { $0.resolved(item: item) })
    case .not(let part): return .not(part.resolved(item: item))
    }
  }

  /// The items it speaks of, in order, each once.
  public var items: [ItemReference] {
    var found: [ItemReference] = []
    collect(into: &found)
    return found
  }

  private func collect(into found: inout [ItemReference]) {
    switch self {
    case .equals(let item, _), .oneOf(let item, _), .range(let item, _), .answered(let item), .paired(let item, _, _):
      if let item, !found.contains(item) { found.append(item) }
    case .all(let parts), .any(let parts):
      for part in parts { part.collect(into: &found) }
    case .not(let part): part.collect(into: &found)
    }
  }
}

/// One figure over the rows that count.
public enum Measure: Hashable, Sendable {
  /// How many rows.
  case count
  /// How many different persons.
  case persons
  /// How many rows have an answer.
  case answers(ItemReference?)
  /// Percent of the base that the filter holds for; without a base, of the rows that answered every item in the filter.
  case share(Filter, base: Filter?)
  /// Arithmetic mean of the answers.
  case mean(ItemReference?)
  /// Quantile of the answers, 0...1 (0.5 is the median), definition 7 of Hyndman and Fan (1996).
  case quantile(ItemReference?, Double)
  /// Standard deviation with n - 1.
  case standardDeviation(ItemReference?)
  /// Sum of the answers.
  case sum(ItemReference?)
  /// The answer itself, where exactly one row counts.
  case score(ItemReference?)
}
