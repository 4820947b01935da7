public import Base

/// When an item is asked, a class is given or an alert goes off: a tree over answers to earlier items, and for classes and alerts over
/// earlier scales.
///
/// Three readers: ``holds(_:)`` evaluates, `problems` in the check finds what cannot be, ``described(by:)`` says it in words.
/// A comparison with an answer that is missing, or with a scale that has no value, does not hold.
public indirect enum ItemCondition: Sendable, Hashable {
  /// All hold; none given holds.
  case all([ItemCondition])
  /// At least one holds; none given does not hold.
  case any([ItemCondition])
  /// It does not hold.
  case not(ItemCondition)
  /// A number compares so; only for items of kind number and scale.
  case compare(item: String, Comparison, Double)
  /// The option chosen is one of these; of several choices, one of them is.
  case oneOf(item: String, [String])
  /// There is an answer.
  case answered(item: String)
  /// The value of a scale compares so; only in the classes of a later scale and in alerts.
  case compareScale(scale: String, Comparison, Double)

  /// How numbers compare. The raw value is the key in the file.
  public enum Comparison: String, CaseIterable, Sendable {
    /// Greater than.
    case above
    /// Greater than or equal.
    case atLeast
    /// Less than.
    case below
    /// Less than or equal.
    case atMost
    /// Equal.
    case equals

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .above: a > b
      case .atLeast: a >= b
      case .below: a < b
      case .atMost: a <= b
      case .equals: a == b
      }
    }
  }

  /// Whether it holds for these answers. No scale has a value here.
  public func holds(_ answer: (String) -> Answer?) -> Bool { holds(answer, scale: { _ in nil }) }

  /// Whether it holds for these answers and scales.
  ///
  /// - Parameters:
  ///   - answer: the answer to an item; nil when there is none.
  ///   - scale: the value of a scale; nil when it has none.
  public func holds(_ answer: (String) -> Answer?, scale: (String) -> Double?) -> Bool {
    switch self {
    case .all(let parts): return parts.allSatisfy { $0.holds(answer, scale: scale) }
    case .any(let parts): return parts.contains { $0.holds(answer, scale: scale) }
    case .not(let part): return !part.holds(answer, scale: scale)
    case .compare(let item, let comparison, let value):
      guard case .number(let number)? = answer(item) else { return false }
      return comparison.holds(number, value)
    case .oneOf(let item, let codes):
      switch answer(item) {
      case .choice(let code)?: return codes.contains(code)
      case .choices(let chosen)?: return chosen.contains { codes.contains($0) }
      default: return false
      }
    case .answered(let item): return answer(item)?.isGiven ?? false
    case .compareScale(let name, let comparison, let value): return scale(name).map { comparison.holds($0, value) } ?? false
    }
  }

  /// The items it looks at, in order, with repeats.
  public var items: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.items)
    case .not(let part): part.items
    case .compare(let item, _, _), .oneOf(let item, _), .answered(let item): [item]
    case .compareScale: []
    }
  }

  /// The scales it looks at, in order, with repeats.
  public var scales: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.scales)
    case .not(let part): part.scales
    case .compare, .oneOf, .answered: []
    case .compareScale(let scale, _, _): [scale]
    }
  }

  /// A sentence part that a professional can proof-read, such as `“Days with drug problems” is above 0`.
  public func described(by definition: InstrumentDefinition) -> Words {
    switch self {
    case .all(let parts): return ItemCondition.join(parts, definition, Words(da: " og ", en: " and "))
    case .any(let parts): return ItemCondition.join(parts, definition, Words(da: " eller ", en: " or "))
    case .not(let part):
      let inner = part.described(by: definition)
      return Words(da: "det ikke gælder, at \(inner.da)", en: "it is not so that \(inner.en)")
    case .compare(let item, let comparison, let value):
      let label = ItemCondition.label(item, definition)
      let number = plain(value)
      let verb = comparison.words
      return Words(da: "\(label.da) er \(verb.da)\(number)", en: "\(label.en) is \(verb.en)\(number)")
    case .oneOf(let item, let codes):
      let label = ItemCondition.label(item, definition)
      let options = definition.item(item)?.options ?? []
      let names = codes.map { code in options.first { $0.code == code }?.label ?? Words(da: code, en: code) }
      return Words(
        da: "\(label.da) er \(names.map { "„\($0.da)“" }.joined(separator: " eller "))",
        en: "\(label.en) is \(names.map { "“\($0.en)”" }.joined(separator: " or "))")
    case .answered(let item):
      let label = ItemCondition.label(item, definition)
      return Words(da: "\(label.da) er besvaret", en: "\(label.en) is answered")
    case .compareScale(let scale, let comparison, let value):
      let title = definition.scale(scale)?.title ?? Words(da: scale, en: scale)
      let (verb, number) = (comparison.words, plain(value))
      return Words(da: "skalaen „\(title.da)“ er \(verb.da)\(number)", en: "the scale “\(title.en)” is \(verb.en)\(number)")
    }
  }

  private static func join(_ parts: [ItemCondition], _ definition: InstrumentDefinition, _ by: Words) -> Words {
    if parts.count == 1 { return parts[0].described(by: definition) }
    let texts = parts.map { part -> Words in
      let text = part.described(by: definition)
      switch part {
      case .all, .any: return Words(da: "(\(text.da))", en: "(\(text.en))")
      default: return text
      }
    }
    return Words(da: texts.map(\.da).joined(separator: by.da), en: texts.map(\.en).joined(separator: by.en))
  }

  private static func label(_ item: String, _ definition: InstrumentDefinition) -> Words {
    let label = definition.item(item)?.label ?? Words(da: item, en: item)
    return Words(da: "„\(label.da)“", en: "“\(label.en)”")
  }
}

