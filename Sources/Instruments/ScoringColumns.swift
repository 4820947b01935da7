import Foundation

/// What a row of numbers holds beyond one number an item: which options were chosen, for the items whose options classes look at.
struct ScoringColumns: Sendable {
  /// The NaN of an item that is not asked; any other NaN is an answer that is missing.
  static let notAsked = Double(nan: 1, signaling: false)

  /// The places of the items that have such a column, in order.
  let items: [Int]
  /// The column of an item by its id.
  let places: [String: Int]
  /// Place of each item.
  let indices: [String: Int]

  init(_ definition: InstrumentDefinition, _ indices: [String: Int]) {
    var needed = Set<String>()
    for scale in definition.scales {
      guard case .classify(let classes, _) = scale.rule else { continue }
      needed.formUnion(scale.items)
      for entry in classes { needed.formUnion(entry.when.items) }
    }
    let items = definition.items.indices.filter { needed.contains(definition.items[$0].id) }
    self.items = items
    self.indices = indices
    places = Dictionary(
      items.enumerated().map { (definition.items[$1].id, definition.items.count + $0) }, uniquingKeysWith: { first, _ in first })
  }

  static func isNotAsked(_ value: Double) -> Bool { value.bitPattern == notAsked.bitPattern }

  /// The options that were chosen, a bit each; 0 for an answer of another kind.
  static func number(of answer: Answer, _ item: InstrumentDefinition.Item) -> Double {
    switch answer {
    case .choice(let code): Double(mask([code], item))
    case .choices(let codes): Double(mask(codes, item))
    case .number, .text, .date, .missing: 0
    }
  }

  /// The bits of some options; an item with more than ``InstrumentDefinition/Item/mostOptions`` does not pass the check.
  static func mask(_ codes: [String], _ item: InstrumentDefinition.Item) -> UInt64 {
    var mask: UInt64 = 0
    for (place, option) in item.options.prefix(InstrumentDefinition.Item.mostOptions).enumerated()
    where codes.contains(option.code) {
      mask |= 1 << UInt64(place)
    }
    return mask
  }
}

extension InstrumentDefinition.Item {
  /// The most options an item may have whose options a class looks at: as many bits as a number holds exactly.
  static let mostOptions = 52
}

/// A condition over places in a row.
indirect enum CompiledCondition: Sendable {
  case all([CompiledCondition])
  case any([CompiledCondition])
  case not(CompiledCondition)
  case compare(Int, ItemCondition.Comparison, Double)
  case chosen(Int, UInt64)
  case answered(Int)
  case scale(Int, ItemCondition.Comparison, Double)
  /// Looks at what the definition does not have.
  case unknown

  init(_ condition: ItemCondition, _ definition: InstrumentDefinition, _ columns: ScoringColumns, scales: [String: Int]) {
    func make(_ part: ItemCondition) -> CompiledCondition { CompiledCondition(part, definition, columns, scales: scales) }
    switch condition {
    case .all(let parts): self = .all(parts.map(make))
    case .any(let parts): self = .any(parts.map(make))
    case .not(let part): self = .not(make(part))
    case .compare(let item, let comparison, let value):
      self = columns.indices[item].map { .compare($0, comparison, value) } ?? .unknown
    case .oneOf(let id, let codes):
      guard let place = columns.places[id], let item = definition.item(id) else {
        self = .unknown
        return
      }
      self = .chosen(place, ScoringColumns.mask(codes, item))
    case .answered(let item): self = columns.places[item].map { .answered($0) } ?? .unknown
    case .compareScale(let scale, let comparison, let value):
      self = scales[scale].map { .scale($0, comparison, value) } ?? .unknown
    }
  }

  /// Whether it holds; nil while an answer that is asked and missing, or a scale without a value, leaves it open. A comparison with an item
  /// that is not asked does not hold.
  func holds(_ row: UnsafeBufferPointer<Double>, _ scale: (Int) -> Double) -> Bool? {
    switch self {
    case .all(let parts):
      var open = false
      for part in parts {
        guard let holds = part.holds(row, scale) else {
          open = true
          continue
        }
        if !holds { return false }
      }
      return open ? nil : true
    case .any(let parts):
      var open = false
      for part in parts {
        guard let holds = part.holds(row, scale) else {
          open = true
          continue
        }
        if holds { return true }
      }
      return open ? nil : false
    case .not(let part): return part.holds(row, scale).map { !$0 }
    case .compare(let place, let comparison, let value):
      let answer = row[place]
      if answer.isNaN { return ScoringColumns.isNotAsked(answer) ? false : nil }
      return comparison.holds(answer, value)
    case .chosen(let place, let mask):
      let answer = row[place]
      if answer.isNaN { return ScoringColumns.isNotAsked(answer) ? false : nil }
      return UInt64(answer) & mask != 0
    case .answered(let place): return !row[place].isNaN
    case .scale(let place, let comparison, let value):
      let number = scale(place)
      return number.isNaN ? nil : comparison.holds(number, value)
    case .unknown: return nil
    }
  }
}
