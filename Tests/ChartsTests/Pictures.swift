import Base
import Charts
import Markup

/// One of each kind of chart, with long Danish labels, gaps and dangerous text.
enum Pictures {
  static let danger = "<script>alert(\"x\")</script> & 'æøå'"

  static func caption(_ id: String, _ language: Language = .da) -> ChartCaption {
    ChartCaption(id: id, title: "Titel \(danger)", description: "Beskrivelse \(danger)", language: language)
  }

  static let labels = [
    "Tidligere kendt, ingen kontakt", "Førtidspension/pension eller anden varig offentlig forsørgelse i hele perioden", danger,
    "Stofmisbrugsbehandlingsinstitutionernes samarbejdspartnere", "60+",
  ]

  static func known(_ value: Double) -> Amount { .known(value, text: NumberText.format("\(value)", language: .da)) }

  static func bars(series: Int = 1, range: ClosedRange<Double> = 0...100) -> BarChart {
    let rows = labels.enumerated().map { index, label in
      BarChart.Row(
        label: label,
        amounts: (0..<series).map { number in
          index == 1 && number == 0 ? .gap("<5") : known(Double((index * 37 + number * 23) % 101))
        })
    }
    return BarChart(
      caption: caption("bars\(series)"), series: (0..<series).map { "Serie nummer \($0 + 1) med et navn" }, rows: rows,
      range: range,
      axisTitle: "Procent af borgere med begge målinger (n = 54)")
  }

  static var negative: BarChart {
    BarChart(
      caption: caption("negative"), series: ["kr."],
      rows: [-714_400, 0, 1691, 2_627_000].map { .init(label: "Nettogevinst", amounts: [known(Double($0))]) },
      range: NaturalRange.of([-714_400, 2_627_000]), axisTitle: "Kroner")
  }

  static var stacked: StackedChart {
    let shares: [[Amount]] = [
      [known(43), known(50), known(7)], [known(34), known(33), known(34)], [known(20), .gap("skjult"), .gap("<5")],
      [known(50), known(30), .gap("skjult")], [.gap("<5"), .gap("<5"), .gap("<5")],
    ]
    return StackedChart(
      caption: caption("stacked"), parts: ["Positiv", "Uændret", "Negativ"],
      rows: zip(labels, shares).map { .init(label: $0, shares: $1) }, axisTitle: "Procent")
  }

  static var beforeAfter: BeforeAfterChart {
    let pairs: [(Amount, Amount, String)] = [
      (known(3.1), known(3.5), "+0,4 **"), (known(1), known(4), ""), (known(2.4), known(2.4), "0,0"),
      (known(3), .gap("skjult"), ""), (.gap("<5"), .gap("<5"), ""),
    ]
    return BeforeAfterChart(
      caption: caption("dumbbell"), beforeName: "Før indsatsen", afterName: "Efter tre måneder", changeName: "Udvikling",
      rows: zip(labels, pairs).map { .init(label: $0, before: $1.0, after: $1.1, change: $1.2) }, range: 1...4,
      axisTitle: "Gennemsnit")
  }

  static var lines: LineChart {
    let waves = ["Start", "6 måneder", "12 måneder efter indskrivning", "24 måneder"]
    return LineChart(
      caption: caption("lines"), waves: waves.enumerated().map { .init(label: $1, position: Double($0)) },
      series: (0..<6).map { number in
        .init(
          label: "Gruppe \(number) med et langt navn",
          amounts: (0..<4).map { $0 == 2 && number % 2 == 0 ? .gap("<5") : known(20 + Double(number) + Double($0)) })
      }, range: 0...60, valueTitle: "CES-D, 0 til 60", waveTitle: "Tid siden start")
  }

  static var steps: StepChart {
    StepChart(
      caption: caption("steps"),
      curves: [
        .init(
          label: "Klinik \(danger)",
          steps: [.init(time: 0, value: 1, limits: 1...1), .init(time: 30, value: 0.6, limits: 0.5...0.7)],
          censored: [12, 40], atRisk: [235, 120, nil]),
        .init(
          label: "Sædvanlig kontakt", steps: [.init(time: 0, value: 1), .init(time: 90, value: 0.55)], atRisk: [218, 200, 80]),
      ], riskTimes: [0, 90, 180], valueTitle: "Andel endnu ikke tilknyttet", timeTitle: "Dage")
  }

  static func date(_ text: String) -> CivilDate {
    guard let date = CivilDate(text) else { preconditionFailure("not a date") }
    return date
  }

  static var trajectory: TrajectoryChart {
    TrajectoryChart(
      caption: caption("trajectory"),
      points: [
        .init(date: date("2014-02-03"), amount: known(41)), .init(date: date("2014-03-11"), amount: known(33)),
        .init(date: date("2015-02-01"), amount: .gap("skemaet er ikke besvaret")),
        .init(date: date("2015-08-20"), amount: known(15), isProxy: true), .init(date: date("2016-02-15"), amount: known(0)),
      ], range: 0...60,
      references: [
        .init(.band(0...15), label: "Få symptomer"), .init(.band(16...60), label: "Mange symptomer, som bør undersøges nærmere"),
        .init(.change(32...49), label: "Inden for målefejlen"), .init(.line(16), label: "Grænse 16"),
      ], valueTitle: "CES-D, 0 til 60, lavere er bedre")
  }

  static var all: [any Chart] {
    [bars(), bars(series: 2), bars(series: 6), negative, stacked, beforeAfter, lines, steps, trajectory]
  }
}
