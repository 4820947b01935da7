/// What a scale gave for one set of answers.
public struct ScaleScore: Sendable, Hashable {
  /// The scale.
  public var scale: String
  /// The value, or why there is none.
  public var result: Result<Double, ScoreRefusal>
  /// How many of the scale's items have an answer that counts. For a rule over scales the items are those of the scales together.
  public var answered: Int
  /// How many items the scale has; for classes, how many of them are asked.
  public var of: Int

  /// A score.
  public init(scale: String, result: Result<Double, ScoreRefusal>, answered: Int, of: Int) {
    self.scale = scale
    self.result = result
    self.answered = answered
    self.of = of
  }

  /// False when answers are missing, also where the rule gives a value without them; whoever shows such a value says so.
  public var isComplete: Bool { answered == of }

  /// The value; nil when there is none.
  public var value: Double? { try? result.get() }
}

/// Why a scale gives no score. Closed.
public enum ScoreRefusal: Error, Sendable, Hashable {
  /// Answers are missing and the rule wants all of them.
  case missing(items: [String])
  /// Fewer answers than the rule wants.
  case tooFew(answered: Int, needed: Int)
  /// An answer for which the rule has no value, such as the logarithm of a negative amount.
  case undefined(item: String)

  /// The word it has in examples.
  public var name: String {
    switch self {
    case .missing: "missing"
    case .tooFew: "tooFew"
    case .undefined: "undefined"
    }
  }
}

/// A definition made ready for scoring: items by number, each scale as factors and offsets.
///
/// Make it once for many forms. From memory, ``value(scale:values:)`` is the fast way in; ``score(_:wave:)`` takes answers by id.
public struct Scoring: Sendable {
  /// The version of the rules: raised when what a rule or a missing rule means is changed, so that the same definition and the same answers
  /// could give another score. A score that is kept names the version it was made with beside the definition's hash.
  public static let version = 1

  /// The definition.
  public let definition: InstrumentDefinition
  /// Place of each item in a row of values.
  public let indices: [String: Int]
  /// How many numbers a row has: one an item, and after them one for each item whose options the classes of a scale look at.
  public let width: Int
  private let scales: [CompiledScale]
  private let weights: [[String: Double]]
  private let columns: ScoringColumns
  private let hasConditions: Bool

  /// Makes a definition ready. The definition must have passed its check; items that are unknown count as always missing.
  public init(_ definition: InstrumentDefinition) {
    self.definition = definition
    let places = definition.items.enumerated().map { ($1.id, $0) }
    let indices = Dictionary(places, uniquingKeysWith: { first, _ in first })
    self.indices = indices
    let columns = ScoringColumns(definition, indices)
    self.columns = columns
    width = definition.items.count + columns.items.count
    var scales: [CompiledScale] = []
    for scale in definition.scales { scales.append(CompiledScale(scale, definition, columns, earlier: scales)) }
    self.scales = scales
    weights = definition.items.map { item in
      Dictionary(item.options.compactMap { o in o.weight.map { (o.code, $0) } }, uniquingKeysWith: { first, _ in first })
    }
    hasConditions = definition.items.contains { $0.showWhen != nil || !$0.waves.isEmpty }
  }

  /// Scores answers once. For many forms make a ``Scoring`` and keep it.
  public static func score(_ definition: InstrumentDefinition, answers: Answers, wave: String? = nil) -> [ScaleScore] {
    Scoring(definition).score(answers, wave: wave)
  }

  /// All scales of the definition for one form. Answers to items that are not asked do not count, nor do those of round 2 and later.
  public func score(_ answers: Answers, wave: String? = nil) -> [ScaleScore] {
    scores(values: values(of: answers, wave: wave))
  }

  /// A form as a row of ``width`` numbers, first one an item in the definition's order; NaN where there is no answer that counts.
  public func values(of answers: Answers, wave: String? = nil) -> [Double] {
    var values = [Double](repeating: .nan, count: width)
    for (id, answer) in answers {
      guard let index = indices[id] else { continue }
      switch answer {
      case .number(let number): values[index] = number
      case .choice(let code): values[index] = weights[index][code] ?? .nan
      case .choices, .text, .date, .missing: break
      }
    }
    for (place, item) in columns.items.enumerated() {
      let item = definition.items[item]
      if let answer = answers[item.id], answer.isGiven {
        values[definition.items.count + place] = ScoringColumns.number(of: answer, item)
      }
    }
    if hasConditions {
      let asked = definition.asked(answers, wave: wave)
      for index in asked.indices where !asked[index] { values[index] = ScoringColumns.notAsked }
      for (place, item) in columns.items.enumerated() where !asked[item] {
        values[definition.items.count + place] = ScoringColumns.notAsked
      }
    }
    return values
  }

  /// All scales for a row of numbers as ``values(of:wave:)`` makes it; the row has ``width`` numbers.
  public func scores(values: [Double]) -> [ScaleScore] {
    precondition(values.count == width, "a row has one number an item, and one for each item whose options classes look at")
    return values.withUnsafeBufferPointer { row in
      var scores: [ScaleScore] = []
      scores.reserveCapacity(scales.count)
      for scale in scales {
        let result = scale.result(row) { scores[$0].result }
        scores.append(ScaleScore(scale: scale.id, result: result, answered: scale.answered(row), of: scale.of(row)))
      }
      return scores
    }
  }

  /// One scale's value for a row of numbers; NaN where it gives none. Allocates nothing.
  ///
  /// - Parameters:
  ///   - scale: place of the scale in the definition.
  ///   - values: ``width`` numbers, first one an item, NaN where missing.
  public func value(scale: Int, values: UnsafeBufferPointer<Double>) -> Double {
    if scales[scale].isPlain { return scales[scale].value(values) }
    return scales[scale].derived(values) { value(scale: $0, values: values) }
  }
}
