import Base
import CatalogFiles
import Evaluation
import GRDB
import Instruments
import PracticeRecords
import PracticeRules

/// The columns that a study is computed from, taken from Records and nowhere else. Counts are of persons.
package enum StudyData {
  /// Every table of a study: see `Dataset` for their columns.
  package static func dataset(_ db: Database, study: String, catalog: Catalog) throws -> Dataset {
    let scope = try Citizens.scope(db, study: study)
    var tables: [String: Dataset.Table] = [:]
    tables["persons"] = Dataset.Table(
      count: scope.count,
      columns: [
        "source": StudyColumn.texts(scope.sources), "site": StudyColumn.texts(scope.sites),
        "registered": StudyColumn.days(scope.registeredDays),
      ])
    for (id, versions) in catalog.instruments {
      let forms = try Measures.forms(db, scope, instrument: id)
      tables["form:\(id)"] = table(of: forms, versions)
    }
    tables["contacts"] = try contacts(db, scope)
    tables["steps"] = try steps(db, scope)
    tables["events"] = try events(db, scope)
    tables["hours"] = try hours(db, scope)
    tables["costs"] = try costs(db, scope)
    return Dataset(tables: tables)
  }

  private static func table(of forms: Measures.FormColumns, _ versions: [InstrumentDefinition]) -> Dataset.Table {
    var columns: [String: Dataset.Column] = [
      "person": .integers(forms.person), "wave": StudyColumn.texts(forms.wave), "site": StudyColumn.texts(forms.site),
      "day": StudyColumn.days(forms.day), "answer": .integers(forms.answerNo.map { Int32(clamping: $0) }),
      "respondent": StudyColumn.texts(forms.respondent),
    ]
    var items: [String: InstrumentDefinition.Item] = [:]
    var scales: [String] = []
    for definition in versions {
      for item in definition.items { items[item.id] = item }
      scales.append(contentsOf: definition.scales.map(\.id))
    }
    for item in items.values {
      for (name, column) in StudyColumn.item(item, forms.item(item.id), count: forms.count) { columns[name] = column }
    }
    for scale in scales {
      columns["score:\(scale)"] = .numbers(forms.scale(scale)?.numbers ?? Array(repeating: .nan, count: forms.count))
    }
    return Dataset.Table(count: forms.count, columns: columns)
  }

  private static func contacts(_ db: Database, _ scope: Citizens.StudyScope) throws -> Dataset.Table {
    let rows = try Outreach.contacts(db, scope)
    return Dataset.Table(
      count: rows.count,
      columns: [
        "person": .integers(rows.person), "day": StudyColumn.days(rows.day), "site": StudyColumn.texts(rows.site),
        "kind": StudyColumn.texts(rows.kind), "place": StudyColumn.texts(rows.place), "channel": StudyColumn.texts(rows.channel),
        "outcome": StudyColumn.texts(rows.outcome), "worker": StudyColumn.texts(rows.worker),
        "visit": StudyColumn.texts(rows.visit), "reason": StudyColumn.texts(rows.reason),
      ])
  }

  private static func steps(_ db: Database, _ scope: Citizens.StudyScope) throws -> Dataset.Table {
    let rows = try Courses.steps(db, scope)
    return Dataset.Table(
      count: rows.count,
      columns: [
        "person": .integers(rows.person), "day": StudyColumn.days(rows.day), "step": StudyColumn.texts(rows.step),
        "reason": StudyColumn.texts(rows.reason), "site": StudyColumn.texts(rows.site),
      ])
  }

  private static func events(_ db: Database, _ scope: Citizens.StudyScope) throws -> Dataset.Table {
    let rows = try Treatment.events(db, scope)
    return Dataset.Table(
      count: rows.count,
      columns: [
        "person": .integers(rows.person), "day": StudyColumn.days(rows.day), "kind": StudyColumn.texts(rows.kind),
        "what": StudyColumn.texts(rows.what), "amount": .numbers(rows.amount), "result": StudyColumn.texts(rows.result),
      ])
  }

  private static func hours(_ db: Database, _ scope: Citizens.StudyScope) throws -> Dataset.Table {
    let rows = try Economics.hours(db, scope)
    return Dataset.Table(
      count: rows.count,
      columns: [
        "quarter": StudyColumn.texts(rows.map(\.quarter)), "site": StudyColumn.texts(rows.map(\.site)),
        "costType": StudyColumn.texts(rows.map(\.costType)), "activity": StudyColumn.texts(rows.map(\.activity)),
        "staffGroup": StudyColumn.texts(rows.map(\.staffGroup)), "hours": StudyColumn.decimals(rows.map(\.hours)),
        "rate": StudyColumn.decimals(rows.map(\.rate)),
      ])
  }

  private static func costs(_ db: Database, _ scope: Citizens.StudyScope) throws -> Dataset.Table {
    let rows = try Economics.costs(db, scope)
    return Dataset.Table(
      count: rows.count,
      columns: [
        "quarter": StudyColumn.texts(rows.map(\.quarter)), "site": StudyColumn.texts(rows.map(\.site)),
        "costType": StudyColumn.texts(rows.map(\.costType)), "activity": StudyColumn.texts(rows.map(\.activity)),
        "item": StudyColumn.texts(rows.map(\.item)), "kr": StudyColumn.decimals(rows.map(\.kr)),
      ])
  }
}

