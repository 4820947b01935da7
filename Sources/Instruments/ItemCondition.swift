public import Base

/// When an item is asked, or an alert goes off: a tree over answers to earlier items.
///
/// Three readers: ``holds(_:)`` evaluates, `problems` in the check finds what cannot be, ``described(by:)`` says it in words.
/// A comparison with an answer that is missing does not hold.
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

  /// Whether it holds for these answers.
  public func holds(_ answer: (String) -> Answer?) -> Bool {
    switch self {
    case .all(let parts): return parts.allSatisfy { $0.holds(answer) }
    case .any(let parts): return parts.contains { $0.holds(answer) }
    case .not(let part): return !part.holds(answer)
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
    }
  }

  /// The items it looks at, in order, with repeats.
  public var items: [String] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.items)
    case .not(let part): part.items
    case .compare(let item, _, _), .oneOf(let item, _), .answered(let item): [item]
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

extension ItemCondition.Comparison {
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
