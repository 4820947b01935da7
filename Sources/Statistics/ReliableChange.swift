/// Which way a scale points.
public enum Direction: String, Sendable, Hashable, Codable {
  /// A higher score is better, such as well-being.
  case higherIsBetter
  /// A lower score is better, such as symptoms.
  case lowerIsBetter
}

/// How one person changed, by Jacobson and Truax.
public enum Change: String, Sendable, Hashable, Codable, CaseIterable {
  /// Reliably better, and from beyond the cut-off to the healthy side of it.
  case recovered
  /// Reliably better.
  case improved
  /// Not more than the measurement's own uncertainty.
  case unchanged
  /// Reliably worse.
  case deteriorated
}

/// The reliable change of a scale: how large a change must be before it is more than the scale's own uncertainty.
///
/// S_diff = SD · √2 · √(1 - r); a change counts when |change| > 1.96 · S_diff. Jacobson and Truax (1991), J. Consult. Clin. Psychol. 59,
/// 12-19.
///
///     let cesd = try ReliableChange(sd: 12.465920, reliability: 0.886414)
///     cesd.threshold                                                            // 11.645472
///     try cesd.classify(from: 49, to: 7, cutOff: 16, .lowerIsBetter)            // recovered
public struct ReliableChange: Sendable, Hashable {
  /// The standard error of the difference, S_diff.
  public let standardError: Double
  /// The change that must be exceeded: z · S_diff.
  public let threshold: Double

  /// From a standard deviation (of the first measurement, as a rule) and a reliability.
  ///
  /// - Parameter z: how many standard errors; 1.96 for 95 percent.
  /// - Throws: ``Undefined/outOfRange(_:)`` for sd ≤ 0 or a reliability outside 0..<1.
  public init(sd: Double, reliability: Double, z: Double = 1.96) throws(Undefined) {
    guard sd.isFinite, z.isFinite, z > 0 else { throw .notFinite }
    guard sd > 0 else { throw .outOfRange(.standardDeviation) }
    guard reliability >= 0, reliability < 1 else { throw .outOfRange(.reliability) }
    standardError = sd * (2 * (1 - reliability)).squareRoot()
    threshold = z * standardError
  }

  /// The change in standard errors, RC = (second - first) / S_diff.
  ///
  /// - Throws: ``Undefined/notFinite``.
  public func index(from first: Double, to second: Double) throws(Undefined) -> Double {
    guard first.isFinite, second.isFinite else { throw .notFinite }
    return (second - first) / standardError
  }

  /// The class of one person's change.
  ///
  /// - Parameter cutOff: the border of the clinical range; a score *at* it lies on the clinical side. nil leaves out `recovered`.
  /// - Throws: ``Undefined/notFinite``.
  public func classify(
    from first: Double, to second: Double, cutOff: Double? = nil, _ direction: Direction
  ) throws(Undefined) -> Change {
    guard first.isFinite, second.isFinite, cutOff?.isFinite ?? true else { throw .notFinite }
    let sign: Double = direction == .higherIsBetter ? 1 : -1
    let gain = sign * (second - first)
    if gain < -threshold { return .deteriorated }
    guard gain > threshold else { return .unchanged }
    guard let cutOff else { return .improved }
    return sign * first <= sign * cutOff && sign * second > sign * cutOff ? .recovered : .improved
  }

  /// The cut-off between a clinical and a healthy population, weighted by their spread (criterion c of Jacobson and Truax):
  /// (SD₀·M₁ + SD₁·M₀) / (SD₀ + SD₁).
  ///
  /// - Throws: ``Undefined/outOfRange(_:)`` unless both spreads are above 0, ``Undefined/notFinite``.
  public static func cutOff(
    clinicalMean: Double, clinicalSD: Double, healthyMean: Double, healthySD: Double
  ) throws(Undefined) -> Double {
    guard clinicalMean.isFinite, healthyMean.isFinite, clinicalSD.isFinite, healthySD.isFinite else { throw .notFinite }
    guard clinicalSD > 0, healthySD > 0 else { throw .outOfRange(.standardDeviation) }
    return (healthySD * clinicalMean + clinicalSD * healthyMean) / (healthySD + clinicalSD)
  }
}
