import Base
import Evaluation
import Foundation

/// The URS example read into columns. Production reads the same columns from the journal; this loader stands for tests only.
struct URSData {
  static let folder = "Examples/urs-2016"
  var files: [String: CSV] = [:]

  init() throws {
    for name in [
      "persons", "tool1_motivation", "tool2_situation", "affiliation", "fidelity", "fidelity_individual", "hours", "costs",
    ] { files[name] = try CSV("\(URSData.folder)/\(name).csv") }
  }

  private func file(_ name: String) throws -> CSV {
    guard let file = files[name] else { throw CocoaError(.fileNoSuchFile) }
    return file
  }

  static let sites = [("Aarhus", "aarhus"), ("Odense", "odense")]
  static let yesNo = [("0", "no"), ("1", "yes")]
  static let waves = [("før", "before"), ("efter", "after"), ("3 mdr", "3-months")]
  static let degrees = [
    ("I høj grad", "high"), ("I mindre grad", "less"), ("Slet ikke", "not"),
    ("Ikke aktuelt pga. borgerens situation", "not-relevant"),
  ]

  func dataset() throws -> Dataset {
    let persons = try file("persons")
    var row: [String: Int32] = [:]
    for (i, id) in persons.column("person_id").enumerated() { row[id] = Int32(i) }
    func person(_ csv: CSV) -> Dataset.Column { .integers(csv.column("person_id").map { row[$0] ?? -1 }) }
    func form(_ name: String, wave: Bool) throws -> (csv: CSV, columns: [String: Dataset.Column]) {
      let csv = try file(name)
      var columns: [String: Dataset.Column] = [
        "person": person(csv), "site": try csv.codes("municipality", URSData.sites), "day": csv.days("form_date"),
      ]
      if wave { columns["wave"] = try csv.codes("wave", URSData.waves) }
      return (csv, columns)
    }
    var tables: [String: Dataset.Table] = [:]
    tables["persons"] = Dataset.Table(
      count: persons.rows.count,
      columns: [
        "site": try persons.codes("municipality", URSData.sites), "registered": persons.days("first_contact_date"),
      ])
    tables["form:urs-baseline"] = try baseline(persons)
    var (csv, columns) = try form("tool1_motivation", wave: true)
    for item in ["m1", "m2", "m3", "m4", "m5", "m6"] { columns[item] = csv.numbers(item) }
    tables["form:urs-motivation"] = Dataset.Table(count: csv.rows.count, columns: columns)
    (csv, columns) = try form("tool2_situation", wave: true)
    try situation(csv, &columns)
    tables["form:urs-situation"] = Dataset.Table(count: csv.rows.count, columns: columns)
    (csv, columns) = try form("affiliation", wave: true)
    try affiliation(csv, &columns)
    tables["form:urs-affiliation"] = Dataset.Table(count: csv.rows.count, columns: columns)
    (csv, columns) = try form("fidelity_individual", wave: false)
    for item in csv.header.dropFirst(3) { columns[item] = try csv.codes(item, URSData.degrees) }
    tables["form:urs-fidelity-individual"] = Dataset.Table(count: csv.rows.count, columns: columns)
    tables["form:urs-fidelity"] = try fidelity()
    tables["hours"] = try hours()
    tables["costs"] = try costs()
    return Dataset(tables: tables)
  }

  private func baseline(_ csv: CSV) throws -> Dataset.Table {
    Dataset.Table(
      count: csv.rows.count,
      columns: [
        "person": .integers((0..<Int32(csv.rows.count)).map { $0 }), "site": try csv.codes("municipality", URSData.sites),
        "day": csv.days("first_contact_date"), "age": csv.numbers("age"),
        "sex": try csv.codes("sex", [("Kvinde", "female"), ("Mand", "male")]),
        "nationality": try csv.codes("nationality", [("Dansk", "danish"), ("Andet", "other")]),
        "contact_status": try csv.codes(
          "contact_status", [("Motivationsarbejde", "motivational-work"), ("Vejledt videre", "advised-onward")]),
      ])
  }

  private func situation(_ csv: CSV, _ columns: inout [String: Dataset.Column]) throws {
    for domain in ["drug", "phys", "psych"] {
      for item in ["days", "burden", "importance"] { columns["\(domain)_\(item)"] = csv.numbers("\(domain)_\(item)") }
    }
    for item in ["sub_cannabis", "sub_cns", "sub_opiates", "sub_alcohol", "sub_other", "psych_medicine", "worked_30d"] {
      columns[item] = try csv.codes(item, URSData.yesNo)
    }
    columns["income"] = try csv.codes(
      "income", [("Kontanthjælp", "cash-benefit"), ("Førtidspension/pension", "pension"), ("Andet", "other")])
  }

  private func affiliation(_ csv: CSV, _ columns: inout [String: Dataset.Column]) throws {
    columns["sud_treatment"] = try csv.codes(
      "sud_treatment",
      [
        ("Hidtil ukendt", "unknown-before"), ("Tidligere kendt, ingen kontakt", "known-no-contact"),
        ("Sporadisk kontakt", "sporadic"),
        ("Fortsat i behandling", "continued"), ("Afsluttet færdigbehandlet", "completed"), ("Frafaldet", "dropped-out"),
      ])
    let received = [("Aldrig modtaget", "never"), ("Tidligere modtaget", "formerly"), ("Modtager nu", "now")]
    columns["substitution"] = try csv.codes(
      "substitution",
      received + [
        ("Modtager fortsat", "continues"), ("Frafaldet", "dropped-out"),
        ("Modtager ikke og heller ikke tidligere", "not-and-never"),
      ])
    columns["other_offers"] = try csv.codes(
      "other_offers", received + [("Følger tilbud", "follows"), ("Frafaldet", "dropped-out"), ("Øvrige", "other")])
  }

