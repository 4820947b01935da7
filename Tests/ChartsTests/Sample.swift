import Base
import Evaluation

/// A made-up result with the shapes a real study has: long labels, before and after, hidden cells, a printed defect, curves.
enum Sample {
  static func words(_ da: String, _ en: String? = nil) -> Words { Words(da: da, en: en ?? da) }

  static func head(_ key: String, _ en: String? = nil) -> StudyResult.Head { .init(key: key, label: words(key, en)) }

  static func cell(
    _ row: String, _ column: String, _ kind: StudyResult.Kind, _ text: String, n: Int? = nil, count: Int? = nil,
    missing: Int? = nil, stars: Int? = nil, p: Double? = nil, interval: ClosedRange<Double>? = nil,
    printed: StudyResult.Printed? = nil
  ) -> StudyResult.Cell {
    .init(
      row: row, column: column, kind: kind, value: .figure(Double(text) ?? .nan, text: text), n: n, count: count,
      missing: missing,
      stars: stars, p: p, interval: interval, printed: printed)
  }

  /// The number that stands behind every hidden cell of the sample: it must be nowhere.
  static let canary = 41_729
  static let canaryLow = 31_728.5

  static func hidden(_ row: String, _ column: String, _ kind: StudyResult.Kind, complementary: Bool = false) -> StudyResult.Cell {
    .init(
      row: row, column: column, kind: kind, value: .suppressed(complementary: complementary), n: canary, count: canary,
      missing: canary, sum: canaryLow, stars: 2, p: 0.0041729, interval: canaryLow...canaryLow + 10,
      printed: .init(value: Double(canary), reason: words("41729")))
  }

  static func result(title: Words? = nil, extra: [StudyResult.Table] = []) -> StudyResult {
    StudyResult(
      study: "urs-2016",
      title: title ?? words("Udgående og rummelig stofbehandling: evaluering", "Outreach treatment: evaluation"),
      notices: [
        words(
          "Ingen kontrolgruppe: tallene er bruttoresultater og viser ikke, hvad indsatsen alene har ført til.",
          "No control group: gross results, which do not show what the programme alone has led to."),
        words("Tal om færre end 5 personer vises ikke.", "Figures about fewer than 5 persons are not shown."),
      ], cutOff: CivilDate("2015-12-31"), position: 12_345, persons: 164, erased: 0, threshold: 5,
      sections: [
        .init(title: words("Målgruppen", "Target group"), tables: [affiliation, ages, hiddenTable] + extra),
        .init(title: words("Borgernes udvikling", "Change"), tables: [motivation, development, situation, lines, curves]),
        .init(title: words("Økonomi", "Economics"), tables: [costs]),
      ])
  }

  static let affiliation: StudyResult.Table = {
    let rows = [("Hidtil ukendt", "30", 16), ("Tidligere kendt, ingen kontakt", "59", 32), ("Sporadisk kontakt", "11", 6)]
    return .init(
      id: "urs-fig-4-3", title: words("Tilknytning til stofbehandling før indsatsen", "Affiliation before"),
      finding: words(
        "Ni af ti borgere var ukendte eller uden kontakt, da de blev opsporet", "Nine of ten were unknown or without contact"),
      unit: words("personer", "persons"), notes: [words("Grundlaget er førmålingen.", "The base is the first form.")],
      rows: rows.map { head($0.0) }, columns: [head("I alt", "all")],
      cells: rows.map { cell($0.0, "I alt", .percent, $0.1, n: 54, count: $0.2, missing: 37) }, figure: .bars, range: 0...100)
  }()

  static let ages: StudyResult.Table = {
    let rows = ["Kvinde", "Mand", "Under 25", "25-29", "30-39", "40-49", "50-59", "60+"]
    let all = ["23", "78", "20", "23", "25", "23", "10", "0"]
    let aarhus = ["17", "83", "26", "35", "22", "9", "9", "0"]
    let odense = ["29", "71", "12", "6", "29", "41", "12", "0"]
    var cells: [StudyResult.Cell] = []
    for (index, row) in rows.enumerated() {
      cells.append(cell(row, "I alt", .percent, all[index], n: 40))
      cells.append(cell(row, "Aarhus", .percent, aarhus[index], n: 23))
      cells.append(cell(row, "Odense", .percent, odense[index], n: 17))
    }
    return .init(
      id: "urs-4-2", title: words("Køn og alder i målgruppen", "Sex and age of the target group"), finding: nil,
      unit: words("personer", "persons"), notes: [], rows: rows.map { head($0) },
      columns: ["I alt", "Aarhus", "Odense"].map { head($0) },
      cells: cells, figure: .bars)
  }()

