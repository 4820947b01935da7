import Statistics
import Testing

@Suite struct DistributionsTests {
  struct TailCase: Decodable {
    let kind: String
    let x: Double
    let parameters: [Double]
    let upper: Double
    let lower: Double
  }

  struct QuantileCase: Decodable {
    let kind: String
    let p: Double
    let parameters: [Double]
    let value: Double
  }

  struct LogCase: Decodable {
    let z: Double
    let log: Double
  }

  private func probability(_ tail: Tail, _ c: TailCase) throws -> Double {
    let a = c.parameters
    switch c.kind {
    case "normal": return try Normal.probability(tail, c.x)
    case "t": return try StudentT.probability(tail, c.x, degreesOfFreedom: a[0])
    case "chiSquared": return try ChiSquared.probability(tail, c.x, degreesOfFreedom: a[0])
    case "f": return try FisherF.probability(tail, c.x, numerator: a[0], denominator: a[1])
    case "binomial": return try Binomial.probability(tail, Int(c.x), of: Int(a[0]), chance: a[1])
    case "hypergeometric":
      return try Hypergeometric.probability(tail, Int(c.x), marked: Int(a[0]), drawn: Int(a[1]), total: Int(a[2]))
    case "beta": return try Beta.probability(tail, c.x, a[0], a[1])
    default: return try Gamma.probability(tail, c.x, shape: a[0])
    }
  }

  @Test("Both tails of every distribution agree with 60-digit values, down to 1e-300")
  func tails() throws {
    let cases = try Vectors.load("python/distributions", TailCase.self)
    #expect(cases.contains { $0.upper < 1e-295 && $0.kind == "t" })
    #expect(cases.contains { $0.upper < 1e-295 && $0.kind == "chiSquared" })
    #expect(cases.contains { $0.upper < 1e-295 && $0.kind == "normal" })
    for c in cases {
      #expect(agree(try probability(.upper, c), c.upper), "\(c)")
      #expect(agree(try probability(.lower, c), c.lower), "\(c)")
    }
  }

  @Test func quantiles() throws {
    for c in try Vectors.load("python/quantiles", QuantileCase.self) {
      let value =
        switch c.kind {
        case "normal": try Normal.quantile(.upper, c.p)
        case "t": try StudentT.quantile(.upper, c.p, degreesOfFreedom: c.parameters[0])
        default: try ChiSquared.quantile(.upper, c.p, degreesOfFreedom: c.parameters[0])
        }
      #expect(agree(value, c.value, 1e-12), "\(c)")
    }
    #expect(agree(try Normal.quantile(.lower, 0.025), try -Normal.quantile(.upper, 0.025)))
    #expect(agree(try Beta.probability(.upper, try Beta.quantile(.upper, 0.01, 3, 4), 3, 4), 0.01))
  }

  @Test func logarithmsOfNormalTails() throws {
    for c in try Vectors.load("python/normalLog", LogCase.self) {
      #expect(agree(try Normal.logProbability(.upper, c.z), c.log, 1e-12), "\(c)")
      #expect(agree(try Normal.logProbability(.lower, -c.z), c.log, 1e-12), "\(c)")
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.outOfRange(.value)) { try Normal.probability(.upper, .nan) }
    #expect(throws: Undefined.outOfRange(.probability)) { try Normal.quantile(.upper, 0) }
    #expect(throws: Undefined.outOfRange(.probability)) { try StudentT.quantile(.upper, .nan, degreesOfFreedom: 3) }
    #expect(throws: Undefined.outOfRange(.degreesOfFreedom)) { try StudentT.probability(.upper, 1, degreesOfFreedom: 0) }
    #expect(throws: Undefined.outOfRange(.value)) { try ChiSquared.probability(.upper, -1, degreesOfFreedom: 1) }
    #expect(throws: Undefined.outOfRange(.count)) { try Binomial.probability(.upper, 4, of: 3, chance: 0.5) }
    #expect(throws: Undefined.outOfRange(.probability)) { try Binomial.density(1, of: 3, chance: 1.5) }
    #expect(throws: Undefined.outOfRange(.count)) { try Hypergeometric.density(6, marked: 5, drawn: 6, total: 12) }
    #expect(throws: Undefined.outOfRange(.shape)) { try Beta.probability(.upper, 0.5, 0, 1) }
    #expect(throws: Undefined.outOfRange(.value)) { try Gamma.logarithm(0) }
    #expect(throws: Undefined.self) { try StudentT.probability(.upper, .nan, degreesOfFreedom: 3) }
  }

  @Test func farBeyondTheRangeOfADoubleIsZeroNotNaN() throws {
    #expect(try Normal.twoSided(100) == 0)
    #expect(try StudentT.twoSided(1e6, degreesOfFreedom: 1e6) == 0)
    #expect(try ChiSquared.probability(.upper, 1e6, degreesOfFreedom: 1) == 0)
    #expect(try Normal.twoSided(0) == 1)
  }
}
