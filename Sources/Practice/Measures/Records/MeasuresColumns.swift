import Base
import GRDB
import Journal
import PracticeRules
import Records

extension Measures {
  /// The forms of an instrument as columns, one value a form.
  package struct FormColumns: Sendable {
    /// Position of the entry in the journal.
    package var entry: [Int64] = []
    /// Row of the person in the scope; -1 for a form about no person, such as a programme's fidelity.
    package var person: [Int32] = []
    package var wave: [String?] = []
    package var site: [String?] = []
    /// Days since 1970-01-01, or from the study's day zero where it has no dates.
    package var day: [Int?] = []
    package var respondent: [String] = []
    package var version: [String] = []
    /// The source's own number, or else the k-th form of the subject by day, from 1.
    package var answerNo: [Int] = []
    package var items: [ItemColumn] = []
    package var scales: [ScaleColumn] = []

    package var count: Int { entry.count }

    package func item(_ name: String) -> ItemColumn? { items.first { $0.item == name } }
    package func scale(_ name: String) -> ScaleColumn? { scales.first { $0.scale == name } }
  }

  /// The answers to one item, one value a form. An item may hold numbers, codes, or several codes.
  package struct ItemColumn: Sendable {
    package var item: String
    /// NaN where there is no number.
    package var numbers: [Double]
    /// Index into `labels`; -1 where there is no code.
    package var codes: [Int32]
    package var labels: [String] = []
    package var hasNumbers = false
    package var hasCodes = false
    /// For an item with several codes: each chosen (form, index into `labels`). `answered` then tells who answered at all.
    package var choices: [(form: Int32, code: Int32)] = []
    /// The forms where an item with several codes was answered, in order.
    package var answeredChoices: [Int32] = []
    /// How often each kind of missing stands.
    package var missing: [String: Int] = [:]
  }

  /// The scores of a scale, one value a form.
  package struct ScaleColumn: Sendable {
    package var scale: String
    /// NaN where there is no score.
    package var numbers: [Double]
    /// How often each reason for no score stands.
    package var refused: [String: Int] = [:]
  }

  /// The forms of an instrument that were answered about a study's subjects, in the order they were recorded.
  package static func forms(_ db: Database, _ scope: Citizens.StudyScope, instrument: String) throws -> FormColumns {
    var columns = FormColumns()
    var order: [(subject: Int64, sortKey: Int64, row: Int)] = []
    var own: [Int?] = []
    let sql = """
      SELECT entry, stream, wave, site, day, relativeDay, respondent, version, answerNo, sortKey
      FROM measures_form WHERE instrument = ? ORDER BY id
      """
    try RawQuery(db, sql, [.text(instrument)]).each { row in
      let stream = row.integer(1)
      guard let person = scope.rows[stream] else { return }
      let relative = row.integer(orNull: 5)
      order.append((stream, relative.map { Int64($0) * 86_400_000 } ?? row.integer(9), columns.entry.count))
      own.append(row.integer(orNull: 8))
      columns.entry.append(row.integer(0))
      columns.person.append(person)
      columns.wave.append(row.text(orNull: 2))
      columns.site.append(row.text(orNull: 3) ?? scope.siteOf[stream])
      columns.day.append(row.integer(orNull: 4) ?? relative)
      columns.respondent.append(row.text(6))
      columns.version.append(row.text(7))
    }
    columns.answerNo = numbered(order, own)
    try readItems(db, instrument, into: &columns)
    try readScales(db, instrument, into: &columns)
    return columns
  }

  private static func numbered(_ order: [(subject: Int64, sortKey: Int64, row: Int)], _ own: [Int?]) -> [Int] {
    var numbers = Array(repeating: 1, count: order.count)
    var (subject, count) = (Int64.min, 0)
    for form in order.sorted(by: { ($0.subject, $0.sortKey, $0.row) < ($1.subject, $1.sortKey, $1.row) }) {
      count = form.subject == subject ? count + 1 : 1
      subject = form.subject
      numbers[form.row] = own[form.row] ?? count
    }
    return numbers
  }

  private static func query(_ table: String, _ values: String) -> String {
    """
    SELECT v.entry, \(values) FROM measures_form f
    JOIN \(table) v ON v.id BETWEEN f.id AND f.id + \(RecordTable.rowsPerEntry - 1)
    WHERE f.instrument = ? ORDER BY f.id, v.id
    """
  }

