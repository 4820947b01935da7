import Base
import Instruments
import Testing

@Suite struct DerivedProblemTests {
  static let good = """
    {"id": "sample", "version": 1, "title": {"da": "Prøve", "en": "Sample"}, "wording": "labels", "source": "test",
     "licence": {"class": "A", "terms": "free"}, "respondents": ["professional"], "validDays": 90, "screen": true,
     "gate": {"certificate": "prism", "abstinenceDays": 28},
     "groups": [{"id": "g", "label": {"da": "Stof", "en": "Drug"}, "page": 2, "repeats": {"max": 3}}],
     "items": [
       {"id": "a", "kind": "scale", "label": {"da": "A", "en": "A"}, "min": 1, "max": 5},
       {"id": "y", "kind": "choice", "label": {"da": "Y", "en": "Y"},
        "options": [{"code": "no", "label": {"da": "nej", "en": "no"}}, {"code": "yes", "label": {"da": "ja", "en": "yes"}}]},
       {"id": "b", "kind": "scale", "label": {"da": "B", "en": "B"}, "min": 1, "max": 5, "group": "g"},
       {"id": "c", "kind": "scale", "label": {"da": "C", "en": "C"}, "min": 0, "max": 3, "group": "g",
        "showWhen": {"item": "b", "above": 1}}],
     "scales": [
       {"id": "least", "title": {"da": "Mindst", "en": "Least"}, "rule": "min", "items": ["a", "b"], "missing": {"rule": "refuse"},
        "range": {"min": 1, "max": 5}, "direction": "higherIsWorse", "hidden": true},
       {"id": "index", "title": {"da": "Indeks", "en": "Index"}, "rule": "combine", "constant": -25,
        "terms": [{"scale": "least", "weight": 25, "divisor": 1}], "range": {"min": 0, "max": 100}, "direction": "higherIsWorse",
        "normLines": [{"value": 30, "label": {"da": "norm", "en": "norm"}, "source": "test"}]},
       {"id": "profile", "title": {"da": "Profil", "en": "Profile"}, "rule": "linear",
        "terms": [{"item": "a", "weight": 10}, {"item": "b"}], "missing": {"rule": "refuse"}, "range": {"min": 11, "max": 55},
        "direction": "none", "format": "digits"},
       {"id": "level", "title": {"da": "Niveau", "en": "Level"}, "rule": "classify", "items": ["y"],
        "classes": [{"value": 2, "when": {"item": "y", "is": "yes"}}, {"value": 1, "when": {"scale": "index", "atLeast": 50}}],
        "otherwise": 0, "range": {"min": 0, "max": 2}, "direction": "higherIsWorse", "bandsSource": "test",
        "bands": [{"code": "low", "from": 0, "to": 0, "label": {"da": "lav", "en": "low"}},
                  {"code": "mid", "from": 1, "to": 1, "label": {"da": "mellem", "en": "medium"}},
                  {"code": "high", "from": 2, "to": 2, "label": {"da": "høj", "en": "high"}}]}],
     "alerts": [{"id": "x", "when": {"scale": "level", "equals": 2}, "message": {"da": "ring", "en": "call"}}],
     "examples": [
       {"name": "low", "source": "by hand", "answers": {"a": 1, "b": 2, "y": "no"},
        "expected": {"index": 0, "profile": 12, "level": {"value": 0, "band": "low"}}, "valid": true, "alerts": []},
       {"name": "high", "source": "by hand", "answers": {"y": "yes"},
        "expected": {"index": {"refused": "missing"}, "level": {"value": 2, "band": "high"}}, "alerts": ["x"]},
       {"name": "unfinished", "source": "by hand", "answers": {"a": 1, "y": "no"}, "expected": {"level": {"refused": "missing"}}},
       {"name": "rounds", "source": "by hand", "answers": {"b": 1, "b#2": 2, "c#2": 3, "b#3": 1}, "hidden": ["c", "c#3"]},
       {"name": "wrong", "source": "by hand", "answers": {"b": 1, "b#4": 2, "a#2": 1}, "invalid": ["b#4", "a#2"]}]}
    """

  @Test func aGoodDefinitionHasNoProblem() throws {
    let problems = try Sample.problems(Self.good)
    #expect(problems.isEmpty, "\(problems)")
  }