extension ItemCondition {
  /// True when this can be seen to hold only where the other holds too. False also when that cannot be seen.
  func implies(_ other: ItemCondition) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (_, .any(let parts)) where parts.contains(where: { self.implies($0) }): return true
    case (_, .all(let parts)) where !parts.isEmpty && parts.allSatisfy({ self.implies($0) }): return true
    case (.all(let parts), _): return parts.contains { $0.implies(other) }
    case (.any(let parts), _): return !parts.isEmpty && parts.allSatisfy { $0.implies(other) }
    case (.oneOf(let mine, let codes), .oneOf(let its, let others)): return mine == its && Set(codes).isSubset(of: others)
    case (.oneOf(let mine, _), .answered(let its)), (.compare(let mine, _, _), .answered(let its)): return mine == its
    case (.compare(let mine, let how, let value), .compare(let its, let other, let limit)):
      return mine == its && how.implies(value, other, limit)
    case (.compareScale(let mine, let how, let value), .compareScale(let its, let other, let limit)):
      return mine == its && how.implies(value, other, limit)
    default: return false
    }
  }
}

extension ItemCondition.Comparison {
  /// True when every number that compares so with `value` compares as `other` with `limit`.
  func implies(_ value: Double, _ other: Self, _ limit: Double) -> Bool {
    switch (self, other) {
    case (.equals, _): other.holds(value, limit)
    case (.above, .above), (.above, .atLeast), (.atLeast, .atLeast): value >= limit
    case (.atLeast, .above): value > limit
    case (.below, .below), (.below, .atMost), (.atMost, .atMost): value <= limit
    case (.atMost, .below): value < limit
    default: false
    }
  }

  /// How it is read before a number, with a space after it.
  var words: Words {
    switch self {
    case .above: Words(da: "over ", en: "above ")
    case .atLeast: Words(da: "mindst ", en: "at least ")
    case .below: Words(da: "under ", en: "below ")
    case .atMost: Words(da: "højst ", en: "at most ")
    case .equals: Words(da: "", en: "")
    }
  }
}
