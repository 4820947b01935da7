import Statistics
import Testing

/// Whole analyses of real people's data, against what R says and what was written down before.
@Suite struct RealDataTests {
  struct Help: Decodable {
    let before: [Double]
    let after: [Double]
    let t: Double
    let p: Double
    let low: Double
    let high: Double
    let items: [String]
    let alpha: Double
    let sd: Double
    let times: [Double]
    let events: [Bool]
    let groups: [Int]
    let observed: [Double]
    let expected: [Double]
    let statistic: Double
    let logRankP: Double
    let at: [Double]
    let strata: [Int]
    let survival: [Double]
    let low90: [Double]
    let high90: [Double]
  }

  struct Btheb: Decodable {
    let pre: [Double]
    let after: [Double]
    let treated: [Bool]
    let t: Double
    let p: Double
    let low: Double
    let high: Double
    let v: Double
    let corrected: Double
    let uncorrected: Double
    let w: Double
    let mannWhitneyP: Double
    let welch: Double
    let welchDf: Double
    let welchP: Double
  }

  @Test("HELP: depression falls from 32.5 to 22.8 in 254 persons")
  func helpChange() throws {
    let help = try #require(try Vectors.load("r/help", Help.self).first)
    #expect(help.before.count == 254)
    #expect(agree(try describe(help.before).mean, 32.5472, 1e-5))
    #expect(agree(try describe(help.after).mean, 22.8071, 1e-5))
    let test = try pairedT(help.before, help.after)
    #expect(agree(test.t, 10.5423, 1e-5) && agree(test.t, help.t) && agree(test.p, help.p))
    #expect(agree(test.interval.lowerBound, help.low) && agree(test.interval.upperBound, help.high))
  }

  @Test("HELP: reliability of CES-D and its reliable change")
  func helpReliability() throws {
    let help = try #require(try Vectors.load("r/help", Help.self).first)
    let answers = help.items.map { $0.compactMap(\.wholeNumberValue).map(Double.init) }
    let items: [[Double]] = (0..<20).map { item in answers.map { $0[item] } }
    let reliability = try cronbachAlpha(items: items)
    #expect(reliability.n == 462 && agree(reliability.alpha, help.alpha) && agree(reliability.sd, help.sd))
    #expect(agree(reliability.alpha, 0.886414, 1e-6) && agree(reliability.sd, 12.465920, 1e-7))
    #expect(agree(reliability.standardError, 4.201323, 1e-6))
    let change = try ReliableChange(sd: reliability.sd, reliability: reliability.alpha)
    #expect(agree(change.threshold, 11.645472, 1e-6))
  }

  @Test("HELP: the bridging clinic links to primary care sooner")
  func helpLinkage() throws {
    let help = try #require(try Vectors.load("r/help", Help.self).first)
    let groups = [0, 1].map { group in
      help.groups.indices.filter { help.groups[$0] == group }.map { FollowUp(time: help.times[$0], event: help.events[$0]) }
    }
    let test = try logRank(groups)
    #expect(test.observed.map(Double.init) == help.observed && agree(test.expected, help.expected))
    #expect(agree(test.statistic, help.statistic) && agree(test.p, help.logRankP))
    for (index, at) in help.at.enumerated() {
      let steps = try kaplanMeier(groups[help.strata[index] - 1]).steps
      let step = try #require(steps.last { $0.time <= at })
      #expect(agree(step.survival, help.survival[index]))
      #expect(agree(step.interval?.lowerBound, help.low90[index]) && agree(step.interval?.upperBound, help.high90[index]))
    }
  }

  @Test("BtheB: 97 persons before and after two months")
  func btheb() throws {
    let data = try #require(try Vectors.load("r/btheb", Btheb.self).first)
    let paired = try pairedT(data.pre, data.after)
    #expect(
      agree(paired.t, data.t) && agree(paired.p, data.p) && agree(paired.dz, 0.6583054, 1e-6) && agree(paired.sd, 9.474498, 1e-6))
    #expect(agree(paired.interval.lowerBound, data.low) && agree(paired.interval.upperBound, data.high))
    #expect(agree(try cohenDByFirst(data.pre, data.after), 0.5782536, 1e-6))
    let ranks = try wilcoxonSignedRank(data.pre, data.after)
    #expect(ranks.v == data.v && ranks.zeros == 7 && agree(ranks.p, data.corrected))
    #expect(agree(try wilcoxonSignedRank(data.pre, data.after, method: .asymptoticUncorrected).p, data.uncorrected))
    let usual = data.after.indices.filter { !data.treated[$0] }.map { data.after[$0] }
    let treated = data.after.indices.filter { data.treated[$0] }.map { data.after[$0] }
    let groups = try mannWhitney(usual, treated)
    #expect(groups.w == data.w && agree(groups.p, data.mannWhitneyP))
    let welch = try welchT(usual, treated)
    #expect(agree(welch.t, data.welch) && agree(welch.degreesOfFreedom, data.welchDf) && agree(welch.p, data.welchP))
    let change = try mcNemar(before: data.pre.map { $0 >= 20 }, after: data.after.map { $0 >= 20 })
    #expect(change.forward == 4 && change.backward == 23 && change.correctedStatistic == 12)
    #expect(agree(change.exactP, 0.0003107488, 1e-6) && agree(change.correctedP, 0.0005320055, 1e-6))
  }

  struct SciPyCase: Decodable {
    let first: [Double]
    let second: [Double]
    let t: Double
    let tP: Double
    let low: Double
    let high: Double
    let wilcoxonP: Double
    let u: Double
    let uP: Double
    let welchP: Double
  }

  @Test func sciPyAgrees() throws {
    for c in try Vectors.load("python/scipy", SciPyCase.self) {
      let paired = try pairedT(c.first, c.second)
      #expect(agree(paired.t, c.t) && agree(paired.p, c.tP))
      #expect(agree(paired.interval.lowerBound, c.low) && agree(paired.interval.upperBound, c.high))
      #expect(agree(try wilcoxonSignedRank(c.first, c.second, method: .asymptoticUncorrected).p, c.wilcoxonP))
      let groups = try mannWhitney(c.first, c.second, method: .asymptotic)
      #expect(groups.w == c.u && agree(groups.p, c.uP))
      #expect(agree(try welchT(c.first, c.second).p, c.welchP))
    }
  }
}
