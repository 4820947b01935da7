import Base
import Testing

@testable import Charts

@Suite struct TextTests {
  @Test(arguments: [
    ("23", "23", "23"), ("-0.3", "\u{2212}0,3", "\u{2212}0.3"), ("714400", "714.400", "714,400"),
    ("2627000", "2.627.000", "2,627,000"),
    ("1591.50", "1.591,50", "1,591.50"), ("999", "999", "999"), ("-1000", "\u{2212}1.000", "\u{2212}1,000"),
    ("-0.0", "0,0", "0.0"),
    ("<0.001", "<0,001", "<0.001"), ("n.d.", "n.d.", "n.d."), ("1e-30", "1e-30", "1e-30"), ("", "", ""), (".5", ".5", ".5"),
  ]) func numbers(text: String, da: String, en: String) {
    #expect(NumberText.format(text, language: .da) == da)
    #expect(NumberText.format(text, language: .en) == en)
  }

  @Test func signs() {
    #expect(NumberText.format("0.5", language: .da, signed: true) == "+0,5")
    #expect(NumberText.format("0.0", language: .da, signed: true) == "0,0")
    #expect(NumberText.percent("23", language: .da) == "23\u{00A0}%")
    #expect(NumberText.percent("23", language: .en) == "23%")
  }

  @Test func dates() {
    let date = Pictures.date("2016-05-03")
    #expect(DateText.long(date, language: .da) == "3. maj 2016" && DateText.long(date, language: .en) == "3 May 2016")
    #expect(DateText.short(Pictures.date("2016-02-03"), language: .da) == "3. feb. 2016")
    #expect(DateText.month(Pictures.date("2016-02-03"), language: .en) == "Feb 2016")
  }

  @Test func wrapping() {
    let lines = TextMeasure.wrap("Stofmisbrugsbehandlingsinstitutionernes samarbejdspartnere i kommunen", width: 120, size: 13)
    #expect(lines.count > 2)
    for line in lines { #expect(TextMeasure.width(line, size: 13) <= 120) }
    #expect(TextMeasure.wrap("25-29", width: 200, size: 13) == ["25-29"])
    #expect(TextMeasure.wrap("", width: 50, size: 13) == [""])
    #expect(
      lines.joined().filter { $0 != "-" && $0 != " " }
        == "Stofmisbrugsbehandlingsinstitutionernessamarbejdspartnereikommunen")
  }

  @Test func ticks() {
    #expect(Ticks.round(0...100, count: 6).map(\.text) == ["0", "20", "40", "60", "80", "100"])
    #expect(Ticks.round(1...4, count: 6).map(\.text) == ["1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0"])
    #expect(Ticks.round(0...1, count: 6).map(\.text) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.round(-714_400...2_627_000, count: 4).map(\.text) == ["0", "1000000", "2000000"])
    #expect(Ticks.round(0...0, count: 5).count == 1)
    #expect(NaturalRange.of([3, 17]) == 0...20 && NaturalRange.of([]) == 0...1 && NaturalRange.of([-0.3, 0]) == -0.3...0)
  }

  @Test func spreading() {
    let places = LabelSpread.spread([10, 11, 12, 90], heights: [10, 10, 10, 10], within: 0...100)
    for (a, b) in zip(places, places.dropFirst()) { #expect(b - a >= 13 - 1e-9) }
    #expect(places[3] == 90 && places.allSatisfy { $0 >= 5 && $0 <= 95 })
  }

  @Test func dateTicks() {
    let days = Double(Pictures.date("2014-02-03").dayNumber)...Double(Pictures.date("2016-02-15").dayNumber)
    #expect(DateTicks.ticks(days, count: 3, language: .da).map(\.text) == ["2015", "2016"])
    #expect(DateTicks.ticks(days, count: 6, language: .en).map(\.text) == ["Jul 2014", "Jan 2015", "Jul 2015", "Jan 2016"])
  }
}
