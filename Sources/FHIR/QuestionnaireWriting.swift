public import Base
public import Instruments

/// FHIR R4 questionnaires and definitions, both ways.
///
/// What FHIR has a place for stands there; the rest stands in extensions of our own, so that a definition goes out and comes in without
/// loss. A questionnaire from elsewhere comes in with a list of what became of everything that has no place here, or is refused with the
/// JSON path of everything that cannot be represented.
public enum FHIRQuestionnaire {
  /// The definition as a questionnaire.
  public static func write(_ definition: InstrumentDefinition) -> JSONTree {
    QuestionnaireWriter(definition: definition, layout: FHIRLayout(definition)).tree
  }
}

struct QuestionnaireWriter {
  let definition: InstrumentDefinition
  let layout: FHIRLayout

  var tree: JSONTree {
    var o = FHIRMembers()
    o.text("resourceType", "Questionnaire")
    o.text("language", "da")
    o.list("extension", rootExtensions)
    o.text("url", definition.fhirURL)
    o.text("version", String(definition.version))
    o.words("title", definition.title)
    o.text("status", "active")
    o.words("description", definition.purpose)
    o.text("copyright", definition.licence.terms)
    o.list("item", layout.segments.flatMap(segment) + definition.scales.compactMap(score))
    return o.tree
  }

  private var rootExtensions: [JSONTree] {
    let d = definition
    var list: [JSONTree] = [
      .ext(.wording, code: d.wording.rawValue), .ext(.source, text: d.source), .ext(.licenceClass, code: d.licence.kind.rawValue),
      .ext(.direction, code: d.direction.rawValue),
    ]
    list += [d.recallDays.map { .ext(.recallDays, integer: $0) }, d.validDays.map { .ext(.validDays, integer: $0) }]
      .compactMap(\.self)
    if d.screen { list.append(.ext(.screen, flag: true)) }
    if let name = d.gate?.certificate { list.append(.ext(.certificate, text: name)) }
    if let days = d.gate?.abstinenceDays { list.append(.ext(.abstinenceDays, integer: days)) }
    list += d.respondents.map { .ext(.respondent, code: $0.rawValue) }
    list.append(.ext(.subject, code: d.subject.rawValue))
    var order: [String] = []
    for segment in layout.segments {
      if let group = segment.group, !order.contains(group.id) { order.append(group.id) }
    }
    if order != d.groups.map(\.id) { list.append(.ext(.groups, json: .array(d.groups.map(\.tree)))) }
    list += d.scales.map { .ext(.scale, json: $0.tree) }
    list += d.alerts.map { .ext(.alert, json: $0.tree) }
    list += d.examples.map { .ext(.example, json: $0.tree) }
    return list
  }

  // MARK: - Items

  private func segment(_ segment: FHIRLayout.Segment) -> [JSONTree] {
    let items = segment.items.enumerated().filter { place, item in
      place == 0 || !item.carriesOpen(of: segment.items[place - 1])
    }.map { self.item($1) }
    guard let group = segment.group else { return items }
    var o = FHIRMembers()
    o.text("linkId", segment.linkId)
    var extensions: [JSONTree] = [.ext(.group, code: group.id)]
    if group.page != 1 { extensions.append(.ext(.page, integer: group.page)) }
    if let max = group.repeats?.max {
      extensions.append(.ext(FHIRNames.maxOccurs, "valueInteger", .number(String(max))))
    }
    o.list("extension", extensions)
    o.words("text", group.label)
    o.text("type", "group")
    o.set("repeats", group.repeats == nil ? nil : .bool(true))
    o.list("item", items)
    return [o.tree]
  }

  private func item(_ item: InstrumentDefinition.Item) -> JSONTree {
    let open = definition.openText(of: item.id)
    var o = FHIRMembers()
    o.text("linkId", item.id)
    var extensions = self.extensions(item)
    let when = item.showWhen.map(ConditionWriter(definition: definition).write)
    extensions += when?.extensions ?? []
    if open != nil, let label = item.options.last?.label {
      var value = FHIRMembers()
      value.text("url", FHIRNames.sdc + "sdc-questionnaire-openLabel")
      value.words("valueString", label)
      extensions.append(value.tree)
    }
    o.list("extension", extensions)
    o.words("text", item.label)
    o.text("type", type(item, isOpen: open != nil))
    o.list("enableWhen", when?.entries ?? [])
    if let when, when.entries.count > 1 { o.text("enableBehavior", when.behavior) }
    if item.required { o.set("required", .bool(true)) }
    if case .choices = item.kind { o.set("repeats", .bool(true)) }
    if case .text(let length?) = open?.kind ?? item.kind { o.set("maxLength", .number(String(length))) }
    o.list("answerOption", options(item, isOpen: open != nil))
    if let hint = item.hint { o.list("item", [self.hint(hint, layout.hints[item.id] ?? "\(item.id).hint")]) }
    return o.tree
  }

