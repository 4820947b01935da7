public import Base

extension InstrumentDefinition {
  /// One question, measurement or piece of information.
  public struct Item: Sendable, Hashable {
    /// Stable id, unique in the definition.
    public var id: String
    /// What kind of answer it takes.
    public var kind: Kind
    /// What is read.
    public var label: Words
    /// A hint that is read aloud with it.
    public var hint: Words?
    /// The heading it stands under.
    public var group: String?
    /// True when the form is not finished without it.
    public var required: Bool
    /// When it is asked; nil is always. May name earlier items only.
    public var showWhen: ItemCondition?
    /// The waves it is asked in; empty is all.
    public var waves: [String]
    /// Which way is better for this item alone.
    public var direction: Direction

    /// An item.
    public init(
      id: String, kind: Kind, label: Words, hint: Words? = nil, group: String? = nil, required: Bool = false,
      showWhen: ItemCondition? = nil, waves: [String] = [], direction: Direction = .none
    ) {
      self.id = id
      self.kind = kind
      self.label = label
      self.hint = hint
      self.group = group
      self.required = required
      self.showWhen = showWhen
      self.waves = waves
      self.direction = direction
    }

    /// The options of a choice; empty for other kinds.
    public var options: [Option] {
      switch kind {
      case .choice(let options), .choices(let options): options
      default: []
      }
    }

    /// The lowest and highest number this item can count for in a scale; nil when it counts for none or has no bounds.
    public var bounds: ClosedRange<Double>? {
      switch kind {
      case .number(let number):
        guard let low = number.min, let high = number.max, low <= high else { return nil }
        return low...high
      case .scale(let scale): return scale.min <= scale.max ? Double(scale.min)...Double(scale.max) : nil
      case .choice(let options):
        let weights = options.compactMap(\.weight)
        guard weights.count == options.count, let low = weights.min(), let high = weights.max() else { return nil }
        return low...high
      case .choices, .text, .date, .info: return nil
      }
    }

    /// True when an answer to it is a number in a scale.
    public var isNumeric: Bool {
      switch kind {
      case .number, .scale: true
      case .choice(let options): !options.isEmpty && options.allSatisfy { $0.weight != nil }
      case .choices, .text, .date, .info: false
      }
    }
  }

  /// What kind of answer an item takes. Closed.
  public enum Kind: Sendable, Hashable {
    /// One of the options.
    case choice([Option])
    /// Any number of the options.
    case choices([Option])
    /// A number, possibly with unit and bounds.
    case number(NumberRange)
    /// A whole number on a line, such as 0-10.
    case scale(ScaleRange)
    /// Free text, at most so many characters.
    case text(maxLength: Int?)
    /// A date.
    case date
    /// Nothing is asked: something to read.
    case info

    /// The word it has in the file.
    public var name: KindName {
      switch self {
      case .choice: .choice
      case .choices: .choices
      case .number: .number
      case .scale: .scale
      case .text: .text
      case .date: .date
      case .info: .info
      }
    }
  }

  /// The words for the kinds in a file.
  public enum KindName: String, CaseIterable, Sendable {
    /// One of the options.
    case choice
    /// Any number of the options.
    case choices
    /// A number.
    case number
    /// A whole number on a line.
    case scale
    /// Free text.
    case text
    /// A date.
    case date
    /// Something to read.
    case info
  }

  /// An option of a choice.
  public struct Option: Sendable, Hashable {
    /// Stable code.
    public var code: String
    /// What is read.
    public var label: Words
    /// What it counts for in a scale.
    public var weight: Double?
    /// The waves it is offered in; empty is all.
    public var waves: [String]

    /// An option.
    public init(code: String, label: Words, weight: Double? = nil, waves: [String] = []) {
      self.code = code
      self.label = label
      self.weight = weight
      self.waves = waves
    }
  }

  /// What numbers an item takes.
  public struct NumberRange: Sendable, Hashable {
    /// Lowest, where there is one.
    public var min: Double?
    /// Highest, where there is one.
    public var max: Double?
    /// Digits after the point that are taken, 0...6; nil takes any number, for results that were computed elsewhere.
    public var decimals: Int?
    /// Unit.
    public var unit: Words?

    /// A range of numbers.
    public init(min: Double? = nil, max: Double? = nil, decimals: Int? = 0, unit: Words? = nil) {
      self.min = min
      self.max = max
      self.decimals = decimals
      self.unit = unit
    }
  }

  /// A line of whole numbers, some of them with a label.
  public struct ScaleRange: Sendable, Hashable {
    /// Lowest.
    public var min: Int
    /// Highest.
    public var max: Int
    /// What single numbers are called; at least the ends as a rule.
    public var points: [Point]

    /// A line.
    public init(min: Int, max: Int, points: [Point] = []) {
      self.min = min
      self.max = max
      self.points = points
    }

    /// A number with its label.
    public struct Point: Sendable, Hashable {
      /// The number.
      public var value: Int
      /// What it is called.
      public var label: Words

      /// A number with its label.
      public init(value: Int, label: Words) {
        self.value = value
        self.label = label
      }
    }
  }
}
