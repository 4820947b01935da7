#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The few elementary functions that the standard library leaves to the platform.

func exponential(_ x: Double) -> Double { exp(x) }

func logarithm(_ x: Double) -> Double { log(x) }

/// The sum of numbers of any size with one rounding (Neumaier's compensation).
func compensatedSum(_ values: [Double]) -> Double {
  var sum = 0.0
  var lost = 0.0
  for value in values {
    let next = sum + value
    lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
    sum = next
  }
  // A sum that overflowed has no meaningful compensation.
  return sum.isFinite ? sum + lost : sum
}

func checkConfidence(_ confidence: Double) throws(Undefined) {
  guard confidence > 0, confidence < 1 else { throw .outOfRange(.confidence) }
}

func checkFinite(_ values: [Double]) throws(Undefined) {
  for value in values where !value.isFinite { throw .notFinite }
}

func checkSameLength(_ first: Int, _ second: Int) throws(Undefined) {
  guard first == second else { throw .unequalLengths(first, second) }
}
