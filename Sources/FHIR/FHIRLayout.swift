import Base
import Instruments

/// How a definition stands as a questionnaire: which group holds which items, and the linkIds that are no item's id.
struct FHIRLayout {
  /// Items in a row that stand under the same heading, or under none.
  struct Segment {
    var group: InstrumentDefinition.Group?
    var linkId: String
    var items: [InstrumentDefinition.Item]
  }

  let segments: [Segment]
  /// The linkId of the hint below an item.
  let hints: [String: String]
  /// The linkId of the item that shows a scale's sum.
  let scores: [String: String]

  init(_ definition: InstrumentDefinition) {
    var taken = Set(definition.items.map(\.id))
    func free(_ wanted: String) -> String {
      var name = wanted
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(wanted)-\(number)"
        number += 1
      }
      return name
    }
    var segments: [Segment] = []
    for item in definition.items {
      let group = definition.groups.first { $0.id == item.group }
      if let last = segments.indices.last, segments[last].group?.id == group?.id {
        segments[last].items.append(item)
      } else {
        segments.append(Segment(group: group, linkId: group.map { free($0.id) } ?? "", items: [item]))
      }
    }
    self.segments = segments
    hints = Dictionary(
      definition.items.filter { $0.hint != nil }.map { ($0.id, free("\($0.id).hint")) }, uniquingKeysWith: { first, _ in first })
    scores = Dictionary(
      definition.scales.map { ($0.id, free("score.\($0.id)")) }, uniquingKeysWith: { first, _ in first })
  }
}

extension InstrumentDefinition.Item {
  /// A yes and a no, as FHIR's boolean has them.
  static let yesNo: [InstrumentDefinition.Option] = [
    .init(code: "true", label: Words(da: "Ja", en: "Yes")), .init(code: "false", label: Words(da: "Nej", en: "No")),
  ]

  var isBoolean: Bool { kind == .choice(InstrumentDefinition.Item.yesNo) }

  /// A line on which every number has a name is written as a choice.
  var isNamedLine: Bool {
    guard case .scale(let line) = kind, line.points.first?.value == line.min, line.points.last?.value == line.max else {
      return false
    }
    return line.points.enumerated().allSatisfy { $1.value == line.min &+ $0 }
  }

  /// True when its answers are codes in FHIR.
  var isCoded: Bool {
    switch kind {
    case .choice, .choices: !isBoolean
    case .scale: isNamedLine
    case .number, .text, .date, .info: false
    }
  }

  /// Whether its numbers are FHIR integers, which have 32 bits.
  var isInteger: Bool {
    switch kind {
    case .scale: !isNamedLine
    case .number(let range):
      range.decimals == 0
        && [range.min, range.max].allSatisfy { $0.map { Int32(exactly: $0) != nil } ?? true }
    default: false
    }
  }

  /// The text item that carries the open answer of a choice.
  func openText(maxLength: Int?) -> InstrumentDefinition.Item? {
    guard let open = options.last, open.code == FHIRNames.openAnswer, open.weight == nil, open.waves.isEmpty else { return nil }
    return InstrumentDefinition.Item(
      id: "\(id).\(FHIRNames.openAnswer)", kind: .text(maxLength: maxLength), label: open.label, group: group,
      showWhen: .oneOf(item: id, [FHIRNames.openAnswer]), waves: waves)
  }

  /// Whether the item is what carries the open answer of the one before it.
  func carriesOpen(of item: InstrumentDefinition.Item) -> Bool {
    guard case .text(let length) = kind else { return false }
    return item.openText(maxLength: length) == self
  }
}

extension InstrumentDefinition {
  /// The text item that carries an item's open answer, when it stands right after it.
  func openText(of id: String) -> Item? {
    guard let place = items.firstIndex(where: { $0.id == id }), place + 1 < items.count else { return nil }
    return items[place + 1].carriesOpen(of: items[place]) ? items[place + 1] : nil
  }

  /// The address a definition is published at.
  var fhirURL: String { "https://brobygger.dk/fhir/Questionnaire/\(id)" }
}
