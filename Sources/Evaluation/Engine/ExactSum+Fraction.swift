import Base

extension ExactSum {
  /// The sum as a fraction.
  var fraction: Fraction {
    var denominator: Int128 = 1
    for _ in 0..<scale { denominator *= 10 }
    return Fraction(total, over: denominator) ?? Fraction(0)
  }

  /// The mean as a fraction; nil when nothing was added.
  var mean: Fraction? { n == 0 ? nil : fraction.divided(by: Fraction(n)) }
}
