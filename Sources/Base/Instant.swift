/// A moment: milliseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since the epoch, UTC.
  public var milliseconds: Int64

  /// A moment by its milliseconds since the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Midnight UTC at the beginning of a day.
  public init(startOf day: CivilDate) { milliseconds = Int64(day.dayNumber) * 86_400_000 }

  /// Earlier moments come first.
  public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// The civil date in UTC.
  public var utcDate: CivilDate? {
    let (q, r) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return CivilDate(dayNumber: Int(r < 0 ? q - 1 : q))
  }
}
