import Base
import FHIR
import Foundation
import Instruments
import Testing

/// Every questionnaire of the folder: what comes in goes out and comes in the same, and what goes out says the same as the original.
@Suite struct QuestionnaireTests {
  static func all() throws -> [(name: String, tree: JSONTree)] {
    try Repository.files(Repository.tests.appendingPathComponent("Questionnaires")).filter { $0.pathExtension == "json" }.map {
      ($0.deletingPathExtension().lastPathComponent, try Repository.tree($0))
    }
  }

  @Test func thereAreAtLeastSixty() throws { #expect(try Self.all().count >= 60) }

  @Test func inOutInIsEqual() throws {
    for (name, tree) in try Self.all() {
      do throws(FHIRRefusals) {
        let first = try FHIRQuestionnaire.read(tree).definition
        let second = try FHIRQuestionnaire.read(FHIRQuestionnaire.write(first)).definition
        #expect(first == second, "\(name)")
        // Nothing is left to list of what we wrote ourselves.
        let notes = try FHIRQuestionnaire.read(FHIRQuestionnaire.write(second)).notes
        #expect(notes.allSatisfy { $0.name.hasPrefix("open-choice") }, "\(name): \(notes)")
      } catch {
        Issue.record("\(name): \(error.refusals.map { $0.line(.en) })")
      }
    }
  }

  @Test func outSaysTheSameAsTheOriginal() throws {
    for (name, tree) in try Self.all() {
      let out = FHIRQuestionnaire.write(try FHIRQuestionnaire.read(tree).definition)
      let (before, after) = (Meaning(tree), Meaning(out))
      #expect(before.questions == after.questions, "\(name)")
      #expect(before.totals.isEmpty == after.totals.isEmpty, "\(name)")
    }
  }

  @Test func theMeaningIsThatOfTheFiles() throws {
    // The comparison above would prove nothing of a meaning that sees nothing.
    let all = try Self.all().map { Meaning($0.tree) }
    let questions = all.flatMap(\.questions)
    #expect(questions.count > 200 && questions.count { !$0.when.isEmpty } > 40 && questions.count { !$0.options.isEmpty } > 60)
    #expect(questions.count { !$0.limits.isEmpty } > 20 && all.count { !$0.totals.isEmpty } == 8)
    let named = Dictionary(grouping: try Self.all(), by: \.name).compactMapValues { $0.first.map { Meaning($0.tree).questions } }
    #expect(named["when-integer-above"] != named["when-integer-below"] && named["choice"] != named["choice-several"])
    #expect(named["choice-ordinal"] == named["choice-weight"])
    #expect(named["group-when"]?.last?.when == ["q1 = true", "q2 exists true"])
  }

  @Test func theCatalogFileReadsTheSame() throws {
    for (name, tree) in try Self.all() {
      let definition = try FHIRQuestionnaire.read(tree).definition
      let problems = ProblemCollector()
      let again = JSONReader.read(try JSONTree.parse(definition.tree.compact), file: name, problems: problems) {
        InstrumentDefinition.read($0).definition
      }
      #expect(again == definition && problems.isEmpty, "\(name): \(problems.problems)")
    }
  }

  @Test func everyDefinitionOfTheCatalogGoesOutAndInWithoutLoss() throws {
    let definitions = try Repository.definitions()
    #expect(definitions.count > 60)
    for definition in definitions {
      do {
        // Through bytes, as a file would go.
        let reading = try FHIRQuestionnaire.read(FHIRQuestionnaire.write(definition).compact)
        #expect(reading.definition == definition, "\(definition.key)")
        #expect(reading.notes.isEmpty, "\(definition.key): \(reading.notes)")
      } catch {
        Issue.record("\(definition.key): \(error.refusals.prefix(3).map { $0.line(.en) })")
      }
    }
  }

  @Test func phq9IsReadableForOthers() throws {
    let definition = try #require(try Repository.definitions().first { $0.id == "phq-9" })
    var other = FHIRQuestionnaire.write(definition)
    // Without our extensions it is still nine choices with weights and a sum.
    other = other.without { $0.hasPrefix("https://brobygger.dk") }
    let reading = try FHIRQuestionnaire.read(other)
    #expect(reading.definition.items.count == 10)
    #expect(reading.definition.items[0].options.map(\.weight) == [0, 1, 2, 3])
    let scale = try #require(reading.definition.scales.first)
    #expect(scale.rule == .sum && scale.items.count == 9 && scale.missing == .refuse && scale.range == .init(min: 0, max: 27))
  }
}

/// What a questionnaire asks, taken from its JSON without the code that is tested: the questions in order, each with what may be
/// answered and when. Groups are taken apart: their conditions and those of questions around them are the questions' own.
struct Meaning {
  struct Question: Equatable, CustomStringConvertible {
    var linkId = ""
    var type = ""
    var text = ""
    var required = false
    var several = false
    var limits: [String] = []
    var options: [String] = []
    var when = Set<String>()

