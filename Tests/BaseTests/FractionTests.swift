import Base
import Foundation
import Testing

@Suite struct FractionTests {
  @Test(arguments: [
    ("22.5", 0, "23"), ("42.5", 0, "43"), ("-0.25", 1, "-0.3"), ("0.25", 1, "0.3"), ("2.675", 2, "2.68"), ("1.005", 2, "1.01"),
    ("2484.9", -1, "2480"), ("2485", -1, "2490"), ("-544438", -3, "-544000"), ("0", 2, "0"),
  ])
  func roundsHalfAwayFromZero(_ text: String, _ decimals: Int, _ expected: String) throws {
    #expect(try #require(Fraction(decimal: text)).rounded(decimals: decimals) == Fraction(decimal: expected))
  }

  @Test func isExactWhereBinaryIsNot() throws {
    let tenth = try #require(Fraction(decimal: "0.1"))
    let sum = (0..<10).reduce(Fraction(0) as Fraction?) { total, _ in total?.adding(tenth) }
    #expect(sum == Fraction(1))
    #expect(try #require(Fraction(3, over: 7)).multiplied(by: #require(Fraction(7, over: 3))) == Fraction(1))
    #expect(try #require(Fraction(decimal: "1e-3")) == Fraction(1, over: 1000))
    #expect(try #require(Fraction(0.1)) == tenth)
  }

  @Test func saysNoRatherThanLie() {
    #expect(Fraction(1, over: 0) == nil)
    #expect(Fraction(Double.nan) == nil)
    #expect(Fraction(decimal: "1,5") == nil)
    #expect(Fraction(decimal: "") == nil)
    #expect(Fraction(Int128.max, over: 1)?.adding(Fraction(1)) == nil)
    #expect(Fraction(1).divided(by: Fraction(0)) == nil)
  }

  @Test func orders() throws {
    #expect(try #require(Fraction(1, over: 3)) < #require(Fraction(34, over: 100)))
    #expect(try #require(Fraction(-1, over: 2)) < Fraction(0))
  }
}
