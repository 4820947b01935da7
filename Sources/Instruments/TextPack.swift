public import Base

/// The official wording of one version of a form in one language, as whoever holds the rights to it has handed it over.
///
/// A pack changes what is read and nothing else: ids, kinds, scores and the content hash of the definition stay. It is read from JSON:
/// ```json
/// {"instrument": "who-5", "version": 1, "language": "da", "title": "…", "holder": "…", "terms": "…",
///  "items": {"w1": {"label": "…", "hint": "…", "options": {"code": "…"}, "points": {"0": "…"}}}, "groups": {"g": "…"}}
/// ```
public struct TextPack: Sendable, Hashable {
  /// The instrument's id.
  public var instrument: String
  /// The version of the definition it belongs to, from 1.
  public var version: Int
  /// The language of its texts.
  public var language: Language
  /// The title.
  public var title: String
  /// Who holds the rights to the wording.
  public var holder: String
  /// The terms it may be used on, in a sentence.
  public var terms: String
  /// The wording of each item, by its id.
  public var items: [String: Item]
  /// The headings, by the id of the group; those it does not name stay as they are.
  public var groups: [String: String]

  /// Gathers a pack.
  public init(
    instrument: String, version: Int, language: Language, title: String, holder: String, terms: String, items: [String: Item],
    groups: [String: String] = [:]
  ) {
    self.instrument = instrument
    self.version = version
    self.language = language
    self.title = title
    self.holder = holder
    self.terms = terms
    self.items = items
    self.groups = groups
  }

  /// `id@version`, as ``InstrumentDefinition/key`` has it.
  public var key: String { "\(instrument)@\(version)" }

  /// The wording of an item.
  public struct Item: Sendable, Hashable {
    /// What is read.
    public var label: String
    /// A hint; nil keeps the hint there is.
    public var hint: String?
    /// What the options are called, by code; either all of them or none, which keeps the labels there are.
    public var options: [String: String]
    /// What the numbers of a line are called; those it does not name keep the label they have, if any.
    public var points: [Int: String]

    /// A wording.
    public init(label: String, hint: String? = nil, options: [String: String] = [:], points: [Int: String] = [:]) {
      self.label = label
      self.hint = hint
      self.options = options
      self.points = points
    }
  }
}

extension TextPack {
  /// Reads a pack and compares it with the definition it names; every problem of form and of meaning goes to the reader's collector.
  ///
  /// - Parameter definition: the definition with an id and a version; nil when there is none.
  /// - Returns: the pack; to be used only when nothing was reported.
  public static func readChecked(_ r: JSONReader, definition: (String, Int) -> InstrumentDefinition?) -> TextPack {
    let before = r.problems.problems.count
    let pack = read(r)
    // What could not be read would be reported a second time as missing.
    guard r.problems.problems.count == before else { return pack }
    guard let found = definition(pack.instrument, pack.version) else {
      r.report("instrument", "there is no instrument \(pack.key)")
      return pack
    }
    for problem in pack.problems(for: found) {
      r.problems.report(file: r.file, path: r.path + problem.path, problem.message)
    }
    return pack
  }

  /// Reads a pack; problems of form (keys, types, empty texts, other languages) go to the reader's collector.
  public static func read(_ r: JSONReader) -> TextPack {
    TextPack(
      instrument: r.string("instrument"), version: r.int("version"), language: r.oneOf("language", Language.self) ?? .da,
      title: r.string("title"), holder: r.string("holder"), terms: r.string("terms"),
      items: byName(r.map("items", required: true) { _, element in element.object(item) }),
      groups: byName(r.map("groups") { _, element in text(element) }))
  }

  private static func item(_ r: JSONReader) -> Item {
    let points = r.map("points") { name, element -> (Int, String)? in
      guard let number = Int(name) else {
        element.report("the key must be a whole number, the point on the line")
        return nil
      }
      return text(element).map { (number, $0) }
    }
    return Item(
      label: r.string("label"), hint: r.optionalString("hint"),
      options: byName(r.map("options") { _, element in text(element) }),
      points: Dictionary(points.map(\.value), uniquingKeysWith: { first, _ in first }))
  }

  private static func text(_ element: JSONElement) -> String? {
    guard let text = element.string else { return nil }
    if text.isEmpty { element.report("the text is empty") }
    return text
  }

