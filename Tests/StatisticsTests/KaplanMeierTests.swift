import Statistics
import Testing

@Suite struct KaplanMeierTests {
  struct Curve: Decodable {
    let time: [Double]
    let risk: [Int]
    let event: [Int]
    let censored: [Int]
    let survival: [Double]
    let error: [Double?]
    let low: [Double?]
    let high: [Double?]
  }

  struct Case: Decodable {
    let times: [Double]
    let events: [Bool]
    let confidence: Double
    let log: Curve
    let logLog: Curve
    let plain: Curve
    let median: Double?
  }

  @Test("Survival, Greenwood's error, three kinds of interval and the median agree with R")
  func agreesWithR() throws {
    for c in try Vectors.load("r/kaplanMeier", Case.self) {
      let persons = zip(c.times, c.events).map { FollowUp(time: $0, event: $1) }
      for (scale, curve) in [(KaplanMeier.Scale.log, c.log), (.logLog, c.logLog), (.plain, c.plain)] {
        let estimate = try kaplanMeier(persons, confidence: c.confidence, scale: scale)
        #expect(estimate.steps.map(\.time) == curve.time && estimate.steps.map(\.atRisk) == curve.risk)
        #expect(estimate.steps.map(\.events) == curve.event && estimate.steps.map(\.censored) == curve.censored)
        #expect(agree(estimate.steps.map(\.survival), curve.survival))
        for (index, step) in estimate.steps.enumerated() {
          #expect(agree(step.standardError, curve.error[index]), "\(scale) \(step)")
          // R leaves the log-log interval empty while nobody has had the event.
          if step.survival == 1 { continue }
          #expect(agree(step.interval?.lowerBound, curve.low[index]), "\(scale) \(step)")
          #expect(agree(step.interval?.upperBound, curve.high[index]), "\(scale) \(step)")
        }
        #expect(estimate.median == c.median)
        #expect(estimate.n == c.times.count && estimate.events == c.events.count { $0 })
      }
    }
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try kaplanMeier([]) }
    #expect(throws: Undefined.notFinite) { try kaplanMeier([FollowUp(time: .nan, event: true)]) }
    #expect(throws: Undefined.outOfRange(.time)) { try kaplanMeier([FollowUp(time: -1, event: true)]) }
    #expect(throws: Undefined.outOfRange(.confidence)) { try kaplanMeier([FollowUp(time: 1, event: true)], confidence: 2) }
  }
}
