public import Statistics

/// What became of one item from one form to a later one.
public struct ItemMovement: Sendable, Hashable {
  /// The item.
  public var item: String
  /// The earlier answer.
  public var from: Answer
  /// The later answer.
  public var to: Answer
  /// Later less earlier, in the item's own numbers or the weights of its options; nil where the answers are no numbers.
  public var change: Double?
  /// Which way it went.
  public var verdict: Verdict

  /// Which way an item or a scale went. Closed.
  public enum Verdict: String, CaseIterable, Sendable {
    /// For the better, by the direction that the definition names.
    case better
    /// For the worse, by the direction that the definition names.
    case worse
    /// The same answer or value.
    case same
    /// Another answer or value, where the definition names no direction.
    case other
  }

  /// A movement.
  public init(item: String, from: Answer, to: Answer, change: Double?, verdict: Verdict) {
    self.item = item
    self.from = from
    self.to = to
    self.change = change
    self.verdict = verdict
  }
}

/// What a scale gave in a form.
public enum FormScore: Sendable, Hashable {
  /// There was no such form.
  case absent
  /// The form was answered, but the scale gave no value.
  case unscored
  /// The value.
  case value(Double)

  /// What a scale gave; nil when there was no such form.
  public init(_ score: ScaleScore?) {
    switch score?.result {
    case .success(let value)?: self = .value(value)
    case .failure?: self = .unscored
    case nil: self = .absent
    }
  }

  /// The value; nil when there is none.
  public var value: Double? {
    if case .value(let value) = self { return value }
    return nil
  }
}

/// What became of a scale from one form to a later one.
public struct ScaleMovement: Sendable, Hashable {
  /// How one person changed, by Jacobson and Truax: recovered, improved, unchanged or deteriorated.
  public typealias Outcome = Statistics.Change

  /// The scale.
  public var scale: String
  /// What it gave earlier.
  public var from: FormScore
  /// What it gave later.
  public var to: FormScore
  /// Later less earlier; nil without two values, and for values written as digits, which have no difference.
  public var change: Double?
  /// Which way it went; nil without two values.
  public var verdict: ItemMovement.Verdict?
  /// Whether the change is larger than the scale's own uncertainty; nil where the definition does not say how large that is.
  public var isReliable: Bool?
  /// The class of the change; nil where the definition names no direction, or not how large a reliable change is. Never `recovered` without
  /// a cut-off in the definition whose clinical side is the worse one.
  public var outcome: Outcome?
  /// Whether the value went over the cut-off: true into the clinical side, false out of it; nil when it did not, or there is none.
  public var enteredClinical: Bool?
}

extension Scoring {
  /// What moved from one form to a later one: each item that is asked and answered in both, in the order of the definition. Of groups
  /// that repeat this is round 1.
  ///
  /// - Parameters:
  ///   - earlier: the answers of the earlier form.
  ///   - later: those of the later.
  ///   - waves: the wave of each form; nil counts the items of all waves.
  public func movements(
    from earlier: Answers, to later: Answers, waves: (earlier: String?, later: String?) = (nil, nil)
  ) -> [ItemMovement] {
    let asked = zip(definition.asked(earlier, wave: waves.earlier), definition.asked(later, wave: waves.later)).map { $0 && $1 }
    let rows = (values(of: earlier, wave: waves.earlier), values(of: later, wave: waves.later))
    return definition.items.indices.compactMap { index in
      let item = definition.items[index]
      guard asked[index], let from = earlier[item.id], let to = later[item.id], from.isGiven, to.isGiven else { return nil }
      let difference = rows.1[index] - rows.0[index]
      guard item.isNumeric, !difference.isNaN else {
        return ItemMovement(item: item.id, from: from, to: to, change: nil, verdict: from == to ? .same : .other)
      }
      return ItemMovement(item: item.id, from: from, to: to, change: difference, verdict: item.direction.verdict(of: difference))
    }
  }

  /// What became of each scale from one form to a later one, in the order of the definition.
  ///
  /// - Parameters:
  ///   - earlier: the answers of the earlier form; nil when the later is the first.
  ///   - later: the answers of the later form.
  ///   - waves: the wave of each form; nil counts the items of all waves.
  public func scaleMovements(
    from earlier: Answers?, to later: Answers, waves: (earlier: String?, later: String?) = (nil, nil)
  ) -> [ScaleMovement] {
    let before = earlier.map { score($0, wave: waves.earlier) }
    return zip(definition.scales, score(later, wave: waves.later)).enumerated().map { index, pair in
      pair.0.movement(from: FormScore(before?[index]), to: FormScore(pair.1))
    }
  }
}

extension InstrumentDefinition.Scale {
  /// What became of the scale from one form to a later one: its change, and the class of the change by the reliable change and the cut-off of
  /// the definition. What the definition does not say is nil, never assumed.
  public func movement(from: FormScore, to: FormScore) -> ScaleMovement {
    var movement = ScaleMovement(scale: id, from: from, to: to)
    guard let first = from.value, let second = to.value, first.isFinite, second.isFinite else { return movement }
    let difference = second - first
    if format == .digits {
      movement.verdict = difference == 0 ? .same : .other
      return movement
    }
    movement.change = difference
    movement.verdict = direction.verdict(of: difference)
    if let cutOff, cutOff.isClinical(first) != cutOff.isClinical(second) {
      movement.enteredClinical = cutOff.isClinical(second)
    }
    guard let change, let reliable = try? Statistics.ReliableChange(sd: change.sd, reliability: change.reliability) else {
      return movement
    }
    movement.isReliable = abs(difference) > reliable.threshold
    guard let way = direction.way, let outcome = try? reliable.classify(from: first, to: second, way) else { return movement }
    let left = movement.enteredClinical == false && cutOff.map { $0.side.isWorse(direction) } ?? false
    movement.outcome = outcome == .improved && left ? .recovered : outcome
    return movement
  }
}

extension InstrumentDefinition.Direction {
  /// The direction as statistics have it; nil when there is none.
  var way: Statistics.Direction? {
    switch self {
    case .higherIsBetter: .higherIsBetter
    case .higherIsWorse: .lowerIsBetter
    case .none: nil
    }
  }

  func verdict(of difference: Double) -> ItemMovement.Verdict {
    if difference == 0 { return .same }
    switch self {
    case .higherIsBetter: return difference > 0 ? .better : .worse
    case .higherIsWorse: return difference > 0 ? .worse : .better
    case .none: return .other
    }
  }
}

extension InstrumentDefinition.CutOff.Side {
  /// Whether the clinical side is the worse one.
  func isWorse(_ direction: InstrumentDefinition.Direction) -> Bool {
    switch (self, direction) {
    case (.atOrAbove, .higherIsWorse), (.below, .higherIsBetter): true
    default: false
    }
  }
}