  /// Each change makes one problem that names its place.
  static let changes: [(String, String, String, String)] = [
    ("\"validDays\": 90", "\"validDays\": 0", "$.validDays", "at least 1 day"),
    ("\"screen\": true", "\"screen\": 1", "$.screen", "true or false"),
    ("{\"certificate\": \"prism\", \"abstinenceDays\": 28}", "{}", "$.gate", "give certificate or abstinenceDays"),
    ("\"abstinenceDays\": 28", "\"abstinenceDays\": 0", "$.gate.abstinenceDays", "at least 1 day"),
    ("\"certificate\": \"prism\"", "\"certificate\": \"the prism\"", "$.gate.certificate", "letters a-z"),
    ("\"certificate\"", "\"certifcate\"", "$.gate.certifcate", "did you mean \"certificate\""),
    ("\"page\": 2", "\"page\": 0", "$.groups[0].page", "pages count from 1"),
    ("\"max\": 3}}]", "\"max\": 1}}]", "$.groups[0].repeats.max", "at least 2"),
    (
      "\"max\": 3}}]", "\"max\": 3}}, {\"id\": \"h\", \"label\": {\"da\": \"H\", \"en\": \"H\"}, \"repeats\": {\"max\": 2}}]",
      "$.groups[1]", "no item stands in it"
    ),
    ("\"showWhen\": {\"item\": \"b\"", "\"showWhen\": {\"item\": \"b#2\"", "$.items[3].showWhen", "write \"b\""),
    (
      "\"showWhen\": {\"item\": \"b\", \"above\": 1}", "\"showWhen\": {\"scale\": \"index\", \"above\": 1}",
      "$.items[3].showWhen", "only classes and alerts"
    ),
    ("[\"a\", \"b\"], \"missing\"", "[\"a\", \"b#2\"], \"missing\"", "$.scales[0].items[1]", "first round only; write \"b\""),
    (
      "{\"rule\": \"refuse\"}", "{\"rule\": \"prorate\", \"minimum\": 1, \"source\": \"t\"}", "$.scales[0].missing",
      "prorate belongs to sum and mean"
    ),
    ("\"range\": {\"min\": 1, \"max\": 5}", "\"range\": {\"min\": 1, \"max\": 6}", "$.scales[0].range", "the items give 1 to 5"),
    ("\"scale\": \"least\"", "\"scale\": \"leest\"", "$.scales[1].terms[0].scale", "did you mean \"least\""),
    ("\"scale\": \"least\"", "\"scale\": \"index\"", "$.scales[1].terms[0].scale", "is the scale itself"),
    ("\"scale\": \"least\"", "\"scale\": \"profile\"", "$.scales[1].terms[0].scale", "\"profile\" comes later; a scale may name"),
    (
      "\"scale\": \"least\"", "\"scale\": \"level\"", "$.scales[1].terms[0].scale",
      "looks at \"index\" again: they go in a circle"
    ),
    ("\"divisor\": 1}]", "\"divisor\": 0}]", "$.scales[1].terms[0].divisor", "must not be 0"),
    ("{\"min\": 0, \"max\": 100}", "{\"min\": 0, \"max\": 110}", "$.scales[1].range", "the scales give 0 to 100 at most"),
    ("\"rule\": \"combine\"", "\"rule\": \"combine\", \"items\": [\"a\"]", "$.scales[1].items", "unknown key"),
    (
      "\"rule\": \"combine\"", "\"rule\": \"combine\", \"missing\": {\"rule\": \"itemwise\", \"minimum\": 1}",
      "$.scales[1].missing", "leave the key out"
    ),
    (
      "\"rule\": \"combine\"", "\"rule\": \"combine\", \"reversed\": [\"a\"]", "$.scales[1].reversed",
      "a negative weight reverses"
    ),
    ("{\"value\": 30", "{\"value\": 101", "$.scales[1].normLines[0].value", "outside the scale's range"),
    (", \"source\": \"test\"}]},\n", "}]},\n", "$.scales[1].normLines[0]", "\"source\" is missing"),
    ("\"weight\": 10}", "\"weight\": 10.5}", "$.scales[2].format", "whole numbers"),
    ("\"format\": \"digits\"", "\"format\": \"digts\"", "$.scales[2].format", "did you mean \"digits\""),
    ("{\"value\": 2, \"when\"", "{\"value\": 3, \"when\"", "$.scales[3].classes[0].value", "outside the scale's range"),
    ("\"otherwise\": 0", "\"otherwise\": -1", "$.scales[3].otherwise", "outside the scale's range"),
    ("\"otherwise\": 0,", "", "$.scales[3]", "\"otherwise\" is missing"),
    (
      "\"when\": {\"item\": \"y\", \"is\": \"yes\"}}", "\"whn\": {\"item\": \"y\", \"is\": \"yes\"}}", "$.scales[3].classes[0]",
      "\"when\" is missing"
    ),
    ("\"is\": \"yes\"", "\"is\": \"yse\"", "$.scales[3].classes[0].when", "no option \"yse\""),
    ("{\"item\": \"y\", \"is\"", "{\"item\": \"yy\", \"is\"", "$.scales[3].classes[0].when", "there is no item \"yy\""),
    (
      "{\"scale\": \"index\", \"atLeast\": 50}", "{\"item\": \"y\", \"is\": \"yes\"}", "$.scales[3].classes[1].when",
      "class 0 stands before it and has the same condition"
    ),
    (
      "{\"scale\": \"index\", \"atLeast\": 50}",
      "{\"all\": [{\"item\": \"a\", \"above\": 2}, {\"item\": \"y\", \"is\": \"yes\"}]}", "$.scales[3].classes[1].when",
      "holds whenever this one does"
    ),
    (
      "{\"scale\": \"index\", \"atLeast\": 50}", "{\"scale\": \"indx\", \"atLeast\": 50}", "$.scales[3].classes[1].when",
      "did you mean \"index\""
    ),
    ("\"atLeast\": 50", "\"atLeast\": 101", "$.scales[3].classes[1].when", "can never be at least 101"),
    (
      "{\"scale\": \"index\", \"atLeast\": 50}", "{\"scale\": \"level\", \"atLeast\": 1}", "$.scales[3].classes[1].when",
      "is the scale itself"
    ),
    (
      "{\"scale\": \"index\", \"atLeast\": 50}", "{\"scale\": \"index\", \"is\": \"x\"}", "$.scales[3].classes[1].when",
      "a condition on a scale needs one of"
    ),
    ("\"items\": [\"y\"]", "\"items\": []", "$.scales[3].items", "an empty form gets it"),
    (
      "{\"scale\": \"level\", \"equals\": 2}", "{\"scale\": \"levl\", \"equals\": 2}", "$.alerts[0].when",
      "did you mean \"level\""
    ),
    ("\"from\": 1, \"to\": 1", "\"from\": 0, \"to\": 1", "$.scales[3].bands[1]", "overlaps"),
    (
      "{\"value\": 0, \"band\": \"low\"}", "{\"value\": 1, \"band\": \"mid\"}", "$.examples[0].expected.level",
      "gives 0.0, expected 1.0"
    ),
    ("\"index\": {\"refused\": \"missing\"}", "\"index\": 0", "$.examples[1].expected.index", "refused (missing), expected 0.0"),
    (
      "{\"level\": {\"refused\": \"missing\"}}", "{\"level\": 0}", "$.examples[2].expected.level",
      "refused (missing), expected 0.0"
    ),
    ("[\"c\", \"c#3\"]", "[\"c\"]", "$.examples[3].hidden", "hidden are c, c#3"),
    ("[\"b#4\", \"a#2\"]", "[\"b#4\"]", "$.examples[4].invalid", "refused are a#2, b#4"),
    ("\"alerts\": [\"x\"]", "\"alerts\": []", "$.examples[1].alerts", "alerts are x"),
    ("\"index\": 0, \"profile\": 12, ", "\"index\": 0, ", "$.scales[2]", "no example says"),
  ]

