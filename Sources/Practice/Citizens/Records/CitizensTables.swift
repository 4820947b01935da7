import Base
import Journal
import PracticeRules
import Records

extension Citizens {
  /// The order of the tables below.
  enum TableNumber {
    static let (subject, protection, assignment, current, word, alert, link, moved) = (0, 1, 2, 3, 4, 5, 6, 7)
  }

  static var tables: [RecordTable] {
    [
      RecordTable(
        "citizens_subject", .subjects,
        columns: [
          .text("kind"), .text("source"), .text("study"), .text("site"), .text("label"), .integer("registeredDay"),
          .text("organisation"),
        ],
        indexes: [["study", "kind", "source", "stream"], ["organisation", "kind", "stream"]]),
      RecordTable("citizens_protection", .subjects, columns: [.integer("level"), .integer("untilDay"), .text("basis")]),
      RecordTable(
        "citizens_assignment", .items,
        columns: [
          .text("assignment"), .text("kind"), .text("assignee"), .text("function"), .integer("fromDay"), .integer("untilDay"),
          .text("ended"), .text("about"),
        ],
        indexes: [["assignee", "kind", "stream"]]),
      currentTable,
      // The folded words of names, and telephone numbers backwards: each is searched by its beginning.
      RecordTable(
        "citizens_word", columns: [.text("kind"), .text("word"), .text("field")],
        indexes: [["kind", "word", "stream"]]),
      RecordTable(
        "citizens_alert", .items,
        columns: [
          .text("alert"), .text("kind"), .text("note"), .integer("fromDay"), .integer("untilDay"), .text("ended"),
        ]),
      RecordTable(
        "citizens_link", .items,
        columns: [
          .text("link"), .blob("other"), .text("reason"), .text("confidence"), .real("weight"), .integer("linkedAt"),
          .text("ended"), .integer("endedAt"),
        ]),
      RecordTable(
        "citizens_moved", .items,
        columns: [.text("fact"), .text("original"), .text("author"), .integer("recordedAt")]),
    ]
  }

  /// What is known of a person now: one row a stream, to which each fact adds the fields it names. Empty text is "no longer known".
  ///
  /// `…At` is the position of the fact that a field comes from. Of the names it also holds the sounds that blocking keys are made of
  /// (`CitizensBlocking.swift`): `s1` of the first given name, `sg` of all given names, `sf` of the last family name, `sh` of all, `sa` of the alias.
  private static var currentTable: RecordTable {
    RecordTable(
      "citizens_current", .items, columns: currentColumns,
      indexes: [
        ["s1", "sf"], ["sf", "s1"], ["sa"], ["sg", "sh"], ["sh", "sg"], ["birth"], ["digits"], ["cpr"],
      ])
  }

  private static let currentColumns: [RecordColumn] = [
    .text("part"), .text("level"), .text("given"), .text("family"), .text("alias"), .text("birth"), .text("sex"),
    .text("phone"), .text("address"), .text("language"), .text("contact"), .text("seenBy"), .text("detailFact"),
    .integer("givenAt"), .integer("familyAt"), .integer("aliasAt"), .integer("phoneAt"), .text("s1"), .text("sg"), .text("sf"),
    .text("sh"), .text("sa"), .text("digits"), .text("cpr"), .text("cprKind"), .text("cprFact"),
  ]
  private static let currentPlace = Dictionary(
    currentColumns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })

  static func addCurrent(_ fact: OpenedFact, into rows: inout FeatureRows) throws {
    var row = [RecordValue](repeating: .null, count: currentColumns.count)
    func set(_ column: String, _ value: RecordValue) {
      if let place = currentPlace[column] { row[place] = value }
    }
    set("part", .text("person"))
    switch fact.fact.draft.type {
    case CPRRecorded.type:
      let payload = try fact.payload(CPRRecorded.self)
      set("cpr", .text(payload.hash))
      set("cprKind", .text(payload.kind.rawValue))
      set("cprFact", .text(fact.fact.draft.id.description))
    case CitizenRegistered.type:
      let payload = try fact.payload(CitizenRegistered.self)
      set("level", .text(payload.level.rawValue))
      try add(payload.details, cleared: [], fact, set, into: &rows)
    default:
      let payload = try fact.payload(DetailsChanged.self)
      if let level = payload.level { set("level", .text(level.rawValue)) }
      try add(payload.set, cleared: payload.cleared, fact, set, into: &rows)
    }
    rows.add(to: TableNumber.current, row)
  }

  private static func add(
    _ details: Details, cleared: [DetailField], _ fact: OpenedFact, _ set: (String, RecordValue) -> Void,
    into rows: inout FeatureRows
  ) throws {
    set("detailFact", .text(fact.fact.draft.id.description))
    for field in DetailField.allCases {
      let one = details.only(field)
      let isKnown = one != Details()
      guard isKnown || cleared.contains(field) else { continue }
      set(field.rawValue, .text(isKnown ? try stored(one, field) : ""))
      if let words = words(one, field) {
        set("\(field.rawValue)At", .integer(fact.fact.position))
        for word in words {
          rows.add(to: TableNumber.word, [.text(field == .phone ? "p" : "n"), .text(word), .text(field.rawValue)])
        }
      }
      for (column, value) in sounds(one, field) { set(column, .text(value)) }
    }
  }

  /// How a field stands in its column: plain where it is one word or code, else as in a payload.
  private static func stored(_ one: Details, _ field: DetailField) throws -> String {
    switch field {
    case .given: one.name.given ?? ""
    case .family: one.name.family ?? ""
    case .alias: one.name.alias ?? ""
    case .birth: one.birth?.description ?? ""
    case .sex: one.sex?.rawValue ?? ""
    case .phone: one.phone?.number ?? ""
    case .address, .language, .contact: String(decoding: try DetailsChanged(set: one).encoded(), as: UTF8.self)
    }
  }

  /// What a field is found by; nil for one that is not searched.
  private static func words(_ one: Details, _ field: DetailField) -> [String]? {
    switch field {
    case .given, .family, .alias: NameForm.searchTokens(one.name)
    case .phone: one.phone.map { [String($0.number.filter(\.isNumber).reversed())] } ?? []
    default: nil
    }
  }

  private static func sounds(_ one: Details, _ field: DetailField) -> [(String, String)] {
    func joined(_ words: [String]) -> String { words.map(NameForm.phonetic).joined(separator: " ") }
    switch field {
    case .given:
      let words = NameForm.words(one.name.given)
      return [("s1", words.first.map(NameForm.phonetic) ?? ""), ("sg", joined(words))]
    case .family:
      let words = NameForm.mainWords(one.name.family)
      return [("sf", words.last.map(NameForm.phonetic) ?? ""), ("sh", joined(words))]
    case .alias: return [("sa", joined(NameForm.words(one.name.alias)))]
    case .phone: return [("digits", one.phone?.lastDigits ?? "")]
    case .contact: return [("seenBy", one.contact?.phoneSeenBy?.rawValue ?? "")]
    default: return []
    }
  }
}
