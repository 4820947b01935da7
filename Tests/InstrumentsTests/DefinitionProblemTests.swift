import Base
import Instruments
import Testing

@Suite struct DefinitionProblemTests {
  static let good = """
    {"id": "sample", "version": 1, "title": {"da": "Prøve", "en": "Sample"}, "wording": "labels", "source": "test",
     "licence": {"class": "A", "terms": "free"}, "respondents": ["self"],
     "items": [
       {"id": "a", "kind": "scale", "label": {"da": "A", "en": "A"}, "min": 0, "max": 3},
       {"id": "b", "kind": "scale", "label": {"da": "B", "en": "B"}, "min": 0, "max": 3, "showWhen": {"item": "a", "above": 0}}],
     "scales": [
       {"id": "s", "title": {"da": "S", "en": "S"}, "rule": "sum", "items": ["a", "b"], "reversed": ["b"],
        "missing": {"rule": "refuse"}, "range": {"min": 0, "max": 6}, "direction": "higherIsWorse", "bandsSource": "test",
        "bands": [{"code": "low", "from": 0, "to": 2, "label": {"da": "L", "en": "L"}},
                  {"code": "high", "from": 3, "to": 6, "label": {"da": "H", "en": "H"}}]}],
     "examples": [
       {"name": "one", "source": "by hand", "answers": {"a": 1, "b": 3}, "expected": {"s": {"value": 1, "band": "low"}}, "valid": true},
       {"name": "two", "source": "by hand", "answers": {"a": 0}, "expected": {"s": {"refused": "missing"}}, "hidden": ["b"]}]}
    """

  @Test func aGoodDefinitionHasNoProblem() throws {
    let problems = try Sample.problems(Self.good)
    #expect(problems.isEmpty, "\(problems)")
  }

  /// Each change makes one problem that names its place.
  static let changes: [(String, String, String, String)] = [
    (
      "\"kind\": \"scale\", \"label\": {\"da\": \"A\"", "\"kind\": \"skale\", \"label\": {\"da\": \"A\"", "$.items[0].kind",
      "did you mean \"scale\""
    ),
    ("\"wording\"", "\"wordnig\"", "$.wordnig", "did you mean \"wording\""),
    ("\"source\": \"test\",\n \"licence\"", "\"licence\"", "$", "\"source\" is missing"),
    ("\"version\": 1", "\"version\": \"1\"", "$.version", "a whole number is expected here, not a text"),
    ("\"da\": \"Prøve\", ", "", "$.title", "\"da\" is missing"),
    ("\"item\": \"a\", \"above\"", "\"item\": \"c\", \"above\"", "$.items[1].showWhen", "there is no item \"c\""),
    ("\"id\": \"b\", \"kind\"", "\"id\": \"a\", \"kind\"", "$.items[1].id", "stands twice"),
    ("\"items\": [\"a\", \"b\"]", "\"items\": [\"a\", \"x\"]", "$.scales[0].items[1]", "there is no item \"x\""),
    ("\"reversed\": [\"b\"]", "\"reversed\": [\"c\"]", "$.scales[0].reversed[0]", "not among the scale's items"),
    ("\"max\": 6}", "\"max\": 7}", "$.scales[0].range", "the items give 0 to 6"),
    ("\"from\": 3", "\"from\": 2", "$.scales[0].bands[1]", "overlaps"),
    ("\"from\": 3", "\"from\": 4", "$.scales[0].bands[1]", "gap"),
    ("\"from\": 0", "\"from\": 1", "$.scales[0].bands[0]", "nothing covers"),
    ("\"code\": \"high\"", "\"code\": \"low\"", "$.scales[0].bands[1].code", "stands twice"),
    ("\"bandsSource\": \"test\",", "", "$.scales[0]", "\"bandsSource\" is missing"),
    (
      "{\"rule\": \"refuse\"}", "{\"rule\": \"prorate\", \"minimum\": 3, \"source\": \"t\"}", "$.scales[0].missing.minimum",
      "from 1 to"
    ),
    (
      "{\"rule\": \"refuse\"}", "{\"rule\": \"itemwise\", \"minimum\": 1, \"source\": \"t\"}", "$.scales[0].missing",
      "silently low"
    ),
    ("{\"rule\": \"refuse\"}", "{\"rule\": \"prorate\", \"minimum\": 1}", "$.scales[0].missing", "\"source\" is missing"),
    ("{\"value\": 1, \"band\"", "{\"value\": 2, \"band\"", "$.examples[0].expected.s", "gives 1.0, expected 2.0"),
    ("\"band\": \"low\"", "\"band\": \"high\"", "$.examples[0].expected.s", "is in band low, expected high"),
    ("\"refused\": \"missing\"", "\"refused\": \"tooFew\"", "$.examples[1].expected.s", "refused (missing), expected tooFew"),
    ("\"hidden\": [\"b\"]", "\"hidden\": []", "$.examples[1].hidden", "hidden are b"),
    ("\"a\": 1, \"b\": 3", "\"a\": 1, \"b\": 4", "$.examples[0].answers.b", "must be taken, but is refused"),
    ("\"a\": 1, \"b\": 3", "\"a\": 1, \"bb\": 3", "$.examples[0].answers.bb", "did you mean \"b\""),
    ("\"respondents\": [\"self\"]", "\"respondents\": [\"me\"]", "$.respondents[0]", "is not one of self"),
    (
      "{\"da\": \"S\", \"en\": \"S\"}", "{\"da\": \"S\", \"da\": \"S\", \"en\": \"S\"}", "$.scales[0].title.da",
      "the key stands twice"
    ),
  ]

  @Test(arguments: changes.indices) func oneChangeIsFound(_ index: Int) throws {
    let (from, to, path, message) = Self.changes[index]
    let changed = Self.good.replacing(from.replacing("\n \"licence\"", with: "\n \"licence\""), with: to, maxReplacements: 1)
    try #require(changed != Self.good, "the change did nothing")
    let problems = try Sample.problems(changed)
    #expect(problems.contains { $0.path == path && $0.message.contains(message) }, "\(problems)")
  }

  @Test func allProblemsAreListedAtOnce() throws {
    var text = Self.good
    for (from, to, _, _) in [Self.changes[1], Self.changes[5], Self.changes[9], Self.changes[10]] {
      text = text.replacing(from, with: to, maxReplacements: 1)
    }
    let problems = try Sample.problems(text)
    let paths = Set(problems.map(\.path))
    #expect(
      paths.isSuperset(of: ["$.wordnig", "$.items[1].showWhen", "$.scales[0].range", "$.scales[0].bands[1]"]), "\(problems)")
  }

  @Test func aFormWithoutExamplesDoesNotPass() {
    let problems = Sample.definition([Sample.scaleItem("a")], examples: []).problems()
    #expect(problems.contains { $0.message.contains("\"examples\" is missing or empty") })
  }

  @Test func aScaleWithoutAnExampleDoesNotPass() {
    let problems = Sample.definition([Sample.scaleItem("a")], [Sample.scale("s", .sum, ["a"])]).problems()
    #expect(problems.contains { $0.path == ".scales[0]" && $0.message.contains("no example") })
  }
}
