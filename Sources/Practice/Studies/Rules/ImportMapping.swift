import Base

extension Studies {
  /// How a folder of CSV exports becomes facts: which file, which columns, which codes. Data of the catalog, `imports/<study>.json`.
  package struct ImportMapping: Sendable {
    /// The study it is for; ids of people, acts and entries are made from it.
    package var study: String
    /// The mapping's own version.
    package var version: Int
    /// What the data are.
    package var title: Words
    /// What must stand wherever the data are shown, such as that they are constructed, or of real people elsewhere.
    package var label: Words
    /// Where the data come from, with licence.
    package var source: String
    /// The moment written into the ids; any day that never changes.
    package var idDay: CivilDate
    /// What day 0 is, where the source counts days.
    package var dayZero: DayZero?
    /// Subjects that no file lists, such as the programme itself.
    package var subjects: [FixedSubject]
    /// The files, those that list the people first.
    package var files: [File]

    /// The day that relative days are counted from.
    package struct DayZero: Sendable, Hashable {
      /// The day.
      package var day: CivilDate
      /// True when the source tells no date and this one was chosen to have one.
      package var invented: Bool
    }

    /// A subject that is the same for all rows of some files.
    package struct FixedSubject: Sendable, Hashable {
      package var kind: Citizens.SubjectKind
      package var key: String
      package var label: String?
    }

    /// One CSV file.
    package struct File: Sendable {
      /// Its name; `.gz` may be added to it in the folder.
      package var name: String
      /// True when the folder may lack it.
      package var optional: Bool
      /// The columns that tell rows apart.
      package var key: [String]
      /// Rows with an equal key are numbered in their order, where the source has no key of its own.
      package var numbersRepeats: Bool
      /// Whose stream a row is written in.
      package var subject: Subject
      /// Columns that are left out on purpose.
      package var ignored: [String]
      /// Whether a decimal comma is read.
      package var decimalComma: Bool
      /// Rows that together are one form.
      package var gather: Gather?
      /// The facts a row becomes, in this order.
      package var facts: [Fact]
    }

    /// Whose stream a row is written in.
    package enum Subject: Sendable, Hashable {
      /// The one whose id stands in a column.
      case column(Citizens.SubjectKind, String)
      /// One of the mapping's own subjects.
      case fixed(Citizens.SubjectKind, String)
    }

    /// Rows of a long file that together are one wide row: a column's text becomes the name of a column.
    package struct Gather: Sendable, Hashable {
      /// The columns that are equal in rows that belong together.
      package var by: [String]
      /// The column that names the item.
      package var item: String
      /// The columns with the values; the wide column is `item` alone for one, `item.value` for several.
      package var values: [String]

      /// The wide column of a value.
      package func name(item: String, value: String) -> String { values.count == 1 ? item : "\(item).\(value)" }
    }

    /// One fact of a row.
    package struct Fact: Sendable {
      package var kind: FactKind
      package var when: When
      /// The fact is made only when this holds.
      package var condition: Condition?
      package var dataClass: String
      package var retention: String
      /// Members of the fact that are text, by name.
      package var texts: [String: TextValue]
      /// Members that are numbers.
      package var numbers: [String: String]
      /// For a form: the instrument as `id@version`.
      package var instrument: String?
      /// For a form: the answers by item.
      package var items: [Item]
    }

    /// Holds for a row.
    package struct Condition: Sendable, Hashable {
      package var column: String
      /// The texts that hold; empty holds for any text.
      package var values: [String]
    }

    /// Where the answer to an item stands.
    package struct Item: Sendable, Hashable {
      package var id: String
      package var column: String
      /// Translation of the text in the file into the instrument's code; empty takes the text as it is.
      package var codes: [String: String]
      /// Texts that say why there is no answer, with the kind of missing.
      package var missing: [String: String]
      /// What a blank says; nil leaves the item out, as not asked.
      package var blank: String?
    }

    /// What a fact is.
    package enum FactKind: String, Sendable, CaseIterable {
      case registration, form, contact, step, event, hours, cost
    }
  }
}

