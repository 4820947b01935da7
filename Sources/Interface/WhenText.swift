import Base

/// When something happened, as it is read: never more precisely than it is known.
package enum WhenText {
  /// A day in words, such as `3. februar 2016`.
  package static func format(_ date: CivilDate, language: Language) -> String { DateText.long(date, language: language) }

  /// A time in words; for studies without dates the day counted from their own day zero.
  package static func format(_ when: OccurredAt, relativeDay: Int?, language: Language) -> String {
    if let relativeDay { return (language == .da ? "Dag " : "Day ") + NumberText.format(relativeDay, language: language) }
    switch when {
    case .minute(_, let offset): return minute(when, offset, language)
    case .day(let date): return DateText.long(date, language: language)
    case .month: return when.firstDay.map { DateText.month($0, language: language) } ?? ""
    case .year(let year): return String(year)
    case .interval(let from, let to):
      return DateText.long(from, language: language) + " – " + DateText.long(to, language: language)
    case .unknown: return language == .da ? "Tidspunkt ukendt" : "Time unknown"
    }
  }

  private static func minute(_ when: OccurredAt, _ offset: Int, _ language: Language) -> String {
    let clock = when.description.dropFirst(11).prefix(5)
    let day = when.firstDay.map { DateText.long($0, language: language) } ?? ""
    return language == .da ? "\(day) kl. \(clock.replacing(":", with: "."))" : "\(day) at \(clock)"
  }
}

extension NumberText {
  /// A number with at most four decimals, as it is read.
  package static func format(_ number: Double, language: Language) -> String {
    guard let text = Fraction(number)?.rounded(decimals: 4)?.double.description else { return "" }
    return format(text.hasSuffix(".0") ? String(text.dropLast(2)) : text, language: language)
  }
}
