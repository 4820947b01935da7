import Base
import Instruments

extension QuestionnaireReader {
  /// Where items stand: below which heading, and under what condition of those around them.
  struct Place {
    var group: InstrumentDefinition.Group?
    var groupPath = ""
    var condition: ItemCondition?
  }

  func walk(_ nodes: [FHIRNode], _ place: Place) {
    for node in nodes {
      guard case .object = node.tree else {
        findings.refuse(node.path, .wrongKind(expected: "{ }"))
        continue
      }
      guard let type = node["type"]?.string else {
        findings.refuse(node.path, .missing("type"))
        continue
      }
      if type == "group" { group(node, place) } else { item(node, type, place) }
    }
  }

  // MARK: - Groups

  private func group(_ node: FHIRNode, _ place: Place) {
    findings.keys(
      node, read: ["linkId", "type", "text", "item", "enableWhen", "enableBehavior", "repeats", "required", "readOnly"],
      listed: ["code", "definition"], shown: ["prefix"])
    let found = findings.extensions(
      node, [FHIRNames.maxOccurs, FHIRNames.itemControl, FHIRNames.hidden, FHIRNames.enableWhen],
      own: [.group, .page, .condition])
    _ = control(found)
    if let flag = found.first(FHIRNames.hidden), flag.value?.node.bool != false { findings.refuse(flag.path, .hidden) }
    if let flag = node["readOnly"], flag.bool != false { findings.refuse(flag.path, .readOnly) }
    guard let linked = id(of: node) else { return }
    let id = found.value(.group)?.string ?? linked
    if found.value(.group) != nil { ids.remove(linked) }
    var repeats: InstrumentDefinition.Repeats?
    if node["repeats"]?.bool == true {
      let limit = found.value(FHIRNames.maxOccurs)?.int ?? choices.maxRounds
      if let limit, limit >= 2 {
        repeats = InstrumentDefinition.Repeats(max: limit)
        if found.value(FHIRNames.maxOccurs) == nil { findings.note(.adapted, "\(node.path).repeats", "repeats → \(limit)") }
      } else {
        findings.refuse("\(node.path).repeats", .unlimitedRepeats)
      }
    }
    if place.group?.repeats != nil || (repeats != nil && place.group != nil && containsGroup(node)) {
      findings.refuse(node.path, .nestedRepeats)
    }
    var label = words(node, "text")
    if let outer = place.group?.label {
      // A definition has one level of headings: the outer one is said with the inner.
      label = label.map { Words(da: "\(outer.da) – \($0.da)", en: "\(outer.en) – \($0.en)") } ?? outer
      findings.note(.adapted, node.path, "group in a group")
    } else if label == nil {
      findings.note(.adapted, node.path, "group without text")
    }
    let condition = joined(place.condition, self.condition(node, found))
    let group = InstrumentDefinition.Group(
      id: id, label: label ?? Words(da: id, en: id), page: found.value(.page)?.int ?? 1, repeats: repeats)
    let start = items.count
    walk(node.list("item"), Place(group: group, groupPath: node.path, condition: condition))
    if node["required"]?.bool == true, !items[start...].contains(where: { $0.required && $0.showWhen == condition }) {
      findings.refuse("\(node.path).required", .requiredGroup)
    }
  }

  private func containsGroup(_ node: FHIRNode) -> Bool {
    node.list("item").contains { $0["type"]?.string == "group" || containsGroup($0) }
  }

  private func joined(_ outer: ItemCondition?, _ inner: ItemCondition?) -> ItemCondition? {
    func parts(_ condition: ItemCondition) -> [ItemCondition] {
      if case .all(let parts) = condition { return parts }
      return [condition]
    }
    guard let outer, let inner else { return outer ?? inner }
    return outer == inner ? outer : .all(parts(outer) + parts(inner))
  }

  // MARK: - Items