extension Studies.ImportMapping {
  /// Where a text comes from.
  package enum TextValue: Sendable, Hashable {
    /// The same for every row.
    case fixed(String)
    /// A column; with a translation when there is one. A blank is no text.
    case column(String, codes: [String: String])
    /// The codes of the columns that hold `1`, joined by a space.
    case flags([Flag])
  }

  /// A column that says yes with `1`.
  package struct Flag: Sendable, Hashable {
    package var column: String
    package var code: String
  }

  /// When a fact happened.
  package indirect enum When: Sendable, Hashable {
    /// A date in a column; with the time of day in another, in the zone of Central Europe.
    case date(column: String, dayFirst: Bool, time: String?, blank: Blank)
    /// Days since day zero.
    case relativeDay(column: String, blank: Blank)
    /// Months since day zero.
    case months(column: String, blank: Blank)
    /// A quarter such as `2014Q4`.
    case quarter(column: String)
    /// A day that is the same for every row.
    case fixed(CivilDate)
    /// Not known.
    case unknown
  }

  /// What a blank date does.
  package indirect enum Blank: Sendable, Hashable {
    /// The row is wrong.
    case wrong
    /// The fact is not made.
    case noFact
    /// The fact is made, the date is not known.
    case unknown
    /// Another column is looked at.
    case other(When)
  }

  /// The members of each kind of fact: text, numbers, and which must be there.
  package static func members(of kind: FactKind) -> (texts: [String], numbers: [String], required: [String]) {
    switch kind {
    case .registration: (["site", "label"], [], [])
    case .form: (["wave", "respondent", "mode", "site"], ["answerNo"], ["respondent"])
    case .contact: (["kind", "place", "channel", "outcome", "worker", "visit", "reason", "site", "source"], [], ["kind"])
    case .step: (["step", "reason", "programme", "site"], [], ["step"])
    case .event: (["kind", "what", "unit", "result"], ["amount", "order"], ["kind"])
    case .hours:
      (
        ["quarter", "site", "costType", "activity", "staffGroup", "hours", "rate"], [],
        ["quarter", "site", "costType", "activity", "staffGroup"]
      )
    case .cost:
      (["quarter", "site", "costType", "activity", "item", "kr"], [], ["quarter", "site", "costType", "activity", "item"])
    }
  }
}

extension Studies.ImportMapping {
  /// `urs-2016@1`.
  package var key: String { "\(study)@\(version)" }

  /// The instruments it names, as `id@version`.
  package var instruments: Set<String> { Set(files.flatMap(\.facts).compactMap(\.instrument)) }
}

extension Studies.ImportMapping.File {
  /// The columns that facts, key and subject are read from, after gathering; each once, in order.
  package var usedColumns: [String] {
    var columns = key
    if case .column(_, let column) = subject { columns.append(column) }
    for fact in facts { columns.append(contentsOf: fact.columns) }
    var seen = Set<String>()
    return columns.filter { seen.insert($0).inserted }
  }
}

extension Studies.ImportMapping.Fact {
  var columns: [String] {
    var all = when.columns
    if let condition { all.append(condition.column) }
    for (_, text) in texts.sorted(by: { $0.key < $1.key }) {
      switch text {
      case .fixed: break
      case .column(let column, _): all.append(column)
      case .flags(let flags): all.append(contentsOf: flags.map(\.column))
      }
    }
    return all + numbers.values.sorted() + items.map(\.column)
  }
}

extension Studies.ImportMapping.When {
  var columns: [String] {
    switch self {
    case .date(let column, _, let time, let blank): [column] + (time.map { [$0] } ?? []) + blank.columns
    case .relativeDay(let column, let blank), .months(let column, let blank): [column] + blank.columns
    case .quarter(let column): [column]
    case .fixed, .unknown: []
    }
  }

  /// Whether it, or what stands in for a blank, counts from day zero.
  var needsDayZero: Bool {
    switch self {
    case .relativeDay, .months: true
    case .date(_, _, _, .other(let other)): other.needsDayZero
    case .date, .quarter, .fixed, .unknown: false
    }
  }
}

extension Studies.ImportMapping.Blank {
  var columns: [String] {
    if case .other(let when) = self { return when.columns }
    return []
  }
}
