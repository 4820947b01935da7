import Base
import Instruments

/// Small definitions for the tests; made in code, so that they do not depend on the reader.
enum Sample {
  static func words(_ text: String) -> Words { Words(da: text, en: text) }

  static func scaleItem(_ id: String, _ range: ClosedRange<Int> = 0...3, showWhen: ItemCondition? = nil)
    -> InstrumentDefinition.Item
  {
    InstrumentDefinition.Item(
      id: id, kind: .scale(.init(min: range.lowerBound, max: range.upperBound)), label: words(id), showWhen: showWhen)
  }

  static func choiceItem(_ id: String, _ codes: [(String, Double?)]) -> InstrumentDefinition.Item {
    let options = codes.map { InstrumentDefinition.Option(code: $0.0, label: words($0.0.uppercased()), weight: $0.1) }
    return InstrumentDefinition.Item(id: id, kind: .choice(options), label: words(id))
  }

  static func scale(
    _ id: String, _ rule: InstrumentDefinition.Rule, _ items: [String], reversed: [String] = [],
    missing: InstrumentDefinition.MissingRule = .refuse
  ) -> InstrumentDefinition.Scale {
    InstrumentDefinition.Scale(
      id: id, title: words(id), rule: rule, items: items, reversed: reversed, missing: missing, missingSource: "test")
  }

  static func definition(
    _ items: [InstrumentDefinition.Item], _ scales: [InstrumentDefinition.Scale] = [],
    examples: [InstrumentDefinition.Example]? = nil
  ) -> InstrumentDefinition {
    let standard = InstrumentDefinition.Example(name: "none", source: "test", answers: [:], invalid: [])
    return InstrumentDefinition(
      id: "sample", version: 1, title: words("Sample"), source: "test", licence: .init(kind: .fullText, terms: "test"),
      items: items,
      scales: scales, examples: examples ?? [standard])
  }

  /// Problems of form and meaning of a definition written as JSON.
  static func problems(_ json: String) throws -> [Problem] {
    let collector = ProblemCollector()
    let tree = try JSONTree.parse(text: json)
    _ = JSONReader.read(tree, file: "x.json", problems: collector, InstrumentDefinition.readChecked)
    return collector.problems
  }

  /// A definition written as JSON; nil when it has a problem.
  static func definition(json: String) throws -> InstrumentDefinition? {
    let collector = ProblemCollector()
    let tree = try JSONTree.parse(text: json)
    let definition = JSONReader.read(tree, file: "x.json", problems: collector, InstrumentDefinition.readChecked)
    return collector.isEmpty ? definition : nil
  }
}
