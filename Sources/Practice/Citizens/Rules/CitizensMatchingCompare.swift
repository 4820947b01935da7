import Base
import Foundation

/// The logarithm to the base 2.
func logBase2(_ value: Double) -> Double { log2(value) }

extension Citizens.Matching {
  typealias Weighed = (finding: Finding, weight: Double)

  /// Everything that is found, and the sum of its weights.
  static func compare(_ a: Person, _ b: Person) -> ([Finding], Double) {
    let names = compareNames(a.parts, b.parts)
    var found = names
    let births = compareBirths(a.birth, b.birth)
    if let births { found.append(births) }
    // A given name tells the sex already.
    let told = names.contains { $0.finding.speaksFor && $0.finding.rawValue.hasPrefix("given") }
    if let sex = compareSex(a.sex, b.sex) { found.append((sex, told ? min(0, sex.weight) : sex.weight)) }
    if let cpr = compareCPR(a, b) { found.append((cpr, cpr.weight)) }
    let findings = found.map(\.finding)
    let relatives = findings.contains(.givenDifferent) && findings.contains { familyFindings.contains($0) }
    let pattern = pattern(findings, a.birth, b.birth)
    if let pattern { found.append((pattern, pattern.weight)) }
    // A family shares its telephone.
    let shared = relatives || pattern != nil
    if let phone = comparePhones(a.phone, b.phone) { found.append((phone, shared ? min(0, phone.weight) : phone.weight)) }
    return (found.map(\.finding), found.reduce(0) { $0 + $1.weight })
  }

  private static let familyFindings: Set<Finding> = [.familySame, .familyPart, .familySound, .familyClose]

  /// Where fields hang together: members of one family.
  private static func pattern(_ found: [Finding], _ a: Citizens.BirthDate?, _ b: Citizens.BirthDate?) -> Finding? {
    guard !found.contains(.cprSame), !found.contains(.cprSwapped) else { return nil }
    let family = found.contains { familyFindings.contains($0) }
    if family, found.contains(.givenDifferent), found.contains(.birthSame) { return .twinPattern }
    guard found.contains(.birthDifferent), family, let a, let b else { return nil }
    let (x, y) = (a.yearRange, b.yearRange)
    let apart = x.lowerBound > y.upperBound ? x.lowerBound - y.upperBound : y.lowerBound - x.upperBound
    return apart >= 15 ? .generationPattern : nil
  }

  private static func compareSex(_ a: Citizens.Sex?, _ b: Citizens.Sex?) -> Finding? {
    guard let a, let b, [.female, .male].contains(a), [.female, .male].contains(b) else { return nil }
    return a == b ? .sexSame : .sexDifferent
  }

  private static func compareCPR(_ a: Person, _ b: Person) -> Finding? {
    guard let mine = a.cprHash, let theirs = b.cprHash else { return nil }
    // Two people in two places can have been given the same local number.
    if mine == theirs { return a.cprKind == .dECPR ? .cprLocal : .cprSame }
    if a.cprNeighbours.contains(theirs) || b.cprNeighbours.contains(mine) { return .cprSwapped }
    // A replacement number differs from the CPR number of the same person: that tells nothing.
    return (a.cprKind ?? .cpr) == (b.cprKind ?? .cpr) && a.cprKind != .dECPR ? .cprDifferent : nil
  }

  private static func comparePhones(_ a: Citizens.Phone?, _ b: Citizens.Phone?) -> Finding? {
    guard let a = a?.lastDigits, let b = b?.lastDigits else { return nil }
    return a == b ? .phoneSame : .phoneDifferent
  }

  static func compareBirths(_ a: Citizens.BirthDate?, _ b: Citizens.BirthDate?) -> Weighed? {
    guard let a, let b else { return nil }
    if let x = a.exactDay, let y = b.exactDay {
      let finding = compareDays(x, y)
      return (finding, finding.weight)
    }
    if case .month(let year, let month) = a, let fits = monthFits(year, month, b) { return fits }
    if case .month(let year, let month) = b, let fits = monthFits(year, month, a) { return fits }
    let (x, y) = (a.yearRange, b.yearRange)
    if x.overlaps(y) {
      // The chance of strangers grows with the years that fit; ages spread over some forty years.
      let years = Double(min(x.count, y.count) + max(x.count, y.count) - 1)
      return (.birthWithin, logBase2(Finding.birthWithin.chance.m / min(0.9, Finding.birthWithin.chance.u * years)))
    }
    let apart = x.lowerBound > y.upperBound ? x.lowerBound - y.upperBound : y.lowerBound - x.upperBound
    let finding: Finding = apart == 1 ? .birthNear : .birthDifferent
    return (finding, finding.weight)
  }

  /// A month against a day or another month; nil when the other says no month.
  private static func monthFits(_ year: Int, _ month: Int, _ other: Citizens.BirthDate) -> Weighed? {
    let (otherYear, otherMonth): (Int, Int)
    switch other {
    case .day(let day): (otherYear, otherMonth) = (day.year, day.month)
    case .month(let y, let m): (otherYear, otherMonth) = (y, m)
    default: return nil
    }
    if otherYear == year, otherMonth == month {
      return (.birthWithin, logBase2(Finding.birthWithin.chance.m / (Finding.birthWithin.chance.u / 12)))
    }
    let finding: Finding =
      otherYear == year ? .birthSameYear : abs(otherYear - year) == 1 && otherMonth == month ? .birthNear : .birthDifferent
    return (finding, finding.weight)
  }

  private static func compareDays(_ x: CivilDate, _ y: CivilDate) -> Finding {
    if x == y { return .birthSame }
    if x.month == y.month, x.day == y.day {
      if abs(x.year - y.year) == 1 { return .birthYearOff }
      return digitsApart(x.year, y.year) == 1 || swappedEnd(x.year, y.year) ? .birthYearDigit : .birthDifferent
    }
    guard x.year == y.year else { return .birthDifferent }
    if x.day == y.month, x.month == y.day { return .birthDayMonth }
    if x.month == y.month, digitsApart(x.day, y.day) == 1 || abs(x.day - y.day) == 1 || swappedEnd(x.day, y.day) {
      return .birthDigit
    }
    // 1 January is what is written when no more than the year is known.
    if (x.month == 1 && x.day == 1) || (y.month == 1 && y.day == 1) { return .birthNewYear }
    if x.day == y.day, digitsApart(x.month, y.month) == 1 || abs(x.month - y.month) == 1 { return .birthDigit }
    return .birthSameYear
  }

  /// How many decimal digits differ, of numbers below 10,000.
  private static func digitsApart(_ a: Int, _ b: Int) -> Int {
    var (a, b, count) = (a, b, 0)
    while a > 0 || b > 0 {
      if a % 10 != b % 10 { count += 1 }
      (a, b) = (a / 10, b / 10)
    }
    return count
  }

  private static func swappedEnd(_ a: Int, _ b: Int) -> Bool {
    a / 100 == b / 100 && a % 10 == b / 10 % 10 && b % 10 == a / 10 % 10
  }
}

extension Citizens.Phone {
  /// The last eight digits, which is a whole Danish number; nil when there are fewer.
  package var lastDigits: String? {
    let digits = number.filter { $0.isASCII && $0.isNumber }
    return digits.count < 8 ? nil : String(digits.suffix(8))
  }
}
