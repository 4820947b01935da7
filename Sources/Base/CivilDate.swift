/// A day in the Gregorian calendar, without time or zone: birthdays, deadlines, clock days.
///
/// Range: years 1 to 9999. Arithmetic uses the number of days since 1970-01-01.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Year, 1...9999.
  public let year: Int
  /// Month, 1...12.
  public let month: Int
  /// Day of the month, 1...31, never beyond the month's end.
  public let day: Int

  /// A date, or nil when the calendar has no such day (31 February, month 13).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysIn(month: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `yyyy-mm-dd`; nil for any other form and for a day that does not exist.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45,
      let year = CivilDate.number(bytes[0..<4]), let month = CivilDate.number(bytes[5..<7]),
      let day = CivilDate.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date that lies `dayNumber` days after 1970-01-01 (negative before); nil outside years 1...9999.
  ///
  /// Algorithm: civil-from-days with eras of 400 years (Howard Hinnant, "chrono-compatible low-level date algorithms").
  public init?(dayNumber: Int) {
    guard dayNumber > -800_000, dayNumber < 3_000_000 else { return nil }
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let doe = z - era * 146_097
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
    let mp = (5 * doy + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    self.init(year: yoe + era * 400 + (month <= 2 ? 1 : 0), month: month, day: doy - (153 * mp + 2) / 5 + 1)
  }

  /// Days since 1970-01-01.
  public var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yoe = y - era * 400
    let doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy
    return era * 146_097 + doe - 719_468
  }

  /// 1970-01-01.
  public static let epoch = CivilDate(year: 1970, month: 1, day: 1, known: ())

  private init(year: Int, month: Int, day: Int, known: Void) {
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The date a number of days later (earlier when negative); nil outside years 1...9999.
  public func adding(days: Int) -> CivilDate? { CivilDate(dayNumber: dayNumber + days) }

  /// The same day a number of months later, drawn back to the month's last day where it is too short.
  public func adding(months: Int) -> CivilDate? {
    let total = year * 12 + month - 1 + months
    let (y, m) = (total / 12, total % 12 + 1)
    return CivilDate(year: y, month: m, day: min(day, CivilDate.daysIn(month: m, year: y)))
  }

  /// `yyyy-mm-dd`.
  public var description: String {
    func pad(_ n: Int, _ width: Int) -> String { String(repeating: "0", count: max(0, width - String(n).count)) + String(n) }
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }

  /// Earlier days come first.
  public static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  /// The number of days in a month, 28...31.
  public static func daysIn(month: Int, year: Int) -> Int {
    if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var n = 0
    for d in digits {
      guard d >= 48, d <= 57 else { return nil }
      n = n * 10 + Int(d) - 48
    }
    return n
  }
}
