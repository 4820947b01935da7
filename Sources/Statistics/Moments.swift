/// Count, mean and spread of numbers that stream by once, one at a time or in parts that are merged.
///
/// Sums are kept of the distance to the first value, and the squares by the update of Youngs and Cramer (1971): numbers with a large
/// common offset keep their spread. Sums of whole numbers are exact up to 2^53.
///
///     var moments = Moments()
///     for score in scores { moments.add(score) }
///     let mean = try moments.mean()
///
/// Distances below 1e-150 or above 1e150 leave the range in which their squares can be kept: the former count as 0, the latter are
/// refused. NaN or infinity that was added is remembered and refused when a figure is asked for.
public struct Moments: Sendable, Hashable {
  /// How many numbers were added.
  @inlinable public var count: Int { seen }
  @usableFromInline var seen: Int
  @usableFromInline var origin: Double
  @usableFromInline var shifted: Double
  @usableFromInline var squares: Double

  /// Nothing yet.
  @inlinable public init() {
    seen = 0
    origin = 0
    shifted = 0
    squares = 0
  }

  /// The moments of an array.
  public init(_ values: [Double]) {
    self.init()
    values.withUnsafeBufferPointer { for value in $0 { add(value) } }
  }

  /// The moments of a tally; a value that occurs many times costs as much as one that occurs once.
  public init(_ tally: Tally) {
    self.init()
    guard tally.total > 0 else { return }
    let n = Double(tally.total)
    let first = tally.values[0]
    var sum = 0.0
    for (value, count) in zip(tally.values, tally.counts) { sum += (value - first) * Double(count) }
    let mean = sum / n
    var squared = 0.0
    var rest = 0.0
    for (value, count) in zip(tally.values, tally.counts) {
      let distance = value - first - mean
      squared += distance * distance * Double(count)
      rest += distance * Double(count)
    }
    seen = tally.total
    origin = first
    shifted = sum
    squares = squared - rest * rest / n
  }

  /// Adds one number.
  @inlinable public mutating func add(_ value: Double) {
    if count == 0 {
      seen = 1
      origin = value
      // NaN and infinity must not vanish in `value - value`.
      shifted = value - origin
      return
    }
    seen += 1
    let n = Double(seen)
    let distance = value - origin
    shifted += distance
    let step = n * distance - shifted
    squares += step * step / (n * (n - 1))
  }

  /// Adds what another accumulator saw, as if its numbers had been added here.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let (n, m) = (Double(count), Double(other.count))
    let move = other.origin - origin
    let distance = move + (other.shifted / m - shifted / n)
    squares += other.squares + distance * distance * (n * m / (n + m))
    shifted += other.shifted + move * m
    seen += other.count
  }

  /// Whether every number was finite and no sum ran over.
  public var isFinite: Bool { origin.isFinite && shifted.isFinite && squares.isFinite }

  /// The sum; 0 when nothing was added.
  ///
  /// - Throws: ``Undefined/notFinite``.
  public func sum() throws(Undefined) -> Double {
    guard isFinite else { throw .notFinite }
    let value = origin * Double(count) + shifted
    guard value.isFinite else { throw .notFinite }
    return value
  }

  /// The arithmetic mean.
  ///
  /// - Throws: ``Undefined/tooFew(needed:got:)`` below 1, ``Undefined/notFinite``.
  public func mean() throws(Undefined) -> Double {
    guard count > 0 else { throw .tooFew(needed: 1, got: 0) }
    guard isFinite else { throw .notFinite }
    return origin + shifted / Double(count)
  }

  /// The sum of squared distances to the mean, at least 0.
  ///
  /// - Throws: ``Undefined/tooFew(needed:got:)`` below 1, ``Undefined/notFinite``.
  public func sumOfSquares() throws(Undefined) -> Double {
    guard count > 0 else { throw .tooFew(needed: 1, got: 0) }
    guard isFinite else { throw .notFinite }
    return max(0, squares)
  }

  /// The sample variance, with n - 1 below the line.
  ///
  /// - Throws: ``Undefined/tooFew(needed:got:)`` below 2, ``Undefined/notFinite``.
  public func variance() throws(Undefined) -> Double {
    guard count > 1 else { throw .tooFew(needed: 2, got: count) }
    return try sumOfSquares() / Double(count - 1)
  }

  /// The sample standard deviation (root of ``variance()``).
  public func sd() throws(Undefined) -> Double { try variance().squareRoot() }

  /// The standard error of the mean, sd / √n.
  public func standardError() throws(Undefined) -> Double { (try variance() / Double(count)).squareRoot() }

  /// The sample standard deviation, refused when it is 0 to rounding.
  func positiveSD() throws(Undefined) -> Double {
    let sd = try sd()
    let largest = max(try mean().magnitude, origin.magnitude)
    guard sd > 10 * Double.ulpOfOne * largest, sd > 0 else { throw .noVariation }
    return sd
  }
}
