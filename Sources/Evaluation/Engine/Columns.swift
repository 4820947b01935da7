/// A column of numbers made ready for counting.
enum NumberColumn {
  /// Whole numbers that lie close together: counted by value.
  case small(SmallColumn)
  /// Any numbers; NaN where missing.
  case wide([Double])

  /// Widest span of values that is counted by value.
  static let largestSpan = 1024

  init(_ column: Dataset.Column) {
    switch column {
    case .numbers(let values): self = NumberColumn.prepare(values)
    case .integers(let values): self = NumberColumn.prepare(values)
    case .categories(let values, let labels):
      // Codes that are numbers ("0", "1", "2") are read as numbers.
      let numbers = labels.map { Double($0) ?? .nan }
      self = NumberColumn.prepare(values.map { $0 < 0 || Int($0) >= numbers.count ? .nan : numbers[Int($0)] })
    }
  }

  private static func prepare(_ values: [Double]) -> NumberColumn {
    var (low, high) = (Int16.max, Int16.min + 1)
    var fits = true
    let codes = [Int16](unsafeUninitializedCapacity: values.count) { out, count in
      values.withUnsafeBufferPointer { source in
        for i in 0..<source.count {
          let v = source[i]
          guard v == v else {
            out[i] = SmallColumn.missing
            continue
          }
          guard v >= -30_000, v <= 30_000 else {
            fits = false
            break
          }
          let k = Int16(truncatingIfNeeded: Int32(v))
          if Double(k) != v {
            fits = false
            break
          }
          out[i] = k
          if k < low { low = k }
          if k > high { high = k }
        }
      }
      count = fits ? values.count : 0
    }
    return fits ? finish(codes, low, high) { values } : .wide(values)
  }

  private static func prepare(_ values: [Int32]) -> NumberColumn {
    var (low, high) = (Int16.max, Int16.min + 1)
    for v in values where v != .min {
      guard v >= -30_000, v <= 30_000 else { return .wide(values.map { $0 == .min ? .nan : Double($0) }) }
      low = min(low, Int16(v))
      high = max(high, Int16(v))
    }
    let codes = values.map { $0 == .min ? SmallColumn.missing : Int16($0) }
    return finish(codes, low, high) { values.map { $0 == .min ? .nan : Double($0) } }
  }

  private static func finish(_ codes: [Int16], _ low: Int16, _ high: Int16, wide: () -> [Double]) -> NumberColumn {
    if low > high { return .small(SmallColumn(codes: codes, low: 0, high: 0)) }
    if Int(high) - Int(low) >= largestSpan { return .wide(wide()) }
    return .small(SmallColumn(codes: codes, low: Int(low), high: Int(high)))
  }

  /// The value of a row; NaN where missing.
  func value(_ row: Int) -> Double {
    switch self {
    case .small(let small): small.codes[row] == SmallColumn.missing ? .nan : Double(small.codes[row])
    case .wide(let values): values[row]
    }
  }

  /// The exact sum of some rows that have a value.
  func sum(of rows: Bits) -> ExactSum {
    var sum = ExactSum()
    switch self {
    case .wide(let values): rows.forEach { sum.add(values[$0]) }
    case .small(let small):
      var counts = [Int](repeating: 0, count: small.span)
      counts.withUnsafeMutableBufferPointer { out in
        small.codes.withUnsafeBufferPointer { codes in
          let low = small.low
          rows.forEach { if codes[$0] != SmallColumn.missing { out[Int(codes[$0]) &- low] &+= 1 } }
        }
      }
      for v in counts.indices where counts[v] > 0 { sum.add(v + small.low, times: counts[v]) }
    }
    return sum
  }

  /// Which rows have a value.
  func answered(count: Int) -> Bits {
    switch self {
    case .small(let small):
      small.codes.withUnsafeBufferPointer { p in Bits(count: count) { p[$0] != SmallColumn.missing } }
    case .wide(let values): values.withUnsafeBufferPointer { p in Bits(count: count) { p[$0] == p[$0] } }
    }
  }
}

/// Whole numbers that lie close together.
struct SmallColumn {
  static let missing = Int16.min
  let codes: [Int16]
  let low: Int
  let high: Int

  /// How many different values there may be.
  var span: Int { high - low + 1 }
}

/// A column of options.
struct CodeColumn {
  let values: [Int32]
  let labels: [String]
}

/// A sum of decimals, exact to eighteen digits after the point.
struct ExactSum {
  private(set) var total: Int128 = 0
  private(set) var scale = 0
  private(set) var n = 0

  private static let powers: [Double] = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
  private static let whole: [Int128] = {
    var list: [Int128] = [1]
    for _ in 0..<36 { list.append((list.last ?? 1) * 10) }
    return list
  }()

  /// Adds a number as the shortest decimal it prints as; one beyond 10^15 counts as 10^15.
  mutating func add(_ number: Double) {
    n += 1
    let value = min(max(number, -1e15), 1e15)
    for digits in min(scale, 16)..<16 {
      let scaled = (value * ExactSum.powers[digits]).rounded()
      if abs(scaled) > 9e15 { break }
      if scaled / ExactSum.powers[digits] == value {
        add(Int128(scaled), scale: digits)
        return
      }
    }
    // More digits than fifteen: cut at the eighteenth, far beyond what is shown.
    let whole = value.rounded(.towardZero)
    let rest = ((value - whole) * 1e18).rounded()
    add(Int128(whole) * ExactSum.whole[18] + Int128(rest), scale: 18)
  }

  /// Adds a whole number several times.
  mutating func add(_ value: Int, times: Int) {
    n += times
    total += Int128(value) * Int128(times) * ExactSum.whole[scale]
  }

  private mutating func add(_ number: Int128, scale digits: Int) {
    if digits > scale {
      total *= ExactSum.whole[digits - scale]
      scale = digits
    }
    total += number * ExactSum.whole[scale - digits]
  }
}
