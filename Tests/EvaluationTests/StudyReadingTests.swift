import Base
import Evaluation
import Testing

/// A bad study lists everything that is wrong, with its place.
@Suite struct StudyReadingTests {
  static func problems(_ text: String, vocabulary: StudyVocabulary? = nil) -> [String] {
    do {
      _ = try StudyDefinition.read(Array(text.utf8), file: "s.json", vocabulary: vocabulary)
      return []
    } catch { return error.problems.map { "\($0.path): \($0.message)" } }
  }

  static let words = "{\"da\": \"x\", \"en\": \"x\"}"

  static func study(_ table: String, rest: String = "") -> String {
    "{\"schema\": 1, \"id\": \"s\", \"title\": \(words)\(rest), \"sections\": [{\"title\": \(words), \"tables\": [\(table)]}]}"
  }

  @Test func allProblemsAtOnce() {
    let table = """
      {"id": "t", "title": \(Self.words), "unit": "persons", "layout": "grid", "of": "form:f", "kindd": "percent", "decimals": 9,
       "rows": [{"key": "r", "label": \(Self.words), "measure": {"share": {"item": "sexx", "is": "male"}}},
                {"key": "r", "label": \(Self.words), "measure": {"share": {"item": "sex", "is": "mail"}}},
                {"key": "q", "label": \(Self.words), "measure": {"mean": "sex"}, "where": {"item": "age", "is": "old"}}],
       "columns": [{"key": "c", "label": \(Self.words), "where": {}}]}
      """
    let vocabulary = StudyVocabulary(tables: ["form:f": ["sex": ["male", "female"], "age": nil]])
    let found = Self.problems(Self.study(table), vocabulary: vocabulary)
    let place = "$.sections[0].tables[0]"
    #expect(found.contains { $0.hasPrefix("\(place).kindd: unknown key; did you mean \"kind\"?") })
    #expect(found.contains { $0.hasPrefix("\(place).decimals:") })
    #expect(found.contains { $0.hasPrefix("\(place).columns[0].where: a condition needs one of") })
    #expect(found.contains { $0.hasPrefix("\(place).rows: the row \"r\" stands twice") })
    #expect(found.contains { $0.contains("rows[0].measure: the table form:f has no column \"sexx\"; did you mean \"sex\"?") })
    #expect(found.contains { $0.contains("rows[1].measure: sex has no option \"mail\"; did you mean \"male\"?") })
    #expect(found.contains { $0.contains("rows[2].where: age holds numbers") })
    #expect(found.count == 7, "\(found)")
  }

  @Test func layoutsNeedTheirParts() {
    let change = """
      {"id": "t", "title": \(Self.words), "unit": "persons", "layout": "change", "of": "form:f",
       "rows": [{"key": "r", "label": \(Self.words), "item": "x"}], "columns": [{"key": "c", "label": \(Self.words), "role": "hours"}]}
      """
    let found = Self.problems(Self.study(change))
    #expect(found.contains { $0.contains("\"before\" is missing") })
    #expect(found.contains { $0.contains("\"after\" is missing") })
    #expect(found.contains { $0.contains("columns[0].role: the layout change needs one of before, after, change") })
    let cost = """
      {"id": "t", "title": \(Self.words), "unit": "kr", "layout": "cost", "denominator": "all",
       "rows": [{"key": "r", "label": \(Self.words), "adds": ["no"]}], "columns": [{"key": "c", "label": \(Self.words), "role": "kr"}]}
      """
    let costs = Self.problems(Self.study(cost))
    #expect(costs.contains { $0.contains("needs the key \"economics\"") })
    #expect(costs.contains { $0.contains("has no row \"no\"") })
    #expect(costs.contains { $0.contains("no denominator \"all\"") })
  }

  @Test func thresholdNeedsReason() {
    let found = Self.problems(Self.study("", rest: ", \"disclosure\": {\"threshold\": 3}").replacing("[]}]", with: "[]}]"))
    #expect(found.contains { $0.contains("needs a \"reason\"") })
    #expect(
      Self.problems(Self.study("", rest: ", \"disclosure\": {\"threshold\": 2}")).contains { $0.contains("0 hides no cell") })
  }

  @Test func brokenJSONSaysWhere() {
    let found = Self.problems("{\"schema\": 1,\n oops}")
    #expect(found.first?.hasPrefix("line 2, column 2") == true)
  }

  @Test(arguments: ["urs-2016", "help"]) func noFigureStandsInAStudy(id: String) throws {
    let tree = try JSONTree.parse(try Repository.bytes("Catalog/studies/\(id).json"))
    // Keys under which a number is a rule: rounding, limits of bands, codes, places of blocks, moments of a curve, axis, cut-offs.
    let rules: Set<String> = [
      "schema", "decimals", "from", "to", "above", "below", "is", "in", "block", "at", "range", "threshold", "clinicalCutOff",
    ]
    var found: [String] = []
    func walk(_ tree: JSONTree, _ key: String, _ path: String) {
      switch tree {
      case .number: if !rules.contains(key) { found.append(path) }
      case .array(let elements): for (i, e) in elements.enumerated() { walk(e, key, "\(path)[\(i)]") }
      case .object(let members): for m in members { walk(m.value, m.key, "\(path).\(m.key)") }
      default: break
      }
    }
    walk(tree, "", "$")
    #expect(found.isEmpty, "\(found)")
  }

  @Test func noPublishedFigureIsQuoted() throws {
    let study = String(decoding: try Repository.bytes("Catalog/studies/urs-2016.json"), as: UTF8.self)
    for table in try PublishedTests.tables() {
      for cell in table["cells"]?.list ?? [] {
        for figure in ["value", "computed", "sum"].compactMap({ cell[$0]?.number })
        where abs(figure) > 100 && figure != figure.rounded(.down) + 0.5 {
          #expect(!study.contains("\(Int(figure))") || [2014, 2015, 2016].contains(Int(figure)), "\(figure)")
        }
      }
    }
  }

  @Test func economicsOfTheCatalogAreThoseOfTheExample() throws {
    let file = try EconomicInputs.read(try Repository.bytes("Catalog/economics/urs-2016.json"), file: "urs-2016.json")
    let example = try URSData.economics()
    #expect(file.unitCosts.map(\.key) == example.unitCosts.map(\.key))
    #expect(file.unitCosts.map(\.printed) == example.unitCosts.map(\.printed))
    #expect(file.unitCosts.map { $0.terms.map(\.quantity) } == example.unitCosts.map { $0.terms.map(\.quantity) })
    #expect(file.scenarios.map(\.costs) == example.scenarios.map(\.costs))
    #expect(file.scenarios.map(\.gains) == example.scenarios.map(\.gains))
    #expect(file.reference.map(\.percent) == example.reference.map(\.percent))
  }
}
