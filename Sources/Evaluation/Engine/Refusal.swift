import Base

/// Why a study cannot be computed from the data at hand.
public enum EvaluationRefusal: Error, Hashable, Sendable {
  /// The data set has no such table.
  case noTable(table: String)
  /// A table of the data set lacks a column.
  case noColumn(table: String, column: String)
  /// A column is not of the kind that is needed.
  case wrongKind(table: String, column: String)
  /// The study has costs, but no economic inputs were given.
  case noEconomics(table: String)
  /// A site did not report a quarter, and the study does not say what stands in for it.
  case missingQuarter(site: String, quarter: String)
  /// The economic inputs lack something the study names.
  case noInput(table: String, key: String)

  /// What is wrong and what to do.
  public var words: Words {
    switch self {
    case .noTable(let table):
      Words(
        da: "Der er ingen data i tabellen \(table). Importér eller registrér dem først.",
        en: "There are no data in the table \(table). Import or register them first.")
    case .noColumn(let table, let column):
      Words(
        da: "Tabellen \(table) har ingen kolonne \(column). Ret undersøgelsens fil eller skemaets udgave.",
        en: "The table \(table) has no column \(column). Mend the study file or the version of the form.")
    case .wrongKind(let table, let column):
      Words(
        da: "Kolonnen \(column) i \(table) rummer ikke det, undersøgelsen spørger efter (tal eller svarmuligheder).",
        en: "The column \(column) of \(table) does not hold what the study asks for (numbers or options).")
    case .noEconomics(let table):
      Words(
        da: "Tabellen \(table) kræver økonomiske forudsætninger (takster, enhedsomkostninger). Angiv dem i kataloget.",
        en: "The table \(table) needs economic inputs (rates, unit costs). Put them into the catalog.")
    case .missingQuarter(let site, let quarter):
      Words(
        da: "\(site) har ikke indberettet \(quarter), og undersøgelsen siger ikke, hvad der træder i stedet.",
        en: "\(site) did not report \(quarter), and the study does not say what stands in for it.")
    case .noInput(let table, let key):
      Words(
        da: "De økonomiske forudsætninger mangler \(key), som tabellen \(table) bruger.",
        en: "The economic inputs lack \(key), which the table \(table) uses.")
    }
  }
}