    var description: String { "\(linkId) \(type) “\(text)” \(required) \(several) \(limits) \(options) \(when)" }
  }

  private(set) var questions: [Question] = []
  private(set) var totals: [String] = []
  private let root: JSONTree

  init(_ tree: JSONTree) {
    root = tree
    walk(tree, [], english: tree["language"] != .string("da"))
  }

  private static func list(_ tree: JSONTree, _ key: String) -> [JSONTree] {
    guard case .array(let values)? = tree[key] else { return [] }
    return values
  }

  private static func text(_ tree: JSONTree?) -> String {
    guard case .string(let text)? = tree else { return "" }
    return text
  }

  private static func flag(_ tree: JSONTree, _ key: String) -> Bool { tree[key] == .bool(true) }

  private static func extensions(_ tree: JSONTree) -> [(url: String, tree: JSONTree)] {
    list(tree, "extension").map { (text($0["url"]), $0) }
  }

  /// The text in Danish where the questionnaire has it, else as it stands.
  private static func danish(_ tree: JSONTree, _ key: String, english: Bool) -> String {
    for (_, entry) in extensions(tree["_\(key)"] ?? .null) where english {
      let parts = list(entry, "extension")
      if parts.contains(where: { text($0["valueCode"]) == "da" }) {
        return parts.map { text($0["valueString"]) }.first { !$0.isEmpty } ?? ""
      }
    }
    return text(tree[key])
  }

  private mutating func walk(_ tree: JSONTree, _ around: Set<String>, english: Bool) {
    for item in Meaning.list(tree, "item") {
      let type = Meaning.text(item["type"])
      let extensions = Meaning.extensions(item)
      if extensions.contains(where: { $0.url.hasSuffix("calculatedExpression") }) {
        totals.append(Meaning.text(item["linkId"]))
        continue
      }
      if extensions.contains(where: { String(decoding: $0.tree.compact, as: UTF8.self).contains("\"help\"") }), type == "display"
      {
        continue
      }
      var when = around.union(conditions(item))
      if type == "group" {
        walk(item, when, english: english)
        continue
      }
      var question = Question()
      question.linkId = Meaning.text(item["linkId"])
      question.type = ["string": "text", "quantity": "decimal"][type] ?? type
      question.text = Meaning.danish(item, "text", english: english)
      if question.text.isEmpty { question.text = Meaning.list(item, "code").first.map { Meaning.text($0["display"]) } ?? "" }
      question.required = Meaning.flag(item, "required")
      question.several = Meaning.flag(item, "repeats")
      question.limits = limits(item, extensions)
      question.options = options(item)
      question.when = when
      questions.append(question)
      when.insert("\(question.linkId) exists true")
      for child in Meaning.list(item, "item") {
        let inner = Meaning.text(child["type"]) == "display" ? question.when : when
        walk(.object([.init("item", .array([child]))]), inner, english: english)
      }
    }
  }

