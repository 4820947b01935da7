import Base
import Evaluation
import Foundation

/// The HELP example read into columns; for tests only.
enum HelpData {
  static func dataset() throws -> Dataset {
    let persons = try CSV("Examples/help/persons.csv")
    var row: [String: Int32] = [:]
    for (i, id) in persons.column("ID").enumerated() { row[id] = Int32(i) }
    let yesNo = [("0.0", "no"), ("1.0", "yes"), ("0", "no"), ("1", "yes")]
    let substances = [
      ("1.0", "alcohol"), ("2.0", "alcohol-intoxication"), ("3.0", "heroin"), ("4.0", "methadone"), ("5.0", "other-opiate"),
      ("6.0", "barbiturate"), ("7.0", "sedative"), ("8.0", "cocaine"), ("9.0", "amphetamine"), ("10.0", "cannabis"),
      ("15.0", "alcohol-and-drug"), ("16.0", "several-drugs"),
    ]
    let baseline = Dataset.Table(
      count: persons.rows.count,
      columns: [
        "person": .integers((0..<Int32(persons.rows.count)).map { $0 }),
        "sex": try persons.codes("A1", [("1.0", "male"), ("2.0", "female")]), "age": persons.numbers("AGE"),
        "homeless": try persons.codes("HOMELESS", yesNo), "main_substance": try persons.codes("H14", substances),
        "group": try persons.codes("GROUP", [("0", "usual-care"), ("1", "clinic")]),
        "linked": try persons.codes("LINKSTATUS", yesNo), "days_to_link": persons.numbers("DAYSLINK"),
      ])
    func form(_ file: String, scores: [(String, String)], items: (String) -> Bool) throws -> Dataset.Table {
      let csv = try CSV("Examples/help/\(file).csv")
      var columns: [String: Dataset.Column] = [
        "person": .integers(csv.column("ID").map { row[$0] ?? -1 }),
        "wave": try csv.codes("TIME", ["0", "6", "12", "18", "24"].map { ($0, $0) }),
      ]
      for (column, score) in scores { columns["score:\(score)"] = csv.numbers(column) }
      for name in csv.header where items(name) { columns[name] = csv.numbers(name) }
      return Dataset.Table(count: csv.rows.count, columns: columns)
    }
    return Dataset(tables: [
      "persons": Dataset.Table(count: persons.rows.count, columns: [:]), "form:help-baseline": baseline,
      "form:ces-d": try form("cesd", scores: [("CES_D", "help_total")]) { $0.hasPrefix("F1") },
      "form:asi-30day": try form("asi", scores: [("C_AU", "alcohol"), ("C_DU", "drug"), ("C_MS", "medical")]) { _ in false },
    ])
  }
}