  /// Walks the values in the order of the forms. Forms of an instrument mostly have the same items in the same order, so that
  /// the item is found by comparing with the one that stood at the same place in the form before.
  private static func readItems(_ db: Database, _ instrument: String, into columns: inout FormColumns) throws {
    var finder = NameFinder()
    var items: [ItemColumn] = []
    var codes: [[String: Int32]] = []
    var form = -1
    let entries = columns.entry
    try RawQuery(db, query("measures_answer", "v.item, v.number, v.code, v.missing"), [.text(instrument)]).each { row in
      guard Self.advance(&form, to: row.integer(0), entries, &finder) else { return }
      let item = finder.index(row, 1)
      if item == items.count {
        let name = row.text(1)
        items.append(
          ItemColumn(
            item: name, numbers: Array(repeating: .nan, count: entries.count), codes: Array(repeating: -1, count: entries.count)))
        codes.append([:])
      }
      if !row.isNull(2) {
        items[item].numbers[form] = row.real(2)
        items[item].hasNumbers = true
      } else if let code = row.text(orNull: 3) {
        Self.addCode(code, several: !row.isNull(4), form, &items[item], &codes[item])
      } else {
        items[item].missing[row.text(4), default: 0] += 1
      }
    }
    columns.items = items
  }

  private static func addCode(
    _ code: String, several: Bool, _ form: Int, _ item: inout ItemColumn, _ codes: inout [String: Int32]
  ) {
    if several, item.answeredChoices.last != Int32(form) { item.answeredChoices.append(Int32(form)) }
    if several && code.isEmpty { return }
    let index = codes[code] ?? Int32(item.labels.count)
    if codes[code] == nil {
      codes[code] = index
      item.labels.append(code)
    }
    item.hasCodes = true
    if several { item.choices.append((Int32(form), index)) } else { item.codes[form] = index }
  }

  private static func readScales(_ db: Database, _ instrument: String, into columns: inout FormColumns) throws {
    var finder = NameFinder()
    var scales: [ScaleColumn] = []
    var form = -1
    let entries = columns.entry
    try RawQuery(db, query("measures_score", "v.scale, v.number, v.reason"), [.text(instrument)]).each { row in
      guard Self.advance(&form, to: row.integer(0), entries, &finder) else { return }
      let scale = finder.index(row, 1)
      if scale == scales.count {
        scales.append(ScaleColumn(scale: row.text(1), numbers: Array(repeating: .nan, count: entries.count)))
      }
      if row.isNull(2) { scales[scale].refused[row.text(3), default: 0] += 1 } else { scales[scale].numbers[form] = row.real(2) }
    }
    columns.scales = scales
  }

  /// Moves on to the form of an entry; false for a form that is not among them.
  private static func advance(_ form: inout Int, to entry: Int64, _ entries: [Int64], _ finder: inout NameFinder) -> Bool {
    if form >= 0, entries[form] == entry { return true }
    var next = form + 1
    while next < entries.count, entries[next] < entry { next += 1 }
    guard next < entries.count, entries[next] == entry else {
      return false
    }
    form = next
    finder.restart()
    return true
  }
}

/// Finds the column of a name, guessing that names come in the order they came before.
private struct NameFinder {
  private var names: [[UInt8]] = []
  private var byName: [String: Int] = [:]
  /// The column that followed each column last time.
  private var follower: [Int] = []
  private var last = -1
  private var first = 0

  mutating func restart() { last = -1 }

  /// The column of the text in a row; one more than there were for a new name.
  mutating func index(_ row: RawQuery, _ column: Int32) -> Int {
    let guess = last < 0 ? first : follower[last]
    if guess < names.count, row.text(column, equals: names[guess]) { return use(guess) }
    if last >= 0, row.text(column, equals: names[last]) { return last }
    let name = row.text(column)
    if let known = byName[name] { return use(known) }
    byName[name] = names.count
    names.append(Array(name.utf8))
    follower.append(0)
    return use(names.count - 1)
  }

  private mutating func use(_ index: Int) -> Int {
    if last < 0 { first = index } else { follower[last] = index }
    last = index
    return index
  }
}