  private func type(_ item: InstrumentDefinition.Item, isOpen: Bool) -> String {
    switch item.kind {
    case .choice where item.isBoolean: "boolean"
    case .choice, .choices: isOpen ? "open-choice" : "choice"
    case .number: item.isInteger ? "integer" : "decimal"
    case .scale: item.isNamedLine ? "choice" : "integer"
    case .text: "text"
    case .date: "date"
    case .info: "display"
    }
  }

  private func extensions(_ item: InstrumentDefinition.Item) -> [JSONTree] {
    var list: [JSONTree] = []
    if item.direction != .none { list.append(.ext(.direction, code: item.direction.rawValue)) }
    list += item.waves.map { .ext(.wave, code: $0) }
    switch item.kind {
    case .number(let range):
      list += [limit(FHIRNames.minValue, range.min, item), limit(FHIRNames.maxValue, range.max, item)].compactMap(\.self)
      if !item.isInteger, let decimals = range.decimals {
        list.append(.ext(FHIRNames.decimals, "valueInteger", .number(String(decimals))))
      }
      if let unit = range.unit {
        var coding = FHIRMembers()
        coding.words("display", unit)
        list.append(.ext(FHIRNames.unit, "valueCoding", coding.tree))
      }
    case .scale(let line):
      list.append(.ext(.kind, code: "scale"))
      guard !item.isNamedLine else { break }
      list.append(.ext(FHIRNames.minValue, "valueInteger", .number(String(line.min))))
      list.append(.ext(FHIRNames.maxValue, "valueInteger", .number(String(line.max))))
      list.append(control("slider"))
      if !line.points.isEmpty, case .object(let members) = item.tree, let points = members.first(where: { $0.key == "points" }) {
        list.append(.ext(.points, json: points.value))
      }
    case .choice, .choices, .text, .date, .info: break
    }
    return list
  }

  private func limit(_ url: String, _ value: Double?, _ item: InstrumentDefinition.Item) -> JSONTree? {
    value.map { .ext(url, item.isInteger ? "valueInteger" : "valueDecimal", .decimal($0)) }
  }

  private func control(_ code: String) -> JSONTree {
    let coding = JSONTree.object([.init("system", .string(FHIRNames.itemControls)), .init("code", .string(code))])
    return .ext(FHIRNames.itemControl, "valueCodeableConcept", .object([.init("coding", .array([coding]))]))
  }

  private func hint(_ words: Words, _ linkId: String) -> JSONTree {
    var o = FHIRMembers()
    o.text("linkId", linkId)
    o.list("extension", [control("help")])
    o.words("text", words)
    o.text("type", "display")
    return o.tree
  }

  // MARK: - Options

  private func options(_ item: InstrumentDefinition.Item, isOpen: Bool) -> [JSONTree] {
    if item.isNamedLine, case .scale(let line) = item.kind {
      return line.points.map { option(String($0.value), $0.label, weight: Double($0.value), waves: []) }
    }
    guard item.isCoded else { return [] }
    return (isOpen ? item.options.dropLast() : item.options[...]).map {
      option($0.code, $0.label, weight: $0.weight, waves: $0.waves)
    }
  }

  private func option(_ code: String, _ label: Words, weight: Double?, waves: [String]) -> JSONTree {
    var coding = FHIRMembers()
    if let weight {
      // Both are written: readers of before and after SDC 4 find one they know.
      coding.list(
        "extension",
        [FHIRNames.itemWeight, FHIRNames.ordinalValue].map { .ext($0, "valueDecimal", .decimal(weight)) })
    }
    coding.text("code", code)
    coding.words("display", label)
    var o = FHIRMembers()
    o.list("extension", waves.map { .ext(.wave, code: $0) })
    o.set("valueCoding", coding.tree)
    return o.tree
  }

  // MARK: - Scales

  /// A sum is shown by an item that other programs can compute too; the scale itself stands in an extension of the whole.
  private func score(_ scale: InstrumentDefinition.Scale) -> JSONTree? {
    guard let expression = CalculatedSum.expression(scale, definition), let linkId = layout.scores[scale.id] else { return nil }
    var o = FHIRMembers()
    o.text("linkId", linkId)
    let value = JSONTree.object([.init("language", .string("text/fhirpath")), .init("expression", .string(expression))])
    o.list("extension", [.ext(.score, code: scale.id), .ext(FHIRNames.calculated, "valueExpression", value)])
    o.words("text", scale.title)
    o.text("type", "decimal")
    o.set("readOnly", .bool(true))
    return o.tree
  }
}
