import Base

extension StudyDefinition {
  /// Reads a study file.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8 JSON.
  ///   - file: the name of the file in problems.
  ///   - vocabulary: the tables, columns and codes that exist; nil leaves them unchecked.
  /// - Throws: every problem of the file, with its JSON path.
  public static func read(
    _ bytes: [UInt8], file: String, vocabulary: StudyVocabulary? = nil
  ) throws(ProblemList) -> StudyDefinition {
    let problems = ProblemCollector()
    let study = read(bytes, file: file, vocabulary: vocabulary, problems: problems)
    try problems.throwIfAny()
    guard let study else { throw ProblemList([Problem(file: file, path: "$", message: "a study is an object in { }")]) }
    return study
  }

  /// Reads a study file into a collector of problems; the study is of use only when nothing was reported.
  public static func read(
    _ bytes: [UInt8], file: String, vocabulary: StudyVocabulary?, problems: ProblemCollector
  ) -> StudyDefinition? {
    let tree: JSONTree
    do { tree = try JSONTree.parse(bytes) } catch {
      problems.report(file: file, path: "line \(error.line), column \(error.column)", error.message)
      return nil
    }
    let study = JSONReader.read(tree, file: file, problems: problems) { StudyDefinition(reading: $0) }
    if let study {
      StudyCheck(study: study, vocabulary: vocabulary, file: file, problems: problems).run()
    }
    return study
  }

  init(reading r: JSONReader) {
    let schema = r.int("schema")
    if schema != 1 { r.report("schema", "this program reads schema 1") }
    id = r.string("id")
    title = r.words("title")
    source = r.optionalWords("source")
    let population = r.optionalObject("population") { p in
      (filter: StudyReading.filter("where", p), label: p.optionalWords("label"))
    }
    self.population = population?.filter
    populationLabel = population?.label
    cutOff = r.optionalDay("cutOff")
    waves = r.array("waves") { w in Wave(key: w.string("key"), label: w.words("label")) }
    hasComparisonGroup = r.bool("comparisonGroup", default: false)
    disclosure =
      r.optionalObject("disclosure") { d in
        Disclosure(threshold: StudyReading.threshold(d) ?? 5, reason: d.optionalWords("reason"))
      } ?? Disclosure()
    if disclosure.threshold != 5, disclosure.reason == nil {
      r.report("disclosure", "a threshold other than 5 needs a \"reason\" that the reader of the report sees")
    }
    economics = r.optionalObject("economics") { StudyReading.economics($0) }
    notices = r.elements("notices").compactMap { StudyReading.words($0) }
    sections = r.array("sections", required: true) { s in
      Section(title: s.words("title"), tables: s.array("tables", required: true) { TableDefinition(reading: $0) })
    }
  }
}

extension TableDefinition {
  init?(reading r: JSONReader) {
    id = r.string("id")
    title = r.words("title")
    unit = r.oneOf("unit", Unit.self) ?? .persons
    guard let layout = r.oneOf("layout", Layout.self) else {
      for key in r.keys { _ = r.tree(key) }
      return nil
    }
    self.layout = layout
    kind = StudyReading.kind(r) ?? .count
    decimals = StudyReading.decimals(r) ?? 0
    difference = r.oneOf("difference", default: .unrounded)
    figure = StudyReading.figure(r)
    let limits = r.doubles("range")
    range = limits.count == 2 && limits[0] < limits[1] ? limits[0]...limits[1] : nil
    if r.has("range"), range == nil { r.report("range", "two numbers are expected, the smaller first") }
    notes = r.elements("notes").compactMap { StudyReading.words($0) }
    threshold = StudyReading.threshold(r)
    of = r.optionalString("of") ?? ""
    filter = StudyReading.filter("where", r)
    item = StudyReading.item("item", r)
    measure = StudyReading.measure("measure", r)
    before = r.optionalString("before")
    after = r.optionalString("after")
    test = r.has("test") ? r.oneOf("test", Test.self) : nil
    stars = r.bool("stars", default: false)
    rows = r.array("rows") { Line(reading: $0) }
    columns = r.array("columns") { Line(reading: $0) }
    options = StudyReading.options(r)
  }
}

extension Line {
  init(reading r: JSONReader) {
    key = r.string("key")
    label = r.words("label")
    filter = StudyReading.filter("where", r)
    items = r.elements("items").compactMap { StudyReading.item($0) }
    if let single = StudyReading.item("item", r) { items.insert(single, at: 0) }
    reversed = r.elements("reversed").compactMap { StudyReading.item($0) }
    measure = StudyReading.measure("measure", r)
    kind = StudyReading.kind(r)
    decimals = StudyReading.decimals(r)
    role = r.has("role") ? r.oneOf("role", Role.self) : nil
    block = r.optionalInt("block") ?? 0
    better = r.has("better") ? r.oneOf("better", TableDefinition.Better.self) : nil
    wave = r.optionalString("wave")
    at = r.optionalDouble("at")
    isTotal = r.bool("total", default: false)
    adds = r.strings("adds")
    addsRounded = r.strings("addsRounded")
    activities = r.strings("activities")
    staff = r.strings("staff")
    costType = r.optionalString("costType")
    reference = r.optionalString("reference")
    phrases = r.optionalObject("phrases") { p in Phrases(less: p.words("less"), more: p.words("more")) }
    test = r.has("test") ? r.oneOf("test", TableDefinition.Test.self) : nil
  }
}
