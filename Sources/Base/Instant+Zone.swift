import Foundation

extension Instant {
  /// The civil date at a moment in a zone.
  public func date(in zone: TimeZone) -> CivilDate? {
    Instant(milliseconds: milliseconds + Int64(offsetMinutes(in: zone)) * 60_000).utcDate
  }

  /// Minutes that a zone's clocks are ahead of UTC at this moment.
  public func offsetMinutes(in zone: TimeZone) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000)) / 60
  }
}
