/// What a scale gave for one set of answers.
public struct ScaleScore: Sendable, Hashable {
  /// The scale.
  public var scale: String
  /// The value, or why there is none.
  public var result: Result<Double, ScoreRefusal>
  /// How many of the scale's items have an answer that counts.
  public var answered: Int
  /// How many items the scale has.
  public var of: Int

  /// A score.
  public init(scale: String, result: Result<Double, ScoreRefusal>, answered: Int, of: Int) {
    self.scale = scale
    self.result = result
    self.answered = answered
    self.of = of
  }

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
  /// The definition.
  public let definition: InstrumentDefinition
  /// Place of each item in a row of values.
  public let indices: [String: Int]
  private let scales: [CompiledScale]
  private let weights: [[String: Double]]
  private let hasConditions: Bool

  /// Makes a definition ready. The definition must have passed its check; items that are unknown count as always missing.
  public init(_ definition: InstrumentDefinition) {
    self.definition = definition
    let places = definition.items.enumerated().map { ($1.id, $0) }
    let indices = Dictionary(places, uniquingKeysWith: { first, _ in first })
    self.indices = indices
    scales = definition.scales.map { CompiledScale($0, definition, indices) }
    weights = definition.items.map { item in
      Dictionary(item.options.compactMap { o in o.weight.map { (o.code, $0) } }, uniquingKeysWith: { first, _ in first })
    }
    hasConditions = definition.items.contains { $0.showWhen != nil || !$0.waves.isEmpty }
  }

  /// Scores answers once. For many forms make a ``Scoring`` and keep it.
  public static func score(_ definition: InstrumentDefinition, answers: Answers, wave: String? = nil) -> [ScaleScore] {
    Scoring(definition).score(answers, wave: wave)
  }

  /// All scales of the definition for one form. Answers to items that are not asked do not count.
  public func score(_ answers: Answers, wave: String? = nil) -> [ScaleScore] {
    scores(values: values(of: answers, wave: wave))
  }

  /// A form as a row of numbers, one an item in the definition's order; NaN where there is no answer that counts.
  public func values(of answers: Answers, wave: String? = nil) -> [Double] {
    var values = [Double](repeating: .nan, count: definition.items.count)
    for (id, answer) in answers {
      guard let index = indices[id] else { continue }
      switch answer {
      case .number(let number): values[index] = number
      case .choice(let code): values[index] = weights[index][code] ?? .nan
      case .choices, .text, .date, .missing: break
      }
    }
    if hasConditions {
      let asked = definition.asked(answers, wave: wave)
      for index in values.indices where !asked[index] { values[index] = .nan }
    }
    return values
  }

  /// All scales for a row of numbers as ``values(of:wave:)`` makes it; the row has one number an item.
  public func scores(values: [Double]) -> [ScaleScore] {
    precondition(values.count == definition.items.count, "a row has one number an item")
    return values.withUnsafeBufferPointer { row in
      scales.map { scale in
        ScaleScore(scale: scale.id, result: scale.result(row), answered: scale.answered(row), of: scale.parts.count)
      }
    }
  }

  /// One scale's value for a row of numbers; NaN where it gives none. Allocates nothing.
  ///
  /// - Parameters:
  ///   - scale: place of the scale in the definition.
  ///   - values: one number an item, NaN where missing.
  public func value(scale: Int, values: UnsafeBufferPointer<Double>) -> Double { scales[scale].value(values) }
}

/// A scale over item places: each part is transform(value) × factor + offset.
private struct CompiledScale: Sendable {
  enum Way { case sum, mean, max, count(Double) }
  struct Part: Sendable {
    var index: Int
    var factor: Double
    var offset: Double
    var logarithm: Bool
  }

  let id: String
  let way: Way
  let constant: Double
  let missing: InstrumentDefinition.MissingRule
  let parts: [Part]
  let names: [String]

  init(_ scale: InstrumentDefinition.Scale, _ definition: InstrumentDefinition, _ indices: [String: Int]) {
    id = scale.id
    missing = scale.missing
    var constant = 0.0
    if case .linear(let base, let terms) = scale.rule {
      constant = base
      way = .sum
      names = terms.map(\.item)
      parts = terms.map {
        Part(index: indices[$0.item] ?? -1, factor: $0.weight / $0.divisor, offset: 0, logarithm: $0.transform == .ln1p)
      }
    } else {
      switch scale.rule {
      case .mean: way = .mean
      case .max: way = .max
      case .count(let atLeast): way = .count(atLeast)
      case .sum, .linear: way = .sum
      }
      names = scale.items
      let reversed = Set(scale.reversed)
      parts = scale.items.map { item in
        let bounds = definition.item(item)?.bounds
        guard reversed.contains(item), let bounds else {
          return Part(index: indices[item] ?? -1, factor: 1, offset: 0, logarithm: false)
        }
        return Part(index: indices[item] ?? -1, factor: -1, offset: bounds.lowerBound + bounds.upperBound, logarithm: false)
      }
    }
    self.constant = constant
  }

  /// The part's contribution; NaN where its answer is missing or has no value.
  @inline(__always) private func part(_ part: Part, _ row: UnsafeBufferPointer<Double>) -> Double {
    guard part.index >= 0 else { return .nan }
    let raw = row[part.index]
    return (part.logarithm ? ln1p(raw) : raw) * part.factor + part.offset
  }

  func answered(_ row: UnsafeBufferPointer<Double>) -> Int {
    parts.count { $0.index >= 0 && !row[$0.index].isNaN }
  }

  func value(_ row: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    var highest = -Double.infinity
    var count = 0
    var hits = 0.0
    for p in parts {
      var x = part(p, row)
      if x.isNaN {
        guard case .substitute(let stand, _) = missing, p.index < 0 || row[p.index].isNaN else {
          if p.index >= 0, !row[p.index].isNaN { return .nan }
          continue
        }
        x = stand
      } else {
        count += 1
      }
      sum += x
      if x > highest { highest = x }
      if case .count(let atLeast) = way, x >= atLeast { hits += 1 }
    }
    return enough(count) ? finish(sum: sum, highest: highest, hits: hits, count: count) : .nan
  }

  private func enough(_ count: Int) -> Bool {
    switch missing {
    case .refuse: count == parts.count
    case .prorate(let minimum), .substitute(_, let minimum), .itemwise(let minimum): count >= max(1, minimum)
    }
  }

  private func finish(sum: Double, highest: Double, hits: Double, count: Int) -> Double {
    switch way {
    case .sum:
      if case .prorate = missing, count < parts.count { return constant + sum * Double(parts.count) / Double(count) }
      return constant + sum
    case .mean:
      if case .substitute = missing { return sum / Double(parts.count) }
      return sum / Double(count)
    case .max: return highest
    case .count: return hits
    }
  }

  func result(_ row: UnsafeBufferPointer<Double>) -> Result<Double, ScoreRefusal> {
    let value = value(row)
    if !value.isNaN { return .success(value) }
    let lacking = zip(parts, names).filter { $0.0.index < 0 || row[$0.0.index].isNaN }.map(\.1)
    for (p, name) in zip(parts, names) where p.index >= 0 && !row[p.index].isNaN && part(p, row).isNaN {
      return .failure(.undefined(item: name))
    }
    switch missing {
    case .refuse: return .failure(.missing(items: lacking))
    case .prorate(let minimum), .substitute(_, let minimum), .itemwise(let minimum):
      return .failure(.tooFew(answered: parts.count - lacking.count, needed: max(1, minimum)))
    }
  }
}
