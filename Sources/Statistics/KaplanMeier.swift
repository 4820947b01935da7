/// How long one person was followed, and whether the event came.
public struct FollowUp: Sendable, Hashable {
  /// Time to the event, or to the end of observation; 0 or more, in any unit.
  public let time: Double
  /// True when the event came at `time`; false when observation ended without it (censored).
  public let event: Bool

  /// A person's follow-up.
  public init(time: Double, event: Bool) {
    self.time = time
    self.event = event
  }
}

/// The Kaplan-Meier estimate of the share still without the event, over time.
public struct KaplanMeier: Sendable, Hashable {
  /// A time at which somebody had the event or left observation.
  public struct Step: Sendable, Hashable {
    /// The time.
    public let time: Double
    /// Persons under observation just before it.
    public let atRisk: Int
    /// Persons with the event at it.
    public let events: Int
    /// Persons whose observation ended at it without the event.
    public let censored: Int
    /// The share without the event after it, 0...1.
    public let survival: Double
    /// Greenwood's standard error of ``survival``; nil once nobody is left (survival 0).
    public let standardError: Double?
    /// The interval of confidence, within 0...1; nil once nobody is left (survival 0).
    public let interval: ClosedRange<Double>?
  }

  /// The scale on which the interval is symmetric.
  public enum Scale: String, Sendable, Hashable, Codable {
    /// The logarithm (R's default).
    case log
    /// The logarithm of minus the logarithm: never leaves 0...1.
    case logLog
    /// The share itself, cut at 0 and 1.
    case plain
  }

  /// Persons.
  public let n: Int
  /// Persons with the event.
  public let events: Int
  /// The steps, times ascending.
  public let steps: [Step]
  /// The first time at which half or fewer are without the event (the middle of the plateau when exactly half are); nil when more than
  /// half are to the end.
  public let median: Double?
}

/// The Kaplan-Meier estimate with Greenwood's variance, as R's `survfit`.
///
/// Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457-481; Greenwood (1926). At equal times events come before censoring.
///
/// - Throws: ``Undefined/tooFew(needed:got:)`` for nobody, ``Undefined/notFinite``, ``Undefined/outOfRange(_:)`` for a negative time or the
///   confidence.
public func kaplanMeier(
  _ persons: [FollowUp], confidence: Double = 0.95, scale: KaplanMeier.Scale = .log
) throws(Undefined) -> KaplanMeier {
  try checkConfidence(confidence)
  let moments = try eventTimes(persons)
  let z = try Normal.quantile(.upper, (1 - confidence) / 2)
  var steps: [KaplanMeier.Step] = []
  var atRisk = persons.count
  var survival = 1.0
  var greenwood = 0.0
  for moment in moments {
    let (risk, dead) = (Double(atRisk), Double(moment.events))
    if moment.events == atRisk {
      survival = 0
    } else if moment.events > 0 {
      survival *= (risk - dead) / risk
      greenwood += dead / (risk * (risk - dead))
    }
    let relative = greenwood.squareRoot()
    steps.append(
      KaplanMeier.Step(
        time: moment.time, atRisk: atRisk, events: moment.events, censored: moment.censored, survival: survival,
        standardError: survival > 0 ? survival * relative : nil, interval: limits(survival, relative, z, scale)))
    atRisk -= moment.events + moment.censored
  }
  return KaplanMeier(n: persons.count, events: persons.count { $0.event }, steps: steps, median: halfTime(steps))
}

/// The limits of a survival whose logarithm has the standard error `relative`.
private func limits(_ survival: Double, _ relative: Double, _ z: Double, _ scale: KaplanMeier.Scale) -> ClosedRange<Double>? {
  if survival == 0 { return nil }
  if survival == 1 { return 1...1 }
  switch scale {
  case .plain:
    let reach = z * relative * survival
    return max(0, survival - reach)...min(1, survival + reach)
  case .log:
    return survival * exponential(-z * relative)...min(1, survival * exponential(z * relative))
  case .logLog:
    let inner = logarithm(survival)
    let reach = z * relative / -inner
    return exponential(inner * exponential(reach))...exponential(inner * exponential(-reach))
  }
}

/// The median by R's rule: the first time below one half; the middle of a plateau at exactly one half.
private func halfTime(_ steps: [KaplanMeier.Step]) -> Double? {
  let tolerance = Double.ulpOfOne.squareRoot()
  guard let first = steps.firstIndex(where: { $0.survival <= 0.5 + tolerance }) else { return nil }
  guard (steps[first].survival - 0.5).magnitude <= tolerance else { return steps[first].time }
  guard let next = steps[first...].first(where: { $0.survival < 0.5 - tolerance }) else { return steps[first].time }
  return (steps[first].time + next.time) / 2
}

/// What happened at one time.
struct EventTime {
  var time: Double
  var events: Int
  var censored: Int
}

/// Distinct times ascending, with what happened at each.
func eventTimes(_ persons: [FollowUp]) throws(Undefined) -> [EventTime] {
  guard !persons.isEmpty else { throw .tooFew(needed: 1, got: 0) }
  for person in persons {
    guard person.time.isFinite else { throw .notFinite }
    guard person.time >= 0 else { throw .outOfRange(.time) }
  }
  var moments: [EventTime] = []
  for person in persons.sorted(by: { $0.time < $1.time }) {
    if moments.last?.time != person.time { moments.append(EventTime(time: person.time, events: 0, censored: 0)) }
    if person.event { moments[moments.count - 1].events += 1 } else { moments[moments.count - 1].censored += 1 }
  }
  return moments
}