/// Values of Records as columns of a data set.
enum StudyColumn {
  /// Texts as codes, numbered in the order of their first appearance; -1 where there is none.
  static func texts(_ values: [String?]) -> Dataset.Column {
    var codes: [String: Int32] = [:]
    var labels: [String] = []
    var (last, lastCode) = (String?.none, Int32(-1))
    let numbers = values.map { value -> Int32 in
      if value == last { return lastCode }
      last = value
      guard let value else {
        lastCode = -1
        return -1
      }
      lastCode = codes[value] ?? Int32(labels.count)
      if Int(lastCode) == labels.count {
        codes[value] = lastCode
        labels.append(value)
      }
      return lastCode
    }
    return .categories(numbers, labels: labels)
  }

  static func texts(_ values: [String]) -> Dataset.Column { texts(values.map(Optional.some)) }

  /// Days; `Int32.min` where not known.
  static func days(_ values: [Int?]) -> Dataset.Column { .integers(values.map { $0.map { Int32(clamping: $0) } ?? Int32.min }) }

  /// Decimal texts as numbers; NaN where there is none.
  static func decimals(_ values: [String?]) -> Dataset.Column { .numbers(values.map { $0.flatMap(Double.init) ?? .nan }) }

  /// The columns of an item: one, or for an item with several choices one for each choice, `item.code`, with `no` and `yes`.
  static func item(
    _ item: InstrumentDefinition.Item, _ column: Measures.ItemColumn?, count: Int
  ) -> [(name: String, column: Dataset.Column)] {
    switch item.kind {
    case .number, .scale: [(item.id, .numbers(column?.numbers ?? Array(repeating: .nan, count: count)))]
    case .choice(let options): [(item.id, coded(options.map(\.code), column, count: count))]
    case .choices(let options):
      options.map { ("\(item.id).\($0.code)", chosen($0.code, column, count: count)) }
    case .text, .date, .info: []
    }
  }

  /// Codes in the order of the definition; those it does not know come after.
  private static func coded(_ known: [String], _ column: Measures.ItemColumn?, count: Int) -> Dataset.Column {
    guard let column else { return .categories(Array(repeating: -1, count: count), labels: known) }
    var labels = known
    let places = column.labels.map { label -> Int32 in
      if let place = labels.firstIndex(of: label) { return Int32(place) }
      labels.append(label)
      return Int32(labels.count - 1)
    }
    return .categories(column.codes.map { $0 < 0 ? -1 : places[Int($0)] }, labels: labels)
  }

  private static func chosen(_ code: String, _ column: Measures.ItemColumn?, count: Int) -> Dataset.Column {
    var values = [Int32](repeating: -1, count: count)
    if let column {
      for form in column.answeredChoices { values[Int(form)] = 0 }
      if let place = column.labels.firstIndex(of: code) {
        for choice in column.choices where choice.code == Int32(place) { values[Int(choice.form)] = 1 }
      }
    }
    return .categories(values, labels: ["no", "yes"])
  }
}
