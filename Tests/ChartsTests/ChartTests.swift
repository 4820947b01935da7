import Base
import Markup
import Testing

@testable import Charts

@Suite struct ChartTests {
  @Test(arguments: Pictures.all.indices, [680.0, 328.0]) func wellFormedAndNamed(index: Int, width: Double) {
    let chart = Pictures.all[index]
    let reader = MarkupReader(chart.svg(width: width, idPrefix: "a").text)
    #expect(reader.problem == nil)
    let root = reader.elements.first
    #expect(root?.name == "svg")
    #expect(root?.attributes["role"] == "img")
    #expect(root?.attributes["aria-labelledby"] == "a-title")
    #expect(root?.attributes["aria-describedby"] == "a-desc")
    #expect(root?.attributes["viewBox"]?.hasPrefix("0 0 \(Int(width)) ") == true)
    #expect(reader.elements.contains { $0.name == "title" && $0.attributes["id"] == "a-title" })
    #expect(reader.elements.contains { $0.name == "desc" && $0.attributes["id"] == "a-desc" })
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(
      !reader.elements.contains { $0.name == "script" || $0.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" } })
    #expect(!chart.html.text.contains("nan") && !chart.html.text.contains("inf\""))
  }

  @Test(arguments: Pictures.all.indices, [680.0, 328.0]) func textsStandApartAndInside(index: Int, width: Double) {
    let chart = Pictures.all[index]
    let lines = MarkupReader(chart.svg(width: width, idPrefix: "a").text).lines
    #expect(!lines.isEmpty)
    for (position, line) in lines.enumerated() {
      let a = line.box
      #expect(a.left > -3 && a.right < width + 3, "\(chart.caption.id) at \(width): outside: \(line.text)")
      for other in lines[(position + 1)...] {
        let b = other.box
        let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
        #expect(apart, "\(chart.caption.id) at \(width): \(line.text) over \(other.text)")
      }
    }
  }

  @Test func bothLayoutsHaveTheirOwnIds() {
    let reader = MarkupReader(Pictures.bars(series: 6).html.text)
    #expect(reader.problem == nil)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(reader.elements.count { $0.name == "svg" } == 2)
    let used = stretches(of: Pictures.bars(series: 6).html.text, from: "url(#", to: ")").map { $0.dropFirst(5).dropLast() }
    #expect(!used.isEmpty)
    for id in used { #expect(reader.ids.contains(String(id))) }
  }

  @Test func scriptInLabelsIsText() {
    for chart in Pictures.all {
      #expect(!chart.html.text.contains("<script"), "\(chart.caption.id)")
      let reader = MarkupReader(chart.html.text)
      #expect(reader.texts.joined().contains("<script>alert(\"x\")</script> & 'æøå'"))
    }
  }

  @Test func barsHaveTheLengthOfTheirValue() {
    let rows = [10.0, 20, 40].map { BarChart.Row(label: "x", amounts: [Pictures.known($0)]) }
    let chart = BarChart(caption: Pictures.caption("b"), series: ["s"], rows: rows, range: 0...100, axisTitle: "")
    let bars = MarkupReader(chart.svg.text).elements.filter { $0.name == "rect" }.compactMap {
      Double($0.attributes["width"] ?? "")
    }
    #expect(bars.count == 3)
    #expect(abs(bars[1] - 2 * bars[0]) < 0.3 && abs(bars[2] - 4 * bars[0]) < 0.3)
  }

  @Test func aGapIsNotDrawn() {
    let amounts: [Amount] = [.gap("<5"), .known(.nan, text: "x"), .known(.infinity, text: "y")]
    let chart = BarChart(
      caption: Pictures.caption("b"), series: ["s"], rows: amounts.map { .init(label: "r", amounts: [$0]) }, range: 0...10,
      axisTitle: "")
    let reader = MarkupReader(chart.svg.text)
    #expect(!reader.elements.contains { $0.name == "rect" })
    #expect(reader.lines.contains { $0.text == "<5" })
  }

  @Test func linesBreakAtGaps() {
    func paths(_ amounts: [Amount]) -> Int {
      let waves = amounts.indices.map { LineChart.Wave(label: "\($0)", position: Double($0)) }
      let chart = LineChart(
        caption: Pictures.caption("l"), waves: waves, series: [.init(label: "a", amounts: amounts)], range: 0...10, valueTitle: ""
      )
      return MarkupReader(chart.svg.text).elements.count { $0.name == "path" && $0.attributes["stroke-width"] == "2.2" }
    }
    let one = Pictures.known(1)
    #expect(paths([one, one, one, one]) == 1)
    #expect(paths([one, one, .gap("<5"), one, one]) == 2)
    #expect(paths([one, .gap("<5"), one]) == 0)
  }

  @Test func oneHiddenShareIsNotToldByTheRest() {
    let row = StackedChart.Row(label: "r", shares: [Pictures.known(50), Pictures.known(30), .gap("skjult")])
    let chart = StackedChart(caption: Pictures.caption("s"), parts: ["a", "b", "c"], rows: [row], axisTitle: "")
    let reader = MarkupReader(chart.svg.text)
    #expect(reader.lines.contains { $0.text == "skjult" })
    #expect(!reader.lines.contains { $0.text == "50,0" || $0.text == "30,0" })
  }

  @Test func proxyAnswersHaveAnotherMark() {
    let point = { (proxy: Bool) in
      TrajectoryChart.Point(date: Pictures.date("2016-02-03"), amount: Pictures.known(3), isProxy: proxy)
    }
    func marks(_ proxy: Bool) -> Set<String> {
      let chart = TrajectoryChart(caption: Pictures.caption("t"), points: [point(proxy)], range: 0...10, valueTitle: "")
      return Set(MarkupReader(chart.svg.text).elements.map(\.name)).intersection(["circle", "polygon"])
    }
    #expect(marks(false) == ["circle"])
    #expect(marks(true).contains("polygon"))
    let words = MarkupReader(Pictures.trajectory.svg.text).lines.map(\.text)
    #expect(words.contains("besvaret af en anden på borgerens vegne"))
    #expect(words.contains("Grænse 16") && words.contains("Inden for målefejlen"))
  }

  @Test func stepsGoAcrossBeforeTheyGoDown() {
    let curve = StepChart.Curve(label: "a", steps: [.init(time: 0, value: 1), .init(time: 10, value: 0.5)])
    let chart = StepChart(caption: Pictures.caption("k"), curves: [curve], valueTitle: "", timeTitle: "")
    let path = MarkupReader(chart.svg.text).elements.first { $0.name == "path" }?.attributes["d"] ?? ""
    #expect(path.contains("H") && path.contains("V") && !path.contains("L"))
    #expect(path.firstIndex(of: "H") ?? path.endIndex < path.firstIndex(of: "V") ?? path.startIndex)
  }

  @Test func coloursCanBeTold() {
    let paper = Paint.paper.color
    for paint in [Paint.ink, .muted] { #expect(contrast(paint.color, paper) >= 4.5) }
    for index in 0..<6 {
      #expect(contrast(Paint.series(index).color, paper) >= 4.5, "names of lines are text in the line's colour")
    }
    #expect(contrast(Paint.axis.color, paper) >= 3)
    #expect(contrast(Paint.ink.color, Paint.pale.color) >= 4.5)
    #expect(contrast(Paint.muted.color, Paint.band(1).color) >= 4.5)
    #expect(Set((0..<6).map(Dash.series)).count == 6 && Set((0..<6).map(Marker.series)).count == 6)
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    func light(_ hex: String) -> Double {
      let number = Int(hex.dropFirst(), radix: 16) ?? 0
      let channels = [16, 8, 0].map { shift -> Double in
        let value = Double((number >> shift) & 255) / 255
        return value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
      }
      return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
    let pair = [light(a), light(b)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  /// x to 2.4, by x² times the fifth root of x² found by Newton's method.
  private func power(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root = (4 * root + x * x / (root * root * root * root)) / 5 }
    return x * x * root
  }
}
