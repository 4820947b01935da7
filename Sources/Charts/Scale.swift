import Base

/// A straight scale from values to units of the picture.
struct Scale {
  /// The values.
  var domain: ClosedRange<Double>
  /// Where the lowest value lies.
  var from: Double
  /// Where the highest value lies.
  var to: Double

  /// The place of a value; values outside the range lie on its border.
  func callAsFunction(_ value: Double) -> Double {
    let span = domain.upperBound - domain.lowerBound
    guard span > 0 else { return from }
    let share = (min(max(value, domain.lowerBound), domain.upperBound) - domain.lowerBound) / span
    return from + (to - from) * share
  }
}

/// A place on an axis.
struct Tick {
  var value: Double
  /// The exact decimal text, with a point.
  var text: String
}

/// Round places on an axis.
enum Ticks {
  /// At most about `count` places in the range, at multiples of 1, 2 or 5 times a power of ten (2.5 is left out: it needs decimals).
  static func round(_ range: ClosedRange<Double>, count: Int) -> [Tick] {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite, count > 0 else { return [Tick(value: range.lowerBound, text: whole(range.lowerBound))] }
    var exponent = -6
    var factor = 1
    while Double(factor) * power(exponent) * Double(count) < span * 0.999_999, exponent < 15 {
      switch factor {
      case 1: factor = 2
      case 2: factor = 5
      default: (factor, exponent) = (1, exponent + 1)
      }
    }
    let step = Double(factor) * power(exponent)
    let first = Int((range.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { index in
      Tick(value: Double(index) * step, text: decimal(index * factor, exponent: exponent))
    }
  }

  /// The smallest round number that is not below a value; 1 when the value is not above 0.
  static func ceiling(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    var unit = 1e-6
    while unit * 10 < value { unit *= 10 }
    for factor in [1.0, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] where factor * unit >= value * 0.999_999 {
      return unit < 1 ? factor / (1 / unit).rounded() : factor * unit
    }
    return value
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  private static func whole(_ value: Double) -> String { value.isFinite && abs(value) < 1e15 ? String(Int(value)) : "" }

  /// `number` times ten to the power, written exactly.
  private static func decimal(_ number: Int, exponent: Int) -> String {
    if exponent >= 0 { return number == 0 ? "0" : String(number) + String(repeating: "0", count: exponent) }
    var digits = String(abs(number))
    while digits.count <= -exponent { digits = "0" + digits }
    return (number < 0 ? "-" : "") + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
  }
}

/// A natural range for figures that have none of their own.
public enum NaturalRange {
  /// From zero (or the lowest value below it) to a round number above the highest value.
  public static func of(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let high = finite.max() ?? 1
    let low = finite.min() ?? 0
    let upper = high > 0 ? Ticks.ceiling(high) : 0
    let lower = low < 0 ? -Ticks.ceiling(-low) : 0
    return upper > lower ? lower...upper : lower...(lower + 1)
  }
}

/// Puts labels beside each other without overlap, each as near its own place as there is room.
enum LabelSpread {
  /// - Parameters:
  ///   - centers: wanted middles.
  ///   - heights: how high each label is.
  /// - Returns: the middles, in the same order.
  static func spread(_ centers: [Double], heights: [Double], within bounds: ClosedRange<Double>, gap: Double = 3) -> [Double] {
    let order = centers.indices.sorted { (centers[$0], $0) < (centers[$1], $1) }
    var placed = centers
    var edge = bounds.lowerBound
    for index in order {
      placed[index] = max(centers[index], edge + heights[index] / 2)
      edge = placed[index] + heights[index] / 2 + gap
    }
    edge = bounds.upperBound
    for index in order.reversed() {
      placed[index] = min(placed[index], edge - heights[index] / 2)
      edge = placed[index] - heights[index] / 2 - gap
    }
    return placed
  }
}
