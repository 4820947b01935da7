public import Base

extension InstrumentDefinition {
  /// How a figure is made from answers.
  public struct Scale: Sendable, Hashable {
    /// Stable id, unique in the definition.
    public var id: String
    /// Title.
    public var title: Words
    /// How it is computed.
    public var rule: Rule
    /// The items, in order; none for a rule over scales. For classes, the items that must have answers before `otherwise` is given.
    public var items: [String]
    /// Those of them that count from the other end: lowest + highest - answer.
    public var reversed: [String]
    /// What happens when answers are missing.
    public var missing: MissingRule
    /// Where the missing rule is from; nil when it needs no source, as refusal does.
    public var missingSource: String?
    /// Lowest and highest value there can be; an end that is open is nil.
    public var range: Range
    /// Which way is better.
    public var direction: Direction
    /// Named parts of the range, ascending.
    public var bands: [Band]
    /// Where the bands are from.
    public var bandsSource: String?
    /// The line between usual and clinical, where there is one.
    public var cutOff: CutOff?
    /// What it takes to call a change reliable.
    public var change: ReliableChange?
    /// Lines drawn with the values that are neither band nor cut-off.
    public var normLines: [NormLine]
    /// How its values are written.
    public var format: Format
    /// True for a helper that pages do not list.
    public var hidden: Bool

    /// A scale.
    public init(
      id: String, title: Words, rule: Rule, items: [String], reversed: [String] = [], missing: MissingRule = .refuse,
      missingSource: String? = nil, range: Range = Range(), direction: Direction = .none, bands: [Band] = [],
      bandsSource: String? = nil, cutOff: CutOff? = nil, change: ReliableChange? = nil, normLines: [NormLine] = [],
      format: Format = .number, hidden: Bool = false
    ) {
      self.id = id
      self.title = title
      self.rule = rule
      self.items = items
      self.reversed = reversed
      self.missing = missing
      self.missingSource = missingSource
      self.range = range
      self.direction = direction
      self.bands = bands
      self.bandsSource = bandsSource
      self.cutOff = cutOff
      self.change = change
      self.normLines = normLines
      self.format = format
      self.hidden = hidden
    }

    /// The band a value lies in: the last that begins at or below it. Nil without bands or below the first.
    public func band(for value: Double) -> Band? { bands.last { $0.from <= value } }
  }

  /// How a scale is computed. Closed.
  public enum Rule: Sendable, Hashable {
    /// Sum of the items.
    case sum
    /// Mean of the items.
    case mean
    /// How many items are at or above a number.
    case count(atLeast: Double)
    /// The highest item.
    case max
    /// The lowest item.
    case min
    /// A constant and a sum of terms.
    case linear(constant: Double, terms: [Term])
    /// A constant and a sum of terms over scales that stand earlier in the definition; no value when one of them has none.
    case combine(constant: Double, terms: [ScaleTerm])
    /// The value of the first class whose condition holds for certain, also when other answers are missing; `otherwise` when none does,
    /// every item of the scale that is asked has an answer, and every scale that the classes look at has a value.
    case classify(classes: [Class], otherwise: Double)

    /// The word it has in the file.
    public var name: RuleName {
      switch self {
      case .sum: .sum
      case .mean: .mean
      case .count: .count
      case .max: .max
      case .min: .min
      case .linear: .linear
      case .combine: .combine
      case .classify: .classify
      }
    }
  }

  /// The words for the rules in a file.
  public enum RuleName: String, CaseIterable, Sendable {
    /// Sum of the items.
    case sum
    /// Mean of the items.
    case mean
    /// How many items are at or above a number.
    case count
    /// The highest item.
    case max
    /// The lowest item.
    case min
    /// A constant and a sum of terms.
    case linear
    /// A constant and a sum of terms over earlier scales.
    case combine
    /// The first class whose condition holds.
    case classify
  }

  /// A term of a rule over scales: value × weight ÷ divisor.
  public struct ScaleTerm: Sendable, Hashable {
    /// The scale, which stands earlier in the definition.
    public var scale: String
    /// Multiplies.
    public var weight: Double
    /// Divides; never 0.
    public var divisor: Double

    /// A term.
    public init(scale: String, weight: Double = 1, divisor: Double = 1) {
      self.scale = scale
      self.weight = weight
      self.divisor = divisor
    }
  }

  /// A value with the condition it is given on. What it is called stands in the scale's bands.
  public struct Class: Sendable, Hashable {
    /// The value.
    public var value: Double
    /// When it is given; may look at items and at earlier scales.
    public var when: ItemCondition

    /// A class.
    public init(value: Double, when: ItemCondition) {
      self.value = value
      self.when = when
    }
  }

