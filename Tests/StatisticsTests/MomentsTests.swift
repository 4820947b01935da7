import Statistics
import Testing

@Suite struct MomentsTests {
  struct Case: Decodable {
    let `case`: String
    let values: [Double]
    let sum: Double
    let mean: Double
    let sd: Double?
  }

  @Test func agreesWithSixtyDigits() throws {
    for c in try Vectors.load("python/moments", Case.self) {
      let moments = Moments(c.values)
      #expect(moments.count == c.values.count)
      let size = c.values.map(\.magnitude).max() ?? 0
      #expect(agree(try moments.mean(), c.mean, absolute: 1e-15 * size), "\(c.case)")
      #expect(agree(try moments.sum(), c.sum, absolute: 1e-14 * size * Double(c.values.count)), "\(c.case)")
      if let sd = c.sd { #expect(agree(try moments.sd(), sd), "\(c.case)") }
    }
  }

  @Test("Merging parts gives what adding all gives")
  func merging() throws {
    for c in try Vectors.load("python/moments", Case.self) where c.values.count > 3 {
      var merged = Moments()
      for start in stride(from: 0, to: c.values.count, by: 97) {
        merged.merge(Moments(Array(c.values[start..<min(start + 97, c.values.count)])))
      }
      merged.merge(Moments())
      #expect(merged.count == c.values.count)
      #expect(agree(try merged.mean(), try Moments(c.values).mean(), absolute: 1e-15 * (c.values.map(\.magnitude).max() ?? 0)))
      #expect(agree(try merged.sd(), c.sd), "\(c.case)")
    }
  }

  @Test func aTallyHasTheMomentsOfItsValues() throws {
    let values = [3.0, 3, 5, 1, 1, 1, 40, 0, -2]
    let (plain, tallied) = (Moments(values), Moments(try Tally(values)))
    #expect(tallied.count == 9)
    #expect(try tallied.sum() == plain.sum())
    #expect(agree(try tallied.sd(), try plain.sd()))
    var both = tallied
    both.merge(plain)
    #expect(agree(try both.mean(), try plain.mean()))
  }

  @Test func whatIsUndefinedIsRefused() {
    #expect(throws: Undefined.tooFew(needed: 1, got: 0)) { try Moments().mean() }
    #expect(throws: Undefined.tooFew(needed: 2, got: 1)) { try Moments([4]).sd() }
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: Undefined.notFinite) { try Moments([bad]).mean() }
      #expect(throws: Undefined.notFinite) { try Moments([1, bad, 2]).sd() }
      #expect(throws: Undefined.notFinite) { try Moments([bad, 1, 2]).sum() }
    }
    #expect(throws: Undefined.notFinite) { try Moments([1e308, -1e308, 1e308]).sd() }
    #expect((try? Moments().sum()) == 0)
  }
}
