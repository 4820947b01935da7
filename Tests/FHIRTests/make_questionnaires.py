#!/usr/bin/env python3
"""Writes the questionnaires of Tests/FHIRTests/Questionnaires: each construct alone, then combined. All content is made up.

Run it after a change here and commit what it writes; the tests read the files only.
"""
import itertools
import json
import pathlib

FOLDER = pathlib.Path(__file__).parent / "Questionnaires"
CORE = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/"


def ext(url, **value):
    return {"url": url, **value}


def control(code):
    coding = [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": code}]
    return ext(CORE + "questionnaire-itemControl", valueCodeableConcept={"coding": coding})


def item(link, kind, text=None, **more):
    return {"linkId": link, "text": text or f"Question {link}", "type": kind, **more}


def coding(code, display=None, weight=None, how="ordinalValue", system=None):
    value = {"code": code, "display": display or f"Option {code}"}
    if system:
        value = {"system": system, **value}
    if weight is None:
        return {"valueCoding": value}
    weighted = ext(CORE + how, valueDecimal=weight)
    if how == "itemWeight":
        return {"valueCoding": {"extension": [weighted], **value}}
    return {"extension": [weighted], "valueCoding": value}


def choice(link, codes=("a", "b", "c"), kind="choice", **more):
    return item(link, kind, answerOption=[coding(c) for c in codes], **more)


def weighted(link, how="ordinalValue", **more):
    return item(link, "choice", answerOption=[coding(f"w{n}", f"Step {n}", n, how) for n in range(4)], **more)


def when(question, operator, **answer):
    return {"question": question, "operator": operator, **answer}


def group(link, items, **more):
    return {"linkId": link, "text": f"Part {link}", "type": "group", "item": items, **more}


def limits(low, high, kind="valueInteger"):
    return [ext(CORE + "minValue", **{kind: low}), ext(CORE + "maxValue", **{kind: high})]


def calculated(link, expression, **more):
    value = {"language": "text/fhirpath", "expression": expression}
    return item(link, "decimal", f"Total {link}", readOnly=True, extension=[ext(SDC + "sdc-questionnaire-calculatedExpression", valueExpression=value)], **more)


def unit(code, display):
    value = {"system": "http://unitsofmeasure.org", "code": code, "display": display}
    return ext(CORE + "questionnaire-unit", valueCoding=value)


def danish(text):
    return {"extension": [ext(CORE + "translation", extension=[ext("lang", valueCode="da"), ext("content", valueString=text)])]}


made = {}


def form(key, *items, **more):
    made[key] = {
        "resourceType": "Questionnaire", "language": "en", "url": f"http://example.org/fhir/Questionnaire/{key}", "version": "1",
        "title": f"Made-up form: {key}", "status": "active", **more, "item": list(items),
    }


# Each kind alone.
form("boolean", item("q1", "boolean"))
form("integer", item("q1", "integer"))
form("integer-limits", item("q1", "integer", extension=limits(0, 30)))
form("integer-unit", item("q1", "integer", extension=limits(0, 30) + [unit("d", "days")]))
form("integer-negative", item("q1", "integer", extension=limits(-5, 5)))
form("decimal", item("q1", "decimal"))
form("decimal-places", item("q1", "decimal", extension=[ext(CORE + "maxDecimalPlaces", valueInteger=2)]))
form("decimal-limits", item("q1", "decimal", extension=limits(0.5, 9.5, "valueDecimal") + [ext(CORE + "maxDecimalPlaces", valueInteger=1)]))
form("quantity", item("q1", "quantity", extension=[unit("kg", "kg")]))
form("quantity-option", item("q1", "quantity", extension=[ext(CORE + "questionnaire-unitOption", valueCoding={"code": "cm", "display": "cm"})]))
form("quantity-bare", item("q1", "quantity"))
form("date", item("q1", "date"))
form("string", item("q1", "string"))
form("string-length", item("q1", "string", maxLength=40))
form("text", item("q1", "text"))
form("text-length", item("q1", "text", maxLength=2000, required=True))
form("display", item("d1", "display"), item("q1", "boolean"))
form("slider", item("q1", "integer", extension=limits(0, 10) + [control("slider"), ext(CORE + "questionnaire-sliderStepValue", valueInteger=1)]))
form("help", item("q1", "integer", item=[{"linkId": "q1-help", "text": "Count whole days.", "type": "display", "extension": [control("help")]}]))
form("required", item("q1", "boolean", required=True), item("q2", "boolean", required=False))

# Choices.
form("choice", choice("q1"))
form("choice-several", choice("q1", repeats=True))
form("choice-radio", choice("q1", extension=[control("radio-button"), ext(CORE + "questionnaire-choiceOrientation", valueCode="horizontal")]))
form("choice-system", item("q1", "choice", answerOption=[coding(c, system="http://example.org/codes") for c in ("LA1-1", "LA2-2")]))
form("choice-strings", item("q1", "choice", answerOption=[{"valueString": s} for s in ("Never", "Now and then", "Often")]))
form("choice-integers", item("q1", "choice", answerOption=[{"valueInteger": n} for n in (1, 2, 5)]))
form("choice-no-display", item("q1", "choice", answerOption=[{"valueCoding": {"code": c}} for c in ("yes", "no")]))
form("choice-ordinal", weighted("q1"))
form("choice-weight", weighted("q1", "itemWeight"))
both = [{"valueCoding": {"extension": [ext(CORE + u, valueDecimal=n) for u in ("itemWeight", "ordinalValue")], "code": f"b{n}", "display": f"B {n}"}} for n in range(3)]
form("choice-both-weights", item("q1", "choice", answerOption=both))
form("choice-half-weights", item("q1", "choice", answerOption=[coding("a", weight=0.5), coding("b", weight=1.25)]))
form("choice-some-weights", item("q1", "choice", answerOption=[coding("a", weight=1), coding("b", weight=2), coding("unknown")]))
form("open-choice", choice("q1", kind="open-choice"))
form("open-choice-several", choice("q1", kind="open-choice", repeats=True, maxLength=80))
form("open-choice-label", choice("q1", kind="open-choice", extension=[ext(SDC + "sdc-questionnaire-openLabel", valueString="Something else")]))
concepts = [{"code": c, "display": f"Concept {c}"} for c in ("x", "y", "z")]
include = {"system": "http://example.org/x", "concept": concepts}
form("value-set-compose", item("q1", "choice", answerValueSet="#vs"), contained=[{"resourceType": "ValueSet", "id": "vs", "status": "active", "compose": {"include": [include]}}])
form("value-set-expansion", item("q1", "choice", answerValueSet="#vs"), contained=[{"resourceType": "ValueSet", "id": "vs", "status": "active", "expansion": {"timestamp": "2020-01-01", "contains": concepts}}])

# Conditions: every operator, on every kind it can be asked of.
form("when-exists", item("q1", "text"), item("q2", "boolean", enableWhen=[when("q1", "exists", answerBoolean=True)]))
form("when-not-exists", item("q1", "date"), item("q2", "boolean", enableWhen=[when("q1", "exists", answerBoolean=False)]))
form("when-boolean", item("q1", "boolean"), item("q2", "text", enableWhen=[when("q1", "=", answerBoolean=True)]))
form("when-boolean-not", item("q1", "boolean"), item("q2", "text", enableWhen=[when("q1", "!=", answerBoolean=True)]))
form("when-coding", choice("q1"), item("q2", "text", enableWhen=[when("q1", "=", answerCoding={"code": "b"})]))
form("when-coding-not", choice("q1"), item("q2", "text", enableWhen=[when("q1", "!=", answerCoding={"code": "b", "display": "Option b"})]))
form("when-coding-any", choice("q1"), item("q2", "text", enableBehavior="any", enableWhen=[when("q1", "=", answerCoding={"code": c}) for c in "ab"]))
form("when-several", choice("q1", repeats=True), item("q2", "text", enableBehavior="all", enableWhen=[when("q1", "=", answerCoding={"code": c}) for c in "ab"]))
form("when-string", item("q1", "choice", answerOption=[{"valueString": s} for s in ("Yes", "Not yet")]), item("q2", "text", enableWhen=[when("q1", "=", answerString="Not yet")]))
for name, operator in {"equal": "=", "not-equal": "!=", "above": ">", "below": "<", "at-least": ">=", "at-most": "<="}.items():
    form(f"when-integer-{name}", item("q1", "integer"), item("q2", "text", enableWhen=[when("q1", operator, answerInteger=3)]))
    form(f"when-decimal-{name}", item("q1", "decimal"), item("q2", "text", enableWhen=[when("q1", operator, answerDecimal=2.5)]))
form("when-quantity", item("q1", "quantity", extension=[unit("kg", "kg")]), item("q2", "text", enableWhen=[when("q1", ">", answerQuantity={"value": 80, "unit": "kg"})]))
form("when-slider", item("q1", "integer", extension=limits(0, 10) + [control("slider")]), item("q2", "text", enableWhen=[when("q1", ">=", answerInteger=7)]))
mixed = [when("q1", "=", answerBoolean=True), when("q2", ">", answerInteger=2), when("q3", "exists", answerBoolean=True)]
for behavior in ("all", "any"):
    form(f"when-mixed-{behavior}", item("q1", "boolean"), item("q2", "integer"), item("q3", "date"), item("q4", "text", enableBehavior=behavior, enableWhen=mixed))
form("when-chain", item("q1", "boolean"), item("q2", "boolean", enableWhen=[when("q1", "=", answerBoolean=True)]), item("q3", "text", enableWhen=[when("q2", "=", answerBoolean=True)]))
form("when-display", item("q1", "boolean"), item("d1", "display", enableWhen=[when("q1", "=", answerBoolean=False)]))

# Groups.
form("group", group("g1", [item("q1", "boolean"), item("q2", "text")]))
form("groups", group("g1", [item("q1", "boolean")]), item("q2", "text"), group("g2", [item("q3", "date")]))
form("group-when", item("q1", "boolean"), group("g1", [item("q2", "text"), item("q3", "text", enableWhen=[when("q2", "exists", answerBoolean=True)])], enableWhen=[when("q1", "=", answerBoolean=True)]))
form("group-when-any", choice("q1"), group("g1", [item("q2", "text"), item("q3", "integer")], enableBehavior="any", enableWhen=[when("q1", "=", answerCoding={"code": c}) for c in "ac"]))
form("group-nested", group("g1", [item("q1", "boolean"), group("g2", [item("q2", "text")]), item("q3", "date")]))
form("group-without-text", {"linkId": "g1", "type": "group", "item": [item("q1", "boolean"), item("q2", "boolean")]})
form("group-repeats", group("g1", [item("q1", "text"), item("q2", "integer")], repeats=True, extension=[ext(CORE + "questionnaire-maxOccurs", valueInteger=4)]))
form("group-repeats-when", group("g1", [item("q1", "boolean"), item("q2", "text", enableWhen=[when("q1", "=", answerBoolean=True)])], repeats=True, extension=[ext(CORE + "questionnaire-maxOccurs", valueInteger=3)]))
form("group-required", group("g1", [item("q1", "boolean", required=True), item("q2", "text")], required=True))
form("group-table", group("g1", [weighted("q1"), weighted("q2")], extension=[control("table")]))
form("below-question", item("q1", "boolean", item=[item("q1.1", "text"), item("q1.2", "integer")]), item("q2", "date"))
form("below-question-display", item("q1", "text", item=[item("q1.1", "display", "Take your time.")]))

# Sums.
four = [f"q{n}" for n in range(1, 5)]
named = " or ".join(f"linkId='{q}'" for q in four)
inside = "|".join(f"'{q}'" for q in four)
form("sum-descendants", *[weighted(q) for q in four], calculated("total", f"%resource.descendants().where({named}).answer.value.ordinal().sum()"))
form("sum-weight", *[weighted(q, "itemWeight") for q in four], calculated("total", f"%resource.item.where({named}).answer.value.weight().sum()"))
form("sum-group", group("g1", [weighted(q, "itemWeight") for q in four]), calculated("total", "%resource.item.where(linkId='g1').item.answer.value.weight().sum()"))
form("sum-repeat", group("g1", [weighted(q) for q in four]), calculated("total", f"%resource.repeat(item).where(linkId in ({inside})).answer.value.ordinal().aggregate($this + $total, 0)"))
counted = f"%resource.descendants().where(linkId in ({inside})).answer.value"
form("sum-all-needed", *[weighted(q) for q in four], calculated("total", f"iif({counted}.count() = 4, {counted}.weight().sum(), {{}})"))
form("sum-numbers", *[item(q, "integer", extension=limits(0, 5)) for q in four], calculated("total", f"%resource.item.where({named}).answer.value.sum()"))
two = [calculated(f"part{n}", f"%resource.item.where(linkId='{a}' or linkId='{b}').answer.value.ordinal().sum()") for n, (a, b) in enumerate((("q1", "q2"), ("q3", "q4")), 1)]
form("sum-two", *[weighted(q) for q in four], *two)

# Texts, and what is listed and left out.
form("translated", item("q1", "boolean", "Do you sleep well?", _text=danish("Sover du godt?")), _title=danish("Opdigtet skema"))
form("danish", item("q1", "boolean", "Sover du godt?"), language="da")
form("no-language", item("q1", "boolean"))
del made["no-language"]["language"]
form("administrative", item("q1", "boolean", prefix="1.", code=[{"system": "http://example.org/c", "code": "c1"}], definition="http://example.org/d#x"), id="adm", meta={"profile": ["http://example.org/p"]}, name="Administrative", experimental=True, date="2020-01-01", publisher="Nobody", subjectType=["Patient"], purpose="Made up", description="A form that nobody uses.", copyright="Nobody's, do as you like")
form("text-from-code", {"linkId": "q1", "type": "boolean", "code": [{"code": "c1", "display": "Sleeps well"}]})
form("rendering", item("q1", "boolean", extension=[ext(CORE + "rendering-style", valueString="color: red"), ext(CORE + "designNote", valueMarkdown="big")], _text={"extension": [ext(CORE + "rendering-markdown", valueMarkdown="**Sleep**")]}))
form("version-text", item("q1", "boolean"), version="2.1.0", status="draft")

# Combined: pairs of kinds, in a group and under a condition.
kinds = {
    "boolean": lambda q, **m: item(q, "boolean", **m), "choice": choice, "weights": weighted,
    "integer": lambda q, **m: item(q, "integer", extension=limits(0, 9), **m),
    "decimal": lambda q, **m: item(q, "decimal", **m), "text": lambda q, **m: item(q, "text", maxLength=100, **m),
    "date": lambda q, **m: item(q, "date", **m), "open": lambda q, **m: choice(q, kind="open-choice", **m),
}
tests = {
    "boolean": when("q1", "=", answerBoolean=True), "choice": when("q1", "!=", answerCoding={"code": "a"}),
    "weights": when("q1", "=", answerCoding={"code": "w2"}), "integer": when("q1", "<=", answerInteger=4),
    "decimal": when("q1", ">", answerDecimal=0.5), "text": when("q1", "exists", answerBoolean=True),
    "date": when("q1", "exists", answerBoolean=False), "open": when("q1", "exists", answerBoolean=True),
}
for one, two in itertools.permutations(kinds, 2):
    if (list(kinds).index(one) + list(kinds).index(two)) % 3 == 0:
        form(f"pair-{one}-{two}", kinds[one]("q1"), group("g1", [kinds[two]("q2", required=True), item("d1", "display")], enableWhen=[tests[one]]))
many = [item("q1", "boolean", required=True), choice("q2", kind="open-choice"), group("g1", [weighted(f"s{n}", required=True) for n in range(1, 6)]), group("g2", [item("c1", "text"), item("c2", "date")], repeats=True, extension=[ext(CORE + "questionnaire-maxOccurs", valueInteger=6)]), item("q3", "integer", extension=limits(0, 100) + [unit("%", "percent")], enableBehavior="any", enableWhen=[when("q1", "=", answerBoolean=True), when("s5", "=", answerCoding={"code": "w3"})])]
form("whole-form", *many, calculated("total", "%resource.item.where(linkId='g1').item.answer.value.weight().sum()"), description="Everything together.")

FOLDER.mkdir(exist_ok=True)
for old in FOLDER.glob("*.json"):
    old.unlink()
for name, questionnaire in made.items():
    (FOLDER / f"{name}.json").write_text(json.dumps(questionnaire, indent=1, ensure_ascii=False) + "\n")
print(len(made), "questionnaires")