  static let hiddenTable: StudyResult.Table = {
    let rows = ["Boligudsættelse eller varsel herom inden for det seneste år", "Førtidspension/pension", "Selvmordsforsøg"]
    let cells = [
      cell(rows[0], "Aarhus", .count, "12"), cell(rows[0], "Odense", .count, "9"),
      hidden(rows[1], "Aarhus", .count), hidden(rows[1], "Odense", .count, complementary: true),
      cell(rows[2], "Aarhus", .count, "7"),
      StudyResult.Cell(
        row: rows[2], column: "Odense", kind: .count,
        value: .undefined(words("Skemaet har ikke spørgsmålet i Odense.", "The form lacks the question in Odense."))),
    ]
    return .init(
      id: "urs-hidden", title: words("Hændelser i det seneste år", "Events in the last year"),
      finding: words("Udsættelser fylder mest", "Evictions weigh most"), unit: words("personer", "persons"), notes: [],
      rows: rows.map { head($0) }, columns: [head("Aarhus"), head("Odense"), head("Uoplyst", "unknown")], cells: cells,
      figure: .bars)
  }()

  static let items = [
    "Jeg vil gerne ændre mit forbrug af rusmidler", "Jeg er parat til at tage imod hjælp fra andre",
    "Jeg tror på, at det kan lykkes for mig at ændre min situation", "Jeg har tillid til de medarbejdere, jeg møder i indsatsen",
    "Jeg ved, hvor jeg kan få hjælp, når jeg har brug for det", "Jeg deltager i aktiviteter sammen med andre",
  ]

  static let motivation: StudyResult.Table = {
    let before = ["3.1", "3.0", "2.6", "3.0", "2.9", "2.4"]
    let after = ["3.5", "3.1", "3.1", "3.3", "3.3", "2.4"]
    let change = ["0.4", "0.1", "0.5", "0.3", "0.4", "0.0"]
    let p = [0.012, 0.41, 0.0004, 0.07, 0.03, 1.0]
    let stars = [2, 0, 2, 1, 2, 0]
    var cells: [StudyResult.Cell] = []
    for index in items.indices {
      let n = [30, 30, 29, 30, 28, 30][index]
      cells.append(cell("m\(index)", "Før", .mean, before[index], n: n))
      cells.append(cell("m\(index)", "Efter", .mean, after[index], n: n))
      cells.append(cell("m\(index)", "Udvikling", .diff, change[index], n: n, stars: stars[index], p: p[index]))
    }
    return .init(
      id: "urs-7-1", title: words("Motivation før og efter", "Motivation before and after"),
      finding: words("Motivationen stiger på fem af seks udsagn", "Motivation rises on five of six items"),
      unit: words("personer med begge målinger", "persons with both forms"), notes: [words("Parret t-test.", "Paired t test.")],
      rows: items.enumerated().map { .init(key: "m\($0.offset)", label: words($0.element)) },
      columns: [head("Før", "Before"), head("Efter", "After"), head("Udvikling", "Change")], cells: cells, figure: .beforeAfter,
      range: 1...4)
  }()

  static let development: StudyResult.Table = {
    let shares = [
      ["43", "50", "7"], ["27", "53", "20"], ["48", "45", "7"], ["37", "50", "13"], ["39", "50", "11"], ["20", "57", "23"],
    ]
    let parts = ["Positiv", "Uændret", "Negativ"]
    var cells: [StudyResult.Cell] = []
    for index in items.indices {
      for (part, share) in zip(parts, shares[index]) { cells.append(cell("m\(index)", part, .percent, share, n: 30)) }
    }
    return .init(
      id: "urs-fig-7-2", title: words("Udvikling i motivation", "Change of motivation"), finding: nil,
      unit: words("personer", "persons"),
      notes: [], rows: items.enumerated().map { .init(key: "m\($0.offset)", label: words($0.element)) },
      columns: parts.map { head($0) }, cells: cells, figure: .stacked)
  }()

