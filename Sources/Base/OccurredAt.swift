/// When something happened, as precisely as it is known and never more so.
///
/// Closed: minute, day, month, year, interval, unknown. The text form is the storage form and never changes:
/// `2016-02-03T14:05+01:00`, `2016-02-03`, `2016-02`, `2016`, `2016-02-03/2016-02-10`, `unknown`.
public enum OccurredAt: Hashable, Sendable {
  /// A minute: UTC milliseconds, with the offset from UTC in minutes that the place had.
  case minute(Instant, offsetMinutes: Int)
  /// A day.
  case day(CivilDate)
  /// A month of a year.
  case month(year: Int, month: Int)
  /// A year.
  case year(Int)
  /// From one day to another, both included.
  case interval(CivilDate, CivilDate)
  /// Not known.
  case unknown
}

extension OccurredAt {
  /// The first day it can have been; nil when unknown.
  public var firstDay: CivilDate? {
    switch self {
    case .minute(let instant, let offset):
      return Instant(milliseconds: instant.milliseconds + Int64(offset) * 60_000).utcDate
    case .day(let day): return day
    case .month(let year, let month): return CivilDate(year: year, month: month, day: 1)
    case .year(let year): return CivilDate(year: year, month: 1, day: 1)
    case .interval(let from, _): return from
    case .unknown: return nil
    }
  }

  /// The order in which facts are folded, before position: milliseconds of the earliest moment it can have been.
  /// Unknown sorts first, so that whatever is dated is laid over it.
  public var sortKey: Int64 {
    if case .minute(let instant, _) = self { return instant.milliseconds }
    return firstDay.map { Instant(startOf: $0).milliseconds } ?? Int64.min
  }
}

extension OccurredAt: LosslessStringConvertible {
  /// The storage form.
  public var description: String {
    switch self {
    case .minute(let instant, let offset): return OccurredAt.minuteText(instant, offset)
    case .day(let day): return day.description
    case .month(let year, let month): return String((CivilDate(year: year, month: month, day: 1)?.description ?? "").prefix(7))
    case .year(let year): return String((CivilDate(year: year, month: 1, day: 1)?.description ?? "").prefix(4))
    case .interval(let from, let to): return "\(from)/\(to)"
    case .unknown: return "unknown"
    }
  }

  /// Reads the storage form; nil for anything else, also for a day that does not exist or an interval that ends before it begins.
  public init?(_ text: String) {
    switch text.utf8.count {
    case 4:
      guard let date = CivilDate(text + "-01-01") else { return nil }
      self = .year(date.year)
    case 7 where text == "unknown": self = .unknown
    case 7:
      guard let date = CivilDate(text + "-01") else { return nil }
      self = .month(year: date.year, month: date.month)
    case 10:
      guard let date = CivilDate(text) else { return nil }
      self = .day(date)
    case 21:
      guard let from = CivilDate(text.prefix(10)), let to = CivilDate(text.suffix(10)), from <= to,
        text.dropFirst(10).first == "/"
      else { return nil }
      self = .interval(from, to)
    case 22:
      guard let value = OccurredAt.readMinute(text) else { return nil }
      self = value
    default: return nil
    }
  }

  private static func minuteText(_ instant: Instant, _ offset: Int) -> String {
    let local = Instant(milliseconds: instant.milliseconds + Int64(offset) * 60_000)
    let minuteOfDay = Int((local.milliseconds / 60_000) % 1440 + 1440) % 1440
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let sign = offset < 0 ? "-" : "+"
    let zone = "\(sign)\(two(abs(offset) / 60)):\(two(abs(offset) % 60))"
    return "\(local.utcDate?.description ?? "0001-01-01")T\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))\(zone)"
  }

  private static func readMinute(_ text: String) -> OccurredAt? {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = CivilDate(parts[0]) else { return nil }
    let c = Array(parts[1])
    guard c.count == 11, c[2] == ":", c[8] == ":", c[5] == "+" || c[5] == "-",
      let hour = Int(String(c[0...1])), let minute = Int(String(c[3...4])), let zoneHour = Int(String(c[6...7])),
      let zoneMinute = Int(String(c[9...10])), hour < 24, minute < 60, zoneHour < 24, zoneMinute < 60
    else { return nil }
    let offset = (zoneHour * 60 + zoneMinute) * (c[5] == "-" ? -1 : 1)
    let local = Instant(startOf: day).milliseconds + Int64(hour * 60 + minute) * 60_000
    return .minute(Instant(milliseconds: local - Int64(offset) * 60_000), offsetMinutes: offset)
  }
}