  /// One form for each municipality and month; the file has one line for each question.
  private func fidelity() throws -> Dataset.Table {
    let csv = try file("fidelity")
    let items = [
      "omraader": "areas", "partnere": "partners", "komm_strategi": "comm_strategy", "komm_budskab": "comm_message",
      "kendskab": "awareness", "netvaerk": "network", "rolleplan": "role_plan", "rute": "route", "ydertimer": "edge_hours",
    ]
    let sites = csv.column("municipality")
    let dates = csv.column("date")
    var forms: [[String]] = []
    for i in sites.indices where !forms.contains([sites[i], dates[i]]) { forms.append([sites[i], dates[i]]) }
    var columns: [String: Dataset.Column] = [
      "person": .integers(forms.map { _ in -1 }),
      "site": .categories(forms.map { $0[0] == "Aarhus" ? 0 : 1 }, labels: ["aarhus", "odense"]),
      "wave": .categories(forms.map { $0[1].hasPrefix("2014") ? 0 : 1 }, labels: ["2014-12", "2015-12"]),
      "day": .integers(forms.map { CivilDate($0[1]).map { Int32($0.dayNumber) } ?? .min }),
    ]
    for (code, item) in items {
      var values = [Double](repeating: .nan, count: forms.count)
      for (i, name) in csv.column("item").enumerated() where name == code {
        if let form = forms.firstIndex(of: [sites[i], dates[i]]) { values[form] = Double(csv.column("score")[i]) ?? .nan }
      }
      columns[item] = .numbers(values)
    }
    return Dataset.Table(count: forms.count, columns: columns)
  }

  static let activities = [
    ("udgaaende_motivation", "outreach-motivation"), ("brobygning", "bridging"), ("planlaegning", "planning"),
    ("uddannelse", "training"), ("geografisk", "mapping"), ("udgaaende_planlaegning", "outreach-planning"),
    ("brobygning_planlaegning", "bridging-planning"), ("oevrige", "other"),
  ]

  private func quarter(_ csv: CSV) throws -> Dataset.Column {
    try csv.codes("quarter", ["2014Q4", "2015Q1", "2015Q2", "2015Q3", "2015Q4", "2016Q1"].map { ($0, $0) })
  }

  private func hours() throws -> Dataset.Table {
    let csv = try file("hours")
    return Dataset.Table(
      count: csv.rows.count,
      columns: [
        "quarter": try quarter(csv), "site": try csv.codes("municipality", URSData.sites),
        "costType": try csv.codes("cost_type", [("direkte", "direct"), ("indirekte", "indirect")]),
        "activity": try csv.codes("activity", URSData.activities),
        "staffGroup": try csv.codes("staff_group", [("medarbejder", "staff"), ("leder", "leader")]),
        "hours": csv.numbers("hours"),
        "rate": csv.numbers("rate"),
      ])
  }

  private func costs() throws -> Dataset.Table {
    let csv = try file("costs")
    return Dataset.Table(
      count: csv.rows.count,
      columns: [
        "quarter": try quarter(csv), "site": try csv.codes("municipality", URSData.sites),
        "costType": try csv.codes("cost_type", [("direkte", "direct"), ("indirekte", "indirect")]),
        "activity": try csv.codes("activity", URSData.activities), "kr": csv.numbers("kr"),
      ])
  }

  static func economics() throws -> EconomicInputs {
    let units = try CSV("\(folder)/unit_costs.csv")
    let scenarios = try CSV("\(folder)/scenarios.csv")
    let population = try CSV("\(folder)/population.csv")
    func exact(_ text: String) -> Fraction? { Fraction(decimal: text) }
    var inputs = EconomicInputs()
    for i in units.rows.indices {
      var terms: [EconomicInputs.Term] = []
      for k in ["1", "2"] {
        if let q = exact(units.column("quantity_\(k)")[i]), let p = exact(units.column("price_\(k)")[i]) {
          terms.append(EconomicInputs.Term(quantity: q, price: p))
        }
      }
      let label = units.column("label")[i]
      inputs.unitCosts.append(
        EconomicInputs.UnitCost(
          key: units.column("key")[i], label: Words(da: label, en: label), terms: terms,
          decimals: Int(units.column("rounding_decimals")[i]) ?? 0, printed: exact(units.column("unit_cost_kr")[i]),
          source: units.column("source")[i]))
    }
    for key in ["1", "2", "3"] {
      func keys(_ side: String) -> [String] {
        scenarios.rows.filter { $0[0] == key && $0[1] == side }.map { $0[2] }
      }
      inputs.scenarios.append(
        EconomicInputs.Scenario(
          key: key, label: Words(da: key, en: key), costs: keys("omkostning"), gains: keys("gevinst")))
    }
    for row in population.rows {
      inputs.reference.append(
        EconomicInputs.Reference(category: row[0], area: row[1], percent: exact(row[2]) ?? Fraction(0)))
    }
    return inputs
  }
}