  static let situation: StudyResult.Table = {
    let rows = ["Dage", "Besvær", "Vigtighed"]
    let columns = ["Fysisk før", "Fysisk efter", "Fysisk udvikling", "Psykisk før", "Psykisk efter", "Psykisk udvikling"]
    let figures = [
      ["11.6", "10.9", "-0.7", "19.9", "17.3", "-2.6"], ["1.6", "1.3", "-0.3", "2.5", "2.1", "-0.4"],
      ["1.9", "1.9", "0.0", "2.6", "2.6", "0.0"],
    ]
    var cells: [StudyResult.Cell] = []
    for (row, list) in zip(rows, figures) {
      for (index, column) in columns.enumerated() {
        let isDiff = index % 3 == 2
        cells.append(cell(row, column, isDiff ? .diff : .mean, list[index], n: index < 3 ? 14 : 19, stars: isDiff ? 0 : nil))
      }
    }
    return .init(
      id: "urs-7-3", title: words("Fysisk og psykisk helbred før og efter", "Health before and after"), finding: nil,
      unit: words("personer", "persons"), notes: [], rows: rows.map { head($0) }, columns: columns.map { head($0) }, cells: cells,
      figure: .beforeAfter, range: 0...30)
  }()

  static let lines: StudyResult.Table = {
    let waves = ["Start", "6 måneder", "12 måneder", "18 måneder", "24 måneder"]
    let series = [
      ("Henvist til almen praksis", ["32.9", "26.0", nil, "23.4", "22.8"]),
      ("Sædvanlig kontakt", ["33.1", "27.1", "25.9", "24.8", "23.1"]),
    ]
    var cells: [StudyResult.Cell] = []
    for (name, values) in series {
      for (wave, value) in zip(waves, values) {
        cells.append(value.map { cell(name, wave, .mean, $0, n: 120) } ?? hidden(name, wave, .mean))
      }
    }
    return .init(
      id: "help-cesd", title: words("Depressive symptomer (CES-D) over tid", "CES-D over time"),
      finding: words("Symptomerne falder i begge grupper", "Symptoms fall in both groups"), unit: words("personer", "persons"),
      notes: [],
      rows: series.map { head($0.0) }, columns: waves.map { head($0) }, cells: cells, figure: .lines, range: 0...60)
  }()

  static let curves: StudyResult.Table = {
    let a = [(0.0, 1.0), (14, 0.9), (30, 0.78), (61, 0.66), (95, 0.58), (180, 0.5), (365, 0.42)]
    let b = [(0.0, 1.0), (20, 0.97), (45, 0.93), (80, 0.9), (200, 0.87), (365, 0.84)]
    return .init(
      id: "help-link", title: words("Tid til tilknytning til almen praksis", "Time to primary care"),
      finding: words("Klinikken knytter hurtigere til almen praksis", "The clinic links sooner"),
      unit: words("personer", "persons"),
      notes: [], rows: [head("Klinik", "Clinic"), head("Sædvanlig", "Usual")], columns: [head("I alt", "all")],
      cells: [cell("Klinik", "I alt", .count, "235"), cell("Sædvanlig", "I alt", .count, "218")], figure: .steps,
      curves: [
        .init(label: words("Klinik", "Clinic"), points: a.map { (x: $0.0, y: $0.1) }),
        .init(label: words("Sædvanlig kontakt", "Usual care"), points: b.map { (x: $0.0, y: $0.1) }),
      ])
  }()

  static let costs: StudyResult.Table = {
    let rows = ["Planlægning", "Uddannelse", "Geografisk afdækning", "Samlet"]
    let figures = [("2540", "714400", "4356"), ("860", "261000", "1591"), ("190", "55200", "337"), ("8190", "2627000", "16018")]
    var cells: [StudyResult.Cell] = []
    for (row, list) in zip(rows, figures) {
      cells.append(cell(row, "Timer", .hours, list.0))
      cells.append(cell(row, "Kr.", .kr, list.1))
      let printed = StudyResult.Printed(
        value: 1691, reason: words("Trykfejl: 261.000 kr. delt med 164 borgere er 1.591 kr.", "Misprint."))
      cells.append(cell(row, "Kr. pr. borger", .kr, list.2, printed: row == "Uddannelse" ? printed : nil))
    }
    return .init(
      id: "urs-9-2", title: words("Indirekte omkostninger", "Indirect costs"), finding: nil, unit: words("kr.", "kr"), notes: [],
      rows: rows.map { head($0) }, columns: [head("Timer", "Hours"), head("Kr.", "Kr"), head("Kr. pr. borger", "Kr a citizen")],
      cells: cells, figure: .bars)
  }()
}
