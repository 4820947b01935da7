import Base
import Instruments

/// Conditions as enableWhen, and as an extension where that cannot say the whole.
struct ConditionWriter {
  struct Written {
    var entries: [JSONTree]
    var behavior: String
    var extensions: [JSONTree]
  }

  let definition: InstrumentDefinition

  func write(_ condition: ItemCondition) -> Written {
    let said = enableWhen(condition)
    if let said, ConditionReader.meaning(said.entries, said.behavior, definition) == condition {
      return Written(entries: said.entries, behavior: said.behavior, extensions: [])
    }
    // The whole condition for us; for others the same as enableWhen where that is possible, else as FHIRPath.
    var extensions: [JSONTree] = [.ext(.condition, json: condition.tree)]
    if said == nil {
      let value = JSONTree.object([
        .init("language", .string("text/fhirpath")), .init("expression", .string(path(condition))),
      ])
      extensions.append(.ext(FHIRNames.enableWhen, "valueExpression", value))
    }
    return Written(entries: said?.entries ?? [], behavior: said?.behavior ?? "all", extensions: extensions)
  }

  private func enableWhen(_ condition: ItemCondition) -> (entries: [JSONTree], behavior: String)? {
    switch condition {
    case .all(let parts):
      let each = parts.map { entries($0) }
      guard !parts.isEmpty, each.allSatisfy({ $0?.count == 1 }) else { return nil }
      return (each.flatMap { $0 ?? [] }, "all")
    case .any(let parts):
      let each = parts.map { entries($0) }
      guard !parts.isEmpty, each.allSatisfy({ $0 != nil }) else { return nil }
      return (each.flatMap { $0 ?? [] }, "any")
    default: return entries(condition).map { ($0, "any") }
    }
  }

  /// What one comparison is as entries of which any holds; nil when it cannot be said so.
  private func entries(_ condition: ItemCondition) -> [JSONTree]? {
    func entry(_ item: String, _ operation: String, _ key: String, _ value: JSONTree) -> JSONTree {
      .object([.init("question", .string(item)), .init("operator", .string(operation)), .init(key, value)])
    }
    func coded(_ item: InstrumentDefinition.Item, _ operation: String, _ code: String) -> JSONTree {
      item.isBoolean
        ? entry(item.id, operation, "answerBoolean", .bool(code == "true"))
        : entry(item.id, operation, "answerCoding", .object([.init("code", .string(code))]))
    }
    switch condition {
    case .answered(let item): return [entry(item, "exists", "answerBoolean", .bool(true))]
    case .not(.answered(let item)): return [entry(item, "exists", "answerBoolean", .bool(false))]
    case .oneOf(let id, let codes):
      guard let item = definition.item(id), item.isCoded || item.isBoolean, !codes.isEmpty else { return nil }
      if codes.contains(FHIRNames.openAnswer), definition.openText(of: id) != nil { return nil }
      return codes.map { coded(item, "=", $0) }
    case .not(.oneOf(let id, let codes)):
      guard let item = definition.item(id), item.isCoded || item.isBoolean, codes.count == 1 else { return nil }
      if codes.contains(FHIRNames.openAnswer), definition.openText(of: id) != nil { return nil }
      return [coded(item, "!=", codes[0])]
    case .compare(let id, let how, let value):
      guard let item = definition.item(id) else { return nil }
      if item.isNamedLine, case .scale(let line) = item.kind {
        let codes = (line.min...line.max).filter { how.holds(Double($0), value) }
        return codes.isEmpty ? nil : codes.map { coded(item, "=", String($0)) }
      }
      return [entry(id, how.fhir, key(item, value), .decimal(value))]
    case .not(.compare(let id, .equals, let value)):
      guard let item = definition.item(id) else { return nil }
      if item.isNamedLine, let whole = Int(exactly: value) { return [coded(item, "!=", String(whole))] }
      return item.isNamedLine ? nil : [entry(id, "!=", key(item, value), .decimal(value))]
    case .not, .all, .any, .compareScale: return nil
    }
  }

  private func key(_ item: InstrumentDefinition.Item, _ value: Double) -> String {
    item.isInteger && Int32(exactly: value) != nil ? "answerInteger" : "answerDecimal"
  }

  // MARK: - FHIRPath

  private func path(_ condition: ItemCondition) -> String {
    func answer(_ item: String) -> String { "%resource.descendants().where(linkId = '\(item)').answer" }
    switch condition {
    case .all(let parts): return parts.isEmpty ? "true" : "(\(parts.map(path).joined(separator: " and ")))"
    case .any(let parts): return parts.isEmpty ? "false" : "(\(parts.map(path).joined(separator: " or ")))"
    case .not(let part): return "(\(path(part))).not()"
    case .answered(let item): return "\(answer(item)).value.exists()"
    case .oneOf(let id, let codes):
      let isBoolean = definition.item(id)?.isBoolean ?? false
      let tests = codes.map { code in
        if isBoolean { return "value = \(code)" }
        return code == FHIRNames.openAnswer && definition.openText(of: id) != nil ? "value is string" : "value.code = '\(code)'"
      }
      return "\(answer(id)).where(\(tests.joined(separator: " or "))).exists()"
    case .compare(let id, let how, let value):
      let subject = definition.item(id)?.isNamedLine == true ? "value.code.toDecimal()" : "value"
      guard case .number(let text) = JSONTree.decimal(value) else { return "false" }
      return "\(answer(id)).where(\(subject) \(how.fhir) \(text)).exists()"
    case .compareScale: return "false"
    }
  }
}

extension ItemCondition.Comparison {
  /// FHIR's operator.
  var fhir: String {
    switch self {
    case .above: ">"
    case .atLeast: ">="
    case .below: "<"
    case .atMost: "<="
    case .equals: "="
    }
  }

  init?(fhir: String) {
    guard let found = ItemCondition.Comparison.allCases.first(where: { $0.fhir == fhir }) else { return nil }
    self = found
  }

  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .above: a > b
    case .atLeast: a >= b
    case .below: a < b
    case .atMost: a <= b
    case .equals: a == b
    }
  }
}
