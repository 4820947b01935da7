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

extension Histogram {
  /// The sum and number of the values.
  var exact: ExactSum {
    var sum = ExactSum()
    for i in counts.indices where counts[i] > 0 { sum.add(low + i, times: counts[i]) }
    return sum
  }
}