  @Test(arguments: changes.indices) func oneChangeIsFound(_ index: Int) throws {
    let (from, to, path, message) = Self.changes[index]
    let changed = Self.good.replacing(from, with: to, maxReplacements: 1)
    try #require(changed != Self.good, "the change did nothing: \(from)")
    let problems = try Sample.problems(changed)
    #expect(problems.contains { $0.path == path && $0.message.contains(message) }, "\(problems)")
  }

  @Test func conditionsBetweenItemsInACircleAreNamed() {
    let items = [
      Sample.scaleItem("a", showWhen: .answered(item: "c")), Sample.scaleItem("b", showWhen: .answered(item: "a")),
      Sample.scaleItem("c", showWhen: .answered(item: "b")), Sample.scaleItem("d", showWhen: .answered(item: "e")),
      Sample.scaleItem("e"),
    ]
    let problems = Sample.definition(items).problems()
    #expect(problems.map(\.path) == [".items[0].showWhen", ".items[3].showWhen"])
    #expect(problems[0].message.contains("\"c\" comes later and depends on \"a\" again: they go in a circle"))
    #expect(!problems[1].message.contains("circle"))
  }

  @Test func scalesInACircleAreNamedAndNotFollowed() {
    var scales = [("s", "t"), ("t", "u"), ("u", "s")].map { id, other in
      InstrumentDefinition.Scale(
        id: id, title: Sample.words(id), rule: .combine(constant: 0, terms: [.init(scale: other)]), items: [],
        range: .init(min: 0, max: 9),
        format: .digits)
    }
    scales[0].bands = [.init(code: "x", from: 0, to: 9, label: Sample.words("x"))]
    let problems = Sample.definition([Sample.scaleItem("a")], scales).problems()
    #expect(
      problems.contains {
        $0.path == ".scales[0].terms[0].scale"
          && $0.message.contains("\"t\" comes later and looks at \"s\" again: they go in a circle")
      }, "\(problems)")
  }

  @Test func anAlertOverTwoGroupsThatRepeatIsRefused() {
    var (a, b) = (Sample.scaleItem("a"), Sample.scaleItem("b"))
    (a.group, b.group) = ("g", "h")
    var definition = Sample.definition([a, b])
    definition.groups = ["g", "h"].map { .init(id: $0, label: Sample.words($0), repeats: .init(max: 2)) }
    definition.alerts = [.init(id: "x", when: .any([.answered(item: "a"), .answered(item: "b")]), message: Sample.words("x"))]
    #expect(definition.problems().map(\.path) == [".alerts[0].when"])
  }

  @Test func weightedSumsMayBeBandedAsWholeNumbersOrAsALine() {
    for (to, from, holds) in [(4.0, 5.0, true), (5.0, 5.0, true), (3.0, 5.0, false)] {
      var scale = Sample.scale("s", .linear(constant: 0, terms: [.init(item: "a", weight: 2)]), ["a"])
      scale.range = .init(min: 0, max: 10)
      scale.bandsSource = "test"
      scale.bands = [
        .init(code: "x", from: 0, to: to, label: Sample.words("x")),
        .init(code: "y", from: from, to: 10, label: Sample.words("y")),
      ]
      let example = InstrumentDefinition.Example(
        name: "e", source: "t", answers: ["a": .number(1)], expected: ["s": .value(2, band: nil)])
      let problems = Sample.definition([Sample.scaleItem("a", 0...5)], [scale], examples: [example]).problems()
      #expect(problems.isEmpty == holds, "\(problems)")
    }
  }

  @Test func theNewKeysAreRead() throws {
    let definition = try #require(try Sample.definition(json: Self.good))
    #expect(definition.validDays == 90 && definition.screen)
    #expect(definition.gate == .init(certificate: "prism", abstinenceDays: 28))
    #expect(definition.groups[0].page == 2 && definition.groups[0].repeats?.max == 3)
    #expect(definition.scale("least")?.hidden == true)
    #expect(definition.scale("profile")?.format == .digits)
    #expect(definition.scale("index")?.normLines.map(\.value) == [30])
    #expect(definition.scale("index")?.rule == .combine(constant: -25, terms: [.init(scale: "least", weight: 25)]))
  }

  @Test func theNewPartsAreDescribedInBothLanguages() throws {
    let definition = try #require(try Sample.definition(json: Self.good))
    let da = definition.described(.da)
    for text in [
      "Et svar gælder i 90 dage.", "En screening er ikke en diagnose.", "certifikatet prism", "28 dage uden brug",
      "Stof [g], side 2, kan besvares op til 3 gange", "Gentages med [g]", "Hjælpeskala", "Skrives som cifre",
      "Linje 30: norm (test)",
      "-25 + 25 × [least]", "2 (høj) når „Y“ er „ja“", "1 (mellem) når skalaen „Indeks“ er mindst 50", "0 (lav) ellers",
      "min(a, b)",
    ] { #expect(da.contains(text), "\(text)") }
    let en = definition.described(.en)
    for text in [
      "An answer counts as current for 90 days.", "A screening is not a diagnosis.", "certificate prism", "28 days without use",
      "Drug [g], page 2, can be answered up to 3 times", "Repeats with [g]", "A helper", "Written as digits",
      "Line 30: norm (test)",
      "2 (high) when “Y” is “yes”", "1 (medium) when the scale “Index” is at least 50", "0 (low) otherwise",
    ] { #expect(en.contains(text), "\(text)") }
  }

  @Test func aReferenceToADefinitionCarriesItsHash() {
    let hash = String(repeating: "0a", count: 32)
    let reference = InstrumentReference("who-5@2#\(hash)")
    #expect(reference == InstrumentReference(id: "who-5", version: 2, hash: hash))
    #expect(reference?.text == "who-5@2#\(hash)" && reference?.key == "who-5@2" && reference?.scoring == Scoring.version)
    for wrong in [
      "who-5@2", "who-5#\(hash)", "@2#\(hash)", "who-5@0#\(hash)", "who-5@2#\(hash)0", "who-5@2#\(hash.uppercased())",
    ] {
      #expect(InstrumentReference(wrong) == nil, "\(wrong)")
    }
  }
}
