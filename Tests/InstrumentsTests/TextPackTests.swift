import Base
import Instruments
import Testing

@Suite struct TextPackTests {
  static let definition: InstrumentDefinition = {
    var line = Sample.scaleItem("w1", 0...5)
    line.kind = .scale(.init(min: 0, max: 5, points: [.init(value: 0, label: Sample.words("never"))]))
    line.group = "g"
    let info = InstrumentDefinition.Item(id: "info", kind: .info, label: Sample.words("read"))
    var definition = Sample.definition(
      [line, Sample.choiceItem("w2", [("no", 0), ("yes", 1)]), info], [Sample.scale("sum", .sum, ["w1", "w2"])])
    definition.groups = [.init(id: "g", label: Sample.words("Group"))]
    return definition
  }()

  static let good = """
    {"instrument": "sample", "version": 1, "language": "da", "title": "Officiel", "holder": "Ejer", "terms": "Fri",
     "items": {
       "w1": {"label": "Har du det godt?", "hint": "De sidste to uger", "points": {"0": "På intet tidspunkt", "5": "Hele tiden"}},
       "w2": {"label": "Sover du?", "options": {"no": "Nej", "yes": "Ja"}}},
     "groups": {"g": "Overskrift"}}
    """

  func read(_ json: String, _ definition: InstrumentDefinition? = definition) throws -> (pack: TextPack?, problems: [Problem]) {
    let collector = ProblemCollector()
    let tree = try JSONTree.parse(text: json)
    let pack = JSONReader.read(tree, file: "da.json", problems: collector) { r in
      TextPack.readChecked(r) { id, version in
        definition.flatMap { $0.id == id && $0.version == version ? $0 : nil }
      }
    }
    return (pack, collector.problems)
  }

  @Test func theOfficialWordingStandsInItsOwnLanguage() throws {
    let (pack, problems) = try read(Self.good)
    #expect(problems.isEmpty, "\(problems)")
    let worded = Self.definition.worded(by: try #require(pack))
    #expect(worded.wording == .official)
    #expect(worded.title == Words(da: "Officiel", en: "Sample"))
    #expect(worded.item("w1")?.label == Words(da: "Har du det godt?", en: "w1"))
    #expect(worded.item("w1")?.hint == Words(da: "De sidste to uger", en: "De sidste to uger"))
    #expect(worded.item("w2")?.options.map(\.label.da) == ["Nej", "Ja"])
    #expect(worded.item("w2")?.options.map(\.label.en) == ["NO", "YES"])
    #expect(worded.item("info") == Self.definition.item("info"))
    #expect(worded.groups[0].label == Words(da: "Overskrift", en: "Group"))
    guard case .scale(let line)? = worded.item("w1")?.kind else {
      Issue.record("w1 is no line any more")
      return
    }
    #expect(line.points.map(\.value) == [0, 5])
    #expect(line.points[0].label == Words(da: "På intet tidspunkt", en: "never"))
  }

  @Test func scoresAndIdsAreUntouched() throws {
    let worded = Self.definition.worded(by: try #require(try read(Self.good).pack))
    let answers: Answers = ["w1": .number(4), "w2": .choice("yes")]
    #expect(worded.key == Self.definition.key)
    #expect(worded.scales == Self.definition.scales)
    #expect(Scoring.score(worded, answers: answers) == Scoring.score(Self.definition, answers: answers))
    #expect(worded.refusals(answers, finished: true).isEmpty)
    #expect(worded.problems(examples: false) == Self.definition.problems(examples: false))
  }

  @Test func aPackForAnotherVersionChangesNothing() throws {
    var pack = try #require(try read(Self.good).pack)
    pack.version = 2
    #expect(Self.definition.worded(by: pack) == Self.definition)
    #expect(pack.problems(for: Self.definition).map(\.path) == [".version"])
    pack.instrument = "other"
    #expect(pack.problems(for: Self.definition).map(\.path) == [".instrument"])
  }

  /// Each change makes one problem that names its place.
  static let changes: [(String, String, String, String)] = [
    ("\"w2\":", "\"w3\":", "$.items.w3", "there is no item \"w3\"; did you mean"),
    ("\"w2\":", "\"w3\":", "$.items", "the item \"w2\" has no text"),
    ("\"no\": \"Nej\", ", "", "$.items.w2.options", "the option \"no\" has no text"),
    ("\"no\": \"Nej\"", "\"noo\": \"Nej\"", "$.items.w2.options.noo", "did you mean \"no\""),
    ("\"5\":", "\"6\":", "$.items.w1.points.6", "no such point"),
    ("\"5\":", "\"x\":", "$.items.w1.points.x", "whole number"),
    ("\"g\":", "\"h\":", "$.groups.h", "there is no group \"h\""),
    ("\"Sover du?\"", "\"\"", "$.items.w2.label", "the text is empty"),
    ("\"Ja\"", "\"\"", "$.items.w2.options.yes", "the text is empty"),
    ("\"label\": \"Sover du?\", ", "", "$.items.w2", "\"label\" is missing"),
    ("\"da\"", "\"sv\"", "$.language", "is not one of da, en"),
    ("\"holder\": \"Ejer\", ", "", "$", "\"holder\" is missing"),
    ("\"hint\"", "\"hnit\"", "$.items.w1.hnit", "did you mean \"hint\""),
    ("\"version\": 1", "\"version\": 2", "$.instrument", "there is no instrument sample@2"),
  ]

  @Test(arguments: changes.indices) func oneChangeIsFound(_ index: Int) throws {
    let (from, to, path, message) = Self.changes[index]
    let changed = Self.good.replacing(from, with: to, maxReplacements: 1)
    try #require(changed != Self.good, "the change did nothing")
    let problems = try read(changed).problems
    #expect(problems.contains { $0.path == path && $0.message.contains(message) }, "\(problems)")
  }

  @Test func allProblemsAreListedAtOnce() throws {
    var text = Self.good
    for (from, to, _, _) in [Self.changes[0], Self.changes[4], Self.changes[6]] {
      text = text.replacing(from, with: to, maxReplacements: 1)
    }
    #expect(Set(try read(text).problems.map(\.path)) == ["$.items.w3", "$.items", "$.items.w1.points.6", "$.groups.h"])
  }
}
