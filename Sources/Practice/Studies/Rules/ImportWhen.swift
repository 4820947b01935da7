import Base

/// When a fact happened, with its columns looked up.
indirect enum WhenPlan: Sendable {
  case date(Int, name: String, dayFirst: Bool, time: Int?, timeName: String, blank: BlankPlan)
  case days(Int, name: String, zero: CivilDate, blank: BlankPlan)
  case months(Int, name: String, zero: CivilDate, blank: BlankPlan)
  case quarter(Int, name: String)
  case fixed(OccurredAt)

  indirect enum BlankPlan: Sendable {
    case wrong
    case noFact
    case unknown
    case other(WhenPlan)
  }

  /// A moment, and the day counted from day zero where the source counts days.
  typealias Moment = (at: OccurredAt, relative: Int?)

  init(_ when: Studies.ImportMapping.When, _ zero: CivilDate?, _ places: [String: Int]) {
    func blank(_ blank: Studies.ImportMapping.Blank) -> BlankPlan {
      switch blank {
      case .wrong: .wrong
      case .noFact: .noFact
      case .unknown: .unknown
      case .other(let when): .other(WhenPlan(when, zero, places))
      }
    }
    switch (when, zero) {
    case (.date(let column, let dayFirst, let time, let empty), _):
      self = .date(
        places[column] ?? 0, name: column, dayFirst: dayFirst, time: time.flatMap { places[$0] }, timeName: time ?? "",
        blank: blank(empty))
    case (.relativeDay(let column, let empty), let zero?):
      self = .days(places[column] ?? 0, name: column, zero: zero, blank: blank(empty))
    case (.months(let column, let empty), let zero?):
      self = .months(places[column] ?? 0, name: column, zero: zero, blank: blank(empty))
    case (.quarter(let column), _): self = .quarter(places[column] ?? 0, name: column)
    case (.fixed(let day), _): self = .fixed(.day(day))
    case (.unknown, _), (.relativeDay, nil), (.months, nil): self = .fixed(.unknown)
    }
  }

  /// Reads the moment; nil when the fact is not made, with a problem when that is an error.
  func read(_ row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]) -> Moment? {
    switch self {
    case .fixed(let at): return (at, nil)
    case .date(let place, let name, let dayFirst, let time, let timeName, let blank):
      if row.isBlank(place) { return instead(blank, name, row, &problems) }
      guard let day = WhenPlan.day(row.text(place), dayFirst: dayFirst) else {
        return wrong(name, ImportReasons.date(dayFirst: dayFirst), &problems)
      }
      guard let time, !row.isBlank(time) else { return (.day(day), nil) }
      guard let minute = WhenPlan.minuteOfDay(row.text(time)) else { return wrong(timeName, ImportReasons.time, &problems) }
      return (CentralEurope.moment(day, minute: minute), nil)
    case .days(let place, let name, let zero, let blank):
      if row.isBlank(place) { return instead(blank, name, row, &problems) }
      guard let days = NumberPlan.whole(row.text(place)) else { return wrong(name, ImportReasons.whole, &problems) }
      guard abs(days) < 1_000_000, let day = zero.adding(days: days) else { return wrong(name, ImportReasons.range, &problems) }
      return (.day(day), days)
    case .months(let place, let name, let zero, let blank):
      if row.isBlank(place) { return instead(blank, name, row, &problems) }
      guard let months = NumberPlan.whole(row.text(place)) else { return wrong(name, ImportReasons.whole, &problems) }
      if months == 0 { return (.day(zero), nil) }
      guard abs(months) < 12_000, let day = zero.adding(months: months) else {
        return wrong(name, ImportReasons.range, &problems)
      }
      return (.month(year: day.year, month: day.month), nil)
    case .quarter(let place, let name):
      guard let quarter = WhenPlan.quarter(row.text(place)) else { return wrong(name, ImportReasons.quarter, &problems) }
      return (quarter, nil)
    }
  }

  private func instead(
    _ blank: BlankPlan, _ name: String, _ row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]
  ) -> Moment? {
    switch blank {
    case .wrong: return wrong(name, ImportReasons.blank, &problems)
    case .noFact: return nil
    case .unknown: return (.unknown, nil)
    case .other(let when): return when.read(row, &problems)
    }
  }

  private func wrong(_ name: String, _ reason: Words, _ problems: inout [Studies.RowProblem]) -> Moment? {
    problems.append(.init(column: name, reason: reason))
    return nil
  }

  static func day(_ text: String, dayFirst: Bool) -> CivilDate? {
    guard dayFirst else { return CivilDate(text) }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 2, parts[1].utf8.count == 2, parts[2].utf8.count == 4 else { return nil }
    return CivilDate("\(parts[2])-\(parts[1])-\(parts[0])")
  }

  static func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// A quarter as the interval of its days; nil for anything but `2014Q4`.
  static func quarter(_ text: String) -> OccurredAt? {
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[4] == 81, (49...52).contains(bytes[5]), let year = Int(text.prefix(4)),
      let first = CivilDate(year: year, month: (Int(bytes[5]) - 49) * 3 + 1, day: 1),
      let last = first.adding(months: 3)?.adding(days: -1)
    else { return nil }
    return .interval(first, last)
  }
}

/// Clock time in Denmark since 1996: UTC+1, and UTC+2 from the last Sunday of March to the last Sunday of October, 01:00 UTC.
enum CentralEurope {
  /// The moment of a local time; an hour that does not exist in spring is read as winter time, a double one in autumn as summer time.
  static func moment(_ day: CivilDate, minute: Int) -> OccurredAt {
    let local = Instant(startOf: day).milliseconds + Int64(minute) * 60_000
    let summer = Instant(milliseconds: local - 120 * 60_000)
    let offset = isSummer(summer, year: day.year) ? 120 : 60
    return .minute(Instant(milliseconds: local - Int64(offset) * 60_000), offsetMinutes: offset)
  }

  private static func isSummer(_ instant: Instant, year: Int) -> Bool {
    guard let from = lastSunday(3, year), let to = lastSunday(10, year) else { return false }
    return instant >= from && instant < to
  }

  private static func lastSunday(_ month: Int, _ year: Int) -> Instant? {
    guard let last = CivilDate(year: year, month: month, day: 31) else { return nil }
    // 1970-01-01 was a Thursday: day number 3 was a Sunday.
    let back = ((last.dayNumber - 3) % 7 + 7) % 7
    return last.adding(days: -back).map { Instant(milliseconds: Instant(startOf: $0).milliseconds + 3_600_000) }
  }
}
