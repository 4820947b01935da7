/// An exact fraction, for figures that must round as a person with paper would.
///
/// Numerator and denominator have 128 bits. An operation that does not fit gives nil instead of a wrong number.
public struct Fraction: Hashable, Sendable {
  /// The numerator; it carries the sign.
  public let numerator: Int128
  /// The denominator, at least 1; the fraction is in lowest terms.
  public let denominator: Int128

  /// A whole number.
  public init(_ whole: Int) {
    numerator = Int128(whole)
    denominator = 1
  }

  /// A quotient in lowest terms; nil when the denominator is 0.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Fraction.gcd(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = Int128(denominator.magnitude / divisor)
  }

  /// Reads a decimal number such as `-12.50`, `4` or `1e-3` exactly; nil when it is not one or does not fit.
  public init?(decimal text: some StringProtocol) {
    var digits: Int128 = 0
    var scale = 0
    var seenPoint = false
    var seenDigit = false
    var negative = false
    var exponent = 0
    var rest = Substring(text)
    if let e = rest.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      guard let value = Int(rest[rest.index(after: e)...]), abs(value) <= 30 else { return nil }
      exponent = value
      rest = rest[..<e]
    }
    for (index, character) in rest.utf8.enumerated() {
      switch character {
      case 43 where index == 0: continue
      case 45 where index == 0: negative = true
      case 46 where !seenPoint: seenPoint = true
      case 48...57:
        seenDigit = true
        let (product, over1) = digits.multipliedReportingOverflow(by: 10)
        let (sum, over2) = product.addingReportingOverflow(Int128(character) - 48)
        if over1 || over2 { return nil }
        digits = sum
        if seenPoint { scale += 1 }
      default: return nil
      }
    }
    guard seenDigit, let power = Fraction.powerOfTen(abs(exponent - scale)) else { return nil }
    let signed = negative ? -digits : digits
    if exponent - scale >= 0 {
      let (product, over) = signed.multipliedReportingOverflow(by: power)
      if over { return nil }
      self.init(product, over: 1)
    } else {
      self.init(signed, over: power)
    }
  }

  /// The shortest decimal that a binary number prints as, taken exactly; nil for NaN, infinity and what does not fit.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(decimal: value.description)
  }

  /// The nearest binary number.
  public var double: Double { Double(numerator) / Double(denominator) }

  /// The sum, or nil when it does not fit.
  public func adding(_ other: Fraction) -> Fraction? {
    let g = Int128(Fraction.gcd(denominator.magnitude, other.denominator.magnitude))
    let (left, o1) = numerator.multipliedReportingOverflow(by: other.denominator / g)
    let (right, o2) = other.numerator.multipliedReportingOverflow(by: denominator / g)
    let (top, o3) = left.addingReportingOverflow(right)
    let (bottom, o4) = (denominator / g).multipliedReportingOverflow(by: other.denominator)
    return o1 || o2 || o3 || o4 ? nil : Fraction(top, over: bottom)
  }

  /// The difference, or nil when it does not fit.
  public func subtracting(_ other: Fraction) -> Fraction? {
    Fraction(-other.numerator, over: other.denominator).flatMap(adding)
  }

  /// The product, or nil when it does not fit.
  public func multiplied(by other: Fraction) -> Fraction? {
    guard let a = Fraction(numerator, over: other.denominator), let b = Fraction(other.numerator, over: denominator) else {
      return nil
    }
    let (top, o1) = a.numerator.multipliedReportingOverflow(by: b.numerator)
    let (bottom, o2) = a.denominator.multipliedReportingOverflow(by: b.denominator)
    return o1 || o2 ? nil : Fraction(top, over: bottom)
  }

  /// The quotient, or nil when it does not fit or the divisor is 0.
  public func divided(by other: Fraction) -> Fraction? {
    Fraction(other.denominator, over: other.numerator).flatMap(multiplied)
  }

  /// Rounded half up, away from zero (22.5 gives 23, -0.25 with one decimal gives -0.3); nil when it does not fit.
  ///
  /// - Parameter decimals: digits after the point; negative for tens (-1), hundreds (-2) and so on. Range -12...12.
  public func rounded(decimals: Int) -> Fraction? {
    guard abs(decimals) <= 12, let power = Fraction.powerOfTen(abs(decimals)) else { return nil }
    let scale = decimals >= 0 ? Fraction(power, over: 1) : Fraction(1, over: power)
    guard let scale, let scaled = multiplied(by: scale) else { return nil }
    let (twice, o1) = scaled.numerator.magnitude.multipliedReportingOverflow(by: 2)
    let bottom = scaled.denominator.magnitude
    let (sum, o2) = twice.addingReportingOverflow(bottom)
    if o1 || o2 { return nil }
    let whole = Int128(sum / (bottom * 2))
    return Fraction(scaled.numerator < 0 ? -whole : whole, over: 1).flatMap { $0.divided(by: scale) }
  }

  private static func powerOfTen(_ exponent: Int) -> Int128? {
    guard exponent <= 37 else { return nil }
    return (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
  }

  private static func gcd(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (x, y) = (a, b)
    while y != 0 { (x, y) = (y, x % y) }
    return max(x, 1)
  }
}

extension Fraction: Comparable {
  /// Compares by value; exact as long as the cross products fit in 128 bits, by binary value beyond that.
  public static func < (a: Fraction, b: Fraction) -> Bool {
    let (left, o1) = a.numerator.multipliedReportingOverflow(by: b.denominator)
    let (right, o2) = b.numerator.multipliedReportingOverflow(by: a.denominator)
    return o1 || o2 ? a.double < b.double : left < right
  }
}