  /// How the values of a scale are written.
  public enum Format: String, CaseIterable, Sendable {
    /// As a number.
    case number
    /// As digits without separators, each with a meaning of its own, such as the profile 21232. Two such values have no difference.
    case digits
  }

  /// A line that is drawn with the values of a scale, such as the mean of a population.
  public struct NormLine: Sendable, Hashable {
    /// The value it is drawn at.
    public var value: Double
    /// What it is called.
    public var label: Words
    /// Where it is from.
    public var source: String

    /// A line.
    public init(value: Double, label: Words, source: String) {
      self.value = value
      self.label = label
      self.source = source
    }
  }

  /// A term of a linear rule: transform(item) × weight ÷ divisor.
  public struct Term: Sendable, Hashable {
    /// The item.
    public var item: String
    /// What is done with the answer first.
    public var transform: Transform
    /// Multiplies.
    public var weight: Double
    /// Divides; never 0.
    public var divisor: Double

    /// A term.
    public init(item: String, transform: Transform = .identity, weight: Double = 1, divisor: Double = 1) {
      self.item = item
      self.transform = transform
      self.weight = weight
      self.divisor = divisor
    }
  }

  /// What a linear rule does with an answer first.
  public enum Transform: String, CaseIterable, Sendable {
    /// Nothing.
    case identity
    /// Natural logarithm of the answer + 1; the answer must be above -1.
    case ln1p
  }

  /// What happens when answers are missing. Closed.
  public enum MissingRule: Sendable, Hashable {
    /// No score.
    case refuse
    /// From at least so many answers the sum is raised in proportion (sum), or the mean is of those given.
    case prorate(minimum: Int)
    /// From at least so many answers each missing one adds this number, after reversal and weights.
    case substitute(value: Double, minimum: Int)
    /// What is there counts, from at least so many answers.
    case itemwise(minimum: Int)
  }

  /// The words for the missing rules in a file.
  public enum MissingRuleName: String, CaseIterable, Sendable {
    /// No score.
    case refuse
    /// In proportion.
    case prorate
    /// A number for each missing one.
    case substitute
    /// What is there counts.
    case itemwise
  }

  /// The values a scale can have; an end that is open is nil.
  public struct Range: Sendable, Hashable {
    /// Lowest.
    public var min: Double?
    /// Highest.
    public var max: Double?

    /// A range.
    public init(min: Double? = nil, max: Double? = nil) {
      self.min = min
      self.max = max
    }

    func contains(_ value: Double) -> Bool {
      value >= (min ?? -.infinity) && value <= (max ?? .infinity)
    }
  }

  /// A named part of the range.
  public struct Band: Sendable, Hashable {
    /// Stable code.
    public var code: String
    /// First value in it.
    public var from: Double
    /// Last value in it; for scales that are not whole numbers, where the next begins.
    public var to: Double
    /// What it is called.
    public var label: Words

    /// A band.
    public init(code: String, from: Double, to: Double, label: Words) {
      self.code = code
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// A line that means something clinically.
  public struct CutOff: Sendable, Hashable {
    /// The value.
    public var value: Double
    /// Which side is the clinical one.
    public var side: Side
    /// What it means to be on that side.
    public var label: Words
    /// Where it is from.
    public var source: String
    /// False when nobody has checked the source; pages say so.
    public var verified: Bool

    /// A line.
    public init(value: Double, side: Side, label: Words, source: String, verified: Bool) {
      self.value = value
      self.side = side
      self.label = label
      self.source = source
      self.verified = verified
    }

    /// Whether a value is on the clinical side.
    public func isClinical(_ score: Double) -> Bool {
      switch side {
      case .atOrAbove: score >= value
      case .below: score < value
      }
    }

    /// The clinical side.
    public enum Side: String, CaseIterable, Sendable {
      /// The value itself and above.
      case atOrAbove
      /// Below the value.
      case below
    }
  }

  /// What it takes to call a change reliable (Jacobson & Truax 1991).
  public struct ReliableChange: Sendable, Hashable {
    /// Reliability, above 0 and below 1.
    public var reliability: Double
    /// Standard deviation before, above 0.
    public var sd: Double
    /// Where both are from.
    public var source: String

    /// Names reliability and spread.
    public init(reliability: Double, sd: Double, source: String) {
      self.reliability = reliability
      self.sd = sd
      self.source = source
    }

    /// Standard error of a difference: sd × √2 × √(1 − reliability).
    public var standardErrorOfDifference: Double { sd * (2 * (1 - reliability)).squareRoot() }

    /// The change that must be passed to be called reliable: 1.96 standard errors of a difference.
    public var threshold: Double { 1.96 * standardErrorOfDifference }
  }
}