  private func conditions(_ item: JSONTree) -> Set<String> {
    // A condition of ours is the whole; written out it has to say the same as the list does.
    if let own = Meaning.extensions(item).first(where: { $0.url.hasSuffix("/condition") }),
      let tree = try? JSONTree.parse(text: Meaning.text(own.tree["valueString"]))
    {
      return Set(Meaning.list(tree, "all").flatMap { part -> [String] in spelled(part) })
    }
    let entries = Meaning.list(item, "enableWhen").map { entry -> String in
      let key = Meaning.keys(entry).first { $0.hasPrefix("answer") } ?? ""
      let answer = entry[key] ?? .null
      let value = answer["code"] ?? answer["value"] ?? answer
      let code = Meaning.text(value).isEmpty ? String(decoding: value.compact, as: UTF8.self) : Meaning.text(value)
      return "\(Meaning.text(entry["question"])) \(Meaning.text(entry["operator"])) \(code.replacing(" ", with: "-"))"
    }
    return item["enableBehavior"] == .string("any") ? [entries.joined(separator: " or ")] : Set(entries)
  }

  private func spelled(_ tree: JSONTree) -> [String] {
    let item = Meaning.text(tree["item"])
    if case .bool(let yes)? = tree["answered"] { return ["\(item) exists \(yes)"] }
    if let code = tree["is"] { return ["\(item) = \(Meaning.text(code))"] }
    if case .array(let codes)? = tree["oneOf"] {
      return [codes.map { "\(item) = \(Meaning.text($0))" }.joined(separator: " or ")]
    }
    return [String(decoding: tree.compact, as: UTF8.self)]
  }

  private static func keys(_ tree: JSONTree) -> [String] {
    guard case .object(let members) = tree else { return [] }
    return members.map(\.key)
  }

  private func limits(_ item: JSONTree, _ extensions: [(url: String, tree: JSONTree)]) -> [String] {
    var found = extensions.compactMap { url, tree -> String? in
      guard let name = ["minValue", "maxValue", "maxDecimalPlaces", "unit", "unitOption"].first(where: { url.hasSuffix($0) })
      else {
        return nil
      }
      let value = Meaning.keys(tree).first { $0.hasPrefix("value") }.flatMap { tree[$0] } ?? .null
      let said = value["display"].map(Meaning.text) ?? String(decoding: value.compact, as: UTF8.self)
      return "\(name == "unitOption" ? "unit" : name) \(said)"
    }
    if let length = item["maxLength"] { found.append("length \(String(decoding: length.compact, as: UTF8.self))") }
    return found.sorted()
  }

  private func options(_ item: JSONTree) -> [String] {
    var entries = Meaning.list(item, "answerOption").map { option -> (JSONTree, JSONTree) in
      (option, option["valueCoding"] ?? option["valueString"] ?? option["valueInteger"] ?? .null)
    }
    if item["answerValueSet"] != nil, let set = Meaning.list(root, "contained").first {
      let concepts =
        Meaning.list(set["expansion"] ?? .null, "contains")
        + Meaning.list(set["compose"] ?? .null, "include").flatMap { Meaning.list($0, "concept") }
      entries = concepts.map { (.null, $0) }
    }
    return entries.map { option, value in
      let weights = (Meaning.extensions(option) + Meaning.extensions(value)).filter {
        $0.url.hasSuffix("ordinalValue") || $0.url.hasSuffix("itemWeight")
      }.compactMap { $0.tree["valueDecimal"] }.map { String(decoding: $0.compact, as: UTF8.self) }
      let plain = Meaning.text(value).isEmpty ? String(decoding: value.compact, as: UTF8.self) : Meaning.text(value)
      let code = value["code"].map(Meaning.text) ?? plain.replacing(" ", with: "-")
      let label = value["display"].map(Meaning.text) ?? value["code"].map(Meaning.text) ?? plain
      return "\(code) “\(label)” \(Set(weights).sorted())"
    }
  }
}

extension JSONTree {
  /// The same without extensions of some addresses.
  func without(_ isGone: (String) -> Bool) -> JSONTree {
    switch self {
    case .array(let values):
      let kept = values.filter { value in
        guard case .string(let url)? = value["url"], value["resourceType"] == nil else { return true }
        return !isGone(url)
      }
      return .array(kept.map { $0.without(isGone) })
    case .object(let members): return .object(members.map { .init($0.key, $0.value.without(isGone)) })
    default: return self
    }
  }
}
