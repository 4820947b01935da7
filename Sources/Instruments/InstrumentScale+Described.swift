import Base

extension InstrumentDefinition.Scale {
  func described(_ language: Language, in definition: InstrumentDefinition) -> [String] {
    func say(_ da: String, _ en: String) -> String { Words(da: da, en: en)[language] }
    var lines = ["\(title[language]) [\(id)]: \(ruleText)"]
    lines += classLines(language, in: definition)
    if hidden { lines.append("   " + say("Hjælpeskala, vises ikke", "A helper, not shown")) }
    if format == .digits { lines.append("   " + say("Skrives som cifre", "Written as digits")) }
    if !reversed.isEmpty { lines.append("   \(say("Vendt", "Reversed")): \(reversed.joined(separator: ", "))") }
    if !isDerived { lines.append("   " + missingText[language] + (missingSource.map { " (\($0))" } ?? "")) }
    if let low = range.min { lines.append("   \(plain(low)) – \(range.max.map(plain) ?? "…")") }
    if !normLines.isEmpty {
      lines += normLines.map { "   \(say("Linje", "Line")) \(plain($0.value)): \($0.label[language]) (\($0.source))" }
    }
    for band in bands { lines.append("   \(plain(band.from))-\(plain(band.to)): \(band.label[language])") }
    if let cutOff {
      let mark = cutOff.verified ? "" : say(" – ikke efterprøvet", " – unverified")
      let side = cutOff.side == .atOrAbove ? "≥" : "<"
      lines.append("   \(side) \(plain(cutOff.value)): \(cutOff.label[language]) (\(cutOff.source)\(mark))")
    }
    if let change {
      let limit = Fraction(change.threshold)?.rounded(decimals: 2)?.double ?? change.threshold
      lines.append("   \(say("Sikker ændring: mere end", "Reliable change: more than")) \(limit) (\(change.source))")
    }
    return lines
  }

  /// The classes in the order they are tried, with the names of their values.
  private func classLines(_ language: Language, in definition: InstrumentDefinition) -> [String] {
    switch rule {
    case .combine:
      let text = Words(
        da: "Mangler en af skalaerne en værdi, gives ingen score", en: "With one of the scales without a value there is no score")
      return ["   " + text[language]]
    case .classify(let classes, let otherwise):
      func named(_ value: Double) -> String {
        plain(value) + (bands.isEmpty ? "" : band(for: value).map { " (\($0.label[language]))" } ?? "")
      }
      let when = Words(da: "når", en: "when")[language]
      let last = Words(
        da: "ellers, når alle skalaens stillede punkter er besvaret",
        en: "otherwise, when every item of the scale that is asked has an answer")
      return classes.map { "   \(named($0.value)) \(when) \($0.when.described(by: definition)[language])" }
        + ["   \(named(otherwise)) \(last[language])"]
    case .sum, .mean, .count, .max, .min, .linear: return []
    }
  }

  private var ruleText: String {
    switch rule {
    case .sum: "sum(\(items.joined(separator: ", ")))"
    case .mean: "mean(\(items.joined(separator: ", ")))"
    case .max: "max(\(items.joined(separator: ", ")))"
    case .min: "min(\(items.joined(separator: ", ")))"
    case .combine(let constant, let terms):
      terms.reduce(constant == 0 ? "" : plain(constant)) { text, term in
        let factor =
          (term.weight == 1 ? "" : "\(plain(term.weight)) × ") + "[\(term.scale)]"
          + (term.divisor == 1 ? "" : "/\(plain(term.divisor))")
        return text.isEmpty ? factor : "\(text) + \(factor)"
      }
    case .classify: items.isEmpty ? "class" : "class(\(items.joined(separator: ", ")))"
    case .count(let atLeast): "count ≥ \(plain(atLeast)) (\(items.joined(separator: ", ")))"
    case .linear(let constant, let terms):
      terms.reduce(constant == 0 ? "" : plain(constant)) { text, term in
        let answer = term.transform == .ln1p ? "ln(\(term.item) + 1)" : term.item
        let factor =
          (term.weight == 1 ? "" : "\(plain(term.weight)) × ") + answer + (term.divisor == 1 ? "" : "/\(plain(term.divisor))")
        return text.isEmpty ? factor : "\(text) + \(factor)"
      }
    }
  }

  private var missingText: Words {
    switch missing {
    case .refuse: Words(da: "Mangler et svar, gives ingen score", en: "With an answer missing there is no score")
    case .prorate(let minimum):
      Words(da: "Fra \(minimum) svar opregnes forholdsmæssigt", en: "From \(minimum) answers the score is raised in proportion")
    case .substitute(let value, let minimum):
      Words(
        da: "Fra \(minimum) svar tæller et manglende svar \(plain(value))",
        en: "From \(minimum) answers a missing answer counts \(plain(value))")
    case .itemwise(let minimum):
      Words(da: "Fra \(minimum) svar tæller det, der er svaret", en: "From \(minimum) answers what is there counts")
    }
  }
}