  private static func byName<Value>(_ members: [(key: String, value: Value)]) -> [String: Value] {
    Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  /// Everything in the pack that does not fit the definition: another instrument or version, an item, option, point or group it does not
  /// have, an item or option without a text. Empty when it may be used.
  public func problems(for definition: InstrumentDefinition) -> [InstrumentDefinition.Fault] {
    var faults: [InstrumentDefinition.Fault] = []
    func report(_ path: String, _ message: String) { faults.append(.init(path: path, message: message)) }
    func near(_ id: String, _ among: [String]) -> String {
      JSONReader.nearest(id, among: among).map { "; did you mean \"\($0)\"?" } ?? ""
    }
    if instrument != definition.id {
      report(".instrument", "is \"\(instrument)\", but the definition is \"\(definition.id)\"")
      return faults
    }
    if version != definition.version {
      report(".version", "is for version \(version), but the definition is version \(definition.version)")
      return faults
    }
    let ids = definition.items.map(\.id)
    for id in items.keys.sorted() where !ids.contains(id) { report(".items.\(id)", "there is no item \"\(id)\"\(near(id, ids))") }
    for item in definition.items {
      guard let text = items[item.id] else {
        // What is only to be read may stay in this product's own words.
        if case .info = item.kind { continue }
        report(".items", "the item \"\(item.id)\" has no text")
        continue
      }
      let path = ".items.\(item.id)"
      let codes = item.options.map(\.code)
      for code in text.options.keys.sorted() where !codes.contains(code) {
        report("\(path).options.\(code)", "there is no option \"\(code)\"\(near(code, codes))")
      }
      if !text.options.isEmpty {
        for code in codes where text.options[code] == nil { report("\(path).options", "the option \"\(code)\" has no text") }
      }
      for point in text.points.keys.sorted() where !item.has(point: point) {
        report("\(path).points.\(point)", "the item has no such point")
      }
    }
    let groupIDs = definition.groups.map(\.id)
    for id in groups.keys.sorted() where !groupIDs.contains(id) {
      report(".groups.\(id)", "there is no group \"\(id)\"\(near(id, groupIDs))")
    }
    return faults
  }
}

extension InstrumentDefinition.Item {
  fileprivate func has(point: Int) -> Bool {
    guard case .scale(let line) = kind else { return false }
    return point >= line.min && point <= line.max
  }

  fileprivate func worded(by text: TextPack.Item, _ language: Language) -> Self {
    var item = self
    item.label = label.saying(text.label, language)
    if let words = text.hint { item.hint = (hint ?? Words(da: words, en: words)).saying(words, language) }
    switch kind {
    case .choice(let options): item.kind = .choice(options.map { $0.worded(by: text.options, language) })
    case .choices(let options): item.kind = .choices(options.map { $0.worded(by: text.options, language) })
    case .scale(var line):
      for (value, words) in text.points.sorted(by: { $0.key < $1.key }) {
        if let place = line.points.firstIndex(where: { $0.value == value }) {
          line.points[place].label = line.points[place].label.saying(words, language)
        } else {
          line.points.append(.init(value: value, label: Words(da: words, en: words)))
        }
      }
      line.points.sort { $0.value < $1.value }
      item.kind = .scale(line)
    case .number, .text, .date, .info: break
    }
    return item
  }
}

extension InstrumentDefinition.Option {
  fileprivate func worded(by texts: [String: String], _ language: Language) -> Self {
    guard let text = texts[code] else { return self }
    var option = self
    option.label = label.saying(text, language)
    return option
  }
}

extension Words {
  fileprivate func saying(_ text: String, _ language: Language) -> Words {
    switch language {
    case .da: Words(da: text, en: en)
    case .en: Words(da: da, en: text)
    }
  }
}

extension InstrumentDefinition {
  /// The definition with the official wording in the pack's language; the other language stays as it is, and so do ids, scores and the hash
  /// an answered form names. Where the pack has a hint or a point that the definition has in no language, its text stands in both.
  ///
  /// - Parameter pack: one that has no ``TextPack/problems(for:)``; a pack for another instrument or version changes nothing.
  public func worded(by pack: TextPack) -> InstrumentDefinition {
    guard pack.key == key else { return self }
    var definition = self
    definition.wording = .official
    definition.title = title.saying(pack.title, pack.language)
    definition.items = items.map { item in pack.items[item.id].map { item.worded(by: $0, pack.language) } ?? item }
    definition.groups = groups.map { group in
      var group = group
      if let text = pack.groups[group.id] { group.label = group.label.saying(text, pack.language) }
      return group
    }
    return definition
  }
}
