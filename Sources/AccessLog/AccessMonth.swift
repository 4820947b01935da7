import Base

/// A month of the calendar in UTC: the unit that the log is kept and dropped in.
package struct AccessMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Months since the year 0.
  let index: Int

  init(index: Int) { self.index = index }

  /// A month by year and number 1...12; nil outside the years 1...9999.
  package init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    index = year * 12 + month - 1
  }

  /// The month of a moment.
  package init(_ at: Instant) {
    let day = at.utcDate
    index = (day?.year ?? 1970) * 12 + (day?.month ?? 1) - 1
  }

  /// Reads `yyyy-mm`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let day = CivilDate("\(text)-01") else { return nil }
    self.init(year: day.year, month: day.month)
  }

  /// The moment it begins.
  package var begins: Instant {
    CivilDate(year: index / 12, month: index % 12 + 1, day: 1).map { Instant(startOf: $0) } ?? Instant(milliseconds: 0)
  }

  /// The month that many months later, or earlier when negative.
  package func adding(_ months: Int) -> AccessMonth { AccessMonth(index: index + months) }

  /// `yyyy-mm`.
  package var description: String { begins.utcDate.map { String($0.description.prefix(7)) } ?? "0000-00" }

  package static func < (a: AccessMonth, b: AccessMonth) -> Bool { a.index < b.index }
}
