import Base
import Instruments

extension Studies {
  /// A row of a file, as far as the rules need to see it.
  package protocol SourceRow {
    /// The text of a field.
    func text(_ column: Int) -> String
    /// True when a field holds nothing.
    func isBlank(_ column: Int) -> Bool
  }

  /// What is wrong with a row, and in which column. The value itself is not repeated: it may be about a citizen.
  package struct RowProblem: Hashable, Sendable {
    package var column: String?
    package var reason: Words

    package init(column: String?, reason: Words) {
      self.column = column
      self.reason = reason
    }
  }

  /// An instrument that is ready for scoring, with the hash of its definition.
  package struct ImportInstrument: Sendable {
    package let scoring: Scoring
    package let hash: String
    package var definition: InstrumentDefinition { scoring.definition }
    package var reference: String { "\(definition.id)@\(definition.version)#\(hash)" }

    package init(_ definition: InstrumentDefinition, hash: String) {
      scoring = Scoring(definition)
      self.hash = hash
    }
  }

  /// A fact that a row became.
  package struct ImportedFact: Sendable {
    /// Its place among the file's facts.
    package var index: Int
    package var occurredAt: OccurredAt
    package var payload: any FactPayload
    package var dataClass: String
    package var retention: String
    /// The catalog definitions it was read by.
    package var catalog: [String]
  }

  /// A file of a mapping, made ready for the header that the file really has.
  package struct ImportPlan: Sendable {
    package let mapping: ImportMapping
    package let file: ImportMapping.File
    let key: [Int]
    let subjectColumn: Int?
    let facts: [FactPlan]

    /// Looks up every column.
    ///
    /// - Throws: the columns that are missing, and those nobody reads.
    package init(
      mapping: ImportMapping, file: ImportMapping.File, header: [String], instruments: [String: ImportInstrument]
    ) throws(ProblemList) {
      let places = Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      let problems = ProblemCollector()
      let used = file.usedColumns
      for column in used where places[column] == nil {
        problems.report(file: file.name, path: "line 1", "the column \(column) is missing")
      }
      let known = Set(used + file.ignored)
      for column in header where !known.contains(column) {
        let near = JSONReader.nearest(column, among: used).map { "; did you mean \($0)?" } ?? ""
        problems.report(
          file: file.name, path: "line 1, column \(column)",
          "the mapping does not know this column\(near); name it there, or under \"ignored\"")
      }
      try problems.throwIfAny()
      self.mapping = mapping
      self.file = file
      key = file.key.compactMap { places[$0] }
      if case .column(_, let column) = file.subject { subjectColumn = places[column] } else { subjectColumn = nil }
      facts = file.facts.enumerated().map { FactPlan($1, index: $0, file: file, mapping: mapping, places, instruments) }
    }

    /// True when a row of the file makes its subject known.
    package var registers: Bool { file.facts.contains { $0.kind == .registration } }
  }
}

extension Studies.ImportPlan {
  /// The texts that tell a row apart; nil with a problem when one of them is blank.
  package func key(
    of row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]
  ) -> [String]? {
    for (place, column) in key.enumerated() where row.isBlank(column) && file.key.count == 1 {
      problems.append(.init(column: file.key[place], reason: ImportReasons.blankKey))
      return nil
    }
    return key.map { row.text($0) }
  }

  /// Whose stream the row is written in; nil with a problem when the id is blank.
  package func subject(
    of row: some Studies.SourceRow, _ problems: inout [Studies.RowProblem]
  ) -> (kind: Citizens.SubjectKind, key: String)? {
    switch file.subject {
    case .fixed(let kind, let key): return (kind, key)
    case .column(let kind, let column):
      guard let place = subjectColumn, !row.isBlank(place) else {
        problems.append(.init(column: column, reason: ImportReasons.blankKey))
        return nil
      }
      return (kind, row.text(place))
    }
  }

  /// The facts a row becomes; what is wrong with it is added to the problems, and the facts are then not to be used.
  package func facts(
    of row: some Studies.SourceRow, subject: String, _ problems: inout [Studies.RowProblem]
  ) -> [Studies.ImportedFact] {
    var made: [Studies.ImportedFact] = []
    made.reserveCapacity(facts.count)
    for plan in facts {
      if let fact = plan.fact(of: row, subject: subject, &problems) { made.append(fact) }
    }
    if problems.count > 1 {
      // Facts that share a column find the same fault.
      var seen = Set<Studies.RowProblem>()
      problems = problems.filter { seen.insert($0).inserted }
    }
    return made
  }
}

/// What is said about rows, in one place.
enum ImportReasons {
  static let blankKey = Words(da: "Feltet er tomt; rækken skal have en id.", en: "The field is blank; the row must have an id.")
  static let blank = Words(da: "Feltet er tomt; det skal udfyldes.", en: "The field is blank; it must be filled in.")
  static let flag = Words(da: "Skriv 1, eller lad feltet være tomt.", en: "Write 1, or leave the field blank.")
  static let number = Words(da: "Her skal stå et tal.", en: "A number is expected here.")
  static let whole = Words(da: "Her skal stå et helt tal.", en: "A whole number is expected here.")
  static let time = Words(da: "Her skal stå et klokkeslæt, tt:mm.", en: "A time of day is expected here, hh:mm.")
  static let quarter = Words(da: "Her skal stå et kvartal, fx 2014Q4.", en: "A quarter is expected here, such as 2014Q4.")
  static let range = Words(da: "Datoen ligger uden for kalenderen.", en: "The date lies outside the calendar.")
  static let nothing = Words(da: "Rækken bliver ikke til noget.", en: "The row becomes nothing.")

  static func date(dayFirst: Bool) -> Words {
    dayFirst
      ? Words(da: "Her skal stå en dato, der findes, dd-mm-åååå.", en: "A date that exists is expected here, dd-mm-yyyy.")
      : Words(da: "Her skal stå en dato, der findes, åååå-mm-dd.", en: "A date that exists is expected here, yyyy-mm-dd.")
  }

  static func code(_ known: some Sequence<String>) -> Words {
    let list = known.sorted().map { "“\($0)”" }.joined(separator: ", ")
    return Words(da: "Værdien er ikke en af \(list).", en: "The value is not one of \(list).")
  }
}
