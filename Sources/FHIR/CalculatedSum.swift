import Base
import Instruments

/// Sums as FHIRPath: those that are written, and the few shapes that are understood.
enum CalculatedSum {
  /// What an expression adds up.
  struct Reading: Equatable {
    /// The linkIds of items, or of groups whose items are meant.
    var linkIds: [String]
    /// The items of the groups named are meant.
    var below: Bool
    /// There is a value only when all have answers.
    var needsAll: Bool
    /// The level the items named stand on, 1 for the questionnaire's own; nil is any level.
    var depth: Int?
  }

  /// The expression of a scale; nil for what is no plain sum of answers given once.
  static func expression(_ scale: InstrumentDefinition.Scale, _ definition: InstrumentDefinition) -> String? {
    guard case .sum = scale.rule else { return nil }
    let items = scale.items.compactMap { definition.item($0) }
    let repeating = Set(definition.groups.filter { $0.repeats != nil }.map(\.id))
    guard items.count == scale.items.count, !items.isEmpty, items.allSatisfy({ !repeating.contains($0.group ?? "") }) else {
      return nil
    }
    let reversed = Set(scale.reversed)
    let forward = items.filter { !reversed.contains($0.id) }
    let backward = items.filter { reversed.contains($0.id) }
    var sum = forward.isEmpty ? "0" : total(forward)
    if !backward.isEmpty {
      let ends = backward.compactMap(\.bounds)
      guard ends.count == backward.count,
        case .number(let top) = JSONTree.decimal(ends.reduce(0) { $0 + $1.lowerBound + $1.upperBound })
      else { return nil }
      sum += " + \(top) - \(total(backward))"
    }
    switch scale.missing {
    case .refuse: return "iif(\(chosen(items)).count() = \(items.count), \(sum), {})"
    case .substitute(0, 1) where backward.isEmpty: return sum
    case .substitute, .prorate, .itemwise: return nil
    }
  }

  private static func chosen(_ items: [InstrumentDefinition.Item]) -> String {
    let names = items.map { "'\($0.id)'" }.joined(separator: "|")
    return "%resource.descendants().where(linkId in (\(names))).answer.value"
  }

  private static func total(_ items: [InstrumentDefinition.Item]) -> String {
    let coded = items.filter { $0.isCoded || $0.isBoolean }
    let numbers = items.filter { !($0.isCoded || $0.isBoolean) }
    if numbers.isEmpty { return "\(chosen(coded)).weight().sum()" }
    if coded.isEmpty { return "\(chosen(numbers)).sum()" }
    return "\(chosen(coded)).weight().combine(\(chosen(numbers))).sum()"
  }

  // MARK: - Reading

  /// Understands `%resource.item.where(linkId = 'a' or linkId = 'b').answer.value.weight().sum()` and its like: with `descendants()`,
  /// `repeat(item)` or several `item`, with `linkId in ('a'|'b')`, with `ordinal()`, of the items below a group, and with `iif` about a
  /// count. Nil for anything else.
  static func read(_ expression: String) -> Reading? {
    let text = expression.filter { !$0.isWhitespace }
    guard text.hasPrefix("iif(") else { return sum(text) }
    guard text.hasSuffix(",{})") else { return nil }
    let inner = text.dropFirst(4).dropLast(4)
    guard let marker = inner.firstRange(of: ".count()="), let comma = inner[marker.upperBound...].firstIndex(of: ","),
      let needed = Int(inner[marker.upperBound..<comma]),
      var reading = sum(String(inner[inner.index(after: comma)...])),
      let counted = sum(inner[..<marker.lowerBound] + ".sum()"), counted == reading,
      !reading.below, needed == reading.linkIds.count
    else { return nil }
    reading.needsAll = true
    return reading
  }

  private static func sum(_ text: String) -> Reading? {
    var rest = Substring(text)
    func take(_ word: String) -> Bool {
      guard rest.hasPrefix(word) else { return false }
      rest = rest.dropFirst(word.count)
      return true
    }
    guard take("%resource") || take("%questionnaireResponse") else { return nil }
    var depth: Int? = 0
    if take(".descendants()") || take(".repeat(item)") {
      depth = nil
    } else {
      while take(".item") { depth = (depth ?? 0) + 1 }
    }
    guard depth != 0, take(".where("), let close = closing(rest), let names = linkIds(rest[..<close]) else { return nil }
    rest = rest[rest.index(after: close)...]
    let below = take(".item")
    guard take(".answer.value") else { return nil }
    _ = take(".weight()") || take(".ordinal()")
    guard take(".sum()") || take(".aggregate($this+$total,0)"), rest.isEmpty else { return nil }
    return Reading(linkIds: names, below: below, needsAll: false, depth: depth)
  }

  /// The place of the bracket that closes what is open at the start.
  private static func closing(_ text: Substring) -> Substring.Index? {
    var depth = 0
    var quoted = false
    for index in text.indices {
      switch text[index] {
      case "'": quoted.toggle()
      case "(" where !quoted: depth += 1
      case ")" where !quoted:
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
    }
    return nil
  }

  /// The names in `linkId='a'orlinkId='b'` and `linkIdin('a'|'b')`.
  private static func linkIds(_ text: Substring) -> [String]? {
    let parts: [Substring]
    if text.hasPrefix("linkIdin("), text.hasSuffix(")") {
      parts = text.dropFirst(9).dropLast().split(separator: "|", omittingEmptySubsequences: false)
    } else {
      let named = text.split(separator: "orlinkId=", omittingEmptySubsequences: false)
      guard let first = named.first, first.hasPrefix("linkId=") else { return nil }
      parts = [first.dropFirst(7)] + named.dropFirst()
    }
    var names: [String] = []
    for part in parts {
      guard part.count > 2, part.hasPrefix("'"), part.hasSuffix("'"), !part.dropFirst().dropLast().contains("'") else {
        return nil
      }
      names.append(String(part.dropFirst().dropLast()))
    }
    return Set(names).count == names.count ? names : nil
  }
}