  private func item(_ node: FHIRNode, _ type: String, _ place: Place) {
    findings.keys(
      node,
      read: [
        "linkId", "type", "text", "item", "enableWhen", "enableBehavior", "repeats", "required", "readOnly", "maxLength",
        "answerOption", "answerValueSet", "initial",
      ], listed: ["code", "definition"], shown: ["prefix"])
    let openLabel = FHIRNames.sdc + "sdc-questionnaire-openLabel"
    let found = findings.extensions(
      node,
      [
        FHIRNames.minValue, FHIRNames.maxValue, FHIRNames.decimals, FHIRNames.unit, FHIRNames.unitOption, FHIRNames.hidden,
        FHIRNames.itemControl, FHIRNames.sliderStep, FHIRNames.calculated, FHIRNames.enableWhen, FHIRNames.maxOccurs,
        FHIRNames.minOccurs, openLabel,
      ], own: [.direction, .wave, .kind, .points, .condition, .score])
    guard let id = id(of: node) else { return }
    if found.first(FHIRNames.calculated) != nil {
      calculated(node, id, found)
      return
    }
    refuseUnheld(node, type, found)
    guard let label = label(node) else { return }
    let repeats = node["repeats"]?.bool == true
    guard let kind = kind(node, type, found, repeats: repeats) else { return }
    if repeats {
      if case .choices = kind {} else { findings.refuse("\(node.path).repeats", .repeats) }
    }
    var item = InstrumentDefinition.Item(
      id: id, kind: kind, label: label, group: place.group?.id, required: node["required"]?.bool ?? false,
      showWhen: joined(place.condition, condition(node, found)), waves: found.texts(.wave))
    if let node = found.first(.direction) {
      if let value = node.value?.node.string.flatMap(InstrumentDefinition.Direction.init) {
        item.direction = value
      } else {
        findings.refuse(node.path, .ownExtension("direction"))
      }
    }
    if let group = place.group, !groups.contains(where: { $0.id == group.id }) {
      groups.append(group)
      groupPaths.append(place.groupPath)
    }
    let help = node.list("item").first { isHelp($0) }
    if let help { item.hint = hint(help) }
    add(item, node.path)
    if type == "open-choice" { open(item, node) }
    below(node, item, place, help)
  }

  private func add(_ item: InstrumentDefinition.Item, _ path: String) {
    items.append(item)
    itemPaths.append(path)
  }

  /// What FHIR can say of any item and a definition cannot.
  private func refuseUnheld(_ node: FHIRNode, _ type: String, _ found: FHIRExtensions) {
    if let value = node["initial"] { findings.refuse(value.path, .initial) }
    if let flag = node["readOnly"], flag.bool != false, type != "display" { findings.refuse(flag.path, .readOnly) }
    if let flag = found.first(FHIRNames.hidden), flag.value?.node.bool != false { findings.refuse(flag.path, .hidden) }
    if let entry = found.first(FHIRNames.maxOccurs) { findings.refuse(entry.path, .optionCount) }
    if let entry = found.first(FHIRNames.minOccurs), !(entry.value?.node.int == 1 && node["required"]?.bool == true) {
      findings.refuse(entry.path, .optionCount)
    }
    if let length = node["maxLength"], !["string", "text", "open-choice"].contains(type) {
      findings.refuse(length.path, .maxLength)
    }
    if !["integer", "decimal", "quantity"].contains(type) {
      for url in [FHIRNames.minValue, FHIRNames.maxValue, FHIRNames.decimals, FHIRNames.unit, FHIRNames.unitOption] {
        if let entry = found.first(url) { findings.refuse(entry.path, .limit) }
      }
    }
    if let places = found.first(FHIRNames.decimals), places.value?.node.int == nil {
      findings.refuse(places.path, .wrongKind(expected: "valueInteger"))
    }
    for own in [Own.wave, .kind] where found.all(own).count != found.texts(own).count {
      findings.refuse(node.path, .ownExtension(own.rawValue))
    }
    if let kind = found.first(.kind), kind.value?.node.string != "scale" { findings.refuse(kind.path, .ownExtension("kind")) }
    if let step = found.first(FHIRNames.sliderStep), step.value?.node.double != 1 { findings.refuse(step.path, .sliderStep) }
    if !type.hasSuffix("choice") {
      for key in ["answerOption", "answerValueSet"] where !(type == "integer" && key == "answerOption") {
        if let options = node[key] { findings.refuse(options.path, .optionType) }
      }
    }
  }

  private func label(_ node: FHIRNode) -> Words? {
    if let words = words(node, "text") { return words }
    for code in node.list("code") {
      if let words = words(code, "display") {
        findings.note(.adapted, node.path, "text from code")
        return words
      }
    }
    findings.refuse(node.path, .missing("text"))
    return nil
  }

  /// The codes of itemControl; whether a slider is among them. The others are for display only.
  private func control(_ found: FHIRExtensions) -> Set<String> {
    guard let entry = found.first(FHIRNames.itemControl) else { return [] }
    if let concept = entry.value?.node {
      findings.keys(concept, read: ["coding"], shown: ["text"])
      for coding in concept.list("coding") { findings.keys(coding, read: ["system", "code"], shown: ["display", "version"]) }
    }
    let codes = Set((entry.value?.node.list("coding") ?? []).compactMap { $0["code"]?.string })
    if codes.isEmpty { findings.note(.displayOnly, entry.path, "itemControl") }
    for code in codes.sorted() where code != "slider" && code != "help" {
      findings.note(.displayOnly, entry.path, "itemControl \(code)")
    }
    return codes
  }

  // MARK: - What stands below a question

