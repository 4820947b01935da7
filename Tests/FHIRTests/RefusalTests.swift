import Base
import FHIR
import Instruments
import Testing

/// What cannot be represented is refused, and the path says where.
@Suite struct RefusalTests {
  static func refusals(_ item: String, root: String = "", choices: FHIRQuestionnaire.Choices = .init()) throws -> [FHIRRefusal] {
    let text = """
      {"resourceType": "Questionnaire", "language": "en", "url": "http://example.org/q", "title": "T", "status": "active" \(root),
       "item": [{"linkId": "first", "type": "boolean", "text": "First"}, \(item)]}
      """
    do throws(FHIRRefusals) {
      _ = try FHIRQuestionnaire.read(Array(text.utf8), choices: choices)
      return []
    } catch { return error.refusals }
  }

  func expect(
    _ item: String, _ path: String, _ reason: FHIRRefusal.Reason, root: String = "", line: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Self.refusals(item, root: root)
    #expect(found.contains(FHIRRefusal(path: path, reason: reason)), "\(found)", sourceLocation: line)
    for refusal in found { #expect(!refusal.line(.da).isEmpty && refusal.line(.da) != refusal.line(.en), sourceLocation: line) }
  }

  @Test func typesWithoutAKind() throws {
    for type in ["time", "dateTime", "url", "attachment", "reference", "question", "coding"] {
      try expect(#"{"linkId": "a", "type": "\#(type)", "text": "A"}"#, "$.item[1].type", .itemType(type))
    }
  }

  @Test func elements() throws {
    let choice =
      #""type": "choice", "text": "A", "answerOption": [{"valueCoding": {"code": "x"}}, {"valueCoding": {"code": "y"}}]"#
    try expect(
      #"{"linkId": "a", "type": "text", "text": "A", "initial": [{"valueString": "x"}]}"#, "$.item[1].initial",
      .unsupported(.initial))
    try expect(#"{"linkId": "a", "type": "text", "text": "A", "readOnly": true}"#, "$.item[1].readOnly", .unsupported(.readOnly))
    try expect(#"{"linkId": "a", "type": "text", "text": "A", "repeats": true}"#, "$.item[1].repeats", .unsupported(.repeats))
    try expect(
      #"{"linkId": "a", "type": "integer", "text": "A", "maxLength": 3}"#, "$.item[1].maxLength", .unsupported(.maxLength))
    try expect(#"{"linkId": "a", "type": "text", "text": "A", "colour": "red"}"#, "$.item[1].colour", .unknownElement("colour"))
    try expect(#"{"linkId": "a", "type": "text", "text": "A", "text": "B"}"#, "$.item[1].text", .doubleKey)
    try expect(#"{"type": "text", "text": "A"}"#, "$.item[1]", .missing("linkId"))
    try expect(#"{"linkId": "a", "text": "A"}"#, "$.item[1]", .missing("type"))
    try expect(#"{"linkId": "a", "type": "text"}"#, "$.item[1]", .missing("text"))
    try expect(#"{"linkId": "first", "type": "text", "text": "A"}"#, "$.item[1].linkId", .doubleLinkId("first"))
    try expect(#"{"linkId": "/a 1", "type": "text", "text": "A"}"#, "$.item[1].linkId", .notACode("/a 1"))
    try expect(#"{"linkId": "a", "type": "choice", "text": "A"}"#, "$.item[1]", .missing("answerOption"))
    try expect(
      #"{"linkId": "a", "type": "choice", "text": "A", "answerValueSet": "http://example.org/vs"}"#, "$.item[1].answerValueSet",
      .unsupported(.valueSet))
    try expect(#"{"linkId": "a", \#(choice), "item": [3]}"#, "$.item[1].item[0]", .wrongKind(expected: "{ }"))
  }

  @Test func valuesOfAnotherKindAreNotPassedOver() throws {
    try expect(
      #"{"linkId": "a", "type": "text", "text": "A", "repeats": "true"}"#, "$.item[1].repeats",
      .wrongKind(expected: "true or false"))
    try expect(
      #"{"linkId": "a", "type": "text", "text": "A", "enableWhen": {"question": "first"}}"#, "$.item[1].enableWhen",
      .wrongKind(expected: "an array"))
    try expect(#"{"linkId": "a", "type": "group", "text": "A", "item": {}}"#, "$.item[1].item", .wrongKind(expected: "an array"))
    let limit = #"{"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1}"#
    try expect(
      #"{"linkId": "a", "type": "integer", "text": "A", "extension": [\#(limit), \#(limit)]}"#, "$.item[1].extension[1]",
      .doubleKey)
    let places = #"{"url": "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces", "valueString": "2"}"#
    try expect(
      #"{"linkId": "a", "type": "decimal", "text": "A", "extension": [\#(places)]}"#, "$.item[1].extension[0]",
      .wrongKind(expected: "valueInteger"))
  }

  @Test func options() throws {
    func choice(_ options: String) -> String { #"{"linkId": "a", "type": "choice", "text": "A", "answerOption": [\#(options)]}"# }
    let ordinal = #"{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 1}"#
    let weight = #"{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 2}"#
    try expect(
      choice(#"{"valueDate": "2020-01-01"}, {"valueDate": "2020-01-02"}"#), "$.item[1].answerOption[0].valueDate",
      .unsupported(.optionType))
    try expect(
      choice(#"{"valueCoding": {"code": "x"}}, {"valueCoding": {"code": "x"}}"#), "$.item[1].answerOption[1]",
      .unsupported(.doubleOption))
    try expect(
      choice(#"{"valueCoding": {"code": "x"}, "initialSelected": true}"#), "$.item[1].answerOption[0].initialSelected",
      .unsupported(.initial))
    try expect(choice(#"{"valueCoding": {"code": "x y"}}"#), "$.item[1].answerOption[0].valueCoding.code", .notACode("x y"))
    try expect(choice(#"{"valueCoding": {"display": "x"}}"#), "$.item[1].answerOption[0].valueCoding", .missing("code"))
    try expect(
      choice(#"{"extension": [\#(ordinal)], "valueCoding": {"extension": [\#(weight)], "code": "x"}}"#),
      "$.item[1].answerOption[0].extension[0]", .unsupported(.twoWeights))
    let alone = try Self.refusals(choice(#"{"valueCoding": {"code": "x"}}"#))
    #expect(alone.map(\.path) == ["$.item[1]"])
  }

  @Test func extensions() throws {
    let url = "http://example.org/fhir/StructureDefinition/strange"
    let strange = #"{"url": "\#(url)", "valueBoolean": true}"#
    let hidden = #"{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}"#
    func text(_ extension: String, key: String = "extension") -> String {
      #"{"linkId": "a", "type": "text", "text": "A", "\#(key)": [\#(`extension`)]}"#
    }
    try expect(text(strange), "$.item[1].extension[0]", .unknownExtension(url))
    try expect(text(strange, key: "modifierExtension"), "$.item[1].modifierExtension[0]", .modifierExtension(url))
    try expect(text(hidden), "$.item[1].extension[0]", .unsupported(.hidden))
    try expect(text("{}"), "$.item[1].extension[0]", .missing("url"))
    try expect(
      text(#"{"url": "https://brobygger.dk/fhir/StructureDefinition/new", "valueCode": "x"}"#), "$.item[1].extension[0]",
      .ownExtension("new"))
    try expect(
      text(#"{"url": "https://brobygger.dk/fhir/StructureDefinition/condition", "valueString": "{\"item\": 3}"}"#),
      "$.item[1].extension[0]", .ownExtension("condition"))
    try expect(
      text(#"{"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 1}"#), "$.item[1].extension[0]",
      .unsupported(.limit))
    try expect(
      text(#"{"url": "http://hl7.org/fhir/StructureDefinition/regex", "valueString": "[a-z]"}"#), "$.item[1].extension[0]",
      .unknownExtension("http://hl7.org/fhir/StructureDefinition/regex"))
    try expect(text(""), "$.extension[0]", .unknownExtension(url), root: #", "extension": [\#(strange)]"#)
    try expect(text(""), "$.implicitRules", .unsupported(.implicitRules), root: #", "implicitRules": "http://example.org/r""#)
  }

  @Test func conditions() throws {
    func when(_ entry: String, _ more: String = "") -> String {
      #"{"linkId": "a", "type": "text", "text": "A", "enableWhen": [\#(entry)] \#(more)}"#
    }
    let yes = #"{"question": "first", "operator": "=", "answerBoolean": true}"#
    try expect(
      when(#"{"question": "later", "operator": "exists", "answerBoolean": true}"#), "$.item[1].enableWhen[0].question",
      .unknownLinkId("later"))
    try expect(
      when(#"{"question": "first", "operator": ">", "answerBoolean": true}"#), "$.item[1].enableWhen[0]",
      .condition(item: "first", kind: "choice"))
    try expect(
      when(#"{"question": "first", "operator": "~", "answerBoolean": true}"#), "$.item[1].enableWhen[0].operator",
      .unsupported(.conditionOperator))
    try expect(when(#"{"question": "first", "operator": "="}"#), "$.item[1].enableWhen[0]", .missing("operator, answer[x]"))
    try expect(
      when(#"{"question": "first", "operator": "=", "answerString": "maybe"}"#), "$.item[1].enableWhen[0].answerString",
      .unknownOption("maybe"))
    try expect(when("\(yes), \(yes)"), "$.item[1]", .missing("enableBehavior"))
    let date =
      #"{"linkId": "d", "type": "date", "text": "D"}, {"linkId": "a", "type": "text", "text": "A", "enableWhen": [{"question": "d", "operator": ">", "answerDate": "2020-01-01"}]}"#
    try expect(date, "$.item[2].enableWhen[0]", .condition(item: "d", kind: "date"))
    let expression =
      #"{"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression", "valueExpression": {"expression": "true"}}"#
    try expect(
      #"{"linkId": "a", "type": "text", "text": "A", "extension": [\#(expression)]}"#, "$.item[1].extension[0]",
      .unsupported(.enableWhenExpression))
    // That a condition can never hold is found by the definition's own check, and said here.
    let never = try Self.refusals(
      #"""
      {"linkId": "n", "type": "integer", "text": "N", "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0},
        {"url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 5}]},
      {"linkId": "a", "type": "text", "text": "A", "enableWhen": [{"question": "n", "operator": ">", "answerInteger": 9}]}
      """#)
    #expect(never.map(\.path) == ["$.item[2]"])
  }

  @Test func groups() throws {
    let inner = #"{"linkId": "a", "type": "text", "text": "A"}"#
    let limit = #""extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs", "valueInteger": 3}]"#
    let endless = #"{"linkId": "g", "type": "group", "text": "G", "repeats": true, "item": [\#(inner)]}"#
    try expect(endless, "$.item[1].repeats", .unsupported(.unlimitedRepeats))
    #expect(try Self.refusals(endless, choices: .init(maxRounds: 5)).isEmpty)
    try expect(
      #"{"linkId": "g", "type": "group", "text": "G", "repeats": true, \#(limit), "item": [{"linkId": "h", "type": "group", "text": "H", "item": [\#(inner)]}]}"#,
      "$.item[1].item[0]", .unsupported(.nestedRepeats))
    try expect(
      #"{"linkId": "g", "type": "group", "text": "G", "required": true, "item": [\#(inner)]}"#, "$.item[1].required",
      .unsupported(.requiredGroup))
  }

  @Test func openChoices() throws {
    let open = #"{"linkId": "a", "type": "open-choice", "text": "A", "answerOption": [{"valueString": "x"}]}"#
    #expect(try Self.refusals(open).isEmpty)
    let taken = #"{"linkId": "a.open-answer", "type": "text", "text": "T"}, \#(open)"#
    try expect(taken, "$.item[2]", .unsupported(.openAnswer))
    try expect(
      #"{"linkId": "a", "type": "open-choice", "text": "A", "answerValueSet": "http://example.org/vs"}"#,
      "$.item[1].answerValueSet",
      .unsupported(.valueSet))
  }

  @Test func sums() throws {
    func total(_ expression: String) -> String {
      let url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
      return #"""
        {"linkId": "n", "type": "integer", "text": "N"},
        {"linkId": "t", "type": "decimal", "text": "T", "readOnly": true,
         "extension": [{"url": "\#(url)", "valueExpression": {"language": "text/fhirpath", "expression": "\#(expression)"}}]}
        """#
    }
    #expect(try Self.refusals(total("%resource.item.where(linkId='n').answer.value.sum()")).isEmpty)
    for expression in [
      "%resource.item.where(linkId='n').answer.value.sum() * 4", "today()", "%resource.item.where(linkId='n').answer.value.max()",
      "%resource.item.where(linkId!='n').answer.value.sum()",
      "%resource.item.where(linkId='n' and linkId='m').answer.value.sum()",
    ] {
      try expect(total(expression), "$.item[2].extension[0]", .expression)
    }
    // The path reaches items of the questionnaire's own level only.
    let nested = #"{"linkId": "g", "type": "group", "text": "G", "item": [{"linkId": "k", "type": "integer", "text": "K"}]}, "#
    try expect(nested + total("%resource.item.where(linkId='k').answer.value.sum()"), "$.item[3]", .unknownLinkId("k"))
    #expect(try Self.refusals(nested + total("%resource.item.item.where(linkId='k').answer.value.sum()")).isEmpty)
    try expect(total("%resource.item.where(linkId='m').answer.value.sum()"), "$.item[2]", .unknownLinkId("m"))
    // A yes and a no count for nothing.
    let first = try Self.refusals(total("%resource.item.where(linkId='first').answer.value.weight().sum()"))
    #expect(first.map(\.path) == ["$.item[2]"])
  }

  @Test func whatIsNoQuestionnaire() throws {
    func path(_ text: String) -> String? {
      do throws(FHIRRefusals) {
        _ = try FHIRQuestionnaire.read(Array(text.utf8))
        return nil
      } catch { return error.refusals.first?.path }
    }
    #expect(path("{") == "line 1, column 2")
    #expect(path("[]") == "$")
    #expect(path(#"{"resourceType": "Patient"}"#) == "$.resourceType")
    #expect(path(#"{"resourceType": "Questionnaire", "title": "T", "status": "active", "item": []}"#) == "$.item")
    #expect(FHIRRefusal.Feature.allCases.allSatisfy { !$0.words.da.isEmpty && $0.words.da != $0.words.en })
  }

  @Test func renamingIsAChoice() throws {
    let text = #"""
      {"resourceType": "Questionnaire", "title": "T", "url": "http://example.org/LL 358-3", "version": "2", "item": [
        {"linkId": "/44250-9", "type": "choice", "text": "A", "answerOption": [{"valueCoding": {"code": "a/1"}}, {"valueCoding": {"code": "b"}}]},
        {"linkId": "/2", "type": "text", "text": "B", "enableWhen": [{"question": "/44250-9", "operator": "exists", "answerBoolean": true}]}]}
      """#
    let reading = try FHIRQuestionnaire.read(Array(text.utf8), choices: .init(renames: true))
    #expect(reading.definition.key == "ll-358-3@2")
    #expect(reading.definition.items.map(\.id) == ["44250-9", "2"])
    #expect(reading.definition.items[1].showWhen == .answered(item: "44250-9"))
    #expect(reading.notes.contains(FHIRNote(kind: .adapted, path: "$.item[0].linkId", name: "/44250-9 → 44250-9")))
  }
}
