/// A scale over places in a row: each part is transform(value) × factor + offset.
struct CompiledScale: Sendable {
  enum Way: Sendable {
    case sum, mean, max, min, combine, classify
    case count(Double)
  }
  struct Part: Sendable {
    var index: Int
    var factor: Double
    var offset: Double
    var logarithm: Bool
  }
  /// An earlier scale with its factor.
  struct ScalePart: Sendable {
    var scale: Int
    var factor: Double
  }
  struct ClassPart: Sendable {
    var value: Double
    var when: CompiledCondition
  }

  let id: String
  let way: Way
  /// True when it looks at items only.
  let isPlain: Bool
  let constant: Double
  let missing: InstrumentDefinition.MissingRule
  /// The items with their names; for a rule over scales and for classes those below it, each once.
  let parts: [Part]
  let names: [String]
  /// How many of the parts, from the first, must have answers before `otherwise` is given.
  let own: Int
  /// The earlier scales that it looks at, in order; a factor belongs to a rule over scales only.
  let terms: [ScalePart]
  let classes: [ClassPart]
  let otherwise: Double

  init(
    _ scale: InstrumentDefinition.Scale, _ definition: InstrumentDefinition, _ columns: ScoringColumns, earlier: [CompiledScale]
  ) {
    id = scale.id
    missing = scale.missing
    let indices = columns.indices
    let scales = Dictionary(earlier.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    func plain(_ item: String) -> Part { Part(index: indices[item] ?? -1, factor: 1, offset: 0, logarithm: false) }
    func below(_ terms: [ScalePart]) -> [(String, Part)] {
      terms.filter { $0.scale >= 0 }.flatMap { Array(zip(earlier[$0.scale].names, earlier[$0.scale].parts)) }
    }
    var (constant, isPlain, otherwise, own) = (0.0, true, Double.nan, 0)
    var (over, entries): ([ScalePart], [ClassPart]) = ([], [])
    switch scale.rule {
    case .combine(let base, let terms):
      (constant, isPlain) = (base, false)
      way = .combine
      over = terms.map { ScalePart(scale: scales[$0.scale] ?? -1, factor: $0.weight / $0.divisor) }
      let distinct = CompiledScale.distinct(below(over))
      (names, parts) = (distinct.map(\.0), distinct.map(\.1))
    case .classify(let classes, let value):
      (otherwise, isPlain) = (value, false)
      way = .classify
      entries = classes.map {
        ClassPart(value: $0.value, when: CompiledCondition($0.when, definition, columns, scales: scales))
      }
      over = classes.flatMap(\.when.scales).map { ScalePart(scale: scales[$0] ?? -1, factor: 1) }
      let items = CompiledScale.distinct(
        scale.items.map { ($0, Part(index: columns.places[$0] ?? -1, factor: 1, offset: 0, logarithm: false)) })
      own = items.count
      let distinct = CompiledScale.distinct(items + below(over))
      (names, parts) = (distinct.map(\.0), distinct.map(\.1))
    case .linear(let base, let terms):
      constant = base
      way = .sum
      names = terms.map(\.item)
      parts = terms.map {
        Part(index: indices[$0.item] ?? -1, factor: $0.weight / $0.divisor, offset: 0, logarithm: $0.transform == .ln1p)
      }
    case .sum, .mean, .max, .min, .count:
      switch scale.rule {
      case .mean: way = .mean
      case .max: way = .max
      case .min: way = .min
      case .count(let atLeast): way = .count(atLeast)
      default: way = .sum
      }
      names = scale.items
      let reversed = Set(scale.reversed)
      parts = scale.items.map { item in
        guard reversed.contains(item), let bounds = definition.item(item)?.bounds else { return plain(item) }
        return Part(index: indices[item] ?? -1, factor: -1, offset: bounds.lowerBound + bounds.upperBound, logarithm: false)
      }
    }
    self.constant = constant
    self.isPlain = isPlain
    self.own = own
    self.otherwise = otherwise
    terms = over
    classes = entries
  }

  /// Each item once.
  private static func distinct(_ parts: [(String, Part)]) -> [(String, Part)] {
    var seen = Set<String>()
    return parts.filter { seen.insert($0.0).inserted }
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

  /// How many items the score is of; classes do not want what is not asked.
  func of(_ row: UnsafeBufferPointer<Double>) -> Int {
    guard case .classify = way else { return parts.count }
    return parts.count { $0.index < 0 || !ScoringColumns.isNotAsked(row[$0.index]) }
  }

  /// The value of a scale over items; NaN where it gives none.
  func value(_ row: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    var highest = -Double.infinity
    var lowest = Double.infinity
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
      if x < lowest { lowest = x }
      if case .count(let atLeast) = way, x >= atLeast { hits += 1 }
    }
    guard enough(count) else { return .nan }
    switch way {
    case .sum:
      if case .prorate = missing, count < parts.count { return constant + sum * Double(parts.count) / Double(count) }
      return constant + sum
    case .mean:
      if case .substitute = missing { return sum / Double(parts.count) }
      return sum / Double(count)
    case .max: return highest
    case .min: return lowest
    case .count: return hits
    case .combine, .classify: return .nan
    }
  }

  private func enough(_ count: Int) -> Bool {
    switch missing {
    case .refuse: count == parts.count
    case .prorate(let minimum), .substitute(_, let minimum), .itemwise(let minimum): count >= max(1, minimum)
    }
  }

  /// The value of a scale over other scales, or of classes; NaN where it gives none.
  ///
  /// - Parameter scale: the value of an earlier scale by its place, NaN where it has none.
  func derived(_ row: UnsafeBufferPointer<Double>, _ scale: (Int) -> Double) -> Double {
    switch way {
    case .combine:
      var sum = constant
      for term in terms { sum += term.scale < 0 ? .nan : scale(term.scale) * term.factor }
      return sum
    case .classify:
      for entry in classes where entry.when.holds(row, scale) == true { return entry.value }
      for term in terms where term.scale < 0 || scale(term.scale).isNaN { return .nan }
      for p in parts.prefix(own) where isLacking(p, row) { return .nan }
      return otherwise
    default: return .nan
    }
  }

  /// The value, or why there is none.
  ///
  /// - Parameter earlier: the result of an earlier scale by its place.
  func result(
    _ row: UnsafeBufferPointer<Double>, _ earlier: (Int) -> Result<Double, ScoreRefusal>
  ) -> Result<Double, ScoreRefusal> {
    let value = isPlain ? value(row) : derived(row) { (try? earlier($0).get()) ?? .nan }
    if !value.isNaN { return .success(value) }
    if !isPlain {
      let lacking = zip(parts, names).prefix(own).filter { isLacking($0.0, row) }.map(\.1)
      if lacking.isEmpty, let refused = refusal(earlier) { return .failure(refused) }
      return .failure(.missing(items: lacking))
    }
    for (p, name) in zip(parts, names) where p.index >= 0 && !row[p.index].isNaN && part(p, row).isNaN {
      return .failure(.undefined(item: name))
    }
    let lacking = zip(parts, names).filter { $0.0.index < 0 || row[$0.0.index].isNaN }.map(\.1)
    switch missing {
    case .refuse: return .failure(.missing(items: lacking))
    case .prorate(let minimum), .substitute(_, let minimum), .itemwise(let minimum):
      return .failure(.tooFew(answered: parts.count - lacking.count, needed: max(1, minimum)))
    }
  }

  /// True when a class wants the answer: it is asked and missing.
  private func isLacking(_ part: Part, _ row: UnsafeBufferPointer<Double>) -> Bool {
    part.index < 0 || row[part.index].isNaN && !ScoringColumns.isNotAsked(row[part.index])
  }

  private func refusal(_ earlier: (Int) -> Result<Double, ScoreRefusal>) -> ScoreRefusal? {
    for term in terms where term.scale >= 0 {
      if case .failure(let refused) = earlier(term.scale) { return refused }
    }
    return nil
  }
}