  private func isHelp(_ node: FHIRNode) -> Bool {
    guard node["type"]?.string == "display", node.list("enableWhen").isEmpty else { return false }
    return node.list("extension").contains { entry in
      entry["url"]?.string == FHIRNames.itemControl
        && (entry.value?.node.list("coding") ?? []).contains { $0["code"]?.string == "help" }
    }
  }

  private func hint(_ node: FHIRNode) -> Words? {
    findings.keys(node, read: ["linkId", "type", "text"], listed: ["code", "definition"], shown: ["prefix"])
    _ = control(findings.extensions(node, [FHIRNames.itemControl]))
    if let id = id(of: node) { ids.remove(id) }
    return label(node)
  }

  /// Items below a question follow it; questions there are asked when it has an answer, for in a response they stand under the answer.
  private func below(_ node: FHIRNode, _ item: InstrumentDefinition.Item, _ place: Place, _ help: FHIRNode?) {
    for child in node.list("item") where child.path != help?.path {
      if case .choices = item.kind { findings.refuse(child.path, .nestedInRepeats) }
      findings.note(.adapted, child.path, "item below a question")
      var inner = place
      if child["type"]?.string == "display" || item.kind == .info {
        inner.condition = item.showWhen
      } else {
        inner.condition = joined(item.showWhen, .answered(item: item.id))
      }
      if child["type"]?.string == "group", place.group?.repeats != nil { findings.refuse(child.path, .nestedRepeats) }
      walk([child], inner)
    }
  }

  /// The open answer of an open-choice: one more option, and a text item right after that carries the words.
  private func open(_ item: InstrumentDefinition.Item, _ node: FHIRNode) {
    guard let text = item.openText(maxLength: node["maxLength"]?.int), ids.insert(text.id).inserted else {
      findings.refuse(node.path, .openAnswer)
      return
    }
    findings.note(.adapted, node.path, "open-choice → \(text.id)")
    add(text, node.path)
  }

  // MARK: - Conditions

  private func condition(_ node: FHIRNode, _ found: FHIRExtensions) -> ItemCondition? {
    if let entry = found.first(.condition) {
      let tree = entry.value?.node.string.flatMap { try? JSONTree.parse(text: $0) }
      let problems = ProblemCollector()
      let read = tree.flatMap { tree in
        JSONReader.read(.object([.init("when", tree)]), file: "", problems: problems) {
          InstrumentDefinition.readCondition($0, "when")
        }
      }
      guard let condition = read ?? nil, problems.isEmpty else {
        findings.refuse(entry.path, .ownExtension(Own.condition.rawValue))
        return nil
      }
      ownConditions.append((node, condition))
      return condition
    }
    if let entry = found.first(FHIRNames.enableWhen) { findings.refuse(entry.path, .enableWhenExpression) }
    let entries = node.list("enableWhen")
    guard !entries.isEmpty else { return nil }
    let behavior = node["enableBehavior"]?.string
    if entries.count > 1, behavior != "all", behavior != "any" {
      findings.refuse(node.path, .missing("enableBehavior"))
      return nil
    }
    let reader = ConditionReader(findings: findings) { [self] linkId in
      linkIds[linkId].flatMap { id in items.first { $0.id == id } }
    }
    return reader.read(entries, behavior: behavior ?? "any")
  }

  /// What stands beside our extensions for others must be what we would write; else somebody has changed one of them.
  func contradictions(_ definition: InstrumentDefinition) {
    func bytes(_ trees: [JSONTree]) -> [UInt8] { JSONTree.array(trees).canonical }
    for (node, condition) in ownConditions {
      let written = ConditionWriter(definition: definition).write(condition)
      let said = node.list("extension").filter { $0["url"]?.string == FHIRNames.enableWhen }
      let isSame =
        bytes(node.list("enableWhen").map(\.tree)) == bytes(written.entries)
        && bytes(said.map(\.tree)) == bytes(Array(written.extensions.dropFirst()))
        && (written.entries.count < 2 || node["enableBehavior"]?.string == written.behavior)
      if !isSame { findings.refuse(node.path, .contradiction) }
    }
    for (node, id, expression) in ownScores {
      let written = definition.scale(id).flatMap { CalculatedSum.expression($0, definition) }
      if written != expression { findings.refuse(node.path, .contradiction) }
    }
  }

  // MARK: - Calculated items

