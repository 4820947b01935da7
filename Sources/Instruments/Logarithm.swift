import Foundation

/// Natural logarithm of `x` + 1; NaN for what is missing and for `x` ≤ −1.
func ln1p(_ x: Double) -> Double { x > -1 ? log1p(x) : .nan }