  private func calculated(_ node: FHIRNode, _ id: String, _ found: FHIRExtensions) {
    ids.remove(id)
    if let value = found.value(FHIRNames.calculated) {
      findings.keys(value, read: ["language", "expression"], listed: ["name", "description"])
    }
    if let score = found.first(.score) {
      if !ownScales.contains(score.value?.node.string ?? "") { findings.refuse(score.path, .ownExtension(Own.score.rawValue)) }
      ownScores.append((node, score.value?.node.string ?? "", found.value(FHIRNames.calculated)?["expression"]?.string))
      return
    }
    let entry = found.first(FHIRNames.calculated) ?? node
    guard let expression = entry.value?.node["expression"]?.string, let reading = CalculatedSum.read(expression),
      ["integer", "decimal", "quantity"].contains(node["type"]?.string ?? "")
    else {
      findings.refuse(entry.path, .expression)
      return
    }
    if node["readOnly"]?.bool != true { findings.note(.adapted, node.path, "calculated item") }
    for key in ["enableWhen", "initial", "item", "answerOption", "answerValueSet"] {
      if let value = node[key] { findings.refuse(value.path, .expression) }
    }
    findings.note(.adapted, node.path, "calculatedExpression → scale \(id)")
    if let title = label(node) { sums.append((node, id, title, reading)) }
  }

  // MARK: - Kinds

  private func kind(
    _ node: FHIRNode, _ type: String, _ found: FHIRExtensions, repeats: Bool
  ) -> InstrumentDefinition.Kind? {
    let controls = control(found)
    switch type {
    case "display": return .info
    case "boolean": return .choice(InstrumentDefinition.Item.yesNo)
    case "choice", "open-choice":
      guard var options = options(node) else { return nil }
      if found.value(.kind)?.string == "scale" { return line(options, node) }
      if type == "open-choice" {
        let label = found.first(FHIRNames.sdc + "sdc-questionnaire-openLabel").flatMap { words($0, "valueString") }
        options.append(.init(code: FHIRNames.openAnswer, label: label ?? Words(da: "Andet", en: "Other")))
      }
      return repeats ? .choices(options) : .choice(options)
    case "integer":
      if node["answerOption"] != nil { return options(node).map { repeats ? .choices($0) : .choice($0) } }
      if controls.contains("slider"), let low = found.value(FHIRNames.minValue)?.int,
        let high = found.value(FHIRNames.maxValue)?.int
      {
        return points(found, low, high)
      }
      return number(found, decimals: 0)
    case "decimal", "quantity": return number(found, decimals: found.value(FHIRNames.decimals)?.int)
    case "string", "text":
      if type == "string" { findings.note(.displayOnly, node.path, "string as text") }
      if let length = node["maxLength"], length.int == nil { findings.refuse(length.path, .maxLength) }
      return .text(maxLength: node["maxLength"]?.int)
    case "date": return .date
    default:
      findings.refuse("\(node.path).type", .itemType(type))
      return nil
    }
  }

  private func line(_ options: [InstrumentDefinition.Option], _ node: FHIRNode) -> InstrumentDefinition.Kind? {
    let points = options.compactMap { option in
      Int(option.code).map { InstrumentDefinition.ScaleRange.Point(value: $0, label: option.label) }
    }
    guard points.count == options.count, let low = points.first?.value, let high = points.last?.value else {
      findings.refuse(node.path, .ownExtension(Own.kind.rawValue))
      return nil
    }
    return .scale(.init(min: low, max: high, points: points))
  }

  private func points(_ found: FHIRExtensions, _ low: Int, _ high: Int) -> InstrumentDefinition.Kind? {
    guard let entry = found.first(.points) else { return .scale(.init(min: low, max: high)) }
    let problems = ProblemCollector()
    let tree = entry.value?.node.string.flatMap { try? JSONTree.parse(text: $0) }
    let read = tree.flatMap { tree in
      JSONReader.read(.object([.init("points", tree)]), file: "", problems: problems) { r in
        r.array("points") { InstrumentDefinition.ScaleRange.Point(value: $0.int("value"), label: $0.words("label")) }
      }
    }
    guard let read, problems.isEmpty else {
      findings.refuse(entry.path, .ownExtension(Own.points.rawValue))
      return nil
    }
    return .scale(.init(min: low, max: high, points: read))
  }

  private func number(_ found: FHIRExtensions, decimals: Int?) -> InstrumentDefinition.Kind {
    func limit(_ url: String) -> Double? {
      guard let value = found.value(url) else { return nil }
      if let number = value.double ?? value["value"]?.double { return number }
      findings.refuse(value.path, .limit)
      return nil
    }
    var unit: Words?
    let named = found.entries.filter { $0.url == FHIRNames.unit || $0.url == FHIRNames.unitOption }
    if named.count > 1 { findings.refuse(named[1].node.path, .units) }
    if let coding = named.first?.node.value?.node {
      findings.keys(coding, read: ["code", "display"], listed: ["system", "version"])
      unit = words(coding, "display") ?? coding["code"]?.string.map { Words(da: $0, en: $0) }
      if let code = coding["code"]?.string, coding["display"] != nil { findings.note(.notKept, coding.path, "unit code \(code)") }
    }
    return .number(
      .init(min: limit(FHIRNames.minValue), max: limit(FHIRNames.maxValue), decimals: decimals, unit: unit))
  }
}
